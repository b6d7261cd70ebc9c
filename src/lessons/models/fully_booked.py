"""Fully booked: what a launch on top of a team's work does to everybody's waiting time."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons.models.candy_launch import WEEKS, CandyLaunch
from lessons.scenario import quantity

HIGHEST_DRAWN = 0.98  # utilisation; beyond it the curve leaves every chart
UTILISATIONS = 1 - np.geomspace(1, 1 - HIGHEST_DRAWN, 81)


class FullyBooked(CandyLaunch):
    """How long a job waits for a team whose hours are nearly all taken.

    The mean wait of a queue with one server that works on one job at a time is about
    (ca^2 + ce^2) / 2 x u / (1 - u) x te (Kingman 1961). The marketing team is taken as that
    server; the launch adds to its utilisation u.
    """

    team_hours: float = quantity(
        160,
        20,
        400,
        step=10,
        label="Hours of the team",
        unit="hours/week",
        help="How many hours the marketing team works in a week. Four people work 160.",
        group="The team",
    )
    booked: float = quantity(
        0.70,
        0,
        0.95,
        step=0.01,
        label="Booked without the launch",
        unit="%",
        help="The part of these hours that other projects take already.",
        group="The team",
    )
    job_days: float = quantity(
        2,
        0.25,
        10,
        step=0.25,
        label="Time of a job",
        unit="days",
        help="How long the team works on one job, such as a leaflet, without the waiting.",
        group="The team",
    )
    arrival_variability: float = quantity(
        1,
        0,
        2,
        step=0.1,
        label="How unevenly jobs come",
        help="Standard deviation of the time between two jobs, divided by its mean: 0 for one "
        "job every day, 1 for jobs that come by chance.",
        group="The team",
    )
    job_variability: float = quantity(
        1,
        0,
        2,
        step=0.1,
        label="How uneven jobs are",
        help="Standard deviation of the time of a job, divided by its mean: 0 if all are alike.",
        group="The team",
    )
    week: float = quantity(
        7,
        1,
        WEEKS,
        step=1,
        label="Week of the launch",
        unit="week",
        help="Which week's hours are put on top. Play walks through the campaign.",
        group="The team",
        play=True,
    )

    def wait(self, utilisation: Any) -> Any:
        """Return the mean wait of a job, days, at a utilisation below 1 (a number or array)."""
        uneven = (self.arrival_variability**2 + self.job_variability**2) / 2
        return uneven * utilisation / (1 - utilisation) * self.job_days

    def solve(self) -> "FullyBookedOutcome":
        """Compare the wait with and without the launch, in the chosen week and in all."""
        hours = self.hours()
        utilisations = self.booked + hours / self.team_hours
        with_launch = float(utilisations[int(self.week) - 1])
        ends = with_launch < 1
        return FullyBookedOutcome(
            scenario=self,
            utilisations=UTILISATIONS,
            waits=self.wait(UTILISATIONS),
            weekly_hours=hours,
            weekly_utilisations=utilisations,
            free_hours=self.team_hours * (1 - self.booked),
            launch_hours=float(hours[int(self.week) - 1]),
            utilisation=with_launch,
            wait_before=float(self.wait(self.booked)),
            wait=float(self.wait(with_launch)) if ends else None,
            overfull_weeks=int(np.count_nonzero(utilisations >= 1)),
        )


@dataclass(frozen=True, slots=True)
class FullyBookedOutcome:
    """What `FullyBooked` found.

    Attributes
    ----------
    utilisations, waits
        Arrays of shape (81,): the team's utilisation from 0 to 0.98, and the mean wait of a
        job at it, days.
    weekly_hours, weekly_utilisations
        Arrays of shape (26,): hours that the launch takes, and the team's utilisation with it.
    free_hours
        Of the team without the launch, hours/week.
    launch_hours
        In the chosen week.
    utilisation
        With the launch in the chosen week; 1 or more where there is more work than hours.
    wait_before, wait
        Mean wait of a job without the launch and with it, days; `wait` is None where the queue
        never ends.
    overfull_weeks
        In how many weeks there is as much work as there are hours, or more.
    """

    scenario: FullyBooked
    utilisations: np.ndarray
    waits: np.ndarray
    weekly_hours: np.ndarray
    weekly_utilisations: np.ndarray
    free_hours: float
    launch_hours: float
    utilisation: float
    wait_before: float
    wait: float | None
    overfull_weeks: int
