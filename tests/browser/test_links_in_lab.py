"""The map's links lead to the very cells, in JupyterLab and as Voilà writes its pages."""

import json
from pathlib import Path

from lab import open_notebook
from nbconvert import HTMLExporter
from playwright.sync_api import Page, expect

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
LESSON = "01-what-is-insourcing.ipynb"
# As on a slow machine, where cell after cell gets its height, for 15 seconds.
SLOWLY_HIGHER = """async () => {
  const first = [...document.querySelectorAll(".jp-Notebook .jp-Cell")]
    .find((cell) => cell.checkVisibility());
  for (let step = 1; step <= 15; step += 1) {
    await new Promise((done) => setTimeout(done, 1000));
    first.style.minHeight = `${step * 400}px`;
  }
}"""


def test_a_link_of_the_map_opens_its_lesson_at_the_very_cell(desk: Page, lab: str):
    open_notebook(desk, lab, "00-start-here.ipynb")
    desk.get_by_role("link", name="Lesson 1: Who else needs these people").click()
    expect(desk.get_by_role("heading", name="Who else needs these people")).to_be_in_viewport()
    expect(desk.get_by_role("heading", name="What is insourcing?")).not_to_be_in_viewport()


def test_a_link_is_followed_for_as_long_as_its_lesson_gets_its_height(desk: Page, lab: str):
    open_notebook(desk, lab, "00-start-here.ipynb")
    desk.get_by_role("link", name="Lesson 1: Who else needs these people").click()
    linked = desk.get_by_role("heading", name="Who else needs these people")
    expect(linked).to_be_in_viewport()
    desk.evaluate(SLOWLY_HIGHER)
    expect(linked).to_be_in_viewport()


def test_a_cell_has_the_same_anchor_in_a_page_of_voila():
    """Voilà writes its pages with the template of nbconvert."""
    written, _ = HTMLExporter(template_name="lab").from_filename(str(NOTEBOOKS / LESSON))
    cells = json.loads((NOTEBOOKS / LESSON).read_text("utf-8"))["cells"]
    assert [one["id"] for one in cells if f'id="cell-id={one["id"]}"' not in written] == []
