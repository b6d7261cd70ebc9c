"""Two windows on one kernel: in neither does a slider stand beside a sentence of another value."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lab import open_notebook, run_all, save, write_notebook
from playwright.sync_api import Browser, Page, expect

LABEL = "Yearly volume"
FIRST = "at 800 hours a year"
DRAGGED = 12  # values of a drag that are told one by one
TURNS = 30  # of a slider that goes up and back

# What a window shows of an input, in each animation frame in which that is something new.
WATCH = """() => {
  const explorer = document.querySelector(".lessons-explorer");
  const [slider, box] = ["Yearly volume", "Yearly volume, number box"].map(
    (name) => [...explorer.querySelectorAll("input")].find((one) =>
      (one.labels?.[0]?.textContent ?? one.getAttribute("aria-label")) === name));
  const sentence = explorer.querySelector(".lessons-chart-sentence");
  globalThis.seen = [];
  globalThis.shown = () => [slider.ariaValueText.split(" ")[0], box.value,
    sentence.textContent.match(/at ([\\d,.]+)\\shours/)[1]];
  const look = () => {
    const now = shown();
    if (String(now) !== String(seen.at(-1))) seen.push(now);
    requestAnimationFrame(look);
  };
  look();
}"""

# A slider that goes up and back over and over, a step in each animation frame, and once more up.
TO_AND_FRO = """async (turns) => {
  const slider = [...document.querySelectorAll("input[type=range]")].find(
    (one) => one.labels?.[0]?.textContent === "Yearly volume");
  seen.length = 0;
  for (let turn = 0; turn <= 2 * turns; turn += 1) {
    if (turn % 2) slider.stepDown();
    else slider.stepUp();
    slider.dispatchEvent(new Event("input"));
    await new Promise(requestAnimationFrame);
  }
}"""

# A step of a slider in each animation frame, as a drag makes them.
DRAG = """async (steps) => {
  const slider = [...document.querySelectorAll("input[type=range]")].find(
    (one) => one.labels?.[0]?.textContent === "Yearly volume");
  seen.length = 0;
  for (let step = 0; step < steps; step += 1) {
    slider.stepUp();
    slider.dispatchEvent(new Event("input"));
    await new Promise(requestAnimationFrame);
  }
}"""


@pytest.fixture(scope="module")
def windows(browser: Browser, lab: str, folder: Path) -> Iterator[tuple[Page, Page]]:
    """Open one notebook twice, the second time as the first one has saved it."""
    name = "windows.ipynb"
    write_notebook(folder / name, "from lessons import explore", "explore.make_or_buy()")
    with browser.new_context() as one, browser.new_context() as other:
        pages = one.new_page(), other.new_page()
        for page in pages:
            page.set_viewport_size({"width": 1280, "height": 900})
            open_notebook(page, lab, name)
            if page is pages[0]:
                run_all(page)
            expect(page.locator(".lessons-chart-sentence")).to_contain_text(FIRST)
            save(page, name)
            expect(page.locator(".jp-mod-dirty")).to_have_count(0)
            page.locator("path.js-line").first.wait_for()
            page.evaluate(WATCH)
        yield pages


def at_rest(page: Page, shown: str) -> None:
    """Hold that slider, box and sentence of a window come to show one value."""
    expect(page.locator(".lessons-chart-sentence")).to_contain_text(f"at {shown} hours a year")
    page.wait_for_function("(all) => String(shown()) === all", arg=",".join([shown] * 3))


def test_the_other_window_follows_a_drag_with_slider_box_and_sentence_at_once(
    windows: tuple[Page, Page],
) -> None:
    moved, other = windows
    thumb = moved.get_by_role("slider", name=LABEL, exact=True)
    for step in range(DRAGGED):
        thumb.press("ArrowRight")
        at_rest(other, f"{850 + 50 * step:,}")
    thumb.press("Home")
    for page in windows:
        at_rest(page, "0")
    seen = other.evaluate("seen")
    assert len(seen) > DRAGGED
    assert [one for one in seen if len(set(one)) > 1] == []


def test_a_slider_never_goes_back_to_what_the_kernel_has_heard_of(
    windows: tuple[Page, Page],
) -> None:
    """A drag is ahead of the sentences that come back."""
    moved = windows[0]
    moved.get_by_role("slider", name=LABEL, exact=True).press("Home")
    at_rest(moved, "0")
    moved.evaluate(DRAG, DRAGGED)
    for page in windows:
        at_rest(page, f"{50 * DRAGGED:,}")
    stood = [float(slider.replace(",", "")) for slider, *_ in moved.evaluate("seen")]
    assert len(set(stood)) > DRAGGED / 2
    assert stood == sorted(stood)


def test_a_slider_that_is_moved_to_and_fro_keeps_each_step(windows: tuple[Page, Page]) -> None:
    """It stands again where the kernel last heard of it, and yet what is told of it is older."""
    moved = windows[0]
    moved.get_by_role("slider", name=LABEL, exact=True).press("Home")
    at_rest(moved, "0")
    moved.evaluate(TO_AND_FRO, TURNS)
    for page in windows:
        at_rest(page, "50")
    stood = {slider for slider, *_ in moved.evaluate("seen")}
    assert stood <= {"0", "50"}


def test_two_windows_that_move_at_once_come_to_rest_on_one_value(
    windows: tuple[Page, Page],
) -> None:
    """No message of the one makes the other one forget what it has moved since."""
    thumbs = [page.get_by_role("slider", name=LABEL, exact=True) for page in windows]
    for _ in range(3):
        for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowRight", "PageDown", "PageUp"):
            for thumb in thumbs:
                thumb.press(key)
        for page in windows:
            page.wait_for_function("() => new Set(shown()).size === 1")
    for thumb, key, shown in ((thumbs[1], "End", "3,000"), (thumbs[0], "Home", "0")):
        thumb.press(key)
        for page in windows:
            at_rest(page, shown)


def test_a_reset_in_one_window_takes_a_refusal_in_the_other_one_away(
    windows: tuple[Page, Page],
) -> None:
    moved, other = windows
    box = other.get_by_role("textbox", name=f"{LABEL}, number box")
    moved.get_by_role("slider", name=LABEL, exact=True).press("End")
    at_rest(other, "3,000")
    box.fill("-7")
    box.press("Enter")
    said = other.get_by_role("alert").filter(has_text="got −7.")
    expect(said).to_have_count(1)
    moved.get_by_role("button", name="Reset").click()
    at_rest(other, "800")
    expect(said).to_have_count(0)
