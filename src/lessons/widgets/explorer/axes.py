"""The axes of a drawing: where on them something stands, and what follows where they grow longer.

They grow for kept curves and for what is laid on a chart. Words that belong to a place of the axis
keep it then, and names at the ends of lines keep off each other anew.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from lessons.words.placed import placed_apart

Layout = Mapping[str, Any]
Trace = dict[str, Any]


def axis_names(trace: Mapping[str, Any]) -> dict[str, str]:
    """Return the names that the axes of a trace have in a layout, by the way that they go."""
    return {way: trace.get(f"{way}axis", way).replace(way, f"{way}axis", 1) for way in "xy"}


def has_plain_range(axis: Mapping[str, Any]) -> bool:
    """Return whether an axis has a range of numbers, the lower one first."""
    low, high = axis.get("range", (None, None))
    is_numeric = axis.get("type", "linear") in ("linear", "log")
    return is_numeric and low is not None and high is not None and low < high


def share(axis: Mapping[str, Any], value: Any) -> float:
    """Return where on an axis a value stands, from 0 to 1; in its middle if that is not known."""
    return shares(axis, [value])[0]


def shares(axis: Mapping[str, Any], values: Sequence[Any]) -> list[float]:
    """Return where on an axis each of some values stands, as `share` does."""
    if not has_plain_range(axis):
        return [0.5] * len(values)
    (low, high), is_log = axis["range"], axis.get("type") == "log"

    def stands(value: Any) -> float:
        if not isinstance(value, int | float | np.number):
            return 0.5
        at = value if not is_log else math.log10(value) if value > 0 else low
        return float((at - low) / (high - low))

    return [stands(value) for value in values]


def refitted(data: Sequence[Trace], before: Layout, after: Layout) -> list[Trace]:
    """Return traces, drawn for one layout, as they stand on another one with longer axes.

    A trace says in its ``meta`` what has to move: ``pinned``, the ways in which it keeps its place
    on the axis, or ``ends`` and ``heights`` of the names at the ends of lines.
    """
    return [{**trace, **_moved(trace, before, after)} for trace in data]


def _moved(trace: Trace, before: Layout, after: Layout) -> Trace:
    meta, moved = trace.get("meta") or {}, {}
    for way, name in axis_names(trace).items():
        old, new = (layout.get(name, {}) for layout in (before, after))
        if old.get("range") == new.get("range") or not has_plain_range(old):
            continue
        if way in meta.get("pinned", ""):
            moved[way] = [None if one is None else _at(new, share(old, one)) for one in trace[way]]
        elif way == "y" and "ends" in meta:
            moved[way] = _apart_anew(meta, new)
    return moved


def _at(axis: Mapping[str, Any], part: float) -> float:
    low, high = axis["range"]
    place = low + part * (high - low)
    return 10**place if axis.get("type") == "log" else place


def _apart_anew(meta: Mapping[str, Any], axis: Mapping[str, Any]) -> list[float | None]:
    shown = [place for place, height in enumerate(meta["heights"]) if height is not None]
    ends, heights = ([meta[key][place] for place in shown] for key in ("ends", "heights"))
    placed = dict(zip(shown, placed_apart(ends, heights, axis), strict=True))
    return [placed.get(place) for place in range(len(meta["heights"]))]
