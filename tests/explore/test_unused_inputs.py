"""An input that an option leaves without any effect is declared so, and no other is."""

import json
import random
from typing import Any

import numpy as np
import pytest

from lessons import explore
from lessons.explore import Entry
from lessons.scenario import Scenario

SEED = 20  # of the scenarios that are tried
TRIES = 40  # of moving an input before it is taken to do nothing
OPTIONS = [
    (entry, name, option)
    for entry in explore.catalogue().values()
    for name, one in entry.model.inputs().items()
    if one.kind == "choice"
    for option in one.options
]


def plain(value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray) else str(value)


def looks_alike(entry: Entry, one: Scenario, other: Scenario) -> bool:
    """Return whether a learner sees the same of two scenarios, but for their inputs."""
    both = entry.solve(one), entry.solve(other)
    view = entry.view
    parts = (view.describe, lambda outcome: drawn(view.draw(outcome)), view.tabulate)
    return all(
        np.array_equal(*(np.asarray(part(outcome), dtype=str) for outcome in both))
        for part in parts
    )


def drawn(spec: dict[str, Any]) -> str:
    return json.dumps(spec, default=plain)


def somewhere(one: Any, chance: random.Random) -> Any:
    """Return any value of an input that its control can set."""
    if one.kind == "switch":
        return chance.random() < 0.5
    if one.kind == "choice":
        return chance.choice(one.options)
    if one.kind == "choices":
        return tuple(chance.sample(one.options, chance.randint(1, len(one.options))))
    ends = sorted(chance.uniform(one.minimum, one.maximum) for _ in range(2))
    return tuple(ends) if one.kind == "span" else ends[0]


def does_something(entry: Entry, name: str, given: dict[str, str], chance: random.Random) -> bool:
    """Return whether moving an input ever changes what is shown, with another one as given."""
    declared = entry.model.inputs()
    for number in range(TRIES):
        scenario = entry.scenario(chance.choice([None, *entry.presets]))
        if number % 2:
            others = {key: somewhere(one, chance) for key, one in declared.items()}
            scenario = scenario.replace(**others)
        scenario = scenario.replace(**given)
        moved = scenario.replace(**{name: somewhere(declared[name], chance)})
        if not looks_alike(entry, scenario, moved):
            return True
    return False


@pytest.mark.parametrize(
    ("entry", "name", "option"),
    OPTIONS,
    ids=[f"{entry.name}-{name}-{option}" for entry, name, option in OPTIONS],
)
def test_an_input_that_does_nothing_is_declared_as_unused(entry, name, option):
    chance = random.Random(SEED)  # noqa: S311 - no secret
    declared = {
        key for key, one in entry.model.inputs().items() if one.unused_with == (name, option)
    }
    found = {
        key
        for key in entry.model.inputs()
        if key != name and not does_something(entry, key, {name: option}, chance)
    }
    assert found == declared


def test_what_an_input_is_unused_with_is_an_option_of_another_choice():
    offered = {(entry.name, name, option) for entry, name, option in OPTIONS}
    for entry in explore.catalogue().values():
        for key, one in entry.model.inputs().items():
            if one.unused_with:
                assert one.unused_with[0] != key
                assert (entry.name, *one.unused_with) in offered
