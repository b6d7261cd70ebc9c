"""How a prediction is drawn: what a sketch needs, and what was predicted, on the chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lessons import words
from lessons.views import style
from lessons.words import PHRASES

if TYPE_CHECKING:
    from lessons.data import questions


def sketch(asked: questions.Prediction) -> dict[str, Any]:
    """Return what a page needs for a sketch: its points and its axes, nothing of the answer."""
    middle = (asked.minimum + asked.maximum) / 2
    ticks = (asked.minimum, middle, asked.maximum)
    return {
        "across": [
            {"value": at, "text": words.measure(at, asked.across_unit)} for at in asked.across
        ],
        "across_label": asked.across_label,
        "label": asked.label,
        "minimum": asked.minimum,
        "maximum": asked.maximum,
        "step": asked.step,
        "start": middle,
        "ticks": [{"value": at, "text": words.spoken(at, asked.unit)} for at in ticks],
    }


def mark(value: float, axis: str, spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a line right across the chart at a predicted value.

    Parameters
    ----------
    value
        The prediction, in the unit of its axis.
    axis
        ``x`` for an upright line, ``y`` for a level one, ``y2`` for one on a lower drawing.
    spec
        The chart that it is drawn on; its axes have ranges.
    """
    number = axis[1:]
    layout = spec["layout"]
    across = list(layout[("yaxis" if axis == "x" else "xaxis") + number]["range"])
    x, y = ([value, value], across) if axis == "x" else (across, [value, value])
    place = {"xaxis": f"x{number}", "yaxis": f"y{number}"} if number else {}
    return [{**_line(x, y), **place}]


def curve(x: Sequence[float], y: Sequence[float]) -> list[dict[str, Any]]:
    """Return a predicted curve through its points."""
    return [_line(list(x), list(y))]


def _line(x: list[float], y: list[float]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",  # marks would hide the words that they lie on
        "name": PHRASES["prediction"],
        "x": x,
        "y": y,
        "line": {"color": style.PREDICTED, "width": 3, "dash": "longdashdot"},
        "hovertemplate": PHRASES["prediction"] + "<extra></extra>",
    }
