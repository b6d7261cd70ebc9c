"""The marketing team: how many hours it has, and how many of them other projects take."""

from typing import Any

import numpy as np

from lessons.models.candy_launch import IN_WEEK, WEEKS, CandyLaunch
from lessons.scenario import quantity


class MarketingTeam(CandyLaunch):
    """The team that a launch meets: its hours, and for how long it is booked.

    What is asked of such a team is asked by the models that derive from it.
    """

    team_hours: float = quantity(
        160,
        20,
        400,
        step=10,
        label="Hours of the team",
        unit="hours/week",
        help="How many hours the marketing team works in a week. Four people work 160.",
        group="The team's time",
    )
    booked: float = quantity(
        0.95,
        0,
        1,
        step=0.01,
        label="Booked at first",
        unit="%",
        help="The part of these hours that other projects take already, when the launch begins.",
        group="The team's time",
    )
    booked_weeks: float = quantity(
        8,
        0,
        WEEKS,
        step=1,
        label="Until the end of week",
        help="How long these projects last. At 0 they are over when the launch begins.",
        group="The team's time",
    )
    booked_later: float = quantity(
        0.70,
        0,
        1,
        step=0.01,
        label="Booked afterwards",
        unit="%",
        help="The part of the team's hours that other projects take from then on.",
        group="The team's time",
    )

    def team_booked(self) -> Any:
        """Return which part of the team's hours other projects take in each week.

        Returns
        -------
        numpy.ndarray
            Shape (26,), shares of 0 to 1; where inputs are arrays of shape (n, 1), (n, 26).
        """
        return np.where(self.booked_weeks >= IN_WEEK, self.booked, self.booked_later)

    def team_free_hours(self) -> Any:
        """Return the hours that the team has free in each week; as `team_booked`."""
        return self.team_hours * (1 - self.team_booked())
