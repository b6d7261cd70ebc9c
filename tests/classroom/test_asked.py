"""What may be asked of a class, and what is an answer to it."""

import json

import pytest
from class_phones import CHOICE, NUMBER, SHARE, SKETCH

from lessons.classroom.asked import (
    LONGEST_TEXT,
    AnswerError,
    AskedError,
    checked,
    checked_reveal,
    taken,
    told,
)

ALL = (NUMBER, SHARE, CHOICE, SKETCH)


@pytest.mark.parametrize("asked", ALL, ids=lambda one: one["ask"])
def test_what_a_lesson_asks_may_be_asked(asked):
    assert checked(asked) == asked


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (None, "null"),
        ({"kind": "essay"}, "The nearest is"),
        ({"kind": ["number"]}, "The nearest is"),
        (NUMBER | {"ask": ""}, "$.ask"),
        (NUMBER | {"ask": "a" * (LONGEST_TEXT + 1)}, "$.ask"),
        (NUMBER | {"script": "x"}, "script"),
        (NUMBER | {"step": 0}, "$.step"),
        (NUMBER | {"maximum": "1"}, "$.maximum"),
        (NUMBER | {"maximum": True}, "$.maximum"),
        (NUMBER | {"minimum": 100}, "begin below its end"),
        (CHOICE | {"options": ["One"]}, "$.options"),
        (CHOICE | {"options": ["One"] * 9}, "$.options"),
        (CHOICE | {"options": ["One", 2]}, "$.options[1]"),
        (SKETCH | {"across": SKETCH["across"][:1]}, "$.across"),
        (SKETCH | {"across": [{"value": 1}, {"value": 2}]}, "$.across["),
        (SKETCH | {"start": 11}, "must start on it"),
        ({name: value for name, value in NUMBER.items() if name != "unit"}, "unit"),
    ],
)
def test_what_cannot_be_asked_is_told_with_its_place(asked, said):
    with pytest.raises(AskedError) as refused:
        checked(asked)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("asked", "given", "kept"),
    [
        (NUMBER, 40, 40.0),
        (NUMBER, 0, 0.0),
        (NUMBER, 100, 100.0),
        (NUMBER, 40.25, 40.25),
        (SHARE, 0.4, 0.4),
        (CHOICE, 0, 0),
        (CHOICE, 2, 2),
        (SKETCH, [0, 5, 10], [0.0, 5.0, 10.0]),
    ],
)
def test_an_answer_is_kept(asked, given, kept):
    found = taken(asked, given)
    assert found == kept
    assert type(found) is type(kept)


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        *((NUMBER, given) for given in (-0.01, 100.01, 10**400, -(10**400), float("nan"))),
        *((NUMBER, given) for given in ("40", "<b>40</b>", None, True, [40], {"given": 40})),
        *((CHOICE, given) for given in (-1, 3, 10**400, 1.0, True, "1", "Both", None, [1])),
        *((SKETCH, given) for given in ([1, 2], [1, 2, 3, 4], [1, 2, 11], [1, 2, -1], 5, None)),
        *((SKETCH, given) for given in ("123", [1, 2, "3"], [1, 2, None], [1, 2, True], {})),
    ],
)
def test_what_is_no_answer_is_told_what_one_is(asked, given):
    with pytest.raises(AnswerError) as refused:
        taken(asked, given)
    ends = [str(asked[end]) for end in ("minimum", "maximum") if end in asked]
    assert all(one in str(refused.value) for one in ends or [str(len(asked["options"]))])


def test_what_is_refused_is_quoted_shortly():
    with pytest.raises(AnswerError) as refused:
        taken(NUMBER, "<script>" * 400)
    assert "<script>" in str(refused.value)
    assert len(str(refused.value)) < 150


@pytest.mark.parametrize(
    ("asked", "given", "words"),
    [
        (NUMBER, 40.0, "40 units a year"),
        (SHARE, 0.4, "40%"),
        (CHOICE, 1, "“=1+1”"),
        (SKETCH, [1.0, 2.0, 3.0], "your line"),
    ],
)
def test_an_answer_is_told_in_words(asked, given, words):
    assert told(asked, given) == words


def test_a_reveal_has_an_answer_and_reasons():
    reasons = [[40, "You were close.", 0.1], [[1, 2], "So far off.", None], [0, "No."]]
    found = checked_reveal("42 units", reasons)
    assert json.loads(json.dumps(found)) == {"answer": "42 units", "reasons": reasons}


@pytest.mark.parametrize(
    ("answer", "reasons"),
    [
        (42, []),
        ("42", None),
        ("42", ["You were close."]),
        ("42", [[40]]),
        ("42", [[40, 1]]),
        ("42", [[40, "Close.", "0.1"]]),
        ("42", [[40, "Close.", 0.1, 1]]),
    ],
)
def test_a_reveal_of_another_form_is_refused(answer, reasons):
    with pytest.raises(AskedError, match="revealed"):
        checked_reveal(answer, reasons)
