"""The folder ``data/``: where it is, and how a file in it is read. No other room reads it."""

from __future__ import annotations

import csv
import difflib
import io
import json
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from lessons.words.language import said

_INSTALLED = Path(__file__).with_name("files")  # where a wheel has brought them along
FOLDER = _INSTALLED if _INSTALLED.is_dir() else Path(__file__).parents[3] / "data"
TAKEN = "{file}: the name “{name}” is taken already. Choose another."
# Bytes of a file, six times what the largest has: more is no file of this folder, and is not read.
LARGEST = 500_000
_SHOWN = 60  # letters of what somebody wrote that are shown in a sentence
# A part of a file that people write says what is known there, in numbers that are some.
BY_HAND = ConfigDict(frozen=True, extra="forbid", defer_build=True, allow_inf_nan=False)
# A text of a file that people read is said in the language of this process, after it was checked.
SAID = AfterValidator(said)
Said = Annotated[str, SAID]
File = TypeVar("File", bound=BaseModel)


class DataError(ValueError):
    """A table cannot be used as it is; the message is a sentence for the person who can mend it.

    Rows are counted as a spreadsheet shows them: the header is row 1.
    """


def read_toml(path: Path, kind: type[File]) -> File:
    """Return what a TOML file says, checked against what its kind of file may say.

    Raises
    ------
    DataError
        If it is missing, no text, no TOML, or says what it may not; where, and what is allowed.
    """
    import tomllib

    try:
        return kind.model_validate(tomllib.loads(read_text(path.parent, path.name)))
    except ValidationError as error:
        from lessons.data.wrong_entry import told

        raise DataError(f"{path.name}, {told(kind, error)}") from None
    except DataError:
        raise
    except (ValueError, RecursionError) as error:  # a number or a nesting beyond all measure, too
        raise DataError(f"{path.name} is not right TOML: {error}.") from None


def read_text(folder: Path, path: str) -> str:
    """Return what a file holds; a DataError says if it is missing, too large or no text."""
    where = f"{folder.name}/{path}"
    try:
        with (folder / path).open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise DataError(f"{where}: the file is missing.") from None
    except OSError as problem:
        reason = problem.strerror or problem
        raise DataError(f"{where}: the file cannot be read ({reason}).") from None
    if len(content) > LARGEST:
        raise DataError(f"{where}: the file is larger than {LARGEST:,} bytes, the most allowed.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        row, column = _place(path, content[: wrong.start].decode("utf-8-sig"))
        raise DataError(
            f"{where}, row {row}, column {column}: this is not UTF-8 text. Save the file as UTF-8."
        ) from None


def read_json(folder: Path, path: str) -> Any:
    """Return what a JSON file says; a DataError tells where it is none."""
    text = read_text(folder, path)
    try:
        return json.loads(text)
    except json.JSONDecodeError as broken:
        place = f", row {broken.lineno}, column {broken.colno}"
    except (ValueError, RecursionError):  # a number or a nesting beyond all measure
        place = ""
    raise DataError(f"{folder.name}/{path}{place}: this is not valid JSON.")


def _place(path: str, before: str) -> tuple[int, int]:
    """Return the row and the column that a text ends in: of a table, as its cells count."""
    if path.endswith(".csv"):
        with suppress(csv.Error):  # of a cell beyond all measure there is no end
            *rows, last = csv.reader(io.StringIO(f"{before} ", newline=""))
            return len(rows) + 1, len(last)
    *rows, last = before.split("\n")
    return len(rows) + 1, len(last) + 1


def cut(text: str) -> str:
    """Return what somebody wrote, for a sentence: its beginning if it is long."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def named(kind: str, name: str, known: dict[str, Any]) -> Any:
    """Return what goes by a name; if nothing does, a DataError gives the nearest right name."""
    if not known:
        raise DataError(f"There is no {kind} {name!r}, nor any other.")
    if name not in known:
        nearest = difflib.get_close_matches(name, known, n=1, cutoff=0)[0]
        raise DataError(f"There is no {kind} {name!r}. Did you mean {nearest!r}?")
    return known[name]
