"""The lessons' prose, as a reader meets it."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
TEXTS = [*NOTEBOOKS, *(ROOT / name for name in ("README.md", "CONTRIBUTING.md"))]
TEXTS.append(ROOT / "instructor" / "guide.md")
LESSONS = [path for path in NOTEBOOKS if not path.name.startswith("00")]
HARDEST = 10  # Flesch-Kincaid grade
LONGEST = 25  # words of a sentence


def cells(path: Path, kind: str = "markdown") -> list[dict]:
    read = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in read if cell["cell_type"] == kind]


def plain(markdown: str) -> list[str]:
    """Return the paragraphs of a text as a reader reads them: no tables, formulas or marks."""
    text = re.sub(r"\$\$.*?\$\$|^\|.*$|<[^>]+>", "", markdown, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"(?m)^>$", "", text)
    text = re.sub(r"(?m)^\s*(#+|[-*>]|\d+\.) +", "\n", text)
    text = re.sub(r"\*+|`|_(?=\w)|(?<=\w)_", "", text)
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def prose(path: Path) -> list[str]:
    """Return the paragraphs of a notebook; headings, which are no sentences, are left out."""
    found = []
    for cell in cells(path):
        text = re.sub(r"(?m)^#.*$", "", "".join(cell["source"]))
        if "sources" not in cell["id"]:
            found += plain(text)
    return [one for one in found if one[-1] in ".?!:”)…"]


def sentences(paragraphs: list[str]) -> list[str]:
    parts = (re.split(r"(?<=[.?!:;])\s+", paragraph) for paragraph in paragraphs)
    return [one for part in parts for one in part]
