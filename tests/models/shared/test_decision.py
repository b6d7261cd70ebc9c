"""A margin decides in one of four words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.models.shared.decision import decide


@pytest.mark.parametrize(
    ("margin", "decision"),
    [
        (1, "insource"),
        (0.005, "insource"),
        (0.0049, "indifferent"),
        (0, "indifferent"),
        (-0.0, "indifferent"),
        (-0.0049, "indifferent"),
        (-0.005, "outsource"),
        (-22_400, "outsource"),
    ],
)
def test_less_than_half_a_cent_is_no_difference(margin, decision):
    assert decide(margin) == decision


@given(st.floats(0.005, 1e12))
def test_the_opposite_margin_decides_the_opposite(margin):
    assert (decide(margin), decide(-margin)) == ("insource", "outsource")
