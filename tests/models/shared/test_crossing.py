"""Crossings of functions whose own are known, and where they leap, are flat, or do not cross."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lessons.models.shared.crossing import crossing

FUNCTIONS = {
    "line": lambda x, at: x - at,
    "steep and then flat": lambda x, at: math.tanh(50 * (x - at)),
    "exponential": lambda x, at: math.exp(-x) - math.exp(-at),
    "cubic, flat where it crosses": lambda x, at: (x - at) ** 3,
    "tiny": lambda x, at: 1e-200 * (x - at),
    "huge": lambda x, at: 1e200 * (x - at),
}
every_function = pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)


@every_function
@given(at=st.floats(0.001, 9.999))
@example(at=5.0)  # the very middle
def test_a_crossing_is_found_wherever_it_is(function, at):
    assert crossing(lambda x: function(x, at), 0, 10) == pytest.approx(at, abs=1e-9)


@given(at=st.floats(0.001, 9.999))
def test_a_leap_over_zero_is_found(at):
    assert crossing(lambda x: -3.0 if x < at else 40.0, 0, 10) == pytest.approx(at, abs=1e-9)


def test_an_end_that_is_zero_is_the_crossing():
    assert crossing(lambda x: x - 2, 2, 7) == 2
    assert crossing(lambda x: x - 7, 2, 7) == 7


def test_few_steps_are_asked():
    """A model's margin may be a simulation, which takes its time."""
    asked = []

    def function(x: float) -> float:
        asked.append(x)
        return math.exp(-x) - 0.3

    crossing(function, 0, 10)
    assert len(asked) <= 16


def test_ends_of_one_sign_are_refused():
    with pytest.raises(ValueError, match="do not differ"):
        crossing(lambda x: x + 1, 0, 10)
