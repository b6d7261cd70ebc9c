"""Numbers, money and shares as a learner reads them, and the name that somebody meant."""

import pytest
from babel.numbers import parse_decimal
from hypothesis import example, given
from hypothesis import strategies as st

from lessons import words

FINITE = st.floats(-1e9, 1e9)


def with_hyphen(written: str) -> str:
    """Return a number as Babel's own parser reads it."""
    return written.replace(words.MINUS, "-")


@pytest.mark.parametrize(
    ("value", "digits", "written"),
    [
        (0, None, "0"),
        (1234.5, None, "1,234.5"),
        (1_000_000, None, "1,000,000"),
        (999, None, "999"),
        (0.1 + 0.2, None, "0.3"),
        (0.1234567, None, "0.123457"),
        (-5, None, "−5"),
        (-1234.5, None, "−1,234.5"),
        (983.6065, 0, "984"),
        (983.4, 0, "983"),
        (7, 2, "7.00"),
        (1234.567, 2, "1,234.57"),
        (6.25, 1, "6.3"),  # a half goes up, as a person rounds
        (-6.25, 1, "−6.3"),
        (0.5, 0, "1"),
        (2.675, 2, "2.68"),  # which floating point holds as a hair less
        (0.8499999999999999, 1, "0.9"),
    ],
)
def test_a_number_is_grouped_and_rounded(value, digits, written):
    assert words.number(value, digits) == written


@pytest.mark.parametrize(
    ("value", "digits", "written"),
    [(-0.0, None, "0"), (-1e-9, None, "0"), (-0.4, 0, "0"), (-0.004, 2, "0.00")],
)
def test_a_number_that_is_written_as_zero_has_no_minus_sign(value, digits, written):
    assert words.number(value, digits) == written


@pytest.mark.parametrize(
    ("value", "digits", "written"),
    [
        (22_400, 0, "$22,400"),
        (22_399.6, 0, "$22,400"),
        (1_234_567.891, 2, "$1,234,567.89"),
        (48.5, 2, "$48.50"),
        (-1500, 0, "−$1,500"),
        (0, 0, "$0"),
        (-0.0, 0, "$0"),
        (-0.4, 0, "−$0.40"),
        (0.0051, 0, "$0.01"),
        (0.0049, 0, "$0"),
        (-0.004, 2, "$0.00"),
    ],
)
def test_money_is_written_to_the_dollar_unless_told_otherwise(value, digits, written):
    assert words.money(value, digits) == written


@pytest.mark.parametrize(
    ("share", "digits", "written"),
    [
        (0, None, "0%"),
        (0.07, None, "7%"),
        (0.29, None, "29%"),
        (0.57, None, "57%"),
        (1, None, "100%"),
        (0.125, None, "12.5%"),
        (0.12346, None, "12.35%"),
        (-0.0, None, "0%"),
        (-0.00001, None, "0%"),
        (12, None, "1,200%"),
        (-0.4, None, "−40%"),
        (0.07, 0, "7%"),
        (0.07, 1, "7.0%"),
        (0.876, 0, "88%"),
        (0.125, 0, "13%"),
    ],
)
def test_a_share_is_written_as_a_percentage(share, digits, written):
    assert words.percent(share, digits) == written


@pytest.mark.parametrize("whole", range(101))
def test_a_whole_percentage_is_written_as_itself(whole):
    """No share such as 0.07, which times 100 is 7.000000000000001, shows its binary tail."""
    assert words.percent(whole / 100) == f"{whole}%"


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (3_000, "hours/year", "3,000 hours/year"),
        (48.5, "$/hour", "48.5 $/hour"),
        (0.07, "%", "7%"),
        (0.0341, "points", "3.41 percentage points"),
        (0.01, "points", "1 percentage point"),
        (-0.01, "points", "−1 percentage point"),
        (3_000, "", "3,000"),
    ],
)
def test_a_measure_has_its_unit(value, unit, written):
    assert words.measure(value, unit) == written


@given(FINITE)
@example(-0.5)
def test_a_number_reads_back_as_itself(value):
    written = words.number(value)
    assert float(parse_decimal(with_hyphen(written), locale=words.LOCALE)) == pytest.approx(
        value, abs=1e-6
    )
    assert written != f"{words.MINUS}0"


@given(FINITE, st.integers(0, 4))
def test_money_reads_back_as_itself(value, digits):
    written = words.money(value, digits)
    assert written.count("$") == 1
    plain = parse_decimal(with_hyphen(written).replace("$", ""), locale=words.LOCALE)
    assert float(plain) == pytest.approx(value, abs=0.51 * 10**-digits)
    assert len(written.partition(".")[2]) == digits


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("volum", "volume"),
        ("VOLUME", "volume"),
        ("PRICE", "price"),
        ("prise", "price"),
        ("spare capacity", "Spare capacity"),
        ("volume", "volume"),
    ],
)
def test_the_nearest_name_is_the_most_similar_whatever_its_case(name, right):
    assert words.nearest(name, ["price", "volume", "Spare capacity"]) == right


@given(st.text() | st.integers() | st.none(), st.lists(st.text(), min_size=1))
def test_there_is_always_a_nearest_name(name, known):
    assert words.nearest(name, known) in known


def test_a_phrase_names_each_of_its_slots():
    assert words.PHRASES["kept"].format(name="In-house", number=1) == "In-house, kept 1"
    sentence = words.PHRASES["no_reverse"].format(minimum="0%", maximum="25%")
    assert sentence == "Nothing between 0% and 25% reverses it."


@pytest.mark.parametrize(("value", "written"), [(2005, "2005"), (2005.0, "2005"), (-44, "−44")])
def test_a_calendar_year_is_written_by_itself(value, written):
    assert words.measure(value, "year") == written
    assert words.measure(value, "years") == f"{words.number(value)} years"


def test_a_number_may_be_written_without_grouping():
    assert words.number(1234567.25, grouped=False) == "1234567.25"


@given(st.floats(-1e18, 1e18))
def test_a_negative_number_has_the_one_minus_sign(value):
    for written in (words.number(value), words.money(value), words.percent(value)):
        assert "-" not in written
    for unit in ("$/year", "%", "hours/week", words.YEAR):
        assert "-" not in words.measure(value, unit) + words.spoken(value, unit)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (800, "hours/year", "800 hours a year"),
        (48.5, "$/hour", "$48.50 an hour"),
        (120_000, "$/year", "$120,000 a year"),
        (22_400, "$", "$22,400"),
        (0.1, "%", "10%"),
        (12, "weeks", "12 weeks"),
        (3, "", "3"),
    ],
)
def test_a_sentence_says_a_value_with_its_unit(value, unit, said):
    assert words.spoken(value, unit) == said


@pytest.mark.parametrize(
    ("names", "written"),
    [([], ""), (["India"], "India"), (["India", "Norway"], "India and Norway")],
)
def test_names_are_listed_as_a_sentence_does(names, written):
    assert words.listed(iter(names)) == written
    assert words.listed(["India", "Mexico", "Norway"]) == "India, Mexico, and Norway"
