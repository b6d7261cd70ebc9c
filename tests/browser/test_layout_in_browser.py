"""Where an explorer's parts stand: on every screen, on paper, on a projector, in any colours.

One notebook of all explorers is opened once in each of three front ends.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from lab import open_notebook, opened_page, run_all, save, wait_for_kernel, write_notebook
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pypdf import PdfReader

from lessons import explore

SIZES = ((1280, 800), (1366, 768), (1024, 768), (820, 1180), (390, 844))
NAMES = explore.NAMES
NOTEBOOK = "explorers-in-{}.ipynb"  # what two pages save of one file would be in conflict

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
    open_notebook(page, lab, NOTEBOOK.format("lab"))
    run_all(page)


def in_notebook(page: Page, lab: str) -> None:
    """Run the notebook in Notebook 7."""
    page.goto(f"{lab}/notebooks/{NOTEBOOK.format('notebook')}")
    wait_for_kernel(page)
    run_all(page)


@pytest.fixture(scope="module")
def opened(
    context: BrowserContext, folder: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[[str], Page]]:
    """Open one notebook of all explorers, once in each front end that is asked for."""
    cells = [f"explore.{name}()" for name in NAMES]
    for front_end in ("lab", "notebook", "voila"):
        write_notebook(folder / NOTEBOOK.format(front_end), "from lessons import explore", *cells)
    pages: dict[str, Page] = {}
    stack = ExitStack()

    def page_of(front_end: str) -> Page:
        if front_end not in pages:
            is_voila = front_end == "voila"
            server = request.getfixturevalue("presented" if is_voila else "lab")
            page = (
                request.getfixturevalue("kept")[0]
                if front_end == "lab"
                else stack.enter_context(opened_page(context))
            )
            page.set_viewport_size({"width": 1280, "height": 800})
            if is_voila:
                page.goto(f"{server}/voila/render/{NOTEBOOK.format(front_end)}")
            else:
                {"lab": in_lab, "notebook": in_notebook}[front_end](page, server)
            drawn = page.locator(".lessons-explorer svg.main-svg:first-child")
            expect(drawn).to_have_count(len(NAMES), timeout=60_000)
            pages[front_end] = page
        return pages[front_end]

    with stack:
        yield page_of


def explorer(page: Page, name: str) -> Locator:
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


def test_two_columns_begin_at_620_pixels_of_explorer(opened: Callable[[str], Page]) -> None:
    page = opened("voila")
    shown = explorer(page, "make_or_buy")
    for width in (620, 619):
        page.set_viewport_size({"width": width + 16, "height": 800})  # the page's own edges
        shown.evaluate("part => part.scrollIntoView()")
        assert shown.bounding_box()["width"] == width
        stage = shown.locator(".lessons-explorer-stage").bounding_box()
        inputs = shown.locator(".lessons-explorer-inputs").bounding_box()
        assert (inputs["x"] + inputs["width"] <= stage["x"]) == (width == 620)
        assert (stage["y"] + stage["height"] <= inputs["y"]) == (width == 619)


def test_nothing_scrolls_sideways_at_320_pixels(opened: Callable[[str], Page]) -> None:
    page = opened("voila")
    page.set_viewport_size({"width": 320, "height": 400})
    page.wait_for_function("() => document.documentElement.scrollWidth <= 320")
    widest = page.locator(".lessons-explorer").evaluate_all(
        "all => Math.max(...all.map((one) => one.scrollWidth - one.clientWidth))"
    )
    assert widest == 0


def test_a_chart_keeps_its_height_at_200_percent(opened: Callable[[str], Page]) -> None:
    page = opened("voila")
    page.set_viewport_size({"width": 640, "height": 400})
    heights = page.locator(".lessons-explorer .lessons-chart-drawing").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().height)"
    )
    assert len(heights) == len(NAMES)
    assert min(heights) >= 180


def test_what_moves_a_later_input_opens_it(opened: Callable[[str], Page]) -> None:
    page = opened("voila")
    page.set_viewport_size({"width": 1280, "height": 800})
    shown = explorer(page, "handover")
    later = shown.get_by_role("slider", name="What the team knows already")
    opener = shown.get_by_role("button", name="More inputs")
    expect(opener).to_have_attribute("aria-expanded", "false")
    expect(later).to_be_hidden()
    opener.focus()
    page.keyboard.press("Enter")
    expect(later).to_be_visible()
    expect(opener).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")
    expect(later).to_be_hidden()
    shown.get_by_role("slider", name="Booked at first").press("ArrowLeft")
    expect(later).to_be_hidden()
    shown.get_by_role("combobox", name="Preset").select_option("New hire knows social media")
    expect(later).to_be_visible()
    expect(opener).to_have_attribute("aria-expanded", "true")
    shown.get_by_role("button", name="Reset").click()


def test_a_message_moves_nothing(opened: Callable[[str], Page]) -> None:
    page = opened("voila")
    page.set_viewport_size({"width": 1280, "height": 800})
    shown = explorer(page, "make_or_buy")
    body = shown.locator(".lessons-explorer-body")
    copy = shown.get_by_role("button", name="Copy as code")
    copy.scroll_into_view_if_needed()
    before = shown.bounding_box(), body.bounding_box()
    copy.click()
    said = shown.get_by_role("status").filter(has_text="explore.make_or_buy()")
    expect(said).to_be_visible()
    assert (shown.bounding_box(), body.bounding_box()) == before
    shown.get_by_role("slider", name="Yearly volume").press("ArrowRight")
    expect(said).to_be_hidden()
    shown.get_by_role("button", name="Reset").click()


def test_several_drawings_without_room_are_shown_one_at_a_time(
    opened: Callable[[str], Page],
) -> None:
    page = opened("voila")
    shown = explorer(page, "handover")
    row = shown.get_by_role("group", name="Drawings of the chart")
    axes = shown.locator(".js-plotly-plot .ytick text").first
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(row).to_be_hidden()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(row.get_by_role("button", pressed=True)).to_have_text("Spent so far")
    row.get_by_role("button", name="Hours a week").click()
    expect(row.get_by_role("button", pressed=True)).to_have_text("Hours a week")
    expect(axes).to_be_attached()
    titles = shown.locator(".js-plotly-plot").evaluate(
        "plot => ['yaxis', 'yaxis2', 'yaxis3'].filter((axis) => plot._fullLayout[axis].visible)"
    )
    assert titles == ["yaxis"]


GROWN = (
    ".lessons-controls label",
    ".lessons-controls input[type=range]",
    ".lessons-controls input[type=text]",
    ".lessons-chart-sentence",
    ".lessons-explorer-tabs button",
)


@pytest.mark.parametrize("front_end", ["lab", "voila"])
def test_a_presented_explorer_fills_the_projector(
    opened: Callable[[str], Page], front_end: str
) -> None:
    page = opened(front_end)
    page.set_viewport_size({"width": 1920, "height": 1080})
    shown = explorer(page, "handover")
    shown.scroll_into_view_if_needed()

    def sizes() -> dict[str, float]:
        """Return the size of type or of a slider: what of it is seen, whatever zooms it."""
        return {
            one: shown.locator(one).first.evaluate(
                """part => part.type === "range" ? part.getBoundingClientRect().height
                : parseFloat(getComputedStyle(part).fontSize) * (part.currentCSSZoom ?? 1)"""
            )
            for one in GROWN
        }

    before = sizes()
    shown.get_by_role("button", name="Present").click()
    shown.locator(".lessons-presenter").wait_for()
    after = sizes()
    assert all(after[one] >= 1.2 * before[one] for one in GROWN), (before, after)
    seen = page.locator(".jp-WindowedPanel-outer" if front_end == "lab" else "body")
    room = seen.evaluate("part => [part.clientWidth, Math.min(part.clientHeight, innerHeight)]")
    box = shown.bounding_box()
    assert box["width"] >= room[0] - 80
    assert box["height"] == pytest.approx(room[1], abs=2)
    drawing = shown.locator(".lessons-chart-drawing").bounding_box()
    assert drawing["height"] >= 0.4 * room[1]
    shown.get_by_role("button", name="Present", exact=True).click()


def test_a_clicker_walks_the_script_wherever_the_focus_is(opened: Callable[[str], Page]) -> None:
    page = opened("voila")
    page.set_viewport_size({"width": 1280, "height": 800})
    shown = explorer(page, "make_or_buy")
    shown.get_by_role("button", name="Present").click()
    count = shown.locator(".lessons-presenter-count")
    slider = shown.get_by_role("slider", name="Yearly volume")
    expect(shown.get_by_role("group", name="Demo script")).to_contain_text("Press Next to begin")
    slider.focus()
    stood = slider.input_value()
    page.keyboard.press("PageDown")
    expect(count).to_have_text("Step 1 of 5: ask")
    assert slider.input_value() == stood
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("PageUp")
    expect(count).to_have_text("")
    shown.get_by_role("textbox", name="Yearly volume, number box").focus()
    page.keyboard.press("PageDown")
    expect(count).to_have_text("Step 1 of 5: ask")
    # Of two that present, the one with the focus hears it.
    other = explorer(page, "handover")
    other.get_by_role("button", name="Present").click()
    expect(other.get_by_role("group", name="Demo script")).to_contain_text("Press Next to begin")
    shown.get_by_role("slider", name="Yearly volume").focus()
    page.keyboard.press("PageUp")
    expect(count).to_have_text("")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("PageDown")
    expect(count).to_have_text("")
    expect(other.locator(".lessons-presenter-count")).to_contain_text("Step 1")
    for one in (shown, other):
        one.get_by_role("button", name="Present", exact=True).click()
        one.get_by_role("button", name="Reset").click()


def test_keys_that_are_not_ours_go_through(opened: Callable[[str], Page]) -> None:
    """Ctrl and S save the notebook from every kind of control; Ctrl and A stay with a text."""
    page = opened("lab")
    page.set_viewport_size({"width": 1280, "height": 800})
    shown = explorer(page, "contract_enforcement")
    shown.scroll_into_view_if_needed()
    controls = (
        shown.get_by_role("slider", name="Claim"),
        shown.get_by_role("textbox", name="Claim, number box"),
        shown.get_by_role("combobox", name="Country of the supplier"),
        shown.get_by_role("button", name="Reset"),
        shown.get_by_role("tab", name="About"),
    )
    for control in controls:
        control.focus()
        save(page, NOTEBOOK.format("lab"))
        expect(control).to_be_focused()
    box = controls[1]
    box.focus()
    page.keyboard.press("Control+a")
    assert box.evaluate("box => box.selectionEnd - box.selectionStart") == len(box.input_value())
    controls[0].focus()
    page.keyboard.type("dd")  # deletes a cell in the notebook's own command mode
    expect(page.locator(".lessons-explorer")).to_have_count(len(NAMES))


DARK = ":root { --jp-layout-color0: #111; --jp-ui-font-color1: #eee } body { background: #111 }"
PAPER = """() => addEventListener("beforeprint", () => {
  const plots = [...document.querySelectorAll(".lessons-explorer .js-plotly-plot")];
  globalThis.paper = {
    widths: plots.map((plot) => plot._fullLayout.width),
    inks: [...new Set(plots.map((plot) => plot._fullLayout.font.color))],
    grounds: [...new Set(plots.map((plot) => plot._fullLayout.paper_bgcolor))],
    sheet: getComputedStyle(document.body).backgroundColor,
  };
}, { once: true })"""
DRAWN = """() => [...document.querySelectorAll(".lessons-explorer .js-plotly-plot")]
  .map(({ _fullLayout: { width, height, font } }) => [width, height, font.color])"""


def test_paper_has_whole_charts_in_light_colours(opened: Callable[[str], Page]) -> None:
    page = opened("voila")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.add_style_tag(content=DARK)
    page.evaluate("document.body.dataset.jpThemeName = 'JupyterLab Dark'")
    page.wait_for_function(f"() => ({DRAWN})().every(([, , ink]) => ink === '#eee')")
    before = page.evaluate(DRAWN)
    page.evaluate(PAPER)
    pages = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    paper = page.evaluate("paper")
    assert paper["widths"] == [640] * len(NAMES)
    assert paper["inks"] == ["#111"]
    assert paper["grounds"] == ["rgb(255, 255, 255)"]
    assert paper["sheet"] == "rgb(255, 255, 255)"
    # The first chart's axis to its end, title and sentence: all on one sheet.
    sheet = next(one for one in pages if "Above 984\u00a0hours a year your own team" in one)
    assert "3,000" in sheet.split("Hours a year")[0]
    assert "the supplier is $22,400 cheaper" in " ".join(sheet.split())
    assert page.evaluate(DRAWN) == before


FORCED = """(explorer) => {
  const probe = explorer.appendChild(document.createElement("span"));
  const color = (name) => {
    probe.style.cssText = `forced-color-adjust: none; color: ${name}`;
    return getComputedStyle(probe).color;
  };
  const [ink, high] = ["CanvasText", "Highlight"].map(color);
  probe.remove();
  const all = (found, part) =>
    [...new Set([...explorer.querySelectorAll(found)].map((one) => getComputedStyle(one)[part]))];
  const tabs = [...explorer.querySelectorAll("[role=tab]")]
    .filter((tab) => getComputedStyle(tab).backgroundColor === high);
  return {
    ink,
    words: all(".lessons-chart-drawing svg text", "fill"),
    lines: all(".lessons-chart-drawing svg path.js-line", "stroke"),
    tabs: tabs.map((tab) => tab.ariaSelected),
  };
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_leave_words_and_lines(opened: Callable[[str], Page], scheme: str) -> None:
    page = opened("voila")
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    for name in ("make_or_buy", "your_case", "outsourcing_wave"):
        found = explorer(page, name).evaluate(FORCED)
        assert found["words"] == [found["ink"]], name
        assert found["lines"] in ([found["ink"]], []), name
        assert found["tabs"] == ["true"], name
    page.emulate_media(forced_colors="none", color_scheme="light")
