"""The chart ahead of a real kernel that does not answer: held, and going on, in each front end."""

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from lab import KNOWS, open_notebook, run_all, wait_for_kernel, write_notebook
from playwright.sync_api import Page, expect

from lessons.words import PHRASES

NOTEBOOK = "ahead-in-{}.ipynb"  # what two front ends save of one file would be in conflict
SENTENCE = ".lessons-chart-sentence"
WITHIN = 3_000  # milliseconds in which a learner is told that nobody answers


@pytest.fixture(params=["lab", "notebook", "voila"])
def kernel(page: Page, folder: Path, request: pytest.FixtureRequest) -> Iterator[int]:
    """Open an explorer in a front end; the number of its kernel's process."""
    name = NOTEBOOK.format(request.param)
    cells = ("from lessons import explore", "explore.make_or_buy()", "import os; os.getpid()")
    write_notebook(folder / name, *cells)
    if request.param == "voila":
        page.goto(f"{request.getfixturevalue('presented')}/voila/render/{name}")
    else:
        server = request.getfixturevalue("lab")
        if request.param == "lab":
            open_notebook(page, server, name)
        else:
            page.goto(f"{server}/notebooks/{name}")
            wait_for_kernel(page)
        run_all(page)
    page.locator("path.js-line").first.wait_for()
    told = page.get_by_text(re.compile(r"^\d+\s*$")).and_(page.locator("pre")).last
    number = int(told.inner_text())
    yield number
    os.kill(number, signal.SIGCONT)


def test_a_slider_moves_its_chart_while_the_kernel_is_held(page: Page, kernel: int) -> None:
    """It says so within three seconds; once the kernel is back nothing is lost."""
    slider = page.get_by_role("slider", name="Yearly volume")
    sentence = page.locator(SENTENCE)
    drawn = page.locator(".lessons-chart-drawing")
    slider.focus()
    page.wait_for_function(KNOWS)
    os.kill(kernel, signal.SIGSTOP)
    before = drawn.inner_html()
    for _ in range(3):
        slider.press("ArrowRight")
    expect(sentence).to_contain_text("$4,100 cheaper")
    expect(drawn).not_to_have_js_property("innerHTML", before)
    expect(sentence).to_contain_text(PHRASES["unanswered"], timeout=WITHIN)
    os.kill(kernel, signal.SIGCONT)
    expect(sentence).not_to_contain_text(PHRASES["unanswered"])
    expect(sentence).to_contain_text("$4,100 cheaper")
    slider.press("End")
    expect(sentence).to_contain_text(re.compile(r"Insource: at 3,000\shours"))
