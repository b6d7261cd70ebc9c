"""What a page has of each lesson before Python is there: its beginning, and its first explorer."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbconvert.filters.markdown_mistune import markdown2html_mistune

from lessons import explore
from lessons.author.site.early import early
from lessons.server import notebook_file

# A cell that shows an explorer as it stands at first, or as one of its presets.
_OPENS = re.compile(r'explore\.(\w+)\((?:"([^"]*)")?\)')
_IMPORT = re.compile(r"from lessons import [\w, ]+")
_PICTURE = re.compile(r'(<img[^>]* src=")(?!\w+:|/)')
_LINK = re.compile(r'(<a[^>]* href=")(\w[\w.-]*\.ipynb)')
_ANCHOR = re.compile(r'<a class="anchor-link".*?</a>')


@dataclass(frozen=True, slots=True)
class Cover:
    """The beginning of a lesson.

    Attributes
    ----------
    file, title
        Of its notebook.
    texts
        Its first cells with text, up to the first one that waits for Python, as HTML.
    explorer
        What a page needs of the explorer that follows them; none where something else does.
    early
        Name of the file that holds that.
    """

    file: str
    title: str
    texts: list[str] = field(default_factory=list)
    explorer: dict[str, Any] | None = None
    early: str = ""


def cover(notebook: Path, title: str) -> Cover:
    """Return the cover of a lesson."""
    texts: list[str] = []
    for cell in notebook_file.cells(notebook):
        if cell.cell_type == "markdown":
            texts.append(_html(cell.source))
        elif opened := _OPENS.fullmatch(cell.source.strip()):
            shown = early(explore.entry(opened[1])(opened[2]))
            return Cover(notebook.name, title, texts, shown, f"{notebook.stem}.json")
        elif not _IMPORT.fullmatch(cell.source.strip()):
            break
    return Cover(notebook.name, title, texts)


def _html(markdown: str) -> str:
    """Return a text as a page shows it; what it names beside the notebook is found from there."""
    html = _ANCHOR.sub("", markdown2html_mistune(markdown))
    html = _PICTURE.sub(r"\1../files/", html)
    return _LINK.sub(r"\1index.html?path=\2", html)
