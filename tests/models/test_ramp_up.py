"""Ramp-up against Wright's learning curve, its limits and its turning points."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.data import cite
from lessons.models.ramp_up import HOURS_A_WEEK, RampUp, share_of_first

RATES = st.floats(0.70, 0.95)
SHARES = st.floats(0, 1)


def test_the_textbook_curve():
    """At 80 %, 100 hours for the first task: 80 for the second, 64 for the fourth."""
    assert 100 * share_of_first(np.array([1, 2, 4]), 0.8) == pytest.approx([100, 80, 64])


@given(RATES, st.integers(1, 15))
def test_each_doubling_cuts_the_hours_to_the_learning_rate(rate, number):
    again = share_of_first(2 * number, rate) / share_of_first(number, rate)
    assert again == pytest.approx(rate)


@given(RATES, st.integers(1, 30))
def test_the_hours_of_all_tasks_are_the_sum_of_each(rate, tasks):
    scenario = RampUp(learning_rate=rate)
    one_by_one = sum(share_of_first(number, rate) for number in range(1, tasks + 1))
    assert scenario.first_tasks(tasks) == pytest.approx(one_by_one)
    half = scenario.first_tasks(tasks - 0.5)
    assert half == pytest.approx(one_by_one - share_of_first(tasks, rate) / 2)


def test_without_tasks_only_the_training_is_paid():
    scenario = RampUp()
    assert scenario.first_tasks(0) == 0
    assert scenario.in_house_hours(0) == scenario.training_hours(scenario.in_house_knowledge)


@given(SHARES, SHARES, st.integers(0, 60))
def test_training_is_for_what_is_not_known_yet(complexity, knowledge, weeks):
    scenario = RampUp(complexity=complexity, ramp_up_weeks=weeks)
    hours = scenario.training_hours(knowledge)
    assert hours == pytest.approx(complexity * weeks * HOURS_A_WEEK * (1 - knowledge))
    assert scenario.training_hours(1) == 0


def test_the_weeks_of_training_are_cited():
    (source,) = RampUp.quantities()["ramp_up_weeks"].source
    assert cite(source).value == RampUp().ramp_up_weeks == 20


@given(SHARES, SHARES, st.integers(1, 30))
def test_at_the_break_even_complexity_both_ways_cost_the_same(in_house, supplier, tasks):
    scenario = RampUp(in_house_knowledge=in_house, supplier_knowledge=supplier, tasks=tasks)
    found = scenario.break_even_complexity()
    ends = [scenario.replace(complexity=end).margin() for end in (0, 1)]
    if found is None:
        assert ends[0] * ends[1] > 0 or abs(ends[1] - ends[0]) < 0.01
    else:
        assert scenario.replace(complexity=found).margin() == pytest.approx(0, abs=0.01)


@given(SHARES, SHARES, SHARES)
def test_at_the_even_task_both_ways_have_cost_the_same(complexity, in_house, supplier):
    scenario = RampUp(
        complexity=complexity, in_house_knowledge=in_house, supplier_knowledge=supplier
    )
    even = scenario.even_task()
    if even is not None:
        assert scenario.in_house_cost(even) == pytest.approx(scenario.outsourced_cost(even))


@given(SHARES, SHARES)
def test_more_complexity_speaks_for_who_has_less_to_pay_for_learning(one, other):
    simple, hard = sorted((one, other))
    scenario = RampUp()  # its own people know more, and learn at a lower rate
    assert scenario.replace(complexity=hard).margin() >= (
        scenario.replace(complexity=simple).margin() - 1e-6
    )


def test_the_margin_is_the_difference_of_the_costs():
    outcome = RampUp(complexity=0.6).solve()
    assert outcome.margin == pytest.approx(outcome.outsourced_cost - outcome.in_house_cost)
    assert (outcome.in_house_training, outcome.outsourced_training) == pytest.approx((96, 288))
    assert outcome.decision == "insource"
