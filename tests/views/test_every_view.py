"""What holds of every view of the catalogue, whatever it draws."""

import json
import re

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from catalogue_scenarios import EVERY_ENTRY, scenarios
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons import explore, words
from lessons.models.candy_launch import WEEKS
from lessons.views import style
from lessons.views.style import rules
from lessons.widgets.explorer.presenter import headline
from lessons.widgets.explorer.tabs import frame

DECIDED = [name for name, entry in explore.catalogue().items() if hasattr(entry.view, "DECISIVE")]


def shape(spec: dict) -> list[tuple]:
    return [(trace["type"], frozenset(trace)) for trace in spec["data"]]


@EVERY_ENTRY
@settings(max_examples=25)
@given(st.data())
def test_plotly_accepts_the_spec_of_any_scenario(entry, data):
    spec = entry.view.draw(entry.solve(data.draw(scenarios(entry))))
    assert len(go.Figure(spec).data) == len(spec["data"])
    json.dumps(spec, default=np.ndarray.tolist, allow_nan=False)


@EVERY_ENTRY
@settings(max_examples=25)
@given(st.data())
def test_the_traces_are_the_same_ones_whatever_the_inputs(entry, data):
    """So that the page is sent what moved, and no whole picture."""
    spec = entry.view.draw(entry.solve(data.draw(scenarios(entry))))
    assert shape(spec) == shape(entry.view.draw(entry.solve(entry.scenario())))


@EVERY_ENTRY
@settings(max_examples=15)
@given(st.data())
def test_the_sentence_of_any_scenario_is_whole(entry, data):
    outcome = entry.solve(data.draw(scenarios(entry)))
    sentence = entry.view.describe(outcome)
    assert sentence[-1] == "."
    assert not set("{}") & set(sentence)
    for wrong in (" nan", " inf", "None", "∞", "−0 ", "$−"):
        assert wrong not in sentence.replace("None of", "")
    title = entry.view.draw(outcome)["layout"]["title"]["text"]
    assert title
    assert not set("{}") & set(title)


TOLD_TWICE = re.compile(r"\bfrom (\S+(?: \S+)?) to \1(?!\S)|(\S+[^,.:]*? in \d{4}), \2")


@EVERY_ENTRY
def test_a_range_with_both_ends_at_one_place_is_told_as_that_one(entry):
    for name, one in entry.model.inputs().items():
        if one.kind != "span":
            continue
        assert one.shown((one.minimum, one.minimum)) == words.measure(one.minimum, one.unit)
        for preset in (None, *entry.presets):
            for at in np.linspace(one.minimum, one.maximum, 12).round():
                outcome = entry.solve(entry.scenario(preset, **{name: (at, at)}))
                told = entry.view.draw(outcome)["layout"]["title"]["text"]
                for text in (told, entry.view.describe(outcome), *headline(entry.view, outcome)):
                    assert not TOLD_TWICE.search(text), text


def axes(spec: dict) -> dict:
    return {name: one for name, one in spec["layout"].items() if re.match("[xy]axis", name)}


@EVERY_ENTRY
@settings(max_examples=15)
@given(st.data())
def test_a_negative_number_has_the_one_minus_sign_wherever_it_is_read(entry, data):
    """Axes write it themselves. A file for other programs has the hyphen that they read."""
    outcome = entry.solve(data.draw(scenarios(entry)))
    spec, table = entry.view.draw(outcome), entry.view.tabulate(outcome)
    drawn = [text for trace in spec["data"] for text in np.atleast_1d(trace.get("text", ""))]
    ticks = [text for axis in axes(spec).values() for text in axis.get("ticktext", ())]
    cells = [text for row in frame(table)["rows"] for text in row]
    told = (*headline(entry.view, outcome), entry.view.describe(outcome))
    for text in (spec["layout"]["title"]["text"], *drawn, *ticks, *cells, *told):
        assert not re.search(r"(?<!\w)-[$\d]", text), text
    assert words.MINUS not in table.to_csv(index=False)


@EVERY_ENTRY
@settings(max_examples=15)
@given(st.data())
def test_the_headline_of_any_scenario_is_short_and_whole(entry, data):
    outcome = entry.solve(data.draw(scenarios(entry)))
    label, text = headline(entry.view, outcome)
    assert bool(label) == bool(text)
    assert len(label) <= 50
    assert len(text) <= 40
    for wrong in ("nan", "inf", "None", "∞", "$−", "{", "}"):
        assert wrong not in text


@EVERY_ENTRY
def test_a_headline_says_something_at_the_start(entry):
    assert all(headline(entry.view, entry.solve(entry.scenario())))


@EVERY_ENTRY
@settings(max_examples=15)
@given(st.data())
def test_the_table_of_any_scenario_is_whole(entry, data):
    outcome = entry.solve(data.draw(scenarios(entry)))
    table = entry.view.tabulate(outcome)
    assert isinstance(table, pd.DataFrame)
    assert len(table) > 0
    assert not table.isna().any(axis=None)
    first = entry.view.tabulate(entry.solve(entry.scenario()))
    assert list(table.columns) == list(first.columns)


@EVERY_ENTRY
def test_each_way_has_its_colour_line_and_marker(entry):
    looks = {
        "In-house": (style.IN_HOUSE, "solid", "circle"),
        "Outsourced": (style.OUTSOURCED, "dash", "square"),
    }
    for trace in entry.view.draw(entry.solve(entry.scenario()))["data"]:
        if trace.get("name") in looks and trace["type"] == "scatter":
            color, dash, symbol = looks[trace["name"]]
            if "meta" in trace:
                assert (trace["line"]["color"], trace["line"]["dash"]) == (color, dash)
            if "markers" in trace["mode"]:
                assert trace["marker"]["symbol"] == symbol


# Named traces of each way; those without a name are tints, steps and frames of a decision.
OF_A_WAY = (
    *("In-house", "Outsourced", "Team only", "Agency only", "Your service", "Saving abroad"),
    *("Insourcing wins", "Outsourcing wins", "Best: the team only", "Best: the agency only"),
    *("Other projects lose", "Supplier's net price"),
)


@EVERY_ENTRY
@settings(max_examples=10)
@given(st.data())
def test_nothing_but_the_two_ways_has_a_colour_of_theirs(entry, data):
    """So that nobody takes a country for a way."""
    scenario = data.draw(scenarios(entry))
    for trace in entry.view.draw(entry.solve(scenario))["data"]:
        looks = json.dumps([trace.get(part) for part in ("line", "marker", "fillcolor")])
        if any(color in looks for color in (style.IN_HOUSE, style.OUTSOURCED)):
            decides = hasattr(scenario, "margin")
            name = trace.get("name")
            assert name in words.said(OF_A_WAY) or (decides and not name), trace


def test_what_a_learner_reads_is_whole():
    for entry in explore.catalogue().values():
        assert entry.view.TITLE
        assert entry.view.FORMULA
        assert entry.view.ASSUMPTIONS
        for line in entry.view.ASSUMPTIONS:
            assert line.endswith("."), line
        for name, one in entry.model.inputs().items():
            assert one.label, name
            assert one.help or getattr(one, "row", ""), name


def test_arrays_that_are_sent_hold_no_more_than_they_need():
    for entry in explore.catalogue().values():
        spec = entry.view.draw(entry.solve(entry.scenario()))
        sent = sum(
            np.size(trace[key]) for trace in spec["data"] for key in ("x", "y") if key in trace
        )
        assert sent < 4_000, entry.name


def test_what_decides_is_told_with_the_models_own_numbers():
    """The numbers that a view tells of a model at its start are those that the model finds."""
    idle = {"own_hours": "Be paid and idle"}
    told = {name: " ".join(explore.entry(name).view.DECISIVE) for name in DECIDED}
    for name in ("make_or_buy", "ramp_up"):
        entry = explore.entry(name)
        start, other = (entry.solve(entry.scenario(**one)) for one in ({}, idle))
        assert (start.decision, other.decision) == ("outsource", "insource")
        assert "hours that are paid and idle turn the decision" in told[name]
    work = explore.entry("make_or_buy").scenario()
    wages = work.variable_cost * work.volume
    assert f"{wages:,.0f} dollars of wages for {work.volume:,.0f} hours" in told["make_or_buy"]
    plans = explore.entry("handover")
    start, other, elsewhere = (
        plans.solve(plans.scenario(**one)).best_week
        for one in ({}, idle, {"own_hours": "Earn elsewhere"})
    )
    assert f"bring the best week from {start} to {other}" in told["handover"]
    assert elsewhere == WEEKS
    service = explore.entry("service_advantage")
    stays = service.scenario(extra_cost_later="Stays the same")
    assert service.solve(service.scenario()).decision == "insource"
    assert service.solve(stays).decision == "outsource"
    assert f"{stays.discount:.0%} everywhere" in told["service_advantage"]


def test_one_rule_is_told_in_one_way_wherever_it_holds():
    for name in ("make_or_buy", "ramp_up", "staff_allocation", "handover", "handover_uncertain"):
        assert explore.entry(name).view.DECISIVE[0] == rules.OWN_HOURS
    for name in ("contract_enforcement", "service_advantage"):
        assert rules.DISCOUNTING in explore.entry(name).view.DECISIVE


def test_what_decides_is_told_in_short_sentences():
    for name in DECIDED:
        for sentence in re.split(r"(?<=[.:])\s", " ".join(explore.entry(name).view.DECISIVE)):
            assert len(sentence.split()) <= 25, sentence


@EVERY_ENTRY
@settings(max_examples=15)
@given(data=st.data())
def test_whether_a_chart_has_curves_to_keep_is_no_matter_of_inputs(entry, data):
    """Where it has none there is no button that keeps them."""
    scenario = data.draw(scenarios(entry))
    drawn = entry.view.draw(entry.solve(scenario))["data"]
    is_kept = any(trace.get("meta", {}).get("keep") for trace in drawn)
    assert is_kept == (entry.name not in {"staff_allocation", "contract_enforcement"})
