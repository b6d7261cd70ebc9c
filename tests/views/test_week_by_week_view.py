"""What is drawn, told and tabulated of a campaign that is decided week by week."""

import json

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.models.handover import WEEKS, Handover
from lessons.models.week_by_week import News, WeekByWeek
from lessons.views import style
from lessons.views import week_by_week as view
from lessons.words import money

NEWS = (
    News("viral", 4, {"market": 400_000}),
    News("dearer", 8, {"agency_rate": 190}),
    News("leave", 11, {"team_hours": 80}),
)
CAMPAIGN = WeekByWeek(Handover(), NEWS)
NOBODY_NEEDED = {"market": 10_000, "base_hours": 0, "hours_per_thousand": 0}
campaigns = st.sampled_from(
    [
        CAMPAIGN,
        WeekByWeek(Handover()),
        WeekByWeek(Handover(agency_rate=0)),
        WeekByWeek(Handover(**NOBODY_NEEDED)),
        WeekByWeek(Handover(own_knowledge=1, booked=0, booked_later=0), NEWS),
    ]
)
weeks = st.integers(0, WEEKS)
handovers = st.one_of(st.none(), weeks)


def seen(campaign: WeekByWeek, week: int, handover: int | None):
    decided = None if handover is None or handover > week or handover == WEEKS else handover
    return campaign.after(week, decided)


def traces(spec: dict, name: str) -> list[dict]:
    return [trace for trace in spec["data"] if trace.get("name") == name]


@settings(max_examples=60)
@given(campaigns, weeks, handovers)
def test_whatever_is_decided_all_is_drawn_and_told_whole(campaign, week, handover):
    outcome = seen(campaign, week, handover)
    spec = view.draw(outcome)
    figure = go.Figure({"data": spec["data"], "layout": spec["layout"]})
    assert len(figure.data) == len(spec["data"])
    json.dumps(spec["layout"], allow_nan=False)
    for text in (view.describe(outcome), spec["layout"]["title"]["text"]):
        assert not set("{}") & set(text)
        for wrong in ("nan", "inf", "None", "−0", "$−", "-$"):
            assert wrong not in text
    assert view.describe(outcome)[-1] == "."
    assert not view.tabulate(outcome).isna().any(axis=None)


@settings(max_examples=40)
@given(campaigns, st.integers(0, WEEKS - 1), handovers)
def test_before_the_end_the_other_plans_are_not_there(campaign, week, handover):
    outcome = seen(campaign, week, handover)
    spec = view.draw(outcome)
    for name in ("known", "hindsight", "yours", "every"):
        assert traces(spec, view.NAMES[name]) == []
    assert "yaxis3" not in spec["layout"]
    assert len(view.tabulate(outcome)) == 0
    for trace in spec["data"]:
        if trace.get("name") in (view.NAMES["agency"], view.NAMES["team"]):
            assert max(trace["x"], default=0) <= week


@pytest.mark.parametrize("handover", [0, 7, 10, 13, None])
def test_the_sentence_the_chart_and_the_table_say_the_same_at_the_end(handover):
    outcome = CAMPAIGN.after(WEEKS, handover)
    spec, table, said = view.draw(outcome), view.tabulate(outcome), view.describe(outcome)
    costs = dict(zip(table["Plan"], table["Cost ($)"], strict=True))
    assert list(costs) == ["Your plan", "Best on what was known", "Best in hindsight"]
    assert f"the campaign cost ${costs['Your plan']:,}." in said
    for name in ("known", "hindsight"):
        curve, mark = traces(spec, view.NAMES[name])
        plan = getattr(outcome, f"{name}_best")
        assert round(curve["y"][-1]) == round(mark["y"][0]) == costs[view.NAMES[name]]
        assert mark["x"] == [plan.handover]
    more = table["Above the best ($)"].tolist()
    assert more == [cost - costs["Best in hindsight"] for cost in costs.values()]
    assert spec["layout"]["height"] > view.draw(CAMPAIGN.after(3, None))["layout"]["height"]


def test_each_case_of_the_comparison_has_a_sentence_of_its_own():
    said = {week: view.describe(CAMPAIGN.after(WEEKS, week)) for week in (7, 10, 13)}
    assert "the best was to hand over after week 10: $" in said[7]
    assert "In hindsight, the best is to hand over after week 13: $" in said[7]
    assert "On what was known at the time, no plan was better." in said[10]
    assert "You were lucky: that would have cost $" in said[13]
    assert "In hindsight, too, no plan is better." in said[13]
    title = view.draw(CAMPAIGN.after(WEEKS, 13))["layout"]["title"]["text"]
    assert title.startswith("Your plan was the best there was")


def test_both_pure_plans_are_told_as_what_they_are():
    assert "You started with your own team" in view.describe(CAMPAIGN.after(WEEKS, 0))
    assert "You kept the agency throughout" in view.describe(CAMPAIGN.after(WEEKS, None))
    dear = WeekByWeek(Handover(handover_cost=100_000, beginner=3, agency_rate=10))
    assert "the best was to keep the agency" in view.describe(dear.after(WEEKS, 0))
    cheap = WeekByWeek(Handover(agency_rate=300, own_knowledge=1, booked=0, booked_later=0))
    assert "the best was to start with your own team" in view.describe(cheap.after(WEEKS, None))


def test_each_part_of_the_plan_is_drawn_as_who_does_the_work():
    spec = view.draw(CAMPAIGN.after(15, 9))
    (agency,), (team,) = (traces(spec, view.NAMES[name]) for name in ("agency", "team"))
    assert (agency["line"]["color"], agency["line"]["dash"]) == (style.OUTSOURCED, "dash")
    assert (team["line"]["color"], team["line"]["dash"]) == (style.IN_HOUSE, "solid")
    assert (agency["x"][0], agency["x"][-1], team["x"][0], team["x"][-1]) == (0, 9, 9, 15)
    assert agency["y"][-1] == team["y"][0]
    for handover, symbol in ((9, "circle"), (None, "square")):
        (now,) = traces(view.draw(CAMPAIGN.after(15, handover)), view.NAMES["now"])
        assert now["marker"]["symbol"] == symbol


def test_the_sentence_on_the_way_says_both_ways_that_are_open():
    outcome = CAMPAIGN.after(9, None)
    said = view.describe(outcome)
    assert f"{outcome.hours[8]:.0f} hours of work" in said
    assert f"${outcome.expected_costs[-1]:,.0f} if it stays with the agency" in said
    assert f"${outcome.cost_if_now:,.0f} if you hand over now" in said
    assert "if your own team starts" in view.describe(CAMPAIGN.after(0, None))
    assert "hand over" not in view.describe(CAMPAIGN.after(9, 4))


@pytest.mark.parametrize("week", [12, WEEKS])
def test_what_has_a_name_is_told_apart_by_its_colour_and_by_its_shape(week):
    """News from hours above all, whose colours were the same."""
    data = view.draw(seen(CAMPAIGN, week, 12))["data"]
    named = {one["name"]: one for one in data if one.get("name") and one.get("showlegend", True)}
    named.pop(view.NAMES["expected"], None)  # dotted, of money and of hours alike
    colors = {one["line"]["color"] for one in named.values()}
    assert len(colors) == len(named) > 3
    shapes = {
        (
            one["line"].get("dash"),
            one.get("marker", {}).get("symbol"),
            one.get("fillpattern", {}).get("shape"),
        )
        for one in named.values()
    }
    assert len(shapes) == len(named)


@settings(max_examples=60)
@given(campaigns, handovers)
def test_in_the_end_title_sentence_and_table_tell_the_same_differences(campaign, handover):
    """Each is of the costs as they are told: a reader takes one from the other."""
    outcome = seen(campaign, WEEKS, handover)
    yours, known, best = view.tabulate(outcome).itertuples(index=False)
    above = yours[3]
    assert above == yours[2] - best[2]
    title, told = view.draw(outcome)["layout"]["title"]["text"], view.describe(outcome)
    if above:
        assert f"{money(above)} more than the best in hindsight" in title
        assert f"{money(above)} less." in told
    else:
        assert "the best there was" in title
    if yours[2] != known[2]:
        assert money(abs(yours[2] - known[2])) in told
