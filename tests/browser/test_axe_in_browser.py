"""What axe-core finds in all that the lessons show, once everything in them is opened."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import AXE, FAULTS, NARROW, OURS, WHOLE, WIDE, faults, press
from lab import end_kernels
from playwright.sync_api import Page

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
LESSONS = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
IN_LAB = "05-your-own-case.ipynb"  # it has parts of every kind but the game
SETTING = "settings/@jupyterlab/apputils-extension/themes.jupyterlab-settings"


@pytest.fixture
def dark_lab(lab: str, folder: Path) -> Iterator[str]:
    """Have JupyterLab show itself to somebody who has chosen its dark theme."""
    setting = folder.parent / SETTING
    setting.parent.mkdir(parents=True, exist_ok=True)
    setting.write_text(json.dumps({"theme": "JupyterLab Dark"}), encoding="utf-8")
    yield lab
    setting.unlink()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=str)
def test_nothing_is_wrong_with_the_start_page(page: Page, presented: str, size: dict) -> None:
    page.set_viewport_size(size)
    page.goto(presented)
    page.evaluate(AXE)
    assert page.evaluate(FAULTS, WHOLE) == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_nothing_is_wrong_with_a_presented_lesson(page: Page, presented: str, lesson: str) -> None:
    page.goto(f"{presented}/voila/render/{lesson}")
    page.locator(".lessons-progress").wait_for()
    assert list(faults(page, WHOLE)) == []


def test_nothing_is_wrong_with_what_stands_in_a_dark_jupyterlab(page: Page, dark_lab: str) -> None:
    end_kernels(page, dark_lab)
    page.goto(f"{dark_lab}/doc/tree/{IN_LAB}?reset")
    page.wait_for_function("document.body.dataset.jpThemeName === 'JupyterLab Dark'")
    page.get_by_role("button", name="Run this lesson").wait_for()
    page.evaluate(AXE)
    assert page.evaluate(FAULTS, OURS) == []
    press(page, "Run this lesson")
    page.locator(".lessons-progress").wait_for()
    assert list(faults(page, OURS)) == []
