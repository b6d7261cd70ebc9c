"""How the instructor's guide reads in JupyterLab."""

from pathlib import Path

from playwright.sync_api import Page, expect

GUIDE = "instructor-guide.md"
FORMULA = "mjx-container"


def test_the_dollars_of_the_guide_are_no_formulas(page: Page, lab: str, folder: Path) -> None:
    """A formula at its end shows that formulas have been looked for."""
    text = (folder / GUIDE).read_text("utf-8")
    (folder / "guide.md").write_text(f"{text}\n\n$x$ is the only one.\n", "utf-8")
    page.goto(f"{lab}/lab/tree/guide.md?reset")
    page.locator(".cm-content").click(button="right")
    page.get_by_role("menuitem", name="Show Markdown Preview").click()
    preview = page.locator(".jp-MarkdownViewer")
    expect(preview.locator("p:last-child").filter(has_text="the only one")).to_be_attached()
    expect(preview.locator(FORMULA)).to_have_count(1)
    expect(preview).to_contain_text("the supplier is $95,600 cheaper")
