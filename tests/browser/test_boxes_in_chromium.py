"""The number boxes of every explorer, however wide its page is."""

import pytest
from page_kernel import PageKernel
from playwright.sync_api import Browser

from lessons import explore

WIDTHS = range(320, 1281, 60)
# Boxes that reach out of the column of inputs, or whose number does.
OUTSIDE = """() => {
  const { right } = document.querySelector(".lessons-controls").getBoundingClientRect();
  return [...document.querySelectorAll(".lessons-control input[type=text]")]
    .filter((box) => box.checkVisibility() && (box.getBoundingClientRect().right > right + 0.5
      || box.scrollWidth > box.clientWidth))
    .map((box) => `${box.getAttribute("aria-label")} ${box.value}`);
}"""


@pytest.mark.parametrize("name", list(explore.catalogue()))
def test_every_number_box_stands_within_its_column(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    explorer = explore.entry(name)()
    numbers = explorer.scenario.quantities().items()
    explorer.controls.move(**{key: one.maximum for key, one in numbers})
    spans = {key: one for key, one in explorer.scenario.inputs().items() if one.kind == "span"}
    explorer.controls.move(**{key: (one.maximum, one.maximum) for key, one in spans.items()})
    outside = {}
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = PageKernel(explorer, context.new_page(), monkeypatch).page
        for more in page.get_by_role("button", name="More inputs").all():
            more.click()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if found := page.evaluate(OUTSIDE):
                outside[width] = found
    assert outside == {}
