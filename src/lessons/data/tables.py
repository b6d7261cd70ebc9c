"""The tables of cited figures, and what is cited of them.

A table is checked whole against its description before any of it is handed out.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from lessons.words import PHRASES, counted, number, typeset

if TYPE_CHECKING:
    import pandas as pd

from lessons.data.checksums import check, sums
from lessons.data.datapackage import Column, resources
from lessons.data.folder import FOLDER, DataError, cut, named, read_text


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
        source = PHRASES["cited_source"].format(source=self.source)
        return f"{self.label}: {counted(self.value, self.unit)}. {source}."

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

    resource = named("table", name, resources(Path(folder)))
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
    resource = named("table", name, resources(folder))
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
    found = named("table", name, resources(Path(folder)))
    return f"{found.source}, {found.address}. {found.licence}."


def publisher(name: str, *, folder: Path = FOLDER) -> str:
    """Return who publishes a table, as its first source begins.

    Raises
    ------
    DataError
        If there is no such table (the nearest right name is given).
    """
    return named("table", name, resources(Path(folder))).source.partition(",")[0]


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
    resource = resources(Path(folder))[name]
    rows = {}
    for values in zip(*cells.values(), strict=True):
        row = dict(zip(cells, values, strict=True))
        rows["/".join([name, *(str(row[key]) for key in resource.key)])] = row
    row = named("row", reference, rows)
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


# What stands between cells in place of commas, where a comma is for decimals.
_SEPARATORS = {";": "semicolons", "\t": "tabs"}


def checksums_by_table(*, folder: Path = FOLDER) -> dict[str, Any]:
    """Return the checksums of all tables as they are, for whoever writes them anew.

    Parameters
    ----------
    folder
        Where the tables and their description are.

    Raises
    ------
    DataError
        If anything else in a table or in the description is not right.
    """
    folder = Path(folder)
    return {name: sums(_cells(folder, name)) for name in sorted(resources(folder))}


@cache
def _read(folder: Path, name: str) -> Mapping[str, tuple[Any, ...]]:
    """Return the cells of each column, as somebody meant them."""
    cells = _cells(folder, name)
    check(folder, name, f"{folder.name}/{resources(folder)[name].path}", cells)
    return cells


def _cells(folder: Path, name: str) -> dict[str, tuple[Any, ...]]:
    """Return the cells of each column, typed, None where one is empty."""
    resource = named("table", name, resources(folder))
    where = f"{folder.name}/{resource.path}"
    text = read_text(folder, resource.path)
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


def _check_header(where: str, columns: tuple[Column, ...], header: list[str]) -> None:
    unexpected = list(header)
    for column in columns:
        if column.name not in unexpected:
            raise DataError(f"{where}, row 1, column {column.name}: the column is missing.")
        unexpected.remove(column.name)
    if unexpected:
        column = cut(unexpected[0]) or header.index("") + 1
        raise DataError(f"{where}, row 1, column {column}: the column is not expected.")


def _values(
    where: str, columns: tuple[Column, ...], header: list[str], cells: list[str]
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
