"""All words of a drawing can be read, in the least room that a page gives it.

How much room that is on a real page is in ``test_layout_in_browser.py``.
"""

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from drawn_words import faults
from page_scripts import load
from playwright.sync_api import Browser, Page

from lessons.explore import NAMES, entry
from lessons.widgets.chart.chart import Chart
from lessons.widgets.page import styles

# Pixels of width, and of height where it is less than the layout asks for: on the smallest phone,
# on a usual one, and on a laptop, whose window is low.
ROOMS = ((274, None), (340, None), (840, 479))
DRAWN = """async ([[content, ...buffers], width, height]) => {
  document.body.innerHTML = `<figure class="lessons-chart" style="width: ${width}px">
    <div class="lessons-chart-drawings"></div><div class="lessons-chart-drawing"></div>
    <figcaption></figcaption></figure>`;
  const [figure, drawings, drawing, sentence] = ["figure", ".lessons-chart-drawings",
    ".lessons-chart-drawing", "figcaption"].map((part) => document.querySelector(part));
  if (height) drawing.style.height = `${height}px`;
  const picture = new Picture({ figure, drawings, drawing, sentence }, {});
  picture.spec = withArrays(
    content, buffers.map((bytes) => new DataView(new Uint8Array(bytes).buffer)));
  picture.start(Plotly);
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Open a page with Plotly and the chart's own script and styles."""
    with browser.new_context(viewport={"width": 900, "height": 1200}) as context:
        page = context.new_page()
        page.add_style_tag(content=styles("chart"))
        page.add_script_tag(path=str(files("plotly") / "package_data" / "plotly.min.js"))
        load(page, "widgets/chart/chart.js", "Picture", "withArrays")
        yield page


def whole(spec: dict[str, Any]) -> list[Any]:
    """Return what a page is sent of a chart at first."""
    chart, sent = Chart(spec, ""), []
    chart.send = lambda content, buffers: sent.extend(
        [content, *(list(one.cast("B")) for one in buffers)]
    )
    chart._answer(chart, {"kind": "whole"}, [])
    return sent


@pytest.mark.parametrize("name", NAMES)
def test_all_words_of_a_drawing_can_be_read_in_little_room(page: Page, name: str) -> None:
    explorer, found = entry(name), {}
    for preset in explorer.presets:
        spec = whole(explorer.view.draw(explorer.solve(explorer.scenario(preset))))
        for width, height in ROOMS:
            page.evaluate(DRAWN, [spec, width, height])
            drawing = page.locator(".lessons-chart-drawing")
            # One drawing at a time, where there is no room for all of them.
            buttons = page.locator(".lessons-chart-drawings:not([hidden]) button").all()
            told = [] if buttons else faults(drawing)
            for one in buttons:
                one.click()
                told += faults(drawing)
            if told:
                found[preset, width] = told
    assert found == {}
