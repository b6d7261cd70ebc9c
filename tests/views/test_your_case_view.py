"""How a case is told and drawn: the decision, the number, and what would reverse it."""

import numpy as np
import pytest

from lessons import explore
from lessons.models.your_case import CONSIDERATIONS, GUESSES, SWITCH, YourCase
from lessons.views import style
from lessons.views import your_case as view
from lessons.words import chance, money


def case(**lines: tuple[float, float, float]):
    """Solve a case whose other lines are all certain and worth nothing."""
    inputs = {
        f"{one}_{guess}": amount
        for one in CONSIDERATIONS
        for guess, amount in zip(GUESSES, lines.get(one, (0, 0, 0)), strict=True)
    }
    return YourCase(**inputs).solve()


def traces(outcome, kind: str) -> list[dict]:
    return [one for one in view.draw(outcome)["data"] if one["type"] == kind]


def test_the_sentence_says_decision_number_and_what_would_reverse_it():
    sure = {"enforcement": (30_000, 30_000, 30_000)}
    assert view.describe(case(cost_difference=(-90_000, 0, 30_000), **sure)) == (
        "Insource: it is expected to be worth $10,000 a year. The probability that insourcing "
        "is better is 67%. Insourcing wins unless the cost difference falls below "
        "−$30,000 a year."
    )
    assert view.describe(case(service_value=(-60_000, -30_000, 60_000))) == (
        "Outsource: insourcing is expected to cost $10,000 a year more. The probability that "
        "insourcing is better is 33%. Outsourcing wins unless the service value rises above "
        "$0 a year."
    )


def test_a_decision_that_is_mostly_wrong_says_so():
    """A long tail: on average it pays, in most draws it does not."""
    rare = view.describe(case(risk_exposure=(-20_000, -18_000, 40_000)))
    assert rare.startswith("Insource: it is expected to be worth $667 a year. Yet the")
    assert "is better is only 46%" in rare
    rare = view.describe(case(risk_exposure=(-40_000, 18_000, 20_000)))
    assert rare.startswith("Outsource: insourcing is expected to cost $667 a year more. Yet the")


def test_what_nothing_alone_reverses_is_told():
    firm = case(training=(50_000, 60_000, 70_000), enforcement=(-5_000, 0, 5_000))
    assert view.describe(firm).endswith(
        "is 100%. No consideration reverses that alone, from its low to its high guess."
    )


def test_two_ways_that_are_worth_the_same_are_told_so():
    assert view.describe(case()).startswith("Either way:")
    even = view.describe(case(training=(-9_000, 0, 9_000)))
    assert "Insourcing wins once the training rises above $0 a year, outsourcing below." in even


@pytest.mark.parametrize(
    ("share", "told"),
    [(0, "0%"), (0.004, "under 1%"), (0.5, "50%"), (0.995, "over 99%"), (1, "100%")],
)
def test_a_probability_is_never_told_as_certain_where_it_is_not(share, told):
    assert chance(share) == told


@pytest.mark.parametrize("name", explore.entry("your_case").presets)
def test_the_waterfall_leads_to_the_sum_and_names_each_amount(name):
    outcome = explore.your_case(name).outcome
    bars = traces(outcome, "bar")[0]
    assert bars["x"][:-1].tolist() == outcome.expected.tolist()
    assert bars["x"][-1] == pytest.approx(outcome.margin)
    amounts = [*outcome.expected, outcome.margin]
    for text, line, amount in zip(
        bars["text"], [*outcome.considerations, "Sum"], amounts, strict=True
    ):
        assert text == f"{line}: {money(amount)}"


@pytest.mark.parametrize("name", explore.entry("your_case").presets)
def test_the_tornado_is_cut_at_zero_and_sorted(name):
    outcome = explore.your_case(name).outcome
    below, above = traces(outcome, "bar")[1:3]
    reach = outcome.if_high - outcome.if_low
    assert below["x"] + above["x"] == pytest.approx(np.sort(reach)[::-1])
    assert np.all(below["base"] + below["x"] <= 1e-6)
    assert np.all(above["base"] >= 0)
    assert (below["marker"]["color"], above["marker"]["color"]) == (
        style.OUTSOURCED,
        style.IN_HOUSE,
    )
    assert below["marker"]["pattern"]["shape"] != above["marker"]["pattern"]["shape"]


@pytest.mark.parametrize("name", explore.entry("your_case").presets)
def test_each_draw_is_on_the_side_that_wins(name):
    outcome = explore.your_case(name).outcome
    outsourced, in_house = traces(outcome, "bar")[3:]
    assert in_house["y"].sum() == pytest.approx(outcome.probability, abs=1e-3)
    assert (in_house["y"] + outsourced["y"]).sum() == pytest.approx(1)


def test_every_bar_lies_on_its_axis():
    for name in explore.entry("your_case").presets:
        outcome = explore.your_case(name).outcome
        layout = view.draw(outcome)["layout"]
        for axis, values in {
            "xaxis": np.cumsum(outcome.expected),
            "xaxis2": [*outcome.if_low, *outcome.if_high],
            "xaxis3": outcome.edges,
        }.items():
            low, high = layout[axis]["range"]
            assert low <= min(values)
            assert max(values) <= high


def test_the_table_has_a_row_for_each_line_and_their_sum():
    outcome = explore.your_case("A plant").outcome
    table = view.tabulate(outcome)
    assert table["Consideration"].tolist() == [*CONSIDERATIONS.values(), "Sum"]
    assert table["Expected ($/year)"].iloc[:-1].sum() == pytest.approx(outcome.margin)


# Outside first, inside later


def test_a_switch_is_told_in_its_own_words():
    assert view.describe(YourCase(plan=SWITCH).solve()) == (
        "Outside first, inside later: it is expected to be worth $36,333 a year. The probability "
        "that it is better than outsourcing throughout is 100%. No consideration reverses that "
        "alone, from its low to its high guess."
    )
    dearer = view.describe(YourCase(plan=SWITCH, switch_cost=30_000).solve())
    assert dearer.endswith(
        "Switching wins unless what counts of the cost difference falls below $22,267 a year."
    )
    costly = view.describe(YourCase(plan=SWITCH, switch_cost=45_000).solve())
    assert costly.startswith(
        "Outsource throughout: switching is expected to cost $3,667 a year more. The "
        "probability that switching is better is 32%. Outsourcing wins unless what counts of the "
    )
    nothing = {"later": 0, "opportunity_cost_later": 0, "switch_cost": 0}
    even = view.describe(YourCase(plan=SWITCH, **nothing).solve())
    assert even.startswith("Either way: what speaks for switching is worth what speaks against")


def test_a_switch_is_drawn_as_a_mixed_plan():
    outcome = YourCase(plan=SWITCH).solve()
    below, above = traces(outcome, "bar")[1:3]
    assert (below["name"], above["name"]) == ("Outsourcing wins", "Switching wins")
    assert (below["marker"]["color"], above["marker"]["color"]) == (style.OUTSOURCED, style.MIXED)
    assert view.headline(outcome) == ("Switching is better in", "100% of draws")
    assert traces(outcome, "bar")[0]["text"][2] == "Cost of switching: −$5,000"


def test_what_a_bar_of_the_tornado_reaches_is_called_a_sum():
    """Not the range of the guess whose name stands before it."""
    outcome = YourCase().solve()
    names = [
        text
        for one in view.draw(outcome)["data"]
        if one["type"] == "scatter" and one.get("yaxis") == "y2" and "text" in one
        for text in one["text"]
    ]
    assert "Cost difference: sum −$15k to $50k" in names
    assert all(": sum " in name for name in names)
    place = list(CONSIDERATIONS).index("cost_difference")
    assert outcome.if_low[place] == pytest.approx(17_667 - 74_667 + 42_000, abs=1)
    assert outcome.if_high[place] == pytest.approx(17_667 - 74_667 + 107_000, abs=1)


def test_a_kept_case_is_told_by_its_number_in_each_of_the_drawings():
    case = explore.your_case()
    kept = case.outcome.margin
    case.keep()
    case.controls["training_high"].value = 90_000
    drawn = case.chart.spec["data"]
    ghosts = [
        one for one in drawn if one.get("meta", {}).get("kept") and one.get("mode") == "lines"
    ]
    assert [(one["x"][0], one.get("yaxis", "y")) for one in ghosts] == [
        (kept, axis) for axis in view.DRAWINGS
    ]
    numbers = {one.get("yaxis", "y") for one in drawn if list(one.get("text", ())) == ["1"]}
    assert numbers == set(view.DRAWINGS)
