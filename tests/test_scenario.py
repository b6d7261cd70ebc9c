"""Inputs are declared once; what is out of bounds is refused with a sentence for a student."""

import math
from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons import words
from lessons.models.make_or_buy import MakeOrBuy
from lessons.scenario import Scenario, ScenarioError, quantity


class Canteen(Scenario):
    """A scenario of this test."""

    volume: float = quantity(800, 0, 3_000, step=50, label="Yearly volume", unit="hours/year")
    share: float = quantity(0.10, 0, 0.25, step=0.01, label="Overhead", unit="%", source="a/b")
    change: float = quantity(0, -5, 5, step=1, label="Change", source=("a/b", "c/d"))


INPUTS = [
    pytest.param(model, name, declared, id=f"{model.__name__}.{name}")
    for model in (Canteen, MakeOrBuy)
    for name, declared in model.quantities().items()
]


def refusal(**inputs) -> str:
    """Return the sentence with which inputs are refused."""
    with pytest.raises(ScenarioError) as refused:
        Canteen(**inputs)
    return str(refused.value)


# Refusals


@pytest.mark.parametrize(
    ("value", "got"),
    [
        (-5, "-5"),
        (3_000.5, "3,000.5"),
        (1_000_000, "1,000,000"),
        (math.nan, "NaN"),
        (math.inf, "∞"),
        (-math.inf, "-∞"),
        (np.float64(-5), "-5"),
        (np.int64(-5), "-5"),
    ],
)
def test_a_number_out_of_bounds_is_refused(value, got):
    assert refusal(volume=value) == (
        f"Yearly volume must be between 0 and 3,000 hours/year; got {got}."
    )


@pytest.mark.parametrize(
    ("value", "got"),
    [
        ("many", "'many'"),
        ("5", "'5'"),
        (None, "None"),
        (True, "True"),
        (np.True_, "True"),
        ([1], "[1]"),
        (1 + 2j, "(1+2j)"),
        ({}, "{}"),
    ],
)
def test_what_is_no_number_is_refused(value, got):
    assert refusal(volume=value) == (
        f"Yearly volume must be a number between 0 and 3,000 hours/year; got {got}."
    )


def test_an_array_is_no_number():
    assert "must be a number" in refusal(volume=np.array([1, 2]))


@pytest.mark.parametrize(
    ("value", "got"),
    [
        (1e24, "1e+24"),
        (10**400, "∞"),
        (-(10**400), "-∞"),
        (3_000.0000001, "3000.0000001"),  # not rounded back onto the bound
    ],
)
def test_what_is_far_off_or_just_off_is_told_as_it_is(value, got):
    assert refusal(volume=value).endswith(f"hours/year; got {got}.")


def test_a_share_is_refused_as_a_percentage():
    assert refusal(share=0.3) == "Overhead must be between 0% and 25%; got 30%."
    assert refusal(share="5%") == "Overhead must be a number between 0% and 25%; got '5%'."


def test_an_input_without_unit_is_refused_without_one():
    assert refusal(change=-6) == "Change must be between -5 and 5; got -6."


def test_every_refusal_is_told_at_once():
    assert refusal(share=0.3, change=None, volume=-5) == (
        "Yearly volume must be between 0 and 3,000 hours/year; got -5. "
        "Overhead must be between 0% and 25%; got 30%. "
        "Change must be a number between -5 and 5; got None."
    )


def test_an_unknown_input_is_refused_with_the_nearest_right_name():
    assert refusal(volum=5) == (
        "There is no input “volum”. The nearest is “volume” (Yearly volume)."
    )
    assert refusal(Shares=1) == "There is no input “Shares”. The nearest is “share” (Overhead)."


def test_a_scenario_error_is_a_value_error():
    """So that a notebook may catch it as what Python calls a value that is refused."""
    assert issubclass(ScenarioError, ValueError)


@pytest.mark.parametrize(("model", "name", "declared"), INPUTS)
@settings(deadline=None)
@given(data=st.data())
def test_any_value_in_bounds_is_accepted_and_kept(model, name, declared, data):
    value = data.draw(st.floats(declared.minimum, declared.maximum))
    kept = getattr(model(**{name: value}), name)
    assert kept == value
    assert type(kept) is float


@pytest.mark.parametrize(("model", "name", "declared"), INPUTS)
@settings(deadline=None)
@given(data=st.data())
def test_any_value_out_of_bounds_is_refused_with_label_bounds_and_unit(
    model, name, declared, data
):
    below = st.floats(-1e15, declared.minimum, exclude_max=True)
    above = st.floats(declared.maximum, 1e15, exclude_min=True)
    with pytest.raises(ScenarioError) as refused:
        model(
            **{name: data.draw(below | above | st.sampled_from([math.nan, math.inf, -math.inf]))}
        )
    unit = declared.unit if declared.unit == "%" else ""
    low = words.measure(declared.minimum, unit)
    high = words.measure(declared.maximum, declared.unit)
    expected = f"{declared.label} must be between {low} and {high}; got "
    assert str(refused.value).startswith(expected)
    assert declared.unit in str(refused.value)
    assert str(refused.value).endswith(".")


# What is accepted


@pytest.mark.parametrize(
    "value", [900, 900.0, np.int64(900), np.float64(900), np.float32(900), np.array(900)]
)
def test_any_kind_of_number_is_kept_as_a_float(value):
    kept = Canteen(volume=value).volume
    assert kept == 900
    assert type(kept) is float
    assert type(Canteen.quantities()["volume"].checked(value)) is float


def test_the_bounds_themselves_are_accepted():
    assert (Canteen(volume=0).volume, Canteen(volume=3_000).volume) == (0, 3_000)


def test_an_input_left_out_stands_at_its_default():
    assert Canteen().model_dump() == {"volume": 800, "share": 0.10, "change": 0}


def test_equal_inputs_make_equal_scenarios():
    assert Canteen(volume=900) == Canteen(volume=np.int64(900))
    assert Canteen(volume=900) != Canteen()


# What a scenario offers


def test_a_scenario_cannot_be_changed():
    scenario = Canteen()
    with pytest.raises(ScenarioError, match=r"scenario\.replace\(volume=…\)"):
        scenario.volume = 900
    assert scenario.volume == 800


def test_replace_returns_a_checked_copy():
    scenario = Canteen(share=0.2)
    other = scenario.replace(volume=900)
    assert type(other) is Canteen
    assert other == Canteen(volume=900, share=0.2)
    assert scenario == Canteen(share=0.2)
    with pytest.raises(ScenarioError, match=r"^Overhead must be between 0% and 25%; got 30%\.$"):
        scenario.replace(share=0.3)
    with pytest.raises(ScenarioError, match="The nearest is “volume”"):
        scenario.replace(volumes=900)


def test_changed_names_what_differs_from_the_defaults():
    assert Canteen().changed() == {}
    assert Canteen(volume=800, share=0.2).changed() == {"share": 0.2}
    assert Canteen(volume=900).replace(volume=800).changed() == {}


# Declarations


def test_the_declaration_is_kept_as_it_was_written():
    declared = Canteen.quantities()
    assert list(declared) == ["volume", "share", "change"]
    volume = declared["volume"]
    assert (volume.default, volume.minimum, volume.maximum, volume.step) == (800, 0, 3_000, 50)
    assert (volume.label, volume.unit, volume.help, volume.group) == (
        "Yearly volume",
        "hours/year",
        "",
        "",
    )
    assert [one.source for one in declared.values()] == [(), ("a/b",), ("a/b", "c/d")]


def test_a_declaration_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        Canteen.quantities()["volume"].maximum = 9
    assert Canteen.quantities()["volume"].maximum == 3_000


def test_each_model_has_its_own_declarations():
    assert list(MakeOrBuy.quantities()) != list(Canteen.quantities())


@pytest.mark.parametrize(
    ("default", "minimum", "maximum", "step"),
    [
        (-1, 0, 10, 1),
        (11, 0, 10, 1),
        (5, 10, 0, 1),
        (5, 5, 5, 1),
        (5, 0, 10, 0),
        (5, 0, 10, -1),
        (math.nan, 0, 10, 1),
    ],
)
def test_a_wrong_declaration_is_refused_when_it_is_written(default, minimum, maximum, step):
    with pytest.raises(ValueError, match="positive step") as refused:
        quantity(default, minimum, maximum, step=step, label="Volume")
    assert str(refused.value) == (
        "Volume: needs minimum <= default <= maximum and a positive step; got "
        f"{minimum}, {default}, {maximum}, {step}."
    )
