"""What is cited, asked, decided and shown: the only file that reads ``data/``.

``data/datapackage.json`` (a Frictionless Data Package) describes each table: its columns,
what their cells may hold, its key, source, licence and caveat. A table is checked whole
against its description before any of it is handed out.
"""

from __future__ import annotations

import csv
import difflib
import io
import json
import math
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from pydantic import BaseModel, ValidationError

from lessons.words import PHRASES, number, typeset

if TYPE_CHECKING:
    import pandas as pd

    from lessons.data.decisions import Decision
    from lessons.data.demos import Demo
    from lessons.data.glossary import Glossary
    from lessons.data.questions import Lesson, Prediction, Question

FOLDER = Path(__file__).parents[3] / "data"
DESCRIPTION = "datapackage.json"
QUESTIONS = "questions"
DECISIONS = "decisions"
CLAIMS = "claims.toml"
GLOSSARY = "glossary.toml"
DEMOS = "demos"
_TAKEN = "{file}: the name “{name}” is taken already. Choose another."

File = TypeVar("File", bound=BaseModel)


class DataError(ValueError):
    """A table cannot be used as it is; the message is a sentence for the person who can mend it.

    Rows are counted as a spreadsheet shows them: the header is row 1.
    """


@dataclass(frozen=True, slots=True)
class Citation:
    """One cited figure and where it comes from.

    Attributes
    ----------
    reference
        The row, as ``table/key/key``.
    value
        The figure, in `unit`; a percentage of 30 is 30, not 0.3.
    unit
        What the figure is counted in, for example ``US$ per hour``.
    label
        What the figure is, as a short text.
    source
        Title of the publication that it was read in.
    address
        Web address of that publication.
    licence
        Terms under which it may be quoted.
    caveat
        What the figure does not mean.
    """

    reference: str
    value: float
    unit: str
    label: str
    source: str
    address: str
    licence: str
    caveat: str

    def __str__(self) -> str:
        """Say the figure and its source in one line for a reader."""
        return f"{self.label}: {number(self.value)} {self.unit}. Source: {self.source}."

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        """Show the figure as a card, with its source, its caveat and its licence."""
        card = typeset.card(
            number(self.value),
            unit=self.unit,
            label=self.label,
            source=self.source,
            address=self.address,
            notes=[self.caveat, PHRASES["cited_licence"].format(licence=self.licence)],
        )
        return {"text/plain": str(self), "text/html": card}


def table(name: str, *, folder: Path = FOLDER) -> pd.DataFrame:
    """Return a table of cited figures.

    Parameters
    ----------
    name
        The table's name in the description, for example ``"marketing_wages"``.
    folder
        Where the tables and their description are.

    Returns
    -------
    pandas.DataFrame
        One row a figure, columns typed and in the order described. It is the caller's
        own copy; the file is read once a process.

    Raises
    ------
    DataError
        If there is no such table, or anything in it or its description is not right.
    """
    import pandas as pd  # it costs more to import than all of lessons; few need a whole table

    resource = _known("table", name, _resources(Path(folder)))
    cells = _read(Path(folder), name)
    return pd.DataFrame(
        {
            column.name: pd.Series(cells[column.name], dtype=column.dtype)
            for column in resource.columns
        }
    )


@cache
def columns(name: str, *, folder: Path = FOLDER) -> Mapping[str, np.ndarray]:
    """Return a table of cited figures as arrays, for a model that works with it.

    Parameters
    ----------
    name
        The table's name in the description.
    folder
        Where the tables and their description are.

    Returns
    -------
    mapping
        For each column an array of shape (rows,): text as str, whole numbers as int64,
        other numbers as float64. Where a cell may be empty, an empty one is ``""`` or NaN
        (and whole numbers are float64). The same unchangeable arrays at each call.

    Raises
    ------
    DataError
        If there is no such table, or anything in it or its description is not right.
    """
    resource = _known("table", name, _resources(folder))
    cells = _read(folder, name)
    arrays = {column.name: column.array(cells[column.name]) for column in resource.columns}
    return MappingProxyType(arrays)


def origin(name: str, *, folder: Path = FOLDER) -> str:
    """Return in a line where a table comes from: its first source, address and licence.

    Raises
    ------
    DataError
        If there is no such table (the nearest right name is given).
    """
    found = _known("table", name, _resources(Path(folder)))
    return f"{found.source}, {found.address}. {found.licence}."


def publisher(name: str, *, folder: Path = FOLDER) -> str:
    """Return who publishes a table, as its first source begins.

    Raises
    ------
    DataError
        If there is no such table (the nearest right name is given).
    """
    return _known("table", name, _resources(Path(folder))).source.partition(",")[0]


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
    return _text(Path(folder), DESCRIPTION)


def claims(*, folder: Path = FOLDER) -> dict[str, str]:
    """Return the ideas that the lessons teach, in a short sentence each, by their ids.

    Parameters
    ----------
    folder
        Where they are.

    Raises
    ------
    DataError
        If there are none, or they are not right.
    """
    import tomllib  # only whoever writes the map of ideas needs it

    try:
        return tomllib.loads(_text(Path(folder), CLAIMS))
    except tomllib.TOMLDecodeError as problem:
        raise DataError(f"{CLAIMS}: {problem}.") from None


def cite(reference: str, *, folder: Path = FOLDER) -> Citation:
    """Return the figure that a reference names.

    Parameters
    ----------
    reference
        The table and the row's key: ``"marketing_wages/2016/13-1161"``.
    folder
        Where the tables and their description are.

    Returns
    -------
    Citation
        The figure with its unit, label, source, licence and caveat. Where a row has a
        source of its own (columns ``source_title`` and ``source_address``), that one.

    Raises
    ------
    DataError
        If there is no such table or row (the nearest right name is given), or the table
        is not right.
    """
    name = reference.partition("/")[0]
    cells = _read(Path(folder), name)
    resource = _resources(Path(folder))[name]
    rows = {}
    for values in zip(*cells.values(), strict=True):
        row = dict(zip(cells, values, strict=True))
        rows["/".join([name, *(str(row[key]) for key in resource.key)])] = row
    row = _known("row", reference, rows)
    filled = {column: cell for column, cell in row.items() if cell is not None}
    return Citation(
        reference=reference,
        value=float(row[resource.measure.name]),
        unit=resource.measure.unit,
        label=resource.label_of(row),
        source=filled.get("source_title", resource.source),
        address=filled.get("source_address", resource.address),
        licence=resource.licence,
        caveat=resource.caveat,
    )


def lessons(*, folder: Path = FOLDER) -> dict[int, Lesson]:
    """Return the predictions and questions of all lessons, by the lesson's number.

    Parameters
    ----------
    folder
        Where the folder ``questions`` is.

    Raises
    ------
    DataError
        If a file is not right (which and where is told), or two things have one name.
    """
    return dict(_lessons(Path(folder)))


def prediction(name: str, *, folder: Path = FOLDER) -> tuple[int, Prediction]:
    """Return the number of the lesson and the prediction of that name.

    Raises
    ------
    DataError
        If there is none (the nearest right name is given), or a file is not right.
    """
    found = _lessons(Path(folder)).values()
    known = {key: (one.lesson, part) for one in found for key, part in one.predictions.items()}
    return _known("prediction", name, known)


def question(name: str, *, folder: Path = FOLDER) -> tuple[int, Question]:
    """Return the number of the lesson and the question of that name.

    Raises
    ------
    DataError
        If there is none (the nearest right name is given), or a file is not right.
    """
    found = _lessons(Path(folder)).values()
    known = {key: (one.lesson, part) for one in found for key, part in one.questions.items()}
    return _known("question", name, known)


def decision(name: str, *, folder: Path = FOLDER) -> tuple[int, Decision]:
    """Return the number of the lesson and the decision of that name.

    Raises
    ------
    DataError
        If there is none (the nearest right name is given), or a file is not right.
    """
    return _known("decision", name, _decisions(Path(folder)))


@cache
def _lessons(folder: Path) -> dict[int, Lesson]:
    found: dict[int, Lesson] = {}
    names: set[str] = set()
    for path in sorted((folder / QUESTIONS).glob("*.toml")):
        lesson = _lesson(path)
        for name in (*lesson.predictions, *lesson.questions):
            if name in names:
                raise DataError(_TAKEN.format(file=path.name, name=name))
            names.add(name)
        if lesson.lesson in found:
            raise DataError(f"{path.name}: lesson {lesson.lesson} has a file already.")
        found[lesson.lesson] = lesson
    return dict(sorted(found.items()))


def _lesson(path: Path) -> Lesson:
    # Only a lesson that asks something needs these; an explorer alone does not wait for them.
    from lessons.data.questions import Lesson

    return _written(path, Lesson)


@cache
def _decisions(folder: Path) -> dict[str, tuple[int, Decision]]:
    from lessons.data.decisions import DecisionFile

    found: dict[str, tuple[int, Decision]] = {}
    for path in sorted((folder / DECISIONS).glob("*.toml")):
        file = _written(path, DecisionFile)
        for name, one in file.decisions.items():
            if name in found:
                raise DataError(_TAKEN.format(file=path.name, name=name))
            found[name] = (file.lesson, one)
    return found


@cache
def read_glossary(*, folder: Path = FOLDER) -> Glossary:
    """Return the words of the field that the lessons use, with what they mean.

    Parameters
    ----------
    folder
        Where the file ``glossary.toml`` is.

    Raises
    ------
    DataError
        If the file is not right; what and where is told.
    """
    from lessons.data.glossary import Glossary

    return _written(Path(folder) / GLOSSARY, Glossary)


def demos_by_lesson(*, folder: Path = FOLDER) -> dict[int, Demo]:
    """Return the demo scripts of all lessons, by the lesson's number.

    Parameters
    ----------
    folder
        Where the folder ``demos`` is.

    Raises
    ------
    DataError
        If a file is not right (which and where is told), or two are about one lesson or
        one explorer.
    """
    return dict(_demos(Path(folder)))


@cache
def _demos(folder: Path) -> dict[int, Demo]:
    # Only who presents needs these; an explorer alone does not wait for them.
    from lessons.data.demos import Demo

    found: dict[int, Demo] = {}
    for path in sorted((folder / DEMOS).glob("*.toml")):
        demo = _written(path, Demo)
        if demo.lesson in found:
            raise DataError(f"{path.name}: lesson {demo.lesson} has a file already.")
        if demo.explorer in {one.explorer for one in found.values()}:
            raise DataError(f"{path.name}: the explorer “{demo.explorer}” has a demo already.")
        found[demo.lesson] = demo
    return dict(sorted(found.items()))


def _written(path: Path, kind: type[File]) -> File:
    """Return what a TOML file says, checked against what its kind of file may say."""
    import tomllib

    try:
        return kind.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path.name} is not right TOML: {error}.") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ", ".join(str(part) for part in first["loc"]) or "the whole file"
        message = first["msg"].removeprefix("Value error, ")
        raise DataError(f"{path.name}, {place}: {message}.") from None


# What a cell may hold ------------------------------------------------------------------


def _number(cell: str) -> float:
    plain = re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", cell)
    if not plain or not math.isfinite(float(cell)):
        raise ValueError
    return float(cell)


def _whole_number(cell: str) -> int:
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", cell):  # what 64 bits hold
        raise ValueError
    return int(cell)


# A type of the description -> how a cell is read, what it is called, the column's dtype.
_TYPES: dict[str, tuple[Callable[[str], Any], str, str]] = {
    "string": (str, "text", "str"),
    "integer": (_whole_number, "a whole number", "int64"),
    "number": (_number, "a number", "float64"),
}

# What stands between cells in place of commas, where a comma is for decimals.
_SEPARATORS = {";": "semicolons", "\t": "tabs"}

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
class _Column:
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
            raise DataError(f"{cell!r} is not {type_name}.") from None
        for constraint, limit in self.constraints.items():
            keeps, refusal = _CONSTRAINTS[constraint]
            if not keeps(value, limit):
                raise DataError(refusal.format(cell=cell, limit=limit, example=self.example))
        if self.categories and value not in self.categories:
            allowed = ", ".join(str(category) for category in self.categories)
            raise DataError(f"{cell!r} is not one of {allowed}.")
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
class _Resource:
    """What the description says of one table."""

    path: str
    columns: tuple[_Column, ...]
    key: tuple[str, ...]
    label: str
    source: str
    address: str
    licence: str
    caveat: str

    @property
    def measure(self) -> _Column:
        """The column that holds the cited number."""
        return next(column for column in self.columns if column.is_measure)

    def label_of(self, row: dict[str, Any]) -> str:
        """Say in a few words what the figure of a row is."""
        names = {column.name: column.categories for column in self.columns}
        shown = {name: names[name].get(cell, cell) for name, cell in row.items()}
        return self.label.format_map(shown)


# Reading the description ---------------------------------------------------------------


@cache
def _resources(folder: Path) -> dict[str, _Resource]:
    where = f"{folder.name}/{DESCRIPTION}"
    try:
        described = json.loads(_text(folder, DESCRIPTION))
        resources = {one["name"]: _resource(where, one) for one in described["resources"]}
    except json.JSONDecodeError as broken:
        raise DataError(
            f"{where}, row {broken.lineno}, column {broken.colno}: this is not valid JSON."
        ) from None
    except KeyError as missing:
        raise DataError(f"{where}: the property {missing} is missing.") from None
    except (AttributeError, IndexError, TypeError):
        raise DataError(f"{where}: this is not laid out as a data package.") from None
    if not resources:
        raise DataError(f"{where}: there are no tables.")
    return resources


def _resource(where: str, described: dict[str, Any]) -> _Resource:
    schema = described["schema"]
    columns = tuple(_column(where, schema, field) for field in schema["fields"])
    if sum(column.is_measure for column in columns) != 1:
        raise DataError(f"{where}: the table {described['name']!r} must have one measure.")
    if not {column.name for column in columns}.issuperset(schema["primaryKey"]):
        raise DataError(
            f"{where}: the key of {described['name']!r} must be a list of its columns."
        )
    return _Resource(
        path=described["path"],
        columns=columns,
        key=tuple(schema["primaryKey"]),
        label=described["label"],
        source=described["sources"][0]["title"],
        address=described["sources"][0]["path"],
        licence=described["licenses"][0]["title"],
        caveat=described["caveat"],
    )


def _column(where: str, schema: dict[str, Any], field: dict[str, Any]) -> _Column:
    constraints = dict(field.get("constraints", {}))
    is_measure = field.get("measure", False)
    required = constraints.pop("required", False) or is_measure
    unheard = [*(constraints.keys() - _CONSTRAINTS), *({field["type"]} - _TYPES.keys())]
    if unheard:
        raise DataError(
            f"{where}: nothing here checks {unheard[0]!r}, which the column "
            f"{field['name']!r} asks for."
        )
    return _Column(
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


# Reading a table -----------------------------------------------------------------------


@cache
def _read(folder: Path, name: str) -> Mapping[str, tuple[Any, ...]]:
    """Return the cells of each column, typed, None where one is empty."""
    resource = _known("table", name, _resources(folder))
    where = f"{folder.name}/{resource.path}"
    text = _text(folder, resource.path)
    _check_separator(where, text)
    header, *rows = _records(where, text) or [[]]
    _check_header(where, resource.columns, header)
    if not rows:
        raise DataError(f"{where}, row 2: there are no rows under the header.")
    values = [
        _values(f"{where}, row {number}", resource.columns, header, cells)
        for number, cells in enumerate(rows, start=2)
    ]
    _check_key(where, resource.key, values)
    return {column.name: tuple(row[column.name] for row in values) for column in resource.columns}


def _text(folder: Path, path: str) -> str:
    try:
        return (folder / path).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise DataError(f"{folder.name}/{path}: the file is missing.") from None
    except (OSError, UnicodeDecodeError):
        raise DataError(f"{folder.name}/{path}: the file is not readable UTF-8 text.") from None


def _check_separator(where: str, text: str) -> None:
    """Refuse what a spreadsheet has saved for a country where a comma is for decimals."""
    first = text.partition("\n")[0]
    for separator, name in _SEPARATORS.items():
        if separator in first and "," not in first:
            raise DataError(
                f"{where}, row 1: {name} stand between the cells. Save it with commas between "
                "them, and with points before decimals."
            )


def _records(where: str, text: str) -> list[list[str]]:
    records: list[list[str]] = []
    try:
        records.extend(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        raise DataError(
            f"{where}, row {len(records) + 1}: the row does not split into cells; "
            "look for an unpaired quotation mark."
        ) from None
    return records


def _check_header(where: str, columns: tuple[_Column, ...], header: list[str]) -> None:
    unexpected = list(header)
    for column in columns:
        if column.name not in unexpected:
            raise DataError(f"{where}, row 1, column {column.name}: the column is missing.")
        unexpected.remove(column.name)
    if unexpected:
        raise DataError(f"{where}, row 1, column {unexpected[0]}: the column is not expected.")


def _values(
    where: str, columns: tuple[_Column, ...], header: list[str], cells: list[str]
) -> dict[str, Any]:
    if len(cells) < len(header):
        raise DataError(f"{where}, column {header[len(cells)]}: the row ends before this column.")
    if len(cells) > len(header):
        raise DataError(
            f"{where}, column {len(header) + 1}: the row goes on after the last column, "
            f"{header[-1]}."
        )
    written = dict(zip(header, cells, strict=True))
    values = {}
    for column in columns:
        try:
            values[column.name] = column.value(written[column.name])
        except DataError as problem:
            raise DataError(f"{where}, column {column.name}: {problem}") from None
    return values


def _check_key(where: str, key: tuple[str, ...], values: list[dict[str, Any]]) -> None:
    first: dict[tuple[Any, ...], int] = {}
    for line, row in enumerate(values, start=2):
        found = tuple(row[name] for name in key)
        if found in first:
            raise DataError(
                f"{where}, row {line}, column {' and '.join(key)}: "
                f"{'/'.join(map(str, found))} is already in row {first[found]}."
            )
        first[found] = line


def _known(kind: str, name: str, known: dict[str, Any]) -> Any:
    """Return what goes by a name; if nothing does, a DataError gives the nearest right name."""
    if not known:
        raise DataError(f"There is no {kind} {name!r}, nor any other.")
    if name not in known:
        nearest = difflib.get_close_matches(name, known, n=1, cutoff=0)[0]
        raise DataError(f"There is no {kind} {name!r}. Did you mean {nearest!r}?")
    return known[name]
