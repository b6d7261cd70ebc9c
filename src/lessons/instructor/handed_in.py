"""The receipts that students handed in: a folder of files, each read or refused with a reason.

Nothing in a file is trusted. What is no whole receipt of this version is refused and told,
so that one damaged file never hides a class.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from lessons.instructor import class_rooms, files
from lessons.instructor.class_rooms import Round
from lessons.instructor.files import FolderError, plain
from lessons.my_work.receipt import FORMAT, Receipt
from lessons.words import said

__all__ = ["FolderError", "HandedIn", "Receipt", "Refused", "plain", "read"]

SUFFIX = ".json"
LONGEST_FORMAT = 9  # digits that are told of one

REASONS = said(
    {
        "suffix": "its name does not end in .json",
        "empty": "it is empty",
        "damaged": "it is damaged: it does not read as JSON",
        "foreign": "it is not a receipt of these lessons",
        "progress": "it is a progress file; the receipt is the file receipt.json beside it",
        "format": "it is of another version of the lessons (format {got}, not {format})",
        "part": "it is damaged: {place} is not as a receipt has it",
    }
)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A receipt and the student it is of, as the file's name has it.

    Attributes
    ----------
    attempts
        How many that look like the same student's were handed in.
    """

    student: str
    receipt: Receipt
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is no receipt: its name, and why."""

    name: str
    reason: str


def read(folder: Path) -> tuple[list[HandedIn], list[Refused]]:
    """Read all receipts of a folder, of the folders in it, and of zip archives.

    A receipt is known by what it holds, whatever its name ends in.

    Parameters
    ----------
    folder
        Where the files are; see `lessons.instructor.files.read`.

    Returns
    -------
    list of HandedIn, list of Refused
        Both in the order of their names.

    Raises
    ------
    FolderError
        If there is no such folder.
    """
    accepted, refused, _ = read_with_rooms(folder)
    return accepted, refused


def read_with_rooms(folder: Path) -> tuple[list[HandedIn], list[Refused], list[Round]]:
    """Read the same, and the rooms in which the class predicted together, round by round."""
    accepted: list[HandedIn] = []
    refused: list[Refused] = []
    rounds: list[Round] = []
    for file in files.read(folder):
        found = file.reason if file.content is None else _read_one(file.name, file.content)
        if isinstance(found, Receipt):
            accepted.append(HandedIn(_stem(file.name), found))
        elif isinstance(found, str):
            refused.append(Refused(file.name, found))
        else:
            rounds += found
    return accepted, refused, rounds


def _read_one(name: str, content: bytes) -> Receipt | list[Round] | str:
    """Return what a file holds: a receipt or a room; else the reason why it is neither."""
    if not class_rooms.is_room(content):
        return _receipt(name, content)
    try:
        return class_rooms.rounds(name.removesuffix(".csv"), content)
    except class_rooms.DamagedError as damaged:
        return str(damaged)


def _stem(name: str) -> str:
    return name[: -len(SUFFIX)] if name.lower().endswith(SUFFIX) else name


def _receipt(name: str, content: bytes) -> Receipt | str:
    """Return the receipt in a file, or the reason why there is none."""
    if not content.strip():
        return REASONS["empty"]
    try:
        return _parsed(_read(content))
    except (ValueError, RecursionError):
        # Of a file that is called otherwise, nobody would expect it.
        return REASONS["damaged" if SUFFIX in name.lower() else "suffix"]


def _read(content: bytes) -> Any:
    """Return what a text in JSON says: in UTF-8, UTF-16 or UTF-32, or in Windows' own letters."""
    try:
        return json.loads(content)
    except UnicodeDecodeError:
        return json.loads(content.decode("cp1252", "replace"))


def _parsed(content: Any) -> Receipt | str:
    if not isinstance(content, dict) or not {"format", "lessons"} <= content.keys():
        ours = isinstance(content, dict) and {"format", "entries"} == content.keys()
        return REASONS["progress" if ours else "foreign"]
    if isinstance(content["format"], int) and content["format"] != FORMAT:
        got = str(content["format"])
        shown = got if len(got) <= LONGEST_FORMAT else f"{got[:LONGEST_FORMAT]}…"
        return REASONS["format"].format(got=shown, format=FORMAT)
    try:
        return Receipt.model_validate_json(json.dumps(content))
    except (ValueError, RecursionError) as problem:
        return REASONS["part"].format(place=_place(problem))


def _place(problem: Exception) -> str:
    """Return where in a receipt the first thing is that is not right."""
    where = problem.errors()[0]["loc"] if isinstance(problem, ValidationError) else ()
    return plain(".".join(map(str, where)))[:80] or "a part of it"
