"""A kernel that is busy and interrupted, and a cell that is deleted: what is left goes on."""

from pathlib import Path

from lab import KNOWS, Traffic, open_notebook, run_all, write_notebook
from playwright.sync_api import Page, expect

from lessons.words import PHRASES

BUSY = "busy.txt"  # while there is such a file the last cell works for an hour
CELLS = (
    "from lessons import explore",
    "explore.make_or_buy()",
    "explore.ramp_up()",
    f"import pathlib, time; time.sleep(3600 * pathlib.Path({BUSY!r}).exists())",
)
SENTENCE = ".lessons-chart-sentence"


def test_what_was_moved_while_a_cell_was_busy_is_answered_once_it_is_interrupted(
    desk: Page, lab: str, folder: Path, kept_traffic: Traffic
) -> None:
    write_notebook(folder / "interrupted.ipynb", *CELLS)
    open_notebook(desk, lab, "interrupted.ipynb")
    run_all(desk)
    first, second = desk.locator(".lessons-explorer").all()
    first.scroll_into_view_if_needed()
    slider = first.get_by_role("slider", name="Yearly volume", exact=True)
    slider.press("ArrowRight")
    expect(first.locator(SENTENCE)).to_have_attribute("aria-busy", "false")
    desk.wait_for_function(KNOWS)
    (folder / BUSY).touch()
    desk.locator(".jp-CodeCell").last.locator(".cm-content").press("Control+Enter")
    expect(desk.locator(".jp-CodeCell").last.locator(".jp-InputPrompt")).to_have_text("[*]:")
    slider.press("ArrowRight")
    expect(first.locator(SENTENCE)).to_contain_text(PHRASES["unanswered"])
    told = desk.locator(".lessons-kernel:not([hidden])", has_text=PHRASES["part_busy"])
    expect(told.first).to_be_in_viewport()
    desk.get_by_role("menuitem", name="Kernel", exact=True).click()
    desk.get_by_role("menuitem", name="Interrupt Kernel").click()
    expect(first.locator(SENTENCE)).not_to_contain_text(PHRASES["unanswered"])
    expect(told).to_have_count(0)
    moved = slider.input_value()
    expect(first.locator(SENTENCE)).to_contain_text(f"at {float(moved):,.0f} hours")
    (folder / BUSY).unlink()

    # The cell of the first explorer is deleted; the other one knows nothing of it.
    desk.locator(".jp-CodeCell").nth(1).locator(".jp-InputPrompt").click()
    desk.keyboard.press("d")
    desk.keyboard.press("d")
    expect(desk.locator(".lessons-explorer")).to_have_count(1)
    second = desk.locator(".lessons-explorer")
    before = second.locator(SENTENCE).inner_text()
    second.get_by_role("slider").first.press("End")
    expect(second.locator(SENTENCE)).not_to_have_text(before)
    assert kept_traffic.complaints == []
