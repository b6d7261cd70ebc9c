"""What classes came to, as tables and as bars to be met."""

from collections.abc import Iterable

import numpy as np
from gathering import PARTS, Gathering
from report import Bar, Section, at_least, at_most, median, table
from student import Found

SHARES = (50, 95, 99)
MEGA, GIBI = 1e6, 2**30
LONGEST = 20  # errors that are listed
COLUMNS = (
    "Build",
    "Students",
    "Server start, s: p50 / max",
    "Lesson open, s: p50, in Chromium",
    "*Run All*, s: p50, in Chromium",
    "All up after, s",
    "Move, ms: p50 / p95 / p99",
    "Moves",
    "Painted in Chromium, ms: p50 / p95 / p99",
    "Memory a student, MB (PSS): server + kernel",
    "CPU at start, s: server + kernel",
    "Errors",
)
SHARED = (
    "Build",
    "Students",
    "Students for each GiB",
    "Hub and proxy, MB (PSS)",
    "Hub and proxy, s of CPU",
    "Processes at the end",
    "of these ended by force",
)
WORKED = ("Build", "Students", *(part.capitalize() for part in PARTS))
HOW = (
    "A JupyterHub with one local process a student and configurable-http-proxy, all on this "
    "machine. All students log in at the same moment, and each runs all of lesson 4 as soon as "
    "their server is there. Then each drags the first explorer's slider: {drag} moves, 30 a "
    "second, each {each:g} s, for {seconds:g} s. Two are real Chromium, who press an arrow key "
    "four times instead: they stand for computers of their own, and so go after all else on this "
    "one (nice 10). The others say over the same lines what a page says. A move is answered "
    "when the chart's change for that very move has come, with its inputs and the model's own "
    "sentence; anything else counts as an error. *Server start* is from logging in until the "
    "hub's page leads on; then the lesson is open once its kernel answers. The kernel's figures "
    "are of those without a browser. CPU at start: the server's until it was there; the kernel's "
    "until the lesson was run. Memory is that after the last move."
)


def percentiles(values: Iterable[float]) -> tuple[float, ...]:
    """Return the values that 50, 95 and 99 % do not pass; without any, none that is a number."""
    kept = list(values)
    return tuple(map(float, np.percentile(kept, SHARES))) if kept else (float("nan"),) * 3


def known(values: Iterable[float | None]) -> list[float]:
    """Return those that were found."""
    return [value for value in values if value is not None]


def middle(values: Iterable[float | None]) -> float:
    """Return the median of those that were found; without any, none that is a number."""
    kept = known(values)
    return median(kept) if kept else float("nan")


def a_gibibyte(one: Gathering) -> float:
    """Return how many students' servers and kernels take a GiB."""
    return GIBI / (server_memory(one) + kernel_memory(one))


def server_memory(one: Gathering) -> float:
    """Return what the server of a student holds."""
    return middle(found.server_memory for found in one.students)


def kernel_memory(one: Gathering) -> float:
    """Return what the kernel of a student holds."""
    return middle(found.kernel_memory for found in one.plain)


def server_start(one: Gathering) -> float:
    """Return the processor time that a student's server takes until it is there."""
    return middle(found.server_start for found in one.students)


def all_ready(one: Gathering) -> float:
    """Return the seconds until the last server was there."""
    return max(known(found.ready for found in one.students), default=float("nan"))


def moves(students: list[Found]) -> list[float]:
    """Return what all their moves took."""
    return [value for one in students for value in one.moves]


def _joined(values: Iterable[float], between: str = " / ") -> str:
    return between.join(f"{value:,.1f}" if value < 10 else f"{value:,.0f}" for value in values)


def row(build: str, count: int, one: Gathering) -> tuple:
    """Return a class's line of the table."""
    both = [who for who in (one.plain, one.in_browsers) if who]
    start = middle(found.ready for found in one.students), all_ready(one)
    held = server_memory(one) / MEGA, kernel_memory(one) / MEGA
    spent = server_start(one), middle(found.kernel_start for found in one.plain)
    return (
        build,
        count,
        _joined(start),
        _joined((middle(found.opened for found in who) for who in both), ", "),
        _joined((middle(found.ran for found in who) for who in both), ", "),
        _joined([one.up]),
        _joined(percentiles(moves(one.plain))),
        len(moves(one.plain)),
        _joined(percentiles(moves(one.in_browsers))) if one.in_browsers else "",
        _joined(held, " + "),
        _joined(spent, " + "),
        len(one.errors),
    )


def shared_row(build: str, count: int, one: Gathering) -> tuple:
    """Return what a class's hub took, and how it ended."""
    hub = one.hub_memory / MEGA, one.hub_seconds
    return (build, count, a_gibibyte(one), *hub, one.ended, len(one.forced))


def worked_row(build: str, count: int, one: Gathering) -> tuple:
    """Return what each part of a class worked while they moved."""
    return (build, count, *(one.worked.get(part, float("nan")) for part in PARTS))


def bars(count: int, own: Gathering, other: Gathering | None) -> list[Bar]:
    """Return what a class must reach, alone and beside that of another build."""
    _, late, _ = percentiles(moves(own.plain))
    found = [
        Bar(f"{count} students, errors", "0", str(len(own.errors)), not own.errors),
        at_most(f"{count} students, move p95", late, 250, " ms"),
    ]
    if other is None:
        return found
    by = " × the other's"
    ready = all_ready(own) / all_ready(other)
    held = server_memory(own) / server_memory(other)
    spent = server_start(own) / server_start(other)
    room = a_gibibyte(own) / a_gibibyte(other)
    return [
        *found,
        at_most(f"{count} students, all servers ready", ready, 0.4, by),
        at_most(f"{count} students, memory of a server", held, 0.55, by),
        at_most(f"{count} students, CPU to start a server", spent, 0.35, by),
        at_least(f"{count} students, students for each GiB", room, 1.8, by),
    ]


def section(classes: dict[int, dict[str, Gathering]], how: str) -> Section:
    """Return what was found of all classes: by their size, and by build, this one first."""
    lines = [(build, count, one) for count, of in classes.items() for build, one in of.items()]
    must = []
    for count, of in classes.items():
        own, *others = of.values()
        must += bars(count, own, others[0] if others else None)
    body = [
        how,
        table(COLUMNS, [row(*line) for line in lines]),
        table(SHARED, [shared_row(*line) for line in lines]),
        "Seconds of CPU while they moved, by who took them:",
        table(WORKED, [worked_row(*line) for line in lines]),
    ]
    wrong = [f"- {build}, {count}: {told}" for build, count, one in lines for told in one.errors]
    if wrong:
        body += ["Errors:", "\n".join(wrong[:LONGEST])]
    return Section("A class on JupyterHub", must, body)
