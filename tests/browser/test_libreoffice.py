"""Which LibreOffice the tests take, and that it opens what the lessons write."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import libreoffice
import pytest
from docx import Document
from docx.shared import Mm
from proposed_memos import CASES, OTHERS, proposed_memos
from pypdf import PdfReader
from test_chromium import fake
from typed_badly import NAMES

from lessons import explore
from lessons.memo.as_docx import TEMPLATE, written_docx
from lessons.memo.document import Memo, Section

RUNS = "echo 'LibreOffice 7.4'"
SAYS_NOTHING = "exit 0"
FAILS = "echo 'LibreOffice 7.4' && exit 1"
SHOWN = ["script", "image", "entity", "slots", "path", "device"]
PAPERS = {"Letter": (215.9, 279.4), "A4": (210.0, 297.0)}  # millimetres


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Make a machine without LibreOffice: the folder on its PATH is empty."""
    monkeypatch.delenv("LIBREOFFICE", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(libreoffice, "PLACES", ())
    return tmp_path


def test_the_named_one_wins_over_those_on_the_path_and_those_over_a_place(machine, monkeypatch):
    place = fake(machine / "elsewhere" / "soffice", RUNS)
    monkeypatch.setattr(libreoffice, "PLACES", (place,))
    assert libreoffice.find_libreoffice() == place
    on_path = fake(machine / "bin" / "soffice", RUNS)
    assert os.path.normcase(libreoffice.find_libreoffice()) == os.path.normcase(on_path)
    named = fake(machine / "named", RUNS)
    monkeypatch.setenv("LIBREOFFICE", named)
    assert libreoffice.find_libreoffice() == named


@pytest.mark.parametrize("flaw", [SAYS_NOTHING, FAILS])
def test_one_that_does_not_start_is_passed_over(machine, monkeypatch, flaw, capfd):
    monkeypatch.setenv("LIBREOFFICE", fake(machine / "broken", flaw))
    good = fake(machine / "bin" / "libreoffice", RUNS)
    assert os.path.normcase(libreoffice.find_libreoffice()) == os.path.normcase(good)
    assert "broken" in capfd.readouterr().err


def test_without_one_a_sentence_says_what_to_do(machine, monkeypatch):
    monkeypatch.setattr(libreoffice, "fetchers", list)
    with pytest.raises(SystemExit, match="environment variable LIBREOFFICE"):
        libreoffice.main()


@pytest.mark.parametrize(
    ("user", "command", "allowed"),
    [(0, "apt-get", True), (1000, "apt-get", False), (0, "something-else", False)],
)
def test_only_its_owner_changes_the_system(machine, monkeypatch, user, command, allowed):
    monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
    fake(machine / "bin" / command)
    texts = [" ".join(fetcher) for fetcher in libreoffice.fetchers()]
    assert any("libreoffice-calc-nogui" in text for text in texts) == allowed


def test_one_that_opens_no_tables_is_not_whole(machine, monkeypatch):
    monkeypatch.setenv("LIBREOFFICE", fake(machine / "soffice", RUNS))
    monkeypatch.setattr(libreoffice, "fetchers", list)
    with pytest.raises(SystemExit, match="opens tables too"):
        libreoffice.main()


def test_the_command_prints_the_path_and_nothing_else():
    command = [sys.executable, libreoffice.__file__]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert answer.stdout == f"{libreoffice.find_libreoffice()}\n"


# What the real one makes of a memo -------------------------------------------------------


def typed_badly() -> Memo:
    """Return a memo of what a learner may type as a name."""
    parts = [Section(name, name, NAMES[name], "list") for name in (*SHOWN, "emoji", "rtl")]
    return Memo("a" * 10_000, NAMES["script"], date(2026, 11, 25), parts)


def on_paper(paper: str, folder: Path) -> Path:
    """Do what an instructor does in Word: choose another paper in the template."""
    document, path = Document(str(TEMPLATE)), folder / f"{paper}.template.docx"
    document.sections[0].page_width, document.sections[0].page_height = map(Mm, PAPERS[paper])
    document.save(str(path))
    return path


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, list[str]]:
    """Open every memo in one LibreOffice; return the texts of its pages by the memo's name."""
    folder = tmp_path_factory.mktemp("memos")
    memos = proposed_memos(folder)
    documents = {
        f"{name} {paper}": (memo, paper) for name, memo in memos.items() for paper in PAPERS
    }
    documents["typed badly"] = typed_badly(), "Letter"
    templates = {paper: on_paper(paper, folder) for paper in PAPERS}
    for name, (memo, paper) in documents.items():
        (folder / f"{name}.docx").write_bytes(written_docx(memo, templates[paper]))
    made = libreoffice.as_pdf([folder / f"{name}.docx" for name in documents], folder)
    return {
        path.stem: [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]
        for path in made
    }


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", [*CASES, *OTHERS])
def test_a_memo_as_proposed_is_one_page(pages, name, paper):
    (page,) = pages[f"{name} {paper}"]
    for heading in ("The question", "Recommendation", "What would reverse it", "Assumptions"):
        assert heading in page
    assert "Ana García, November 25, 2026" in page


def test_libreoffice_shows_what_the_case_says(pages):
    (page,) = pages["Payroll Letter"]
    sentence = explore.your_case("Payroll").sentence
    assert sentence.replace(" ", "") in page.replace(" ", "")


@pytest.mark.parametrize("name", SHOWN)
def test_libreoffice_shows_what_was_typed_as_text(pages, name):
    text = "".join(pages["typed badly"]).replace(" ", "")
    assert NAMES[name].replace(" ", "") in text
