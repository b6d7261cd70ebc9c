"""A decision that is taken step by step: the learner sees how things go, and changes them once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import anywidget
import traitlets

from lessons import words
from lessons.widgets import page
from lessons.widgets.chart.chart import Chart
from lessons.widgets.explorer import tabs
from lessons.widgets.part import Message, Part

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class Scene:
    """What is to see once some steps have been taken.

    Attributes
    ----------
    spec, sentence
        The chart, and what it says.
    news
        The step and the text of everything that was told so far, the oldest first.
    known
        What is known now: label, value, and the value at the start where it was another one.
    table
        How the plans compare; None before the end.
    """

    spec: dict[str, Any]
    sentence: str
    news: Sequence[tuple[int, str]]
    known: Sequence[tuple[str, str, str]]
    table: DataFrame | None = None


class Course(Protocol):
    """One game: how things go.

    Attributes
    ----------
    last
        The last step.
    stops
        Steps at which there is news, so that nobody plays past them without a look.
    """

    last: int
    stops: Collection[int]

    def scene(self, step: int, changed: int | None) -> Scene:
        """Return what is to see after some steps; `changed` is the step of the change, if any."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was decided on an earlier day.

    Attributes
    ----------
    number
        The game, from 1.
    is_over
        Whether nothing was left to decide; else it was begun and no more.
    changed
        The step of the change; None if there was none.
    """

    number: int
    is_over: bool
    changed: int | None = None


class Decision(Part):
    """A decision with buttons for each step, a chart, a feed of news, and a comparison at its end.

    What lies ahead stays in the kernel: the page is sent what is to see so far.

    Parameters
    ----------
    asked
        ``title``, ``ask`` and, for the end, ``explained``.
    labels
        Words on the buttons and of what was decided; see `lessons.data.decisions.Labels`.
    opened
        Makes the course of a game of some number, from 1.
    record
        Called with the number of the game and each decision: None to start without a change,
        else the step of the change, which is the last one if it never came. Returns what went
        wrong with keeping it, if anything did.
    earlier
        What was decided on an earlier day.

    Attributes
    ----------
    chart
        How things stand.
    state
        What the page shows beside the chart; its ``phase`` is ``start``, ``going`` or ``over``.
    """

    SCRIPT = page.script(__file__)
    STYLES = page.part_styles("panel", "sight", "play", "decision_panel")
    OWN = ("chart",)
    asked = traitlets.Dict().tag(sync=True)
    phrases = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    chart = anywidget.WidgetTrait().tag(sync=True)

    def __init__(
        self,
        asked: Mapping[str, str],
        labels: Mapping[str, str],
        *,
        opened: Callable[[int], Course],
        record: Callable[[int, int | None], str] = lambda *_: "",
        earlier: Earlier | None = None,
    ) -> None:
        self._explained, self._labels = asked["explained"], dict(labels)
        self._opened, self._record = opened, record
        self._lock = threading.RLock()
        buttons = ("stay", "change_at_once", "change", "on", "course")
        number = earlier.number if earlier else 1
        self._course = opened(number)
        super().__init__(
            asked={"title": asked["title"], "ask": asked["ask"], "last": self._course.last},
            phrases={
                **page.part_phrases("decision", "play"),
                **{key: labels[key] for key in buttons},
            },
        )
        self._set_out(number)
        if earlier:
            self._return_to(earlier)
        self.acts = {
            "begin": lambda message: self.begin(changed=message.is_true("changed")),
            "go": self._go_asked,
            "change": lambda _: self.change(),
            "again": lambda _: self.again(),
        }

    @property
    def sentence(self) -> str:
        """How things stand, or at the end how the plans compare."""
        return self.chart.sentence

    def begin(self, *, changed: bool) -> None:
        """Decide at the start: to change at once, or to leave it as it is for now."""
        with self._lock:
            if self._phase == "start":
                self._phase, self._changed = "going", 0 if changed else None
                self._show(self._record(self._number, self._changed))

    def go(self, step: int) -> None:
        """Go on to a later step, but no further than to the next news."""
        with self._lock:
            if self._phase != "going" or step <= self._step:
                return
            reach = [one for one in self._course.stops if self._step < one < step]
            self._step = min([*reach, step, self._course.last])
            notice = ""
            if self._step == self._course.last:
                self._phase = "over"
                if self._changed is None:
                    notice = self._record(self._number, self._course.last)
            self._show(notice)

    def change(self) -> None:
        """Change now, for good."""
        with self._lock:
            if self._phase == "going" and self._changed is None:
                self._changed = self._step
                self._show(self._record(self._number, self._step))

    def again(self) -> None:
        """Begin the next game."""
        with self._lock:
            if self._phase == "over":
                self._course = self._opened(self._number + 1)
                self._set_out(self._number + 1)

    def _set_out(self, number: int) -> None:
        self._number, self._step, self._changed = number, 0, None
        self._phase, self._is_earlier = "start", False
        self._show("")

    def _return_to(self, earlier: Earlier) -> None:
        """Show what was decided before; what it led to is shown to its end."""
        self._phase = "over" if earlier.is_over else "going"
        self._step = self._course.last if earlier.is_over else 0
        self._changed, self._is_earlier = earlier.changed, True
        self._show("")

    def _show(self, notice: str) -> None:
        scene = self._course.scene(self._step, self._changed)
        if self.chart is None:
            self.chart = Chart(scene.spec, scene.sentence)
        else:
            self.chart.show(scene.spec, scene.sentence)
        is_over = self._phase == "over"
        self.state = {
            "phase": self._phase,
            "number": self._number,
            "game": words.PHRASES["decision_game"].format(number=self._number),
            "step": self._step,
            "when": self._when(self._step),
            "can_change": self._phase == "going" and self._changed is None,
            "feed": self._feed(scene.news),
            "known": [list(row) for row in scene.known],
            "table": tabs.frame(scene.table) if is_over else None,
            "explained": self._explained if is_over else "",
            "before": words.PHRASES["decided_before"] if self._is_earlier else "",
            "notice": notice,
        }

    def _feed(self, news: Sequence[tuple[int, str]]) -> list[dict[str, Any]]:
        """Return news and decisions, the oldest first."""
        # Of one step, the news comes first: it was known when the decision was made.
        told = [(step, 0, text) for step, text in news]
        decided = [(step, 1, self._labels[name]) for step, name in self._decided()]
        return [
            {"when": self._when(step), "is_news": kind == 0, "text": text}
            for step, kind, text in sorted([*told, *decided], key=lambda one: one[:2])
        ]

    def _decided(self) -> list[tuple[int, str]]:
        if self._phase == "start":
            return []
        if self._changed == 0:
            return [(0, "changed_at_once")]
        decided = [(0, "stayed")]
        if self._changed is not None:
            decided.append((self._changed, "changed"))
        elif self._phase == "over":
            decided.append((self._course.last, "never_changed"))
        return decided

    def _when(self, step: int) -> str:
        return self._labels["when"].format(step=step) if step else self._labels["at_start"]

    def _go_asked(self, message: Message) -> None:
        step = message.whole("step")
        if step is not None:
            self.go(step)

    def _repr_mimebundle_(self, **kwargs: dict) -> tuple[dict, dict]:
        """Add the question in plain words for a page that cannot run widgets."""
        bundle = super()._repr_mimebundle_(**kwargs)
        return page.with_words(bundle, self.asked["title"], self.asked["ask"])
