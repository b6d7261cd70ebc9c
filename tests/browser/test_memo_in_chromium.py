"""How a memo is printed that was saved as a page."""

import io
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from proposed_memos import CASES, OTHERS, proposed_memos
from pypdf import PdfReader

from lessons.memo.as_html import written_html
from lessons.memo.document import Memo


@pytest.fixture(scope="module")
def memos(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Memo]:
    """Propose a memo of each case."""
    return proposed_memos(tmp_path_factory.mktemp("memos"))


@pytest.mark.parametrize("paper", ["Letter", "A4"])
@pytest.mark.parametrize("name", [*CASES, *OTHERS])
def test_a_memo_as_proposed_prints_on_one_page(
    browser: Browser, memos: dict[str, Memo], tmp_path: Path, name: str, paper: str
) -> None:
    path = tmp_path / "memo.html"
    path.write_bytes(written_html(memos[name]))
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(path.as_uri())
        printed = page.pdf(format=paper)
    (sheet,) = PdfReader(io.BytesIO(printed)).pages
    said = " ".join(sheet.extract_text().split())
    assert "Ana García, November 25, 2026" in said
    assert "Assumptions" in said
