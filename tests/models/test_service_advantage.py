"""Service advantage against its closed forms and its limiting cases."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lessons.models.service_advantage import DUST, FALLS, POINTS, STAYS, ServiceAdvantage
from lessons.scenario import ScenarioError

QUANTITIES = ServiceAdvantage.quantities()


def scenarios() -> st.SearchStrategy[ServiceAdvantage]:
    """Any scenario that the sliders can make, down to a tenth of a step."""
    inputs = {
        name: st.floats(one.minimum, one.maximum).map(lambda value: round(value, 3))
        for name, one in QUANTITIES.items()
    }
    return st.builds(ServiceAdvantage, extra_cost_later=st.sampled_from((FALLS, STAYS)), **inputs)


# Closed forms


def test_the_lifetime_value_of_the_textbook():
    scenario = ServiceAdvantage(customer_margin=1, discount=0.10)
    assert scenario.lifetime_value(0.8) == pytest.approx(2.6667, abs=0.00005)
    assert scenario.lifetime_value(1) == pytest.approx(1 / 0.10)
    assert scenario.lifetime_value(0) == 0


@given(st.floats(0, 0.97), st.floats(0.01, 0.3))
def test_the_lifetime_value_is_the_sum_over_the_years(retention, discount):
    """The margin of year t comes with probability r^t and is worth 1 / (1 + i)^t today."""
    years = np.arange(1, 2_000)
    scenario = ServiceAdvantage(customer_margin=7, discount=discount)
    summed = 7 * np.sum((retention / (1 + discount)) ** years)
    assert scenario.lifetime_value(retention) == pytest.approx(summed, rel=1e-6, abs=1e-9)


@given(scenarios())
def test_the_margin_is_the_gain_in_lifetime_value_less_the_extra_cost(scenario):
    in_house = scenario.lifetime_value(scenario.in_house_retention)
    outsourced = scenario.lifetime_value(scenario.outsourced_retention)
    falls = scenario.extra_cost_later == FALLS
    paid = scenario.expected_years(scenario.in_house_retention) if falls else 1 / scenario.discount
    extra_cost = scenario.extra_cost * paid
    expected = scenario.customers * (in_house - outsourced) - extra_cost
    assert scenario.margin() == pytest.approx(expected, rel=1e-9, abs=1e-3)


@given(scenarios())
def test_the_required_retention_just_pays(scenario):
    required = scenario.required_retention()
    best = scenario.replace(in_house_retention=1).margin()
    if required is None:
        assert best <= 1e-3
        return
    assert 0 <= required <= 1
    assert required >= scenario.outsourced_retention - 1e-9
    there = scenario.model_copy(update={"in_house_retention": required})
    # Where all stay at a low discount, even a hair's breadth of retention is worth some cents.
    whole = scenario.customers * scenario.customer_margin
    steepest = whole * (1 + scenario.discount) / scenario.discount**2
    hair = 1e-6 * (1 + abs(best)) + DUST * steepest
    assert there.margin() == pytest.approx(0, abs=hair)


@given(scenarios())
def test_the_highest_extra_cost_just_pays(scenario):
    highest = scenario.highest_extra_cost(scenario.in_house_retention)
    assert highest >= 0
    if scenario.in_house_retention <= scenario.outsourced_retention:
        assert highest == 0
        return
    there = scenario.model_copy(update={"extra_cost": highest})
    whole = scenario.customers * scenario.lifetime_value(scenario.in_house_retention)
    assert there.margin() == pytest.approx(0, abs=1e-9 * (1 + whole))


@given(scenarios())
def test_insourcing_wins_above_the_required_retention_and_outsourcing_below(scenario):
    required = scenario.required_retention()
    assume(required is not None and 0.001 < required < 0.999)
    assume(scenario.customers * scenario.customer_margin > 1_000)
    assume(scenario.extra_cost < 0.99 * scenario.customers * scenario.customer_margin)
    assert scenario.model_copy(update={"in_house_retention": required + 0.001}).margin() > 0
    assert scenario.model_copy(update={"in_house_retention": required - 0.001}).margin() < 0


# Limiting cases


def test_no_discount_is_refused_as_no_number_is_large_enough():
    with pytest.raises(ScenarioError) as refused:
        ServiceAdvantage(discount=0)
    assert str(refused.value) == "Discount rate must be between 1% and 30%; got 0%."


def test_customers_who_all_stay_have_a_finite_value():
    outcome = ServiceAdvantage(in_house_retention=1, discount=0.01).solve()
    assert outcome.in_house_value == pytest.approx(40 / 0.01)
    assert outcome.lifetime_values[-1] == pytest.approx(40 / 0.01)
    assert outcome.decision == "insource"


def test_nothing_beats_a_supplier_who_keeps_everybody():
    outcome = ServiceAdvantage(outsourced_retention=1, in_house_retention=1).solve()
    assert outcome.required_retention is None
    assert not outcome.highest_extra_costs.any()
    assert outcome.decision == "outsource"


def test_service_of_the_same_cost_has_to_be_as_good():
    for retention in (0, 0.3, 0.8, 1):
        scenario = ServiceAdvantage(outsourced_retention=retention, extra_cost=0)
        assert scenario.required_retention() == pytest.approx(retention)
        same = scenario.replace(in_house_retention=retention).solve()
        assert same.decision == "indifferent"
        assert same.required_gain == pytest.approx(0)


def test_no_retention_pays_for_more_than_the_customers_bring():
    for extra_cost in (400_000, 500_000):
        scenario = ServiceAdvantage(extra_cost=extra_cost)
        assert scenario.required_retention() is None
        assert scenario.replace(in_house_retention=1).solve().decision == "outsource"


@pytest.mark.parametrize("inputs", [{"customers": 0}, {"customer_margin": 0}])
def test_without_customers_or_margin_only_the_cost_is_left(inputs):
    outcome = ServiceAdvantage(**inputs).solve()
    assert outcome.required_retention is None
    assert outcome.margin == pytest.approx(-60_000 * 3.4)
    assert outcome.decision == "outsource"


def test_where_all_leave_there_is_nothing_to_choose():
    outcome = ServiceAdvantage(in_house_retention=0, outsourced_retention=0).solve()
    assert (outcome.margin, outcome.decision) == (0, "indifferent")
    assert outcome.required_retention == 0
    assert outcome.highest_extra_cost == 0


# Monotonicity


@pytest.mark.parametrize(("name", "sign"), [("outsourced_retention", -1), ("extra_cost", -1)])
@given(scenario=scenarios(), data=st.data())
def test_a_better_supplier_or_a_dearer_service_speaks_for_outsourcing(name, sign, scenario, data):
    highest = QUANTITIES[name].maximum
    higher = scenario.replace(**{name: data.draw(st.floats(getattr(scenario, name), highest))})
    assert sign * (higher.margin() - scenario.margin()) >= -1e-6


@given(scenarios(), st.data())
def test_a_better_service_never_hurts_as_long_as_it_costs_less_than_it_brings(scenario, data):
    """Else each customer kept is served at a loss."""
    assume(scenario.extra_cost <= scenario.customers * scenario.customer_margin)
    better = data.draw(st.floats(scenario.in_house_retention, 1))
    higher = scenario.replace(in_house_retention=better)
    assert higher.margin() >= scenario.margin() - 1e-6


@given(scenarios())
def test_lifetime_value_grows_faster_the_higher_retention_is(scenario):
    assume(scenario.customer_margin > 1)
    outcome = scenario.solve()
    slopes = np.diff(outcome.lifetime_values) / np.diff(outcome.retentions)
    assert np.all(slopes > 0)
    assert np.all(np.diff(slopes) > 0)


@given(scenarios())
def test_a_higher_retention_pays_for_a_higher_extra_cost(scenario):
    highest = scenario.solve().highest_extra_costs
    assert highest[0] == pytest.approx(0, abs=1e-6)
    assert np.all(np.diff(highest) >= -1e-6)
    assert highest[-1] <= scenario.customers * scenario.customer_margin + 1e-6


# Arrays


@pytest.mark.parametrize("name", QUANTITIES)
@given(scenario=scenarios())
def test_any_input_of_the_margin_may_be_an_array(name, scenario):
    values = np.linspace(QUANTITIES[name].minimum, QUANTITIES[name].maximum, 7)
    found = scenario.model_copy(update={name: values}).margin()
    one_by_one = [scenario.replace(**{name: value}).margin() for value in values]
    assert found == pytest.approx(np.array(one_by_one), rel=1e-9, abs=1e-3)


@given(scenarios())
def test_the_curves_agree_with_the_points(scenario):
    outcome = scenario.solve()
    assert outcome.retentions.shape == outcome.lifetime_values.shape == (POINTS,)
    assert outcome.better_retentions.shape == outcome.highest_extra_costs.shape == (POINTS,)
    assert (outcome.retentions[0], outcome.retentions[-1]) == (0, 1)
    assert np.all(np.diff(outcome.retentions) > 0)
    assert outcome.better_retentions[0] == scenario.outsourced_retention
    for retention, value in (
        (scenario.in_house_retention, outcome.in_house_value),
        (scenario.outsourced_retention, outcome.outsourced_value),
    ):
        # Straight lines between the points of a curve that bends upwards lie above it.
        assert np.interp(retention, outcome.retentions, outcome.lifetime_values) >= value - 1e-9
    for array in (outcome.lifetime_values, outcome.highest_extra_costs):
        assert np.isfinite(array).all()
    assert outcome.scenario is scenario


def test_every_default_is_made_up():
    assert not [one for one in QUANTITIES.values() if one.source]


def test_the_story_at_the_defaults():
    """3.4 and 2.667 expected years; 10,000 customers of 40 $ a year; 60,000 $ dearer."""
    outcome = ServiceAdvantage().solve()
    assert outcome.in_house_value == pytest.approx(40 * 3.4)
    assert outcome.outsourced_value == pytest.approx(40 * 0.8 / 0.3)
    assert outcome.margin == pytest.approx(400_000 * (3.4 - 0.8 / 0.3) - 60_000 * 3.4)
    assert outcome.required_retention == pytest.approx(0.8341, abs=0.00005)
    assert outcome.required_gain == pytest.approx(0.0341, abs=0.00005)
    assert outcome.decision == "insource"


# What becomes of the extra cost


def test_whether_the_extra_cost_falls_decides():
    """10,000 x 40 x (3.4 - 2.6667) = 293,333, less 60,000 x 3.4 or 60,000 / 0.10."""
    gained = 10_000 * 40 * (0.85 / 0.25 - 0.8 / 0.3)
    falls = ServiceAdvantage(extra_cost_later=FALLS).solve()
    stays = ServiceAdvantage(extra_cost_later=STAYS).solve()
    assert ServiceAdvantage().extra_cost_later == FALLS
    assert falls.margin == pytest.approx(gained - 60_000 * 3.4)
    assert stays.margin == pytest.approx(gained - 600_000)
    assert (round(falls.margin), round(stays.margin)) == (89_333, -306_667)
    assert (falls.decision, stays.decision) == ("insource", "outsource")


def test_a_cost_that_stays_is_the_dearer_one():
    for retention in (0, 0.5, 0.85, 0.99):
        one = ServiceAdvantage(in_house_retention=retention)
        assert one.replace(extra_cost_later=STAYS).margin() < one.margin()
    all_stay = ServiceAdvantage(in_house_retention=1)
    assert all_stay.replace(extra_cost_later=STAYS).margin() == pytest.approx(all_stay.margin())


def test_the_retention_that_pays_for_a_cost_that_stays():
    """A = 2.6667 + 60,000 / (0.10 x 400,000) = 4.1667 years, so 4.1667 x 1.1 / 5.1667."""
    required = ServiceAdvantage(extra_cost_later=STAYS).required_retention()
    assert required == pytest.approx((8 / 3 + 1.5) * 1.1 / (8 / 3 + 2.5))
