"""A lesson that was run and saved is as it was before: nothing of a run reaches its file."""

from pathlib import Path

from lab import open_notebook, run_lesson, save, wait_for_kernel
from playwright.sync_api import Page, expect

LESSON = "01-what-is-insourcing.ipynb"


def test_a_lesson_that_was_run_is_saved_as_it_was(desk: Page, lab: str, folder: Path) -> None:
    path = folder / LESSON
    before = path.read_bytes()
    open_notebook(desk, lab, LESSON)
    run_lesson(desk)
    wait_for_kernel(desk)
    saved = path.stat().st_mtime_ns
    save(desk, LESSON)
    expect(desk.locator(".jp-mod-dirty")).to_have_count(0)
    assert path.stat().st_mtime_ns > saved
    assert path.read_bytes() == before
