"""The chart: a Plotly spec and its sentence on the page, changed by one message a move."""

import gzip
from pathlib import Path
from typing import Any

import numpy as np
import traitlets

from lessons import words
from lessons.server.lesson_page import plotly_folder
from lessons.widgets import page
from lessons.widgets.part import Part


class Chart(Part):
    """A chart with its title above and its sentence below.

    The page asks for the whole picture when it first shows it, and for Plotly.js if no
    other chart on the page has it yet. From then on only what has changed is sent: arrays
    as binary buffers, in one message.

    Parameters
    ----------
    spec
        A Plotly figure as a plain dict (``data``, ``layout``); arrays as numpy.
    sentence
        What the chart says, in words.
    told
        What else is told with the picture, by name.
    """

    SCRIPT = page.script(__file__)
    STYLES = page.styles("chart")
    phrases = traitlets.Dict().tag(sync=True)
    # How Plotly writes numbers on axes and where one points.
    numbers = traitlets.Dict().tag(sync=True)

    def __init__(self, spec: dict[str, Any], sentence: str, **told: Any) -> None:
        self.spec = words_on_top(spec)
        self.sentence, self._told = sentence, told
        super().__init__(phrases=words.on_page("chart"), numbers=words.marks())
        self.acts = {
            "whole": lambda _: self._send_whole(),
            "plotly": lambda _: self.send({"kind": "plotly"}, [_plotly_js()]),
        }

    def show(self, spec: dict[str, Any], sentence: str, **told: Any) -> None:
        """Change the picture and its sentence, sending only what differs.

        What else is told by name goes with the same message.
        """
        before, self.spec = self.spec, words_on_top(spec)
        self.sentence, self._told = sentence, told
        changed = changes(before, self.spec)
        if changed is None:
            self._send_whole()
        else:
            self.tell({"kind": "move", **changed, **self._words()})

    def _send_whole(self) -> None:
        self.tell({"kind": "whole", **self.spec, **self._words()})

    def _words(self) -> dict[str, Any]:
        return {"sentence": self.sentence, **self._told}

    def tell(self, message: dict[str, Any]) -> None:
        """Send a message, the arrays in it as binary buffers."""
        buffers: list[memoryview] = []
        content = without_arrays(message, buffers)
        self.send(content, buffers)


def words_on_top(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a spec whose traces with words come last, so that no line lies over them."""
    return {**spec, "data": sorted(spec["data"], key=lambda one: "text" in one.get("mode", ""))}


def _plotly_js() -> bytes:
    """Return the installed Plotly.js, gzipped, without importing the plotly package."""
    source = Path(plotly_folder()) / "plotly.min.js"
    return gzip.compress(source.read_bytes(), compresslevel=5)


def changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any] | None:
    """Return what differs between two specs; None if they are not made of the same parts."""
    if [_shape(trace) for trace in before["data"]] != [_shape(trace) for trace in after["data"]]:
        return None
    if before["layout"].keys() != after["layout"].keys():
        return None
    pairs = zip(before["data"], after["data"], strict=True)
    traces = {
        str(index): changed
        for index, (old, new) in enumerate(pairs)
        if (changed := {key: new[key] for key in new if not _same(old[key], new[key])})
    }
    parts = {key: part for key, part in after["layout"].items() if before["layout"][key] != part}
    return {"traces": traces, **({"layout": parts} if parts else {})}


def _shape(trace: dict[str, Any]) -> tuple[Any, frozenset[str]]:
    return trace["type"], frozenset(trace)


def _same(old: Any, new: Any) -> bool:
    if isinstance(old, np.ndarray) and isinstance(new, np.ndarray):
        return np.array_equal(old, new, equal_nan=new.dtype.kind == "f")
    return not any(isinstance(one, np.ndarray) for one in (old, new)) and bool(old == new)


def without_arrays(value: Any, buffers: list[memoryview]) -> Any:
    """Return a copy for JSON in which each numeric array stands as a place in `buffers`."""
    if isinstance(value, dict):
        return {key: without_arrays(part, buffers) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [without_arrays(part, buffers) for part in value]
    if not isinstance(value, np.ndarray):
        return value.item() if isinstance(value, np.generic) else value
    if value.dtype.kind not in "fiu" or value.ndim != 1:
        return value.tolist()
    buffers.append(memoryview(np.ascontiguousarray(value, dtype="<f8")))
    return {"buffer": len(buffers) - 1}
