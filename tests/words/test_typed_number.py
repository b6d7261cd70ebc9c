"""A typed number: each text means one number, two, or none; the page reads by the same table."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons import words

TABLE = tomllib.loads(Path(__file__).with_name("typed_numbers.toml").read_text("utf-8"))
CASES, COMMA_CASES = TABLE["cases"], TABLE["comma_cases"]
UNITS = ("", "%", "points", "$/hour", "hours/year", words.YEAR)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text']} {case.get('unit', '')}")
def test_a_typed_number_is_read_as_the_table_says(case):
    assert words.readings(case["text"], case.get("unit", "")) == case["reads"]


@pytest.mark.parametrize("case", COMMA_CASES, ids=lambda case: case["text"])
def test_where_decimals_begin_with_a_comma_that_comes_first(case):
    assert words.readings(case["text"], case.get("unit", ""), comma=True) == case["reads"]


def test_the_table_has_each_text_once():
    asked = [(case["text"], case.get("unit", "")) for case in CASES]
    assert len(set(asked)) == len(asked)
    assert {len(case["reads"]) for case in CASES} == {0, 1, 2}


@given(st.floats(-1e9, 1e9), st.sampled_from(UNITS))
def test_what_is_written_is_read_back(value, unit):
    for written in (words.measure(value, unit), words.measure(value, unit).replace("−", "-")):
        assert words.readings(written, unit) == [pytest.approx(value, abs=1e-4)]


@given(st.text(alphabet="0123456789.,'’ -−+e$%/ahours\u00a0", max_size=12))
def test_no_text_has_more_than_two_readings_and_two_differ(text):
    found = words.readings(text, "$/hour")
    assert len(found) <= 2
    assert len(set(found)) == len(found)
