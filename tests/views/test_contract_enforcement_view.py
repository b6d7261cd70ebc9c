"""Contract enforcement as it is drawn, told and tabulated."""

from typing import Any

import numpy as np
import pytest
from catalogue_scenarios import scenarios
from hypothesis import given

from lessons import explore
from lessons.explore import entry
from lessons.models.contract_enforcement import (
    COUNTRIES,
    ContractEnforcement,
    ContractEnforcementOutcome,
)
from lessons.views import contract_enforcement as view
from lessons.views import style

QUANTITIES = ContractEnforcement.quantities()
COLUMNS = [
    "Country",
    "Days",
    "Cost (% of the claim)",
    "Rule of law (WGI, 2019)",
    "Value of a dollar claimed ($)",
    "Protected (%)",
]
SURE = {"winning": 1, "recovered": 1, "discount": 0}


def solved(scenario: ContractEnforcement) -> ContractEnforcementOutcome:
    """Solve with the cited tables."""
    return explore.contract_enforcement.solve(scenario)


def drawn(**inputs) -> dict[str, Any]:
    """Return the spec of some inputs."""
    return view.draw(solved(ContractEnforcement(**inputs)))


def described(**inputs) -> str:
    """Return the sentence of some inputs."""
    return view.describe(solved(ContractEnforcement(**inputs)))


# The picture


@given(scenarios(entry("contract_enforcement")))
def test_the_bars_fit_the_axis_and_are_sorted_from_the_top(scenario):
    spec = view.draw(solved(scenario))
    bars, names, _ = spec["data"]
    low, high = spec["layout"]["xaxis"]["range"]
    assert low == 0
    assert high > 1  # with room for what is written at the end of a full bar
    low, high = spec["layout"]["yaxis"]["range"]
    assert np.all((bars["x"] >= 0) & (bars["x"] <= 1))
    assert np.all(np.diff(bars["y"]) == -1)
    assert np.all(np.diff(bars["x"]) <= 0)
    assert low < bars["y"].min() - bars["width"] / 2
    assert names["y"].max() < high


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_chosen_country_is_marked_by_more_than_colour(country):
    bars, names, ends = drawn(country=country)["data"]
    outcome = solved(ContractEnforcement(country=country))
    chosen = [one == country for one in outcome.countries]
    assert [one == style.PART for one in bars["marker"]["color"]] == chosen
    assert [bool(one) for one in bars["marker"]["pattern"]["shape"]] == chosen
    assert [one > 0 for one in bars["marker"]["line"]["width"]] == chosen
    assert ["your supplier" in one for one in ends["text"]] == chosen
    assert [one.startswith("▸ <b>") for one in names["text"]] == chosen


def test_each_bar_stands_under_its_country_with_days_and_cost():
    bars, names, ends = drawn()["data"]
    assert len(names["text"]) == len(bars["x"]) == len(COUNTRIES)
    assert np.all((names["y"] > bars["y"]) & (names["y"] < bars["y"] + 1))
    assert (ends["x"] == bars["x"]).all()
    assert (ends["y"] == bars["y"]).all()
    written = dict(zip(names["text"], ends["text"], strict=True))
    assert written["Norway: 400 days, cost 9.9%"].strip() == "52%"
    assert written["▸ <b>India: 1,445 days, cost 31%</b>"].strip() == "<b>16%</b>, your supplier"


def test_the_hover_tells_days_cost_and_rule_of_law():
    bars, *_ = drawn()["data"]
    assert bars["customdata"][0] == [
        "Norway",
        400,
        pytest.approx(0.099),
        pytest.approx(1.94084346),
    ]
    assert "Rule of law in 2019: %{customdata[3]:.2f}" in bars["hovertemplate"]


# The title and the sentence


@pytest.mark.parametrize(
    ("inputs", "written"),
    [
        ({}, "India: 16% of a claim is really protected"),
        ({"escrow": 0.5, "winning": 0}, "India: 50% of a claim is really protected"),
        ({**SURE, "country": "Norway"}, "Norway: 90% of a claim is really protected"),
        ({"winning": 0}, "India: nothing of a claim is protected, since suing does not pay"),
    ],
)
def test_the_title_states_the_finding(inputs, written):
    assert drawn(**inputs)["layout"]["title"]["text"] == written


@pytest.mark.parametrize(
    ("inputs", "written"),
    [
        (
            {},
            "India: 16% of a claim of $100,000 is protected. $16,103 can be expected back, and "
            "$83,897 cannot. Below a chance of winning of 53% nothing would be protected.",
        ),
        (
            {"escrow": 0.8},
            "India: 83% of a claim of $100,000 is protected. $83,221 can be expected back, and "
            "$16,779 cannot. Below a chance of winning of 53% only what is in escrow would be.",
        ),
        (
            {"escrow": 0.8, "winning": 0},
            "India: 80% of a claim of $100,000 is protected, all of that in escrow. Suing for the "
            "rest would cost $6,200 more than it brings. Above a chance of winning of 53% it "
            "would pay.",
        ),
        (
            {**SURE, "winning": 0.31, "escrow": 0.5},
            "India: 50% of a claim of $100,000 is protected, all of that in escrow. Suing for the "
            "rest costs just what it brings. Above a chance of winning of 31% it would pay.",
        ),
        (
            {"escrow": 1},
            "India: all of a claim of $100,000 is held in escrow, so that no court is needed.",
        ),
        (
            {**SURE, "country": "Norway", "claim": 1_000},
            "Norway: 90% of a claim of $1,000 is protected. $901 can be expected back, and $99 "
            "cannot. Below a chance of winning of 10% nothing would be protected.",
        ),
        (
            {"winning": 0, "country": "Mexico"},
            "Mexico: nothing of a claim of $100,000 is protected. Suing would cost $33,500 more "
            "than it brings. Above a chance of winning of 43% it would pay.",
        ),
        (
            {"recovered": 0.3},
            "India: nothing of a claim of $100,000 is protected. Suing would cost $15,299 more "
            "than it brings. No chance of winning makes it pay.",
        ),
        (
            {**SURE, "winning": 0.31},
            "India: nothing of a claim of $100,000 is protected. Suing costs just what it brings. "
            "Above a chance of winning of 31% it would pay.",
        ),
    ],
)
def test_the_sentence_says_what_is_protected_and_what_would_turn_it(inputs, written):
    assert described(**inputs) == written


@given(scenarios(entry("contract_enforcement")))
def test_the_sentence_of_any_scenario_is_whole(scenario):
    sentence = view.describe(solved(scenario))
    assert sentence.startswith(f"{scenario.country}: ")
    assert sentence.endswith(".")
    assert not {"NaN", "nan", "None", "inf", "∞", "{", "-"} & set(sentence.split())
    assert "$-" not in sentence
    assert "−$" not in sentence
    assert all(len(part.split()) <= 25 for part in sentence.split(". "))


# The table


def test_the_table_has_a_row_for_each_country():
    table = view.tabulate(solved(ContractEnforcement(winning=0.45)))
    assert list(table.columns) == COLUMNS
    assert sorted(table["Country"]) == sorted(COUNTRIES)
    india = table.set_index("Country").loc["India"]
    assert list(india)[:3] == [1445, 31, pytest.approx(-0.067227)]
    assert india["Value of a dollar claimed ($)"] < 0
    assert india["Protected (%)"] == 0


# What is said of the model


def test_what_doing_business_was_is_said_where_its_figures_are_shown():
    text = " ".join(view.ASSUMPTIONS)
    for part in (
        "Doing Business 2020, a yearly study of the World Bank",
        "ended it in 2021, after irregularities",
        "domestic courts: a claim between two companies of one country",
        "It says nothing of a claim across borders",
    ):
        assert part in text
    caption = drawn()["layout"]["xaxis"]["title"]["text"]
    assert "domestic courts" in caption
    assert "the World Bank ended in 2021" in caption


def test_formula_and_assumptions_are_sentences_for_a_reader():
    assert view.TITLE == "Contract enforcement: how much of a claim is really protected?"
    assert all(" = " in line for line in view.FORMULA)
    assert all(line.endswith(".") for line in view.ASSUMPTIONS)
