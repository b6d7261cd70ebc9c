"""The table behind an explorer's tab: every number whole, and of many rows the first ones."""

from collections.abc import Iterator

import pytest
from page_scripts import load
from playwright.sync_api import Browser, Page

from lessons.explore import catalogue
from lessons.widgets.explorer.tabs import MOST_ROWS, frame
from lessons.widgets.page import styles
from lessons.words import PHRASES

WIDTHS = (900, 500, 320)

# Shows a table in so many pixels; tells of each cell how many lines it has, and where it ends.
SHOWN = """([block, phrases, width]) => {
  document.body.innerHTML = '<div class="lessons-explorer-details"></div>';
  const parent = document.body.firstChild, asked = [];
  parent.style.width = `${width}px`;
  const explorer = { phrases, ask: (kind) => asked.push(kind) };
  BLOCKS.grid(parent, block, explorer);
  const lines = (cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
  };
  const [table] = parent.getElementsByTagName("table");
  const rows = () => [...table.tBodies[0].rows].filter((row) => row.checkVisibility()).length;
  const cells = [...table.tBodies[0].querySelectorAll("tr:not([hidden]) td")];
  const found = {
    broken: cells.filter((cell) => lines(cell) > 1).map((cell) => cell.textContent),
    headers: [...table.querySelectorAll("th")].map((header) => header.textContent.trim()),
    page: document.documentElement.scrollWidth - width, rows: [rows()], offers: [],
  };
  const offer = parent.querySelector("button[aria-expanded]");
  for (let press = 0; offer && press < 2; press += 1) {
    found.offers.push(offer.textContent);
    offer.click();
    found.rows.push(rows());
  }
  if (offer) offer.click();
  BLOCKS.grid(parent, block, explorer);
  found.anew = [...parent.querySelectorAll("table:last-of-type tbody tr")].filter(
    (row) => row.checkVisibility()).length;
  return found;
}"""


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Iterator[Page]:
    """Open a page with the explorer's own script and styles, and no JupyterLab around them."""
    with browser.new_context(viewport={"width": 1000, "height": 700}) as context:
        page = context.new_page()
        page.add_style_tag(content=styles("explorer") + " body { margin: 0 }")
        load(page, "widgets/explorer/explorer.js", "BLOCKS")
        yield page


@pytest.mark.parametrize("name", list(catalogue()))
def test_a_table_breaks_no_figure_and_shows_the_first_rows(plain: Page, name: str) -> None:
    entry = catalogue()[name]
    block = frame(entry.view.tabulate(entry.solve(entry.scenario())))
    phrases = {key: PHRASES[key] for key in ("download", "all_rows", "first_rows")}
    count = len(block["rows"])
    first, offers = min(count, MOST_ROWS), []
    if count > MOST_ROWS:
        offers = [f"All {count} rows", f"The first {MOST_ROWS} rows"]
    for width in WIDTHS:
        found = plain.evaluate(SHOWN, [block, phrases, width])
        assert found["broken"] == []
        assert found["headers"] == list(block["columns"])
        assert all(found["headers"])
        assert found["page"] <= 1000 - width  # what is wider scrolls within its tab
        assert found["offers"] == offers
        assert found["rows"] == ([first, count, first] if offers else [count])
        assert found["anew"] == count  # all of them were wanted when it is shown anew
