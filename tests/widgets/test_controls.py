"""The controls: a slider is moved from code as on the page, and refuses what its input refuses."""

import json
import sys
import threading

import canteen
import pytest
from hypothesis import given
from hypothesis import strategies as st
from traitlets import TraitError

from lessons import words
from lessons.models.make_or_buy import MakeOrBuy
from lessons.scenario import ScenarioError
from lessons.widgets.controls.controls import Controls, ExplorerControls

QUANTITIES = MakeOrBuy.quantities()
DEFAULTS = MakeOrBuy().model_dump(include=set(QUANTITIES))
ROUNDS, MOVES = 30, 5  # of two windows that move one slider, and of each of them in a round


def made() -> Controls:
    """Return the sliders of make or buy at their defaults."""
    return Controls(QUANTITIES, DEFAULTS)


@pytest.fixture
def controls():
    return made()


@pytest.fixture
def moves(controls):
    """Write down each change that a follower hears of."""
    heard = []
    controls.observe(lambda change: heard.append(change["new"]), "values")
    return heard


def test_a_slider_is_moved_as_on_the_page(controls, moves):
    controls["volume"].value = 900
    assert controls["volume"].value == 900
    assert moves == [{**DEFAULTS, "volume": 900}]


@given(data=st.data())
def test_any_slider_takes_any_value_in_its_bounds(data):
    controls = made()
    slider = data.draw(st.sampled_from(list(controls)))
    value = data.draw(st.floats(slider.declared.minimum, slider.declared.maximum))
    slider.value = value
    assert controls.values == {**DEFAULTS, slider.name: value}


def test_several_sliders_move_at_once(controls, moves):
    controls.move(volume=900, price=160)
    assert moves == [{**DEFAULTS, "volume": 900, "price": 160}]


@pytest.fixture
def hasty():
    """Let threads take turns far more often than they usually do."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.parametrize("_", range(ROUNDS))
@pytest.mark.usefixtures("hasty")
def test_windows_that_move_a_slider_at_once_lose_no_move(controls, moves, monkeypatch, _):
    """Each window has a thread of its own. The last move is the one that is followed last."""
    failed = []
    monkeypatch.setattr(threading, "excepthook", failed.append)
    windows = [
        threading.Thread(target=moved_by_a_page, args=(controls, start)) for start in (100, 200)
    ]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    assert failed == []
    assert len(moves) == 2 * MOVES
    assert moves[-1] == controls.values


def moved_by_a_page(controls: Controls, start: float) -> None:
    """Do what messages of one window do, each with another volume."""
    for step in range(MOVES):
        controls.set_state({"values": {**DEFAULTS, "volume": start + step}})


@pytest.mark.parametrize(("kind", "sent"), [(Controls, ["echo_update"]), (ExplorerControls, [])])
def test_other_windows_hear_of_a_move_by_an_echo_or_by_the_chart(kind, sent, monkeypatch):
    controls, heard = kind(QUANTITIES, DEFAULTS), []
    monkeypatch.setattr(controls, "_send", lambda message, buffers: heard.append(message))
    moved_by_a_page(controls, 100)
    assert [one["method"] for one in heard] == sent * MOVES
    assert [one["state"]["values"]["volume"] for one in heard] == [100, 101, 102, 103, 104][
        : len(heard)
    ]


def test_a_slider_that_stays_is_no_move(controls, moves):
    controls["volume"].value = DEFAULTS["volume"]
    assert moves == []


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (-5, "Yearly volume must be between 0 and 3,000 hours/year; got −5."),
        ("9", "Yearly volume must be a number between 0 and 3,000 hours/year; got '9'."),
        (None, "Yearly volume must be a number between 0 and 3,000 hours/year; got None."),
    ],
)
def test_a_refused_value_changes_nothing(controls, moves, value, sentence):
    with pytest.raises(ScenarioError) as refused:
        controls["volume"].value = value
    assert str(refused.value) == sentence
    assert (controls.values, moves) == (DEFAULTS, [])


def test_of_several_values_one_refused_moves_none(controls, moves):
    with pytest.raises(ScenarioError, match=r"^Overhead of outsourcing must be between"):
        controls.move(volume=900, overhead_rate=0.3)
    assert (controls.values, moves) == (DEFAULTS, [])


def test_setting_all_values_at_once_is_checked_too(controls, moves):
    with pytest.raises(TraitError, match=r"^Yearly volume must be between"):
        controls.values = {**DEFAULTS, "volume": -5}
    assert (controls.values, moves) == (DEFAULTS, [])


@pytest.mark.parametrize(("name", "right"), [("volum", "volume"), ("Price", "price")])
def test_an_unknown_slider_is_refused_with_the_nearest_right_name(controls, name, right):
    with pytest.raises(KeyError) as refused:
        controls[name]
    sentence = f"There is no input “{name}”. The nearest is “{right}”."
    assert refused.value.args == (sentence,)
    with pytest.raises(KeyError) as refused:
        controls.move(**{name: 1})
    assert refused.value.args == (sentence,)


def test_the_sliders_come_in_the_order_declared(controls):
    assert [slider.name for slider in controls] == list(QUANTITIES)
    assert [slider.value for slider in controls] == list(DEFAULTS.values())
    assert [slider.declared for slider in controls] == list(QUANTITIES.values())


# Messages of the page


def test_a_message_of_the_page_moves_the_slider(controls, moves):
    controls.set_state({"values": {**DEFAULTS, "volume": 900}})
    assert controls["volume"].value == 900
    assert moves == [{**DEFAULTS, "volume": 900}]
    assert type(controls["volume"].value) is float


@pytest.mark.parametrize("value", [-5, 3_001, "900", None, True])
def test_a_bad_value_of_a_page_is_refused_and_the_page_told(controls, moves, value, monkeypatch):
    told = []
    monkeypatch.setattr(controls, "_send", lambda message, **_: told.append(message))
    controls.set_state({"values": {**DEFAULTS, "volume": value}, "moves": {"window": 1}})
    assert (controls.values, moves) == (DEFAULTS, [])
    assert told[-1]["method"] == "update"
    assert told[-1]["state"] == {"values": DEFAULTS}


def test_a_message_that_leaves_inputs_out_leaves_them_where_they_are(controls):
    controls.set_state({"values": {"volume": 900}})
    assert controls.values == {**DEFAULTS, "volume": 900}


def test_what_a_message_says_of_no_input_is_left_out(controls):
    controls.set_state({"values": {**DEFAULTS, "volume": 900, "nonsense": 1}})
    assert controls.values == {**DEFAULTS, "volume": 900}


# What the page is told


def test_the_page_is_told_all_that_was_declared(controls):
    assert [told["name"] for told in controls.inputs] == list(QUANTITIES)
    for told, declared in zip(controls.inputs, QUANTITIES.values(), strict=True):
        for key in ("default", "minimum", "maximum", "step", "label", "unit", "help", "group"):
            assert told[key] == getattr(declared, key)


def test_the_page_can_say_each_refusal_in_the_words_of_python(controls):
    told = {one["name"]: one["refusal"] for one in controls.inputs}
    assert told["volume"].replace("{got}", "−5") == (
        "Yearly volume must be between 0 and 3,000 hours/year; got −5."
    )
    assert told["overhead_rate"] == (
        "Overhead of outsourcing must be between 0% and 25%; got {got}."
    )


def test_the_page_is_told_its_words_and_how_numbers_are_written(controls):
    assert controls.phrases["help"] == "What is {label}?"
    assert controls.phrases["number_box"] == "{label}, number box"
    assert controls.phrases["not_a_number"] == "{label} must be a number; got “{got}”."
    assert controls.locale == "en-US"


def test_two_panels_do_not_share_their_values():
    one, other = made(), made()
    one["volume"].value = 900
    assert other.values == DEFAULTS


# Every kind of input


@pytest.fixture
def every_kind():
    """Return the panel of the canteen, which has an input of every kind."""
    return Controls(canteen.Canteen.inputs(), canteen.Canteen().model_dump())


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("inside", True, True),
        ("country", "Poland", "Poland"),
        ("guests", ["Poland", "India"], ("India", "Poland")),
        ("years", [2000, 2000], (2000.0, 2000.0)),
        ("seats", 12, 12.0),
        ("ben_stew", 7, 7.0),
    ],
)
def test_every_kind_is_moved_from_code_and_by_the_page(every_kind, name, value, kept):
    others = {key: one for key, one in every_kind.values.items() if key != name}
    every_kind[name].value = value
    assert every_kind[name].value == kept
    assert every_kind.values == {**others, name: kept}
    every_kind.move(**{name: every_kind[name].declared.default})
    every_kind.set_state({"values": {**others, name: value}})
    assert every_kind[name].value == kept
    assert type(every_kind[name].value) is type(kept)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("inside", 1, "Eat inside must be True or False; got 1."),
        ("country", "poland", "Country has no option “poland”. The nearest is “Poland”."),
        ("guests", [], "Guests from needs at least 1 of its options; got 0."),
        (
            "years",
            [2000, 1990],
            "Years must be two numbers between 1980 and 2025, the lower one first; "
            "got 2000 to 1990.",
        ),
    ],
)
def test_every_kind_refuses_in_its_own_words(every_kind, name, value, sentence):
    before = every_kind.values
    with pytest.raises(ScenarioError) as refused:
        every_kind[name].value = value
    assert str(refused.value) == sentence
    every_kind.set_state({"values": {**before, name: value}})
    assert every_kind.values == before


def test_the_page_is_told_what_each_kind_needs(every_kind):
    told = {one["name"]: one for one in json.loads(json.dumps(every_kind.inputs))}
    assert {name: one["kind"] for name, one in told.items()} == {
        name: one.kind for name, one in canteen.Canteen.inputs().items()
    }
    assert told["country"]["options"] == list(canteen.COUNTRIES)
    assert (told["guests"]["least"], told["guests"]["default"]) == (1, ["India"])
    assert told["guests"]["refusal"] == "Guests from needs at least 1 of its options; got {got}."
    assert (told["years"]["play"], told["years"]["unit"]) == (True, "year")
    assert (told["seats"]["scale"], told["week"]["scale"]) == ("log", "linear")
    assert (told["ben_stew"]["row"], told["ben_stew"]["column"]) == ("Ben", "Stew")


def test_the_page_is_told_the_words_of_every_kind(every_kind):
    assert every_kind.phrases["upper_end"] == "{label}, to"
    assert every_kind.phrases.items() <= words.PHRASES.items()
