"""The explorer: controls, chart and sentence of one model, and what lies behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

import anywidget
import traitlets

from lessons import words
from lessons.scenario import Scenario
from lessons.widgets import page
from lessons.widgets.chart.chart import Chart
from lessons.widgets.controls.controls import ExplorerControls
from lessons.widgets.explorer import link, presenter, tabs
from lessons.widgets.explorer.kept_curves import has_plain_range, names_told, with_ghosts
from lessons.words import typeset
from lessons.words.spreadsheet import csv_text

if TYPE_CHECKING:
    from pandas import DataFrame

MOST_KEPT = 3
_STYLES = (
    "explorer",
    "sight",
    "explorer_layout",
    "explorer_forced",
    "explorer_print",
    "link",
)


class View(Protocol):
    """What an explorer needs of a view: three pure functions and what to say of the model."""

    TITLE: str
    FORMULA: tuple[str, ...]
    ASSUMPTIONS: tuple[str, ...]

    def draw(self, outcome: Any) -> dict[str, Any]: ...  # noqa: D102
    def describe(self, outcome: Any) -> str: ...  # noqa: D102
    def tabulate(self, outcome: Any) -> DataFrame: ...  # noqa: D102


class Explorer(anywidget.AnyWidget):
    """Sliders beside a chart, the sentence under it, and tabs for what lies behind.

    Parameters
    ----------
    name
        The function of `lessons.explore` that makes it, for *Copy as code*.
    scenario
        Where the inputs stand at the start.
    solve
        Returns the Outcome of a scenario.
    view
        Draws, tells and tabulates the scenario's Outcome.
    presets
        Inputs by the preset's name; an input left out stands at its default.
    flip_points
        Finds what would reverse the decision.
    cite
        Finds the cited figure behind a ``table/key/key``.
    origins
        Returns a line for each table that the model works with: where it comes from.
    demo
        Returns the demo script for the presenter bar: of each step the values of all inputs,
        what to ``ask`` before and ``say`` after it. The first one is the start.
    save
        Keeps a scenario with its outcome for later, and says so in a sentence; without it
        there is no button for it.
    panel
        A widget that stands above the controls, if there is one.
    at_first
        Names of the inputs that are open at first, as `Controls` takes them.
    meanings
        By the name of an input: what its help says besides of the words that it uses.
    glossary
        Returns the words of the field that are used here, each with its ``term``, its
        ``meaning`` and its ``source``.

    Attributes
    ----------
    task
        What to try here, if anything; it stands above the controls. ``*…*`` and ``**…**`` are
        emphasis.
    controls, chart
        The two parts; ``explorer.controls["volume"].value = 900`` moves an input.
    scenario, outcome
        The present inputs, and what the model found for them.
    """

    _esm = traitlets.Unicode(page.script(__file__)).tag(sync=True)
    _css = traitlets.Unicode(page.part_styles(*_STYLES)).tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    presets = traitlets.Dict().tag(sync=True)
    defaults = traitlets.Dict().tag(sync=True)
    phrases = traitlets.Dict().tag(sync=True)
    controls = anywidget.WidgetTrait().tag(sync=True)
    chart = anywidget.WidgetTrait().tag(sync=True)
    panel = anywidget.WidgetTrait().tag(sync=True)
    savable = traitlets.Bool().tag(sync=True)
    task = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        name: str,
        scenario: Scenario,
        solve: Callable[[Any], Any],
        view: View,
        presets: Mapping[str, Mapping[str, Any]],
        flip_points: Callable[[Scenario], list[Any]],
        cite: Callable[[str], Any],
        origins: Callable[[], Sequence[str]] = list,
        demo: Callable[[], list[dict[str, Any]]] = list,
        save: Callable[[Any, Any], str] | None = None,
        panel: anywidget.AnyWidget | None = None,
        at_first: Sequence[str] = (),
        meanings: Mapping[str, Sequence[str]] = MappingProxyType({}),
        glossary: Callable[[], Sequence[Any]] = list,
    ) -> None:
        self.scenario, self.outcome = scenario, solve(scenario)
        self._solve, self._view = solve, view
        self._flip_points, self._cite, self._origins = flip_points, cite, origins
        self._demo, self._save, self._glossary = demo, save, glossary
        self._presented = False
        self._kept, self._overlay, self._laid_on = [], [], {}
        model = type(scenario)
        controls = _controls(scenario, at_first, meanings)
        self._lock = controls.lock
        super().__init__(
            name=name,
            title=view.TITLE,
            presets={key: model(**inputs).model_dump() for key, inputs in presets.items()},
            defaults=model().model_dump(),
            phrases=page.part_phrases("explorer", "link"),
            controls=controls,
            chart=Chart(view.draw(self.outcome), view.describe(self.outcome)),
            savable=save is not None,
            panel=panel,
        )
        self.controls.observe(self._follow, "values")
        self.on_msg(self._answer)

    @property
    def sentence(self) -> typeset.Sentence:
        """What the chart says, in words; at the end of a cell it is shown as a text."""
        return typeset.Sentence(self.chart.sentence)

    def table(self) -> DataFrame:
        """Return the numbers behind the chart."""
        return self._view.tabulate(self.outcome)

    def code(self) -> str:
        """Return the line of a notebook that opens the explorer with these inputs."""
        declared = self.scenario.inputs()
        inputs = ", ".join(
            f"{name}={declared[name].literal(value)}"
            for name, value in self.scenario.changed().items()
        )
        return f"explore.{self.name}({inputs})"

    def save(self) -> str:
        """Keep the present scenario for the learner's own case; return what is said of it."""
        with self._lock:
            return self._save(self.scenario, self.outcome)

    def keep(self, name: str = "") -> None:
        """Keep the present curves as faded ghosts to compare with; at most three sets.

        A name is written beside them; without one they are numbered.
        """
        with self._lock:
            if len(self._kept) < MOST_KEPT:
                self._kept.append({**self._view.draw(self.outcome), "name": presenter.tidy(name)})
                self._show()

    def rename(self, place: int, name: str) -> None:
        """Give the kept curves at a place, counted from 0, another name."""
        with self._lock:
            self._kept[place]["name"] = presenter.tidy(name)
            self._show()

    def forget(self) -> None:
        """Take all kept curves off the chart."""
        with self._lock:
            self._kept.clear()
            self._show()

    def overlay(self, traces: list[dict[str, Any]]) -> None:
        """Draw traces on top of the view's own, in place of those drawn so before.

        They stay where they are while inputs move, and are never kept as ghosts. While an axis
        counts something else they are not shown.
        """
        with self._lock:
            self._overlay = list(traces)
            self._laid_on = self._view.draw(self.outcome)["layout"]
            self._show()

    def _follow(self, _change: object) -> None:
        with self._lock:
            self.scenario = self.scenario.replace(**self.controls.values)
            self.outcome = self._solve(self.scenario)
            self._show()

    def _show(self) -> None:
        spec = with_ghosts(self._view.draw(self.outcome), self._kept)
        drawn = overlaid(spec, self._overlay, self._laid_on)
        # Every window on this kernel puts its controls where the sentence says they are.
        told: dict[str, Any] = {"values": dict(self.controls.values)}
        told["moves"] = dict(self.controls.moves_heard)
        told["kept"] = names_told(self._kept)
        # The number for a big screen is worked out only for a page that has asked for it.
        if self._presented:
            told["headline"] = presenter.headline(self._view, self.outcome)
        self.chart.show(drawn, self._view.describe(self.outcome), **told)

    def _answer(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        """Do what a button or tab of the page asks for."""
        asked = content.get("kind")
        if asked in ("keep", "forget", "rename"):
            self._change_kept(asked, content)
        elif asked == "presenter":
            self._present()
        elif asked == "code":
            self.send({"kind": "code", "text": self.code()})
        elif asked == "csv":
            self.send({"kind": "csv", "text": csv_text(self.table())})
        elif asked == "save" and self.savable:
            self.send({"kind": "saved", "text": self.save()})
        elif asked in link.ASKED:
            self.send(link.answer(self, content))
        elif asked in ("reverse", "table", "about"):
            with self._lock:
                blocks = getattr(self, f"_{asked}_blocks")()
            self.send({"kind": "details", "tab": asked, "blocks": blocks})

    def _change_kept(self, asked: str, content: dict[str, Any]) -> None:
        place = content.get("place")
        if asked == "forget":
            self.forget()
        elif asked == "keep":
            named = bool(content.get("named"))
            self.keep(presenter.default_name(self.scenario, self.presets) if named else "")
        elif place in range(len(self._kept)):
            self.rename(place, content.get("name"))
        self.send({"kind": "kept", **self._counted()})

    def _counted(self) -> dict[str, Any]:
        names = [one["name"] for one in self._kept]
        return {"count": len(names), "most": MOST_KEPT, "names": names}

    def _present(self) -> None:
        """Send what the presenter bar is made of; from now on a move tells the number, too."""
        self._presented = True
        try:
            script = {"demo": self._demo()}
        except ValueError as error:  # a sentence for whoever wrote the script
            script = {"demo": [], "problem": str(error)}
        told = {"headline": presenter.headline(self._view, self.outcome), **self._counted()}
        self.send({"kind": "presenter", **presenter.material(), **script, **told})

    def _reverse_blocks(self) -> list[dict[str, Any]]:
        if not hasattr(self.scenario, "margin"):
            return [tabs.paragraph(words.PHRASES["no_margin"])]
        return [
            *tabs.reversals(self.scenario.quantities(), self._reversing()),
            *tabs.otherwise(self.scenario, lambda other: self._view.describe(self._solve(other))),
        ]

    def _reversing(self) -> list[Any]:
        """Return what turns each input that *What would reverse it?* lists by itself."""
        return self._flip_points(self.scenario)

    def _table_blocks(self) -> list[dict[str, Any]]:
        return [tabs.frame(self.table())]

    def _about_blocks(self) -> list[dict[str, Any]]:
        return [
            *tabs.about(type(self.scenario), self._view, self._cite, self._origins()),
            *tabs.meanings(self._glossary()),
        ]

    def _repr_mimebundle_(self, **kwargs: dict) -> tuple[dict, dict]:
        """Add the sentence in plain words for a page that cannot run widgets."""
        return page.with_words(super()._repr_mimebundle_(**kwargs), self.sentence)


def _controls(
    scenario: Scenario, at_first: Sequence[str], meanings: Mapping[str, Sequence[str]]
) -> ExplorerControls:
    declared = {
        name: replace(one, help="\n".join(filter(None, (one.help, *meanings.get(name, ())))))
        for name, one in scenario.inputs().items()
    }
    return ExplorerControls(declared, scenario.model_dump(), type(scenario).in_order(), at_first)


def overlaid(
    spec: dict[str, Any], traces: list[dict[str, Any]], first: Mapping[str, Any]
) -> dict[str, Any]:
    """Return a spec with traces on top that were laid on another layout at first.

    What lay beyond an axis at first gets room on it now. A trace is left out where one of its
    axes has another title by now, and so counts something else.
    """
    layout, shown = dict(spec["layout"]), []
    for trace in traces:
        names = {way: trace.get(f"{way}axis", way).replace(way, f"{way}axis") for way in "xy"}
        if any(_title(layout, name) != _title(first, name) for name in names.values()):
            continue
        shown.append(trace)
        for way, name in names.items():
            if name in layout:
                layout[name] = _roomy(layout[name], first[name], trace[way])
    return {"data": [*spec["data"], *shown], "layout": layout}


def _title(layout: Mapping[str, Any], name: str) -> str:
    return layout.get(name, {}).get("title", {}).get("text", "")


def _roomy(axis: dict[str, Any], first: dict[str, Any], values: list[float]) -> dict[str, Any]:
    """Return an axis with room for those of some values that were beyond its range at first."""
    plain = all(one.get("type", "linear") == "linear" for one in (axis, first))
    if not (plain and has_plain_range(axis) and has_plain_range(first)):
        return axis
    low, high = first["range"]
    ends = [*axis["range"], *(value for value in values if not low <= value <= high)]
    return {**axis, "range": [min(ends), max(ends)]}
