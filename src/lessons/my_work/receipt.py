"""The receipt: what a progress file amounts to, lesson by lesson, to be handed in and read.

One form is used to write it and to read it. What a class is not summed up by may be missing in
a receipt that is read: nobody is refused for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, field_serializer, model_validator

from lessons.my_work import course
from lessons.my_work.own_file import now
from lessons.my_work.progress import Record
from lessons.words import PHRASES, number, percent

if TYPE_CHECKING:
    from lessons.data.questions import Lesson

FORMAT = 1
MOST = 100_000  # tries or hints; nobody has had more
COUNTS = ("predictions", "questions", "decisions", "minutes")  # of a row, after its title

Part = TypeVar("Part")
# What is handed in may be junk from end to end; the first fault is enough to tell.
Parts = Annotated[tuple[Part, ...], Field(fail_fast=True)]
Given = float | str | Parts[float] | Parts[str] | None
Off = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] | None


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="ignore", defer_build=True)


class Predicted(_Part):
    """A prediction: what was given and found, and how far off that was."""

    name: str
    given: Given = None
    found: Given = None
    off: Off


class Answered(_Part):
    """A question: how it went, up to and with the first right answer."""

    name: str
    right: bool
    tries: int = Field(ge=1, le=MOST)
    hints: int = Field(ge=0, le=MOST)
    given: Given = None


class Decided(_Part):
    """A decision, as it was recorded."""

    name: str
    given: Given = None


class InLesson(_Part):
    """What was done in one lesson; its `calibration` is how far off it was on average."""

    lesson: int
    title: str = ""
    predictions: Parts[Predicted]
    calibration: Off = None
    questions: Parts[Answered]
    decisions: Parts[Decided] = ()

    @model_validator(mode="after")
    def _each_once(self) -> InLesson:
        for parts in (self.predictions, self.questions):
            _check_once([one.name for one in parts])
        return self


class Receipt(_Part):
    """What was done in each lesson, for an instructor to read or count.

    Attributes
    ----------
    written
        The student's local time; with its zone, but for receipts of earlier lessons.
    summary
        A line a lesson begun.
    """

    format: Literal[FORMAT]
    written: datetime
    summary: Parts[str] = ()
    lessons: Parts[InLesson]

    @model_validator(mode="after")
    def _each_once(self) -> Receipt:
        _check_once([one.lesson for one in self.lessons])
        return self

    @field_serializer("written")
    def _as_now(self, written: datetime) -> str:
        return written.isoformat()

    def text(self) -> str:
        """Return what its file holds."""
        return self.model_dump_json(indent=1)


def _check_once(names: Sequence[object]) -> None:
    if len(set(names)) < len(names):
        raise ValueError("something is there twice")


def rows(entries: Iterable[Record], lessons: Mapping[int, Lesson]) -> list[tuple[str, ...]]:
    """Return a row a lesson begun: its number and title, then what `COUNTS` names."""
    entries = list(entries)
    summed = [_lesson(number, entries, one) for number, one in lessons.items()]
    return [_row(one, lessons[one.lesson], entries) for one in summed if _begun(one)]


def written(entries: Iterable[Record], lessons: Mapping[int, Lesson]) -> Receipt:
    """Return the receipt of all that was done."""
    entries = list(entries)
    summed = [_lesson(number, entries, one) for number, one in lessons.items()]
    summary = [_told(one, lessons[one.lesson], entries) for one in summed if _begun(one)]
    return Receipt(
        format=FORMAT,
        written=datetime.fromisoformat(now()),
        summary=tuple(summary),
        lessons=tuple(summed),
    )


def _lesson(number: int, entries: list[Record], lesson: Lesson) -> InLesson:
    done = [one for one in entries if one.lesson == number]
    predictions = _predictions(done)
    offs = [one.off for one in predictions if one.off is not None]
    return InLesson(
        lesson=number,
        title=lesson.title,
        predictions=predictions,
        calibration=round(sum(offs) / len(offs), 4) if offs else None,
        questions=_questions(done),
        decisions=tuple(
            Decided(name=one.name, given=_plain(one.given))
            for one in done
            if one.kind == "decision"
        ),
    )


def _plain(given: float | str | list | None) -> Given:
    return tuple(given) if isinstance(given, list) else given


def _predictions(done: list[Record]) -> tuple[Predicted, ...]:
    """Return each prediction once: the first that was made of it."""
    first: dict[str, Record] = {}
    for one in done:
        if one.kind == "prediction":
            first.setdefault(one.name, one)
    return tuple(
        Predicted(name=name, given=_plain(one.given), found=_plain(one.found), off=one.off)
        for name, one in first.items()
    )


def _questions(done: list[Record]) -> tuple[Answered, ...]:
    """Return each question once, with the tries up to and with the first right answer."""
    tries: dict[str, list[Record]] = {}
    for one in done:
        so_far = tries.setdefault(one.name, []) if one.kind == "question" else None
        if so_far is not None and not any(each.right for each in so_far):
            so_far.append(one)
    return tuple(
        Answered(
            name=name,
            right=bool(all_tries[-1].right),
            tries=len(all_tries),
            hints=min(all_tries[-1].hints, MOST),
            given=_plain(all_tries[-1].given),
        )
        for name, all_tries in tries.items()
    )


def _begun(summed: InLesson) -> bool:
    return bool(summed.predictions or summed.questions or summed.decisions)


def _row(summed: InLesson, lesson: Lesson, entries: Iterable[Record]) -> tuple[str, ...]:
    # A lesson may have lost what was once done in it.
    predicted = sum(one.name in lesson.predictions for one in summed.predictions)
    right = sum(one.right and one.name in lesson.questions for one in summed.questions)
    decisions = lesson.steps.keys() - lesson.predictions.keys() - lesson.questions.keys()
    numbered = PHRASES["progress_lesson"].format(number=summed.lesson, title=lesson.title)
    return (
        lesson.title if summed.lesson == course.START else numbered,
        _count(predicted, len(lesson.predictions)),
        _count(right, len(lesson.questions)),
        _count(len(decisions & course.done(entries)), len(decisions)),
        number(course.minutes_left(entries, lesson)),
    )


def _count(done: int, every: int) -> str:
    return PHRASES["progress_count"].format(done=done, all=every) if every else "–"


def _told(summed: InLesson, lesson: Lesson, entries: Iterable[Record]) -> str:
    counts = dict(zip(COUNTS, _row(summed, lesson, entries)[1:], strict=True))
    told = PHRASES["progress_summary"].format(lesson=summed.lesson, **counts)
    if summed.calibration is None:
        return told
    return f"{told} {PHRASES['progress_off'].format(off=percent(summed.calibration, 0))}"
