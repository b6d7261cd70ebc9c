"""Contract enforcement: how much of a claim against a supplier a court really protects."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons.models.shared.discounting import discount_rate, worth_today
from lessons.scenario import Scenario, choice, quantity

DAYS_IN_A_YEAR = 365
EDITION = 2020  # the last edition of Doing Business
MEASURED = 2019  # the year that it measured, for which the rule of law is shown too

# The countries of the cited tables; a test holds both equal.
COUNTRIES = (
    "China",
    "India",
    "Ireland",
    "Mexico",
    "Norway",
    "Philippines",
    "Poland",
    "United States",
)

Table = Mapping[str, np.ndarray]


class ContractEnforcement(Scenario):
    """What a claim against a supplier who did not deliver is worth in the courts.

    The expected value of a claim is what a judgment brings, less what it costs to get there
    (Shavell 1982). It shrinks with every day of waiting, and with all that cannot be recovered
    from a supplier who has lost. Whoever may also let the claim go loses no more than that.
    Money that a third party still holds needs no court.
    """

    country: str = choice(
        "India",
        COUNTRIES,
        label="Country of the supplier",
        help="Whose courts decide, if the contract says nothing else.",
        group="The supplier",
    )
    claim: float = quantity(
        100_000,
        1_000,
        1_000_000,
        step=1_000,
        label="Claim",
        unit="$",
        help="What the supplier owes you for work that it did not deliver.",
        group="The supplier",
    )
    escrow: float = quantity(
        0,
        0,
        1,
        step=0.05,
        label="Held in escrow",
        unit="%",
        help="The part of the claim that a third party holds until the work is delivered. It "
        "comes back without a court.",
        group="The supplier",
    )
    winning: float = quantity(
        0.8,
        0,
        1,
        step=0.05,
        label="Chance of winning",
        unit="%",
        help="How likely the court is to agree with you. It depends on what the contract says "
        "and on what you can prove.",
        group="In court",
    )
    recovered: float = quantity(
        0.9,
        0,
        1,
        step=0.05,
        label="Recovered after winning",
        unit="%",
        help="The part of the claim that the supplier can still pay once it has lost.",
        group="In court",
    )
    delay: float = quantity(
        180,
        0,
        1_095,
        step=15,
        label="Extra delay",
        unit="days",
        help="Days on top of the published ones, until a court abroad takes up the case. They "
        "are the same for every country.",
        group="In court",
    )
    discount: float = discount_rate("In court")

    def paid_later(self, days: Any) -> Any:
        """Return what a dollar is worth today that is paid after `days` and the extra delay."""
        return worth_today(self.discount, (days + self.delay) / DAYS_IN_A_YEAR)

    def expected_value(self, days: Any, cost: Any) -> Any:
        """Return the expected value of suing for one dollar, in dollars.

        Parameters
        ----------
        days
            Calendar days that the court takes (a number or array).
        cost
            What suing costs, as a share of the claim (a number or array).

        Returns
        -------
        float or numpy.ndarray
            pi rho (1 + r)^(-T / 365) - c; below zero where suing costs more than it brings.
        """
        return self.winning * self.recovered * self.paid_later(days) - cost

    def protected_share(self, days: Any, cost: Any) -> Any:
        """Return which share of a claim is protected; parameters as of `expected_value`.

        Returns
        -------
        float or numpy.ndarray
            What is held in escrow, and of the rest the expected value of suing. Nobody has to
            sue where that is below zero.
        """
        sued_for = np.maximum(self.expected_value(days, cost), 0)
        return self.escrow + (1 - self.escrow) * sued_for

    def least_winning(self, days: float, cost: float) -> float | None:
        """Return the chance of winning above which suing pays; None where no chance does."""
        brought = self.recovered * float(self.paid_later(days))
        return cost / brought if brought > cost else None

    def solve(self, tables: Mapping[str, Table]) -> "ContractEnforcementOutcome":
        """Work out for every country how much of a claim is protected.

        Parameters
        ----------
        tables
            ``contract_enforcement_days``, ``contract_enforcement_cost`` and ``rule_of_law``:
            for each a mapping from column to array.
        """
        days = _of_countries(tables["contract_enforcement_days"], "days", EDITION)
        cost = _of_countries(tables["contract_enforcement_cost"], "cost", EDITION) / 100
        rule_of_law = _of_countries(tables["rule_of_law"], "rule_of_law", MEASURED)
        expected_values = self.expected_value(days, cost)
        protected_shares = self.protected_share(days, cost)
        order = np.argsort(-expected_values, kind="stable")
        chosen = COUNTRIES.index(self.country)
        protected = float(protected_shares[chosen])
        return ContractEnforcementOutcome(
            scenario=self,
            countries=tuple(COUNTRIES[place] for place in order),
            days=days[order],
            costs=cost[order],
            rule_of_law=rule_of_law[order],
            expected_values=expected_values[order],
            protected_shares=protected_shares[order],
            protected=protected,
            unprotected=self.claim * (1 - protected),
            worth=self.claim * (1 - self.escrow) * float(expected_values[chosen]),
            least_winning=self.least_winning(days[chosen], cost[chosen]),
        )


def _of_countries(table: Table, measure: str, year: int) -> np.ndarray:
    """Return a measure of one year for each country, in the order of `COUNTRIES`."""
    latest = table["year"] == year
    found = dict(zip(table["country"][latest], table[measure][latest], strict=True))
    return np.array([found[country] for country in COUNTRIES], dtype=float)


@dataclass(frozen=True, slots=True)
class ContractEnforcementOutcome:
    """What `ContractEnforcement` found.

    Attributes
    ----------
    countries
        All eight, the best protected first; the arrays, of shape (8,), are in their order.
    days, costs
        Of a court case: calendar days, and share of the claim.
    rule_of_law
        Estimate of the Worldwide Governance Indicators.
    expected_values
        Of suing for one dollar, $; below zero where suing costs more than it brings.
    protected_shares
        What is held in escrow, and what suing for the rest is worth where it pays.
    protected
        Share of the claim that is protected in the supplier's country.
    unprotected
        The rest of the claim, $.
    worth
        Expected value of suing there for all that is not in escrow, $.
    least_winning
        The chance of winning above which suing there pays; None where no chance does.
    """

    scenario: ContractEnforcement
    countries: tuple[str, ...]
    days: np.ndarray
    costs: np.ndarray
    rule_of_law: np.ndarray
    expected_values: np.ndarray
    protected_shares: np.ndarray
    protected: float
    unprotected: float
    worth: float
    least_winning: float | None
