"""What a margin decides, in the four words that every model uses."""

from typing import Literal

Decision = Literal["insource", "outsource", "switch", "indifferent"]

HALF_A_CENT = 0.005
DUST = 1e-9  # what floating point leaves of nothing, or takes from a whole


def decide(margin: float) -> Decision:
    """Turn a margin into a decision.

    Parameters
    ----------
    margin
        How much better off the company is insourcing, in dollars.

    Returns
    -------
    Decision
        ``indifferent`` where the margin is less than half a cent either way, because no
        company could tell the two apart.
    """
    if abs(margin) < HALF_A_CENT:
        return "indifferent"
    return "insource" if margin > 0 else "outsource"


def turning_share(share: float) -> float | None:
    """Return a share at which a decision turns, if there is room on both sides of it.

    Parameters
    ----------
    share
        Where the margin is zero, whatever that number is.

    Returns
    -------
    float or None
        None where it is not between 0 and 1: then no share turns the decision.
    """
    return share if DUST < share < 1 - DUST else None
