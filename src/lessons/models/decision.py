"""What a margin decides, in the four words that every model uses."""

from typing import Literal

Decision = Literal["insource", "outsource", "switch", "indifferent"]

HALF_A_CENT = 0.005


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
