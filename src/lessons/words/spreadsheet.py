"""Tables as a spreadsheet reads them, whatever it takes a comma and a point for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pandas import DataFrame

# Where a comma stands before decimals, a point stands before thousands: 5026.789 would be read
# as 5026789, and saved so. With one decimal more it is no number there, and stays as it is.
THOUSANDS = re.compile(r"[+-]?\d+\.\d{3}")


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
    return table.map(_cell).to_csv(index=False, lineterminator="\n")


def _cell(value: Any) -> Any:
    if not isinstance(value, float):
        return value
    written = "" if value != value else repr(float(value))
    return f"{written}0" if THOUSANDS.fullmatch(written) else written
