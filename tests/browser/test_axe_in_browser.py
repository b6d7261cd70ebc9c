"""What axe-core finds in all that the lessons show, once everything in them is opened."""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from lab import end_kernels
from playwright.sync_api import Page

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
LESSONS = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
IN_LAB = "05-your-own-case.ipynb"  # it has parts of every kind but the game
SETTING = "settings/@jupyterlab/apputils-extension/themes.jupyterlab-settings"
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
WIDE = {"width": 1280, "height": 800}
NARROW = {"width": 320, "height": 800}  # what is left of 1,280 pixels at 400 %
# JupyterLab's own parts are not the lessons' to mend.
OURS = [".jp-RenderedMarkdown", ".jp-OutputArea-output", ".lessons-bar"]
WHOLE = ["html"]
DETAILS = [".lessons-explorer-tabs", ".lessons-explorer-details"]
TABS = {"What would reverse it?": DETAILS, "Table": DETAILS, "About": WHOLE}

# In JupyterLab a lesson scrolls within its panel. What is scrolled out of that axe-core takes for
# hidden, and asks no contrast of it. So the panels let all be seen, on the notebook's own ground.
UNROLL = """() => {
  const notebook = document.querySelector(".jp-Notebook");
  const { backgroundColor } = getComputedStyle(notebook);
  for (let at = notebook.querySelector(".jp-WindowedPanel-inner"); at; at = at.parentElement) {
    at.style.setProperty("overflow", "visible", "important");
    at.style.setProperty("background", backgroundColor, "important");
  }
}"""
# Of words drawn in a chart axe-core cannot tell what stands behind them.
FAULTS = """async (parts) => {
  // What follows the size of the page has done so by the second frame.
  for (const _ of [1, 2]) await new Promise((drawn) => requestAnimationFrame(drawn));
  const include = parts.filter((part) => document.querySelector(part)).map((part) => [part]);
  // It would fetch all style sheets anew for a rule that it leaves out by default.
  const options = { resultTypes: ["violations"], preload: { assets: ["media"] } };
  const context = { include, exclude: [[".js-plotly-plot"]] };
  const { violations } = await axe.run(context, options);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, any, all, none }) =>
    [id, html.slice(0, 200), ...[...any, ...all, ...none].map((one) => one.message)].join("; ")));
}"""
PRESS = """(text) => [...document.querySelectorAll(":is(button, [role=tab])")]
  .filter((one) => one.textContent === text && one.checkVisibility() && !one.disabled)
  .map((one) => one.click()).length"""
SHOWN = """() => {
  const all = (parts) => [...document.querySelectorAll(parts)];
  return all(".lessons-prediction").every(({ parentElement: place }) =>
      place.querySelector(".lessons-explorer"))
    && all(".lessons-explorer, .lessons-decision").every((one) => one.querySelector(".main-svg"));
}"""
# An answer that is no number, or the first option; and a number that is refused by its box.
ANSWER = """() => {
  const boxes = document.querySelectorAll(".lessons-question-number input");
  for (const box of boxes) box.value = "much";
  for (const group of document.querySelectorAll(".lessons-question .lessons-options")) {
    group.querySelector("input").checked = true;
  }
  const box = document.querySelector(".lessons-explorer .lessons-control input[type=text]");
  box.value = "much";
  box.dispatchEvent(new Event("change", { bubbles: true }));
}"""
ANSWERED = """() => [...document.querySelectorAll(".lessons-question-said")]
  .every((said) => said.querySelector("[data-key^=verdict]"))"""
OPENED = """() => [...document.querySelectorAll(".lessons-explorer-details")]
  .every((details) => details.children.length)"""


def press(page: Page, text: str) -> int:
    """Press every button of that text that can be pressed, and return how many there were."""
    return page.evaluate(PRESS, text)


def open_all(page: Page) -> None:
    """Show each explorer with all its inputs, answer each question, and play the game."""
    press(page, "Show without predicting")
    page.wait_for_function(SHOWN)
    press(page, "More inputs")
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    page.evaluate(ANSWER)
    press(page, "Check")
    page.wait_for_function(ANSWERED)
    press(page, "Hint 1 of 2")
    if press(page, "Start with the agency"):
        page.locator(".lessons-decision-change").click()
        while not page.get_by_role("button", name="Play again").is_visible():
            press(page, "One week on")
    page.get_by_role("button", name="Present").first.click()
    page.locator(".lessons-presenter").wait_for()


def faults(page: Page, whole: list[str]) -> Iterator[str]:
    """Find what is wrong with a page that was opened, wide and narrow, tab by tab."""
    page.evaluate(AXE)
    open_all(page)
    if whole is OURS:
        page.evaluate(UNROLL)
    page.set_viewport_size(NARROW)
    yield from page.evaluate(FAULTS, whole)
    for tab, parts in TABS.items():
        press(page, tab)
        page.wait_for_function(OPENED)
        page.set_viewport_size(WIDE if parts is WHOLE else NARROW)
        yield from page.evaluate(FAULTS, whole if parts is WHOLE else parts)


@pytest.fixture
def dark_lab(lab: str, folder: Path) -> Iterator[str]:
    """Have JupyterLab show itself to somebody who has chosen its dark theme."""
    setting = folder.parent / SETTING
    setting.parent.mkdir(parents=True, exist_ok=True)
    setting.write_text(json.dumps({"theme": "JupyterLab Dark"}), encoding="utf-8")
    yield lab
    setting.unlink()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=str)
def test_nothing_is_wrong_with_the_start_page(page: Page, presented: str, size: dict) -> None:
    page.set_viewport_size(size)
    page.goto(presented)
    page.evaluate(AXE)
    assert page.evaluate(FAULTS, WHOLE) == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_nothing_is_wrong_with_a_presented_lesson(page: Page, presented: str, lesson: str) -> None:
    page.goto(f"{presented}/voila/render/{lesson}")
    page.locator(".lessons-progress").wait_for()
    assert list(faults(page, WHOLE)) == []


def test_nothing_is_wrong_with_what_stands_in_a_dark_jupyterlab(page: Page, dark_lab: str) -> None:
    end_kernels(page, dark_lab)
    page.goto(f"{dark_lab}/doc/tree/{IN_LAB}?reset")
    page.wait_for_function("document.body.dataset.jpThemeName === 'JupyterLab Dark'")
    page.get_by_role("button", name="Run this lesson").wait_for()
    page.evaluate(AXE)
    assert page.evaluate(FAULTS, OURS) == []
    press(page, "Run this lesson")
    page.locator(".lessons-progress").wait_for()
    assert list(faults(page, OURS)) == []
