"""Two writers in one folder, killed in the midst of it: what they had said is kept is there.

A killed writer is a process that the system ends at once, without a word to it. Half of them are
ended at a step of their own with the disk, which is counted, so that each place in a change comes
up; the others from outside, after so many confirmations. All of it is drawn from a seed.
"""

import itertools
import multiprocessing
import os
import random
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from own_files import KINDS

from lessons.memo.draft import MemoFile
from lessons.my_work import in_turn
from lessons.my_work.own_file import OwnFile

WRITERS = ("a", "b")
ROUNDS_IN_A_FOLDER = 5
MOST_STEPS = 120  # with the disk; some ten a change
MOST_CONFIRMED = 8
# What a program does with the disk, as Python tells it before it is done.
LOCKS = "fcntl.flock"
STEPS = {"open", "os.rename", "os.remove", "os.mkdir", LOCKS}
# Killed at once, as by the system when its memory is short; Windows has no other signal for it.
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)


@dataclass
class Killed:
    """What came of it.

    Attributes
    ----------
    writers
        How many were killed.
    confirmed
        How many things were said to be kept.
    lost
        Which of them were not there afterwards.
    odd
        What else was wrong: said of a file, there twice, or never written.
    """

    writers: int = 0
    confirmed: int = 0
    lost: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)


def killed(folders: Iterator[Path], writers: int, seed: int) -> Killed:
    """Kill so many writers, two at a time, and return what was lost.

    Parameters
    ----------
    folders
        New folders; each takes a few pairs of writers, one after the other.
    writers
        How many, an even number.
    seed
        Of what is drawn.
    """
    drawn, found = random.Random(seed), Killed()  # noqa: S311 - no secret
    start = _start_method()
    confirmed: dict[str, dict[str, list[str]]] = {}
    for turn in range(writers // len(WRITERS)):
        if turn % ROUNDS_IN_A_FOLDER == 0:
            folder, confirmed = next(folders), {kind: {} for kind in KINDS}
        pair = [_Writer(start, folder, f"{one}{turn}", drawn) for one in WRITERS]
        for one in pair:
            found.confirmed += one.end(confirmed)
        found.writers += len(pair)
        _check(folder, confirmed, found)
    return found


def _start_method() -> multiprocessing.context.BaseContext:
    """Return a way to start a writer that costs little where the system has one."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    start = multiprocessing.get_context("forkserver")
    # A writer begins with all that it needs, and so at once.
    start.set_forkserver_preload(
        [OwnFile.__module__, MemoFile.__module__, "lessons.learn", "filelock"]
    )
    return start


class _Writer:
    """A writer, and when it is to be killed."""

    def __init__(
        self,
        start: multiprocessing.context.BaseContext,
        folder: Path,
        name: str,
        drawn: random.Random,
    ) -> None:
        self._name = name
        self._steps = drawn.randint(1, MOST_STEPS) if drawn.random() < 0.5 else None
        self._most = drawn.randint(1, MOST_CONFIRMED)
        self._said, said = start.Pipe(duplex=False)
        self._process = start.Process(target=_write, args=(folder, name, said, self._steps))
        self._process.start()
        said.close()

    def end(self, confirmed: dict[str, dict[str, list[str]]]) -> int:
        """Hear what is kept until it is to end, then all that it had said; return how much."""
        for heard in itertools.count(1):
            try:
                kind, name = self._said.recv()
            except EOFError:
                break
            confirmed[kind].setdefault(self._name, []).append(name)
            if self._steps is None and heard == self._most:
                self._process.kill()
        self._process.join()
        assert self._process.exitcode in (-KILL, KILL), self._process.exitcode
        return heard - 1


def _write(folder: Path, name: str, said: Connection, steps: int | None) -> None:
    """Keep one thing after the other, and say of each that it is kept, until killed."""
    opened = {kind: one.opened(folder) for kind, one in KINDS.items()}
    left = [steps]

    def step(event: str, arguments: tuple) -> None:
        here = event == LOCKS or f"{arguments[:1]}".count(f"{folder}")
        if left[0] is not None and event in STEPS and here:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), KILL)

    sys.addaudithook(step)
    for number in itertools.count():
        for kind, one in KINDS.items():
            one.keep(opened[kind], f"{name}-{number}")
            if not opened[kind].notice:
                said.send((kind, f"{name}-{number}"))


def _check(folder: Path, confirmed: dict[str, dict[str, list[str]]], found: Killed) -> None:
    """Read all files of a folder as the lessons do, and note what is not as it was said."""
    for kind, one in KINDS.items():
        opened = one.opened(folder)
        names = one.names(opened)
        found.odd += [opened.notice] if opened.notice else []
        found.odd += [f"twice: {name}" for name in {*names} if names.count(name) > 1]
        for writer, kept in confirmed[kind].items():
            if one.holds_one:
                # Another writer's may have come after it, but none of its own before it.
                own = [name for name in names if name.startswith(f"{writer}-")]
                found.lost += [kept[-1] for name in own if _number(name) < _number(kept[-1])]
            else:
                found.lost += [name for name in kept if name not in names]
    files = {path.name for path in folder.glob("*")}
    allowed = {".gitignore", in_turn.LOCK, *(one.opened(folder).file for one in KINDS.values())}
    # What was being written lies beside its place until the next change of it.
    found.odd += sorted(files - allowed - {f"{name}.part" for name in allowed})


def _number(name: str) -> int:
    return int(name.rpartition("-")[2])
