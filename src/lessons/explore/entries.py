"""One explorer of the catalogue: a model, its view and its presets, joined."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lessons import words
from lessons.data import cite, columns, origin
from lessons.models.carry_over import FEEDS
from lessons.models.flip_points import flip_points
from lessons.models.your_case import CONSIDERATIONS
from lessons.own_file import FOLDER
from lessons.saved import SavedScenarios
from lessons.scenario import Scenario, preset_inputs
from lessons.widgets.explorer import Explorer, View


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
    """

    name: str
    model: type[Scenario]
    view: View
    presets: Mapping[str, Mapping[str, Any]]
    tables: tuple[str, ...] = ()

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
        scenario = self.scenario(preset, **inputs)
        return Explorer(
            self.name,
            scenario,
            self.solve,
            self.view,
            self.presets,
            flip_points,
            cite,
            lambda: [origin(table) for table in self.tables],
            save=self._saver() if self.name in FEEDS else None,
        )

    def scenario(self, preset: str | None = None, **inputs: Any) -> Scenario:
        """Return the inputs alone, as the explorer would start from them."""
        return self.model(**{**preset_inputs(preset, self.presets), **inputs})

    def solve(self, scenario: Scenario) -> Any:
        """Solve a scenario, with the tables where the model works with any."""
        if not self.tables:
            return scenario.solve()
        return scenario.solve({table: columns(table) for table in self.tables})

    def _saver(self) -> Callable[[Scenario, Any], str]:
        """Return what keeps a scenario for the learner's own case, and says so."""
        kept = SavedScenarios(Path.cwd() / FOLDER)
        line = CONSIDERATIONS[FEEDS[self.name].consideration]

        def save(scenario: Scenario, outcome: Any) -> str:
            margin = getattr(outcome, "margin", None)
            is_kept = kept.save(
                self.name, scenario.changed(), None if margin is None else float(margin)
            )
            said = words.PHRASES["saved_for_case"].format(line=line) if is_kept else ""
            return f"{said} {kept.notice}".strip()

        return save
