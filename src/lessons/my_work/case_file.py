"""The learner's own case as it was left: a file beside the progress.

It is written when the case has been left alone for a moment, so that no slider waits for a disk,
and at the latest when the notebook's kernel ends.
"""

import asyncio
import atexit
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from lessons.my_work.own_file import OwnFile, now
from lessons.my_work.saved_scenarios import Saved

FILE = "own-case.json"
PAUSE = 1.0  # seconds from the last change to its writing


class LeftCase(BaseModel):
    """A case as it was left.

    Attributes
    ----------
    case_name
        What the learner calls it.
    worked
        Name of the worked case that it was begun from.
    inputs
        What it stood at, where that is not the default.
    carried
        What its lines were filled from, the last one at the end.
    time
        Local time with its zone, to the second.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, allow_inf_nan=False, defer_build=True
    )

    case_name: str
    worked: str
    inputs: dict[str, float | str] = {}
    carried: list[Saved] = []
    time: str


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)

    format: Literal[1]
    case: LeftCase | None = None


class CaseFile(OwnFile[_File]):
    """The file of the learner's own case.

    Attributes
    ----------
    tell
        Called when `notice` has changed.
    """

    file = FILE
    content = _File
    phrases = ("case_not_kept", "case_set_aside")

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.tell: Callable[[], None] = lambda: None
        self._unsaved: _File | None = None
        self._due: asyncio.TimerHandle | None = None

    def left(self) -> LeftCase | None:
        """Return the case as it was left; None where none was.

        A file that is damaged, or of a format that is not known, is set aside under another
        name, and `notice` says so.
        """
        if self._unsaved:
            return self._unsaved.case
        return self.look().case

    def refuse(self) -> None:
        """Set the file aside: what it holds is no case of these lessons. `notice` says so."""
        self._unsaved = None
        self.in_turn(self.set_aside)

    def keep(self, **left: object) -> None:
        """Keep the case as it stands, soon: the fields of `LeftCase`, but for the time."""
        self._unsaved = _File(format=1, case=LeftCase(**left, time=now()))
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # a script, in which nobody moves a slider
            self.write_now()
            return
        if self._due:
            self._due.cancel()
        # Each page has a thread and a loop of its own, and both may be gone before they are due.
        self._due = loop.call_later(PAUSE, self.write_now)

    def write_now(self) -> None:
        """Write what is not written yet; where that fails, it is tried again with the next."""
        self._due, before = None, self.notice
        if self._unsaved:
            self.notice = ""
            self.in_turn(self._write)
        if self.notice != before:
            self.tell()

    def _write(self) -> None:
        self.write(self.path, self._unsaved.model_dump_json(indent=1))
        self._unsaved = None


@cache
def case_file(folder: Path) -> CaseFile:
    """Return the file of a folder: one for all cells, so that each knows what is not written."""
    file = CaseFile(folder)
    atexit.register(file.write_now)
    return file
