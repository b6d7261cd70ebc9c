"""Scenarios of an explorer by the thousand: the ends of its controls, their corners, and chance.

They are drawn without Hypothesis, which would take longer for each than what is held of it.
"""

import random
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from lessons.explore import Entry
from lessons.scenario import Scenario

AT_AN_END = 0.3  # of the inputs of a scenario by chance


def ends_of(one: Any) -> list[Any]:
    """Return the values of an input between which all others lie; of options, each."""
    if one.kind == "switch":
        return [False, True]
    if one.kind == "choice":
        return list(one.options)
    if one.kind == "choices":
        fewest = [one.options[:1], one.options[-1:]] if one.least else [()]
        return [*fewest, one.options]
    if one.kind == "span":
        low, high = one.minimum, one.maximum
        return [(low, low), (low, high), (high, high)]
    return [one.minimum, one.maximum]


def ends(entry: Entry) -> Iterator[Scenario]:
    """Yield a scenario for each end of each control, all else at its start."""
    for name, one in entry.model.inputs().items():
        for value in ends_of(one):
            yield entry.scenario(**{name: value})


def corners(entry: Entry) -> Iterator[Scenario]:
    """Yield scenarios of nothing but ends, until each pair of two inputs' ends has been one.

    Corners are drawn, and those are left out that bring no new pair.
    """
    possible = {name: ends_of(one) for name, one in entry.model.inputs().items()}
    missing = {
        ((name, one), (other, another))
        for name, other in combinations(possible, 2)
        for one in possible[name]
        for another in possible[other]
    }
    chance = random.Random(entry.name)  # noqa: S311 -- no secret
    while missing:
        drawn = {name: chance.choice(values) for name, values in possible.items()}
        pairs = missing.intersection(combinations(drawn.items(), 2))
        if pairs:
            missing -= pairs
            yield entry.scenario(**drawn)


def by_chance(entry: Entry, seed: object) -> Iterator[Scenario]:
    """Yield scenarios without end; the same ones for the same seed."""
    chance = random.Random(f"{entry.name} {seed}")  # noqa: S311 -- no secret
    inputs = entry.model.inputs()
    while True:
        drawn = {
            name: chance.choice(ends_of(one)) if chance.random() < AT_AN_END else _any(one, chance)
            for name, one in inputs.items()
        }
        yield entry.model(**drawn)


def _any(one: Any, chance: random.Random) -> Any:
    if one.kind == "switch":
        return chance.random() < 0.5
    if one.kind == "choice":
        return chance.choice(one.options)
    if one.kind == "choices":
        return tuple(chance.sample(one.options, chance.randint(one.least, len(one.options))))
    if one.kind == "span":
        return tuple(sorted((_number(one, chance), _number(one, chance))))
    return _number(one, chance)


def _number(one: Any, chance: random.Random) -> float:
    """Draw a step of a slider, or now and then a number between two, as one may type."""
    if one.scale == "log":
        return one.minimum * (one.maximum / one.minimum) ** chance.random()
    if chance.random() < 0.1:
        return chance.uniform(one.minimum, one.maximum)
    steps = round((one.maximum - one.minimum) / one.step)
    # Rounded as a page does: 0.3 and not 0.30000000000000004.
    return min(round(one.minimum + chance.randint(0, steps) * one.step, 9), one.maximum)
