"""The explorer of the learner's own case: it has a name, and takes what was saved earlier."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lessons import words
from lessons.explore.carry_over import FEEDS
from lessons.explore.case_panel import CasePanel
from lessons.explore.entries import Entry
from lessons.explore.from_saved import Filled, filled, scenario_of, told_of
from lessons.models.your_case import CONSIDERATIONS, FROM_LESSON_FOUR, GUESSES, YourCase
from lessons.my_work.case_file import CaseFile, LeftCase, case_file
from lessons.my_work.saved_scenarios import Saved, SavedScenarios
from lessons.scenario import Scenario, ScenarioError, preset_named
from lessons.server.own_folder import own_folder
from lessons.widgets.explorer import tabs
from lessons.widgets.explorer.explorer import Explorer
from lessons.words.language import LANGUAGES, said_in

if TYPE_CHECKING:
    import pandas as pd

MOST_OFFERED = 10


@dataclass(frozen=True, slots=True)
class Assumption:
    """One line of a case, with where it comes from.

    Attributes
    ----------
    line
        Name of the consideration.
    low, likely, high
        In order, $/year.
    source
        Where the three come from, as a sentence.
    still
        Whose they still are, as a sentence; empty if they are the learner's own.
    """

    line: str
    low: float
    likely: float
    high: float
    source: str
    still: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one line of a case would have to be worth to reverse the decision.

    Attributes
    ----------
    line
        Name of the consideration.
    expected, turns_at
        What it is expected to be worth, and at what the sum of all lines is zero, $/year.
    within
        Whether that lies between its low and its high guess.
    """

    line: str
    expected: float
    turns_at: float
    within: bool


class CaseEntry(Entry):
    """The entry of the learner's own case; call it to open it."""

    __slots__ = ()

    def __call__(
        self,
        preset: str | None = None,
        *,
        case_name: str | None = None,
        kept: bool = False,
        **inputs: Any,
    ) -> Case:
        """Open the learner's own case.

        Parameters
        ----------
        preset
            Name of a worked case to start from.
        case_name
            What the learner calls the case; left out, the worked case's name.
        kept
            Whether to open the case as it was left, if it was, and to keep it from now on.
        **inputs
            Inputs by name, which win over those of the worked case.

        Raises
        ------
        ScenarioError
            As the other explorers do.
        """
        scenario = self.scenario(preset, **inputs)
        worked = preset_named(preset, self.presets) if preset else self.first
        case = Case(self, scenario, worked, words.said(worked) if case_name is None else case_name)
        if kept:
            case.keep_in(case_file(own_folder()))
        return case

    @property
    def first(self) -> str:
        """Name of the worked case that the inputs start from."""
        return next(iter(self.presets))


class Case(Explorer):
    """The explorer of the learner's own case.

    Attributes
    ----------
    scenario, outcome, sentence, chart, controls
        As of every explorer.
    case_name
        What the learner calls it: text of one line, to be shown as text alone.
    """

    def __init__(self, opened: CaseEntry, scenario: YourCase, worked: str, case_name: str) -> None:
        self._saved = SavedScenarios(own_folder())
        self._carried: dict[str, Filled] = {}
        self._worked, self._first = worked, opened.first
        self._file: CaseFile | None = None
        panel = CasePanel(carry=self.carry, renew=self._refresh)
        super().__init__(opened, scenario, panel)
        self._notice_worked_case()
        panel.case_name = case_name
        self._refresh()

    @property
    def case_name(self) -> str:
        """What the learner calls the case."""
        return self.panel.case_name

    @case_name.setter
    def case_name(self, name: str) -> None:
        self.panel.case_name = name

    def assumptions(self) -> list[Assumption]:
        """Return every line of the case with its three guesses and where they come from."""
        return [
            Assumption(label, *self._guesses(line), self._source(line), self._origin(line)[1])
            for line, label in self.scenario.labels().items()
        ]

    def turns(self) -> list[Turn]:
        """Return for every line of the case what it would take to reverse the decision."""
        outcome = self.outcome
        rows = zip(
            self.scenario.labels().items(),
            outcome.expected.tolist(),
            outcome.turns_at.tolist(),
            strict=True,
        )
        return [
            Turn(label, expected, at, bool(lowest <= at <= highest))
            for (line, label), expected, at in rows
            for lowest, _, highest in [self.scenario.counted(line).tolist()]
        ]

    def code(self) -> str:
        """Return the line of a notebook that opens this case, its name with it."""
        opened = super().code()
        if self.case_name in ("", words.said(self._first)):
            return opened
        start, end = opened.split("(", 1)
        named = json.dumps(self.case_name, ensure_ascii=False)  # in the double quotes of code
        return f"{start}(case_name={named}{'' if end == ')' else ', '}{end}"

    def table(self) -> pd.DataFrame:
        """Return the numbers behind the chart, each line with its source."""
        sources = [one.source for one in self.assumptions()]
        return super().table().assign(**{words.PHRASES["case_source"]: [*sources, ""]})

    def offers(self) -> list[tuple[int, Saved, Scenario]]:
        """Return what was saved and can be carried over, the newest first, with its place."""
        saved = self._saved.scenarios()
        found = ((len(saved) - age, one, scenario_of(one)) for age, one in enumerate(saved, 1))
        return [(place, one, scenario) for place, one, scenario in found if scenario]

    def carry(self, place: int) -> str:
        """Fill a line from what was saved there, and return what is said of it."""
        for at, saved, scenario in self.offers():
            if at == place:
                return self._carry(saved, scenario)
        return words.PHRASES["case_gone"]

    def _carry(self, saved: Saved, scenario: Scenario) -> str:
        line = filled(saved, scenario)
        with self._lock:
            self._carried[line.name] = line
            self.controls.move(**line.guesses())
            self._refresh()
        low, likely, high = map(words.money, line.amounts)
        title = told_of(saved, scenario)["title"]
        return words.PHRASES["case_carried"].format(
            line=CONSIDERATIONS[line.name], low=low, likely=likely, high=high, title=title
        )

    def keep_in(self, file: CaseFile) -> None:
        """Stand as the case was left in a file, if it was, and be kept there from now on."""
        left = file.left()
        if left:
            self._open_again(left, file)
        self._file, file.tell = file, self._refresh
        self.panel.observe(lambda _: self._keep(), "case_name")
        self._refresh()

    def _open_again(self, left: LeftCase, file: CaseFile) -> None:
        try:
            values = self.subject.scenario(**left.inputs).model_dump()
        except ScenarioError:
            file.refuse()
            return
        with self._lock:
            self._worked = left.worked if left.worked in self.presets else ""
            self.controls.move(**values)
            scenarios = ((saved, scenario_of(saved)) for saved in left.carried)
            lines = (filled(saved, scenario) for saved, scenario in scenarios if scenario)
            self._carried = {line.name: line for line in lines}
            # A case that was never named has the name of its worked case, in whatever language.
            unnamed = {said_in(one, left.worked) for one in LANGUAGES}
            is_own = left.case_name not in unnamed
            self.panel.case_name = left.case_name if is_own else words.said(left.worked)
            self.panel.message = words.PHRASES["case_left"].format(time=words.moment(left.time))

    def _keep(self) -> None:
        if self._file:
            self._file.keep(
                case_name=self.case_name,
                worked=self._worked,
                inputs=self.scenario.changed(),
                carried=[one.saved for one in self._carried.values()],
            )

    def _table_blocks(self) -> list[dict[str, Any]]:
        rows = [(one.line, one.source) for one in self.assumptions()]
        return [
            tabs.frame(self.subject.view.tabulate(self.outcome)),
            tabs.grid(words.PHRASES["case_source_columns"], rows),
        ]

    def _reverse_blocks(self) -> list[dict[str, Any]]:
        rows = [
            (one.line, words.money(one.expected), self._turn(line, one))
            for line, one in zip(CONSIDERATIONS, self.turns(), strict=True)
        ]
        return [
            tabs.grid(words.PHRASES["case_turn_columns"], rows),
            *super()._reverse_blocks(),
        ]

    def _turn(self, line: str, turn: Turn) -> str:
        """Say at what a line turns the decision, which it can only between its own guesses."""
        if turn.within:
            return words.money(turn.turns_at)
        if self.scenario.is_switch(line):
            return words.PHRASES["case_turn_of_plan"]
        low, _, high = map(words.money, self.scenario.counted(line).tolist())
        return words.PHRASES["no_reverse"].format(minimum=low, maximum=high)

    def _reversing(self) -> list[Any]:
        """Return what turns all inputs but the guesses: these are told line by line."""
        guesses = {f"{line}_{guess}" for line in CONSIDERATIONS for guess in GUESSES}
        return [one for one in super()._reversing() if one.name not in guesses]

    def _guesses(self, line: str) -> tuple[float, ...]:
        if self.scenario.is_switch(line):
            return tuple(self.scenario.counted(line).tolist())
        return tuple(self.scenario.guesses(line).tolist())

    def _source(self, line: str) -> str:
        (source, _), spread = self._origin(line), self.scenario.spread
        if spread == 1 or self.scenario.is_switch(line):
            return source
        return f"{source} {words.PHRASES['case_spread'].format(spread=words.percent(spread))}"

    def _origin(self, line: str) -> tuple[str, str]:
        """Say where the guesses in the boxes of a line come from, and whose they still are."""
        if self.scenario.is_switch(line):
            at_first = "switch_cost" not in self.scenario.changed()
            still = words.PHRASES["case_still_lesson_four"] if at_first else ""
            return words.PHRASES["case_from_plan"], still
        entered = _entered(self.scenario.model_dump(), line)
        carried = self._carried.get(line)
        if carried and entered == carried.amounts:
            return carried.source, carried.still
        for name in self._examples():
            if entered != _entered(self.presets[name], line):
                continue
            is_counted = name == self._first and line in FROM_LESSON_FOUR
            origin = "lesson_four" if is_counted else "worked"
            return (
                words.PHRASES[f"case_from_{origin}"].format(name=words.said(name)),
                words.PHRASES[f"case_still_{origin}"].format(name=words.said(name)),
            )
        return words.PHRASES["case_from_hand"], ""

    def _examples(self) -> list[str]:
        """Return the worked cases that a line may be of: one alone may look like any by chance."""
        most = len(CONSIDERATIONS) / 2
        mostly = [name for name, lines in self._lines_alike().items() if lines > most]
        return [name for name in (self._worked, *mostly) if name]

    def _lines_alike(self) -> dict[str, int]:
        """Return on how many lines the case stands where each worked case does."""
        values = self.scenario.model_dump()
        return {
            name: sum(_entered(inputs, line) == _entered(values, line) for line in CONSIDERATIONS)
            for name, inputs in self.presets.items()
        }

    def _notice_worked_case(self) -> None:
        """Remember which worked case the lines stand at, if they stand at one."""
        for name, lines in self._lines_alike().items():
            if lines == len(CONSIDERATIONS):
                self._worked = name
                self._carried.clear()

    def _follow(self, change: object) -> None:
        with self._lock:
            super()._follow(change)
            before = self._worked
            self._notice_worked_case()
            if self._worked != before and self.case_name in ("", words.said(before)):
                self.case_name = words.said(self._worked)
            self._keep()

    def _refresh(self) -> None:
        """Show what is saved by now, and where each line comes from."""
        with self._lock:
            offers = self.offers()
            self.panel.offers = [
                {
                    "place": place,
                    "text": words.PHRASES["case_offer"].format(**told_of(saved, scenario)),
                    "fill": words.PHRASES["case_fill"].format(
                        line=CONSIDERATIONS[FEEDS[saved.explorer].consideration]
                    ),
                }
                for place, saved, scenario in offers[:MOST_OFFERED]
            ]
            newest = words.PHRASES["case_newest"].format(count=MOST_OFFERED)
            told = [newest] if len(offers) > MOST_OFFERED else []
            files = (self._saved, self._file) if self._file else (self._saved,)
            told += dict.fromkeys(one.notice for one in files if one.notice)
            self.panel.notice = " ".join(told)


def _entered(inputs: Mapping[str, Any], line: str) -> tuple[float, ...]:
    return tuple(sorted(inputs[f"{line}_{guess}"] for guess in GUESSES))
