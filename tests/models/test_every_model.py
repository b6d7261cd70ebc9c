"""What holds of every model of the catalogue, whatever it is about."""

import numpy as np
import pytest
from catalogue_scenarios import EVERY_ENTRY, scenarios
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons import explore
from lessons.data import cite
from lessons.models.shared.decision import decide
from lessons.models.shared.flip_points import flip_point

DECIDING = [entry for entry in explore.catalogue().values() if hasattr(entry.model, "margin")]
HOURLY_COST = ("marketing_wages/2016/13-1161", "benefits_share/2020")
CITED = [
    pytest.param(entry, name, id=f"{entry.name}-{name}")
    for entry in explore.catalogue().values()
    for name, one in entry.model.quantities().items()
    if one.source
]
every_deciding_entry = pytest.mark.parametrize(
    "entry", DECIDING, ids=[entry.name for entry in DECIDING]
)


@pytest.mark.parametrize(("entry", "name"), CITED)
def test_a_cited_default_is_the_figure_that_it_cites(entry, name):
    declared = entry.model.quantities()[name]
    if declared.source == HOURLY_COST:
        wage, benefits = (cite(reference).value for reference in declared.source)
        assert declared.default == round(wage / (1 - benefits / 100), 2)
        return
    (reference,) = declared.source
    scale = 100 if declared.unit == "%" else 1
    assert declared.default * scale == pytest.approx(cite(reference).value)


@every_deciding_entry
@settings(max_examples=10)
@given(st.data())
def test_any_one_input_of_the_margin_may_be_an_array(entry, data):
    scenario = data.draw(scenarios(entry))
    name = data.draw(st.sampled_from(list(entry.model.quantities())))
    one = entry.model.quantities()[name]
    values = np.linspace(one.minimum, one.maximum, 7)
    together = np.broadcast_to(scenario.model_copy(update={name: values}).margin(), 7)
    apart = [scenario.model_copy(update={name: float(value)}).margin() for value in values]
    assert together == pytest.approx(apart, rel=1e-9, abs=1e-6)


@every_deciding_entry
@settings(max_examples=10)
@given(st.data())
def test_the_outcome_decides_by_the_margin(entry, data):
    scenario = data.draw(scenarios(entry))
    outcome = entry.solve(scenario)
    assert outcome.margin == pytest.approx(scenario.margin(), rel=1e-9, abs=1e-6)
    if abs(outcome.margin) > 0.01:
        assert outcome.decision in (decide(outcome.margin), "switch")


@every_deciding_entry
@settings(max_examples=5)
@given(st.data())
def test_the_margin_is_zero_where_the_decision_turns(entry, data):
    scenario = data.draw(scenarios(entry))
    name = data.draw(st.sampled_from(list(entry.model.quantities())))
    one = entry.model.quantities()[name]
    turns = flip_point(scenario, name).value
    if turns is not None:
        step = 1e-6 * (one.maximum - one.minimum)
        beside = [
            scenario.model_copy(update={name: turns + way * step}).margin() for way in (-1, 1)
        ]
        assert min(beside) <= 1e-6
        assert max(beside) >= -1e-6


@EVERY_ENTRY
@settings(max_examples=10)
@given(st.data())
def test_solving_twice_finds_the_same(entry, data):
    scenario = data.draw(scenarios(entry))
    first, second = entry.solve(scenario), entry.solve(scenario)
    assert entry.view.describe(first) == entry.view.describe(second)
    assert entry.view.tabulate(first).equals(entry.view.tabulate(second))
