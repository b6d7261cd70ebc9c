"""What a learner has predicted, answered and decided: one small file in a folder of their own.

The file holds no name and is sent nowhere. Every change is made under a lock on what the file
holds at that moment, so that two notebooks open at once lose nothing; it is written beside the
old one and put in its place whole, so that a crash never leaves half a file.
"""

import itertools
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lessons.words import PHRASES

FOLDER = "my-work"
FILE = "progress.json"
RECEIPT = "receipt.json"
ASIDE = "progress-set-aside-{number}.json"
LOCK = ".lock"
WAIT = 10  # seconds for another notebook that is writing

Result = TypeVar("Result")
Kind = Literal["prediction", "question", "decision"]


class Entry(BaseModel):
    """One thing that the learner did.

    Attributes
    ----------
    name
        The prediction's, question's or decision's name.
    lesson
        Number of its lesson.
    kind
        ``prediction``, ``question`` or ``decision``.
    time
        Local time, to the second.
    given
        What the learner gave: a number, a choice, choices, the points of a sketch.
    found
        What the model found, for a prediction.
    off
        How far a prediction was off, as a share of what could be predicted (0 to 1).
    right
        Whether a question was answered right; None for what cannot be right or wrong.
    hints
        How many hints had been read by then.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    name: str
    lesson: int
    kind: Kind
    time: str
    given: float | str | list[float] | list[str] | None
    found: float | str | list[float] | None = None
    off: float | None = Field(None, ge=0, le=1, allow_inf_nan=False)
    right: bool | None = None
    hints: int = Field(0, ge=0)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)

    format: Literal[1]
    entries: list[Entry] = []


class Progress:
    """The learner's progress file.

    Parameters
    ----------
    folder
        The learner's own folder; it is made when there is something to keep.

    Attributes
    ----------
    notice
        A sentence for the learner if the file could not be read or written; else empty.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self.notice = ""
        # What could not be written lives as long as the notebook does.
        self._unsaved: list[Entry] = []

    @property
    def path(self) -> Path:
        """Where the file is, or will be."""
        return self.folder / FILE

    def entries(self) -> list[Entry]:
        """Return everything done so far, the oldest first.

        A file that is damaged, or of a format that is not known, is set aside under another
        name, and `notice` says so; then nothing has been done so far.
        """
        saved = self._in_turn(lambda: self._read().entries) if self.path.exists() else []
        return [*(saved or []), *self._unsaved]

    def record(self, **done: Any) -> None:
        """Add an entry: the fields of `Entry`, but for the time.

        It never fails for the file's sake: what cannot be written is kept as long as the
        notebook runs, is written with the next entry, and `notice` says so.
        """
        now = datetime.now().replace(microsecond=0).isoformat()
        self._unsaved.append(Entry(time=now, **done))
        self._in_turn(self._save)

    def reset(self) -> None:
        """Forget everything done so far."""
        self._unsaved = []
        if self.path.exists():
            self._in_turn(self.path.unlink)

    def save_receipt(self, receipt: Mapping[str, Any]) -> Path | None:
        """Write a receipt beside the progress, and return its path; None if that failed."""
        text = json.dumps(receipt, indent=1, ensure_ascii=False)
        return self._in_turn(lambda: self._write(self.folder / RECEIPT, text))

    def _in_turn(self, act: Callable[[], Result]) -> Result | None:
        """Act on the folder while no other notebook does; a failure becomes a notice."""
        from filelock import FileLock  # only a learner who does something needs it

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / LOCK, timeout=WAIT):
                return act()
        except OSError as error:
            self.notice = PHRASES["progress_not_kept"].format(
                folder=self.folder.name, reason=error.strerror or error
            )
            return None

    def _save(self) -> None:
        file = self._read()
        file.entries += self._unsaved
        self._write(self.path, file.model_dump_json(indent=1, exclude_defaults=True))
        self._unsaved = []

    def _read(self) -> _File:
        try:
            return _File.model_validate_json(self.path.read_bytes())
        except FileNotFoundError:
            return _File(format=1)
        except ValidationError:
            aside = self._free_name()
            self.path.replace(aside)
            self.notice = PHRASES["progress_set_aside"].format(name=aside.name)
            return _File(format=1)

    def _free_name(self) -> Path:
        """Return a name for a damaged file that hides no earlier one."""
        names = (self.folder / ASIDE.format(number=number) for number in itertools.count(1))
        return next(path for path in names if not path.exists())

    def _write(self, path: Path, text: str) -> Path:
        """Write a whole file beside the old one, then put it in its place."""
        beside = path.with_suffix(".part")  # one at a time: the lock sees to that
        beside.write_text(text + "\n", encoding="utf-8")
        return beside.replace(path)
