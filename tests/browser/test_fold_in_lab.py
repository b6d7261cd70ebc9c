"""What explains a prediction is folded until the learner has committed or has chosen to look.

What folds it before the lesson was run is also tested in ``test_folds_in_chromium.py``.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from lab import Traffic, end_kernels, open_notebook, part, run_all, run_lesson, wait_for_kernel
from playwright.sync_api import Locator, Page, expect

LESSON, START = "01-what-is-insourcing.ipynb", "00-start-here.ipynb"
SETTING = "settings/@jupyterlab/notebook-extension/tracker.jupyterlab-settings"
FOLD = ".lessons-fold"
COMMIT, LOOK = "That is my prediction", "Look all the same"
# Scrolls to the top until a prediction is in view; JupyterLab scrolls, too, as it measures cells.
AT_THE_TOP = """() => {
  document.querySelector(".jp-WindowedPanel-outer").scrollTo(0, 0);
  const box = document.querySelector(".lessons-prediction")?.getBoundingClientRect();
  return box && box.top > 0 && box.bottom < innerHeight;
}"""
READ = ".jp-RenderedHTMLCommon, .jp-RenderedText"  # beside them is the editor, which is hidden
# Words of the explanations of lesson 1, one for each of its predictions, in their order.
EXPLAINED = (
    "The own team's fixed cost has to be spread over the hours",
    "It is easy to add 40% and stop at 8.4 days",
    "At 60% complexity the agency's people have 288 hours to learn",
    "Ana is the best at the launch, and yet Kofi should do it",
    "The supplier's advantage in production fades",
)
FURTHER = ("The lines cross at the", "Outsource: at 800 hours a year", "Idle people change the")


@pytest.fixture(scope="module")
def lesson(kept: tuple[Page, Traffic], lab: str, folder: Path) -> Iterator[Page]:
    """Open lesson 1 once as a learner who has done nothing, look at it unrun, and run it."""
    (folder / "my-work" / "progress.json").unlink(missing_ok=True)
    page, traffic = kept
    end_kernels(page, lab)  # a lesson that another test has run would open as it left it
    open_notebook(page, lab, LESSON)
    expect_folded(page, *EXPLAINED, *FURTHER)  # also as long as nothing has been run
    expect(page.locator(FOLD)).to_have_count(len(EXPLAINED))
    run_lesson(page)
    yield page
    assert traffic.complaints == []


def cell(page: Page, words: str) -> Locator:
    return page.locator(".jp-Cell").filter(has=page.locator(READ).filter(has_text=words)).first


def expect_open(page: Page, *texts: str) -> None:
    """Hold that cells are not hidden and take room, whether they are in view by now or not."""
    for words in texts:
        expect(cell(page, words)).not_to_have_attribute("hidden", "until-found")
        expect(cell(page, words)).not_to_have_js_property("offsetHeight", 0)


def expect_folded(page: Page, *texts: str) -> None:
    """Hold that cells take no room; a cell that is merely out of view keeps its own."""
    for words in texts:
        expect(cell(page, words)).to_have_js_property("offsetHeight", 0)


def asked(page: Page, place: int) -> Locator:
    """Return a prediction of lesson 1, with what follows it in its cell."""
    found = page.locator(".jp-Cell:has(.lessons-prediction)").nth(place)
    found.scroll_into_view_if_needed()
    return found


def test_all_that_names_an_answer_is_folded_at_first(lesson: Page) -> None:
    expect(lesson.locator(FOLD)).to_have_count(len(EXPLAINED))
    expect_folded(lesson, *EXPLAINED, *FURTHER)
    for place in range(len(EXPLAINED)):
        note = asked(lesson, place).get_by_role("note")
        expect(note).to_contain_text("folded here, because it names the answer")
        expect(note.get_by_role("button", name=LOOK)).to_be_visible()
    # For a screen reader, too, the explanations are not there.
    expect(lesson.get_by_role("heading", name="Check")).to_have_count(len(EXPLAINED))
    expect(lesson.get_by_role("heading", name="Explain")).to_have_count(0)


def test_an_untouched_prediction_is_no_prediction(lesson: Page, folder: Path) -> None:
    first = asked(lesson, 0)
    slider, box = first.get_by_role("slider"), first.get_by_role("textbox")
    commit, said = first.get_by_role("button", name=COMMIT), first.get_by_role("status")
    commit.click()
    expect(said).to_contain_text("Set your prediction first: move the slider or type a number.")
    slider.focus()
    lesson.keyboard.press("Tab")
    expect(box).to_be_focused()
    lesson.keyboard.press("Tab")
    lesson.keyboard.press("Enter")  # on the button: the focus alone touched nothing
    expect(said).to_contain_text("If you mean the middle, press Enter in the box.")
    box.fill("9999999")
    commit.click()
    expect(first.get_by_role("alert")).to_contain_text("must be between")
    commit.click()
    expect(said).to_contain_text("Set your prediction first")
    assert not (folder / "my-work" / "progress.json").exists()


def test_who_commits_to_the_middle_finds_task_and_explanation(lesson: Page) -> None:
    first = asked(lesson, 0)
    box = first.get_by_role("textbox", name="Your prediction")
    box.fill("1501")
    box.fill("1500")
    box.press("Enter")
    first.get_by_role("button", name=COMMIT).click()
    expect(first.get_by_role("status").first).to_contain_text("You predicted 1,500 hours a year.")
    expect_open(lesson, EXPLAINED[0], *FURTHER)
    expect_folded(lesson, EXPLAINED[1])
    first.scroll_into_view_if_needed()
    expect(first.locator(FOLD)).to_be_hidden()
    task = first.locator(".lessons-explorer-task")
    expect(task).to_contain_text("Move Yearly volume first.")
    assert task.locator("em").all_inner_texts() == ["Yearly volume", "Spare capacity"]
    slider = first.locator(".lessons-explorer").get_by_role("slider").first
    assert task.bounding_box()["y"] < slider.bounding_box()["y"]


def test_the_progress_has_followed_and_leads_on(lesson: Page) -> None:
    panel = lesson.locator(".lessons-progress")
    expect(panel.get_by_role("row").nth(1)).to_contain_text("1 of 5")
    following = panel.get_by_role("link", name="Next: lesson 1, the question about an agency")
    following.click()
    expect(part(lesson, "An hour of an agency, overhead included")).to_be_in_viewport()
    expect(lesson.locator(".lm-DockPanel-tabBar .lm-TabBar-tab")).to_have_count(1)


def test_who_looks_all_the_same_sees_explanation_and_explorer(lesson: Page) -> None:
    second = asked(lesson, 1)
    second.get_by_role("button", name=LOOK).press("Enter")
    explained = cell(lesson, EXPLAINED[1])
    expect(explained).to_be_focused()
    expect(second.locator(".lessons-explorer .main-svg").first).to_be_attached()
    expect(explained).to_be_in_viewport()
    expect_open(lesson, EXPLAINED[1])
    second.scroll_into_view_if_needed()
    expect(second.get_by_role("status").first).to_have_text("Shown without a prediction.")


def test_walking_through_a_fold_does_not_open_it(lesson: Page) -> None:
    third = asked(lesson, 2)
    third.locator(".lessons-prediction-kind").click()
    lesson.keyboard.press("Escape")
    lesson.keyboard.press("ArrowDown")
    lesson.keyboard.press("ArrowDown")
    expect(lesson.locator(".jp-Cell.jp-mod-active")).to_contain_text("Check")
    expect_folded(lesson, EXPLAINED[2])


def test_what_is_searched_for_opens_where_it_is_found(lesson: Page) -> None:
    place = cell(lesson, EXPLAINED[2]).get_attribute("data-windowed-list-index")
    found = lesson.locator(f".jp-Cell[data-windowed-list-index='{place}']")
    lesson.keyboard.press("Control+f")
    search = lesson.locator(".jp-DocumentSearch-overlay textarea").first
    search.fill("288 hours to learn")
    expect(lesson.locator(".jp-DocumentSearch-index-counter")).to_contain_text("/1")
    search.press("Enter")
    expect(found).not_to_have_js_property("offsetHeight", 0)
    expect(found).to_be_in_viewport()
    search.press("Escape")
    expect_folded(lesson, EXPLAINED[3])
    third = asked(lesson, 2)
    expect(third.get_by_role("button", name=COMMIT)).to_be_visible()  # it may still be made
    expect(third.locator(FOLD)).to_be_hidden()


def test_the_start_page_hears_at_once_of_an_answer_in_a_lesson(lesson: Page) -> None:
    lesson.get_by_role("listitem", name=START).dblclick()
    lesson.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell").first.wait_for()
    wait_for_kernel(lesson)
    run_all(lesson)
    panels = lesson.locator(".lessons-progress")
    expect(panels).to_have_count(2)
    expect(panels.last.get_by_role("link", name="Next: lesson 1, the question")).to_be_visible()
    lesson.get_by_role("tab", name=LESSON).click()
    fourth = asked(lesson, 3)
    fourth.get_by_role("radio").first.check()
    fourth.get_by_role("button", name=COMMIT).click()
    expect_open(lesson, EXPLAINED[3])
    for panel in panels.all():
        expect(panel).to_contain_text("2 of 5")
        expect(panel).to_contain_text(
            "Next: lesson 1, the question about what Ana's launch costs."
        )


@pytest.fixture
def windowed(page: Page, folder: Path) -> Iterator[Page]:
    """Let JupyterLab hold no more cells on its page than are in view."""
    setting = folder.parent / SETTING
    setting.parent.mkdir(parents=True, exist_ok=True)
    setting.write_text('{"windowingMode": "full"}', "utf-8")
    yield page
    setting.unlink()


def test_a_fold_stays_shut_where_cells_come_and_go(
    windowed: Page, lab: str, folder: Path, traffic: Traffic
) -> None:
    (folder / "my-work" / "progress.json").unlink(missing_ok=True)
    write_long_notebook(folder / "long.ipynb")
    open_notebook(windowed, lab, "long.ipynb")
    run_all(windowed)
    expect(windowed.locator(READ).get_by_text("After 39")).to_be_visible()
    cells = windowed.locator(".jp-Notebook .jp-Cell")
    assert cells.count() < 40
    windowed.wait_for_function(AT_THE_TOP)
    windowed.mouse.move(600, 500)
    for way in (1, -1, 1):
        for _ in range(12):
            windowed.mouse.wheel(0, way * 800)
            assert windowed.locator(".jp-Cell:has-text('Secret'):visible").count() == 0
    windowed.wait_for_function(AT_THE_TOP)
    windowed.get_by_role("radio").first.check()
    windowed.get_by_role("button", name=COMMIT).click()
    expect(windowed.locator(READ).get_by_text("Secret 0")).to_be_visible()
    assert traffic.complaints == []


def test_what_is_opened_before_the_lesson_was_run_stays_open(
    desk: Page, lab: str, folder: Path, kept_traffic: Traffic
) -> None:
    page, traffic = desk, kept_traffic
    write_long_notebook(folder / "unrun.ipynb", lessons=True)
    open_notebook(page, lab, "unrun.ipynb")
    explained = page.locator(".jp-Cell").filter(has_text="Secret 1").first
    expect(explained).to_have_js_property("offsetHeight", 0)
    page.keyboard.press("Control+f")
    search = page.locator(".jp-DocumentSearch-overlay textarea").first
    search.fill("Secret 4")
    expect(page.locator(".jp-DocumentSearch-index-counter")).to_contain_text("/1")
    search.press("Enter")
    expect(explained).not_to_have_js_property("offsetHeight", 0)
    search.press("Escape")
    page.get_by_role("button", name="Run this lesson").click()
    expect(page.get_by_role("button", name=COMMIT)).to_be_visible()
    expect(explained).not_to_have_js_property("offsetHeight", 0)
    expect(page.locator(FOLD).filter(visible=True)).to_have_count(0)
    assert traffic.complaints == []


def write_long_notebook(path: Path, **metadata: bool) -> None:
    """Write a prediction, ten cells that explain it and many that follow."""
    texts = [("Predict", ()), *((f"Secret {number}", ("explain",)) for number in range(10))]
    texts += [(f"After {number}\n\n" + "Long.\n\n" * 12, ()) for number in range(40)]
    made = [
        {
            "cell_type": "markdown",
            "id": f"text-{number}",
            "source": text,
            "metadata": {"tags": list(tags)},
        }
        for number, (text, tags) in enumerate(texts)
    ]
    code = {"cell_type": "code", "id": "ask", "metadata": {}, "outputs": []}
    code |= {"execution_count": None, "source": PREDICTION}
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    metadata = {"kernelspec": kernel, **metadata}
    content = {"cells": [made[0], code, *made[1:]], "metadata": metadata}
    path.write_text(json.dumps({**content, "nbformat": 4, "nbformat_minor": 5}), "utf-8")


PREDICTION = """
from lessons.learn.prediction_panel import Prediction
Prediction("Which?", "choice", options=["a", "b"], reveal=lambda given: ("Said.", "", None))
"""
