"""What makes the lessons teach: predictions, questions, decisions, and the progress.

In a notebook, ``learn.predict("break-even-volume")`` asks first and then shows the explorer,
``learn.question("rate-below-your-own")`` asks and gives feedback,
``learn.decide("candy-campaign")`` lets a decision be taken step by step, ``learn.memo(case)``
opens a memo of what an explorer decides, and ``learn.progress()`` shows what was done so far.
The names are those of the files in ``data/questions/`` and ``data/decisions/``.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from pydantic import create_model

from lessons import data, explore, words
from lessons.learn import answers, comparing, marking, option_order, predicting
from lessons.learn.prediction_panel import Prediction
from lessons.learn.question_panel import Question
from lessons.my_work import course, receipt
from lessons.my_work.hand_in import hand_in, hand_in_folder
from lessons.my_work.own_file import OwnFile
from lessons.my_work.progress import Progress, Record
from lessons.my_work.progress_panel import ProgressPanel
from lessons.scenario import Scenario, quantity
from lessons.server.in_browser import is_in_browser
from lessons.server.own_folder import own_folder
from lessons.server.presented import is_presented
from lessons.widgets.controls.controls import Controls
from lessons.widgets.explorer.explorer import Explorer

if TYPE_CHECKING:
    from lessons.classroom.board import ClassBoard
    from lessons.data import questions
    from lessons.learn.decision_panel import Decision
    from lessons.memo.memo_panel import MemoPanel


def predict(name: str) -> Prediction:
    """Ask for a prediction, then show its explorer with the prediction beside the answer.

    Parameters
    ----------
    name
        The prediction's name in its file.

    Raises
    ------
    DataError
        If there is no such prediction (the nearest right name is given).
    """
    lesson, asked = data.prediction(name)
    kept, seed = _progress(), _seed()
    earlier = _latest(kept, "prediction", name)
    given_earlier = _predicted(asked, earlier.given) if earlier else None

    def reveal(given: Any) -> tuple[str, str, Explorer]:
        figure = asked.figure
        explorer = explore.entry(figure.explorer)(figure.preset, **figure.inputs)
        explorer.task = asked.task
        if given is None:
            return words.PHRASES["predicted_nothing"], "", explorer
        compared = comparing.compared(asked, explorer, given)
        explorer.overlay(compared.drawn)
        if earlier is None:
            kept.record(name=name, lesson=lesson, kind="prediction", **compared.kept)
        return f"{compared.sentence} {kept.notice}".strip(), compared.level, explorer

    return Prediction(
        asked.ask,
        asked.kind,
        reveal=reveal,
        options=[one.shown for one in asked.options],
        order=_order(name, seed),
        controls=_one_slider(asked, given_earlier) if asked.kind == "number" else None,
        sketch=predicting.sketch(asked) if asked.kind == "sketch" else None,
        earlier=given_earlier,
        notice=_notices(kept, seed),
        task=asked.task,
        name=name,
        opens=_opens(asked.figure.explorer) if is_presented() or is_in_browser() else None,
        board=None if is_in_browser() else partial(_class_board, asked),
    )


def _class_board(asked: questions.Prediction, panel: Prediction) -> ClassBoard:
    # Only who asks a class waits for what a board is made with.
    from lessons.learn import asking

    return asking.board(asked, panel)


def question(name: str) -> Question:
    """Ask a question, with feedback, hints and the worked solution.

    Parameters
    ----------
    name
        The question's name in its file.

    Raises
    ------
    DataError
        If there is no such question (the nearest right name is given).
    """
    lesson, asked = data.question(name)
    kept, seed = _progress(), _seed()
    marker = marking.Marker(asked)
    earlier = _latest(kept, "question", name)

    def record(given: Any, verdict: answers.Verdict, hints: int) -> str:
        right = verdict.level == "right"
        given = _told(asked, given)
        kept.record(
            name=name, lesson=lesson, kind="question", given=given, right=right, hints=hints
        )
        return kept.notice

    given = _answered(asked, earlier.given) if earlier else None
    return Question(
        asked.ask,
        asked.kind,
        options=[one.shown for one in asked.options],
        order=_order(name, seed),
        unit=words.said(asked.unit),
        judge=marker.judge,
        hints=[lambda text=text: marker.filled(text) for text in asked.hints],
        solution=lambda: marker.filled(asked.solution),
        record=record,
        # With inputs of the learner's own, an answer means nothing without them.
        earlier=marker.judge_kept(given, right=earlier.right)
        if given and not asked.your_inputs
        else None,
        controls=marker.controls,
        explorer=_called(asked.explorer),
        hidden_by=_showing(lesson, asked.explorer),
        notice=_notices(kept, seed),
    )


def decide(name: str) -> Decision:
    """Let the learner take a decision step by step, as time passes and news comes in.

    Parameters
    ----------
    name
        The decision's name in its file.

    Raises
    ------
    DataError
        If there is no such decision (the nearest right name is given).
    """
    from lessons.learn import deciding

    lesson, asked = data.decision(name)
    return deciding.opened(name, lesson, asked, _progress())


def progress() -> ProgressPanel:
    """Show what was done so far and what comes next, with a receipt to hand in, and a reset."""
    kept, folder = _progress(), hand_in_folder()
    return ProgressPanel(
        rows=lambda: receipt.rows(kept.entries(), data.lessons()),
        ahead=lambda: course.told(kept.entries(), data.lessons(), _title),
        notice=lambda: kept.notice,
        receipt=lambda: receipt.written(kept.entries(), data.lessons()).text(),
        save=kept.save_receipt,
        reset=kept.reset,
        is_stored=kept.try_again,
        hand_in=partial(hand_in, folder=folder) if folder else None,
        folder="" if is_presented() else str(kept.folder),
    )


def memo(explorer: Explorer) -> MemoPanel:
    """Open a decision memo, written from what an explorer finds and edited by the learner.

    Raises
    ------
    ScenarioError
        If it is no explorer, or one that decides nothing.
    """
    # Only who writes a memo waits for what it is written with.
    from lessons.memo import desk

    return desk.opened(explorer, _progress())


def _title(name: str) -> str:
    return data.decision(name)[1].title


def _progress() -> Progress:
    return Progress(own_folder())


def _seed() -> option_order.OwnSeed:
    return option_order.OwnSeed(own_folder())


def _order(name: str, seed: option_order.OwnSeed) -> list[int]:
    """Return the places of the options in the order that this learner sees; empty without any."""
    return option_order.orders(data.lessons(), seed.seed()).get(name, [])


def _notices(*files: OwnFile[Any]) -> str:
    """Return what has to be said of some files, each sentence once."""
    return " ".join(dict.fromkeys(one.notice for one in files if one.notice))


def _called(explorer: str) -> str:
    """Return what an explorer is called on the page; nothing without one."""
    return explore.entry(explorer).view.TITLE.partition(":")[0] if explorer else ""


def _showing(lesson: int, explorer: str) -> list[str]:
    """Return the names of a lesson's predictions that show an explorer."""
    predictions = data.lessons()[lesson].predictions
    return [name for name, one in predictions.items() if one.figure.explorer == explorer]


def _opens(name: str) -> dict[str, Any]:
    """Return what a link to an explorer may say, for the page to know its own explorers by."""
    entry = explore.entry(name)
    presets = dict.fromkeys(called for one in entry.presets for called in (one, words.said(one)))
    return {"name": name, "inputs": list(entry.model.inputs()), "presets": list(presets)}


def _latest(kept: Progress, kind: str, name: str) -> Record | None:
    """Return what was last done of that name; of a question, what was right if anything was."""
    done = [one for one in kept.entries() if (one.kind, one.name) == (kind, name)]
    return next((one for one in done if one.right), done[-1] if done else None)


def _told(asked: Any, given: Any) -> Any:
    """Return an answer as it is kept: options by their texts, so that they may be reordered."""
    if isinstance(given, int):
        return asked.options[given].text
    if asked.options:
        return [asked.options[place].text for place in given]
    return given


# A file may be older than its question. What no longer fits is not shown, and harms nothing.


def _predicted(asked: questions.Prediction, given: Any) -> Any:
    """Return a kept prediction as the page shows it; None if it does not fit any more."""
    if asked.kind == "choice":
        return _places(asked).get(given) if isinstance(given, str) else None
    heights = [given] if asked.kind == "number" else given
    wanted = 1 if asked.kind == "number" else len(asked.across)
    fits = (
        isinstance(heights, list)
        and len(heights) == wanted
        and all(isinstance(one, float) for one in heights)
        and all(asked.minimum <= one <= asked.maximum for one in heights)
    )
    return given if fits else None


def _answered(asked: questions.Question, given: Any) -> Any:
    """Return a kept answer as the page shows it; None if it does not fit any more."""
    if asked.kind == "number":
        return given if isinstance(given, str) else None
    places = _places(asked)
    texts = given if isinstance(given, list) else []
    return [places[text] for text in texts if text in places] or None


def _places(asked: questions.Prediction | questions.Question) -> dict[str, int]:
    return {one.text: place for place, one in enumerate(asked.options)}


def _one_slider(asked: questions.Prediction, earlier: float | None) -> Controls:
    """Return the one slider of a predicted number; it starts in the middle, or as left."""
    middle = asked.minimum + asked.step * round((asked.maximum - asked.minimum) / asked.step / 2)
    slider = quantity(
        middle,
        asked.minimum,
        asked.maximum,
        step=asked.step,
        label=words.PHRASES["prediction"],
        unit=asked.unit,
    )
    scenario = create_model("Predicted", __base__=Scenario, prediction=(float, slider))()
    values = scenario.model_dump() if earlier is None else {"prediction": earlier}
    return Controls(scenario.inputs(), values)
