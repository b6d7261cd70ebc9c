"""The lessons as an audience sees them: Voilà's pages, links that are scenarios, and phones."""

import os
import select
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import reading
from drawn_words import faults
from lab import AT_FIRST, Traffic, opened_page, running_voila, write_notebook
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from lessons.explore import NAMES, catalogue, make_or_buy

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
LESSON = "01-what-is-insourcing.ipynb"
PHONE = {"width": 390, "height": 844}
THUMB = 24  # pixels that a target must measure either way
# What of an explorer a finger is meant for; in words of a sentence there is no such thing.
TARGETS = "button, select, input[type=range], input[type=text], .lessons-options label"
CATALOGUE = "catalogue.ipynb"
PARTS = ("drawing", "sentence")
ENDED_WITHIN = 20_000  # milliseconds until a kernel that was told to end is gone

TOO_SMALL = """(targets, least) => targets.filter(target => {
    const { width, height } = target.getBoundingClientRect();
    return width > 0 && Math.min(width, height) < least;
  }).map(target => `${target.outerHTML.slice(0, 120)} ${target.clientWidth}`)"""
# Elements that reach out of the page, but for what scrolls within a box of its own.
OUT_OF_PAGE = """() => [...document.querySelectorAll(".lessons-explorer *")].filter(one => {
    const { left, right, width } = one.getBoundingClientRect();
    return width > 0 && (left < 0 || right > innerWidth + 1)
      && !one.closest(".lessons-explorer-details, svg, .lessons-control-help");
  }).map(one => one.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Present one lesson and a page of all explorers: each notebook more is a kernel more."""
    folder = tmp_path_factory.mktemp("presented") / "notebooks"
    folder.mkdir()
    shutil.copy(NOTEBOOKS / LESSON, folder)
    shutil.copytree(NOTEBOOKS / "pictures", folder / "pictures")
    lines = (f"explore.{name}()" for name in NAMES)
    write_notebook(folder / CATALOGUE, "from lessons import explore", *lines)
    return folder


@pytest.fixture(scope="module")
def presented(folder: Path) -> Iterator[str]:
    """Present them as `make present` does: each is run before it is opened."""
    with running_voila(folder, folder.parent / "voila.log") as address:
        yield address


def lesson(page: Page, presented: str, query: str = "") -> Locator:
    """Open lesson 1 and return the first explorer, which a prediction hides."""
    page.goto(f"{presented}/voila/render/{LESSON}{query}")
    page.locator(".lessons-prediction").first.wait_for()
    explorer = page.locator(".lessons-explorer").first
    if query:  # what the page does with its link, it says
        expect(explorer.locator(".lessons-explorer-message")).not_to_be_empty()
    return explorer


def test_from_the_start_page_to_a_lesson_to_an_explorer(
    page: Page, presented: str, traffic: Traffic, folder: Path
) -> None:
    (folder / "Untitled.ipynb").touch()  # half made in JupyterLab meanwhile, or half copied
    page.goto(presented)
    card = page.get_by_role("listitem").filter(has_text="What is insourcing?")
    expect(card).to_contain_text("Should its own people do it, or should it hire an agency?")
    expect(card).to_contain_text("Lesson 1")
    expect(card).to_contain_text("60 minutes")
    expect(card.locator("img")).to_have_js_property("complete", True)
    assert card.locator("img").evaluate("image => image.naturalWidth") > 0
    other = page.get_by_role("listitem").filter(has_text="Untitled.ipynb")
    expect(other).to_contain_text("This file cannot be opened: it is empty.")
    expect(other.get_by_role("link")).to_have_count(0)
    card.get_by_role("link").click()
    expect(page).to_have_title("What is insourcing?")
    source = page.request.get(page.url).text()
    assert "learn.predict" not in source
    assert "import explore" not in source
    page.get_by_role("button", name="Show without predicting").first.click()
    explorer = page.locator(".lessons-explorer").first
    expect(explorer.locator(".lessons-chart-sentence")).to_contain_text("at 800 hours a year")
    slider = explorer.get_by_role("slider", name="Yearly volume")
    slider.press("End")
    expect(explorer.locator(".lessons-chart-sentence")).to_contain_text("at 3,000 hours a year")
    expect(explorer.locator("path.js-line").first).to_be_visible()
    page.mouse.wheel(0, 400)
    page.wait_for_function("scrollY > 0")
    expect(page.locator(".lessons-progress")).to_contain_text("nothing done here is kept")
    page.get_by_role("link", name="All lessons").click()
    expect(card).to_be_visible()
    assert traffic.strangers == []
    assert traffic.complaints == []


def test_a_whole_demo_is_walked_by_keyboard_alone(page: Page, presented: str) -> None:
    explorer = lesson(page, presented, "?explorer=make_or_buy")
    expect(explorer.locator("path.js-line").first).to_be_visible()  # all of it is there
    explorer.get_by_role("button", name="Present").press("Enter")
    text = explorer.locator(".lessons-presenter-text")
    expect(text).to_contain_text("A demo of 5 steps")  # the bar comes from the kernel
    sentence = explorer.locator(".lessons-chart-sentence")
    for step in make_or_buy.demo()[1:]:
        page.keyboard.press("n")
        expect(text).to_have_text(step["ask"])
        expect(sentence).to_be_hidden()
        page.keyboard.press("n")
        expect(text).to_have_text(step["say"])
        outcome = make_or_buy.solve(make_or_buy.scenario(**step["values"]))
        expect(sentence).to_have_text(make_or_buy.view.describe(outcome))


def test_a_link_to_a_cell_leads_to_it(page: Page, presented: str) -> None:
    page.goto(f"{presented}/voila/render/{LESSON}#cell-id=key-points")
    expect(page.locator("[id='cell-id=key-points']")).to_be_in_viewport()


class Opened(NamedTuple):
    """Lesson 1 on a page, the name of its kernel, and the process that this is."""

    page: Page
    kernel: str
    process: int


def opened_lesson(page: Page, presented: str) -> Opened:
    """Open lesson 1, and find its kernel."""
    with page.expect_websocket(lambda socket: "/kernels/" in socket.url) as opened:
        lesson(page, presented)
    kernel = opened.value.url.partition("/kernels/")[2].partition("/")[0]
    expect(page.locator(".lessons-progress")).to_be_attached()
    (process,) = (
        int(path.parent.name)
        for path in Path("/proc").glob("[0-9]*/cmdline")
        if path.exists() and kernel in path.read_text(errors="replace")
    )
    return Opened(page, kernel, process)


@pytest.fixture(scope="module")
def opened(context: BrowserContext, presented: str) -> Iterator[Opened]:
    """Open lesson 1 once, for tests that go on from each other."""
    with opened_page(context) as page:
        yield opened_lesson(page, presented)


def test_a_lesson_is_set_to_be_read(opened: Opened) -> None:
    page = opened.page
    expect(page.locator(".lessons-progress")).to_be_visible()
    reading.check(page)
    reading.check_narrow(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= reading.NARROW["width"]
    page.set_viewport_size(AT_FIRST)


def test_an_explanation_is_folded_on_the_page_and_there_in_print(opened: Opened) -> None:
    page = opened.page
    first, last, second = (
        page.locator(f"[id='cell-id={name}']")
        for name in ("explain", "spare-sentence", "explain-turnaround")
    )
    for cell in (first, last, second):
        expect(cell).to_have_js_property("offsetHeight", 0)
    note = page.get_by_role("note")
    expect(note).to_have_count(5)
    page.emulate_media(media="print")
    for words in ("has to be spread over the hours", "the second try can fail too"):
        expect(page.get_by_text(words)).to_be_visible()
    expect(note).to_have_count(0)
    page.emulate_media(media="screen")
    # Where a link leads into a fold, or the browser's search finds something, all of it opens.
    page.evaluate("location.hash = 'cell-id=spare-sentence'")
    expect(first).not_to_have_js_property("offsetHeight", 0)
    expect(last).to_be_in_viewport()
    expect(page.get_by_role("button", name="That is my prediction")).to_have_count(5)
    expect(second).to_have_js_property("offsetHeight", 0)
    note.first.get_by_role("button", name="Look all the same").click()
    expect(second).to_be_focused()
    expect(page.get_by_text("the second try can fail too")).to_be_visible()
    expect(page.get_by_role("button", name="That is my prediction")).to_have_count(4)


def test_nobody_elses_answers_are_on_the_page(opened: Opened, folder: Path) -> None:
    page = opened.page
    asked = page.locator(".lessons-question").first
    asked.get_by_role("radio", name="that agencies offer to answer").check()
    asked.get_by_role("button", name="Check").click()
    expect(asked.get_by_role("status")).to_contain_text("Right.")
    assert not (folder / "my-work" / "progress.json").exists()
    assert not (folder / "my-work" / "option-order.json").exists()


def test_each_part_says_that_its_kernel_is_gone(opened: Opened) -> None:
    page = opened.page
    kinds = ("prediction", "explorer", "question", "progress")
    parts = page.locator(", ".join(f".lessons-{kind}" for kind in kinds))
    os.kill(opened.process, signal.SIGKILL)
    told = page.locator("[data-kernel=gone] > .lessons-kernel", has_text="load this page again")
    expect(told).to_have_count(parts.count())


@pytest.mark.parametrize(
    ("query", "volume", "told"),
    [
        ("?fbclid=x&volume=1200&utm_source=m", "1,200", "These inputs come from the link."),
        ("?volume=1200&price=<img+src=x+onerror=alert(1)>", "800", "<img src=x onerror=alert(1)>"),
        ('?preset=A+busy+year&theme="><img+src=x>', "2,500", "These inputs come from the link."),
    ],
)
def test_a_link_opens_what_it_asks_for_or_says_why_not(
    page: Page, presented: str, query: str, volume: str, told: str
) -> None:
    explorer = lesson(page, presented, query)
    expect(explorer.locator(".lessons-explorer-message")).to_contain_text(told)
    expect(explorer.get_by_role("textbox", name="Yearly volume")).to_have_value(volume)
    expect(explorer).to_be_in_viewport()
    expect(page.locator(".lessons-explorer")).to_have_count(1)
    expect(page.locator("img[src=x]")).to_have_count(0)


def test_the_link_that_is_offered_opens_the_same_inputs(page: Page, presented: str) -> None:
    explorer = lesson(page, presented, "?explorer=ramp_up")
    explorer.get_by_role("slider", name="Complexity").press("Home")
    opener = explorer.get_by_role("button", name="Link and QR code")
    opener.click()
    address = explorer.locator(".lessons-link-address")
    expect(address).to_contain_text("complexity=0")
    expect(explorer.locator(".lessons-chart-sentence")).to_contain_text("0 in-house, 0 outsourced")
    code = explorer.get_by_role("img", name="QR code of the link")
    expect(code).to_have_js_property("complete", True)
    assert code.evaluate("image => image.naturalWidth") > 0
    expect(explorer.locator(".lessons-link")).to_contain_text("No phone can open it")
    sentence = explorer.locator(".lessons-chart-sentence").text_content()
    page.goto(address.text_content())
    explorer = page.locator(".lessons-explorer").first
    expect(explorer.locator(".lessons-explorer-message")).to_contain_text("come from the link")
    expect(explorer.locator(".lessons-chart-sentence")).to_have_text(sentence)


@pytest.fixture(scope="module")
def phone(browser: Browser, presented: str) -> Iterator[Page]:
    """Open the page of all explorers on a phone."""
    with browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        page.goto(f"{presented}/voila/render/{CATALOGUE}")
        expect(page.locator(".lessons-explorer")).to_have_count(len(NAMES))
        expect(page.locator(".lessons-explorer .main-svg").last).to_be_visible()
        yield page


def test_every_explorer_fits_a_phone(phone: Page) -> None:
    for place in range(len(NAMES)):
        targets = phone.locator(".lessons-explorer").nth(place).locator(TARGETS)
        assert targets.evaluate_all(TOO_SMALL, THUMB) == []
    assert phone.evaluate(OUT_OF_PAGE) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("name", NAMES)
def test_all_words_of_a_drawing_can_be_read_on_a_phone(phone: Page, name: str) -> None:
    explorer = phone.locator(".lessons-explorer").nth(NAMES.index(name))
    drawing, sentence = (explorer.locator(f".lessons-chart-{part}") for part in PARTS)
    entry = catalogue()[name]
    found = {}
    for preset in entry.presets:
        explorer.get_by_role("combobox", name="Preset").select_option(preset)
        told = entry.view.describe(entry.solve(entry.scenario(preset)))
        expect(sentence).to_have_text(told)
        expect(sentence).to_have_attribute("aria-busy", "false")  # all is drawn
        found[preset] = faults(drawing)
    assert {preset: words for preset, words in found.items() if words} == {}


def test_a_page_that_is_closed_ends_its_kernel_and_nobody_else_can(
    page: Page, presented: str
) -> None:
    _, kernel, process = opened_lesson(page, presented)
    ended = select.poll()
    ended.register(os.pidfd_open(process), select.POLLIN)
    # Without the word that a page of ours alone knows, another page cannot end it.
    assert page.request.post(f"{presented}/voila/api/shutdown/{kernel}").status == 403
    assert not ended.poll(0)
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    assert ended.poll(ENDED_WITHIN)
