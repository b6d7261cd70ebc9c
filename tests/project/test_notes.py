"""The notes for the next engineer name what stands in the sources."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTES = (ROOT / "doc" / "implementation-notes.md").read_text("utf-8")
KINDS = (".py", ".js", ".css", ".json", ".toml")
NAMES = sorted(set(re.findall(r"`([^`\n]+)`", NOTES)))
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
    assert 700 <= len(NOTES.split()) <= 1_550
