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
from lessons.server import notebook_file
from lessons.server.notebook_file import NotebookError
from lessons.words.language import LANGUAGE, LANGUAGES, SOURCE, language_of, said_in
from lessons.words.phrases import on_page_in
from lessons.words.unbroken import pattern

_NUMBER = re.compile(r"(\d+)-")  # what the name of a lesson's file begins with
TAKES = "It takes"  # before how long a lesson takes
_CODE = re.compile(r"(?ms)^(```|~~~).*?^\1")
_HEADING = re.compile(r"(?m)^# +(.+?)[ #]*$")
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


def card(notebook: Path, language: str = LANGUAGE) -> Card:
    """Read the card of a notebook, which is in some language, from its Markdown alone.

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
    minutes = re.search(rf"(?m)^[-*] \*\*{_takes(language)}:\*\* *(.+?) *$", text)
    return Card(
        notebook.name,
        lesson=_lesson(notebook, language),
        title=(_plain(heading[1]) if heading else "") or notebook.stem,
        question=next(prose, ""),
        minutes=minutes[1] if minutes else "",
        picture=next((path for path in _PICTURE.findall(text) if _is_beside(path, notebook)), ""),
    )


def _takes(language: str) -> str:
    """Return the words before how long a lesson takes, as its Markdown has them."""
    return re.escape(said_in(language, TAKES))


def cards(folder: Path, log: Logger, language: str = LANGUAGE) -> list[Card]:
    """Return the card of each notebook in a folder: lessons in their order, then by name.

    Parameters
    ----------
    folder
        Where the notebooks are. What cannot be read as one has a card that says so.
    log
        Is told of each of those, and why.
    language
        Of the notebooks.
    """
    found = []
    for path in sorted(folder.glob("[!.]*.ipynb"), key=_place):
        try:
            found.append(card(path, language))
        except NotebookError as problem:
            log.warning(str(problem))
            phrase = said_in(language, words.SOURCE_PHRASES["present_closed"])
            closed = phrase.format(reason=problem.reason)
            found.append(Card(path.name, title=path.name, closed=closed))
    titles = Counter(one.title.casefold() for one in found)
    return [
        replace(one, same=one.file) if titles[one.title.casefold()] > 1 else one for one in found
    ]


def _place(notebook: Path) -> tuple[float, str]:
    number = _NUMBER.match(notebook.name)
    return (int(number[1]) if number else math.inf, notebook.name)


def _lesson(notebook: Path, language: str) -> str:
    """Say which lesson it is; the start page is none."""
    number = _NUMBER.match(notebook.name)
    is_one = number and int(number[1])
    phrase = said_in(language, words.SOURCE_PHRASES["present_lesson"])
    return phrase.format(number=int(number[1])) if is_one else ""


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
        ``lessons``: the page's language and words, which of these stay together, its title, the
        cards of each language, and that a class may be asked.
    """
    folder = Path(settings["contents_manager"].root_dir)
    shown = folder / given["notebook_path"]
    language = (language_of(shown.parent) if shown.is_file() else None) or LANGUAGE
    config["token"] = settings["identity_provider"].token
    config["lessons"] = {
        "language": language,
        "words": on_page_in(language, "start_page"),
        "shelves": [] if shown.is_file() else shelves(folder, log),
        "title": _title(shown, log) if shown.is_file() else "",
        "unbroken": pattern(language),
        "classroom": True,
    }
    return config


def shelves(folder: Path, log: Logger) -> list[dict[str, Any]]:
    """Return the cards of each language there are notebooks of, this process's own first.

    Parameters
    ----------
    folder, log
        As `cards` takes them. Other notebooks than the English ones are in folders of theirs.

    Returns
    -------
    list
        For each its ``language``, its ``name`` in itself, and its ``cards``, each with the path
        of its ``file`` from the folder.
    """
    found = []
    for language in sorted(LANGUAGES, key=lambda one: one != LANGUAGE):
        here = folder if language == SOURCE else folder / language
        if here.is_dir():
            prefix = "" if here == folder else f"{language}/"
            on_shelf = [asdict(one) for one in cards(here, log, language)]
            for one in on_shelf:
                one["file"] = f"{prefix}{one['file']}"
                one["picture"] = one["picture"] and f"{prefix}{one['picture']}"
            found.append({"language": language, "name": _called(language), "cards": on_shelf})
    return [one for one in found if one["cards"]]


def not_warm() -> list[str]:
    """Return patterns of the notebooks that are opened cold: those of other languages."""
    folders = [rf"(.*/)?{one}/" for one in LANGUAGES if one != SOURCE]
    if LANGUAGE == SOURCE:
        return [f"{folder}.*" for folder in folders]
    return [rf"(?!(.*/)?{LANGUAGE}/).*"]


def _called(language: str) -> str:
    """Return what a language calls itself."""
    from babel import Locale

    name = Locale.parse(language).get_language_name(language) or language
    return name[0].upper() + name[1:]


def _title(notebook: Path, log: Logger) -> str:
    try:
        return card(notebook).title
    except NotebookError as problem:
        log.warning(str(problem))
        return notebook.stem
