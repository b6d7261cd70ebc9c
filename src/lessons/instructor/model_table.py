"""The models, for whoever checks or teaches them: what each assumes and what it leaves out."""

from typing import TYPE_CHECKING

from lessons import explore
from lessons.instructor.answer_key import plain
from lessons.words import said

if TYPE_CHECKING:
    from lessons.explore.entries import Entry

HEAD = said("| Lesson | Model | It assumes | It leaves out | Texts that teach it |")
RULE = "|---|---|---|---|---|"
ROW = "| {lesson} | **{title}** | {assumes} | {leaves_out} | {texts} |"


def written() -> str:
    """Return the table of all models as Markdown, in the order of the lessons."""
    rows = [
        _row(lesson, explore.entry(name))
        for lesson, names in enumerate(explore.LESSONS.values(), start=1)
        for name in names
    ]
    return "\n".join([HEAD, RULE, *rows])


def _row(lesson: int, entry: "Entry") -> str:
    view = entry.view
    return ROW.format(
        lesson=lesson,
        title=plain(view.TITLE.partition(":")[0]),
        assumes=plain(" ".join(view.ASSUMPTIONS)),
        leaves_out=plain(" ".join(view.LEAVES_OUT)),
        texts="<br>".join(f"{plain(text)}." for text in view.TEXTS),
    )
