"""Carrying over: what an earlier result says of a case, worked out by hand."""

import numpy as np
import pytest
from catalogue_scenarios import scenarios
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons import explore
from lessons.explore.carry_over import CLAIMS_A_YEAR, FEEDS, QUARTERS, carried
from lessons.models.your_case import CONSIDERATIONS, LIMIT

OPEN = [name for name in FEEDS if name in explore.NAMES]
every_feed = pytest.mark.parametrize("name", OPEN)


def guesses(name: str, **inputs) -> tuple[float, float, float]:
    """Return low, likely and high that an explorer carries over."""
    entry = explore.entry(name)
    found = carried(FEEDS[name], entry.scenario(**inputs), entry.solve)
    return found.low, found.likely, found.high


def test_every_consideration_is_fed():
    assert {feed.consideration for feed in FEEDS.values()} == set(CONSIDERATIONS)


@every_feed
def test_a_feed_names_an_input_of_its_model(name):
    assert FEEDS[name].uncertain in (None, *explore.entry(name).model.quantities())
    assert FEEDS[name].by > 0
    assert FEEDS[name].basis.endswith(".")


@every_feed
@settings(max_examples=5)
@given(st.data())
def test_the_guesses_of_any_scenario_are_in_order_and_in_bounds(name, data):
    entry = explore.entry(name)
    found = carried(FEEDS[name], data.draw(scenarios(entry)), entry.solve)
    assert -LIMIT <= found.low <= found.likely <= found.high <= LIMIT
    assert found.likely == round(found.likely)


def test_make_or_buy_at_a_quarter_more_and_less_work():
    # 155 x 1.1 - 48.5 = 122 $ saved by each hour, less 120,000 $ fixed.
    assert guesses("make_or_buy") == (
        122 * 600 - 120_000,
        122 * 800 - 120_000,
        122 * 1_000 - 120_000,
    )


def test_the_ends_stop_at_the_bounds_of_the_input():
    found = carried(
        FEEDS["make_or_buy"],
        explore.entry("make_or_buy").scenario(volume=3_000),
        explore.entry("make_or_buy").solve,
    )
    assert found.ends == (2_250, 3_000)
    assert found.likely == found.high == 122 * 3_000 - 120_000


def test_training_is_that_of_the_supplier_less_your_own():
    # 0.2 x 20 weeks x 40 hours = 160 hours: of these 60 % at 155 $, less 20 % at 48.50 $.
    likely = 96 * 155 - 32 * 48.5
    assert guesses("ramp_up") == (likely / 2, likely, likely * 1.5)


def test_risk_exposure_is_what_the_access_adds_to_the_losses():
    likely = explore.entry("back_office_access").scenario().added_loss_expectancy()
    assert guesses("back_office_access") == pytest.approx(
        (likely / 2, likely, likely * 1.5), abs=0.5
    )


def test_service_value_is_the_present_value_as_the_same_amount_each_year():
    scenario = explore.entry("service_advantage").scenario()
    yearly = guesses("service_advantage")[1]
    years = np.arange(1, 1_000)
    present = (yearly / (1 + scenario.discount) ** years).sum()
    assert present == pytest.approx(scenario.margin(), rel=1e-4)


def test_enforcement_is_a_tenth_of_what_is_unprotected():
    entry = explore.entry("contract_enforcement")
    unprotected = entry.solve(entry.scenario()).unprotected
    low, likely, high = guesses("contract_enforcement")
    assert likely == pytest.approx(CLAIMS_A_YEAR * unprotected, abs=0.5)
    assert low < likely < high


def test_opportunity_cost_speaks_against_insourcing():
    entry = explore.entry("staff_allocation")
    cost = entry.solve(entry.scenario()).opportunity_cost
    assert cost > 0
    assert guesses("staff_allocation") == (-1.25 * cost, -cost, -0.75 * cost)


def test_what_is_of_a_quarter_is_counted_four_times():
    changes = explore.entry("change_requests").scenario().margin()
    assert guesses("change_requests")[1] == pytest.approx(QUARTERS * changes, abs=0.5)


@pytest.mark.parametrize(
    ("name", "inputs"),
    [
        ("staff_allocation", {"fee": 90_000}),
        ("ramp_up", {"supplier_first_task": 200, "tasks": 5}),
        ("back_office_access", {"saving": 400_000}),
    ],
)
def test_what_belongs_to_the_cost_difference_is_not_counted_twice(name, inputs):
    assert guesses(name, **inputs) == guesses(name)


def test_an_amount_beyond_the_case_is_cut_off_there():
    assert guesses("staff_allocation", ana_chips=150_000, kofi_launch=0, mei_launch=0)[0] >= -LIMIT
    assert guesses("back_office_access", incidents=3, security=0, loss=(1_000, 50_000_000)) == (
        LIMIT,
        LIMIT,
        LIMIT,
    )
