"""A number and what it counts stand on one line."""

import pytest

from lessons import explore
from lessons.words.unbroken import HELD, unbroken


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("at 800 hours a year", "at 800~hours a year"),
        ("1 hour, 12.5 days and 2,636 thousand jobs", "1~hour, 12.5~days and 2,636~thousand~jobs"),
        ("1.2 million people", "1.2~million~people"),
        ("13.3 percentage points", "13.3~percentage~points"),
        ("from week 8 to week 13: Week 8", "from week~8 to week~13: Week~8"),
        ("In 1990 agencies paid 3 peoples", "In 1990 agencies paid 3 peoples"),
        ("week by week, 20 and 30", "week by week, 20 and 30"),
        ("", ""),
    ],
)
def test_a_number_is_held_to_what_it_counts(text, held):
    assert unbroken(text).replace(HELD, "~") == held
    assert unbroken(unbroken(text)) == unbroken(text)


def test_every_unit_of_an_input_is_held():
    """A new unit is a new word in the list of what numbers count."""
    units = {
        getattr(one, "unit", "").partition("/")[0]
        for entry in explore.catalogue().values()
        for one in entry.model.inputs().values()
    }
    for unit in units - {"", "$", "%"}:
        assert unbroken(f"3 {unit}") == f"3{HELD}{unit}"
