"""A number box reads what is typed as the kernel does, and asks back what may mean two numbers."""

import random
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_scripts import load
from playwright.sync_api import Browser, Page, expect

from lessons.words import SHARES, on_page, readings, unit_words

TABLE = Path(__file__).parents[1] / "words" / "typed_numbers.toml"
READ = tomllib.loads(TABLE.read_text("utf-8"))
CASES, COMMA_CASES = READ["cases"], READ["comma_cases"]
UNITS = ("", "%", "points", "$/hour", "hours/year", "year")
LETTERS = "00011223455,,,...  '’-−+e$%/ahours\u00a0"

SLIDER = """([unit, phrases]) => {
  document.body.replaceChildren();
  const refusal = "{got} is refused.";
  const input = { kind: "quantity", label: "Hours", unit, help: "", refusal, step: 1 };
  Object.assign(input, { minimum: -100, maximum: 2000 });
  const settings = { phrases, locale: "en-US", moved: (_, value) => moves.push(value) };
  globalThis.moves = [];
  globalThis.slider = new Quantity(input, settings).addTo(document.body);
  slider.follow(7);
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Open a page that has the controls of the lessons."""
    with browser.new_context() as context:
        page = context.new_page()
        load(page, "widgets/controls/number.js", "Quantity")
        load(page, "widgets/controls/typed_number.js", "readings")
        yield page


def read(page: Page, asked: list[tuple[str, str]], comma: bool = False) -> list[list[float]]:
    """Return what the page reads each text as."""
    reading = "([asked, comma]) => asked.map((one) => readings(...one, comma))"
    told = [(text, unit_words(unit)) for text, unit in asked]
    found = page.evaluate(reading, [told, comma])
    hundreds = [100 if unit in SHARES else 1 for _, unit in asked]
    return [[one / by for one in each] for each, by in zip(found, hundreds, strict=True)]


def test_the_page_reads_a_typed_number_as_the_table_says(page):
    asked = [(case["text"], case.get("unit", "")) for case in CASES]
    found = dict(zip(asked, read(page, asked), strict=True))
    assert found == {one: case["reads"] for one, case in zip(asked, CASES, strict=True)}


def test_and_in_a_language_whose_decimals_begin_with_a_comma(page):
    asked = [(case["text"], case.get("unit", "")) for case in COMMA_CASES]
    found = dict(zip(asked, read(page, asked, comma=True), strict=True))
    assert found == {one: case["reads"] for one, case in zip(asked, COMMA_CASES, strict=True)}


@pytest.mark.parametrize("comma", [False, True])
def test_page_and_kernel_read_whatever_is_typed_alike(page, comma):
    drawn = random.Random(1)  # noqa: S311 - no secret
    asked = [
        ("".join(drawn.choices(LETTERS, k=drawn.randint(1, 9))), drawn.choice(UNITS))
        for _ in range(20_000)
    ]
    found = [readings(*one, comma=comma) for one in asked]
    assert read(page, asked, comma) == found
    assert {len(one) for one in found} == {0, 1, 2}


@pytest.mark.parametrize(
    ("typed", "unit", "said"),
    [
        ("12,5", "hours", "“12,5” could be 12.5 or 125. Write one of these: "),
        ("1.250,5", "hours", "“1.250,5” could be 1,250.5 or 1.2505. Write one of these: "),
        ("12,5 %", "%", "“12,5 %” could be 12.5 or 125. Write one of these: "),
        ("5 weeks", "hours", "Hours must be a number; got “5 weeks”."),
        ("<b>5</b>", "hours", "Hours must be a number; got “<b>5</b>”."),
        ("3,000", "hours", "3,000 is refused."),
    ],
)
def test_a_box_keeps_its_value_until_a_number_is_clear(page, typed, unit, said):
    page.evaluate(SLIDER, [unit, on_page("controls", "number_box", "play")])
    box, alert = page.get_by_role("textbox"), page.get_by_role("alert")
    before = box.input_value()
    box.fill(typed)
    box.press("Enter")
    expect(alert).to_contain_text(said)
    expect(box).to_have_value(before)
    assert page.evaluate("moves") == []
    box.fill("12.5")
    box.press("Enter")
    expect(alert).to_have_text("")
    assert page.evaluate("moves") == [0.125 if unit == "%" else 12.5]
