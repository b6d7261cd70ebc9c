"""Style sheets: each part names its own classes alone, so that none changes another's look."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "lessons"
SHEETS = sorted(SOURCE.rglob("*.css"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SELECTOR = re.compile(r"([^{};]*)\{")
CLASS = re.compile(r"\.(lessons-[\w-]+)")


def part(sheet: Path) -> str:
    """Return whose a sheet is: explorer_print is the explorer's, and panel is what all share."""
    return sheet.stem.partition("_")[0]


def classes(text: str) -> set[str]:
    """Return the classes of the lessons that a sheet's selectors name, wherever in them."""
    selectors = SELECTOR.findall(COMMENT.sub("", text))
    return {name for one in selectors if "@" not in one for name in CLASS.findall(one)}


def named_twice(sheets: dict[str, list[str]]) -> dict[str, set[str]]:
    """Return the classes that the sheets of several parts name, with these parts."""
    parts = defaultdict(set)
    for owner, texts in sheets.items():
        for name in set().union(*map(classes, texts)):
            parts[name].add(owner)
    return {name: owners for name, owners in parts.items() if len(owners) > 1}


def test_no_class_is_styled_by_the_sheets_of_two_parts():
    """Else it would look as the sheet says that a page happened to load last."""
    sheets = defaultdict(list)
    for sheet in SHEETS:
        sheets[part(sheet)].append(sheet.read_text("utf-8"))
    assert len(sheets) > 10
    assert named_twice(sheets) == {}


@pytest.mark.parametrize(
    "leak",
    [
        ".lessons-b {}",
        ".lessons-b .lessons-a b {}",
        "@media print { .lessons-b :is(p, .lessons-a) { top: 0 } }",
        ".lessons-b:has(.lessons-a)::before {}",
    ],
)
def test_a_leak_is_found_wherever_it_is(leak):
    own = "/* .lessons-c */ .lessons-a { color: var(--lessons-a) } .lessons-b { top: 0 }"
    assert named_twice({"one": [own], "two": [leak]}).keys() >= {"lessons-b"}
    assert named_twice({"one": [own, leak], "two": [".lessons-c {}"]}) == {}
