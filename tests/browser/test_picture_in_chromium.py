"""A picture on its way, beside the same one at rest: what a moving slider shows is right."""

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import numpy as np
import pytest
from drawn_words import faults
from page_scripts import load
from playwright.sync_api import Browser, Page, expect
from sliders import Slider, costliest

from lessons.explore import catalogue
from lessons.widgets.chart.chart import Chart

STEPS = 8  # of a walk of the slider, and as many back
PAGE = """<style>.drawing { height: 440px !important }</style>
<figure><div class="drawings"></div><div class="drawing"></div>
<figcaption></figcaption></figure>"""

# All that is seen of a drawing, wherever in it it stands, to a tenth of a pixel.
WALK = """async ([html, messages]) => {
  document.body.innerHTML = html;
  const [figure, drawings, drawing, sentence] = ["figure", ".drawings", ".drawing", "figcaption"]
    .map((part) => document.querySelector(part));
  const tenth = (one) => (+one + 0.012).toFixed(1); // no half of a tenth is rounded by chance
  const seen = (mark) => [mark.tagName, mark.children.length ? "" : mark.textContent,
      ...[...mark.attributes].filter(({ name }) => !["id", "class", "clip-path"].includes(name))
        .map(({ name, value }) => `${name}=${value}`).sort()]
    .join(" ").replace(/url[(][^)]*[)]|clip[0-9a-f]+/g, "").replace(/-?\\d+(\\.\\d+)?/g, tenth);
  const shapes = (without) => [...drawing.querySelectorAll("svg *")]
    .filter((mark) => !mark.closest(without)).map(seen).sort();
  const [titles, nothing] = ["defs, [class^=g-y][class$=title]", "defs"]; // set right at rest
  const compare = (before, after) => different.push(
    ...before.filter((one) => !after.includes(one)),
    ...after.filter((one) => !before.includes(one)));
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const [whole, ...moves] = messages.map(([content, ...buffers]) => withArrays(
    content, buffers.map((bytes) => new DataView(new Uint8Array(bytes).buffer))));
  const picture = new Picture({ figure, drawings, drawing, sentence }, {});
  const ways = [], different = [];
  let spared = 0;
  let calls = [];
  const watched = (way) => (...told) => { calls.push(way); return Plotly[way](...told); };
  const frames = new Frames(figure, () => {});
  frames.tell(whole);
  picture.spec = frames.told.spec;
  picture.start({ ...Plotly,
    ...Object.fromEntries(["animate", "relayout", "react"].map((way) => [way, watched(way)])) });
  await painted();
  const text = (spec) =>
    JSON.stringify(spec, (_, value) => value instanceof Float64Array ? [...value] : value);
  for (const move of moves) {
    calls = [];
    const { spec: before } = frames.told; // others may be told from it
    const stood = text(before);
    frames.tell(move);
    picture.become(frames.told.spec);
    clearTimeout(picture.settling); // a busy machine paints later than it would settle
    spared += Boolean(drawing._fullLayout._skipDefaults);
    await painted();
    if (text(before) !== stood) different.push("Plotly has written into a spec");
    if (drawing._fullLayout._skipDefaults) different.push("what was spared is not drawn");
    ways.push(calls.join(" "));
    const onTheWay = shapes(titles);
    picture.settle();
    await painted();
    const atRest = shapes(titles);
    compare(onTheWay, atRest);
  }
  const compareAnew = async () => {
    const stands = shapes(nothing);
    await Plotly.redraw(drawing);
    compare(stands, shapes(nothing));
  };
  await compareAnew();
  drawing._fullLayout._skipDefaults = true; // as if a move had never been drawn
  picture.whole(whole);
  await painted();
  await compareAnew();
  return { ways, spared, different };
}"""


def walked(slider: Slider) -> list[dict[str, Any]]:
    """Return the pictures of a walk of the slider and back."""
    one = catalogue()[slider.explorer]
    there = slider.walk(STEPS)
    walk = [slider.value(slider.start), *there, *reversed(there)]
    return [one.view.draw(one.solve(one.scenario().replace(**{slider.name: at}))) for at in walk]


def messages(specs: list[dict[str, Any]]) -> list[list[Any]]:
    """Return what a chart sends that shows one picture after the other: contents, and buffers."""
    chart, sent = Chart(specs[0], ""), []
    chart.send = lambda content, buffers: sent.append(
        [content, *(list(one.cast("B")) for one in buffers)]
    )
    chart._hear(chart, {"kind": "whole"}, [])
    for spec in specs[1:]:
        chart.show(spec, "")
    return sent


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Iterator[Page]:
    """Open a page with Plotly and the chart's own script, and no JupyterLab around them."""
    with browser.new_context(viewport={"width": 900, "height": 700}) as context:
        page = context.new_page()
        page.add_script_tag(path=str(files("plotly") / "package_data" / "plotly.min.js"))
        load(page, "widgets/chart/chart.js", "Picture", "Frames", "withArrays", "watch")
        yield page


@pytest.mark.parametrize("name", list(catalogue()))
def test_a_picture_on_its_way_is_the_one_at_rest(plain: Page, name: str) -> None:
    """And that one is the one drawn from nothing. Hardly a move takes Plotly's whole redraw."""
    sent = messages(walked(costliest(catalogue()[name])))
    assert {content["kind"] for content, *_ in sent[1:]} == {"move"}
    found = plain.evaluate(WALK, [PAGE, sent])
    assert found["different"] == []
    assert any("animate" in way for way in found["ways"])
    assert found["spared"] >= len(sent) * 2 / 3
    assert sum("react" in way for way in found["ways"]) <= len(sent) / 8


def test_a_curve_that_counts_its_own_places_moves_too(plain: Page) -> None:
    """Plotly takes a trace without an ``x``: its places are counted."""
    layout = {"xaxis": {"range": [0, 8]}, "yaxis": {"range": [0, 1]}}
    specs = [
        {"data": [{"type": "scatter", "y": np.linspace(0, 1, most)}], "layout": layout}
        for most in (5, 9, 7)
    ]
    found = plain.evaluate(WALK, [PAGE, messages(specs)])
    assert (found["different"], found["spared"]) == ([], 2)


# What becomes of a picture in a page that hides it, narrows it, and changes its colours, beside
# the same picture drawn from nothing at the end. Each call of Plotly tells the width it is for.
EVENTS = """async ([html, events]) => {
  document.body.innerHTML = html + html;
  document.body.style.width = "";
  delete document.body.dataset.jpThemeName;
  const widths = [];
  const watched = (way) => (drawing, ...told) => {
    widths.push(drawing.clientWidth);
    return Plotly[way](drawing, ...told);
  };
  const ways = ["newPlot", "animate", "relayout", "react"];
  const made = [...document.querySelectorAll("figure")].map((figure) => {
    const [drawings, drawing, sentence] = figure.children;
    return { picture: new Picture({ figure, drawings, drawing, sentence }, {}), figure, drawing };
  });
  const [{ picture, figure, drawing }, anew] = made;
  anew.figure.hidden = true;
  const frames = new Frames(figure, () => {});
  const ears = new AbortController();
  watch(picture, ears.signal);
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const happen = {
    message: ([content, ...buffers]) => {
      frames.tell(withArrays(
        content, buffers.map((bytes) => new DataView(new Uint8Array(bytes).buffer))));
      picture[content.kind === "whole" ? "whole" : "become"](frames.told.spec);
      clearTimeout(picture.settling); // it comes to rest when it is told to
    },
    start: () => picture.start({ ...Plotly,
      ...Object.fromEntries(ways.map((way) => [way, watched(way)])) }),
    width: (pixels) => (document.body.style.width = `${pixels}px`),
    hidden: (isHidden) => (figure.hidden = isHidden),
    theme: (name) => (document.body.dataset.jpThemeName = name),
    settled: () => picture.settle(),
  };
  for (const [event, told] of events) {
    happen[event](told);
    await painted();
    await painted();
  }
  const seen = (one) => [...one.querySelectorAll("svg *")].filter((mark) => !mark.closest("defs"))
    .map((mark) => [mark.tagName, mark.children.length ? "" : mark.textContent,
      ...[...mark.attributes].filter(({ name }) => !["id", "class", "clip-path"].includes(name))
        .map(({ name, value }) => `${name}=${value}`).sort()].join(" ")
      .replace(/url[(][^)]*[)]|clip[0-9a-f]+/g, "")
      .replace(/-?\\d+(\\.\\d+)?/g, (one) => Math.round(+one)));
  const stands = seen(drawing);
  ears.abort();
  figure.hidden = true;
  anew.figure.hidden = false;
  anew.picture.spec = structuredClone(picture.spec);
  anew.picture.start(Plotly);
  await painted();
  const fresh = seen(anew.drawing);
  anew.picture.close();
  return { widths, stands, fresh };
}"""


# Lines with texts, bars alone, several drawings with a long legend, and a second axis.
OF_EACH_KIND = ("make_or_buy", "staff_allocation", "handover", "your_case", "outsourcing_wave")


@pytest.mark.parametrize("name", OF_EACH_KIND)
def test_a_picture_is_the_same_whatever_the_page_did_meanwhile(plain: Page, name: str) -> None:
    """Nothing is worked out for a drawing without width, and nothing stays undrawn."""
    explorer, sent = catalogue()[name](), []
    explorer.chart.send = lambda content, buffers: sent.append(
        ["message", [content, *(list(one.cast("B")) for one in buffers)]]
    )
    slider = costliest(catalogue()[name])
    first, second, third, *_ = slider.walk(STEPS)
    explorer.chart._hear(explorer.chart, {"kind": "whole"}, [])
    for at in (first, second):
        explorer.keep()
        explorer.controls[slider.name].value = at
    explorer.controls[slider.name].value = slider.value(slider.start)
    explorer.forget()
    explorer.controls[slider.name].value = third
    *shown, last = sent
    events = [
        ["hidden", True],
        *[shown[0], ["start", None], ["hidden", False]],
        *shown[1:],
        *[["settled", None], ["width", 500], ["width", 800], ["width", 500], ["width", 800]],
        *[["hidden", True], ["theme", "dark"], last, ["settled", None], ["hidden", False]],
    ]
    found = plain.evaluate(EVENTS, [PAGE, events])
    assert min(found["widths"]) > 0
    assert len(found["stands"]) > 40
    assert found["stands"] == found["fresh"]


def test_a_drag_over_a_whole_slider_ends_in_the_picture_drawn_from_nothing(plain: Page) -> None:
    """Labels of an axis get wider on the way, before anything comes to rest."""
    one = catalogue()["candy_launch"]
    specs = [one.view.draw(one.solve(one.scenario(base_hours=hours))) for hours in range(101)]
    whole, *moves = messages(specs)
    events = [["message", whole], ["start", None], *(["message", move] for move in moves)]
    html = f"<style>figure {{ font-family: system-ui }}</style>{PAGE}"
    found = plain.evaluate(EVENTS, [html, [*events, ["settled", None]]])
    assert found["stands"] == found["fresh"]


# Draws a picture in so many pixels, and tells how many rows its legend has.
DRAWN = """async ([html, [content, ...buffers], width]) => {
  document.body.innerHTML = html.replace("height: 440px !important", "");
  document.body.style.width = `${width}px`;
  const [figure] = document.getElementsByTagName("figure");
  const [drawings, drawing, sentence] = figure.children;
  figure.style.margin = 0;
  drawing.style.height = "var(--lessons-chart-own)";
  const picture = new Picture({ figure, drawings, drawing, sentence }, {});
  picture.spec = withArrays(content, buffers.map(
    (bytes) => new DataView(new Uint8Array(bytes).buffer)));
  picture.start(Plotly);
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return new Set([...drawing.querySelectorAll(".legend .traces")].map(
    (entry) => Math.round(entry.getBoundingClientRect().top))).size;
}"""
SECOND_AXIS = {"compared_with": "Air freight", "compared_country": "World"}


@pytest.mark.parametrize("width", [900, 640, 500, 340])
@pytest.mark.parametrize(
    ("name", "inputs"), [*((name, {}) for name in catalogue()), ("outsourcing_wave", SECOND_AXIS)]
)
def test_every_word_of_a_drawing_can_be_read(
    plain: Page, name: str, inputs: dict, width: int
) -> None:
    """No word is cut or over another one, and a legend takes a row, on a telephone two."""
    entry = catalogue()[name]
    outcome = entry.solve(entry.scenario(**inputs))
    (sent,) = messages([entry.view.draw(outcome)])
    rows = plain.evaluate(DRAWN, [PAGE, sent, width])
    assert faults(plain.locator(".drawing")) == []
    # On a telephone two names hardly fit beside each other.
    assert rows <= (1 if width >= 500 else 2)


# Draws a picture on a page of some colours.
COLOURED = """async ([html, [content, ...buffers], ground, ink]) => {
  document.body.innerHTML = `<main style="background: ${ground}; color: ${ink}">${html}</main>`;
  const [figure] = document.getElementsByTagName("figure");
  const [drawings, drawing, sentence] = figure.children;
  const picture = new Picture({ figure, drawings, drawing, sentence }, {});
  picture.spec = withArrays(content, buffers.map(
    (bytes) => new DataView(new Uint8Array(bytes).buffer)));
  picture.start(Plotly);
}"""


@pytest.mark.parametrize(
    ("ground", "ink"), [("rgb(17, 17, 17)", "white"), ("rgb(255, 255, 255)", "black")]
)
def test_a_hovered_name_stands_on_the_colour_of_the_page(
    plain: Page, ground: str, ink: str
) -> None:
    entry = catalogue()["make_or_buy"]
    (sent,) = messages([entry.view.draw(entry.solve(entry.scenario()))])
    plain.evaluate(COLOURED, [PAGE, sent, ground, ink])
    curve = plain.locator(".scatterlayer .js-line").first.bounding_box()
    plain.mouse.move(curve["x"] + 1, curve["y"] + curve["height"] - 1)  # where it begins
    expect(plain.locator(".hovertext rect").first).to_have_css("fill", ground)
