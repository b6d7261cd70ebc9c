"""The files that were handed in: those of a folder, and those within archives, never unpacked.

A platform's archive is read as it is, and nothing of it is written anywhere. What it holds is
read up to fixed sizes, so that a small file that swells to fill the memory is refused.
"""

import io
import lzma
import os
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lessons.words import said

LARGEST = 1_000_000  # bytes; a whole receipt of all lessons is a hundredth of that
LARGEST_ARCHIVE = 100_000_000  # bytes
MOST_FILES = 20_000  # in one archive
MOST_READ = 200_000_000  # bytes, of all that is unpacked of one file
DEEPEST = 3  # archives within archives
LONGEST_PART, LONGEST_NAME = 255, 4_096  # characters; no system has longer ones of its own

# What a system leaves beside the files of a folder.
LEFT_BY_SYSTEMS = re.compile(
    r"\.(?!\.?$).*|__MACOSX|(eh)?thumbs(_vista)?\.db.*|desktop\.ini|icon\r?|\$RECYCLE\.BIN|"
    r"System Volume Information|lost\+found|@eaDir|~\$.*",
    re.IGNORECASE,
)
# What `make receipts` writes into the folder. None of it ends as a receipt does.
TABLE, PICTURE = "class-table{number}.csv", "class-picture{number}.png"
ROOMS = "class-rooms{number}.csv"
WRITTEN_HERE = re.compile(r"class-((table|rooms)(-\d+)?\.csv|picture(-\d+)?\.png)")

ARCHIVE = b"PK\x03\x04"
EMPTY_ARCHIVE = b"PK\x05\x06"
ENTRY = b"PK\x01\x02"  # before each file that an archive lists
# Word's, LibreOffice's and other programs' documents are archives, too.
OF_A_DOCUMENT = {"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"}
# What the reader of archives meets in one that is damaged, or packed in a way that it lacks.
DAMAGES = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError),
)
OTHER_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")

REASONS = said(
    {
        "no_file": "it is not a file that can be read",
        "no_folder": "it is a folder that cannot be opened, or a link to one",
        "name_long": "its name is longer than any system takes",
        "unreadable": "it cannot be read ({problem})",
        "large": "it is too large for a receipt",
        "archive_large": "it is too large to be read packed: unpack it, then run this again",
        "archive_many": "it holds too many files to be read packed",
        "archive_swells": "it unpacks to more than can be read",
        "archive_empty": "it is an archive without files",
        "archive_deep": "it is packed too often: archives within archives are read three deep",
        "archive_damaged": "it is a damaged archive",
        "archive_other": "it is an archive of another kind than zip: unpack it, then run this "
        "again",
        "locked": "it is locked with a password",
        "document": "it is a document, and no receipt",
    }
)


class FolderError(ValueError):
    """There is no folder to read; the message is a sentence for whoever named it."""


class _UnreadError(Exception):
    """A file is not read; the message is the reason."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that was handed in.

    Attributes
    ----------
    name
        Its path within the folder, through archives too, with ``/`` between its parts.
    content
        What it holds; None where it cannot be read.
    reason
        Why it cannot.
    """

    name: str
    content: bytes | None
    reason: str = ""


def read(folder: Path) -> Iterator[File]:
    """Read the files of a folder, of the folders in it, and of zip archives.

    Parameters
    ----------
    folder
        Where the files are; it may be an archive instead, as a platform hands it out. Hidden
        files, what systems leave behind, and what `lessons.instructor.receipts` wrote there
        are passed over.

    Yields
    ------
    File
        In the order of their paths.

    Raises
    ------
    FolderError
        If there is no such folder.
    """
    if os.path.isfile(folder):
        yield from _files(plain(folder.name), folder)
        return
    if not os.path.isdir(folder):
        raise FolderError(said("There is no folder {folder}.").format(folder=plain(str(folder))))
    for path in _paths(folder):
        yield from _files(plain(path.relative_to(folder).as_posix()), path)


def plain(name: str) -> str:
    """Return a name that any file and any screen can show: odd characters become ``�``."""
    return "".join(one if one.isprintable() else "�" for one in name)


def _paths(folder: Path) -> Iterator[Path]:
    found: list[Path] = []

    def shut(problem: OSError) -> None:
        found.append(Path(problem.filename or folder))

    for place, folders, names in os.walk(folder, onerror=shut):
        folders[:] = [name for name in folders if _counts(name)]
        linked = [name for name in folders if os.path.islink(os.path.join(place, name))]
        found += [Path(place, name) for name in (*names, *linked) if _counts(name)]
    yield from sorted(found, key=lambda path: (str(path).casefold(), str(path)))


def _counts(name: str) -> bool:
    return not (LEFT_BY_SYSTEMS.fullmatch(name) or WRITTEN_HERE.fullmatch(name))


def _files(name: str, path: Path) -> Iterator[File]:
    """Return the file at a path, or those that it holds."""
    try:
        if not path.is_file():
            raise _UnreadError(REASONS["no_folder" if path.is_dir() else "no_file"])
        with path.open("rb") as file:
            is_archive = file.read(len(ARCHIVE)) == ARCHIVE
        size = path.stat().st_size
        if size > (LARGEST_ARCHIVE if is_archive else LARGEST):
            raise _UnreadError(REASONS["archive_large" if is_archive else "large"])
        yield from _opened(name, path.read_bytes(), _Allowance())
    except OSError as problem:
        reason = REASONS["unreadable"].format(problem=problem.strerror or problem)
        yield File(name, None, reason)
    except _UnreadError as unread:
        yield File(name, None, str(unread))


class _Allowance:
    """How much of one file may still be unpacked, and how deep."""

    def __init__(self) -> None:
        self.left = MOST_READ
        self.depth = 0

    def take(self, size: int) -> None:
        """Take some bytes of it.

        Raises
        ------
        _UnreadError
            If there are not so many left.
        """
        self.left -= size
        if self.left < 0:
            raise _UnreadError(REASONS["archive_swells"])


def _opened(name: str, content: bytes, allowance: _Allowance) -> Iterator[File]:
    """Return a file as it is, or, of an archive, the files in it."""
    if content.startswith(OTHER_ARCHIVES) or content[257:262] == b"ustar":
        yield File(name, None, REASONS["archive_other"])
    elif content.startswith(EMPTY_ARCHIVE):
        yield File(name, None, REASONS["archive_empty"])
    elif not content.startswith(ARCHIVE):
        large = len(content) > LARGEST
        yield File(name, None if large else content, REASONS["large"] if large else "")
    elif allowance.depth >= DEEPEST:
        yield File(name, None, REASONS["archive_deep"])
    else:
        allowance.depth += 1
        yield from _unpacked(name, content, allowance)
        allowance.depth -= 1


def _unpacked(name: str, content: bytes, allowance: _Allowance) -> Iterator[File]:
    if content.count(ENTRY) > MOST_FILES:
        yield File(name, None, REASONS["archive_many"])
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except DAMAGES:
        yield File(name, None, REASONS["archive_damaged"])
        return
    if OF_A_DOCUMENT & {*archive.namelist()}:
        yield File(name, None, REASONS["document"])
        return
    within = [(entry, _parts(entry)) for entry in archive.infolist() if not entry.is_dir()]
    counted = [(entry, parts) for entry, parts in within if parts and all(map(_counts, parts))]
    if not counted:
        yield File(name, None, REASONS["archive_empty"])
    seen: Counter[str] = Counter()
    for entry, parts in counted:
        path = _told_apart("/".join([name, *map(plain, parts)]), seen)
        if len(path) > LONGEST_NAME or max(map(len, parts)) > LONGEST_PART:
            yield File(f"{path[:LONGEST_PART]}…", None, REASONS["name_long"])
        else:
            yield from _entry(path, archive, entry, allowance)


def _told_apart(path: str, seen: Counter[str]) -> str:
    """Return a path with a number, if an archive has it more than once."""
    seen[path] += 1
    once = PurePosixPath(path)
    return path if seen[path] == 1 else str(once.with_stem(f"{once.stem} ({seen[path]})"))


def _parts(entry: zipfile.ZipInfo) -> list[str]:
    """Return an entry's path as names; it is never followed, so that it leads nowhere."""
    return [one for one in re.split(r"[\\/]", _name(entry)) if one not in ("", ".", "..")]


def _name(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name; some systems write it in UTF-8 and do not say so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode()
    except UnicodeError:
        return entry.filename


def _entry(
    name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, allowance: _Allowance
) -> Iterator[File]:
    """Return what one entry of an archive holds, read no further than it may be."""
    try:
        allowance.take(0)
        if entry.flag_bits & 0x1:
            raise _UnreadError(REASONS["locked"])
        with archive.open(entry) as file:
            start = file.read(len(ARCHIVE))
            largest = LARGEST_ARCHIVE if start == ARCHIVE else LARGEST
            more = min(largest, allowance.left) + 1 - len(start)
            content = start + file.read(max(more, 0))  # less than nothing would be all of it
        allowance.take(len(content))
        if len(content) > largest:
            raise _UnreadError(REASONS["archive_large" if start == ARCHIVE else "large"])
        yield from _opened(name, content, allowance)
    except _UnreadError as unread:
        yield File(name, None, str(unread))
    except DAMAGES:
        yield File(name, None, REASONS["archive_damaged"])
