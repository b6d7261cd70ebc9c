"""The presenter bar before a class: real JupyterLab, real keys, the whole demo script."""

import json
import re
from pathlib import Path

import pytest
from lab import Traffic, open_notebook, run_all, run_anew, write_notebook
from playwright.sync_api import Locator, Page, expect
from test_explorer_in_lab import SENTENCE, curve, settled

from lessons import explore
from lessons.words.unbroken import unbroken

BAR = ".lessons-presenter"
DEMO = explore.make_or_buy.demo()
CELLS = ("from lessons import explore", "explore.make_or_buy()", "count = 41 + 1")


@pytest.fixture(scope="module")
def notebook(kept: tuple[Page, Traffic], lab: str, folder: Path) -> tuple[Page, Traffic]:
    """Open a notebook of one explorer once."""
    write_notebook(folder / "presented.ipynb", *CELLS)
    open_notebook(kept[0], lab, "presented.ipynb")
    return kept


@pytest.fixture
def presented(notebook: tuple[Page, Traffic], kept_traffic: Traffic) -> Page:
    """Run the notebook anew, and open the presenter bar by its button."""
    page, _ = notebook
    run_anew(page)
    curve(page, "In-house").wait_for()
    settled(page)
    expect(page.locator(BAR)).to_have_count(0)
    page.get_by_role("button", name="Present").focus()
    page.keyboard.press("Enter")
    page.locator(BAR).wait_for()
    return page


def readout(page: Page) -> Locator:
    return page.locator(".lessons-presenter-readout strong")


def values(page: Page) -> list[str]:
    """Return what the number boxes of the explorer hold."""
    return page.locator(".lessons-control-quantity input[type=text]").evaluate_all(
        "boxes => boxes.map((box) => box.value)"
    )


def sentence_of(step: dict) -> str:
    outcome = explore.make_or_buy.solve(explore.make_or_buy.scenario(**step["values"]))
    return explore.make_or_buy.view.describe(outcome)


def test_a_whole_demo_is_walked_by_keyboard_alone(presented: Page, kept_traffic: Traffic) -> None:
    page = presented
    text = page.locator(".lessons-presenter-text")
    expect(text).to_have_text(re.compile("A demo of 5 steps"))
    before = DEMO[0]
    for number, step in enumerate(DEMO[1:], start=1):
        page.keyboard.press("n")
        expect(text).to_have_text(step["ask"])
        expect(page.locator(".lessons-presenter-count")).to_have_text(f"Step {number} of 5: ask")
        for hidden in (SENTENCE, ".lessons-chart-title", ".lessons-presenter-readout"):
            expect(page.locator(hidden)).to_be_hidden()
        assert page.locator(SENTENCE).text_content() == unbroken(sentence_of(before))
        page.keyboard.press("PageDown")
        expect(text).to_have_text(step["say"])
        expect(page.locator(SENTENCE)).to_be_visible()
        expect(page.locator(SENTENCE)).to_have_text(sentence_of(step))
        before = step
    page.keyboard.press("n")  # there is no further step
    expect(text).to_have_text(DEMO[-1]["say"])

    for step, earlier in zip(DEMO[:0:-1], DEMO[-2::-1], strict=True):
        page.keyboard.press("b")
        expect(text).to_have_text(step["ask"])
        expect(page.locator(SENTENCE)).to_have_text(sentence_of(earlier))
        expect(page.locator(SENTENCE)).to_be_hidden()
        page.keyboard.press("PageUp")
    expect(text).to_have_text(re.compile("A demo of 5 steps"))
    expect(page.locator(SENTENCE)).to_be_visible()
    assert kept_traffic.complaints == []
    assert kept_traffic.strangers == []


def test_the_line_travels_and_ends_at_the_values_of_the_step(presented: Page) -> None:
    page = presented
    page.evaluate(
        """() => {
          const slider = document.querySelector(".lessons-control-quantity input[type=range]");
          globalThis.stops = [];
          const watch = () => {
            if (stops.at(-1) !== slider.value) stops.push(slider.value);
            if (slider.isConnected) requestAnimationFrame(watch);
          };
          watch();
        }"""
    )
    page.keyboard.press("n")
    page.keyboard.press("n")
    expect(page.locator(SENTENCE)).to_have_text(sentence_of(DEMO[1]))
    stops = [float(one) for one in page.evaluate("stops")]
    assert (stops[0], stops[-1]) == (800, 1_600)
    assert stops == sorted(stops)
    assert len(stops) > 3  # it is seen on its way; a busy machine shows fewer stops of it
    page.emulate_media(reduced_motion="reduce")
    page.evaluate("stops.length = 0")
    page.keyboard.press("r")
    expect(page.locator(SENTENCE)).to_have_text(sentence_of(DEMO[0]))
    assert set(page.evaluate("stops")) <= {"1600", "800"}


def test_points_stay_as_large_while_they_move(presented: Page) -> None:
    page = presented
    page.evaluate(
        """() => {
          globalThis.shapes = new Set();
          globalThis.places = new Set();
          const watch = () => {
            const point = document.querySelector(".lessons-chart-drawing .points path");
            if (!point) return; // another explorer is on its way
            shapes.add(point.getAttribute("d"));
            places.add(point.getAttribute("transform"));
            requestAnimationFrame(watch);
          };
          watch();
        }"""
    )
    page.get_by_role("slider", name="Yearly volume").press("End")
    expect(page.locator(SENTENCE)).to_contain_text("at 3,000 hours a year")
    settled(page)
    page.wait_for_function("places.size > 1")
    assert page.evaluate("[shapes.size, places.size]") == [1, 2]


def test_a_move_gives_way_to_the_next_key_and_to_a_slider(presented: Page) -> None:
    page = presented
    for key in "nnnn":  # the second step is asked for while the first still travels
        page.keyboard.press(key)
    expect(page.locator(".lessons-presenter-text")).to_have_text(DEMO[2]["say"])
    expect(page.locator(SENTENCE)).to_have_text(sentence_of(DEMO[2]))
    slider = page.get_by_role("slider", name="Yearly volume")
    slider.focus()
    page.keyboard.press("r")  # from 200 hours to 800
    page.keyboard.press("End")
    expect(slider).to_have_attribute("aria-valuetext", "3,000 hours/year")
    expect(page.locator(SENTENCE)).to_contain_text("at 3,000 hours a year")
    page.wait_for_timeout(300)
    expect(slider).to_have_attribute("aria-valuetext", "3,000 hours/year")


def test_a_move_of_a_slider_is_still_one_message_with_the_number(
    presented: Page, kept_traffic: Traffic
) -> None:
    expect(readout(presented)).to_have_text("$22,400")
    slider = presented.get_by_role("slider", name="Price of the supplier")
    slider.press("ArrowRight")
    expect(readout(presented)).to_have_text("$21,520")
    settled(presented)
    kept_traffic.forget()
    slider.press("ArrowRight")
    expect(readout(presented)).to_have_text("$20,640")
    settled(presented)
    presented.wait_for_timeout(300)
    assert kept_traffic.answers == 1
    assert len(kept_traffic.moves[0]) < 8_000


def cells(page: Page) -> list:
    """Return the source of each cell, and whether it was run anew or is being written in."""
    return page.locator(".jp-Notebook .jp-Cell").evaluate_all(
        """cells => cells.map((cell) => [
          cell.querySelector(".cm-content")?.textContent,
          cell.querySelector(".jp-InputPrompt")?.textContent,
          cell.className.includes("jp-mod-collapsed"),
        ])"""
    )


def test_no_key_reaches_the_notebook(presented: Page) -> None:
    """Among them are those that insert, delete, cut, paste, split, merge, run and turn cells."""
    page = presented
    found = cells(page)
    assert len(found) == 3
    for key in "abcdeghijklnoqrstuvwxyz0123456789?":
        page.keyboard.press(key)
        page.keyboard.press(key)
    boxes = page.get_by_role("textbox", name=re.compile("Name of kept curve"))
    expect(boxes).to_have_count(2)
    page.keyboard.press("m")
    expect(boxes.last).to_be_focused()
    page.keyboard.type("dda")
    expect(boxes.last).to_have_value("dda")
    page.keyboard.press("Enter")
    for full in ("document.fullscreenElement", "!document.fullscreenElement"):
        page.keyboard.press("f")
        page.wait_for_function(full)  # else the next one would be asked for the same once more
    for key in ("Shift+Enter", "Control+Enter", "Alt+Enter", "Shift+M", "PageUp", "PageDown"):
        page.get_by_role("button", name="Present").focus()
        page.locator(".lessons-explorer").evaluate("root => root.focus()")
        page.keyboard.press(key)
    page.locator(".lessons-chart-drawing").click()
    for key in "ddxab":
        page.keyboard.press(key)
    page.wait_for_timeout(500)
    assert cells(page) == found
    expect(page.get_by_text("| Idle")).to_be_visible()
    assert page.evaluate(
        "document.querySelector('.lessons-explorer').contains(document.activeElement)"
    )


def test_in_a_text_box_keys_are_letters(presented: Page) -> None:
    page = presented
    box = page.get_by_role("textbox", name="Yearly volume, number box")
    box.fill("")
    box.press_sequentially("2s1n")
    expect(box).to_have_value("2s1n")
    expect(page.locator(SENTENCE)).to_be_visible()
    expect(page.locator(".lessons-presenter-text")).to_have_text(re.compile("A demo of"))


def test_a_name_may_be_typed_while_another_curve_is_kept(presented: Page) -> None:
    page = presented
    page.keyboard.press("k")
    name = page.get_by_role("textbox", name="Name of kept curve 1")
    expect(name).to_have_value("Cited rates")
    page.keyboard.press("m")
    page.keyboard.type("Ours ")
    keep = page.get_by_role("button", name="Keep this curve").last
    keep.dispatch_event("click")  # as the answer to a key that was pressed before: no focus moves
    expect(page.get_by_role("textbox", name="Name of kept curve 2")).to_be_visible()
    expect(name).to_be_focused()
    page.keyboard.type("now")
    page.keyboard.press("Enter")
    expect(page.locator(".lessons-chart-kept")).to_contain_text("1 “Ours now”")


def test_presets_reset_and_sentence_have_keys(presented: Page) -> None:
    page = presented
    page.keyboard.press("2")
    preset = page.get_by_role("button", name="Spare capacity", exact=True)
    expect(preset).to_have_attribute("aria-pressed", "true")
    expect(page.locator(SENTENCE)).to_contain_text("$73,600 cheaper")
    page.keyboard.press("s")
    for hidden in (SENTENCE, ".lessons-chart-title", ".lessons-presenter-readout"):
        expect(page.locator(hidden)).to_be_hidden()
    page.keyboard.press("r")
    page.get_by_role("button", name="Show sentence").click()
    expect(page.locator(SENTENCE)).to_have_text(sentence_of(DEMO[0]))
    expect(page.get_by_role("button", name="Hide sentence")).to_be_visible()
    page.keyboard.press("?")
    keys = page.locator(".lessons-presenter-keys")
    expect(keys).to_contain_text("Full screen; Escape leaves it")
    expect(page.get_by_role("button", name="Keys", exact=True)).to_have_attribute(
        "aria-expanded", "true"
    )
    page.keyboard.press("?")
    expect(keys).to_be_hidden()


def test_kept_curves_have_names_that_are_shown_as_they_are_typed(presented: Page) -> None:
    page = presented
    page.keyboard.press("k")
    name = page.get_by_role("textbox", name="Name of kept curve 1")
    expect(name).to_have_value("Cited rates")
    told = page.locator(".lessons-chart-kept")
    expect(told).to_have_text("Kept: 1 “Cited rates”")
    page.keyboard.press("m")
    expect(name).to_be_focused()
    page.keyboard.type("<b>No</b> & k")
    page.keyboard.press("Enter")
    expect(told).to_have_text("Kept: 1 “<b>No</b> & k”")
    assert page.locator(".lessons-explorer b").count() == 0
    page.keyboard.press("2")
    expect(page.locator(SENTENCE)).to_contain_text("$73,600 cheaper")
    page.keyboard.press("k")
    expect(page.get_by_role("textbox", name="Name of kept curve 2")).to_have_value(
        "Spare capacity"
    )
    page.keyboard.press("4")
    page.keyboard.press("k")
    expect(page.get_by_role("button", name="Keep this curve").last).to_be_disabled()
    page.keyboard.press("c")
    expect(page.get_by_role("textbox", name="Name of kept curve")).to_have_count(0)
    expect(told).to_be_hidden()


def test_full_screen_and_back(presented: Page) -> None:
    page = presented
    is_full = "document.fullscreenElement?.classList.contains('lessons-explorer') ?? false"
    page.keyboard.press("f")
    page.wait_for_function(is_full)
    expect(page.get_by_role("button", name="Leave full screen")).to_be_visible()
    page.locator(".lessons-chart-drawing").click()
    page.keyboard.press("n")
    expect(page.locator(".lessons-presenter-text")).to_have_text(DEMO[1]["ask"])
    page.keyboard.press("Escape")
    page.wait_for_function(f"!({is_full})")
    expect(page.get_by_role("button", name="Full screen", exact=True)).to_be_visible()


def test_the_bar_goes_as_it_came_and_is_remembered_on_this_page_alone(
    presented: Page, lab: str, folder: Path
) -> None:
    page = presented
    run_all(page)
    page.locator(BAR).wait_for()
    page.get_by_role("button", name="Present").press("p")
    expect(page.locator(BAR)).to_have_count(0)
    expect(page.get_by_role("button", name="Present")).to_be_focused()
    expect(page.get_by_role("combobox", name="Preset")).to_be_visible()
    root = page.locator(".lessons-explorer")
    expect(root).not_to_have_attribute("data-lm-suppress-shortcuts", "true")
    page.get_by_role("button", name="Present").click()
    page.locator(BAR).wait_for()
    write_notebook(folder / "other.ipynb", *CELLS)
    open_notebook(page, lab, "other.ipynb")
    run_all(page)
    curve(page, "In-house").wait_for()
    settled(page)
    expect(page.locator(BAR)).to_have_count(0)
    saved = json.loads((folder / "other.ipynb").read_text())
    assert "presenting" not in str(saved)
