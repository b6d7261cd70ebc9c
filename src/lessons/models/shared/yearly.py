"""Yearly figures on one common row of years, with a gap where there is no figure.

A gap is NaN. It stays a gap in whatever is worked out of it, so that no line is ever drawn
and no change ever taken across a year without a figure.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

Reading = Literal["shared trend", "together", "neither", "the same", "unknown"]
Direction = Literal["rose", "fell", "level", "unknown"]

LEAST_PAIRS = 5  # fewer pairs of figures say nothing about a correlation
STRONG = 0.8  # a correlation of levels from which on they may be said to share a trend


@dataclass(frozen=True, slots=True)
class Correlation:
    """How two rows of yearly figures go together.

    Attributes
    ----------
    levels, changes
        Pearson's correlation of the figures and of their yearly changes, each -1 to 1; None
        where there are fewer than five pairs, or where one of the two never changes.
    level_pairs, change_pairs
        How many pairs of figures each is worked out from.
    """

    levels: float | None
    changes: float | None
    level_pairs: int
    change_pairs: int

    @property
    def reading(self) -> Reading:
        """What may be read from it.

        ``together`` if the yearly changes correlate by more than 2 / sqrt(n), which chance
        exceeds about once in twenty times (Bartlett 1946); ``shared trend`` if only the
        levels correlate; ``neither``; ``the same`` for a row beside itself; ``unknown`` where
        one of the two correlations is None.
        """
        if self.levels is None or self.changes is None:
            return "unknown"
        if min(self.levels, self.changes) > 1 - 1e-9:
            return "the same"
        if abs(self.changes) > self.chance:
            return "together"
        return "shared trend" if abs(self.levels) >= STRONG else "neither"

    @property
    def chance(self) -> float:
        """The size of a correlation of yearly changes that chance alone seldom exceeds."""
        return 2 / math.sqrt(max(self.change_pairs, 1))


def on_row(grid: np.ndarray, years: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Put figures in their places on a row of years.

    Parameters
    ----------
    grid
        The years of the row, one after the other, shape (n,).
    years, values
        The figures, in any order; those of years beyond the row are left out.

    Returns
    -------
    numpy.ndarray
        Shape (n,); NaN where there is no figure.
    """
    row = np.full(grid.shape, np.nan)
    places = (years - grid[0]).astype(int)
    inside = (places >= 0) & (places < len(grid))
    row[places[inside]] = values[inside]
    return row


def yearly_changes(rows: np.ndarray, *, in_points: bool) -> np.ndarray:
    """Return how much each row changes from each year to the next.

    Parameters
    ----------
    rows
        Shape (..., n), the years along the last axis.
    in_points
        Whether the difference is meant (of percentages: percentage points); else it is the
        difference in percent of the year before.

    Returns
    -------
    numpy.ndarray
        Shape (..., n); NaN in the first year, wherever one of the two years has no figure,
        and in percent of what is not above zero.
    """
    before = np.concatenate([np.full_like(rows[..., :1], np.nan), rows[..., :-1]], axis=-1)
    if in_points:
        return rows - before
    return 100 * (rows / np.where(before > 0, before, np.nan) - 1)


def growth(figures: np.ndarray) -> float | None:
    """Return how many times the first of some figures the last one is.

    Returns
    -------
    float or None
        None where there are fewer than two figures, or the first is not above zero.
    """
    return float(figures[-1] / figures[0]) if len(figures) > 1 and figures[0] > 0 else None


def direction(figures: np.ndarray) -> Direction:
    """Return whether some figures ``rose`` or ``fell`` from the first to the last.

    A last figure within a twentieth of the first is ``level``; ``unknown`` where there are
    fewer than two figures.
    """
    if len(figures) < 2:
        return "unknown"
    first, last = figures[0], figures[-1]
    if abs(last - first) <= abs(first) / 20:
        return "level"
    return "rose" if last > first else "fell"


def correlations(
    rows: np.ndarray, other: np.ndarray, *, in_points: tuple[bool, bool]
) -> list[Correlation]:
    """Correlate some rows with another one, in levels and in yearly changes.

    Parameters
    ----------
    rows
        Shape (m, n).
    other
        Shape (n,); only years with both figures count.
    in_points
        As in `yearly_changes`, of the rows and of the other one.

    Returns
    -------
    list of Correlation
        One for each of the m rows.
    """
    levels = _pearson(rows, other)
    changes = _pearson(
        yearly_changes(rows, in_points=in_points[0]), yearly_changes(other, in_points=in_points[1])
    )
    return [
        Correlation(level, change, level_pairs, change_pairs)
        for (level, level_pairs), (change, change_pairs) in zip(levels, changes, strict=True)
    ]


def _pearson(rows: np.ndarray, other: np.ndarray) -> list[tuple[float | None, int]]:
    """Return for each row its correlation with the other one, and of how many pairs."""
    both = ~np.isnan(rows + other)
    pairs = both.sum(axis=1)
    x, x_size = _centred(rows, both, pairs)
    y, y_size = _centred(np.broadcast_to(other, rows.shape), both, pairs)
    known = (pairs >= LEAST_PAIRS) & (x_size > 0) & (y_size > 0)
    found = (x * y).sum(axis=1) / np.where(known, x_size * y_size, 1)
    return [
        (float(r) if is_known else None, int(count))
        for r, is_known, count in zip(found, known, pairs, strict=True)
    ]


def _centred(
    rows: np.ndarray, both: np.ndarray, pairs: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return what each row is above its mean, and the length of that; 0 if it never changes."""
    filled = np.where(both, rows, 0)
    above = np.where(both, filled - (filled.sum(axis=1) / np.maximum(pairs, 1))[:, None], 0)
    size = np.sqrt((above * above).sum(axis=1))
    # A row that never changes leaves no more than what floating point adds.
    dust = 1e-12 * np.abs(filled).max(axis=1) * np.sqrt(pairs)
    return above, np.where(size > dust, size, 0)
