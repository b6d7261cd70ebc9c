"""Change requests: how long a decision takes to be carried out, in-house or by a supplier."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons.models.shared.decision import Decision, decide, turning_share
from lessons.scenario import Scenario, quantity

QUARTER = 65  # working days: 13 weeks of five
POINTS = 91  # one for each percent of the chance of misunderstanding


class ChangeRequests(Scenario):
    """The time from a decision to the finished change, in-house or outsourced.

    Each hand-off is misunderstood with the chance that whoever receives it does not know
    the company, and is then done again, which may be misunderstood again. The number of
    rounds is geometric, so that its mean is 1 / (1 - the chance of another round).
    """

    misunderstanding: float = quantity(
        0.5,
        0,
        0.9,
        step=0.05,
        label="Chance of misunderstanding",
        unit="%",
        help="How often a hand-off goes wrong with somebody who knows nothing of the company. "
        "At 100% such a person would never be done, so this ends at 90%.",
        group="The work",
    )
    changes: float = quantity(
        10,
        0,
        40,
        step=1,
        label="Changes wanted",
        unit="changes/quarter",
        help="How many decisions in a quarter change the work: a new text, price or picture.",
        group="The work",
    )
    value_of_a_day: float = quantity(
        300,
        0,
        2_000,
        step=50,
        label="Value of a day sooner",
        unit="$/day",
        help="What it is worth to have one change finished one working day sooner.",
        group="The work",
    )
    in_house_hand_offs: float = quantity(
        3,
        1,
        10,
        step=1,
        label="Hand-offs in-house",
        unit="hand-offs",
        help="How often a change passes from one person to the next inside the company.",
        group="In-house",
    )
    in_house_days: float = quantity(
        1,
        0.25,
        5,
        step=0.25,
        label="Days of a hand-off in-house",
        unit="days",
        help="Working days from one person of the company to the next, waiting included.",
        group="In-house",
    )
    in_house_knowledge: float = quantity(
        0.8,
        0,
        1,
        step=0.05,
        label="Knowledge of your own team",
        unit="%",
        help="How much of what goes without saying in the company your people know. "
        "At 100% they misunderstand nothing.",
        group="In-house",
    )
    extra_cost: float = quantity(
        15_000,
        0,
        60_000,
        step=1_000,
        label="Extra cost in-house",
        unit="$/quarter",
        help="How much more the same work costs in-house in a quarter, speed left aside.",
        group="In-house",
    )
    outsourced_hand_offs: float = quantity(
        4,
        1,
        10,
        step=1,
        label="Hand-offs outsourced",
        unit="hand-offs",
        help="How often a change passes from one person to the next, your own people included.",
        group="Outsourced",
    )
    outsourced_days: float = quantity(
        1.5,
        0.25,
        5,
        step=0.25,
        label="Days of a hand-off outsourced",
        unit="days",
        help="Working days from one person to the next on the supplier's way, waiting included.",
        group="Outsourced",
    )
    outsourced_knowledge: float = quantity(
        0.2,
        0,
        1,
        step=0.05,
        label="Knowledge of the supplier",
        unit="%",
        help="How much of what goes without saying in the company the supplier's people know. "
        "At 0% they need everything explained.",
        group="Outsourced",
    )

    def in_house_turnaround(self, misunderstanding: Any) -> Any:
        """Return the expected working days in-house; the chance may be a number or array."""
        understood = 1 - misunderstanding * (1 - self.in_house_knowledge)
        return self.in_house_hand_offs * self.in_house_days / understood

    def outsourced_turnaround(self, misunderstanding: Any) -> Any:
        """Return the expected working days outsourced; the chance may be a number or array."""
        understood = 1 - misunderstanding * (1 - self.outsourced_knowledge)
        return self.outsourced_hand_offs * self.outsourced_days / understood

    def margin(self) -> Any:
        """Return what insourcing is worth, $/quarter; any input may be a numpy array.

        The days that insourcing saves on all changes together, at the value of a day, less
        its extra cost.
        """
        saved = self.outsourced_turnaround(self.misunderstanding) - self.in_house_turnaround(
            self.misunderstanding
        )
        return self.changes * self.value_of_a_day * saved - self.extra_cost

    def break_even_knowledge(self) -> float | None:
        """Return the supplier's knowledge below which insourcing wins, between 0 and 1.

        Returns
        -------
        float or None
            1 - (1 - h d / T) / e, where h d are the supplier's days without a
            misunderstanding and T is the turnaround at which the days saved just pay for
            the extra cost. None where nothing that the supplier knows turns the decision.
        """
        value_of_all = self.changes * self.value_of_a_day
        if value_of_all == 0 or self.misunderstanding == 0:
            return None
        at_par = self.in_house_turnaround(self.misunderstanding) + self.extra_cost / value_of_all
        shortest = self.outsourced_hand_offs * self.outsourced_days
        return turning_share(1 - (1 - shortest / at_par) / self.misunderstanding)

    def solve(self) -> "ChangeRequestsOutcome":
        """Compare the two ways over the whole range of the chance of misunderstanding."""
        chances = np.linspace(0, self.quantities()["misunderstanding"].maximum, POINTS)
        in_house = self.in_house_turnaround(self.misunderstanding)
        outsourced = self.outsourced_turnaround(self.misunderstanding)
        margin = self.margin()
        return ChangeRequestsOutcome(
            scenario=self,
            chances=chances,
            in_house_turnarounds=self.in_house_turnaround(chances),
            outsourced_turnarounds=self.outsourced_turnaround(chances),
            margins=self.model_copy(update={"misunderstanding": chances}).margin(),
            in_house_turnaround=in_house,
            outsourced_turnaround=outsourced,
            in_house_finished=QUARTER / in_house,
            outsourced_finished=QUARTER / outsourced,
            break_even_knowledge=self.break_even_knowledge(),
            margin=margin,
            decision=decide(margin),
        )


@dataclass(frozen=True, slots=True)
class ChangeRequestsOutcome:
    """What `ChangeRequests` found.

    Attributes
    ----------
    chances, in_house_turnarounds, outsourced_turnarounds, margins
        Arrays of shape (91,): chance of misunderstanding (0 to 0.9), working days, working
        days, $/quarter.
    in_house_turnaround, outsourced_turnaround
        At the scenario's own chance of misunderstanding, working days.
    in_house_finished, outsourced_finished
        Changes that fit into a quarter of 65 working days, one after another.
    break_even_knowledge
        Of the supplier, between 0 and 1; None where it does not turn the decision.
    margin
        $/quarter; positive where insourcing is worth more than it costs.
    """

    scenario: ChangeRequests
    chances: np.ndarray
    in_house_turnarounds: np.ndarray
    outsourced_turnarounds: np.ndarray
    margins: np.ndarray
    in_house_turnaround: float
    outsourced_turnaround: float
    in_house_finished: float
    outsourced_finished: float
    break_even_knowledge: float | None
    margin: float
    decision: Decision
