"""What of the instructor's guide and the lessons is worked out, so that it cannot drift.

``make guide`` runs it. It fills the parts of ``instructor/guide.md`` between its
comments, such as ``<!-- answers 1 -->``, and ``<!-- end -->``, and writes the table that links
each idea to the very cells that teach it into the start page. Into each lesson it writes the
links of its words and what these mean. All else stays as it is written.
"""

import json
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from lessons import data
from lessons.instructor import answer_key, demo_script, model_table, number_sheet, word_lists
from lessons.my_work.whole_files import write_whole
from lessons.server import notebook_file, start_page
from lessons.words import said
from lessons.words.language import LANGUAGE, SOURCE

ROOT = Path(__file__).parents[3]
NOTEBOOKS = "notebooks"
FOLDER = NOTEBOOKS if LANGUAGE == SOURCE else f"{NOTEBOOKS}/{LANGUAGE}"  # those of this language
# Not beside the lessons: whoever opens these in JupyterLab does not come upon the answers.
GUIDE = "instructor/guide.md"
START = "00-start-here.ipynb"
IDEAS = "ideas"  # the id of its cell
BLOCK = re.compile(
    r"(<!-- (models|numbers|(?:minutes|demo|answers)(?= \d))(?: (\d+))? -->\n).*?(<!-- end -->)",
    re.DOTALL,
)
HEADING = re.compile(r"(?m)^#+ +(.+?) *$")

LESSON = "[{title}](../{folder}/{file}). {minutes}."
NO_NOTEBOOK = said("The notebook of this lesson is not written yet.")
NO_DEMO = said("The demo script of this lesson is not written yet.")
NO_QUESTIONS = said("The questions of this lesson are not written yet.")
IDEAS_HEAD = said("""### Where each idea is taught

Each link leads to the very place.

| Idea | Taught in |
|---|---|
""")
IDEA = "| {idea} | {places} |"
PLACE = said("[Lesson {lesson}: {heading}]({file}#cell-id={cell})")
DONE = said("Written: {path}")


def filled(guide: str, root: Path = ROOT) -> str:
    """Return the guide with all that is worked out in its place.

    Parameters
    ----------
    guide
        The guide as it is.
    root
        Where the folder of the lessons is.
    """
    makers = {
        "models": lambda _: model_table.written(),
        "numbers": lambda _: number_sheet.written(),
        "minutes": lambda number: _minutes(number, root / FOLDER),
        "demo": _demo,
        "answers": _answers,
    }
    return BLOCK.sub(
        lambda block: f"{block[1]}{makers[block[2]](int(block[3] or 0))}\n{block[4]}", guide
    )


def ideas(root: Path = ROOT) -> str:
    """Return the table of ideas as they are met, each with links to the cells that teach it."""
    known = data.claims_by_id()
    places: dict[str, list[str]] = {}
    for path in _lessons(root / NOTEBOOKS).values():
        heading = ""
        for cell in notebook_file.cells(path):
            found = HEADING.findall(cell["source"]) if cell["cell_type"] == "markdown" else []
            for tag in cell["metadata"].get("tags", []):
                if tag.startswith("claim-"):
                    place = _place(path, cell, found[0] if found else heading)
                    places.setdefault(tag.removeprefix("claim-"), []).append(place)
            heading = found[-1] if found else heading
    rows = [
        IDEA.format(idea=known.get(name, name), places="; ".join(linked))
        for name, linked in places.items()
    ]
    return IDEAS_HEAD + "\n".join(rows)


def started(notebook: str, root: Path = ROOT) -> str:
    """Return the start page, as the text of its file, with the table of ideas in its cell."""
    read = json.loads(notebook)
    for cell in read["cells"]:
        if cell["id"] == IDEAS:
            cell["source"] = ideas(root).splitlines(keepends=True)
    return notebook_file.text(read)


def _place(path: Path, cell: Mapping[str, Any], heading: str) -> str:
    return PLACE.format(
        lesson=int(path.name[:2]), heading=heading, file=path.name, cell=cell["id"]
    )


def _lessons(notebooks: Path) -> dict[int, Path]:
    """Return the notebook of each lesson, by its number."""
    return {int(path.name[:2]): path for path in sorted(notebooks.glob("[0-9][0-9]-*.ipynb"))}


def _minutes(number: int, notebooks: Path) -> str:
    path = _lessons(notebooks).get(number)
    if path is None:
        return NO_NOTEBOOK
    card = start_page.card(path)
    return LESSON.format(title=card.title, folder=FOLDER, file=path.name, minutes=card.minutes)


def _demo(number: int) -> str:
    demo = data.demos_by_lesson().get(number)
    return demo_script.written(demo) if demo else NO_DEMO


def _answers(number: int) -> str:
    lesson = data.lessons().get(number)
    return answer_key.written(lesson) if lesson else NO_QUESTIONS


def worded(notebook: str, _: Path = ROOT) -> str:
    """Return a lesson, as the text of its file, with its words linked and listed."""
    return word_lists.written(notebook, data.read_glossary())


def _makers() -> dict[str, Callable[[str, Path], str]]:
    """Return what writes each file, by the file's place in the project.

    In another language only the guide is filled: its notebooks are those of ``make translate``.
    """
    if LANGUAGE != SOURCE:
        return {GUIDE.replace(".md", f"-{LANGUAGE}.md"): filled}
    lessons = [f"{NOTEBOOKS}/{path.name}" for path in _lessons(ROOT / NOTEBOOKS).values()]
    makers = {GUIDE: filled} | dict.fromkeys(lessons, worded)
    return makers | {f"{NOTEBOOKS}/{START}": started}


def main() -> int:
    """Write guide, start page and lessons anew; return 0, or 1 if a notebook cannot be read."""
    try:
        made = {
            name: make((ROOT / name).read_text("utf-8"), ROOT) for name, make in _makers().items()
        }
    except notebook_file.NotebookError as problem:
        print(problem, file=sys.stderr)
        return 1
    write_whole({ROOT / name: text.encode() for name, text in made.items()})
    print(*(DONE.format(path=name) for name in made), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
