"""What an explorer shows of one scenario, and what holds of that whatever it is about."""

import dataclasses
import json
import math
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
import plotly.graph_objects as go
from pandas import DataFrame

from lessons.explore import Entry
from lessons.models.shared.decision import decide
from lessons.scenario import Scenario
from lessons.widgets.explorer.presenter import headline
from lessons.widgets.explorer.tabs import frame

# What no learner may read: a slot that was not filled, or a number that is none.
WRONG = re.compile(
    r"\bnan\b|\bNaN\b|\binf\b|Infinity|\bNone\b(?! of)|∞|undefined|[{}]|−0(?![.\d])|\$−"
)
CLOSED = "%\\{[^}]*\\}"  # a slot of a template that Plotly fills itself
GAPS = {"Line", "OutsourcingWaveOutcome", "UsJobsOutcome"}  # where a year without a figure is NaN


class Shown:
    """What an explorer shows of one scenario; each part is worked out when it is asked for.

    Attributes
    ----------
    entry, scenario, outcome
        What is shown.
    sentence
        The sentence under the chart.
    label, number
        The headline of the presenter bar: what the number is, and how it is written.
    """

    def __init__(self, entry: Entry, scenario: Scenario) -> None:
        self.entry, self.scenario = entry, scenario
        self.outcome = entry.solve(scenario)
        self.sentence = entry.view.describe(self.outcome)
        self.label, self.number = headline(entry.view, self.outcome)

    @cached_property
    def spec(self) -> dict[str, Any]:
        """The Plotly spec of the chart."""
        return self.entry.view.draw(self.outcome)

    @property
    def title(self) -> str:
        """The finding, over the chart."""
        return self.spec["layout"]["title"]["text"]

    @cached_property
    def table(self) -> DataFrame:
        """The numbers behind the chart."""
        return self.entry.view.tabulate(self.outcome)

    def mark(self, name: str) -> tuple[float | None, float | None]:
        """Return where a marked point of the chart stands; of several drawings, in the last."""
        *_, last = (
            trace
            for trace in self.spec["data"]
            if (trace.get("name"), trace.get("mode")) == (name, "markers")
        )
        return last["x"][0], last["y"][0]

    def row(self, key: str, value: Any) -> Any:
        """Return the row of the table in which a column holds a value."""
        column = self.table[key]
        is_it = (
            column == value
            if isinstance(value, str)
            else np.isclose(column, value, rtol=0, atol=1e-6)
        )
        (found,) = np.flatnonzero(is_it)
        return self.table.iloc[found]


def hold_words(shown: Shown) -> None:
    """Hold that the sentence and the headline are whole, and that every number found is one."""
    assert shown.sentence.endswith("."), shown.sentence
    for text in (shown.sentence, shown.label, shown.number):
        assert not WRONG.search(text), text
    wrong = [name for name, value in _numbers(shown.outcome) if not math.isfinite(value)]
    assert not wrong, wrong
    margin = getattr(shown.outcome, "margin", None)
    if margin is not None:
        assert shown.outcome.decision in (decide(margin), "switch")
        assert margin > 0 or shown.outcome.decision != "switch"


def _numbers(outcome: Any) -> Iterator[tuple[str, float]]:
    """Yield each number of an outcome with its name; of an array its sum, which tells of all."""
    if type(outcome).__name__ in GAPS:
        return
    for field in dataclasses.fields(outcome):
        value = getattr(outcome, field.name)
        if dataclasses.is_dataclass(value):
            yield from _numbers(value)
        elif isinstance(value, np.ndarray):
            yield field.name, float(np.sum(value))
        elif isinstance(value, float):
            yield field.name, value


def hold_picture(shown: Shown) -> None:
    """Hold that chart and table are whole, and that what is marked can be seen."""
    json.dumps(shown.spec, default=np.ndarray.tolist, allow_nan=False)
    cells = [text for row in frame(shown.table)["rows"] for text in row]
    for text in (*drawn_texts(shown.spec), *cells):
        assert not WRONG.search(re.sub(CLOSED, "", text)), text
    assert len(shown.table)
    assert np.isfinite(shown.table.select_dtypes("number").to_numpy()).all()
    layout = shown.spec["layout"]
    for name, axis in layout.items():
        if re.fullmatch(r"[xy]axis\d?", name) and "range" in axis:
            low, high = axis["range"]
            assert math.isfinite(low), name
            assert math.isfinite(high), name
            assert low != high, name
    for trace in shown.spec["data"]:
        if trace.get("mode") == "markers":
            for way in "xy":
                _hold_on_axis(trace, way, layout)


def drawn_texts(spec: dict[str, Any]) -> Iterator[str]:
    """Yield what is written on a chart, or would be as a pointer comes near."""
    yield spec["layout"]["title"]["text"]
    for trace in spec["data"]:
        for part in ("name", "text", "hovertemplate", "customdata"):
            told = np.ravel(np.asarray(trace.get(part, ""), dtype=object))
            yield from (text for text in told if isinstance(text, str))
    for name, axis in spec["layout"].items():
        if "axis" in name:
            yield from axis.get("ticktext", ())
            yield axis.get("title", {}).get("text", "")


def _hold_on_axis(trace: dict[str, Any], way: str, layout: dict[str, Any]) -> None:
    """Hold that the points of a trace lie on an axis, and not beyond its ends."""
    axis = layout[trace.get(f"{way}axis", way).replace(way, f"{way}axis", 1)]
    ends = axis.get("range")
    if not ends:
        return
    low, high = sorted(10**end if axis.get("type") == "log" else end for end in ends)
    dust = 1e-9 * (high - low)
    for place in trace[way]:
        if place is not None:
            assert low - dust <= place <= high + dust, (trace["name"], way, place, ends)


def hold_for_plotly(shown: Shown) -> None:
    """Hold that Plotly knows every property of the chart, and what each may be."""
    assert len(go.Figure(shown.spec).data) == len(shown.spec["data"])
