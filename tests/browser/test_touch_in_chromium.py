"""An explorer under a finger: a swipe that scrolls the page leaves the sliders as they are."""

from collections.abc import Iterator

import pytest
from page_kernel import PageKernel
from playwright.sync_api import Browser, CDPSession
from touch import swipe

from lessons import explore

TABLET = {"width": 820, "height": 600}


@pytest.fixture
def touched(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[PageKernel, CDPSession]]:
    """Open an explorer on a tablet."""
    with browser.new_context(viewport=TABLET, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        yield PageKernel(explore.make_or_buy(), page, monkeypatch), context.new_cdp_session(page)


def test_a_finger_that_scrolls_from_a_slider_on_leaves_it_as_it_was(touched):
    kernel, session = touched
    before = dict(kernel.explorer.scenario)
    slider = kernel.page.get_by_role("slider", name="Yearly volume", exact=True)
    stood = slider.input_value()
    # The browser takes the finger for one that scrolls, and says so in its own event.
    slider.evaluate(
        "(slider) => slider.addEventListener('pointercancel', () => globalThis.scrolls = true)"
    )
    swipe(session, slider, across=0, up=200)
    kernel.page.wait_for_function("() => globalThis.scrolls")
    kernel.rest()
    assert dict(kernel.explorer.scenario) == before
    assert slider.input_value() == stood


def test_a_finger_that_goes_along_a_slider_moves_it(touched):
    kernel, session = touched
    slider = kernel.page.get_by_role("slider", name="Yearly volume", exact=True)
    stood = slider.input_value()
    swipe(session, slider, across=150, up=0)
    kernel.rest()
    assert slider.input_value() != stood
    assert float(slider.input_value()) == kernel.explorer.scenario.volume
