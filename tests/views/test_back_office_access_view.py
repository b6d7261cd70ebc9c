"""Back-office access as it is drawn, told and tabulated."""

import math
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.models.back_office_access import EXPOSURES, MOST_STOPPED, TAIL, BackOfficeAccess
from lessons.views import back_office_access as view

QUANTITIES = BackOfficeAccess.quantities()
COLUMNS = ["Losses of a year", "In-house ($)", "Outsourced ($)", "Added by the supplier ($)"]
FEW = settings(max_examples=40)  # each simulates 100,000 years
SURE = {"incidents": 3, "security": 0, "loss": (100_000, 100_000)}
NO_LOSS = {"incidents": 0, "saving": 0}


@pytest.mark.parametrize("loss", [(50_000, 2_000_000), (5_000, 20_000_000)])
def test_the_formula_leads_to_the_dollar_that_the_page_shows(loss):
    """Whoever works it out with what *About* says finds what the sentence says."""
    (formula,) = (one for one in view.FORMULA if one.startswith("Mean loss"))
    width = float(re.search(r"ln\(high ÷ low\) ÷ ([\d.]+)", formula)[1])
    scenario = BackOfficeAccess(loss=loss)
    low, high = scenario.loss
    by_hand = math.sqrt(low * high) * math.exp((math.log(high / low) / width) ** 2 / 2)
    added = 0.275 * 0.3 / 0.7
    assert round(by_hand * added) == round(scenario.added_loss_expectancy())
    if loss == BackOfficeAccess().loss:
        assert round(by_hand) == round(scenario.mean_loss())


def scenarios() -> st.SearchStrategy[BackOfficeAccess]:
    """Any scenario that the controls can make, at the steps of the sliders."""

    def on_the_steps(one):
        steps = round((one.maximum - one.minimum) / one.step)
        return st.integers(0, steps).map(
            lambda step: min(one.minimum + step * one.step, one.maximum)
        )

    ends = st.lists(st.sampled_from([1e3, 2e4, 5e4, 1e6, 2e6, 5e7]), min_size=2, max_size=2)
    inputs = {name: on_the_steps(one) for name, one in QUANTITIES.items()}
    inputs["systems"] = st.sets(st.sampled_from(list(EXPOSURES))).map(tuple)
    inputs["loss"] = ends.map(lambda two: tuple(sorted(two)))
    return st.builds(BackOfficeAccess, **inputs)


def drawn(**inputs) -> dict[str, Any]:
    """Return the spec of some inputs."""
    return view.draw(BackOfficeAccess(**inputs).solve())


def traces(spec: dict[str, Any], name: str, mode: str) -> list[dict[str, Any]]:
    """Return the traces of a name and a mode."""
    return [one for one in spec["data"] if (one.get("name"), one["mode"]) == (name, mode)]


# The picture


@FEW
@given(scenarios())
def test_a_log_axis_is_given_nothing_that_it_cannot_show(scenario):
    spec = view.draw(scenario.solve())
    for trace in spec["data"]:
        for values in (trace["x"], trace["y"]):
            assert all(value is None or value > 0 for value in values)


@FEW
@given(scenarios())
def test_the_axis_holds_the_curves_and_the_interval(scenario):
    spec = view.draw(scenario.solve())
    low, high = spec["layout"]["xaxis"]["range"]
    assert spec["layout"]["yaxis"]["range"] == [-3, 0.06]
    assert low < math.log10(scenario.loss[0])
    assert high >= math.log10(scenario.loss[1])
    for name in view.CURVES:
        (curve,) = traces(spec, name, "lines")
        assert all(math.log10(value) <= high for value in curve["x"])
        # A curve falls from left to right, and ends at 1 in 1,000 years.
        assert np.all(np.diff(curve["x"]) >= 0)
        assert np.all(np.diff(curve["y"]) < 0)
        assert not len(curve["y"]) or curve["y"][-1] == pytest.approx(1 / 1_000)


@pytest.mark.parametrize(
    ("name", "color", "dash", "symbol"),
    [("In-house", "#0072B2", "solid", "circle"), ("Outsourced", "#D55E00", "dash", "square")],
)
def test_each_way_has_its_colour_line_and_marker(name, color, dash, symbol):
    spec = drawn()
    (curve,), (point,) = traces(spec, name, "lines"), traces(spec, name, "markers")
    assert (curve["line"]["color"], curve["line"]["dash"]) == (color, dash)
    assert (point["marker"]["color"], point["marker"]["symbol"]) == (color, symbol)
    assert curve["meta"] == {"keep": True}


def test_the_curves_are_the_losses_of_the_simulated_years():
    outcome = BackOfficeAccess().solve()
    spec = view.draw(outcome)
    for name, losses in (("In-house", outcome.in_house), ("Outsourced", outcome.outsourced)):
        (curve,) = traces(spec, name, "lines")
        assert curve["y"][0] == losses.chance
        assert np.array_equal(curve["x"], losses.exceeded(curve["y"]))
        assert curve["customdata"] == pytest.approx(1 / curve["y"])
        assert len(curve["x"]) < 60
        (point,) = traces(spec, name, "markers")
        assert point["x"] == [losses.simulated[-5_000]]
        assert (point["y"], point["customdata"]) == ([1 / 20], [20])


def test_the_hover_reads_a_1_in_20_year():
    (point,) = traces(drawn(), "Outsourced", "markers")
    assert point["hovertemplate"].startswith(
        "A 1-in-%{customdata:.3~r} year costs at least %{x:$,.3~r}"
    )


def test_where_a_1_in_20_year_costs_nothing_no_point_is_drawn():
    spec = drawn(incidents=0.05)
    for name in view.CURVES:
        (point,) = traces(spec, name, "markers")
        assert (point["x"], point["y"]) == ([None], [None])


def test_where_nothing_happens_the_curves_are_empty():
    spec = drawn(incidents=0)
    for name in view.CURVES:
        (curve,) = traces(spec, name, "lines")
        assert len(curve["x"]) == len(curve["y"]) == len(curve["customdata"]) == 0


# The title


@pytest.mark.parametrize(
    ("inputs", "written"),
    [
        (
            SURE,
            "A 1-in-20 year costs at least $800,000 with the supplier inside, $600,000 without",
        ),
        (
            {"incidents": 0.05, "security": 0, "third_party_share": 0.5, "loss": (70_000,) * 2},
            "A 1-in-20 year costs at least $70,000 with the supplier inside, nothing without",
        ),
        (
            {**SURE, "systems": ()},
            "A 1-in-20 year costs at least $600,000, with the supplier inside or without",
        ),
        (
            {"incidents": 0},
            "Fewer than 1 year in 20 brings any loss, with the supplier inside or without",
        ),
    ],
)
def test_the_title_states_the_finding(inputs, written):
    """By Poisson: 6 of 3 incidents expected, and 8 of 4.29, are reached in 8 and 7 % of years."""
    assert drawn(**inputs)["layout"]["title"]["text"] == written


def test_simulated_money_is_written_to_three_figures():
    (in_house, outsourced) = (916_000, 1_230_000)
    found = BackOfficeAccess().solve()
    assert found.in_house.exceeded(0.05) == pytest.approx(in_house, abs=500)
    assert found.outsourced.exceeded(0.05) == pytest.approx(outsourced, abs=5_000)
    title = view.draw(found)["layout"]["title"]["text"]
    assert title.count("$1,230,000") == title.count("$916,000") == 1


# The sentence


@pytest.mark.parametrize(
    ("inputs", "written"),
    [
        (
            {},
            "Insource: the supplier's access adds $69,887 a year to the expected losses, $19,887 "
            "more than it saves. The access raises these losses by 43%. Outsourcing pays for its "
            "exposure once it saves more than $69,887 a year.",
        ),
        (
            {"saving": 100_000},
            "Outsource: it saves $100,000 a year, $30,113 more than the access adds to the "
            "expected losses. The access raises these losses by 43%. Outsourcing would no longer "
            "pay for its exposure if it saved less than $69,887 a year.",
        ),
        (
            {"systems": ("Marketing tools",)},
            "Outsource: it saves $50,000 a year, $39,517 more than the access adds to the "
            "expected losses. The access raises these losses by 6.43%. Outsourcing would no "
            "longer pay for its exposure if it saved less than $10,483 a year.",
        ),
        (
            {"systems": ()},
            "Outsource: it saves $50,000 a year, $50,000 more than the access adds to the "
            "expected losses. The access adds no expected loss, so that any saving pays.",
        ),
        (
            NO_LOSS,
            "Either way: outsourcing saves $0 a year and adds as much to the expected losses. "
            "The access adds no expected loss, so that any saving pays.",
        ),
        (
            # 0.7 incidents a year, of which 30 % through the supplier, of 100,000 $ each.
            {"incidents": 0.7, "security": 0, "loss": (100_000,) * 2, "saving": 30_000},
            "Either way: outsourcing saves $30,000 a year and adds as much to the expected "
            "losses. The access raises these losses by 43%. With any larger saving outsourcing "
            "would pay for its exposure.",
        ),
    ],
)
def test_the_sentence_says_decision_number_and_the_saving_that_would_pay(inputs, written):
    assert view.describe(BackOfficeAccess(**inputs).solve()) == written


@FEW
@given(scenarios())
def test_the_sentence_of_any_scenario_is_whole(scenario):
    outcome = scenario.solve()
    sentence = view.describe(outcome)
    starts = {"insource": "Insource: ", "outsource": "Outsource: ", "indifferent": "Either way: "}
    assert sentence.startswith(starts[outcome.decision])
    assert sentence.endswith(".")
    assert not {"NaN", "nan", "None", "inf", "∞", "{", "-"} & set(sentence.split())
    assert all(len(part.split()) <= 25 for part in sentence.split(". "))


# The table


def test_the_table_shows_bad_years_and_the_means_by_formula_and_simulated():
    outcome = BackOfficeAccess().solve()
    table = view.tabulate(outcome)
    assert list(table.columns) == COLUMNS
    rows = table.set_index(COLUMNS[0])
    bad = rows.loc["1 year in 20 costs at least"]
    assert list(bad)[:2] == [outcome.in_house.exceeded(0.05), outcome.outsourced.exceeded(0.05)]
    expected = rows.loc["Expected, by the formula"]
    assert list(expected) == pytest.approx([163_070.06, 232_957.23, outcome.required_saving])
    simulated, error = (rows.loc[view.ROWS[name]] for name in ("mean", "error"))
    assert list(simulated)[2] == pytest.approx(outcome.added_mean)
    assert np.all(np.abs(simulated - expected) <= error)
    assert "1 year in 1,000 costs at least" in rows.index


# What is said of the model


def test_formula_and_assumptions_are_sentences_for_a_reader():
    assert view.TITLE == "Back-office access: what may a supplier in your systems cost?"
    assert all(" = " in line for line in view.FORMULA)
    assert all(line.endswith(".") for line in view.ASSUMPTIONS)


def test_the_formula_names_the_models_own_constants():
    text = " ".join((*view.FORMULA, *view.ASSUMPTIONS))
    assert text.count(f"1 − {MOST_STOPPED} × ") == 2
    assert f"÷ {2 * TAIL:.6f}" in text
    for part in ("accounting carries 50%", "customer data 35%", "marketing tools 15%"):
        assert part in text


def test_the_axes_are_named():
    layout = drawn()["layout"]
    assert (layout["xaxis"]["title"]["text"], layout["yaxis"]["title"]["text"]) == view.AXES
    assert (layout["xaxis"]["type"], layout["yaxis"]["type"]) == ("log", "log")
    assert (
        dict(zip(layout["yaxis"]["tickvals"], layout["yaxis"]["ticktext"], strict=True))
        == view.CHANCES
    )
