"""The page of a phone: its HTML, and the script and styles that it loads."""

from functools import cache
from pathlib import Path
from typing import Any

from lessons import words
from lessons.words import PHRASES, on_page

CONTENT_TYPES = {
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
}


def room(code: str, seen: dict[str, Any]) -> str:
    """Return the page of a room, which can be used before it has heard of anything.

    Parameters
    ----------
    code
        The room's.
    seen
        What the phone sees of it, as `Rooms.seen_by` gives it.
    """
    phrases = on_page("phone", "number_box", "predicting")
    locale = words.LOCALE.replace("_", "-")
    return _filled(given={"code": code, "seen": seen, "phrases": phrases, "locale": locale})


def door(sentence: str, folder: str = "") -> str:
    """Return a page on which a room's code is typed.

    Parameters
    ----------
    sentence
        What is told first, if anything.
    folder
        From the page's own address to those of its parts.
    """
    return _filled(sentence=sentence, folder=folder, at="" if folder else "../class")


@cache
def part(kind: str) -> tuple[str, str]:
    """Return the page's script (``js``) or its styles (``css``), and of what type that is."""
    # What makes one text of several files is brought in by the first phone.
    from lessons.widgets import page

    text = (
        page.script(__file__) if kind == "js" else page.styles("options", "sketch", "phone_page")
    )
    return text, CONTENT_TYPES[kind]


def _filled(**given: Any) -> str:
    language = words.LOCALE.partition("_")[0]
    return _template().render(language=language, words=PHRASES, **given)


@cache
def _template() -> Any:
    import jinja2

    source = Path(__file__).with_suffix(".html.j2").read_text(encoding="utf-8")
    made = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return made.from_string(source)
