"""Flip points: how far one input must move before the decision turns round."""

from dataclasses import dataclass

import numpy as np

from lessons.models.shared.crossing import crossing
from lessons.scenario import Scenario

SCAN_POINTS = 201


@dataclass(frozen=True, slots=True)
class FlipPoint:
    """The answer for one input.

    Attributes
    ----------
    name
        The input's name in its Scenario.
    present
        Its value now, in its own unit.
    value
        The nearest value at which the margin crosses zero, all else as it is; None where
        nothing within the input's bounds reverses the decision.
    """

    name: str
    present: float
    value: float | None


def flip_points(scenario: Scenario) -> list[FlipPoint]:
    """Find, for each numeric input, the nearest value that reverses the decision.

    Parameters
    ----------
    scenario
        Any Scenario with a vectorised ``margin``.

    Returns
    -------
    list of FlipPoint
        In the order in which the inputs are declared.

    Notes
    -----
    A vectorised scan of 201 points over the bounds, in equal steps of the slider's own
    scale (linear or log), brackets every sign change, in which the crossing is then found
    (see `lessons.models.shared.crossing`). A margin that only touches zero between
    two points of the scan does not reverse anything and is no flip point.
    """
    return [flip_point(scenario, name) for name in scenario.quantities()]


def flip_point(scenario: Scenario, name: str) -> FlipPoint:
    """Find the nearest value of one input that reverses the decision."""
    return FlipPoint(name, getattr(scenario, name), _nearest_crossing(scenario, name))


def _nearest_crossing(scenario: Scenario, name: str) -> float | None:
    def margin(value: np.ndarray | float) -> np.ndarray | float:
        # model_copy does not check its values, so that an input may be an array here.
        return scenario.model_copy(update={name: value}).margin()

    declared, present = scenario.quantities()[name], getattr(scenario, name)
    spaced = np.geomspace if declared.scale == "log" else np.linspace
    grid = spaced(declared.minimum, declared.maximum, SCAN_POINTS)
    margins = np.broadcast_to(margin(grid), grid.shape)
    # Points where the margin is exactly zero are passed over: only a change of sign between
    # the points on both sides of them reverses the decision.
    signed = np.flatnonzero(margins)
    turns = np.flatnonzero(np.sign(margins[signed[:-1]]) != np.sign(margins[signed[1:]]))
    crossings = [crossing(margin, grid[signed[i]], grid[signed[i + 1]]) for i in turns]
    return min(crossings, key=lambda value: abs(value - present), default=None)
