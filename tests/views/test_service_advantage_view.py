"""Service advantage as it is drawn, told and tabulated."""

from typing import Any

import numpy as np
import pytest
from catalogue_scenarios import scenarios
from hypothesis import given

from lessons.explore import entry
from lessons.models.service_advantage import ServiceAdvantage
from lessons.views import service_advantage as view
from lessons.views import style

QUANTITIES = ServiceAdvantage.quantities()
COLUMNS = [
    "Retention in-house (%)",
    "Retention gain (points)",
    "Lifetime value of a customer ($)",
    "Highest extra cost that pays ($/year)",
]


def drawn(**inputs) -> dict[str, Any]:
    """Return the spec of some inputs."""
    return view.draw(ServiceAdvantage(**inputs).solve())


def trace(spec: dict[str, Any], name: str, mode: str) -> dict[str, Any]:
    """Return the one trace of a name and a mode."""
    (found,) = (one for one in spec["data"] if (one.get("name"), one["mode"]) == (name, mode))
    return found


# What *About* says of the year that is served before anybody leaves


def test_counted_for_all_who_begin_a_year_the_extra_cost_turns_nothing_at_the_start():
    start = ServiceAdvantage()
    stay = start.in_house_retention
    left = (stay / (1 + start.discount)) ** np.arange(2_000)
    more = start.extra_cost * (left.sum() / (1 + start.discount) - start.years_of_extra_cost(stay))
    assert more == pytest.approx(36_000)
    assert more < start.margin()
    told = " ".join(view.ASSUMPTIONS)
    assert f"at the start {stay:.0%} of them after one year" in told
    assert f"{more:,.0f} dollars more today. Insourcing would still win" in told


# The picture


@given(scenarios(entry("service_advantage")))
def test_the_axes_hold_the_points_and_the_border(scenario):
    outcome = scenario.solve()
    layout = view.draw(outcome)["layout"]
    start, end = layout["xaxis"]["range"]
    assert start <= min(scenario.in_house_retention, scenario.outsourced_retention)
    assert end == 1
    assert layout["yaxis"]["range"][1] >= scenario.extra_cost
    assert layout["yaxis"]["range"][1] >= outcome.highest_extra_costs.max()
    top = layout["yaxis2"]["range"][1]
    assert top >= max(outcome.in_house_value, outcome.outsourced_value)


def test_the_two_drawings_do_not_overlap():
    layout = drawn()["layout"]
    assert layout["yaxis"]["domain"][1] < layout["yaxis2"]["domain"][0]
    assert layout["yaxis2"]["ticks"] == "outside"


def test_the_curve_of_lifetime_values_has_both_services_on_it():
    outcome = ServiceAdvantage().solve()
    spec = view.draw(outcome)
    curve = trace(spec, "Lifetime value of a customer", "lines")
    assert curve["x"] is outcome.retentions
    assert curve["y"] is outcome.lifetime_values
    for name, color, retention, value in (
        ("In-house", style.IN_HOUSE, 0.85, 136),
        ("Outsourced", style.OUTSOURCED, 0.8, 40 * 0.8 / 0.3),
    ):
        point = trace(spec, name, "markers")
        assert (point["x"], point["y"]) == ([retention], [pytest.approx(value)])
        assert (point["marker"]["color"], point["marker"]["symbol"]) == (
            color,
            style.MARKERS[color],
        )
        assert point["yaxis"] == curve["yaxis"] == "y2"


@pytest.mark.parametrize(
    ("inputs", "color"),
    [
        ({}, style.IN_HOUSE),
        ({"extra_cost": 150_000}, style.OUTSOURCED),
        ({"extra_cost": 0, "in_house_retention": 0.8}, style.MIXED),
    ],
)
def test_the_learners_place_on_the_map_looks_like_the_way_that_wins(inputs, color):
    scenario = ServiceAdvantage(**inputs)
    point = trace(view.draw(scenario.solve()), "Your service", "markers")
    assert (point["x"], point["y"]) == ([scenario.in_house_retention], [scenario.extra_cost])
    assert (point["marker"]["color"], point["marker"]["symbol"]) == (color, style.MARKERS[color])


def covers(tint: dict[str, Any], x: float, y: float) -> bool:
    """Whether a tinted band between two curves covers a place."""
    half = len(tint["x"]) // 2
    across = np.asarray(tint["x"][:half])
    if not across[0] <= x <= across[-1]:
        return False
    ends = [np.interp(x, across, part) for part in (tint["y"][:half], tint["y"][half:][::-1])]
    return min(ends) <= y <= max(ends)


@given(scenarios(entry("service_advantage")))
def test_the_learners_place_lies_in_the_area_of_the_way_that_wins(scenario):
    outcome = scenario.solve()
    whole = scenario.customers * scenario.customer_margin
    # Near the border the straight lines between its points decide, by less than can be seen.
    if abs(scenario.extra_cost - outcome.highest_extra_cost) < 0.01 * (1 + whole):
        return
    tints = {one["fillcolor"]: one for one in view.draw(outcome)["data"] if "fillcolor" in one}
    in_house, outsourced = (
        covers(tints[color + "26"], scenario.in_house_retention, scenario.extra_cost)
        for color in (style.IN_HOUSE, style.OUTSOURCED)
    )
    assert in_house == (outcome.decision == "insource")
    assert outsourced == (outcome.decision == "outsource") or scenario.in_house_retention == 0


@pytest.mark.parametrize(
    ("inputs", "written"),
    [
        ({}, "Insourcing wins"),
        ({"outsourced_retention": 0.9}, ""),
        ({"extra_cost": 1_000_000, "customers": 5_000}, ""),
    ],
)
def test_the_areas_are_named_where_there_is_room(inputs, written):
    texts = [one["text"] for one in drawn(**inputs)["data"] if one["mode"] == "text"]
    assert [text.strip() for (text,) in texts] == [written, "Outsourcing wins"]


def test_the_gain_is_drawn_from_the_suppliers_retention():
    gain = trace(drawn(), "Retention gain", "lines")
    assert (gain["x"], gain["y"]) == ([0.8, 0.85], [60_000, 60_000])


# The title and the sentence


@pytest.mark.parametrize(
    ("inputs", "written"),
    [
        ({}, "Service in-house pays from a retention of 83.4% on"),
        ({"extra_cost": 400_000}, "At this extra cost, no retention makes service in-house pay"),
    ],
)
def test_the_title_states_the_finding(inputs, written):
    assert drawn(**inputs)["layout"]["title"]["text"] == written


@pytest.mark.parametrize(
    ("inputs", "written"),
    [
        (
            {},
            "Insource: keeping 85% of customers a year, not 80%, is worth $89,333 more today than "
            "it costs. Outsourcing wins once the retention gain is below 3.4 points.",
        ),
        (
            {"in_house_retention": 0.82},
            "Outsource: keeping 82% of customers a year, not 80%, costs $70,952 more today than "
            "it is worth. Insourcing wins once the retention gain is above 3.4 points.",
        ),
        (
            {"in_house_retention": 0.7, "extra_cost": 500_000},
            "Outsource: your own service keeps 70% of customers a year, the supplier's 80%. "
            "Insourcing would cost $1,241,667 more today. No retention in-house reverses it.",
        ),
        (
            {"in_house_retention": 0.8, "extra_cost": 0},
            "Either way: keeping 80% of customers a year, not 80%, is worth just what it costs. "
            "Insourcing wins above a retention gain of 0.0 points, outsourcing below.",
        ),
    ],
)
def test_the_sentence_says_decision_number_and_the_gain_that_would_reverse_it(inputs, written):
    assert view.describe(ServiceAdvantage(**inputs).solve()) == written


@given(scenarios(entry("service_advantage")))
def test_the_sentence_of_any_scenario_is_whole(scenario):
    outcome = scenario.solve()
    sentence = view.describe(outcome)
    starts = {"insource": "Insource: ", "outsource": "Outsource: ", "indifferent": "Either way: "}
    assert sentence.startswith(starts[outcome.decision])
    assert sentence.endswith(".")
    assert not {"NaN", "nan", "None", "inf", "∞", "{", "-"} & set(sentence.split())
    assert "−$" not in sentence
    assert all(len(part.split()) <= 25 for part in sentence.split(". "))


# The table


@given(scenarios(entry("service_advantage")))
def test_the_table_agrees_with_the_model(scenario):
    outcome = scenario.solve()
    table = view.tabulate(outcome)
    assert list(table.columns) == COLUMNS
    assert not table.isna().any(axis=None)
    here = 100 * scenario.in_house_retention
    (row,) = table[np.isclose(table[COLUMNS[0]], here, atol=1e-5)].to_numpy()
    expected = [
        here,
        100 * outcome.retention_gain,
        outcome.in_house_value,
        outcome.highest_extra_cost,
    ]
    assert list(row) == pytest.approx(expected, abs=1e-5)


# What is said of the model


def test_formula_and_assumptions_are_sentences_for_a_reader():
    assert view.TITLE == "Service advantage: when does better service in-house pay?"
    assert all(" = " in line or line.startswith("Insource where") for line in view.FORMULA)
    assert all(line.endswith(".") for line in view.ASSUMPTIONS)
