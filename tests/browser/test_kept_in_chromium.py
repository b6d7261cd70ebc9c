"""The button that keeps curves, on a plain page."""

import pytest
from page_kernel import PageKernel
from playwright.sync_api import Browser, expect

from lessons import explore


@pytest.mark.parametrize(("name", "shown"), [("staff_allocation", 0), ("make_or_buy", 1)])
def test_curves_can_be_kept_only_of_a_chart_that_has_some(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, name: str, shown: int
) -> None:
    with browser.new_context() as context:
        kernel = PageKernel(explore.entry(name)(), context.new_page(), monkeypatch)
        keep = kernel.page.get_by_role("button", name="Keep this curve", exact=True)
        expect(keep).to_have_count(shown)
