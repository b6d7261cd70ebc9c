"""The kernel's side of the presenter bar: what its page needs, once it is asked for."""

from collections.abc import Mapping
from typing import Any

from lessons import words
from lessons.scenario import Scenario, preset_of
from lessons.widgets import page

LONGEST_NAME = 32  # characters of a kept curve's name; more would cover the chart


def material() -> dict[str, Any]:
    """Return the bar's script, styles and phrases, for a page that opens it."""
    return {
        "script": page.script(__file__),
        "styles": page.styles("explorer_presenter"),
        "phrases": words.on_page("presenter", "class_button"),
    }


def headline(view: Any, outcome: Any) -> tuple[str, str]:
    """Return the number that matters: what it is, and how it is written.

    Where the view has no `headline` of its own it is the margin; empty where there is none.
    """
    if hasattr(view, "headline"):
        return view.headline(outcome)
    if not hasattr(outcome, "margin") or not hasattr(outcome, "decision"):
        return "", ""
    return words.PHRASES[f"headline_{outcome.decision}"], words.money(abs(outcome.margin))


def default_name(scenario: Scenario, presets: Mapping[str, Mapping[str, Any]]) -> str:
    """Name a curve by its preset, else by the last of the inputs that are not at their default.

    Empty where neither tells it from another.
    """
    if name := preset_of(scenario, presets):
        return words.said(name)
    for name, value in reversed(scenario.changed().items()):
        declared = scenario.inputs()[name]
        return words.one_line(f"{declared.label}: {declared.shown(value)}", LONGEST_NAME)
    return ""
