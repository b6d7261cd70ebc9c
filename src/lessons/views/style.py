"""One look for every chart: who is which colour, line and marker, and how axes are laid out.

Colours are Okabe and Ito's (2008), told apart by people with any colour vision; each also
has a line and a marker of its own, so that nothing is told by colour alone. Text and grid
take the page's own theme colours when the chart is drawn. Orange and sky blue are darkened
until they stand out from a white page as they do from a dark one.
"""

import math
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


def gap(x: Any, in_house: Any, outsourced: Any) -> list[dict[str, Any]]:
    """Return the gap between two cost curves, tinted in the colour of the cheaper way.

    Parameters
    ----------
    x, in_house, outsourced
        Arrays of one shape, with a point where the curves cross.
    """
    cheaper = np.minimum(in_house, outsourced)
    return [region(IN_HOUSE, x, cheaper, outsourced), region(OUTSOURCED, x, cheaper, in_house)]


def side(marked: float, present: float, end: float) -> str:
    """Return on which side of a marked value its label has room.

    Parameters
    ----------
    marked, present
        The value that is marked, and the present one, whose line the label keeps off.
    end
        Where the axis, which starts at zero, ends.
    """
    left = marked > 0.75 * end or (marked > 0.25 * end and present > marked)
    return "middle left" if left else "middle right"


def decades(low: float, high: float) -> list[int]:
    """Return the range of a log axis, in powers of ten, that holds both values in whole decades.

    Parameters
    ----------
    low, high
        Above zero, the lower one first. There is some room below `low`, and always a decade.
    """
    start = math.ceil(math.log10(low)) - 1
    return [start, max(math.ceil(math.log10(high)), start + 1)]


def layout(
    title: str, x: dict[str, Any], y: dict[str, Any], **more: dict[str, Any]
) -> dict[str, Any]:
    """Return the layout that every chart shares.

    Parameters
    ----------
    title
        The finding, in words; the page writes it above the drawing.
    x, y
        What is special of each axis, in Plotly's words (title, range, tickformat).
    **more
        The same of any further axis, by Plotly's name for it: ``yaxis2``.
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
        "margin": {"l": 12, "r": 24, "t": 30, "b": 12},
        "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"},
        "hovermode": "closest",
        "hoverlabel": {"font": {"size": FONT_SIZE}},
        "dragmode": False,
        "xaxis": {**axis, **x},
        "yaxis": {**axis, **y},
        **{name: {**axis, **one} for name, one in more.items()},
    }


def nice_ceiling(value: float) -> float:
    """Return the next round number at or above `value`.

    An axis that ends there stands still for most moves of a slider. A value that is not
    positive gives 1.
    """
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    steps = (1, 1.2, 1.6, 2, 2.5, 3, 4, 5, 6, 8, 10)
    return next((step * power for step in steps if value <= step * power), 10 * power)
