"""Tables as a spreadsheet reads them, whatever it takes a comma and a point for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pandas import DataFrame

# Where a comma stands before decimals, a point stands before thousands: 5026.789 would be read
# as 5026789, and saved so. With one decimal more it is no number there, and stays as it is.
THOUSANDS = re.compile(r"[+-]?\d+\.\d{3}")
# A spreadsheet takes a cell for a formula that begins with one of these.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
# Where a cell may begin: LibreOffice parts quoted text as well, at any sign but its own comma.
CELL = re.compile(rf"(^|[;,|])([\s\"]*)(?=[{re.escape(''.join(FORMULA))}])")


def csv_text(table: DataFrame) -> str:
    """Return a table as CSV text with a header, without its index.

    Parameters
    ----------
    table
        Its numbers may be of any size; an empty cell is written as nothing.

    Returns
    -------
    str
        Lines end in a line feed. No number has exactly three decimals; each reads as it is.
    """
    return table.map(cell).to_csv(index=False, lineterminator="\n")


def cell(value: Any) -> Any:
    """Return a number as a table has it, of which no spreadsheet makes another; else as it is."""
    if not isinstance(value, float):
        return value
    written = "" if value != value else repr(float(value))
    return f"{written}0" if THOUSANDS.fullmatch(written) else written


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe before what might."""
    return CELL.sub(r"\1'\2", text)
