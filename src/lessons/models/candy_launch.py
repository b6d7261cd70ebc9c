"""The candy launch: how a campaign spreads, and how many hours of work that makes each week."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons.scenario import Scenario, quantity

WEEKS = 26  # how long the campaign runs
IN_WEEK = np.arange(1, WEEKS + 1)
ENDS = np.arange(WEEKS + 1)  # the ends of its weeks; 0 is the day of the launch


class CandyLaunch(Scenario):
    """How many people try a new candy bar each week, and the work that its channels make.

    Some people try it because they saw the campaign, others because they saw somebody else
    with it: the diffusion of an innovation (Bass 1969).
    """

    market: float = quantity(
        200_000,
        10_000,
        1_000_000,
        step=10_000,
        label="People who may try it",
        unit="people",
        help="How many would try the bar in the end if the campaign ran for ever.",
        group="The launch",
    )
    innovation: float = quantity(
        0.03,
        0.005,
        0.2,
        step=0.005,
        label="Reached by the campaign each week",
        unit="%",
        help="Of those who have not tried it yet, the part that tries it in a week because of "
        "the campaign alone.",
        group="The launch",
    )
    imitation: float = quantity(
        0.38,
        0,
        1,
        step=0.01,
        label="Drawn in by others each week",
        unit="%",
        help="The part that tries it in a week because nearly everybody else has; half of that "
        "while half have. High for a campaign that people pass on.",
        group="The launch",
    )
    base_hours: float = quantity(
        20,
        0,
        100,
        step=1,
        label="Planned content",
        unit="hours/week",
        help="Hours of posts, pictures and films that are planned for each week.",
        group="The launch",
    )
    hours_per_thousand: float = quantity(
        2,
        0,
        10,
        step=0.1,
        label="Work for a thousand new customers",
        unit="hours",
        help="Messages, comments and complaints of a thousand people who try the bar.",
        group="The launch",
    )

    def tried(self, week: Any) -> Any:
        """Return the share of the market that has tried it by the end of a week.

        Parameters
        ----------
        week
            Weeks since the launch (a number or array).

        Returns
        -------
        float or numpy.ndarray
            F(t) = (1 - exp(-(p + q) t)) / (1 + (q / p) exp(-(p + q) t)), from 0 to 1.
        """
        faded = np.exp(-(self.innovation + self.imitation) * week)
        return (1 - faded) / (1 + self.imitation / self.innovation * faded)

    def peak(self) -> float:
        """Return when most people try it, weeks since the launch: ln(q / p) / (p + q), or 0."""
        if self.imitation <= self.innovation:
            return 0.0
        ratio = math.log(self.imitation / self.innovation)
        return ratio / (self.innovation + self.imitation)

    def peak_rate(self) -> float:
        """Return how many people a week try it at that time: m (p + q)^2 / 4q, or m p."""
        if self.imitation <= self.innovation:
            return self.market * self.innovation
        both = self.innovation + self.imitation
        return self.market * both**2 / (4 * self.imitation)

    def new_customers(self) -> Any:
        """Return how many people try it in each week.

        Returns
        -------
        numpy.ndarray
            Shape (26,); where inputs are arrays of shape (n, 1), shape (n, 26).
        """
        tried = self.tried(ENDS)
        return self.market * (tried[..., 1:] - tried[..., :-1])

    def hours(self) -> Any:
        """Return the hours of work of each week; the shape is that of `new_customers`."""
        return self.base_hours + self.hours_per_thousand * self.new_customers() / 1_000

    def solve(self) -> "CandyLaunchOutcome":
        """Follow the launch week by week."""
        hours = self.hours()
        return CandyLaunchOutcome(
            scenario=self,
            new_customers=self.new_customers(),
            hours=hours,
            peak=self.peak(),
            peak_rate=self.peak_rate(),
            busiest_week=int(np.argmax(hours)) + 1,
            busiest_hours=float(hours.max()),
            total_hours=float(hours.sum()),
            tried=float(self.tried(WEEKS)),
        )


@dataclass(frozen=True, slots=True)
class CandyLaunchOutcome:
    """What `CandyLaunch` found.

    Attributes
    ----------
    new_customers, hours
        Of each week, shape (26,): people, and hours of work.
    peak
        When most people try it, weeks since the launch; 0 where fewer do from the start on.
    peak_rate
        How many a week try it then.
    busiest_week
        The first week with the most work, 1 to 26.
    busiest_hours, total_hours
        Hours of work in that week, and in all weeks.
    tried
        Share of the market that has tried it when the campaign ends.
    """

    scenario: CandyLaunch
    new_customers: np.ndarray
    hours: np.ndarray
    peak: float
    peak_rate: float
    busiest_week: int
    busiest_hours: float
    total_hours: float
    tried: float

    @property
    def peak_week(self) -> int:
        """The week in which most people try it, 1 to 26."""
        return int(np.argmax(self.new_customers)) + 1
