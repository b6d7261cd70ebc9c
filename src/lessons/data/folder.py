"""The folder ``data/``: where it is, and how a file in it is read. No other room reads it."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

_INSTALLED = Path(__file__).with_name("files")  # where a wheel has brought them along
FOLDER = _INSTALLED if _INSTALLED.is_dir() else Path(__file__).parents[3] / "data"
TAKEN = "{file}: the name “{name}” is taken already. Choose another."
File = TypeVar("File", bound=BaseModel)


class DataError(ValueError):
    """A table cannot be used as it is; the message is a sentence for the person who can mend it.

    Rows are counted as a spreadsheet shows them: the header is row 1.
    """


def read_toml(path: Path, kind: type[File]) -> File:
    """Return what a TOML file says, checked against what its kind of file may say."""
    import tomllib

    try:
        return kind.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path.name} is not right TOML: {error}.") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ", ".join(str(part) for part in first["loc"]) or "the whole file"
        message = first["msg"].removeprefix("Value error, ")
        raise DataError(f"{path.name}, {place}: {message}.") from None


def read_text(folder: Path, path: str) -> str:
    """Return what a file holds; a DataError says if it is missing or no text."""
    try:
        return (folder / path).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise DataError(f"{folder.name}/{path}: the file is missing.") from None
    except (OSError, UnicodeDecodeError):
        raise DataError(f"{folder.name}/{path}: the file is not readable UTF-8 text.") from None


def named(kind: str, name: str, known: dict[str, Any]) -> Any:
    """Return what goes by a name; if nothing does, a DataError gives the nearest right name."""
    if not known:
        raise DataError(f"There is no {kind} {name!r}, nor any other.")
    if name not in known:
        nearest = difflib.get_close_matches(name, known, n=1, cutoff=0)[0]
        raise DataError(f"There is no {kind} {name!r}. Did you mean {nearest!r}?")
    return known[name]
