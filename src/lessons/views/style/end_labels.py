"""Names at the right ends of lines, in their colours and apart from each other."""

import math
import textwrap
from collections.abc import Iterable
from typing import Any

import numpy as np

from lessons.views.style.looks import FONT_SIZE
from lessons.views.style.traces import label

LETTER = 8.4  # pixels of a letter of that size, on average
WIDEST = 11  # letters of a line of a label at a line's end
LINE = 0.105  # of an upright axis for a line of text: on a telephone it has some 170 pixels


def line_ends(
    ends: list[tuple[str, str, float | None, float | None]],
    axis: dict[str, Any],
    *,
    line: float = LINE,
) -> dict[str, Any]:
    """Return the names of some lines at their right ends, in their colours, apart from each other.

    They stand right of the drawing, where `room_for` leaves room; a chart with them needs no
    legend for these lines. They are one trace, so that they follow a moving slider.

    Parameters
    ----------
    ends
        Of each line its name, its colour, and where it ends; None where it is not shown.
    axis
        The upright axis, with its range.
    line
        The height of a line of text, as part of the axis.
    """
    low, high = axis["range"]
    is_log = axis.get("type") == "log"
    shown = [one for one in ends if one[2] is not None and one[3] is not None]
    texts = {name: label_lines(name) for name, *_ in shown}
    scaled = [math.log10(y) if is_log else y for *_, y in shown]
    shares = np.clip([(one - low) / (high - low) for one in scaled], 0, 1)
    heights = np.array([line * (1 + texts[name].count("<br>")) for name, *_ in shown])
    placed = low + apart(shares, heights) * (high - low)
    at = {name: (x, y) for (name, _, x, _), y in zip(shown, placed, strict=True)}
    heightened = {name: float(10**y if is_log else y) for name, (_, y) in at.items()}
    return {
        **label("", None, None, "middle right"),
        "x": [at[name][0] if name in at else None for name, *_ in ends],
        "y": [heightened.get(name) for name, *_ in ends],
        "text": [f"\u2002{texts[name]}" if name in at else "" for name, *_ in ends],
        "textfont": {"size": FONT_SIZE, "color": [color for _, color, *_ in ends]},
    }


def right_end(x: np.ndarray, *rows: np.ndarray) -> tuple[float | None, float | None]:
    """Return the last point that one of some rows has, each of the shape of `x`, or two None."""
    ends = [
        (float(x[there[-1]]), float(row[there[-1]]))
        for row in rows
        if len(there := np.flatnonzero(~np.isnan(row)))
    ]
    return max(ends, default=(None, None))


def label_lines(name: str) -> str:
    """Return a name in lines that are short enough for the room beside a drawing."""
    return "<br>\u2002".join(textwrap.wrap(name, WIDEST, break_long_words=False))


def room_for(names: Iterable[str]) -> float:
    """Return the right margin in pixels that the names of `line_ends` need."""
    lines = [line for name in names for line in label_lines(name).split("<br>")]
    return 16 + LETTER * max(map(len, lines), default=0)


def apart(places: np.ndarray, heights: np.ndarray) -> np.ndarray:
    """Move boxes that lie on each other apart, between 0 and 1, in the order in which they are.

    Parameters
    ----------
    places, heights
        Shape (n,): the middle of each box, and how high it is.

    Returns
    -------
    numpy.ndarray
        The middles, each as near as may be to where it was: first upwards, then down from 1.
    """
    order = np.argsort(places, kind="stable")
    moved = np.array(places, dtype=float)
    reach = -np.inf
    for place in order:
        moved[place] = max(moved[place], reach + heights[place] / 2)
        reach = moved[place] + heights[place] / 2
    reach = max(1.0, float(heights.sum()))
    for place in order[::-1]:
        moved[place] = min(moved[place], reach - heights[place] / 2)
        reach = moved[place] - heights[place] / 2
    return moved
