"""Scenarios of any explorer of the catalogue, for tests of what holds of all of them."""

from typing import Any

import pytest
from hypothesis import strategies as st

from lessons import explore
from lessons.explore import Entry
from lessons.scenario import Scenario

EVERY_ENTRY = pytest.mark.parametrize(
    "entry", explore.catalogue().values(), ids=list(explore.catalogue())
)


def scenarios(entry: Entry) -> st.SearchStrategy[Scenario]:
    """Any scenario of an explorer that its controls can make."""
    inputs = {name: _values(one) for name, one in entry.model.inputs().items()}
    return st.builds(entry.model, **inputs)


def _values(one: Any) -> st.SearchStrategy[Any]:
    if one.kind == "switch":
        return st.booleans()
    if one.kind == "choice":
        return st.sampled_from(one.options)
    if one.kind == "choices":
        least = getattr(one, "least", 0)
        return st.lists(st.sampled_from(one.options), min_size=least, unique=True).map(tuple)
    if one.kind == "span":
        return st.tuples(_steps(one), _steps(one)).map(lambda ends: tuple(sorted(ends)))
    return _steps(one)


def _steps(one: Any) -> st.SearchStrategy[float]:
    """Any number at a step of its slider, its ends above all."""
    if one.scale == "log":
        ratio = one.maximum / one.minimum
        return st.floats(0, 1).map(lambda share: one.minimum * ratio**share)
    steps = round((one.maximum - one.minimum) / one.step)
    return st.integers(0, steps).map(lambda step: min(one.minimum + step * one.step, one.maximum))
