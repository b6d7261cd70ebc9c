"""Carrying over: what a result of an earlier lesson says about a consideration of your own case.

Each explorer of lessons 1 to 4 that can say something is declared here once, with the
consideration that it speaks to, how its result becomes an amount a year, and the input whose
uncertainty makes the low and the high guess.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lessons.models.your_case import LIMIT
from lessons.scenario import Scenario
from lessons.words import said

QUARTERS = 4  # a year
CLAIMS_A_YEAR = 0.1  # broken contracts: one in ten years, made up for the lesson


@dataclass(frozen=True, slots=True)
class Feed:
    """What one explorer says about one consideration.

    Attributes
    ----------
    consideration
        A key of `lessons.models.your_case.CONSIDERATIONS`.
    amount
        Makes of the explorer's Outcome what the consideration is worth, $/year; positive where
        it speaks for insourcing.
    basis
        What is carried over, as a sentence for the learner.
    uncertain
        The input that is moved for the low and the high guess; None moves the result itself.
    by
        How far it is moved either way: as a share of itself, or in its own unit.
    share
        Whether `by` is a share.
    """

    consideration: str
    amount: Callable[[Any], float]
    basis: str
    uncertain: str | None
    by: float
    share: bool = True


@dataclass(frozen=True, slots=True)
class Carried:
    """What a saved scenario makes of its consideration.

    Attributes
    ----------
    low, likely, high
        In order, $/year, to the dollar.
    ends
        Between which values the uncertain input was moved; shares of the result, if that was.
    """

    low: float
    likely: float
    high: float
    ends: tuple[float, float]


def _margin(outcome: Any) -> float:
    return outcome.margin


def _training(outcome: Any) -> float:
    scenario = outcome.scenario
    supplier = scenario.supplier_rate * outcome.outsourced_training
    return supplier - scenario.cost_of_hour() * outcome.in_house_training


FEEDS: Mapping[str, Feed] = {
    "make_or_buy": Feed(
        "cost_difference",
        _margin,
        said("What your own team costs less than the supplier, a year."),
        "volume",
        0.25,
    ),
    "transaction_cost": Feed(
        "cost_difference",
        _margin,
        said(
            "What making costs less than buying, a year. Governance is in it: leave the contract "
            "out of enforcement."
        ),
        "specificity",
        0.25,
    ),
    "offshoring": Feed(
        "cost_difference",
        _margin,
        said("What the work costs less at home, in the year that was chosen."),
        "productivity",
        0.1,
    ),
    "handover": Feed(
        "cost_difference",
        _margin,
        said(
            "What the best plan with your team costs less than the agency alone, for one campaign "
            "a year. Displaced work is in it: leave it out of the opportunity cost. The switch is "
            "in it, too: weigh your case inside throughout. If the best plan is a switch, leave "
            "training out, and enter of risk, contract and service only the part that is left "
            "after it."
        ),
        "agency_rate",
        0.1,
    ),
    "staff_allocation": Feed(
        "opportunity_cost",
        lambda outcome: -outcome.opportunity_cost,
        said(
            "What the other projects earn less because of the launch, for one launch a year. The "
            "fee is left out: it belongs to the cost difference. So is what the launch itself "
            "earns more with your own people: that belongs to the service value. Salaries are "
            "paid anyway: leave those of the launch out."
        ),
        None,
        0.25,
    ),
    "ramp_up": Feed(
        "training",
        _training,
        said(
            "What the supplier's training costs more than your own, once. If the work goes on for "
            "years, divide it by them. The tasks themselves are left out: they belong to the cost "
            "difference."
        ),
        "complexity",
        0.5,
    ),
    "back_office_access": Feed(
        "risk_exposure",
        lambda outcome: outcome.required_saving,
        said(
            "What the supplier's access adds to the expected losses of a year. The saving is left "
            "out: it belongs to the cost difference."
        ),
        "incidents",
        0.5,
    ),
    "contract_enforcement": Feed(
        "enforcement",
        lambda outcome: CLAIMS_A_YEAR * outcome.unprotected,
        said(
            "The part of the claim that no court protects, if one contract is broken in ten "
            "years. That it is one in ten is made up."
        ),
        "winning",
        0.15,
        share=False,
    ),
    "service_advantage": Feed(
        "service_value",
        lambda outcome: outcome.margin * outcome.scenario.discount,
        said(
            "What better service is worth, less what it costs more: leave that out of the cost "
            "difference. Its present value is turned "
            "into the same amount each year for ever: present value × discount rate."
        ),
        "in_house_retention",
        0.01,
        share=False,
    ),
    "change_requests": Feed(
        "service_value",
        lambda outcome: QUARTERS * outcome.margin,
        said(
            "What faster changes are worth, less what they cost more, in four such quarters. "
            "Leave that out of the cost difference."
        ),
        "value_of_a_day",
        0.25,
    ),
}


def carried(feed: Feed, scenario: Scenario, solve: Callable[[Scenario], Any]) -> Carried:
    """Return the three guesses that a saved scenario makes for its consideration.

    Parameters
    ----------
    feed
        The explorer's entry in `FEEDS`.
    scenario
        What was saved.
    solve
        Returns the Outcome of a scenario.

    Returns
    -------
    Carried
        The likely guess is the saved result. Low and high are the least and the most of three
        results: the saved one, and those with the uncertain input moved down and up, as far as
        its bounds allow. An amount beyond what your case takes is cut off there.
    """
    result = feed.amount(solve(scenario))
    if feed.uncertain is None:
        ends = 1 - feed.by, 1 + feed.by
        others = [end * result for end in ends]
    else:
        ends = _ends(feed, scenario)
        moved = (scenario.replace(**{feed.uncertain: end}) for end in ends)
        others = [feed.amount(solve(one)) for one in moved]
    least, most = min(result, *others), max(result, *others)
    return Carried(_whole(least), _whole(result), _whole(most), ends)


def _ends(feed: Feed, scenario: Scenario) -> tuple[float, float]:
    """Return how far down and up the uncertain input is moved."""
    declared, present = scenario.quantities()[feed.uncertain], getattr(scenario, feed.uncertain)
    move = feed.by * (present if feed.share else 1)
    # Rounded, so that what floating point leaves of a slider's step is not shown.
    return (
        round(max(declared.minimum, present - move), 6),
        round(min(declared.maximum, present + move), 6),
    )


def _whole(amount: float) -> float:
    """Return an amount to the dollar, within what a case takes."""
    return float(min(max(round(amount), -LIMIT), LIMIT))
