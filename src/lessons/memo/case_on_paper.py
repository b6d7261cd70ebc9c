"""How your own case is drawn in a memo: low and wide, with each name written once."""

from typing import Any

import numpy as np

from lessons.models.your_case import YourCaseOutcome
from lessons.views import your_case
from lessons.words import money, said

ASSUMPTIONS = said(
    (
        "All amounts are of one average year, in dollars of today.",
        "What is in doubt is that average: good and bad years are not told apart.",
        "No amount is counted in two of the lines.",
    )
)

HEIGHT = 320
LABEL_ROOM = 0.5  # of its range, for amounts that are written beside bars, off the axis
WIDTH = 0.66  # of a bar, where a row is 1
LEFT, RIGHT = [0, 0.48], [0.52, 1]


def draw(outcome: YourCaseOutcome) -> dict[str, Any]:
    """Return the Plotly spec: the sum step by step, and beside it the tornado.

    Both have their considerations in the same rows.
    """
    drawn = your_case.draw(outcome)
    names = [*outcome.considerations, your_case.SUM]
    places = list(range(len(names), 0, -1))
    layout = drawn["layout"]
    low, high = layout["xaxis"]["range"]
    room = LABEL_ROOM * (high - low)
    rows = {"range": [0.4, len(names) + 0.6], "domain": [0, 1], "tickvals": places}
    axes = {
        "xaxis": {"domain": LEFT, "range": [low - room, high + room]},
        "yaxis": {**rows, "ticktext": names, "showticklabels": True},
        "xaxis2": {"domain": RIGHT},
        "yaxis2": rows,
    }
    kept = {name: part for name, part in layout.items() if not name.endswith("axis3")}
    changed = {name: {**layout[name], **axis} for name, axis in axes.items()}
    return {
        "data": [_waterfall(outcome, drawn["data"]), *_tornado(outcome, drawn["data"])],
        "layout": {**kept, **changed, "height": HEIGHT},
    }


def _waterfall(outcome: YourCaseOutcome, data: list[dict[str, Any]]) -> dict[str, Any]:
    (bars,) = (one for one in data if one["type"] == "bar" and "yaxis" not in one)
    amounts = [money(amount) for amount in (*outcome.expected, outcome.margin)]
    return {**bars, "text": amounts, "textposition": "outside", "width": WIDTH}


def _tornado(outcome: YourCaseOutcome, data: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the bars of the tornado, each in its consideration's row, and the sum's line."""
    parts = [one for one in data if one.get("yaxis") == your_case.TORNADO["yaxis"]]
    # On the page the widest is on top.
    order = np.argsort(outcome.if_low - outcome.if_high, kind="stable")
    rows = len(order) + 1 - order
    bars = [{**one, "y": rows, "width": WIDTH} for one in parts if one["type"] == "bar"]
    lines = [{**one, "showlegend": True} for one in parts if one.get("mode") == "lines"]
    return [*bars, *lines]
