"""The words of a lesson: a link where each stands first, and what it means at the lesson's end.

``make guide`` writes both into the notebooks, from ``data/glossary.toml``. Each word has a cell of
its own, since a cell is what a link leads to in JupyterLab and Voilà alike.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from lessons.data.glossary import Glossary, Word
from lessons.server import notebook_file
from lessons.words import said

# What sums the lesson up, what a picture says, and the titles of books: no running text.
UNLINKED = {"question", "picture", "sources"}
LIST = "glossary"  # the id of the cell that heads the list
BEFORE = "sources"  # the id of the cell that the list stands before
_ENTRY = "word-"
_LINKED = re.compile(rf"\[([^\]]*)\]\(#cell-id={_ENTRY}[^)]*\)")
_NAME = r"(?<!\*)\*(?!\*)[^*\n]+\*(?!\*)"  # what stands on the screen is in italics
_NO_PROSE = re.compile(rf"((?m:^#.*$)|!?\[[^\]]*\]\([^)]*\)|`[^`]*`|<[^>]+>|{_NAME})")
_HEADING = re.compile(r"(?m)^## +(.+?) *$")

HEAD = said(
    "## Words\n\nTerms of the field that this lesson uses, each with a link back to its place."
)
LINK = f"[{{form}}](#cell-id={_ENTRY}{{key}})"
WORD = said("**{term}**: {meaning}<br>\n{source}Back to [{heading}](#cell-id={cell}).")


def written(notebook: str, glossary: Glossary) -> str:
    """Return a lesson, as the text of its file, with its words linked and listed.

    Parameters
    ----------
    notebook
        The text of the file as it is; what was linked and listed in it before is done anew.
    glossary
        The words to look for.
    """
    read = json.loads(notebook)
    cells = [cell for cell in read["cells"] if not is_listed(cell["id"])]
    places: dict[str, tuple[str, str]] = {}
    heading = ""
    for cell in cells:
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            heading = next(iter(_HEADING.findall(text)), heading)
            if cell["id"] not in UNLINKED:
                text, met = linked(text, glossary, places)
                places |= dict.fromkeys(met, (cell["id"], heading))
                cell["source"] = text.splitlines(keepends=True)
    end = next((at for at, cell in enumerate(cells) if cell["id"] == BEFORE), len(cells))
    cells[end:end] = _list(glossary, places)
    return notebook_file.text(read | {"cells": cells})


def is_listed(cell: str) -> bool:
    """Whether the cell of that id belongs to the list at the lesson's end."""
    return cell == LIST or cell.startswith(_ENTRY)


def linked(text: str, glossary: Glossary, known: Iterable[str] = ()) -> tuple[str, list[str]]:
    """Return a text with each word linked where it stands first, and the keys of those words.

    Headings, pictures, code, names in italics and what is a link already stay as they are.

    Parameters
    ----------
    text
        The text of a cell.
    glossary
        The words to look for.
    known
        Keys of words that were met before, and are linked there.
    """
    met = list(known)
    parts = _NO_PROSE.split(_LINKED.sub(r"\1", text))
    for at in range(0, len(parts), 2):
        part, done = "", 0
        for place, key in glossary.found(parts[at]):
            if key in met:
                continue
            met.append(key)
            part += parts[at][done : place.start()] + LINK.format(form=place[0], key=key)
            done = place.end()
        parts[at] = part + parts[at][done:]
    return "".join(parts), [key for key in met if key not in known]


def _list(glossary: Glossary, places: dict[str, tuple[str, str]]) -> list[dict[str, Any]]:
    words = sorted(places, key=lambda key: glossary.words[key].term.casefold())
    entries = [_cell(f"{_ENTRY}{key}", _entry(glossary.words[key], *places[key])) for key in words]
    return [_cell(LIST, HEAD), *entries] if entries else []


def _entry(word: Word, cell: str, heading: str) -> str:
    source = f"{word.source}. " if word.source else ""
    return WORD.format(
        term=word.term, meaning=word.meaning, source=source, heading=heading, cell=cell
    )


def _cell(name: str, text: str) -> dict[str, Any]:
    source = text.splitlines(keepends=True)
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": source}
