"""The handover against a plain loop, both pure plans, its limits and its directions."""

import numpy as np
import pytest
from catalogue_scenarios import scenarios
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lessons import explore
from lessons.models.candy_launch import WEEKS
from lessons.models.handover import HANDOVERS, Handover

ENTRY = explore.entry("handover")
plans = scenarios(ENTRY)


def looped(scenario: Handover, handover: int) -> float:
    """Return what a campaign costs, week by week as a person would reckon it."""
    hours, free = scenario.hours(), scenario.team_free_hours()
    happens = 0 < handover < WEEKS
    cost = scenario.handover_cost if happens else 0
    for week in range(1, WEEKS + 1):
        if week <= handover:
            cost += hours[week - 1] * scenario.agency_rate
            continue
        learnt = week - handover - 1 + scenario.transferred * handover
        left = (1 - scenario.own_knowledge) * max(0, 1 - learnt / scenario.ramp_up_weeks)
        needed = hours[week - 1] * (1 + scenario.beginner * left)
        elsewhere = scenario.hourly_cost + scenario.displaced_value
        free_hour = {
            "Not be paid": scenario.hourly_cost,
            "Be paid and idle": 0,
            "Earn elsewhere": elsewhere,
        }[scenario.own_hours]
        cost += min(needed, free[week - 1]) * free_hour
        cost += max(0, needed - free[week - 1]) * elsewhere
    return cost


# The plain loop, and both ends


@given(plans)
def test_the_costs_of_all_weeks_at_once_are_those_of_a_plain_loop(scenario):
    together = scenario.costs()
    assert together.shape == (WEEKS + 1,)
    for handover in HANDOVERS:
        assert together[handover] == pytest.approx(looped(scenario, handover), rel=1e-12)


@given(plans)
def test_the_two_ends_are_the_pure_plans_to_the_cent(scenario):
    outcome = scenario.solve()
    hours = scenario.hours()
    assert round(outcome.costs[-1], 2) == round(float(hours.sum() * scenario.agency_rate), 2)
    alone = Handover(**{**scenario.model_dump(), "agency_rate": 0, "handover_cost": 100_000})
    assert round(outcome.costs[0], 2) == round(float(alone.costs()[0]), 2)
    assert (outcome.agency_cost, outcome.team_cost) == (outcome.costs[-1], outcome.costs[0])
    for week, pure in ((0, outcome.team_cost), (WEEKS, outcome.agency_cost)):
        assert scenario.replace(week=week).solve().cost == pure


@given(plans)
def test_money_adds_up_week_by_week(scenario):
    outcome = scenario.solve()
    week = int(scenario.week)
    for running, cost in (
        (outcome.running_costs, outcome.cost),
        (outcome.agency_running_costs, outcome.agency_cost),
        (outcome.team_running_costs, outcome.team_cost),
    ):
        assert running.shape == (WEEKS + 1,)
        assert running[0] == 0
        assert np.all(np.diff(running) >= 0)
        assert running[-1] == pytest.approx(cost)
    # Until the handover the agency is paid, whatever comes afterwards.
    until = slice(week + 1)
    assert outcome.running_costs[until] == pytest.approx(outcome.agency_running_costs[until])


@given(plans)
def test_the_best_week_is_the_cheapest_of_all(scenario):
    outcome = scenario.solve()
    assert outcome.best_cost == outcome.costs.min() == outcome.costs[outcome.best_week]
    assert outcome.too_early_or_late == outcome.cost - outcome.best_cost >= 0


@given(plans, st.floats(0, WEEKS))
def test_a_handover_within_a_week_is_one_at_its_start(scenario, handover):
    """A number box takes 8.5 too; a handover takes place between two weeks."""
    found = scenario.plan_costs(np.array([[handover]])).sum()
    assert found == pytest.approx(scenario.costs()[int(handover)])
    assert scenario.replace(week=handover).solve().cost == scenario.costs()[int(handover)]


# What the default tells


def test_by_default_a_handover_in_the_middle_is_clearly_best():
    outcome = Handover().solve()
    assert 8 <= outcome.best_week <= 11
    assert outcome.decision == "switch"
    assert min(outcome.agency_cost, outcome.team_cost) - outcome.best_cost > 10_000
    assert outcome.too_early_or_late > 1_000  # there is something to find
    assert outcome.scenario.week != outcome.best_week


# The best week of each preset: what the story is about.
STORIES = {
    "Fully booked": 10,  # when the team soon costs less than the agency, not when it is free
    "Quiet spring": 0,  # a team with time starts by itself
    "New hire knows social media": 8,  # as soon as the team is free
    "Viral hit": 14,  # there is more work than the team can do for longer
    "Agency keeps the know-how": WEEKS,  # it is too dear ever to leave the agency
}


def test_each_preset_tells_a_story_of_its_own():
    assert list(ENTRY.presets) == list(STORIES)
    assert {name: ENTRY.scenario(name).solve().best_week for name in STORIES} == STORIES
    assert len(set(STORIES.values())) == len(STORIES)


def test_who_keeps_the_know_how_holds_the_company():
    """Neither the know-how nor the price of leaving alone would do it."""
    scenario = ENTRY.scenario("Agency keeps the know-how")
    assert scenario.solve().decision == "outsource"
    for name in ("transferred", "handover_cost"):
        alone = scenario.replace(**{name: getattr(Handover(), name)})
        assert alone.solve().decision == "switch"


# Limits


@given(plans)
def test_where_handing_over_costs_more_than_all_else_the_best_is_an_end(scenario):
    scenario = scenario.replace(handover_cost=100_000)
    outcome = scenario.solve()
    assume(min(outcome.agency_cost, outcome.team_cost) < 100_000)
    assert outcome.best_week in (0, WEEKS)


@given(plans)
def test_a_team_that_is_cheaper_in_every_week_begins(scenario):
    """Nothing to learn, nothing to pay for handing over, free hours enough: week 0."""
    scenario = scenario.replace(
        handover_cost=0, beginner=0, displaced_value=0, hourly_cost=40, agency_rate=100
    )
    outcome = scenario.solve()
    assert outcome.best_week == 0
    assert outcome.decision in ("insource", "indifferent")
    assert np.all(np.diff(outcome.costs) >= 0)


@given(plans)
def test_an_agency_that_is_cheaper_in_every_week_stays(scenario):
    scenario = scenario.replace(hourly_cost=100, agency_rate=40, base_hours=10)
    scenario = scenario.replace(own_hours="Not be paid")  # idle ones would cost nothing at all
    outcome = scenario.solve()
    assert outcome.best_week == WEEKS
    assert outcome.decision == "outsource"


@given(plans, st.integers(0, WEEKS))
def test_a_team_without_a_free_hour_is_left_alone_until_it_has_some(scenario, weeks):
    """Who has nothing to learn or to pay for never begins while each hour is worth more."""
    scenario = scenario.replace(
        booked=1,
        booked_weeks=weeks,
        displaced_value=500,
        agency_rate=155,
        base_hours=max(scenario.base_hours, 1),
        beginner=0,
        handover_cost=0,
    )
    assert scenario.solve().best_week >= weeks


@pytest.mark.parametrize("weeks", range(WEEKS + 1))
def test_the_default_team_is_left_alone_while_it_is_fully_booked(weeks):
    fully = Handover(booked=1, booked_weeks=weeks, displaced_value=500, handover_cost=0)
    assert fully.solve().best_week >= weeks


def test_who_knows_everything_needs_the_hours_alone():
    scenario = Handover(own_knowledge=1, booked=0, booked_later=0, team_hours=400)
    assert scenario.costs()[0] == pytest.approx(scenario.hours().sum() * 48.5)


# Directions


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("agency_rate", 1),
        ("handover_cost", 1),
        ("hourly_cost", 1),
        ("beginner", 1),
        ("ramp_up_weeks", 1),
        ("displaced_value", 1),
        ("booked", 1),
        ("booked_later", 1),
        ("base_hours", 1),
        ("hours_per_thousand", 1),
        ("market", 1),
        ("transferred", -1),
        ("own_knowledge", -1),
        ("team_hours", -1),
    ],
)
@settings(max_examples=20)
@given(st.data())
def test_every_plan_gets_dearer_or_none_does(name, sign, data):
    """More of what costs makes no plan cheaper, and more of what helps makes none dearer."""
    scenario = data.draw(plans)
    one = scenario.quantities()[name]
    less, more = one.minimum, one.maximum
    low, high = (scenario.replace(**{name: value}).costs() for value in (less, more))
    assert np.all(sign * (high - low) >= -1e-6)


@given(plans)
def test_the_margin_is_what_the_team_saves(scenario):
    costs = scenario.costs()
    outcome = scenario.solve()
    assert outcome.margin == pytest.approx(costs[-1] - costs[:-1].min())
    words = {0: "insource", WEEKS: "outsource"}
    if abs(outcome.margin) > 0.01:
        assert outcome.decision == words.get(outcome.best_week, "switch")
