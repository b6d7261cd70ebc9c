"""Staff allocation against every assignment there is."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.models.staff_allocation import (
    LAUNCH,
    PEOPLE,
    PROJECTS,
    StaffAllocation,
    best_assignment,
)

AMOUNTS = st.integers(0, 150).map(lambda thousands: 1_000.0 * thousands)
MATRICES = st.lists(st.lists(AMOUNTS, min_size=4, max_size=4), min_size=3, max_size=3)
HOURS = [[10, 15, 9], [9, 18, 5], [6, 14, 3]]


def scenario(matrix, **more) -> StaffAllocation:
    cells = {
        f"{person}_{project}": matrix[row][column]
        for row, person in enumerate(PEOPLE)
        for column, project in enumerate(PROJECTS)
    }
    return StaffAllocation(**cells, **more)


def totals(matrix, launch: bool) -> list[tuple[float, float]]:
    """Return the total of each plan there is and what its launch earns."""
    matrix = np.asarray(matrix)
    plans = [plan for plan in permutations(range(4), 3) if (LAUNCH in plan) == launch]
    return [
        (
            float(matrix[range(3), plan].sum()),
            float(matrix[plan.index(LAUNCH), LAUNCH]) if launch else 0.0,
        )
        for plan in plans
    ]


def test_the_least_hours_of_the_textbook():
    """26 hours; giving each person the shortest task that is left takes 27."""
    plan = best_assignment(HOURS, least=True)
    assert np.array(HOURS)[range(3), plan].sum() == 26
    assert sorted(plan) == [0, 1, 2]


@settings(max_examples=50)
@given(MATRICES)
def test_no_assignment_is_better_than_the_best(matrix):
    best = np.asarray(matrix)[range(3), best_assignment(matrix)].sum()
    every = [np.asarray(matrix)[range(3), plan].sum() for plan in permutations(range(4), 3)]
    assert best == pytest.approx(max(every))


@settings(max_examples=50)
@given(MATRICES, AMOUNTS, AMOUNTS)
def test_the_margin_is_that_of_the_best_plans_either_way(matrix, fee, worth):
    outcome = scenario(matrix, fee=fee, supplier_launch=worth).solve()
    in_house = max(total for total, _ in totals(matrix, launch=True))
    without = max(total for total, _ in totals(matrix, launch=False))
    assert outcome.margin == pytest.approx(in_house - (without + worth - fee))
    assert outcome.margin == pytest.approx(outcome.net_price - outcome.opportunity_cost)
    assert outcome.opportunity_cost >= -1e-6


@settings(max_examples=30)
@given(MATRICES)
def test_the_opportunity_cost_is_what_the_others_lose(matrix):
    outcome = scenario(matrix).solve()
    own = outcome.matrix[PEOPLE.index(outcome.launcher), LAUNCH]
    without = max(total for total, _ in totals(matrix, launch=False))
    assert outcome.opportunity_cost == pytest.approx(without - (outcome.in_house.total - own))


def test_somebody_best_at_everything_still_specialises():
    best = scenario([[80, 90, 70, 65], [50, 45, 55, 30], [30, 40, 25, 50]], fee=150_000)
    outcome = best.solve()
    assert outcome.decision == "insource"
    assert outcome.launcher == "kofi"
    assert outcome.in_house.projects[0] != LAUNCH


def test_each_person_has_one_project_and_no_project_two():
    for plan in (StaffAllocation().in_house_plan(), StaffAllocation().outsourced_plan()):
        assert len(set(plan.projects)) == len(PEOPLE)
    assert LAUNCH in StaffAllocation().in_house_plan().projects
    assert LAUNCH not in StaffAllocation().outsourced_plan().projects


@settings(max_examples=20)
@given(AMOUNTS)
def test_a_dearer_supplier_speaks_for_insourcing_dollar_by_dollar(fee):
    start = StaffAllocation(fee=0).margin()
    assert StaffAllocation(fee=fee).margin() == pytest.approx(start + fee)


def test_a_matrix_without_a_column_for_each_row_is_refused():
    with pytest.raises(ValueError, match="a column for each row"):
        best_assignment([[1], [2]])
    with pytest.raises(ValueError, match="rows and columns"):
        best_assignment([1, 2, 3])


def test_what_is_forbidden_everywhere_leaves_no_plan():
    with pytest.raises(ValueError, match="infeasible"):
        best_assignment([[-np.inf, 1], [-np.inf, 2]])
