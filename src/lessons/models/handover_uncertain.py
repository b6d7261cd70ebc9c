"""The uncertain handover: how sure the best week is when three inputs are only known roughly."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from lessons.models.candy_launch import WEEKS
from lessons.models.handover import HANDOVERS, Handover, Plan
from lessons.models.shared.hour_in_house import ELSEWHERE, own_hours_otherwise
from lessons.scenario import span

DRAWS = 20_000
SEED = 4  # of the pseudo-random numbers: every move sees the same campaigns
AT_ONCE = 2_000  # campaigns whose costs are held at a time, so that memory stays small
KINKS_AT_ONCE = 50
MIDDLE = (0.1, 0.9)  # between these parts of the campaigns lie eight of ten


def _rough(name: str, low: float, high: float, **more: Any) -> Any:
    """Declare a range of an input of `Handover`, which keeps its bounds and its words."""
    one = Handover.quantities()[name]
    return span(
        (low, high),
        one.minimum,
        one.maximum,
        step=one.step,
        label=one.label,
        unit=one.unit,
        help=one.help,
        group="What is known only roughly",
        **more,
    )


class HandoverUncertain(Plan):
    """What is left of the best handover week where the inputs that matter most are ranges.

    They are the three whose flip point (see `lessons.models.shared.flip_points`) lies nearest: the
    way to it, as a share of the way between the input's bounds, is shortest for these at the
    starting values of `Handover`. All other inputs stand there.
    """

    booked_later: tuple[float, float] = _rough(
        "booked_later", 0.55, 0.85, unused_with=("own_hours", ELSEWHERE)
    )
    agency_rate: tuple[float, float] = _rough("agency_rate", 120, 190)
    handover_cost: tuple[float, float] = _rough("handover_cost", 0, 15_000)
    own_hours: str = own_hours_otherwise("The team", elsewhere=True)

    def campaigns(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return what each drawn campaign finds: booked afterwards, rate, cost of handing over.

        Returns
        -------
        tuple of numpy.ndarray
            Three of shape (20,000,), each even over its range; the first one ascends.
        """
        ranges = (self.booked_later, self.agency_rate, self.handover_cost)
        return tuple(
            low + (high - low) * drawn for (low, high), drawn in zip(ranges, _drawn(), strict=True)
        )

    def costs(self) -> Iterator[np.ndarray]:
        """Yield the costs of all plans in all campaigns, $, some campaigns at a time.

        Yields
        ------
        numpy.ndarray
            Shape (27, 2,000), for a handover in week 0 to 26.

        Notes
        -----
        A cost is linear in the rate and in the cost of handing over. Over the hours that the
        team has free it is straight between kinks, where some week's work just fits: between
        them it is interpolated, which is exact. So the weeks need not be gone through for
        each campaign.
        """
        alone = {"agency_rate": 0.0, "handover_cost": 0.0}
        plain = Handover(own_hours=self.own_hours).model_copy(update=alone)
        by_team = plain.costs()
        hours, hands_over = (
            plain.model_copy(update={name: 1.0}).costs() - by_team
            for name in ("agency_rate", "handover_cost")
        )
        kinks = _kinks(plain, *self.booked_later)
        at_kinks = _costs_at(plain, kinks)
        for some in np.split(np.array(self.campaigns()), DRAWS // AT_ONCE, axis=1):
            booked, rate, handover_cost = some
            found = np.array([np.interp(booked, kinks, plan) for plan in at_kinks])
            found += np.multiply.outer(hours, rate)
            found += np.multiply.outer(hands_over, handover_cost)
            yield found

    def solve(self) -> "HandoverUncertainOutcome":
        """Find the best week of each campaign, and how often each week beats both pure plans."""
        best, beating, total = (np.zeros(WEEKS + 1) for _ in range(3))
        for costs in self.costs():
            best += np.bincount(costs.argmin(axis=0), minlength=WEEKS + 1)
            beating += np.count_nonzero(costs < np.minimum(costs[0], costs[-1]), axis=1)
            total += costs.sum(axis=1)
        early, late = np.searchsorted(np.cumsum(best) / DRAWS, MIDDLE)
        return HandoverUncertainOutcome(
            scenario=self,
            best=best / DRAWS,
            beating=beating / DRAWS,
            mean_costs=total / DRAWS,
            best_week=int(total.argmin()),
            early=int(early),
            late=int(late),
            probability=float(beating[int(self.week)] / DRAWS),
            some_handover=float(best[1:-1].sum() / DRAWS),
        )


def _kinks(plain: Handover, low: float, high: float) -> np.ndarray:
    """Return the shares booked at which some week's work just fits, from `low` to `high`."""
    needed = plain.needed_hours(HANDOVERS[:, np.newaxis])
    kinks = np.unique(1 - needed / plain.team_hours)
    return np.concatenate([[low], kinks[(kinks > low) & (kinks < high)], [high]])


def _costs_at(plain: Handover, booked_later: np.ndarray) -> np.ndarray:
    """Return the costs of all plans at some shares booked, shape (27, shares)."""
    parts = range(0, len(booked_later), KINKS_AT_ONCE)
    shares = (booked_later[part : part + KINKS_AT_ONCE, np.newaxis, np.newaxis] for part in parts)
    found = [plain.model_copy(update={"booked_later": one}).costs() for one in shares]
    return np.ascontiguousarray(np.concatenate(found).T)


@cache
def _drawn() -> np.ndarray:
    """Return numbers between 0 and 1, a row for each uncertain input and a column a campaign."""
    drawn = np.random.default_rng(SEED).random((3, DRAWS))
    drawn[0].sort()  # campaigns have no order of their own, and a sorted row is read faster
    return drawn


@dataclass(frozen=True, slots=True)
class HandoverUncertainOutcome:
    """What `HandoverUncertain` found.

    Attributes
    ----------
    best
        Array of shape (27,): share of the campaigns in which a handover in week 0 to 26 is the
        cheapest plan.
    beating
        Array of shape (27,): share of the campaigns in which it costs less than the team alone
        and less than the agency alone.
    mean_costs
        Array of shape (27,): what it costs on average, $.
    best_week
        The cheapest week on average.
    early, late
        The best week of the middle eight of ten campaigns lies between them, and so does that of
        all others in which it is one of these two.
    probability
        Share of the campaigns in which the chosen week beats both pure plans.
    some_handover
        Share of the campaigns in which some handover beats both.
    """

    scenario: HandoverUncertain
    best: np.ndarray
    beating: np.ndarray
    mean_costs: np.ndarray
    best_week: int
    early: int
    late: int
    probability: float
    some_handover: float

    @property
    def within(self) -> float:
        """Share of the campaigns whose best week lies from `early` to `late`: 0.8 to 1."""
        return round(float(self.best[self.early : self.late + 1].sum()), 9)
