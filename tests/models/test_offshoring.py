"""Offshoring against its closed forms, its limiting cases and the sources of its inputs."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lessons import data, explore
from lessons.data import cite
from lessons.models.offshoring import HIDDEN_COSTS, YEARS, Offshoring, stand_in
from lessons.models.shared.flip_points import flip_point

QUANTITIES = Offshoring.quantities()
FREE = {"call_minutes": 0, **dict.fromkeys(HIDDEN_COSTS, 0)}
TABLES = [data.columns(name) for name in ("output_per_worker", "call_prices")]


def scenarios(**fixed) -> st.SearchStrategy[Offshoring]:
    """Any scenario that the sliders can make, down to a tenth of a step."""
    inputs = {
        name: st.floats(one.minimum, one.maximum).map(lambda value: round(value, 4))
        for name, one in QUANTITIES.items()
        if name not in fixed
    }
    return st.builds(Offshoring, **inputs, **{name: st.just(one) for name, one in fixed.items()})


def closing_year(scenario: Offshoring) -> float:
    """Return t* = ln(q w_h / w_f) / ln((1 + g_f) / (1 + g_h))."""
    gap = scenario.productivity * scenario.home_cost / scenario.foreign_cost
    ratio = (1 + scenario.foreign_growth) / (1 + scenario.home_growth)
    return math.log(gap) / math.log(ratio)


# Closed forms


@given(scenarios(**FREE, year=0))
def test_without_hidden_and_communication_cost_the_saving_is_the_gap_in_productivity(scenario):
    expected = 1 - scenario.foreign_cost / scenario.productivity / scenario.home_cost
    outcome = scenario.solve()
    assert outcome.saving_share == pytest.approx(expected)
    assert outcome.savings[0] == pytest.approx(expected)


@given(scenarios(**FREE, year=0))
def test_the_saving_is_gone_after_the_years_of_the_closed_form(scenario):
    assume(abs(scenario.foreign_growth - scenario.home_growth) > 0.002)
    there = closing_year(scenario)
    assume(0.01 < there < 59.99 and abs(there - round(there)) > 1e-6)
    margin = scenario.model_copy(update={"year": there}).margin()
    assert margin == pytest.approx(0, abs=1e-6 * scenario.hours * scenario.home(there))
    assert flip_point(scenario, "year").value == pytest.approx(there, abs=1e-6)
    assert scenario.solve().turns == math.floor(there) + 1


def test_a_worked_example():
    """40 and 10 dollars, growing by 2 and 6 %: ln 4 / ln(1.06 / 1.02) = 36.04 years."""
    scenario = Offshoring(
        home_cost=40,
        foreign_cost=10,
        productivity=1,
        home_growth=0.02,
        foreign_growth=0.06,
        **FREE,
    )
    assert closing_year(scenario) == pytest.approx(36.04, abs=0.005)
    assert flip_point(scenario, "year").value == pytest.approx(36.04, abs=0.005)
    assert scenario.solve().turns == 37


@given(scenarios(call_minutes=0, year=0))
def test_hidden_costs_enter_the_closed_form_as_dearer_wages(scenario):
    hidden = 1 + scenario.hidden_rate()
    outcome = scenario.solve()
    dearer = scenario.foreign_cost * hidden
    assert outcome.saving == pytest.approx(scenario.home_cost - dearer / scenario.productivity)


def test_the_whole_way_from_the_gap_to_the_saving():
    """48.50 - 15: 33.50; 15 / 0.8 = 18.75; 10 x 0.14 / 0.8 = 1.75; 23 % of 18.75 = 4.3125."""
    outcome = Offshoring().solve()
    assert outcome.headline == pytest.approx(33.5)
    assert list(outcome.steps.values()) == pytest.approx(
        [-3.75, -1.75, -0.375, -0.5625, -1.875, -1.5]
    )
    assert outcome.hidden == pytest.approx(4.3125)
    assert outcome.saving == pytest.approx(23.6875)
    assert outcome.margin == pytest.approx(-236_875)
    assert outcome.headline_share == pytest.approx(33.5 / 48.5)
    assert outcome.saving_share == pytest.approx(23.6875 / 48.5)
    assert (outcome.decision, outcome.turns) == ("outsource", 26)


@given(scenarios())
def test_the_steps_lead_from_the_gap_to_the_saving(scenario):
    outcome = scenario.solve()
    left = outcome.headline + sum(outcome.steps.values())
    assert left == pytest.approx(outcome.saving, abs=1e-6 * outcome.abroad_cost)
    assert outcome.margin == pytest.approx(
        -scenario.hours * outcome.saving, rel=1e-9, abs=1e-9 * scenario.hours * outcome.abroad_cost
    )


# Limiting cases and monotonicity


def test_equal_costs_leave_nothing_to_choose():
    even = Offshoring(home_cost=40, foreign_cost=40, productivity=1, foreign_growth=0.03, **FREE)
    outcome = even.solve()
    assert (outcome.margin, outcome.decision, outcome.turns) == (0, "indifferent", None)
    assert even.replace(home_growth=0.04).solve().turns == 1


def test_equal_growth_never_closes_a_gap():
    outcome = Offshoring(home_growth=0.04, foreign_growth=0.04, **FREE).solve()
    assert outcome.savings == pytest.approx(np.full(len(YEARS), outcome.saving_share))
    assert outcome.turns is None


def test_dear_calls_alone_can_eat_the_gap_and_wages_at_home_outgrow_them():
    """60 minutes at 2.50 dollars are 150 dollars an hour, whatever wages do."""
    outcome = Offshoring(
        call_minutes=60, call_price=2.5, productivity=1, home_growth=0.05, foreign_growth=0.05
    ).solve()
    assert outcome.decision == "insource"
    assert outcome.turns is not None
    assert outcome.savings[outcome.turns] > 0 > outcome.savings[outcome.turns - 1]


def test_the_year_in_which_it_turns_comes_after_the_present_one():
    start = Offshoring()
    assert start.replace(year=25).solve().turns == 26
    late = start.replace(year=26).solve()
    assert (late.decision, late.turns) == ("insource", None)


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("home_cost", -1),
        ("foreign_cost", 1),
        ("productivity", -1),
        ("call_minutes", 1),
        ("call_price", 1),
        *((name, 1) for name in HIDDEN_COSTS),
        ("home_growth", -1),
        ("foreign_growth", 1),
    ],
)
@given(scenario=scenarios(), draw=st.data())
def test_each_input_moves_the_margin_one_way(name, sign, scenario, draw):
    one = QUANTITIES[name]
    higher = scenario.replace(**{name: draw.draw(st.floats(getattr(scenario, name), one.maximum))})
    scale = scenario.hours * (abs(scenario.abroad(scenario.year)) + scenario.home(scenario.year))
    assert sign * (higher.margin() - scenario.margin()) >= -1e-9 * scale


@pytest.mark.parametrize("name", QUANTITIES)
@given(scenario=scenarios())
def test_any_input_of_the_margin_may_be_an_array(name, scenario):
    values = np.linspace(QUANTITIES[name].minimum, QUANTITIES[name].maximum, 7)
    found = np.broadcast_to(scenario.model_copy(update={name: values}).margin(), values.shape)
    one_by_one = [scenario.replace(**{name: value}).margin() for value in values]
    assert found == pytest.approx(np.array(one_by_one), rel=1e-9, abs=1e-3)


# Cited inputs


def test_the_cost_of_an_hour_at_home_is_the_cited_wage_with_the_cited_benefits():
    wage, benefits = (cite(row) for row in QUANTITIES["home_cost"].source)
    assert Offshoring().home_cost == round(wage.value / (1 - benefits.value / 100), 2)


def test_the_price_of_a_call_is_the_cited_one():
    (row,) = QUANTITIES["call_price"].source
    assert cite(row).unit == "US$ per minute"
    assert Offshoring().call_price == cite(row).value


def test_the_other_defaults_are_made_up():
    cited = [name for name, one in QUANTITIES.items() if one.source]
    assert cited == ["home_cost", "call_price"]


@pytest.mark.parametrize(
    ("preset", "code", "year", "start", "call"),
    [
        ("India 1991", "IND", 1991, 1991, 1990),
        ("India 2005", "IND", 2005, 2005, 2004),
        ("Poland 1995", "POL", 1995, 1995, 1990),
        ("Mexico 2025", "MEX", 2025, 2005, 2004),
    ],
)
def test_a_preset_with_a_year_is_worked_out_of_the_cited_figures(preset, code, year, start, call):
    def output(country, at):
        return cite(f"output_per_worker/{country}/{at}").value

    def growth(country):
        return (output(country, start + 20) / output(country, start)) ** 0.05 - 1

    inputs = explore.offshoring.presets[preset]
    assert inputs == {
        "home_cost": pytest.approx(output("USA", year) / 2_000, abs=0.005),
        "foreign_cost": pytest.approx(output(code, year) / 2_000, abs=0.005),
        "call_price": cite(f"call_prices/ppi/{call}").value,
        "home_growth": pytest.approx(growth("USA"), abs=5e-5),
        "foreign_growth": pytest.approx(growth(code), abs=5e-5),
    }


def test_calls_ate_a_third_of_indias_gap_in_1991_and_hardly_any_in_2005():
    """With ten minutes of calls for each hour, which are made up."""
    parts = {}
    for preset in ("India 1991", "India 2005"):
        outcome = explore.offshoring.scenario(preset).solve()
        parts[preset] = -outcome.steps["communication"] / outcome.headline
    assert parts["India 1991"] == pytest.approx(0.32, abs=0.005)
    assert parts["India 2005"] == pytest.approx(0.034, abs=0.0005)


def test_no_gap_of_the_presets_closes_within_the_years_and_mexicos_widens():
    for preset in ("India 1991", "India 2005", "Poland 1995", "Mexico 2025"):
        assert explore.offshoring.scenario(preset).solve().turns is None
    mexico = explore.offshoring.scenario("Mexico 2025")
    assert mexico.foreign_growth < 0 < mexico.home_growth


def test_a_country_that_grew_faster_than_the_years_before_would_say_takes_the_years_after():
    """India from 1991: the growth to 2011, not that to 2025."""
    inputs = stand_in(*TABLES, "India", 1991)
    assert inputs["foreign_growth"] == pytest.approx((3708.47 / 1613.44) ** 0.05 - 1, abs=5e-5)
