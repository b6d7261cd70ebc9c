"""The way through the lessons: what comes next, and how long it still takes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from lessons.models.shared.decision import Decision
from lessons.words import PHRASES

if TYPE_CHECKING:
    from lessons.data.questions import Lesson
    from lessons.my_work.progress import Record

START = 0  # the page that shows how to use the lessons; nobody is sent back there
MEMO = "memo"  # the step of writing one, whatever it decides
RECOMMENDED = get_args(Decision)  # what a saved memo may recommend


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a lesson asks.

    Attributes
    ----------
    lesson, name
        The number of its lesson, and its own name.
    notebook, cell
        The file and the cell that ask it.
    """

    lesson: int
    name: str
    notebook: str
    cell: str


def done(entries: Iterable[Record]) -> set[str]:
    """Return the names of all that was done: a decision once a game of it was played to its end.

    A question counts with its first try, and a memo once it was saved.
    """
    return {step_of(one) for one in entries if one.kind != "decision" or _is_decided(one)}


def settled(entries: Iterable[Record]) -> set[str]:
    """Return the names of all that was done but of questions that were never answered right."""
    entries = list(entries)
    asked = [one for one in entries if one.kind == "question"]
    right = {one.name for one in asked if one.right}
    return done(entries) - ({one.name for one in asked} - right)


def step_of(entry: Record) -> str:
    """Return the name of the step that an entry belongs to; each game of a decision is one."""
    if entry.kind != "decision":
        return entry.name
    return MEMO if entry.given in RECOMMENDED else entry.name.partition("/")[0]


def _is_decided(entry: Record) -> bool:
    # A game that was begun and no more holds the words of a button; one that was decided, a week.
    return isinstance(entry.given, float) or entry.given in RECOMMENDED


def steps(lessons: Mapping[int, Lesson]) -> list[Step]:
    """Return all that the lessons ask, in their order; the start page is none of them."""
    return [
        Step(number, name, lesson.notebook, cell)
        for number, lesson in lessons.items()
        if number != START
        for name, cell in lesson.steps.items()
    ]


def following(entries: Iterable[Record], lessons: Mapping[int, Lesson]) -> Step | None:
    """Return the step to go on with; None if all is done and right.

    It is the first one after what was done last that is still to do, or that itself if it is a
    game that was begun. What was left out of that lesson comes before the next lesson, and what
    was left out of others when all after it is done. A question that was tried and is not right
    comes once nothing else is left.
    """
    entries, way = list(entries), steps(lessons)
    last = _last(entries, way)
    here = [one for one in way if one.lesson == way[last].lesson]
    order = (*(one for one in way[last:] if one in here), *here, *way[last:], *way[:last])
    for finished in (done(entries), settled(entries)):
        for one in order:
            if one.name not in finished:
                return one
    return None


def _last(entries: Iterable[Record], way: Sequence[Step]) -> int:
    """Return the place of what was done last; the first one where nothing was."""
    places = {one.name: place for place, one in enumerate(way)}
    known = [places[step_of(one)] for one in entries if step_of(one) in places]
    return known[-1] if known else 0


def minutes_left(entries: Iterable[Record], lesson: Lesson) -> int:
    """Return how many minutes of a lesson are left, to five: its share that is still to do.

    It is never none as long as something is to do, or a question is not right.
    """
    if not lesson.steps:
        return lesson.minutes
    left = lesson.steps.keys() - settled(entries)
    longer = lesson.step_minutes
    others = lesson.steps.keys() - longer.keys()
    shared = (lesson.minutes - sum(longer.values())) * len(left & others) / max(len(others), 1)
    return 5 * math.ceil((sum(longer[one] for one in left - others) + shared) / 5)


def told(
    entries: Iterable[Record], lessons: Mapping[int, Lesson], title: Callable[[str], str]
) -> dict[str, str]:
    """Return what the page says of the way ahead.

    Parameters
    ----------
    entries, lessons
        What was done so far, and what the lessons ask.
    title
        Returns the title of a decision.

    Returns
    -------
    dict
        The ``step`` to go on with, as a sentence; why one is led back to it, if so, and the
        minutes ``left``, as others; the ``notebook`` and ``cell`` where it is asked. Of all but
        the first nothing where all is done.
    """
    entries = list(entries)
    step = following(entries, lessons)
    if step is None:
        return {"step": PHRASES["progress_done"], "left": "", "notebook": "", "cell": ""}
    left = {
        number: minutes_left(entries, one) for number, one in lessons.items() if number != START
    }
    minutes = PHRASES["progress_left"].format(
        minutes=left[step.lesson], lesson=step.lesson, all=sum(left.values())
    )
    said = _said(step, lessons[step.lesson], title)
    left = f"{_why_back(step, entries, steps(lessons))} {minutes}".strip()
    return {"step": said, "left": left, "notebook": step.notebook, "cell": step.cell}


def _why_back(step: Step, entries: list[Record], way: list[Step]) -> str:
    """Say why one is led back to a step; nothing of one that lies ahead."""
    if step.name in done(entries):
        return PHRASES["progress_again"]
    return PHRASES["progress_skipped"] if way.index(step) < _last(entries, way) else ""


def _said(step: Step, lesson: Lesson, title: Callable[[str], str]) -> str:
    if step.name in lesson.predictions:
        short = lesson.predictions[step.name].short
        return PHRASES["progress_next_prediction"].format(lesson=step.lesson, short=short)
    if step.name in lesson.questions:
        short = lesson.questions[step.name].short
        return PHRASES["progress_next_question"].format(lesson=step.lesson, short=short)
    if step.name == MEMO:
        return PHRASES["progress_next_memo"].format(lesson=step.lesson)
    return PHRASES["progress_next_decision"].format(lesson=step.lesson, ask=title(step.name))
