"""What a chart knows of Plotly that Plotly does not promise, in the Plotly that is installed."""

from collections.abc import Iterator
from importlib.resources import files

import pytest
from page_scripts import load
from playwright.sync_api import Browser, Page

# A drawing with a line of some points, and one that counts its own places.
DRAWN = """async () => {
  document.body.innerHTML = "<div></div>";
  globalThis.drawing = document.body.firstChild;
  globalThis.line = (most) => ({ x: [...Array(most).keys()], y: Array(most).fill(1) });
  globalThis.traces = [{ type: "scatter", ...line(5) }, { type: "scatter", y: [1, 2, 3] }];
  globalThis.move = { mode: "immediate", transition: { duration: 0 },
    frame: { duration: 0, redraw: false } };
  globalThis.animate = (data) => Plotly.animate(drawing, { data, traces: [0, 1] }, move);
  globalThis.shapes = () => [...drawing.querySelectorAll("path.js-line")]
    .map((path) => path.getAttribute("d"));
  await Plotly.newPlot(drawing, structuredClone(traces), { xaxis: { range: [0, 9] },
    yaxis: { range: [0, 4] } });
}"""


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Iterator[Page]:
    """Open a page with Plotly and what is known of it."""
    with browser.new_context() as context:
        page = context.new_page()
        page.add_script_tag(path=str(files("plotly") / "package_data" / "plotly.min.js"))
        load(page, "widgets/chart/plotly_privates.js", "spare", "unspare", "lengthOf")
        yield page


@pytest.fixture
def page(plain: Page) -> Page:
    """Draw two lines."""
    plain.evaluate(DRAWN)
    return plain


def test_full_data_is_each_trace_as_it_is_drawn(page: Page) -> None:
    """With what the trace itself leaves out."""
    found = page.evaluate("drawing._fullData.map(({ type, y, visible }) => [type, y, visible])")
    assert found == [["scatter", [1] * 5, True], ["scatter", [1, 2, 3], True]]


def test_length_is_how_much_of_a_trace_there_is_to_draw(page: Page) -> None:
    assert page.evaluate("drawing._fullData.map((trace) => trace._length)") == [5, 3]
    assert page.evaluate("traces.map(lengthOf)") == [5, 3]


def test_full_layout_is_the_layout_as_it_is_drawn(page: Page) -> None:
    assert page.evaluate("drawing._fullLayout.xaxis.range") == [0, 9]
    assert page.evaluate("drawing._fullLayout.width") > 0


def test_skip_defaults_leaves_out_what_would_be_worked_out_anew(page: Page) -> None:
    """A drawing that was spared it shows what one shows that was not."""
    page.evaluate("animate([line(9), { y: [3, 2, 1] }])")
    anew, shapes = page.evaluate("drawing._fullData[0]._length"), page.evaluate("shapes()")
    page.evaluate(DRAWN)
    page.evaluate("globalThis.before = drawing._fullData[0]")
    page.evaluate("""async () => {
      const data = [line(9), { y: [3, 2, 1] }];
      spare(drawing, data, () => false);
      await animate(data);
    }""")
    assert page.evaluate("drawing._fullData[0] === before")
    assert page.evaluate("before._length") == anew == 9
    assert page.evaluate("shapes()") == shapes
    assert page.evaluate("drawing._fullLayout._skipDefaults") is None


def test_what_is_of_another_kind_is_not_spared(page: Page) -> None:
    for data in ("[{ y: [] }, {}]", "[{ y: 1 }, {}]", '[{}, { text: ["a"] }]'):
        page.evaluate(f"spare(drawing, {data}, () => false)")
        assert page.evaluate("drawing._fullLayout._skipDefaults") is None


def test_what_was_spared_and_not_drawn_keeps_nothing_from_what_comes_next(page: Page) -> None:
    page.evaluate("spare(drawing, [line(9), {}], () => false)")
    assert page.evaluate("drawing._fullLayout._skipDefaults") is True
    page.evaluate("unspare(drawing)")
    page.evaluate("Plotly.react(drawing, [{ type: 'bar', y: [1] }], {})")
    assert page.evaluate("drawing._fullData.map(({ type }) => type)") == ["bar"]
