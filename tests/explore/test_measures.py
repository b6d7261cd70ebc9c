"""What reduces a risk does so, and the presets say what does so most."""

import numpy as np
import pytest

from lessons import explore
from lessons.data import table
from lessons.explore.measures import ACCESS, ENFORCEMENT

COUNTRIES = sorted(set(table("contract_enforcement_days")["country"]))


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("measure", ENFORCEMENT)
def test_each_measure_leaves_less_unprotected(measure, country):
    before = explore.contract_enforcement(country=country).outcome
    after = explore.contract_enforcement(measure, country=country).outcome
    assert after.unprotected < before.unprotected


@pytest.mark.parametrize("measure", ACCESS)
def test_each_measure_lowers_the_exposure(measure):
    before, after = (explore.back_office_access(one).outcome for one in (None, measure))
    assert after.required_saving < before.required_saving
    chances = np.array([0.2, 0.1, 0.05, 0.01])
    assert np.all(after.outsourced.exceeded(chances) < before.outsourced.exceeded(chances))


def test_the_measures_are_sorted_by_how_much_they_reduce():
    access = [explore.back_office_access(one).scenario for one in ACCESS]
    exposed = [one.added_loss_expectancy() for one in access]
    unprotected = [explore.contract_enforcement(one).outcome.unprotected for one in ENFORCEMENT]
    assert exposed == sorted(exposed)
    assert unprotected == sorted(unprotected)
