"""Back-office access: what it may cost to let a supplier into the company's systems."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np

from lessons.models.shared.decision import Decision, decide
from lessons.scenario import Scenario, choices, quantity, span

YEARS = 100_000
# A constant and no input: with the same years at every move, what changes on the chart is what
# the learner has changed, and no year has to be drawn again.
SEED = 1
MOST_STOPPED = 0.9  # the part of all incidents that the best security stops: never every one
PIECE = 20_000  # incidents drawn at once
DUST = 1e-6  # what floating point adds to a number of years
TAIL = 1.6448536269514722  # standard deviations from the middle to the ends of a 90% interval

# How much of the incidents that a supplier adds each system carries; made up for the lesson.
EXPOSURES = {"Accounting": 0.5, "Customer data": 0.35, "Marketing tools": 0.15}


class BackOfficeAccess(Scenario):
    """What a year of security incidents may cost, with and without a supplier in the systems.

    Factor Analysis of Information Risk (FAIR; Freund and Jones 2014) splits a risk into how
    often incidents come and how much each costs. Incidents come by chance at a steady rate
    (Poisson). The loss of each is lognormal, and a 90% interval says between what ends.
    """

    systems: tuple[str, ...] = choices(
        tuple(EXPOSURES),
        tuple(EXPOSURES),
        least=0,
        label="Systems the supplier may enter",
        help="Accounting is a back-office system: no customer sees it, and money moves there.",
        group="The supplier's access",
    )
    supplier_control: float = quantity(
        0,
        0,
        1,
        step=0.05,
        label="Control over the supplier",
        unit="%",
        help="How well you watch who comes in: accounts with names, logs, a right to audit. "
        "Even the best control stops only nine in ten incidents.",
        group="The supplier's access",
    )
    third_party_share: float = quantity(
        0.30,
        0,
        0.5,
        step=0.01,
        label="Third parties' share of incidents",
        unit="%",
        help="Of all incidents at a company that opens every system to a supplier without "
        "control, the part that comes in through the supplier.",
        group="The supplier's access",
        source="third_party_breach_share/2025",
    )
    saving: float = quantity(
        50_000,
        0,
        500_000,
        step=5_000,
        label="Saving offered by outsourcing",
        unit="$/year",
        help="How much less the work costs from the supplier, before any incident.",
        group="The supplier's access",
    )
    incidents: float = quantity(
        0.5,
        0,
        3,
        step=0.05,
        label="Incidents without any defence",
        unit="incidents/year",
        help="How many would get through in an average year if the company had no security "
        "at all, and let no supplier in.",
        group="Your own company",
    )
    security: float = quantity(
        0.5,
        0,
        1,
        step=0.05,
        label="Your own security",
        unit="%",
        help="How strong your defence is. Even at 100% it stops only nine in ten incidents.",
        group="Your own company",
    )
    # From end to end this is as wide as an interval can be with its mean still inside: the
    # mean passes the upper end once that is more than exp(4 x 1.645^2) times the lower.
    loss: tuple[float, float] = span(
        (50_000, 2_000_000),
        1_000,
        50_000_000,
        step=100,
        label="Loss in one incident",
        unit="$",
        help="Nine in ten incidents cost between these two amounts, one in twenty less and "
        "one in twenty more.",
        group="Your own company",
        scale="log",
    )

    def in_house_incidents(self) -> Any:
        """Return how many incidents get through in an average year without a supplier."""
        return self.incidents * (1 - MOST_STOPPED * self.security)

    def increase(self) -> Any:
        """Return by which share the supplier's access adds to those incidents.

        Returns
        -------
        float or numpy.ndarray
            s / (1 - s) for a supplier in all systems without control, s being third parties'
            share: then s of all incidents come through the supplier. It falls in proportion
            to the systems' exposures, and to the part that control stops.
        """
        exposure = math.fsum(EXPOSURES[system] for system in self.systems)
        odds = self.third_party_share / (1 - self.third_party_share)
        return odds * exposure * (1 - MOST_STOPPED * self.supplier_control)

    def outsourced_incidents(self) -> Any:
        """Return how many incidents get through in an average year with the supplier inside."""
        return self.in_house_incidents() * (1 + self.increase())

    def log_loss(self) -> tuple[float, float]:
        """Return mean and standard deviation of the logarithm of one incident's loss in $."""
        low, high = self.loss
        return (math.log(low) + math.log(high)) / 2, math.log(high / low) / (2 * TAIL)

    def mean_loss(self) -> float:
        """Return what one incident costs on average, $: exp(mu + sigma^2 / 2)."""
        mean, deviation = self.log_loss()
        return math.exp(mean + deviation**2 / 2)

    def added_loss_expectancy(self) -> Any:
        """Return what the supplier's access adds to the annualised loss expectancy, $/year."""
        return self.in_house_incidents() * self.increase() * self.mean_loss()

    def margin(self) -> Any:
        """Return how much better off the company is in-house, $/year.

        What the access adds to the expected losses less the saving; any numeric input may be
        a numpy array.
        """
        return self.added_loss_expectancy() - self.saving

    def solve(self) -> "BackOfficeAccessOutcome":
        """Simulate 100,000 years by both routes, beside the means in closed form."""
        in_house, added = self._simulated()
        expected = self.in_house_incidents() * self.mean_loss()
        margin = float(self.margin())
        return BackOfficeAccessOutcome(
            scenario=self,
            in_house=YearlyLosses(_sorted(in_house), expected),
            outsourced=YearlyLosses(_sorted(in_house + added), expected * (1 + self.increase())),
            added_mean=float(added.mean()),
            added_standard_error=_standard_error(added),
            increase=float(self.increase()),
            required_saving=float(self.added_loss_expectancy()),
            margin=margin,
            decision=decide(margin),
        )

    def _simulated(self) -> tuple[np.ndarray, np.ndarray]:
        """Return each year's losses in-house, and what the supplier's access adds to them, $."""
        rates, years, deviations = _drawn()
        reached = np.array([self.in_house_incidents(), self.outsourced_incidents()], rates.dtype)
        own, all_of_them = np.searchsorted(rates, reached, side="right")
        middle, deviation = self.log_loss()
        losses = np.exp(np.multiply(deviations[:all_of_them], deviation, dtype=float))
        parts = slice(own), slice(own, all_of_them)
        in_house, added = (
            np.exp(middle) * np.bincount(years[one], losses[one], YEARS) for one in parts
        )
        return in_house, added


@cache
def _drawn() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw once the incidents of all years, at the highest rate that the inputs allow.

    Returns
    -------
    rates, years, deviations
        Arrays of shape (incidents,), in half the usual precision, since they are kept and chance
        is far less precise: the rate of incidents a year from which on each takes
        place (ascending), its year (0 to 99,999), and its loss in standard deviations of the
        logarithm.

    Notes
    -----
    The incidents up to a rate are those of a Poisson process at that rate, since a thinned
    Poisson process is one again (Kingman 1993). So a higher rate keeps all incidents of a
    lower one and adds some: common random numbers, which take the noise out of comparisons.
    """
    declared = BackOfficeAccess.quantities()
    highest = declared["incidents"].maximum / (1 - declared["third_party_share"].maximum)
    generator = np.random.default_rng(SEED)
    count = generator.poisson(highest * YEARS)
    rates = _kept(generator.random, count, np.float32)
    rates.sort()
    rates *= highest
    years = _kept(partial(generator.integers, YEARS), count, np.int32)
    return rates, years, _kept(generator.standard_normal, count, np.float32)


def _kept(draw: Callable[..., np.ndarray], count: int, kind: type) -> np.ndarray:
    """Draw piece by piece, so that the full precision never takes up memory all at once."""
    kept = np.empty(count, kind)
    for start in range(0, count, PIECE):
        piece = kept[start : start + PIECE]
        piece[:] = draw(size=len(piece))
    return kept


@dataclass(frozen=True, slots=True)
class YearlyLosses:
    """The losses of a year by one route.

    Attributes
    ----------
    simulated
        Array of shape (100,000,): the losses of each simulated year, $, ascending.
    expectancy
        Annualised loss expectancy in closed form: incidents a year times mean loss, $/year.
    """

    simulated: np.ndarray
    expectancy: float

    @property
    def mean(self) -> float:
        """Mean of the simulated years, $/year."""
        return float(self.simulated.mean(dtype=float))

    @property
    def standard_error(self) -> float:
        """Standard error of that mean, $/year."""
        return _standard_error(self.simulated)

    @property
    def chance(self) -> float:
        """Share of the simulated years with any loss."""
        return float(np.count_nonzero(self.simulated) / YEARS)

    def exceeded(self, chance: Any) -> Any:
        """Return what the losses of a year reach or exceed with a chance, $.

        Parameters
        ----------
        chance
            Above 0 and up to 1 (a number or array): 0.05 for a 1-in-20 year.

        Returns
        -------
        float or numpy.ndarray
            0 where a year so bad still brings no loss.
        """
        as_bad = np.ceil(np.asarray(chance) * YEARS - DUST).astype(int)
        return self.simulated[YEARS - as_bad].astype(float)


def _standard_error(losses: np.ndarray) -> float:
    return float(losses.std(dtype=float) / math.sqrt(YEARS))


def _sorted(losses: np.ndarray) -> np.ndarray:
    return np.sort(losses.astype(np.float32))


@dataclass(frozen=True, slots=True)
class BackOfficeAccessOutcome:
    """What `BackOfficeAccess` found.

    Attributes
    ----------
    in_house, outsourced
        The losses of a year without the supplier in the systems, and with it.
    added_mean, added_standard_error
        Of what the supplier's access adds in the simulated years, $/year.
    increase
        By which share the supplier's access adds to the incidents, and so to the expected
        losses.
    required_saving
        What outsourcing must save to pay for its exposure, $/year.
    margin
        `required_saving` less the saving offered, $/year; positive where insourcing is better.
    """

    scenario: BackOfficeAccess
    in_house: YearlyLosses
    outsourced: YearlyLosses
    added_mean: float
    added_standard_error: float
    increase: float
    required_saving: float
    margin: float
    decision: Decision
