"""The words of the lessons' pictures have room, whatever font the machine has."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

PICTURES = sorted((Path(__file__).parents[2] / "notebooks").glob("**/pictures/*.svg"))

# Words that leave the picture, or that lie over other words; and boxes whose words leave them.
FAULTS = """() => {
    const svg = document.documentElement;
    const place = (one) => one.getBoundingClientRect();
    const texts = [...document.querySelectorAll("text")];
    const words = texts.map((one) => [one.textContent, place(one)]);
    const boxes = [...document.querySelectorAll("rect")].map(place);
    const within = (inner, outer) => inner.left >= outer.left && inner.right <= outer.right
      && inner.top >= outer.top && inner.bottom <= outer.bottom;
    const apart = (one, other) => one.right <= other.left || other.right <= one.left
      || one.bottom <= other.top + 4 || other.bottom <= one.top + 4;
    const centred = ({ left, right, top, bottom }, box) =>
      within({ left: (left + right) / 2, right: (left + right) / 2, top: (top + bottom) / 2,
               bottom: (top + bottom) / 2 }, box);
    const faults = [];
    for (const [text, at] of words) {
      for (const box of boxes) {
        if (centred(at, box) && (at.left < box.left || at.right > box.right)) {
          faults.push(`${text} leaves its box`);
        }
      }
      if (!within(at, place(svg))) faults.push(`${text} leaves the picture`);
    }
    words.forEach(([text, at], number) => {
      for (const [other, there] of words.slice(number + 1)) {
        if (!apart(at, there)) faults.push(`${text} over ${other}`);
      }
    });
    return [words.length, faults];
  }"""


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: "/".join(path.parts[-3:]))
def test_words_have_room(page: Page, path: Path) -> None:
    page.goto(path.as_uri())
    count, faults = page.evaluate(FAULTS)
    assert count > 2
    assert faults == []
