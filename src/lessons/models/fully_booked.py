"""Fully booked: what a launch on top of a team's work does to everybody's waiting time."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons.models.candy_launch import WEEKS
from lessons.models.shared.marketing_team import MarketingTeam
from lessons.scenario import Scenario, quantity

HIGHEST = 0.98  # utilisation up to which the curve is followed: further on it leaves any chart
UTILISATIONS = np.append(np.linspace(0, 0.8, 17)[:-1], 1 - np.geomspace(0.2, 1 - HIGHEST, 35))


class LaunchWeek(Scenario):
    """Which week of the campaign is looked at."""

    week: float = quantity(
        7,
        1,
        WEEKS,
        step=1,
        label="Week of the launch",
        help="Which week's hours are put on top. Play walks through the campaign.",
        group="The week",
        play=True,
    )


class FullyBooked(MarketingTeam, LaunchWeek):
    """How long a job waits for a team whose hours are nearly all taken.

    The mean wait of a queue with one server that works on one job at a time is about
    (ca^2 + ce^2) / 2 x u / (1 - u) x te (Kingman 1961). The marketing team is taken as that
    server; the launch adds to its utilisation u.
    """

    job_days: float = quantity(
        2,
        0.25,
        10,
        step=0.25,
        label="Time of a job",
        unit="days",
        help="How long the team works on one job, such as a leaflet, without the waiting.",
        group="The team's jobs",
    )
    arrival_variability: float = quantity(
        1,
        0,
        2,
        step=0.1,
        label="How unevenly jobs come",
        help="Standard deviation of the time between two jobs, divided by its mean: 0 for one "
        "job every day, 1 for jobs that come by chance.",
        group="The team's jobs",
    )
    job_variability: float = quantity(
        1,
        0,
        2,
        step=0.1,
        label="How uneven jobs are",
        help="Standard deviation of the time of a job, divided by its mean: 0 if all are alike.",
        group="The team's jobs",
    )

    def wait(self, utilisation: Any) -> Any:
        """Return the mean wait of a job, days, at a utilisation below 1 (a number or array)."""
        uneven = (self.arrival_variability**2 + self.job_variability**2) / 2
        return uneven * utilisation / (1 - utilisation) * self.job_days

    def solve(self) -> "FullyBookedOutcome":
        """Compare the wait with and without the launch, in the chosen week and in all."""
        hours, booked = self.hours(), self.team_booked()
        utilisations = booked + hours / self.team_hours
        chosen = int(self.week) - 1
        before, after = float(booked[chosen]), float(utilisations[chosen])
        return FullyBookedOutcome(
            scenario=self,
            utilisations=UTILISATIONS,
            waits=self.wait(UTILISATIONS),
            weekly_booked=booked,
            weekly_utilisations=utilisations,
            launch_hours=float(hours[chosen]),
            free_hours=float(self.team_free_hours()[chosen]),
            utilisation_before=before,
            utilisation=after,
            wait_before=float(self.wait(before)) if before < 1 else None,
            wait=float(self.wait(after)) if after < 1 else None,
            overfull_weeks=int(np.count_nonzero(utilisations >= 1)),
        )


@dataclass(frozen=True, slots=True)
class FullyBookedOutcome:
    """What `FullyBooked` found.

    Attributes
    ----------
    utilisations, waits
        Arrays of shape (51,): the team's utilisation from 0 to 0.98, and the mean wait of a
        job at it, days.
    weekly_booked, weekly_utilisations
        Arrays of shape (26,): the team's utilisation without the launch and with it; 1 or more
        where there is as much work as there are hours, or more.
    launch_hours, free_hours
        In the chosen week: what the launch takes, and what the team has left for it.
    utilisation_before, utilisation
        In the chosen week, without the launch and with it.
    wait_before, wait
        Mean wait of a job without the launch and with it, days; None where the queue never
        ends.
    overfull_weeks
        In how many weeks there is as much work as there are hours, or more.
    """

    scenario: FullyBooked
    utilisations: np.ndarray
    waits: np.ndarray
    weekly_booked: np.ndarray
    weekly_utilisations: np.ndarray
    launch_hours: float
    free_hours: float
    utilisation_before: float
    utilisation: float
    wait_before: float | None
    wait: float | None
    overfull_weeks: int
