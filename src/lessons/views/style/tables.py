"""The numbers behind a chart, as a table that a notebook shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

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


def rows_at(places: np.ndarray, *present: float) -> np.ndarray:
    """Return where a table has its rows: at some places of an axis, and at the present ones.

    Rounded, so that what floating point leaves of a slider's step makes no row of its own.
    """
    return np.unique(np.round([*places, *present], 9))
