"""Discounting: one rate and one way, in whichever model money comes later."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons import explore
from lessons.models.contract_enforcement import ContractEnforcement
from lessons.models.service_advantage import ServiceAdvantage
from lessons.models.shared.discounting import worth_today

RATES = st.floats(0.001, 0.3)
DISCOUNTING = [
    entry for entry in explore.catalogue().values() if "discount" in entry.model.inputs()
]


@given(RATES, st.floats(0, 10))
def test_a_dollar_lent_out_for_so_long_is_worth_as_much(rate, years):
    assert worth_today(rate, years) * (1 + rate) ** years == pytest.approx(1)
    assert worth_today(0, years) == worth_today(rate, 0) == 1


@given(RATES)
def test_a_dollar_each_year_for_ever_is_worth_one_over_the_rate(rate):
    """What turns the present value of service into an amount a year."""
    years = np.arange(1, 40_000)
    assert np.sum(worth_today(rate, years)) == pytest.approx(1 / rate, rel=1e-6)


def test_the_models_that_discount_start_from_one_rate_in_the_same_words():
    assert {entry.name for entry in DISCOUNTING} == {"contract_enforcement", "service_advantage"}
    declared = [entry.model.inputs()["discount"] for entry in DISCOUNTING]
    for part in ("default", "maximum", "step", "label", "unit", "help"):
        assert len({getattr(one, part) for one in declared}) == 1


@given(RATES.filter(lambda rate: rate >= 0.01))
def test_a_year_counts_the_same_in_both(rate):
    """A claim paid after 365 days, and a customer who stays for one year and no longer."""
    claim = ContractEnforcement(discount=rate, delay=0, winning=1, recovered=1)
    service = ServiceAdvantage(discount=rate)
    # Of customers of whom hardly any stay, the first year is nearly all that counts.
    few = 1e-9
    assert claim.paid_later(365) == pytest.approx(service.expected_years(few) / few, rel=1e-6)
