"""Each language as it is presented: offered, marked up, whole, and with room for its words.

Beside Norwegian stands a language that nobody speaks, whose texts are longer than any and in
brackets, so that a text which was not said is found on the page itself.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pseudo_language
import pytest
from drawn_words import faults
from lab import running_voila, write_notebook
from playwright.sync_api import Browser, Page, expect

from lessons.explore import NAMES
from lessons.words.language import CATALOGUES

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
CATALOGUE = "catalogue.ipynb"
LANGUAGES = ("nb", pseudo_language.LANGUAGE)
WIDTHS = (1280, 390)
OUT_OF_PAGE = """() => [...document.querySelectorAll(".lessons-explorer *")].filter((one) => {
    const { left, right, width } = one.getBoundingClientRect();
    return width > 0 && (left < 0 || right > innerWidth + 1)
      && !one.closest(".lessons-explorer-details, svg, .lessons-control-help");
  }).map((one) => one.outerHTML.slice(0, 120))"""
# What does not fit into its own box: of a button, a heading, a label.
CUT = """() => [...document.querySelectorAll(
    ".lessons-explorer :is(button, label, legend, th, .lessons-explorer-title)")]
  .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1
    && getComputedStyle(one).overflow !== "visible")
  .map((one) => one.textContent)"""
TEXTS = """() => {
  const found = [];
  for (const explorer of document.querySelectorAll(".lessons-explorer")) {
    const nodes = document.createTreeWalker(explorer, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      const { parentElement, data } = nodes.currentNode;
      const whole = parentElement.closest("svg text, p, li, td, th, option") ?? parentElement;
      if (!whole.closest("style, script")) found.push(whole.textContent || data);
    }
  }
  return [...new Set(found)];
}"""
LANGUAGES_OF = """() => [...new Set([...document.querySelectorAll(".lessons-explorer")]
  .map((one) => one.closest("[lang]").lang))]"""


@pytest.fixture(scope="module")
def presented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Present lesson 1 in English and Norwegian, and all explorers in each other language."""
    place = tmp_path_factory.mktemp("languages")
    shutil.copytree(CATALOGUES, place / "locale")
    pseudo_language.written(place / "locale")
    folder = place / "notebooks"
    for language in ("", "nb"):
        (folder / language).mkdir(exist_ok=True)
        shutil.copy(NOTEBOOKS / language / "01-what-is-insourcing.ipynb", folder / language)
    lines = (f"explore.{name}()" for name in NAMES)
    for language in LANGUAGES:
        (folder / language).mkdir(exist_ok=True)
        write_notebook(folder / language / CATALOGUE, "from lessons import explore", *lines)
        lines = [f"explore.{name}()" for name in NAMES]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LESSONS_CATALOGUES", str(place / "locale"))
        flag = "--VoilaConfiguration.preheat_kernel=False"
        with running_voila(folder, place / "voila.log", flag) as address:
            yield address


@pytest.fixture(scope="module", params=LANGUAGES)
def explorers(request: pytest.FixtureRequest, browser: Browser, presented: str) -> Iterator[Page]:
    """Open the page of all explorers in a language."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{presented}/voila/render/{request.param}/{CATALOGUE}")
        expect(page.locator(".lessons-explorer")).to_have_count(len(NAMES))
        expect(page.locator(".lessons-explorer .main-svg").last).to_be_visible()
        page.spoken = request.param
        yield page


def test_the_start_page_offers_each_language(page: Page, presented: str):
    page.goto(presented)
    norwegian = page.locator("section[lang=nb]")
    expect(norwegian.get_by_role("heading", name="Norsk bokmål")).to_be_visible()
    card = norwegian.get_by_role("listitem").filter(has_text="Hva er insourcing?")
    expect(card).to_contain_text("Leksjon 1")
    expect(card).to_contain_text("60 minutter")
    card.get_by_role("link").click()
    expect(page.get_by_role("heading", name="Hva er insourcing?")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "nb")
    expect(page.get_by_role("link", name="Alle leksjoner")).to_be_visible()
    expect(page.get_by_role("button", name="Vis uten å forutsi").first).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_every_explorer_has_room_for_its_words(explorers: Page, width: int):
    explorers.set_viewport_size({"width": width, "height": 900})
    sentences = explorers.locator(".lessons-chart-sentence[aria-busy=false]")
    expect(sentences).to_have_count(len(NAMES))  # all is drawn anew
    assert explorers.evaluate(OUT_OF_PAGE) == []
    assert explorers.evaluate(CUT) == []
    assert explorers.evaluate("document.documentElement.scrollWidth") <= width
    if explorers.spoken == "nb":
        drawings = explorers.locator(".lessons-chart-drawing")
        found = {name: faults(drawings.nth(place)) for place, name in enumerate(NAMES)}
        assert {name: words for name, words in found.items() if words} == {}


def test_what_is_shown_is_marked_as_of_its_language_and_all_of_it_is_said(explorers: Page):
    assert explorers.evaluate(LANGUAGES_OF) == [explorers.spoken]
    if explorers.spoken == pseudo_language.LANGUAGE:
        shown = explorers.evaluate(TEXTS)
        assert len(shown) > 500
        assert [text for text in shown if pseudo_language.unsaid(text)] == []
