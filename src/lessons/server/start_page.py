"""What Voilà shows of the lessons besides the notebooks themselves: a start page.

Voilà's own settings, which name the parts of this file, are in ``voila_config.py``, beside it.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from logging import Logger
from pathlib import Path
from typing import Any

from lessons import words
from lessons.server import lesson_page, notebook_file
from lessons.server.notebook_file import NotebookError

_NUMBER = re.compile(r"(\d+)-")  # what the name of a lesson's file begins with
_CODE = re.compile(r"(?ms)^(```|~~~).*?^\1")
_HEADING = re.compile(r"(?m)^# +(.+?)[ #]*$")
_MINUTES = re.compile(r"(?m)^[-*] \*\*It takes:\*\* *(.+?) *$")
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
# What shows no letter: tags, and the marks of emphasis and of code.
_MARKS = re.compile(r"<[^>]*>|[*`]|(?<!\w)_|_(?!\w)")


@dataclass(frozen=True, slots=True)
class Card:
    """What the start page says of a notebook; what is not there is left empty.

    Attributes
    ----------
    file
        Name of its file.
    lesson
        Which lesson it is, by its file's number.
    title, question, minutes, picture
        As its Markdown says them: its heading, the first paragraph below, how long it takes,
        and the path of the first picture beside it.
    same
        Its file's name once more, where another one has that title too.
    closed
        Why it cannot be opened.
    """

    file: str
    lesson: str = ""
    title: str = ""
    question: str = ""
    minutes: str = ""
    picture: str = ""
    same: str = ""
    closed: str = ""


def card(notebook: Path) -> Card:
    """Read the card of a notebook from its Markdown alone.

    Raises
    ------
    NotebookError
        If it is no notebook, or it may not be read.
    """
    cells = notebook_file.cells(notebook)
    text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    text = _CODE.sub("", text)
    heading = _HEADING.search(text)
    blocks = text[heading.end() if heading else 0 :].split("\n\n")
    prose = (plain for plain in map(_plain, blocks) if re.match(r"\w", plain))
    minutes = _MINUTES.search(text)
    return Card(
        notebook.name,
        lesson=_lesson(notebook),
        title=(_plain(heading[1]) if heading else "") or notebook.stem,
        question=next(prose, ""),
        minutes=minutes[1] if minutes else "",
        picture=next((path for path in _PICTURE.findall(text) if _is_beside(path, notebook)), ""),
    )


def cards(folder: Path, log: Logger) -> list[Card]:
    """Return the card of each notebook in a folder: lessons in their order, then by name.

    Parameters
    ----------
    folder
        Where the notebooks are. What cannot be read as one has a card that says so.
    log
        Is told of each of those, and why.
    """
    found = []
    for path in sorted(folder.glob("[!.]*.ipynb"), key=_place):
        try:
            found.append(card(path))
        except NotebookError as problem:
            log.warning(str(problem))
            closed = words.PHRASES["present_closed"].format(reason=problem.reason)
            found.append(Card(path.name, title=path.name, closed=closed))
    titles = Counter(one.title.casefold() for one in found)
    return [
        replace(one, same=one.file) if titles[one.title.casefold()] > 1 else one for one in found
    ]


def _place(notebook: Path) -> tuple[float, str]:
    number = _NUMBER.match(notebook.name)
    return (int(number[1]) if number else math.inf, notebook.name)


def _lesson(notebook: Path) -> str:
    """Say which lesson it is; the start page is none."""
    number = _NUMBER.match(notebook.name)
    is_one = number and int(number[1])
    return words.PHRASES["present_lesson"].format(number=int(number[1])) if is_one else ""


def _plain(markdown: str) -> str:
    """Return a line or a paragraph of Markdown as it is read."""
    return " ".join(_MARKS.sub("", _LINK.sub(r"\1", markdown)).split())


def _is_beside(path: str, notebook: Path) -> bool:
    """Whether a path leads to a file in the notebook's own folder or below."""
    folder = notebook.parent.resolve()
    beside = (folder / path).resolve()
    return beside.is_relative_to(folder) and beside.is_file()


def page_config(
    config: dict[str, Any], *, settings: Mapping[str, Any], log: Logger, **given: Any
) -> Any:
    """Add what our pages show to what Voilà hands to every page.

    Parameters
    ----------
    config
        What Voilà hands to the page; it is added to.
    settings
        The server's own.
    log
        Is told what cannot be read, and why.
    **given
        The rest of what Voilà says; of it, only ``notebook_path`` matters.

    Returns
    -------
    dict
        `config`, with the server's token, which a link for a phone must carry, and
        ``lessons``: the words of a page, which of them stay together, its cards and its title,
        and that a class may be asked.
    """
    folder = Path(settings["contents_manager"].root_dir)
    shown = folder / given["notebook_path"]
    config["token"] = settings["identity_provider"].token
    config["lessons"] = {
        "language": words.LOCALE.partition("_")[0],
        "words": words.on_page("start_page"),
        "cards": [] if shown.is_file() else [asdict(one) for one in cards(folder, log)],
        "title": _title(shown, log) if shown.is_file() else "",
        **lesson_page.unbroken(),
        "classroom": True,
    }
    return config


def _title(notebook: Path, log: Logger) -> str:
    try:
        return card(notebook).title
    except NotebookError as problem:
        log.warning(str(problem))
        return notebook.stem
