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

from lessons.server.lesson_contents import MARK

PARTED = re.compile(r"(\n{2,})")
# What a picture says: its words, its name, and what is read out of it.
PICTURED = re.compile(r"(?<=>)[^<>{}]*[^\W\d_][^<>{}]*(?=</(?:text|tspan|title|desc)>)")
BESIDE = re.compile(r"(\]\()((?!https?:|#|mailto:)[^)#\s]+)")
PICTURES = "pictures"
GUIDE = "instructor/guide.md"
LESSONS = "../notebooks"  # from the guide
# What of the guide `lessons.instructor.guide` works out.
WORKED_OUT = re.compile(r"(<!-- \w+(?: \d+)? -->\n.*?<!-- end -->)", re.DOTALL)


def blocks(notebook: Any) -> Iterator[tuple[str, str]]:
    """Yield each block of a notebook's prose, and the name of the cell where it stands."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            for block in PARTED.split("".join(cell["source"]))[::2]:
                if block.strip():
                    yield block, cell["id"]


def placed_blocks(root: Path) -> Iterator[tuple[str, str]]:
    """Yield each text of a project's notebooks, pictures and guide, and where it stands."""
    folder = root / "notebooks"
    for path in sorted(folder.glob("*.ipynb")):
        for block, cell in blocks(json.loads(path.read_text("utf-8"))):
            yield block, f"{path.name}#cell-id={cell}"
    for path in sorted((folder / PICTURES).glob("*.svg")):
        for text in pictured(path.read_text("utf-8")):
            yield text, f"{PICTURES}/{path.name}"
    for block in of_guide((root / GUIDE).read_text("utf-8")):
        yield block.strip("\n"), GUIDE


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


def of_guide(guide: str) -> Iterator[str]:
    """Yield each block of the instructor's guide that is written by hand."""
    for part in WORKED_OUT.split(guide)[::2]:
        yield from (block for block in PARTED.split(part)[::2] if block.strip())


def translated_guide(guide: str, language: str, say: Callable[[str], str]) -> str:
    """Return the guide with what is written by hand said in a language.

    What is worked out stays as it is, for ``make guide`` to write in that language.
    """
    parts = WORKED_OUT.split(guide)
    for place in range(0, len(parts), 2):
        blocks = PARTED.split(parts[place])
        blocks[::2] = [_said_within(block, say) for block in blocks[::2]]
        parts[place] = "".join(blocks).replace(f"]({LESSONS}/", f"]({LESSONS}/{language}/")
    return "".join(parts)


def _said_within(block: str, say: Callable[[str], str]) -> str:
    """Return a block said, with the ends of lines around it."""
    bare = block.strip("\n")
    return block.replace(bare, say(bare)) if bare.strip() else block


def pictured(drawing: str) -> list[str]:
    """Return the texts of a picture, an SVG."""
    return PICTURED.findall(drawing)


def drawn(drawing: str, say: Callable[[str], str]) -> str:
    """Return a picture with its texts said in another language."""
    return PICTURED.sub(lambda text: say(text[0]), drawing)
