"""Which of this machine's fonts have the letters of names, in whatever script they are."""

from collections.abc import Iterable

PLAIN = ("normal", 400)  # style and weight of the faces that are tried first
LAST_RESORT = "Last Resort"  # has a box for every letter there is, which says no more than none


def families(texts: Iterable[str]) -> tuple[list[str], set[str]]:
    """Return the fonts to draw some texts with, each for what those before it lack.

    Parameters
    ----------
    texts
        What is drawn.

    Returns
    -------
    list of str, set of str
        Names of font families, matplotlib's own first; and the characters that none has.
    """
    from matplotlib import font_manager, rcParams

    lacking = {one for text in texts for one in text if not one.isspace()}
    own = font_manager.findfont(font_manager.FontProperties(family=rcParams["font.family"]))
    found = list(rcParams["font.family"])
    lacking -= _drawn(own, lacking)
    entries = sorted(
        font_manager.fontManager.ttflist,
        key=lambda one: ((one.style, one.weight) != PLAIN, one.name),
    )
    for entry in entries:
        if not lacking:
            break
        tried = entry.name not in found and not entry.name.startswith(LAST_RESORT)
        drawn = _drawn(entry.fname, lacking) if tried else set()
        if drawn:
            found.append(entry.name)
            lacking -= drawn
    return found, lacking


def _drawn(path: str, characters: Iterable[str]) -> set[str]:
    """Return those of some characters that a font can draw; a font of pictures draws none."""
    from matplotlib.font_manager import get_font

    try:
        font = get_font(path)
        known = font.get_charmap()
        drawn = {one for one in characters if ord(one) in known}
        font.set_size(12, 72)
        for one in drawn:
            font.load_char(ord(one))
    except (OSError, RuntimeError, ValueError):
        return set()
    return drawn
