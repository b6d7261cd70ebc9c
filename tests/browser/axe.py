"""What axe-core finds in a page of lessons, once everything in it is opened."""

from collections.abc import Iterator
from importlib.resources import files

from playwright.sync_api import Page

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
