"""Transaction cost: why a firm makes what a market could sell it cheaper."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons.models.shared.crossing import crossing
from lessons.models.shared.decision import Decision, decide, turning_share
from lessons.scenario import Scenario, quantity

SMALLEST = 1e-9  # of a decay or decline; less is what floating point leaves of nothing
POINTS = 41  # two for each step of the specificity's slider


class TransactionCost(Scenario):
    """The yearly penalty of doing work in-house, in production and in governance.

    Coase (1937) asked why there are firms: using a market has a cost of its own. In the
    answer of Williamson (1985) that cost grows with asset specificity. Riordan and
    Williamson (1985) set it beside the cost of production. The shapes used here, a curve
    that halves at equal distances and a straight line, are the simplest that fall as theirs.
    """

    specificity: float = quantity(
        0.4,
        0,
        1,
        step=0.05,
        label="Asset specificity",
        unit="%",
        help="How useless the tools, training and know-how for this work are for anything else. "
        "At 0% any other customer could use them, at 100% none could.",
        group="The work",
    )
    production_penalty: float = quantity(
        100_000,
        0,
        400_000,
        step=10_000,
        label="Production penalty at 0%",
        unit="$/year",
        help="What general work costs more in-house, because a supplier does it for many "
        "customers at once.",
        group="Production",
    )
    production_decay: float = quantity(
        2,
        0,
        6,
        step=0.25,
        label="Decay of the production penalty",
        help="How fast that advantage of the supplier fades as the work gets more specific. "
        "At 0 it stays; at 2 an asset specificity of 35% halves it.",
        group="Production",
    )
    governance_penalty: float = quantity(
        60_000,
        0,
        300_000,
        step=10_000,
        label="Governance penalty at 0%",
        unit="$/year",
        help="What it costs more to manage employees than to buy general work, "
        "where any supplier can be replaced.",
        group="Governance",
    )
    governance_decline: float = quantity(
        200_000,
        0,
        600_000,
        step=10_000,
        label="Decline of the governance penalty",
        unit="$/year",
        help="How much that penalty falls from 0% to 100%. A supplier who cannot be replaced "
        "can hold you up for more.",
        group="Governance",
    )

    def production_penalty_at(self, specificity: Any) -> Any:
        """Return the production-cost penalty, $/year, at a specificity (a number or array)."""
        return self.production_penalty * np.exp(-self.production_decay * specificity)

    def governance_penalty_at(self, specificity: Any) -> Any:
        """Return the governance-cost penalty, $/year, at a specificity (a number or array)."""
        return self.governance_penalty - self.governance_decline * specificity

    def margin(self) -> Any:
        """Return how much cheaper in-house is, $/year; any input may be a numpy array."""
        production = self.production_penalty_at(self.specificity)
        return -(production + self.governance_penalty_at(self.specificity))

    def governance_switch_point(self) -> float | None:
        """Return the specificity above which governance alone is cheaper in-house.

        Returns
        -------
        float or None
            b0 / g; None where no specificity between 0 and 1 turns it.
        """
        if self.governance_decline < SMALLEST:
            return None
        return turning_share(self.governance_penalty / self.governance_decline)

    def switch_point(self) -> float | None:
        """Return the specificity above which both penalties together favour in-house.

        Returns
        -------
        float or None
            The zero of c0 exp(-a k) + b0 - g k, which falls as k grows. Where c0 is positive it
            lies right of b0/g, the zero of governance alone (Riordan and Williamson 1985). None
            where no specificity between 0 and 1 turns it.
        """

        def both(specificity: float) -> float:
            production = self.production_penalty_at(specificity)
            return float(production + self.governance_penalty_at(specificity))

        if both(0) <= 0 or both(1) >= 0:
            return None
        return turning_share(crossing(both, 0, 1))

    def solve(self) -> "TransactionCostOutcome":
        """Compare the two ways over the whole range of asset specificity."""
        specificities = np.linspace(0, 1, POINTS)
        margin = float(self.margin())
        return TransactionCostOutcome(
            scenario=self,
            specificities=specificities,
            production_penalties=self.production_penalty_at(specificities),
            governance_penalties=self.governance_penalty_at(specificities),
            governance_switch_point=self.governance_switch_point(),
            switch_point=self.switch_point(),
            margin=margin,
            decision=decide(margin),
        )


@dataclass(frozen=True, slots=True)
class TransactionCostOutcome:
    """What `TransactionCost` found.

    Attributes
    ----------
    specificities, production_penalties, governance_penalties
        Arrays of shape (41,): asset specificity (0 to 1), $/year, $/year; a penalty below
        zero is an advantage of in-house.
    governance_switch_point, switch_point
        The specificity at which governance alone, and both penalties together, turn to
        in-house; None where none between 0 and 1 does.
    margin
        $/year; positive where insourcing is cheaper.
    """

    scenario: TransactionCost
    specificities: np.ndarray
    production_penalties: np.ndarray
    governance_penalties: np.ndarray
    governance_switch_point: float | None
    switch_point: float | None
    margin: float
    decision: Decision

    @property
    def both_penalties(self) -> np.ndarray:
        """Both penalties together, $/year, of shape (41,)."""
        return self.production_penalties + self.governance_penalties
