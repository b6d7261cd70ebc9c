"""A class is asked for the number of an explorer's presenter bar."""

from types import SimpleNamespace

import pytest
from catalogue_scenarios import EVERY_ENTRY, scenarios
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons import explore
from lessons.classroom import asked as rules
from lessons.explore import asking
from lessons.widgets.explorer import presenter

MONEY = {"yaxis": {"range": [0, 42_000], "tickformat": "$,.3~s", "title": {"text": "Cost"}}}
HOURS = {
    "yaxis": {"range": [0, 900], "title": {"text": "Customers"}},
    "yaxis2": {"range": [0, 90], "title": {"text": "Hours a week"}},
}


def headline(text: str, layout: dict):
    return asking.headline(SimpleNamespace(headline=lambda _: ("It", text)), None, layout)


@pytest.mark.parametrize(
    ("text", "layout", "value", "ends"),
    [
        ("$22,400", MONEY, 22_400, (0, 42_000, 500, "$")),
        ("64 hours", HOURS, 64, (0, 90, 1, "hours")),
        ("8.5% of all jobs", {}, 0.085, (0, 1, 0.01, "%")),
    ],
)
def test_a_number_is_predicted_on_the_axis_that_counts_it(text, layout, value, ends):
    found = headline(text, layout)
    assert found.value == pytest.approx(value)
    scale = found.scale
    assert (scale.minimum, scale.maximum, scale.step, scale.unit) == ends


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        ("Grows", MONEY),
        ("", MONEY),
        ("0.55", HOURS),
        ("$209,145 million", MONEY),
        ("over 99%", {}),
        ("$50,000", MONEY),  # beyond its axis
        ("64 days", HOURS),
        ("120%", {}),
        ("−$5", MONEY),
    ],
)
def test_what_no_axis_counts_is_not_asked_for(text, layout):
    assert headline(text, layout) is None


def test_a_log_axis_is_no_scale():
    axis = {"range": [0, 5], "type": "log", "tickformat": "$", "title": {"text": "Cost"}}
    assert headline("$3", {"yaxis": axis}) is None


@EVERY_ENTRY
@settings(max_examples=10)
@given(data=st.data())
def test_whatever_can_be_asked_can_be_predicted_and_told(entry, data):
    explorer = entry.__call__()
    explorer.controls.move(**data.draw(scenarios(entry)).model_dump())
    can = entry.can_ask_a_class(explorer.outcome, explorer.chart.spec["layout"])
    explorer.ask_class()
    assert (explorer.board is not None) == can
    if not can:
        return
    asked = explorer.board.asked
    assert rules.checked(asked) == asked  # as the room holds it to
    found = asking.headline(entry.view, explorer.outcome, explorer.chart.spec["layout"]).value
    assert asked["minimum"] <= found <= asked["maximum"]
    revealed = explorer.board.reveal([[asked["minimum"], found]])
    offs = [off for _, _, off in revealed.reasons]
    assert offs[-1] == 0
    assert all(0 <= off <= 1 for off in offs)


def test_the_question_names_the_inputs_that_were_moved():
    explorer = explore.make_or_buy(volume=1_600)
    explorer.ask_class()
    assert explorer.board.asked["ask"] == (
        "By how much is one way cheaper than the other, a year? "
        "Here: Yearly volume 1,600 hours/year."
    )


@EVERY_ENTRY
def test_no_word_of_a_question_tells_which_way_wins(entry):
    explorer = entry.__call__()
    explorer.ask_class()
    if explorer.board is not None:
        asked = explorer.board.asked
        label, _ = presenter.headline(entry.view, explorer.outcome)
        assert asked["label"] == "Your prediction"
        told = f"{asked['ask']} {asked['label']}".lower()
        assert label.lower() not in told
        assert "in-house" not in told
        assert "outsourc" not in told


def test_the_question_names_a_preset_or_is_not_asked_where_much_was_moved():
    """What is asked twice in the same words must have one answer."""
    moved = {"volume": 900, "fixed_cost": 119_000, "variable_cost": 50, "price": 150}
    explorer = explore.make_or_buy(**moved)
    explorer.ask_class()
    assert explorer.board is None
    entry, layout = explorer.subject, explorer.chart.spec["layout"]
    assert not entry.can_ask_a_class(explorer.outcome, layout)
    presets = {"All of it elsewhere": explorer.scenario.model_dump()}
    assert asking.can_ask(entry.view, explorer.outcome, layout, presets)
    explorer.presets = presets
    explorer.ask_class()
    assert explorer.board.asked["ask"].endswith("Here: as in “All of it elsewhere”.")


def test_what_is_asked_is_what_the_page_shows_though_it_was_not_sent_yet():
    explorer = explore.make_or_buy()
    explorer._hear(explorer, {"kind": "class", "values": {"volume": 1_600}}, [])
    assert explorer.scenario.volume == 1_600
    assert "1,600" in explorer.board.asked["ask"]


def test_an_answer_and_what_is_said_to_each_name_one_number():
    explorer = explore.make_or_buy()
    explorer.ask_class()
    revealed = explorer.board.reveal([[30_000]])
    ((_, reason, _),) = revealed.reasons
    assert "$22,400" in revealed.answer
    assert "$22,400" in reason
    names = [one.get("name", "") for one in explorer.board.chart.spec["data"]]
    assert "Answer: $22,400" in names


def test_a_reveal_brings_the_explorer_back_to_what_was_asked():
    explorer = explore.make_or_buy()
    explorer.ask_class()
    asked = explorer.scenario
    explorer.controls["volume"].value = 2_000
    revealed = explorer.board.reveal([[20_000, 300_000]])
    assert explorer.scenario == asked
    assert revealed.answer == "The model finds $22,400."
    near, wrong = (sentence for _, sentence, _ in revealed.reasons)
    assert "as good as right" in near
    assert "too high" in wrong


def test_another_question_is_asked_on_the_same_board():
    explorer = explore.make_or_buy()
    explorer._hear(explorer, {"kind": "class"}, [])
    board, first = explorer.board, explorer.board.asked
    explorer.controls["volume"].value = 2_000
    explorer._hear(explorer, {"kind": "class"}, [])
    assert explorer.board is board
    assert board.asked != first
