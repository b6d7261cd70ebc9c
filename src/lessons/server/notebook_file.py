"""A notebook's file: read, or in a sentence why it cannot be read as one; and written."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat

from lessons.words import PHRASES


class NotebookError(ValueError):
    """A file cannot be read as a notebook; the message says which and why.

    Attributes
    ----------
    reason
        Why, in a few words.
    """

    def __init__(self, path: Path, reason: str) -> None:
        self.reason = reason
        super().__init__(PHRASES["notebook_unreadable"].format(name=path.name, reason=reason))


def is_special(path: Path) -> bool:
    """Whether there is neither a file nor a folder but, say, a pipe: to read it has no end."""
    return path.exists() and not (path.is_file() or path.is_dir())


def cells(path: Path) -> list[nbformat.NotebookNode]:
    """Return the cells of a notebook, each with its kind, its source as one text, its tags.

    Raises
    ------
    NotebookError
        If it is no notebook, or it may not be read.
    """
    if is_special(path):
        raise NotebookError(path, PHRASES["notebook_no_file"])
    try:
        found = nbformat.read(path, as_version=4)
        nbformat.validate(found, relax_add_props=True)  # as strictly as what shows notebooks
    except OSError as problem:
        raise NotebookError(path, problem.strerror) from None
    except UnicodeDecodeError:
        raise NotebookError(path, PHRASES["notebook_not_utf8"]) from None
    # What is not a notebook breaks nbformat in whatever part of it comes upon that first.
    except Exception:
        kind = "notebook_other" if path.stat().st_size else "notebook_empty"
        raise NotebookError(path, PHRASES[kind]) from None
    return found.cells


def text(notebook: Mapping[str, Any]) -> str:
    """Return the text of a notebook's file, as Jupyter writes it."""
    return json.dumps(notebook, sort_keys=True, indent=1, ensure_ascii=False) + "\n"
