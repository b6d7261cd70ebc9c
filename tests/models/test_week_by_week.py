"""A campaign decided week by week: what it costs, what was known, and what was best."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.models.handover import WEEKS, Handover
from lessons.models.week_by_week import News, UndatedNews, WeekByWeek, drawn
from lessons.scenario import ScenarioError

CHANGES = {
    "market": st.floats(10_000, 1_000_000),
    "agency_rate": st.floats(0, 300),
    "handover_cost": st.floats(0, 100_000),
    "transferred": st.floats(0, 1),
    "own_knowledge": st.floats(0, 1),
    "booked_weeks": st.integers(0, WEEKS),
    "booked_later": st.floats(0, 1),
}
scenarios = st.builds(Handover, **CHANGES)
some_news = st.builds(
    News,
    name=st.just("x"),
    week=st.integers(1, WEEKS - 1),
    changes=st.sampled_from(list(CHANGES)).flatmap(
        lambda name: st.fixed_dictionaries({name: CHANGES[name]})
    ),
)
campaigns = st.builds(WeekByWeek, scenarios, st.lists(some_news, max_size=4).map(tuple))
handovers = st.integers(0, WEEKS)


def campaign(*news: tuple[int, dict], **inputs: float) -> WeekByWeek:
    """Return a campaign with news of given weeks."""
    return WeekByWeek(
        Handover(**inputs), tuple(News("x", week, changes) for week, changes in news)
    )


def looped(one: WeekByWeek, handover: int) -> float:
    """Work out a plan's cost as a person would, one week after the other."""
    total, handed = 0.0, None
    for week in range(1, WEEKS + 1):
        changes = {}
        for news in sorted(one.news, key=lambda news: news.week):
            if news.week < week:
                changes |= news.changes
        now = one.start.replace(**changes)
        if week == handover + 1:
            handed = now.transferred
        terms = now if handed is None else now.replace(transferred=handed)
        total += float(terms.plan_costs(np.array([[handover]]))[0, week - 1])
    return total


# What a plan costs


@settings(max_examples=60)
@given(campaigns, handovers)
def test_the_costs_are_those_of_a_plain_loop(one, handover):
    assert one.plan(handover).cost == pytest.approx(looped(one, handover), abs=0.01)


@settings(max_examples=30)
@given(scenarios)
def test_without_news_it_is_the_handover(scenario):
    one = WeekByWeek(scenario)
    costs = scenario.costs()
    assert one.weekly_costs.sum(axis=-1) == pytest.approx(costs)
    for best in (one.known_best, one.hindsight_best):
        assert costs[best] == pytest.approx(costs.min(), abs=0.005)


def test_without_news_both_best_plans_are_the_handovers_own():
    best = Handover().solve().best_week
    assert 0 < best < WEEKS
    assert (campaign().known_best, campaign().hindsight_best) == (best, best)


@settings(max_examples=60)
@given(campaigns, handovers)
def test_hindsight_is_never_dearer_than_any_other_plan(one, handover):
    hindsight = one.plan(one.hindsight_best).cost
    assert hindsight <= one.plan(handover).cost + 0.005
    assert hindsight <= one.plan(one.known_best).cost + 0.005


def test_a_higher_rate_after_the_handover_costs_nothing():
    quiet, dearer = campaign(), campaign((12, {"agency_rate": 300}))
    assert dearer.plan(12).cost == pytest.approx(quiet.plan(12).cost)
    assert dearer.plan(13).cost == pytest.approx(
        quiet.plan(13).cost + (300 - 155) * Handover().hours()[12]
    )


def test_what_was_handed_over_stays_and_what_comes_later_does_not_help():
    quiet, later = campaign(), campaign((10, {"transferred": 1.0, "handover_cost": 0}))
    assert later.plan(9).cost == pytest.approx(quiet.plan(9).cost)
    assert later.plan(10).cost < quiet.plan(10).cost


@pytest.mark.parametrize("name", ["agency_rate", "market", "team_hours"])
def test_news_that_changes_nothing_is_no_news(name):
    same = campaign((8, {name: getattr(Handover(), name)}))
    assert same.weekly_costs == pytest.approx(campaign().weekly_costs)


def test_a_change_that_is_taken_back_leaves_only_the_weeks_between():
    between = campaign((5, {"agency_rate": 255}), (9, {"agency_rate": 155}))
    extra = between.plan(WEEKS).running_costs - campaign().plan(WEEKS).running_costs
    assert np.flatnonzero(np.diff(extra) > 0.005).tolist() == [5, 6, 7, 8]
    assert extra[-1] == pytest.approx(100 * Handover().hours()[5:9].sum())


@settings(max_examples=30)
@given(campaigns, handovers)
def test_the_order_in_which_news_of_different_weeks_is_written_does_not_matter(one, handover):
    weeks = [news.week for news in one.news]
    if len(set(weeks)) == len(weeks):
        turned = WeekByWeek(one.start, one.news[::-1])
        assert turned.plan(handover).cost == pytest.approx(one.plan(handover).cost)


# What was known


@settings(max_examples=40)
@given(campaigns, st.integers(0, WEEKS - 1), handovers)
def test_nothing_to_come_can_be_seen(one, week, handover):
    """What is seen after a week is the same, whatever news comes later."""
    so_far = WeekByWeek(one.start, tuple(news for news in one.news if news.week <= week))
    decided = handover if handover <= week else None
    seen, known = one.after(week, decided), so_far.after(week, decided)
    for name in ("scenario", "week", "handover", "news_weeks"):
        assert getattr(seen, name) == getattr(known, name)
    for name in ("hours", "free_hours", "running_costs", "expected_costs", "cost_if_now"):
        assert getattr(seen, name) == pytest.approx(getattr(known, name))
    assert (seen.yours, seen.known_best, seen.hindsight_best, seen.costs) == (None,) * 4
    assert one.looks_best(week) == so_far.looks_best(week)


def test_news_is_known_once_its_week_has_passed():
    one = campaign((5, {"agency_rate": 200}))
    assert [one.known(week).agency_rate for week in (0, 4, 5, 26)] == [155, 155, 200, 200]
    assert one.after(4, None).news_weeks == ()
    assert one.after(5, None).news_weeks == (5,)


@settings(max_examples=40)
@given(campaigns)
def test_who_acts_on_what_is_known_waits_until_waiting_looks_no_better(one):
    best = one.known_best
    assert one.looks_best(best) == best
    assert all(one.looks_best(week) > week for week in range(best))


def test_news_that_nobody_could_know_parts_hindsight_from_what_was_known():
    best = campaign().known_best
    one = campaign((best + 1, {"own_knowledge": 0.0, "booked": 1, "booked_later": 1}))
    assert one.known_best == best
    assert one.hindsight_best > best


def test_news_in_time_is_acted_on():
    best = campaign().known_best
    assert campaign((best - 1, {"agency_rate": 10})).known_best == WEEKS
    assert (
        campaign(
            (
                best - 3,
                {
                    "own_knowledge": 1,
                    "booked": 0,
                    "booked_later": 0,
                    "transferred": 1,
                    "handover_cost": 0,
                },
            )
        ).known_best
        == best - 3
    )


def test_the_agency_throughout_is_the_plan_of_who_never_hands_over():
    one = campaign()
    assert one.after(WEEKS, None).yours.cost == pytest.approx(one.plan(WEEKS).cost)
    assert one.after(WEEKS, 0).yours.cost == pytest.approx(Handover().costs()[0])


@settings(max_examples=30)
@given(campaigns, handovers)
def test_what_was_spent_only_grows_and_ends_at_the_cost(one, handover):
    plan = one.plan(handover)
    assert plan.running_costs[0] == 0
    assert np.all(np.diff(plan.running_costs) >= 0)
    assert plan.running_costs[-1] == pytest.approx(plan.cost)
    assert one.after(WEEKS, handover).expected_costs == pytest.approx([plan.cost])


@settings(max_examples=30)
@given(scenarios, st.integers(0, WEEKS - 1), handovers)
def test_what_is_expected_comes_true_if_nothing_changes(scenario, week, handover):
    one = WeekByWeek(scenario)
    decided = handover if handover <= week else None
    seen = one.after(week, decided)
    plan = one.plan(WEEKS if decided is None else decided)
    assert seen.expected_costs == pytest.approx(plan.running_costs[week:])
    if decided is None:
        assert seen.cost_if_now == pytest.approx(one.plan(week).cost)
    else:
        assert seen.cost_if_now is None


def test_what_is_expected_after_a_handover_is_on_the_terms_of_the_handover():
    one = campaign((10, {"transferred": 1.0}))
    assert one.after(12, 9).expected_costs[-1] == pytest.approx(one.plan(9).cost)


@pytest.mark.parametrize("week", [0, WEEKS, -1])
def test_news_outside_the_campaign_is_refused(week):
    with pytest.raises(ScenarioError, match="must come in week 1 to 25"):
        campaign((week, {"agency_rate": 1}))


@pytest.mark.parametrize("name", ["week", "innovation", "imitation"])
def test_what_cannot_change_is_refused(name):
    with pytest.raises(ScenarioError, match="“x” cannot change"):
        campaign((3, {name: 0.1}))


def test_a_change_of_what_there_is_not_is_refused_with_the_nearest():
    with pytest.raises(ScenarioError, match="agency_rate"):
        campaign((3, {"agency_rat": 1}))


# Which news comes

POOL = [
    UndatedNews(str(place), {"agency_rate": float(place)}, (place + 1, place + 9), first)
    for place, first in enumerate([9, None, 4, None])
]


def test_the_first_campaign_is_as_written():
    assert [(one.name, one.week) for one in drawn(POOL, 1)] == [("2", 4), ("0", 9)]


@given(st.integers(2, 10_000))
def test_a_later_campaign_is_the_same_for_everybody(number):
    news = drawn(POOL, number)
    assert news == drawn(POOL, number)
    assert 1 <= len(news) <= len(POOL)
    weeks = [one.week for one in news]
    assert weeks == sorted(set(weeks))
    assert len({one.name for one in news}) == len(news)
    for one in news:
        earliest, latest = POOL[int(one.name)].weeks
        assert earliest <= one.week <= latest


def test_later_campaigns_differ():
    assert len({tuple((one.name, one.week) for one in drawn(POOL, at)) for at in range(2, 12)}) > 8


def test_no_news_at_all_is_a_campaign_too():
    assert drawn([], 1) == drawn([], 2) == ()
