"""Make or buy against its closed form, its limiting cases and the sources of its defaults."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lessons.data import cite
from lessons.models.make_or_buy import POINTS, MakeOrBuy
from lessons.scenario import Scenario

QUANTITIES = MakeOrBuy.quantities()
TEXTBOOK = MakeOrBuy(
    fixed_cost=200_000, variable_cost=0.40, price=0.75, overhead_rate=0, spare_capacity=0
)


def scenarios() -> st.SearchStrategy[MakeOrBuy]:
    """Any scenario that the sliders can make, down to a tenth of a step."""
    inputs = {
        name: st.floats(one.minimum, one.maximum).map(lambda value: round(value, 3))
        for name, one in QUANTITIES.items()
    }
    return st.builds(MakeOrBuy, **inputs)


def saving_per_hour(scenario: MakeOrBuy) -> float:
    """Return p (1 + o) - v."""
    return scenario.price * (1 + scenario.overhead_rate) - scenario.variable_cost


def unchecked(scenario: Scenario, **inputs) -> Scenario:
    """Return a copy whose inputs may be arrays or out of bounds."""
    return scenario.model_copy(update=inputs)


# Closed forms


def test_the_break_even_of_the_textbook():
    assert TEXTBOOK.break_even() == pytest.approx(571_428.571, abs=0.001)
    assert round(TEXTBOOK.break_even()) == 571_429


def test_the_margin_of_the_textbook():
    """At 400,000 units: 300,000 $ outsourced, 360,000 $ in-house."""
    scenario = unchecked(TEXTBOOK, volume=400_000)
    assert scenario.in_house_cost(400_000) == pytest.approx(360_000)
    assert scenario.outsourced_cost(400_000) == pytest.approx(300_000)
    assert scenario.margin() == pytest.approx(-60_000)


def test_overhead_and_spare_capacity_enter_the_break_even():
    """F (1 - s) / (p (1 + o) - v) = 200,000 x 0.75 / (100 x 1.2 - 45) = 2,000."""
    scenario = MakeOrBuy(
        fixed_cost=200_000, variable_cost=45, price=100, overhead_rate=0.2, spare_capacity=0.25
    )
    assert scenario.break_even() == pytest.approx(2_000)


@given(scenarios())
def test_the_margin_is_zero_at_the_break_even(scenario):
    assume(saving_per_hour(scenario) > 0.01)
    there = unchecked(scenario, volume=scenario.break_even())
    assert there.margin() == pytest.approx(0, abs=1e-6 * (1 + scenario.fixed_cost))


@given(scenarios())
def test_insourcing_wins_above_the_break_even_and_outsourcing_below(scenario):
    assume(saving_per_hour(scenario) > 0.01)
    volume = scenario.break_even()
    assert unchecked(scenario, volume=volume + 1).margin() > 0
    assert unchecked(scenario, volume=volume - 1).margin() < 0


@given(scenarios())
def test_the_margin_is_the_difference_of_the_costs(scenario):
    s = scenario
    bill = s.price * s.volume
    expected = bill + bill * s.overhead_rate - s.variable_cost * s.volume - s.fixed_cost
    assert s.margin() == pytest.approx(expected + s.fixed_cost * s.spare_capacity, abs=1e-6)


# Limiting cases


@pytest.mark.parametrize("volume", [1, 800, QUANTITIES["volume"].maximum])
def test_with_all_the_fixed_cost_idle_and_a_dear_supplier_make_at_any_volume(volume):
    scenario = TEXTBOOK.replace(spare_capacity=1, volume=volume)
    assert scenario.break_even() == 0
    assert scenario.solve().decision == "insource"


@pytest.mark.parametrize(
    ("price", "overhead_rate"), [(0, 0.25), (40, 0), (40, 0.2), (48, 0), (38.4, 0.25)]
)
@pytest.mark.parametrize("volume", [1, 800, QUANTITIES["volume"].maximum])
def test_there_is_no_break_even_where_an_hour_bought_is_no_dearer(price, overhead_rate, volume):
    scenario = MakeOrBuy(price=price, overhead_rate=overhead_rate, variable_cost=48, volume=volume)
    assert scenario.break_even() is None
    assert scenario.solve().decision == "outsource"


def test_at_no_volume_only_the_fixed_cost_is_left():
    outcome = MakeOrBuy(volume=0, fixed_cost=100_000, spare_capacity=0.4).solve()
    assert (outcome.in_house_cost, outcome.outsourced_cost) == (60_000, 0)
    assert (outcome.margin, outcome.decision) == (-60_000, "outsource")


def test_equal_costs_leave_nothing_to_choose():
    """120,000 $ + 40 $ x 2,000 hours is 100 $ x 2,000 hours."""
    outcome = MakeOrBuy(
        fixed_cost=120_000, variable_cost=40, price=100, overhead_rate=0, volume=2_000
    ).solve()
    assert (outcome.margin, outcome.decision) == (0, "indifferent")
    assert outcome.break_even == 2_000


# Monotonicity


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("fixed_cost", -1),
        ("variable_cost", -1),
        ("spare_capacity", 1),
        ("price", 1),
        ("overhead_rate", 1),
    ],
)
@given(scenario=scenarios(), data=st.data())
def test_each_input_moves_the_margin_one_way(name, sign, scenario, data):
    one = QUANTITIES[name]
    higher = scenario.replace(**{name: data.draw(st.floats(getattr(scenario, name), one.maximum))})
    assert sign * (higher.margin() - scenario.margin()) >= -1e-6


@pytest.mark.parametrize(
    ("name", "low", "high", "sign"),
    [
        ("fixed_cost", 100_000, 105_000, 1),
        ("variable_cost", 48, 49, 1),
        ("spare_capacity", 0.2, 0.25, -1),
        ("price", 155, 156, -1),
        ("overhead_rate", 0.1, 0.11, -1),
    ],
)
def test_each_input_moves_the_break_even(name, low, high, sign):
    before, after = (MakeOrBuy(**{name: value}).break_even() for value in (low, high))
    assert sign * (after - before) > 0


# Arrays


@pytest.mark.parametrize("name", QUANTITIES)
@given(scenario=scenarios())
def test_any_input_of_the_margin_may_be_an_array(name, scenario):
    values = np.linspace(QUANTITIES[name].minimum, QUANTITIES[name].maximum, 7)
    found = unchecked(scenario, **{name: values}).margin()
    one_by_one = [scenario.replace(**{name: value}).margin() for value in values]
    assert found == pytest.approx(np.array(one_by_one), abs=1e-6)


@given(scenarios())
def test_the_curves_cover_the_slider_and_agree_with_the_point(scenario):
    outcome = scenario.solve()
    assert outcome.volumes.shape == (POINTS,)
    assert outcome.in_house_costs.shape == outcome.outsourced_costs.shape == (POINTS,)
    volume = QUANTITIES["volume"]
    assert (outcome.volumes[0], outcome.volumes[-1]) == (volume.minimum, volume.maximum)
    assert np.diff(outcome.volumes) == pytest.approx(np.full(POINTS - 1, volume.step))
    for curve, cost in (
        (outcome.in_house_costs, outcome.in_house_cost),
        (outcome.outsourced_costs, outcome.outsourced_cost),
    ):
        assert np.isfinite(curve).all()
        assert np.interp(scenario.volume, outcome.volumes, curve) == pytest.approx(cost)
    assert outcome.margin == outcome.outsourced_cost - outcome.in_house_cost
    assert math.isfinite(outcome.margin)
    assert outcome.scenario is scenario


# Cited defaults


def test_the_cost_of_an_hour_is_the_cited_wage_with_the_cited_benefits():
    wage, benefits = (cite(row) for row in QUANTITIES["variable_cost"].source)
    assert wage.unit == "US$ per hour"
    assert benefits.unit == "% of total compensation"
    assert MakeOrBuy().variable_cost == round(wage.value / (1 - benefits.value / 100), 2)


def test_the_price_is_the_cited_rate():
    (row,) = QUANTITIES["price"].source
    assert cite(row).unit == "US$ per hour billed"
    assert MakeOrBuy().price == cite(row).value


def test_the_other_defaults_are_made_up():
    made_up = [name for name, one in QUANTITIES.items() if not one.source]
    assert made_up == ["volume", "fixed_cost", "spare_capacity", "overhead_rate"]


def test_the_story_at_the_defaults():
    outcome = MakeOrBuy().solve()
    assert outcome.in_house_cost == pytest.approx(158_800)
    assert outcome.outsourced_cost == pytest.approx(136_400)
    assert outcome.margin == pytest.approx(-22_400)
    assert outcome.break_even == pytest.approx(120_000 / 122)
    assert outcome.decision == "outsource"


def test_an_hour_that_saves_nothing_but_floating_point_dust_never_breaks_even():
    scenario = MakeOrBuy(price=100, overhead_rate=0.10, variable_cost=110)
    assert scenario.price * (1 + scenario.overhead_rate) != scenario.variable_cost
    assert scenario.break_even() is None
