"""What a lesson says in its prose and its questions, for tests that hold its numbers right."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORD_LINK = re.compile(r"\[([^\]]*)\]\(#cell-id=word-[^)]*\)")  # of a word to what it means


def told(stem: str) -> str:
    """Return the prose of a lesson as it is read, with the texts of its questions."""
    cells = json.loads((ROOT / "notebooks" / f"{stem}.ipynb").read_text("utf-8"))["cells"]
    prose = ["".join(one["source"]) for one in cells if one["cell_type"] == "markdown"]
    questions = ROOT / "data" / "questions" / f"{stem.removeprefix('0')}.toml"
    read = WORD_LINK.sub(r"\1", "\n".join(prose))
    return f"{read}\n{questions.read_text('utf-8')}"


def assert_told(text: str, *stated: str) -> None:
    """Fail with the first of some statements that a lesson does not make."""
    for one in stated:
        assert one in text, one
