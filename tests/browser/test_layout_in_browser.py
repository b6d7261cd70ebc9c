"""Slider, whole chart and sentence on one screen: all explorers, three front ends, five sizes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lab import run_all, write_notebook
from playwright.sync_api import Browser, Page, expect

from lessons import explore

SIZES = ((1280, 800), (1366, 768), (1024, 768), (820, 1180), (390, 844))
NAMES = explore.NAMES
NOTEBOOK = "explorers.ipynb"

# For each input of each explorer, once it has the focus: what of it, of its chart's title and
# drawing, and of its sentence is out of the window, or behind something else.
FAULTS = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const faults = [];
  for (const explorer of document.querySelectorAll(".lessons-explorer")) {
    explorer.scrollIntoView();
    for (let waits = 0; waits < 3; waits += 1) await frame();
    const drawing = explorer.querySelector(".lessons-chart-drawing");
    const high = (part) => part.getBoundingClientRect().height;
    const misfit = () => Math.abs(high(drawing.querySelector("svg.main-svg")) - high(drawing));
    for (let waits = 0; misfit() > 1 && waits < 100; waits += 1) await frame();
    if (misfit() > 1) faults.push(`${explorer.ariaLabel}: a picture that misses by ${misfit()}`);
    const chart = ["title", "drawing", "sentence"]
      .map((part) => explorer.querySelector(`.lessons-chart-${part}`));
    const scroller = explorer.closest(".jp-WindowedPanel-outer");
    const edges = scroller?.getBoundingClientRect() ?? { top: 0, bottom: innerHeight };
    const tell = (input, what) => faults.push(
      `${explorer.ariaLabel}: ${input.labels?.[0]?.textContent ?? input.ariaLabel}: ${what}`);
    const inputs = [...explorer.querySelectorAll(".lessons-controls :is(input, select)")];
    for (const input of inputs.filter((one) => one.checkVisibility())) {
      input.focus();
      const places = [input, ...chart].map((part) => part.getBoundingClientRect());
      const isOut = ({ top, bottom }) => top < edges.top - 1 || bottom > edges.bottom + 1;
      if (places.some(isOut)) tell(input, "out of the window");
      if (places[2].height < 180) tell(input, `a drawing ${places[2].height} high`);
      const { left, top, width, height } = places[0];
      const seen = document.elementFromPoint(left + width / 2, top + height / 2);
      if (!input.closest(".lessons-control").contains(seen)) tell(input, "behind something");
      input.blur();
    }
  }
  return faults;
}"""


def in_lab(page: Page, lab: str) -> None:
    """Run the notebook in JupyterLab, with its list of files open as it is at first."""
    page.goto(f"{lab}/lab/tree/{NOTEBOOK}?reset")
    page.get_by_text("| Idle").wait_for(timeout=60_000)
    run_all(page)


def in_notebook(page: Page, lab: str) -> None:
    """Run the notebook in Notebook 7."""
    page.goto(f"{lab}/notebooks/{NOTEBOOK}")
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(timeout=60_000)
    run_all(page)


@pytest.fixture(scope="module")
def opened(
    browser: Browser, folder: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[[str], Page]]:
    """Open one notebook of all explorers, once in each front end that is asked for."""
    pages: dict[str, Page] = {}

    def page_of(front_end: str) -> Page:
        if front_end not in pages:
            is_voila = front_end == "voila"
            server = request.getfixturevalue("presented" if is_voila else "lab")
            cells = (f"explore.{name}()" for name in NAMES)
            write_notebook(folder / NOTEBOOK, "from lessons import explore", *cells)
            page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
            page.set_default_timeout(60_000)
            if is_voila:
                page.goto(f"{server}/voila/render/{NOTEBOOK}")
            else:
                {"lab": in_lab, "notebook": in_notebook}[front_end](page, server)
            drawn = page.locator(".lessons-explorer svg.main-svg:first-child")
            expect(drawn).to_have_count(len(NAMES), timeout=60_000)
            pages[front_end] = page
        return pages[front_end]

    yield page_of
    for page in pages.values():
        page.context.close()


def explorer(page: Page, name: str):
    return page.locator(".lessons-explorer").nth(NAMES.index(name))


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("front_end", ["lab", "notebook", "voila"])
def test_an_input_stands_with_its_chart_and_sentence(
    opened: Callable[[str], Page], front_end: str, size: tuple[int, int]
) -> None:
    page = opened(front_end)
    files = page.locator("#filebrowser")
    if front_end == "lab" and files.is_visible() != (size[0] > 400):
        page.keyboard.press("Control+b")  # on a telephone there is no room for the list of files
        expect(files).to_be_visible(visible=size[0] > 400)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    assert page.evaluate(FAULTS) == []
