"""Words keep off each other on an axis, each as near to its own place as may be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.words.placed import OVERHANG, apart, placed_apart

SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=9)


@given(SHARES)
def test_boxes_that_lie_on_each_other_are_moved_apart_and_keep_their_order(shares):
    heights = np.full(len(shares), 0.1)
    moved = apart(np.array(shares), heights)
    order = np.argsort(shares, kind="stable")
    assert all(np.diff(moved[order]) >= 0.1 - 1e-9)
    assert moved.max() <= 0.95 + 1e-9
    assert moved.min() >= 0.05 - OVERHANG - 1e-9


@given(SHARES, st.floats(-0.01, 0.01))
def test_no_move_of_all_boxes_brings_them_nearer_to_their_places(shares, step):
    heights = np.full(len(shares), 0.02)
    places = np.array([0.3 + one / 3 for one in shares])  # far from both ends
    moved = apart(places, heights)
    assert np.sum((moved - places) ** 2) <= np.sum((moved + step - places) ** 2) + 1e-9


def test_boxes_that_are_apart_stay_where_they_are():
    assert apart(np.array([0.8, 0.2]), np.array([0.2, 0.1])).tolist() == [0.8, 0.2]
    assert apart(np.array([]), np.array([])).tolist() == []


def test_boxes_at_one_place_lie_around_it_and_at_an_end_within_it():
    heights = np.full(3, 0.1)
    assert apart(np.full(3, 0.5), heights).tolist() == pytest.approx([0.4, 0.5, 0.6])
    assert apart(np.full(3, 1.0), heights).tolist() == pytest.approx([0.75, 0.85, 0.95])
    assert apart(np.full(3, 0.0), heights).tolist() == pytest.approx([0.0, 0.1, 0.2])


def test_places_are_apart_as_their_axis_counts():
    assert placed_apart([10, 10], [0.2, 0.2], {"range": [0, 100]}) == pytest.approx([5, 25])
    log = {"type": "log", "range": [0, 2]}
    assert placed_apart([10, 10], [0.25, 0.25], log) == pytest.approx([10**0.75, 10**1.25])
