"""What a learner types stays what it says, and leads nowhere as a file's name."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typed_badly import NAMES

from lessons.words.typed import LONGEST_STEM, LONGEST_STEM_BYTES, file_stem, text

ANYTHING = st.text(st.characters(exclude_categories=()))  # halves of surrogate pairs, too


@pytest.mark.parametrize(
    ("name", "stem"),
    {
        "The candy campaign": "memo-the-candy-campaign",
        "../../x": "memo-x",
        "C:\\Windows\\..\\x": "memo-c-windows-x",
        "CON": "memo-con",
        "nul.txt": "memo-nul-txt",
        "name. . .": "memo-name",
        "...": "memo",
        "": "memo",
        "🍫🍬": "memo",
        "Candy 🍫 bar": "memo-candy-bar",
        "חברת ממתקים": "memo-חברת-ממתקים",
        "糖果活动": "memo-糖果活动",
        "Café Zoë": "memo-café-zoë",
        "a" * 10_000: "memo-" + "a" * 55,
        "many words " * 1_000: "memo-many-words-many-words-many-words-many-words-many-words",
        "<script>alert(1)</script>": "memo-script-alert-1-script",
        "abc\u202egpj.exe": "memo-abc-gpj-exe",
    }.items(),
)
def test_a_name_becomes_a_legible_name_of_a_file(name, stem):
    assert file_stem("memo", name) == stem


@given(ANYTHING)
def test_no_name_of_a_file_leads_anywhere(name):
    stem = file_stem("memo", name)
    assert stem == "memo" or stem.startswith("memo-")
    assert len(stem) <= LONGEST_STEM
    assert len(stem.encode()) <= LONGEST_STEM_BYTES
    assert not re.search(r'[\s./\\:*?"<>|\x00-\x1f]', stem)
    assert not stem.endswith("-")


@given(ANYTHING)
def test_text_loses_nothing_but_what_no_file_can_hold(typed):
    kept = text(typed)
    kept.encode()
    assert text(kept) == kept
    lost = [one for one in typed if one not in kept]
    kinds = {unicodedata.category(one) for one in lost} - {"Cc", "Cs", "Zl", "Zp"}
    assert not kinds or set(lost) & set("\ufffe\uffff")


@pytest.mark.parametrize("name", ["script", "emoji and words", "rtl", "entity", "long", "slots"])
def test_text_stays_as_it_was_typed(name):
    assert text(NAMES[name]) == NAMES[name]


def test_lines_end_in_one_way():
    assert text("one\r\ntwo\rthree\u2028four\n\nsix") == "one\ntwo\nthree\nfour\n\nsix"
    assert text("a\x00b\tc\ud83d\uffff") == "ab\tc\ufffd"


def test_a_letter_that_no_name_can_hold_here_is_a_gap(monkeypatch):
    """As on a system whose locale is of a few western letters."""
    monkeypatch.setattr("sys.getfilesystemencoding", lambda: "iso8859-1")
    assert file_stem("memo", "Ås 糖果 blåbær") == "memo-ås-blåbær"
    assert file_stem("memo", "糖果") == "memo"
