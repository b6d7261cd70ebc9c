"""The handover's three drawings on a wide page and on a phone, and its many controls."""

from pathlib import Path

from lab import Traffic, open_notebook, run_all, write_notebook
from playwright.sync_api import Locator, Page, expect

CELLS = ("from lessons import explore", "explore.handover()")


def places(explorer: Locator) -> list[dict[str, float]]:
    """Return where the backgrounds of the drawings are: workload, money spent, every week."""
    drawn = explorer.locator(".js-plotly-plot")
    drawn.locator(".subplot.x3y3").wait_for(state="attached")
    return drawn.evaluate(
        "plot => ['', '2', '3'].map((n) => { const { _fullLayout: it } = plot;"
        " const x = it[`xaxis${n}`], y = it[`yaxis${n}`];"
        " return { left: x._offset, right: x._offset + x._length,"
        " top: y._offset, bottom: y._offset + y._length }; })"
    )


def test_the_drawings_stand_side_by_side_or_below_each_other(
    desk: Page, lab: str, folder: Path, kept_traffic: Traffic
) -> None:
    write_notebook(folder / "handover.ipynb", *CELLS)
    desk.set_viewport_size({"width": 1500, "height": 1100})
    open_notebook(desk, lab, "handover.ipynb")
    run_all(desk)
    explorer = desk.locator(".lessons-explorer")
    hours, spent, every = places(explorer)
    assert spent["right"] < every["left"]
    assert spent["top"] == every["top"]
    assert hours["top"] > spent["bottom"]

    # The last of many controls is moved with the chart still in sight.
    last = explorer.get_by_role("slider", name="Value of displaced work")
    expect(last).to_be_hidden()
    explorer.get_by_role("button", name="More inputs").click()
    last.scroll_into_view_if_needed()
    last.press("ArrowRight")
    expect(explorer.locator(".lessons-chart-sentence")).to_be_in_viewport()
    expect(explorer.locator(".lessons-chart-title")).to_be_in_viewport()

    desk.keyboard.press("Control+b")  # on a telephone there is no room for the list of files
    desk.set_viewport_size({"width": 390, "height": 1800})  # with room for all three
    expect(explorer.locator(".js-plotly-plot")).to_have_css("height", "900px")
    hours, spent, every = places(explorer)
    assert spent["bottom"] < every["top"]
    assert every["bottom"] < hours["top"]
    assert spent["left"] == every["left"] == hours["left"]
    assert kept_traffic.complaints == []
