"""One look for every chart: who is which colour, line and marker, and how axes are laid out.

Colours are Okabe and Ito's (2008), told apart by people with any colour vision; each also
has a line and a marker of its own, so that nothing is told by colour alone. Text and grid
take the page's own theme colours when the chart is drawn. Orange and sky blue are darkened
until they stand out from a white page as they do from a dark one.
"""

import math
import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

IN_HOUSE = "#0072B2"
OUTSOURCED = "#D55E00"
MIXED = "#009E73"
PREDICTED = "#CC79A7"

# What belongs to neither way: a total, and the two parts that it is the sum of.
TOTAL = "#808080"
PART = "#C38700"
OTHER_PART = "#4999C6"

LINES = {
    IN_HOUSE: "solid",
    OUTSOURCED: "dash",
    MIXED: "dashdot",
    TOTAL: "24px,4px",
    PART: "dot",
    OTHER_PART: "longdashdot",
}
MARKERS = {
    IN_HOUSE: "circle",
    OUTSOURCED: "square",
    MIXED: "diamond",
    TOTAL: "star",
    PART: "triangle-up",
    OTHER_PART: "triangle-down",
}

FONT_SIZE = 15
LETTER = 8.4  # pixels of a letter of that size, on average
WIDEST = 11  # letters of a line of a label at a line's end
LINE = 0.105  # of an upright axis for a line of text: on a telephone it has some 170 pixels
MARGIN = {"l": 12, "r": 24, "t": 30, "b": 12}
MOST_ROUNDS = 6  # of making an axis longer for what is written beside its bars


@dataclass(frozen=True, slots=True)
class Look:
    """What tells one series from another: colour, dash pattern and marker together."""

    color: str
    dash: str
    marker: str


# For series that are neither in-house nor outsourced: none of them has a colour of these two.
# A colour that comes twice, or that is also a mixed plan's or a prediction's, has another dash
# and another marker there.
SERIES = (
    Look("#C38700", "solid", "triangle-up"),
    Look("#4999C6", "dash", "triangle-down"),
    Look("#009E73", "dot", "star"),
    Look("#CC79A7", "longdash", "x"),
    Look("#808080", "dashdot", "hexagon"),
    Look("#CC79A7", "solid", "cross"),
    Look("#009E73", "longdash", "pentagon"),
    Look("#C38700", "dot", "bowtie"),
    Look("#4999C6", "longdashdot", "hourglass"),
)
SECOND = Look("#808080", "dot", "diamond-open")  # what others are compared with


def line(name: str, color: str, x: Any, y: Any, hover: str) -> dict[str, Any]:
    """Return a curve: its colour decides dash pattern and marker.

    Parameters
    ----------
    name
        What the curve is, for the legend.
    color
        One of the colours above.
    x, y
        Arrays of one shape.
    hover
        Plotly hover template.
    """
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": x,
        "y": y,
        "line": {"color": color, "width": 3.5, "dash": LINES[color]},
        "hovertemplate": hover,
        # Only whole curves are worth keeping as a ghost; the explorer looks for this.
        "meta": {"keep": True},
    }


def curve(name: str, x: Any, y: Any, hover: str) -> dict[str, Any]:
    """Return a curve that belongs to neither way, in a grey that shows on any page.

    Parameters
    ----------
    name
        What the curve is, for the legend.
    x, y
        Arrays of one shape.
    hover
        Plotly hover template.
    """
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": x,
        "y": y,
        "line": {"color": "gray", "width": 3},
        "hovertemplate": hover,
        "meta": {"keep": True},
    }


def point(name: str, color: str, x: float, y: float, hover: str) -> dict[str, Any]:
    """Return one marked point on the curve of `color`."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [x],
        "y": [y],
        "marker": {
            "color": color,
            "size": 13,
            "symbol": MARKERS[color],
            "line": {"color": "white", "width": 2},
        },
        "showlegend": False,
        "hovertemplate": hover,
    }


def series(
    name: str, look: Look, years: np.ndarray, values: np.ndarray, hover: str
) -> dict[str, Any]:
    """Return a line through yearly figures that is broken wherever a year has none.

    Parameters
    ----------
    name
        What the series is, for the legend.
    look
        One of `SERIES`, or `SECOND`.
    years, values
        Arrays of one shape, the years one after the other; NaN where there is no figure. What
        is empty before the first figure and after the last one is left out.
    hover
        Plotly hover template.
    """
    shown = np.flatnonzero(~np.isnan(values))
    inner = slice(shown[0], shown[-1] + 1) if len(shown) else slice(0)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": years[inner].tolist(),
        # Six figures that count draw it truly, and are quickly sent.
        "y": [None if np.isnan(one) else float(f"{one:.6g}") for one in values[inner]],
        "line": {"color": look.color, "width": 2.5, "dash": look.dash},
        "marker": {"color": look.color, "size": 8, "symbol": look.marker},
        "connectgaps": False,
        "hovertemplate": hover,
        "showlegend": True,
        "meta": {"keep": True},
    }


def waterfall(
    labels: list[str],
    amounts: list[float],
    texts: list[str],
    *,
    gain: str,
    total: str,
    hover: str,
    loss: str = TOTAL,
) -> dict[str, Any]:
    """Return bars that lead from a first amount, step by step, to what is left of it.

    The bars lie, so that their labels can be read in full; the first one is on top. They are
    plain bars, which follow a moving slider sooner than Plotly's own waterfall.

    Parameters
    ----------
    labels
        What each bar is: the first amount, each step, and what is left.
    amounts
        The first amount and the steps, a cost as a negative number. What is left is worked
        out: there is one label more than there are amounts.
    texts
        What is written at each bar.
    gain, loss, total
        Colour of the amounts above zero, of those below, and of what is left.
    hover
        Plotly hover template.
    """
    ends = np.cumsum(amounts)
    return {
        "type": "bar",
        "orientation": "h",
        "name": "",
        "y": labels,
        "x": np.append(amounts, ends[-1]),
        "base": np.concatenate([[0.0], ends[:-1], [0.0]]),
        "text": texts,
        "textposition": "outside",
        "textfont": {"size": FONT_SIZE},
        "cliponaxis": False,
        "marker": {"color": [*(gain if amount >= 0 else loss for amount in amounts), total]},
        "hovertemplate": hover,
        "showlegend": False,
    }


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
    needs_left = len(amounts) > 1
    low, high = min(0.0, float(ends.min())), max(0.0, float(ends.max()))
    axis = [low, high] if low < high else [0.0, 1.0]
    for _ in range(MOST_ROUNDS):  # a rounder axis is longer, and its texts take more of it
        room = 0.02 * longest * (axis[1] - axis[0])
        left = room if needs_left and ends.min() < room else 0.0
        reach = np.array([low - left, high + room])
        if axis[0] <= reach[0] and reach[1] <= axis[1]:
            break
        axis = nice_range(reach)
    return axis


def threshold(name: str, x: list[float | None], y: list[float | None]) -> dict[str, Any]:
    """Return a thin dotted line, in the theme's own text colour, that marks a value."""
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": x,
        "y": y,
        "line": {"color": "gray", "width": 2, "dash": "dot"},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def label(text: str, x: float | None, y: float | None, position: str) -> dict[str, Any]:
    """Return words written at a place on the chart."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [x],
        "y": [y],
        "text": [text],
        "textposition": position,
        "textfont": {"size": FONT_SIZE},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


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


def words_in_the_middle(text: str, x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    """Return words in the middle of two axes that have ranges."""
    places = (sum(axis["range"]) / 2 for axis in (x, y))
    log = (axis.get("type") == "log" for axis in (x, y))
    at = [10**place if is_log else place for place, is_log in zip(places, log, strict=True)]
    written = {**label(text, *at, "middle center"), "name": ""}
    return written if text else {**written, "x": [], "y": []}


def region(color: str, x: Any, lower: Any, upper: Any) -> dict[str, Any]:
    """Return a tinted band between two curves, each an array of the shape of `x`."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": np.concatenate([x, x[::-1]]),
        "y": np.concatenate([lower, upper[::-1]]),
        "fill": "toself",
        "fillcolor": color + "26",
        "line": {"width": 0},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def area(
    name: str, color: str, x: Any, lower: Any, upper: Any, *, pattern: str = ""
) -> dict[str, Any]:
    """Return a named band between two curves, with an outline, for amounts that add up.

    Parameters
    ----------
    name
        What it is, for the legend.
    color
        One of the colours above.
    x, lower, upper
        Arrays of one shape.
    pattern
        Plotly's sign for a hatching, so that two bands differ without their colours.
    """
    return {
        **region(color, x, lower, upper),
        "name": name,
        "fillcolor": color + "66",
        "fillpattern": {"shape": pattern, "fgcolor": color, "fillmode": "overlay"},
        "line": {"color": color, "width": 1.5},
        "showlegend": True,
    }


def steps(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where to draw amounts of whole weeks (or years): each from its start to its end.

    Parameters
    ----------
    values
        Of shape (n,), one for each week.

    Returns
    -------
    tuple of numpy.ndarray
        Times from 0 to n and amounts, both of shape (2 n,).
    """
    return np.repeat(np.arange(len(values) + 1.0), 2)[1:-1], np.repeat(values, 2)


def gap(x: Any, in_house: Any, outsourced: Any) -> list[dict[str, Any]]:
    """Return the gap between two cost curves, tinted in the colour of the cheaper way.

    Parameters
    ----------
    x, in_house, outsourced
        Arrays of one shape, with a point where the curves cross.
    """
    cheaper = np.minimum(in_house, outsourced)
    return [region(IN_HOUSE, x, cheaper, outsourced), region(OUTSOURCED, x, cheaper, in_house)]


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
        "yaxis": {**axis, **y},
        **{
            name: {**axis, **part} if re.fullmatch(r"[xy]axis\d", name) else part
            for name, part in more.items()
        },
    }


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
