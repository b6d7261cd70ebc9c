"""All words of a drawing can be read, in the least room that a page gives it, whatever lies on it.

How much room that is on a real page is in ``test_layout_in_browser.py``.
"""

import json
from base64 import b64encode
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from drawn_words import crossed, faults
from page_scripts import load
from playwright.sync_api import Browser, Page
from sliders import sliders

from lessons import data
from lessons.explore import NAMES, entry
from lessons.learn.predicting import curve, mark
from lessons.widgets.chart.chart import Chart
from lessons.widgets.explorer.explorer import MOST_KEPT
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
    JSON.parse(content), buffers.map((text) =>
      new DataView(Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0)).buffer)));
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


def whole(spec: dict[str, Any]) -> list[str]:
    """Return what a page is sent of a chart at first, as texts, which are soon sent."""
    chart, sent = Chart(spec, ""), []
    chart.send = lambda content, buffers: sent.extend(
        [json.dumps(content), *(b64encode(one).decode() for one in buffers)]
    )
    chart._hear(chart, {"kind": "whole"}, [])
    return sent


def wrong(page: Page, spec: dict[str, Any], rooms: Any = ROOMS) -> dict[int, list[str]]:
    """Return what is wrong with the words of a chart, by the width of the room for it."""
    told, sent = {}, whole(spec)
    drawing = page.locator(".lessons-chart-drawing")
    for width, height in rooms:
        page.evaluate(DRAWN, [sent, width, height])
        # One drawing at a time, where there is no room for all of them.
        buttons = page.locator(".lessons-chart-drawings:not([hidden]) button").all()
        found = [] if buttons else [*faults(drawing), *crossed(drawing)]
        for one in buttons:
            one.click()
            found += [*faults(drawing), *crossed(drawing)]
        if found:
            told[width] = found
    return told


@pytest.mark.parametrize("name", NAMES)
def test_all_words_of_a_drawing_can_be_read_in_little_room(page: Page, name: str) -> None:
    explorer, found = entry(name), {}
    for preset in explorer.presets:
        told = wrong(page, explorer.view.draw(explorer.solve(explorer.scenario(preset))))
        if told:
            found[preset] = told
    assert found == {}


@pytest.mark.parametrize("name", NAMES)
def test_all_words_can_be_read_where_a_slider_ends(page: Page, name: str) -> None:
    explorer, found = entry(name), {}
    ends = [
        (one.name, one.value(end))
        for one in sliders(explorer)
        for end in (one.minimum, one.maximum)
    ]
    for moved, end in ends:
        scenario = explorer.scenario(**{moved: end})
        told = wrong(page, explorer.view.draw(explorer.solve(scenario)))
        if told:
            found[moved, end] = told
    assert found == {}


@pytest.mark.parametrize("weeks", [-2, 1, 8])
def test_the_best_week_has_its_name_beside_a_handover_near_it(page: Page, weeks: int) -> None:
    handover = entry("handover")
    best = handover.solve(handover.scenario()).best_week
    scenario = handover.scenario(week=float(best + weeks))
    assert wrong(page, handover.view.draw(handover.solve(scenario)), ROOMS[:2]) == {}


# The pages' own colours of text, and of what it stands on.
PAGES = {
    "light": ("#ffffff", "rgba(0, 0, 0, 0.87)"),
    "dark": ("#111111", "rgba(255, 255, 255, 1)"),
}
LEAST = 4.5  # contrast of a text with what it stands on (WCAG 2.2)
CONTRASTS = """([drawing, ground]) => {
  const channels = (color) => color.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const linear = (one) => one <= 10.31 ? one / 3294.6 : ((one / 255 + 0.055) / 1.055) ** 2.4;
  const luminance = (color) => {
    const [red, green, blue] = channels(color).map(linear);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };
  const seen = [...drawing.querySelectorAll("svg text")].filter((one) => one.textContent.trim());
  return seen.map((text) => {
    const two = [luminance(getComputedStyle(text).fill), luminance(ground)].sort();
    return [text.textContent, Math.max(...two) / Math.min(...two)];
  });
}"""


@pytest.mark.parametrize("page_is", PAGES)
def test_words_in_the_colours_of_their_lines_can_be_read_on_any_page(
    page: Page, page_is: str
) -> None:
    ground, text = PAGES[page_is]
    style = f"body {{ background: {ground}; color: {text}; --jp-ui-font-color1: {text}; }}"
    added = page.add_style_tag(content=style)
    computed = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    low = {}
    for name in NAMES:
        explorer = entry(name)
        for preset in explorer.presets:
            page.evaluate(
                DRAWN,
                [whole(explorer.view.draw(explorer.solve(explorer.scenario(preset)))), 840, None],
            )
            drawing = page.locator(".lessons-chart-drawing").element_handle()
            found = page.evaluate(CONTRASTS, [drawing, computed])
            assert found
            low |= {(name, preset, word): at for word, at in found if at < LEAST}
    added.evaluate("(style) => style.remove()")
    assert low == {}


@pytest.mark.parametrize("name", NAMES)
def test_all_words_can_be_read_beside_kept_curves(page: Page, name: str) -> None:
    explorer, presets = entry(name)(), list(entry(name).presets.values())
    for inputs in (presets * MOST_KEPT)[:MOST_KEPT]:
        explorer.controls.move(**inputs)
        explorer.keep()
    explorer.controls.move(**presets[0])
    assert wrong(page, explorer.chart.spec) == {}


DRAWN_PREDICTIONS = {
    name: asked
    for lesson in data.lessons().values()
    for name, asked in lesson.predictions.items()
    if asked.axis or asked.kind == "sketch"
}


def words_of(spec: dict[str, Any], axis: str) -> list[float]:
    """Return where on an axis the words of a drawing stand."""
    way, number = axis[0], axis[1:]
    return [
        at
        for trace in spec["data"]
        if "text" in trace.get("mode", "") and trace.get(f"{way}axis", way)[1:] == number
        for at, text in zip(
            trace[way], trace["text"], strict=False
        )  # words of a chart may be none
        if text and at is not None
    ]


@pytest.mark.parametrize("name", DRAWN_PREDICTIONS)
def test_no_word_is_crossed_by_a_prediction_that_runs_through_its_place(
    page: Page, name: str
) -> None:
    asked = DRAWN_PREDICTIONS[name]
    figure, axis = asked.figure, asked.axis or "y"
    explorer, found = entry(figure.explorer)(figure.preset, **figure.inputs), {}
    spec = explorer.chart.spec
    ends = spec["layout"][axis.replace(axis[0], f"{axis[0]}axis")]["range"]
    for at in {*words_of(spec, axis), *ends}:
        is_sketch = asked.kind == "sketch"
        line = curve(asked.across, [at] * len(asked.across)) if is_sketch else None
        explorer.overlay(line or mark(at, axis, explorer.chart.spec))
        told = wrong(page, explorer.chart.spec)
        if told:
            found[at] = told
    assert found == {}
