"""Make or buy: the yearly cost of one function, done in-house or bought from a supplier."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons.models.shared.decision import Decision, decide
from lessons.models.shared.hour_in_house import (
    cost_of_own_hour,
    hour_in_house,
    own_hours_otherwise,
)
from lessons.models.shared.recurring import AGENCY_RATE
from lessons.scenario import Scenario, quantity

SMALLEST_SAVING = 1e-9  # $/hour; less is what floating point leaves of nothing
POINTS = 61  # one for each step of the volume's slider


class MakeOrBuy(Scenario):
    """The yearly cost of one function, done in-house or bought.

    The break-even volume is textbook cost-volume-profit analysis: the fixed cost of doing
    the work yourself is worth paying once the saving on each hour has covered it.
    """

    volume: float = quantity(
        800,
        0,
        3_000,
        step=50,
        label="Yearly volume",
        unit="hours/year",
        help="How many hours of this work the company needs in a year. "
        "One full-time person works about 2,000.",
        group="The work",
    )
    fixed_cost: float = quantity(
        120_000,
        0,
        400_000,
        step=5_000,
        label="Fixed cost in-house",
        unit="$/year",
        help="What the team costs before its first hour of work: a lead, tools, a room.",
        group="In-house",
    )
    variable_cost: float = hour_in_house("In-house")
    own_hours: str = own_hours_otherwise("In-house")
    spare_capacity: float = quantity(
        0,
        0,
        1,
        step=0.05,
        label="Spare capacity",
        unit="%",
        help="The part of the fixed cost that is paid for already and stands idle.",
        group="In-house",
    )
    price: float = quantity(
        AGENCY_RATE,
        0,
        300,
        step=1,
        label="Price of the supplier",
        unit="$/hour",
        help="What the supplier bills for one hour of work.",
        group="Outsourced",
        source="agency_rates/2016/blended-midpoint",
    )
    overhead_rate: float = quantity(
        0.10,
        0,
        0.25,
        step=0.01,
        label="Overhead of outsourcing",
        unit="%",
        help="Choosing, briefing and checking the supplier, as a share of its bill.",
        group="Outsourced",
    )

    def cost_of_hour(self) -> Any:
        """Return what an hour in-house costs the company, $/hour."""
        return cost_of_own_hour(self.own_hours, self.variable_cost)

    def in_house_cost(self, volume: Any) -> Any:
        """Return the yearly cost in-house, $/year, at `volume` hours (a number or array)."""
        return self.fixed_cost * (1 - self.spare_capacity) + self.cost_of_hour() * volume

    def outsourced_cost(self, volume: Any) -> Any:
        """Return the yearly cost outsourced, $/year, at `volume` hours (a number or array)."""
        return self.price * (1 + self.overhead_rate) * volume

    def margin(self) -> Any:
        """Return how much cheaper in-house is, $/year; any input may be a numpy array."""
        return self.outsourced_cost(self.volume) - self.in_house_cost(self.volume)

    def break_even(self) -> float | None:
        """Return the volume from which in-house is cheaper, hours/year.

        Returns
        -------
        float or None
            F (1 - s) / (p (1 + o) - v), v being `cost_of_hour`; None where each hour bought costs
            no more than an hour in-house, so that no volume makes up for the fixed cost.
        """
        saving_per_hour = self.price * (1 + self.overhead_rate) - self.cost_of_hour()
        if saving_per_hour < SMALLEST_SAVING:
            return None
        return self.fixed_cost * (1 - self.spare_capacity) / saving_per_hour

    def solve(self) -> "MakeOrBuyOutcome":
        """Compare the two ways over the whole range of volumes."""
        volumes = np.linspace(0, self.quantities()["volume"].maximum, POINTS)
        margin = self.margin()
        return MakeOrBuyOutcome(
            scenario=self,
            volumes=volumes,
            in_house_costs=self.in_house_cost(volumes),
            outsourced_costs=self.outsourced_cost(volumes),
            in_house_cost=self.in_house_cost(self.volume),
            outsourced_cost=self.outsourced_cost(self.volume),
            break_even=self.break_even(),
            margin=margin,
            decision=decide(margin),
        )


@dataclass(frozen=True, slots=True)
class MakeOrBuyOutcome:
    """What `MakeOrBuy` found.

    Attributes
    ----------
    volumes, in_house_costs, outsourced_costs
        Arrays of shape (61,): hours/year, $/year, $/year.
    in_house_cost, outsourced_cost
        At the scenario's own volume, $/year.
    break_even
        Hours/year, or None where there is none.
    margin
        $/year; positive where insourcing is cheaper.
    """

    scenario: MakeOrBuy
    volumes: np.ndarray
    in_house_costs: np.ndarray
    outsourced_costs: np.ndarray
    in_house_cost: float
    outsourced_cost: float
    break_even: float | None
    margin: float
    decision: Decision
