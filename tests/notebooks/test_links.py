"""Every link of every notebook and every Markdown file leads somewhere.

A link to a file is followed to it, and its anchor to the very cell or heading. Addresses of
other machines are not asked for: only their form is looked at.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest

ROOT = Path(__file__).parents[2]
UNREAD = {".venv", "dist", "node_modules", "my-work", ".ipynb_checkpoints", ".pytest_cache"}
CODE = re.compile(r"(?ms)^ *```.*?^ *```|`[^`\n]*`|<!--.*?-->")
MARKDOWN_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)>?(?:\s+\"[^\"]*\")?\s*\)")
HTML_LINK = re.compile(r"<(?:a|img)\s[^>]*?(?:href|src)=[\"']([^\"']*)[\"']")
REFERENCE = re.compile(r"(?m)^ *\[[^\]]+\]: +(\S+)")
BARE = re.compile(r"<(https?://[^>\s]*)>")
HEADING = re.compile(r"(?m)^#+ +(.+?) *#* *$")
CELL = "cell-id="


@dataclass(frozen=True)
class Link:
    """A link: the file that it stands in, and what it links to."""

    file: Path
    target: str

    def __str__(self) -> str:
        """Say where it stands, for whoever mends it."""
        return f"{self.file.relative_to(ROOT).as_posix()}: {self.target}"


def files() -> list[Path]:
    """Return every notebook and Markdown file of the project."""
    found = [
        path
        for suffix in ("*.md", "*.ipynb")
        for path in ROOT.rglob(suffix)
        if not UNREAD & set(path.relative_to(ROOT).parts)
    ]
    assert ROOT / "README.md" in found
    return sorted(found)


def cells(path: Path) -> list[dict]:
    return json.loads(path.read_text("utf-8"))["cells"]


def prose(path: Path) -> str:
    """Return what a file says, without its code."""
    if path.suffix == ".ipynb":
        parts = ["".join(one["source"]) for one in cells(path) if one["cell_type"] == "markdown"]
        return CODE.sub("", "\n\n".join(parts))
    return CODE.sub("", path.read_text("utf-8"))


def targets(text: str) -> list[str]:
    """Return what a text links to, in whichever way it does."""
    found = [pattern.findall(text) for pattern in (MARKDOWN_LINK, HTML_LINK, REFERENCE, BARE)]
    return [target for part in found for target in part]


def links() -> list[Link]:
    return [Link(path, target) for path in files() for target in targets(prose(path))]


def anchors(path: Path) -> set[str]:
    """Return what may stand behind the # of a link to a file."""
    headings = [
        re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", one) for one in HEADING.findall(prose(path))
    ]
    if path.suffix == ".ipynb":
        # JupyterLab and Voilà alike lead to a cell by its id; to a heading, not both do.
        return {CELL + one["id"] for one in cells(path)}
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


def fault(link: Link) -> str | None:
    """Return what is wrong with a link; None if it leads somewhere."""
    address = urlparse(link.target)
    if address.scheme in ("http", "https"):
        return None if re.fullmatch(r"[\w.-]+\.[a-z]{2,}", address.netloc) else "no such machine"
    if address.scheme or address.netloc or not link.target:
        return "neither a web address nor a file"
    path = (link.file.parent / unquote(address.path)).resolve() if address.path else link.file
    if not path.exists():
        return "no such file"
    if not path.is_relative_to(ROOT):
        return "outside the project"
    if address.fragment and unquote(address.fragment) not in anchors(path):
        return "no such place in it"
    return None


LINKS = links()


@pytest.mark.parametrize("link", LINKS, ids=str)
def test_a_link_leads_somewhere(link):
    assert fault(link) is None


def test_notebooks_and_markdown_files_have_links():
    linking = {link.file.name for link in LINKS}
    assert {"README.md", "CONTRIBUTING.md", "guide.md"} <= linking
    assert "00-start-here.ipynb" in linking


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("notebooks/00-start-here.ipynb#cell-id=map", None),
        ("notebooks/00-start-here.ipynb#cell-id=mop", "no such place in it"),
        ("notebooks/00-start-here.ipynb#6.-The-map-of-lessons", "no such place in it"),
        ("#where-to-change-what", None),
        ("#where-to-change-that", "no such place in it"),
        ("notebooks/06.ipynb", "no such file"),
        ("../", "outside the project"),
        ("", "neither a web address nor a file"),
        ("javascript:alert(1)", "neither a web address nor a file"),
        ("https://www.bls.gov/oes/", None),
        ("https://bls/", "no such machine"),
        ("http:///x", "no such machine"),
    ],
)
def test_a_broken_link_is_found(target, said):
    assert fault(Link(ROOT / "README.md", target)) == said


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[a](b.md) and ![c](d.png)", ["b.md", "d.png"]),
        ('[a [b]](<c.md> "title")', ["c.md"]),
        ('<a href="e.md">x</a> <img alt="" src=\'f.png\'>', ["e.md", "f.png"]),
        ("[g]: h.md", ["h.md"]),
        ("<https://i.org/>", ["https://i.org/"]),
        ("[![j](k.png)](l.md)", ["k.png", "l.md"]),
    ],
)
def test_links_are_found_in_whichever_way_they_are_written(text, found):
    assert targets(text) == found
