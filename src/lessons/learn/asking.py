"""A class is asked for a prediction: what its phones show, and what each of them is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lessons import words
from lessons.classroom import spread
from lessons.classroom.board import ClassBoard, ClassQuestion, Revealed
from lessons.learn import comparing, marking, predicting
from lessons.views import style
from lessons.words import PHRASES, predicted

if TYPE_CHECKING:
    from lessons.data import questions
    from lessons.learn.prediction_panel import Prediction
    from lessons.widgets.explorer.explorer import Explorer


def board(asked: questions.Prediction, panel: Prediction) -> ClassBoard:
    """Return the board on which a class is asked for a prediction.

    Parameters
    ----------
    asked
        The prediction as its file has it.
    panel
        The same on the page. Phones show its options in its order.
    """
    order = panel.asked["order"]

    def reveal(latest: Sequence[Any], distinct: Sequence[Any]) -> Revealed:
        explorer = _at_the_answer(asked, panel)
        explorer.overlay([*_own(asked, explorer, panel), *_on_chart(asked, explorer, latest)])
        found = comparing.found(asked, explorer)
        reasons = [(given, *_told(asked, explorer, given, order)) for given in distinct]
        shown = [order.index(place) for place in found] if asked.options else found
        return Revealed(_answer(asked, found), shown, reasons)

    return ClassBoard(ClassQuestion(_as_asked(asked, order), reveal, asked.unit))


def _as_asked(asked: questions.Prediction, order: Sequence[int]) -> dict[str, Any]:
    """Return a prediction as a room takes it."""
    said = {"kind": asked.kind, "ask": asked.ask}
    if asked.kind == "choice":
        return {**said, "options": [asked.options[place].shown for place in order]}
    if asked.kind == "sketch":
        return {**said, **predicting.sketch(asked)}
    return {
        **said,
        "label": asked.label or PHRASES["prediction"],
        "unit": asked.unit,
        **words.unit_on_page(asked.unit),
        "minimum": asked.minimum,
        "maximum": asked.maximum,
        "step": asked.step,
    }


def _at_the_answer(asked: questions.Prediction, panel: Prediction) -> Explorer:
    """Show the explorer of a prediction, its inputs where the answer is."""
    panel.reveal()
    scenario = marking.scenario_of(asked.figure)
    panel.explorer.controls.move(**scenario.model_dump())
    return panel.explorer


def _own(asked: questions.Prediction, explorer: Explorer, panel: Prediction) -> list[Any]:
    """Return how the presenter's own prediction is drawn, if there is one."""
    given = panel.state["given"]
    return [] if given is None else [*comparing.compared(asked, explorer, given).drawn]


def _on_chart(
    asked: questions.Prediction, explorer: Explorer, latest: Sequence[Any]
) -> list[dict[str, Any]]:
    """Return what a class has said as it is drawn on the explorer's chart; choices are not."""
    if asked.kind == "sketch":
        name = PHRASES["class_name"].format(count=len(latest))
        return spread.faint(name, style.CLASS, asked.across, latest) if latest else []
    if not asked.axis or asked.kind != "number":
        return []
    places = [comparing.on_axis(asked, explorer.outcome, given) for given in latest]
    return spread.along(places, asked.axis, explorer.chart.spec)


def _told(
    asked: questions.Prediction, explorer: Explorer, given: Any, order: Sequence[int]
) -> tuple[str, float]:
    """Return what is said to a prediction of a phone, and how far off it is."""
    own = order[given] if asked.options else given
    compared = comparing.compared(asked, explorer, own)
    told = compared.sentence
    if asked.kind == "sketch":  # a phone has no model's line beside it
        told = PHRASES[f"class_sketch_{compared.level}"].format(distance=compared.distance)
    return told, float(compared.kept["off"])


def _answer(asked: questions.Prediction, found: Any) -> str:
    """Return what a class is told of the answer, whatever each has predicted."""
    if asked.kind == "sketch":
        return PHRASES["class_answer_line"]
    if asked.kind == "choice":
        right = words.quoted(asked.options[place].shown for place in found)
        return comparing.sourced(PHRASES["class_answer_choice"].format(right=right), asked)
    finder = "class_answer_published" if asked.published else "class_answer"
    told = words.spoken(predicted.as_fine(found, asked.step), asked.unit)
    return comparing.sourced(PHRASES[finder].format(found=told), asked)
