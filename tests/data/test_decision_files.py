"""Files of decisions that are not right are refused whole, in words for their author."""

import pytest

from lessons.data import DataError, decision

GOOD = """
lesson = 1
[decisions.first]
title = "T"
ask = "?"
explained = "e"
shown = []
[decisions.first.labels]
stay = "a"
change_at_once = "b"
change = "c"
on = "d"
course = "e"
at_start = "f"
when = "After {step}"
stayed = "g"
changed_at_once = "h"
changed = "i"
never_changed = "j"
[decisions.first.news.one]
text = "k"
changes = { rate = 1 }
weeks = [1, 2]
"""


def folder(tmp_path, **files):
    """Write files of decisions and return the folder of data that they are in."""
    (tmp_path / "decisions").mkdir()
    for name, text in files.items():
        (tmp_path / "decisions" / f"{name}.toml").write_text(text, "utf-8")
    return tmp_path


def test_a_decision_is_found_by_its_name(tmp_path):
    number, found = decision("first", folder=folder(tmp_path, one=GOOD))
    assert (number, found.ask, found.news["one"].first) == (1, "?", None)


def test_an_unknown_name_is_refused_with_the_nearest_right_one(tmp_path):
    with pytest.raises(DataError, match="first"):
        decision("fist", folder=folder(tmp_path, one=GOOD))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (GOOD + "[", "one.toml is not right TOML"),
        (GOOD.replace("lesson = 1", ""), "one.toml, lesson"),
        (GOOD.replace("ask", "aks"), "one.toml, decisions, first, ask"),
        (GOOD.replace('on = "d"', 'on = ""'), "one.toml, decisions, first, labels, on"),
        (GOOD.replace("After {step}", "After"), "when needs {step}"),
        (GOOD.replace("After {step}", "After {step} {weeks}"), "no other slot"),
        (GOOD.replace("[1, 2]", "[2, 1]"), "the earlier week first"),
        (GOOD.replace("{ rate = 1 }", "{ }"), "first, news, one, changes"),
        (GOOD.replace("rate = 1", 'rate = "much"'), "one, changes, rate"),
    ],
)
def test_a_file_that_is_not_right_is_refused_with_file_and_place(tmp_path, wrong, said):
    with pytest.raises(DataError) as refused:
        decision("first", folder=folder(tmp_path, one=wrong))
    assert said in str(refused.value)


def test_a_name_is_taken_once_over_all_files(tmp_path):
    with pytest.raises(DataError, match="“first” is taken"):
        decision("first", folder=folder(tmp_path, one=GOOD, two=GOOD))
