"""One class: its students come, run a lesson together and move a slider, and are weighed."""

import asyncio
import random
import sys
import time
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil
from browser_student import BrowserStudent
from hub import Hub, homes, started
from processes import below, end_all, memory, seconds, undisturbed
from student import EACH, Found, PlainStudent, Student

SEED = 21
IN_BROWSERS = 2  # students of a class, where it has twice as many
COMES_WITHIN = 60, 15  # seconds until all is run: at first, and for each student
WEIGHED_WITHIN = 30  # seconds
MOVES_FOR = 4 * EACH  # seconds
PARTS = KERNELS, SERVERS, HUB, MEASURING, BROWSERS = (
    "kernels",
    "servers",
    "hub and proxy",
    "who measures",
    "browsers",
)


@dataclass(frozen=True, slots=True)
class Gathering:
    """What was found of one class.

    Attributes
    ----------
    plain, in_browsers
        Its students.
    up
        Seconds from the first log-in until the last student had run the lesson.
    hub_memory, hub_seconds
        What hub and proxy together held at the end (bytes, PSS) and had spent (seconds).
    errors
        What went wrong, in words.
    worked
        Seconds of processor time that each part of the class took while they moved.
    ended, forced
        How many processes there were at the end, and the commands of those that had to be ended
        by force.
    """

    plain: list[Found]
    in_browsers: list[Found]
    up: float
    hub_memory: int
    hub_seconds: float
    errors: list[str]
    worked: Mapping[str, float] = field(default_factory=dict)
    ended: int = 0
    forced: Sequence[str] = ()

    @property
    def students(self) -> list[Found]:
        """All of them."""
        return [*self.in_browsers, *self.plain]


def say(what: str) -> None:
    """Say how far a class is, to whoever waits for it."""
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


@contextmanager
def tidied() -> Iterator[dict[str, Any]]:
    """End all that was started, whatever happens; tell how many there were, and by force."""
    told: dict[str, Any] = {}
    try:
        yield told
    finally:
        with undisturbed():
            told["ended"], told["forced"] = end_all()
            for command in told["forced"]:
                say(f"ended by force: {command}")
            say("all of it has ended")


@dataclass(frozen=True, slots=True)
class Build:
    """A build of the lessons that classes are held with.

    Attributes
    ----------
    root
        Its checkout, of which each student has the notebooks.
    python
        By which servers and kernels are run.
    told
        What ``expected.py`` says of it.
    """

    root: Path
    python: Path
    told: dict[str, Any]


async def gathered(count: int, drag: int, build: Build, chromium: str) -> Gathering:
    """Hold a class of so many students.

    Parameters
    ----------
    count
        How many they are.
    drag
        How many moves a drag is made of.
    build
        What it is held with.
    chromium
        Where the browser is that some of them have.
    """
    names = [f"student-{number:02}" for number in range(1, count + 1)]
    with TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary).resolve()
        homes(folder, build.root / "notebooks", names)
        with tidied() as told:
            hub = started(folder, build.python)
            say("the hub answers")
            found = await _held(hub, _students(hub, names, drag, build.told, chromium))
        return Gathering(**found, **told)


def _students(
    hub: Hub, names: list[str], drag: int, told: dict[str, Any], chromium: str
) -> tuple[list[BrowserStudent], list[PlainStudent]]:
    """Return who comes, with a browser and without."""
    browsers = min(IN_BROWSERS, len(names) // 2)
    guesses = dict(zip(names, told["guesses"], strict=False))
    return (
        [BrowserStudent(name, hub, told, chromium) for name in names[:browsers]],
        [PlainStudent(name, hub, told, drag, guesses[name]) for name in names[browsers:]],
    )


async def _held(hub: Hub, who: tuple[list[BrowserStudent], list[PlainStudent]]) -> dict[str, Any]:
    in_browsers, plain = who
    students: list[Student] = [*in_browsers, *plain]
    await asyncio.gather(*(one.start() for one in in_browsers))
    say("the students log in")
    up = await come(students)
    say("all have run the lesson, and move")
    before = worked(hub, students)
    await _move(students)
    after = worked(hub, students)
    say("all have moved, and are weighed")
    await _weigh(students)
    of_the_hub = _hub_and_proxy(hub, students)
    # Whoever is interrupted before does not wait for them: all that they have is ended anyway.
    await asyncio.gather(*(one.leave() for one in students))
    return {
        "plain": [one.found for one in plain],
        "in_browsers": [one.found for one in in_browsers],
        "up": up,
        **of_the_hub,
        "errors": [error for one in students for error in one.found.errors] + hub.strangers(),
        "worked": {part: after[part] - before[part] for part in PARTS},
    }


async def _weigh(students: list[Student]) -> None:
    for one in students:
        if one.is_up:
            await one.try_to(asyncio.to_thread(one.look_back), WEIGHED_WITHIN)
        await one.try_to(asyncio.to_thread(one.weigh), WEIGHED_WITHIN)


async def come(students: Sequence[Student]) -> float:
    """Have all of them log in and run the lesson; return the seconds until the last has."""
    began, (first, each) = time.monotonic(), COMES_WITHIN
    await asyncio.gather(*(one.come(first + each * len(students)) for one in students))
    return time.monotonic() - began


async def _move(students: list[Student]) -> None:
    chance, now = random.Random(SEED), time.monotonic()  # noqa: S311 - no secret
    firsts = [now + EACH * chance.random() for _ in students]
    pairs = zip(students, firsts, strict=True)
    await asyncio.gather(*(one.move(now + MOVES_FOR, at) for one, at in pairs if one.is_up))


def _hub_and_proxy(hub: Hub, students: list[Student]) -> dict[str, Any]:
    """Return what is held and was spent by what is there once for all."""
    of_students = {one.server for one in students}
    shared = [one.pid for one in below() if _part(one, hub, of_students) == HUB]
    held, spent = map(memory, shared), map(seconds, shared)
    return {"hub_memory": sum(held), "hub_seconds": sum(spent)}


def worked(hub: Hub, students: Sequence[Student]) -> Counter[str]:
    """Return the processor time that each part of a class has taken so far, in seconds."""
    servers = {one.server for one in students}
    found = Counter({MEASURING: sum(psutil.Process().cpu_times()[:2])})
    for one in below():
        with suppress(psutil.NoSuchProcess, FileNotFoundError):  # it has ended meanwhile
            found[_part(one, hub, servers)] += seconds(one.pid)
    return found


def _part(process: psutil.Process, hub: Hub, servers: Container[int]) -> str:
    """Return which part of a class a process belongs to."""
    parent = process.ppid()
    if process.pid in servers:
        return SERVERS
    if parent in servers:
        return KERNELS
    return HUB if hub.process in (process.pid, parent) else BROWSERS
