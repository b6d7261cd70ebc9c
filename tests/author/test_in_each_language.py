"""What holds of every explorer and question, whatever is said, holds in each other language."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lessons.words.language import ASKED, LANGUAGES, SOURCE

ROOT = Path(__file__).parents[2]
EVERY_VIEW = "tests/views/test_every_view.py"
ANSWERS = "tests/learn/test_learn.py"
HOLD = (
    EVERY_VIEW,
    f"{ANSWERS}::test_a_slip_is_told_its_own_reason",
    f"{ANSWERS}::test_each_option_is_told_its_own_reason",
    f"{ANSWERS}::test_hints_and_solution_are_whole_sentences",
)
# It quotes English sentences.
QUOTES = f"{EVERY_VIEW}::test_what_decides_is_told_with_the_models_own_numbers"


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != SOURCE])
def test_what_holds_in_english_holds(language):
    """Explorers at both ends and at random, charts and tables, slips and reasons of questions."""
    asked = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider"]
    ran = subprocess.run(
        [*asked, *HOLD, "--deselect", QUOTES],
        env=os.environ | {ASKED: language},
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-3_000:]
