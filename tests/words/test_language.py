"""A process speaks the language of its notebook's folder, or the one that was asked for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lessons.words import language

SAYS = "from lessons.words import LANGUAGE, measure, money, moment, percent, spoken; "
NUMBERS = (
    "print(LANGUAGE, money(-1234.5), money(0.2), percent(0.255), measure(1, 'hours'), "
    "spoken(48.5, '$/hour'), moment('2026-01-31T09:30:00'), sep='|')"
)
NORWEGIAN = (
    "nb|−1 235 dollar|0,20 dollar|25,5 %|1 time|48,50 dollar per time|31. jan. 2026 kl. 09:30"
)
ENGLISH = "en|−$1,235|$0.20|25.5%|1 hour|$48.50 an hour|31 Jan 2026, 09:30"


def said(code: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program that says something, in a folder."""
    bare = {name: text for name, text in os.environ.items() if name != language.ASKED}
    return subprocess.run(
        [sys.executable, "-c", SAYS + code],
        cwd=cwd,
        env=bare | {"PYTHONUTF8": "1"} | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make the folders of the notebooks of two languages."""
    for name in ("notebooks/nb", "elsewhere"):
        (tmp_path / name).mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize(
    ("place", "asked", "spoken"),
    [
        ("notebooks/nb", "", "nb"),
        ("notebooks/nb", "en", "nb"),
        ("notebooks", "", "en"),
        ("notebooks", "nb", "en"),  # English prose beside a server that speaks Norwegian
        ("elsewhere", "", "en"),
        ("elsewhere", "nb", "nb"),
    ],
)
def test_the_folder_says_which_and_else_what_was_asked_for(folder, place, asked, spoken):
    ran = said("print(LANGUAGE)", folder / place, **({language.ASKED: asked} if asked else {}))
    assert ran.stdout.strip() == spoken, ran.stderr


def test_a_server_that_was_started_elsewhere_says_where_the_notebook_is(folder):
    notebook = folder / "notebooks" / "nb" / "one.ipynb"
    notebook.write_text("{}")
    ran = said("print(LANGUAGE)", folder, JPY_SESSION_NAME=str(notebook))
    assert ran.stdout.strip() == "nb"


@pytest.mark.parametrize(("place", "told"), [("notebooks/nb", NORWEGIAN), ("elsewhere", ENGLISH)])
def test_numbers_money_shares_and_times_are_written_as_the_language_does(folder, place, told):
    ran = said(NUMBERS, folder / place)
    assert ran.stdout.strip().replace("\N{NO-BREAK SPACE}", " ") == told, ran.stderr


def test_a_language_that_nobody_speaks_is_refused_in_a_sentence(folder):
    ran = said("print(LANGUAGE)", folder / "elsewhere", **{language.ASKED: "xx"})
    known = ", ".join(language.LANGUAGES)
    sentence = f"LESSONS_LANGUAGE is “xx”. The lessons speak these languages: {known}."
    assert ran.stderr.strip().endswith(sentence)


def test_what_is_kept_is_one_for_all_languages(folder):
    code = "from lessons.server.own_folder import own_folder; print(own_folder())"
    ran = said(code, folder / "notebooks" / "nb")
    assert Path(ran.stdout.strip()) == folder / "notebooks" / "my-work"


def test_texts_are_said_wherever_they_are_held():
    held = {"one": ("In-house", ["Outsourced", 3]), "none": None}
    assert language.said_in("nb", held) == {
        "one": ("I egen regi", ["Outsourcet", 3]),
        "none": None,
    }
    assert language.said_in("en", held) == held
    assert language.said_in("nb", "Governance penalty", "curve") == "Styring"
    assert language.said_in("nb", "Governance penalty", "elsewhere") == "Styringsulempe"
    assert language.said_in("nb", "No text of ours") == "No text of ours"


def test_a_unit_is_typed_as_the_language_says_it(folder):
    typed = {
        "25 prosent": "%",
        "25 prosentpoeng": "points",
        "5 timer i året": "hours/year",
        "5 timer pr. år": "hours/year",
        "5 hours a year": "hours/year",
        "5 timer i uken": "hours/year",
        "5 prosent": "hours/year",
    }
    asked = f"{[*typed]}, {[*typed.values()]}"
    code = f"from lessons.words import readings; print([*map(readings, {asked})])"
    read = "[[0.25], [0.25], [5.0], [5.0], [5.0], [], []]"
    assert said(code, folder / "notebooks" / "nb").stdout.strip() == read
    assert said(code, folder / "elsewhere").stdout.strip() == read.replace(
        "[0.25], [0.25], [5.0], [5.0]", "[], [], [], []"
    )
