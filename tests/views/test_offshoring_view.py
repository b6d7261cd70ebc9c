"""Offshoring as it is drawn, told and tabulated."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.models.offshoring import HIDDEN_COSTS, YEARS, Offshoring
from lessons.views import offshoring as view
from lessons.views import style

QUANTITIES = Offshoring.quantities()
FREE = {"call_minutes": 0, **dict.fromkeys(HIDDEN_COSTS, 0)}
EVEN = {"home_cost": 40, "foreign_cost": 40, "productivity": 1, **FREE}
DEAR = {"foreign_cost": 24, "productivity": 0.7, "lost_productivity": 0.25, "transition": 0.1}
NO_GAP = {"home_cost": 20, "foreign_cost": 30}


def scenarios() -> st.SearchStrategy[Offshoring]:
    """Any scenario that the sliders can make, down to a tenth of a step."""
    return st.builds(
        Offshoring,
        **{
            name: st.floats(one.minimum, one.maximum).map(lambda value: round(value, 4))
            for name, one in QUANTITIES.items()
        },
    )


def drawn(**inputs) -> dict[str, Any]:
    return view.draw(Offshoring(**inputs).solve())


def trace(spec: dict[str, Any], kind: str, mode: str = "") -> dict[str, Any]:
    """Return the one trace of a type and a mode that is no region and no threshold."""
    (found,) = (
        one
        for one in spec["data"]
        if one["type"] == kind
        and one.get("mode", "") == mode
        and (mode != "lines" or one.get("name") == view.CURVE)
    )
    return found


@given(scenarios())
def test_the_waterfall_ends_at_the_saving_and_fits_its_axis(scenario):
    outcome = scenario.solve()
    spec = view.draw(outcome)
    bars = trace(spec, "bar")
    assert bars["x"][-1] == pytest.approx(outcome.saving, abs=1e-6 * outcome.abroad_cost)
    assert len(bars["x"]) == len(bars["y"]) == len(bars["text"]) == 8
    low, high = spec["layout"]["xaxis"]["range"]
    running = 0.0
    for base, amount in zip(bars["base"][:-1], bars["x"][:-1], strict=True):
        assert base == pytest.approx(running)
        running += amount
        assert low <= running <= high
    assert bars["base"][-1] == 0


def test_the_bars_lead_from_the_gap_through_each_cost_to_what_is_left():
    bars = trace(drawn(), "bar")
    assert list(zip(bars["y"], bars["text"], strict=True)) == [
        ("Wage gap", "$33.50"),
        ("Productivity abroad", "−$3.75"),
        ("Calls", "−$1.75"),
        ("Selection", "−$0.38"),
        ("Transition", "−$0.56"),
        ("Lost productivity", "−$1.88"),
        ("Contract management", "−$1.50"),
        ("Saving left", "$23.69"),
    ]


def test_on_a_telephone_names_are_in_lines_and_amounts_have_more_room():
    spec = view.draw(Offshoring().solve())
    narrow = spec["layout"]["meta"]["narrow"]
    names = narrow["yaxis"]
    assert names["tickvals"] == spec["data"][0]["y"]
    assert [text.replace("<br>", " ") for text in names["ticktext"]] == names["tickvals"]
    assert narrow["xaxis"]["range"][1] > spec["layout"]["xaxis"]["range"][1]


@pytest.mark.parametrize(
    ("inputs", "color", "symbol"),
    [({}, style.OUTSOURCED, "square"), (DEAR, style.IN_HOUSE, "circle")],
)
def test_what_is_left_has_the_colour_of_the_cheaper_way(inputs, color, symbol):
    spec = drawn(**inputs)
    assert trace(spec, "bar")["marker"]["color"][-1] == color
    point = trace(spec, "scatter", "markers")
    assert (point["marker"]["color"], point["marker"]["symbol"]) == (color, symbol)


def test_the_saving_by_year_is_in_the_panel_below():
    spec = drawn(year=10)
    curve = trace(spec, "scatter", "lines")
    assert (curve["xaxis"], curve["yaxis"]) == ("x2", "y2")
    assert list(curve["x"]) == list(YEARS)
    assert curve["y"] == pytest.approx(Offshoring().solve().savings)
    point = trace(spec, "scatter", "markers")
    assert point["x"] == [10]
    assert point["y"] == [pytest.approx(curve["y"][10])]
    panels = [spec["layout"][name]["domain"] for name in ("yaxis2", "yaxis")]
    assert panels[0][1] < panels[1][0]


def test_the_year_of_the_turn_is_marked_where_there_is_one():
    label = trace(drawn(), "scatter", "text")
    assert (label["text"][0].strip(), label["x"], label["y"]) == ("Year 26", [26], [0])
    none = trace(drawn(**DEAR), "scatter", "text")
    assert (none["text"], none["x"], none["y"]) == ([""], [None], [None])


def test_a_loss_beyond_the_axis_has_no_point_on_it():
    point = trace(drawn(home_cost=10, foreign_cost=100), "scatter", "markers")
    assert point["y"] == [None]


@pytest.mark.parametrize(
    ("inputs", "written"),
    [
        ({}, "A wage gap of 69% leaves a saving of 49%"),
        (DEAR, "A wage gap of 51% is not enough: abroad costs 7% more"),
        (NO_GAP, "There is no wage gap: abroad costs 139% more"),
        (EVEN, "A wage gap of 0% is just eaten up"),
    ],
)
def test_the_title_states_the_finding(inputs, written):
    assert drawn(**inputs)["layout"]["title"]["text"] == written


@pytest.mark.parametrize(
    ("inputs", "written"),
    [
        (
            {},
            "Outsource: in year 0 the work costs $236,875 a year less abroad. "
            "Of a headline gap of $33.50 an hour, $23.69 is left. "
            "Insourcing wins from year 26 on.",
        ),
        (
            {"year": 30},
            "Insource: in year 30 the work costs $164,870 a year less at home. "
            "A headline gap of $31.57 an hour turns into a loss of $16.49. "
            "No later year up to 60 reverses it.",
        ),
        (
            NO_GAP,
            "Insource: in year 0 the work costs $278,750 a year less at home. "
            "The hour abroad is not even cheaper to begin with. "
            "No later year up to 60 reverses it.",
        ),
        (
            EVEN,
            "Either way: in year 0 the work costs the same in both places. "
            "Of a headline gap of $0.00 an hour, nothing is left. "
            "Insourcing wins from year 1 on.",
        ),
        (
            {**NO_GAP, **FREE, "productivity": 1, "home_growth": 0.06, "foreign_growth": 0},
            "Insource: in year 0 the work costs $100,000 a year less at home. "
            "The hour abroad is not even cheaper to begin with. "
            "Outsourcing wins from year 7 on.",
        ),
    ],
)
def test_the_sentence_says_decision_number_and_what_would_reverse_it(inputs, written):
    assert view.describe(Offshoring(**inputs).solve()) == written


@given(scenarios())
def test_the_sentences_of_any_scenario_are_whole_and_short(scenario):
    outcome = scenario.solve()
    sentence = view.describe(outcome)
    starts = {"insource": "Insource: ", "outsource": "Outsource: ", "indifferent": "Either way: "}
    assert sentence.startswith(starts[outcome.decision])
    assert not {"nan", "None", "inf", "{", "}"} & set(re.findall(r"\w+|[{}]", sentence))
    assert not [one for one in re.split(r"(?<=[.:;]) ", sentence) if len(one.split()) > 25]


@settings(max_examples=30)
@given(scenarios())
def test_each_row_of_the_table_leads_from_the_gap_to_the_saving(scenario):
    table = view.tabulate(scenario.solve())
    years = {float(year) for year in YEARS[::5]} | {scenario.year}
    assert set(table["Years from the start"]) == years
    parts = table[["Wage gap ($/hour)", "Productivity ($/hour)"]].sum(axis=1)
    parts += table[["Calls ($/hour)", "Hidden costs ($/hour)"]].sum(axis=1)
    scale = scenario.abroad(60) + scenario.home(60)
    assert parts.to_numpy() == pytest.approx(
        table["Saving left ($/hour)"].to_numpy(), abs=1e-9 * scale
    )


def test_a_row_is_the_waterfall_of_its_year():
    table = view.tabulate(Offshoring(year=7).solve()).set_index("Years from the start")
    assert table.loc[7, "At home ($/hour)"] == pytest.approx(48.5 * 1.03**7)
    assert table.loc[0].to_list() == pytest.approx([48.5, 33.5, -3.75, -1.75, -4.3125, 23.6875])


def test_the_presets_say_that_their_wages_are_stand_ins():
    assert any("stand-in, not a wage" in line for line in view.ASSUMPTIONS)


def test_formula_and_assumptions_are_sentences_for_a_reader():
    assert all(" = " in line or "÷" in line for line in view.FORMULA)
    assert all(line.endswith(".") for line in view.ASSUMPTIONS)


def test_a_gap_that_growth_has_closed_is_not_said_never_to_have_been():
    closed, never = Offshoring(year=60).solve(), Offshoring(**NO_GAP).solve()
    assert view.describe(Offshoring().solve()).startswith("Outsource")
    assert "By then the hour abroad itself is no longer the cheaper one." in view.describe(closed)
    assert "By year 60 the wage gap is gone" in view.draw(closed)["layout"]["title"]["text"]
    assert "not even cheaper to begin with" in view.describe(never)
    assert "There is no wage gap" in view.draw(never)["layout"]["title"]["text"]
