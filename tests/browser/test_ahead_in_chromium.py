"""The chart ahead of its kernel: what the page draws before it is answered, and never draws."""

import random
from collections.abc import Callable, Iterator
from functools import partial

import canteen
import pytest
from page_kernel import ASKED, PageKernel, as_json
from playwright.sync_api import Browser, Locator

from lessons import explore
from lessons.widgets.ahead import ahead
from lessons.widgets.explorer.explorer import Explorer
from lessons.words import PHRASES

PRESSED = """() => {
  document.querySelector("input[type=range]").dispatchEvent(new Event("pointerenter"));
  return kernel.slide([0, 0.9]);
}"""
POSITIONS = 16  # of each slider
WALK = 8  # of them one after the other
CHOOSE = """(presets, share) => {
  presets.selectedIndex = 1 + Math.floor((presets.length - 1) * share);
  presets.dispatchEvent(new Event("change"));
}"""
MOVES, MOST_GROWN = 1_000, 3_000_000  # bytes; with the kernel's half less than 5 MB
Open = Callable[[Explorer], PageKernel]


@pytest.fixture
def opened(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Return what opens an explorer on a plain page."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        yield lambda explorer: PageKernel(explorer, page, monkeypatch)


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
    moved = kernel.stands()
    assert moved["isAhead"]
    assert moved["sentence"] != before["sentence"]
    kernel.rest()
    after = kernel.stands()
    assert after == {**moved, "isAhead": False, "isHeard": True}
    assert (after["corrected"], plain(after["sentence"])) == (0, plain(kernel.explorer.sentence))


def test_a_slider_that_is_pressed_at_once_does_not_wait_for_a_question(opened: Open) -> None:
    """The kernel hears of the move first, and is asked for what lies ahead when it has time."""
    kernel = opened(canteen.opened())
    first = kernel.page.evaluate(PRESSED)
    assert [method for _, method, _ in first] == ["update"]
    kernel.page.evaluate(ASKED)
    assert [content["kind"] for _, _, content in kernel.page.evaluate("kernel.fetch()")] == [
        "ahead"
    ]


def plain(text: str) -> str:
    """Return a text as the kernel says it: lines may end anywhere."""
    return text.replace("\u00a0", " ").replace("\u2060", "")


def wander(kernel: PageKernel, chance: random.Random) -> Iterator[None]:
    """Move each slider to its positions, in any order, with whatever else a learner does between.

    The kernel hears of some moves at once, and of others only after several.
    """
    page = kernel.page
    thumbs = page.locator("input[type=range]").all()
    walks = [place for place in range(len(thumbs)) for _ in range(POSITIONS // WALK)]
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
    for place in walks:
        about_to_move(thumbs[place])
        kernel.rest()
        share = chance.random()
        for _ in range(WALK):
            is_near = chance.random() < 0.5
            share = share + chance.gauss(0, 0.02) if is_near else chance.random()
            share = min(max(share, 0.0), 1.0)
            kernel.slide(place, share)
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
def test_a_page_at_rest_shows_what_its_kernel_says(opened: Open, name: str, monkeypatch) -> None:
    """And no frame that was drawn before had to be corrected."""
    entry = explore.catalogue()[name]
    explorer = Explorer(entry, entry.model())
    kernel = opened(explorer)
    first = kernel.page.locator("input[type=range]").first
    about_to_move(first)
    kernel.rest()
    first.press("ArrowRight")
    assert kernel.stands()["isAhead"]
    monkeypatch.setattr(ahead, "MOST_SECONDS", 0.02)
    for _ in wander(kernel, random.Random(name)):  # noqa: S311 -- no secret
        stands = kernel.stands()
        assert (stands["isAhead"], stands["isHeard"], stands["corrected"]) == (False, True, 0)
        anew = Explorer(entry, explorer.scenario)
        assert plain(stands["sentence"]) == plain(anew.sentence)
        assert kernel.spec() == as_json(explorer.chart.spec)


def test_what_the_kernel_says_of_a_move_wins(opened: Open) -> None:
    """Were a frame ever wrong, it would be corrected, and counted."""
    kernel = opened(canteen.opened())
    pictured = kernel.explorer._ahead._pictured
    kernel.explorer._ahead._pictured = lambda values: (
        pictured(values)[0],
        {"sentence": "Something else."},
    )
    slider = kernel.page.get_by_role("slider", name="Week")
    about_to_move(slider)
    kernel.rest()
    slider.press("ArrowRight")
    assert kernel.stands()["sentence"] == "Something else."
    kernel.rest()
    stands = kernel.stands()
    assert plain(stands["sentence"]) == plain(kernel.explorer.sentence)
    assert stands["corrected"] == 1


def test_a_chart_never_goes_back_to_what_the_kernel_had_heard_before(opened: Open) -> None:
    """An answer to the first of three moves comes when the third one is drawn."""
    kernel = opened(canteen.opened())
    slider = kernel.page.get_by_role("slider", name="Week")
    about_to_move(slider)
    kernel.rest()
    slider.press("ArrowRight")
    kernel.hear()
    for _ in range(2):
        slider.press("ArrowRight")
    third = kernel.stands()
    kernel.answer()
    assert kernel.stands()["sentence"] == third["sentence"]
    kernel.rest()
    assert kernel.stands()["sentence"] == third["sentence"]


@pytest.mark.parametrize("is_merged", [True, False])
def test_a_thumb_that_is_put_back_shows_what_the_kernel_had_told(
    opened: Open, *, is_merged: bool
) -> None:
    """If it hears of both moves as one, nothing has changed for it, and it says nothing."""
    kernel = opened(explore.make_or_buy())
    slider = kernel.page.get_by_role("slider", name="Yearly volume")
    about_to_move(slider)
    kernel.rest()
    before = kernel.stands()
    slider.press("ArrowRight")
    if not is_merged:
        kernel.hear()
    assert kernel.stands()["isAhead"]
    slider.press("ArrowLeft")
    kernel.answer()  # to the first move, where it was heard by itself
    assert kernel.stands()["sentence"] == before["sentence"]
    kernel.hear(is_merged=is_merged)
    kernel.answer()
    stands = kernel.stands()
    assert (stands["sentence"], stands["isAhead"]) == (before["sentence"], False)
    kernel.rest()
    assert kernel.spec() == as_json(kernel.explorer.chart.spec)
    assert kernel.stands()["sentence"] == before["sentence"]


def test_a_kept_curve_makes_what_was_known_stale(opened: Open) -> None:
    """What comes next is drawn when the kernel has told it, with the kept curve."""
    kernel = opened(canteen.opened())
    slider = kernel.page.get_by_role("slider", name="Week")
    about_to_move(slider)
    kernel.rest()
    kernel.page.get_by_role("button", name=PHRASES["keep"]).click()
    before = kernel.stands()
    slider.press("ArrowRight")
    assert kernel.stands()["drawn"] == before["drawn"]
    kernel.rest()
    assert kernel.spec() == as_json(kernel.explorer.chart.spec)


def test_a_thousand_moves_leave_nothing_behind_in_the_page(opened: Open) -> None:
    """Neither frames nor questions pile up."""
    kernel = opened(explore.make_or_buy())
    chance = random.Random(18)  # noqa: S311 -- no secret
    thumbs = kernel.page.locator("input[type=range]").count()
    heap = kernel.page.context.new_cdp_session(kernel.page)

    def move(times: int) -> None:
        for count in range(times):
            kernel.slide(chance.randrange(thumbs), chance.random())
            if count % 20 == 19:
                kernel.rest()

    def used() -> int:
        heap.send("HeapProfiler.collectGarbage")
        return heap.send("Runtime.getHeapUsage")["usedSize"]

    move(50)
    before = used()
    move(MOVES)
    assert used() - before < MOST_GROWN
    assert not kernel.work
