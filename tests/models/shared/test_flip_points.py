"""Flip points against closed forms, and margins that touch zero without turning."""

from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lessons.models.make_or_buy import MakeOrBuy
from lessons.models.shared.flip_points import flip_points
from lessons.scenario import Scenario, quantity, switch

QUANTITIES = MakeOrBuy.quantities()


class Curve(Scenario):
    """One input from 0 to 10, and a margin to be defined."""

    x: float = quantity(2, 0, 10, step=0.5, label="X")


class Touching(Curve):
    """A margin that touches zero at 5, a point of the scan, and turns back."""

    def margin(self) -> Any:
        """Return (x - 5) squared."""
        return (self.x - 5) ** 2


class Plateau(Curve):
    """A margin that is zero from 4 to 6 and positive on both sides."""

    def margin(self) -> Any:
        """Return the distance from the plateau."""
        return np.maximum(np.abs(self.x - 5) - 1, 0)


class Crossing(Curve):
    """A margin that is zero from 4 to 6, negative before and positive after."""

    def margin(self) -> Any:
        """Return the signed distance from the plateau."""
        return np.sign(self.x - 5) * np.maximum(np.abs(self.x - 5) - 1, 0)


class Wave(Curve):
    """A margin that is zero at 1.5, 4.2 and 7.7."""

    def margin(self) -> Any:
        """Return a cubic."""
        return (self.x - 1.5) * (self.x - 4.2) * (self.x - 7.7)


class Constant(Curve):
    """A margin that no input changes."""

    def margin(self) -> float:
        """Return one number whatever the input."""
        return 3.0


class Zero(Curve):
    """A margin of nothing anywhere."""

    def margin(self) -> Any:
        """Return zero."""
        return 0.0 * self.x


class AtTheEnds(Curve):
    """A margin that is zero at both bounds alone."""

    def margin(self) -> Any:
        """Return a parabola."""
        return self.x * (10 - self.x)


def found(scenario: Scenario) -> dict[str, float | None]:
    """Return the flip point of each input by name."""
    return {flip.name: flip.value for flip in flip_points(scenario)}


def the_one(scenario: Scenario) -> float | None:
    """Return the flip point of a scenario of one input."""
    (flip,) = flip_points(scenario)
    return flip.value


def test_there_is_an_answer_for_each_input_in_the_order_declared():
    scenario = MakeOrBuy(volume=1_234, price=99)
    flips = flip_points(scenario)
    assert [flip.name for flip in flips] == list(QUANTITIES)
    numbers = scenario.model_dump(exclude={"own_hours"})
    assert {flip.name: flip.present for flip in flips} == numbers


def test_each_flip_point_agrees_with_its_closed_form():
    """At 800 hours in-house is 22,400 $ dearer; each input alone can make up for it."""
    flips = found(MakeOrBuy())
    assert flips == {
        "volume": pytest.approx(120_000 / (155 * 1.1 - 48.5)),
        "fixed_cost": pytest.approx(120_000 - 22_400),
        "variable_cost": pytest.approx(48.5 - 22_400 / 800),
        "spare_capacity": pytest.approx(22_400 / 120_000),
        "price": pytest.approx(155 + 22_400 / 800 / 1.1),
        "overhead_rate": None,
    }


def test_none_is_an_answer():
    """A supplier that charges nothing is beaten by no cost within the bounds."""
    flips = found(MakeOrBuy(price=0))
    assert {name for name, value in flips.items() if value is None} == QUANTITIES.keys() - {
        "price"
    }


def random_scenarios() -> st.SearchStrategy[MakeOrBuy]:
    """Any scenario of make or buy."""
    inputs = {
        name: st.floats(one.minimum, one.maximum).map(lambda value: round(value, 2))
        for name, one in QUANTITIES.items()
    }
    return st.builds(MakeOrBuy, **inputs)


@given(random_scenarios())
@example(MakeOrBuy())
def test_the_margin_at_a_flip_point_is_zero_and_turns_there(scenario):
    for name, value in found(scenario).items():
        one = QUANTITIES[name]
        if value is None:
            continue
        assert one.minimum <= value <= one.maximum
        assert scenario.replace(**{name: value}).margin() == pytest.approx(0, abs=1e-4)
        ends = [scenario.replace(**{name: end}).margin() for end in (one.minimum, one.maximum)]
        assert min(ends) < 0 < max(ends)


@given(random_scenarios())
@example(MakeOrBuy())
def test_where_there_is_none_both_bounds_decide_the_same(scenario):
    for name, value in found(scenario).items():
        one = QUANTITIES[name]
        ends = [scenario.replace(**{name: end}).margin() for end in (one.minimum, one.maximum)]
        if value is None:
            assert not min(ends) < 0 < max(ends)


@pytest.mark.parametrize("model", [Touching, Plateau, Constant, Zero, AtTheEnds])
@pytest.mark.parametrize("x", [0, 2, 5, 10])
def test_a_margin_that_does_not_turn_has_no_flip_point(model, x):
    assert the_one(model(x=x)) is None


@pytest.mark.parametrize("x", [0, 5, 10])
def test_a_margin_that_turns_across_a_plateau_flips_within_it(x):
    assert 4 <= the_one(Crossing(x=x)) <= 6


@pytest.mark.parametrize(
    ("x", "flip"), [(0, 1.5), (2.8, 1.5), (2.9, 4.2), (5.9, 4.2), (6, 7.7), (10, 7.7), (4.2, 4.2)]
)
def test_of_several_crossings_the_nearest_is_the_flip_point(x, flip):
    assert the_one(Wave(x=x)) == pytest.approx(flip)


class Wide(Scenario):
    """A margin that turns twice within the first thousandth of a log scale, and a switch."""

    x: float = quantity(100, 1, 1_000_000, step=0.1, label="X", scale="log")
    doubled: bool = switch(False, label="Doubled")

    def margin(self) -> Any:
        """Return a parabola with zeros at 20 and 500, either way of the switch."""
        return (self.x - 20) * (self.x - 500) * (2 if self.doubled else 1)


def test_a_log_scale_is_scanned_in_equal_ratios_and_other_kinds_are_left_out():
    for doubled in (False, True):
        assert the_one(Wide(doubled=doubled)) == pytest.approx(20)
    assert the_one(Wide(x=900)) == pytest.approx(500)


@given(st.floats(0.001, 9.999))
def test_any_crossing_is_found_exactly(zero):
    class Line(Curve):
        def margin(self) -> Any:
            return self.x - zero

    assert the_one(Line()) == pytest.approx(zero, abs=1e-9)
