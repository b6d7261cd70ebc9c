"""One explorer of the catalogue: a model, its view and its presets, joined."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Self

from lessons import data, words
from lessons.data import DataError, cite, columns, origin, read_glossary
from lessons.data.glossary import Word
from lessons.models.shared.flip_points import flip_points
from lessons.my_work.saved_scenarios import SavedScenarios
from lessons.scenario import Scenario, preset_inputs
from lessons.scenario.kinds import Declaration
from lessons.server.own_folder import own_folder
from lessons.server.presented import is_presented
from lessons.widgets.explorer.explorer import Explorer, View

if TYPE_CHECKING:
    from lessons.classroom.board import ClassBoard

SLOT = re.compile(r"\{[^}]*\}")
NOT_SHOWN = {"LEAVES_OUT", "PHRASES", "TEXTS"}  # of a view's texts: for instructors, and shared


@dataclass(frozen=True, slots=True)
class Entry:
    """One explorer of the catalogue; call it to open the explorer.

    Attributes
    ----------
    name
        What it is called in `lessons.explore`.
    model, view
        What the explorer shows.
    presets
        Inputs by the preset's name; an input left out stands at its default.
    tables
        Names of the cited tables that the model works with. Where there are any, its
        ``solve`` takes them: for each name a mapping from column to array.
    at_first
        Names of the inputs that are open at first; left out, the first six that are declared.
    """

    name: str
    model: type[Scenario]
    view: View
    presets: Mapping[str, Mapping[str, Any]]
    tables: tuple[str, ...] = ()
    at_first: tuple[str, ...] = ()

    flip_points = staticmethod(flip_points)
    cite = staticmethod(cite)

    @classmethod
    def named(cls, name: str, presets: Mapping[str, Mapping[str, Any]], **more: Any) -> Self:
        """Return the entry of an explorer whose model and view are in files of its name."""
        model = import_module(f"lessons.models.{name}")
        scenario = getattr(model, "".join(map(str.capitalize, name.split("_"))))
        return cls(name, scenario, import_module(f"lessons.views.{name}"), presets, **more)

    def __call__(self, preset: str | None = None, **inputs: Any) -> Explorer:
        """Open the explorer.

        Parameters
        ----------
        preset
            Name of a preset to start from; left out, every input stands at its default.
        **inputs
            Inputs by name, which win over the preset's.

        Raises
        ------
        ScenarioError
            If a preset or input is unknown (the nearest right name is told), or a value is
            out of bounds.
        """
        return Explorer(self, self.scenario(preset, **inputs))

    def scenario(self, preset: str | None = None, **inputs: Any) -> Scenario:
        """Return the inputs alone, as the explorer would start from them."""
        return self.model(**{**preset_inputs(preset, self.presets), **inputs})

    def demo(self) -> list[dict[str, Any]]:
        """Return the demo script of this explorer: its start, then its steps.

        Returns
        -------
        list
            For each of them the ``values`` of all inputs, what to ``ask`` before and ``say``
            after them, and the prediction that the ``class`` is asked for; nothing of them at
            the start. Empty where no script is about it.

        Raises
        ------
        DataError
            If a file of scripts is not right, or names in a text an input that there is not.
        ScenarioError
            If a preset or input is unknown or out of bounds.
        """
        found = [one for one in data.demos_by_lesson().values() if one.explorer == self.name]
        steps = [step for demo in found for step in (demo.start, *demo.steps)]
        return [self._shown(step) for step in steps]

    def _shown(self, step: Any) -> dict[str, Any]:
        scenario = self.scenario(step.preset, **step.inputs)
        texts = {name: self._filled(getattr(step, name, ""), scenario) for name in ("ask", "say")}
        asked = getattr(step, "class_", "")
        return {"values": scenario.model_dump(), **texts, "class": asked}

    def _filled(self, text: str, scenario: Scenario) -> str:
        try:
            return scenario.filled(text)
        except (LookupError, ValueError) as error:
            name = str(error).strip("'")
            right = words.nearest(name, scenario.inputs())
            raise DataError(
                words.PHRASES["demo_unknown_slot"].format(
                    explorer=self.name, name=name, right=right
                )
            ) from None

    def solve(self, scenario: Scenario) -> Any:
        """Solve a scenario, with the tables where the model works with any."""
        if not self.tables:
            return scenario.solve()
        return scenario.solve({table: columns(table) for table in self.tables})

    def origins(self) -> list[str]:
        """Return a line for each table that the model works with: where it comes from."""
        return [origin(table) for table in self.tables]

    def meanings(self) -> dict[str, list[str]]:
        """Return the meanings that the help of each input adds for the words that it uses.

        What the help says by itself is not said twice.
        """
        return {
            name: [word.sentence for word in self.words_of(name) if not self._says(name, word)]
            for name in self.model.inputs()
        }

    def words_of(self, name: str) -> list[Word]:
        """Return the words of the field in the label, help and options of an input."""
        return read_glossary().used(_texts_of(self.model.inputs()[name]))

    def words(self) -> list[Word]:
        """Return the words of the field that the explorer uses, in alphabetical order."""
        inputs = self.model.inputs().values()
        told = [text for one in inputs for text in (one.group, *_texts_of(one))]
        used = read_glossary().used(
            [words.said(self.model.lead()), *told, *_shown(vars(self.view))]
        )
        return sorted(used, key=lambda one: one.term.casefold())

    def _says(self, name: str, word: Word) -> bool:
        return f"{self.name}.{name}" in word.said_by

    def can_ask_a_class(self, outcome: Any, layout: Mapping[str, Any]) -> bool:
        """Whether what was found has a number that a class may predict."""
        # Only who presents waits for what a class is asked with.
        from lessons.explore import asking

        return asking.can_ask(self.view, outcome, layout, self.presets)

    def class_board(self, explorer: Explorer) -> ClassBoard | None:
        """Ask a class for what an explorer finds now; return the board that does, if any can."""
        from lessons.explore import asking

        return asking.board(explorer)

    def saver(self) -> Callable[[Scenario, Any], str] | None:
        """Return what keeps a scenario for the learner's own case, or None where nothing is."""
        # Only an explorer that is opened waits for the model of the learner's own case.
        from lessons.explore.carry_over import FEEDS
        from lessons.models.your_case import CONSIDERATIONS

        if self.name not in FEEDS or is_presented():
            return None
        kept = SavedScenarios(own_folder())
        line = CONSIDERATIONS[FEEDS[self.name].consideration]

        def save(scenario: Scenario, outcome: Any) -> str:
            margin = getattr(outcome, "margin", None)
            is_kept = kept.save(
                self.name, scenario.changed(), None if margin is None else float(margin)
            )
            said = words.PHRASES["saved_for_case"].format(line=line) if is_kept else ""
            return f"{said} {kept.notice}".strip()

        return save


def _texts_of(declared: Declaration) -> tuple[str, ...]:
    """Return what a page shows of an input."""
    return declared.label, declared.help, *words.said(getattr(declared, "options", ()))


def _shown(named: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts of a view that an explorer shows."""
    for name, value in named.items():
        if name.isupper() and name not in NOT_SHOWN:
            yield from _strings(value)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield SLOT.sub("", value)
    elif isinstance(value, Mapping):
        yield from _strings(value.values())
    elif isinstance(value, Iterable):
        for part in value:
            yield from _strings(part)
