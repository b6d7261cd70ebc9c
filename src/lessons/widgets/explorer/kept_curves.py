"""What is drawn with the present curves: kept ones behind them, others laid on top.

Those that are kept to compare with are faded and numbered.
"""

import re
from collections.abc import Mapping
from typing import Any

from lessons import words
from lessons.widgets.explorer.axes import axis_names, has_plain_range, refitted
from lessons.widgets.explorer.kept_numbers import numbers


def with_ghosts(spec: dict[str, Any], kept: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a spec that shows the curves of kept specs, faded, behind its own.

    Each y axis is stretched by itself where a kept curve reaches further than the present ones,
    and so is an x axis that kept bars or upright lines stand on. An axis without a range of
    numbers is left as it is.
    """
    ghosts = [
        ghost(trace, number, one.get("name", ""))
        for number, one in enumerate(kept, start=1)
        for trace in one["data"]
        if can_be_kept(trace)
    ]
    layout = dict(spec["layout"])
    upright = filter(re.compile(r"yaxis\d*").fullmatch, spec["layout"])
    across = {axis_names(one)["x"] for one in ghosts if _stands_across(one)}
    across &= spec["layout"].keys()
    for name in (*upright, *sorted(across)):
        axes = [one["layout"].get(name, {}) for one in (spec, *kept)]
        layout[name] = _stretched(axes)
    drawn = refitted(spec["data"], spec["layout"], layout)
    return {"data": [*ghosts, *drawn, *numbers(ghosts, drawn, layout)], "layout": layout}


def can_be_kept(trace: dict[str, Any]) -> bool:
    """Return whether a trace is one of the curves that are kept to compare with."""
    return bool(trace.get("meta", {}).get("keep"))


def _stands_across(trace: dict[str, Any]) -> bool:
    """Whether where it stands on its x axis is what it tells: of bars, and of an upright line."""
    return trace.get("type") == "bar" or len(set(trace["x"])) == 1


def _stretched(axes: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the first of some axes, with a range that holds those of its own type."""
    present = axes[0]
    if not has_plain_range(present):
        return present
    # The range of a log axis is in powers of ten: it holds no range of a linear one.
    alike = [axis for axis in axes if axis.get("type") == present.get("type")]
    lows, highs = zip(*(axis["range"] for axis in alike if has_plain_range(axis)), strict=True)
    return {**present, "range": [min(lows), max(highs)]}


def ghost(trace: dict[str, Any], number: int, name: str = "") -> dict[str, Any]:
    """Return a faded copy of a trace, named as kept.

    A curve is drawn thin. The names of kept curves stand over the chart: on a curve they would be
    cut, or lie on each other.
    """
    phrase = words.PHRASES["kept_named" if name else "kept"]
    faded = {
        **trace,
        "name": phrase.format(name=trace["name"], number=number, given=_as_text(name)),
        "opacity": 0.55,
        "showlegend": False,
        "meta": {"kept": number},
    }
    if trace.get("type", "scatter") != "scatter":
        return faded
    faded["mode"] = trace.get("mode", "lines").removesuffix("+text")
    thin = {"line": {**trace.get("line", {}), "width": 2}} if "lines" in faded["mode"] else {}
    return {**faded, **thin}


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
        names = axis_names(trace)
        if any(_title(layout, name) != _title(first, name) for name in names.values()):
            continue
        shown.append(trace)
        for way, name in names.items():
            if name in layout:
                layout[name] = _roomy(layout[name], first[name], trace[way])
    drawn = refitted(spec["data"], spec["layout"], layout)
    return {"data": [*drawn, *shown], "layout": layout}


def _title(layout: Mapping[str, Any], name: str) -> str:
    return layout.get(name, {}).get("title", {}).get("text", "")


def _roomy(
    axis: dict[str, Any], first: dict[str, Any], values: list[float | None]
) -> dict[str, Any]:
    """Return an axis with room for those of some values that were beyond its range at first.

    Between two lines of one trace there is None.
    """
    plain = all(one.get("type", "linear") == "linear" for one in (axis, first))
    if not (plain and has_plain_range(axis) and has_plain_range(first)):
        return axis
    low, high = first["range"]
    placed = (value for value in values if value is not None)
    ends = [*axis["range"], *(value for value in placed if not low <= value <= high)]
    return {**axis, "range": [min(ends), max(ends)]}
