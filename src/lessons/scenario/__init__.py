"""The inputs of a model: declared once, checked together."""

from lessons.scenario.declare import choice, choices, quantity, span, switch
from lessons.scenario.kinds import ScenarioError
from lessons.scenario.scenario import Scenario, preset_inputs, preset_named, preset_of

__all__ = [
    "Scenario",
    "ScenarioError",
    "choice",
    "choices",
    "preset_inputs",
    "preset_named",
    "preset_of",
    "quantity",
    "span",
    "switch",
]
