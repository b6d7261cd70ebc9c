"""How lessons and the instructor's guide read in JupyterLab."""

from pathlib import Path

import reading
from lab import open_notebook, run_lesson
from playwright.sync_api import Page, expect

LESSON = "01-what-is-insourcing.ipynb"
GUIDE = Path(__file__).parents[2] / "instructor" / "guide.md"
FORMULA = "mjx-container"


def test_a_lesson_is_set_to_be_read(desk: Page, lab: str) -> None:
    open_notebook(desk, lab, LESSON)
    # Before it is run it shows what its file holds, and afterwards the same.
    for run in (None, run_lesson):
        if run:
            run(desk)
        card = desk.locator(".lessons-citation").first
        expect(card).to_contain_text("33.95 US$ per hour")
        expect(card.get_by_role("link")).to_have_attribute("target", "_blank")
        sentence = desk.locator(".lessons-sentence").first
        expect(sentence).to_contain_text("the supplier is $22,400 cheaper")
    reading.check(desk)
    # The dots that open the code of a cell show beside the part that one points at.
    dots = desk.locator(".jp-Cell:not(.jp-mod-active):has(.lessons-citation)").first.locator(
        ".jp-Placeholder-content"
    )
    desk.mouse.move(0, 0)
    expect(dots).to_have_css("opacity", "0")
    card.hover()
    expect(dots).to_have_css("opacity", "1")


def test_the_dollars_of_the_guide_are_no_formulas(page: Page, lab: str, folder: Path) -> None:
    """A formula at its end shows that formulas have been looked for."""
    text = GUIDE.read_text("utf-8")
    (folder / "guide.md").write_text(f"{text}\n\n$x$ is the only one.\n", "utf-8")
    page.goto(f"{lab}/lab/tree/guide.md?reset")
    page.locator(".cm-content").click(button="right")
    page.get_by_role("menuitem", name="Show Markdown Preview").click()
    preview = page.locator(".jp-MarkdownViewer")
    expect(preview.locator("p:last-child").filter(has_text="the only one")).to_be_attached()
    expect(preview.locator(FORMULA)).to_have_count(1)
    expect(preview).to_contain_text("the supplier is $95,600 cheaper")
