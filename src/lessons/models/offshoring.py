"""Offshoring: what is left of a wage gap after all that lies between the two wages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons.models.shared.decision import HALF_A_CENT, Decision, decide
from lessons.models.shared.recurring import HOUR_IN_HOUSE
from lessons.scenario import Scenario, quantity

YEARS = np.arange(61)  # years from now, as far as the slider of the year goes
HOURS_A_YEAR = 2_000  # of one full-time person
GROWTH_YEARS = 20  # over which the growth of a stand-in wage is taken

HIDDEN_COSTS = ("selection", "transition", "lost_productivity", "contract_management")


class Offshoring(Scenario):
    """The yearly cost of work done at home or bought in a country with lower wages.

    All costs are told for the work that one hour at home does, so that they can be compared.
    """

    home_cost: float = quantity(
        HOUR_IN_HOUSE,
        1,
        150,
        step=0.5,
        label="Cost of an hour at home",
        unit="$/hour",
        help="Wage and benefits of an employee for one hour of work.",
        group="The wage gap",
        source=("marketing_wages/2016/13-1161", "benefits_share/2020"),
    )
    foreign_cost: float = quantity(
        15,
        0.5,
        150,
        step=0.01,
        label="Price of an hour abroad",
        unit="$/hour",
        help="What the supplier abroad bills for one hour of its people.",
        group="The wage gap",
        scale="log",
    )
    productivity: float = quantity(
        0.8,
        0.2,
        1.5,
        step=0.05,
        label="Productivity abroad",
        unit="%",
        help="How much of this work an hour abroad gets done, beside an hour at home.",
        group="The wage gap",
    )
    call_minutes: float = quantity(
        10,
        0,
        60,
        step=1,
        label="Minutes on the telephone",
        unit="minutes/hour",
        help="How long people at home and abroad talk about each hour of work.",
        group="Communication",
    )
    call_price: float = quantity(
        0.14,
        0,
        2.5,
        step=0.01,
        label="Price of a call",
        unit="$/minute",
        help="What one minute between the two countries costs.",
        group="Communication",
        source="call_prices/ppi/2004",
    )
    selection: float = quantity(
        0.02,
        0,
        0.3,
        step=0.01,
        label="Selection",
        unit="%",
        help="Finding and choosing the supplier, as a share of the contract.",
        group="Hidden costs",
    )
    transition: float = quantity(
        0.03,
        0,
        0.3,
        step=0.01,
        label="Transition",
        unit="%",
        help="Handing the work over, as a share of the contract.",
        group="Hidden costs",
    )
    lost_productivity: float = quantity(
        0.10,
        0,
        0.3,
        step=0.01,
        label="Lost productivity",
        unit="%",
        help="What goes wrong or slowly at home while two places learn to work together, as a "
        "share of the contract.",
        group="Hidden costs",
    )
    contract_management: float = quantity(
        0.08,
        0,
        0.3,
        step=0.01,
        label="Contract management",
        unit="%",
        help="Checking work and bills, as a share of the contract.",
        group="Hidden costs",
    )
    home_growth: float = quantity(
        0.03,
        -0.02,
        0.15,
        step=0.001,
        label="Wage growth at home",
        unit="%",
        help="How fast the cost of an hour at home grows, a year.",
        group="Over the years",
    )
    foreign_growth: float = quantity(
        0.06,
        -0.02,
        0.15,
        step=0.001,
        label="Wage growth abroad",
        unit="%",
        help="How fast the price of an hour abroad grows, a year.",
        group="Over the years",
    )
    year: float = quantity(
        0,
        0,
        float(YEARS[-1]),
        step=1,
        label="Years from the start",
        unit="years",
        help="How long the wages have grown. Play walks on until the gap may have closed.",
        group="Over the years",
        play=True,
    )
    hours: float = quantity(
        10_000,
        1_000,
        200_000,
        step=1_000,
        label="Work a year",
        unit="hours/year",
        help="How many hours the work would take at home. Five people work about 10,000.",
        group="The work",
    )

    def home(self, year: Any) -> Any:
        """Return the cost of an hour at home, $/hour, some years from the start."""
        return self.home_cost * (1 + self.home_growth) ** year

    def contract(self, year: Any) -> Any:
        """Return what the supplier bills for the work of an hour at home, $/hour."""
        return self.foreign_cost * (1 + self.foreign_growth) ** year / self.productivity

    def communication(self) -> Any:
        """Return what the calls cost for each hour of the supplier's own people, $/hour."""
        return self.call_minutes * self.call_price / self.productivity

    def hidden_rate(self) -> Any:
        """Return all hidden costs together, as a share of the contract."""
        return self.selection + self.transition + self.lost_productivity + self.contract_management

    def abroad(self, year: Any) -> Any:
        """Return the whole cost abroad of the work of an hour at home, $/hour."""
        return self.contract(year) * (1 + self.hidden_rate()) + self.communication()

    def margin(self) -> Any:
        """Return how much cheaper home is in the year, $/year; any input may be an array."""
        return self.hours * (self.abroad(self.year) - self.home(self.year))

    def solve(self) -> "OffshoringOutcome":
        """Take the wage gap apart in one year, and follow the saving over all years."""
        home, abroad = self.home(YEARS), self.abroad(YEARS)
        bill = self.foreign_cost * (1 + self.foreign_growth) ** self.year
        contract = self.contract(self.year)
        steps = {
            "productivity": bill - contract,
            "communication": -self.communication(),
            **{name: -getattr(self, name) * contract for name in HIDDEN_COSTS},
        }
        margin = self.margin()
        return OffshoringOutcome(
            scenario=self,
            years=YEARS,
            home_costs=home,
            abroad_costs=abroad,
            savings=1 - abroad / home,
            home_cost=self.home(self.year),
            abroad_cost=self.abroad(self.year),
            headline=self.home(self.year) - bill,
            steps=steps,
            turns=_turns(self.hours * (abroad - home), self.year, margin),
            margin=margin,
            decision=decide(margin),
        )


@dataclass(frozen=True, slots=True)
class OffshoringOutcome:
    """What `Offshoring` found. All costs are for the work of one hour at home.

    Attributes
    ----------
    years
        Years from the start, shape (61,).
    home_costs, abroad_costs
        The cost at home and the whole cost abroad in each of them, $/hour.
    savings
        What offshoring saves in each of them, as a share of the cost at home.
    home_cost, abroad_cost
        The same in the scenario's own year, $/hour.
    headline
        The gap between the two prices of an hour in that year, $/hour.
    steps
        What leads from the headline to the saving that is left, $/hour; a cost is negative.
    turns
        The first whole year after the scenario's own in which the other way is cheaper; None
        where there is none up to the last one.
    margin
        $/year; positive where home is cheaper.
    """

    scenario: Offshoring
    years: np.ndarray
    home_costs: np.ndarray
    abroad_costs: np.ndarray
    savings: np.ndarray
    home_cost: float
    abroad_cost: float
    headline: float
    steps: dict[str, float]
    turns: int | None
    margin: float
    decision: Decision

    @property
    def saving(self) -> float:
        """What is left of the headline gap, $/hour; negative where home is cheaper."""
        return self.home_cost - self.abroad_cost

    @property
    def headline_share(self) -> float:
        """The headline gap as a share of the cost at home."""
        return self.headline / self.home_cost

    @property
    def saving_share(self) -> float:
        """What is left, as a share of the cost at home."""
        return self.saving / self.home_cost

    @property
    def hidden(self) -> float:
        """All hidden costs together, $/hour."""
        return -sum(self.steps[name] for name in HIDDEN_COSTS)


def _turns(margins: np.ndarray, year: float, margin: float) -> int | None:
    """Return the first whole year after `year` in which the other way is cheaper."""
    ways = np.where(np.abs(margins) < HALF_A_CENT, 0, np.sign(margins))
    now = 0 if abs(margin) < HALF_A_CENT else np.sign(margin)
    turned = np.flatnonzero((year < YEARS) & (ways != 0) & (ways != now))
    return int(YEARS[turned[0]]) if len(turned) else None


def stand_in(
    output_per_worker: Mapping[str, np.ndarray],
    call_prices: Mapping[str, np.ndarray],
    country: str,
    year: int,
) -> dict[str, float]:
    """Return inputs for a country and a year, from output per worker instead of wages.

    What workers produce bounds what they can be paid on average; single trades may be paid far
    more. Nothing nearer to a wage is published alike for all the countries and years.

    Parameters
    ----------
    output_per_worker, call_prices
        The cited tables, column by column.
    country, year
        Where and when; home is the United States.

    Returns
    -------
    dict
        The cost of an hour at home and abroad: output per worker over 2,000 hours. Growth: the
        mean over the twenty years from then on or, where the table ends before, over its last
        twenty. The price of a call: the latest that is published for that year or before.
    """
    cost, growth = {}, {}
    for place in ("United States", country):
        chosen = output_per_worker["country"] == place
        years = output_per_worker["year"][chosen]
        output = output_per_worker["output_per_worker"][chosen]
        by_year = dict(zip(years.tolist(), output.tolist(), strict=True))
        start = min(year, max(by_year) - GROWTH_YEARS)
        cost[place] = round(by_year[year] / HOURS_A_YEAR, 2)
        growth[place] = (by_year[start + GROWTH_YEARS] / by_year[start]) ** (1 / GROWTH_YEARS) - 1
    told = (call_prices["series"] == "ppi") & (call_prices["year"] <= year)
    latest = np.argmax(np.where(told, call_prices["year"], 0))
    return {
        "home_cost": cost["United States"],
        "foreign_cost": cost[country],
        "call_price": float(call_prices["price"][latest]),
        "home_growth": round(growth["United States"], 4),
        "foreign_growth": round(growth[country], 4),
    }
