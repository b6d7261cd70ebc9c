"""Where a function crosses zero; scipy, which could tell, costs more to bring in than all else."""

import math
from collections.abc import Callable
from itertools import pairwise

NEAR = 1e-12  # of the room between the two points, within which a crossing is found


def crossing(function: Callable[[float], float], low: float, high: float) -> float:
    """Return where a function crosses zero between two points.

    Parameters
    ----------
    function
        Of one number; it need not be smooth, and may leap over zero.
    low, high
        Where its signs differ, or it is zero.

    Returns
    -------
    float
        The crossing, to within a million-millionth of the room between the two points.

    Raises
    ------
    ValueError
        If the signs do not differ.

    Notes
    -----
    Ridders' method (Ridders 1979): each step halves the room at least, and guesses within it as
    if the function were an exponential times a straight line.
    """
    ends = [(low, function(low)), (high, function(high))]
    for at, value in ends:
        if value == 0:
            return at
    if (ends[0][1] < 0) == (ends[1][1] < 0):
        raise ValueError(f"The signs at {low} and at {high} do not differ.")
    near, before = NEAR * (high - low), math.inf
    while True:
        guess, ends = _narrowed(function, *ends)
        if abs(guess - before) <= near or ends[0] == ends[1]:
            return guess
        before = guess


_Point = tuple[float, float]


def _narrowed(
    function: Callable[[float], float], low: _Point, high: _Point
) -> tuple[float, list[_Point]]:
    """Return a guess, and the two points beside the crossing; one point twice is the crossing."""
    middle = (low[0] + high[0]) / 2
    at_middle = function(middle)
    # The sign of the left end says which way the guess lies from the middle.
    reach = math.copysign(middle - low[0], low[1])
    far = math.hypot(at_middle, math.sqrt(abs(low[1])) * math.sqrt(abs(high[1])))
    guess = middle + reach * at_middle / far
    at_guess = at_middle if guess == middle else function(guess)
    points = sorted([low, (middle, at_middle), (guess, at_guess), high])
    for point in points:
        if point[1] == 0:
            return point[0], [point, point]
    return guess, next(
        [left, right] for left, right in pairwise(points) if (left[1] < 0) != (right[1] < 0)
    )
