"""The notes for the next engineer, and the maps of what to change where, name what is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTES = (ROOT / "doc" / "implementation-notes.md").read_text("utf-8")
KINDS = (".py", ".js", ".css", ".json", ".toml")
NAMES = sorted(set(re.findall(r"`([^`\n]+)`", NOTES)))
MAPS = {"README.md": "## Where to change what", "CONTRIBUTING.md": "## Fourteen changes"}
TYPED = {"git pull", "make"}  # commands
SOURCES = [path for path in (ROOT / "src").rglob("*") if path.suffix in KINDS]
TEXT = "\n".join(path.read_text("utf-8") for path in [*SOURCES, ROOT / "Makefile"])


@pytest.mark.parametrize("name", [name for name in NAMES if name not in TYPED])
def test_each_name_of_the_notes_stands_in_the_sources(name):
    """A file by its path or its own name; of `Class.method`, both."""
    files = {path.name for path in SOURCES} | {path.stem for path in SOURCES}
    if name in files or (ROOT / name).exists() or (ROOT / "src" / "lessons" / name).is_dir():
        return
    for part in [name] if not name.replace(".", "").isidentifier() else name.split("."):
        assert re.search(rf"(?<!\w){re.escape(part)}(?!\w)", TEXT), part


def test_the_notes_are_of_about_two_pages():
    assert len(NAMES) > 30
    assert 700 <= len(NOTES.split()) <= 1_600


def rows_of(document: str) -> list[str]:
    """Return the rows of a map's tables, their headings with them."""
    part = (ROOT / document).read_text("utf-8").split(MAPS[document])[1].split("\n## ")[0]
    return [line for line in part.splitlines() if line.startswith("|")]


def files_of(document: str) -> list[str]:
    """Return the files and folders that a map names."""
    named = set(re.findall(r"`([\w./*-]+)`", "\n".join(rows_of(document))))
    return sorted(one for one in named if re.search(r"/|\.(py|js|css|toml|json|md|docx)$", one))


@pytest.mark.parametrize(("document", "named"), [(d, one) for d in MAPS for one in files_of(d)])
def test_each_file_of_a_map_is_there(document, named):
    """A room is named as in `src/lessons`, a file by its path or, beside its room, by its name."""
    places = (ROOT, ROOT / "src" / "lessons", *(ROOT / "src" / "lessons").rglob("*/"))
    assert any(list(place.glob(named)) for place in places)


def test_the_map_has_its_fourteen_changes():
    _heading, _rule, *rows = rows_of("CONTRIBUTING.md")
    assert len(rows) == 14
