"""Change requests against the geometric series, its limits and its monotonicity."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.models.change_requests import QUARTER, ChangeRequests

SHARES = st.floats(0, 1)
CHANCES = st.floats(0, 0.9)


@given(CHANCES, SHARES, st.integers(1, 10), st.floats(0.25, 5))
def test_the_turnaround_is_the_geometric_series(chance, knowledge, hand_offs, days):
    """Done once, again with the chance q, once more with q², and so on."""
    scenario = ChangeRequests(
        misunderstanding=chance,
        outsourced_knowledge=knowledge,
        outsourced_hand_offs=hand_offs,
        outsourced_days=days,
    )
    rounds = (chance * (1 - knowledge)) ** np.arange(400)
    assert scenario.outsourced_turnaround(chance) == pytest.approx(hand_offs * days * rounds.sum())


def test_the_simulated_mean_agrees_within_its_standard_error():
    again = 0.5 * (1 - 0.2)
    rounds = np.random.default_rng(3).geometric(1 - again, size=(200_000, 4)).sum(axis=1)
    error = 1.5 * rounds.std() / np.sqrt(len(rounds))
    expected = ChangeRequests().outsourced_turnaround(0.5)
    assert 1.5 * rounds.mean() == pytest.approx(expected, abs=4 * error)


@given(CHANCES, st.integers(1, 10), st.floats(0.25, 5))
def test_without_misunderstanding_it_is_hand_offs_times_days(chance, hand_offs, days):
    inputs = {"in_house_hand_offs": hand_offs, "in_house_days": days}
    never = ChangeRequests(misunderstanding=0, **inputs)
    assert never.in_house_turnaround(0) == pytest.approx(hand_offs * days)
    knowing = ChangeRequests(misunderstanding=chance, in_house_knowledge=1, **inputs)
    assert knowing.in_house_turnaround(chance) == pytest.approx(hand_offs * days)


@given(CHANCES, SHARES, SHARES)
def test_who_knows_more_is_never_slower(chance, one, other):
    less, more = sorted((one, other))
    slow = ChangeRequests(outsourced_knowledge=less).outsourced_turnaround(chance)
    assert ChangeRequests(outsourced_knowledge=more).outsourced_turnaround(chance) <= slow + 1e-12


def test_the_worth_is_that_of_all_days_saved_less_the_extra_cost():
    """Ten changes, each 10 - 3.33 days sooner at 300 $ a day, less 15,000 $."""
    outcome = ChangeRequests().solve()
    assert outcome.in_house_turnaround == pytest.approx(3 / 0.9)
    assert outcome.outsourced_turnaround == pytest.approx(10)
    assert outcome.margin == pytest.approx(10 * 300 * (10 - 3 / 0.9) - 15_000)
    assert outcome.decision == "insource"


@given(CHANCES, SHARES, st.integers(0, 40), st.integers(0, 2_000))
def test_at_the_break_even_knowledge_both_ways_are_worth_the_same(chance, knows, changes, value):
    scenario = ChangeRequests(
        misunderstanding=chance,
        in_house_knowledge=knows,
        changes=changes,
        value_of_a_day=value,
    )
    found = scenario.break_even_knowledge()
    if found is not None:
        assert 0 < found < 1
        at = scenario.replace(outsourced_knowledge=found)
        assert at.margin() == pytest.approx(0, abs=1e-4)
        assert scenario.replace(outsourced_knowledge=0).margin() >= -1e-4


def test_no_knowledge_turns_what_is_worth_nothing():
    assert ChangeRequests(value_of_a_day=0).break_even_knowledge() is None
    assert ChangeRequests(changes=0).break_even_knowledge() is None
    assert ChangeRequests(misunderstanding=0).break_even_knowledge() is None


def test_what_fits_into_a_quarter():
    outcome = ChangeRequests().solve()
    assert outcome.outsourced_finished == pytest.approx(6.5)
    assert outcome.in_house_finished * outcome.in_house_turnaround == pytest.approx(QUARTER)


def test_the_curves_go_through_the_present_points():
    outcome = ChangeRequests(misunderstanding=0.35).solve()
    at = np.interp(0.35, outcome.chances, outcome.outsourced_turnarounds)
    assert at == pytest.approx(outcome.outsourced_turnaround, rel=1e-3)
    assert np.interp(0.35, outcome.chances, outcome.margins) == pytest.approx(
        outcome.margin, rel=0.01
    )
