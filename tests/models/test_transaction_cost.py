"""Transaction cost against its closed form and the theorem of Riordan and Williamson."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

from lessons.models.transaction_cost import TransactionCost

SHARES = st.floats(0, 1)
SCENARIOS = st.builds(
    TransactionCost,
    specificity=SHARES,
    production_penalty=st.integers(0, 40).map(lambda step: 10_000.0 * step),
    production_decay=st.integers(0, 24).map(lambda step: step / 4),
    governance_penalty=st.integers(0, 30).map(lambda step: 10_000.0 * step),
    governance_decline=st.integers(0, 60).map(lambda step: 10_000.0 * step),
)


def both(scenario: TransactionCost, specificity: float) -> float:
    return scenario.production_penalty_at(specificity) + scenario.governance_penalty_at(
        specificity
    )


@given(SHARES)
def test_the_penalties_are_those_of_the_formula(specificity):
    scenario = TransactionCost()
    assert scenario.production_penalty_at(specificity) == pytest.approx(
        100_000 * math.exp(-2 * specificity)
    )
    assert scenario.governance_penalty_at(specificity) == pytest.approx(
        60_000 - 200_000 * specificity
    )
    assert scenario.replace(specificity=specificity).margin() == pytest.approx(
        -both(scenario, specificity)
    )


@given(SCENARIOS)
def test_the_switch_point_is_right_of_where_governance_alone_turns(scenario):
    """Riordan and Williamson (1985): the supplier's cheaper production holds it outside."""
    alone, together = scenario.governance_switch_point(), scenario.switch_point()
    if together is not None and alone is not None:
        assert together >= alone - 1e-9
        if scenario.production_penalty > 0:
            assert together > alone
    if together is not None and alone is None:
        # Governance alone speaks for in-house from the very start.
        assert scenario.governance_penalty == 0


@given(SCENARIOS)
def test_both_together_are_zero_at_the_switch_point_and_nowhere_else(scenario):
    found = scenario.switch_point()
    ends = both(scenario, 0), both(scenario, 1)
    if found is not None:
        assert both(scenario, found) == pytest.approx(0, abs=1e-3)
        assert both(scenario, found / 2) >= -1e-3
        assert both(scenario, (found + 1) / 2) <= 1e-3
    elif min(ends) < -1 and max(ends) > 1:
        pytest.fail("the sum changes its sign, so that there is a switch point")


def test_the_closed_form_agrees_with_a_search():
    scenario = TransactionCost()
    searched = brentq(lambda specificity: both(scenario, specificity), 0, 1)
    assert scenario.switch_point() == pytest.approx(searched)
    assert scenario.governance_switch_point() == pytest.approx(0.3)


def test_without_a_decline_nothing_turns_to_in_house():
    assert TransactionCost(governance_decline=0).switch_point() is None
    assert TransactionCost(governance_decline=0).governance_switch_point() is None


def test_a_production_penalty_that_never_fades_shifts_the_switch_point():
    scenario = TransactionCost(production_decay=0)
    assert scenario.switch_point() == pytest.approx(0.8)


@given(SHARES, SHARES)
def test_more_specific_work_speaks_for_in_house(one, other):
    general, specific = sorted((one, other))
    assert TransactionCost(specificity=specific).margin() >= (
        TransactionCost(specificity=general).margin() - 1e-9
    )


def test_the_outcome_has_both_penalties_and_their_sum():
    outcome = TransactionCost().solve()
    assert outcome.both_penalties == pytest.approx(
        outcome.production_penalties + outcome.governance_penalties
    )
    assert np.all(np.diff(outcome.both_penalties) < 0)
