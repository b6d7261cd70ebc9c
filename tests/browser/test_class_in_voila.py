"""A class predicts together: the presenter's page in Voilà, and the step of a demo that asks."""

from collections.abc import Iterator

import pytest
from axe import AXE, FAULTS
from class_round import ClassRound
from lab import Traffic
from playwright.sync_api import Locator, Page, expect

from lessons.explore import make_or_buy
from lessons.words.unbroken import unbroken

LESSON = "01-what-is-insourcing.ipynb"
PROJECTOR = {"width": 1920, "height": 1080}


@pytest.fixture
def held(page: Page, presented: str) -> Iterator[ClassRound]:
    """Present lesson 1's main explorer on a projector, and hold a class on it."""
    page.set_viewport_size(PROJECTOR)
    page.goto(f"{presented}/voila/render/{LESSON}?explorer=make_or_buy")
    explorer = page.locator(".lessons-explorer").first
    expect(explorer.locator("path.js-line").first).to_be_visible()
    explorer.get_by_role("button", name="Present").press("Enter")
    expect(explorer.locator(".lessons-presenter-text")).to_contain_text("A demo of 5 steps")
    with ClassRound(page, presented) as held:
        yield held


def explorer_of(page: Page) -> Locator:
    return page.locator(".lessons-explorer").first


def test_a_step_of_the_demo_asks_the_class(held: ClassRound, traffic: Traffic) -> None:
    page, explorer = held.page, explorer_of(held.page)
    page.keyboard.press("n")
    expect(explorer.locator(".lessons-presenter-text")).to_have_text(make_or_buy.demo()[1]["ask"])
    page.keyboard.press("a")
    held.join(held.begun())
    # The chart would tell.
    expect(explorer.locator(".lessons-explorer-body")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= PROJECTOR["width"]
    held.commit(400, 450, 1_000)
    # While phones predict, no key takes the board away or goes on to the answer.
    closing = held.board.get_by_role("button", name="Close", exact=True)
    for key in ("n", "Escape", "a", "PageDown"):
        explorer.evaluate("root => root.focus()")
        page.keyboard.press(key)
        expect(closing).to_be_focused()
    expect(explorer.locator(".lessons-presenter-text")).to_have_text(make_or_buy.demo()[1]["ask"])
    expect(explorer.locator(".lessons-explorer-body")).to_be_hidden()
    page.evaluate(AXE)
    assert page.evaluate(FAULTS, [".lessons-class"]) == []
    held.close()
    assert page.evaluate(FAULTS, [".lessons-class"]) == []
    held.press("Reveal")
    expect(held.board.locator(".lessons-class-answer")).to_contain_text("The model finds 98")
    assert page.evaluate(FAULTS, [".lessons-class"]) == []
    expect(explorer.locator(".lessons-explorer-body")).to_be_visible()
    expect(explorer.locator(".legendtext", has_text="The class (3)").last).to_be_visible()
    assert "The model finds 98" in held.phones[0].seen()["answer"]
    # A key that is pressed twice asks nothing anew, and hides nothing.
    expect(explorer).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("a")
    expect(explorer.locator(".lessons-explorer-body")).to_be_visible()
    expect(held.board.locator(".lessons-class-answer")).to_contain_text("The model finds 98")
    page.keyboard.press("n")
    expect(explorer.locator(".lessons-class")).to_have_count(0)
    expect(explorer.locator(".lessons-presenter-text")).to_have_text(make_or_buy.demo()[1]["say"])
    expect(explorer.locator(".lessons-chart-sentence").last).to_contain_text("at 1,600 hours")
    assert traffic.strangers == []
    assert traffic.complaints == []


def test_an_explorers_own_number_is_asked_for(held: ClassRound) -> None:
    page, explorer = held.page, explorer_of(held.page)
    readout = explorer.locator(".lessons-presenter-readout")
    expect(readout).to_be_visible()
    page.keyboard.press("a")
    held.join(held.begun(), 2)
    expect(readout).to_be_hidden()
    ask = held.board.locator(".lessons-class-ask")
    expect(ask).to_have_text("By how much is one way cheaper than the other, a year?")
    held.commit(20_000, 300_000)
    held.close()
    held.press("Reveal")
    expect(held.board.locator(".lessons-class-answer")).to_have_text("The model finds $22,400.")
    expect(readout).to_be_visible()
    assert "too high" in held.phones[1].seen()["reason"]
    page.keyboard.press("Escape")
    expect(held.board).to_have_count(0)
    top = "root => Math.abs(root.getBoundingClientRect().top)"
    assert explorer.evaluate(top) < 2  # what is there now is seen from its beginning
    page.keyboard.press("a")
    expect(held.board.get_by_role("button", name="Put away")).to_be_visible()
    # With other inputs the same key asks for another number, in the same room.
    code = held.board.locator(".lessons-class-code").text_content()
    page.keyboard.press("3")
    expect(readout).to_contain_text("$95,600")
    page.keyboard.press("a")
    expect(ask).to_contain_text("Yearly volume 200 hours/year")
    expect(held.count).to_have_text("0 of 2 have committed")
    assert held.begun() == code
    assert unbroken(held.phones[0].seen()["asked"]["ask"]) == ask.text_content()


def test_a_page_that_is_loaded_anew_goes_on_with_its_room(held: ClassRound) -> None:
    page = held.page
    page.keyboard.press("a")
    code = held.begun()
    held.join(code)
    held.commit(20_000, 20_000, 300_000)
    page.reload()
    explorer = explorer_of(page)
    expect(explorer.locator(".lessons-presenter-text")).to_contain_text("A demo of 5 steps")
    expect(explorer.locator("path.js-line").first).to_be_visible()
    explorer.evaluate("root => root.focus()")
    page.keyboard.press("a")
    assert held.begun() == code
    expect(held.count).to_have_text("3 of 3 have committed")
    held.board.get_by_role("button", name="Close").focus()
    held.close()
    expect(held.board.locator(".lessons-chart-sentence")).to_contain_text("Predictions: 3")


def test_another_class_has_a_room_of_its_own(held: ClassRound) -> None:
    page = held.page
    page.keyboard.press("a")
    code = held.begun()
    held.join(code, 1)
    held.commit(20_000)
    held.close()
    with page.expect_download() as saved:
        held.board.get_by_role("button", name="Save and end the room").press("Enter")
    assert saved.value.suggested_filename == f"class-room-{code}.csv"
    expect(held.board.get_by_role("status")).to_contain_text("The room has ended.")
    assert held.phones[0].seen()["state"] == "ended"
    page.keyboard.press("a")
    expect(held.count).to_have_text("Nobody is in the room yet")
    assert held.begun() != code
