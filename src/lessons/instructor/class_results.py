"""What the receipts of a class amount to: who did what, how far off, what was missed most."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lessons.instructor.handed_in import HandedIn, Receipt
from lessons.words import said

if TYPE_CHECKING:
    from lessons.data.questions import Lesson

FIRST, LATER, NEVER = said(("first try", "later try", "not yet"))


@dataclass(frozen=True, slots=True)
class Done:
    """What a student did, of one lesson or of all.

    Attributes
    ----------
    predicted, right
        Predictions made, and questions answered right in the end.
    off
        How far the predictions were off on average (0 to 1); None without any.
    """

    predicted: int
    right: int
    off: float | None


@dataclass(frozen=True, slots=True)
class Missed:
    """How a class did on one question.

    Attributes
    ----------
    first, later, never
        How many students were right at the first try, at a later one, and not yet.
    """

    lesson: int
    name: str
    first: int
    later: int
    never: int

    @property
    def tried(self) -> int:
        """How many students tried it."""
        return self.first + self.later + self.never

    @property
    def share(self) -> float:
        """Which part of those who tried it missed it at the first try."""
        return (self.later + self.never) / self.tried if self.tried else 0.0


class ClassResults:
    """The receipts of a class, counted against the lessons that there are.

    What a receipt holds of a prediction or question that the lessons no longer have does not
    count, and `unknown` tells it.

    Parameters
    ----------
    receipts
        The receipts, one a student.
    lessons
        The predictions and questions of each lesson.
    """

    def __init__(self, receipts: Sequence[HandedIn], lessons: "Mapping[int, Lesson]") -> None:
        self.students = [one.student for one in receipts]
        self.attempts = [one.attempts for one in receipts]
        self.written = [one.receipt.written for one in receipts]
        self.lessons = lessons
        self.results = [_results(one.receipt, lessons) for one in receipts]
        self._offs = [_offs(one.receipt, lessons) for one in receipts]
        self.unknown = sorted(
            {name for one in receipts for name in _unknown(one.receipt, lessons)}
        )

    def done(self, student: int, lesson: int | None = None) -> Done:
        """Return what a student, by place, did of one lesson; left out, of all together."""
        numbers = self.lessons if lesson is None else [lesson]
        offs = [off for number in numbers for off in self._offs[student][number]]
        known = [off for off in offs if off is not None]
        right = [
            self.results[student].get(name) in (FIRST, LATER)
            for number in numbers
            for name in self.lessons[number].questions
        ]
        return Done(len(offs), sum(right), sum(known) / len(known) if known else None)

    def asked(self, lesson: int | None = None) -> tuple[int, int]:
        """Return how many predictions and questions there are, of one lesson or of all."""
        parts = self.lessons.values() if lesson is None else [self.lessons[lesson]]
        return sum(len(one.predictions) for one in parts), sum(len(one.questions) for one in parts)

    def shares_done(self) -> np.ndarray:
        """Return which part of each lesson each student did, of shape (students, lessons)."""
        shares = np.zeros((len(self.students), len(self.lessons)))
        for place, number in enumerate(self.lessons):
            most = sum(self.asked(number))
            for student in range(len(self.students)):
                done = self.done(student, number)
                shares[student, place] = (done.predicted + done.right) / most if most else 0
        return shares

    def offs(self, lesson: int) -> list[float]:
        """Return how far off the predictions of each student were who made any, on average."""
        done = [self.done(student, lesson).off for student in range(len(self.students))]
        return [off for off in done if off is not None]

    def missed(self) -> list[Missed]:
        """Return every question that was tried, those missed most first."""
        counted = []
        for number, lesson in self.lessons.items():
            for name in lesson.questions:
                given = [one.get(name) for one in self.results]
                counted.append(Missed(number, name, *map(given.count, (FIRST, LATER, NEVER))))
        tried = [one for one in counted if one.tried]
        return sorted(tried, key=lambda one: (-one.share, -one.tried, one.lesson))


def _results(receipt: Receipt, lessons: "Mapping[int, Lesson]") -> dict[str, str]:
    """Return how each question went that was tried."""
    return {
        one.name: (FIRST if one.tries == 1 else LATER) if one.right else NEVER
        for lesson in receipt.lessons
        for one in lesson.questions
        if lesson.lesson in lessons and one.name in lessons[lesson.lesson].questions
    }


def _offs(receipt: Receipt, lessons: "Mapping[int, Lesson]") -> dict[int, list[float | None]]:
    offs: dict[int, list[float | None]] = {number: [] for number in lessons}
    for lesson in receipt.lessons:
        known = lessons[lesson.lesson].predictions if lesson.lesson in lessons else {}
        offs.setdefault(lesson.lesson, []).extend(
            one.off for one in lesson.predictions if one.name in known
        )
    return offs


def _unknown(receipt: Receipt, lessons: "Mapping[int, Lesson]") -> Iterable[str]:
    for lesson in receipt.lessons:
        one = lessons.get(lesson.lesson)
        known = {*one.predictions, *one.questions} if one else set()
        names = [part.name for part in (*lesson.predictions, *lesson.questions)]
        yield from (f"{lesson.lesson}: {name}" for name in names if name not in known)
