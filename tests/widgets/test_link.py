"""A link is a scenario: every scenario goes into an address and comes back the same."""

import urllib.parse

import canteen
import pytest
from catalogue_scenarios import EVERY_ENTRY, scenarios
from hypothesis import given, settings
from hypothesis import strategies as st
from names_of_links import FOREIGN, slips

from lessons.explore import catalogue
from lessons.scenario import ScenarioError
from lessons.widgets.explorer import link
from lessons.widgets.part import Message

CATALOGUE = catalogue()


def through_an_address(pairs: list[list[str]]) -> list[tuple[str, str]]:
    return urllib.parse.parse_qsl(
        urllib.parse.urlencode([*map(tuple, pairs)]), keep_blank_values=True
    )


@EVERY_ENTRY
@settings(max_examples=20)
@given(data=st.data())
def test_a_scenario_comes_back_from_its_link(entry, data):
    scenario = data.draw(scenarios(entry))
    pairs = through_an_address(link.parameters(entry.name, scenario))
    assert link.scenario(entry.model, entry.presets, pairs) == scenario


@pytest.mark.parametrize(
    "inputs",
    [
        {},
        {"inside": True, "country": "Mexico", "guests": ("India", "Poland"), "week": 0.5},
        {"years": (1981, 1981), "discounts": (0, 0.5), "seats": 100_000},
    ],
)
def test_each_kind_of_input_comes_back(inputs):
    scenario = canteen.Canteen(**inputs)
    pairs = through_an_address(link.parameters("canteen", scenario))
    assert pairs[0] == ("explorer", "canteen")
    assert link.scenario(canteen.Canteen, {}, pairs) == scenario


@EVERY_ENTRY
def test_every_preset_opens_by_its_name(entry):
    for preset in entry.presets:
        asked = link.scenario(entry.model, entry.presets, [("preset", preset)])
        assert asked == entry.scenario(preset)


def test_no_input_has_a_name_that_an_address_needs_for_something_else():
    taken = {link.EXPLORER, link.PRESET, "token", "theme", "template"}
    for entry in CATALOGUE.values():
        assert not taken & set(entry.model.inputs())


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        ([("volum", "1")], "There is no input “volum”. The nearest is “volume” (Yearly volume)."),
        ([("Volumes", "1")], "There is no input “Volumes”. The nearest is “volume”"),
        ([("amp;volume", "1")], "There is no input “amp;volume”. The nearest is “volume”"),
        ([("volume[]", "1")], "There is no input “volume[]”. The nearest is “volume”"),
        ([("utm_source", "m"), ("pirce", "1")], "There is no input “pirce”. The nearest is"),
        ([("presets", "x")], "A link has no part “presets”. The nearest is “preset”."),
        ([("Explorer", "x")], "A link has no part “Explorer”. The nearest is “explorer”."),
        ([("volume", "-5")], "Yearly volume must be between 0 and 3,000 hours/year; got −5."),
        ([("volume", "nan")], "Yearly volume must be a number"),
        ([("volume", "1e999")], "Yearly volume must be between"),
        ([("volume", "")], "Yearly volume must be a number"),
        ([("volume", "__import__('os')")], "Yearly volume must be a number"),
        ([("volume", "1"), ("volume", "2")], "Yearly volume must be a number"),
        ([("preset", "A busy yer")], "There is no preset “A busy yer”. The nearest is"),
    ],
)
def test_what_is_wrong_is_a_sentence(pairs, told):
    entry = CATALOGUE["make_or_buy"]
    with pytest.raises(ScenarioError) as refused:
        link.scenario(entry.model, entry.presets, pairs)
    assert told in str(refused.value)


@EVERY_ENTRY
def test_what_platforms_add_to_a_link_is_nobodys(entry):
    pairs = [(name, "x") for name in FOREIGN]
    assert link.scenario(entry.model, entry.presets, pairs) == entry.model()
    for preset in entry.presets:
        asked = link.scenario(entry.model, entry.presets, [*pairs, ("preset", preset)])
        assert asked == entry.scenario(preset)


@EVERY_ENTRY
def test_every_slip_of_the_pen_in_a_name_is_told_with_the_right_one(entry):
    names = entry.model.inputs()
    for name in names:
        for written in slips(name) - {*names}:
            with pytest.raises(ScenarioError, match=f"“{written}”. The nearest is “"):
                link.scenario(entry.model, entry.presets, [(written, "1")])


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        ([("inside", "maybe")], "Eat inside must be True or False; got 'maybe'."),
        ([("country", "Indja")], "Country has no option “Indja”. The nearest is “India”."),
        ([("guests", "Indja")], "Guests from has no option “Indja”"),
        ([("guests", "")], "Guests from needs at least 1 of its options; got 0."),
        ([("years", "1990")], "Years must be two numbers"),
        ([("years", "2000"), ("years", "1990")], "got 2000 to 1990"),
    ],
)
def test_each_kind_of_input_refuses_in_its_own_words(pairs, told):
    with pytest.raises(ScenarioError) as refused:
        link.scenario(canteen.Canteen, {}, pairs)
    assert told in str(refused.value)


@pytest.fixture
def explorer():
    return CATALOGUE["make_or_buy"]("Spare capacity")


def opened(explorer, *pairs, explorers=("make_or_buy",)):
    content = {"kind": "open", "parameters": [*map(list, pairs)], "explorers": [*explorers]}
    return link.answer(explorer, Message(content))["told"]


def test_a_link_says_as_much_as_the_line_of_code(explorer):
    """What it does not name stands at its default, wherever the lesson has put it."""
    assert opened(explorer, ("volume", "1200")) == "These inputs come from the link."
    assert explorer.code() == "explore.make_or_buy(volume=1_200)"


def test_one_wrong_parameter_moves_nothing(explorer):
    before = explorer.scenario
    told = opened(explorer, ("volume", "1200"), ("price", "-1"))
    assert told.startswith("The link cannot be opened as it is written, so no input was moved.")
    assert "Price of the supplier must be between" in told
    assert explorer.scenario == before


def test_what_is_nobodys_moves_nothing_and_is_not_told(explorer):
    told = opened(explorer, ("volume", "1200"), ("utm_source", "m"), ("fbclid", "IwAR0"))
    assert told == "These inputs come from the link."
    assert explorer.code() == "explore.make_or_buy(volume=1_200)"


def test_an_input_of_another_explorer_of_the_page_is_not_nobodys(explorer):
    content = {"kind": "open", "parameters": [["volume", "1200"], ["complexity", "2"]]}
    before = explorer.scenario
    told = link.answer(explorer, Message({**content, "inputs": ["complexity"]}))["told"]
    assert "There is no input “complexity”." in told
    assert explorer.scenario == before


def test_an_explorer_that_is_not_on_the_page_is_told_with_the_nearest(explorer):
    told = opened(explorer, ("explorer", "ramp_upp"), explorers=("make_or_buy", "ramp_up"))
    assert "There is no explorer “ramp_upp” on this page. The nearest is “ramp_up”." in told


@pytest.mark.parametrize("given", [None, 3, "x", [1], [["a"]], [["volume", 3]], [[[], {}]]])
def test_a_page_that_sends_anything_else_moves_nothing(explorer, given):
    code = explorer.code()
    content = {"kind": "open", "parameters": given, "explorers": given}
    link.answer(explorer, Message(content))
    assert explorer.code() in (code, "explore.make_or_buy()")


def test_a_qr_code_is_a_picture_without_any_other_address():
    picture = link.qr_code("http://192.168.1.20:8866/voila/render/a.ipynb?volume=1")
    assert picture.startswith("data:image/svg+xml")
    assert "192.168" not in picture
    assert "script" not in picture


@pytest.mark.parametrize("address", ["", "x" * 2_001, "é" * 1_500, "\ud83d"])
def test_an_address_that_is_no_use_has_no_picture(address):
    assert link.qr_code(address) == ""
