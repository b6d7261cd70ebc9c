"""Lesson 4's campaign as a case of lesson 5: its first two lines, and what a switch leaves.

All amounts follow from the starting values of `Handover` and the ranges of `HandoverUncertain`,
so that both lessons tell of one campaign.
"""

from lessons.models.handover import Handover
from lessons.models.handover_uncertain import HandoverUncertain

PART = 0.05  # to which the parts that a switch leaves are rounded

Guesses = tuple[float, float, float]


def cost_difference() -> Guesses:
    """Return what the agency costs more than the team throughout, low, likely and high, $.

    Displaced work is left out. Low and high are those of the lowest and the highest rate.
    """
    low, high = HandoverUncertain().agency_rate
    rates = low, Handover().agency_rate, high
    return _thousands(*(Handover(agency_rate=rate).beside_agency(0)[0] for rate in rates))


def opportunity_cost() -> Guesses:
    """Return what displaced work costs if the team begins, low, likely and high, $.

    It speaks against the team, so all three are negative. Low and high are those of a team that
    is booked most and least once its other projects are over.
    """
    least, most = HandoverUncertain().booked_later
    booked = most, Handover().booked_later, least
    return _thousands(*(-Handover(booked_later=one).beside_agency(0)[1] for one in booked))


def parts_left() -> tuple[float, float]:
    """Return which part of the cost difference, and of the opportunity cost, the switch leaves.

    The switch is the handover in the best week; both are shares of 0 to 1.
    """
    campaign = Handover()
    left = campaign.beside_agency(campaign.solve().best_week)
    whole = campaign.beside_agency(0)
    saved, displaced = (
        round(round(one / other / PART) * PART, 2) for one, other in zip(left, whole, strict=True)
    )
    return saved, displaced


def _thousands(low: float, likely: float, high: float) -> Guesses:
    return round(low, -3), round(likely, -3), round(high, -3)
