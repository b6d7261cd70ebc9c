"""The candy launch against the closed forms of Bass (1969), its limits and its directions."""

import math

import numpy as np
import pytest
from catalogue_scenarios import scenarios
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from lessons import explore
from lessons.models.candy_launch import IN_WEEK, WEEKS, CandyLaunch

launches = scenarios(explore.entry("candy_launch"))
TEXTBOOK = CandyLaunch(innovation=0.03, imitation=0.38, market=1_000_000)


def test_the_textbook_launch():
    """Peak at ln(0.38 / 0.03) / 0.41 = 6.19, where 46.05 % have tried it, and 0.1106 m a week."""
    outcome = TEXTBOOK.solve()
    assert outcome.peak == pytest.approx(6.19, abs=0.005)
    assert TEXTBOOK.tried(outcome.peak) == pytest.approx(0.4605, abs=0.00005)
    assert outcome.peak_rate / TEXTBOOK.market == pytest.approx(0.1106, abs=0.00005)


@given(launches)
def test_the_curve_solves_the_equation_of_bass(scenario):
    """F'(t) = (p + q F) (1 - F), F(0) = 0; a solver of such equations finds the same."""
    p, q = scenario.innovation, scenario.imitation
    found = solve_ivp(
        lambda _, tried: (p + q * tried) * (1 - tried),
        (0, WEEKS),
        [0],
        t_eval=IN_WEEK,
        rtol=1e-9,
        atol=1e-12,
    )
    assert scenario.tried(IN_WEEK) == pytest.approx(found.y[0], rel=1e-6)


@given(launches)
def test_nobody_draws_in_more_than_at_the_peak(scenario):
    outcome = scenario.solve()
    step = 1e-4
    weeks = np.linspace(step, WEEKS, 2_000)
    rates = (scenario.tried(weeks + step) - scenario.tried(weeks - step)) / (2 * step)
    assert scenario.market * rates.max() <= outcome.peak_rate * (1 + 1e-6)
    if step < outcome.peak < WEEKS:
        assert abs(weeks[rates.argmax()] - outcome.peak) < 0.1


@given(launches)
def test_the_customers_of_all_weeks_are_those_who_have_tried_it(scenario):
    outcome = scenario.solve()
    assert outcome.new_customers.shape == outcome.hours.shape == (WEEKS,)
    assert outcome.new_customers.sum() == pytest.approx(scenario.market * outcome.tried)
    assert np.all(outcome.new_customers >= 0)
    assert 0 < outcome.tried <= 1


@given(launches)
def test_the_hours_are_planned_content_and_work_for_new_customers(scenario):
    outcome = scenario.solve()
    work = scenario.hours_per_thousand * scenario.market * outcome.tried / 1_000
    assert outcome.total_hours == pytest.approx(WEEKS * scenario.base_hours + work)
    assert outcome.busiest_hours == outcome.hours[outcome.busiest_week - 1] == outcome.hours.max()


def test_without_imitation_the_first_week_is_the_busiest():
    """Then F(t) = 1 - exp(-p t), and the rate falls from the start: m p."""
    outcome = CandyLaunch(imitation=0, innovation=0.1, market=100_000).solve()
    assert (outcome.peak, outcome.busiest_week) == (0, 1)
    assert outcome.peak_rate == pytest.approx(10_000)
    assert outcome.tried == pytest.approx(1 - math.exp(-0.1 * WEEKS))
    assert np.all(np.diff(outcome.new_customers) < 0)


def test_as_much_imitation_as_innovation_peaks_at_once():
    outcome = CandyLaunch(innovation=0.2, imitation=0.2).solve()
    assert (outcome.peak, outcome.peak_rate) == (0, pytest.approx(0.2 * 200_000))


def test_customers_who_make_no_work_leave_the_planned_content():
    assert np.all(CandyLaunch(hours_per_thousand=0, base_hours=12).hours() == 12)


@given(launches, st.sampled_from(["innovation", "imitation"]))
def test_more_have_tried_it_where_more_are_reached_or_drawn_in(scenario, name):
    more = scenario.replace(**{name: scenario.quantities()[name].maximum})
    assert np.all(more.tried(IN_WEEK) >= scenario.tried(IN_WEEK) - 1e-12)


@given(launches, st.integers(2, 5))
def test_the_hours_for_customers_grow_with_the_market(scenario, times):
    scenario = scenario.replace(market=100_000)
    larger = scenario.replace(market=100_000 * times)
    work, more = (one.hours() - one.base_hours for one in (scenario, larger))
    assert more == pytest.approx(times * work)
