"""What was saved at an explorer, as it fills a line of the learner's own case."""

from __future__ import annotations

from dataclasses import dataclass

from lessons import words
from lessons.explore import entry
from lessons.explore.carry_over import FEEDS, Carried, Feed, carried
from lessons.models.your_case import GUESSES
from lessons.my_work.saved_scenarios import Saved
from lessons.scenario import Scenario, ScenarioError


@dataclass(frozen=True, slots=True)
class Filled:
    """A line of a case that was filled from what was saved.

    Attributes
    ----------
    name
        The consideration's name in the case's inputs.
    saved
        What it was filled from.
    amounts
        Its three guesses, $/year.
    source, still
        As of an `Assumption`.
    """

    name: str
    saved: Saved
    amounts: tuple[float, ...]
    source: str
    still: str

    def guesses(self) -> dict[str, float]:
        """Return its amounts by the inputs that they are for."""
        named = (f"{self.name}_{guess}" for guess in GUESSES)
        return dict(zip(named, self.amounts, strict=True))


def scenario_of(saved: Saved) -> Scenario | None:
    """Return what was saved as a scenario; None where its explorer or input is not known."""
    if saved.explorer not in FEEDS:
        return None
    try:
        inputs = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in saved.inputs.items()
        }
        return entry(saved.explorer).scenario(**inputs)
    except (AttributeError, ScenarioError):
        return None


def told_of(saved: Saved, scenario: Scenario) -> dict[str, str]:
    """Return the words for what was saved: its title, its time, and its inputs."""
    declared = scenario.inputs()
    inputs = [
        words.PHRASES["input_as"].format(
            label=declared[name].label, value=declared[name].shown(value)
        )
        for name, value in scenario.changed().items()
    ]
    return {
        "title": entry(saved.explorer).view.TITLE.partition(":")[0],
        "time": words.moment(saved.time),
        "inputs": words.listed(inputs) if inputs else words.PHRASES["case_as_it_was"],
    }


def filled(saved: Saved, scenario: Scenario) -> Filled:
    """Return what a line is filled with from what was saved."""
    feed = FEEDS[saved.explorer]
    found, told = carried(feed, scenario, entry(saved.explorer).solve), told_of(saved, scenario)
    source = words.PHRASES["case_from_saved"].format(
        **told, basis=feed.basis, range=_range(feed, scenario, found)
    )
    still = words.PHRASES["case_still_carried"].format(title=told["title"])
    if scenario.changed():
        still = ""
    amounts = found.low, found.likely, found.high
    return Filled(feed.consideration, saved, amounts, source, still)


def _range(feed: Feed, scenario: Scenario, found: Carried) -> str:
    """Say what was moved for the low and the high guess."""
    if feed.uncertain is None:
        least, most = map(words.percent, found.ends)
        return words.PHRASES["case_range_of_result"].format(least=least, most=most)
    declared = scenario.quantities()[feed.uncertain]
    least, most = map(declared.shown, found.ends)
    if least == most:
        return words.PHRASES["case_range_of_one"].format(uncertain=declared.label, value=most)
    return words.PHRASES["case_range"].format(uncertain=declared.label, least=least, most=most)
