"""The sliders of an explorer, and what one step of each sends to the page."""

import json
from dataclasses import dataclass
from typing import Any

from ipywidgets import Widget

from lessons.explore import Entry, catalogue
from lessons.scenario.kinds import Quantity, Span
from lessons.widgets.explorer.explorer import Explorer
from lessons.words import PHRASES


@dataclass(frozen=True, slots=True)
class Slider:
    """One slider of an explorer: a quantity's, or the upper end of a span's.

    Attributes
    ----------
    explorer, name
        The explorer's name in the catalogue, and the input's in its Scenario.
    label
        Its accessible name on the page.
    start, minimum, maximum, step
        In the input's own unit.
    span
        The lower end of a span; None for a quantity.
    """

    explorer: str
    name: str
    label: str
    start: float
    minimum: float
    maximum: float
    step: float
    span: float | None = None

    def value(self, at: float) -> Any:
        """Return what the input takes when the thumb stands at `at`."""
        return at if self.span is None else (self.span, at)

    @property
    def room(self) -> tuple[int, int]:
        """How many steps there are above the start, and below it."""
        above = round((self.maximum - self.start) / self.step)
        return above, round((self.start - self.minimum) / self.step)

    def walk(self, steps: int) -> list[Any]:
        """Return the input's values on a walk of so many steps, to the roomier side and back."""
        above, below = self.room
        sign, most = (1, above) if above >= below else (-1, below)
        turns = [abs((step + most) % (2 * most) - most) for step in range(1, steps + 1)]
        return [self.value(round(self.start + sign * turn * self.step, 9)) for turn in turns]


def sliders(entry: Entry) -> list[Slider]:
    """Return the sliders of an explorer, in the order in which its inputs are declared."""
    found = []
    for name, one in entry.model.inputs().items():
        if isinstance(one, Quantity) and not one.row:  # a cell of a table has no slider
            at = (one.label, one.default, one.minimum, one.maximum, one.step)
            found.append(Slider(entry.name, name, *at))
        elif isinstance(one, Span):
            low, high = one.default
            label = PHRASES["upper_end"].format(label=one.label)
            found.append(Slider(entry.name, name, label, high, low, one.maximum, one.step, low))
    return found


class Listener:
    """Counts what all widgets of this process send to their pages."""

    def __init__(self) -> None:
        self.messages: list[int] = []
        self._native = Widget._send

    def __enter__(self) -> "Listener":
        """Begin to listen."""

        def heard(_widget: Widget, message: dict, buffers: Any = None) -> None:
            size = len(json.dumps(message)) + sum(memoryview(one).nbytes for one in buffers or ())
            self.messages.append(size)

        Widget._send = heard
        return self

    def __exit__(self, *_: object) -> None:
        """Let the widgets send again."""
        Widget._send = self._native


def moved_on_the_page(explorer: Explorer, name: str, value: Any) -> None:
    """Do what a message of the page does that an input has been moved."""
    values = {**explorer.controls.values, name: value}
    explorer.controls.set_state({"values": json.loads(json.dumps(values))})  # as it comes


def payload(slider: Slider) -> int:
    """Return the bytes that the first step of a slider sends."""
    explorer = catalogue()[slider.explorer]()
    with Listener() as heard:
        moved_on_the_page(explorer, slider.name, slider.walk(1)[0])
    return sum(heard.messages)


def costliest(entry: Entry) -> Slider:
    """Return the slider whose step sends the most: the one that is worth measuring."""
    return max(sliders(entry), key=payload)
