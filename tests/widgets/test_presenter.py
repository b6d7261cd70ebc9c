"""The kernel's side of the presenter bar: what it sends, and when."""

from types import SimpleNamespace

import pytest
from sliders import Listener, moved_on_the_page
from test_explorer import answers, ghosts

from lessons import explore, words
from lessons.data import DataError
from lessons.widgets.explorer import presenter
from lessons.widgets.explorer.kept_curves import ghost


def asked(explorer, monkeypatch, **content) -> dict:
    """Ask one thing as the bar does; return the answer."""
    sent = []
    monkeypatch.setattr(explorer, "send", sent.append)
    explorer._hear(explorer, content, [])
    return sent[-1]


def test_an_explorer_carries_nothing_of_the_bar_until_it_is_asked():
    explorer = explore.make_or_buy()
    state = str(explorer.get_state())
    assert "lessons-presenter-" not in state
    assert explore.make_or_buy.demo()[1]["ask"] not in state
    with Listener() as heard:
        moved_on_the_page(explorer, "volume", 900)
    assert len(heard.messages) == 1
    assert "headline" not in explorer.chart._told


def test_the_bar_is_sent_whole_when_it_is_asked_for(monkeypatch):
    explorer = explore.make_or_buy()
    (told,) = answers(explorer, monkeypatch, "presenter")
    assert "class Presenter" in told["script"]
    assert ".lessons-presenter" in told["styles"]
    assert told["demo"] == explore.make_or_buy.demo()
    assert told["headline"] == ("Saved by outsourcing, a year", "$22,400", True)
    assert (told["count"], told["most"], told["names"]) == (0, 3, [])
    assert "problem" not in told


def test_from_then_on_a_move_tells_the_number_in_its_one_message(monkeypatch):
    explorer = explore.make_or_buy()
    answers(explorer, monkeypatch, "presenter")
    sent = []
    monkeypatch.setattr(explorer.chart, "send", lambda content, _buffers: sent.append(content))
    explorer.controls["volume"].value = 1_600
    assert [one["headline"] for one in sent] == [["Saved in-house, a year", "$75,200", True]]


def test_a_demo_that_is_not_right_leaves_the_bar_and_says_so(monkeypatch):
    explorer = explore.make_or_buy()

    def broken(_entry):
        raise DataError("one.toml is not right.")

    monkeypatch.setattr(explore.Entry, "demo", broken)
    (told,) = answers(explorer, monkeypatch, "presenter")
    assert told["demo"] == []
    assert told["problem"] == "one.toml is not right."


def test_a_view_without_a_headline_tells_the_margin():
    view = SimpleNamespace()
    outcome = SimpleNamespace(margin=-1_234.5, decision="outsource")
    assert presenter.headline(view, outcome) == ("Better outsourced by", "$1,235")
    assert presenter.headline(view, SimpleNamespace()) == ("", "")


@pytest.mark.parametrize("decision", ["insource", "outsource", "switch", "indifferent"])
def test_every_decision_has_a_headline_of_its_own(decision):
    outcome = SimpleNamespace(margin=0.0, decision=decision)
    assert presenter.headline(object(), outcome) == (words.PHRASES[f"headline_{decision}"], "$0")


def test_a_kept_curve_is_named_by_its_preset_or_by_what_was_changed(monkeypatch):
    explorer = explore.make_or_buy("Spare capacity")
    told = asked(explorer, monkeypatch, kind="keep", named=True)
    assert told["names"] == ["Spare capacity"]
    explorer.controls["spare_capacity"].value = 0.35
    told = asked(explorer, monkeypatch, kind="keep", named=True)
    assert told["names"] == ["Spare capacity", "Spare capacity: 35%"]
    explorer.controls.move(spare_capacity=0, volume=900)
    told = asked(explorer, monkeypatch, kind="keep", named=True)
    assert told["names"][2] == "Yearly volume: 900 hours/year"
    assert asked(explorer, monkeypatch, kind="keep", named=True)["count"] == 3
    assert "In-house, Spare capacity" in ghosts(explorer)


def test_a_kept_curve_is_given_another_name(monkeypatch):
    explorer = explore.make_or_buy()
    explorer.keep("Before")
    told = asked(explorer, monkeypatch, kind="rename", place=0, name="  After \n all ")
    assert told["names"] == ["After all"]
    assert ghosts(explorer) == ["In-house, After all", "Outsourced, After all"]
    told = asked(explorer, monkeypatch, kind="rename", place=0, name="")
    assert ghosts(explorer) == ["In-house, kept 1", "Outsourced, kept 1"]


@pytest.mark.parametrize("place", [-1, 1, None, "0", 0.5])
def test_a_curve_that_is_not_there_is_not_renamed(monkeypatch, place):
    explorer = explore.make_or_buy()
    explorer.keep("Before")
    assert asked(explorer, monkeypatch, kind="rename", place=place, name="x")["names"] == [
        "Before"
    ]


@pytest.mark.parametrize("name", [None, 7, ["x"], {"a": 1}])
def test_a_name_that_is_no_text_is_none(monkeypatch, name):
    explorer = explore.make_or_buy()
    explorer.keep("Before")
    assert asked(explorer, monkeypatch, kind="rename", place=0, name=name)["names"] == [""]


def test_a_name_is_short_and_no_tag_in_it_is_drawn_as_one():
    explorer = explore.make_or_buy()
    explorer.keep("x" * 100)
    assert explorer._kept[0]["name"] == "x" * presenter.LONGEST_NAME
    curve = {"type": "scatter", "name": "A", "x": [0, 1], "y": [0, 1]}
    drawn = ghost(curve, 1, "<b>5 & 6</b>")
    assert drawn["meta"] == {"kept": 1}
    assert drawn["name"] == "A, &lt;b&gt;5 &amp; 6&lt;/b&gt;"


def test_curves_kept_together_have_one_number_and_their_name_on_pointing_at_them():
    explorer = explore.make_or_buy()
    explorer.keep("Before")
    kept = [one for one in explorer.chart.spec["data"] if one.get("opacity") == 0.55]
    assert [one["name"] for one in kept] == ["In-house, Before", "Outsourced, Before"]
    numbers = [one["text"] for one in explorer.chart.spec["data"] if one.get("text") == ["1"]]
    assert len(numbers) == len(kept)  # the two end far from each other
