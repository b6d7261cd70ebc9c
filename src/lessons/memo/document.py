"""The decision memo: what it holds. How it becomes a file, its two writers know."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from babel.dates import format_date

from lessons.words import LOCALE, PHRASES, one_line, typed
from lessons.words.unbroken import unbroken

Kind = Literal["line", "text", "lead", "list", "small"]

SIGNATURE = b"\x89PNG\r\n\x1a\n"
HEADER = struct.Struct(">8s4x4sII")  # signature, kind of the first chunk, width, height
LAST, EMPTY_CHUNK = b"IEND", 12  # kind of the last chunk, and bytes of one that holds nothing
LARGEST_PICTURE = 8_000_000  # bytes
LONGEST_LEAD = 60  # characters before a colon that still introduce what comes after it


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a memo, in words.

    Attributes
    ----------
    key
        Its name in code.
    heading
        What stands above it.
    text
        A paragraph a line.
    kind
        ``line``: a single line, such as a name. ``lead``: what a reader must see first.
        ``list``: each line is a point of its own. ``small``: in small print.
    """

    key: str
    heading: str
    text: str
    kind: Kind = "text"

    def lines(self) -> list[str]:
        """Return its paragraphs; none is empty, and none parts a number from what it counts."""
        lines = typed.text(self.text).split("\n")
        return [unbroken(line) for one in lines if (line := one.strip())]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as a picture.

    Attributes
    ----------
    png
        The picture.
    title
        What it shows, in words.
    text
        What it says, for whoever cannot see it.
    """

    png: bytes
    title: str
    text: str

    @property
    def ratio(self) -> float:
        """How high it is for its width."""
        _, _, width, height = HEADER.unpack_from(self.png)
        return height / width


@dataclass(frozen=True, slots=True)
class Memo:
    """A memo as it is written into a file.

    Attributes
    ----------
    name
        What it is about.
    author
        Who wrote it; may be empty.
    day
        When.
    parts
        Sections and pictures in their order.
    """

    name: str
    author: str
    day: date
    parts: Sequence[Section | Picture]

    def title(self) -> str:
        """Return its title, on one line."""
        name = _one_line(self.name)
        return PHRASES["memo_of"].format(name=name) if name else PHRASES["memo"]

    def writer(self) -> str:
        """Return who wrote it, on one line."""
        return _one_line(self.author)

    def byline(self) -> str:
        """Say who wrote it and when."""
        author, day = self.writer(), format_date(self.day, "long", locale=LOCALE)
        return PHRASES["memo_by"].format(author=author, day=day) if author else day

    def written(self) -> list[Section | Picture]:
        """Return its parts without the sections that have been emptied."""
        return [one for one in self.parts if isinstance(one, Picture) or one.lines()]


def _one_line(text: str) -> str:
    return one_line(typed.text(text), len(text))


def is_png(content: bytes) -> bool:
    """Whether some bytes are a whole PNG picture, as far as one can tell by its chunks."""
    if not HEADER.size <= len(content) <= LARGEST_PICTURE:
        return False
    signature, chunk, width, height = HEADER.unpack_from(content)
    at = len(SIGNATURE)
    while at < len(content) and content[at + 4 : at + 8] != LAST:
        at += EMPTY_CHUNK + int.from_bytes(content[at : at + 4])
    is_whole = at + EMPTY_CHUNK == len(content)
    return signature == SIGNATURE and chunk == b"IHDR" and width > 0 and height > 0 and is_whole


def led(line: str) -> tuple[str, str]:
    """Split a point of a list into what introduces it, with its colon, and the rest."""
    lead, colon, rest = line.partition(": ")
    leads = colon and len(lead) <= LONGEST_LEAD and ". " not in lead
    return (lead + colon, rest) if leads else ("", line)
