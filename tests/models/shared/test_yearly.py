"""Yearly figures: gaps stay gaps, and a correlation says no more than it can."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.models.shared.yearly import (
    LEAST_PAIRS,
    Correlation,
    correlations,
    direction,
    growth,
    on_row,
    yearly_changes,
)

GRID = np.arange(2000, 2010)
NAN = np.nan
PLAIN = (False, False)
POINTS = (True, True)
FIGURES = st.lists(st.floats(1, 1e6), min_size=LEAST_PAIRS, max_size=40)


def row(**figures: float) -> np.ndarray:
    """Return a row over the grid: row(y2003=5) has a figure in 2003 alone."""
    years = np.array([int(name[1:]) for name in figures])
    return on_row(GRID, years, np.array(list(figures.values())))


def correlated(one, other, in_points=PLAIN) -> Correlation:
    (found,) = correlations(np.array([one]), np.asarray(other), in_points=in_points)
    return found


# Rows


def test_figures_stand_in_their_years_in_whatever_order_they_come():
    found = on_row(GRID, np.array([2003, 2001]), np.array([30.0, 10.0]))
    assert found[[1, 3]].tolist() == [10, 30]
    assert np.isnan(np.delete(found, [1, 3])).all()


def test_figures_of_years_beyond_the_row_are_left_out():
    found = on_row(GRID, np.array([1999, 2000, 2009, 2010]), np.array([1.0, 2.0, 3.0, 4.0]))
    assert (found[0], found[-1], np.isnan(found).sum()) == (2, 3, 8)


def test_a_change_is_never_taken_across_a_gap():
    changes = yearly_changes(row(y2000=1, y2001=2, y2003=4, y2004=5), in_points=True)
    assert np.flatnonzero(~np.isnan(changes)).tolist() == [1, 4]
    assert changes[[1, 4]].tolist() == [1, 1]


def test_a_change_in_percent_is_of_the_year_before():
    changes = yearly_changes(row(y2000=50, y2001=75, y2002=60), in_points=False)
    assert changes[1:3] == pytest.approx([50, -20])


def test_there_is_no_change_in_percent_of_nothing():
    changes = yearly_changes(row(y2000=0, y2001=5), in_points=False)
    assert np.isnan(changes).all()


@given(FIGURES, st.floats(0.5, 2))
def test_a_steady_growth_has_one_change_in_percent(figures, factor):
    steady = figures[0] * factor ** np.arange(len(figures))
    changes = yearly_changes(steady, in_points=False)[1:]
    assert changes == pytest.approx(np.full(len(figures) - 1, 100 * (factor - 1)), abs=1e-6)


# Correlations


@given(st.integers(0, 2**32 - 1), st.integers(LEAST_PAIRS + 1, 40))
def test_a_correlation_is_pearsons(seed, years):
    one, other = np.random.default_rng(seed).uniform(1, 2, (2, years))
    found = correlated(one, other, in_points=POINTS)
    assert found.levels == pytest.approx(np.corrcoef(one, other)[0, 1])
    assert found.changes == pytest.approx(np.corrcoef(np.diff(one), np.diff(other))[0, 1])
    assert (found.level_pairs, found.change_pairs) == (years, years - 1)


def test_only_years_with_both_figures_count():
    one, other = np.random.default_rng(1).uniform(1, 2, (2, 12))
    holed = one.copy()
    holed[[3, 7]] = NAN
    both = np.delete(np.arange(12), [3, 7])
    found = correlated(holed, other)
    assert found.levels == pytest.approx(np.corrcoef(one[both], other[both])[0, 1])
    assert (found.level_pairs, found.change_pairs) == (10, 7)


def test_each_row_has_a_correlation_of_its_own():
    rows = np.random.default_rng(2).uniform(1, 2, (3, 10))
    found = correlations(rows, rows[1], in_points=PLAIN)
    assert [one.levels for one in found] == pytest.approx(np.corrcoef(rows)[1])


def test_too_few_pairs_have_no_correlation():
    few = np.arange(1.0, LEAST_PAIRS + 1)  # one pair of changes less than of levels
    found = correlated(few**2, few**3)
    assert found.levels == pytest.approx(np.corrcoef(few**2, few**3)[0, 1])
    assert (found.changes, found.change_pairs) == (None, LEAST_PAIRS - 1)
    assert found.reading == "unknown"
    assert correlated(few[:-1], few[:-1]).levels is None


@pytest.mark.parametrize("constant", [0.0, 100.0, 0.1, 1e-9, 1e12])
def test_what_never_changes_correlates_with_nothing(constant):
    still = np.full(12, constant) * (1 / 3) * 3  # with the dust of floating point
    assert correlated(still, np.arange(12.0)).levels is None


def test_no_figures_at_all_are_no_error():
    found = correlated(np.full(10, NAN), np.arange(10.0))
    assert (found.levels, found.changes, found.level_pairs) == (None, None, 0)


def test_two_trends_that_know_nothing_of_each_other_correlate_in_levels_alone():
    """Random walks with drift (Yule 1926): the steps are drawn independently of each other."""
    steps = np.random.default_rng(7).normal(1, 0.5, (200, 2, 35))
    walks = steps.cumsum(axis=2)
    found = [correlated(one, other, in_points=POINTS) for one, other in walks]
    assert min(one.levels for one in found) > 0.95
    assert abs(np.mean([one.changes for one in found])) < 0.05
    # By its own rule chance passes for more about once in twenty times.
    assert 2 <= sum(one.reading == "together" for one in found) <= 20


@pytest.mark.parametrize(
    ("levels", "changes", "reading"),
    [
        (0.99, 0.05, "shared trend"),
        (-0.97, 0.3, "shared trend"),
        (0.99, 0.4, "together"),
        (0.2, -0.4, "together"),
        (0.79, 0.1, "neither"),
        (1.0, 1.0, "the same"),
        (None, 0.5, "unknown"),
        (0.99, None, "unknown"),
    ],
)
def test_a_correlation_is_read_with_care(levels, changes, reading):
    """Of 36 pairs of changes, chance alone seldom makes more than 2 / 6 = 0.33."""
    found = Correlation(levels, changes, 37, 36)
    assert found.chance == pytest.approx(1 / 3)
    assert found.reading == reading


# From the first to the last


@pytest.mark.parametrize(
    ("figures", "times", "way"),
    [
        ([2, 9, 6], 3, "rose"),
        ([4, 1], 0.25, "fell"),
        ([100, 300, 105], 1.05, "level"),
        ([100, 94], 0.94, "fell"),
        ([0, 5], None, "rose"),
        ([0, 0], None, "level"),
        ([-2, -1], None, "rose"),
        ([5], None, "unknown"),
        ([], None, "unknown"),
    ],
)
def test_growth_and_direction_are_of_the_last_figure_beside_the_first(figures, times, way):
    figures = np.array(figures, dtype=float)
    assert growth(figures) == (times if times is None else pytest.approx(times))
    assert direction(figures) == way
