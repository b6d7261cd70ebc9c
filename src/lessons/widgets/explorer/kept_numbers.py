"""The numbers of kept curves: each stands where its curve ends, or where there is room before.

How large words and marks are is told in parts of the smallest drawing, on a telephone: some 150
pixels by 150. On any other they are smaller.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from lessons.widgets.explorer.axes import Layout, Trace, axis_names, shares

NEAR_ACROSS, NEAR_UP = 0.35, 0.12  # within which curves end together, and have one number
LETTER, LINE = 0.05, 0.11
PIXELS = 150  # of the drawing
CLEAR = 2  # pixels between a mark and a word
MARKER = 8  # pixels; a number keeps off its point as if there were a mark
AWAY = 0.04  # how far that is
TOGETHER = ", "  # between numbers that stand at one place
SIDES = ("top left", "bottom left", "top right", "bottom right", "top center", "bottom center")
MOST_PLACES = 24  # of a curve, at which there may be room
At = tuple[float, float]  # of the axes' parts, across and up


class Box(NamedTuple):
    """Where something is on a drawing, in parts of its axes."""

    left: float
    right: float
    low: float
    high: float

    def meets(self, other: "Box") -> bool:
        """Return whether the two have anything in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.low < other.high and other.low < self.high

    def is_whole(self) -> bool:
        """Return whether nothing of it is cut at an edge of the drawing."""
        return self.left >= 0 and self.right <= 1 and self.low >= 0 and self.high <= 1


def numbers(ghosts: Sequence[Trace], drawn: Sequence[Trace], layout: Layout) -> list[Trace]:
    """Return the numbers of ghosts as words of their own, so that no curve lies over them.

    Parameters
    ----------
    ghosts
        The kept curves, each with its number in its ``meta``.
    drawn
        The other traces, whose words and marks are not to be covered.
    layout
        With the axes as they are now.

    Returns
    -------
    list of dict
        Of some curves that end near each other the first has the numbers of all.
    """
    told: list[Trace] = []
    for group in _groups(ghosts, layout):
        first, *_ = group
        texts = dict.fromkeys(str(one["meta"]["kept"]) for one in group)
        text, axes = TOGETHER.join(texts), axis_names(first)
        taken = [
            box
            for one in (*drawn, *ghosts, *told)
            if axis_names(one) == axes
            for box in _boxes(one, layout)
        ]
        places = [
            (place, side, _box(text, side, *at))
            for place, at in _places(group, layout)
            for side in SIDES
        ]
        whole = [one for one in places if one[2].is_whole()] or places
        free = (one for one in whole if not any(one[2].meets(box) for box in taken))
        place, side, _ = next(free, whole[0])
        told.append(_number(first, place, text, side))
    return told


def _groups(ghosts: Sequence[Trace], layout: Layout) -> list[list[Trace]]:
    """Return the curves that end near each other together; one without a point is left out."""
    groups: list[tuple[tuple[float, float], list[Trace]]] = []
    for one in ghosts:
        _, at = next(_points(one, layout), (None, None))
        if at is None:
            continue
        near = (
            group
            for (across, up), group in groups
            if axis_names(group[0]) == axis_names(one)
            and abs(across - at[0]) < NEAR_ACROSS
            and abs(up - at[1]) < NEAR_UP
        )
        group = next(near, None)
        if group is None:
            groups.append((at, [one]))
        else:
            group.append(one)
    return [group for _, group in groups]


def _places(group: Sequence[Trace], layout: Layout) -> list[tuple[int, At]]:
    """Return the points of the first of some curves at which all of them are, the last first."""
    first, *others = group
    there = [[at for _, at in _points(one, layout)] for one in others]
    last, *points = _points(first, layout)
    some = points[:: max(len(points) // MOST_PLACES, 1)]
    return [last, *(point for point in some if all(_is_near(point[1], one) for one in there))]


def _is_near(at: At, others: Sequence[At]) -> bool:
    return any(
        abs(at[0] - x) < NEAR_ACROSS / 4 and abs(at[1] - y) < NEAR_UP / 2 for x, y in others
    )


def _points(ghost: Trace, layout: Layout) -> Iterator[tuple[int, At]]:
    """Yield the points of a curve that are drawn, the last one first, and where they are."""
    if ghost.get("type", "scatter") != "scatter":
        return
    places = _shares(ghost, layout)
    for place in reversed(range(len(places))):
        y, (across, up) = ghost["y"][place], places[place]
        if y is not None and y == y and 0 <= across <= 1 and 0 <= up <= 1:
            yield place, (across, up)


def _shares(trace: Mapping[str, Any], layout: Layout) -> list[At]:
    """Return where each point of a trace is."""
    across, up = (
        shares(layout.get(name, {}), trace[way]) for way, name in axis_names(trace).items()
    )
    return list(zip(across, up, strict=True))


def _boxes(trace: Trace, layout: Layout) -> Iterator[Box]:
    """Yield where the words and the marks of a trace are."""
    mode, size = trace.get("mode", ""), trace.get("marker", {}).get("size", MARKER)
    if "text" not in mode and "markers" not in mode:
        return
    mark = (float(np.max(size)) / 2 + CLEAR) / PIXELS
    for place, (across, up) in enumerate(_shares(trace, layout)):
        if trace["x"][place] is None or trace["y"][place] is None:
            continue
        if "text" in mode:
            sides = trace["textposition"]
            side = sides if isinstance(sides, str) else sides[place]
            yield _box(trace["text"][place], side, across, up)
        else:
            yield Box(across - mark, across + mark, up - mark, up + mark)


def _box(text: str, side: str, across: float, up: float) -> Box:
    """Return where a text is that stands on a side of a place; one without letters is nowhere."""
    lines = re.sub("<(?!br)[^>]*>", "", text).split("<br>")
    width, height = LETTER * max(map(len, lines)), LINE * len(lines) if text else 0.0
    upright, level = side.split()
    left = {"left": across - AWAY - width, "center": across - width / 2, "right": across + AWAY}
    low = {"bottom": up - AWAY - height, "middle": up - height / 2, "top": up + AWAY}
    return Box(left[level], left[level] + width, low[upright], low[upright] + height)


def _number(ghost: Trace, place: int, text: str, side: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "marker": {"size": MARKER, "opacity": 0},  # it keeps the words off the point
        "x": [ghost["x"][place]],
        "y": [ghost["y"][place]],
        "text": [text],
        "textposition": side,
        "hoverinfo": "skip",
        "showlegend": False,
        **{axis: ghost[axis] for axis in ("xaxis", "yaxis") if axis in ghost},
    }
