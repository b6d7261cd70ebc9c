"""Lessons 2 and 3 as a student goes through them: predict, play the years, move every control."""

import json
from collections.abc import Callable

from lab import Traffic, open_lesson, part, wait_for_kernel
from playwright.sync_api import Locator, Page, expect

from lessons import data

WAVE, RISKS = "02-the-outsourcing-wave.ipynb", "03-risks-and-advantage.ipynb"
SENTENCE = ".lessons-chart-sentence"


def revealed(page: Page, asked: str, *, predict: bool = False) -> Locator:
    """Predict what a prediction asks, or show its explorer without; return the explorer."""
    predicted = part(page, asked)
    press = "That is my prediction" if predict else "Show without predicting"
    if predict:  # the middle is meant
        predicted.get_by_role("textbox", name="Your prediction").press("Enter")
    predicted.get_by_role("button", name=press).click()
    explorer = predicted.locator("xpath=following-sibling::*").locator(".lessons-explorer")
    # By its name alone it is found at once: to go by roles all of the page is read each time.
    name = explorer.get_attribute("aria-label")
    explorer = page.locator(f".lessons-explorer[aria-label={json.dumps(name)}]")
    explorer.scroll_into_view_if_needed()
    settled(explorer)
    return explorer


def settled(explorer: Locator) -> str:
    """Wait until an explorer has come to rest; return its sentence."""
    sentence = explorer.locator(SENTENCE)
    expect(sentence).to_have_attribute("aria-busy", "false")
    expect(explorer.locator(".plot-container")).to_be_visible()
    return sentence.inner_text()


def typed(explorer: Locator, label: str, text: str) -> None:
    box = explorer.get_by_role("textbox", name=label)
    box.fill(text)
    box.press("Enter")


def test_a_student_plays_the_years_of_lesson_two_and_stops(
    desk: Page, lab: str, kept_traffic: Traffic
) -> None:
    page, traffic = desk, kept_traffic
    open_lesson(page, lab, WAVE)
    assert_no_secret(page, traffic, 2)
    jobs = revealed(page, "In 1990 agencies for temporary help", predict=True)
    said = part(page, "In 1990 agencies for temporary help").get_by_role("status")
    expect(said).to_contain_text(
        "You predicted 2.5 times, and that is close. Published figures say 2."
    )
    expect(jobs.locator(".legendtext", has_text="Your prediction")).to_be_visible()

    wave = revealed(page, "India is a well-known seller")
    wave.get_by_role("combobox", name="Preset").select_option("The internet arrives")
    expect(wave.locator(SENTENCE)).to_contain_text("Internet users")
    upper = wave.get_by_role("slider", name="Years, to")
    wave.get_by_role("combobox", name="Speed of Years").select_option("Fast")
    wave.get_by_role("button", name="Play Years").press("Enter")
    page.wait_for_function("(slider) => slider.value < 2005", arg=upper.element_handle())
    page.wait_for_function("(slider) => slider.value > 2007", arg=upper.element_handle())
    wave.get_by_role("button", name="Stop Years").press("Enter")
    stopped = upper.input_value()
    assert 2007 < float(stopped) < 2025
    page.wait_for_timeout(700)  # three years more if it still played
    assert upper.input_value() == stopped
    expect(wave.locator(SENTENCE)).to_contain_text(f"in {stopped}")
    settled(wave)

    point = wave.locator(".scatterlayer .trace .point").last
    place = point.bounding_box()
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    under = wave.locator(".hoverlayer")
    for told in ("% of population", "World Bank, World Development Indicators"):
        expect(under).to_contain_text(told)

    wave.get_by_role("combobox", name="Series", exact=True).select_option(
        "India's software exports in the 1990s"
    )
    typed(wave, "Years, from, number box", "2003")
    expect(wave.locator(SENTENCE)).to_contain_text("for India there are figures for 1985")
    assert traffic.complaints == []
    assert traffic.strangers == []


def test_every_control_of_lesson_three_is_driven(
    desk: Page, lab: str, kept_traffic: Traffic
) -> None:
    page, traffic = desk, kept_traffic
    open_lesson(page, lab, RISKS)
    assert_no_secret(page, traffic, 3)
    stay = part(page, "A supplier serves 10,000 customers")
    # Of 0 to 20 points, which are shares in the model and shown a hundredfold.
    expect(stay.get_by_role("textbox", name="Your prediction")).to_have_value("10")
    for asked in (
        "A firm has strong security",
        "A supplier in India owes the company",
        "A supplier abroad bills 15 dollars an hour",
        "A supplier serves 10,000 customers",
    ):
        explorer = revealed(page, asked, predict=True)
        drive(explorer, traffic)
        choose_presets(explorer)
        open_tabs(explorer)
    expect(stay.get_by_role("status")).to_contain_text("You predicted 10 percentage points")
    assert traffic.complaints == []
    assert traffic.strangers == []


def drive(explorer: Locator, traffic: Traffic) -> None:
    """Move every control from where it starts, each slider to both ends."""
    controls = explorer.locator(".lessons-controls")
    reset = explorer.get_by_role("button", name="Reset", exact=True)
    reset.click()
    for box in controls.get_by_role("checkbox").all():
        move(explorer, traffic, box.click)
        move(explorer, traffic, box.click)
    for select in controls.locator("select:not([aria-label])").all():
        last = select.locator("option").count() - 1
        move(explorer, traffic, lambda one=select, last=last: one.select_option(index=last))
    sliders = controls.get_by_role("slider").all()
    assert len(sliders) > 4
    for slider in sliders:
        for key, end in (("Home", "min"), ("End", "max")):
            if slider.input_value() != slider.get_attribute(end):
                move(explorer, traffic, lambda one=slider, key=key: one.press(key))
        reset.click()
        settled(explorer)


def choose_presets(explorer: Locator) -> None:
    presets = explorer.get_by_role("combobox", name="Preset")
    for name in presets.locator("option:not([disabled])").all_inner_texts():
        presets.select_option(name)
        assert_whole(settled(explorer))


def open_tabs(explorer: Locator) -> None:
    for tab in ("What would reverse it?", "Table", "About"):
        explorer.get_by_role("tab", name=tab).click()
        panel = explorer.get_by_role("tabpanel")
        expect(panel.locator("p, table").first).to_be_visible()
        assert_whole(panel.inner_text())


def move(explorer: Locator, traffic: Traffic, act: Callable[[], object]) -> None:
    """Move a control, and hold that the kernel answers with a whole sentence."""
    before = traffic.answers
    act()
    for _ in range(1_000):
        if traffic.answers > before:
            break
        explorer.page.wait_for_timeout(10)
    assert traffic.answers > before
    expect(explorer.get_by_role("alert").filter(has_text=".")).to_have_count(0)
    assert_whole(settled(explorer))


def assert_whole(text: str) -> None:
    assert not [
        wrong for wrong in ("NaN", "nan ", "Infinity", "undefined", "null") if wrong in text
    ]


def assert_no_secret(page: Page, traffic: Traffic, number: int) -> None:
    """Hold that nothing has reached the page that is not due before an answer."""
    wait_for_kernel(page)
    lesson = data.lessons()[number]
    secrets = [one.because for asked in lesson.predictions.values() for one in asked.options]
    for asked in lesson.questions.values():
        secrets += [asked.because, asked.solution, *asked.hints]
        secrets += [one.because for one in (*asked.options, *asked.slips)]
    assert len(secrets) > 50
    heard = traffic.text()
    assert "Predict first" in heard
    # A text with a slot is never sent as it stands.
    for secret in (one for one in secrets if one and "{" not in one):
        assert json.dumps(secret)[1:-1] not in heard
        assert json.dumps(secret, ensure_ascii=False)[1:-1] not in heard
