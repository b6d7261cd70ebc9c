"""What is worked out and kept is the same in any folder and locale, and without a home."""

import os
import subprocess
import sys

import pytest

from lessons import explore
from lessons.words.spreadsheet import csv_text

NAME = "it's Übung #1 (2) & more – ığİI"  # all that a folder may be called on any system
# A day's work: a curve and its table, an answer, a saved scenario, a memo, and a class's table.
DAY = """
import sys, warnings
from pathlib import Path
warnings.filterwarnings("error", category=EncodingWarning, module="lessons")
from lessons import explore, learn
from lessons.instructor.receipts import main
from lessons.words.spreadsheet import csv_text
explorer = explore.make_or_buy()
Path("told.txt").write_text(explorer.sentence + csv_text(explorer.table()), "utf-8")
explorer.save()
learn.question("rate-below-your-own").answer([0])
assert learn.progress().save_receipt()
learn.memo(explorer).save()
sys.exit(main(["my-work"]))
"""
WHERE = {
    "C without a home": {"LC_ALL": "C", "HOME": None},
    "Turkish without a place for settings": {"LC_ALL": "tr_TR.UTF-8", "HOME": f"{__file__}/no"},
}


@pytest.mark.parametrize("where", WHERE)
def test_a_days_work_is_kept_wherever_it_is_done(tmp_path, where):
    folder = tmp_path / NAME / where
    folder.mkdir(parents=True)
    asked = os.environ | {"PYTHONWARNDEFAULTENCODING": "1"} | WHERE[where]
    day = subprocess.run(
        [sys.executable, "-c", DAY],
        cwd=folder,
        env={name: value for name, value in asked.items() if value is not None},
        umask=0o077 if os.name == "posix" else -1,
        capture_output=True,
        check=False,
    )
    assert day.returncode == 0, day.stderr.decode()
    explorer = explore.make_or_buy()
    told = explorer.sentence + csv_text(explorer.table())
    assert (folder / "told.txt").read_text("utf-8") == told
    kept = {path.suffix for path in (folder / "my-work").iterdir()}
    assert kept >= {".json", ".docx", ".html", ".csv", ".png"}
    table = (folder / "my-work" / "class-table.csv").read_bytes().decode("utf-8-sig")
    (row,) = [line for line in table.splitlines() if line.startswith('"receipt"')]
    assert "first try" in row
