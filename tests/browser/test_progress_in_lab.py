"""The progress panel in JupyterLab: a receipt can be handed in where a class does so."""

from pathlib import Path

from lab import open_notebook, run_all, write_notebook
from playwright.sync_api import Page, expect

from lessons.my_work.hand_in import FOLDER
from lessons.words import PHRASES

CELLS = (
    f"import os; os.environ[{FOLDER!r}] = 'course'; os.makedirs('course')",
    "from lessons import learn",
    "learn.progress()",
    f"del os.environ[{FOLDER!r}]",
    "learn.progress()",
)


def test_one_press_hands_the_receipt_in_and_says_so(desk: Page, lab: str, folder: Path) -> None:
    write_notebook(folder / "progress.ipynb", *CELLS)
    open_notebook(desk, lab, "progress.ipynb")
    run_all(desk)
    taken, kept = desk.locator(".lessons-progress").all()
    button = taken.get_by_role("button", name=PHRASES["hand_in"], exact=True)
    button.press("Enter")
    said = taken.locator(".lessons-panel-said")
    expect(said).to_contain_text(PHRASES["handed_in"].partition("{")[0])
    assert len([*(folder / "course").glob("*.json")]) == 1
    expect(kept.get_by_role("button", name=PHRASES["save_receipt"])).to_be_visible()
    expect(kept.get_by_role("button", name=PHRASES["hand_in"], exact=True)).to_have_count(0)
