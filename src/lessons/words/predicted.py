"""How a predicted number is told beside the one that was found, and how far the two are apart."""

import math
from dataclasses import dataclass
from decimal import Decimal

from lessons.words.numbers import apart, spoken, to_nearest
from lessons.words.phrases import PHRASES

# Of the range that can be predicted. Nobody sets a slider finer than `EXACT`, and what is within
# `CLOSE` was expected well.
EXACT = 0.005
CLOSE = 0.1


@dataclass(frozen=True, slots=True)
class Scale:
    """On what a number is predicted: its ends, its step and its unit, as a slider has them."""

    minimum: float
    maximum: float
    step: float
    unit: str

    @property
    def exact(self) -> float:
        """How far off is as good as right, as a share of the range."""
        return max(EXACT, self.step / 2 / (self.maximum - self.minimum))


@dataclass(frozen=True, slots=True)
class Told:
    """What is said to a predicted number.

    Attributes
    ----------
    sentence
        In words.
    level
        ``right``, ``near`` or ``wrong``.
    off
        How far off it is, as `off` scores it.
    """

    sentence: str
    level: str
    off: float


def off(predicted: float, found: float, minimum: float, maximum: float) -> float:
    """Score a prediction: its distance from what was found, as a share of the range asked for.

    It is symmetric: as far above is as far off as below, and found and predicted may change
    places. 0 is exact; 1 is the whole range away, or further.
    """
    return min(abs(predicted - found) / (maximum - minimum), 1.0)


def level(off: float, exact: float) -> str:
    """Return what a prediction is worth: ``right`` within `exact`, ``near`` within `CLOSE`."""
    return "right" if off <= exact else "near" if off <= CLOSE else "wrong"


def as_fine(value: float, step: float, *, finer: int = 0) -> float:
    """Round a number of a prediction as finely as its slider counts.

    Parameters
    ----------
    value
        What was predicted or found, or how far the two are apart.
    step
        Of the slider. Steps that are no whole number are told with their own decimals, others
        to a whole number, and large ones to a power of ten of which they have ten or more.
    finer
        How many decimals more are told.

    Returns
    -------
    float
        What would be rounded to zero keeps one figure that counts.
    """
    if not value:
        return 0.0
    decimals = -Decimal(str(step)).normalize().as_tuple().exponent
    if decimals <= 0:
        decimals = min(0, 1 - math.floor(math.log10(step)))
    first = -math.floor(math.log10(abs(value)))
    return to_nearest(value, max(decimals + finer, first))


def told(
    given: float, found: float, scale: Scale, finder: str = "predicted", *, finer: int = 0
) -> Told:
    """Return what is said to a predicted number.

    Parameters
    ----------
    given, found
        What was predicted, and what there is.
    scale
        On what it was predicted.
    finder
        Who found it: ``predicted`` where the model did, ``published`` where figures say so.
    finer
        How many decimals more than the slider counts are told at least.
    """
    away = off(given, found, scale.minimum, scale.maximum)
    worth = level(away, scale.exact)
    side = "" if worth == "right" else "_above" if given > found else "_below"
    # Their difference is that of the two numbers as they are told, so that it adds up.
    shown, shown_found = _told_apart(
        given, found, scale.step, is_right=worth == "right", finer=finer
    )
    sentence = PHRASES[f"{finder}_{worth}{side}"].format(
        given=spoken(shown, scale.unit),
        found=spoken(shown_found, scale.unit),
        distance=apart(round(abs(shown - shown_found), 4), scale.unit),
    )
    return Told(sentence, worth, away)


def _told_apart(
    given: float, found: float, step: float, *, is_right: bool, finer: int
) -> tuple[float, float]:
    """Return both as finely as the slider counts, or finer where they would be told as equal."""
    both = [
        (as_fine(given, step, finer=more), as_fine(found, step, finer=more))
        for more in range(finer, finer + 3)
    ]
    return next((pair for pair in both if is_right or pair[0] != pair[1]), both[-1])
