"""How words of a drawing keep off each other on an axis."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

OVERHANG = 0.05  # how far words may reach below the lower end of an axis, as a part of it


def placed_apart(
    ends: Sequence[float], heights: Sequence[float], axis: Mapping[str, Any]
) -> list[float]:
    """Return where words stand that belong to some places on an upright axis, apart on it.

    Parameters
    ----------
    ends
        The place that each belongs to, as the axis counts.
    heights
        How high each is, as part of the axis.
    axis
        With its range; of a log axis in powers of ten.
    """
    low, high = axis["range"]
    is_log = axis.get("type") == "log"
    scaled = [math.log10(end) if is_log else end for end in ends]
    shares = np.clip([(one - low) / (high - low) for one in scaled], 0, 1)
    placed = low + apart(shares, np.array(heights)) * (high - low)
    return [float(10**place if is_log else place) for place in placed]


def apart(places: np.ndarray, heights: np.ndarray) -> np.ndarray:
    """Move boxes that lie on each other apart, on an axis from 0 to 1, in the order they have.

    Parameters
    ----------
    places, heights
        Shape (n,): the middle of each box, and how high it is.

    Returns
    -------
    numpy.ndarray
        The middles, each as near as may be to where it was: the sum of the squares of how far
        they are moved is least (isotonic regression). None reaches over 1, nor far below 0.
    """
    order = np.argsort(places, kind="stable")
    half = heights[order] / 2
    if not len(order):
        return np.array(places, dtype=float)
    offsets = np.concatenate([[0.0], np.cumsum(half[:-1] + half[1:])])
    settled = _ascending(places[order] - offsets)
    highest = max(1.0, float(heights.sum())) - half[-1] - offsets[-1]
    lowest = min(max(half[0] - OVERHANG, 0.0), highest)
    moved = np.empty(len(order))
    moved[order] = np.clip(settled, lowest, highest) + offsets
    return moved


def _ascending(values: np.ndarray) -> np.ndarray:
    """Return the ascending values that are nearest to some: neighbours out of order are pooled."""
    pools: list[tuple[float, int]] = []
    for value in values:
        pool = (float(value), 1)
        while pools and pools[-1][0] > pool[0]:
            mean, count = pools.pop()
            whole = count + pool[1]
            pool = ((mean * count + pool[0] * pool[1]) / whole, whole)
        pools.append(pool)
    means, counts = zip(*pools, strict=True)
    return np.repeat(means, counts)
