"""An answer that was right when it was given is so in each other language of the lessons."""

import json
import os
import subprocess
import sys

import pytest

from lessons.words.language import ASKED, LANGUAGES

KEPT = """
import json, sys
from lessons import data, words
from lessons.learn import marking
from lessons.learn.marking import find, scenario_of
from lessons.words import SHARES

def asked():
    for lesson in data.lessons().values():
        for name, one in lesson.questions.items():
            if one.kind == "number" and not one.your_inputs:
                yield name, one

def written(one):
    found = find(one.figure, scenario_of(one.figure)) * (100 if one.unit in SHARES else 1)
    return f"{words.number(found)} {words.said(one.unit)}".strip()
"""
WRITE = "print(json.dumps({name: written(one) for name, one in asked()}))"
WRITE_ANOTHER = """
print(json.dumps({name: words.number(17.125) for name, one in asked()}))
"""
READ = """
kept = json.load(sys.stdin)
found = {name: marking.Marker(one).judge_kept(kept[name], right=True) for name, one in asked()}
print(json.dumps({name: [given, verdict.level] for name, (given, verdict) in found.items()}))
"""
PAIRS = [(one, other) for one in LANGUAGES for other in LANGUAGES if one != other]


def ran(language: str, code: str, given: object = None) -> dict:
    """Return what a program in a language prints."""
    asked = subprocess.run(
        [sys.executable, "-c", KEPT + code],
        env=os.environ | {ASKED: language},
        input=json.dumps(given),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert asked.returncode == 0, asked.stderr
    return json.loads(asked.stdout)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_what_was_right_in_one_is_right_in_the_other_and_written_as_that_does(one, other):
    typed = ran(one, WRITE)
    shown = ran(other, READ, typed)
    assert typed.keys() == shown.keys()
    assert {name: level for name, (_, level) in shown.items() if level != "right"} == {}
    here = ran(other, WRITE)
    rewritten = {name for name, (given, _) in shown.items() if given != typed[name]}
    numbers = {name: text.partition(" ")[0] for name, text in here.items()}
    assert rewritten
    assert {name: shown[name][0] for name in rewritten} == {
        name: numbers[name] for name in rewritten
    }


def test_what_is_not_right_by_any_reading_is_judged_as_it_stands():
    shown = ran("nb", READ, ran("en", WRITE_ANOTHER))
    assert {level for _, level in shown.values()}.isdisjoint({"right"})
    assert {given for given, _ in shown.values()} == {"17.125"}
