"""The notebooks of a language, written from the English ones and their catalogue.

What is translated is a block: what stands between two empty lines of a cell, with its marks. Cells
keep their names, their tags and their code, so that links, questions and tests serve every
language. What a cell is to show without having been run is worked out in its language.
"""

import copy
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lessons.server import notebook_file
from lessons.server.lesson_contents import MARK

PARTED = re.compile(r"(\n{2,})")
# What a picture says: its words, its name, and what is read out of it.
PICTURED = re.compile(r"(?<=>)[^<>{}]*[^\W\d_][^<>{}]*(?=</(?:text|tspan|title|desc)>)")
BESIDE = re.compile(r"(\]\()((?!https?:|#|mailto:)[^)#\s]+)")
PICTURES = "pictures"


def blocks(notebook: Any) -> Iterator[tuple[str, str]]:
    """Yield each block of a notebook's prose, and the name of the cell where it stands."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            for block in PARTED.split("".join(cell["source"]))[::2]:
                if block.strip():
                    yield block, cell["id"]


def placed_blocks(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each text of the notebooks and pictures in a folder, and where it stands."""
    for path in sorted(folder.glob("*.ipynb")):
        for block, cell in blocks(json.loads(path.read_text("utf-8"))):
            yield block, f"{path.name}#cell-id={cell}"
    for path in sorted((folder / PICTURES).glob("*.svg")):
        for text in pictured(path.read_text("utf-8")):
            yield text, f"{PICTURES}/{path.name}"


def translated(notebook: Any, language: str, say: Callable[[str], str], files: Path) -> Any:
    """Return a notebook whose prose is said in another language, for a folder below its own.

    Parameters
    ----------
    notebook
        In nbformat 4; it is not changed.
    language
        Which the mark of a lesson names, for the page that shows it.
    say
        Returns a block in the language.
    files
        The folder of the notebook, by which a link to a file beside it is known.
    """
    new = copy.deepcopy(notebook)
    new["metadata"][MARK] = language
    for cell in new["cells"]:
        if cell["cell_type"] == "markdown":
            parts = PARTED.split("".join(cell["source"]))
            parts[::2] = [say(block) if block.strip() else block for block in parts[::2]]
            text = BESIDE.sub(lambda link: link[1] + _from_below(link[2], files), "".join(parts))
            cell["source"] = text.splitlines(keepends=True)
    return new


def _from_below(target: str, files: Path) -> str:
    """Return a link's target as a folder below reaches it; notebooks and pictures are there."""
    is_there = target.endswith(".ipynb") or target.endswith(".svg")
    return target if is_there or not (files / target).exists() else f"../{target}"


def pictured(drawing: str) -> list[str]:
    """Return the texts of a picture, an SVG."""
    return PICTURED.findall(drawing)


def drawn(drawing: str, say: Callable[[str], str]) -> str:
    """Return a picture with its texts said in another language."""
    return PICTURED.sub(lambda text: say(text[0]), drawing)


def text(notebook: Any) -> str:
    """Return the text of a notebook's file."""
    return notebook_file.text(notebook)
