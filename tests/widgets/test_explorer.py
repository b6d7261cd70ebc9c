"""Every explorer of the catalogue: moved to all its ends, asked for all behind its tabs."""

import ast
import csv
import io
import json
import subprocess
import sys
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import canteen
import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from sliders import moved_on_the_page

from lessons import data, explore
from lessons.data import DataError, cite, table
from lessons.scenario import Scenario, ScenarioError, quantity
from lessons.scenario.kinds import Declaration
from lessons.widgets.controls.controls import MOST_WINDOWS
from lessons.widgets.explorer.explorer import Explorer, Subject
from lessons.widgets.explorer.kept_curves import ghost, overlaid, with_ghosts
from lessons.words import PHRASES

ENTRIES = pytest.mark.parametrize("entry", explore.catalogue().values(), ids=explore.catalogue())
PRESETS = pytest.mark.parametrize(
    ("entry", "preset"),
    [(entry, preset) for entry in explore.catalogue().values() for preset in entry.presets],
)


def ends(declared: Declaration) -> list[Any]:
    """Return the values at which an input can go no further, or all where they are few."""
    if declared.kind == "quantity":
        return [declared.minimum, declared.maximum]
    if declared.kind == "span":
        low, high = declared.minimum, declared.maximum
        return [(low, high), (low, low), (high, high)]
    if declared.kind == "switch":
        return [False, True]
    if declared.kind == "choice":
        return list(declared.options)
    options, least = declared.options, declared.least
    return [options[:least], options[len(options) - least :], options]


DRIVEN = pytest.mark.parametrize(
    ("entry", "name", "value"),
    [
        (entry, name, value)
        for entry in explore.catalogue().values()
        for name, declared in entry.model.inputs().items()
        for value in ends(declared)
    ],
)


def assert_whole(explorer: Explorer) -> None:
    """Hold that chart, sentence and table can be shown."""
    spec = explorer.chart.spec
    assert len(go.Figure(spec).data) == len(spec["data"])
    json.dumps(spec, default=lambda array: array.tolist(), allow_nan=False)
    assert explorer.sentence.endswith(".")
    assert "nan" not in explorer.sentence.lower().split()
    table = explorer.table()
    assert isinstance(table, pd.DataFrame)
    assert not table.empty
    assert not table.isna().any(axis=None)


def answers(explorer: Explorer, monkeypatch, *kinds: object) -> list[dict]:
    """Ask what a page asks; return what it is sent."""
    sent = []
    monkeypatch.setattr(explorer, "send", sent.append)
    for kind in kinds:
        explorer._hear(explorer, {"kind": kind}, [])
    return sent


def ghosts(explorer: Explorer) -> list[str]:
    """Return the names of the kept curves on the chart."""
    return [one["name"] for one in explorer.chart.spec["data"] if one.get("opacity") == 0.55]


def grid(blocks: list[dict]) -> dict:
    """Return the one grid of some blocks; the one of words stands in every *About*."""
    grids = (block for block in blocks if block["kind"] == "grid")
    (found,) = (block for block in grids if block["columns"][0] != "Word")
    return found


def reopened(line: str) -> Explorer:
    """Open an explorer from its line of code, read as a tree and never run."""
    call = ast.parse(line, mode="eval").body
    assert isinstance(call.func, ast.Attribute)
    assert (call.func.value.id, call.args) == ("explore", [])
    inputs = {one.arg: ast.literal_eval(one.value) for one in call.keywords}
    return explore.catalogue()[call.func.attr](**inputs)


# The catalogue


@ENTRIES
def test_an_entry_is_a_function_of_explore_under_its_own_name(entry):
    assert getattr(explore, entry.name) is entry
    assert explore.catalogue()[entry.name] is entry


@pytest.mark.parametrize("lesson", explore.LESSONS)
def test_the_file_of_a_lesson_is_the_list_of_its_explorers(lesson):
    file = import_module(f"lessons.explore.{lesson}")
    entries = [name for name, one in vars(file).items() if isinstance(one, explore.Entry)]
    assert list(explore.LESSONS[lesson]) == entries


@ENTRIES
def test_an_entry_joins_the_model_and_the_view_of_its_name(entry):
    assert entry.model.__module__ == f"lessons.models.{entry.name}"
    assert entry.view.__name__ == f"lessons.views.{entry.name}"


def test_an_explorer_waits_for_the_models_of_no_other_lesson():
    code = "from lessons import explore; explore.ramp_up; import sys; print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name for name in said.stdout.split() if name.startswith("lessons.models.")}
    others = [name for names in list(explore.LESSONS.values())[1:] for name in names]
    assert loaded.isdisjoint(f"lessons.models.{name}" for name in others)
    assert "lessons.models.ramp_up" in loaded


@ENTRIES
def test_an_entry_is_all_that_an_explorer_asks_for(entry):
    assert isinstance(entry, Subject)


@DRIVEN
def test_every_input_can_go_to_its_ends(entry, name, value):
    explorer = entry()
    explorer.controls[name].value = value
    assert getattr(explorer.scenario, name) == value
    assert explorer.outcome.scenario == explorer.scenario
    assert_whole(explorer)


@ENTRIES
def test_every_input_at_one_end_at_once(entry):
    explorer = entry()
    for end in (0, -1):
        inputs = {control.name: ends(control.declared)[end] for control in explorer.controls}
        explorer.controls.move(**inputs)
        assert explorer.scenario.model_dump() == inputs
        assert_whole(explorer)


@PRESETS
def test_every_preset_opens(entry, preset):
    explorer = entry(preset)
    assert explorer.scenario == entry.model(**entry.presets[preset])
    assert explorer.presets[preset] == explorer.controls.values == explorer.scenario.model_dump()
    assert_whole(explorer)


@ENTRIES
def test_an_unknown_preset_is_refused_with_the_nearest_right_name(entry):
    right = list(entry.presets)[-1]
    with pytest.raises(ScenarioError) as refused:
        entry(right + "x")
    sentence = f"There is no preset “{right}x”. The nearest is “{right}”."
    assert str(refused.value) == sentence


@ENTRIES
def test_an_unknown_input_is_refused_with_the_nearest_right_name(entry):
    name, one = next(iter(entry.model.inputs().items()))
    with pytest.raises(ScenarioError) as refused:
        entry(**{name + "x": 1})
    sentence = f"There is no input “{name}x”. The nearest is “{name}” ({one.label})."
    assert str(refused.value) == sentence


def test_own_inputs_win_over_the_preset():
    explorer = explore.make_or_buy("A busy year", price=99)
    assert explorer.scenario.changed() == {"volume": 2_500, "price": 99}
    assert explore.make_or_buy(preset="A busy year", volume=1).scenario.volume == 1


def test_an_input_out_of_bounds_opens_nothing():
    with pytest.raises(ScenarioError) as refused:
        explore.make_or_buy(volume=-5)
    sentence = "Yearly volume must be between 0 and 3,000 hours/year; got −5."
    assert str(refused.value) == sentence


# Moves


def test_the_sentence_follows_the_slider():
    explorer = explore.make_or_buy()
    assert explorer.sentence == (
        "Outsource: at 800 hours a year the supplier is $22,400 cheaper. "
        "Insourcing wins above 984 hours a year."
    )
    explorer.controls["volume"].value = 2_500
    assert explorer.sentence == (
        "Insource: at 2,500 hours a year your own team is $185,000 cheaper. "
        "Outsourcing wins below 984 hours a year."
    )


def test_a_move_sends_one_message(monkeypatch):
    explorer = explore.make_or_buy()
    sent = []
    monkeypatch.setattr(explorer.chart, "send", lambda *message: sent.append(message))
    explorer.controls["price"].value = 160
    ((content, _),) = sent
    assert (content["kind"], content["sentence"]) == ("move", explorer.sentence)


def test_a_refused_move_changes_nothing():
    explorer = explore.make_or_buy()
    before = explorer.scenario, explorer.sentence
    with pytest.raises(ScenarioError):
        explorer.controls["volume"].value = -5
    assert (explorer.scenario, explorer.sentence) == before


def test_two_explorers_do_not_share_anything():
    one, other = explore.make_or_buy(), explore.make_or_buy()
    one.controls["volume"].value = 2_500
    one.keep()
    assert other.scenario.volume == 800
    assert ghosts(other) == []


# Copy as code


@PRESETS
def test_the_line_of_code_opens_the_same_explorer(entry, preset):
    explorer = entry(preset)
    assert reopened(explorer.code()).scenario == explorer.scenario


@DRIVEN
def test_the_line_of_code_holds_any_input(entry, name, value):
    explorer = entry()
    explorer.controls[name].value = value
    assert reopened(explorer.code()).scenario == explorer.scenario


@ENTRIES
def test_the_line_of_code_holds_any_number(entry):
    explorer = entry()
    for name, one in entry.model.quantities().items():
        explorer.controls[name].value = one.maximum - one.step / 3
    assert reopened(explorer.code()).scenario == explorer.scenario


def test_the_line_of_code_is_as_a_person_would_write_it():
    explorer = explore.make_or_buy()
    assert explorer.code() == "explore.make_or_buy()"
    explorer.controls.move(fixed_cost=85_000, price=99.5, spare_capacity=1)
    assert explorer.code() == (
        "explore.make_or_buy(fixed_cost=85_000, spare_capacity=1, price=99.5)"
    )


# Kept curves


def test_a_sentence_comes_with_the_inputs_that_it_is_about(monkeypatch):
    """So that each window on this kernel can put its controls beside it."""
    explorer, told = explore.make_or_buy(), []
    monkeypatch.setattr(explorer.chart, "send", lambda content, _buffers: told.append(content))
    moved_on_the_page(explorer, "volume", 900)
    explorer.controls["price"].value = 160
    explorer.keep()
    explorer.chart._hear(explorer.chart, {"kind": "whole"}, [])
    defaults = explorer.defaults
    assert [one["kind"] for one in told] == ["move", "move", "whole", "whole"]
    assert [one["values"] for one in told] == [
        {**defaults, "volume": 900},
        *[{**defaults, "volume": 900, "price": 160}] * 3,
    ]


def test_a_sentence_says_how_many_moves_of_each_window_it_has_heard_of(monkeypatch):
    """What a window has moved since is newer, even where it stands as it stood before."""
    explorer, told = explore.make_or_buy(), []
    monkeypatch.setattr(explorer.chart, "send", lambda content, _buffers: told.append(content))
    for window, count, volume in (("one", 1, 850), ("other", 1, 900), ("one", 4, 950)):
        values = {**explorer.controls.values, "volume": volume}
        explorer.controls.set_state({"moves": {window: count}, "values": values})
    assert [one["moves"] for one in told] == [
        {"one": 1},
        {"one": 1, "other": 1},
        {"other": 1, "one": 4},
    ]
    for number in range(MOST_WINDOWS):
        explorer.controls.set_state({"moves": {f"window {number}": 1}})
    assert list(explorer.controls.moves_heard) == [f"window {at}" for at in range(MOST_WINDOWS)]


def test_at_most_three_sets_of_curves_are_kept():
    explorer = explore.make_or_buy()
    for price in (100, 120, 140, 160):
        explorer.controls["price"].value = price
        explorer.keep()
    names = [f"{way}, kept {number}" for number in (1, 2, 3) for way in ("In-house", "Outsourced")]
    assert ghosts(explorer) == names
    assert_whole(explorer)
    explorer.controls["price"].value = 90
    assert ghosts(explorer) == names
    explorer.forget()
    assert ghosts(explorer) == []
    assert_whole(explorer)
    explorer.keep()
    assert len(ghosts(explorer)) == 2


def test_a_kept_curve_stays_where_it_was_while_the_slider_moves():
    explorer = explore.make_or_buy(price=300)
    explorer.keep()
    explorer.controls["price"].value = 100
    outsourced = {
        one["name"]: one["y"][-1]
        for one in explorer.chart.spec["data"]
        if one["mode"].startswith("lines") and one.get("name", "").startswith("Outsourced")
    }
    assert outsourced == {
        "Outsourced": pytest.approx(3_000 * 110),
        "Outsourced, kept 1": pytest.approx(3_000 * 330),
    }
    low, top = explorer.chart.spec["layout"]["yaxis"]["range"]
    assert low == 0
    assert top >= 3_000 * 330
    explorer.forget()
    assert explorer.chart.spec["layout"]["yaxis"]["range"][1] < 3_000 * 330


def test_a_ghost_is_a_faded_copy_and_the_spec_is_left_as_it_is():
    curve = {
        "name": "Cost",
        "x": [0, 1],
        "y": np.array([1, 2]),
        "line": {"color": "#123", "width": 3.5},
    }
    spec = {
        "data": [{**curve, "meta": {"keep": True}}, {"name": "Point"}],
        "layout": {"title": {"text": "Buy"}, "yaxis": {"range": [0, 5], "ticks": "outside"}},
    }
    kept = {"data": spec["data"], "layout": {"yaxis": {"range": [-2, 3]}}}
    shown = with_ghosts(spec, [kept, kept])
    *_, number = shown["data"]  # over all curves, and one for both, which end at the same place
    assert shown["data"][2:-1] == spec["data"]  # drawn over the ghosts
    assert (number["mode"], number["text"]) == ("markers+text", ["1, 2"])
    assert (number["x"], number["y"]) == ([1], [2])
    assert [one["name"] for one in shown["data"][:2]] == ["Cost, kept 1", "Cost, kept 2"]
    first = shown["data"][0]
    assert first["y"] is curve["y"]
    assert (first["opacity"], first["line"]) == (0.55, {"color": "#123", "width": 2})
    assert first["meta"] == {"kept": 1}
    assert shown["layout"] == {
        "title": {"text": "Buy"},
        "yaxis": {"range": [-2, 5], "ticks": "outside"},
    }
    assert spec["layout"]["yaxis"]["range"] == [0, 5]
    assert len(spec["data"]) == 2


def kept_axes(present: dict, *kept: dict) -> dict:
    """Return the layout that is shown of some axes with those of kept specs."""
    specs = [{"data": [], "layout": layout} for layout in (present, *kept)]
    return with_ghosts(specs[0], specs[1:])["layout"]


def test_each_y_axis_is_stretched_by_itself():
    present = {"yaxis": {"range": [0, 5]}, "yaxis2": {"range": [1, 2], "side": "right"}}
    kept = {"yaxis": {"range": [1, 9]}, "yaxis2": {"range": [-1, 1]}}
    other = {"yaxis": {"range": [2, 3]}}  # it has no second axis
    assert kept_axes({**present, "xaxis2": {"range": [0, 1]}}, kept, other) == {
        "yaxis": {"range": [0, 9]},
        "yaxis2": {"range": [-1, 2], "side": "right"},
        "xaxis2": {"range": [0, 1]},
    }


@pytest.mark.parametrize(
    "axis",
    [
        {},
        {"type": "category", "range": [0, 3]},
        {"type": "log"},
        {"range": [5, 0]},  # drawn upside down
        {"range": [None, 5]},
        {"autorange": "reversed"},
    ],
)
def test_an_axis_without_a_plain_range_is_left_as_it_is(axis):
    assert kept_axes({"yaxis": axis}, {"yaxis": {"range": [-9, 9]}}) == {"yaxis": axis}
    assert kept_axes({"yaxis": {"range": [0, 5]}}, {"yaxis": axis}) == {"yaxis": {"range": [0, 5]}}


def test_a_log_axis_is_stretched_by_log_axes_alone():
    """Its range is in powers of ten, so that 6 is a million."""
    log = {"type": "log", "range": [1, 3]}
    assert kept_axes({"yaxis": log}, {"yaxis": {"type": "log", "range": [0, 2]}}) == {
        "yaxis": {"type": "log", "range": [0, 3]}
    }
    assert kept_axes({"yaxis": log}, {"yaxis": {"range": [0, 1_000]}}) == {"yaxis": log}
    linear = {"range": [0, 1_000]}
    assert kept_axes({"yaxis": linear}, {"yaxis": {"type": "log", "range": [-1, 9]}}) == {
        "yaxis": linear
    }


@pytest.mark.parametrize(
    ("trace", "faded"),
    [
        ({"mode": "lines"}, {"line": {"width": 2}}),
        ({"mode": "markers", "marker": {"size": 9}}, {}),
        (
            {"mode": "lines+markers+text", "line": {"dash": "dot"}},
            {"line": {"dash": "dot", "width": 2}, "mode": "lines+markers"},
        ),
    ],
)
def test_a_curve_is_faded_in_its_own_mode(trace, faded):
    curve = {"type": "scatter", "name": "Cost", "x": [0, 1], "y": [1, 2], "yaxis": "y2", **trace}
    kept = ghost(curve, 2)
    assert {**kept, "name": "Cost"} | {**curve, **faded} == {**kept, "name": "Cost"}
    assert ("line" in kept) == ("line" in faded)
    assert go.Figure({"data": [kept]}).data[0].name == "Cost, kept 2"


def test_a_kept_bar_is_faded_without_what_bars_do_not_have():
    bar = {"type": "bar", "name": "Hours", "x": ["a"], "y": [1], "meta": {"keep": True}}
    kept = ghost(bar, 1)
    assert kept == {
        **bar,
        "name": "Hours, kept 1",
        "opacity": 0.55,
        "showlegend": False,
        "meta": {"kept": 1},
    }
    assert go.Figure({"data": [kept]}).data[0].opacity == 0.55


@pytest.mark.parametrize(
    ("y", "ends"),
    [
        ([1, 2, None, None], [([1], [2], ["1"])]),
        (np.array([1, 2, np.nan]), [([1], [2], ["1"])]),
        ([None, None], []),
        ([], []),
    ],
)
def test_the_number_of_a_ghost_stands_at_its_last_point_that_is_shown(y, ends):
    curve = {"type": "scatter", "name": "Users", "x": list(range(len(y))), "y": y}
    kept = {"data": [{**curve, "meta": {"keep": True}}], "layout": {}}
    _, *words = with_ghosts({"data": [], "layout": {}}, [kept])["data"]
    assert [(one["x"], one["y"], one["text"]) for one in words] == ends


def numbers(*ends: tuple[float, float], **axis) -> list[tuple[str, str]]:
    """Return the numbers at the ends of curves that were kept one by one, and on which side."""
    curves = [
        {"type": "scatter", "name": "Cost", "x": [0, x], "y": [0, y], "meta": {"keep": True}}
        for x, y in ends
    ]
    layout = {"xaxis": {"range": [0, 100]}, "yaxis": {"range": [0, 100], **axis}}
    kept = [{"data": [curve], "layout": layout} for curve in curves]
    shown = with_ghosts({"data": [], "layout": layout}, kept)["data"]
    return [(*one["text"], one["textposition"]) for one in shown if "text" in one["mode"]]


def test_numbers_of_curves_that_end_together_stand_beside_each_other():
    assert numbers((99, 50), (99, 55), (99, 45)) == [("1, 2, 3", "top left")]
    assert numbers((99, 20), (99, 50), (99, 21)) == [("1, 3", "top left"), ("2", "top left")]
    assert numbers((99, 50), (20, 50)) == [("1", "top left"), ("2", "top left")]
    log = {"type": "log", "range": [0, 4]}
    assert numbers((99, 10), (99, 100), **log) == [("1", "top left"), ("2", "top left")]


def test_no_number_of_a_kept_curve_is_cut_at_an_edge():
    assert numbers((99, 99)) == [("1", "bottom left")]
    assert numbers((5, 50)) == [("1", "top right")]
    assert numbers((5, 95)) == [("1", "bottom right")]


def test_names_of_kept_curves_stand_over_the_chart(monkeypatch):
    explorer, told = explore.make_or_buy(), []
    monkeypatch.setattr(explorer.chart, "send", lambda content, _buffers: told.append(content))
    explorer.keep("<b>Before</b>")
    explorer.keep()
    explorer.keep("After all that was said")
    explorer.forget()
    both = "1 “<b>Before</b>” and 3 “After all that was said”"
    before = "Kept: 1 “<b>Before</b>”"
    assert [one["kept"] for one in told] == [before, before, f"Kept: {both}", ""]


def test_kept_curves_of_several_axes_can_be_drawn():
    explorer = canteen.opened(week=50)
    explorer.keep()
    explorer.controls.move(week=0, inside=True)
    assert ghosts(explorer) == ["Meals, kept 1"]
    assert_whole(explorer)


def test_without_kept_curves_the_spec_is_the_same():
    spec = explore.make_or_buy().chart.spec
    assert with_ghosts(spec, []) == spec


# What is drawn on top

GUESS = {"type": "scatter", "name": "Your guess", "x": [1_000], "y": [9], "meta": {"keep": True}}


def curves(explorer) -> list[dict]:
    """Return the traces of a chart but for the words, which lie over all of them."""
    data = explorer.chart.spec["data"]
    words_alone = [one for one in data if "text" in one.get("mode", "")]
    assert data[len(data) - len(words_alone) :] == words_alone
    return data[: len(data) - len(words_alone)]


def test_an_overlay_is_drawn_on_top_of_all_curves_and_stays_while_a_slider_moves():
    explorer = explore.make_or_buy()
    own = len(curves(explorer))
    explorer.overlay([GUESS])
    assert curves(explorer)[own:] == [GUESS]
    explorer.controls["volume"].value = 2_500
    assert curves(explorer)[own:] == [GUESS]
    assert_whole(explorer)


def test_an_overlay_takes_the_place_of_the_one_before():
    explorer = explore.make_or_buy()
    own = curves(explorer)
    explorer.overlay([GUESS, GUESS])
    explorer.overlay([{**GUESS, "y": [10]}])
    assert [one["y"] for one in curves(explorer)[len(own) :]] == [[10]]
    explorer.overlay([])
    assert len(curves(explorer)) == len(own)


def test_an_overlay_is_never_kept():
    explorer = explore.make_or_buy()
    explorer.overlay([GUESS])
    explorer.keep()
    assert ghosts(explorer) == ["In-house, kept 1", "Outsourced, kept 1"]
    assert curves(explorer)[-1] == GUESS


@pytest.mark.parametrize(
    ("guess", "axis", "ends"),
    [
        ({"x": [4_000], "y": [9]}, "xaxis", [0, 4_000]),
        ({"x": [-10, 20], "y": [9, 9]}, "xaxis", [-10, 3_000]),
        ({"x": [5], "y": [2e6]}, "yaxis", [0, 2e6]),
    ],
)
def test_an_axis_makes_room_for_an_overlay(guess, axis, ends):
    explorer = explore.make_or_buy()
    before = explorer.chart.spec["layout"]
    explorer.overlay([{**GUESS, **guess}])
    after = explorer.chart.spec["layout"]
    assert after == {**before, axis: {**before[axis], "range": ends}}
    explorer.overlay([])
    assert explorer.chart.spec["layout"] == before


def layout(**axes) -> dict:
    """Return a layout whose four axes go from 0 to 1, but for those that are given."""
    names = ("xaxis", "yaxis", "xaxis2", "yaxis2")
    return {
        name: {"range": [0, 1], "title": {"text": "$"}, **axes.get(name, {})} for name in names
    }


LOWER = {"x": [2], "y": [-3], "xaxis": "x2", "yaxis": "y2"}


def test_an_overlay_makes_room_on_the_axes_that_it_is_drawn_on():
    drawn = overlaid({"data": [], "layout": layout()}, [LOWER], layout())
    assert drawn["data"] == [LOWER]
    assert drawn["layout"] == layout(xaxis2={"range": [0, 2]}, yaxis2={"range": [-3, 1]})


def test_what_lay_within_an_axis_holds_it_back_from_no_move():
    now = layout(xaxis={"range": [0.5, 0.7]})
    drawn = overlaid({"data": [], "layout": now}, [{"x": [0, 1], "y": [5, 5]}], layout())
    assert drawn["layout"] == {**now, "yaxis": {**now["yaxis"], "range": [0, 5]}}


@pytest.mark.parametrize("name", ["xaxis2", "yaxis2"])
def test_an_overlay_goes_while_its_axis_counts_something_else(name):
    now = layout(**{name: {"title": {"text": "% of all"}}})
    drawn = overlaid({"data": [], "layout": now}, [LOWER], layout())
    assert drawn == {"data": [], "layout": now}


@pytest.mark.parametrize("at", ["now", "first"])
def test_a_log_axis_is_left_as_it_is_under_an_overlay(at):
    logs = {name: {"type": "log"} for name in ("xaxis", "yaxis")}
    now, first = (layout(**logs) if at == one else layout() for one in ("now", "first"))
    drawn = overlaid({"data": [], "layout": now}, [{"x": [50], "y": [50]}], first)
    assert drawn["layout"] == now


def test_a_prediction_of_jobs_leaves_the_chart_of_shares_alone():
    explorer = explore.us_jobs("Temporary help in the 1990s")
    shares = explore.us_jobs("Shares since 1979").chart.spec
    explorer.overlay([{**GUESS, "x": [1_990, 2_000], "y": [9_000, 9_000]}])
    explorer.controls.move(**explorer.presets["Shares since 1979"])
    assert explorer.chart.spec["layout"] == shares["layout"]
    assert len(explorer.chart.spec["data"]) == len(shares["data"])


# Messages of the page


def test_the_page_keeps_and_forgets(monkeypatch):
    explorer = explore.make_or_buy()
    sent = answers(explorer, monkeypatch, "keep", "keep", "keep", "keep", "forget")
    assert sent == [
        {"kind": "kept", "count": count, "most": 3, "names": [""] * count}
        for count in (1, 2, 3, 3, 0)
    ]


def test_the_page_copies_the_code(monkeypatch):
    sent = answers(explore.make_or_buy(volume=900), monkeypatch, "code")
    assert sent == [{"kind": "code", "text": "explore.make_or_buy(volume=900)"}]


@ENTRIES
def test_the_page_downloads_the_table(entry, monkeypatch):
    explorer = entry()
    (sent,) = answers(explorer, monkeypatch, "csv")
    header, *rows = csv.reader(io.StringIO(sent["text"]))
    assert (sent["kind"], header) == ("csv", list(explorer.table().columns))
    for written, (_, column) in zip(
        zip(*rows, strict=True), explorer.table().items(), strict=True
    ):
        if column.dtype.kind in "iuf":
            assert [float(cell) for cell in written] == pytest.approx(column.tolist())
        else:
            read = [
                float(text) if isinstance(cell, float) else text
                for text, cell in zip(written, column, strict=True)
            ]
            assert read == [cell if isinstance(cell, float) else str(cell) for cell in column]


def test_the_page_asks_what_would_reverse_it(monkeypatch):
    (sent,) = answers(explore.make_or_buy(), monkeypatch, "reverse")
    assert (sent["kind"], sent["tab"]) == ("details", "reverse")
    assert sent["blocks"][0]["text"] == (
        "Each line moves one input alone and leaves all others as they are."
    )
    shown = sent["blocks"][1]
    assert shown["columns"] == ["Input", "Now", "The decision turns at"]
    assert shown["rows"] == [
        ["Yearly volume", "800 hours/year", "983.6 hours/year"],
        ["Fixed cost in-house", "120,000 $/year", "97,600 $/year"],
        ["Cost of an hour in-house", "48.5 $/hour", "20.5 $/hour"],
        ["Spare capacity", "0%", "18.67%"],
        ["Price of the supplier", "155 $/hour", "180.45 $/hour"],
        ["Overhead of outsourcing", "10%", "Nothing between 0% and 25% reverses it."],
    ]


@ENTRIES
def test_each_other_option_of_a_choice_says_what_it_would_lead_to(entry, monkeypatch):
    explorer = entry()
    (sent,) = answers(explorer, monkeypatch, "reverse")
    choices = {
        name: one for name, one in explorer.scenario.inputs().items() if one.kind == "choice"
    }
    if not (choices and hasattr(explorer.scenario, "margin")):
        assert told_otherwise(sent) == []
        return
    assert sent["blocks"][-1]["columns"] == ["If it were otherwise", "What then?"]
    expected = [
        [f"{one.label}: {option}", entry(**{name: option}).sentence]
        for name, one in choices.items()
        for option in one.options
        if option != one.default
    ]
    assert told_otherwise(sent) == expected
    assert len(expected) == sum(len(one.options) - 1 for one in choices.values())


def told_otherwise(sent: dict) -> list[list[str]]:
    """Return the rows of what other options would lead to; none where no block tells of them."""
    found = [one for one in sent["blocks"] if one.get("columns", [""])[0].startswith("If it")]
    return found[0]["rows"] if found else []


@ENTRIES
def test_a_choice_that_turns_the_decision_is_named_first_in_about(entry, monkeypatch):
    """What decides stands before formula and assumptions, by the name of its control."""
    start = entry.solve(entry.scenario())
    turning = {
        one.label
        for name, one in entry.model.inputs().items()
        if one.kind == "choice" and hasattr(start, "decision")
        for option in one.options
        if entry.solve(entry.scenario(**{name: option})).decision != start.decision
    }
    (sent,) = answers(entry(), monkeypatch, "about")
    decisive = " ".join(getattr(entry.view, "DECISIVE", ()))
    assert all(f"“{label}”" in decisive for label in turning)
    if decisive:
        heading, listed = sent["blocks"][:2]
        assert heading["text"] == "What decides here"
        assert listed["lines"] == list(entry.view.DECISIVE)
        assert all(line.endswith(".") for line in listed["lines"])


def test_a_model_without_a_margin_has_nothing_to_reverse(monkeypatch):
    explorer = explore.make_or_buy()
    explorer.scenario = object()
    (sent,) = answers(explorer, monkeypatch, "reverse")
    assert [block["text"] for block in sent["blocks"]] == [
        "This model makes no decision, so that there is nothing to reverse."
    ]


def test_the_page_opens_the_table(monkeypatch):
    (sent,) = answers(explore.make_or_buy(volume=450), monkeypatch, "table")
    shown = grid(sent["blocks"])
    assert (sent["tab"], shown["download"]) == ("table", True)
    assert shown["columns"] == list(explore.make_or_buy().table().columns)
    assert ["450", "141,825", "76,725", "−65,100"] in shown["rows"]


@ENTRIES
def test_about_cites_the_cited_defaults_and_owns_up_to_the_others(entry, monkeypatch):
    (sent,) = answers(entry(), monkeypatch, "about")
    shown = grid(sent["blocks"])
    assert (sent["tab"], shown["columns"]) == ("about", ["Input", "Starts at", "Source"])
    for (label, start, source), one in zip(
        shown["rows"], entry.model.inputs().values(), strict=True
    ):
        assert (label, start) == (one.label, one.shown(one.default))
        if not one.source:
            told = (PHRASES["made_up"], PHRASES["chosen"], "Follows from the figures of lesson 4.")
            assert source in told
        for row, line in zip(one.source, source.splitlines(), strict=False):
            cited = cite(row)
            assert line.startswith(f"{cited.label}: {cited.value:g}")
            assert line.endswith(f"{cited.source}, {cited.address}")
        assert len(source.splitlines()) == max(1, len(one.source))


@ENTRIES
def test_about_says_where_each_table_comes_from(entry, monkeypatch):
    (sent,) = answers(entry(), monkeypatch, "about")
    lines = [line for block in sent["blocks"] for line in block.get("lines", ())]
    for name in entry.tables:
        assert data.origin(name) in lines
        assert "http" in data.origin(name)


def test_what_is_only_chosen_is_not_called_made_up(monkeypatch):
    (sent,) = answers(explore.us_jobs(), monkeypatch, "about")
    sources = {row[0]: row[2] for row in grid(sent["blocks"])["rows"]}
    for label in ("Industries", "Years", "Shown as"):
        assert sources[label] == "A choice, not a figure."
    assert sources["Temporary workers who work in factories"] == "Made up for the lesson."


def test_about_calls_nothing_made_up_that_follows_from_lesson_four(monkeypatch):
    (sent,) = answers(explore.your_case(), monkeypatch, "about")
    sources = {row[0]: row[2] for row in grid(sent["blocks"])["rows"]}
    follows = [label for label, source in sources.items() if "lesson 4" in source]
    guesses = [
        f"{line}, {guess}"
        for line in ("Cost difference", "Opportunity cost")
        for guess in ("low", "likely", "high")
    ]
    parts = ["Part of a line that is left", "Opportunity cost that is left", "Cost of switching"]
    assert follows == [*guesses, *parts]
    assert sources["Training, low"] == PHRASES["made_up"]


def test_about_says_how_it_is_worked_out(monkeypatch):
    (sent,) = answers(explore.make_or_buy(), monkeypatch, "about")
    _, _, first, *rest = sent["blocks"]
    assert first["text"] == "The yearly cost of one function, done in-house or bought."
    headings = [block["text"] for block in rest if block["kind"] == "heading"]
    assert headings == [
        "How it is worked out",
        "What is assumed",
        "Where the starting values come from",
        "Words",
    ]
    formula, assumptions = (block["lines"] for block in rest if block["kind"] == "listing")
    assert formula[1] == "Outsourced cost = price of the supplier × (1 + overhead) × volume"
    assert "The supplier gives no discount for volume." in assumptions


@ENTRIES
def test_every_answer_can_be_sent(entry, monkeypatch):
    sent = answers(entry(), monkeypatch, "reverse", "table", "about", "csv", "code", "keep")
    assert len(sent) == 6
    json.dumps(sent, allow_nan=False)


@pytest.mark.parametrize("kind", [None, "other", "_show", "margin"])
def test_an_unknown_message_is_ignored(kind, monkeypatch):
    explorer = explore.make_or_buy()
    before = explorer.scenario, explorer.sentence
    assert answers(explorer, monkeypatch, kind) == []
    explorer._hear(explorer, {}, [])
    assert (explorer.scenario, explorer.sentence) == before


# A page without widgets


def test_a_page_without_widgets_has_the_sentence(monkeypatch):
    explorer = explore.make_or_buy()
    data, _ = explorer._repr_mimebundle_()
    sentence, notice = data["text/plain"].splitlines()
    assert sentence == explorer.sentence
    assert "JupyterLab, Notebook 7 or Voilà" in notice
    assert "application/vnd.jupyter.widget-view+json" in data


def test_the_sentence_of_such_a_page_is_text_and_no_html():
    explorer = explore.make_or_buy()
    explorer.chart.sentence = "<b>Buy</b> & save."
    data, _ = explorer._repr_mimebundle_()
    assert data["text/plain"].startswith("<b>Buy</b> & save.\n")
    assert set(data) == {"text/plain", "application/vnd.jupyter.widget-view+json"}


# Every kind of input


def test_each_kind_is_driven_from_code_and_copied_as_code():
    explorer = canteen.opened()
    assert explorer.code() == "explore.canteen()"
    for name, value in {
        "inside": True,
        "country": "Mexico",
        "guests": ["Poland", "India"],
        "years": [1995, 2005],
        "seats": 250,
        "ben_stew": 7.5,
    }.items():
        explorer.controls[name].value = value
    assert explorer.sentence == (
        "Mexico, inside, India and Poland, 1995 to 2005, week 10, 250 seats, 29.5 hours, "
        "discounts 0.05 to 0.2."
    )
    assert explorer.code() == (
        'explore.canteen(inside=True, country="Mexico", guests=("India", "Poland"), '
        "years=(1995, 2005), seats=250, ben_stew=7.5)"
    )
    call = ast.parse(explorer.code(), mode="eval").body
    again = canteen.opened(**{one.arg: ast.literal_eval(one.value) for one in call.keywords})
    assert again.scenario == explorer.scenario


def test_presets_and_defaults_hold_every_kind():
    explorer = canteen.opened()
    assert explorer.defaults == explorer.presets["As it is"] == explorer.controls.values
    assert explorer.presets["Abroad"] == {
        **explorer.defaults,
        "country": "Poland",
        "guests": ("Mexico", "Poland"),
    }


def test_about_shows_where_every_kind_starts(monkeypatch):
    (sent,) = answers(canteen.opened(), monkeypatch, "about")
    starts = {label: start for label, start, _ in grid(sent["blocks"])["rows"]}
    assert list(starts) == [one.label for one in canteen.Canteen.inputs().values()]
    assert starts["Eat inside"] == "No"
    assert starts["Country"] == starts["Guests from"] == "India"
    assert starts["Years"] == "1990 to 2024"
    assert starts["Discounts"] == "5% to 20%"
    assert starts["Seats"] == "1,000 seats"


def test_a_column_of_years_is_shown_without_grouping(monkeypatch):
    (sent,) = answers(canteen.opened(years=(2004, 2005)), monkeypatch, "table")
    assert grid(sent["blocks"])["rows"] == [["2004", "35"], ["2005", "36"]]


# Tables


class Wages(Scenario):
    """A model that works with a table."""

    year: float = quantity(2016, 2010, 2019, step=1, label="Year", unit="year")

    def solve(self, tables):
        """Return the scenario and what it was handed."""
        return SimpleNamespace(scenario=self, tables=tables)


def wages_view() -> SimpleNamespace:
    """Return a view of it that draws nothing."""
    spec = {"data": [], "layout": {"title": {"text": "Wages"}}}
    return SimpleNamespace(
        TITLE="Wages", draw=lambda _: spec, describe=lambda outcome: f"{outcome.scenario.year:g}."
    )


def test_a_model_with_tables_is_solved_with_their_columns():
    names = ("marketing_wages", "benefits_share")
    explorer = explore.Entry("wages", Wages, wages_view(), {}, tables=names)(year=2012)
    first = explorer.outcome.tables
    assert {name: list(first[name]) for name in first} == {
        name: list(table(name).columns) for name in names
    }
    assert first["marketing_wages"]["hourly_wage"].tolist() == (
        table("marketing_wages")["hourly_wage"].tolist()
    )
    explorer.controls["year"].value = 2013
    assert explorer.sentence == "2013."
    # Each move is handed what the first one was: nothing is read or copied anew.
    for name in names:
        assert explorer.outcome.tables[name] is first[name]


def test_an_unknown_table_is_refused_with_the_nearest_right_name():
    entry = explore.Entry("wages", Wages, wages_view(), {}, tables=("marketing_wage",))
    with pytest.raises(DataError, match="Did you mean 'marketing_wages'"):
        entry()


def test_nothing_is_kept_of_a_chart_without_curves():
    explorer = explore.staff_allocation()
    before = len(explorer.chart.spec["data"])
    explorer.keep()
    assert (explorer.keepable, explorer._counted()["count"]) == (False, 0)
    assert len(explorer.chart.spec["data"]) == before
    assert explore.make_or_buy().keepable
