"""What a room's phones answered, as a table for a spreadsheet: no name, no time, no key."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from lessons.classroom.asked import Asked
from lessons.words.spreadsheet import cell, harmless

COLUMNS = ("round", "kind", "given", "off")


def csv_text(answers: Iterable[tuple[int, Asked, Any, float | None]]) -> str:
    """Return answers as CSV text with a header.

    Parameters
    ----------
    answers
        As `Rooms.answers` gives them.

    Returns
    -------
    str
        Lines end in a line feed. A choice stands by its text, and a line by its heights with
        spaces between them. `off` is a share of what could be predicted, where that is known.
    """
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(COLUMNS)
    for number, asked, given, off in answers:
        is_off = "" if off is None else cell(float(off))
        rows.writerow([number, asked["kind"], _given(asked, given), is_off])
    return written.getvalue()


def _given(asked: Asked, given: Any) -> str:
    if asked["kind"] == "choice":
        return harmless(asked["options"][given])
    if asked["kind"] == "sketch":
        return harmless(" ".join(map(str, given)))
    return cell(given)
