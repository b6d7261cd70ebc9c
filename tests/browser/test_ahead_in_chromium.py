"""The chart ahead of its kernel: what the page draws before it is answered, and never draws."""

import random
from collections.abc import Callable, Iterator
from functools import partial

import canteen
import pytest
from page_kernel import PageKernel, as_json
from playwright.sync_api import Browser, Locator, Page

from lessons import explore
from lessons.widgets.explorer.explorer import Explorer
from lessons.words import PHRASES

POSITIONS = 40  # of each slider
WALK = 8  # of them one after the other
CHOOSE = """(presets, share) => {
  presets.selectedIndex = 1 + Math.floor((presets.length - 1) * share);
  presets.dispatchEvent(new Event("change"));
}"""
Open = Callable[[Explorer], PageKernel]


@pytest.fixture
def opened(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Return what opens an explorer on a plain page."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        yield lambda explorer: PageKernel(explorer, page, monkeypatch)


def slide(slider: Locator, share: float) -> None:
    """Move a thumb to a share of its track, as a pointer does."""
    slider.evaluate(
        """(slider, share) => {
          const { min, max, step } = slider;
          slider.value = Number(min) + Math.round((max - min) * share / step) * step;
          slider.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        share,
    )


def about_to_move(slider: Locator) -> None:
    """Come near a thumb with the pointer."""
    slider.dispatch_event("pointerenter")


def test_a_chart_moves_before_its_kernel_has_heard(opened: Open) -> None:
    kernel = opened(canteen.opened())
    slider = kernel.page.get_by_role("slider", name="Week")
    about_to_move(slider)
    kernel.rest()
    before = kernel.stands()
    slider.press("ArrowRight")
    ahead = kernel.stands()
    assert ahead["isAhead"]
    assert ahead["sentence"] != before["sentence"]
    kernel.rest()
    after = kernel.stands()
    assert after == {**ahead, "isAhead": False, "isHeard": True}
    assert (after["corrected"], plain(after["sentence"])) == (0, plain(kernel.explorer.sentence))


def plain(text: str) -> str:
    """Return a text with usual spaces, at which lines may end."""
    return text.replace("\u00a0", " ")


def sliders(page: Page) -> list[Locator]:
    return page.locator(".lessons-controls input[type=range]").all()


def wander(kernel: PageKernel, chance: random.Random) -> Iterator[None]:
    """Move each slider to its positions, in any order, with whatever else a learner does between.

    The kernel hears of some moves at once, and of others only after several.
    """
    page = kernel.page
    walks = [slider for slider in sliders(page) for _ in range(POSITIONS // WALK)]
    chance.shuffle(walks)
    buttons = [
        page.get_by_role("button", name=PHRASES[name], exact=True, include_hidden=True).first
        for name in ("keep", "forget", "reset", "present")
    ]
    presets = page.locator(".lessons-explorer-bar select").first
    others = [
        *(partial(button.dispatch_event, "click") for button in buttons),
        lambda: presets.evaluate(CHOOSE, chance.random()),
        lambda: kernel.explorer.overlay([]),
    ]
    for slider in walks:
        about_to_move(slider)
        kernel.rest()
        for _ in range(WALK):
            slide(slider, chance.random())
            if chance.random() < 0.1:
                chance.choice(others)()
            if chance.random() < 0.6:
                kernel.hear()
            if chance.random() < 0.5:
                kernel.answer()
            if kernel.work and chance.random() < 0.5:
                kernel.work.popleft()()
        kernel.rest()
        yield


@pytest.mark.parametrize("name", list(explore.catalogue()))
def test_a_page_at_rest_shows_what_its_kernel_says(opened: Open, name: str) -> None:
    """And no frame that was drawn before had to be corrected."""
    entry = explore.catalogue()[name]
    explorer = Explorer(entry, entry.model())
    kernel = opened(explorer)
    for _ in wander(kernel, random.Random(name)):  # noqa: S311 -- no secret
        stands = kernel.stands()
        assert (stands["isAhead"], stands["isHeard"], stands["corrected"]) == (False, True, 0)
        anew = Explorer(entry, explorer.scenario)
        assert plain(stands["sentence"]) == plain(anew.sentence)
        assert kernel.spec() == as_json(explorer.chart.spec)
    assert kernel.stands()["drawn"] > POSITIONS
