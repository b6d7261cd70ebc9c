"""A chart in JupyterLab: after moves, and beside what else a page has loaded."""

from pathlib import Path

import pytest
from lab import Traffic, open_notebook, run_all, write_notebook
from playwright.sync_api import Page, expect

# What is seen of the traces, in the order in which it is painted: as it stands, and drawn anew.
SHAPES = """async (drawing) => {
  const seen = (mark) => [mark.tagName, mark.getAttribute("d"), mark.getAttribute("transform"),
    mark.children.length ? "" : mark.textContent].join(" ");
  const shape = () => [...drawing.querySelectorAll(".overplot *")].map(seen).join("\\n");
  const stands = shape();
  await (await globalThis[Symbol.for("lessons.plotly")]).redraw(drawing);
  return [stands, shape()];
}"""


# With two drawings, with bars, and with areas behind curves.
MOVED = {
    "service_advantage": "Extra cost of in-house service",
    "contract_enforcement": "Chance of winning",
    "make_or_buy": "Fixed cost in-house",
}


@pytest.fixture(scope="module")
def explorers(kept: tuple[Page, Traffic], lab: str, folder: Path) -> Page:
    """Open a notebook of an explorer of each kind, run."""
    page, _ = kept
    cells = (f"explore.{name}()" for name in MOVED)
    write_notebook(folder / "moved.ipynb", "from lessons import explore", *cells)
    open_notebook(page, lab, "moved.ipynb")
    run_all(page)
    expect(page.locator(".lessons-explorer")).to_have_count(len(MOVED))
    return page


@pytest.mark.parametrize("name", MOVED)
def test_a_picture_after_moves_is_the_one_drawn_from_nothing(explorers: Page, name: str) -> None:
    explorer = explorers.locator(".lessons-explorer").nth(list(MOVED).index(name))
    explorer.scroll_into_view_if_needed()
    explorer.locator(".overplot .trace").first.wait_for(state="attached")
    drawing = explorer.locator(".lessons-chart-drawing")
    thumb = explorer.get_by_role("slider", name=MOVED[name], exact=True)
    for _ in range(4):
        thumb.press("ArrowRight")
        expect(explorer.locator(".lessons-chart-sentence")).to_have_attribute("aria-busy", "false")
        stands, anew = drawing.evaluate(SHAPES)
        assert stands == anew


def test_two_amounts_of_money_in_a_text_are_no_formula(page: Page, lab: str, folder: Path) -> None:
    """A notebook with a formula loads what sets formulas, which reads $15k to $ as one."""
    write_notebook(folder / "money.ipynb", "from lessons import explore", "explore.your_case()")
    open_notebook(page, lab, "money.ipynb")
    page.evaluate("globalThis.MathJax ??= { version: '3.2.2', startup: {} }")
    run_all(page)
    page.locator(".overplot .trace").first.wait_for(state="attached")
    page.get_by_role("button", name="One guess moves").click()
    expect(page.locator(".overplot text", has_text="−$15k to $50k")).to_be_visible()
