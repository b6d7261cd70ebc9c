"""What a cell has shown goes when the cell is run again: else each run would leave its parts.

A kernel and a page keep each part until it is closed, and would hold a lesson as often as it was
run. A cell that shows again what it had shown before keeps it.
"""

import asyncio
import re
from collections.abc import Callable
from typing import Any, Protocol

from IPython.core.getipython import get_ipython

GIVEN = re.compile(r"_{1,3}|_\d+")
# Seconds. A page that was just loaded still asks for what the kernel had then.
PAUSE = 10


class Closable(Protocol):
    """A part of the page."""

    def close(self) -> None:
        """Take it off every page."""


class Shown:
    """What each cell of a notebook shows by now.

    Parameters
    ----------
    names
        By which IPython knows what a notebook has, and what it hides of that.
    """

    def __init__(self, *names: dict[str, Any]) -> None:
        self._names = names
        self._by_cell: dict[str, list[Closable]] = {}
        self._now: list[Closable] = []

    def shows(self, part: Closable) -> None:
        """Hear that the cell that is being run shows a part."""
        self._now.append(part)

    def ran(self, result: Any) -> None:
        """Hear that a cell has been run; what nothing shows any more is closed after a pause."""
        now, self._now = self._now, []
        cell = result.info.cell_id
        if cell is None:  # of a program that does not tell its cells apart
            return
        before = self._by_cell.get(cell, [])
        self._by_cell[cell] = now
        if before:
            _later(lambda: self._close(before))

    def _close(self, before: list[Closable]) -> None:
        """Close what no cell shows by now."""
        still = {id(part) for parts in self._by_cell.values() for part in parts}
        gone = [part for part in before if id(part) not in still]
        for part in gone:
            part.close()
        if gone:
            self._forget({id(part) for part in gone})

    def _forget(self, gone: set[int]) -> None:
        """Take away the names that IPython itself gives to what cells return: _, _7 and Out[7]."""
        for names in self._names:
            for name, one in [*names.items()]:
                if id(one) in gone and GIVEN.fullmatch(name):
                    del names[name]
        returned = self._names[0].get("_oh", {})
        for place in [place for place, one in returned.items() if id(one) in gone]:
            del returned[place]


def _later(work: Callable[[], object]) -> None:
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:  # nothing goes on after this cell
        work()
        return
    loop.call_later(PAUSE, work)


_in_shell: list[Shown] = []


def shows(part: Closable) -> None:
    """Hear that the cell that is being run, if one is, shows a part."""
    shell = get_ipython()
    if shell is None:
        return
    if not _in_shell:
        _in_shell.append(Shown(shell.user_ns, shell.user_ns_hidden))
        shell.events.register("post_run_cell", _in_shell[0].ran)
    _in_shell[0].shows(part)
