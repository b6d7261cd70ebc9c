"""An explorer whose model fails at one place: the page says so, and its thumb goes back."""

from collections.abc import Iterator

import pytest
from faulty import FAILING, REASON, opened
from page_kernel import PageKernel
from playwright.sync_api import Browser, Page, expect

from lessons.words import PHRASES


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a plain page."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield context.new_page()


def test_a_fault_is_said_until_the_next_move_which_goes(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    explorer = opened("solve")
    explorer.controls.move(week=FAILING - 1)
    kernel = PageKernel(explorer, page, monkeypatch)
    before = kernel.stands()["sentence"]
    slider = page.get_by_role("slider", name="Week")
    said = page.get_by_role("alert").filter(has_text=PHRASES["part_fault"])
    slider.press("ArrowRight")
    with pytest.raises(ZeroDivisionError):
        kernel.rest()
    kernel.rest()
    expect(said).to_be_visible()
    expect(slider).to_have_value(str(FAILING - 1))
    assert kernel.stands()["sentence"] == before
    said.get_by_text(PHRASES["part_fault_details"]).click()
    expect(said.get_by_text(REASON)).to_be_visible()
    slider.press("ArrowLeft")
    kernel.rest()
    expect(said).to_be_hidden()
    assert explorer.scenario.week == FAILING - 2
    assert kernel.stands()["sentence"] != before


def test_a_tab_that_fails_stands_empty_and_not_on_its_way(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    explorer = opened("tabulate")
    explorer.controls.move(week=FAILING)
    kernel = PageKernel(explorer, page, monkeypatch)
    page.get_by_role("tab", name=PHRASES["table"]).click()
    kernel.rest()
    expect(page.get_by_role("alert").filter(has_text=PHRASES["part_fault"])).to_be_visible()
    expect(page.get_by_text(PHRASES["details_waiting"])).to_have_count(0)
    page.get_by_role("tab", name=PHRASES["about"]).click()
    kernel.rest()
    expect(page.get_by_role("tabpanel")).to_contain_text("Everybody is hungry.")
