"""Answers: how far off a prediction is, and what is said to an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from lessons.words import PHRASES, measure, parsed

if TYPE_CHECKING:  # the files' own checks cost more to import than all that is said here
    from lessons.questions import Option, Question

Level = Literal["blank", "kind", "near", "wrong", "right"]

# What a number is out by if its unit was taken for another one.
FACTORS = (1_000, 100, 12, 52, 60)
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
    """

    level: Level
    message: str


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
    reasons = " ".join(question.options[place].because for place in sorted(picked))
    if picked == right:
        return Verdict("right", PHRASES["answer_right"].format(because=reasons))
    if picked < right:
        return Verdict("near", PHRASES["answer_incomplete"].format(because=reasons))
    wrong = " ".join(question.options[place].because for place in sorted(picked - right))
    return Verdict("wrong", PHRASES["answer_wrong"].format(because=wrong))


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
    number = parsed(typed, question.unit)
    if number is None:
        return Verdict("kind", PHRASES["answer_no_number"].format(got=typed.strip()[:40]))
    off = _off(number, right)
    if off <= question.tolerance:
        return Verdict("right", PHRASES["answer_right"].format(because=question.because))
    for value, because in slips:
        # Which way round a difference is taken is not what the slip is about.
        if value is not None and _off(abs(number), abs(value)) <= question.tolerance:
            return Verdict("wrong", PHRASES["answer_wrong"].format(because=because))
    return _near(question, number, right, off)


def _near(question: Question, number: float, right: float, off: float) -> Verdict:
    """Tell a number in the wrong unit, of the wrong sign or nearly right from a wrong one."""
    if _off(-number, right) <= question.tolerance:
        return Verdict("near", PHRASES["answer_sign"])
    for factor in FACTORS if right else ():
        if question.tolerance >= min(_off(number / factor, right), _off(number * factor, right)):
            phrase = "answer_too_large" if abs(number) > abs(right) else "answer_too_small"
            unit = question.unit or PHRASES["answer_no_unit"]
            return Verdict("near", PHRASES[phrase].format(factor=measure(factor, ""), unit=unit))
    if off <= CLOSE * question.tolerance:
        return Verdict("near", PHRASES["answer_close"])
    return Verdict("wrong", PHRASES["answer_other"])


def _off(number: float, right: float) -> float:
    """Return how far a number is from the right one, as a share of the right one."""
    return abs(number - right) / abs(right) if right else abs(number)


def off(predicted: float, found: float, minimum: float, maximum: float) -> float:
    """Score a prediction: its distance from what was found, as a share of the range asked for.

    It is symmetric: as far above is as far off as below, and found and predicted may change
    places. 0 is exact; 1 is the whole range away, or further.
    """
    return min(abs(predicted - found) / (maximum - minimum), 1.0)
