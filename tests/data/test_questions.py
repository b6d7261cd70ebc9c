"""How answers are judged, and how far off predictions are."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from lessons.data.questions import Figure, Option, Question
from lessons.learn.answers import Verdict, judge_choices, judge_number
from lessons.words.predicted import off

RANGES = st.tuples(st.floats(-1e6, 1e6), st.floats(1, 1e6)).map(
    lambda drawn: (drawn[0], drawn[0] + drawn[1])
)


def number(**more) -> Question:
    """Return a question that wants a number."""
    asked = {
        "kind": "number",
        "ask": "How many?",
        "figure": Figure(explorer="make_or_buy", output="break_even"),
        "unit": "hours/year",
        "because": "So it is.",
        "hints": ("a", "b", "c"),
        "solution": "s",
    }
    return Question(**{**asked, **more})


def choices(kind: str, *right: bool) -> Question:
    """Return a question with an option for each argument."""
    options = tuple(
        Option(text=f"o{place}", because=f"because {place}.", right=one)
        for place, one in enumerate(right)
    )
    return Question(kind=kind, ask="?", options=options, hints=("a", "b", "c"), solution="s")


# Predictions


@given(RANGES, st.floats(0, 1), st.floats(0, 1))
def test_a_prediction_is_scored_symmetrically(bounds, first, second):
    low, high = bounds
    one, other = (low + share * (high - low) for share in (first, second))
    assert off(one, other, low, high) == off(other, one, low, high)
    mirrored = off(low + high - one, low + high - other, low, high)
    assert off(one, other, low, high) == pytest.approx(mirrored, abs=1e-9)
    assert off(one, one, low, high) == 0
    assert 0 <= off(one, other, low, high) <= 1


@given(RANGES, st.floats(0, 0.4), st.floats(0, 0.1))
def test_nearer_is_never_scored_worse(bounds, distance, nearer):
    low, high = bounds
    middle, width = (low + high) / 2, high - low
    far = off(middle + distance * width, middle, low, high)
    assert off(middle + (distance - min(nearer, distance)) * width, middle, low, high) <= far


def test_beyond_the_range_is_no_worse_than_the_whole_of_it():
    assert off(0, 5_000, 0, 3_000) == 1


# Numbers


@pytest.mark.parametrize("typed", ["", "   ", "\n"])
def test_a_blank_is_not_answered_yet(typed):
    assert judge_number(number(), typed, 984, []) == Verdict("blank", "Not answered yet.")


@pytest.mark.parametrize("typed", ["many", "1.2.3", "5 million", "<b>5</b>", "=2+2", "1/2"])
def test_text_is_of_the_wrong_kind(typed):
    verdict = judge_number(number(), typed, 984, [])
    assert verdict.level == "kind"
    assert f"“{typed}”" in verdict.message


@pytest.mark.parametrize(
    "typed", ["984", "983.6", "1,000", "984 hours", "984 hours a year", "+984"]
)
def test_the_right_number_within_its_tolerance(typed):
    verdict = judge_number(number(tolerance=0.02), typed, 983.6, [])
    assert verdict == Verdict("right", "Right. So it is.", names_answer=True)


# What may be mistaken for what: cents, days or thousands of hours for hours a year cannot.
MISTAKEN = {
    "hours/year": {12, 52, 60},
    "$/year": {12, 52, 1_000},
    "$/hour": {60, 1_000},
    "$/minute": {60, 1_000},
    "$": {1_000},
    "%": {100},
    "people": {1_000},
    "customers": {1_000},
    "years": {12, 52},
    "weeks": {7, 52},
    "days": {7, 24},
    "hours": {60},
    "times": set(),
    "": set(),
}


@pytest.mark.parametrize("factor", sorted(set().union(*MISTAKEN.values())))
@pytest.mark.parametrize("way", ["high", "low"])
@pytest.mark.parametrize("unit", MISTAKEN)
def test_a_number_off_by_a_unit_is_a_near_miss_where_that_can_be_mistaken(unit, factor, way):
    right = 0.984 if unit == "%" else 984
    typed = 984 * factor if way == "high" else 984 / factor
    typed /= 10 if unit == "%" else 1
    verdict = judge_number(number(unit=unit), f"{typed:.12f}", right, [])
    if factor in MISTAKEN[unit]:
        assert verdict.level == "near"
        assert f"{factor:,} times too {way}" in verdict.message
        assert f"which is {unit}." in verdict.message
    else:
        assert verdict == Verdict("wrong", "Not quite.", explained=False)


@pytest.mark.parametrize("unit", ["days", "people", "$", "%"])
@pytest.mark.parametrize(
    ("typed", "right", "without"),
    [
        ("1.655", 1_655, "1655"),
        ("-20.505", -20_505, "−20505"),
    ],
)
def test_a_point_for_thousands_is_told_what_it_means_here(unit, typed, right, without):
    asked = number(unit=unit)
    verdict = judge_number(asked, typed, right / 100 if unit == "%" else right, [])
    assert verdict.level == "near"
    said = verdict.message.replace("-", "−")
    assert said == f"Nearly. A point begins the decimals here. Write {without} without one."
    assert judge_number(asked, "1.7", 1_655, []).level == "wrong"
    assert judge_number(asked, "1.655", 0.01655 if unit == "%" else 1.655, []).level == "right"


def test_points_that_can_only_set_thousands_apart_do_so():
    assert judge_number(number(), "1.655.000", 1_655_000, []).level == "right"


def test_a_point_before_three_decimals_that_end_in_zero_is_asked_back():
    """It is no number off by a thousand: nobody writes 20.5 so."""
    for right in (20.5, 20_500):
        verdict = judge_number(number(), "20.500", right, [])
        assert verdict.level == "kind"
        assert verdict.message.startswith("“20.500” could be 20.5 or 20,500.")


@pytest.mark.parametrize("right", [12.5, 125])
@pytest.mark.parametrize(("unit", "hundred"), [("%", 100), ("hours", 1)])
def test_what_may_mean_two_numbers_is_asked_back_and_is_no_try(unit, hundred, right):
    verdict = judge_number(number(unit=unit), " 12,5", right / hundred, [])
    assert verdict.level == "kind"
    assert verdict.message.startswith("“12,5” could be 12.5 or 125. Write one of these: ")


def test_a_share_given_for_a_percentage_is_a_near_miss():
    asked = number(unit="%")
    assert judge_number(asked, "12", 0.12, []).level == "right"
    assert judge_number(asked, "12 %", 0.12, []).level == "right"
    verdict = judge_number(asked, "0.12", 0.12, [])
    assert (verdict.level, "100 times too low" in verdict.message) == ("near", True)


def test_the_wrong_sign_is_a_near_miss():
    assert "sign" in judge_number(number(), "-984", 984, []).message


def test_too_much_rounding_is_a_near_miss():
    assert judge_number(number(tolerance=0.01), "1000", 984, []).level == "near"
    assert judge_number(number(tolerance=0.01), "1100", 984, []).level == "wrong"


def test_a_slip_is_told_its_own_reason():
    slips = [(None, "never"), (2_000, "You forgot the overhead.")]
    verdict = judge_number(number(), "2000", 984, slips)
    assert verdict == Verdict("wrong", "Not quite. You forgot the overhead.")


def test_the_right_number_is_right_although_a_slip_leads_to_it():
    assert judge_number(number(), "984", 984, [(984, "no")]).level == "right"


def test_zero_can_be_the_right_number():
    assert judge_number(number(), "0", 0, []).level == "right"
    assert judge_number(number(), "5", 0, []).level == "wrong"


@given(st.floats(-1e9, 1e9), st.floats(0.001, 0.19))
def test_a_number_is_right_just_as_far_above_as_below(right, tolerance):
    assume(abs(right) > 1)
    asked = number(tolerance=tolerance)
    for share in (1 - 0.99 * tolerance, 1 + 0.99 * tolerance):
        assert judge_number(asked, f"{right * share:.9f}", right, []).level == "right"
    for share in (1 - 1.01 * tolerance, 1 + 1.01 * tolerance):
        assert judge_number(asked, f"{right * share:.9f}", right, []).level != "right"


# Choices


def test_nothing_chosen_is_not_answered_yet():
    assert judge_choices(choices("one", True, False), [], None).level == "blank"


def test_each_option_is_told_its_own_reason():
    asked = choices("one", False, True)
    said = "Not quite. because 0. The right answer is “o1”."
    assert judge_choices(asked, [0], None) == Verdict("wrong", said, names_answer=True)
    right = Verdict("right", "Right. because 1.", names_answer=True)
    assert judge_choices(asked, [1], None) == right


def test_several_choices_must_be_all_of_them_and_no_other():
    asked = choices("several", True, True, False)
    for chosen, level, said in (
        ([0, 1], "right", "Right. because 0. because 1."),
        ([1], "near", "Nearly. That is right as far as it goes. because 1. You left out “o0”."),
        ([0, 1, 2], "wrong", "Not quite. because 2. You should not have chosen “o2”."),
        (
            [2],
            "wrong",
            "Not quite. because 2. You should not have chosen “o2”. You left out “o0” and “o1”.",
        ),
    ):
        assert judge_choices(asked, chosen, None) == Verdict(level, said, names_answer=True)


def test_a_model_decides_which_option_is_right():
    options = tuple(
        Option(text=word, because="b.", found=word) for word in ("insource", "outsource")
    )
    asked = Question(kind="one", ask="?", options=options, hints=("a", "b", "c"), solution="s")
    assert judge_choices(asked, [1], "outsource").level == "right"
    assert judge_choices(asked, [1], "insource").level == "wrong"


# What a file may say


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"hints": ("a", "b")}, "at least 3"),
        ({"figure": None}, "figure"),
        ({"because": ""}, "because"),
        ({"tolerance": 0}, "greater than 0"),
        ({"kind": "essay"}, "'one', 'several' or 'number'"),
        ({"answer": 984}, "Extra inputs"),
    ],
)
def test_a_question_that_is_not_whole_is_refused(wrong, said):
    with pytest.raises(ValidationError, match=said):
        number(**wrong)


def test_a_figure_is_an_output_or_a_turning_point():
    for wrong in ({}, {"output": "margin", "turns_at": "price"}):
        with pytest.raises(ValidationError, match="either"):
            Figure(explorer="make_or_buy", **wrong)
