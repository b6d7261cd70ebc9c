"""Cells that are run over and over in JupyterLab: page and kernel have what one run brings."""

from pathlib import Path

from lab import open_notebook, run_all, write_notebook
from playwright.sync_api import Page, expect

# The last cell waits until what was shown before is closed, and then counts what there is.
COUNT = """import asyncio
lines = get_ipython().kernel.comm_manager.comms
first = globals().get("first") or len(lines)
while len(lines) > first:
    await asyncio.sleep(0.05)
f"{len(lines)} lines to the page\""""
CELLS = (
    "from lessons import explore, learn",
    "from lessons.widgets import rerun\nrerun.PAUSE = 0.5",
    "explore.make_or_buy()",
    "learn.question('could-be-outsourced')",
    COUNT,
)
RUNS = 4
TITLE = "Make or buy: when does your own team pay?"


def test_a_notebook_that_is_run_again_works_and_holds_no_more(
    desk: Page, lab: str, folder: Path
) -> None:
    write_notebook(folder / "rerun.ipynb", *CELLS)
    open_notebook(desk, lab, "rerun.ipynb")
    lines = desk.locator(".jp-OutputArea-output", has_text="lines to the page")
    counted = []
    for _ in range(RUNS):
        run_all(desk)
        counted.append(lines.inner_text())
    assert len(set(counted)) == 1, counted
    explorer = desk.get_by_role("region", name=TITLE)
    expect(explorer).to_have_count(1)
    sentence = explorer.locator(".lessons-chart-sentence")
    before = sentence.inner_text()
    explorer.get_by_role("slider", name="Yearly volume", exact=True).press("End")
    expect(sentence).not_to_have_text(before)
    assert desk.locator(".jp-RenderedText[data-mime-type*=error]").count() == 0
