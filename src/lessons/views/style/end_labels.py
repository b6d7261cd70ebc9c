"""Names at the right ends of lines, in their colours and apart from each other."""

import textwrap
from collections.abc import Iterable
from typing import Any

import numpy as np

from lessons.views.style.looks import FONT_SIZE
from lessons.views.style.traces import label
from lessons.words.placed import placed_apart

LETTER = 8.4  # pixels of a letter of that size, on average
AWAY = "\u2002\u2005"  # off a point at the line's end, which may be a wide star
SOFT_HYPHEN = "\N{SOFT HYPHEN}"
WIDEST = 11  # letters of a line of a label at a line's end
SHORTLY = 0.15  # of a level axis
LINE = 0.105  # of an upright axis for a line of text: on a telephone it has some 170 pixels


def line_ends(
    ends: list[tuple[str, str, float | None, float | None]],
    axis: dict[str, Any],
    *,
    line: float = LINE,
    across: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the names of some lines at their right ends, in their colours, apart from each other.

    They stand right of the drawing, where `room_for` leaves room; a chart with them needs no
    legend for these lines. They are one trace, so that they follow a moving slider.

    Parameters
    ----------
    ends
        Of each line its name, its colour, and where it ends; None where it is not shown.
    axis
        The upright axis, with its range.
    line
        The height of a line of text, as part of the axis.
    across
        The level axis, with its range. Where it is given, a name whose line ends shortly before
        another one stands at that one's end, so that it does not hide it.
    """
    shown = [one for one in ends if one[2] is not None and one[3] is not None]
    texts = {name: label_lines(name) for name, *_ in shown}
    heights = {name: line * (1 + text.count("<br>")) for name, text in texts.items()}
    placed = placed_apart([y for *_, y in shown], list(heights.values()), axis)
    across_at = {name: _kept_off(x, shown, across) for name, _, x, _ in shown}
    return {
        **label("", None, None, "middle right"),
        "x": [across_at.get(name) for name, *_ in ends],
        "y": [dict(zip(texts, placed, strict=True)).get(name) for name, *_ in ends],
        "text": [f"{AWAY}{texts[name]}" if name in texts else "" for name, *_ in ends],
        "textfont": {"size": FONT_SIZE, "color": [color for _, color, *_ in ends]},
        # For an axis that is made longer later on, by what is drawn beside the lines.
        "meta": {
            "ends": [y for *_, y in ends],
            "heights": [heights.get(name) for name, *_ in ends],
        },
    }


def _kept_off(
    x: float, shown: list[tuple[str, str, float, float]], across: dict[str, Any] | None
) -> float:
    """Return where a name stands whose line ends at `x`: past all that end shortly after it."""
    low, high = across["range"] if across else (0, 0)
    return max(other for *_, other, _ in shown if other - x <= SHORTLY * (high - low))


def right_end(x: np.ndarray, *rows: np.ndarray) -> tuple[float | None, float | None]:
    """Return the last point that one of some rows has, each of the shape of `x`, or two None."""
    ends = [
        (float(x[there[-1]]), float(row[there[-1]]))
        for row in rows
        if len(there := np.flatnonzero(~np.isnan(row)))
    ]
    return max(ends, default=(None, None))


def label_lines(name: str) -> str:
    """Return a name in lines that are short enough for the room beside a drawing.

    A word that is too long for one ends a line where it has a soft hyphen.
    """
    parted = " ".join(
        word.replace(SOFT_HYPHEN, "- " if len(word) > WIDEST else "") for word in name.split()
    )
    return f"<br>{AWAY}".join(textwrap.wrap(parted, WIDEST, break_long_words=False))


def room_for(names: Iterable[str]) -> float:
    """Return the right margin in pixels that the names of `line_ends` need."""
    lines = [line for name in names for line in label_lines(name).split("<br>")]
    return 20 + LETTER * max(map(len, lines), default=0)
