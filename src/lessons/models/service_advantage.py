"""Service advantage: what it is worth that better service in-house keeps more customers."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons.models.shared.decision import Decision, decide
from lessons.models.shared.discounting import discount_rate
from lessons.scenario import Scenario, choice, quantity

POINTS = 41
DUST = 1e-9  # what floating point adds to a whole

FALLS = "Falls with the customers"
STAYS = "Stays the same"


class ServiceAdvantage(Scenario):
    """What customers are worth who stay longer, and what their service may cost for it.

    Customer lifetime value is the present value of the margin that a customer brings for as
    long as they stay (Gupta and Lehmann 2003, whose formula this is, with the first margin
    after a year).
    """

    in_house_retention: float = quantity(
        0.85,
        0,
        1,
        step=0.01,
        label="Retention in-house",
        unit="%",
        help="Of 100 customers, how many are still there a year later if your own people serve "
        "them.",
        group="Customers",
    )
    outsourced_retention: float = quantity(
        0.80,
        0,
        1,
        step=0.01,
        label="Retention outsourced",
        unit="%",
        help="The same if a supplier serves them.",
        group="Customers",
    )
    customers: float = quantity(
        10_000,
        0,
        100_000,
        step=1_000,
        label="Customers today",
        unit="customers",
        help="Those who order now. New ones are not counted.",
        group="Customers",
    )
    customer_margin: float = quantity(
        40,
        0,
        200,
        step=1,
        label="Margin of a customer",
        unit="$/year",
        help="What a customer's orders of a year bring, less what the goods cost.",
        group="Money",
    )
    extra_cost: float = quantity(
        60_000,
        0,
        1_000_000,
        step=5_000,
        label="Extra cost of in-house service",
        unit="$/year",
        help="How much dearer it is to serve all of today's customers in-house.",
        group="Money",
    )
    extra_cost_later: str = choice(
        FALLS,
        (FALLS, STAYS),
        label="The extra cost later",
        help="Whether it is paid for each customer who is still there, or in full each year for "
        "ever, however few are left.",
        group="Money",
    )
    # At no discount customers who all stay would be worth more than any number.
    discount: float = discount_rate("Money", minimum=0.01)

    def expected_years(self, retention: Any) -> Any:
        """Return r / (1 + i - r): a customer's remaining years, later ones discounted.

        Parameters
        ----------
        retention
            Share of customers who stay a year (a number or array).
        """
        return retention / (1 + self.discount - retention)

    def lifetime_value(self, retention: Any) -> Any:
        """Return the customer lifetime value m r / (1 + i - r), $, at a retention."""
        return self.customer_margin * self.expected_years(retention)

    def years_of_extra_cost(self, retention: Any) -> Any:
        """Return for how many years the extra cost is paid, later ones discounted.

        Parameters
        ----------
        retention
            In-house (a number or array).

        Returns
        -------
        float or numpy.ndarray
            A customer's expected years where the cost falls with the customers; 1 / i where it
            stays the same for ever.
        """
        return self.expected_years(retention) if self.extra_cost_later == FALLS else self._forever

    @property
    def _forever(self) -> Any:
        return 1 / self.discount

    def highest_extra_cost(self, retention: Any) -> Any:
        """Return up to which yearly extra cost a retention in-house pays, $/year.

        Parameters
        ----------
        retention
            In-house (a number or array).

        Returns
        -------
        float or numpy.ndarray
            N m (A - A_outsourced) / Y, A being the expected years and Y those of the extra
            cost; 0 where retention is no better than the supplier's, since then no extra cost
            is worth paying.
        """
        in_house, years = self.expected_years(retention), self.years_of_extra_cost(retention)
        gained = np.maximum(in_house - self.expected_years(self.outsourced_retention), 0)
        whole = self.customers * self.customer_margin
        # Where nobody stays nothing is gained, and so nothing is divided.
        # A share first: at most 1, so that no rounding makes it more than the whole.
        return whole * (gained / np.where(in_house > 0, years, 1))

    def required_retention(self) -> float | None:
        """Return the retention in-house that just pays for the extra cost.

        Returns
        -------
        float or None
            A (1 + i) / (1 + A), where A are the expected years needed: A_outsourced N m / (N m
            - E), or A_outsourced + E / (i N m) where the extra cost stays the same. None where
            not even customers who all stay would pay for it.
        """
        whole = self.customers * self.customer_margin
        # At most all customers stay for ever: that is worth the margin for 1 / i years.
        if whole <= self.extra_cost:
            return None
        outsourced = self.expected_years(self.outsourced_retention)
        if self.extra_cost_later == FALLS:
            needed = outsourced * whole / (whole - self.extra_cost)
        else:
            needed = outsourced + self.extra_cost * self._forever / whole
        retention = needed * (1 + self.discount) / (1 + needed)
        return min(retention, 1.0) if retention <= 1 + DUST else None

    def margin(self) -> Any:
        """Return the present value of insourcing, $: N dCLV less that of the extra cost.

        Any input may be a numpy array.
        """
        in_house, outsourced = (
            self.expected_years(retention)
            for retention in (self.in_house_retention, self.outsourced_retention)
        )
        gained = self.customers * self.customer_margin * (in_house - outsourced)
        return gained - self.extra_cost * self.years_of_extra_cost(self.in_house_retention)

    def solve(self) -> "ServiceAdvantageOutcome":
        """Compare both services over all retentions in-house."""
        # The curve of lifetime values bends the more the nearer retention comes to 1.
        retentions = 1 - np.linspace(1, 0, POINTS) ** 2
        better = np.linspace(self.outsourced_retention, 1, POINTS)
        required = self.required_retention()
        margin = float(self.margin())
        return ServiceAdvantageOutcome(
            scenario=self,
            retentions=retentions,
            lifetime_values=self.lifetime_value(retentions),
            better_retentions=better,
            highest_extra_costs=self.highest_extra_cost(better),
            in_house_value=self.lifetime_value(self.in_house_retention),
            outsourced_value=self.lifetime_value(self.outsourced_retention),
            highest_extra_cost=float(self.highest_extra_cost(self.in_house_retention)),
            retention_gain=self.in_house_retention - self.outsourced_retention,
            required_retention=required,
            required_gain=None if required is None else required - self.outsourced_retention,
            margin=margin,
            decision=decide(margin),
        )


@dataclass(frozen=True, slots=True)
class ServiceAdvantageOutcome:
    """What `ServiceAdvantage` found.

    Attributes
    ----------
    retentions, lifetime_values
        Arrays of shape (41,): retention from 0 to 1, and customer lifetime value there, $.
    better_retentions, highest_extra_costs
        Arrays of shape (41,): retention in-house from the supplier's to 1, and up to which
        extra cost it pays, $/year.
    in_house_value, outsourced_value
        Customer lifetime value by either service, $.
    highest_extra_cost
        Up to which extra cost the present retention in-house pays, $/year.
    retention_gain
        Retention in-house less outsourced.
    required_retention, required_gain
        The retention in-house, and the gain, that just pay for the extra cost; None where
        no retention does.
    margin
        Present value, $; positive where insourcing is better.
    """

    scenario: ServiceAdvantage
    retentions: np.ndarray
    lifetime_values: np.ndarray
    better_retentions: np.ndarray
    highest_extra_costs: np.ndarray
    in_house_value: float
    outsourced_value: float
    highest_extra_cost: float
    retention_gain: float
    required_retention: float | None
    required_gain: float | None
    margin: float
    decision: Decision
