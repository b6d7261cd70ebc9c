"""What is drawn with the present curves: kept ones behind them, others laid on top.

Those that are kept to compare with are faded and numbered.
"""

import math
import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from lessons import words

# How near to each other two numbers stand for one, as parts of the drawing: on a telephone it has
# some 150 by 170 pixels.
NEAR_ACROSS, NEAR_UP = 0.35, 0.12
APART = ", "  # between numbers that stand at one place
EDGE = 0.12  # of the drawing, next to which a number stands on the other side of its point


def with_ghosts(spec: dict[str, Any], kept: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a spec that shows the curves of kept specs, faded, behind its own.

    Each y axis is stretched by itself where a kept curve reaches further than the present
    ones. An axis without a range of numbers is left as it is.
    """
    ghosts = [
        ghost(trace, number, one.get("name", ""))
        for number, one in enumerate(kept, start=1)
        for trace in one["data"]
        if trace.get("meta", {}).get("keep")
    ]
    layout = dict(spec["layout"])
    for name in filter(re.compile(r"yaxis\d*").fullmatch, spec["layout"]):
        axes = [one["layout"].get(name, {}) for one in (spec, *kept)]
        layout[name] = _stretched(axes)
    return {"data": [*_told_apart(ghosts, layout), *spec["data"]], "layout": layout}


def _stretched(axes: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the first of some axes, with a range that holds those of its own type."""
    present = axes[0]
    if not _has_plain_range(present):
        return present
    # The range of a log axis is in powers of ten: it holds no range of a linear one.
    alike = [axis for axis in axes if axis.get("type") == present.get("type")]
    lows, highs = zip(*(axis["range"] for axis in alike if _has_plain_range(axis)), strict=True)
    return {**present, "range": [min(lows), max(highs)]}


def _has_plain_range(axis: dict[str, Any]) -> bool:
    """Return whether an axis has a range of numbers, the lower one first."""
    low, high = axis.get("range", (None, None))
    is_numeric = axis.get("type", "linear") in ("linear", "log")
    return is_numeric and low is not None and high is not None and low < high


def ghost(trace: dict[str, Any], number: int, name: str = "") -> dict[str, Any]:
    """Return a faded copy of a trace, named as kept.

    A curve is drawn thin and has its number at its last point. The names of kept curves stand
    over the chart: on a curve they would be cut, or lie on each other.
    """
    phrase = words.PHRASES["kept_named" if name else "kept"]
    faded = {
        **trace,
        "name": phrase.format(name=trace["name"], number=number, given=_as_text(name)),
        "opacity": 0.55,
        "showlegend": False,
        "meta": {},
    }
    if trace.get("type", "scatter") != "scatter":
        return faded
    text = [""] * len(trace["x"])
    # A series may end before its arrays do.
    there = [place for place, y in enumerate(trace["y"]) if y is not None and y == y]
    if len(there):
        text[there[-1]] = str(number)
    mode = trace.get("mode", "lines").removesuffix("+text")
    return {
        **faded,
        **({"line": {**trace.get("line", {}), "width": 2}} if "lines" in mode else {}),
        "mode": f"{mode}+text",
        "text": text,
        "textposition": "top left",
    }


def _told_apart(ghosts: list[dict[str, Any]], layout: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return ghosts none of whose numbers is cut, or lies on that of another one.

    Of some that end near each other the first has the numbers of all.
    """
    told: list[tuple[tuple[Any, ...], dict[str, Any]]] = []
    for one in ghosts:
        place = next((at for at, text in enumerate(one.get("text", ())) if text), None)
        if place is None:
            continue
        at = _place(one, place, layout)
        near = next((first for where, first in told if _is_near(where, at)), None)
        if near is None:
            one["textposition"] = f"{'bottom' if at[3] > 1 - EDGE else 'top'} " + (
                "right" if at[2] < EDGE else "left"
            )
            told.append((at, one))
        else:
            _take_over(near["text"], one["text"])
    return ghosts


def _take_over(numbers: list[str], others: list[str]) -> None:
    """Put the number in a list of texts to those that stand in another one."""
    place, other = (next(at for at, text in enumerate(one) if text) for one in (numbers, others))
    if others[other] not in numbers[place].split(APART):
        numbers[place] += APART + others[other]
    others[other] = ""


def _place(trace: dict[str, Any], at: int, layout: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the axes of a trace's point, and where on them it is, as parts of the drawing."""
    axes = [trace.get(f"{way}axis", way) for way in "xy"]
    shares = [
        _share(layout.get(name.replace(name[0], f"{name[0]}axis"), {}), trace[name[0]][at])
        for name in axes
    ]
    return (*axes, *shares)


def _share(axis: Mapping[str, Any], value: Any) -> float:
    if not _has_plain_range(dict(axis)) or not isinstance(value, int | float | np.number):
        return 0.5
    low, high = axis["range"]
    if axis.get("type") == "log":
        value = math.log10(value) if value > 0 else low
    return float((value - low) / (high - low))


def _is_near(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    across, up = abs(one[2] - other[2]), abs(one[3] - other[3])
    return one[:2] == other[:2] and across < NEAR_ACROSS and up < NEAR_UP


def names_told(kept: list[dict[str, Any]]) -> str:
    """Return the names that were given to kept curves, each with its number; or nothing."""
    named = [
        words.PHRASES["kept_name_of"].format(number=number, name=one["name"])
        for number, one in enumerate(kept, start=1)
        if one.get("name")
    ]
    return words.PHRASES["kept_names"].format(names=words.listed(named)) if named else ""


def _as_text(name: str) -> str:
    """Return a name that Plotly shows as it is typed, and takes no part of for a tag."""
    return name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def overlaid(
    spec: dict[str, Any], traces: list[dict[str, Any]], first: Mapping[str, Any]
) -> dict[str, Any]:
    """Return a spec with traces on top that were laid on another layout at first.

    What lay beyond an axis at first gets room on it now. A trace is left out where one of its
    axes has another title by now, and so counts something else.
    """
    layout, shown = dict(spec["layout"]), []
    for trace in traces:
        names = {way: trace.get(f"{way}axis", way).replace(way, f"{way}axis") for way in "xy"}
        if any(_title(layout, name) != _title(first, name) for name in names.values()):
            continue
        shown.append(trace)
        for way, name in names.items():
            if name in layout:
                layout[name] = _roomy(layout[name], first[name], trace[way])
    return {"data": [*spec["data"], *shown], "layout": layout}


def _title(layout: Mapping[str, Any], name: str) -> str:
    return layout.get(name, {}).get("title", {}).get("text", "")


def _roomy(axis: dict[str, Any], first: dict[str, Any], values: list[float]) -> dict[str, Any]:
    """Return an axis with room for those of some values that were beyond its range at first."""
    plain = all(one.get("type", "linear") == "linear" for one in (axis, first))
    if not (plain and _has_plain_range(axis) and _has_plain_range(first)):
        return axis
    low, high = first["range"]
    ends = [*axis["range"], *(value for value in values if not low <= value <= high)]
    return {**axis, "range": [min(ends), max(ends)]}
