"""The kernel's half of what lies ahead: frames, worked out while it has nothing else to do.

A frame is what a move to a stop would send. The page asks for the stops near a thumb that is
about to be moved, nearest first, and draws a frame at once when the thumb comes there. The move
itself is sent, and answered, as if there were no frames.
"""

import asyncio
import json
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, suppress
from typing import Any

from lessons.widgets.chart.chart import Chart, changes, without_arrays, words_on_top
from lessons.widgets.part import Message

MOST_STOPS = 400  # of one question
MOST_BYTES = 64 * 1024  # that answer one question
MOST_SECONDS = 0.06  # of the kernel's time for one question, before the thumb moves
TRAVELLING = 2  # times as many once it does: what is far away is soon near
# Between two frames, so that a move that has come meanwhile goes first.
PAUSE = 0.002  # seconds
# Where others on the machine had to be waited for it is as long as that: their moves go first.
LONGEST_PAUSE = 0.25  # seconds
_TOGETHER = 0.012  # seconds of work that are sent as one message

# What a frame has cost, in seconds; a Python in a browser knows of no thread's own.
clock = getattr(time, "thread_time", time.perf_counter)


def standing() -> float:
    """Return how long this process has stood still so far, s: time in which it did not work."""
    return time.perf_counter() - time.process_time()


Picture = tuple[dict[str, Any], dict[str, Any]]  # a spec, and what is told with it


def later(wait: float, work: Callable[[], None]) -> None:
    """Have the loop that the page's message came by do some work after so many seconds.

    Where a message comes by none, nothing is done: then a page has no frames, and waits for moves.
    """
    with suppress(RuntimeError):
        asyncio.get_running_loop().call_later(wait, work)


class Ahead:
    """Works out, and sends, what lies ahead of the thumb of one explorer.

    Parameters
    ----------
    chart
        What the frames are for; they are told from the spec that it holds when it is asked.
    pictured
        Returns what a move to some values would draw, and tell with it.
    lock
        Held while a frame is made.

    Attributes
    ----------
    epoch
        How often frames that were sent have become stale, because something else than an input
        has changed. It is told with whatever the chart is told.
    """

    def __init__(
        self,
        chart: Chart,
        pictured: Callable[[Mapping[str, Any]], Picture],
        lock: AbstractContextManager[Any],
    ) -> None:
        self.epoch = 0
        self._chart, self._pictured, self._lock = chart, pictured, lock
        self._question: _Question | None = None

    def ask(self, message: Message) -> None:
        """Begin to answer a question of the page, and leave off with the one before.

        Of the message are read: its number ``asked``; ``values`` of all inputs; and ``stops``,
        each the ``values`` that differ there, the nearest first.
        """
        with self._lock:
            begun = {"kind": "ahead", "asked": message.text("asked"), "epoch": self.epoch}
            values, stops = message.mapping("values"), message.items("stops")[:MOST_STOPS]
            if self._question and self._question.stops:
                self._question.stops.clear()
                self._chart.tell(self._question.answer())
            seconds = MOST_SECONDS * (TRAVELLING if self._travels(values, stops) else 1)
            asked = deque(enumerate(stops))
            self._question = _Question(begun, values, asked, self._chart.spec, seconds)
            # From here on the page knows which picture the frames are told from.
            self._chart.tell({**begun, "frames": [], "left": len(stops)})
        self._go_on(self._question)

    def _travels(self, values: Mapping[str, Any], stops: list[Any]) -> bool:
        """Whether the thumb that is asked about has moved since the question before."""
        before = self._question
        if before is None or not stops or not isinstance(stops[0], dict):
            return False
        moved = {name for name, value in values.items() if before.values.get(name) != value}
        return moved == set(stops[0])

    def stale(self) -> None:
        """Leave off, because what a move would send is not what it was."""
        self.epoch += 1
        self.stop()

    def stop(self) -> None:
        """Leave off."""
        self._question = None

    def _go_on(self, question: "_Question", waited: float = 0.0) -> None:
        if question.stops:
            pause, stood = min(max(PAUSE, waited), LONGEST_PAUSE), standing()
            later(pause, lambda: self._work(question, standing() - stood - pause))

    def _work(self, question: "_Question", waited: float) -> None:
        """Make the next frame, and send those that are ready once they are worth a message."""
        with self._lock:
            if question is not self._question or not question.stops:
                return
            begun = clock()
            frames = list(self._frames(question))
            question.add(frames, clock() - begun)
            if question.unsent_seconds >= _TOGETHER or not question.stops:
                self._chart.tell(question.answer())
        self._go_on(question, waited)

    def _frames(self, question: "_Question") -> Iterator[dict[str, Any]]:
        """Make the next stop's frame; none where a move would change more than a frame can."""
        place, stop = question.stops.popleft()
        if not isinstance(stop, dict):
            return
        try:
            spec, told = self._pictured({**question.values, **stop})
        except Exception:  # the move itself tells what is wrong there
            return
        changed = changes(question.base, words_on_top(spec))
        if changed is not None:
            yield {"stop": place, **changed, **told}


class _Question:
    """What the page has asked for, and how far the answer is."""

    def __init__(
        self,
        begun: dict[str, Any],
        values: Mapping[str, Any],
        stops: deque[tuple[int, Any]],
        base: dict[str, Any],
        most_seconds: float,
    ) -> None:
        self.values, self.stops, self.base = values, stops, base
        self._most_seconds = most_seconds
        self.ready: list[dict[str, Any]] = []
        self.unsent_seconds = 0.0
        self._begun = begun
        self._seconds = 0.0
        self._bytes = 0

    def add(self, frames: list[dict[str, Any]], seconds: float) -> None:
        """Take frames in, count what they cost, and end the question where that is all it may."""
        self.ready += frames
        buffers: list[memoryview] = []
        size = len(json.dumps(without_arrays(frames, buffers)))
        size += sum(one.nbytes for one in buffers)
        self._bytes += size
        self._seconds += seconds
        self.unsent_seconds += seconds
        # The next one is about as large, and takes about as long.
        if self._bytes + size > MOST_BYTES or self._seconds + seconds > self._most_seconds:
            self.stops.clear()

    def answer(self) -> dict[str, Any]:
        """Return the frames that are ready, as a message."""
        frames, self.ready, self.unsent_seconds = self.ready, [], 0.0
        return {**self._begun, "frames": frames, "left": len(self.stops)}
