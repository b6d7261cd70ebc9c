"""What charts are drawn with: lines, points, bands, bars and words."""

from typing import Any

import numpy as np

from lessons.views.style.looks import FONT_SIZE, IN_HOUSE, LINES, MARKERS, OUTSOURCED, TOTAL, Look


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
    """Return one marked point on the curve of `color`, whole at the edges of the drawing too."""
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
        "cliponaxis": False,
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


def pinned(trace: dict[str, Any], ways: str = "y") -> dict[str, Any]:
    """Return a trace that keeps its place on an axis which is made longer for what lies beside.

    Parameters
    ----------
    trace
        Words or a line that belong to a place of the drawing, and not to what its axes count.
    ways
        In which ways that is so: ``x``, ``y`` or both.
    """
    return {**trace, "meta": {**trace.get("meta", {}), "pinned": ways}}


def words_in_the_middle(text: str, x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    """Return words in the middle of two axes that have ranges."""
    places = (sum(axis["range"]) / 2 for axis in (x, y))
    log = (axis.get("type") == "log" for axis in (x, y))
    at = [10**place if is_log else place for place, is_log in zip(places, log, strict=True)]
    written = {**pinned(label(text, *at, "middle center"), "xy"), "name": ""}
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
