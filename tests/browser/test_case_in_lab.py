"""A case of one's own as a student makes it: start from a worked case, carry over, name it."""

import json
import re
from pathlib import Path

import pytest
from lab import Traffic, end_kernels, open_notebook, run_all, run_lesson, write_notebook
from playwright.sync_api import Page, expect

LESSON = "05-your-own-case.ipynb"
SENTENCE = ".lessons-chart-sentence"
NASTY = '"><img src=x onerror="document.title=1"> ../../x 🍫 مصنع'


@pytest.fixture(autouse=True)
def afresh(folder: Path) -> None:
    """Begin as a learner who has saved nothing yet."""
    for name in ("saved-scenarios.json", "own-case.json"):
        (folder / "my-work" / name).unlink(missing_ok=True)


def test_a_saved_scenario_is_carried_over_into_a_worked_case(
    desk: Page, lab: str, folder: Path, kept_traffic: Traffic
) -> None:
    open_notebook(desk, lab, LESSON)
    run_lesson(desk)
    case = desk.get_by_role("region", name="Your own case")
    case.scroll_into_view_if_needed()
    sentence = case.locator(SENTENCE)
    case.get_by_role("combobox", name="Preset").select_option("A help desk")
    expect(sentence).to_contain_text(
        "Outsource: insourcing is expected to cost $23,000 a year more."
    )
    expect(sentence).to_contain_text("unless the service value rises above $76,333 a year.")
    name = case.get_by_role("textbox", name="Name of your case")
    expect(name).to_have_value("A help desk")

    asked = desk.get_by_role("region", name="Back to lesson 1")
    asked.scroll_into_view_if_needed()
    asked.get_by_role("button", name="Show without predicting").click()
    earlier = desk.get_by_role("region", name="Make or buy")
    box = earlier.get_by_role("textbox", name="Yearly volume, number box")
    box.fill("1,500")
    box.press("Enter")
    expect(earlier.locator(SENTENCE)).to_contain_text("at 1,500 hours a year")
    earlier.get_by_role("button", name="Save for your case").click()
    expect(earlier.locator(".lessons-explorer-message")).to_have_text(
        "Saved. In lesson 5 it can fill the line “Cost difference” of your own case."
    )
    saved = json.loads((folder / "my-work" / "saved-scenarios.json").read_text("utf-8"))
    assert [(one["explorer"], one["inputs"]) for one in saved["scenarios"]] == [
        ("make_or_buy", {"volume": 1500})
    ]

    name.scroll_into_view_if_needed()
    case.get_by_text("Carry over from earlier lessons").click()
    fill = case.get_by_role("button", name="Fill in “Cost difference”")
    offered = fill.evaluate(
        "it => document.getElementById(it.getAttribute('aria-describedby')).textContent"
    )
    assert offered.startswith("Make or buy, saved ")
    assert offered.endswith(", with Yearly volume 1,500\u00a0hours/year")
    fill.click()
    expect(sentence).to_contain_text("Insource: it is expected to be worth $126,667 a year.")
    likely = case.get_by_role("textbox", name="Cost difference, likely, number box")
    expect(likely).to_have_value("63,000")
    expect(case.locator(".lessons-case-said")).to_contain_text("from “Make or buy”.")

    # Which drawing is shown is chosen where one is shown.
    drawings = case.locator(".lessons-chart-drawings")
    expect(drawings).to_be_visible()
    case.get_by_role("tab", name="Table", exact=True).click()
    expect(drawings).to_be_hidden()
    row = case.get_by_role("row").filter(has_text="Carried over from")
    expect(row).to_contain_text("Low and high: Yearly volume from 1,125 hours/year to 1,875")

    name.fill(NASTY)
    name.press("Enter")
    case.get_by_role("combobox", name="Preset").select_option("Payroll")
    expect(sentence).to_contain_text("Outsource:")
    expect(name).to_have_value(NASTY)
    assert desk.locator(".lessons-explorer img").count() == 0
    assert desk.title() != "1"
    assert kept_traffic.strangers == []
    assert kept_traffic.complaints == []


def test_the_next_day_a_case_and_its_memo_stand_as_they_were_left(
    page: Page, lab: str, folder: Path
) -> None:
    cells = ("case = explore.your_case(kept=True)\ncase", "learn.memo(case)")
    write_notebook(folder / "own.ipynb", "from lessons import explore, learn", *cells)
    open_notebook(page, lab, "own.ipynb")
    run_all(page)
    case = page.get_by_role("region", name="Your own case")
    sentence = case.locator(SENTENCE)
    case.get_by_role("combobox", name="Preset").select_option("Payroll")
    box = case.get_by_role("textbox", name="Cost difference, high, number box")
    box.fill("150,000")
    box.press("Enter")
    expect(sentence).to_contain_text("Insource:")
    name = case.get_by_role("textbox", name="Name of your case")
    name.fill("Our café")
    name.press("Enter")
    question = page.get_by_label("The question", exact=True)
    expect(question).to_have_value(re.compile("Our café"))
    decided, proposed = sentence.text_content(), question.input_value()

    end_kernels(page, lab)
    open_notebook(page, lab, "own.ipynb")
    run_all(page)
    expect(name).to_have_value("Our café")
    expect(box).to_have_value("150,000")
    expect(sentence).to_have_text(decided)
    expect(question).to_have_value(proposed)
    expect(case.locator(".lessons-case-said")).to_contain_text("Your case, as you left it ")


def test_a_case_fits_a_telephone(desk: Page, lab: str, folder: Path) -> None:
    write_notebook(folder / "case.ipynb", "from lessons import explore", "explore.your_case()")
    open_notebook(desk, lab, "case.ipynb")
    run_all(desk)
    case = desk.get_by_role("region", name="Your own case")
    case.locator(".waterfalllayer .trace, .barlayer .trace").first.wait_for()
    desk.keyboard.press("Control+b")
    desk.set_viewport_size({"width": 390, "height": 844})
    box = case.get_by_role("textbox", name="Opportunity cost, low, number box")
    expect(box).to_have_value("−112,000")
    assert box.evaluate("it => it.scrollWidth <= it.clientWidth")
    assert case.evaluate("it => it.scrollWidth <= it.clientWidth")

    said = case.get_by_role("table").get_by_role("status")
    assert set(said.all_text_contents()) == {""}
    box.fill("5,000")
    box.press("Enter")
    told = (
        "These were typed out of order. "
        "They are read as Low −94,000, Likely −86,000, and High 5,000."
    )
    row = case.get_by_role("row").filter(has_text="Opportunity cost")
    expect(row.locator("+ tr")).to_have_text(told)
    assert [text for text in said.all_text_contents() if text] == [told]
    expect(box).to_have_value("5,000")
    assert case.evaluate("it => it.scrollWidth <= it.clientWidth")
    box.fill("-112,000")
    box.press("Enter")
    expect(row.locator("+ tr")).to_have_text("")
