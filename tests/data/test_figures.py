"""The cited figures themselves: how many there are, where they break, what they must keep to."""

import pytest

from lessons import data

# Rows of each table. A figure more or less is a change that somebody should mean.
ROWS = {
    "internet_users": 299,
    "output_per_worker": 280,
    "ict_service_exports": 184,
    "computer_and_communication_service_exports": 54,
    "us_service_imports": 35,
    "us_employment": 243,
    "call_prices": 7,
    "call_minutes": 7,
    "outsourcing_market_size": 7,
    "india_software_exports": 8,
    "air_freight": 49,
    "air_freight_yields": 3,
    "third_party_breach_share": 2,
    "health_breaches": 30,
    "breach_costs": 18,
    "breach_losses": 2,
    "contract_enforcement_days": 24,
    "contract_enforcement_cost": 24,
    "rule_of_law": 32,
    "in_house_agencies": 3,
}

# Where a country's latest series begins, if an earlier one must not be joined to it.
BREAKS = {
    "internet_users": {"WLD": 2005},
    "ict_service_exports": {"IND": 2001, "PHL": 2016},
    "computer_and_communication_service_exports": {"IND": 1997},
}

# Years without a figure inside a series; nothing may fill them.
GAPS = {
    "internet_users": {
        ("CHN", "latest"): [1991, 1992],
        ("IND", "latest"): [1991, 2021],
        ("PHL", "latest"): [1991, 1992, 1993],
        ("WLD", "earlier"): [1991, 1992],
    },
    "ict_service_exports": {("NOR", "latest"): [2012, 2013, 2014, 2015, 2016]},
}

FIGURES = {
    "internet_users/USA/latest/1995": 9.24,
    "internet_users/WLD/earlier/2004": 14.10035,
    "internet_users/WLD/latest/2005": 15.6,
    "output_per_worker/IND/1991": 1613.44,
    "ict_service_exports/IND/latest/2005": 22657.85,
    "computer_and_communication_service_exports/IND/earlier/1996": 30.51115,
    "us_service_imports/1995": 31.49629,
    "us_employment/adjusted/manufacturing/2025": 12632.7,
    "us_employment/unadjusted/temporary-help/1990": 1156.2,
    "call_prices/fcc/1999": 0.53,
    "call_prices/ppi/2004": 0.14,
    "call_minutes/ppi/2000": 30.1,
    "outsourcing_market_size/world-idc-2000/1999": 116.0,
    "india_software_exports/nasscom/1999": 4000.0,
    "air_freight/2021": 219227.33,
    "air_freight_yields/1991/2001": -9.0,
    "third_party_breach_share/2024": 15.0,
    "third_party_breach_share/2025": 30.0,
    "health_breaches/present/2020": 263.0,
    "health_breaches/absent/2020": 399.0,
    "breach_costs/world/2016": 4.0,
    "breach_costs/united-states/2025": 10.22,
    "breach_losses/typical/2020": 200_000.0,
    "breach_losses/exceeded-by-a-tenth/2020": 20_000_000.0,
    "contract_enforcement_days/IND/2020": 1445.0,
    "contract_enforcement_cost/IND/2020": 31.0,
    "rule_of_law/NOR/2023": 1.833981514,
    "in_house_agencies/2008": 42.0,
    "in_house_agencies/2018": 78.0,
}


def gaps(years) -> list[int]:
    """Return the years that are missing between the first and the last."""
    return sorted(set(range(min(years), max(years) + 1)) - set(years))


@pytest.mark.parametrize("name", ROWS)
def test_a_table_has_all_its_rows(name):
    assert len(data.table(name)) == ROWS[name]


@pytest.mark.parametrize("reference", FIGURES)
def test_a_figure_is_as_it_was_published(reference):
    assert data.cite(reference).value == FIGURES[reference]


@pytest.mark.parametrize("name", BREAKS)
def test_a_latest_series_begins_at_its_break_and_the_earlier_ends_before_it(name):
    table = data.table(name)
    assert not table.duplicated(["country_code", "year"]).any()
    latest = table[table["series"] == "latest"].groupby("country_code")["year"].min()
    earlier = table[table["series"] == "earlier"].groupby("country_code")["year"].max()
    assert {code: latest[code] for code in earlier.index} == BREAKS[name]
    assert (earlier < latest[earlier.index]).all()


@pytest.mark.parametrize("name", BREAKS)
def test_a_gap_stays_a_gap(name):
    years = data.table(name).groupby(["country_code", "series"])["year"].agg(gaps)
    assert years[years.map(len) > 0].to_dict() == GAPS.get(name, {})


def test_what_has_no_gap_stays_so():
    assert not data.table("output_per_worker").groupby("country_code")["year"].agg(gaps).sum()
    assert not gaps(data.table("us_service_imports")["year"])
    assert not gaps(data.table("air_freight")["year"])
    groups = data.table("us_employment").groupby(["series", "industry"])["year"]
    assert not groups.agg(gaps).sum()


def test_all_tables_call_a_country_the_same():
    tables = [data.table(name) for name in ROWS]
    pairs = {
        pair
        for table in tables
        if "country" in table
        for pair in table[["country_code", "country"]].itertuples(index=False, name=None)
    }
    codes, names = zip(*pairs, strict=True)
    assert len(pairs) == len(set(codes)) == len(set(names)) == 9


def test_an_industry_is_smaller_than_all_industries():
    levels = data.table("us_employment").pivot_table(
        "employment", ["series", "year"], "industry", aggfunc="sum"
    )
    parts = levels.drop(columns="total")
    assert (parts.max(axis=1) < levels["total"]).all()
    assert (parts.sum(axis=1) < levels["total"]).all()


def test_the_two_series_of_employment_agree_though_they_are_not_joined():
    """Their years overlap, so that whoever joins them has to choose one on purpose."""
    levels = (
        data.table("us_employment")
        .pivot_table("employment", ["industry", "year"], "series")
        .dropna()
    )
    assert len(levels) == 2 * len(range(1979, 2019))
    assert (levels["adjusted"] / levels["unadjusted"] - 1).abs().max() < 0.003


def test_the_two_sources_date_the_same_call_price_differently():
    assert data.cite("call_prices/fcc/1999").value == data.cite("call_prices/ppi/2000").value
    years = data.table("call_prices").groupby("series")["year"].agg(set)
    assert years["fcc"] & years["ppi"] == {1980}


def test_a_market_size_makes_no_line_and_a_forecast_says_so():
    table = data.table("outsourcing_market_size")
    assert table.groupby("definition").size().max() == 2
    forecasts = table[table["wording"] == "forecast"]
    assert forecasts["year"].to_list() == [2004, 2004]
    assert (
        "forecast made in 2000" in data.cite("outsourcing_market_size/world-idc-2000/2004").label
    )


def test_two_decades_of_air_freight_yields_make_up_the_twenty_years():
    change = data.table("air_freight_yields").set_index(["start_year", "end_year"])[
        "yearly_change"
    ]
    decades = (1 + change[1991, 2001] / 100) * (1 + change[2001, 2011] / 100)
    assert 100 * (decades**0.5 - 1) == pytest.approx(change[1991, 2011], abs=0.05)


def test_only_the_first_and_the_last_year_of_health_breaches_are_partial():
    table = data.table("health_breaches")
    assert set(table.loc[table["coverage"] == "partial", "year"]) == {2009, 2023}
    assert (table.groupby("year").size() == 2).all()


def test_health_breaches_with_and_without_a_third_party_make_up_the_list():
    """The list that was read holds 5,356 breaches; one of them says neither."""
    totals = data.table("health_breaches").groupby("business_associate")["breaches"].sum()
    assert totals.to_dict() == {"absent": 3864, "present": 1491}


def test_a_breach_costs_more_in_the_united_states_wherever_both_are_known():
    costs = data.table("breach_costs").pivot_table("cost", "year", "region").dropna()
    assert len(costs) == 6
    assert (costs["united-states"] > costs["world"]).all()


def test_days_cost_and_rule_of_law_are_about_the_same_countries():
    days = data.table("contract_enforcement_days")
    cost = data.table("contract_enforcement_cost")
    where = ["country_code", "country", "city", "year"]
    assert days[where].equals(cost[where])
    countries = set(days["country_code"])
    for table in (days, cost, data.table("rule_of_law")):
        years = table.groupby("country_code")["year"].agg(tuple)
        assert set(years.index) == countries
        assert years.nunique() == 1
