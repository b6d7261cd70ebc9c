"""A percentage is written in one way, in whatever a learner or an instructor reads: 43%."""

import json
import re
from pathlib import Path

import pytest

from lessons import words

ROOT = Path(__file__).parents[2]
LOOSE = re.compile(r"[\d}][ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]%(?!\w)")
READ = sorted(
    path
    for pattern in (
        *("notebooks/*.ipynb", "data/**/*.toml", "data/*.json", "instructor/guide.md", "*.md"),
        *("src/lessons/**/*.py", "src/lessons/**/*.js"),
    )
    for path in ROOT.glob(pattern)
)


@pytest.mark.parametrize("path", READ, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_percent_sign_stands_at_its_number(path):
    text = path.read_text("utf-8")
    if path.suffix in (".ipynb", ".json"):
        text = json.dumps(json.loads(text), ensure_ascii=False)
    assert LOOSE.findall(text) == []


def test_what_is_written_and_what_is_cited_has_it_there():
    assert words.percent(0.43) == words.measure(0.43, "%") == "43%"
    assert words.counted(30.0, "% of the claim") == "30% of the claim"
    assert words.counted(155.0, "US$ per hour") == "155 US$ per hour"
