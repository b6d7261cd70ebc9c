"""A memo from an explorer to its files, as a notebook opens it."""

import json
import subprocess
import sys
from io import BytesIO

import pytest
from docx import Document
from pictures import png
from typed_badly import NAMES

from lessons import explore, learn
from lessons.memo_desk import composed
from lessons.scenario import ScenarioError


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """Let a learner's folder be made anew for each test."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "my-work"


def said(path) -> list[str]:
    return [one.text for one in Document(BytesIO(path.read_bytes())).paragraphs]


@pytest.mark.parametrize("name", explore.entry("your_case").presets)
def test_a_worked_case_becomes_a_memo(name, own_folder):
    case = explore.your_case(name)
    docx, html = learn.memo(case).save(png(4, 2))
    assert docx.parent == html.parent == own_folder
    told = said(docx)
    assert told[0] == f"Decision memo: {name}"
    assert case.sentence in told
    headings = ["The question", "Recommendation", "The three numbers that carry it"]
    headings += [
        "What would reverse it",
        "Risks, and what reduces them",
        "Assumptions and sources",
    ]
    assert [one for one in told if one in headings] == headings
    assert told.index(case.chart.spec["layout"]["title"]["text"]) > told.index(headings[4])
    assert f"Worked case “{name}”, made up for the lesson." in html.read_text("utf-8")


@pytest.mark.parametrize("name", ["make_or_buy", "service_advantage", "offshoring"])
def test_any_explorer_that_decides_has_a_memo(name):
    explorer = explore.entry(name)()
    docx, _ = learn.memo(explorer).save()
    assert explorer.sentence in said(docx)


@pytest.mark.parametrize("wrong", [None, "your_case", "us_jobs"])
def test_what_decides_nothing_has_none(wrong):
    explorer = explore.us_jobs() if wrong == "us_jobs" else wrong
    with pytest.raises(ScenarioError, match="A memo needs an explorer that decides"):
        learn.memo(explorer)


def test_the_memo_follows_the_case_and_its_name():
    case = explore.your_case("Payroll")
    memo = learn.memo(case)
    case.case_name = "Our <b>own</b> payroll"
    case.controls["cost_difference_high"].value = 500_000
    memo.renew()
    texts = {one.key: one.text for one in memo.sections()}
    assert texts["name"] == "Our <b>own</b> payroll"
    assert texts["recommendation"] == case.sentence
    assert "Entered by hand." in texts["assumptions"]


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_any_name_is_saved_inside_the_folder(name, own_folder):
    memo = learn.memo(explore.your_case("Payroll"))
    memo.write("name", name)
    memo.write("author", name)
    paths = memo.save(png(4, 2))
    assert {path.resolve().parent for path in paths} == {own_folder.resolve()}
    assert len(paths) == 2


def test_an_edit_is_there_after_the_notebook_was_closed():
    learn.memo(explore.your_case("Payroll")).write("risks", "Mine alone")
    again = learn.memo(explore.your_case("Payroll"))
    assert {one.key: one.text for one in again.sections()}["risks"] == "Mine alone"


def test_a_saved_memo_counts_as_a_decision(own_folder):
    learn.memo(explore.your_case("Payroll")).save()
    (entry,) = json.loads((own_folder / "progress.json").read_text("utf-8"))["entries"]
    assert (entry["name"], entry["lesson"]) == ("your_case", 5)
    assert (entry["kind"], entry["given"]) == ("decision", "outsource")


def test_a_folder_in_the_way_loses_nothing(own_folder):
    own_folder.write_text("in the way")
    memo = learn.memo(explore.your_case("Payroll"))
    memo.write("risks", "Mine")
    assert "Nothing can be written into the folder my-work:" in memo.state["message"]
    assert memo.save() == []
    assert "offered as a download" in memo.state["message"]
    own_folder.unlink()
    docx, _ = memo.save()
    assert "Mine" in said(docx)


def test_a_memo_without_a_picture_says_so():
    sections = learn.memo(explore.your_case()).sections()
    document = Document(BytesIO(composed(sections, None)[".docx"]))
    assert "The chart is left out: the page could not make a picture of it." in [
        one.text for one in document.paragraphs
    ]


def test_opening_a_memo_needs_no_docx():
    code = "import sys; from lessons import explore, learn; learn.memo(explore.your_case()); "
    code += "print('docx' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False"]
