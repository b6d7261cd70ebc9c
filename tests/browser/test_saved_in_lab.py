"""A lesson that was run and saved stays small: no state of widgets, no Plotly, no pictures."""

import json
from pathlib import Path

from lab import open_notebook, run_all
from playwright.sync_api import Page, expect

LESSON = "01-what-is-insourcing.ipynb"
WIDGET = "application/vnd.jupyter.widget-view+json"
LARGEST_OUTPUT = 700  # bytes of an output as JupyterLab writes it, the words of the widget with it


def test_a_lesson_that_was_run_is_saved_small(page: Page, lab: str, folder: Path) -> None:
    path = folder / LESSON
    before = json.loads(path.read_text("utf-8"))
    open_notebook(page, lab, LESSON)
    run_all(page)
    page.locator(".lessons-progress").wait_for()
    page.get_by_text("| Idle").wait_for()
    page.keyboard.press("Control+s")
    expect(page.locator(".jp-mod-dirty")).to_have_count(0)

    text = path.read_text("utf-8")
    after = json.loads(text)
    outputs = [one for cell in after["cells"] for one in cell.get("outputs", ())]
    # Besides them a lesson holds what is cited and said, which is there before it is run.
    shown = [one["data"] for one in outputs if WIDGET in one.get("data", ())]
    assert len(shown) > 10
    for one in shown:
        assert set(one) == {WIDGET, "text/plain"}
    assert "widgets" not in after["metadata"]
    assert "plotly" not in text.casefold()
    added = len(text) - len(json.dumps(before, indent=1, ensure_ascii=False))
    assert added <= LARGEST_OUTPUT * len(shown)
