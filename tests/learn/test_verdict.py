"""Right and wrong differ in shape and colour, and stand out from a light and a dark page."""

import re
from importlib.resources import files

import pytest

from lessons.widgets import page

# JupyterLab's own pages, light and dark, and Voilà's.
PAGES = ("#ffffff", "#111111")


def light(color: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2 defines it."""
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    r, g, b = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted(map(light, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


SCRIPT = (files("lessons.learn") / "verdict.js").read_text(encoding="utf-8")
COLORS = dict(
    re.findall(r'\[data-level="(\w+)"\]\{--lessons-verdict: (#\w{6});', page.styles("verdict"))
)


def test_each_level_has_a_colour_of_its_own():
    assert COLORS.keys() == {"right", "near", "wrong"}
    assert len(set(COLORS.values())) == 3


@pytest.mark.parametrize("under", PAGES)
@pytest.mark.parametrize("level", COLORS)
def test_a_mark_stands_out_from_its_page(level, under):
    assert contrast(COLORS[level], under) >= 3


def test_each_level_has_a_shape_of_its_own():
    shapes = re.findall(r'(\w+): \["(\w+)", "([^"]+)"\]', SCRIPT)
    assert [level for level, *_ in shapes] == ["right", "near", "wrong", "blank"]
    assert len({sign for *_, sign in shapes}) == 4
    outline = {level: outline for level, outline, _ in shapes}
    assert outline["right"] != outline["wrong"]
