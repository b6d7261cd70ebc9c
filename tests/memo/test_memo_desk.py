"""A memo from an explorer to its files, as a notebook opens it."""

import json
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from types import SimpleNamespace

import pytest
from docx import Document
from pictures import png
from typed_badly import NAMES

from lessons import data, explore, learn, words
from lessons.memo import proposal as view
from lessons.memo.desk import composed
from lessons.models.shared.flip_points import FlipPoint
from lessons.scenario import ScenarioError
from lessons.words.unbroken import unbroken


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
    assert unbroken(explorer.sentence) in said(docx)


def test_an_explorer_of_your_own_has_a_memo_of_its_own_view():
    entry = explore.entry("make_or_buy")
    view = SimpleNamespace(**{**vars(entry.view), "describe": lambda _: "We toss a coin."})
    memo = learn.memo(replace(entry, name="tossed", view=view)())
    assert "We toss a coin." in [one.text for one in memo.sections()]


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


def test_the_question_calls_the_case_what_the_memo_calls_it():
    def question(memo) -> str:
        return {one.key: one.text for one in memo.sections()}["question"]

    case = explore.your_case("The candy campaign")
    memo = learn.memo(case)
    memo.write("name", "My bakery")
    assert question(memo).endswith("The case: My bakery.")
    case.case_name = "A plant"  # the explorer's own name does not matter then
    memo.renew()
    assert question(learn.memo(case)).endswith("The case: My bakery.")
    memo.write("question", "Which way?")
    memo.restore("name")
    assert question(memo) == "Which way?"
    memo.restore("question")
    assert "My bakery" not in question(memo)


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


# What is still the example's


def texts_of(memo) -> dict[str, str]:
    return {one.key: one.text for one in memo.sections()}


def lines_of(text: str) -> dict[str, str]:
    return {line.partition(":")[0]: line for line in text.split("\n")}


MADE_UP = "Made up, as in the worked case “A help desk”."


def test_a_case_of_ones_own_names_the_numbers_that_are_still_the_examples():
    case = explore.your_case("A help desk", case_name="Our bakery")
    case.controls.move(
        cost_difference_low=-110_000, cost_difference_likely=-85_000, cost_difference_high=-45_000
    )
    memo = learn.memo(case)
    texts = texts_of(memo)
    numbers = lines_of(texts["numbers"])
    assert MADE_UP not in numbers.pop("Cost difference")
    assert [MADE_UP in line for line in numbers.values()] == [True, True]
    reversal = lines_of(texts["reversal"])
    assert {"Cost difference", "Service value"} <= set(reversal)
    assert [MADE_UP in line for line in reversal.values()] == [
        name != "Cost difference" for name in reversal
    ]
    still = [one.line for one in case.assumptions() if one.line != "Cost difference"]
    assert memo.state["made_up"].startswith(
        f"Made up or from a lesson, and not your own yet: {words.listed(still)}."
    )
    assert MADE_UP in "\n".join(said(memo.save()[0]))


def test_a_case_that_is_wholly_ones_own_names_nothing():
    case = explore.your_case("Payroll", case_name="Our bakery")
    inputs = {name: one for name, one in case.scenario.quantities().items() if one.row}
    case.controls.move(**{name: float(place) for place, name in enumerate(inputs, 1)})
    memo = learn.memo(case)
    assert memo.state["made_up"] == ""
    assert "made up" not in "\n".join(texts_of(memo).values()).lower()


def test_the_lines_of_another_example_are_the_examples_too():
    """As after a day, when the notebook begins with the first one again."""
    inputs = dict(explore.entry("your_case").presets["A plant"])
    inputs["training_low"] = -31_000.0
    case = explore.your_case(case_name="Our plant", **inputs)
    own = [one.line for one in case.assumptions() if not one.still]
    assert own == ["Training"]
    told = {one.still for one in case.assumptions()}
    assert told == {"", "Made up, as in the worked case “A plant”."}


FROM_A_LESSON = "From lesson 4, not our own yet."


def test_what_follows_from_lesson_four_is_nowhere_called_made_up():
    """In the numbers, among the sources, above the button and in both files alike."""
    case = explore.your_case(case_name="Our bakery")
    memo = learn.memo(case)
    texts = texts_of(memo)
    docx, html = memo.save()
    for text in ("\n".join(said(docx)), html.read_text("utf-8")):
        for told in (FROM_A_LESSON, "from the figures of lesson 4"):
            assert told in text.replace("\u00a0", " ")
    for part in ("numbers", "reversal"):
        for label, line in lines_of(texts[part]).items():
            from_lesson_four = label in ("Cost difference", "Opportunity cost")
            assert line.endswith(FROM_A_LESSON) == from_lesson_four
            assert ("Made up" in line) != from_lesson_four
    (sources,) = (one for one in texts["assumptions"].split("\n") if "of lesson 4" in one)
    assert "Cost difference" in sources
    assert "made up" not in sources.lower()
    assert "made up or from a lesson" in memo.state["made_up"].lower()


@pytest.mark.parametrize("inputs", [{}, {"volume": 1_200}])
def test_what_is_carried_over_untouched_is_the_lessons(inputs):
    explore.make_or_buy(**inputs).save()
    case = explore.your_case("Payroll", case_name="Our bakery")
    case.carry(case.offers()[0][0])
    (cost,) = (one for one in case.assumptions() if one.line == "Cost difference")
    assert cost.source.startswith("Carried over from")
    assert cost.still == ("" if inputs else "From “Make or buy” as it starts, not our own yet.")


@pytest.mark.parametrize("preset", ["A busy year", None])
def test_an_examples_inputs_are_not_called_ones_own(preset):
    entry = explore.entry("make_or_buy")
    memo = learn.memo(entry(preset, price=150))
    told = lines_of(texts_of(memo)["assumptions"])
    assert told["Our own figures"] == "Our own figures: Price of the supplier 150 $/hour."
    labels = [entry.model.inputs()[name].label for name in entry.presets[preset or "A busy year"]]
    example = told.get(f"As in the example “{preset}”", "")
    assert [label in example for label in labels] == [bool(preset)] * len(labels)
    assert ("Price of the supplier" in memo.state["made_up"]) is False
    assert "Fixed cost in-house" in memo.state["made_up"]


@pytest.mark.parametrize("preset", ["A busy year", None])
def test_each_number_of_another_memo_says_whose_it_is(preset):
    entry = explore.entry("make_or_buy")
    ends = {
        "cited": ".",
        "made_up": ", made up for the lesson.",
        "example": f", as in the example “{preset}”.",
        "own": ".",
    }
    scenario = entry.scenario(preset, price=150)
    given = view.Told(entry.view, entry.solve(scenario), [], "x", presets=entry.presets)
    for name, declared in scenario.quantities().items():
        told = replace(given, flips=[FlipPoint(name, 1.0, 2.0)])
        line = texts_of_numbers(told)
        assert line == f"{declared.label}: {declared.shown(1.0)}{ends[given.origin(name)]}"
    origins = {
        name: given.origin(name) for name in ("price", "fixed_cost", "volume", "variable_cost")
    }
    assert origins == {
        "price": "own",
        "fixed_cost": "made_up",
        "volume": "example" if preset else "made_up",
        "variable_cost": "cited",
    }


def texts_of_numbers(told: view.Told) -> str:
    """Return the last of the numbers that a memo proposes."""
    sections = {one.key: one.text for one in view.propose(told, data.cite)}
    return sections["numbers"].split("\n")[-1]
