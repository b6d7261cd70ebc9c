"""What reduces a risk: steps that a company can take, each tied to the input that it moves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Measure:
    """One step that makes a risk smaller.

    Attributes
    ----------
    name
        What it is called among people who do it.
    text
        What is done, and why it helps.
    inputs
        Where it moves the model's inputs to, from their defaults.
    """

    name: str
    text: str
    inputs: Mapping[str, Any]
