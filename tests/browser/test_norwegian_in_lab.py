"""A lesson in Norwegian in JupyterLab: its bar, its numbers, what is typed, and its memo.

A learner may change the language in the middle: what was done in one is there in the other.
"""

import json
import re
import zipfile
from pathlib import Path

import pytest
from lab import Traffic, open_notebook, run_all, write_notebook
from libreoffice import as_pdf
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

NBSP = "\N{NO-BREAK SPACE}"
NAME = "norsk.ipynb"
CELLS = (
    "from lessons import cite, explore, learn",
    "case = explore.make_or_buy()\ncase",
    'learn.question("faded-break-even")',
    "learn.memo(case)",
    "learn.progress()",
    "explore.change_requests()",
)
LANGUAGES_OF = """() => [...new Set([...document.querySelectorAll("[class^=lessons-]")]
  .map((one) => one.closest("[lang]").lang))]"""


@pytest.fixture(scope="module")
def norwegian(kept: tuple[Page, Traffic], lab: str, folder: Path) -> Page:
    """Open and run a lesson in Norwegian."""
    path = folder / "nb" / NAME
    write_notebook(path, *CELLS)
    notebook = json.loads(path.read_text("utf-8"))
    notebook["metadata"]["lessons"] = "nb"
    path.write_text(json.dumps(notebook))
    page, _ = kept
    open_notebook(page, lab, f"nb/{NAME}")
    expect(page.get_by_role("button", name="Kjør denne leksjonen")).to_be_visible()
    run_all(page)
    page.locator(".lessons-chart-drawing .main-svg").first.wait_for()
    return page


@pytest.fixture
def explorer(norwegian: Page) -> Locator:
    explorer = norwegian.locator(".lessons-explorer").first
    explorer.get_by_role("button", name="Nullstill").click()
    return explorer


def test_axes_and_sentence_have_the_marks_of_the_language(explorer: Locator):
    drawing = explorer.locator(".lessons-chart-drawing")
    expect(drawing.locator(".ytick text").last).to_have_text(f"600k{NBSP}$")
    expect(drawing.locator(".xtick text").last).to_have_text(f"3{NBSP}000")
    sentence = explorer.locator(".lessons-chart-sentence")
    expect(sentence).to_contain_text(f"22{NBSP}400 dollar billigere")


def test_a_percentage_on_an_axis_has_its_space(norwegian: Page):
    ticks = norwegian.locator(".lessons-explorer").last.locator(".xtick text")
    expect(ticks.last).to_have_text(re.compile(rf"\d{NBSP}%"))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("1234,5", f"1{NBSP}234,5"), ("1 234,5", f"1{NBSP}234,5"), ("1 250 timer", f"1{NBSP}250")],
)
def test_a_number_is_typed_as_in_norwegian(explorer: Locator, typed: str, shown: str):
    box = explorer.get_by_role("textbox", name="Årsvolum, tallfelt")
    box.fill(typed)
    box.press("Enter")
    expect(box).to_have_value(shown)
    expect(explorer.locator(".lessons-chart-sentence")).to_contain_text(f"Ved {shown} timer")


def test_what_may_be_two_numbers_is_asked_back(explorer: Locator):
    box = explorer.get_by_role("textbox", name="Årsvolum, tallfelt")
    box.fill("1.500")
    box.press("Enter")
    expect(explorer.get_by_role("alert").filter(has_text="1.500")).to_contain_text(
        f"«1.500» kan være 1{NBSP}500 eller 1,5"
    )
    expect(box).to_have_value("800")


def test_all_parts_are_marked_as_norwegian(norwegian: Page):
    expect(norwegian.locator(".lessons-lesson").first).to_have_attribute("lang", "nb")
    assert norwegian.evaluate(LANGUAGES_OF) == ["nb"]


def test_a_memo_is_of_its_language_for_word_and_for_a_screen_reader(
    norwegian: Page, folder: Path, tmp_path: Path
):
    for path in (folder / "my-work").glob("memo-*"):
        path.unlink()
    memo = norwegian.get_by_role("region", name="Beslutningsnotat")
    memo.get_by_role("button", name="Lagre notatet").click()
    expect(memo.get_by_role("status")).to_contain_text(".docx")
    (saved,) = (folder / "my-work").glob("memo-*.docx")
    with zipfile.ZipFile(saved) as parts:
        styles = parts.read("word/styles.xml").decode("utf-8")
    assert set(re.findall(r'<w:lang [^>]*w:val="([^"]+)"', styles)) == {"nb-NO"}
    assert '<html lang="nb-NO">' in saved.with_suffix(".html").read_text("utf-8")
    (pdf,) = as_pdf([saved], tmp_path)
    (page,) = PdfReader(pdf).pages
    text = "".join(page.extract_text().split())
    assert "Anbefaling" in text
    assert "22400dollar" in text.replace(NBSP, "")


def test_what_was_done_in_one_language_is_there_in_the_other(
    norwegian: Page, lab: str, folder: Path
):
    question = norwegian.locator(".lessons-question").first
    question.get_by_role("textbox").fill("2 000")
    question.get_by_role("button", name="Sjekk").click()
    expect(question.locator(".lessons-verdict")).not_to_be_empty()
    told = question.locator(".lessons-verdict").inner_text()
    write_notebook(folder / "english.ipynb", *CELLS[:3])
    open_notebook(norwegian, lab, "english.ipynb")
    run_all(norwegian)
    question = norwegian.locator(".lessons-question").first
    expect(question.get_by_role("textbox")).to_have_value("2 000")
    expect(question.locator(".lessons-verdict")).not_to_be_empty()
    assert question.locator(".lessons-verdict").inner_text() != told
    entries = json.loads((folder / "my-work" / "progress.json").read_text("utf-8"))["entries"]
    assert [one["name"] for one in entries][-1] == "faded-break-even"
