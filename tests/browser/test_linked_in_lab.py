"""A widget of ipywidgets beside an explorer, linked with one of its inputs, in JupyterLab."""

import shutil
from pathlib import Path

from lab import Traffic, end_kernels, open_notebook, run_all
from playwright.sync_api import Page, expect

LINKED = Path(__file__).parents[2] / "doc" / "link-an-input.ipynb"


def test_a_slider_beside_an_explorer_and_its_input_move_each_other(
    desk: Page, lab: str, folder: Path, kept_traffic: Traffic
) -> None:
    shutil.copy(LINKED, folder)
    end_kernels(desk, lab)
    open_notebook(desk, lab, LINKED.name)
    run_all(desk)
    asked = desk.locator(".jp-RenderedText", has_text="The agency asks")
    expect(asked).to_have_text("The agency asks $144,000 a year.")
    slider = desk.locator(".widget-slider").first
    explorer = desk.get_by_role("region", name="Make or buy", exact=False).first
    explorer.scroll_into_view_if_needed()
    box = explorer.get_by_role("textbox", name="Yearly volume, number box")
    expect(box).to_have_value("900")
    # It takes what the slider leaves it.
    assert explorer.bounding_box()["width"] > slider.bounding_box()["width"]
    slider.locator(".noUi-handle").press("ArrowRight")
    expect(box).to_have_value("950")
    expect(explorer.locator(".lessons-chart-sentence")).to_contain_text("at 950 hours a year")
    explorer.get_by_role("slider", name="Yearly volume").press("ArrowRight")
    expect(slider.locator(".widget-readout")).to_have_text("1000.00")
    expect(asked).to_have_text("The agency asks $160,000 a year.")
    assert kept_traffic.complaints == []
