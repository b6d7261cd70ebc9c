"""What the processes of a class hold and spend, and how all of them are ended."""

import ctypes
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

PROC = Path("/proc")
SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of Linux's prctl
ENDED_WITHIN = 5  # seconds, when they are asked to: a hub of ten students may take longer
KILLED_WITHIN = 20  # seconds
SIGNALS = ("SIGTERM", "SIGHUP")


def memory(process: int, proc: Path = PROC) -> int:
    """Return the bytes that a process holds: what it shares counts in parts (PSS)."""
    for line in (proc / str(process) / "smaps_rollup").read_text().splitlines():
        name, _, value = line.partition(":")
        if name == "Pss":
            return int(value.split()[0]) * 1024
    raise ValueError(f"The system does not say what process {process} holds.")


def seconds(process: int, proc: Path = PROC, ticks: int = 0) -> float:
    """Return the seconds of processor time that a process has taken since its start.

    Parameters
    ----------
    process
        Its number.
    proc
        Where the system tells of processes.
    ticks
        How many parts of a second the system counts; left out, as it says itself.
    """
    told = (proc / str(process) / "stat").read_text()
    _, _, after = told.rpartition(")")  # the name before it may hold anything
    user, system = after.split()[11:13]
    return (int(user) + int(system)) / (ticks or os.sysconf("SC_CLK_TCK"))


def adopt_orphans() -> None:
    """Become the parent of each process below this one that loses its own.

    A hub starts servers, and these start kernels, each in a session of its own. So they belong to
    no group that could be ended, and whoever outlives its parent could not be found.
    """
    if ctypes.CDLL(None, use_errno=True).prctl(SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "This system leaves no orphans to who started them.")


def below() -> list[psutil.Process]:
    """Return the processes that this one has started, and those that they have."""
    return psutil.Process().children(recursive=True)


def end_all(ended_within: float = ENDED_WITHIN) -> tuple[int, list[str]]:
    """End every process below this one: asked first, and by force after a while.

    Returns
    -------
    asked, forced
        How many there were, and the commands of those that had to be ended by force.

    Raises
    ------
    RuntimeError
        If one is left all the same.
    """
    asked = [one for one in below() if _command(one)]
    _signal(asked, "terminate")
    psutil.wait_procs(asked, timeout=ended_within)
    forced: dict[int, str] = {}
    until = time.monotonic() + KILLED_WITHIN
    while (left := below()) and time.monotonic() < until:
        forced |= {one.pid: command for one in left if (command := _command(one))}
        _signal(left, "kill")
        psutil.wait_procs(left, timeout=1)
    if left:
        raise RuntimeError(f"Still running: {', '.join(map(str, left))}.")
    return len(asked), list(forced.values())


def _command(process: psutil.Process) -> str:
    """Return what a process runs; nothing of one that has ended, and waits to be heard of."""
    with suppress(psutil.NoSuchProcess):
        return " ".join(process.cmdline())
    return ""


def _signal(processes: list[psutil.Process], how: str) -> None:
    for one in processes:
        with suppress(psutil.NoSuchProcess):
            getattr(one, how)()


@contextmanager
def interruptible() -> Iterator[None]:
    """Let whoever ends this process interrupt it, as Ctrl and C do, so that it tidies up."""

    def interrupt(*_: object) -> None:
        signal.raise_signal(signal.SIGINT)

    # A shell that starts it in the background has it pass over what Ctrl and C send.
    handlers = {"SIGINT": signal.default_int_handler, **dict.fromkeys(SIGNALS, interrupt)}
    before = {name: signal.signal(getattr(signal, name), of) for name, of in handlers.items()}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Do something to its end, which is near, whoever interrupts."""
    names = ("SIGINT", *SIGNALS)
    before = {name: signal.signal(getattr(signal, name), signal.SIG_IGN) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)
