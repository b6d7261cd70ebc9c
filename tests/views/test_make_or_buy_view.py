"""Make or buy as it is drawn, told and tabulated."""

import json
from typing import Any

import numpy as np
import pytest
from catalogue_scenarios import scenarios
from hypothesis import given

from lessons.explore import entry
from lessons.models.make_or_buy import MakeOrBuy
from lessons.views import make_or_buy as view
from lessons.views import style

QUANTITIES = MakeOrBuy.quantities()
LAST = QUANTITIES["volume"].maximum
COLUMNS = [
    "Yearly volume (hours)",
    "In-house ($)",
    "Outsourced ($)",
    "Saved by insourcing ($)",
]
CROSSING = {"fixed_cost": 120_000, "variable_cost": 40, "price": 100, "overhead_rate": 0}
FREE = {"fixed_cost": 0, "overhead_rate": 0}


def drawn(**inputs) -> dict[str, Any]:
    """Return the spec of some inputs."""
    return view.draw(MakeOrBuy(**inputs).solve())


def traces(spec: dict[str, Any], name: str, mode: str) -> list[dict[str, Any]]:
    """Return the traces of a name and a mode."""
    return [one for one in spec["data"] if (one.get("name"), one["mode"]) == (name, mode)]


def title(**inputs) -> str:
    """Return the title of some inputs."""
    return drawn(**inputs)["layout"]["title"]["text"]


def plain(value: Any) -> Any:
    """Return a spec as JSON has it, which knows no NaN."""
    return json.dumps(value, default=lambda array: array.tolist(), allow_nan=False)


# The picture


@given(scenarios(entry("make_or_buy")))
def test_the_axis_covers_the_curves(scenario):
    spec = view.draw(scenario.solve())
    low, top = spec["layout"]["yaxis"]["range"]
    highest = max(np.nanmax(np.asarray(trace["y"], dtype=float)) for trace in curves(spec))
    assert low == 0
    assert highest <= top
    assert highest == 0 or top <= 1.75 * highest
    assert spec["layout"]["xaxis"]["range"] == [0, LAST]


def curves(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the curves and the points, which an axis has to cover."""
    return [one for one in spec["data"] if one.get("name") in ("In-house", "Outsourced")]


@pytest.mark.parametrize(
    ("name", "color", "dash", "symbol"),
    [("In-house", "#0072B2", "solid", "circle"), ("Outsourced", "#D55E00", "dash", "square")],
)
def test_each_way_has_its_colour_line_and_marker(name, color, dash, symbol):
    spec = drawn()
    (curve,), (point,) = traces(spec, name, "lines"), traces(spec, name, "markers")
    assert (curve["line"]["color"], curve["line"]["dash"]) == (color, dash)
    assert (point["marker"]["color"], point["marker"]["symbol"]) == (color, symbol)
    assert "showlegend" not in curve


def test_the_curves_are_the_costs_of_the_model():
    outcome = MakeOrBuy().solve()
    spec = view.draw(outcome)
    for name, costs, cost in (
        ("In-house", outcome.in_house_costs, 158_800),
        ("Outsourced", outcome.outsourced_costs, 136_400),
    ):
        (curve,), (point,) = traces(spec, name, "lines"), traces(spec, name, "markers")
        assert curve["x"] is outcome.volumes
        assert curve["y"] is costs
        assert point["x"] == [800]
        assert point["y"] == [pytest.approx(cost)]


def test_a_line_marks_the_present_volume_from_bottom_to_top():
    (line,) = traces(drawn(volume=450), "Your volume", "lines")
    assert line["x"] == [450, 450]
    assert line["y"] == [0, 600_000]


def label_of(spec: dict) -> dict:
    """Return the words of a drawing."""
    (label,) = (trace for trace in spec["data"] if trace["mode"] == "text")
    return label


def test_the_break_even_is_marked_where_the_curves_cross():
    spec = drawn(**CROSSING)
    (line,) = traces(spec, "Break-even", "lines")
    assert line["x"] == [2_000, 2_000]
    assert line["y"] == spec["layout"]["yaxis"]["range"]  # up to its name, over all curves
    assert 0.9 * line["y"][1] < label_of(spec)["y"][0] < line["y"][1]
    label = label_of(spec)
    assert [text.split() for text in label["text"]] == [["Break-even", "<br>", "2,000"]]
    assert label["x"] == [2_000]


@pytest.mark.parametrize(
    ("fixed_cost", "volume", "side"),
    [
        (12_000, 800, "middle right"),
        (84_000, 1_000, "middle right"),
        (84_000, 2_500, "middle right"),
        (120_000, 1_000, "middle left"),
    ],
)
def test_the_words_at_the_break_even_stand_where_there_is_room(fixed_cost, volume, side):
    """On the longer side, so that they end on the axis on a telephone too."""
    spec = drawn(**{**CROSSING, "fixed_cost": fixed_cost, "volume": volume})
    (label,) = (trace for trace in spec["data"] if trace["mode"] == "text")
    assert label["textposition"] == side


@pytest.mark.parametrize(
    "inputs",
    [
        {"price": 40, "variable_cost": 50},
        {"fixed_cost": 0},
        {"spare_capacity": 1},
        {**CROSSING, "fixed_cost": 400_000},
    ],
)
def test_no_break_even_is_marked_where_there_is_none_on_the_chart(inputs):
    spec = drawn(**inputs)
    (line,) = traces(spec, "Break-even", "lines")
    assert (line["x"], line["y"]) == ([None, None], [0, None])
    (label,) = (trace for trace in spec["data"] if trace["mode"] == "text")
    assert (label["text"], label["x"]) == ([""], [None])


def test_the_gap_is_tinted_in_the_colour_of_the_cheaper_way():
    """Up to 2,000 hours the supplier is cheaper, by 120,000 $ at none; above, the team."""
    spec = drawn(**CROSSING)
    tints = {one["fillcolor"]: one for one in spec["data"] if "fillcolor" in one}
    heights = {}
    for color, tint in tints.items():
        assert list(tint["x"]) == [0, 2_000, LAST, LAST, 2_000, 0]
        heights[color] = list(tint["y"][:2:-1] - tint["y"][:3])
    over = (LAST - 2_000) * 60
    assert heights == {
        style.OUTSOURCED + "26": [120_000, 0, 0],
        style.IN_HOUSE + "26": [0, 0, over],
    }


# The title


@pytest.mark.parametrize(
    ("inputs", "written"),
    [
        ({}, "Above 984 hours a year your own team is cheaper"),
        (CROSSING, "Above 2,000 hours a year your own team is cheaper"),
        (
            {**CROSSING, "fixed_cost": 400_000},
            "Above 6,667 hours a year your own team is cheaper",
        ),
        ({"spare_capacity": 1}, "Your own team is cheaper at any volume"),
        ({"fixed_cost": 0}, "Your own team is cheaper at any volume"),
        ({"price": 40}, "The supplier is cheaper at any volume"),
        ({**FREE, "price": 40, "variable_cost": 50}, "The supplier is cheaper at any volume"),
        ({**FREE, "price": 50, "variable_cost": 50}, "Both ways cost the same at any volume"),
    ],
)
def test_the_title_states_the_finding(inputs, written):
    assert title(**inputs) == written


# The sentence


@pytest.mark.parametrize(
    ("inputs", "written"),
    [
        (
            {},
            "Outsource: at 800 hours a year the supplier is $22,400 cheaper. "
            "Insourcing wins above 984 hours a year.",
        ),
        (
            {"volume": 2_500},
            "Insource: at 2,500 hours a year your own team is $185,000 cheaper. "
            "Outsourcing wins below 984 hours a year.",
        ),
        (
            {**CROSSING, "volume": 2_000},
            "Either way: at 2,000 hours a year both cost $200,000. "
            "Insourcing wins above 2,000 hours a year, outsourcing below.",
        ),
        (
            {**CROSSING, "fixed_cost": 400_000},
            "Outsource: at 800 hours a year the supplier is $352,000 cheaper. "
            "Insourcing wins above 6,667 hours a year, beyond this slider.",
        ),
        (
            {"price": 40, "overhead_rate": 0},
            "Outsource: at 800 hours a year the supplier is $126,800 cheaper. "
            "No volume reverses it.",
        ),
        (
            {"spare_capacity": 1, "overhead_rate": 0},
            "Insource: at 800 hours a year your own team is $85,200 cheaper. "
            "No volume reverses it.",
        ),
        (
            {**FREE, "price": 50, "variable_cost": 50},
            "Either way: at 800 hours a year both cost $40,000. No volume reverses it.",
        ),
        (
            {"volume": 0},
            "Outsource: at 0 hours a year the supplier is $120,000 cheaper. "
            "Insourcing wins above 984 hours a year.",
        ),
    ],
)
def test_the_sentence_says_decision_number_and_what_would_reverse_it(inputs, written):
    assert view.describe(MakeOrBuy(**inputs).solve()) == written


@given(scenarios(entry("make_or_buy")))
def test_the_sentence_of_any_scenario_is_whole(scenario):
    outcome = scenario.solve()
    sentence = view.describe(outcome)
    starts = {"insource": "Insource: ", "outsource": "Outsource: ", "indifferent": "Either way: "}
    assert sentence.startswith(starts[outcome.decision])
    assert sentence.endswith(".")
    assert not {"NaN", "nan", "None", "inf", "∞", "{", "-"} & set(
        sentence.replace("$", " ").split()
    )
    assert "-" not in sentence


# The table


def test_the_table_has_the_volumes_of_the_axis_and_the_present_one():
    table = view.tabulate(MakeOrBuy(volume=450).solve())
    assert list(table.columns) == COLUMNS
    assert list(table[COLUMNS[0]]) == [0, 300, 450, *range(600, LAST + 1, 300)]
    row = table[table[COLUMNS[0]] == 450].iloc[0]
    assert list(row) == pytest.approx([450, 141_825, 76_725, -65_100])


def test_a_present_volume_among_the_others_is_no_second_row():
    table = view.tabulate(MakeOrBuy(volume=600).solve())
    assert list(table[COLUMNS[0]]) == list(range(0, LAST + 1, 300))


@given(scenarios(entry("make_or_buy")))
def test_the_table_agrees_with_the_model(scenario):
    outcome = scenario.solve()
    table = view.tabulate(outcome)
    saved = table[COLUMNS[2]] - table[COLUMNS[1]]
    assert list(saved) == list(table[COLUMNS[3]])
    (present,) = table[table[COLUMNS[0]] == scenario.volume].to_numpy()
    costs = [outcome.in_house_cost, outcome.outsourced_cost, outcome.margin]
    assert list(present[1:]) == pytest.approx(costs, abs=1e-6)
    assert not table.isna().any(axis=None)


# What is said of the model


def test_formula_and_assumptions_are_sentences_for_a_reader():
    assert view.TITLE == "Make or buy: when does your own team pay?"
    assert all(" = " in line for line in view.FORMULA)
    assert all(line.endswith(".") for line in view.ASSUMPTIONS)


def test_a_way_that_is_cheaper_is_so_by_something():
    """To the dollar it would be $0: what a company could tell apart is told to the cent."""
    outcome = MakeOrBuy(volume=0, fixed_cost=0.3).solve()
    assert outcome.decision == "outsource"
    assert "the supplier is $0.30 cheaper" in view.describe(outcome)
    assert view.headline(outcome)[1] == "$0.30"
