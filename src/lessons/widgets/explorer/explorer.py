"""The explorer: controls, chart and sentence of one model, and what lies behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import anywidget
import traitlets

from lessons import words
from lessons.scenario import Scenario
from lessons.scenario.kinds import ScenarioError
from lessons.widgets import page
from lessons.widgets.ahead.ahead import Ahead, Picture
from lessons.widgets.chart.chart import Chart
from lessons.widgets.controls.controls import ExplorerControls
from lessons.widgets.explorer import link, presenter, tabs
from lessons.widgets.explorer.kept_curves import can_be_kept, names_told, overlaid, with_ghosts
from lessons.widgets.part import Message, Part
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


@runtime_checkable
class Subject(Protocol):
    """What an explorer shows: a model with its view, and what else is told of it.

    Attributes
    ----------
    name
        The function of `lessons.explore` that opens it, for *Copy as code*.
    view
        Draws, tells and tabulates what the model finds.
    presets
        Inputs by the preset's name; an input left out stands at its default.
    at_first
        Names of the inputs that are open at first, as `Controls` takes them.
    """

    name: str
    view: View
    presets: Mapping[str, Mapping[str, Any]]
    at_first: Sequence[str]

    def solve(self, scenario: Scenario) -> Any:
        """Return the Outcome of a scenario."""

    def flip_points(self, scenario: Scenario) -> list[Any]:
        """Return what would reverse the decision, input by input."""

    def cite(self, reference: str) -> Any:
        """Return the cited figure behind a ``table/key/key``."""

    def origins(self) -> Sequence[str]:
        """Return a line for each table that the model works with: where it comes from."""

    def demo(self) -> list[dict[str, Any]]:
        """Return the steps of the demo script, the start first.

        Of each the ``values`` of all inputs, what to ``ask`` before and ``say`` after it.
        """

    def can_ask_a_class(self, outcome: Any, layout: Mapping[str, Any]) -> bool:
        """Whether what was found has a number that a class may predict on one of its axes."""

    def class_board(self, explorer: Explorer) -> Part | None:
        """Ask a class for what an explorer finds now; return the board that does, if any can."""

    def saver(self) -> Callable[[Scenario, Any], str] | None:
        """Return what keeps a scenario with its outcome, and says so; None for no button."""

    def meanings(self) -> Mapping[str, Sequence[str]]:
        """Return by an input's name what its help says besides of the words that it uses."""

    def words(self) -> Sequence[Any]:
        """Return the words of the field, each with its ``term``, ``meaning`` and ``source``."""


class Explorer(Part):
    """Sliders beside a chart, the sentence under it, and tabs for what lies behind.

    Parameters
    ----------
    subject
        What it shows: an entry of the catalogue.
    scenario
        Where the inputs stand at the start.
    panel
        A widget that stands above the controls, if there is one.

    Attributes
    ----------
    task
        What to try here, if anything; it stands above the controls. ``*…*`` and ``**…**`` are
        emphasis.
    controls, chart
        The two parts; ``explorer.controls["volume"].value = 900`` moves an input.
    subject
        What it shows.
    scenario, outcome
        The present inputs, and what the model found for them.
    board
        On which a class is asked for what stands here; None until one is.
    """

    SCRIPT = page.script(__file__)
    STYLES = page.part_styles(*_STYLES)
    OWN = ("controls", "chart", "panel", "board")
    name = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    presets = traitlets.Dict().tag(sync=True)
    presets_shown = traitlets.Dict().tag(sync=True)
    defaults = traitlets.Dict().tag(sync=True)
    phrases = traitlets.Dict().tag(sync=True)
    controls = anywidget.WidgetTrait().tag(sync=True)
    chart = anywidget.WidgetTrait().tag(sync=True)
    panel = anywidget.WidgetTrait().tag(sync=True)
    board = anywidget.WidgetTrait().tag(sync=True)
    keepable = traitlets.Bool().tag(sync=True)
    savable = traitlets.Bool().tag(sync=True)
    task = traitlets.Unicode().tag(sync=True)

    def __init__(
        self, subject: Subject, scenario: Scenario, panel: anywidget.AnyWidget | None = None
    ) -> None:
        self.subject, self.scenario = subject, scenario
        self.outcome = subject.solve(scenario)
        self._save = subject.saver()
        self._presented = False
        self._kept, self._overlay, self._laid_on = [], [], {}
        model, view = type(scenario), subject.view
        controls, spec = _controls(scenario, subject), view.draw(self.outcome)
        self._lock = controls.lock
        super().__init__(
            name=subject.name,
            title=view.TITLE,
            presets={key: model(**inputs).model_dump() for key, inputs in subject.presets.items()},
            presets_shown={key: words.said(key) for key in subject.presets},
            defaults=model().model_dump(),
            phrases=page.part_phrases("explorer", "link", "here"),
            controls=controls,
            chart=Chart(spec, view.describe(self.outcome), values=dict(controls.values)),
            keepable=any(map(can_be_kept, spec["data"])),
            savable=self._save is not None,
            panel=panel,
            # In a row of widgets it takes what room there is: it has no width of its own.
            layout={"flex": "1 1 auto"},
        )
        self._ahead = Ahead(self.chart, self.pictured, self._lock)
        self.controls.observe(self._follow, "values")

    @property
    def sentence(self) -> typeset.Sentence:
        """What the chart says, in words; at the end of a cell it is shown as a text."""
        return typeset.Sentence(self.chart.sentence)

    def table(self) -> DataFrame:
        """Return the numbers behind the chart."""
        return self.subject.view.tabulate(self.outcome)

    def code(self) -> str:
        """Return the line of a notebook that opens the explorer with these inputs."""
        declared = self.scenario.inputs()
        inputs = ", ".join(
            f"{name}={declared[name].literal(value)}"
            for name, value in self.scenario.changed().items()
        )
        return f"explore.{self.name}({inputs})"

    def close(self) -> None:
        """Take the explorer off every page, and leave off with what lies ahead."""
        if hasattr(self, "_ahead"):
            self._ahead.stop()
        super().close()

    def save(self) -> str:
        """Keep the present scenario for the learner's own case; return what is said of it."""
        with self._lock:
            return self._save(self.scenario, self.outcome)

    def keep(self, name: str = "") -> None:
        """Keep the present curves as faded ghosts to compare with; at most three sets.

        A name is written beside them; without one they are numbered.
        """
        with self._lock:
            if self.keepable and len(self._kept) < MOST_KEPT:
                self._kept.append({**self._drawn()})
                self.rename(-1, name)

    def rename(self, place: int, name: str) -> None:
        """Give the kept curves at a place, counted from 0, another name."""
        with self._lock:
            self._kept[place]["name"] = words.one_line(name, presenter.LONGEST_NAME)
            self._show_anew()

    def forget(self) -> None:
        """Take all kept curves off the chart."""
        with self._lock:
            self._kept.clear()
            self._show_anew()

    def overlay(self, traces: list[dict[str, Any]]) -> None:
        """Draw traces on top of the view's own, in place of those drawn so before.

        They stay where they are while inputs move, and are never kept as ghosts. While an axis
        counts something else they are not shown.
        """
        with self._lock:
            self._overlay = list(traces)
            self._laid_on = self._drawn()["layout"]
            self._show_anew()

    def ask_class(self) -> None:
        """Ask a class for what stands here, where that is a number."""
        with self._lock:
            self.board = self.subject.class_board(self)

    def _follow(self, _change: object) -> None:
        with self._lock:
            stood = self.scenario, self.outcome
            try:
                self.scenario = self.scenario.replace(**self.controls.values)
                self.outcome = self.subject.solve(self.scenario)
                self._show()
            except BaseException as error:  # an interrupt, too, comes in the middle of a move
                self.scenario, self.outcome = stood
                # No thumb stands where the chart beside it is not of.
                self.controls.values = self.scenario.model_dump()
                if isinstance(error, Exception):
                    self.tell_fault(error)
                raise

    def _show_anew(self) -> None:
        """Show what something else than an input has changed."""
        self._ahead.stale()
        self._show()

    def _show(self) -> None:
        spec, told = self._pictured(self.outcome)
        # Every window on this kernel puts its controls where the sentence says they are.
        told["values"] = dict(self.controls.values)
        told["moves"] = dict(self.controls.moves_heard)
        told["kept"] = names_told(self._kept)
        told["epoch"] = self._ahead.epoch
        self.chart.show(spec, **told)

    def _pictured(self, outcome: Any) -> Picture:
        """Return what is drawn of an outcome, and what is told with it."""
        view = self.subject.view
        spec = overlaid(with_ghosts(view.draw(outcome), self._kept), self._overlay, self._laid_on)
        told: dict[str, Any] = {"sentence": view.describe(outcome)}
        # The number for a big screen is worked out only for a page that has asked for it.
        if self._presented:
            told["headline"] = self._number(outcome, spec["layout"])
        return spec, told

    def pictured(self, values: Mapping[str, Any]) -> Picture:
        """Return what a move to some values of its inputs draws, and what is told with it."""
        return self._pictured(self.subject.solve(self.scenario.replace(**values)))

    def _drawn(self) -> dict[str, Any]:
        return self.subject.view.draw(self.outcome)

    @property
    def acts(self) -> Mapping[str, Callable[[Message], object]]:
        """What is done with a message of the page, by its kind."""
        return {
            "ahead": self._ahead.ask,
            "keep": self._keep_asked,
            "rename": self._rename_asked,
            "forget": self._forget_asked,
            "presenter": lambda _: self._present(),
            "class": self._class_asked,
            "code": lambda _: self.send({"kind": "code", "text": self.code()}),
            "csv": lambda _: self.send({"kind": "csv", "text": csv_text(self.table())}),
            "save": self._save_asked,
            **dict.fromkeys(link.ASKED, lambda message: self.send(link.answer(self, message))),
            **dict.fromkeys(("reverse", "table", "about"), self._tell_details),
        }

    def _class_asked(self, message: Message) -> None:
        with self._lock:
            try:
                shown = self.scenario.replace(**message.mapping("values"))
            except ScenarioError:  # no page of ours shows that
                return
            self.controls.move(**shown.model_dump())
            self.ask_class()

    def _save_asked(self, _message: Message) -> None:
        if self.savable:
            self.send({"kind": "saved", "text": self.save()})

    def _tell_details(self, message: Message) -> None:
        with self._lock:
            blocks = getattr(self, f"_{message.kind}_blocks")()
        self.send({"kind": "details", "tab": message.kind, "blocks": blocks})

    def _keep_asked(self, message: Message) -> None:
        is_named = message.is_true("named")
        self.keep(presenter.default_name(self.scenario, self.presets) if is_named else "")
        self._tell_kept()

    def _rename_asked(self, message: Message) -> None:
        place = message.whole("place")
        if place in range(len(self._kept)):
            self.rename(place, message.text("name") or "")
        self._tell_kept()

    def _forget_asked(self, _message: Message) -> None:
        self.forget()
        self._tell_kept()

    def _tell_kept(self) -> None:
        self.send({"kind": "kept", **self._counted()})

    def _counted(self) -> dict[str, Any]:
        names = [one["name"] for one in self._kept]
        return {"count": len(names), "most": MOST_KEPT, "names": names}

    def _present(self) -> None:
        """Send what the presenter bar is made of; from now on a move tells the number, too."""
        self._presented = True
        self._ahead.stale()
        try:
            script = {"demo": self.subject.demo()}
        except ValueError as error:  # a sentence for whoever wrote the script
            script = {"demo": [], "problem": str(error)}
        number = self._number(self.outcome, self.chart.spec["layout"])
        told = {"headline": number, **self._counted()}
        self.send({"kind": "presenter", **presenter.material(), **script, **told})

    def _number(self, outcome: Any, layout: Mapping[str, Any]) -> tuple[str, str, bool]:
        """Return the number for a big screen, and whether a class may predict it."""
        label, number = presenter.headline(self.subject.view, outcome)
        return label, number, self.subject.can_ask_a_class(outcome, layout)

    def _reverse_blocks(self) -> list[dict[str, Any]]:
        if not hasattr(self.scenario, "margin"):
            return [tabs.paragraph(words.PHRASES["no_margin"])]
        view, solve = self.subject.view, self.subject.solve
        return [
            *tabs.reversals(self.scenario.quantities(), self._reversing()),
            *tabs.otherwise(self.scenario, lambda other: view.describe(solve(other))),
        ]

    def _reversing(self) -> list[Any]:
        """Return what turns each input that *What would reverse it?* lists by itself."""
        return self.subject.flip_points(self.scenario)

    def _table_blocks(self) -> list[dict[str, Any]]:
        return [tabs.frame(self.table())]

    def _about_blocks(self) -> list[dict[str, Any]]:
        told, model = self.subject, type(self.scenario)
        return [
            *tabs.about(model, told.view, told.cite, told.origins()),
            *tabs.meanings(told.words()),
        ]

    def _repr_mimebundle_(self, **kwargs: dict) -> tuple[dict, dict]:
        """Add the sentence in plain words for a page that cannot run widgets."""
        return page.with_words(super()._repr_mimebundle_(**kwargs), self.sentence)


def _controls(scenario: Scenario, subject: Subject) -> ExplorerControls:
    meanings, values = subject.meanings(), scenario.model_dump()
    declared = {
        name: replace(one, help="\n".join(filter(None, (one.help, *meanings.get(name, ())))))
        for name, one in scenario.inputs().items()
    }
    return ExplorerControls(declared, values, type(scenario).in_order(), subject.at_first)
