"""The receipts that students handed in: a folder of files, each read or refused with a reason.

Nothing in a file is trusted. What is no whole receipt of this version is refused and told,
so that one damaged file never hides a class.
"""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from lessons.receipt import FORMAT

SUFFIX = ".json"
LARGEST = 1_000_000  # bytes; a whole receipt of all lessons is a hundredth of that
MOST = 100_000  # tries or hints; nobody has had more

# What a system leaves beside the files of a folder.
LEFT_BY_SYSTEMS = ("__MACOSX", "Thumbs.db", "desktop.ini")

# What `make receipts` writes into the folder. None of it ends as a receipt does.
TABLE, PICTURE = "class-table{number}.csv", "class-picture{number}.png"
WRITTEN_HERE = re.compile(r"class-(table(-\d+)?\.csv|picture(-\d+)?\.png)")

REASONS = {
    "suffix": "its name does not end in .json",
    "no_file": "it is not a file that can be read",
    "unreadable": "it cannot be read ({problem})",
    "empty": "it is empty",
    "large": "it is too large for a receipt",
    "damaged": "it is damaged: it does not read as JSON",
    "foreign": "it is not a receipt of these lessons",
    "progress": "it is a progress file; the receipt is the file receipt.json beside it",
    "format": "it is of another version of the lessons (format {got}, not {format})",
    "part": "it is damaged: {place} is not as a receipt has it",
}


class FolderError(ValueError):
    """There is no folder to read; the message is a sentence for whoever named it."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class _Prediction(_Part):
    name: str
    off: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] | None


class _Question(_Part):
    name: str
    right: bool
    tries: int = Field(ge=1, le=MOST)
    hints: int = Field(ge=0, le=MOST)


class _Lesson(_Part):
    lesson: int
    predictions: tuple[_Prediction, ...]
    questions: tuple[_Question, ...]

    @model_validator(mode="after")
    def _each_once(self) -> "_Lesson":
        for parts in (self.predictions, self.questions):
            _check_once([one.name for one in parts])
        return self


class Receipt(_Part):
    """What `lessons.receipt.written` wrote, as far as a class is summed up.

    Attributes
    ----------
    written
        The student's local time.
    lessons
        Each with its ``predictions`` (``name``, ``off``) and ``questions`` (``name``,
        ``right``, ``tries``, ``hints``).
    """

    format: Literal[FORMAT]
    written: datetime
    lessons: tuple[_Lesson, ...]

    @model_validator(mode="after")
    def _each_once(self) -> "Receipt":
        _check_once([one.lesson for one in self.lessons])
        return self


def _check_once(names: list[Any]) -> None:
    if len(set(names)) < len(names):
        raise ValueError("something is there twice")


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A receipt and the student it is of, as the file's name has it."""

    student: str
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is no receipt: its name, and why."""

    name: str
    reason: str


def read(folder: Path) -> tuple[list[HandedIn], list[Refused]]:
    """Read all receipts of a folder and of the folders in it.

    Parameters
    ----------
    folder
        Where the files are. Hidden files, and what `lessons.instructor.receipts` wrote there,
        are passed over.

    Returns
    -------
    list of HandedIn, list of Refused
        Both in the order of their names.

    Raises
    ------
    FolderError
        If there is no such folder.
    """
    if not folder.is_dir():
        raise FolderError(f"There is no folder {plain(str(folder))}.")
    accepted: list[HandedIn] = []
    refused: list[Refused] = []
    for path in _files(folder):
        name = plain(path.relative_to(folder).as_posix())
        found = _receipt(path)
        if isinstance(found, Receipt):
            accepted.append(HandedIn(name[: -len(SUFFIX)], found))
        else:
            refused.append(Refused(name, found))
    return accepted, refused


def plain(name: str) -> str:
    """Return a name that any file and any screen can show: odd characters become ``�``."""
    return "".join(one if one.isprintable() else "�" for one in name)


def _files(folder: Path) -> Iterator[Path]:
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if _counts(name)]
        found += [Path(place, name) for name in names if _counts(name)]
    yield from sorted(found, key=lambda path: (str(path).casefold(), str(path)))


def _counts(name: str) -> bool:
    return not (name.startswith(".") or name in LEFT_BY_SYSTEMS or WRITTEN_HERE.fullmatch(name))


def _receipt(path: Path) -> Receipt | str:
    """Return the receipt in a file, or the reason why there is none."""
    if path.suffix.lower() != SUFFIX:
        return REASONS["suffix"]
    try:
        if not path.is_file():
            return REASONS["no_file"]
        if path.stat().st_size > LARGEST:
            return REASONS["large"]
        return _parsed(path.read_bytes())
    except OSError as problem:
        return REASONS["unreadable"].format(problem=problem.strerror or problem)


def _parsed(text: bytes) -> Receipt | str:
    if not text.strip():
        return REASONS["empty"]
    try:
        content = json.loads(text.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return REASONS["damaged"]
    if not isinstance(content, dict) or not {"format", "lessons"} <= content.keys():
        ours = isinstance(content, dict) and {"format", "entries"} == content.keys()
        return REASONS["progress" if ours else "foreign"]
    if isinstance(content["format"], int) and content["format"] != FORMAT:
        return REASONS["format"].format(got=content["format"], format=FORMAT)
    try:
        return Receipt.model_validate_json(json.dumps(content))
    except (ValueError, RecursionError) as problem:
        return REASONS["part"].format(place=_place(problem))


def _place(problem: Exception) -> str:
    """Return where in a receipt the first thing is that is not right."""
    where = problem.errors()[0]["loc"] if isinstance(problem, ValidationError) else ()
    return plain(".".join(map(str, where)))[:80] or "a part of it"
