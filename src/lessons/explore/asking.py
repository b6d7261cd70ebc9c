"""A class is asked for what an explorer finds: the number of its presenter bar."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lessons import words
from lessons.classroom.board import ClassBoard, ClassQuestion, Revealed
from lessons.scenario import preset_of
from lessons.widgets.explorer import presenter
from lessons.words import PHRASES, predicted

if TYPE_CHECKING:
    from lessons.scenario import Scenario
    from lessons.widgets.explorer.explorer import Explorer

# Money, a share of something, or how many there are of something.
WRITTEN = re.compile(
    rf"({words.MINUS}?)(\$?)(\d[\d,]*(?:\.\d+)?)(?:(%)(?: .*)?| ([a-z][a-z -]*))?"
)
STEPS = 100  # on the way along the axis, or up to twice as many
MOST_INPUTS, LONGEST = 3, 300  # of the inputs that are told with the question, and of its words
FINER = 2  # decimals of the answer more than of what was predicted


@dataclass(frozen=True, slots=True)
class Headline:
    """The number that matters of what was found.

    Attributes
    ----------
    value
        How large it is; a share, where the unit is ``%``.
    scale
        On what it is predicted: round about the axis of the chart that counts it.
    """

    value: float
    scale: predicted.Scale


def headline(view: Any, outcome: Any, layout: Mapping[str, Any]) -> Headline | None:
    """Return the number that matters of an outcome; None where that is no number, or has no axis.

    Parameters
    ----------
    view
        The explorer's.
    outcome
        What its model found.
    layout
        Of the chart as it is drawn.
    """
    _, text = presenter.headline(view, outcome)
    read = _read(text)
    if read is None:
        return None
    value, unit = read
    scale = _share(value) if unit == "%" else _along(layout, value, unit)
    return Headline(value, scale) if scale else None


def _read(text: str) -> tuple[float, str] | None:
    """Return the number in a headline with its unit; None where there is none."""
    match = WRITTEN.fullmatch(text)
    if not match:
        return None
    minus, dollar, digits, percent, unit = match.groups()
    if sum(map(bool, (dollar, percent, unit))) != 1:  # a bare number has no axis of its own
        return None
    value = float(digits.replace(",", "")) * (-1 if minus else 1)
    return (value / 100 if percent else value), dollar or percent or unit


def _share(value: float) -> predicted.Scale | None:
    return predicted.Scale(0.0, 1.0, 0.01, "%") if 0 <= value <= 1 else None


def _along(layout: Mapping[str, Any], value: float, unit: str) -> predicted.Scale | None:
    """Return the scale of the first axis that counts such numbers and has room for this one."""
    for low, high in _axes(layout, unit):
        if low <= value <= high:
            step = _step((high - low) / STEPS)
            ends = math.floor(low / step) * step, math.ceil(high / step) * step
            return predicted.Scale(*(round(one, 9) for one in ends), step, unit)
    return None


def _axes(layout: Mapping[str, Any], unit: str) -> Iterator[Sequence[float]]:
    """Yield the ranges of the axes that count in a unit; upright ones first."""
    names = sorted((one for one in layout if re.fullmatch(r"[xy]axis\d*", one)), reverse=True)
    for axis in (layout[name] for name in names):
        ends = axis.get("range", ())
        is_plain = axis.get("type", "linear") == "linear" and axis.get("visible", True)
        is_range = len(ends) == 2 and all(isinstance(one, int | float) for one in ends)
        if is_plain and is_range and _counts(axis, unit):
            yield sorted(ends)


def _counts(axis: Mapping[str, Any], unit: str) -> bool:
    """Whether an axis counts in a unit: money by its ticks, all else by the word in its title."""
    if unit == "$":
        return axis.get("tickformat", "").startswith("$")
    title = axis.get("title", {}).get("text", "").lower()
    return unit.split()[0] in re.findall(r"[a-z-]+", title)


def _step(least: float) -> float:
    """Return the next of 1, 2 and 5, times a power of ten, at or above a number."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(one * power for one in (1, 2, 5, 10) if least <= one * power * (1 + 1e-9))


def board(explorer: Explorer) -> ClassBoard | None:
    """Ask a class for what an explorer finds now; None where that is no number.

    Returns
    -------
    ClassBoard
        The explorer's own, if it has asked before.
    """
    layout = explorer.chart.spec["layout"]
    found = headline(explorer.subject.view, explorer.outcome, layout)
    ask = _question(explorer.subject.view, explorer.scenario, explorer.presets)
    if found is None or ask is None:
        return explorer.board
    explorer.overlay([])  # what was predicted of something else
    reveal = _revealer(explorer, found)
    asked = ClassQuestion(_as_asked(found, ask), reveal, finer=FINER)
    if explorer.board is None:
        return ClassBoard(asked)
    explorer.board.ask(asked)
    return explorer.board


def can_ask(
    view: Any, outcome: Any, layout: Mapping[str, Any], presets: Mapping[str, Mapping[str, Any]]
) -> bool:
    """Whether a class can be asked for what was found, and told in few words where it stands."""
    is_asked = _question(view, outcome.scenario, presets) is not None
    return is_asked and headline(view, outcome, layout) is not None


def _question(
    view: Any, scenario: Scenario, presets: Mapping[str, Mapping[str, Any]]
) -> str | None:
    """Return what is asked, and where the inputs stand; None where a view asks nothing."""
    if not hasattr(view, "ASKED"):
        return None
    ask = view.ASKED.format(**words.said(scenario.model_dump()))
    where = _where(scenario, presets)
    if where is None:
        return None
    return PHRASES["class_here"].format(ask=ask, inputs=where) if where else ask


def _as_asked(found: Headline, ask: str) -> dict[str, Any]:
    """Return the question as a room takes it."""
    scale = found.scale
    return {
        "kind": "number",
        "ask": ask,
        "label": PHRASES["prediction"],  # what the explorer calls it may tell who wins
        "unit": scale.unit,
        **words.unit_on_page(scale.unit),
        "minimum": scale.minimum,
        "maximum": scale.maximum,
        "step": scale.step,
    }


def _where(scenario: Scenario, presets: Mapping[str, Mapping[str, Any]]) -> str | None:
    """Return the inputs that stand elsewhere than at first, or the preset; None of too many."""
    declared, changed = scenario.inputs(), scenario.changed()
    if len(changed) > MOST_INPUTS:
        name = preset_of(scenario, presets)
        return PHRASES["class_preset"].format(name=name) if name else None
    told = [
        PHRASES["input_as"].format(label=declared[name].label, value=declared[name].shown(value))
        for name, value in changed.items()
    ]
    return words.one_line(words.listed(told), LONGEST)


def _revealer(explorer: Explorer, found: Headline) -> Any:
    """Return what moves an explorer back to where it was asked about, and tells what it found."""
    scenario = explorer.scenario

    def reveal(_latest: Sequence[float], distinct: Sequence[float]) -> Revealed:
        explorer.controls.move(**scenario.model_dump())
        told = [
            (given, predicted.told(given, found.value, found.scale, finer=FINER))
            for given in distinct
        ]
        fine = predicted.as_fine(found.value, found.scale.step, finer=FINER)
        answer = PHRASES["class_answer"].format(found=words.spoken(fine, found.scale.unit))
        return Revealed(
            answer, found.value, [(given, one.sentence, one.off) for given, one in told]
        )

    return reveal
