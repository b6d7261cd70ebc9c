"""The explorers of lesson 4 as they are drawn, told and tabulated."""

import json
import re
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from catalogue_scenarios import scenarios
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons import explore
from lessons.models.candy_launch import WEEKS
from lessons.models.handover import HANDOVERS, Handover
from lessons.views import fully_booked, handover, style

NAMES = ("candy_launch", "fully_booked", "handover", "handover_uncertain")


def entry_and_outcome(name: str, **inputs) -> tuple[Any, Any]:
    entry = explore.entry(name)
    return entry, entry.solve(entry.scenario(**inputs))


def drawn(name: str, **inputs) -> dict[str, Any]:
    """Return the spec of some inputs."""
    entry, outcome = entry_and_outcome(name, **inputs)
    return entry.view.draw(outcome)


def said(name: str, **inputs) -> str:
    entry, outcome = entry_and_outcome(name, **inputs)
    return entry.view.describe(outcome)


def titled(name: str, **inputs) -> str:
    return drawn(name, **inputs)["layout"]["title"]["text"]


def traces(spec: dict[str, Any], name: str, mode: str = "lines") -> list[dict[str, Any]]:
    """Return the traces of a name and a mode."""
    return [one for one in spec["data"] if (one.get("name"), one.get("mode")) == (name, mode)]


def written(spec: dict[str, Any]) -> list[str]:
    """Return the words on the chart."""
    texts = [one["text"] for one in spec["data"] if one.get("mode") == "text"]
    return [" ".join(one[0].replace("<br>", " ").split()) for one in texts if len(one) == 1]


# All four


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25)
@given(st.data())
def test_what_is_said_of_any_scenario_is_short_sentences(name, data):
    entry = explore.entry(name)
    outcome = entry.solve(data.draw(scenarios(entry)))
    sentence = entry.view.describe(outcome)
    assert sentence.endswith(".")
    assert all(len(part.split()) <= 25 for part in re.split(r"(?<=[.:]) ", sentence)), sentence


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25)
@given(st.data())
def test_the_axes_hold_what_is_drawn_on_them(name, data):
    entry = explore.entry(name)
    spec = entry.view.draw(entry.solve(data.draw(scenarios(entry))))
    json.dumps(spec, default=lambda array: array.tolist(), allow_nan=False)
    assert len(go.Figure(spec).data) == len(spec["data"])
    for trace in spec["data"]:
        if trace.get("name") == fully_booked.NAMES["wait"]:
            continue  # its end leaves the chart on purpose
        for way in "xy":
            axis = trace.get(f"{way}axis", way).replace(way, f"{way}axis")
            low, high = spec["layout"][axis]["range"]
            values = [one for one in trace[way] if one is not None]
            assert all(low - 1e-6 <= one <= high + 1e-6 for one in values), (trace["name"], way)


@pytest.mark.parametrize("name", NAMES)
def test_drawings_of_one_chart_do_not_overlap(name):
    layout = drawn(name)["layout"]
    for variant in (layout, narrowed(layout)):
        boxes = [
            (variant.get(axis("x"), variant["xaxis"]), variant[axis("y")])
            for number in ("", "2", "3")
            if (axis := lambda way, number=number: f"{way}axis{number}")("y") in variant
        ]
        for place, (x, y) in enumerate(boxes):
            for other_x, other_y in boxes[place + 1 :]:
                assert apart(x, other_x) or apart(y, other_y)


def narrowed(layout: dict[str, Any]) -> dict[str, Any]:
    """Return the layout as a narrow page lays it out."""
    narrow = layout.get("meta", {}).get("narrow", {})
    return layout | {
        key: {**layout[key], **part} if isinstance(part, dict) else part
        for key, part in narrow.items()
    }


def apart(one: dict[str, Any], other: dict[str, Any]) -> bool:
    (low, high), (other_low, other_high) = (axis.get("domain", [0, 1]) for axis in (one, other))
    return high <= other_low or other_high <= low


# The candy launch


CANDY = [
    (
        {},
        "The busiest week is week 7: 64 hours of work",
        "The launch peaks in week 7: 64 hours of work, after 34 in the first week. The 26 weeks "
        "make 920 hours in all, and over 99% of the market have tried the bar.",
    ),
    (
        {"imitation": 0, "innovation": 0.1},
        "The first week is the busiest: 58 hours of work",
        "The launch is busiest in its first week: 58 hours of work. The 26 weeks make 890 hours "
        "in all, and 93% of the market have tried the bar.",
    ),
    (
        {"hours_per_thousand": 0},
        "Every week has the same work: 20 hours",
        "New customers make no work: each week has its 20 hours of planned content. The 26 weeks "
        "make 520 hours in all.",
    ),
]


@pytest.mark.parametrize(("inputs", "title", "sentence"), CANDY)
def test_the_launch_says_when_it_is_busiest(inputs, title, sentence):
    assert titled("candy_launch", **inputs) == title
    assert said("candy_launch", **inputs) == sentence


def test_the_hours_are_drawn_as_areas_that_add_up():
    entry, outcome = entry_and_outcome("candy_launch")
    spec = entry.view.draw(outcome)
    (content,), (messages,), (hours,) = (
        traces(spec, name)
        for name in ("Planned content", "Work for new customers", "Hours of work")
    )
    lower, upper = slice(2 * WEEKS), slice(None, 2 * WEEKS - 1, -1)
    assert content["y"][lower] == pytest.approx(np.zeros(2 * WEEKS))
    assert content["y"][upper] == pytest.approx(np.full(2 * WEEKS, 20))
    assert messages["y"][lower] == pytest.approx(content["y"][upper])
    assert messages["y"][upper] == pytest.approx(hours["y"])
    assert hours["y"][::2] == pytest.approx(outcome.hours)
    assert content["fillpattern"]["shape"] != messages["fillpattern"]["shape"]


def test_a_peak_outside_the_campaign_is_not_marked():
    spec = drawn("candy_launch")
    assert [" ".join(text.replace("<br>", " ").split()) for text in written(spec)] == [
        "Peak: week 7"
    ]
    assert "week 7" in spec["layout"]["title"]["text"]  # said in the same way
    assert written(drawn("candy_launch", imitation=0)) == [""]
    assert written(drawn("candy_launch", innovation=0.005, imitation=0.03)) == [""]


def test_the_table_of_the_launch_adds_up():
    entry, outcome = entry_and_outcome("candy_launch")
    table = entry.view.tabulate(outcome)
    assert list(table.columns) == list(entry.view.COLUMNS)
    assert len(table) == WEEKS
    parts = table.iloc[:, 3:5].sum(axis=1).to_numpy()
    assert parts == pytest.approx(table["Hours of work"].to_numpy())
    assert table["Hours of work"].sum() == pytest.approx(outcome.total_hours)


# The fully booked team


BOOKED = [
    (
        {},
        "In 10 of 26 weeks there is more work than the team has hours",
        "If every week were like week 7, the queue would never end: with the launch the team is "
        "135% booked. Hours of the launch: 64, free hours of the team: 8. Without the "
        "launch a job waits 38.0 days.",
    ),
    (
        {"week": 20},
        "In 10 of 26 weeks there is more work than the team has hours",
        "In week 20 a job waits 9.7 days with the launch on top, and 4.7 days without it. The "
        "launch takes 21 hours, and the team is 83% booked instead of 70%.",
    ),
    (
        {"booked": 1, "booked_weeks": 26},
        "In every week there is more work than the team has hours",
        "If every week were like week 7, the queue would never end, with the launch or without "
        "it: the team's other projects alone take all its hours.",
    ),
    (
        {"team_hours": 400, "booked": 0.3, "booked_later": 0.3},
        "In no week is there more work than the team has hours",
        "In week 7 a job waits 1.7 days with the launch on top, and 0.9 days without it. The "
        "launch takes 64 hours, and the team is 46% booked instead of 30%.",
    ),
]


@pytest.mark.parametrize(("inputs", "title", "sentence"), BOOKED)
def test_the_team_says_what_a_job_waits_or_that_the_queue_never_ends(inputs, title, sentence):
    assert titled("fully_booked", **inputs) == title
    assert said("fully_booked", **inputs) == sentence


def test_a_queue_that_never_ends_has_no_point_on_the_curve():
    spec = drawn("fully_booked", week=7)
    (without,), (together,) = (
        traces(spec, name, "markers") for name in ("Without the launch", "With the launch")
    )
    assert (without["x"], without["y"]) == ([0.95], [pytest.approx(38)])
    assert (together["x"], together["y"]) == ([None], [None])
    assert any(text.endswith("The queue grows.") for text in written(spec))


def test_a_queue_that_ends_is_a_point_and_no_words():
    spec = drawn("fully_booked", week=20)
    (together,) = traces(spec, "With the launch", "markers")
    assert together["x"][0] < 1
    assert together["y"][0] > 0
    assert "" in written(spec)
    assert not any("never" in text for text in written(spec))


@pytest.mark.parametrize(
    ("hours", "text"), [(49.9, "99.9%"), (50, "100%"), (49, "99%"), (60, "110%")]
)
def test_nearly_all_hours_are_not_told_as_all(hours, text):
    plain = {"team_hours": 100, "booked": 0.5, "hours_per_thousand": 0, "base_hours": hours}
    assert f"{text} booked" in said("fully_booked", **plain)


def test_the_table_of_the_team_writes_out_where_no_wait_is():
    entry, outcome = entry_and_outcome("fully_booked")
    last = entry.view.tabulate(outcome).iloc[:, -1]
    endless = [one == fully_booked.ENDLESS for one in last]
    assert endless == [one >= 1 for one in outcome.weekly_utilisations]
    assert 0 < sum(endless) < WEEKS


# The handover


HANDOVER = [
    (
        {},
        "Hand over in week 5: $567 dearer than the agency throughout, $18,824 cheaper than "
        "starting in-house. That is 5 weeks too early, and costs $24,256 more than week 10, the "
        "best.",
    ),
    (
        {"week": 9},
        "Hand over in week 9: $23,197 cheaper than the agency throughout, $42,588 cheaper than "
        "starting in-house. That is a week too early, and costs $492 more than week 10, the best.",
    ),
    (
        {"week": 10},
        "Hand over in week 10: $23,688 cheaper than the agency throughout, $43,080 cheaper than "
        "starting in-house. No week is better: week 6 would cost $16,744 more, week 14 $6,159 "
        "more.",
    ),
    (
        {"week": 11},
        "Hand over in week 11: $23,187 cheaper than the agency throughout, $42,578 cheaper than "
        "starting in-house. That is a week too late, and costs $502 more than week 10, the best.",
    ),
    (
        {"week": 0},
        "Start in-house: $19,391 dearer than the agency throughout. That is 10 weeks too early, "
        "and costs $43,080 more than week 10, the best.",
    ),
    (
        {"week": 26},
        "Keep the agency throughout: $19,391 cheaper than starting in-house. That is 16 weeks "
        "too late, and costs $23,688 more than week 10, the best.",
    ),
    (
        {"booked": 0.5, "booked_later": 0.5, "week": 0},
        "Start in-house: $57,584 cheaper than the agency throughout. No week is better: a "
        "handover in week 4 would cost $19,534 more.",
    ),
    (
        {"booked": 0.5, "booked_later": 0.5, "week": 4},
        "Hand over in week 4: $38,051 cheaper than the agency throughout, $19,534 dearer than "
        "starting in-house. The best is to start in-house, which saves another $19,534.",
    ),
    (
        {"transferred": 0, "handover_cost": 25_000, "week": 26},
        "Keep the agency throughout: $19,391 cheaper than starting in-house. No week is better: "
        "a handover in week 22 would cost $20,037 more.",
    ),
    (
        {"transferred": 0, "handover_cost": 25_000, "week": 12},
        "Hand over in week 12: $4,742 dearer than the agency throughout, $14,649 cheaper than "
        "starting in-house. The best is the agency throughout, which saves another $4,742.",
    ),
]


@pytest.mark.parametrize(("inputs", "sentence"), HANDOVER)
def test_the_handover_says_plan_savings_and_how_far_the_best_week_is(inputs, sentence):
    assert said("handover", **inputs) == sentence


FREE = {"agency_rate": 0, "hourly_cost": 0, "displaced_value": 0, "handover_cost": 0}


def test_plans_that_cost_the_same_are_told_so():
    sentence = said("handover", week=9, **FREE)
    assert sentence.startswith(
        "Hand over in week 9: just as dear as the agency throughout, just as dear as starting "
        "in-house. No week is better"
    )


def test_the_two_pure_plans_and_the_chosen_one_are_drawn_from_nothing_to_their_cost():
    entry, outcome = entry_and_outcome("handover", week=9)
    spec = entry.view.draw(outcome)
    for name, color, cost in (
        ("Agency only", style.OUTSOURCED, outcome.agency_cost),
        ("Team only", style.IN_HOUSE, outcome.team_cost),
        ("Your handover", style.MIXED, outcome.cost),
    ):
        (line,) = traces(spec, name)
        assert (line["line"]["color"], line["line"]["dash"]) == (color, style.LINES[color])
        assert (line["y"][0], line["y"][-1]) == (0, pytest.approx(cost))
        assert line["yaxis"] == "y2"
        assert line["meta"] == {"keep": True}


def test_the_best_week_and_the_chosen_one_are_marked_on_the_cost_of_every_week():
    entry, outcome = entry_and_outcome("handover", week=3)
    spec = entry.view.draw(outcome)
    (every,) = traces(spec, "Cost of every week")
    assert every["y"] is outcome.costs
    (best,) = traces(spec, "The best week", "markers")
    assert (best["x"], best["y"]) == ([outcome.best_week], [outcome.costs.min()])
    marked = [one for one in traces(spec, "Your handover", "markers") if one["yaxis"] == "y3"]
    assert [(one["x"], one["y"]) for one in marked] == [([3], [outcome.costs[3]])]
    assert f"Best: week {outcome.best_week}" in written(spec)


def test_work_and_free_hours_stand_below_on_the_same_weeks():
    entry, outcome = entry_and_outcome("handover")
    spec = entry.view.draw(outcome)
    assert spec["layout"]["xaxis"]["range"] == spec["layout"]["xaxis2"]["range"] == [0, WEEKS]
    (work,), (free,) = (traces(spec, name) for name in ("Work", "Free hours"))
    for area, hours in ((work, outcome.hours), (free, outcome.free_hours)):
        upper = area["y"][len(area["y"]) // 2 :][::-1]
        assert upper[::2] == pytest.approx(hours)
        assert upper[1::2] == pytest.approx(hours)
        assert area["x"][[0, 1, 2, 3]].tolist() == [0, 1, 1, 2]
    assert work["fillpattern"]["shape"] != free["fillpattern"]["shape"]


def test_on_a_narrow_page_the_drawings_stand_below_each_other():
    layout = drawn("handover")["layout"]
    narrow = narrowed(layout)
    assert narrow["xaxis2"]["domain"] == narrow["xaxis3"]["domain"] == [0, 1]
    assert layout["xaxis2"]["domain"][1] < layout["xaxis3"]["domain"][0]
    assert narrow["height"] > layout["height"]
    assert go.Figure({"data": [], "layout": narrow}).layout.meta == layout["meta"]


@given(st.lists(st.floats(0, 1e7), min_size=2, max_size=27))
def test_the_range_lies_close_around_the_costs(costs):
    low, high = handover._close_range(np.array(costs))
    assert 0 <= low <= min(costs)
    assert high >= max(costs)
    assert high - low <= 4 * np.ptp(costs) + 1e-3 * max(costs) + 4


def test_the_table_of_the_handover_has_both_ends_and_the_best():
    entry, outcome = entry_and_outcome("handover")
    table = entry.view.tabulate(outcome)
    assert list(table.iloc[:, 0]) == list(HANDOVERS)
    assert table.iloc[0, 3] == table.iloc[-1, 2] == 0
    assert table.iloc[outcome.best_week, 4] == 0 == table.iloc[:, 4].min()


# The uncertain handover


UNCERTAIN = [
    (
        {"week": 10},
        "On average it is cheapest to hand over in week 10",
        "Hand over in week 10: cheaper than both pure plans in 96% of 20,000 campaigns. In 96% "
        "of all campaigns the best week lies from week 8 to week 13. On average no week is "
        "cheaper.",
    ),
    (
        {"week": 0},
        "On average it is cheapest to hand over in week 10",
        "Start in-house: the cheapest of all plans in 0% of 20,000 campaigns. In 96% of all "
        "campaigns the best week lies from week 8 to week 13. On average week 10 is best, $40,168 "
        "cheaper.",
    ),
    (
        {"week": WEEKS},
        "On average it is cheapest to hand over in week 10",
        "Keep the agency throughout: the cheapest of all plans in 2% of 20,000 campaigns. In "
        "96% of all campaigns the best week lies from week 8 to week 13. On average week 10 is "
        "best, $19,333 cheaper.",
    ),
    (
        {"handover_cost": (60_000, 80_000)},
        "On average it is cheapest that the agency stays",
        "Hand over in week 5: cheaper than both pure plans in 0% of 20,000 campaigns. In 100% of "
        "all campaigns the best week lies from week 0 to week 26. On average it is best to keep "
        "the agency, $67,320 cheaper.",
    ),
]


@pytest.mark.parametrize(("inputs", "title", "sentence"), UNCERTAIN)
def test_the_uncertain_handover_says_how_often_the_plan_wins(inputs, title, sentence):
    assert titled("handover_uncertain", **inputs) == title
    assert said("handover_uncertain", **inputs) == sentence


def test_the_bars_of_all_weeks_are_all_campaigns():
    entry, outcome = entry_and_outcome("handover_uncertain")
    spec = entry.view.draw(outcome)
    team, handovers, agency = (one for one in spec["data"] if one["type"] == "bar")
    weeks = [*team["x"], *handovers["x"], *agency["x"]]
    assert weeks == list(HANDOVERS)
    shares = [*team["y"], *handovers["y"], *agency["y"]]
    assert shares == list(outcome.best)
    assert sum(shares) == pytest.approx(1)
    looks = [one["marker"] for one in (team, handovers, agency)]
    colors = [look["color"] for look in looks]
    assert colors == [style.IN_HOUSE, style.MIXED, style.OUTSOURCED]
    assert len({look["pattern"]["shape"] for look in looks}) == 3


def test_the_uncertain_handover_starts_where_the_plain_one_does():
    text = " ".join(explore.entry("handover_uncertain").view.ASSUMPTIONS)
    assert "where the explorer “Handover” starts" in text
    assert Handover().week == explore.entry("handover_uncertain").scenario().week


@pytest.mark.parametrize("preset", explore.entry("handover").presets)
def test_both_ends_of_the_cost_of_every_week_are_whole_and_named_over_the_line(preset):
    entry = explore.entry("handover")
    outcome = entry.solve(entry.scenario(preset))
    spec = entry.view.draw(outcome)
    third = [trace for trace in spec["data"] if trace.get("yaxis") == "y3"]
    low, high = spec["layout"]["xaxis3"]["range"]
    assert low < 0
    assert high > WEEKS
    (names,) = (one for one in third if list(one.get("x", ())) == [0, WEEKS])
    assert [text.replace("<br>", " ") for text in names["text"]] == ["Team only", "Agency only"]
    assert names["textfont"]["color"] == [style.IN_HOUSE, style.OUTSOURCED]
    bottom, top = spec["layout"]["yaxis3"]["range"]
    assert names["y"] == [top, top]
    assert max(outcome.costs) <= top - 0.2 * (top - bottom)  # no line where they stand
    for one in third:
        if "markers" in one["mode"]:
            assert one["cliponaxis"] is False
