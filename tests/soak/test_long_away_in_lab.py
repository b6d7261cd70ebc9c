"""A kernel that is busy for a minute, and a laptop that sleeps: afterwards all goes on."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from chromium import FLAGS, find_chromium
from lab import AT_FIRST, open_notebook, opened_page, run_all, running_lab, write_notebook
from playwright.sync_api import Page, expect, sync_playwright

from lessons.words import PHRASES

MINUTE = 60  # seconds
SLEPT = 150  # seconds, longer than any line is kept open without a sign of life
CELLS = (
    "from lessons import explore, learn",
    "explore.make_or_buy()",
    "learn.question('could-be-outsourced')",
    f"import time; time.sleep({MINUTE} * ('asked' in globals()))",
    "asked = True",
)
SENTENCE = ".lessons-chart-sentence"


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    """Open a notebook in JupyterLab and run it."""
    write_notebook(tmp_path / "away.ipynb", *CELLS)
    with running_lab(tmp_path, tmp_path / "lab.log") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        context = browser.new_context(viewport=AT_FIRST)
        context.set_default_timeout(1000 * (MINUTE + SLEPT))
        expect.set_options(timeout=1000 * (MINUTE + SLEPT))
        with opened_page(context) as page:
            open_notebook(page, address, "away.ipynb")
            run_all(page)
            yield page
        browser.close()


def _parents() -> Iterator[tuple[int, int, str]]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            name, rest = folder.joinpath("stat").read_text("utf-8").rsplit(")", 1)
        except OSError:  # it has ended meanwhile
            continue
        yield int(folder.name), int(rest.split()[1]), name.split("(", 1)[1]


def _started() -> list[int]:
    """Return the processes that this one has started, but for what it speaks to Chromium by."""
    every, found, drivers = [*_parents()], {os.getpid()}, set()
    for _ in every:
        found |= {process for process, parent, _ in every if parent in found}
    drivers = {process for process, _, name in every if name.startswith("node")}
    return sorted(found - {os.getpid()} - drivers)


@contextmanager
def _asleep() -> Iterator[None]:
    """Stop server, kernel and Chromium at once, as a laptop does when it is shut."""
    stopped = _started()
    for process in stopped:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in stopped:
            os.kill(process, signal.SIGCONT)


def _moved(page: Page, key: str) -> str:
    """Move the first slider, and return what its chart has to say of where it stands then."""
    slider = page.get_by_role("slider", name="Yearly volume", exact=True)
    slider.press(key)
    return f"at {float(slider.input_value()):,.0f} hours"


def test_a_move_of_a_busy_minute_is_answered_after_it(page: Page) -> None:
    sentence = page.locator(SENTENCE)
    busy = page.locator(".jp-CodeCell").nth(3)
    busy.locator(".cm-content").press("Control+Enter")
    expect(busy.locator(".jp-InputPrompt")).to_have_text("[*]:")
    told = _moved(page, "End")
    notice = page.locator(".lessons-kernel:not([hidden])", has_text=PHRASES["part_busy"])
    expect(notice.first).to_be_in_viewport()
    expect(sentence).not_to_contain_text(told)
    expect(sentence).to_contain_text(told)
    expect(notice).to_have_count(0)
    expect(busy.locator(".jp-InputPrompt")).not_to_have_text("[*]:")


def test_a_laptop_that_slept_goes_on_where_it_was(page: Page) -> None:
    sentence = page.locator(SENTENCE)
    expect(sentence).to_contain_text(_moved(page, "End"))
    with _asleep():
        time.sleep(SLEPT)
    expect(sentence).to_contain_text(_moved(page, "Home"))
    answer = page.get_by_role("button", name=PHRASES["check"], exact=True)
    page.locator(".lessons-question input").first.check()
    answer.click()
    expect(page.locator(".lessons-question .lessons-verdict")).not_to_be_empty()
    assert page.locator(".jp-RenderedText[data-mime-type*=error]").count() == 0
