"""Inputs are declared once; what is out of bounds is refused with a sentence for a student."""

import ast
import math
import os
import subprocess
import sys
from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons import words
from lessons.models.make_or_buy import MakeOrBuy
from lessons.scenario import Scenario, ScenarioError, choice, choices, quantity, span, switch
from lessons.words.language import ASKED, said_in


class Canteen(Scenario):
    """A scenario of this test."""

    volume: float = quantity(800, 0, 3_000, step=50, label="Yearly volume", unit="hours/year")
    share: float = quantity(0.10, 0, 0.25, step=0.01, label="Overhead", unit="%", source="a/b")
    change: float = quantity(0, -5, 5, step=1, label="Change", source=("a/b", "c/d"))


DISHES = ("Soup", "Stew", "Salad", 'Grandma\'s "best"')


class Menu(Scenario):
    """A scenario of every kind of input."""

    hot: bool = switch(False, label="Hot food")
    dish: str = choice("Soup", DISHES, label="Dish of the day", group="Food", source="a/b")
    extras: tuple[str, ...] = choices(("Stew", "Soup"), DISHES, label="Extras")
    gifts: tuple[str, ...] = choices((), DISHES, label="Gifts", least=0)
    price: float = quantity(5, 0, 20, step=1, label="Price", unit="$")
    years: tuple[float, float] = span(
        (1990, 2024), 1980, 2025, step=1, label="Years", unit="year", help="Which years."
    )
    discounts: tuple[float, float] = span((0, 0.1), 0, 0.5, step=0.1, label="Discounts", unit="%")
    guests: tuple[float, float] = span(
        (10, 100), 1, 1_000, step=0.1, label="Guests", unit="people/day", scale="log"
    )
    opened: float = quantity(2005, 1980, 2025, step=1, label="Opened", unit="year")


INPUTS = [
    pytest.param(model, name, declared, id=f"{model.__name__}.{name}")
    for model in (Canteen, MakeOrBuy)
    for name, declared in model.quantities().items()
]


def refusal(model: type[Scenario] = Canteen, **inputs) -> str:
    """Return the sentence with which inputs are refused."""
    with pytest.raises(ScenarioError) as refused:
        model(**inputs)
    return str(refused.value)


# Refusals


@pytest.mark.parametrize(
    ("value", "got"),
    [
        (-5, "−5"),
        (3_000.5, "3,000.5"),
        (1_000_000, "1,000,000"),
        (math.nan, "NaN"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (np.float64(-5), "−5"),
        (np.int64(-5), "−5"),
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
        (-(10**400), "−∞"),
        (3_000.0000001, "3000.0000001"),  # not rounded back onto the bound
    ],
)
def test_what_is_far_off_or_just_off_is_told_as_it_is(value, got):
    assert refusal(volume=value).endswith(f"hours/year; got {got}.")


def test_a_share_is_refused_as_a_percentage():
    assert refusal(share=0.3) == "Overhead must be between 0% and 25%; got 30%."
    assert refusal(share="5%") == "Overhead must be a number between 0% and 25%; got '5%'."


def test_an_input_without_unit_is_refused_without_one():
    assert refusal(change=-6) == "Change must be between −5 and 5; got −6."


def test_every_refusal_is_told_at_once():
    assert refusal(share=0.3, change=None, volume=-5) == (
        "Yearly volume must be between 0 and 3,000 hours/year; got −5. "
        "Overhead must be between 0% and 25%; got 30%. "
        "Change must be a number between −5 and 5; got None."
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
@given(data=st.data())
def test_any_value_in_bounds_is_accepted_and_kept(model, name, declared, data):
    value = data.draw(st.floats(declared.minimum, declared.maximum))
    kept = getattr(model(**{name: value}), name)
    assert kept == value
    assert type(kept) is float


@pytest.mark.parametrize(("model", "name", "declared"), INPUTS)
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


@pytest.mark.parametrize("declare", [quantity, span])
def test_a_scale_is_linear_or_log_and_a_log_scale_starts_above_zero(declare):
    default = 5 if declare is quantity else (5, 6)
    with pytest.raises(ValueError, match=r"^Volume: the scale is “linear” or “log”; got 'wide'"):
        declare(default, 0, 10, step=1, label="Volume", scale="wide")
    with pytest.raises(ValueError, match=r"^Volume: a log scale needs a minimum above 0; got 0"):
        declare(default, 0, 10, step=1, label="Volume", scale="log")


@pytest.mark.parametrize(
    ("low", "high", "minimum", "maximum", "step"),
    [
        (-1, 5, 0, 10, 1),
        (5, 11, 0, 10, 1),
        (6, 5, 0, 10, 1),
        (5, 5, 5, 5, 1),
        (5, 6, 0, 10, 0),
        (math.nan, 6, 0, 10, 1),
    ],
)
def test_a_wrong_span_is_refused_when_it_is_written(low, high, minimum, maximum, step):
    with pytest.raises(ValueError, match="positive step") as refused:
        span((low, high), minimum, maximum, step=step, label="Years")
    assert str(refused.value) == (
        "Years: needs minimum <= low <= high <= maximum and a positive step; got "
        f"{minimum}, {low}, {high}, {maximum}, {step}."
    )


@pytest.mark.parametrize(
    "cell", [{"row": "Ana"}, {"column": "Launch"}, {"row": "Ana", "column": "A", "play": True}]
)
def test_a_cell_has_a_row_and_a_column_and_no_slider(cell):
    with pytest.raises(ValueError, match=r"^Hours: a cell of a table needs a row and a column"):
        quantity(5, 0, 10, step=1, label="Hours", **cell)


@pytest.mark.parametrize("options", [(), ("A", "B", "A"), "AB"])
@pytest.mark.parametrize("declare", [choice, choices])
def test_options_stand_there_once_each(declare, options):
    with pytest.raises(ValueError, match=r"^Dish: needs options, each once; got "):
        declare("A", options, label="Dish")


@pytest.mark.parametrize(
    ("declare", "sentence"),
    [
        (lambda: switch(1, label="Hot"), "Hot must be True or False; got 1."),
        (
            lambda: choice("soup", DISHES, label="Dish"),
            "Dish has no option “soup”. The nearest is “Soup”.",
        ),
        (
            lambda: choices(("Soup",), DISHES, label="Dishes", least=2),
            "Dishes needs at least 2 of its options; got 1.",
        ),
    ],
)
def test_a_wrong_default_is_refused_when_it_is_written(declare, sentence):
    with pytest.raises(ValueError, match=r"\.$") as refused:
        declare()
    assert str(refused.value) == sentence


# The kinds of input


def test_inputs_are_all_and_quantities_the_numeric_ones():
    assert {name: one.kind for name, one in Menu.inputs().items()} == {
        "hot": "switch",
        "dish": "choice",
        "extras": "choices",
        "gifts": "choices",
        "price": "quantity",
        "years": "span",
        "discounts": "span",
        "guests": "span",
        "opened": "quantity",
    }
    assert list(Menu.inputs()) == list(Menu.model_fields)
    assert Menu.quantities() == {name: Menu.inputs()[name] for name in ("price", "opened")}


def test_every_declaration_says_what_every_kind_has():
    for declared in Menu.inputs().values():
        assert declared.checked(declared.default) == declared.default
        assert declared.label
    dish, years = Menu.inputs()["dish"], Menu.inputs()["years"]
    assert (dish.group, dish.source, dish.help) == ("Food", ("a/b",), "")
    assert (years.group, years.source, years.help) == ("", (), "Which years.")


def test_options_chosen_come_in_the_order_of_the_options():
    assert Menu.inputs()["extras"].default == Menu().extras == ("Soup", "Stew")
    assert Menu(extras=["Salad", "Soup", "Salad"]).extras == ("Soup", "Salad")
    assert Menu(extras={"Stew", "Soup"}) == Menu()
    assert Menu(extras=("Stew", "Soup")).changed() == {}


def test_each_kind_keeps_its_value_in_one_form():
    menu = Menu(hot=np.True_, dish=np.str_("Stew"), gifts=[], years=np.array([1995, 2000]))
    assert (menu.hot, menu.dish, menu.gifts, menu.years) == (True, "Stew", (), (1995.0, 2000.0))
    assert [type(menu.hot), type(menu.dish), type(menu.years[0])] == [bool, str, float]
    assert Menu(years=[1995, 2000]) == Menu(years=(np.int64(1995), 2000.0))
    assert menu.changed() == {"hot": True, "dish": "Stew", "years": (1995, 2000)}


def test_a_span_may_have_no_width():
    for year in (1980, 2003, 2025):
        assert Menu(years=(year, year)).years == (year, year)


@pytest.mark.parametrize("value", [1, 0, "yes", None, "False", [True]])
def test_a_switch_is_true_or_false(value):
    assert refusal(Menu, hot=value) == f"Hot food must be True or False; got {value!r}."


@pytest.mark.parametrize(
    ("value", "right"), [("stew", "Stew"), ("Salat", "Salad"), (None, "Stew"), (("Stew",), "Stew")]
)
def test_an_unknown_option_is_refused_with_the_nearest_right_one(value, right):
    said = f"Dish of the day has no option “{value}”. The nearest is “{right}”."
    assert refusal(Menu, dish=value) == said


def test_an_unknown_option_among_several_is_refused_with_the_nearest_right_one():
    said = "Extras has no option “salad”. The nearest is “Salad”."
    assert refusal(Menu, extras=("Soup", "salad")) == said
    assert refusal(Menu, extras=[1]).startswith("Extras has no option “1”. The nearest is “")


@pytest.mark.parametrize("value", ["Soup", None, 1, {"Soup": 1}])
def test_one_option_is_no_list_of_options(value):
    said = f'Extras must be a list of its options, such as ("Soup",); got {value!r}.'
    assert refusal(Menu, extras=value) == said


def test_too_few_options_are_refused():
    assert refusal(Menu, extras=()) == "Extras needs at least 1 of its options; got 0."
    assert Menu(gifts=()).gifts == ()


@pytest.mark.parametrize(
    ("value", "got"),
    [
        ((2000, 1990), "2000 to 1990"),
        ((1979, 1990), "1979 to 1990"),
        ((1990, 2026), "1990 to 2026"),
        ((math.nan, 2000), "NaN to 2000"),
        ((1990, math.inf), "1990 to ∞"),
        ((1990, 10**400), "1990 to ∞"),
        ((1990, 2000, 2010), "(1990, 2000, 2010)"),
        ((1990,), "(1990,)"),
        ((1990, None), "(1990, None)"),
        ((False, True), "(False, True)"),
        (1990, "1990"),
        ("12", "'12'"),
        (None, "None"),
        (np.array(1990), "array(1990)"),
    ],
)
def test_a_span_is_two_numbers_in_bounds_and_in_order(value, got):
    assert refusal(Menu, years=value) == (
        f"Years must be two numbers between 1980 and 2025, the lower one first; got {got}."
    )


def test_a_span_is_refused_in_its_own_unit():
    assert refusal(Menu, discounts=(0.3, 0.2)) == (
        "Discounts must be two numbers between 0% and 50%, the lower one first; got 30% to 20%."
    )
    assert refusal(Menu, guests=(0.5, 20)).endswith(
        "between 1 and 1,000 people/day, the lower one first; got 0.5 to 20."
    )


@given(st.lists(st.floats(1980, 2025), min_size=2, max_size=2))
def test_any_two_numbers_in_bounds_and_in_order_are_a_span(ends):
    low, high = sorted(ends)
    assert Menu(years=[low, high]).years == (low, high)
    if low < high:
        assert "the lower one first" in refusal(Menu, years=(high, low))


def test_a_year_is_written_without_grouping():
    assert refusal(Menu, opened=1066) == "Opened must be between 1980 and 2025; got 1066."
    assert Menu.inputs()["opened"].shown(2005.0) == "2005"
    assert Menu.inputs()["opened"].literal(2005.0) == "2005"


def test_each_kind_shows_its_value_to_a_reader():
    shown = {name: one.shown(one.default) for name, one in Menu.inputs().items()}
    assert shown == {
        "hot": "No",
        "dish": "Soup",
        "extras": "Soup, Stew",
        "gifts": "None",
        "price": "5 $",
        "years": "1990 to 2024",
        "discounts": "0% to 10%",
        "guests": "10 to 100 people/day",
        "opened": "2005",
    }
    assert Menu.inputs()["hot"].shown(True) == "Yes"


@pytest.mark.parametrize(
    ("name", "value", "written"),
    [
        ("hot", True, "True"),
        ("dish", "Stew", '"Stew"'),
        ("dish", DISHES[3], '"Grandma\'s \\"best\\""'),
        ("extras", ("Soup",), '("Soup",)'),
        ("extras", ("Soup", "Salad"), '("Soup", "Salad")'),
        ("gifts", (), "()"),
        ("price", 19.5, "19.5"),
        ("years", (1990.0, 2024.0), "(1990, 2024)"),
        ("guests", (1.5, 1000.0), "(1.5, 1_000)"),
    ],
)
def test_each_kind_is_written_in_code_as_a_person_would(name, value, written):
    assert Menu.inputs()[name].literal(value) == written
    assert ast.literal_eval(written) == value


def test_a_step_of_a_log_scale_grows_in_proportion():
    guests, price = Menu.inputs()["guests"], Menu.inputs()["price"]
    assert [guests.step_at(value) for value in (1, 10, 1_000)] == pytest.approx([0.1, 1, 100])
    assert [price.step_at(value) for value in (1, 10)] == [1, 1]


def test_a_text_is_filled_with_inputs_as_a_sentence_says_them():
    said = Canteen(volume=1_200).filled("At {volume}, {share} more: {answer}.", answer="$5")
    assert said == "At 1,200 hours a year, 10% more: $5."
    with pytest.raises(KeyError, match="volumes"):
        Canteen().filled("At {volumes}.")


NORWEGIAN = """
from lessons import explore, words
for name, entry in explore.catalogue().items():
    for preset, inputs in entry.presets.items():
        assert entry.scenario(words.said(preset)) == entry.scenario(preset)
        assert entry.scenario(preset) == entry.model(**inputs)
    for one in entry.model.inputs().values():
        options = getattr(one, "options", ())
        for option in options:
            is_one = one.kind == "choice"
            given = words.said(option) if is_one else [words.said(option), *options]
            assert one.checked(given) == (option if is_one else options)
print(explore.your_case(words.said("A help desk")).case_name)
"""


def test_presets_and_options_go_by_their_shown_names_too():
    ran = subprocess.run(
        [sys.executable, "-c", NORWEGIAN],
        env=os.environ | {ASKED: "nb"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.stdout.strip() == said_in("nb", "A help desk"), ran.stderr
