"""Whether the figures of a table are those that somebody meant: their checksums.

A figure of which one digit is another may be as likely as the right one. So
``data/checksums.json`` holds a checksum of each column and of each row of every table, and a
table that has others is refused. They are of what the cells say, not of how a file writes it:
columns may be moved, and a spreadsheet may save 30.0 as 30. Who changes a figure on purpose
writes them anew, by ``make checksums``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any
from zlib import crc32

from lessons.data.folder import DataError, read_json

CHECKSUMS = "checksums.json"
_MAKE = "Run “make checksums”."
_ANEW = "If it was meant, run “make checksums”. If not, “git checkout {where}” undoes it."


def sums(cells: Mapping[str, tuple[Any, ...]]) -> dict[str, Any]:
    """Return the checksums of a table's columns, by their names, and of its rows.

    Parameters
    ----------
    cells
        What the cells of each column say.
    """
    columns = {name: _sum(column) for name, column in cells.items()}
    return {"columns": columns, "rows": list(map(_sum, _rows(cells)))}


def check(folder: Path, name: str, where: str, cells: Mapping[str, tuple[Any, ...]]) -> None:
    """Refuse a table that says something else than its checksums; the sentence tells where.

    Parameters
    ----------
    folder, name
        Where the checksums are, and the name of the table.
    where
        The table's file, for the sentence.
    cells
        What the cells of each column say.
    """
    known = _known(folder).get(name)
    if known is None:
        raise DataError(f"{where}: {_here(folder)} has no such table. {_MAKE}")
    try:
        columns, rows = dict(known["columns"]), list(known["rows"])
    except (KeyError, TypeError, ValueError):
        raise DataError(f"{_here(folder)}: those of {name!r} are no checksums. {_MAKE}") from None
    changed = [name for name, column in cells.items() if columns.get(name) != _sum(column)]
    if changed:
        raise DataError(f"{where}{_told(folder, where, changed, rows, cells)}")


def _told(
    folder: Path,
    where: str,
    changed: list[str],
    known: list[str],
    cells: Mapping[str, tuple[Any, ...]],
) -> str:
    """Say where a table says something else than its checksums, and what to do."""
    found = [_sum(row) for row in _rows(cells)]
    pairs = enumerate(zip_longest(found, known), start=2)
    row = next((f", row {row}" for row, (is_now, was) in pairs if is_now != was), "")
    column = f", column {' or '.join(changed)}"
    what = f"this is not what {_here(folder)} knows"
    if len(found) != len(known):
        what += f", of {len(known)} rows where {len(found)} are"
    return f"{row}{column}: {what}. {_ANEW.format(where=where)}"


def _rows(cells: Mapping[str, tuple[Any, ...]]) -> Any:
    return zip(*cells.values(), strict=True)


def _sum(values: tuple[Any, ...]) -> str:
    """Return the checksum of some cells; a change within four bytes always changes it."""
    return f"{crc32(ascii(values).encode()):08x}"


def _here(folder: Path) -> str:
    return f"{folder.name}/{CHECKSUMS}"


@cache
def _known(folder: Path) -> dict[str, Any]:
    known = read_json(folder, CHECKSUMS)
    if not isinstance(known, dict):
        raise DataError(f"{_here(folder)}: these are not checksums of tables. {_MAKE}")
    return known
