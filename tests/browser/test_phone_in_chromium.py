"""A phone's page in a class: how it looks, by which ways it is used, and what it survives."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlparse

import pytest
from axe import AXE, FAULTS
from class_phones import CHOICE, NUMBER, SHARE, SKETCH, Presenter
from lab import Traffic, drag
from line import line_to
from playwright.sync_api import Browser, Page, Route, expect
from touch import swipe

from lessons.words import PHRASES, on_page

LARGEST = 40_000  # bytes of all that a phone loads
TARGET = 44  # pixels
PHONE = {"is_mobile": True, "has_touch": True}
LOOKS = {
    "390": {"viewport": {"width": 390, "height": 844}},
    "390 dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
    "320": {"viewport": {"width": 320, "height": 568}},
    "320 dark": {"viewport": {"width": 320, "height": 568}, "color_scheme": "dark"},
}
LONG_PAGE = "document.body.style.paddingBottom = '100vh'"
LARGE_TYPE = "document.documentElement.style.fontSize = '200%'"
# What of a page reaches beyond the phone, whose page grows with it, or is too small for a finger.
# Points of a line are pulled in their area, and are sliders for the keyboard alone.
BEYOND = """() => [...document.querySelectorAll("main *")]
  .filter((one) => one.checkVisibility() && !one.closest("noscript, legend"))
  .filter((one) => one.getBoundingClientRect().right > screen.width + 0.5)
  .map((one) => one.outerHTML.slice(0, 120))
  .concat(document.documentElement.scrollWidth > screen.width ? ["the page"] : [])"""
SMALL = """(least) => [...document.querySelectorAll("button, input, label:has(input)")]
  .filter((one) => !one.matches("label input, .lessons-sketch input"))
  .filter((one) => one.getBoundingClientRect().height < least)
  .map((one) => one.outerHTML.slice(0, 120))"""
# Of the values along a line, those that the next one lies on.
COVERED = """() => [...document.querySelectorAll(".lessons-sketch-at")]
  .map((one) => one.getBoundingClientRect())
  .filter(({ right }, place, all) => right > all[place + 1]?.left)
  .length"""
MARKUP = "<img src=x onerror=alert(1)>"
LONG = (
    "How many units of the candy bar does a supplier have to sell before the own team is cheaper?"
)
SAID = on_page("phone", "predicting", "number_box")


@pytest.fixture
def presenter(presented: str) -> Iterator[Presenter]:
    """Open a room, and end it after the test."""
    presenter = Presenter(presented)
    presenter.open()
    yield presenter
    presenter.do("end")


@contextmanager
def phone(
    browser: Browser, address: str, code: str, look: str = "390", script: str = ""
) -> Iterator[Page]:
    """Open the page of a room on a phone; nothing may go wrong in it."""
    traffic = Traffic()
    with browser.new_context(**PHONE, **LOOKS[look]) as context:
        page = context.new_page()
        traffic.watch(page)
        if script:
            page.add_init_script(f"addEventListener('DOMContentLoaded', () => {{ {script} }})")
        page.goto(f"{address}/class/{code}")
        yield page
    assert traffic.strangers == []
    # A line that is broken on purpose, and what comes too late by it, are told of by the browser.
    known = ("net::ERR_", "409 (Conflict)")
    assert [one for one in traffic.complaints if not any(cut in one for cut in known)] == []


def said(page: Page, phrase: str, **slots: str) -> None:
    """Wait until the page says something."""
    expect(page.locator(".lessons-phone-said")).to_have_text(SAID[phrase].format(**slots))


def commit(page: Page) -> None:
    """Press the button."""
    page.get_by_role("button", name=SAID["phone_commit"]).click()


def is_well(page: Page) -> None:
    """Hold that nothing of the page reaches beyond it, is too small, or is out of reach."""
    assert page.evaluate(BEYOND) == []
    assert page.evaluate(COVERED) == 0
    assert page.evaluate(SMALL, TARGET) == []
    page.evaluate(AXE)
    assert page.evaluate(FAULTS, ["html"]) == []


@pytest.mark.parametrize("script", ["", LARGE_TYPE], ids=["100%", "200%"])
@pytest.mark.parametrize("look", LOOKS)
def test_each_state_is_read_and_used_on_a_small_phone(browser, presented, presenter, look, script):
    with phone(browser, presented, presenter.code, look, script) as page:
        heading = page.get_by_role("heading", level=1)
        said(page, "phone_wait")
        is_well(page)
        number = presenter.begin(NUMBER | {"ask": LONG, "maximum": 1_000_000, "step": 10_000})
        expect(heading).to_have_text(LONG)
        is_well(page)
        page.get_by_role("textbox").fill("2,000,000")
        page.get_by_role("textbox").press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("2,000,000")
        is_well(page)
        page.get_by_role("textbox").fill("500 000")
        commit(page)
        said(page, "phone_committed", told="500,000 units a year")
        is_well(page)
        reasons = [[500_000, f"{LONG} {LONG}", 0.1]]
        presenter.do("reveal", {"round": number, "answer": "600,000 units", "reasons": reasons})
        said(page, "phone_answered")
        is_well(page)
        presenter.begin(CHOICE | {"options": [LONG, MARKUP, "Both"]})
        expect(page.get_by_role("group", name=CHOICE["ask"])).to_be_visible()
        expect(page.get_by_text(MARKUP)).to_be_visible()
        is_well(page)
        years = [{"value": year, "text": str(year)} for year in (1990, 2000, 2010, 2020)]
        presenter.begin(SKETCH | {"across": years})
        expect(page.get_by_role("slider", name="Cost at 2020")).to_be_enabled()
        is_well(page)
        presenter.do("end")
        said(page, "phone_ended")
        is_well(page)


@pytest.mark.parametrize("look", LOOKS)
def test_a_code_is_typed_on_a_small_phone(browser, presented, presenter, look):
    with browser.new_context(**PHONE, **LOOKS[look]) as context:
        page = context.new_page()
        page.goto(f"{presented}/class/AAAA")
        expect(page.get_by_role("alert")).to_have_text(PHRASES["class_unknown"])
        page.evaluate(LARGE_TYPE)
        is_well(page)
        page.get_by_label(PHRASES["phone_code"]).fill(presenter.code.lower())
        page.get_by_role("button").click()
        page.wait_for_url(f"**/class/{presenter.code}")
        said(page, "phone_wait")


def test_a_phone_loads_less_than_40_kilobytes_and_nothing_of_jupyter(
    browser, presented, presenter
):
    presenter.begin(SKETCH)
    loaded: dict[str, int] = {}
    with browser.new_context(**PHONE) as context:
        page = context.new_page()

        def count(answer) -> None:
            if answer.headers["content-type"] != "text/event-stream":
                head = json.dumps(answer.headers)
                loaded[urlparse(answer.url).path] = len(answer.body()) + len(head)

        page.on("response", count)
        page.goto(f"{presented}/class/{presenter.code}")
        expect(page.get_by_role("slider").first).to_be_enabled()
        page.wait_for_load_state("load")
        page.evaluate("1")  # all answers have been told of by then
    assert set(loaded) == {f"/class/{presenter.code}", "/class/phone.css", "/class/phone.js"}
    assert sum(loaded.values()) < LARGEST


def test_a_whole_round_goes_by_keyboard(browser, presented, presenter):
    with phone(browser, presented, presenter.code) as page:
        said(page, "phone_wait")
        presenter.begin(NUMBER)
        slider = page.get_by_role("slider", name="Your prediction (units/year)")
        expect(slider).to_have_attribute("aria-valuetext", "50 units/year")
        page.keyboard.press("Tab")
        expect(slider).to_be_focused()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Tab")
        box = page.get_by_role("textbox", name="Your prediction, number box")
        expect(box).to_be_focused()
        expect(box).to_have_value("51")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        said(page, "phone_committed", told="51 units a year")
        expect(page.locator(".lessons-phone-said")).to_be_focused()
        presenter.begin(CHOICE)
        page.get_by_role("radio").first.wait_for()
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")
        expect(page.get_by_role("radio").nth(1)).to_be_checked()
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        said(page, "phone_committed", told="“=1+1”")
        presenter.begin(SKETCH)
        page.get_by_role("slider").first.wait_for()
        for key in ("Tab", "ArrowUp", "Tab", "Tab", "ArrowDown", "Tab", "Enter"):
            page.keyboard.press(key)
        said(page, "phone_committed", told="your line")
    saved = ["1,number,51.0,", "2,choice,'=1+1,", "3,sketch,5.5 5.0 4.5,"]
    assert presenter.saved() == saved


def test_who_is_at_a_control_is_led_to_the_next_question(browser, presented, presenter):
    with phone(browser, presented, presenter.code) as page:
        presenter.begin(NUMBER)
        page.get_by_role("textbox").focus()
        presenter.begin(NUMBER | {"ask": LONG})
        expect(page.get_by_role("heading", name=LONG)).to_be_focused()
        page.get_by_role("textbox").focus()
        presenter.do("close")
        said(page, "phone_missed")
        expect(page.locator(".lessons-phone-said")).to_be_focused()


@pytest.mark.parametrize(
    ("asked", "typed", "row"),
    [
        (NUMBER, "12.5", "1,number,12.5,"),
        (NUMBER, "0,5 units", "1,number,0.5,"),
        (SHARE, "40 %", "1,number,0.4,"),
        (NUMBER | {"minimum": -100}, "−7", "1,number,-7.0,"),
        (NUMBER | {"unit": "year", "minimum": 1990, "maximum": 2020}, "2007", "1,number,2007.0,"),
    ],
)
def test_a_number_is_typed_as_in_the_lessons(browser, presented, presenter, asked, typed, row):
    with phone(browser, presented, presenter.code) as page:
        presenter.begin(asked)
        page.get_by_role("textbox").fill(typed)
        commit(page)
        expect(page.get_by_role("textbox")).to_have_count(0)
    assert presenter.saved() == [row]


def test_what_is_no_answer_is_told_and_not_sent(browser, presented, presenter):
    with phone(browser, presented, presenter.code) as page:
        presenter.begin(NUMBER | {"maximum": 10_000})
        box, alert = page.get_by_role("textbox"), page.get_by_role("alert")
        commit(page)
        said(page, "no_number")
        for typed, phrase in (("much", "not_a_number"), ("1.500", "two_numbers")):
            box.fill(typed)
            commit(page)
            expect(alert).to_contain_text(SAID[phrase].partition("{")[2].partition("}")[2][:10])
            said(page, "no_number")
        box.fill("10001")
        commit(page)
        expect(alert).to_have_text("Your prediction must be between 0 and 10,000; got 10,001.")
        page.get_by_role("slider").press("Home")
        expect(alert).to_be_empty()
        presenter.begin(CHOICE)
        page.get_by_role("radio").first.wait_for()
        commit(page)
        said(page, "no_choice")
        presenter.begin(SKETCH)
        page.get_by_role("slider", name="Cost at 1").wait_for()
        commit(page)
        said(page, "no_sketch")
    assert presenter.saved() == []


def test_the_middle_is_meant_by_enter_or_by_a_press_on_the_slider(browser, presented, presenter):
    with phone(browser, presented, presenter.code) as page:
        presenter.begin(NUMBER)
        page.get_by_role("textbox").press("Enter")
        commit(page)
        said(page, "phone_committed", told="50 units a year")
        presenter.begin(NUMBER)
        page.get_by_role("slider").click()
        commit(page)
        said(page, "phone_committed", told="50 units a year")


@pytest.mark.parametrize(("across", "up"), [(0, 200), (150, 0)])
def test_a_finger_that_scrolls_from_a_slider_on_predicts_nothing(
    browser, presented, presenter, across, up
):
    with phone(browser, presented, presenter.code, script=LONG_PAGE) as page:
        presenter.begin(NUMBER)
        slider = page.get_by_role("slider")
        stood = slider.input_value()
        swipe(page.context.new_cdp_session(page), slider, across=across, up=up)
        if up:
            page.wait_for_function("() => scrollY > 0")
            assert slider.input_value() == stood
            commit(page)
            said(page, "no_number")
        else:
            assert slider.input_value() != stood
            commit(page)
            expect(page.locator(".lessons-phone-said")).to_contain_text("Committed")


def test_a_line_is_drawn_with_a_finger(browser, presented, presenter):
    with phone(browser, presented, presenter.code) as page:
        presenter.begin(SKETCH)
        drag(page.locator(".lessons-sketch-area"), 0, 1, 0.25)
        commit(page)
        said(page, "phone_committed", told="your line")
    assert presenter.saved() == ["1,sketch,7.5 7.5 7.5,"]


@pytest.mark.parametrize(
    ("asked", "give", "row"),
    [
        (NUMBER, lambda page: page.get_by_role("slider").press("End"), "1,number,100.0,"),
        (CHOICE, lambda page: page.get_by_role("radio").nth(2).check(), "1,choice,Both,"),
        (
            SKETCH,
            lambda page: page.get_by_role("slider").first.press("End"),
            "1,sketch,10.0 5.0 5.0,",
        ),
    ],
    ids=["number", "choice", "sketch"],
)
def test_what_was_not_committed_survives_a_reload(
    browser, presented, presenter, asked, give: Callable[[Page], None], row
):
    with phone(browser, presented, presenter.code) as page:
        presenter.begin(asked)
        page.locator("input").first.wait_for()
        give(page)
        page.reload()
        page.locator("input").first.wait_for()
        commit(page)
        expect(page.locator("input:enabled")).to_have_count(0)
        page.reload()
        expect(page.locator(".lessons-phone-said")).to_contain_text("Committed")
        assert page.evaluate("sessionStorage.length") == 0
    assert presenter.saved() == [row]


def test_a_phone_hears_the_answer_beside_its_own(browser, presented, presenter):
    with (
        phone(browser, presented, presenter.code) as one,
        phone(browser, presented, presenter.code) as other,
    ):
        number = presenter.begin(CHOICE)
        for page, place in ((one, 0), (other, 2)):
            page.get_by_role("radio").nth(place).check()
            commit(page)
            said(page, "phone_committed", told=f"“{CHOICE['options'][place]}”")
        presenter.do("close")
        said(one, "phone_closed")
        reasons = [[0, f"You were right. {MARKUP}", 0], [1, "No.", 1], [2, "Not both.", 1]]
        presenter.do("reveal", {"round": number, "answer": "The own team", "reasons": reasons})
        for page, place, reason in ((one, 0, reasons[0][1]), (other, 2, "Not both.")):
            said(page, "phone_answered")
            own = SAID["phone_own"].format(told=f"“{CHOICE['options'][place]}”")
            told = page.locator("main > div:last-of-type p")
            assert told.all_inner_texts() == [own, "The own team", reason]


def test_a_link_from_another_site_finds_the_phone_as_it_was(browser, presented, presenter):
    """Its cookie does not come with that link, and it must not be given another one."""
    with phone(browser, presented, presenter.code) as page:
        presenter.begin(NUMBER)
        page.get_by_role("slider").press("End")
        commit(page)
        said(page, "phone_committed", told="100 units a year")
        page.goto(f"{presented.replace('127.0.0.1', 'localhost')}/class")
        page.evaluate("(to) => { location.href = to; }", f"{presented}/class/{presenter.code}")
        page.wait_for_url(f"{presented}/class/{presenter.code}")
        said(page, "phone_committed", told="100 units a year")
    assert presenter.saved() == ["1,number,100.0,"]


def test_a_line_that_breaks_heals_by_itself_and_loses_nothing(browser, presented, presenter):
    with (
        line_to(presented) as line,
        phone(browser, line.address, presenter.code) as page,
    ):
        presenter.begin(NUMBER)
        page.get_by_role("slider").press("End")
        line.cut()
        expect(page.locator(".lessons-phone-cut")).to_have_text(SAID["phone_cut"])
        commit(page)
        said(page, "phone_unsent")
        assert presenter.saved() == []
        line.mend()
        said(page, "phone_committed", told="100 units a year")
        expect(page.locator(".lessons-phone-cut")).to_be_empty()
        line.cut()
        expect(page.locator(".lessons-phone-cut")).to_have_text(SAID["phone_cut"])
        presenter.begin(NUMBER | {"ask": LONG})
        line.mend()
        expect(page.get_by_role("heading", name=LONG)).to_be_visible()
    assert presenter.saved() == ["1,number,100.0,"]


def test_a_round_that_is_closed_meanwhile_is_told_once_the_line_is_back(
    browser, presented, presenter
):
    with (
        line_to(presented) as line,
        phone(browser, line.address, presenter.code) as page,
    ):
        presenter.begin(NUMBER)
        page.get_by_role("slider").press("End")
        line.cut()
        commit(page)
        said(page, "phone_unsent")
        presenter.do("close")
        line.mend()
        said(page, "phone_missed")
    assert presenter.saved() == []


def test_a_server_that_refuses_is_asked_again_until_it_does_not(browser, presented, presenter):
    with browser.new_context(**PHONE) as context:
        page = context.new_page()
        refuses, events = [503, 429], [500]
        message = '{"message": "Not now."}'

        def answer(route: Route, statuses: list[int]) -> None:
            if statuses:
                route.fulfill(status=statuses.pop(), body=message)
            else:
                route.continue_()

        page.route("**/commit", lambda route: answer(route, refuses))
        page.route("**/events", lambda route: answer(route, events))
        presenter.begin(NUMBER)
        page.goto(f"{presented}/class/{presenter.code}")
        expect(page.locator(".lessons-phone-cut")).to_have_text(SAID["phone_cut"])
        expect(page.locator(".lessons-phone-cut")).to_be_empty()
        page.get_by_role("slider").press("End")
        commit(page)
        said(page, "phone_unsent")
        said(page, "phone_committed", told="100 units a year")
        assert refuses == events == []


def test_a_browser_that_keeps_no_cookie_is_told(browser, presented, presenter):
    with browser.new_context(**PHONE) as context:
        page = context.new_page()
        presenter.begin(NUMBER)
        page.goto(f"{presented}/class/{presenter.code}")
        page.get_by_role("slider").press("End")
        context.clear_cookies()
        commit(page)
        expect(page.locator(".lessons-phone-said")).to_have_text(PHRASES["class_no_phone"])
