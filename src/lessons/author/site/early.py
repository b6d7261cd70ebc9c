"""An explorer that is alive before its kernel: what its page is told, worked out beforehand.

The page gets the widgets' states, the picture of the default scenario, and what every single move
away from it would bring. All is said by the explorer itself, as to a page that it answers.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
from ipywidgets import Widget

from lessons.scenario.kinds import Choice, Quantity, Switch
from lessons.widgets.chart.chart import changes, words_on_top
from lessons.widgets.explorer.explorer import Explorer

ID = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
DIGITS = 6  # decimals to which a page rounds where a thumb stands


def early(explorer: Explorer) -> dict[str, Any]:
    """Return what a page needs to show an explorer and to follow its first moves.

    Parameters
    ----------
    explorer
        As its notebook opens it; it stays as it is.

    Returns
    -------
    dict
        As JSON has it: ``models``, the states of all widgets by their id; the ids of the
        ``explorer``, its ``controls`` and its ``chart``; ``whole``, the picture; and ``frames``,
        each with the ``values`` that it is for, as far as they are not the present ones.
    """
    parts = (explorer, explorer.controls, explorer.chart)
    shown = [*parts, *(part.page_script for part in parts)]
    spec, told = explorer.pictured({})
    spec, values = words_on_top(spec), dict(explorer.controls.values)
    known = {
        "models": {one.model_id: _state(one) for one in shown},
        **dict(
            zip(("explorer", "controls", "chart"), (one.model_id for one in parts), strict=True)
        ),
        "whole": _plain({"kind": "whole", **spec, **told, "values": values, "epoch": 0}),
        "frames": [
            {"values": values, **_plain({**changed, **told})}
            for values, changed, told in _moves(explorer, spec)
        ],
    }
    return _renamed(known)


def _renamed(known: dict[str, Any]) -> dict[str, Any]:
    """Return it with ids of widgets that every build makes alike; theirs are made by chance."""
    names: dict[str, str] = {}
    text = ID.sub(lambda one: names.setdefault(one[0], f"early-{len(names)}"), json.dumps(known))
    return json.loads(text)


def _moves(explorer: Explorer, base: dict[str, Any]) -> Iterator[tuple[dict, dict, dict]]:
    """Return each move of one input, and each preset, that a frame can tell from the picture."""
    present = dict(explorer.controls.values)
    single = (
        {name: value} for name, one in explorer.scenario.inputs().items() for value in _stops(one)
    )
    presets = (
        {name: value for name, value in inputs.items() if present[name] != value}
        for inputs in explorer.presets.values()
    )
    for values in [*single, *presets]:
        if values and any(present[name] != value for name, value in values.items()):
            spec, told = explorer.pictured(values)
            changed = changes(base, words_on_top(spec))
            if changed is not None:
                yield values, changed, told


def _stops(one: Any) -> list[Any]:
    """Return where an input may be moved to; of what is no number and no option nothing."""
    if isinstance(one, Choice):
        return list(one.options)
    if isinstance(one, Switch):
        return [False, True]
    if not isinstance(one, Quantity) or one.scale != "linear":
        return []
    count = round((one.maximum - one.minimum) / one.step)
    return [round(one.minimum + place * one.step, DIGITS) for place in range(count + 1)]


def _state(widget: Widget) -> dict[str, Any]:
    """Return what a page gets of a widget."""
    return json.loads(json.dumps(widget.get_state(), default=str))


def _plain(value: Any) -> Any:
    """Return a part of a message as JSON has it; an array of numbers is marked as one."""
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, np.ndarray) and value.dtype.kind in "fiu" and value.ndim == 1:
        return {"array": [None if np.isnan(one) else one for one in value.astype(float).tolist()]}
    if isinstance(value, np.ndarray):
        return value.tolist()
    return value.item() if isinstance(value, np.generic) else value
