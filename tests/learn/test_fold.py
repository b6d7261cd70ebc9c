"""What gives an answer away is folded: the notebooks say which cells those are."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("0[1-9]-*.ipynb"))
TAG = "explain"
ENDS = r"# |## |### (?:Predict|Check)\b"  # headings at which an explanation ends

every_lesson = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path: Path) -> list[dict]:
    return json.loads(path.read_text("utf-8"))["cells"]


def source(cell: dict) -> str:
    return "".join(cell["source"])


def tags(cell: dict) -> list[str]:
    return cell["metadata"].get("tags", [])


def begins(cell: dict, heading: str) -> bool:
    return cell["cell_type"] == "markdown" and bool(re.match(heading, source(cell)))


@every_lesson
def test_an_explanation_is_tagged_whole_and_nothing_else_is(path):
    explains, found = False, []
    for cell in cells(path):
        if begins(cell, "### Explain"):
            explains = True
        elif begins(cell, ENDS):
            explains = False
        found.append(explains)
        assert (TAG in tags(cell)) == explains, cell["id"]
    assert sum(found) >= 3


@every_lesson
def test_nothing_but_predictions_stands_between_a_prediction_and_its_explanation(path):
    """Whatever else stood there, or up to the check, would be open."""
    asked = False
    for cell in cells(path):
        if "learn.predict(" in source(cell):
            asked = True
        elif asked and TAG not in tags(cell):
            assert begins(cell, "### (?:Predict|Check)"), cell["id"]
            asked = not begins(cell, "### Check")
    assert not asked


@every_lesson
def test_an_explanation_begins_and_ends_with_a_cell(path):
    """A heading within a cell would be folded with it, or stay open with it."""
    for cell in cells(path):
        if cell["cell_type"] == "markdown":
            for place in re.finditer(rf"(?m)^(?:{ENDS}|### Explain)", source(cell)):
                assert place.start() == 0, cell["id"]


@every_lesson
def test_no_link_leads_into_a_fold(path):
    """A claim is linked from the start page, and what is asked from the progress."""
    for cell in cells(path):
        if TAG in tags(cell):
            assert not [tag for tag in tags(cell) if tag.startswith("claim-")]
            assert not re.search(r"learn\.(predict|question|decide)", source(cell))
            for linking in (*ROOT.glob("*.md"), *ROOT.glob("notebooks/*.ipynb")):
                link = f"{path.name}#cell-id={cell['id']})"
                assert link not in linking.read_text("utf-8"), (linking.name, cell["id"])


@every_lesson
def test_a_heading_that_stays_open_names_no_number(path):
    """All headings are listed in the contents beside the page; a year is no answer."""
    for cell in cells(path):
        if cell["cell_type"] == "markdown" and TAG not in tags(cell):
            for heading in re.findall(r"(?m)^#+ (.+)$", source(cell)):
                assert not re.search(r"\d", re.sub(r"\b(19|20)\d\d\b", "", heading)), heading
