"""What somebody types into a page is text, whatever it looks like."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lab import Traffic, opened_page, running_voila, write_notebook
from playwright.sync_api import BrowserContext, expect

MARKUP = '<b class="typed">x</b>'
CELLS = (
    "from lessons import explore, learn\ncase = explore.your_case()\ncase",
    "learn.memo(case)",
    'learn.question("faded-break-even")',
    'learn.predict("break-even-volume")',
    "explore.make_or_buy()",
)
PARTS = ("explorer", "case", "memo", "question", "prediction", "presenter-names")
# All boxes for words or numbers, on show or not.
BOXES = "input[type=text], textarea"
# Types into each of them and leaves it, as its own script hears of it.
TYPE = """(boxes, text) => boxes.map((box) => {
  box.value = box.maxLength < 0 ? text : text.slice(0, box.maxLength);
  for (const kind of ["input", "change", "blur"]) {
    box.dispatchEvent(new Event(kind, { bubbles: true }));
  }
  return box.value;
})"""
# How many boxes each of these parts has.
COUNT = """([parts, boxes]) => parts.map((part) =>
  document.querySelectorAll(`.lessons-${part} :is(${boxes})`).length)"""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Present a page with each kind of part that one can type into."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    write_notebook(folder / "typed.ipynb", *CELLS)
    flag = "--VoilaConfiguration.preheat_kernel=False"
    with running_voila(folder, tmp_path / "voila.log", flag) as address:
        yield f"{address}/voila/render/typed.ipynb"


def test_nothing_that_is_typed_becomes_html(
    context: BrowserContext, address: str, traffic: Traffic
) -> None:
    with opened_page(context) as page:
        traffic.watch(page)
        page.goto(f"{address}?volume={MARKUP}")
        wrong_link = page.locator(".lessons-explorer-message", has_text=MARKUP)
        expect(wrong_link).to_have_count(1)
        expect(page.locator(".lessons-explorer")).to_have_count(3)  # the prediction's with them
        explorer = page.locator(".lessons-explorer").last
        explorer.get_by_role("button", name="Present").click()
        expect(explorer.locator(".lessons-presenter-text")).to_contain_text("A demo of")
        explorer.press("k")  # heard once the bar has come from the kernel
        expect(explorer.locator(".lessons-presenter-names input")).to_have_count(1)
        assert min(page.evaluate(COUNT, [PARTS, BOXES])) > 0
        page.locator(BOXES).evaluate_all(TYPE, MARKUP)
        # What the kernel tells of the last box that was left, it tells after all others.
        expect(explorer.locator(".lessons-chart-kept")).to_contain_text(MARKUP)
        expect(page.get_by_text(f"must be a number; got “{MARKUP}”.")).not_to_have_count(0)
        expect(page.locator(".typed")).to_have_count(0)
        assert (traffic.strangers, traffic.complaints) == ([], [])
