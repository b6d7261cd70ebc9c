"""Every kind of input as a learner meets it: JupyterLab, Chromium, mouse and keyboard."""

import itertools
import re
import shutil
from pathlib import Path

import pytest
from lab import Traffic, drag, open_notebook, run_anew, write_notebook
from playwright.sync_api import Locator, Page, expect

CANTEEN = Path(__file__).parents[1] / "support" / "canteen.py"
SENTENCE = ".lessons-chart-sentence"
WIDTHS = (1280, 390)  # a laptop and a phone


@pytest.fixture(scope="module")
def notebook(kept: tuple[Page, Traffic], lab: str, folder: Path) -> tuple[Page, Traffic]:
    """Open a notebook once, whose cell opens the explorer of a module beside it."""
    shutil.copy(CANTEEN, folder)
    write_notebook(folder / "canteen.ipynb", "import canteen", "canteen.opened()")
    open_notebook(kept[0], lab, "canteen.ipynb")
    return kept


@pytest.fixture
def canteen(notebook: tuple[Page, Traffic], kept_traffic: Traffic) -> Page:
    """Run the notebook anew, and open all inputs of its explorer."""
    page, _ = notebook
    run_anew(page)
    page.locator("path.js-line").first.wait_for()
    expect(page.locator(SENTENCE)).to_have_attribute("aria-busy", "false")
    page.get_by_role("button", name="More inputs").click()
    return page


def says(page: Page, words: str) -> None:
    """Hold that the sentence comes to say something."""
    expect(page.locator(SENTENCE)).to_contain_text(words)


def refuses(page: Page, sentence: str) -> None:
    """Hold that the one refusal that is shown says something."""
    expect(page.get_by_role("alert").filter(has_text=re.compile("."))).to_have_text(sentence)


def typed(box: Locator, text: str) -> None:
    """Type into a number box as a person does."""
    box.fill(text)
    box.press("Enter")


def drag_thumb(thumb: Locator, start: float, end: float) -> None:
    """Drag a thumb of 16 pixels, the middle of which stays within the track."""
    drag(thumb, start, end, inset=8)


# By keyboard


def test_every_kind_is_driven_by_keyboard_alone(canteen: Page, kept_traffic: Traffic) -> None:
    canteen.get_by_role("checkbox", name="Eat inside").press("Space")
    says(canteen, "India, inside,")
    country = canteen.get_by_role("combobox", name="Country")
    country.press("ArrowDown")
    says(canteen, "Mexico, inside,")
    country.press("p")
    says(canteen, "Philippines, inside,")
    group = canteen.get_by_role("group", name="Guests from")
    group.get_by_role("checkbox", name="Poland").press("Space")
    says(canteen, "India and Poland")
    years = canteen.get_by_role("group", name="Years")
    years.get_by_role("slider", name="Years, from").press("ArrowRight")
    years.get_by_role("slider", name="Years, to").press("ArrowLeft")
    says(canteen, "1991 to 2023")
    typed(years.get_by_role("textbox", name="Years, from, number box"), "2005")
    says(canteen, "2005 to 2023")
    canteen.get_by_role("slider", name="Seats").press("Home")
    says(canteen, ", 10 seats")
    cell = canteen.get_by_role("textbox", name="Ben's hours on stew, number box")
    typed(cell, "1,500.5")
    says(canteen, "1522.5 hours")
    expect(canteen.locator(".jp-Notebook .jp-Cell")).to_have_count(2)
    assert kept_traffic.complaints == []
    assert kept_traffic.strangers == []


def test_the_notebook_takes_no_key_from_a_control(canteen: Page) -> None:
    """In the notebook's command mode, dd deletes a cell, a adds one and m makes it prose."""
    controls = canteen.locator(".lessons-explorer").locator(
        "select, button, input:not([type=text])"
    )
    for place in range(controls.count()):
        if controls.nth(place).is_visible() and not controls.nth(place).is_disabled():
            controls.nth(place).focus()
            canteen.keyboard.type("ddam")
    expect(canteen.locator(".jp-Notebook .jp-Cell")).to_have_count(2)
    expect(canteen.locator(".jp-Notebook .jp-CodeCell")).to_have_count(2)


def test_every_control_has_a_name(canteen: Page) -> None:
    names = canteen.locator(".lessons-controls").aria_snapshot()
    for role in ("checkbox", "combobox", "slider", "textbox", "button", "table", "group"):
        found = re.findall(rf"- {role}\b(.*)", names)
        assert found, role
        assert all(name.lstrip().startswith('"') for name in found), (role, found)
    for role, name in (("columnheader", "Stew"), ("rowheader", "Ben")):
        expect(canteen.get_by_role(role, name=name, exact=True)).to_have_count(1)


# By mouse


def test_every_kind_is_driven_by_mouse(canteen: Page) -> None:
    canteen.get_by_text("Eat inside", exact=True).click()
    says(canteen, "India, inside,")
    canteen.get_by_role("combobox", name="Country").select_option("Poland")
    says(canteen, "Poland, inside,")
    canteen.get_by_role("group", name="Guests from").get_by_text("Mexico").click()
    says(canteen, "India and Mexico")
    lower = canteen.get_by_role("slider", name="Years, from")
    upper = canteen.get_by_role("slider", name="Years, to")
    drag_thumb(lower, 10 / 45, 20 / 45)
    says(canteen, "2000 to 2024")
    drag_thumb(upper, 44 / 45, 30 / 45)
    says(canteen, "2000 to 2010")
    drag_thumb(canteen.get_by_role("slider", name="Seats"), 0.5, 1.1)
    says(canteen, "100000 seats")


def test_two_thumbs_that_meet_can_be_parted_to_either_side(canteen: Page) -> None:
    lower = canteen.get_by_role("slider", name="Years, from")
    upper = canteen.get_by_role("slider", name="Years, to")
    boxes = canteen.get_by_role("group", name="Years").get_by_role("textbox")

    def meet(year: int) -> float:
        """Bring both thumbs to one year; return the share of the track at which they stand."""
        for box, typing in ((boxes.last, 2025), (boxes.first, year), (boxes.last, year)):
            typed(box, str(typing))
        says(canteen, f"{year} to {year}")
        return (year - 1980) / 45

    for year in (1980, 2002):
        met = meet(year)
        # The pointer takes the upper thumb on its right half, the lower one on its left.
        drag_thumb(upper, met + 0.015, met + 0.25)
        expect(lower).to_have_value(str(year))
        expect(upper).not_to_have_value(str(year))
    for year in (2002, 2025):
        met = meet(year)
        drag_thumb(lower, met - 0.015, met - 0.25)
        expect(upper).to_have_value(str(year))
        expect(lower).not_to_have_value(str(year))


def test_a_thumb_stops_at_the_other_one(canteen: Page) -> None:
    lower = canteen.get_by_role("slider", name="Years, from")
    drag_thumb(lower, 10 / 45, 1.1)
    says(canteen, "2024 to 2024")
    lower.press("ArrowRight")
    expect(lower).to_have_value("2024")
    canteen.get_by_role("slider", name="Years, to").press("Home")
    says(canteen, "2024 to 2024")


ON_TOP = """(slider, share) => {
  slider.scrollIntoView({ block: "center" });
  const { left, width, top, height } = slider.getBoundingClientRect();
  const x = left + 8 + share * (width - 16);
  return document.elementFromPoint(x, top + height / 2).getAttribute("aria-label");
}"""


def test_a_finger_finds_the_thumb_that_can_be_moved(canteen: Page) -> None:
    """It does not hover: of two thumbs at a bound the one that can leave it lies on top."""
    start, end = canteen.get_by_role("group", name="Years").get_by_role("textbox").all()
    slider = canteen.get_by_role("slider", name="Years, from")
    typed(end, "2025")
    typed(start, "2025")
    assert slider.evaluate(ON_TOP, 1) == "Years, from"
    typed(start, "1980")
    typed(end, "1980")
    assert slider.evaluate(ON_TOP, 0) == "Years, to"


# What is refused


def test_what_is_refused_is_told_in_words_and_put_back(canteen: Page) -> None:
    india = canteen.get_by_role("checkbox", name="India")
    india.click()
    refuses(canteen, "Guests from needs at least 1 of its options; got 0.")
    expect(india).to_be_checked()
    canteen.get_by_role("checkbox", name="Mexico").click()
    says(canteen, "India and Mexico")
    start = canteen.get_by_role("textbox", name="Years, from, number box")
    for text, sentence in {
        "2025": "Years must be two numbers between 1980 and 2025, the lower one first; "
        "got 2025 to 2024.",
        "1066": "Years must be two numbers between 1980 and 2025, the lower one first; "
        "got 1066 to 2024.",
        "soon": "Years, from must be a number; got “soon”.",
    }.items():
        typed(start, text)
        refuses(canteen, sentence)
        expect(start).to_have_value("1990")
    typed(start, "2024")
    says(canteen, "2024 to 2024")
    typed(canteen.get_by_role("textbox", name="Discounts, to, number box"), "60 %")
    refuses(
        canteen,
        "Discounts must be two numbers between 0% and 50%, the lower one first; got 5% to 60%.",
    )
    typed(canteen.get_by_role("textbox", name="Discounts, to, number box"), "7 %")
    says(canteen, "discounts 0.05 to 0.07")
    cell = canteen.get_by_role("textbox", name="Ana's hours on soup, number box")
    typed(cell, "41")
    refuses(canteen, "Ana's hours on soup must be between 0 and 40 hours; got 41.")
    expect(cell).to_have_value("3")
    is_no_longer_refused(canteen)


REFUSED = {
    "Week, number box": ("-1", "99"),
    "Years, to, number box": ("1066", "soon"),
    "Discounts, from, number box": ("90 %", "<b>"),
    "Ben's hours on stew, number box": ("5,000", ""),
}


def is_no_longer_refused(page: Page) -> None:
    """Hold that each way to a good value takes the message away with it, in each kind of box."""
    alert = page.get_by_role("alert").filter(has_text=re.compile("."))
    preset, reset = page.get_by_role("combobox", name="Preset"), "As it is"
    page.get_by_role("button", name="Reset").click()
    expect(alert).to_have_count(0)
    for name, (first, second) in REFUSED.items():
        box = page.get_by_role("textbox", name=name)
        good = box.input_value()
        typed(box, first)
        expect(alert).to_have_count(1)
        typed(box, good)
        expect(alert).to_have_count(0)
        typed(box, second)
        expect(alert).to_have_count(1)
        page.get_by_role("button", name="Reset").click()  # to where all stands already
        expect(alert).to_have_count(0)
        typed(box, first)
        preset.select_option("Abroad" if preset.input_value() == reset else reset)
        expect(alert).to_have_count(0)
        box.fill(second)
        box.blur()
        expect(alert).to_have_count(1)  # it is read after the box was left, too
        page.get_by_role("slider", name="Seats").press("ArrowRight")
        expect(alert).to_have_count(1)  # and while another control is moved
        page.get_by_role("button", name="Reset").click()
        expect(alert).to_have_count(0)


# A log scale


def test_a_log_slider_moves_in_equal_ratios_and_shows_plain_numbers(canteen: Page) -> None:
    seats = canteen.get_by_role("slider", name="Seats")
    box = canteen.get_by_role("textbox", name="Seats, number box")
    expect(box).to_have_value("1,000")
    shown = []
    for _ in range(20):
        seats.press("ArrowRight")
        shown.append(float(box.input_value().replace(",", "")))
    ratios = [after / before for before, after in itertools.pairwise(shown)]
    assert all(1.08 < ratio < 1.12 for ratio in ratios), shown
    seats.press("End")
    expect(box).to_have_value("100,000")
    seats.press("Home")
    expect(box).to_have_value("10")
    typed(box, "1,000")
    says(canteen, "1000 seats")
    middle = float(seats.input_value()) / float(seats.get_attribute("max"))
    assert middle == pytest.approx(0.5, abs=0.01)
    expect(seats).to_have_attribute("aria-valuetext", "1,000 seats")


# Play


def test_play_walks_to_the_end_and_starts_again(canteen: Page) -> None:
    canteen.get_by_role("combobox", name="Speed of Week").select_option("Fast")
    slider = canteen.get_by_role("slider", name="Week")
    typed(canteen.get_by_role("textbox", name="Week, number box"), "40")
    play = canteen.get_by_role("button", name="Play Week")
    play.press("Enter")
    stop = canteen.get_by_role("button", name="Stop Week")
    expect(stop).to_be_focused()
    expect(stop).to_have_text("Stop")
    says(canteen, "week 52,")
    expect(play).to_have_text("Play")
    play.press("Space")
    expect(stop).to_have_count(1)
    # From the start again, and not from where it ended.
    canteen.wait_for_function("(slider) => slider.value < 40", arg=slider.element_handle())
    stop.press("Space")
    expect(play).to_have_count(1)
    stood = slider.input_value()
    canteen.wait_for_timeout(500)
    assert slider.input_value() == stood
    says(canteen, f"week {stood},")


def test_play_stops_where_the_learner_or_a_reset_moves_the_slider(canteen: Page) -> None:
    slider = canteen.get_by_role("slider", name="Week")
    play = canteen.get_by_role("button", name="Play Week")
    play.click()
    slider.press("Home")
    expect(play).to_have_count(1)
    canteen.wait_for_timeout(500)
    expect(slider).to_have_value("0")
    says(canteen, "week 0,")
    play.click()
    canteen.get_by_role("button", name="Reset").click()
    expect(play).to_have_count(1)
    says(canteen, "week 10,")
    canteen.wait_for_timeout(500)
    expect(slider).to_have_value("10")


def test_play_of_a_span_walks_its_upper_thumb(canteen: Page) -> None:
    canteen.get_by_role("combobox", name="Speed of Years").select_option("Fast")
    typed(canteen.get_by_role("textbox", name="Years, from, number box"), "2010")
    typed(canteen.get_by_role("textbox", name="Years, to, number box"), "2020")
    play = canteen.get_by_role("button", name="Play Years")
    play.click()
    says(canteen, "2010 to 2025")
    expect(play).to_have_count(1)
    upper = canteen.get_by_role("slider", name="Years, to")
    play.click()
    canteen.wait_for_function("(slider) => slider.value < 2020", arg=upper.element_handle())
    assert float(upper.input_value()) >= 2010
    says(canteen, "2010 to 2025")


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_play_sends_no_more_than_it_walks_and_goes_by_steps_if_asked(
    canteen: Page, kept_traffic: Traffic, motion: str
) -> None:
    canteen.emulate_media(reduced_motion=motion)
    canteen.get_by_role("slider", name="Week").press("Home")
    canteen.get_by_role("combobox", name="Speed of Week").select_option("Fast")
    says(canteen, "week 0,")
    canteen.wait_for_timeout(500)
    before = kept_traffic.answers
    canteen.get_by_role("button", name="Play Week").click()
    says(canteen, "week 52,")
    canteen.wait_for_timeout(500)
    walked = kept_traffic.answers - before
    if motion == "reduce":
        assert walked <= 10
    else:
        assert 10 < walked <= 52


# What the explorer makes of them


def test_presets_reset_and_code_hold_every_kind(canteen: Page) -> None:
    preset = canteen.get_by_role("combobox", name="Preset")
    expect(preset).to_have_value("As it is")
    preset.select_option("Abroad")
    says(canteen, "Poland, outside, Mexico and Poland")
    expect(preset).to_have_value("Abroad")
    expect(canteen.get_by_role("checkbox", name="India")).not_to_be_checked()
    expect(canteen.get_by_role("combobox", name="Country")).to_have_value("Poland")
    canteen.get_by_role("checkbox", name="Mexico").click()
    expect(preset).to_have_value("")
    canteen.get_by_role("slider", name="Years, from").press("ArrowRight")
    says(canteen, "Poland, 1991 to 2024")
    canteen.get_by_role("button", name="Copy as code").click()
    code = 'explore.canteen(country="Poland", guests=("Poland",), years=(1991, 2024))'
    expect(canteen.get_by_role("status").filter(has_text=code)).to_be_visible()
    canteen.get_by_role("button", name="Reset").click()
    says(canteen, "India, outside, India, 1990 to 2024")
    expect(preset).to_have_value("As it is")
    canteen.get_by_role("tab", name="Table", exact=True).click()
    canteen.get_by_role("button", name=re.compile("^All [0-9]+ rows")).click()
    expect(canteen.get_by_role("cell", name="2005", exact=True)).to_have_count(1)


WATCH = """(drawing) => {
  const sentence = drawing.parentElement.querySelector(".lessons-chart-sentence");
  const looked = () => ({
    bar: drawing.querySelector(".waterfalllayer .point path").getAttribute("d"),
    colour: drawing.querySelector("path.js-line").style.stroke,
  });
  globalThis.changed = { bar: 0, colour: 0 };
  let before = looked();
  const look = () => {
    const now = looked();
    for (const part of Object.keys(now)) {
      changed[part] += now[part] !== before[part] && sentence.ariaBusy === "true";
    }
    before = now;
    if (drawing.isConnected) requestAnimationFrame(look);
  };
  look();
}"""


def test_bars_and_colours_follow_while_a_slider_moves(canteen: Page) -> None:
    """Not only once it has settled: each change counted here was seen before that."""
    typed(canteen.get_by_role("textbox", name="Ben's hours on stew, number box"), "5")
    says(canteen, " 27 hours")
    expect(canteen.locator(SENTENCE)).to_have_attribute("aria-busy", "false")
    canteen.locator(".lessons-chart-drawing").evaluate(WATCH)
    canteen.get_by_role("combobox", name="Speed of Week").select_option("Fast")
    canteen.get_by_role("button", name="Play Week").click()
    says(canteen, "week 52,")
    expect(canteen.locator(SENTENCE)).to_have_attribute("aria-busy", "false")
    canteen.get_by_role("checkbox", name="Eat inside").click()
    says(canteen, "inside")
    expect(canteen.locator(SENTENCE)).to_have_attribute("aria-busy", "false")
    changed = canteen.evaluate("changed")
    assert changed["bar"] > 10
    assert changed["colour"] == 1


def test_the_drawing_is_as_high_as_its_layout_says(canteen: Page) -> None:
    drawing = canteen.locator(".lessons-chart-drawing")
    picture = drawing.locator("svg.main-svg").first
    for tick, height in ((False, 420), (True, 460)):
        canteen.get_by_role("checkbox", name="Eat inside").set_checked(tick)
        says(canteen, "inside" if tick else "outside")
        expect(canteen.locator(SENTENCE)).to_have_attribute("aria-busy", "false")
        expect(drawing).to_have_css("height", f"{height}px")
        expect(picture).to_have_attribute("height", str(height))


CUT_OFF = """(explorer) => {
  const { right } = explorer.getBoundingClientRect();
  return [...explorer.querySelectorAll(".lessons-controls *")]
    .filter((part) => part.checkVisibility({ visibilityProperty: true }))
    .filter((part) => part.getBoundingClientRect().right > right).map((part) => part.outerHTML);
}"""


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_cut_off(canteen: Page, width: int) -> None:
    canteen.keyboard.press("Control+b")  # JupyterLab's own list of files
    canteen.set_viewport_size({"width": width, "height": 1000})
    explorer = canteen.locator(".lessons-explorer")
    for name in ("Hours", "Years", "Country", "Guests from"):
        canteen.get_by_role("button", name=f"What is {name}?").click()
    assert explorer.evaluate(CUT_OFF) == []
    assert explorer.evaluate("(part) => part.scrollWidth - part.clientWidth") == 0
