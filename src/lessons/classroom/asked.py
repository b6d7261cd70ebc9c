"""What a class may be asked, and what may be answered to it."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from lessons import words
from lessons.words import PHRASES, REFUSALS

LONGEST_TEXT = 500  # characters
LONGEST_REASON = 2_000
MOST_POINTS = 100  # of a line
MOST_REASONS = 2_000  # distinct answers of a class
SHOWN_OF_AN_ANSWER = 40  # characters, where it is refused

Asked = Mapping[str, Any]

_TEXT = {"type": "string", "maxLength": LONGEST_TEXT}
_SAID = {**_TEXT, "minLength": 1}
_NUMBER = {"type": "number"}
_ABOVE_NOTHING = {"type": "number", "exclusiveMinimum": 0}


def _record(optional: Mapping[str, Any] | None = None, /, **fields: Any) -> dict[str, Any]:
    """Return the schema of an object that has these fields and may have some more, no others."""
    return {
        "type": "object",
        "properties": {**fields, **(optional or {})},
        "required": [*fields],
        "additionalProperties": False,
    }


def _listed(of: Any, least: int, most: int) -> dict[str, Any]:
    return {"type": "array", "items": of, "minItems": least, "maxItems": most}


_SCALE = {"minimum": _NUMBER, "maximum": _NUMBER, "step": _ABOVE_NOTHING}
_POINT = _record(value=_NUMBER, text=_TEXT)
# What is asked, by its kind. `value` and `text` of a point are as `learn` has them of a sketch.
KINDS = {
    # Where its page writes and reads the unit in another language.
    "number": _record(
        {"unit_shown": _TEXT, "unit_words": _TEXT},
        kind=_SAID,
        ask=_SAID,
        label=_SAID,
        unit=_TEXT,
        **_SCALE,
    ),
    "choice": _record(kind=_SAID, ask=_SAID, options=_listed(_SAID, 2, 8)),
    "sketch": _record(
        kind=_SAID,
        ask=_SAID,
        label=_TEXT,
        across_label=_TEXT,
        across=_listed(_POINT, 2, MOST_POINTS),
        ticks=_listed(_POINT, 0, MOST_POINTS),
        start=_NUMBER,
        **_SCALE,
    ),
}
# What is revealed: the answer, and what belongs to each answer given, with how far off it was.
_REASON = {
    "type": "array",
    "prefixItems": [True, {"type": "string", "maxLength": LONGEST_REASON}],
    "items": {"type": ["number", "null"]},
    "minItems": 2,
    "maxItems": 3,
}
REVEALED = _record(answer=_TEXT, reasons=_listed(_REASON, 0, MOST_REASONS))


class AskedError(ValueError):
    """What cannot be asked or revealed; the message says why."""


class AnswerError(ValueError):
    """What is no answer to what is asked; the message says what one is."""


def checked(asked: Any) -> Asked:
    """Return what is asked, if a class may be asked that.

    Raises
    ------
    AskedError
        If it may not.
    """
    kind = asked.get("kind") if isinstance(asked, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        right = words.nearest(kind, KINDS)
        raise AskedError(PHRASES["class_kind"].format(got=_short(kind), right=right))
    _hold(asked, KINDS[kind])
    if "minimum" in asked and not asked["minimum"] < asked["maximum"]:
        raise AskedError(PHRASES["class_scale"])
    if kind == "sketch" and not asked["minimum"] <= asked["start"] <= asked["maximum"]:
        raise AskedError(PHRASES["class_scale"])
    return asked


def checked_reveal(answer: Any, reasons: Any) -> dict[str, Any]:
    """Return what is revealed, if it has the form of that.

    Raises
    ------
    AskedError
        If it has not.
    """
    revealed = {"answer": answer, "reasons": reasons}
    _hold(revealed, REVEALED)
    return revealed


def _hold(given: Any, schema: Mapping[str, Any]) -> None:
    """Raise an AskedError, if something is not as its schema says."""
    # A server that has no class is without it.
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    wrong = best_match(Draft202012Validator(schema).iter_errors(given))
    if wrong:
        reason = words.one_line(wrong.message, LONGEST_TEXT)
        raise AskedError(PHRASES["class_asked"].format(place=wrong.json_path, reason=reason))


def taken(asked: Asked, given: Any) -> Any:
    """Return an answer as it is kept, if it is one to what is asked.

    Parameters
    ----------
    asked
        As `checked` returned it.
    given
        Whatever came: a number in the unit that is asked for, the place of an option, or the
        heights of a line.

    Raises
    ------
    AnswerError
        If it is of another kind, out of range, or not of as many numbers as are asked for.
    """
    return _TAKEN[asked["kind"]](asked, given)


def _number(asked: Asked, given: Any) -> float:
    if not _is_within(asked, given):
        sentence = REFUSALS["number"].format(label=asked["label"], **_bounds(asked, given))
        raise AnswerError(sentence)
    return float(given)


def _choice(asked: Asked, given: Any) -> int:
    count = len(asked["options"])
    if type(given) is not int or not 0 <= given < count:
        raise AnswerError(PHRASES["class_choice"].format(count=count, got=_short(given)))
    return given


def _sketch(asked: Asked, given: Any) -> list[float]:
    count = len(asked["across"])
    is_line = isinstance(given, list) and len(given) == count
    if not is_line or not all(_is_within(asked, height) for height in given):
        raise AnswerError(PHRASES["class_sketch"].format(count=count, **_bounds(asked, given)))
    return [float(height) for height in given]


def _is_within(asked: Asked, given: Any) -> bool:
    # A boolean is an int to Python; what is not a number is never between two that are.
    return type(given) in (int, float) and asked["minimum"] <= given <= asked["maximum"]


def _bounds(asked: Asked, given: Any) -> dict[str, str]:
    """Return what a refusal says of the range, and of what came instead."""
    unit = asked.get("unit", "")
    ends = {name: words.measure(asked[name], unit) for name in ("minimum", "maximum")}
    return {**ends, "got": _short(given)}


def _short(given: Any) -> str:
    return words.one_line(json.dumps(given, ensure_ascii=False), SHOWN_OF_AN_ANSWER)


_TAKEN: dict[str, Callable[[Asked, Any], Any]] = {
    "number": _number,
    "choice": _choice,
    "sketch": _sketch,
}


def told(asked: Asked, given: Any) -> str:
    """Say what was answered, as a sentence does: ``$48.50 an hour``, ``“It doubles”``."""
    if asked["kind"] == "number":
        return words.spoken(given, asked["unit"])
    if asked["kind"] == "choice":
        return words.quoted([asked["options"][given]])
    return PHRASES["class_line"]
