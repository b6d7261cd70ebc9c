"""What the lessons say is easy to read, and says all that it must."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
import textstat
from prose import HARDEST, LESSONS, LONGEST, NOTEBOOKS, TEXTS, cells, plain, prose, sentences

from lessons import data
from lessons.words import typeset

# The claims of the source article that each lesson teaches; a claim may be taught twice.
CLAIMS = {
    "01-what-is-insourcing": {"C01", "C02", "C03", "C04", "C06", "C07", "C14", "C16"},
    "02-the-outsourcing-wave": {"C05", "C08", "C09", "C10"},
    "03-risks-and-advantage": {"C11", "C12", "C13", "C14", "C15"},
    "04-the-candy-campaign": {"C17", "C18", "C19"},
    "05-your-own-case": {"C20"},
}

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
every_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


@every_notebook
def test_the_prose_is_easy_to_read(path):
    paragraphs = prose(path)
    assert len(paragraphs) > 5
    assert textstat.flesch_kincaid_grade(" ".join(paragraphs)) <= HARDEST


@every_notebook
def test_a_sentence_is_short(path):
    assert not [one for one in sentences(prose(path)) if len(one.split()) > LONGEST]


@pytest.mark.parametrize("number", data.lessons())
def test_a_question_is_easy_to_read(number):
    lesson = data.lessons()[number]
    texts = []
    for one in (*lesson.predictions.values(), *lesson.questions.values()):
        texts += [one.ask, *(part for option in one.options for part in (option.because,))]
    for one in lesson.questions.values():
        texts += [*one.hints, one.solution, one.because, *(slip.because for slip in one.slips)]
    for one in lesson.predictions.values():
        texts += plain(one.task)
    texts = [text for text in texts if text]
    assert not [one for one in sentences(texts) if len(one.split()) > LONGEST]
    assert textstat.flesch_kincaid_grade(" ".join(texts)) <= HARDEST


@every_lesson
def test_a_lesson_teaches_its_claims(path):
    tags = {tag for cell in cells(path) for tag in cell["metadata"].get("tags", [])}
    taught = {tag.removeprefix("claim-") for tag in tags if tag.startswith("claim-")}
    assert taught >= CLAIMS[path.stem]


@every_notebook
def test_headings_begin_with_one_title_and_skip_no_level(path):
    text = "\n\n".join("".join(cell["source"]) for cell in cells(path))
    levels = [len(marks) for marks in re.findall(r"(?m)^(#+) ", text)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@every_lesson
def test_a_lesson_asks_every_prediction_and_question_of_its_file(path):
    lesson = data.lessons()[int(path.stem[:2])]
    code = "".join("".join(cell["source"]) for cell in cells(path, "code"))
    asked = {
        "predict": re.findall(r'learn\.predict\("([^"]+)"\)', code),
        "question": re.findall(r'learn\.question\("([^"]+)"\)', code),
    }
    for names in asked.values():
        assert len(names) == len(set(names))
    assert set(lesson.predictions) <= set(asked["predict"])
    assert set(lesson.questions) <= set(asked["question"])


@every_lesson
def test_an_explorer_is_met_through_a_prediction(path):
    """No cell shows an explorer before a prediction of the lesson has asked about it."""
    met = set()
    for cell in cells(path, "code"):
        code = "".join(cell["source"])
        for name in re.findall(r'learn\.predict\("([^"]+)"\)', code):
            met.add(data.prediction(name)[1].figure.explorer)
        shown = re.fullmatch(r"explore\.(\w+)\(.*\)", code.strip())
        assert not shown or shown[1] in met, code


@every_notebook
def test_each_column_of_a_table_has_a_head_and_a_picture_says_what_it_shows(path):
    text = "\n".join("".join(cell["source"]) for cell in cells(path))
    heads = re.findall(r"(?m)^(\|.*\|)\n\|[-:| ]+\|$", text)
    assert not [head for head in heads if not all(one.strip() for one in head.split("|")[1:-1])]
    assert not re.findall(r"!\[\s*\]\(|<img(?![^>]* alt=\"[^\"]+\")", text)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_no_dollar_of_a_text_can_begin_a_formula(path):
    """Neither as it is written, which GitHub reads, nor in the page made of it, as Jupyter does.

    A dollar that stands alone in an element is one; code is never taken for a formula.
    """
    text = path.read_text("utf-8")
    if path.suffix == ".ipynb":
        text = "\n\n".join("".join(cell["source"]) for cell in cells(path))
    text = re.sub(r"(?ms)^ *```.*?^ *```|(`+)[^`].*?\1", "", text)
    assert not re.findall(r"[^\n]*\$[^\n]*", text.replace(typeset.DOLLAR, ""))
    assert "&#36;" not in text.replace(typeset.DOLLAR, "")


IDEA = ("Predict", "Explain", "Check")


def ideas(path: Path) -> list[str]:
    """Return the text and code under each larger heading that has a prediction below it."""
    read = json.loads(path.read_text(encoding="utf-8"))["cells"]
    text = "\n\n".join("".join(cell["source"]) for cell in read)
    return [part for part in re.split(r"(?m)^## ", text) if "\n### Predict" in part]


@every_lesson
def test_an_idea_is_predicted_explored_explained_and_checked(path):
    """What to explore stands in the explorer that a prediction shows: its task."""
    found = ideas(path)
    assert len(found) >= 3
    for part in found:
        headings = re.findall(r"(?m)^### (\w+)", part)
        steps = [one for one in headings if one in IDEA]
        assert list(dict.fromkeys(steps)) == list(IDEA), headings
        assert steps[-1] == "Check"
        asked = re.findall(r'learn\.predict\("([^"]+)"\)', part)
        assert any(data.prediction(name)[1].task for name in asked), headings


@every_notebook
def test_the_readme_says_how_long_a_notebook_takes(path):
    text = "\n".join("".join(cell["source"]) for cell in cells(path))
    minutes = re.search(r"(?m)^- \*\*It takes:\*\* About (\d+) minutes$", text)[1]
    rows = (path.parents[1] / "README.md").read_text("utf-8").splitlines()
    link = rf"\| ({int(path.name[:2])}\. )?\[[^]]+\]\({path.parent.name}/{re.escape(path.name)}\)"
    (row,) = (one for one in rows if re.match(link, one))
    assert row.endswith(f"| {minutes} |")
