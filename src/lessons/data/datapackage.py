"""What the description of the tables says of each: its columns, their bounds, its source.

``data/datapackage.json`` (a Frictionless Data Package) describes each table: its columns,
what their cells may hold, its key, source, licence and caveat.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from lessons.data.folder import FOLDER, DataError, cut, read_json, read_text
from lessons.words.language import said

DESCRIPTION = "datapackage.json"


def description(*, folder: Path = FOLDER) -> str:
    """Return the description of the tables as it is written, for whoever writes it anew.

    Parameters
    ----------
    folder
        Where the tables and their description are.

    Raises
    ------
    DataError
        If there is none, or it is not text.
    """
    return read_text(Path(folder), DESCRIPTION)


# Of what numbers are written here: Python itself would also take "1_000", " 5", "nan" or "٣".
_WHOLE = frozenset("0123456789+-")
_PLAIN = _WHOLE | frozenset(".eE")


def _number(cell: str) -> float:
    number = float(cell) if _PLAIN.issuperset(cell) else math.nan
    if not math.isfinite(number):
        raise ValueError
    return number


def _whole_number(cell: str) -> int:
    if len(cell) > 18 or not _WHOLE.issuperset(cell):  # 64 bits hold as many digits
        raise ValueError
    return int(cell)


# A type of the description -> how a cell is read, what it is called, the column's dtype.
_TYPES: dict[str, tuple[Callable[[str], Any], str, str]] = {
    "string": (str, "text", "str"),
    "integer": (_whole_number, "a whole number", "int64"),
    "number": (_number, "a number", "float64"),
}

# A constraint of the description -> whether a value keeps it, and what to say if not.
_CONSTRAINTS: dict[str, tuple[Callable[[Any, Any], Any], str]] = {
    "minimum": (operator.ge, "{cell!r} is below the minimum, {limit}."),
    "maximum": (operator.le, "{cell!r} is above the maximum, {limit}."),
    "pattern": (
        lambda text, pattern: re.fullmatch(pattern, text),
        "{cell!r} is not written like {example!r}.",
    ),
}


@dataclass(frozen=True, slots=True)
class Column:
    """What the description says of one column."""

    name: str
    type: str
    unit: str
    is_measure: bool
    required: bool
    missing: tuple[str, ...]
    example: str
    constraints: dict[str, Any]
    categories: dict[Any, str]

    def value(self, cell: str) -> Any:
        """Return what the cell holds, typed; a DataError says what is wrong with it."""
        if cell.strip() in self.missing:
            if self.required:
                raise DataError("the cell is empty.")
            return None
        parse, type_name, _ = _TYPES[self.type]
        try:
            value = parse(cell)
        except ValueError:
            raise DataError(f"{cut(cell)!r} is not {type_name}.") from None
        try:
            for constraint, limit in self.constraints.items():
                keeps, refusal = _CONSTRAINTS[constraint]
                if not keeps(value, limit):
                    shown = cut(cell)
                    raise DataError(refusal.format(cell=shown, limit=limit, example=self.example))
        except (TypeError, re.error):  # no limit for such a value, or no pattern
            raise DataError(
                f"the {constraint} that {DESCRIPTION} has for it is none: {limit!r}."
            ) from None
        if self.categories and value not in self.categories:
            allowed = ", ".join(str(category) for category in self.categories)
            raise DataError(f"{cut(cell)!r} is not one of {allowed}.")
        return value

    @property
    def dtype(self) -> str:
        """The dtype of pandas for the column."""
        dtype = _TYPES[self.type][2]
        return dtype if self.required else dtype.replace("int", "Int")

    def array(self, values: Sequence[Any]) -> np.ndarray:
        """Return values, None where a cell is empty, as an array that cannot be changed."""
        empty = "" if self.type == "string" else np.nan
        filled = [empty if value is None else value for value in values]
        dtype = "float64" if self.dtype == "Int64" else self.dtype
        array = np.array(filled, dtype=dtype)
        array.flags.writeable = False
        return array


@dataclass(frozen=True, slots=True)
class Resource:
    """What the description says of one table."""

    path: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    label: str
    source: str
    address: str
    licence: str
    caveat: str

    @property
    def measure(self) -> Column:
        """The column that holds the cited number."""
        return next(column for column in self.columns if column.is_measure)

    def label_of(self, row: dict[str, Any]) -> str:
        """Say in a few words what the figure of a row is."""
        names = {column.name: column.categories for column in self.columns}
        shown = {name: said(names[name].get(cell, cell)) for name, cell in row.items()}
        return self.label.format_map(shown)


@cache
def resources(folder: Path) -> dict[str, Resource]:
    """Return what is said of each table, by its name; a DataError says what is not right."""
    where = f"{folder.name}/{DESCRIPTION}"
    try:
        described = read_json(folder, DESCRIPTION)
        resources = {one["name"]: _resource(where, one) for one in described["resources"]}
    except KeyError as missing:
        raise DataError(f"{where}: the property {missing} is missing.") from None
    except (AttributeError, IndexError, TypeError):
        raise DataError(f"{where}: this is not laid out as a data package.") from None
    if not resources:
        raise DataError(f"{where}: there are no tables.")
    return resources


def _resource(where: str, described: dict[str, Any]) -> Resource:
    schema = described["schema"]
    columns = tuple(_column(where, schema, field) for field in schema["fields"])
    if sum(column.is_measure for column in columns) != 1:
        raise DataError(f"{where}: the table {described['name']!r} must have one measure.")
    if not {column.name for column in columns}.issuperset(schema["primaryKey"]):
        raise DataError(
            f"{where}: the key of {described['name']!r} must be a list of its columns."
        )
    _check_label(where, described, columns)
    return Resource(
        path=described["path"],
        columns=columns,
        key=tuple(schema["primaryKey"]),
        label=said(described["label"]),
        source=described["sources"][0]["title"],
        address=described["sources"][0]["path"],
        licence=said(described["licenses"][0]["title"]),
        caveat=said(described["caveat"]),
    )


def _check_label(where: str, described: dict[str, Any], columns: tuple[Column, ...]) -> None:
    try:
        described["label"].format_map({column.name: "" for column in columns})
    except (KeyError, ValueError, IndexError):
        raise DataError(
            f"{where}: the label of {described['name']!r} may name its columns alone, in braces."
        ) from None


def _column(where: str, schema: dict[str, Any], field: dict[str, Any]) -> Column:
    constraints = dict(field.get("constraints", {}))
    is_measure = field.get("measure", False)
    required = constraints.pop("required", False) or is_measure
    unheard = [*(constraints.keys() - _CONSTRAINTS), *({field["type"]} - _TYPES.keys())]
    if unheard:
        raise DataError(
            f"{where}: nothing here checks {unheard[0]!r}, which the column "
            f"{field['name']!r} asks for."
        )
    return Column(
        name=field["name"],
        type=field["type"],
        unit=field["unit"] if is_measure else "",
        is_measure=is_measure,
        required=required or field["name"] in schema["primaryKey"],
        missing=tuple(schema.get("missingValues", [""])),
        example=field["example"] if "pattern" in constraints else "",
        constraints=constraints,
        categories={one["value"]: one["label"] for one in field.get("categories", [])},
    )
