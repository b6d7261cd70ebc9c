"""The nearest right name, and how names are listed in a sentence."""

import difflib
from collections.abc import Iterable

from lessons.words.language import LOCALE
from lessons.words.phrases import PHRASES


def quoted(texts: Iterable[str]) -> str:
    """Write some answers in the middle of a sentence: ``“It doubles” and “It stays”``."""
    return listed(PHRASES["quoted"].format(text=text.removesuffix(".")) for text in texts)


def listed(names: Iterable[str]) -> str:
    """Write some names as a sentence does: ``India, Mexico and Poland``."""
    from babel.lists import format_list

    return format_list(list(names), style="standard", locale=LOCALE)


def nearest(name: object, known: Iterable[str]) -> str:
    """Find the known name that `name` most likely meant.

    Parameters
    ----------
    name
        What somebody wrote.
    known
        The names there are; at least one.

    Returns
    -------
    str
        The most similar one; how alike they are does not matter, so there is always one.
    """
    folded = {known_name.casefold(): known_name for known_name in known}
    return folded[difflib.get_close_matches(str(name).casefold(), folded, n=1, cutoff=0)[0]]
