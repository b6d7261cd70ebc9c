"""What every part says: each phrase has one name, and one place."""

import tomllib
from collections import Counter
from importlib.resources import files

from lessons.words import PHRASES, REFUSALS, on_page

WRITTEN = (files("lessons.words") / "phrases.toml").read_text(encoding="utf-8")


def test_a_phrase_has_a_name_of_its_own():
    """Of two with one name in different tables only the later one could be said."""
    read = tomllib.loads(WRITTEN)
    tables = [*read.pop("page").values(), *read.values()]
    names = Counter(name for table in tables for name in table)
    twice = [name for name, count in names.items() if count > 1 and name not in REFUSALS]
    assert not twice
    assert names.keys() == PHRASES.keys() | REFUSALS.keys()


def test_a_page_is_handed_its_own_tables():
    assert on_page("fold", "case").keys() == {
        *("folded", "folded_look", "case", "case_name", "case_carry", "case_nothing"),
    }
