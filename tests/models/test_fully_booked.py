"""A fully booked team against the waiting times of Kingman (1961) and their limits."""

import numpy as np
import pytest
from catalogue_scenarios import scenarios
from hypothesis import given
from hypothesis import strategies as st

from lessons import explore
from lessons.models.candy_launch import CandyLaunch
from lessons.models.fully_booked import FullyBooked
from lessons.models.handover import Handover
from lessons.models.shared.marketing_team import MarketingTeam

teams = scenarios(explore.entry("fully_booked"))
# A launch that makes no work beyond its planned content, so that utilisations are round.
PLAIN = {"hours_per_thousand": 0, "team_hours": 100, "booked_weeks": 0}


@pytest.mark.parametrize(("utilisation", "times"), [(0.5, 1), (0.8, 4), (0.9, 9)])
def test_the_textbook_waits(utilisation, times):
    """With ca = ce = 1 a job waits 1, 4 and 9 times its own time at 50, 80 and 90 %."""
    scenario = FullyBooked(job_days=3, arrival_variability=1, job_variability=1)
    assert scenario.wait(utilisation) == pytest.approx(3 * times)
    outcome = FullyBooked(
        **PLAIN, job_days=3, base_hours=0, booked_later=utilisation, week=1
    ).solve()
    assert outcome.wait == outcome.wait_before == pytest.approx(3 * times)


def test_the_launch_is_put_on_top_of_the_other_projects():
    """Half booked, and 40 of 100 hours more: 90 %, so that a job waits 9 times, not once."""
    outcome = FullyBooked(**PLAIN, base_hours=40, booked_later=0.5, job_days=1).solve()
    assert (outcome.utilisation_before, outcome.utilisation) == (0.5, pytest.approx(0.9))
    assert (outcome.wait_before, outcome.wait) == (pytest.approx(1), pytest.approx(9))
    assert (outcome.launch_hours, outcome.free_hours) == (pytest.approx(40), pytest.approx(50))
    assert outcome.overfull_weeks == 0


@pytest.mark.parametrize("hours", [50, 51, 100])
def test_a_queue_that_never_ends_has_no_wait(hours):
    outcome = FullyBooked(**PLAIN, base_hours=hours, booked_later=0.5, job_days=1).solve()
    assert outcome.wait is None
    assert outcome.wait_before == pytest.approx(1)
    assert outcome.overfull_weeks == 26


def test_a_team_without_any_free_hour_has_no_wait_even_before():
    outcome = FullyBooked(**PLAIN, base_hours=0, booked_later=1).solve()
    assert outcome.wait is outcome.wait_before is None
    assert outcome.overfull_weeks == 26


def test_jobs_that_come_and_are_all_alike_never_wait():
    outcome = FullyBooked(
        **PLAIN, base_hours=40, booked_later=0.5, arrival_variability=0, job_variability=0
    ).solve()
    assert (outcome.wait_before, outcome.wait) == (0, 0)


def test_the_team_is_booked_at_first_and_then_otherwise():
    scenario = FullyBooked(booked=0.9, booked_weeks=3, booked_later=0.4)
    assert scenario.team_booked().tolist() == [0.9] * 3 + [0.4] * 23
    assert scenario.team_free_hours() == pytest.approx(np.array([16.0] * 3 + [96.0] * 23))
    assert FullyBooked(booked=0.9, booked_weeks=0, booked_later=0.4).team_booked()[0] == 0.4
    assert FullyBooked(booked=0.9, booked_weeks=26, booked_later=0.4).team_booked()[-1] == 0.9


def test_the_week_looked_at_is_the_chosen_one():
    for week in (1, 8, 9, 26):
        outcome = FullyBooked(week=week, booked=0.5, booked_later=0.2).solve()
        assert outcome.utilisation_before == (0.5 if week <= 8 else 0.2)
        assert outcome.launch_hours == outcome.scenario.hours()[week - 1]
        assert outcome.utilisation == outcome.weekly_utilisations[week - 1]


@given(teams)
def test_the_launch_makes_no_wait_shorter(scenario):
    outcome = scenario.solve()
    assert outcome.utilisation >= outcome.utilisation_before
    if outcome.wait is not None:
        assert outcome.wait >= outcome.wait_before
    assert outcome.overfull_weeks == sum(one >= 1 for one in outcome.weekly_utilisations)


@given(teams, st.floats(0, 0.97), st.floats(0.001, 0.02))
def test_a_fuller_team_waits_longer_and_more_for_the_same_step(scenario, utilisation, step):
    before, after, later = scenario.wait(utilisation + step * np.array([0, 0.5, 1]))
    assert before <= after <= later
    assert later - after >= after - before - 1e-9


def test_the_curve_ends_before_it_leaves_every_chart():
    outcome = FullyBooked().solve()
    assert outcome.utilisations.shape == outcome.waits.shape == (51,)
    assert (outcome.utilisations[0], outcome.utilisations[-1]) == (0, pytest.approx(0.98))
    assert np.all(np.diff(outcome.utilisations) > 0)
    assert np.all(np.isfinite(outcome.waits))


def test_the_models_of_the_lesson_are_a_chain():
    """The launch makes the work, the work meets the team, the handover is chosen against both."""
    for model in (FullyBooked, Handover):
        assert issubclass(model, MarketingTeam)
        assert issubclass(model, CandyLaunch)
        for name, one in MarketingTeam.inputs().items():
            assert model.inputs()[name] is one
