"""How axes and layouts of all charts are made: round ends that stand still, and ticks."""

import math
import re
from typing import Any

import numpy as np

from lessons.views.style.looks import FONT_SIZE
from lessons.words import PHRASES

MARGIN = {"l": 12, "r": 24, "t": 30, "b": 12}
OFF_TICKS = 8  # pixels
IS_WIDENED = PHRASES["percentage"] != "{number}%"  # a percentage, after Plotly wrote it
MOST_ROUNDS = 6  # of making an axis longer for what is written beside its bars


def waterfall_range(amounts: list[float], longest: int = 6) -> list[float]:
    """Return the range of the axis of a waterfall, with room for the texts beside its bars.

    Parameters
    ----------
    amounts
        As `waterfall` takes them.
    longest
        How many letters the longest text has.
    """
    ends = np.cumsum(amounts)
    needs_left, needs_right = len(amounts) > 1, max(*amounts, ends[-1]) >= 0
    low, high = min(0.0, float(ends.min())), max(0.0, float(ends.max()))
    axis = [low, high] if low < high else [0.0, 1.0]
    for _ in range(MOST_ROUNDS):  # a rounder axis is longer, and its texts take more of it
        room = 0.02 * longest * (axis[1] - axis[0])
        left = room if needs_left and ends.min() < room else 0.0
        reach = np.array([low - left, high + room * needs_right])
        if axis[0] <= reach[0] and reach[1] <= axis[1]:
            break
        axis = nice_range(reach)
    return axis


def side(marked: float, end: float) -> str:
    """Return on which side of a marked value its label has room.

    On a telephone a label takes nearly half of the axis, so that only the longer side has any.

    Parameters
    ----------
    marked
        The value that is marked.
    end
        Where the axis, which starts at zero, ends.
    """
    return "middle left" if marked > end / 2 else "middle right"


def decades(low: float, high: float) -> list[int]:
    """Return the range of a log axis, in powers of ten, that holds both values in whole decades.

    Parameters
    ----------
    low, high
        Above zero, the lower one first. There is some room below `low`, and always a decade.
    """
    start = math.ceil(math.log10(low)) - 1
    return [start, max(math.ceil(math.log10(high)), start + 1)]


def drawings(
    names: dict[str, str], room: int, narrow_room: int | None = None, **more: Any
) -> dict[str, Any]:
    """Return what a layout's `meta` says of a chart of several drawings.

    Where the page has less than some height for them, it shows one at a time.

    Parameters
    ----------
    names
        What each drawing is called, by its y axis (``y2``); the one to be shown first is first.
    room, narrow_room
        Pixels of height that they need together, on a wide page and on a narrow one.
    **more
        What else belongs into the `meta`: ``narrow`` and ``wide``, the parts of the layout that
        differ on a narrow and on a wide page.
    """
    needed = [room, room if narrow_room is None else narrow_room]
    return {"drawings": [list(one) for one in names.items()], "room": needed, **more}


def layout(title: str, x: dict[str, Any], y: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return the layout that every chart shares.

    Parameters
    ----------
    title
        The finding, in words; the page writes it above the drawing.
    x, y
        What is special of each axis, in Plotly's words (title, range, tickformat).
    **more
        Further axes by their names in Plotly (``yaxis2``), and other parts of the layout.
    """
    axis = {
        "zeroline": False,
        "showline": True,
        "ticks": "outside",
        "automargin": True,
        "ticklabeloverflow": "allow",  # the margin grows for the last label
        "fixedrange": True,
    }
    return {
        "title": {"text": title},
        "font": {"size": FONT_SIZE},
        "margin": dict(MARGIN),
        "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"},
        "hovermode": "closest",
        "hoverlabel": {"font": {"size": FONT_SIZE}},
        "dragmode": False,
        "xaxis": {**axis, **x},
        "yaxis": {**axis, **_with_room(y)},
        **{
            name: {**axis, **part} if re.fullmatch(r"[xy]axis\d", name) else part
            for name, part in more.items()
        },
    }


def _with_room(y: dict[str, Any]) -> dict[str, Any]:
    """Return an upright axis whose title stands off its ticks where the page widens these."""
    if not IS_WIDENED or "%" not in y.get("tickformat", ""):
        return y
    return {**y, "title": {**y["title"], "standoff": OFF_TICKS}}


def year_ticks(span: float, room: int) -> int:
    """Return how many years lie between two ticks of an axis that has room for so many labels."""
    return next((step for step in (1, 2, 5, 10, 20) if span <= step * room), 50)


def money_ticks(end: float) -> str:
    """Return how the ticks of an axis of dollars are written that ends at `end`.

    Thousands and millions have their letters. Below a few dollars there would be letters for
    thousandths too, and those of millions look the same.
    """
    return "$,.3~s" if abs(end) >= 10 else "$,.2~f"


def nice_ceiling(value: float) -> float:
    """Return the next round number at or above `value`.

    An axis that ends there stands still for most moves of a slider. A value that is not
    positive gives 1.
    """
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    steps = (1, 1.6, 2.5, 4, 6, 10)
    return next((step * power for step in steps if value <= step * power), 10 * power)


def nice_range(values: np.ndarray, *, log: bool = False) -> list[float]:
    """Return an axis range that holds some values and stands still for most moves.

    Parameters
    ----------
    values
        What has to be on the axis, of any shape; none of it may be NaN.
    log
        Whether the axis is logarithmic: then the range is in powers of ten, and values that are
        not positive do not count.

    Returns
    -------
    list of float
        Two numbers, the lower one first, both round. A linear range holds zero. Without values
        it is the range of a 1.
    """
    counted = values[values > 0] if log else values
    counted = counted if np.size(counted) else np.ones(1)
    low, high = float(counted.min()), float(counted.max())
    if log:
        ends = [-math.log10(nice_ceiling(1 / low)), math.log10(nice_ceiling(high))]
        return ends if ends[0] < ends[1] else [ends[0] - 0.5, ends[1] + 0.5]
    if low >= 0 >= high:
        return [0.0, 1.0]
    return [-nice_ceiling(-low) if low < 0 else 0.0, nice_ceiling(high) if high > 0 else 0.0]
