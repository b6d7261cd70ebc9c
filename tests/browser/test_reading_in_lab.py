"""How lessons and the instructor's guide read in JupyterLab."""

import reading
from lab import open_lesson, open_notebook
from playwright.sync_api import Page, expect

LESSON = "01-what-is-insourcing.ipynb"
FORMULA = "mjx-container, .MathJax"


def test_a_lesson_is_set_to_be_read(page: Page, lab: str) -> None:
    """Before it is run, with the outputs that its file holds, and after."""
    open_notebook(page, lab, LESSON)
    for _ in range(2):
        card = page.locator(".lessons-citation").first
        expect(card).to_contain_text("33.95 US$ per hour")
        expect(card.get_by_role("link")).to_have_attribute("target", "_blank")
        sentence = page.locator(".lessons-sentence").first
        expect(sentence).to_contain_text("the supplier is $22,400 cheaper")
        expect(
            page.locator(f":is(.lessons-citation, .lessons-sentence) :is({FORMULA})")
        ).to_have_count(0)
        reading.check(page)
        open_lesson(page, lab, LESSON)


def test_the_dollars_of_the_guide_are_no_formulas(page: Page, lab: str) -> None:
    page.goto(f"{lab}/lab/tree/instructor-guide.md?reset")
    page.locator(".cm-content").click(button="right")
    page.get_by_role("menuitem", name="Show Markdown Preview").click()
    preview = page.locator(".jp-MarkdownViewer")
    # What looks for formulas is only loaded where the text has a dollar, and says so by its style.
    expect(preview).to_contain_text("the supplier is $95,600 cheaper")
    expect(preview).to_contain_text("Solution: Choose the preset")
    expect(preview.locator(FORMULA)).to_have_count(0)
