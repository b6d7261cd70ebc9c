"""An explorer on a plain page, with its kernel in the test, which answers when it is told to.

So a test decides what a page sees before its kernel has heard of a move.
"""

import base64
import json
import math
import re
from collections import deque
from collections.abc import Callable, Iterable
from importlib.resources import files
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from lessons.widgets.ahead import ahead
from lessons.widgets.explorer.explorer import Explorer

# Models as anywidget has them: what a page changes or sends waits until the test fetches it.
MODELS = """(states) => {
  const models = {}, sent = [];
  class Model {
    constructor(id, state) { Object.assign(this, { id, state, heard: {}, changed: {} }); }
    get(name) { return this.state[name]; }
    set(name, value) {
      if (JSON.stringify(value) === JSON.stringify(this.state[name])) return;
      this.changed[name] = this.state[name] = value;
      this.tell(`change:${name}`);
    }
    tell(event, ...told) { for (const one of this.heard[event] ?? []) one(...told); }
    on(event, one) { (this.heard[event] ??= []).push(one); }
    off(event, one) { this.heard[event] = this.heard[event].filter((other) => other !== one); }
    send(content) { sent.push([this.id, "custom", structuredClone(content)]); }
    save_changes() {
      sent.push([this.id, "update", structuredClone(this.changed)]);
      this.changed = {};
    }
  }
  for (const [id, state] of Object.entries(states)) models[id] = new Model(id, state);
  const named = (reference) => models[reference.replace("anywidget:", "")];
  const host = {
    getModel: async (reference) => named(reference),
    getWidget: async (reference) => ({ render: (at) => show(named(reference), at) }),
  };
  const show = async (model, { el, signal }) => {
    const text = new Blob([model.get("_esm")], { type: "text/javascript" });
    const { default: part } = await import(URL.createObjectURL(text));
    await part.render({ model, el, signal, host });
  };
  const drawn = (drawing, data, layout) => Object.assign(drawing, { drawn: { data, layout } });
  // As the true one does, it writes what moves into the traces that it was given.
  const written = (part, changes) => {
    for (const [key, value] of Object.entries(changes)) {
      part[key] = value?.constructor === Object ? written(part[key] ?? {}, value) : value;
    }
    return part;
  };
  const animate = async ({ drawn: { data } }, { data: moved, traces }) =>
    traces.forEach((place, at) => written(data[place], moved[at]));
  const Plotly = { Plots: { resize() {} }, purge() {}, relayout() {}, animate };
  globalThis[Symbol.for("lessons.plotly")] = { ...Plotly, react: drawn, newPlot: drawn };
  globalThis.kernel = {
    fetch: () => sent.splice(0),
    tell: (told) => told.forEach(([id, content, ...buffers]) => {
      const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt());
      const views = buffers.map((text) => new DataView(bytes(text).buffer));
      models[id].tell("msg:custom", content, views);
    }),
    slide: ([place, share]) => {
      const slider = document.querySelectorAll("input[type=range]")[place];
      const { min, max, step } = slider;
      slider.value = Number(min) + Math.round((max - min) * share / step) * step;
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      return kernel.fetch();
    },
    show: (id) => show(models[id], { el: document.body, signal: new AbortController().signal }),
    frames: () => {
      const frames = globalThis[Symbol.for("lessons.frames")];
      return frames.get(document.querySelector(".lessons-chart"));
    },
  };
}"""
# Resolves behind whatever the page is about to ask: timers of one length end in their order.
ASKED_AFTER = re.search(
    r"ASKED_AFTER = (\d+);", (files("lessons.widgets.ahead") / "ahead.js").read_text("utf-8")
)
ASKED = f"() => new Promise((asked) => setTimeout(asked, {ASKED_AFTER[1]}))"
STANDS = """() => {
  const { ahead, drawn, corrected, heard, made } = kernel.frames();
  const [sentence, title] = ["sentence", "title"].map(
    (part) => document.querySelector(`.lessons-chart-${part}`).textContent);
  return { isAhead: Boolean(ahead), drawn, corrected, isHeard: heard >= made, sentence, title };
}"""
# As JSON, in which an array of numbers is a list.
SPEC = """() => {
  const listed = (_, value) => value instanceof Float64Array ? [...value] : value;
  return JSON.parse(JSON.stringify(kernel.frames().told.spec, listed));
}"""


class PageKernel:
    """The kernel of one explorer, with the page that shows it.

    Attributes
    ----------
    explorer, page
        Both sides.
    work
        What the kernel does when it has heard of everything: the frames that it is to make.
    """

    def __init__(self, explorer: Explorer, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
        self.explorer, self.page = explorer, page
        self.work: deque[Any] = deque()
        self._asked: list[list[Any]] = []
        self._answers: list[list[Any]] = []
        own = (explorer, explorer.controls, explorer.chart, explorer.panel)
        parts = [part for part in own if part]
        shown = [*parts, *(part.page_script for part in parts)]
        self._parts = {part.model_id: part for part in parts}
        monkeypatch.setattr(ahead, "later", lambda _wait, work: self.work.append(work))
        for part in parts:
            monkeypatch.setattr(part, "send", self._sends(part.model_id))
        page.evaluate(MODELS, {one.model_id: _state(one) for one in shown})
        page.evaluate("(id) => kernel.show(id)", explorer.model_id)
        self.rest()

    def _sends(self, model: str) -> Callable[..., None]:
        """Return what keeps what a part sends, until the page is told."""

        def send(content: dict[str, Any], buffers: Iterable[memoryview] = ()) -> None:
            as_text = [base64.b64encode(one).decode() for one in buffers]
            self._answers.append([model, json.loads(json.dumps(content)), *as_text])

        return send

    def slide(self, place: int, share: float) -> None:
        """Move the thumb at a place of the page to a share of its track, as a pointer does."""
        self._asked += self.page.evaluate("(to) => kernel.slide(to)", [place, share])

    def hear(self, *, is_merged: bool = False) -> bool:
        """Do what the page has asked for; return whether there was anything.

        While a kernel is busy, a front end merges the moves that wait for it: then it hears of the
        last one.
        """
        asked, self._asked = self._asked + self.page.evaluate("kernel.fetch()"), []
        if is_merged:
            asked = [one for one in asked if one[1] == "update"][-1:]
        for model, method, content in asked:
            part = self._parts[model]
            if method == "custom":
                part._handle_custom_msg(content, [])
            else:
                part.set_state(content)
        return bool(asked)

    def answer(self) -> None:
        """Tell the page what the kernel has said."""
        if self._answers:
            self.page.evaluate("(told) => kernel.tell(told)", self._answers)
        self._answers.clear()

    def rest(self) -> None:
        """Hear, work and answer until there is nothing left to do, and the page asks no more."""
        is_done = False
        while not is_done:
            while self._is_busy():
                pass
            self.page.evaluate(ASKED)
            is_done = not self._is_busy()

    def _is_busy(self) -> bool:
        """Do the next thing that there is to do; return whether there was one."""
        is_busy = self.hear()
        if not is_busy and self.work:
            self.work.popleft()()
            is_busy = True
        self.answer()
        return is_busy

    def stands(self) -> dict[str, Any]:
        """Return what the page shows in words, and whether the kernel has confirmed it."""
        return self.page.evaluate(STANDS)

    def spec(self) -> dict[str, Any]:
        """Return the picture that the page has, as JSON."""
        return self.page.evaluate(SPEC)


def as_json(value: Any) -> Any:
    """Return a spec as a page has it: arrays as lists, and nothing where there is no number."""
    if isinstance(value, dict):
        return {key: as_json(part) for key, part in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [as_json(part) for part in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value.item() if isinstance(value, np.generic) else value


def _state(widget: Any) -> dict[str, Any]:
    """Return what a page gets of a widget."""
    return json.loads(json.dumps(widget.get_state(), default=str))
