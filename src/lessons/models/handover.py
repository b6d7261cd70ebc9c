"""The handover: in which week of a campaign the team takes it over from the agency."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons.models.candy_launch import IN_WEEK, WEEKS
from lessons.models.shared.decision import Decision, decide
from lessons.models.shared.hour_in_house import (
    ELSEWHERE,
    cost_of_own_hour,
    hour_in_house,
    own_hours_otherwise,
)
from lessons.models.shared.marketing_team import MarketingTeam
from lessons.models.shared.recurring import AGENCY_RATE, HANDOVER_COST, RAMP_UP_WEEKS
from lessons.scenario import Scenario, quantity

# At the end of which week the campaign changes hands: at 0 the team does all, at 26 the agency.
HANDOVERS = np.arange(WEEKS + 1)


class Plan(Scenario):
    """The learner's own plan: when the team takes the campaign over."""

    week: float = quantity(
        5,
        0,
        WEEKS,
        step=1,
        label="Hand over at the end of week",
        help="How many weeks the agency works. At 0 the team does it all, at 26 the agency.",
        group="The plan",
        play=True,
    )


class Handover(MarketingTeam, Plan):
    """What a campaign costs if the agency begins it and the team takes it over in some week.

    The agency bills each hour. An hour that the team has free costs what is given up for it.
    The team is slow until it has learnt, and hours that it does not have free are taken from
    work worth more.
    """

    agency_rate: float = quantity(
        AGENCY_RATE,
        0,
        300,
        step=1,
        label="Rate of the agency",
        unit="$/hour",
        help="What the agency bills for one hour of work.",
        group="The agency",
        source="agency_rates/2016/blended-midpoint",
    )
    handover_cost: float = quantity(
        HANDOVER_COST,
        0,
        100_000,
        step=500,
        label="Cost of handing over",
        unit="$",
        help="Paid once, if the campaign changes hands: meetings, passwords, a week of both.",
        group="The agency",
    )
    transferred: float = quantity(
        0.5,
        0,
        1,
        step=0.05,
        label="Know-how handed over",
        unit="%",
        help="How much the team learns from a week in which the agency works, beside a week of "
        "its own. At 0% the agency keeps all it knows to itself.",
        group="The agency",
    )
    hourly_cost: float = hour_in_house("The team", beyond=True)
    own_hours: str = own_hours_otherwise("The team", elsewhere=True)
    own_knowledge: float = quantity(
        0,
        0,
        1,
        step=0.05,
        label="What the team knows already",
        unit="%",
        help="Of what one must know to launch a product on social media. A team that has never "
        "done it knows nothing of that.",
        group="The team",
    )
    beginner: float = quantity(
        1,
        0,
        3,
        step=0.1,
        label="Extra time of a beginner",
        unit="%",
        help="By how much longer somebody takes who knows nothing of it yet.",
        group="The team",
    )
    ramp_up_weeks: float = quantity(
        RAMP_UP_WEEKS,
        1,
        52,
        step=1,
        label="Ramp-up weeks",
        unit="weeks",
        help="How long the team works on it until it is fully productive.",
        group="The team",
        source="ramp_up_weeks/2014/media-advertising",
    )
    displaced_value: float = quantity(
        120,
        0,
        500,
        step=5,
        label="Value of displaced work",
        unit="$/hour",
        help="What an hour taken from other projects would have earned, beyond its own cost.",
        group="The team",
    )

    def plan_costs(self, handovers: Any) -> Any:
        """Return what the campaign costs in each week if it changes hands at the end of some week.

        Parameters
        ----------
        handovers
            Weeks at whose end the team takes over, of shape (..., 1), to go beside the weeks.

        Returns
        -------
        numpy.ndarray
            Shape (..., 26), $: each week's hours at the agency's rate up to the handover, and
            from then on the team's, with the cost of handing over in its first week.
        """
        last = np.floor(handovers)  # of the agency's weeks
        by_agency = self.hours() * self.agency_rate
        # Whoever begins and ends the campaign hands nothing over.
        happens = (last > 0) & (last < WEEKS)
        first_of_team = last + 1 == IN_WEEK
        by_team = self._team_costs(last) + self.handover_cost * (happens & first_of_team)
        return np.where(last >= IN_WEEK, by_agency, by_team)

    def left_to_learn(self, last: Any) -> Any:
        """Return what the team must still learn in each week if the agency works up to `last`.

        Returns
        -------
        numpy.ndarray
            Shape (..., 26), shares of 0 to 1: it falls evenly with the weeks that the team has
            done the work, and by `transferred` as fast with the weeks that the agency has.
        """
        experience = self.transferred * last + np.maximum(IN_WEEK - last - 1, 0)
        return (1 - self.own_knowledge) * np.maximum(1 - experience / self.ramp_up_weeks, 0)

    def needed_hours(self, last: Any) -> Any:
        """Return the hours that the team needs in each week, as `left_to_learn`."""
        return self.hours() * (1 + self.beginner * self.left_to_learn(last))

    def beside_agency(self, handover: float) -> tuple[float, float]:
        """Return what the team's weeks save and what other work loses by them, $.

        Parameters
        ----------
        handover
            Week at whose end the team takes over.

        Returns
        -------
        tuple of float
            What the agency would have billed in those weeks less what the team's hours cost,
            all of them counted as free ones; and what hours taken from other work lose beyond
            that. Handing over is in neither. A handover saves their difference, less its cost.
        """
        by_team = np.floor(handover) < IN_WEEK
        needed, beyond = self._team_hours(np.floor(handover))
        free, taken = self._hour_costs()
        saved = self.hours() * self.agency_rate - needed * free
        return float((saved * by_team).sum()), float((beyond * (taken - free) * by_team).sum())

    def _team_hours(self, last: Any) -> tuple[Any, Any]:
        """Return the hours that the team needs in each week, and those of them it has not free."""
        needed = self.needed_hours(last)
        return needed, np.maximum(needed - self.team_free_hours(), 0)

    def _hour_costs(self) -> tuple[Any, Any]:
        """Return what a free hour costs and what one taken from other work does, $/hour."""
        return (
            cost_of_own_hour(self.own_hours, self.hourly_cost, self.displaced_value),
            cost_of_own_hour(ELSEWHERE, self.hourly_cost, self.displaced_value),
        )

    def _team_costs(self, last: Any) -> Any:
        """Return each week's cost in the team's hands, work that it displaces included, $."""
        needed, beyond = self._team_hours(last)
        free, taken = self._hour_costs()
        return (needed - beyond) * free + beyond * taken

    def costs(self) -> Any:
        """Return what the campaign costs for every handover week, $, shape (..., 27)."""
        return self.plan_costs(HANDOVERS[:, np.newaxis]).sum(axis=-1)

    def margin(self) -> Any:
        """Return how much better off the company is with the team, $.

        What the agency costs throughout less what the best plan costs in which the team takes
        part; any numeric input may be a numpy array.
        """
        beside = {
            name: value[..., np.newaxis, np.newaxis]
            for name in self.quantities()
            if isinstance(value := getattr(self, name), np.ndarray)
        }
        costs = (self.model_copy(update=beside) if beside else self).costs()
        return costs[..., -1] - costs[..., :-1].min(axis=-1)

    def solve(self) -> "HandoverOutcome":
        """Compare the chosen week with every other one, and with both pure plans."""
        weekly = self.plan_costs(HANDOVERS[:, np.newaxis])
        costs = weekly.sum(axis=-1)
        best, margin = int(np.argmin(costs)), float(costs[-1] - costs[:-1].min())
        decision = decide(margin)
        if decision == "insource" and best > 0:
            decision = "switch"
        running = np.cumsum(np.pad(weekly, ((0, 0), (1, 0))), axis=-1)
        return HandoverOutcome(
            scenario=self,
            hours=self.hours(),
            free_hours=self.team_free_hours(),
            costs=costs,
            running_costs=running[int(self.week)],
            agency_running_costs=running[-1],
            team_running_costs=running[0],
            cost=float(costs[int(self.week)]),
            best_week=best,
            best_cost=float(costs[best]),
            agency_cost=float(costs[-1]),
            team_cost=float(costs[0]),
            margin=margin,
            decision=decision,
        )


@dataclass(frozen=True, slots=True)
class HandoverOutcome:
    """What `Handover` found. All costs are in dollars.

    Attributes
    ----------
    hours, free_hours
        Arrays of shape (26,): work of each week, and hours that the team has free.
    costs
        Array of shape (27,): of the whole campaign, for a handover after week 0 to 26.
    running_costs, agency_running_costs, team_running_costs
        Arrays of shape (27,): what has been spent by the end of week 0 to 26, with the chosen
        handover, with the agency alone and with the team alone.
    cost
        Of the whole campaign with the chosen handover.
    best_week, best_cost
        The cheapest handover (0 is the team alone, 26 the agency alone), and what it costs.
    agency_cost, team_cost
        Of the two pure plans.
    margin
        What the agency alone costs less the best plan with the team in it.
    """

    scenario: Handover
    hours: np.ndarray
    free_hours: np.ndarray
    costs: np.ndarray
    running_costs: np.ndarray
    agency_running_costs: np.ndarray
    team_running_costs: np.ndarray
    cost: float
    best_week: int
    best_cost: float
    agency_cost: float
    team_cost: float
    margin: float
    decision: Decision

    @property
    def too_early_or_late(self) -> float:
        """What the chosen week costs more than the best one."""
        return self.cost - self.best_cost
