"""What of the instructor's guide and the start page is worked out is what it should be."""

import json
import re
from pathlib import Path

import pytest
import textstat
from prose import HARDEST, LONGEST, plain, sentences

from lessons import data, words
from lessons.data.demos import Demo
from lessons.explore import entry
from lessons.instructor import answer_key, demo_script, guide

ROOT = Path(__file__).parents[2]
NOTEBOOKS = ROOT / "notebooks"
TEXT = (ROOT / guide.GUIDE).read_text("utf-8")
LESSONS = sorted(int(path.name[:2]) for path in NOTEBOOKS.glob("0*-*.ipynb"))
LAST = 5
AGAIN = "Run make guide: what the lessons say has changed since it was last run."


def tagged() -> set[str]:
    """Return the ids of the claims that some cell is tagged with."""
    cells = [
        cell
        for path in NOTEBOOKS.glob("0*-*.ipynb")
        for cell in json.loads(path.read_text("utf-8"))["cells"]
    ]
    tags = {tag for cell in cells for tag in cell["metadata"].get("tags", [])}
    return {tag.removeprefix("claim-") for tag in tags if tag.startswith("claim-")}


def test_a_learner_does_not_come_upon_the_guide():
    """JupyterLab shows the folder of the lessons, and no folder above it."""
    assert not [path for path in NOTEBOOKS.rglob("*.md") if "my-work" not in path.parts]
    assert "EVERY ANSWER" in TEXT.upper()


def test_the_guide_is_as_the_command_writes_it():
    assert guide.filled(TEXT) == TEXT, AGAIN


def test_the_start_page_is_as_the_command_writes_it():
    text = (NOTEBOOKS / guide.START).read_text("utf-8")
    assert guide.started(text) == text, AGAIN
    assert guide.ideas() in "".join("".join(cell["source"]) for cell in json.loads(text)["cells"])


@pytest.mark.parametrize("number", range(LAST + 1))
def test_the_guide_has_all_parts_of_each_lesson(number):
    (section,) = re.findall(rf"(?ms)^## Lesson {number}: .*?(?=^## |\Z)", TEXT)
    parts = re.findall(r"(?m)^### (.+)$", section)
    assert ("The demo, in two minutes" in parts) == (number > 0)
    assert section.count(f"<!-- demo {number} -->") == (number > 0)
    assert {"Likely misconceptions", "To discuss", "Answer key"} <= set(parts)
    assert section.count(f"<!-- minutes {number} -->") == 1
    assert section.count(f"<!-- answers {number} -->") == 1
    assert (guide.NO_NOTEBOOK in section) == (number not in LESSONS)
    assert (guide.NO_QUESTIONS in section) == (number not in data.lessons())


def test_what_is_written_by_hand_is_easy_to_read():
    text = re.sub(r"<!-- \w+( \d+)? -->.*?<!-- end -->", "", TEXT, flags=re.DOTALL)
    paragraphs = plain(re.sub(r"(?m)^#.*$", "", text))
    assert textstat.flesch_kincaid_grade(" ".join(paragraphs)) <= HARDEST
    assert not [one for one in sentences(paragraphs) if len(one.split()) > LONGEST]


def test_the_table_of_ideas_has_every_claim_that_is_taught():
    linked = guide.ideas()
    known = data.claims_by_id()
    assert list(known) == [f"C{number:02}" for number in range(1, 21)]
    for name in known:
        assert (known[name] in linked) == (name in tagged()), name
    if set(range(LAST + 1)) <= set(LESSONS):
        assert tagged() == set(known)


def test_a_claim_that_is_not_known_is_no_tag():
    assert tagged() <= set(data.claims_by_id())


@pytest.mark.parametrize("number", data.lessons())
def test_an_answer_key_has_every_prediction_and_question(number):
    lesson = data.lessons()[number]
    key = answer_key.written(lesson)
    for asked in (*lesson.predictions.values(), *lesson.questions.values()):
        assert answer_key.plain(asked.ask) in key
        for option in asked.options:
            assert answer_key.plain(option.because) in key
    assert not re.search(r"\bnan\b|\binf\b|None(?! of)|\{", key)


def test_a_number_of_the_key_is_what_the_model_finds():
    key = answer_key.written(data.lessons()[1])
    margin = entry("make_or_buy").scenario().break_even()
    assert f"**{words.spoken(round(margin), 'hours/year')}**" in key
    assert f"**{answer_key.plain('$97,600 a year')}**" in key  # 800 x (155 x 1.10 - 48.50)


def test_right_options_come_first_and_wrong_ones_say_so():
    key = answer_key.written(data.lessons()[1])
    right = "**No amount is enough: more work only makes it worse.**"
    assert right in key
    assert key.index(right) < key.index(
        "Not “More than before, because the break-even moves to the right"
    )


@pytest.mark.parametrize("number", data.demos_by_lesson())
def test_a_demo_says_what_to_ask_before_what_is_moved(number):
    demo = data.demos_by_lesson()[number]
    script = demo_script.written(demo)
    told = entry(demo.explorer)
    asked = re.findall(r"\*\*Ask( the class)?:\*\*", script)
    assert [bool(one) for one in asked] == [bool(step.class_) for step in demo.steps]
    assert script.count("**Then:**") == len(demo.steps)
    for step in demo.steps:
        scenario = told.scenario(step.preset, **step.inputs)
        assert answer_key.plain(told.view.describe(told.solve(scenario))) in script
    assert "{" not in script


def test_the_moves_of_a_demo_lead_from_step_to_step():
    demo = Demo(
        lesson=9,
        explorer="make_or_buy",
        start={"preset": "Spare capacity"},
        steps=[
            {"inputs": {"volume": 1_600}, "ask": "And {volume}?", "say": "So."},
            {"preset": "A busy year", "inputs": {"price": 100}, "ask": "Now?", "say": "{price}!"},
        ],
    )
    moves = re.findall(r"(?:Then:\*\*|Start:) (.+)", demo_script.written(demo))
    assert moves == [
        "Choose the preset *Spare capacity*.",
        "Press *Reset* and set *Yearly volume* to 1,600 hours a year.",
        "Choose the preset *A busy year* and set *Price of the supplier* to "
        f"{answer_key.plain('$100 an hour')}.",
    ]
    assert "**Ask:** And 1,600 hours a year?" in demo_script.written(demo)


@pytest.mark.parametrize("text", ["$5 and $6", "a*b*_c_", "<b>", "[x](y)", "`c`", "a|b", "\\"])
def test_a_text_is_shown_as_it_is(text):
    """As Markdown renders it, with nothing left of the marks that protect it."""
    from mistune import html  # what Jupyter itself renders Markdown with

    shown = re.sub(r"</?(p|span)>", "", html(answer_key.plain(text))).strip()
    assert shown.replace("&#36;", "$") == text.replace("<", "&lt;").replace(">", "&gt;")


def test_the_command_writes_guide_start_page_and_lessons(tmp_path, monkeypatch, capsys):
    names = [guide.GUIDE, *(f"notebooks/{path.name}" for path in NOTEBOOKS.glob("0*-*.ipynb"))]
    for name in names:
        text = (ROOT / name).read_text("utf-8")
        for right, wrong in (("**984 hours", "**1 hour"), ("Back to [", "From [")):
            text = text.replace(right, wrong)
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.setattr(guide, "ROOT", tmp_path)
    assert guide.main() == 0
    said = capsys.readouterr().out
    for name in names:
        assert (tmp_path / name).read_bytes() == (ROOT / name).read_bytes()
        assert f"Written: {name}" in said


def test_a_notebook_that_cannot_be_read_is_named_and_nothing_is_written(
    tmp_path, monkeypatch, capsys
):
    kept = {}
    for name in (guide.GUIDE, f"notebooks/{guide.START}"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text((ROOT / name).read_text("utf-8") + " ", "utf-8")
        kept[tmp_path / name] = (tmp_path / name).read_bytes()
    (tmp_path / "notebooks" / "07-half-saved.ipynb").write_text("{", "utf-8")
    (tmp_path / "notebooks" / "Untitled.ipynb").touch()  # no lesson: not asked for any idea
    monkeypatch.setattr(guide, "ROOT", tmp_path)
    assert guide.main() == 1
    said = capsys.readouterr()
    assert "07-half-saved.ipynb cannot be read as a notebook: it holds something" in said.err
    assert not said.out
    assert {path: path.read_bytes() for path in kept} == kept
