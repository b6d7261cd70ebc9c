"""Let things go wrong in a class on a real JupyterHub, one after the other, and write what came.

``make class FAULTS=1`` runs it and writes ``RESULTS-class-faults.md``. A student's server is
killed, the proxy held and then killed, the hub killed, and one student's disk fills up. Who is
not touched drags a slider all the while, and each answer is held against the model.
"""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
BENCHMARKS, ROOT = HERE.parent, HERE.parents[2]
sys.path[:0] = [str(BENCHMARKS.parent / room) for room in ("benchmarks", "browser", "support")]

import httpx  # noqa: E402 - found by the path above
from browser_student import BrowserStudent  # noqa: E402
from chromium import find_chromium  # noqa: E402
from classes import PACKAGES, compiled, told_by  # noqa: E402
from gathering import MOVES_FOR, come, say, tidied  # noqa: E402
from hub import LOCAL, PROXY, Hub, NoHubError, environment, home, homes, server, started  # noqa: E402
from lab import free_port  # noqa: E402
from processes import adopt_orphans, interruptible  # noqa: E402
from report import Bar, Section, load, machine, table, written  # noqa: E402
from results import percentiles  # noqa: E402
from student import PlainStudent, Student  # noqa: E402

from lessons.words import PHRASES  # noqa: E402

RESULTS = BENCHMARKS / "RESULTS-class-faults.md"
NAMES = [f"student-{one:02}" for one in range(1, 7)]
IN_A_BROWSER, FULL, KILLED = NAMES[:3]
DRAG = 20  # moves
CUT = 10.0  # seconds for which hub or proxy are away
BACK_WITHIN = 240  # seconds
ENDS_WITHIN = 900  # seconds, all of it
CHECKED_EACH = 60  # seconds from one look of the hub at its proxy to the next, as in the chart
DISK = "256k"  # of the student whose disk fills up
# Gives that student a disk of their own, which nobody needs a right for.
START = """#!/bin/sh
[ "$JUPYTERHUB_USER" = {name} ] || exec "$@"
mkdir -p {folder}
exec unshare --map-root-user --mount sh -c \
  'mount -t tmpfs -o size={size} none {folder} && exec "$@"' sh "$@"
"""
COLUMNS = (
    "What goes wrong",
    "Moves of who is not touched",
    "ms: p50 / p95 / p99",
    "Errors",
    "Well again after, s",
    "Answers lost",
    "What was seen",
)
HOW = (
    "One student has a Chromium, five say over the same lines what a page says. All have run "
    "lesson 4, and five have committed a prediction. The proxy is a process of its own, as on a "
    f"cluster, and the hub looks each {CHECKED_EACH} s whether it knows all servers, as the chart "
    "of Zero to JupyterHub has it. *Lost* are answers that a page had shown as given, and that "
    "are no longer in the student's own file."
)


@dataclass
class Fault:
    """What came of one thing that went wrong.

    Attributes
    ----------
    what
        The thing.
    moves
        Milliseconds from each move to its answer, of those who were not touched.
    errors
        What else went wrong with anybody.
    back
        Seconds until all was well again.
    lost
        Answers that had been kept, and are no longer.
    seen
        What those saw who were touched.
    """

    what: str
    moves: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    back: float = 0.0
    lost: list[str] = field(default_factory=list)
    seen: str = ""


class Proxy:
    """The hub's proxy, as a process of its own.

    Parameters
    ----------
    folder
        Where the hub is.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port, self.api, self.hub = free_port(), free_port(), free_port()
        self.process: subprocess.Popen

    def settings(self, wrapper: Path, python: Path) -> dict[str, dict]:
        """Return what a hub has to know that does not start it."""
        address = f"{LOCAL}:{self.port}"
        command = [str(wrapper), *server(python)]
        return {
            "JupyterHub": {
                "bind_url": address,
                "hub_bind_url": f"{LOCAL}:{self.hub}",
                "cleanup_servers": False,
                "last_activity_interval": CHECKED_EACH,
            },
            "ConfigurableHTTPProxy": {
                "api_url": f"{LOCAL}:{self.api}",
                "auth_token": "proxy",
                "should_start": False,
            },
            "SimpleLocalProcessSpawner": {"cmd": command},
        }

    def start(self) -> None:
        """Start it; it knows nothing but the hub."""
        hub = f"{LOCAL}:{self.hub}"
        command = ["node", PROXY / "bin" / "configurable-http-proxy", "--ip=127.0.0.1"]
        command += [f"--port={self.port}", "--api-ip=127.0.0.1", f"--api-port={self.api}"]
        command += [f"--default-target={hub}", f"--error-target={hub}/hub/error"]
        with (self.folder / "proxy.log").open("a") as log:
            self.process = subprocess.Popen(
                command,
                env={**environment(self.folder), "CONFIGPROXY_AUTH_TOKEN": "proxy"},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )


@dataclass
class Room:
    """A class that is held, and what it is held on."""

    hub: Hub
    proxy: Proxy
    page: BrowserStudent
    plain: dict[str, PlainStudent]

    @property
    def students(self) -> list[Student]:
        """All of them."""
        return [self.page, *self.plain.values()]

    async def moved(self, who: Sequence[Student]) -> None:
        """Have them drag their sliders."""
        now = time.monotonic()
        await asyncio.gather(*(one.move(now + MOVES_FOR, now) for one in who))

    async def with_fault(
        self, what: str, touched: Sequence[Student], do: Callable[[Fault], Awaitable[None]]
    ) -> Fault:
        """Let something go wrong while all move whom it does not touch, and look what came."""
        say(what)
        fault, began = Fault(what), time.monotonic()
        others = [one for one in self.students if one not in touched]
        before = {one.name: (len(one.found.moves), len(one.found.errors)) for one in self.students}
        await asyncio.gather(self.moved(others), do(fault))
        fault.back = fault.back or time.monotonic() - began
        say("all move")
        await self.moved(self.students)
        for one in self.students:
            moves, errors = before[one.name]
            if one in others and isinstance(one, PlainStudent):
                fault.moves += one.found.moves[moves:]
            fault.errors += one.found.errors[errors:]
        for one in self.plain.values():
            if not one.is_kept():
                fault.lost.append(f"{one.name}: the prediction")
        return fault


async def server_killed(room: Room) -> Fault:
    """Kill a student's server, and have the student come again."""
    student = room.plain[KILLED]

    async def do(fault: Fault) -> None:
        os.kill(student.server, signal.SIGKILL)
        began = time.monotonic()
        given = await asyncio.wait_for(student.come_again(), BACK_WITHIN)
        fault.back = time.monotonic() - began
        fault.seen = f"A new server; the lesson, run again, shows the prediction {given:g}"
        if given != student.guess:
            fault.lost.append(f"{student.name} is shown {given}")

    return await room.with_fault("A student's server is killed", [student], do)


async def proxy_held(room: Room) -> Fault:
    """Hold the proxy for a while: nobody's line is cut, and nothing goes over it."""

    async def do(_fault: Fault) -> None:
        await asyncio.sleep(MOVES_FOR / 4)
        room.proxy.process.send_signal(signal.SIGSTOP)
        await asyncio.sleep(CUT)
        room.proxy.process.send_signal(signal.SIGCONT)

    return await room.with_fault(f"The proxy is held for {CUT:g} s", [], do)


async def proxy_killed(room: Room) -> Fault:
    """Kill the proxy, and start another after a while: every line is cut."""

    async def do(fault: Fault) -> None:
        room.proxy.process.kill()
        room.proxy.process.wait()
        began = time.monotonic()
        await room.page.press()
        await asyncio.sleep(CUT)
        fault.seen = f"The page says: “{await room.page.told_of_the_line()}”"
        room.proxy.start()
        waits = [one.line_again() for one in room.plain.values()] + [room.page.answered()]
        await asyncio.wait_for(asyncio.gather(*waits), BACK_WITHIN)
        fault.back = time.monotonic() - began

    what = f"The proxy is killed, and another one started after {CUT:g} s"
    return await room.with_fault(what, room.students, do)


async def hub_killed(room: Room) -> Fault:
    """Kill the hub, and start it again after a while."""

    async def do(fault: Fault) -> None:
        await asyncio.sleep(MOVES_FOR / 4)
        os.kill(room.hub.process, signal.SIGKILL)
        await asyncio.sleep(CUT)
        began = time.monotonic()
        room.hub = await asyncio.to_thread(room.hub.again)
        fault.back = time.monotonic() - began + CUT
        known = [await room.hub.server_of(one.name) == one.server for one in room.students]
        fault.seen = f"The new hub knows {sum(known)} of {len(known)} servers; none was ended"
        if not all(known):
            fault.errors.append("a server is lost to the hub")

    what = f"The hub is killed, and started again after {CUT:g} s"
    return await room.with_fault(what, [], do)


async def disk_full(room: Room) -> Fault:
    """Fill up one student's disk, and give it room again."""
    student = room.plain[FULL]

    async def do(fault: Fault) -> None:
        first, second = student.questions()[:2]
        filler = student.work / "filler"
        with suppress(OSError), filler.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(1024))
        notice = await student.answer(first)
        fault.seen = f"The answer is judged, and beside it stands: “{notice}”"
        if not notice.startswith(PHRASES["progress_not_kept"].partition("{")[0]):
            fault.errors.append(f"{student.name}: a full disk is not told")
        if len(student.kept()) != 1:
            fault.lost.append(f"{student.name}: the file holds {len(student.kept())} answers")
        filler.unlink()
        if notice := await student.answer(second):
            fault.errors.append(f"{student.name}: told with room again: {notice}")
        if len(student.kept()) != 3:
            fault.lost.append(f"{student.name}: the file holds {len(student.kept())} of 3 answers")

    return await room.with_fault("One student's disk is full", [student], do)


# Whoever is orphaned by a killed hub is not reaped by it: so a server is killed before.
FAULTS = (server_killed, disk_full, proxy_held, proxy_killed, hub_killed)


async def held() -> list[Fault]:
    """Hold the class, and let each thing go wrong in it."""
    told = told_by(Path(sys.executable), DRAG)
    with TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary).resolve()
        homes(folder, ROOT / "notebooks", NAMES)
        with tidied():
            room = _room(folder, told)
            await room.page.start()
            await come(room.students)
            full = room.plain[FULL]
            full.work = Path(f"/proc/{full.server}/root") / full.work.relative_to("/")
            faults = [await fault(room) for fault in FAULTS]
            faults[-1].errors += room.hub.strangers()
            await asyncio.gather(*(one.leave() for one in room.students))
            return faults


def _room(folder: Path, told: dict) -> Room:
    proxy = Proxy(folder)
    proxy.start()
    wrapper = folder / "start"
    work = home(folder, FULL) / "notebooks" / "my-work"
    wrapper.write_text(START.format(name=FULL, folder=work, size=DISK), "utf-8")
    wrapper.chmod(0o755)
    python = Path(sys.executable)
    hub = started(folder, python, proxy.settings(wrapper, python))
    guesses = dict(zip(NAMES, told["guesses"], strict=False))
    return Room(
        hub,
        proxy,
        BrowserStudent(IN_A_BROWSER, hub, told, find_chromium()),
        {name: PlainStudent(name, hub, told, DRAG, guesses[name]) for name in NAMES[1:]},
    )


def section(faults: Sequence[Fault]) -> Section:
    """Return what was found."""
    bars = [
        bar
        for one in faults
        for bar in (
            Bar(f"{one.what}: errors", "0", str(len(one.errors)), not one.errors),
            Bar(f"{one.what}: answers lost", "0", str(len(one.lost)), not one.lost),
        )
    ]
    rows = [
        (
            one.what,
            len(one.moves),
            " / ".join(f"{value:.0f}" for value in percentiles(one.moves)) if one.moves else "",
            len(one.errors),
            one.back,
            len(one.lost),
            one.seen,
        )
        for one in faults
    ]
    wrong = [f"- {one.what}: {told}" for one in faults for told in (*one.errors, *one.lost)]
    body = [HOW, table(COLUMNS, rows), *(["\n".join(wrong[:20])] if wrong else [])]
    return Section("Things that go wrong in a class", bars, body)


async def _bounded() -> list[Fault]:
    async with asyncio.timeout(ENDS_WITHIN):
        return await held()


def main() -> None:
    """Hold the class and write the report."""
    adopt_orphans()
    before = load()
    compiled(Path(sys.executable))
    try:
        with interruptible():
            faults = asyncio.run(_bounded())
    except KeyboardInterrupt:
        sys.exit("Ended before its time: nothing is left running, and no report was written.")
    except (NoHubError, TimeoutError, httpx.HTTPError) as error:
        sys.exit(f"The class was not held to its end: {error or 'it did not end in time.'}")
    settings = {
        **machine(PACKAGES),
        "load before and after (1, 5, 15 minutes)": f"{before}; {load()}",
    }
    title = "Faults in a class on JupyterHub"
    text = written([section(faults)], settings, title, "make class FAULTS=1")
    RESULTS.write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
