"""What a memo proposes: true to the Outcome, whole, and easy to read."""

import re
from types import SimpleNamespace

import numpy as np
import plotly.graph_objects as go
import pytest
import textstat
from catalogue_scenarios import scenarios
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons import data, explore
from lessons.explore.measures import ACCESS, ENFORCEMENT
from lessons.memo import proposal as view
from lessons.models.shared.flip_points import flip_points
from lessons.models.your_case import CONSIDERATIONS, SWITCH
from lessons.words import PHRASES, money

DECIDING = [entry for entry in explore.catalogue().values() if hasattr(entry.model, "margin")]
every_decision = pytest.mark.parametrize("entry", DECIDING, ids=lambda one: one.name)
CASES = list(explore.entry("your_case").presets)
every_case = pytest.mark.parametrize("case", CASES)


def told(entry, scenario=None, name: str = "Payroll", lines=()) -> view.Told:
    scenario = scenario or entry.scenario()
    return view.Told(entry.view, entry.solve(scenario), flip_points(scenario), name, lines)


def proposed(one: view.Told) -> dict[str, str]:
    return {section.key: section.text for section in view.propose(one, data.cite)}


def opened(name: str = "Payroll", **inputs) -> tuple[dict[str, str], object]:
    """Return what is proposed for a worked case, and its Outcome."""
    entry = explore.entry("your_case")
    one = told(entry, entry.scenario(name, **inputs), name)
    return proposed(one), one.outcome


@every_decision
@settings(max_examples=10)
@given(data=st.data())
def test_a_proposal_is_whole_whatever_the_inputs(entry, data):
    one = told(entry, data.draw(scenarios(entry)))
    texts = proposed(one)
    assert list(texts) == list(view.HEADINGS)
    assert texts.pop("author") == ""
    assert texts["recommendation"] == entry.view.describe(one.outcome)
    assert len(texts["numbers"].split("\n")) <= 3
    for key, text in texts.items():
        assert text, key
        assert not set("{}") & set(text)
        for wrong in (" nan", " inf", "None", "∞", "$-"):
            assert wrong not in text.replace(f"{PHRASES['none']};", "")


@every_case
def test_the_three_numbers_are_the_largest_of_the_case(case):
    texts, outcome = opened(case)
    largest = sorted(abs(outcome.expected), reverse=True)[:3]
    number = r"^([\w ]+): \$([\d,]+) a year, which speaks for (\w+)\.$"
    found = re.findall(number, texts["numbers"], re.MULTILINE)
    amounts = [float(amount.replace(",", "")) for _, amount, _ in found]
    assert amounts == pytest.approx(largest, abs=0.5)
    worth = dict(zip(outcome.considerations, outcome.expected, strict=True))
    for label, _, way in found:
        assert way == ("insourcing" if worth[label] > 0 else "outsourcing")


@every_case
def test_what_would_reverse_a_case_does_reverse_it(case):
    texts, outcome = opened(case)
    lines = texts["reversal"].split("\n")
    ends = np.stack([outcome.if_low, outcome.if_high])
    crossing = np.count_nonzero((ends.min(axis=0) <= 0) & (ends.max(axis=0) >= 0))
    if not crossing:
        assert lines == [view.NO_LINE_TURNS]
        return
    assert len(lines) == min(crossing, 3)
    for line in lines:
        label = line.partition(":")[0]
        place = outcome.considerations.index(label)
        (turns,) = re.findall(r"wins (?:below|above) (−?\$[\d,]+) a year", line)
        amount = float(re.sub(r"[$,]", "", turns.replace("−", "-")))
        assert outcome.margin - outcome.expected[place] + amount == pytest.approx(0, abs=0.5)
        ends = (outcome.if_low[place], outcome.if_high[place])
        assert min(ends) <= 0 <= max(ends)
        assert "which our guesses reach" in line
        assert ("insourcing wins" in line) == (outcome.decision == "outsource")


def test_what_would_reverse_another_decision_is_its_nearest_flip_points():
    lines = proposed(told(explore.entry("make_or_buy")))["reversal"].split("\n")
    assert lines[1] == (
        "Yearly volume: the decision turns at 983.6 hours/year. It stands at 800 hours/year now."
    )
    dear = explore.entry("make_or_buy")
    scenario = dear.scenario(price=0, volume=0, fixed_cost=400_000, spare_capacity=0)
    stuck = view.Told(dear.view, dear.solve(scenario), [], "x")
    assert proposed(stuck)["reversal"] == view.NO_TURN


@pytest.mark.parametrize(
    ("decision", "names"),
    [("outsource", [*ACCESS, *ENFORCEMENT]), ("insource", []), ("indifferent", [*ACCESS])],
)
def test_the_risks_are_those_of_the_decision(decision, names):
    texts = "\n".join(view._risks(SimpleNamespace(decision=decision)))
    assert all(name.lower() in texts for name in names)
    assert texts.count("What reduces it:") == len(view.RISKS_OF[decision])


def test_the_widest_guess_is_the_first_risk_of_a_case():
    texts, outcome = opened("A help desk")
    widest = np.argmax(outcome.if_high - outcome.if_low)
    assert texts["risks"].startswith(f"{outcome.considerations[widest]} is our widest guess")


@pytest.mark.parametrize("line", CONSIDERATIONS)
def test_what_makes_the_widest_guess_surer_fits_what_is_guessed(line):
    """Nobody offers a bid for an opportunity cost."""
    entry = explore.entry("your_case")
    wide = {f"{line}_low": -900_000.0, f"{line}_high": 900_000.0}
    risks = proposed(told(entry, entry.scenario(**wide)))["risks"].split("\n")
    assert risks[0].startswith(f"{CONSIDERATIONS[line]} is our widest guess")
    assert risks[0].endswith(f"What reduces it: {view.SURER[line]}.")
    assert ("offer" in risks[0]) == (line == "cost_difference")
    assert len(set(view.SURER.values())) == len(CONSIDERATIONS)


def test_a_switch_is_told_as_one():
    """Payroll stays outside whatever the plan; the campaign changes hands."""
    entry = explore.entry("your_case")
    campaign = proposed(told(entry, entry.scenario(plan=SWITCH)))
    assert campaign["recommendation"].startswith("Outside first, inside later: it is expected")
    dear = proposed(told(entry, entry.scenario(plan=SWITCH, switch_cost=30_000)))
    assert dear["reversal"] == (
        "Cost difference: outsourcing throughout wins below $22,267 a year, which what counts of "
        "our guesses reaches ($18,900 to $48,150). We expect $33,600."
    )
    lines = [SimpleNamespace(line="Training", low=1.0, likely=2.0, high=3.0, source="Mine.")]
    last = proposed(told(entry, entry.scenario(plan=SWITCH), lines=lines))["assumptions"]
    assert last.split("\n")[-1] == (
        "As the supplier begins, 45% of each line counts, 5% of the opportunity cost, and instead "
        "of training 5,000 $/year for switching."
    )
    rising = {"service_value_high": 900_000.0, "cost_difference_low": -900_000.0}
    stays = proposed(told(entry, entry.scenario("A help desk", plan=SWITCH, **rising)))
    assert "switching wins above" in stays["reversal"]


def test_the_widest_guess_of_a_switch_is_of_what_counts_of_it():
    """What counts of a line is not what was guessed of it."""
    entry = explore.entry("your_case")
    scenario = entry.scenario("A help desk", plan=SWITCH)
    text = proposed(told(entry, scenario))["risks"]
    low, _, high = (scenario.later * one for one in scenario.guesses("service_value"))
    assert text.startswith(
        f"Service value: what counts of it is our widest guess, from {money(low)} to "
        f"{money(high)} a year."
    )


def test_a_case_that_is_even_says_so():
    entry = explore.entry("your_case")
    zeros = {name: 0.0 for name, one in entry.scenario().quantities().items() if one.row}
    texts = proposed(told(entry, entry.scenario(**zeros)))
    assert texts["numbers"].count("it speaks for neither side") == 3
    assert texts["reversal"].count("tips the balance") == 3


def test_an_input_is_cited_made_up_or_ones_own():
    entry = explore.entry("make_or_buy")
    text = proposed(told(entry, entry.scenario(volume=1_000, price=140)))["assumptions"]
    *_, made_up, own = text.split("\n")
    assert "US Bureau of Labor Statistics" in text
    assert "The Drum" not in text
    assert made_up.startswith("Made up for the lesson: Fixed cost in-house 120,000 $/year;")
    assert (
        own == "Our own figures: Yearly volume 1,000 hours/year; Price of the supplier 140 $/hour."
    )


def test_the_lines_of_a_case_stand_with_their_sources():
    by_hand, carried = "Entered by hand.", "Carried over."
    lines = [
        SimpleNamespace(line="Training", low=1.0, likely=2.0, high=3_000.0, source=by_hand),
        SimpleNamespace(line="Service", low=-1.0, likely=0.0, high=0.0, source=carried),
        SimpleNamespace(line="Cost", low=0.0, likely=0.0, high=0.0, source=by_hand),
    ]
    one = told(explore.entry("your_case"), lines=lines)
    assert proposed(one)["assumptions"].split("\n")[1:] == [
        "Low, likely and high guesses a year: Training $1, $2, $3,000; Cost $0, $0, $0. "
        "Entered by hand.",
        "Low, likely and high guesses a year: Service −$1, $0, $0. Carried over.",
    ]


def test_a_case_without_a_name_is_asked_about_all_the_same():
    assert proposed(told(explore.entry("your_case"), name=""))["question"].endswith("for it?")
    named = proposed(told(explore.entry("your_case"), name="{0} <b>"))
    assert named["question"].endswith("The case: {0} <b>.")


@every_decision
def test_the_picture_is_one_that_plotly_accepts(entry):
    spec = view.picture(entry.view, entry.solve(entry.scenario()))
    assert len(go.Figure(spec).data) == len(spec["data"])
    assert spec["layout"]["title"]["text"]


@every_case
def test_the_picture_of_a_case_names_each_row_once(case):
    entry = explore.entry("your_case")
    outcome = entry.solve(entry.scenario(case))
    spec = view.picture(entry.view, outcome)
    axes = [trace.get("yaxis", "y") for trace in spec["data"]]
    assert set(axes) == {"y", "y2"}
    layout = spec["layout"]
    assert list(layout["yaxis"]["ticktext"]) == [*outcome.considerations, "Sum"]
    assert layout["yaxis"]["range"] == layout["yaxis2"]["range"]
    assert not layout["yaxis2"]["showticklabels"]
    below, above = (
        one for one in spec["data"] if (one["type"], one.get("yaxis")) == ("bar", "y2")
    )
    for row, low, high in zip((7, 6, 5, 4, 3, 2), outcome.if_low, outcome.if_high, strict=True):
        place = list(below["y"]).index(row)
        assert below["base"][place] == min(low, 0)
        assert above["base"][place] + above["x"][place] == pytest.approx(max(high, 0))


@every_case
def test_a_memo_is_easy_to_read(case):
    texts, _ = opened(case)
    said = [text for key, text in texts.items() if key not in ("name", "author", "assumptions")]
    sentences = re.split(r"(?<=[.?!:;])\s+", " ".join(said))
    assert not [one for one in sentences if len(one.split()) > 25]
    assert textstat.flesch_kincaid_grade(" ".join(said)) <= 10
