"""The explorer: controls, chart and sentence of one model, and what lies behind them."""

import html
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

import anywidget
import pandas as pd
import traitlets

from lessons import words
from lessons.scenario import Scenario
from lessons.widgets import details
from lessons.widgets.chart import Chart
from lessons.widgets.controls import Controls

_FOLDER = Path(__file__).parent
MOST_KEPT = 3


class View(Protocol):
    """What an explorer needs of a view: three pure functions and what to say of the model."""

    TITLE: str
    FORMULA: tuple[str, ...]
    ASSUMPTIONS: tuple[str, ...]

    def draw(self, outcome: Any) -> dict[str, Any]: ...  # noqa: D102
    def describe(self, outcome: Any) -> str: ...  # noqa: D102
    def tabulate(self, outcome: Any) -> pd.DataFrame: ...  # noqa: D102


class Explorer(anywidget.AnyWidget):
    """Sliders beside a chart, the sentence under it, and tabs for what lies behind.

    Parameters
    ----------
    name
        The function of `lessons.explore` that makes it, for *Copy as code*.
    scenario
        Where the sliders stand at the start.
    view
        Draws, tells and tabulates the scenario's Outcome.
    presets
        Inputs by the preset's name; an input left out stands at its default.
    flip_points
        Finds what would reverse the decision.
    cite
        Finds the cited figure behind a ``table/key/key``.

    Attributes
    ----------
    controls, chart
        The two parts; ``explorer.controls["volume"].value = 900`` moves a slider.
    scenario, outcome
        The present inputs, and what the model found for them.
    """

    _esm = traitlets.Unicode((_FOLDER / "explorer.js").read_text("utf-8")).tag(sync=True)
    _css = traitlets.Unicode((_FOLDER / "explorer.css").read_text("utf-8")).tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    presets = traitlets.Dict().tag(sync=True)
    defaults = traitlets.Dict().tag(sync=True)
    phrases = traitlets.Dict().tag(sync=True)
    controls = anywidget.WidgetTrait().tag(sync=True)
    chart = anywidget.WidgetTrait().tag(sync=True)

    def __init__(
        self,
        name: str,
        scenario: Scenario,
        view: View,
        presets: Mapping[str, Mapping[str, float]],
        flip_points: Callable[[Scenario], list[Any]],
        cite: Callable[[str], Any],
    ) -> None:
        self.scenario, self.outcome = scenario, scenario.solve()
        self._view, self._flip_points, self._cite = view, flip_points, cite
        self._kept: list[dict[str, Any]] = []
        # Moves arrive on the page's own thread while a cell may run on the main one.
        self._lock = threading.RLock()
        model = type(scenario)
        super().__init__(
            name=name,
            title=view.TITLE,
            presets={key: model(**inputs).model_dump() for key, inputs in presets.items()},
            defaults=model().model_dump(),
            phrases=words.PHRASES,
            controls=Controls(model.quantities(), scenario.model_dump()),
            chart=Chart(view.draw(self.outcome), view.describe(self.outcome)),
        )
        self.controls.observe(self._follow, "values")
        self.on_msg(self._answer)

    @property
    def sentence(self) -> str:
        """What the chart says, in words."""
        return self.chart.sentence

    def table(self) -> pd.DataFrame:
        """Return the numbers behind the chart."""
        return self._view.tabulate(self.outcome)

    def code(self) -> str:
        """Return the line of a notebook that opens the explorer with these inputs."""
        inputs = ", ".join(f"{key}={_literal(value)}" for key, value in self._changed())
        return f"explore.{self.name}({inputs})"

    def keep(self) -> None:
        """Keep the present curves as faded ghosts to compare with; at most three sets."""
        with self._lock:
            if len(self._kept) < MOST_KEPT:
                self._kept.append(self._view.draw(self.outcome))
                self._show()

    def forget(self) -> None:
        """Take all kept curves off the chart."""
        with self._lock:
            self._kept.clear()
            self._show()

    def _changed(self) -> list[tuple[str, float]]:
        return list(self.scenario.changed().items())

    def _follow(self, _change: object) -> None:
        with self._lock:
            self.scenario = self.scenario.replace(**self.controls.values)
            self.outcome = self.scenario.solve()
            self._show()

    def _show(self) -> None:
        spec = self._view.draw(self.outcome)
        self.chart.show(with_ghosts(spec, self._kept), self._view.describe(self.outcome))

    def _answer(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        """Do what a button or tab of the page asks for."""
        asked = content.get("kind")
        if asked in ("keep", "forget"):
            getattr(self, asked)()
            self.send({"kind": "kept", "count": len(self._kept), "most": MOST_KEPT})
        elif asked == "code":
            self.send({"kind": "code", "text": self.code()})
        elif asked == "csv":
            self.send({"kind": "csv", "text": self.table().to_csv(index=False)})
        elif asked in ("reverse", "table", "about"):
            with self._lock:
                blocks = getattr(self, f"_{asked}_blocks")()
            self.send({"kind": "details", "tab": asked, "blocks": blocks})

    def _reverse_blocks(self) -> list[dict[str, Any]]:
        if not hasattr(self.scenario, "margin"):
            return [details.paragraph(words.PHRASES["no_margin"])]
        return details.reversals(self.scenario.quantities(), self._flip_points(self.scenario))

    def _table_blocks(self) -> list[dict[str, Any]]:
        return [details.frame(self.table())]

    def _about_blocks(self) -> list[dict[str, Any]]:
        return details.about(type(self.scenario), self._view, self._cite)

    def _repr_mimebundle_(self, **kwargs: dict) -> tuple[dict, dict]:
        """Add the sentence in plain words for a page that cannot run widgets."""
        data, metadata = super()._repr_mimebundle_(**kwargs)
        notice = words.PHRASES["no_widgets"]
        data["text/plain"] = f"{self.title}\n{self.sentence}\n({notice})"
        data["text/html"] = "".join(
            f"<p>{html.escape(line)}</p>" for line in (self.title, self.sentence, notice)
        )
        return data, metadata


def with_ghosts(spec: dict[str, Any], kept: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a spec that shows the curves of kept specs, faded, behind its own.

    The y axis is stretched where a kept curve reaches further than the present ones.
    """
    ghosts = [
        ghost(trace, number)
        for number, one in enumerate(kept, start=1)
        for trace in one["data"]
        if trace.get("meta", {}).get("keep")
    ]
    layout = spec["layout"]
    ranges = [one["layout"]["yaxis"]["range"] for one in (spec, *kept)]
    low, high = min(lows for lows, _ in ranges), max(highs for _, highs in ranges)
    stretched = {**layout, "yaxis": {**layout["yaxis"], "range": [low, high]}}
    return {"data": [*ghosts, *spec["data"]], "layout": stretched}


def ghost(trace: dict[str, Any], number: int) -> dict[str, Any]:
    """Return a faded copy of a trace, named as kept, with its number at its end."""
    return {
        **trace,
        "name": words.PHRASES["kept"].format(name=trace["name"], number=number),
        "opacity": 0.4,
        "line": {**trace["line"], "width": 2},
        "mode": "lines+text",
        "text": [""] * (len(trace["x"]) - 1) + [str(number)],
        "textposition": "top left",
        "showlegend": False,
        "meta": {},
    }


def _literal(value: float) -> str:
    """Write a number as a person would in code: 120_000, not 120000.0."""
    return f"{int(value):_}" if value == int(value) else repr(value)
