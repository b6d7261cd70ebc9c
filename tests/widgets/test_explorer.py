"""Every explorer of the catalogue: moved to all its ends, asked for all behind its tabs."""

import ast
import csv
import io
import json

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from lessons import explore
from lessons.data import cite
from lessons.scenario import ScenarioError
from lessons.widgets.explorer import Explorer, with_ghosts

ENTRIES = pytest.mark.parametrize("entry", explore.CATALOGUE.values(), ids=explore.CATALOGUE)
PRESETS = pytest.mark.parametrize(
    ("entry", "preset"),
    [(entry, preset) for entry in explore.CATALOGUE.values() for preset in entry.presets],
)
SLIDERS = pytest.mark.parametrize(
    ("entry", "name", "end"),
    [
        (entry, name, end)
        for entry in explore.CATALOGUE.values()
        for name in entry.model.quantities()
        for end in ("minimum", "maximum")
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
        explorer._answer(explorer, {"kind": kind}, [])
    return sent


def ghosts(explorer: Explorer) -> list[str]:
    """Return the names of the kept curves on the chart."""
    return [one["name"] for one in explorer.chart.spec["data"] if one.get("opacity") == 0.4]


def grid(blocks: list[dict]) -> dict:
    """Return the one grid of some blocks."""
    (found,) = (block for block in blocks if block["kind"] == "grid")
    return found


def reopened(line: str) -> Explorer:
    """Open an explorer from its line of code, read as a tree and never run."""
    call = ast.parse(line, mode="eval").body
    assert isinstance(call.func, ast.Attribute)
    assert (call.func.value.id, call.args) == ("explore", [])
    inputs = {one.arg: ast.literal_eval(one.value) for one in call.keywords}
    return explore.CATALOGUE[call.func.attr](**inputs)


# The catalogue


@ENTRIES
def test_an_entry_is_a_function_of_explore_under_its_own_name(entry):
    assert getattr(explore, entry.name) is entry
    assert explore.CATALOGUE[entry.name] is entry


@SLIDERS
def test_every_slider_can_go_to_its_ends(entry, name, end):
    explorer = entry()
    slider = explorer.controls[name]
    slider.value = getattr(slider.declared, end)
    assert getattr(explorer.scenario, name) == getattr(slider.declared, end)
    assert explorer.outcome.scenario == explorer.scenario
    assert_whole(explorer)


@ENTRIES
def test_every_slider_at_one_end_at_once(entry):
    explorer = entry()
    for end in ("minimum", "maximum"):
        inputs = {slider.name: getattr(slider.declared, end) for slider in explorer.controls}
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
    name, one = next(iter(entry.model.quantities().items()))
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
    sentence = "Yearly volume must be between 0 and 3,000 hours/year; got -5."
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


@SLIDERS
def test_the_line_of_code_holds_any_slider(entry, name, end):
    explorer = entry()
    slider = explorer.controls[name]
    slider.value = getattr(slider.declared, end) + slider.declared.step / 3 * (
        1 if end == "minimum" else -1
    )
    assert reopened(explorer.code()).scenario == explorer.scenario


def test_the_line_of_code_is_as_a_person_would_write_it():
    explorer = explore.make_or_buy()
    assert explorer.code() == "explore.make_or_buy()"
    explorer.controls.move(fixed_cost=85_000, price=99.5, spare_capacity=1)
    assert explorer.code() == (
        "explore.make_or_buy(fixed_cost=85_000, spare_capacity=1, price=99.5)"
    )


# Kept curves


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
    assert shown["data"][2:] == spec["data"]  # drawn last, over the ghosts
    assert [one["name"] for one in shown["data"][:2]] == ["Cost, kept 1", "Cost, kept 2"]
    first = shown["data"][0]
    assert first["y"] is curve["y"]
    assert (first["opacity"], first["line"]) == (0.4, {"color": "#123", "width": 2})
    assert (first["text"], first["meta"]) == (["", "1"], {})
    assert shown["layout"] == {
        "title": {"text": "Buy"},
        "yaxis": {"range": [-2, 5], "ticks": "outside"},
    }
    assert spec["layout"]["yaxis"]["range"] == [0, 5]
    assert len(spec["data"]) == 2


def test_without_kept_curves_the_spec_is_the_same():
    spec = explore.make_or_buy().chart.spec
    assert with_ghosts(spec, []) == spec


# Messages of the page


def test_the_page_keeps_and_forgets(monkeypatch):
    explorer = explore.make_or_buy()
    sent = answers(explorer, monkeypatch, "keep", "keep", "keep", "keep", "forget")
    assert sent == [{"kind": "kept", "count": count, "most": 3} for count in (1, 2, 3, 3, 0)]


def test_the_page_copies_the_code(monkeypatch):
    sent = answers(explore.make_or_buy(volume=900), monkeypatch, "code")
    assert sent == [{"kind": "code", "text": "explore.make_or_buy(volume=900)"}]


@ENTRIES
def test_the_page_downloads_the_table(entry, monkeypatch):
    explorer = entry()
    (sent,) = answers(explorer, monkeypatch, "csv")
    header, *rows = csv.reader(io.StringIO(sent["text"]))
    assert (sent["kind"], header) == ("csv", list(explorer.table().columns))
    assert np.array(rows, dtype=float) == pytest.approx(explorer.table().to_numpy())


def test_the_page_asks_what_would_reverse_it(monkeypatch):
    (sent,) = answers(explore.make_or_buy(), monkeypatch, "reverse")
    assert (sent["kind"], sent["tab"]) == ("details", "reverse")
    assert sent["blocks"][0]["text"] == (
        "Each line moves one input alone and leaves all others as they are."
    )
    shown = grid(sent["blocks"])
    assert shown["columns"] == ["Input", "Now", "The decision turns at"]
    assert shown["rows"] == [
        ["Yearly volume", "800 hours/year", "983.6 hours/year"],
        ["Fixed cost in-house", "120,000 $/year", "97,600 $/year"],
        ["Cost of an hour in-house", "48.5 $/hour", "20.5 $/hour"],
        ["Spare capacity", "0%", "18.67%"],
        ["Price of the supplier", "155 $/hour", "180.45 $/hour"],
        ["Overhead of outsourcing", "10%", "Nothing between 0% and 25% reverses it."],
    ]


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
    assert ["450", "141,825", "76,725", "-65,100"] in shown["rows"]


@ENTRIES
def test_about_cites_the_cited_defaults_and_owns_up_to_the_others(entry, monkeypatch):
    (sent,) = answers(entry(), monkeypatch, "about")
    shown = grid(sent["blocks"])
    assert (sent["tab"], shown["columns"]) == ("about", ["Input", "Starts at", "Source"])
    for (label, _, source), one in zip(
        shown["rows"], entry.model.quantities().values(), strict=True
    ):
        assert label == one.label
        if not one.source:
            assert source == "Made up for the lesson."
        for row, line in zip(one.source, source.splitlines(), strict=False):
            cited = cite(row)
            assert line.startswith(f"{cited.label}: {cited.value:g}")
            assert line.endswith(f"{cited.source}, {cited.address}")
        assert len(source.splitlines()) == max(1, len(one.source))


def test_about_says_how_it_is_worked_out(monkeypatch):
    (sent,) = answers(explore.make_or_buy(), monkeypatch, "about")
    first, *rest = sent["blocks"]
    assert first["text"] == "The yearly cost of one function, done in-house or bought."
    headings = [block["text"] for block in rest if block["kind"] == "heading"]
    assert headings == [
        "How it is worked out",
        "What is assumed",
        "Where the starting values come from",
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
    explorer._answer(explorer, {}, [])
    assert (explorer.scenario, explorer.sentence) == before


# A page without widgets


def test_a_page_without_widgets_has_the_sentence(monkeypatch):
    explorer = explore.make_or_buy()
    data, _ = explorer._repr_mimebundle_()
    assert data["text/plain"].splitlines()[:2] == [explorer.title, explorer.sentence]
    assert "JupyterLab, Notebook 7 or Voilà" in data["text/plain"]
    assert f"<p>{explorer.sentence}</p>" in data["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in data


def test_the_sentence_of_such_a_page_is_text_and_no_html():
    explorer = explore.make_or_buy()
    explorer.title, explorer.chart.sentence = "A & B", "<b>Buy</b> & save."
    data, _ = explorer._repr_mimebundle_()
    assert data["text/html"].startswith(
        "<p>A &amp; B</p><p>&lt;b&gt;Buy&lt;/b&gt; &amp; save.</p><p>"
    )
    assert data["text/plain"].startswith("A & B\n<b>Buy</b> & save.\n")
