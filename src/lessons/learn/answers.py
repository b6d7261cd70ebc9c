"""What is said to an answer, and what it is worth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from lessons.words import ONE_OF, PHRASES, SHARES, measure, number, quoted, readings, said

if TYPE_CHECKING:  # the files' own checks cost more to import than all that is said here
    from lessons.data.questions import Option, Question

Level = Literal["blank", "kind", "near", "wrong", "right"]

# What a number is out by if a part of its unit was taken for another one: dollars for thousands
# of them, a month for a year.
FACTORS = {
    "%": (100,),
    "$": (1_000,),
    "person": (1_000,),
    "customer": (1_000,),
    "year": (12, 52),
    "month": (12,),
    "week": (52, 7),
    "day": (7, 24),
    "hour": (60,),
    "minute": (60,),
}
POINT_FOR_THOUSANDS = re.compile(r"[-−]?\d{1,3}\.\d{3}")
CLOSE = 5  # times the tolerance: not right, but no more than a slip of rounding away


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer is worth.

    Attributes
    ----------
    level
        ``blank`` (not answered yet), ``kind`` (not of the kind wanted), ``near`` (a near miss),
        ``wrong`` or ``right``. Only the last two count as tries, and ``near``.
    message
        What the learner is told.
    explained
        Whether that says what is amiss; else the learner is pointed to what helps.
    names_answer
        Whether the right answer is out with that, so that a hint would come too late.
    """

    level: Level
    message: str
    explained: bool = True
    names_answer: bool = False


def judge_choices(question: Question, chosen: Sequence[int], found: str | None) -> Verdict:
    """Judge a choice, or several.

    Parameters
    ----------
    question
        Of kind ``one`` or ``several``.
    chosen
        Places of the options chosen.
    found
        The model's word, where it decides which option is right.
    """
    if not chosen:
        return Verdict("blank", PHRASES["answer_blank"])
    right = {place for place, one in enumerate(question.options) if is_right(one, found)}
    picked = set(chosen)
    wrong, missing = picked - right, right - picked
    phrase, level = _phrase(question.kind, wrong=bool(wrong), missing=bool(missing))
    options = question.options
    told = PHRASES[phrase].format(
        because=" ".join(options[place].because for place in sorted(wrong or picked)),
        right=quoted(options[place].shown for place in sorted(right)),
        wrong=quoted(options[place].shown for place in sorted(wrong)),
        missing=quoted(options[place].shown for place in sorted(missing)),
    )
    return Verdict(level, told, names_answer=True)


def _phrase(kind: str, *, wrong: bool, missing: bool) -> tuple[str, Level]:
    """Return which sentence is said of a choice, and its level."""
    if not wrong:
        return ("answer_incomplete", "near") if missing else ("answer_right", "right")
    if kind == "one":
        return "answer_wrong_one", "wrong"
    return "answer_wrong_mixed" if missing else "answer_wrong_some", "wrong"


def is_right(option: Option, found: str | None) -> bool:
    """Whether an option is right: by its own word, or by what the model found."""
    return option.right if option.found is None else option.found == found


def judge_number(
    question: Question, typed: str, right: float, slips: Sequence[tuple[float | None, str]]
) -> Verdict:
    """Judge a number that was typed.

    Parameters
    ----------
    question
        Of kind ``number``.
    typed
        What the learner wrote; the unit may stand behind it.
    right
        What the model found, a share if the unit is ``%``.
    slips
        What somebody would find who slipped, and what they are told.
    """
    if not typed.strip():
        return Verdict("blank", PHRASES["answer_blank"])
    given, *others = readings(typed, question.unit) or [None]
    if given is None or others:
        return Verdict("kind", _unread(question, typed, given, *others))
    off = _off(given, right)
    if off <= question.tolerance:
        said = PHRASES["answer_right"].format(because=question.because)
        return Verdict("right", said, names_answer=True)
    for value, because in slips:
        # Which way round a difference is taken is not what the slip is about.
        if value is not None and _off(abs(given), abs(value)) <= question.tolerance:
            return Verdict("wrong", PHRASES["answer_wrong"].format(because=because))
    return _point_for_thousands(question, typed, right) or _near(question, given, right, off)


def _unread(question: Question, typed: str, *readings: float | None) -> str:
    """Say that a text is no number, or which two numbers it may mean."""
    got = typed.strip()[:40]
    if None in readings:
        return PHRASES["answer_no_number"].format(got=got)
    hundred = 100 if question.unit in SHARES else 1
    one, other = (number(value * hundred) for value in readings)
    return PHRASES["two_numbers"].format(got=got, one=one, other=other)


def _point_for_thousands(question: Question, typed: str, right: float) -> Verdict | None:
    """Tell somebody who writes 1.655 for 1,655, as many languages do, what a point means here."""
    match = POINT_FOR_THOUSANDS.search(typed)
    if not match:
        return None
    digits = match[0].replace(".", "")
    whole = readings(typed.replace(match[0], digits), question.unit)
    if not whole or _off(whole[0], right) > question.tolerance:
        return None
    return Verdict("near", PHRASES["answer_point"].format(right=digits), names_answer=True)


def factors(unit: str) -> tuple[int, ...]:
    """Return what a number is out by if its unit was taken for one that is like it.

    Parameters
    ----------
    unit
        As ``hours/year``: its year may have been taken for a month, its hours for minutes.
    """
    parts = (ONE_OF.get(part, part) for part in unit.split("/"))
    return tuple(factor for part in parts for factor in FACTORS.get(part, ()))


def _near(question: Question, given: float, right: float, off: float) -> Verdict:
    """Tell a number in the wrong unit, of the wrong sign or nearly right from a wrong one."""
    if _off(-given, right) <= question.tolerance:
        return Verdict("near", PHRASES["answer_sign"])
    for factor in factors(question.unit) if right else ():
        if question.tolerance >= min(_off(given / factor, right), _off(given * factor, right)):
            phrase = "answer_too_large" if abs(given) > abs(right) else "answer_too_small"
            return Verdict(
                "near",
                PHRASES[phrase].format(factor=measure(factor, ""), unit=said(question.unit)),
            )
    if off <= CLOSE * question.tolerance:
        return Verdict("near", PHRASES["answer_close"])
    return Verdict("wrong", PHRASES["answer_other"], explained=False)


def _off(given: float, right: float) -> float:
    """Return how far a number is from the right one, as a share of the right one."""
    return abs(given - right) / abs(right) if right else abs(given)
