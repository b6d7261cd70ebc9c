"""The picture of a class: who did what, how far off predictions were, what was missed most.

With few students each has a row of their own; with many they are counted.
"""

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from lessons.instructor.class_results import ClassResults, Missed
from lessons.instructor.fonts import families
from lessons.words import number, percent, said

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_ROWS = 40  # students who each get a row
FEWEST_ROWS = 10  # a row of a small class is no higher than one of ten
MOST_MISSED = 10
LONGEST_NAME = 26
DOTS_PER_INCH = 100
POINTS = 11.5  # of the text, which is 16 pixels

TITLES = said(
    {
        "class": "A class of {students}",
        "done": "Done of each lesson: predictions made and questions right",
        "off": "How far off predictions were (tick: the middle student)",
        "missed": "Questions missed most at the first try",
    }
)
STUDENTS = said({"one": "one student", "many": "{number} students"})
LESSON = said("Lesson {lesson}")
QUESTION = "{lesson} · {name}"
NOT_MISSED = said("No question was missed at the first try.")
NOT_PREDICTED = said("no prediction yet")
OF = "{missed} of {tried}"
PARTS = said(("nothing yet", "less than half", "half or more", "all"))
MISSED_PARTS = said(("right at a later try", "not right yet"))

# Okabe and Ito's colours, or shades of grey to blue that get darker; each with a hatch too.
SHADES = ("#F0F0F0", "#BFD6E6", "#5B9CC7", "#00507D")
SHADE_TEXT = ("black", "black", "black", "white")
HATCHES = ("", "//", "..", "")
LATER_COLOR, NEVER_COLOR, DOT_COLOR = "#E69F00", "#D55E00", "#0072B2"


def drawn(results: ClassResults) -> bytes:
    """Return the picture as PNG.

    Parameters
    ----------
    results
        Of one student or more.
    """
    # Only `make receipts` has it, and it takes a second to come in.
    import logging

    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    rows = len(results.students) if len(results.students) <= MOST_ROWS else len(results.lessons)
    height = max(9.0, 2.4 + 0.32 * rows)
    # A name is a name: dollars in it are no formula.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it tells of fonts that it tries
    named, _ = families(shortened(results.students))
    with rc_context({"font.size": POINTS, "text.parse_math": False, "font.family": named}):
        figure = Figure(figsize=(17, height), dpi=DOTS_PER_INCH, layout="constrained")
        FigureCanvasAgg(figure)
        grid = figure.add_gridspec(2, 2, width_ratios=(1.05, 1))
        _draw_done(figure.add_subplot(grid[:, 0]), results)
        _draw_offs(figure.add_subplot(grid[0, 1]), results)
        _draw_missed(figure.add_subplot(grid[1, 1]), results.missed())
        many = STUDENTS["one" if len(results.students) == 1 else "many"]
        students = many.format(number=number(len(results.students)))
        figure.suptitle(TITLES["class"].format(students=students), fontsize=POINTS + 5)
        return _png(figure)


def boxes(results: ClassResults) -> str:
    """Return the characters of the picture's names that no font of this machine has."""
    listed = results.students if len(results.students) <= MOST_ROWS else []
    return "".join(sorted(families(shortened(listed))[1]))


def _png(figure: Any) -> bytes:
    import warnings

    picture = io.BytesIO()
    with warnings.catch_warnings():
        # A letter that the font lacks is drawn as a box; the table has it.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        figure.savefig(picture, format="png")
    return picture.getvalue()


def _style(axes: "Axes", title: str) -> None:
    axes.set_title(title, loc="left", fontsize=POINTS + 1.5, pad=12)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)


def _labels(results: ClassResults) -> list[str]:
    return [LESSON.format(lesson=lesson) for lesson in results.lessons]


def _draw_done(axes: "Axes", results: ClassResults) -> None:
    _style(axes, TITLES["done"])
    if len(results.students) <= MOST_ROWS:
        _draw_each(axes, results)
    else:
        _draw_counted(axes, results)


def _draw_each(axes: "Axes", results: ClassResults) -> None:
    """Draw a row a student, darker the more was done, with the share in digits."""
    shares = results.shares_done()
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1.1, aspect="auto")
    axes.set_xticks(range(len(results.lessons)), _labels(results))
    axes.xaxis.tick_top()
    axes.set_yticks(range(len(results.students)), shortened(results.students))
    axes.set_ylim(max(len(results.students), FEWEST_ROWS) - 0.5, -0.5)
    # A gap between the cells.
    axes.set_xticks(np.arange(-0.5, shares.shape[1]), minor=True)
    axes.set_yticks(np.arange(-0.5, shares.shape[0]), minor=True)
    axes.grid(which="minor", color="white", linewidth=2)
    axes.tick_params(which="minor", length=0)
    for (row, column), share in np.ndenumerate(shares):
        color = "white" if share > 0.75 else "black"
        axes.text(column, row, percent(share, 0), color=color, ha="center", va="center")


def _draw_counted(axes: "Axes", results: ClassResults) -> None:
    """Draw a bar a lesson: how many students did nothing, less than half, more, all."""
    shares = results.shares_done()
    counts = [shares == 0, (shares > 0) & (shares < 0.5), (shares >= 0.5) & (shares < 1)]
    parts = np.array([one.sum(axis=0) for one in (*counts, shares == 1)])
    left = np.zeros(parts.shape[1])
    looks = zip(PARTS, SHADES, SHADE_TEXT, HATCHES, parts, strict=True)
    for name, color, text, hatch, part in looks:
        style = {"color": color, "hatch": hatch, "edgecolor": "white", "label": name}
        bars = axes.barh(_labels(results), part, left=left, height=0.6, **style)
        _write_counts(axes, bars, part, text, least=len(results.students) / 25)
        left += part
    axes.invert_yaxis()
    axes.set_xticks([])
    axes.legend(ncols=len(PARTS), loc="upper center", bbox_to_anchor=(0.5, 0), frameon=False)


def _write_counts(axes: "Axes", bars: Any, part: np.ndarray, color: str, least: float) -> None:
    """Write each count into its bar, where there is room for it."""
    texts = [number(one) if one >= least else "" for one in part]
    box = {"facecolor": "white" if color == "black" else "none", "edgecolor": "none", "pad": 1.5}
    for text in axes.bar_label(bars, texts, label_type="center", color=color):
        if text.get_text():
            text.set_bbox(box)


def _draw_offs(axes: "Axes", results: ClassResults) -> None:
    """Draw a dot a student in each lesson, and a tick at the middle one."""
    _style(axes, TITLES["off"])
    alpha = 0.75 if len(results.students) <= MOST_ROWS else 0.3
    asking = [number for number, lesson in results.lessons.items() if lesson.predictions]
    for row, lesson in enumerate(asking):
        offs = np.sort(results.offs(lesson))
        if not len(offs):
            axes.text(0, row, NOT_PREDICTED, va="center", color="#555555")
            continue
        # Neighbours stand at different heights, so that equal ones can be told apart.
        heights = row + 0.26 * ((np.arange(len(offs)) * 0.618) % 1 - 0.5)
        axes.plot(offs, heights, "o", color=DOT_COLOR, alpha=alpha, markersize=7, mew=0)
        middle = float(np.median(offs))
        axes.plot([middle, middle], [row - 0.3, row + 0.3], color="black", linewidth=3)
        axes.text(middle, row - 0.33, percent(middle, 0), ha="center", va="bottom")
    axes.set_yticks(range(len(asking)), [LESSON.format(lesson=lesson) for lesson in asking])
    axes.set_ylim(len(asking) - 0.5, -0.75)
    axes.set_xlim(-0.02, 1.02)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], [percent(at, 0) for at in (0, 0.25, 0.5, 0.75, 1)])
    axes.grid(axis="x", color="#DDDDDD")
    axes.set_axisbelow(True)


def _draw_missed(axes: "Axes", all_missed: list[Missed]) -> None:
    """Draw a bar a question: the part of those who tried it that missed it at first."""
    _style(axes, TITLES["missed"])
    missed = [one for one in all_missed if one.share][:MOST_MISSED]
    axes.set_xticks([])
    if not missed:
        axes.set_yticks([])
        axes.text(0.5, 0.5, NOT_MISSED, ha="center", transform=axes.transAxes)
        return
    names = [QUESTION.format(lesson=one.lesson, name=_read(one.name)) for one in missed]
    later = np.array([one.later / one.tried for one in missed])
    never = np.array([one.never / one.tried for one in missed])
    looks: Mapping[str, Any] = {"height": 0.7, "edgecolor": "white"}
    axes.barh(names, later, color=LATER_COLOR, hatch="//", label=MISSED_PARTS[0], **looks)
    bars = axes.barh(names, never, left=later, color=NEVER_COLOR, label=MISSED_PARTS[1], **looks)
    texts = [OF.format(missed=one.later + one.never, tried=one.tried) for one in missed]
    axes.bar_label(bars, texts, padding=6)
    axes.set_xlim(0, 1.15)
    axes.invert_yaxis()
    axes.legend(ncols=2, loc="upper center", bbox_to_anchor=(0.5, 0), frameon=False)


def _read(name: str) -> str:
    return shortened([name.replace("-", " ")])[0]


def shortened(names: Sequence[str], longest: int = LONGEST_NAME) -> list[str]:
    """Return names that have room in the picture, each other than all others.

    Parameters
    ----------
    names
        No two are the same.
    longest
        Characters that there is room for.

    Returns
    -------
    list of str
        A name that is too long is cut at its end; where two would become the same, in the
        middle; and where they still would, it is numbered.
    """
    short = [one if len(one) <= longest else f"{one[: longest - 1]}…" for one in names]
    half, alike = longest // 2, Counter(short)
    for place, one in enumerate(names):
        if alike[short[place]] > 1 and len(one) > longest:
            short[place] = f"{one[: half - 1]}…{one[len(one) - longest + half :]}"
    for place, one in enumerate(short):
        if one in short[:place]:
            number = f" ({place + 1})"
            short[place] = f"{one[: longest - len(number)]}{number}"
    return short
