"""The button that a part is about is told from the others at a glance."""

import re

import pytest

from lessons.learn import prediction_panel, question_panel
from lessons.widgets import page

LEAST_TEXT, LEAST_EDGE = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11
PAGES = {"light": "#ffffff", "dark": "#111111"}
RULES = re.findall(r"([^{}]*lessons-primary[^{}]*)\{([^}]*)\}", page.styles("panel"))


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * one for one in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def declared(rule: str) -> dict[str, str]:
    return dict(re.findall(r"([\w-]+): ([^;]+);", rule))


def test_contrast_is_as_the_standard_has_it():
    assert contrast("#fff", "#000") == pytest.approx(21)
    assert contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.01)


def test_the_words_on_it_can_be_read_whether_it_is_pointed_at_or_not():
    colours = [declared(rule) for _, rule in RULES]
    assert len(colours) == 2
    words = colours[0]["color"]
    for one in colours:
        assert contrast(words, one["background"]) >= LEAST_TEXT


@pytest.mark.parametrize("theme", PAGES)
def test_it_stands_out_of_the_page(theme):
    rest = declared(RULES[0][1])
    assert contrast(rest["background"], PAGES[theme]) >= LEAST_EDGE


@pytest.mark.parametrize("kind", [prediction_panel, question_panel])
def test_a_part_has_one(kind):
    assert page.script(kind.__file__).count("lessons-primary") == 1
