"""No text of a page stands in the code untranslated: a language that nobody speaks shows it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pseudo_language
import pytest

SUPPORT = Path(pseudo_language.__file__).parent


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return where a program finds the catalogue of the language, and is told to speak it."""
    pseudo_language.written(tmp_path / "locale")
    return os.environ | {
        "LESSONS_CATALOGUES": str(tmp_path / "locale"),
        "LESSONS_LANGUAGE": pseudo_language.LANGUAGE,
        "PYTHONPATH": str(SUPPORT),
    }


def test_whatever_is_shown_is_said(environment, tmp_path):
    """By all explorers and tabs, all questions with wrong answers, the game, the memo, a class."""
    asked = [sys.executable, str(SUPPORT / "pseudo_language.py")]
    ran = subprocess.run(asked, env=environment, cwd=tmp_path, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()[-2_000:]
    assert json.loads(ran.stdout) == {}


def test_a_text_in_no_brackets_is_found():
    said = pseudo_language.said
    assert pseudo_language.unsaid(f"{said('a week')} and more") == "and more"
    assert pseudo_language.unsaid(said(f"of {said('a week')}")) == ""
    assert pseudo_language.unsaid("12,5 %{y:,.0f}<br>") == ""
