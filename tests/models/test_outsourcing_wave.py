"""The outsourcing wave against its tables, and what the figures themselves bear out."""

import itertools

import numpy as np
import pandas as pd
import pytest
from catalogue_scenarios import scenarios
from hypothesis import given

from lessons import data
from lessons.explore import entry
from lessons.models import outsourcing_wave as wave
from lessons.models.outsourcing_wave import COUNTRIES, GRID, LAST, SERIES, OutsourcingWave
from lessons.scenario import ScenarioError

TABLES = {name: data.columns(name) for name in wave.TABLES}
SHARE = "computer_and_communication_share"


def solved(**inputs) -> wave.OutsourcingWaveOutcome:
    return OutsourcingWave(**inputs).solve(TABLES)


def at(line: wave.Line, year: int) -> float:
    """Return the figure of the main part in a year."""
    return float(line.main[year - wave.FIRST])


def correlation(one: tuple[str, str], other: tuple[str, str], years=(1990, LAST)):
    """Return the correlation of two series, each with its place."""
    outcome = solved(
        series=one[0],
        countries=(one[1],),
        compared_with=other[0],
        compared_country=other[1],
        years=years,
    )
    return outcome.correlations[0][1]


def expected(series: str) -> pd.DataFrame:
    """Return all figures of a series, worked out from its table another way."""
    table = data.table(SERIES[series].table)
    if series == wave.RELATIVE_OUTPUT:
        wide = table.pivot_table("output_per_worker", "year", "country")
        ratio = 100 * wide.div(wide["United States"], axis=0)
        return ratio.reset_index().melt("year", var_name="country", value_name="figure")
    measures = {
        wave.COMPUTER_SERVICE_EXPORTS: ["service_exports", SHARE],
        wave.US_SERVICE_IMPORTS: ["service_imports", SHARE],
        wave.CALL_PRICE: ["price"],
        wave.CALL_MINUTES: ["minutes"],
        wave.SOFTWARE_EXPORTS: ["software_exports"],
    }.get(series, [SERIES[series].table])
    factor = 0.01 if SHARE in measures else 1
    return table.assign(figure=table[measures].prod(axis=1) * factor)


@pytest.mark.parametrize("series", SERIES)
def test_every_figure_of_the_table_is_shown_once_in_its_year_and_part(series):
    table = expected(series)
    outcome = solved(series=series, countries=COUNTRIES, years=(wave.FIRST, LAST))
    declared = SERIES[series]
    found = {
        (line.place, part, int(year)): row[year - wave.FIRST]
        for line in outcome.lines
        for part, row in ((declared.main, line.main), (declared.other, line.other))
        for year in GRID[~np.isnan(row)]
    }
    rows = {
        (row.get("country", declared.place), row.get("series", ""), row["year"]): row["figure"]
        for row in table.to_dict("records")
    }
    assert found.keys() == rows.keys()
    assert all(found[key] == pytest.approx(rows[key]) for key in rows)


@pytest.mark.parametrize("series", SERIES)
def test_a_series_declares_the_parts_that_its_table_has(series):
    table = data.table(SERIES[series].table)
    parts = set(table["series"]) if "series" in table else set()
    assert {SERIES[series].main, SERIES[series].other} - {""} == parts
    assert ("country" in table) == (SERIES[series].place == "")


def test_the_countries_are_those_of_the_tables():
    found = set()
    for series in SERIES.values():
        found |= set(data.table(series.table).get("country", ())) | {series.place}
    assert found - {""} == set(COUNTRIES)


def test_a_series_of_one_place_is_shown_whatever_countries_are_chosen():
    (line,) = solved(series=wave.CALL_PRICE, countries=("India", "Norway")).lines
    assert line.place == "United States"
    assert at(line, 2004) == 0.14


def test_figures_newer_than_the_last_year_do_no_harm():
    columns = TABLES["air_freight"]
    newer = {"year": np.append(columns["year"], LAST + 1), "air_freight": np.ones(50)}
    outcome = OutsourcingWave(series=wave.AIR_FREIGHT).solve({**TABLES, "air_freight": newer})
    assert outcome.lines[0].years[-1] == 2021


# Parts and gaps


def test_parts_are_never_joined():
    """India's service exports are counted anew from 1997 on."""
    (line,) = solved(series=wave.COMPUTER_SERVICE_EXPORTS, countries=("India",)).lines
    assert GRID[~np.isnan(line.other)].tolist() == list(range(1990, 1997))
    assert line.main_years.tolist() == list(range(1997, 2025))
    changes = solved(
        series=wave.COMPUTER_SERVICE_EXPORTS, countries=("India",), shown_as=wave.CHANGES
    ).lines[0]
    assert 1997 not in changes.years
    assert {1996, 1998} < set(changes.years.tolist())


def test_a_year_without_a_figure_has_no_change_and_nor_has_the_next():
    (line,) = solved(countries=("India",), shown_as=wave.CHANGES).lines
    assert not {2021, 2022} & set(line.years.tolist())
    assert {2019, 2020} < set(line.years.tolist())


def test_single_years_have_no_changes():
    (line,) = solved(series=wave.CALL_PRICE, years=(1970, LAST), shown_as=wave.CHANGES).lines
    assert len(line.years) == 0


@given(scenarios(entry("outsourcing_wave")))
def test_nothing_is_shown_out_of_the_years(scenario):
    outcome = scenario.solve(TABLES)
    low, high = scenario.years
    for line in (*outcome.lines, *filter(None, [outcome.compared])):
        assert all(low <= year <= high for year in line.years)
        assert np.isfinite(line.told[1]).all()
    assert np.isfinite(outcome.reach).all()


@given(scenarios(entry("outsourcing_wave")))
def test_the_reach_holds_all_that_play_can_come_to(scenario):
    """So that the axes stand still while the last year moves."""
    low, _high = scenario.years
    to_the_end = scenario.replace(years=(low, LAST)).solve(TABLES)
    now = scenario.solve(TABLES)
    if now.base_year == to_the_end.base_year:
        assert now.reach == pytest.approx(to_the_end.reach)
        assert now.compared_reach == pytest.approx(to_the_end.compared_reach)


# Ways of showing


def test_an_index_is_100_for_all_in_the_first_year_that_all_have():
    outcome = solved(series=wave.ICT_SERVICE_EXPORTS, countries=COUNTRIES, shown_as=wave.INDEX)
    assert outcome.base_year == 2017  # Norway and the Philippines both have it from then on
    for line in outcome.lines:
        if len(line.years):
            assert at(line, 2017) == pytest.approx(100)
            assert np.isnan(line.other).all()


def test_the_second_series_shares_the_base_year():
    outcome = solved(
        series=wave.COMPUTER_SERVICE_EXPORTS,
        countries=("India",),
        compared_with=wave.ICT_SERVICE_EXPORTS,
        compared_country="Ireland",
        shown_as=wave.INDEX,
    )
    assert outcome.base_year == 2005
    assert at(outcome.lines[0], 2005) == at(outcome.compared, 2005) == pytest.approx(100)


def test_a_base_year_has_a_figure_above_zero():
    """In 1990 nobody in India used the internet: no index can start there."""
    assert solved(countries=("India", "Poland"), shown_as=wave.INDEX).base_year == 1992


def test_without_a_common_year_there_is_no_index():
    outcome = solved(countries=("India",), years=(1990, 1990), shown_as=wave.INDEX)
    assert outcome.base_year is None
    assert len(outcome.lines[0].years) == 0


def test_changes_of_shares_are_points_and_of_amounts_percent():
    (line,) = solved(countries=("Poland",), shown_as=wave.CHANGES).lines
    levels = data.table("internet_users").query("country == 'Poland'").set_index("year")
    users = levels["internet_users"]
    assert at(line, 2005) == pytest.approx(users[2005] - users[2004])
    (line,) = solved(series=wave.AIR_FREIGHT, shown_as=wave.CHANGES).lines
    freight = data.table("air_freight").set_index("year")["air_freight"]
    assert at(line, 2009) == pytest.approx(100 * (freight[2009] / freight[2008] - 1))


def test_an_unknown_country_or_series_is_refused_with_the_nearest_right_name():
    with pytest.raises(ScenarioError, match="“Indie”\\. The nearest is “India”"):
        OutsourcingWave(countries=("Indie",))
    with pytest.raises(ScenarioError, match="The nearest is “Internet users”"):
        OutsourcingWave(series="internet user")


def test_what_a_place_has_not_is_told_from_what_is_only_out_of_the_years():
    outcome = solved(series=wave.ICT_SERVICE_EXPORTS, countries=("China", "Norway"))
    assert [line.place for line in outcome.whole if not len(line.years)] == ["China"]
    places = {line.place for line in outcome.elsewhere}
    assert places == set(data.table("ict_service_exports")["country"])
    assert solved(countries=("India",), years=(1970, 1980)).elsewhere == ()


# Correlations


def test_only_the_years_shown_count():
    pair = (wave.US_SERVICE_IMPORTS, "India"), (wave.INTERNET_USERS, "Mexico")
    found = correlation(*pair, years=(2000, 2010))
    assert (found.level_pairs, found.change_pairs) == (11, 10)
    assert correlation(*pair).level_pairs == 34


def test_a_correlation_agrees_with_pandas():
    exports = data.table("ict_service_exports").query("country == 'India' and series == 'latest'")
    users = data.table("internet_users").query("country == 'Poland'")
    both = pd.DataFrame(
        {
            "exports": exports.set_index("year")["ict_service_exports"],
            "users": users.set_index("year")["internet_users"],
        }
    ).dropna()
    changes = pd.DataFrame(
        {"exports": both["exports"].pct_change(), "users": both["users"].diff()}
    )
    found = correlation((wave.ICT_SERVICE_EXPORTS, "India"), (wave.INTERNET_USERS, "Poland"))
    assert found.levels == pytest.approx(both.corr().iloc[0, 1])
    assert found.changes == pytest.approx(changes.corr().iloc[0, 1])


def test_the_earlier_part_is_in_no_correlation():
    found = correlation((wave.COMPUTER_SERVICE_EXPORTS, "India"), (wave.RELATIVE_OUTPUT, "India"))
    assert (found.level_pairs, found.change_pairs) == (28, 27)


# What the figures bear out


def all_pairs() -> list:
    """Return the correlation of any two lines of which at least 15 years have both figures."""
    items = [
        (series, place)
        for series, one in SERIES.items()
        for place in ((one.place,) if one.place else COUNTRIES)
    ]
    found = (correlation(one, other) for one, other in itertools.combinations(items, 2))
    return [one for one in found if one.level_pairs >= 15 and one.reading != "unknown"]


def test_most_of_the_close_correlations_are_shared_trends_but_not_all():
    close = [one for one in all_pairs() if one.levels >= 0.95]
    assert len(close) == 171
    assert sum(one.reading == "shared trend" for one in close) == 134
    assert sum(one.reading == "together" for one in close) == 37
    assert np.median([abs(one.changes) for one in close]) == pytest.approx(0.20, abs=0.005)


@pytest.mark.parametrize(
    ("one", "other", "levels", "changes", "reading"),
    [
        (
            (wave.US_SERVICE_IMPORTS, "United States"),
            (wave.INTERNET_USERS, "Mexico"),
            0.99,
            -0.08,
            "shared trend",
        ),
        (
            (wave.INTERNET_USERS, "World"),
            (wave.ICT_SERVICE_EXPORTS, "World"),
            0.97,
            0.02,
            "shared trend",
        ),
        (
            (wave.COMPUTER_SERVICE_EXPORTS, "India"),
            (wave.US_SERVICE_IMPORTS, "United States"),
            0.98,
            0.55,
            "together",
        ),
        (
            (wave.COMPUTER_SERVICE_EXPORTS, "India"),
            (wave.RELATIVE_OUTPUT, "India"),
            0.92,
            -0.11,
            "shared trend",
        ),
    ],
)
def test_levels_go_together_closely_and_changes_only_sometimes(
    one, other, levels, changes, reading
):
    found = correlation(one, other)
    assert found.levels == pytest.approx(levels, abs=0.005)
    assert found.changes == pytest.approx(changes, abs=0.005)
    assert found.reading == reading


def test_indias_exports_grew_while_its_wage_gap_narrowed():
    exports = solved(series=wave.COMPUTER_SERVICE_EXPORTS, countries=("India",))
    gap = solved(series=wave.RELATIVE_OUTPUT, countries=("India",))
    assert exports.times == pytest.approx(51.6, abs=0.05)
    assert gap.direction == "rose"
    ends = at(gap.lines[0], 1991), at(gap.lines[0], 2025)
    assert ends == pytest.approx((2.01, 4.58), abs=0.005)


def test_mexicos_wage_gap_widened():
    gap = solved(series=wave.RELATIVE_OUTPUT, countries=("Mexico",))
    assert gap.direction == "fell"
    ends = at(gap.lines[0], 1991), at(gap.lines[0], 2025)
    assert ends == pytest.approx((29.4, 16.7), abs=0.05)


def test_calls_became_much_cheaper():
    calls = solved(series=wave.CALL_PRICE, years=(1990, LAST))
    assert calls.last_figure == 0.14
    assert calls.times == pytest.approx(0.14)


def test_air_freight_became_cheaper_in_the_1990s_alone():
    """Yields, the nearest thing to a price: half of all that is known of them."""
    yearly = data.table("air_freight_yields").set_index(["start_year", "end_year"])
    change = yearly["yearly_change"] / 100
    assert (1 + change[1991, 2001]) ** 10 == pytest.approx(0.39, abs=0.005)
    assert (1 + change[2001, 2011]) ** 10 == pytest.approx(1.09, abs=0.005)
    assert (1 + change[1991, 2011]) ** 20 == pytest.approx(0.42, abs=0.005)
