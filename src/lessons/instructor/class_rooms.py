"""What a class predicted together, as the presenter saved its room: a table of its own."""

import csv
import io
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import fmean, median

from lessons.classroom.saved_room import COLUMNS
from lessons.words import said
from lessons.words.predicted import CLOSE
from lessons.words.spreadsheet import cell, harmless

HEADER = ",".join(COLUMNS)
TABLE_COLUMNS = said(
    (
        "Room",
        "Round",
        "Kind",
        "Predictions",
        "The middle one, or most",
        "On average off by (%)",
        f"Off by {CLOSE:.0%} or less (%)",
    )
)
DAMAGED = said("it is a damaged room: row {row} is not as a room has it")
TOLD = said("  {room}, round {round}: {count} predictions")
TOLD_OFF = said("{told}, on average off by {off:.1f}%")
KINDS = ("number", "choice", "sketch")


@dataclass(frozen=True, slots=True)
class Round:
    """A round of a room.

    Attributes
    ----------
    room
        The name of its file, without its end.
    number
        Which round of the room it was.
    kind
        ``number``, ``choice`` or ``sketch``.
    given
        What each phone gave, as it was saved.
    offs
        How far off they were (0 to 1), where the answer was revealed.
    """

    room: str
    number: int
    kind: str
    given: Sequence[str]
    offs: Sequence[float]

    @property
    def middle(self) -> str:
        """The middle number, or what most chose; nothing of lines."""
        if self.kind == "number":
            return cell(median(map(float, self.given)))
        if self.kind == "choice":
            ((most, count),) = Counter(self.given).most_common(1)
            return f"{most} ({count})"
        return ""

    @property
    def off(self) -> float | None:
        """How far off they were on average; None where that is not known."""
        return fmean(self.offs) if self.offs else None

    @property
    def near(self) -> float | None:
        """Which part of them was near; None where that is not known."""
        return fmean(one <= CLOSE for one in self.offs) if self.offs else None


class DamagedError(ValueError):
    """A file begins as a room does, and does not go on so; the message is the reason."""


def is_room(content: bytes) -> bool:
    """Whether a file begins as a saved room does."""
    first = content[: len(HEADER) + 8].decode("utf-8-sig", "replace")
    return first.splitlines()[:1] == [HEADER]


def rounds(name: str, content: bytes) -> list[Round]:
    """Return the rounds of a saved room, the first one first.

    Parameters
    ----------
    name
        What the room is called in a table.
    content
        What its file holds.

    Raises
    ------
    DamagedError
        If a row is not as a room has it.
    """
    text = content.decode("utf-8-sig", "replace")
    lines = csv.reader(io.StringIO(text, newline=""))
    next(lines)
    try:
        rows = [_row(line, place) for place, line in enumerate(lines, start=2) if line]
    except csv.Error:
        raise DamagedError(DAMAGED.format(row=lines.line_num)) from None
    found = []
    for (number, kind), group in groupby(sorted(rows, key=_place), key=_place):
        same = list(group)
        offs = [off for *_, off in same if off is not None]
        found.append(Round(name, number, kind, [given for _, _, given, _ in same], offs))
    return found


_Row = tuple[int, str, str, float | None]


def _place(row: _Row) -> tuple[int, str]:
    return row[:2]


def _row(line: Sequence[str], place: int) -> _Row:
    """Return a row as it is meant, or raise a DamagedError."""
    try:
        number, kind, given, off = line
        if kind == "sketch":
            given = given.removeprefix("'")  # by which a height below zero is no formula
        is_off = float(off) if off else None
        heights = given.split() if kind == "sketch" else [given] if kind == "number" else []
        numbers = [float(one) for one in heights]
        is_right = kind in KINDS and (is_off is None or 0 <= is_off <= 1)
        if not is_right or not all(map(math.isfinite, numbers)) or int(number) < 1:
            raise ValueError
    except ValueError:
        raise DamagedError(DAMAGED.format(row=place)) from None
    return int(number), kind, given, is_off


def table(found: Iterable[Round]) -> str:
    """Return the rounds of all rooms as CSV text that is harmless to a spreadsheet."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(TABLE_COLUMNS)
    for one in found:
        shares = ["" if share is None else round(100 * share, 1) for share in (one.off, one.near)]
        room, middle = harmless(one.room), harmless(one.middle)
        writer.writerow([room, one.number, one.kind, len(one.given), middle, *shares])
    return written.getvalue()


def told(found: Iterable[Round]) -> list[str]:
    """Return a line for each round."""
    lines = []
    for one in found:
        line = TOLD.format(room=one.room, round=one.number, count=len(one.given))
        lines.append(line if one.off is None else TOLD_OFF.format(told=line, off=100 * one.off))
    return lines
