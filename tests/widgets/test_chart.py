"""The chart: one message a move, holding only what has changed."""

import gzip
import importlib.util
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from lessons.models.make_or_buy import MakeOrBuy
from lessons.views import make_or_buy as view
from lessons.widgets.chart.chart import Chart

ARRAYS = arrays.arrays(np.float64, st.integers(0, 9), elements=st.floats(width=64))


def spec(y=(1.0, 2.0), **layout) -> dict:
    """Return a spec of a curve and a word."""
    return {
        "data": [
            {"type": "scatter", "name": "Cost", "y": np.array(y)},
            {"type": "scatter", "text": ["here"], "x": [1]},
        ],
        "layout": {"title": {"text": "Buy"}, **layout},
    }


def listened(chart: Chart, monkeypatch) -> list[tuple[dict, list]]:
    """Return the list that each message to the page is written to, content and buffers."""
    messages = []
    monkeypatch.setattr(
        chart, "send", lambda content, buffers=(): messages.append((content, list(buffers)))
    )
    return messages


def decoded(buffer) -> np.ndarray:
    """Read a buffer as the page does: little-endian, eight bytes a number."""
    return np.frombuffer(bytes(buffer), dtype="<f8")


def size(content: dict, buffers: list) -> int:
    """Return how many bytes a message has."""
    return len(json.dumps(content).encode()) + sum(len(bytes(buffer)) for buffer in buffers)


@pytest.fixture
def chart():
    return Chart(spec(), "Buy at 2 hours.")


@pytest.fixture
def messages(chart, monkeypatch):
    return listened(chart, monkeypatch)


# What a move sends


def test_a_move_sends_one_message_with_what_has_changed(chart, messages):
    chart.show(spec(y=(1.0, 3.0)), "Make at 3 hours.")
    ((content, buffers),) = messages
    assert content == {
        "kind": "move",
        "traces": {"0": {"y": {"buffer": 0}}},
        "sentence": "Make at 3 hours.",
    }
    assert [list(decoded(buffer)) for buffer in buffers] == [[1, 3]]


def test_a_move_that_changes_no_curve_sends_the_sentence_alone(chart, messages):
    chart.show(spec(), "Make.")
    assert messages == [({"kind": "move", "traces": {}, "sentence": "Make."}, [])]


def test_of_the_layout_the_parts_that_have_changed_are_sent(monkeypatch):
    chart = Chart(spec(yaxis={"range": [0, 4]}, height=400), "Buy.")
    messages = listened(chart, monkeypatch)
    chart.show(spec(yaxis={"range": [0, 5]}, height=400), "Buy.")
    parts = {"yaxis": {"range": [0, 5]}}
    assert messages == [({"kind": "move", "traces": {}, "layout": parts, "sentence": "Buy."}, [])]


def test_a_layout_of_other_parts_is_another_picture(chart, messages):
    chart.show(spec(height=400), "Buy.")
    ((content, _),) = messages
    assert (content["kind"], content["layout"]["height"]) == ("whole", 400)


def test_what_is_no_array_is_sent_as_it_is(chart, messages):
    after = spec()
    after["data"][1] |= {"text": ["there"], "x": [np.float64(2)]}
    chart.show(after, "Buy.")
    ((content, buffers),) = messages
    assert content["traces"] == {"1": {"text": ["there"], "x": [2]}}
    assert type(content["traces"]["1"]["x"][0]) is float
    assert buffers == []


def test_a_bar_a_colour_or_the_height_moves_as_a_curve_does():
    """No trace of another type, nor the drawing's height, makes the page draw all anew."""

    def bars(color: str, height: int) -> dict:
        bar = {"type": "bar", "x": ["a", "b"], "y": np.array([1, 2]), "marker": {"color": color}}
        return {"data": [bar], "layout": {"height": height}}

    chart = Chart(bars("red", 400), "Buy.")
    messages = []
    chart.send = lambda content, buffers: messages.append(content)
    chart.show(bars("blue", 400), "Buy.")
    chart.show(bars("blue", 500), "Buy.")
    assert messages == [
        {"kind": "move", "traces": {"0": {"marker": {"color": "blue"}}}, "sentence": "Buy."},
        {"kind": "move", "traces": {}, "layout": {"height": 500}, "sentence": "Buy."},
    ]


def test_each_move_is_compared_with_the_one_before(chart, messages):
    chart.show(spec(y=(1.0, 3.0)), "One.")
    chart.show(spec(y=(1.0, 3.0)), "Two.")
    chart.show(spec(), "Three.")
    assert [content["traces"] for content, _ in messages] == [
        {"0": {"y": {"buffer": 0}}},
        {},
        {"0": {"y": {"buffer": 0}}},
    ]
    assert (chart.spec["data"][0]["y"].tolist(), chart.sentence) == ([1, 2], "Three.")


def test_arrays_equal_but_for_nothing_at_the_same_places_are_not_sent(monkeypatch):
    chart = Chart(spec(y=(np.nan, 2.0)), "Buy.")
    messages = listened(chart, monkeypatch)
    chart.show(spec(y=(np.nan, 2.0)), "Buy.")
    chart.show(spec(y=(2.0, np.nan)), "Buy.")
    assert [content["traces"] for content, _ in messages] == [{}, {"0": {"y": {"buffer": 0}}}]


@given(before=ARRAYS, after=ARRAYS)
def test_any_array_arrives_as_it_is(before, after):
    chart = Chart(spec(y=before), "Buy.")
    messages = []
    chart.send = lambda content, buffers: messages.append((content, buffers))
    chart.show(spec(y=after), "Buy.")
    ((content, buffers),) = messages
    if np.array_equal(before, after, equal_nan=True):
        assert (content["traces"], buffers) == ({}, [])
    else:
        assert content["traces"] == {"0": {"y": {"buffer": 0}}}
        np.testing.assert_array_equal(decoded(buffers[0]), after)


@pytest.mark.parametrize(
    "array",
    [
        np.array([1, 2, 3]),
        np.array([1, 2, 3], dtype=">f8"),
        np.array([1, 2, 3], dtype=np.float32),
        np.array([1, 2, 3], dtype=np.uint8),
        np.array([3.0, 9, 2, 9, 1])[::-2],
    ],
)
def test_an_array_of_any_number_type_is_sent_as_little_endian_doubles(chart, messages, array):
    chart.show(spec(y=array), "Buy.")
    ((_, buffers),) = messages
    assert decoded(buffers[0]).tolist() == [1, 2, 3]


@pytest.mark.parametrize("array", [np.array(["a", "b"]), np.array([[1, 2], [3, 4]])])
def test_an_array_of_words_or_of_rows_is_sent_as_a_list(chart, messages, array):
    chart.show(spec(y=array), "Buy.")
    ((content, buffers),) = messages
    assert (content["traces"], buffers) == ({"0": {"y": array.tolist()}}, [])


# When the whole picture is sent


def other_traces() -> dict[str, dict]:
    """Return specs whose traces are not those of `spec`."""
    more, fewer, keyed, typed = spec(), spec(), spec(), spec()
    more["data"].append({"type": "scatter", "y": [1]})
    fewer["data"].pop()
    keyed["data"][0]["opacity"] = 0.4
    typed["data"][0]["type"] = "bar"
    return {"more": more, "fewer": fewer, "another key": keyed, "another type": typed}


@pytest.mark.parametrize("change", other_traces())
def test_other_traces_send_the_whole_picture(chart, messages, change):
    after = other_traces()[change]
    chart.show(after, "Buy.")
    ((content, buffers),) = messages
    assert (content["kind"], content["sentence"]) == ("whole", "Buy.")
    assert len(content["data"]) == len(after["data"])
    assert content["data"][0]["y"] == {"buffer": 0}
    assert content["layout"] == after["layout"]
    assert list(decoded(buffers[0])) == [1, 2]


def test_a_page_that_asks_is_sent_the_present_picture(chart, messages):
    chart.show(spec(y=(1.0, 3.0)), "Make.")
    chart._hear(chart, {"kind": "whole"}, [])
    content, buffers = messages[-1]
    assert content == {
        "kind": "whole",
        "data": [
            {"type": "scatter", "name": "Cost", "y": {"buffer": 0}},
            {"type": "scatter", "text": ["here"], "x": [1]},
        ],
        "layout": {"title": {"text": "Buy"}},
        "sentence": "Make.",
    }
    assert list(decoded(buffers[0])) == [1, 3]


def test_sending_leaves_the_spec_as_it_is(chart, messages):
    chart._hear(chart, {"kind": "whole"}, [])
    assert isinstance(chart.spec["data"][0]["y"], np.ndarray)
    assert len(messages) == 1


def test_a_page_that_asks_for_plotly_is_sent_the_installed_one(chart, messages):
    chart._hear(chart, {"kind": "plotly"}, [])
    ((content, (packed,)),) = messages
    assert content == {"kind": "plotly"}
    package = Path(importlib.util.find_spec("plotly").origin).parent
    assert gzip.decompress(packed) == (package / "package_data" / "plotly.min.js").read_bytes()
    assert len(packed) < 2_000_000


@pytest.mark.parametrize("content", [{}, {"kind": "other"}, {"kind": None}])
def test_an_unknown_message_is_ignored(chart, messages, content):
    chart._hear(chart, content, [])
    assert messages == []


# How much it costs


def test_the_widget_itself_holds_no_picture_and_no_plotly(chart):
    """Its state is saved with a notebook; the picture comes by message."""
    state = json.dumps({key: str(value) for key, value in chart.get_state().items()})
    assert len(state) < 30_000
    assert "Buy at 2 hours." not in state
    assert not {"spec", "data"} & set(chart.get_state())


@pytest.mark.parametrize("name", MakeOrBuy.quantities())
def test_a_move_of_make_or_buy_costs_less_than_3_kb(name, monkeypatch):
    one = MakeOrBuy.quantities()[name]
    start, moved = MakeOrBuy(), MakeOrBuy(**{name: one.default + one.step})
    chart = Chart(view.draw(start.solve()), view.describe(start.solve()))
    messages = listened(chart, monkeypatch)
    chart.show(view.draw(moved.solve()), view.describe(moved.solve()))
    ((content, buffers),) = messages
    assert content["kind"] == "move"
    assert 0 < size(content, buffers) < 3_000


def test_a_move_of_the_volume_sends_no_array():
    """The curves stand still: only the present volume and its points move."""
    start, moved = MakeOrBuy(volume=800).solve(), MakeOrBuy(volume=850).solve()
    chart = Chart(view.draw(start), view.describe(start))
    messages = []
    chart.send = lambda content, buffers: messages.append((content, buffers))
    chart.show(view.draw(moved), view.describe(moved))
    ((content, buffers),) = messages
    assert buffers == []
    assert list(content["traces"].values()) == [
        {"x": [850, 850]},
        {"x": [850], "y": [pytest.approx(161_225)]},
        {"x": [850], "y": [pytest.approx(144_925)]},
    ]
    assert "layout" not in content
