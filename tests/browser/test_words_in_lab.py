"""A word of the field is reached from where it stands, by mouse, keyboard and screen reader."""

import re
from pathlib import Path

import pytest
from lab import open_lesson, open_notebook, run_all, wait_for_kernel, write_notebook
from playwright.sync_api import Locator, Page, expect

LESSON = "01-what-is-insourcing.ipynb"


def entry(page: Page, term: str) -> Locator:
    """Find the cell at a lesson's end that says what a word means."""
    return page.locator(".jp-Cell").filter(has_text=f"{term}: ").last


def word(page: Page, form: str) -> Locator:
    """Find the link of a word as a screen reader does: by its role and its name."""
    return page.get_by_role("link", name=form, exact=True)


def goes_by_keyboard(page: Page, form: str, term: str) -> None:
    """Go from a word to what it means and back, with Tab and Enter alone."""
    page.evaluate("window.isStillHere = true")
    before = page.context.pages
    word(page, form).focus()
    page.keyboard.press("Enter")
    expect(entry(page, term)).to_be_in_viewport()
    expect(word(page, form)).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    back = entry(page, term).get_by_role("link")
    expect(back).to_be_focused()
    page.keyboard.press("Enter")
    expect(word(page, form)).to_be_in_viewport()
    assert page.context.pages == before
    assert page.evaluate("window.isStillHere")


def test_a_word_of_a_lesson_leads_to_what_it_means_and_back(page: Page, lab: str):
    page.goto(f"{lab}/doc/tree/{LESSON}?reset")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=60_000)
    goes_by_keyboard(page, "fixed cost", "Fixed cost")
    # The keyboard is at the meaning of a word that was clicked, too.
    wait_for_kernel(page)  # until then JupyterLab takes the keyboard to the notebook
    word(page, "institutional knowledge").click()
    expect(entry(page, "Institutional knowledge")).to_be_in_viewport()
    expect(entry(page, "Institutional knowledge")).to_be_focused()


def test_a_presented_word_leads_to_what_it_means_and_back(page: Page, presented: str):
    """A link with inputs in its address is no other page."""
    page.goto(f"{presented}/voila/render/{LESSON}?volume=1200")
    word(page, "fixed cost").wait_for()
    goes_by_keyboard(page, "fixed cost", "Fixed cost")


@pytest.mark.parametrize("where", ["lab", "presented"])
def test_the_way_back_opens_an_explanation_that_is_folded(
    where: str, request: pytest.FixtureRequest
):
    address = request.getfixturevalue(where)
    page = request.getfixturevalue("desk" if where == "lab" else "page")
    if where == "lab":
        open_lesson(page, address, LESSON)
    else:
        page.goto(f"{address}/voila/render/{LESSON}")
        page.locator(".lessons-progress").wait_for()
    expect(page.get_by_text("The explanation is folded here").first).to_be_attached()
    expect(word(page, "break-even volume")).to_be_hidden()
    back = entry(page, "Break-even").get_by_role("link")
    back.scroll_into_view_if_needed()
    back.click()
    expect(word(page, "break-even volume")).to_be_in_viewport()


def test_an_explorer_says_what_its_words_mean(desk: Page, lab: str, folder: Path):
    write_notebook(folder / "w.ipynb", "from lessons import explore", "explore.transaction_cost()")
    open_notebook(desk, lab, "w.ipynb")
    run_all(desk)
    decay = "A fall that slows down"
    slider = desk.get_by_role("slider", name="Decay of the production penalty")
    expect(slider).to_have_accessible_description(re.compile(r"^How fast .* 35% halves it\.$"))
    help_button = desk.get_by_role("button", name="What is Decay of the production penalty?")
    help_button.focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_text(f"Decay: {decay}")).to_be_visible()
    desk.get_by_role("tab", name="About").click()
    about = desk.get_by_role("tabpanel", name="About")
    expect(about.get_by_role("heading", name="Words")).to_be_visible()
    row = about.get_by_role("row").filter(has_text="Governance penalty").last
    expect(row).to_contain_text("govern in-house than on the market")
    expect(row).to_contain_text("Riordan and O. E. Williamson (1985)")
