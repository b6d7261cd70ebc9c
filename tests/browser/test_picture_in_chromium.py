"""A picture on its way, beside the same one at rest: what a moving slider shows is right."""

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from benchmarks.sliders import Slider, costliest
from playwright.sync_api import Browser, Page

from lessons.explore import catalogue
from lessons.widgets.chart import SCRIPTS, Chart
from lessons.widgets.page import script

STEPS = 8  # of a walk of the slider, and as many back
PAGE = """<style>.drawing { height: 440px !important }</style>
<figure><div class="drawing"></div><figcaption></figcaption></figure>"""

# All that is seen of a drawing, wherever in it it stands, to a tenth of a pixel.
WALK = """async ([html, messages]) => {
  document.body.innerHTML = html;
  const [figure, drawing, sentence] = ["figure", ".drawing", "figcaption"].map(
    (part) => document.querySelector(part));
  const tenth = (one) => (+one + 0.012).toFixed(1); // no half of a tenth is rounded by chance
  const seen = (mark) => [mark.tagName, mark.children.length ? "" : mark.textContent,
      ...[...mark.attributes].filter(({ name }) => !["id", "class", "clip-path"].includes(name))
        .map(({ name, value }) => `${name}=${value}`).sort()]
    .join(" ").replace(/clip[0-9a-f]+/g, "").replace(/-?\\d+(\\.\\d+)?/g, tenth);
  const shapes = (without) => [...drawing.querySelectorAll("svg *")]
    .filter((mark) => !mark.closest(without)).map(seen).sort();
  const [titles, nothing] = ["defs, [class^=g-y][class$=title]", "defs"]; // set right at rest
  const compare = (before, after) => different.push(
    ...before.filter((one) => !after.includes(one)),
    ...after.filter((one) => !before.includes(one)));
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const [whole, ...moves] = messages.map(([content, ...buffers]) => withArrays(
    content, buffers.map((bytes) => new DataView(new Uint8Array(bytes).buffer))));
  const picture = new Picture({ figure, drawing, sentence }), ways = [], different = [];
  let calls = [];
  const watched = (way) => (...told) => { calls.push(way); return Plotly[way](...told); };
  picture.spec = whole;
  picture.start({ ...Plotly,
    ...Object.fromEntries(["animate", "relayout", "react"].map((way) => [way, watched(way)])) });
  await painted();
  for (const move of moves) {
    calls = [];
    picture.move(move);
    await painted();
    clearTimeout(picture.settling);
    ways.push(calls.join(" "));
    const onTheWay = shapes(titles);
    picture.settle();
    await painted();
    const atRest = shapes(titles);
    compare(onTheWay, atRest);
  }
  const stands = shapes(nothing);
  await Plotly.redraw(drawing);
  const anew = shapes(nothing);
  compare(stands, anew);
  return { ways, different };
}"""


def messages(slider: Slider) -> list[list[Any]]:
    """Return what the chart sends on a walk of the slider and back: contents, and buffers."""
    one = catalogue()[slider.explorer]
    there = slider.walk(STEPS)
    walk = [slider.value(slider.start), *there, *reversed(there)]
    specs = [one.view.draw(one.solve(one.scenario().replace(**{slider.name: at}))) for at in walk]
    chart, sent = Chart(specs[0], ""), []
    chart.send = lambda content, buffers: sent.append(
        [content, *(list(one.cast("B")) for one in buffers)]
    )
    chart._answer(chart, {"kind": "whole"}, [])
    for spec in specs[1:]:
        chart.show(spec, "")
    return sent


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Iterator[Page]:
    """Open a page with Plotly and the chart's own script, and no JupyterLab around them."""
    with browser.new_context(viewport={"width": 900, "height": 700}) as context:
        page = context.new_page()
        page.add_script_tag(path=str(files("plotly") / "package_data" / "plotly.min.js"))
        own = f"{script(*SCRIPTS)}\nObject.assign(window, {{ Picture, withArrays }});"
        page.add_script_tag(content=own, type="module")
        page.wait_for_function("() => window.Picture")
        yield page


@pytest.mark.parametrize("name", list(catalogue()))
def test_a_picture_on_its_way_is_the_one_at_rest(plain: Page, name: str) -> None:
    """And that one is the one drawn from nothing. Hardly a move takes Plotly's whole redraw."""
    sent = messages(costliest(catalogue()[name]))
    assert {content["kind"] for content, *_ in sent[1:]} == {"move"}
    found = plain.evaluate(WALK, [PAGE, sent])
    assert found["different"] == []
    assert any("animate" in way for way in found["ways"])
    assert sum("react" in way for way in found["ways"]) <= len(sent) / 8
