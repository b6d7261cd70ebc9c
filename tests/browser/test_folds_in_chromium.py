"""What folds an explanation before its prediction has run, in cells that stand in for Jupyter's.

How the prediction itself folds, in a real JupyterLab, is in ``test_fold_in_lab.py``.
"""

from collections.abc import Iterator

import pytest
from page_scripts import load
from playwright.sync_api import Browser, Page, expect

from lessons.widgets.page import styles
from lessons.words import on_page

# A lesson as the notebook knows it: what kind a cell is, what it says, whether it explains.
LESSON = [
    ["markdown", "A question", False],
    ["code", "", False],
    ["markdown", "The first answer", True],
    ["markdown", "More of the first answer", True],
    ["markdown", "Check", False],
    ["code", "", False],
    ["markdown", "The second answer", True],
]
# Makes the cells, and the folds of a notebook that holds them; `ask` puts a prediction into one.
MADE = """([cells, words]) => {
  const signal = () => ({ heard: [], connect(one) { this.heard.push(one); } });
  const node = document.body.appendChild(document.createElement("div"));
  const widgets = cells.map(([type, text, explains]) => {
    const cell = node.appendChild(document.createElement("div"));
    cell.className = "jp-Cell";
    cell.append(text);
    return { node: cell, model: { type, getMetadata: () => explains ? ["explain"] : undefined } };
  });
  const notebook = { node, widgets, activeCellChanged: signal(), disposed: signal() };
  globalThis.folds = new Folds(notebook, words);
  globalThis.ask = (place) => {
    const prediction = widgets[place].node.appendChild(document.createElement("section"));
    prediction.className = "lessons-prediction";
    document.dispatchEvent(new Event("lessons-folds"));
  };
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a page with a lesson that has not been run."""
    with browser.new_context() as context:
        page = context.new_page()
        page.add_style_tag(content=styles("panel", "fold"))
        load(page, "server/labextension/static/folds.js", "Folds")
        page.evaluate(MADE, [LESSON, on_page("fold")])
        yield page


def expect_shown(page: Page, *texts: str) -> None:
    """Hold which of the cells that explain take room on the page."""
    for _, text, explains in LESSON:
        if explains:
            cell = page.locator(".jp-Cell").filter(has_text=text).first
            height = cell.evaluate("(cell) => cell.offsetHeight")
            assert (height > 0) == (text in texts), text


def test_an_explanation_is_folded_before_the_lesson_was_run(page: Page) -> None:
    expect_shown(page)
    notes = page.get_by_role("note")
    expect(notes).to_have_count(2)
    expect(notes.first).to_contain_text("folded here, because it names the answer")
    expect(page.locator(".jp-Cell").nth(1).get_by_role("note")).to_have_count(1)
    page.emulate_media(media="print")
    expect(page.get_by_text("More of the first answer")).to_be_visible()
    expect(notes.first).to_be_hidden()


def test_who_looks_all_the_same_opens_one_explanation_and_stands_there(page: Page) -> None:
    page.get_by_role("button", name="Look all the same").first.press("Enter")
    expect_shown(page, "The first answer", "More of the first answer")
    expect(page.get_by_text("The first answer", exact=True)).to_be_focused()
    expect(page.get_by_role("note")).to_have_count(1)
    page.evaluate("folds.renew()")  # a cell was run, or cleared
    expect_shown(page, "The first answer", "More of the first answer")


def test_what_the_browser_finds_opens(page: Page) -> None:
    page.evaluate("""() => folds.notebook.widgets[3].node.dispatchEvent(
      new Event("beforematch", { bubbles: true }))""")
    expect_shown(page, "The first answer", "More of the first answer")


@pytest.mark.parametrize("is_open", [True, False])
def test_a_prediction_that_has_come_folds_for_itself(page: Page, is_open: bool) -> None:
    nodes = "folds.notebook.widgets.slice(2, 4).map(({ node }) => node)"
    if is_open:
        page.evaluate(f"{nodes}.forEach((node) => node.removeAttribute('hidden'))")
    page.evaluate("ask(1)")
    expect_shown(page, *(("The first answer", "More of the first answer") if is_open else ()))
    expect(page.get_by_role("note")).to_have_count(1)
    page.get_by_role("button", name="Look all the same").click()
    page.evaluate(f"{nodes}.forEach((node) => node.removeAttribute('hidden'))")
    expect_shown(page, "The first answer", "More of the first answer", "The second answer")
    expect(page.get_by_role("note")).to_have_count(0)
