"""The script and the styles that a page is sent once for all parts of one kind."""

from functools import cache

import anywidget
import traitlets

from lessons.widgets import page
from lessons.words import LANGUAGE

FETCHING = page.script(__file__)  # what each part itself sends: it fetches the rest


class PageScript(anywidget.AnyWidget):
    """A script and styles that stand on the page once, however many parts need them.

    Attributes
    ----------
    text
        A JavaScript module whose default has `render`, as a part would send it itself.
    styles
        A style sheet.
    language
        In which all of it is said.
    """

    _esm = "export default {}"
    text = traitlets.Unicode().tag(sync=True)
    styles = traitlets.Unicode().tag(sync=True)
    language = traitlets.Unicode(LANGUAGE).tag(sync=True)


def page_script(text: str, styles: str) -> PageScript:
    """Return the one that pages have of a script with its styles; a new one if it was closed."""
    if _page_script(text, styles).comm is None:
        _page_script.cache_clear()
    return _page_script(text, styles)


@cache
def _page_script(text: str, styles: str) -> PageScript:
    return PageScript(text=text, styles=styles)
