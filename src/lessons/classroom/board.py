"""The board on which a class is asked, seen how it was split, and told what the model finds.

The page speaks to the room by itself: what a class has said comes to the kernel with what the page
asks, is compared and drawn here, and goes back as sentences.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import anywidget
import traitlets

from lessons.classroom import spread
from lessons.classroom.asked import AnswerError, taken
from lessons.widgets import page
from lessons.widgets.chart.chart import Chart
from lessons.widgets.explorer.link import qr_code
from lessons.widgets.part import Message, Part

MOST_ROUNDS, MOST_ANSWERS = 20, 2_000  # rounds of a question, and answers of one


@dataclass(frozen=True, slots=True)
class Revealed:
    """What a class is told once its predictions are closed.

    Attributes
    ----------
    answer
        What the model finds, for everybody.
    found
        The same as `lessons.classroom.spread` draws it.
    reasons
        For each distinct prediction what it was, what is said to it, and how far off it is, as a
        share of what could be predicted.
    """

    answer: str
    found: Any
    reasons: Sequence[tuple[Any, str, float]]


@dataclass(frozen=True, slots=True)
class ClassQuestion:
    """What a class is asked, and what becomes of it.

    Attributes
    ----------
    asked
        As a room takes it: ``kind``, ``ask`` and more by the kind.
    reveal
        Shows the answer with what the class gave in its latest round; returns what it is told of
        all that was given, each prediction once.
    unit
        In which lines are told; of a number it is in `asked`.
    finer
        How many decimals more than a prediction the answer is told with.
    """

    asked: Mapping[str, Any]
    reveal: Callable[[Sequence[Any], Sequence[Any]], Revealed]
    unit: str = ""
    finer: int = 0


class ClassBoard(Part):
    """The board of a question that a class is asked; see `ClassQuestion`.

    Attributes
    ----------
    asked
        The question, as a room takes it.
    chart
        How the class was split, once a round is closed.
    """

    SCRIPT = page.script(__file__)
    STYLES = page.part_styles("class_board")
    OWN = ("chart",)
    asked = traitlets.Dict().tag(sync=True)
    phrases = traitlets.Dict().tag(sync=True)
    chart = anywidget.WidgetTrait().tag(sync=True)

    def __init__(self, question: ClassQuestion) -> None:
        self._question = question
        super().__init__(
            asked=dict(question.asked), phrases=page.part_phrases("class", "class_button", "here")
        )
        self.acts = {
            "qr": lambda message: self.send(
                {"kind": "qr", "picture": qr_code(message.text("address") or "")}
            ),
            "spread": lambda message: self.show(self._rounds(message)),
            "reveal": self._reveal_asked,
        }

    def ask(self, question: ClassQuestion | None = None) -> None:
        """Ask something, or go on with what was asked last."""
        self._question = question or self._question
        self.asked = dict(self._question.asked)
        self.send({"kind": "ask"})

    def show(self, rounds: Sequence[Sequence[Any]], found: Any = None) -> None:
        """Draw how a class was split, round beside round."""
        asked = {"unit": self._question.unit, "finer": self._question.finer, **self.asked}
        spec, sentence = spread.drawn(asked, rounds, found), spread.told(asked, rounds)
        if self.chart is None:
            self.chart = Chart(spec, sentence)
        else:
            self.chart.show(spec, sentence)

    def reveal(self, rounds: Sequence[Sequence[Any]]) -> Revealed:
        """Show the answer, with what the class has said, and return what each is told."""
        revealed = self._question.reveal(rounds[-1], _distinct(rounds))
        self.show(rounds, revealed.found)
        return revealed

    def _reveal_asked(self, message: Message) -> None:
        revealed = self.reveal(self._rounds(message))
        reasons = [list(one) for one in revealed.reasons]
        self.send({"kind": "revealed", "answer": revealed.answer, "reasons": reasons})

    def _rounds(self, message: Message) -> list[list[Any]]:
        """Return what the class gave in each round; what fits no such question is passed over."""
        rounds = [one for one in message.items("rounds") if isinstance(one, list)]
        return [
            [given for given in one[:MOST_ANSWERS] if _fits(self.asked, given)]
            for one in rounds[-MOST_ROUNDS:]
        ] or [[]]


def _distinct(rounds: Sequence[Sequence[Any]]) -> list[Any]:
    """Return all that was given, each once, in the order in which it came."""
    given = (one for answers in rounds for one in answers)
    return list({repr(one): one for one in given}.values())


def _fits(asked: Mapping[str, Any], given: Any) -> bool:
    """Whether something can be a prediction of what was asked."""
    try:
        taken(asked, given)
    except AnswerError:
        return False
    return True
