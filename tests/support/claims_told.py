"""What the title over a chart claims, and what the sentence says would reverse the decision.

Each claim is tried out on the model: on either side of a number that is told, one way wins.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from agreement import told_number
from shown import Shown

NOBODY_TELLS = 0.02  # $: a margin that rounding may have put on either side of zero
Claim = Callable[[Shown], None]


@dataclass(frozen=True, slots=True)
class Turning:
    """An input that the sentence speaks of, and how a number of it is to be read.

    Attributes
    ----------
    name
        The input's name.
    scale
        What a number of the sentence is to be multiplied by; a percentage is read as a share.
    room
        By how much it may be rounded, in the input's own unit.
    start
        The input that it is counted from, if there is one.
    """

    name: str
    room: float
    scale: float = 1.0
    start: str = ""


TURNINGS = {
    "make_or_buy": Turning("volume", 0.51),
    "change_requests": Turning("outsourced_knowledge", 0.00051),
    "ramp_up": Turning("complexity", 0.00051),
    "staff_allocation": Turning("fee", 0.51),
    "transaction_cost": Turning("specificity", 0.00051),
    "back_office_access": Turning("saving", 0.51),
    "service_advantage": Turning("in_house_retention", 0.00051, 0.01, "outsourced_retention"),
}


def hold_reversal(shown: Shown) -> None:
    """Hold that the number that is said to reverse the decision does, or that nothing does."""
    turning = TURNINGS.get(shown.entry.name)
    if turning is None or shown.outcome.decision == "indifferent":
        return
    said = re.split(r"(?<=\.) (?=[A-Z])", shown.sentence)[-1]
    if not re.search(r"\d", said):
        _hold_that_nothing_turns(shown, turning)
        return
    value, _ = told_number(said)
    start = getattr(shown.scenario, turning.start) if turning.start else 0.0
    beside = [start + turning.scale * value + way * turning.room for way in (-1, 1)]
    below, above = (_margin(shown, turning.name, place) for place in beside)
    assert min(below, above) < NOBODY_TELLS, said
    assert max(below, above) > -NOBODY_TELLS, said


def _margin(shown: Shown, name: str, value: float) -> float:
    """Return the margin with one input at a value; a share stays within its bounds."""
    one = shown.scenario.declared(name)
    inside = min(max(value, one.minimum), one.maximum) if one.unit == "%" else value
    return float(shown.scenario.model_copy(update={name: inside}).margin())


def _hold_that_nothing_turns(shown: Shown, turning: Turning) -> None:
    """Hold that at no value of an input the other way wins."""
    one = shown.scenario.declared(turning.name)
    values = np.linspace(one.minimum, one.maximum, 12)
    margins = shown.scenario.model_copy(update={turning.name: values}).margin()
    assert (margins * np.sign(shown.outcome.margin)).min() > -NOBODY_TELLS, shown.sentence


def hold_title(shown: Shown) -> None:
    """Hold that the title claims what the table and the decision say."""
    if claim := TITLES.get(shown.entry.name):
        claim(shown)


def _turns_in_title(name: str, room: float) -> Claim:
    """Return what holds that in-house is cheaper above the number of the title, or at any."""

    def claim(shown: Shown) -> None:
        title, decision = shown.title, shown.outcome.decision
        if "at any" in title:
            wrong = {"Your": "outsource", "The ": "insource"}.get(title[:4])
            assert decision != wrong, title
            return
        value, _ = told_number(title)
        now = getattr(shown.scenario, name)
        if abs(now - value) > room:
            assert (decision == "insource") == (now > value) or decision == "indifferent", title

    return claim


def _tasks(shown: Shown) -> None:
    title, decision = shown.title, shown.outcome.decision
    way, other = "insource", "outsource"
    if "the supplier is" in title:
        way, other = other, way
    if title.startswith("For up to"):
        assert decision in ((way, "indifferent") if "both" not in title else ("indifferent",))
        return
    first = told_number(title)[0]
    if shown.scenario.tasks >= first:
        assert decision in (way, "indifferent"), title
    elif shown.scenario.tasks <= first - 1:
        assert decision in (other, "indifferent"), title


def _left(shown: Shown) -> None:
    says = "leaves a saving" if shown.outcome.decision == "outsource" else "costs"
    assert says in shown.title or shown.outcome.decision == "indifferent", shown.title


def _pays_from(shown: Shown) -> None:
    if "no retention" in shown.title:
        assert shown.outcome.margin < NOBODY_TELLS, shown.title
        return
    value, rounded = told_number(shown.title)
    now = shown.scenario.in_house_retention
    if abs(now - value) > 1.01 * rounded and abs(shown.outcome.margin) > NOBODY_TELLS:
        assert (now > value) == (shown.outcome.decision == "insource"), shown.title


def _bad_year(shown: Shown) -> None:
    row = shown.row("Losses of a year", "1 year in 20 costs at least")
    told = [told_number(text)[0] for text in re.findall(r"\$[\d,.]+", shown.title)]
    amounts = (row["Outsourced ($)"], row["In-house ($)"])
    for one, amount in zip(told, amounts, strict=False):
        assert abs(one - amount) <= 0.0051 * amount + 0.51, (shown.title, amounts)
    assert told or not amounts[0], shown.title


def _cheapest(column: str, pure: tuple[str, str]) -> Claim:
    """Return what holds that no plan is cheaper than the one that the title names."""

    def claim(shown: Shown) -> None:
        title, costs = shown.title, shown.table[column]
        week = re.search(r"in week (\d+)", title)
        named = int(week[1]) if week else 26 if pure[1] in title else 0
        assert week or pure[named > 0] in title, title
        assert costs[named] - costs.min() < 0.006, (title, costs)
        for told in re.findall(r"for (\$[\d,.]+)", title):
            value, rounded = told_number(told)
            assert abs(value - costs.min()) <= rounded + 0.006, title

    return claim


def _weeks_overfull(shown: Shown) -> None:
    booked = shown.table["Booked with the launch (%)"]
    count = int((booked >= 100).sum())
    says = {0: "In no week", 26: "In every week"}.get(count, f"In {count} of 26 weeks")
    near = ((booked - 100).abs() < 1e-5).any()  # which the table has rounded to 100
    assert shown.title.startswith(says) or near, (shown.title, count)


def _worth(shown: Shown) -> None:
    says = {"outsource": "cost", "indifferent": "same"}.get(shown.outcome.decision, "is worth")
    assert says in shown.title, shown.title


def _supplier_costs(shown: Shown) -> None:
    says = {
        "insource": "less than the supplier",
        "outsource": "The supplier costs less",
        "indifferent": "costs just",
    }
    assert says[shown.outcome.decision] in shown.title, shown.title


TITLES: dict[str, Claim] = {
    "make_or_buy": _turns_in_title("volume", 0.51),
    "ramp_up": _tasks,
    "staff_allocation": _supplier_costs,
    "transaction_cost": _turns_in_title("specificity", 0.00051),
    "offshoring": _left,
    "service_advantage": _pays_from,
    "back_office_access": _bad_year,
    "handover": _cheapest("Cost of the campaign ($)", ("team does", "agency does")),
    "handover_uncertain": _cheapest("Cost on average ($)", ("team begins", "agency stays")),
    "fully_booked": _weeks_overfull,
    "your_case": _worth,
}


def hold_share(shown: Shown) -> None:
    """Hold that nothing is told as certain, or as nothing at all, that is only nearly so."""
    share = SHARES[shown.entry.name](shown.outcome) if shown.entry.name in SHARES else None
    if share is not None:
        assert (shown.number == "0%") == (share == 0), (shown.number, share)
        assert (shown.number == "100%") == (share == 1), (shown.number, share)


def _won(outcome: Any) -> float:
    week = int(outcome.scenario.week)
    return float(outcome.best[week]) if week in (0, 26) else outcome.probability


SHARES: dict[str, Callable[[Any], float]] = {
    "contract_enforcement": lambda outcome: outcome.protected,
    "handover_uncertain": _won,
}
