"""The way through the lessons: what comes next, and how long it still takes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lessons.words import PHRASES, shortened

if TYPE_CHECKING:
    from lessons.data.questions import Lesson
    from lessons.my_work.progress import Record

START = 0  # the page that shows how to use the lessons; nobody is sent back there
LONGEST_ASK = 70  # letters of a question that is named


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

    A question counts with its first try.
    """
    entries = list(entries)
    plain = {one.name for one in entries if one.kind != "decision"}
    # A game that was begun and no more holds the words of a button; one that was decided, a week.
    games = (one for one in entries if one.kind == "decision" and isinstance(one.given, float))
    return plain | {step_of(one) for one in games}


def step_of(entry: Record) -> str:
    """Return the name of the step that an entry belongs to; each game of a decision is one."""
    return entry.name.partition("/")[0] if entry.kind == "decision" else entry.name


def steps(lessons: Mapping[int, Lesson]) -> list[Step]:
    """Return all that the lessons ask, in their order; the start page is none of them."""
    return [
        Step(number, name, lesson.notebook, cell)
        for number, lesson in lessons.items()
        if number != START
        for name, cell in lesson.steps.items()
    ]


def following(entries: Iterable[Record], lessons: Mapping[int, Lesson]) -> Step | None:
    """Return the step to go on with; None if all is done.

    It is the first one after what was done last that is still to do, or that itself if it is a
    game that was begun. What was left out of that lesson comes before the next lesson, and what
    was left out of others when all after it is done.
    """
    entries, way = list(entries), steps(lessons)
    places = {one.name: place for place, one in enumerate(way)}
    known = [places[step_of(one)] for one in entries if step_of(one) in places]
    last = known[-1] if known else 0
    here = [one for one in way if one.lesson == way[last].lesson]
    finished = done(entries)
    order = (*(one for one in way[last:] if one in here), *here, *way[last:], *way[:last])
    return next((one for one in order if one.name not in finished), None)


def minutes_left(entries: Iterable[Record], lesson: Lesson) -> int:
    """Return how many minutes of a lesson are left, to five: its share that is still to do."""
    if not lesson.steps:
        return lesson.minutes
    left = len(lesson.steps.keys() - done(entries)) / len(lesson.steps)
    return 5 * math.ceil(lesson.minutes * left / 5)


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
        The ``step`` to go on with and the minutes ``left``, as sentences, and the ``notebook``
        and ``cell`` where it is asked; of all but the first nothing where all is done.
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
    return {"step": said, "left": minutes, "notebook": step.notebook, "cell": step.cell}


def _said(step: Step, lesson: Lesson, title: Callable[[str], str]) -> str:
    if step.name in lesson.predictions:
        short = lesson.predictions[step.name].short
        return PHRASES["progress_next_prediction"].format(lesson=step.lesson, short=short)
    if step.name in lesson.questions:
        ask = shortened(lesson.questions[step.name].ask, LONGEST_ASK)
        return PHRASES["progress_next_question"].format(lesson=step.lesson, ask=ask)
    return PHRASES["progress_next_decision"].format(lesson=step.lesson, ask=title(step.name))
