"""What is said to an author of an entry of a TOML file that may not stand there so."""

from __future__ import annotations

import difflib
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from lessons.data.folder import cut

# How something must be written -> what to tell whoever wrote it otherwise.
WRITTEN = {
    r"^C\d\d$": "an id is written like C07",
    r"[.?]$": "end it with a full stop or a question mark",
    r"\.$": "end it with a full stop",
    r"[^.]$|^$": "end it without a full stop",
}
# What pydantic finds wrong -> a sentence with what it tells of it.
_SENTENCES = {
    "missing": "this entry is missing",
    "extra_forbidden": "nothing of this name can stand here",
    "string_too_short": "the text is empty",
    "too_short": "give at least {min_length} of them, not {actual_length}",
    "too_long": "give at most {max_length} of them, not {actual_length}",
    "finite_number": "give a finite number",
    "greater_than": "give a number above {gt}",
    "greater_than_equal": "give a number of at least {ge}",
    "less_than": "give a number below {lt}",
    "literal_error": "give one of {expected}",
    "string_type": "give a text, in quotation marks",
    "tuple_type": "give a list, in square brackets",
    "dict_type": "give names and what they stand for, in braces or in a table",
    "model_type": "give a table of entries",
    "int_type": "give a whole number",
    "int_parsing": "give a whole number",
    "int_from_float": "give a whole number",
    "float_type": "give a number",
    "float_parsing": "give a number, with a point before decimals",
    "bool_type": "give true or false",
    "bool_parsing": "give true or false",
}

_SAYABLE = (str, int, float)


def told(kind: type[BaseModel], error: ValidationError) -> str:
    """Say of the first wrong entry where it stands, what is wrong, and what is allowed.

    Parameters
    ----------
    kind
        What the file may say.
    error
        What pydantic found wrong.
    """
    first, *others = error.errors()
    place = _place(first)
    where = ", ".join(place) or "the whole file"
    if first["type"] == "missing":
        near = [_place(one)[-1] for one in others if one["type"] == "extra_forbidden"]
    else:
        near = _entries(kind, place) if first["type"] == "extra_forbidden" else []
    names = difflib.get_close_matches(place[-1], near, n=1) if near else []
    meant = f" Is “{names[0]}” what was meant?" if names else ""
    return f"{where}: {_sentence(first)}{_got(first)}.{meant}"


def _place(error: Any) -> list[str]:
    return [cut(str(part)) for part in error["loc"] if part != "[key]"]


def _sentence(error: Any) -> str:
    context = error.get("ctx", {})
    if error["type"] == "string_pattern_mismatch":
        return WRITTEN[context["pattern"]]
    if error["type"] in _SENTENCES:
        return _SENTENCES[error["type"]].format_map(context)
    return error["msg"].removeprefix("Value error, ")


def _got(error: Any) -> str:
    """Quote what was written, where that is what is wrong: a text or a number."""
    written = error["input"]
    if error["type"] in ("missing", "extra_forbidden") or not isinstance(written, _SAYABLE):
        return ""
    return f"; got {cut(str(written))!r}" if isinstance(written, str) else f"; got {written}"


def _entries(kind: type[BaseModel], place: list[str]) -> list[str]:
    """Return the entries that may stand beside the last one of a place."""
    for part in place[:-1]:
        field = kind.model_fields.get(part)  # else it is a name or a number within a list
        kind = _part_in(field.annotation, kind) if field else kind
    return list(kind.model_fields)


def _part_in(annotation: Any, otherwise: type[BaseModel]) -> type[BaseModel]:
    """Return the part that a list, a table or a choice is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    parts = (_part_in(one, otherwise) for one in get_args(annotation))
    return next((part for part in parts if part is not otherwise), otherwise)
