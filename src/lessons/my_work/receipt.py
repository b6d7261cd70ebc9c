"""What a progress file amounts to, lesson by lesson: for the learner's panel and the receipt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from lessons.my_work import course
from lessons.my_work.own_file import now
from lessons.my_work.progress import Record
from lessons.words import PHRASES, number, percent

if TYPE_CHECKING:
    from lessons.data.questions import Lesson

FORMAT = 1
COUNTS = ("predictions", "questions", "decisions", "minutes")  # of a row, after its title


def rows(entries: Iterable[Record], lessons: Mapping[int, Lesson]) -> list[tuple[str, ...]]:
    """Return a row a lesson begun: its number and title, then what `COUNTS` names."""
    entries = list(entries)
    summed = [_lesson(number, entries, one) for number, one in lessons.items()]
    return [_row(one, lessons[one["lesson"]], entries) for one in summed if _begun(one)]


def written(entries: Iterable[Record], lessons: Mapping[int, Lesson]) -> dict[str, Any]:
    """Return the receipt: what was done in each lesson, for an instructor to read or count.

    Returns
    -------
    dict
        ``format``, ``written`` (local time with its zone), ``summary`` (a line a lesson begun) and
        ``lessons``, each with its ``predictions``, their ``calibration`` (mean share of the
        range that they were off by; None without any), ``questions`` and ``decisions``.
    """
    entries = list(entries)
    summed = [_lesson(number, entries, one) for number, one in lessons.items()]
    summary = [_told(one, lessons[one["lesson"]], entries) for one in summed if _begun(one)]
    return {"format": FORMAT, "written": now(), "summary": summary, "lessons": summed}


def _lesson(number: int, entries: list[Record], lesson: Lesson) -> dict[str, Any]:
    done = [one for one in entries if one.lesson == number]
    predictions = _predictions(done)
    offs = [one["off"] for one in predictions if one["off"] is not None]
    return {
        "lesson": number,
        "title": lesson.title,
        "predictions": predictions,
        "calibration": round(sum(offs) / len(offs), 4) if offs else None,
        "questions": _questions(done),
        "decisions": [
            {"name": one.name, "given": one.given} for one in done if one.kind == "decision"
        ],
    }


def _predictions(done: list[Record]) -> list[dict[str, Any]]:
    """Return each prediction once: the first that was made of it."""
    first: dict[str, Record] = {}
    for one in done:
        if one.kind == "prediction":
            first.setdefault(one.name, one)
    return [
        {"name": name, "given": one.given, "found": one.found, "off": one.off}
        for name, one in first.items()
    ]


def _questions(done: list[Record]) -> list[dict[str, Any]]:
    """Return each question once, with the tries up to and with the first right answer."""
    tries: dict[str, list[Record]] = {}
    for one in done:
        so_far = tries.setdefault(one.name, []) if one.kind == "question" else None
        if so_far is not None and not any(each.right for each in so_far):
            so_far.append(one)
    return [
        {
            "name": name,
            "right": bool(all_tries[-1].right),
            "tries": len(all_tries),
            "hints": all_tries[-1].hints,
            "given": all_tries[-1].given,
        }
        for name, all_tries in tries.items()
    ]


def _begun(summed: Mapping[str, Any]) -> bool:
    return any(summed[part] for part in ("predictions", "questions", "decisions"))


def _row(summed: Mapping[str, Any], lesson: Lesson, entries: Iterable[Record]) -> tuple[str, ...]:
    # A lesson may have lost what was once done in it.
    predicted = sum(one["name"] in lesson.predictions for one in summed["predictions"])
    right = sum(one["right"] and one["name"] in lesson.questions for one in summed["questions"])
    games = lesson.steps.keys() - lesson.predictions.keys() - lesson.questions.keys()
    numbered = PHRASES["progress_lesson"].format(number=summed["lesson"], title=lesson.title)
    return (
        lesson.title if summed["lesson"] == course.START else numbered,
        _count(predicted, len(lesson.predictions)),
        _count(right, len(lesson.questions)),
        _count(len(games & course.done(entries)), len(games)),
        number(course.minutes_left(entries, lesson)),
    )


def _count(done: int, every: int) -> str:
    return PHRASES["progress_count"].format(done=done, all=every) if every else "–"


def _told(summed: Mapping[str, Any], lesson: Lesson, entries: Iterable[Record]) -> str:
    counts = dict(zip(COUNTS, _row(summed, lesson, entries)[1:], strict=True))
    told = PHRASES["progress_summary"].format(lesson=summed["lesson"], **counts)
    off = summed["calibration"]
    if off is None:
        return told
    return f"{told} {PHRASES['progress_off'].format(off=percent(off, 0))}"
