"""The table of guesses of one's own case: what stands in its boxes, what is said under them."""

from collections.abc import Iterator

import pytest
from page_kernel import PageKernel
from playwright.sync_api import Browser, expect

from lessons import explore
from lessons.models.your_case import CONSIDERATIONS, GUESSES

WIDTHS = range(320, 1281, 40)
LARGE = -912_000
CUT = """() => [...document.querySelectorAll(".lessons-control-table input")]
  .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
  .map(({ value }) => value)"""


@pytest.fixture
def case(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[PageKernel]:
    """Show a case on a plain page, in whose boxes stand amounts of seven letters and more."""
    explorer = explore.your_case()
    lines = (f"{one}_{guess}" for one in CONSIDERATIONS for guess in GUESSES)
    explorer.controls.move(**dict.fromkeys(lines, LARGE))
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield PageKernel(explorer, context.new_page(), monkeypatch)


def test_an_amount_is_seen_in_full_in_its_box_however_wide_the_page_is(case: PageKernel) -> None:
    assert case.page.locator(".lessons-control-table input").count() >= 18
    cut = {}
    for width in WIDTHS:
        case.page.set_viewport_size({"width": width, "height": 900})
        found = case.page.evaluate(CUT)
        if found:
            cut[width] = found
    assert cut == {}


def test_what_is_refused_is_told_of_under_its_row(case: PageKernel) -> None:
    table = case.page.locator(".lessons-control-table").first
    for row in (0, 2):
        line = table.locator("tbody tr:not(.lessons-control-remark)").nth(row)
        box = line.get_by_role("textbox").first
        box.fill("99999999")
        box.press("Enter")
        refusal = table.locator(".lessons-control-refusal")
        expect(refusal).to_contain_text("99,999,999")
        assert refusal.evaluate(
            "(said, row) => row.nextElementSibling.contains(said)", line.element_handle()
        )
