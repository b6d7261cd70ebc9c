"""Jobs in the United States against the table, and the bounds of what agencies can explain."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons import data
from lessons.models import us_jobs as jobs
from lessons.models.us_jobs import GRID, INDUSTRIES, MANUFACTURING, UsJobs

TABLES = {jobs.TABLE: data.columns(jobs.TABLE)}
LEVELS = data.table(jobs.TABLE).set_index(["series", "industry", "year"])["employment"]


def solved(**inputs) -> jobs.UsJobsOutcome:
    return UsJobs(**inputs).solve(TABLES)


def figure(row: np.ndarray, year: int) -> float:
    return float(row[year - jobs.FIRST])


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_a_share_is_the_industrys_jobs_over_all_jobs_of_the_same_series(industry):
    line = solved().lines[industry]
    for series, row in ((jobs.MAIN, line.main), (jobs.OTHER, line.other)):
        for year in GRID[~np.isnan(row)]:
            expected = LEVELS[series, INDUSTRIES[industry], year] / LEVELS[series, "total", year]
            assert figure(row, year) == pytest.approx(expected)


def test_the_later_series_goes_on_where_the_other_ends():
    line = solved().lines[MANUFACTURING]
    assert GRID[~np.isnan(line.main)].tolist() == list(range(1979, 2019))
    assert GRID[~np.isnan(line.other)].tolist() == list(range(2019, 2026))
    assert line.told[0][-1] == 2018


def test_temporary_help_starts_in_1990_and_stops_in_2018():
    line = solved().lines[jobs.TEMPORARY_HELP]
    assert (line.years[0], line.years[-1], len(line.years)) == (1990, 2018, 29)


def test_the_shares_of_an_article_of_facts():
    shares = {name: line.told[1] for name, line in solved().lines.items()}
    first = {name: round(float(share[0]), 3) for name, share in shares.items()}
    last = {name: round(float(share[-1]), 3) for name, share in shares.items()}
    assert list(first.values()) == [0.216, 0.082, 0.011]
    assert list(last.values()) == [0.085, 0.141, 0.020]


def test_in_the_1990s_manufacturing_lost_share_but_hardly_any_jobs():
    decade = {"industries": (MANUFACTURING,), "years": (1990, 2000)}
    assert solved(**decade).direction == "fell"
    assert solved(**decade).times == pytest.approx(0.809, abs=0.001)
    assert solved(**decade, shown_as=jobs.JOBS).direction == "level"
    assert solved(**decade, shown_as=jobs.JOBS).times == pytest.approx(0.976, abs=0.001)


def test_temporary_help_more_than_doubled_in_the_1990s():
    outcome = solved(industries=(jobs.TEMPORARY_HELP,), years=(1990, 2000), shown_as=jobs.JOBS)
    assert outcome.times == pytest.approx(2636.1 / 1156.2)


def test_half_of_the_temporary_workers_counted_in():
    """(m90 - m18 - (m90 + t90 / 2 - m18 - t18 / 2)) / (m90 - m18), all as shares."""
    outcome = solved(factory_share=0.5)
    share = {
        (industry, year): LEVELS[jobs.MAIN, industry, year] / LEVELS[jobs.MAIN, "total", year]
        for industry in ("manufacturing", "temporary-help")
        for year in (1990, 2018)
    }
    fall = share["manufacturing", 1990] - share["manufacturing", 2018]
    rise = share["temporary-help", 2018] - share["temporary-help", 1990]
    assert (outcome.fall.start, outcome.fall.end) == (1990, 2018)
    assert outcome.fall.bare == pytest.approx(fall)
    assert outcome.moved == pytest.approx(rise / 2 / fall)
    assert outcome.moved == pytest.approx(0.063, abs=0.0005)


def test_even_all_of_them_explain_an_eighth_of_the_fall():
    assert solved(factory_share=1).moved == pytest.approx(0.126, abs=0.0005)


@given(st.floats(0.01, 1), st.floats(0.01, 1))
def test_the_more_work_in_factories_the_more_only_moved(one, other):
    low, high = sorted((one, other))
    assert solved(factory_share=low).moved <= solved(factory_share=high).moved + 1e-12


@pytest.mark.parametrize(
    "inputs",
    [
        {},
        {"factory_share": 0.5, "years": (1979, 1989)},
        {"factory_share": 0.5, "years": (2018, 2025)},
        {"factory_share": 0.5, "years": (2000, 2000)},
    ],
)
def test_without_two_years_of_both_there_is_no_fall(inputs):
    outcome = solved(**inputs)
    assert outcome.fall is None
    assert outcome.moved is None


def test_where_temporary_help_shrank_too_nothing_only_moved():
    """From 2000 to 2002 factories lost jobs, and so did agencies."""
    outcome = solved(factory_share=1, years=(2000, 2002))
    assert 0 < outcome.fall.bare < outcome.fall.counted
    assert outcome.moved == 0


@given(
    st.lists(st.integers(1990, 2018), min_size=2, max_size=2, unique=True).map(sorted),
    st.floats(0, 1),
    st.sampled_from([jobs.SHARE, jobs.JOBS]),
)
def test_what_moved_is_a_part_of_the_fall(years, factory_share, shown_as):
    moved = solved(years=years, factory_share=factory_share, shown_as=shown_as).moved
    assert moved is None or 0 <= moved <= 1


def test_where_manufacturing_grew_nothing_can_have_moved():
    outcome = solved(factory_share=0.5, years=(2010, 2015), shown_as=jobs.JOBS)
    assert outcome.fall.bare < 0
    assert outcome.moved is None


def test_the_what_if_needs_no_line_of_its_own_to_be_shown():
    """Temporary help is counted in although it is not among the lines."""
    alone = solved(industries=(MANUFACTURING,), factory_share=1)
    assert list(alone.lines) == [MANUFACTURING]
    assert alone.moved == solved(factory_share=1).moved


@given(
    st.lists(st.integers(jobs.FIRST, jobs.LAST), min_size=2, max_size=2).map(sorted),
    st.sampled_from([jobs.SHARE, jobs.JOBS]),
)
def test_nothing_is_shown_out_of_the_years(years, shown_as):
    outcome = solved(years=years, shown_as=shown_as, factory_share=0.3)
    for line in (*outcome.lines.values(), outcome.counted):
        assert all(years[0] <= year <= years[1] for year in line.years)
    ahead = solved(years=(years[0], jobs.LAST), shown_as=shown_as, factory_share=0.3)
    assert outcome.reach == pytest.approx(ahead.reach)
