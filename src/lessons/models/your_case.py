"""Your own case: what speaks for insourcing and what against it, added up with its uncertainty."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from lessons.models import campaign_as_case
from lessons.models.shared.decision import HALF_A_CENT, Decision, decide
from lessons.models.shared.recurring import HANDOVER_COST
from lessons.scenario import Scenario, choice, quantity
from lessons.words import said

DRAWS = 100_000
SEED = 20  # of the pseudo-random numbers: every opening sees the same ones
LIMIT = 1_000_000  # $/year, either way
STEP = 1_000
GUESSES = ("low", "likely", "high")
NORMAL_90 = 1.6448536269514722  # standard deviations from the mean to the ends of 90%
BINS = 48

THROUGHOUT = "Inside throughout"
SWITCH = "Outside first, inside later"

GUESS_NAMES = said({"low": "Low", "likely": "Likely", "high": "High"})
CONSIDERATIONS = said(
    {
        "cost_difference": "Cost difference",
        "opportunity_cost": "Opportunity cost",
        "training": "Training",
        "risk_exposure": "Risk exposure",
        "enforcement": "Enforcement",
        "service_value": "Service value",
    }
)

HELPS = said(
    {
        "cost_difference": "Cost difference: what the supplier costs more than your own team, its "
        "overhead included.",
        "opportunity_cost": "Opportunity cost: what your people do not earn elsewhere, less what "
        "the cost difference counts for their hours. It is mostly negative.",
        "training": "Training: what the supplier's people would have to learn at your expense, "
        "less what your own have to learn, if the cost difference does not hold it. It comes "
        "once: enter a year's part of it.",
        "risk_exposure": "Risk exposure: the losses to expect because a supplier is in your "
        "systems.",
        "enforcement": "Enforcement: what a broken contract may cost you that no court brings "
        "back.",
        "service_value": "Service value: what your own service is worth more, such as customers "
        "who stay, faster changes and better results, less what it costs more, if the cost "
        "difference does not hold it.",
    }
)


# What lesson 4's campaign says, so that no amount of it is typed twice.
FROM_LESSON_FOUR = {
    "cost_difference": campaign_as_case.cost_difference(),
    "opportunity_cost": campaign_as_case.opportunity_cost(),
}
CANDY_CAMPAIGN = {
    **FROM_LESSON_FOUR,
    "training": (5_000, 12_000, 20_000),
    "risk_exposure": (0, 3_000, 12_000),
    "enforcement": (0, 2_000, 7_000),
    "service_value": (0, 15_000, 45_000),
}
PARTS_LEFT = campaign_as_case.parts_left()


def _guess(consideration: str, guess: str) -> Any:
    label = CONSIDERATIONS[consideration]
    return quantity(
        CANDY_CAMPAIGN[consideration][GUESSES.index(guess)],
        -LIMIT,
        LIMIT,
        step=STEP,
        label=f"{label}, {GUESS_NAMES[guess].lower()}",
        unit="$/year",
        help=HELPS[consideration],
        group="What speaks for insourcing (+) and for outsourcing (−)",
        row=label,
        column=GUESS_NAMES[guess],
        unused_with=("plan", SWITCH) if consideration == "training" else None,
    )


class YourCase(Scenario):
    """What each consideration is worth a year, as a low, a likely and a high guess.

    A positive amount speaks for insourcing, a negative one for outsourcing. The three guesses
    of a line are put in order, and the learner is told where that changes them. Drawing ways
    the case may be instead of adding single guesses is risk analysis (Hertz 1964); moving one
    guess alone and sorting the effects is the tornado of decision analysis (Howard 1988).

    What is weighed against outsourcing throughout is insourcing throughout, or a switch: the
    supplier begins, and the company's own people go on.
    """

    cost_difference_low: float = _guess("cost_difference", "low")
    cost_difference_likely: float = _guess("cost_difference", "likely")
    cost_difference_high: float = _guess("cost_difference", "high")
    opportunity_cost_low: float = _guess("opportunity_cost", "low")
    opportunity_cost_likely: float = _guess("opportunity_cost", "likely")
    opportunity_cost_high: float = _guess("opportunity_cost", "high")
    training_low: float = _guess("training", "low")
    training_likely: float = _guess("training", "likely")
    training_high: float = _guess("training", "high")
    risk_exposure_low: float = _guess("risk_exposure", "low")
    risk_exposure_likely: float = _guess("risk_exposure", "likely")
    risk_exposure_high: float = _guess("risk_exposure", "high")
    enforcement_low: float = _guess("enforcement", "low")
    enforcement_likely: float = _guess("enforcement", "likely")
    enforcement_high: float = _guess("enforcement", "high")
    service_value_low: float = _guess("service_value", "low")
    service_value_likely: float = _guess("service_value", "likely")
    service_value_high: float = _guess("service_value", "high")
    plan: str = choice(
        THROUGHOUT,
        (THROUGHOUT, SWITCH),
        label="The plan that is weighed",
        help="What is compared with outsourcing throughout: that your own people do all of it, or "
        "that the supplier begins and your own people go on.",
        group="The plan",
    )
    later: float = quantity(
        PARTS_LEFT[0],
        0,
        1,
        step=0.05,
        label="Part of a line that is left",
        unit="%",
        help="If the supplier begins: the part of a whole year's worth that is left for your own "
        "people. It is taken of each line but opportunity cost and training.",
        group="The plan",
        unused_with=("plan", THROUGHOUT),
    )
    opportunity_cost_later: float = quantity(
        PARTS_LEFT[1],
        0,
        1,
        step=0.05,
        label="Opportunity cost that is left",
        unit="%",
        help="If the supplier begins: the part of the opportunity cost that comes after the "
        "switch. It is small where your people lack time at the start alone.",
        group="The plan",
        unused_with=("plan", THROUGHOUT),
    )
    switch_cost: float = quantity(
        HANDOVER_COST,
        0,
        100_000,
        step=500,
        label="Cost of switching",
        unit="$/year",
        help="If the supplier begins: handing over, and what your own people must learn then, if "
        "the cost difference does not hold it. It stands on the line of training, as the supplier "
        "has to learn in any case.",
        group="The plan",
        unused_with=("plan", THROUGHOUT),
    )
    spread: float = quantity(
        1,
        0,
        2,
        step=0.05,
        label="Width of all ranges",
        unit="%",
        help="At 100% low and high are as you entered them. At 0% only the likely guesses count; "
        "at 200% all low and high guesses lie twice as far from them.",
        group="How guesses are read",
    )
    shape: str = choice(
        "Triangular",
        ("Triangular", "Normal"),
        label="Shape of a guess",
        help="Triangular: nothing lies outside low and high, and the likely value is the peak. "
        "Normal: nine times out of ten it lies between low and high, around their middle.",
        group="How guesses are read",
    )

    @classmethod
    def in_order(cls) -> tuple[tuple[str, ...], ...]:
        """Return the three guesses of each consideration, which are read in order of size."""
        return tuple(tuple(f"{one}_{guess}" for guess in GUESSES) for one in CONSIDERATIONS)

    def guesses(self, consideration: str) -> np.ndarray:
        """Return low, likely and high of a consideration, $/year: shape (3, ...).

        In order, and as far apart as the width of all ranges says.
        """
        given = [getattr(self, f"{consideration}_{guess}") for guess in GUESSES]
        *ordered, spread = np.broadcast_arrays(*given, self.spread)
        ordered = np.sort(ordered, axis=0)
        return ordered[1] + spread * (ordered - ordered[1])

    def labels(self) -> dict[str, str]:
        """Return what each consideration is called in the plan.

        Where the supplier begins, the line of training holds the cost of switching and no other.
        """
        if not self.is_switch("training"):
            return CONSIDERATIONS
        return CONSIDERATIONS | {"training": self.quantities()["switch_cost"].label}

    def is_switch(self, consideration: str) -> bool:
        """Return whether the plan puts the cost of switching in the place of a line's guesses."""
        return consideration == "training" and self.plan == SWITCH

    def counted(self, consideration: str) -> np.ndarray:
        """Return what of the three guesses counts in the plan, $/year; as `guesses`.

        All of them where insourcing is weighed throughout. Where the supplier begins, the part
        that is left; of training nothing but the cost of switching.
        """
        given = self.guesses(consideration)
        if self.plan == THROUGHOUT:
            return given
        if self.is_switch(consideration):
            left = [0 * guess - self.switch_cost for guess in given]
        else:
            is_opportunity = consideration == "opportunity_cost"
            part = self.opportunity_cost_later if is_opportunity else self.later
            left = [guess * part for guess in given]
        return np.array(np.broadcast_arrays(*left))

    def expected(self, consideration: str) -> Any:
        """Return the mean of what counts of a consideration, $/year, as its shape says."""
        low, likely, high = self.counted(consideration)
        return (low + high) / 2 if self.shape == "Normal" else (low + likely + high) / 3

    def margin(self) -> Any:
        """Return the sum of what is expected, $/year; any input may be a numpy array."""
        return sum(self.expected(one) for one in CONSIDERATIONS)

    def solve(self) -> "YourCaseOutcome":
        """Add the considerations up, and draw 100,000 ways they may be."""
        ordered = np.array([self.counted(one) for one in CONSIDERATIONS])
        expected = np.array([float(self.expected(one)) for one in CONSIDERATIONS])
        margin = float(expected.sum())
        decision = decide(margin)
        base, drawn = self._drawn(ordered)
        ends = base + float(drawn.min()), base + float(drawn.max())
        edges, shares = _histogram(base, drawn, ends)
        if_low, if_high = (margin - expected + ordered[:, end] for end in (0, 2))
        return YourCaseOutcome(
            scenario=self,
            considerations=tuple(self.labels().values()),
            expected=expected,
            if_low=if_low,
            if_high=if_high,
            turns_at=expected - margin,
            turning=_turning(margin, if_low, if_high),
            probability=_positive(base, drawn),
            ends=ends,
            edges=edges,
            shares=shares,
            margin=margin,
            decision="switch" if self.plan == SWITCH and decision == "insource" else decision,
        )

    def _drawn(self, ordered: np.ndarray) -> tuple[float, np.ndarray]:
        """Return an amount, and what each draw adds to it: their sums are the draws'.

        What is certain is kept apart from what is drawn, so that single precision, which is
        half the memory and half the time, rounds nothing that anybody could see.
        """
        low, likely, high = ordered.T
        if np.all(low == high):
            return float(low.sum()), np.zeros(1, np.float32)
        if self.shape == "Normal":
            spreads = (high - low) / (2 * NORMAL_90)
            return float((low + high).sum() / 2), spreads.astype(np.float32) @ _normals()
        return float(low.sum()), sum(
            _triangular(width, rise, *roots)
            for width, rise, roots in zip(high - low, likely - low, _roots(), strict=True)
            if width
        )


def _triangular(width: float, rise: float, root: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return triangular draws from 0 to `width`, the likely one being `rise`.

    The inverse of the distribution function, given the square roots of uniform draws and of
    what is left of them to one.
    """
    rising = np.float32(np.sqrt(width * rise)) * root
    falling = np.float32(width) - np.float32(np.sqrt(width * (width - rise))) * other
    return np.where(root < np.float32(np.sqrt(rise / width)), rising, falling)


@cache
def _roots() -> np.ndarray:
    """Return square roots of uniform draws and of one less them: shape (6, 2, draws)."""
    uniform = np.random.default_rng(SEED).random((len(CONSIDERATIONS), DRAWS), np.float32)
    return np.sqrt(np.stack([uniform, 1 - uniform], axis=1))


@cache
def _normals() -> np.ndarray:
    generator = np.random.default_rng(SEED)
    return generator.standard_normal((len(CONSIDERATIONS), DRAWS), np.float32)


def _positive(base: float, drawn: np.ndarray) -> float:
    """Return the share of sums above zero; one that nobody could tell from zero counts half."""
    ends = (np.count_nonzero(drawn > side * HALF_A_CENT - base) for side in (-1, 1))
    return sum(ends) / (2 * len(drawn))


def _histogram(
    base: float, drawn: np.ndarray, ends: tuple[float, float]
) -> tuple[np.ndarray, np.ndarray]:
    """Return edges of equal bins, of which one is zero, and the share of sums in each bin."""
    low, high = ends
    step = max(high - low, 1.0) / (BINS - 2)
    first = np.floor(low / step)
    edges = step * (first + np.arange(BINS + 1))
    places = np.floor((drawn + (base - edges[0])) / step).astype(np.int32)
    counts = np.bincount(np.clip(places, 0, BINS - 1), minlength=BINS)
    return edges, counts / len(drawn)


def _turning(margin: float, if_low: np.ndarray, if_high: np.ndarray) -> int | None:
    """Return which line reverses the decision most easily within its own range, if one does."""
    reach = (
        np.maximum(-if_low, if_high)
        if abs(margin) < HALF_A_CENT
        else (-if_low if margin > 0 else if_high)
    )
    most = int(np.argmax(reach))
    return most if reach[most] >= HALF_A_CENT else None


@dataclass(frozen=True, slots=True)
class YourCaseOutcome:
    """What `YourCase` found.

    Attributes
    ----------
    considerations
        Names of the six considerations, in the order of all arrays of six.
    expected
        What each is expected to be worth in the plan, $/year, shape (6,). So are all others.
    if_low, if_high
        The sum if that one consideration is at its low or high guess and all others as
        expected, $/year, shape (6,).
    turns_at
        What each would have to be worth for the sum to be zero, all others as expected,
        $/year, shape (6,).
    turning
        The place of the consideration that reverses the decision most easily; None where none
        does so alone between its low and its high guess.
    probability
        That the sum is positive, so that the plan is better than outsourcing throughout: 0 to
        1. A sum that nobody could tell from zero counts half.
    ends
        The lowest and the highest sum of all draws, $/year.
    edges, shares
        The sums of all draws, $/year: edges of bins, shape (49,), of which one is zero
        wherever zero lies between the others, and the share of draws in each, shape (48,).
    margin
        The sum of all that is expected, $/year; positive where the plan is better than
        outsourcing throughout.
    """

    scenario: YourCase
    considerations: tuple[str, ...]
    expected: np.ndarray
    if_low: np.ndarray
    if_high: np.ndarray
    turns_at: np.ndarray
    turning: int | None
    probability: float
    ends: tuple[float, float]
    edges: np.ndarray
    shares: np.ndarray
    margin: float
    decision: Decision

    @property
    def reversed_by(self) -> str:
        """Name of the consideration that reverses the decision most easily, or ``nothing``."""
        return "nothing" if self.turning is None else self.considerations[self.turning]

    @property
    def reversed_at(self) -> float | None:
        """At what it does so, $/year; None where nothing does."""
        return None if self.turning is None else float(self.turns_at[self.turning])
