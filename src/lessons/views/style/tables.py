"""The numbers behind a chart, as a table that a notebook shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

# pandas costs more to import than all of lessons; only a table that is asked for needs it.
if TYPE_CHECKING:
    from pandas import DataFrame


def from_columns(names: Sequence[str], columns: Iterable[Any]) -> DataFrame:
    """Return a table of these columns, all of one length, under their names."""
    from pandas import DataFrame

    return DataFrame(dict(zip(names, columns, strict=True)))


def from_rows(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> DataFrame:
    """Return a table of these rows, each with a cell for every name; there may be none."""
    from pandas import DataFrame

    return DataFrame(list(rows), columns=list(names))
