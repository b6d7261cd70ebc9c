"""A prediction: the learner commits first, then the explorer appears with it drawn beside."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import anywidget
import traitlets

from lessons import words
from lessons.widgets import page
from lessons.widgets.controls.controls import Controls
from lessons.widgets.part import Message, Part


class Prediction(Part):
    """What the learner expects, asked for before an explorer is shown.

    The explorer is made when the learner commits, or asks to see it without predicting; until
    then nothing of it is on the page, and the page folds the cells after it that are tagged
    ``explain``.

    Parameters
    ----------
    ask
        The question.
    kind
        ``number``, ``choice`` or ``sketch``.
    reveal
        Given the prediction (or None), returns what to say of it, its level (``right``,
        ``near``, ``wrong`` or none) and the explorer to show.
    options
        Texts to choose from; an option is known by its place among them.
    order
        The places of the options, in the order in which the page shows them; left out, as
        they stand.
    controls
        The one slider of a number.
    sketch
        Of a sketch: ``across`` (values and their texts), ``minimum``, ``maximum``, ``step``,
        ``start`` and ``ticks`` (values and their texts) of its upright axis, and the labels.
    earlier
        What was predicted on an earlier day.
    notice
        What went wrong with what was kept on an earlier day, if anything did.
    task
        What to try in the explorer, for a page that cannot run widgets.
    name
        By which questions about its explorer know it.
    opens
        What a link may say to open the explorer: its ``name``, ``inputs`` and ``presets``.
        Left out, no link does.
    board
        Returns what a class is asked for this prediction on, given the prediction; left out, no
        class is.

    Attributes
    ----------
    explorer
        The explorer, once it is shown; else None.
    board
        On which a class is asked for this; None until one is.
    sentence
        How far off the prediction was, once it is made.
    """

    SCRIPT = page.script(__file__)
    STYLES = page.part_styles("panel", "options", "sketch", "verdict", "fold", "prediction_panel")
    OWN = ("controls", "explorer", "board")
    asked = traitlets.Dict().tag(sync=True)
    phrases = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    controls = anywidget.WidgetTrait().tag(sync=True)
    explorer = anywidget.WidgetTrait().tag(sync=True)
    board = anywidget.WidgetTrait().tag(sync=True)

    def __init__(
        self,
        ask: str,
        kind: str,
        *,
        reveal: Callable[[Any], tuple[str, str, anywidget.AnyWidget]],
        options: Sequence[str] = (),
        order: Sequence[int] | None = None,
        controls: Controls | None = None,
        sketch: Mapping[str, Any] | None = None,
        earlier: Any = None,
        notice: str = "",
        task: str = "",
        name: str = "",
        opens: Mapping[str, Any] | None = None,
        board: Callable[[Any], Part] | None = None,
    ) -> None:
        self._reveal, self._task, self._board = reveal, task, board
        super().__init__(
            asked={
                "ask": ask,
                "kind": kind,
                "options": list(options),
                "order": list(range(len(options)) if order is None else order),
                "sketch": sketch,
                "name": name,
                "opens": opens,
                "askable": board is not None,
            },
            phrases=page.part_phrases("prediction", "predicting", "fold", "class_button"),
            controls=controls,
            state={"given": None, "shown": False, "sentence": notice, "level": ""},
        )
        if earlier is not None:
            self._show(earlier)
        self.acts = {"reveal": lambda _: self.reveal(), "commit": self._commit_asked}
        self.acts |= {"class": lambda _: self.ask_class()}

    @property
    def sentence(self) -> str:
        """How far off the prediction was; until it is made no more than the notice."""
        return self.state["sentence"]

    def commit(self, given: Any) -> str:
        """Predict, as the page does, and return how far off that was.

        Parameters
        ----------
        given
            A number, the place of an option, or the heights of a sketch. What was committed
            once is locked: a second one changes nothing.
        """
        if not self.state["shown"]:
            self._show(given)
        return self.sentence

    def reveal(self) -> None:
        """Show the explorer without a prediction."""
        self.commit(None)

    def ask_class(self) -> None:
        """Ask a class, on a board that is made when it is first wanted."""
        if self.board is not None:
            self.board.ask()
        elif self._board is not None:
            self.board = self._board(self)

    def _show(self, given: Any) -> None:
        sentence, level, self.explorer = self._reveal(given)
        self.state = {"given": given, "shown": True, "sentence": sentence, "level": level}

    def _commit_asked(self, message: Message) -> None:
        given = self._given(message)
        if given is not None:
            self.commit(given)

    def _given(self, message: Message) -> Any:
        """Return what is predicted, if it can be of this kind of prediction; else None."""
        if self.asked["kind"] == "number":
            # A page sends a number once the learner has touched it; what it is the slider knows.
            (value,) = self.controls.values.values()
            return None if message.number("given") is None else value
        if self.asked["kind"] == "choice":
            place = message.whole("given")
            return place if place in range(len(self.asked["options"])) else None
        sketch, heights = self.asked["sketch"], message.numbers("given")
        if heights is None or len(heights) != len(sketch["across"]):
            return None
        return [min(max(one, sketch["minimum"]), sketch["maximum"]) for one in heights]

    def _repr_mimebundle_(self, **kwargs: dict) -> tuple[dict, dict]:
        """Add question and task in plain words for a page that cannot run widgets."""
        lines = [self.asked["ask"]]
        if self._task:
            task = words.unmarked(self._task)
            lines.append(words.PHRASES["explore_task"].format(task=task))
        return page.with_words(super()._repr_mimebundle_(**kwargs), *lines)
