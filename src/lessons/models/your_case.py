"""Your own case: what speaks for insourcing and what against it, added up with its uncertainty."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from lessons.models.decision import HALF_A_CENT, Decision, decide
from lessons.scenario import Scenario, choice, quantity

DRAWS = 100_000
SEED = 20  # of the pseudo-random numbers: every opening sees the same ones
LIMIT = 1_000_000  # $/year, either way
STEP = 1_000
GUESSES = ("low", "likely", "high")
NORMAL_90 = 1.6448536269514722  # standard deviations from the mean to the ends of 90 %
POINTS = 61

CONSIDERATIONS = {
    "cost_difference": "Cost difference",
    "opportunity_cost": "Opportunity cost",
    "training": "Training",
    "risk_exposure": "Risk exposure",
    "enforcement": "Enforcement",
    "service_value": "Service value",
}


def _guess(default: float, consideration: str, guess: str) -> Any:
    label = CONSIDERATIONS[consideration]
    return quantity(
        default,
        -LIMIT,
        LIMIT,
        step=STEP,
        label=f"{label}, {guess}",
        unit="$/year",
        group="What speaks for insourcing (+) and for outsourcing (−)",
        row=label,
        column=guess.capitalize(),
    )


class YourCase(Scenario):
    """What each consideration is worth a year, as a low, a likely and a high guess.

    A positive amount speaks for insourcing, a negative one for outsourcing. The three guesses
    of a line are put in order, so that a low one above a high one is no mistake.
    """

    cost_difference_low: float = _guess(-60_000, "cost_difference", "low")
    cost_difference_likely: float = _guess(-20_000, "cost_difference", "likely")
    cost_difference_high: float = _guess(30_000, "cost_difference", "high")
    opportunity_cost_low: float = _guess(-40_000, "opportunity_cost", "low")
    opportunity_cost_likely: float = _guess(-25_000, "opportunity_cost", "likely")
    opportunity_cost_high: float = _guess(-10_000, "opportunity_cost", "high")
    training_low: float = _guess(5_000, "training", "low")
    training_likely: float = _guess(15_000, "training", "likely")
    training_high: float = _guess(25_000, "training", "high")
    risk_exposure_low: float = _guess(0, "risk_exposure", "low")
    risk_exposure_likely: float = _guess(10_000, "risk_exposure", "likely")
    risk_exposure_high: float = _guess(50_000, "risk_exposure", "high")
    enforcement_low: float = _guess(0, "enforcement", "low")
    enforcement_likely: float = _guess(5_000, "enforcement", "likely")
    enforcement_high: float = _guess(10_000, "enforcement", "high")
    service_value_low: float = _guess(0, "service_value", "low")
    service_value_likely: float = _guess(20_000, "service_value", "likely")
    service_value_high: float = _guess(40_000, "service_value", "high")
    shape: str = choice(
        "Triangular",
        ("Triangular", "Normal"),
        label="Shape of a guess",
        help="Triangular: nothing lies outside low and high, and the likely value is the peak. "
        "Normal: nine times out of ten it lies between low and high, around their middle.",
        group="How guesses are read",
    )

    def guesses(self, consideration: str) -> np.ndarray:
        """Return low, likely and high of a consideration in order, $/year: shape (3, ...)."""
        given = [getattr(self, f"{consideration}_{guess}") for guess in GUESSES]
        return np.sort(np.broadcast_arrays(*given), axis=0)

    def expected(self, consideration: str) -> Any:
        """Return the mean of a consideration, $/year: what its shape says on average."""
        low, likely, high = self.guesses(consideration)
        return (low + high) / 2 if self.shape == "Normal" else (low + likely + high) / 3

    def margin(self) -> Any:
        """Return the sum of what is expected, $/year; any input may be a numpy array."""
        return sum(self.expected(one) for one in CONSIDERATIONS)

    def solve(self) -> "YourCaseOutcome":
        """Add the considerations up, and draw 100,000 years of them."""
        ordered = np.array([self.guesses(one) for one in CONSIDERATIONS])
        expected = np.array([float(self.expected(one)) for one in CONSIDERATIONS])
        margin = float(expected.sum())
        sums = self._sums(ordered)
        amounts = np.linspace(*np.quantile(sums, (0, 1)), POINTS)
        return YourCaseOutcome(
            scenario=self,
            considerations=tuple(CONSIDERATIONS.values()),
            expected=expected,
            if_low=margin - expected + ordered[:, 0],
            if_high=margin - expected + ordered[:, 2],
            probability=float(np.mean((np.sign(sums) * (abs(sums) >= HALF_A_CENT) + 1) / 2)),
            amounts=amounts,
            chances=np.searchsorted(np.sort(sums), amounts, side="right") / len(sums),
            margin=margin,
            decision=decide(margin),
        )

    def _sums(self, ordered: np.ndarray) -> np.ndarray:
        """Return the sum of all considerations in each drawn year, shape (draws,)."""
        if self.shape == "Normal":
            middle = (ordered[:, 0] + ordered[:, 2]).sum() / 2
            spreads = (ordered[:, 2] - ordered[:, 0]) / (2 * NORMAL_90)
            return middle + spreads @ _normals()
        return sum(
            _triangular(*guess, draws) for guess, draws in zip(ordered, _uniforms(), strict=True)
        )


def _triangular(low: float, likely: float, high: float, draws: np.ndarray) -> np.ndarray:
    """Turn uniform draws into triangular ones by the inverse of the distribution function."""
    if high == low:
        return np.full(len(draws), low)
    turn = (likely - low) / (high - low)
    rising = low + np.sqrt(draws * (high - low) * (likely - low))
    falling = high - np.sqrt((1 - draws) * (high - low) * (high - likely))
    return np.where(draws < turn, rising, falling)


@cache
def _uniforms() -> np.ndarray:
    return np.random.default_rng(SEED).random((len(CONSIDERATIONS), DRAWS))


@cache
def _normals() -> np.ndarray:
    return np.random.default_rng(SEED).standard_normal((len(CONSIDERATIONS), DRAWS))


@dataclass(frozen=True, slots=True)
class YourCaseOutcome:
    """What `YourCase` found.

    Attributes
    ----------
    considerations
        Names of the six considerations, in the order of all arrays of six.
    expected
        What each is expected to be worth, $/year, shape (6,).
    if_low, if_high
        The sum if that one consideration is at its low or high guess and all others as
        expected, $/year, shape (6,).
    probability
        That the sum is positive, so that insourcing is better: 0 to 1. A sum that nobody
        could tell from zero counts half.
    amounts, chances
        Amounts a year and the chance that the sum is at most that, shape (61,).
    margin
        The sum of all that is expected, $/year; positive where insourcing is better.
    """

    scenario: YourCase
    considerations: tuple[str, ...]
    expected: np.ndarray
    if_low: np.ndarray
    if_high: np.ndarray
    probability: float
    amounts: np.ndarray
    chances: np.ndarray
    margin: float
    decision: Decision
