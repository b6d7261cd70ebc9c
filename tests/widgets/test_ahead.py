"""What lies ahead of a thumb: frames say what moves would, in their order and within bounds."""

import asyncio
import gc
import random
import tracemalloc
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import canteen
import numpy as np
import pytest

from lessons import explore
from lessons.scenario.kinds import Declaration
from lessons.widgets.ahead import ahead
from lessons.widgets.chart.chart import words_on_top
from lessons.widgets.explorer.explorer import Explorer

STOPS = 40
MOST_GROWN = 1_000_000  # bytes


class Kernel:
    """The loop of a kernel that does one piece of work at a time, when it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, explorer: Explorer) -> None:
        self.explorer, self.waiting, self.sent = explorer, deque(), []
        monkeypatch.setattr(ahead, "later", lambda _wait, work: self.waiting.append(work))
        monkeypatch.setattr(explorer.chart, "tell", self.sent.append)

    def ask(self, stops: list[Any], **message: Any) -> None:
        """Ask what a page asks, from where the inputs stand."""
        asked = {"kind": "ahead", "asked": "1", "values": dict(self.explorer.controls.values)}
        self.explorer._hear(self.explorer, {**asked, "stops": stops, **message}, [])

    def work(self) -> None:
        """Do all that there is to do."""
        while self.waiting:
            self.waiting.popleft()()

    @property
    def answers(self) -> list[dict]:
        """What the page was answered."""
        return [message for message in self.sent if message["kind"] == "ahead"]

    @property
    def frames(self) -> dict[int, dict]:
        """The frames that the page was sent, by the place of their stop."""
        return {frame["stop"]: frame for one in self.answers for frame in one["frames"]}


@pytest.fixture
def unbounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "MOST_BYTES", float("inf"))
    monkeypatch.setattr(ahead, "MOST_SECONDS", float("inf"))


def drawn(base: dict, frame: dict) -> dict:
    """Return the spec that a page has once it draws a frame."""
    data = [
        {**trace, **frame["traces"].get(str(place), {})}
        for place, trace in enumerate(base["data"])
    ]
    return {"data": data, "layout": {**base["layout"], **frame.get("layout", {})}}


def assert_alike(one: Any, other: Any) -> None:
    np.testing.assert_equal(one, other)


def stop(one: Declaration, chance: random.Random) -> Any:
    """Return where a thumb of a slider may stand."""
    if one.kind == "quantity":
        return one.rounded(chance.uniform(one.minimum, one.maximum))
    years = range(int(one.minimum), int(one.maximum) + 1)
    return tuple(sorted(chance.sample(years, 2)))


@pytest.mark.parametrize("entry", explore.catalogue().values(), ids=explore.catalogue())
@pytest.mark.usefixtures("unbounded")
def test_a_frame_is_what_a_move_would_send(entry, monkeypatch):
    """Of every explorer: each number input at seeded stops, against an explorer opened there."""
    chance = random.Random(18)  # noqa: S311 -- no secret
    explorer = Explorer(entry, entry.model())
    explorer._present()
    kernel = Kernel(monkeypatch, explorer)
    inputs = {
        name: one for name, one in entry.model.inputs().items() if one.kind in ("quantity", "span")
    }
    names = [chance.choice(list(inputs)) for _ in range(STOPS)]
    stops = [{name: stop(inputs[name], chance)} for name in names]
    kernel.ask(stops)
    kernel.work()
    assert kernel.answers[-1]["left"] == 0
    base = explorer.chart.spec
    for place, frame in kernel.frames.items():
        other = Explorer(entry, entry.model(**stops[place]))
        other._present()
        spec, told = other._pictured(other.outcome)
        assert_alike(drawn(base, frame), words_on_top(spec))
        assert {name: frame[name] for name in told} == told
    assert len(kernel.frames) > STOPS / 2  # others change which traces there are


def test_frames_come_nearest_first_and_a_picture_to_tell_them_from_before_them(monkeypatch):
    kernel = Kernel(monkeypatch, canteen.opened())
    kernel.ask([{"week": week} for week in (11, 9, 12)])
    assert [one["frames"] for one in kernel.answers] == [[]]
    kernel.work()
    assert list(kernel.frames) == [0, 1, 2]
    assert {one["asked"] for one in kernel.answers} == {"1"}


def test_a_move_goes_first_and_frames_go_on_after_it(monkeypatch, unbounded):
    """Between two frames the loop does whatever has come meanwhile."""
    explorer = canteen.opened()
    kernel = Kernel(monkeypatch, explorer)
    kernel.ask([{"week": week} for week in (11, 12, 13)])
    before = explorer.chart.spec
    kernel.waiting.popleft()()
    assert len(kernel.waiting) == 1  # one frame a piece of work
    explorer.controls["week"].value = 11
    assert kernel.sent[-1]["kind"] == "move"
    kernel.work()
    assert list(kernel.frames) == [0, 1, 2]
    spec, _ = canteen.opened(week=13)._pictured(canteen.Canteen(week=13).solve())
    assert_alike(drawn(before, kernel.frames[2]), words_on_top(spec))


def test_a_question_costs_no_more_than_it_may(monkeypatch):
    """Of 400 stops as many are answered as go into some bytes, or into some time."""
    stops = [{"seats": seats} for seats in range(1_000, 1_400)]
    for bound, most in (("MOST_BYTES", 1), ("MOST_SECONDS", 1e-9)):
        with monkeypatch.context() as patch:
            patch.setattr(ahead, bound, most)
            kernel = Kernel(patch, canteen.opened())
            kernel.ask(stops)
            kernel.work()
            assert list(kernel.frames) == [0]
            assert kernel.answers[-1]["left"] == 0
    with monkeypatch.context() as patch:
        kernel = Kernel(patch, canteen.opened())
        kernel.ask(stops * 2)
        assert kernel.answers[0]["left"] == ahead.MOST_STOPS


def test_who_had_to_wait_for_others_lets_them_go_first(monkeypatch):
    """On a machine of many, what lies ahead would take from the moves of all."""
    waits, stood = [0.0, 0.03, 9.0, 0.0, 0.0], [0.0]
    kernel, pauses = Kernel(monkeypatch, canteen.opened()), []

    def later(pause: float, work: Callable[[], None]) -> None:
        pauses.append(pause)
        kernel.waiting.append(work)
        stood[0] += pause + waits[len(pauses) - 1]

    monkeypatch.setattr(ahead, "later", later)
    monkeypatch.setattr(ahead, "standing", lambda: stood[0])
    kernel.ask([{"seats": seats} for seats in range(1_000, 1_005)])
    kernel.work()
    assert pauses == pytest.approx([ahead.PAUSE] * 2 + [0.03, ahead.LONGEST_PAUSE, ahead.PAUSE])
    assert len(kernel.frames) == len(waits)


def test_a_thumb_that_travels_gets_more_of_the_kernels_time(monkeypatch):
    """And only that one: not one beside it, and not before it moves."""
    seconds = count()
    monkeypatch.setattr(ahead, "clock", lambda: next(seconds))
    monkeypatch.setattr(ahead, "MOST_SECONDS", 3)
    explorer = canteen.opened()
    kernel = Kernel(monkeypatch, explorer)

    def answered(name: str, stops: range) -> int:
        kernel.sent.clear()
        kernel.ask([{name: value} for value in stops])
        kernel.work()
        return len(kernel.frames)

    far = range(1_000, 1_100)
    assert answered("seats", far) == 3
    assert answered("seats", far) == 3
    explorer.controls["seats"].value = 1_010
    assert answered("seats", far) == 3 * ahead.TRAVELLING
    explorer.controls["week"].value = 12
    assert answered("seats", far) == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda explorer: explorer.keep(),
        lambda explorer: explorer.forget(),
        lambda explorer: explorer.overlay([]),
        lambda explorer: explorer._present(),
    ],
)
def test_what_is_no_move_makes_frames_stale(change, monkeypatch):
    explorer = canteen.opened()
    kernel = Kernel(monkeypatch, explorer)
    kernel.ask([{"week": 11}])
    change(explorer)
    kernel.work()
    assert kernel.frames == {}
    explorer.controls["week"].value = 12
    assert kernel.sent[-1]["epoch"] == 1 > kernel.answers[0]["epoch"]


def test_a_new_question_ends_the_one_before_and_so_does_the_end_of_the_explorer(monkeypatch):
    explorer = canteen.opened()
    kernel = Kernel(monkeypatch, explorer)
    kernel.ask([{"week": 11}])
    kernel.ask([{"week": 21}], asked="2")
    kernel.work()
    told = [(one["asked"], len(one["frames"]), one["left"]) for one in kernel.answers]
    assert told == [("1", 0, 1), ("1", 0, 0), ("2", 0, 1), ("2", 1, 0)]
    kernel.ask([{"week": 31}], asked="3")
    explorer.close()
    kernel.work()
    assert len(kernel.frames) == 1


def test_a_thousand_moves_leave_nothing_behind_in_the_kernel(monkeypatch):
    kernel = Kernel(monkeypatch, canteen.opened())
    chance = random.Random(18)  # noqa: S311 -- no secret

    def move(times: int) -> None:
        for _ in range(times):
            week = chance.randrange(1, 20)
            kernel.explorer.controls["week"].value = week
            kernel.ask([{"week": near} for near in range(week, week + 9)])
            for _ in range(chance.randrange(3)):
                kernel.waiting.popleft()()
            kernel.sent.clear()
        kernel.work()
        kernel.sent.clear()
        gc.collect()

    tracemalloc.start()
    try:
        move(50)
        before, _ = tracemalloc.get_traced_memory()
        move(1_000)
        assert tracemalloc.get_traced_memory()[0] - before < MOST_GROWN
    finally:
        tracemalloc.stop()


def test_what_no_slider_can_ask_has_no_frame(monkeypatch):
    kernel = Kernel(monkeypatch, canteen.opened())
    kernel.ask([{"week": 99}, {"no": 1}, {"week": "<b>"}, "week", None, {"week": 11}])
    kernel.ask([{"week": 12}], values=["no"], asked=2)
    kernel.work()
    assert list(kernel.frames) == [0]  # of the second question
    kernel.ask("no", values={"week": None})
    kernel.work()
    assert kernel.answers[-1]["frames"] == []


def test_frames_are_made_in_the_loop_of_the_kernel():
    async def worked() -> bool:
        done = asyncio.Event()
        ahead.later(0, done.set)
        return await done.wait()

    # In a thread of its own: a test of a page may have left a loop in this one.
    with ThreadPoolExecutor() as threads:
        assert threads.submit(asyncio.run, worked()).result()
