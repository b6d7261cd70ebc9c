"""An explorer as a learner meets it: JupyterLab, Chromium, mouse and keyboard."""

import codecs
import re
from pathlib import Path

import pytest
from lab import Traffic, drag, open_lesson, open_notebook, run_all, run_anew, write_notebook
from playwright.sync_api import Locator, Page, expect

LESSON = "01-what-is-insourcing.ipynb"
SENTENCE = ".lessons-chart-sentence"


def curve(page: Page, name: str) -> Locator:
    """Find the drawn line of the last explorer; `name` is its place among the curves."""
    place = {"In-house": 0, "Outsourced": 1}[name]
    width = "path.js-line[style*='stroke-width: 3.5px']"
    return page.locator(".lessons-chart-drawing").last.locator(width).nth(place)


def settled(page: Page) -> None:
    """Wait until the chart has come to rest after a move."""
    expect(page.locator(SENTENCE).last).to_have_attribute("aria-busy", "false")


@pytest.fixture(scope="module")
def notebook(kept: tuple[Page, Traffic], lab: str, folder: Path) -> tuple[Page, Traffic]:
    """Open a notebook of one explorer once."""
    write_notebook(folder / "one.ipynb", "from lessons import explore", "explore.make_or_buy()")
    open_notebook(kept[0], lab, "one.ipynb")
    return kept


@pytest.fixture
def explorer(notebook: tuple[Page, Traffic]) -> Page:
    """Run the notebook of one explorer anew."""
    page, _ = notebook
    run_anew(page)
    curve(page, "In-house").wait_for()
    settled(page)
    return page


def test_lesson_one_runs_and_follows_keyboard_and_mouse(
    desk: Page, lab: str, kept_traffic: Traffic
) -> None:
    open_lesson(desk, lab, LESSON)
    desk.locator(".lessons-prediction").first.get_by_role("button", name="Show without").click()
    curve(desk, "Outsourced").wait_for()
    explorer = desk.get_by_role("region", name="Make or buy")
    sentence = explorer.locator(SENTENCE)
    expect(sentence).to_have_text(
        "Outsource: at 800 hours a year the supplier is $22,400 cheaper. "
        "Insourcing wins above 984 hours a year."
    )

    drawn = curve(desk, "Outsourced").get_attribute("d")
    explorer.get_by_role("slider", name="Price of the supplier").focus()
    desk.keyboard.press("ArrowRight")
    expect(sentence).to_contain_text("the supplier is $21,520 cheaper")
    expect(curve(desk, "Outsourced")).not_to_have_attribute("d", drawn)

    explorer.get_by_role("tab", name="Table", exact=True).click()
    expect(explorer.get_by_role("row").filter(has_text="800").first).to_contain_text("137,280")
    slider = explorer.get_by_role("slider", name="Yearly volume")
    drag(slider, 0.27, 1.1)
    expect(slider).to_have_attribute("aria-valuetext", "3,000 hours/year")
    expect(sentence).to_contain_text("Insource: at 3,000 hours a year")
    expect(explorer.get_by_role("row").filter(has_text="137,280")).to_have_count(0)
    assert kept_traffic.strangers == []
    assert kept_traffic.complaints == []


def test_a_number_beyond_the_bounds_is_refused_in_words(explorer: Page) -> None:
    box = explorer.get_by_role("textbox", name="Yearly volume, number box")
    for typed, said in {
        "99999": "Yearly volume must be between 0 and 3,000 hours/year; got 99,999.",
        "many": "Yearly volume must be a number; got “many”.",
        "": "Yearly volume must be a number; got “”.",
        "<b>5</b>": "Yearly volume must be a number; got “<b>5</b>”.",
    }.items():
        box.fill(typed)
        box.press("Enter")
        expect(explorer.get_by_role("alert").filter(has_text=said)).to_be_visible()
        expect(box).to_have_value("800")
    expect(explorer.locator(SENTENCE)).to_contain_text("at 800 hours")

    box.fill("1,250.5")
    box.press("Enter")
    expect(explorer.locator(SENTENCE)).to_contain_text("at 1,250.5 hours")
    expect(explorer.get_by_role("alert").filter(has_text="must")).to_have_count(0)


def test_a_percentage_is_typed_as_it_is_shown(explorer: Page) -> None:
    box = explorer.get_by_role("textbox", name="Overhead of outsourcing, number box")
    expect(box).to_have_value("10")
    box.fill("40 %")
    box.press("Enter")
    said = "Overhead of outsourcing must be between 0% and 25%; got 40%."
    expect(explorer.get_by_role("alert").filter(has_text=said)).to_be_visible()
    box.fill("7 %")
    box.press("Enter")
    expect(explorer.locator(SENTENCE)).to_contain_text("$26,120 cheaper")


def test_presets_reset_and_kept_curves(explorer: Page) -> None:
    preset = explorer.get_by_role("combobox", name="Preset")
    expect(preset).to_have_value("Cited rates")
    explorer.get_by_role("button", name="Keep this curve").click()
    faded = explorer.locator(".scatterlayer .trace path.js-line[style*='stroke-width: 2px']")
    expect(faded.and_(explorer.locator("[style*='0, 114, 178']"))).to_have_count(1)
    preset.select_option("Spare capacity")
    expect(explorer.locator(SENTENCE)).to_contain_text("Insource: at 800 hours")
    explorer.get_by_role("slider", name="Yearly volume").press("End")
    expect(preset).to_have_value("")
    explorer.get_by_role("button", name="Reset").click()
    expect(preset).to_have_value("Cited rates")
    expect(explorer.locator(SENTENCE)).to_contain_text("Outsource: at 800 hours")
    explorer.get_by_role("button", name="Forget kept curves").click()
    expect(faded.and_(explorer.locator("[style*='0, 114, 178']"))).to_have_count(0)


def test_copy_as_code_says_what_it_copied(explorer: Page) -> None:
    explorer.context.grant_permissions(["clipboard-read", "clipboard-write"])
    explorer.get_by_role("slider", name="Yearly volume").press("End")
    expect(explorer.locator(SENTENCE)).to_contain_text("at 3,000 hours")
    explorer.get_by_role("button", name="Copy as code").click()
    code = "explore.make_or_buy(volume=3_000)"
    expect(explorer.get_by_role("status").filter(has_text=code)).to_be_visible()
    assert explorer.evaluate("navigator.clipboard.readText()") == code


def test_tabs_answer_by_keyboard_and_the_table_is_downloaded(explorer: Page) -> None:
    explorer.get_by_role("tab", name="Chart").focus()
    explorer.keyboard.press("ArrowRight")
    panel = explorer.get_by_role("tabpanel", name="What would reverse it?")
    expect(panel.get_by_role("row").filter(has_text="Price of the supplier")).to_contain_text(
        "180.45 $/hour"
    )
    explorer.keyboard.press("ArrowRight")
    with explorer.expect_download() as download:
        explorer.get_by_role("button", name="Download CSV").click()
    assert download.value.suggested_filename == "make_or_buy.csv"
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(codecs.BOM_UTF8)
    lines = content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Yearly volume (hours),In-house ($)")
    assert len(lines) == 13
    explorer.get_by_role("tab", name="Table", exact=True).press("ArrowRight")
    about = explorer.get_by_role("tabpanel", name="About")
    expect(about).to_contain_text("Made up for the lesson.")
    expect(about).to_contain_text("(4A's), labor billing rate survey 2016")


def test_help_opens_beside_its_input(explorer: Page) -> None:
    button = explorer.get_by_role("button", name="What is Spare capacity?")
    text = explorer.get_by_text("paid for already and stands idle")
    expect(text).to_be_hidden()
    button.click()
    expect(text).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")


def test_the_arrow_keys_stay_with_the_slider(explorer: Page) -> None:
    slider = explorer.get_by_role("slider", name="Yearly volume")
    slider.focus()
    for key in ("ArrowUp", "ArrowDown", "ArrowUp"):
        explorer.keyboard.press(key)
    expect(slider).to_be_focused()
    expect(slider).to_have_attribute("aria-valuetext", "850 hours/year")


def test_one_move_is_one_message_of_the_kernel(
    explorer: Page, notebook: tuple[Page, Traffic]
) -> None:
    _, traffic = notebook
    slider = explorer.get_by_role("slider", name="Price of the supplier")
    slider.press("ArrowRight")
    expect(explorer.locator(SENTENCE)).to_contain_text("$21,520")
    settled(explorer)
    traffic.forget()
    slider.press("ArrowRight")
    expect(explorer.locator(SENTENCE)).to_contain_text("$20,640")
    settled(explorer)
    explorer.wait_for_timeout(300)
    assert traffic.answers == 1
    assert len(traffic.moves[0]) < 8_000


def test_a_page_without_plotly_still_tells_the_sentence(
    page: Page, lab: str, folder: Path
) -> None:
    page.add_init_script("delete globalThis.DecompressionStream")
    write_notebook(folder / "bare.ipynb", "from lessons import explore", "explore.make_or_buy()")
    open_notebook(page, lab, "bare.ipynb")
    run_all(page)
    expect(page.get_by_text("The chart cannot be drawn in this page")).to_be_visible()
    page.get_by_role("slider", name="Yearly volume").press("End")
    expect(page.locator(SENTENCE)).to_contain_text("Insource: at 3,000 hours")


def test_eight_explorers_cost_little_more_than_one(
    page: Page, lab: str, folder: Path, traffic: Traffic
) -> None:
    received = {}
    for number in (1, 8):
        cells = ["from lessons import explore"] + ["explore.make_or_buy()"] * number
        write_notebook(folder / f"many-{number}.ipynb", *cells)
        open_notebook(page, lab, f"many-{number}.ipynb")
        before = traffic.received
        run_all(page)
        for place in range(number):
            chart = page.locator(".lessons-explorer").nth(place)
            chart.scroll_into_view_if_needed()
            chart.locator("path.js-line").first.wait_for()
        received[number] = traffic.received - before
    assert received[8] <= 1.2 * received[1], received


def test_an_old_chart_may_go_while_another_waits_for_plotly(
    page: Page, lab: str, folder: Path
) -> None:
    cells = ["from lessons import explore"]
    cells += ["from IPython.display import clear_output; explore.make_or_buy()"]
    cells += ["first = explore.make_or_buy(); display(first); clear_output(); first.close()"]
    cells += ["explore.make_or_buy(volume=2_000)"]
    write_notebook(folder / "gone.ipynb", *cells)
    open_notebook(page, lab, "gone.ipynb")
    run_all(page)
    expect(page.locator(".lessons-explorer")).to_have_count(2)
    expect(page.locator(SENTENCE).last).to_have_text(re.compile(r"2,000\shours"))
    expect(page.locator(".lessons-explorer").last.locator("path.js-line").first).to_be_visible()
