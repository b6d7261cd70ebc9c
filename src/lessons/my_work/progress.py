"""What a learner has predicted, answered and decided: one small file in a folder of their own.

The file holds no name and is sent nowhere. Every change is made under a lock on what the file
holds at that moment, so that two notebooks open at once lose nothing; it is written beside the
old one and put in its place whole, so that a crash never leaves half a file.
"""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from lessons.my_work.own_file import OwnList, now
from lessons.words.typed import whole

FILE = "progress.json"
RECEIPT = "receipt.json"

# What a learner gave, as any file can hold it.
Words = Annotated[str, AfterValidator(whole)]
Kind = Literal["prediction", "question", "decision"]


class Record(BaseModel):
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
        Local time with its zone, to the second; earlier lessons kept none.
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

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, allow_inf_nan=False, defer_build=True
    )

    name: str
    lesson: int
    kind: Kind
    time: str
    given: float | Words | list[float] | list[Words] | None
    found: float | str | list[float] | None = None
    off: float | None = Field(None, ge=0, le=1)
    right: bool | None = None
    hints: int = Field(0, ge=0)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)

    format: Literal[1]
    entries: list[Record] = []


class Progress(OwnList[_File, Record]):
    """The learner's progress file."""

    file = FILE
    content = _File
    part = "entries"
    phrases = ("progress_not_kept", "progress_set_aside")
    when_presented = ""  # its panel says so once, which is enough

    def entries(self) -> list[Record]:
        """Return everything done so far, the oldest first; see `OwnList.kept`."""
        return self.kept()

    def record(self, **done: Any) -> None:
        """Add an entry: the fields of `Record`, but for the time; see `OwnList.add`."""
        self.add(Record(time=now(), **done))

    def try_again(self) -> bool:
        """Write what is kept once more, and return whether it stays.

        A browser's storage may be full, or emptied under an open page, while others write.
        """
        self.in_turn(lambda: self._save() if self.is_there() else None)
        return self.is_kept

    def reset(self) -> None:
        """Forget everything done so far."""
        self._unsaved.clear()
        if self.is_there():
            self.in_turn(self._forget)

    def _forget(self) -> None:
        self.path.unlink(missing_ok=True)

    def save_receipt(self, text: str) -> Path | None:
        """Write a receipt beside the progress, and return its path; None if that failed."""
        return self.in_turn(lambda: self.write(self.folder / RECEIPT, text))
