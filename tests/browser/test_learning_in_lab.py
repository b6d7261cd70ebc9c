"""Lesson 1 as a student goes through it: predict, reveal, answer, take hints, come back."""

import json
from pathlib import Path

import pytest
from lab import Traffic, drag, open_lesson, open_notebook, part, run_all, write_notebook
from playwright.sync_api import Locator, Page, expect

from lessons import data
from lessons.learn.option_order import orders
from lessons.words import PHRASES

LESSON = "01-what-is-insourcing.ipynb"


@pytest.fixture(autouse=True)
def afresh(folder: Path) -> None:
    """Begin as a learner who has done nothing yet."""
    (folder / "my-work" / "progress.json").unlink(missing_ok=True)


def test_a_student_goes_through_lesson_one(
    desk: Page, lab: str, folder: Path, kept_traffic: Traffic
) -> None:
    open_lesson(desk, lab, LESSON)
    expect(desk.locator(".lessons-explorer")).to_have_count(0)

    predicted = part(desk, "At 800 hours of work a year")
    predicted.get_by_role("slider", name="Your prediction").press("Home")
    predicted.get_by_role("button", name="That is my prediction").click()
    said = predicted.get_by_role("status")
    expect(said).to_contain_text("You predicted 0 hours a year. The model finds 984 hours a year")
    expect(said).to_be_focused()
    expect(said.locator("svg.lessons-verdict-mark")).to_be_visible()
    assert said.get_attribute("data-level") == "wrong"
    expect(predicted.get_by_role("button", name="That is my prediction")).to_have_count(0)
    explorer = desk.locator(".lessons-explorer").first
    expect(explorer.locator(".legendtext", has_text="Your prediction")).to_be_visible()

    question = part(desk, "An hour of an agency, overhead included")
    check = question.get_by_role("button", name="Check")
    expect(check).to_have_class("lessons-primary")
    check.click()
    expect(question.get_by_role("status")).to_have_text("Not answered yet.")
    question.get_by_role("radio", name="The same as before").check()
    check.click()
    expect(question.get_by_role("status")).to_contain_text("that saving is gone")
    expect(question.get_by_role("status")).to_contain_text("The right answer is “No amount")
    wrong = mark_and_contrast(question)
    told = question.get_by_role("status").locator("p")
    before = told.element_handle()
    check.click()  # the same once more is told anew, for whoever hears the desk
    desk.wait_for_function("(line) => !line.isConnected", arg=before)
    expect(told).to_have_count(1)
    expect(question.get_by_role("button", name="Show the solution")).to_be_visible()
    expect(question.get_by_role("button", name="Hint")).to_have_count(0)  # the answer is out
    question.get_by_role("radio", name="No amount is enough").check()
    check.click()
    expect(question.get_by_role("status")).to_contain_text("Right. Nothing is saved")
    marks = mark_and_contrast(question)
    assert marks["shape"] != wrong["shape"]
    for one in (wrong, marks):
        assert one["contrast"] >= 3
    desk.emulate_media(forced_colors="active")
    assert mark_and_contrast(question)["contrast"] >= 3
    desk.emulate_media(forced_colors="none")
    expect(question.get_by_role("status")).not_to_contain_text("that saving is gone")

    exercise = part(desk, "The agency's rate is 110 dollars")
    expect(exercise.get_by_role("button", name="Show the solution")).to_have_count(0)
    for number in (1, 2, 3):
        exercise.get_by_role("button", name=f"Hint {number} of 3").click()
    expect(exercise.get_by_role("status").locator("p")).to_have_count(3)
    expect(exercise.get_by_role("button", name="Show the solution")).to_be_visible()
    box = exercise.get_by_role("textbox")
    for typed, told in (
        ("about 1655", "is not a number"),
        ("1.655", "A point begins the decimals here. Write 1655 without one."),
        ("<img src=x onerror=alert(1)>", "“<img src=x"),
        ("1,655", "Right. The saving on 1,655 hours a year"),
    ):
        box.fill(typed)
        box.press("Enter")
        expect(exercise.get_by_role("status")).to_contain_text(told)
    expect(exercise.locator("img")).to_have_count(0)

    progress = desk.locator(".lessons-progress")
    progress.scroll_into_view_if_needed()
    expect(progress.get_by_role("row").nth(1)).to_contain_text("1 of 5")
    with desk.expect_download() as download:
        progress.get_by_role("button", name="Save a receipt").click()
    receipt = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert receipt == json.loads((folder / "my-work" / "receipt.json").read_text("utf-8"))
    (lesson,) = (one for one in receipt["lessons"] if one["lesson"] == 1)
    tries = {one["name"]: one["tries"] for one in lesson["questions"]}
    assert tries == {"rate-below-your-own": 3, "faded-break-even": 2}

    asked = part(desk, "Which of these would people call insourcing?")
    before = asked.get_by_role("radio").evaluate_all("all => all.map((one) => one.value)")
    seed = json.loads((folder / "my-work" / "option-order.json").read_text("utf-8"))["seed"]
    mine = orders(data.lessons(), seed)["could-be-outsourced"]
    assert [int(place) for place in before] == mine
    shown = asked.locator("label span").all_text_contents()
    texts = [one.text for one in data.question("could-be-outsourced")[1].options]
    assert shown == [texts[place] for place in mine]

    desk.goto("about:blank")
    open_lesson(desk, lab, LESSON)
    asked = part(desk, "Which of these would people call insourcing?")
    assert asked.get_by_role("radio").evaluate_all("all => all.map((one) => one.value)") == before
    predicted = part(desk, "At 800 hours of work a year")
    expect(predicted.get_by_role("status")).to_contain_text("You predicted 0 hours a year.")
    expect(predicted.locator("input[type=range]")).to_have_value("0")
    expect(desk.locator(".lessons-explorer")).to_have_count(1)
    folds = desk.locator(".lessons-fold")
    expect(folds.first).to_be_hidden()  # what was predicted on an earlier day is explained
    expect(folds.nth(1)).to_be_visible()
    explained = desk.get_by_role("heading", name="Explain")
    expect(explained).to_have_count(1)
    explained.scroll_into_view_if_needed()
    expect(explained).to_be_visible()
    question = part(desk, "An hour of an agency, overhead included")
    expect(question.get_by_role("radio", name="No amount is enough")).to_be_checked()
    expect(question.get_by_role("status")).to_contain_text("You answered this one before. Right.")
    assert kept_traffic.strangers == []
    assert kept_traffic.complaints == []


def mark_and_contrast(question: Locator) -> dict:
    """Return the shape of the last verdict's mark, and its contrast with what it stands on."""
    return question.locator(".lessons-verdict-mark").last.evaluate(
        """(mark) => {
          const light = (color) => {
            const parts = color.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255);
            const [r, g, b] = parts.map((c) =>
              c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const under = getComputedStyle(mark.closest("section")).backgroundColor;
          const sides = [light(getComputedStyle(mark).stroke), light(under)].sort((a, b) => a - b);
          return { shape: mark.innerHTML, contrast: (sides[1] + 0.05) / (sides[0] + 0.05) };
        }"""
    )


def test_an_instructor_reveals_and_a_learner_forgets(desk: Page, lab: str, folder: Path) -> None:
    open_lesson(desk, lab, LESSON)
    predicted = part(desk, "At 800 hours of work a year")
    predicted.get_by_role("button", name="Show without predicting").press("Enter")
    desk.locator(".lessons-explorer").first.scroll_into_view_if_needed()
    expect(desk.locator(".lessons-explorer path.js-line").first).to_be_visible()
    expect(predicted.get_by_role("status")).to_have_text("Shown without a prediction.")
    assert not (folder / "my-work" / "progress.json").exists()

    question = part(desk, "Which of these would people call insourcing?")
    question.get_by_role("radio", name="that agencies offer to answer").check()
    question.get_by_role("button", name="Check").click()
    expect(question.get_by_role("status")).to_contain_text("Right.")
    progress = desk.locator(".lessons-progress")
    progress.scroll_into_view_if_needed()
    progress.get_by_role("button", name="Forget my progress").click()
    assert (folder / "my-work" / "progress.json").exists()
    progress.get_by_role("button", name="Forget everything? Press again").click()
    expect(progress.get_by_role("status")).to_contain_text("Forgotten.")
    assert not (folder / "my-work" / "progress.json").exists()


def test_own_inputs_are_checked_by_the_model(desk: Page, lab: str) -> None:
    open_lesson(desk, lab, LESSON)
    exercise = part(desk, "how high may the fixed cost")
    exercise.get_by_role("slider", name="Yearly volume").press("End")
    exercise.get_by_role("textbox", name="Your answer").fill(
        "366,000"
    )  # 3,000 hours save 122 each
    exercise.get_by_role("button", name="Check").click()
    expect(exercise.get_by_role("status")).to_contain_text("Right. With 3,000 hours a year")


def test_a_line_is_sketched_by_pointer_and_keyboard(desk: Page, lab: str, folder: Path) -> None:
    write_notebook(folder / "sketch.ipynb", SKETCH, "sketch")
    open_notebook(desk, lab, "sketch.ipynb")
    run_all(desk)
    area = desk.locator(".lessons-sketch-area")
    area.wait_for()
    desk.get_by_role("button", name="That is my prediction").click()
    expect(desk.get_by_role("status")).to_have_text(PHRASES["no_sketch"])
    drag(area, 0.01, 0.99, height=0.25)
    desk.get_by_role("slider", name="Cost at 20").focus()
    desk.keyboard.press("ArrowDown")
    desk.get_by_role("button", name="That is my prediction").click()
    expect(desk.get_by_role("status")).to_have_text("[75.0, 75.0, 74.0]")


SKETCH = """
from lessons.learn.prediction_panel import Prediction
across = [{"value": at, "text": str(at)} for at in (0, 10, 20)]
ticks = [{"value": at, "text": str(at)} for at in (0, 100)]
sketch = Prediction("Draw", "sketch", reveal=lambda given: (str(given), "near", None), sketch={
    "across": across, "ticks": ticks, "minimum": 0, "maximum": 100, "step": 1, "start": 50,
    "label": "Cost", "across_label": "Hours"})
"""
