"""The headline number of each explorer, worked out anew: one input after the other, in plain sums.

Written from what the lessons say of each model, and from none of its code. Where a model draws at
random, what is drawn has a mean in closed form.
"""

import csv
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from statistics import NormalDist
from typing import Any

DATA = Path(__file__).parents[2] / "data"
WEEKS = 26
IDLE, ELSEWHERE = "Be paid and idle", "Earn elsewhere"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an explorer has to find.

    Attributes
    ----------
    headline
        The number of its headline, a share where that is a percentage; None where the page says
        that there is none.
    margin
        How much better off the company is insourcing, $; None where nothing is decided by it.
    room
        How far the headline may be off, because it is drawn at random.
    """

    headline: float | None
    margin: float | None = None
    room: float = 0.0


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs of a scenario, by their names."""

    values: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        """Return the value of one input."""
        return self.values[name]


def closed_form(name: str, values: dict[str, Any]) -> Answer | None:
    """Return what an explorer has to find; None where it only shows published figures."""
    return FORMS[name](Inputs(values)) if name in FORMS else None


def deciding(margin: float) -> Answer:
    """Return the answer of an explorer whose headline is the size of the margin."""
    return Answer(abs(margin), margin)


def make_or_buy(given: Inputs) -> Answer:
    """Set p (1 + o) Q against F (1 - s) + v Q."""
    hour = 0 if given.own_hours == IDLE else given.variable_cost
    in_house = given.fixed_cost * (1 - given.spare_capacity) + hour * given.volume
    return deciding(given.price * (1 + given.overhead_rate) * given.volume - in_house)


def change_requests(given: Inputs) -> Answer:
    """Take a turnaround of h d / (1 - e (1 - k)) days either way."""

    def days(way: str) -> float:
        hand_offs, each, knowledge = (
            given.values[f"{way}_{one}"] for one in ("hand_offs", "days", "knowledge")
        )
        return hand_offs * each / (1 - given.misunderstanding * (1 - knowledge))

    sooner = days("outsourced") - days("in_house")
    return deciding(given.changes * given.value_of_a_day * sooner - given.extra_cost)


def ramp_up(given: Inputs) -> Answer:
    """Count training, and T1 n^(log2 L) hours for the n-th task, at each way's rate.

    A part of a task takes that part of its hours.
    """

    def hours(knowledge: float, first: float) -> float:
        training = given.complexity * given.ramp_up_weeks * 40 * (1 - knowledge)
        done = [(task, min(given.tasks - task + 1, 1)) for task in range(1, 31)]
        shares = (max(part, 0) * task ** math.log2(given.learning_rate) for task, part in done)
        return training + first * sum(shares)

    rate = 0 if given.own_hours == IDLE else given.in_house_rate
    in_house = rate * hours(given.in_house_knowledge, given.in_house_first_task)
    outsourced = hours(given.supplier_knowledge, given.supplier_first_task)
    return deciding(given.supplier_rate * outsourced - in_house)


def staff_allocation(given: Inputs) -> Answer:
    """Set the best of all plans with the launch in-house against the best without it."""
    people, others = ("ana", "kofi", "mei"), ("chips", "fair", "club")

    def best(projects: tuple[str, ...], *, with_launch: bool) -> float:
        return max(
            sum(given.values[f"{one}_{does}"] for one, does in zip(people, plan, strict=True))
            for plan in permutations(projects, 3)
            if ("launch" in plan) == with_launch
        )

    own = best(("launch", *others), with_launch=True)
    return deciding(own - best(others, with_launch=False) - given.supplier_launch + given.fee)


def transaction_cost(given: Inputs) -> Answer:
    """Make if c0 exp(-a k) + b0 - g k is below zero."""
    production = given.production_penalty / math.exp(given.production_decay * given.specificity)
    governance = given.governance_penalty - given.governance_decline * given.specificity
    return deciding(-production - governance)


def offshoring(given: Inputs) -> Answer:
    """Return what is left of the gap between two wages, an hour of work at home."""
    home = given.home_cost * math.pow(1 + given.home_growth, given.year)
    bill = given.foreign_cost * math.pow(1 + given.foreign_growth, given.year)
    hidden = given.selection + given.transition + given.lost_productivity
    whole = bill * (1 + hidden + given.contract_management)
    saving = home - (whole + given.call_minutes * given.call_price) / given.productivity
    return Answer(saving, -saving * given.hours)


def back_office_access(given: Inputs) -> Answer:
    """Set what the access adds to lambda exp(mu + sigma^2 / 2) against what it saves."""
    low, high = (math.log(end) for end in given.loss)
    deviation = (high - low) / (2 * NormalDist().inv_cdf(0.95))
    loss = math.exp((low + high) / 2 + deviation * deviation / 2)
    parts = {"Accounting": 0.5, "Customer data": 0.35, "Marketing tools": 0.15}
    exposure = sum(parts[system] for system in given.systems)
    odds = given.third_party_share / (1 - given.third_party_share)
    added = odds * exposure * (1 - 0.9 * given.supplier_control)
    expected = given.incidents * (1 - 0.9 * given.security) * added * loss
    return Answer(expected, expected - given.saving)


def contract_enforcement(given: Inputs) -> Answer:
    """Add pi rho (1 + r)^(-T / 365) - c of the rest, if positive, to the part in escrow."""
    days = _cited("contract_enforcement_days", "days", given.country) + given.delay
    cost = _cited("contract_enforcement_cost", "cost", given.country) / 100
    brought = given.winning * given.recovered / math.pow(1 + given.discount, days / 365)
    return Answer(given.escrow + (1 - given.escrow) * max(brought - cost, 0))


def _cited(table: str, column: str, country: str) -> float:
    """Return a figure of the last edition, read from the file itself."""
    if (table, country) not in _READ:
        with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["year"] == "2020"]
        _READ.update({(table, row["country"]): float(row[column]) for row in rows})
    return _READ[table, country]


_READ: dict[tuple[str, str], float] = {}


def service_advantage(given: Inputs) -> Answer:
    """Set N m r / (1 + i - r) either way against what better service costs."""

    def years(retention: float) -> float:
        return retention / (1 + given.discount - retention)

    falls = given.extra_cost_later == "Falls with the customers"
    paid = years(given.in_house_retention) if falls else 1 / given.discount
    gained = years(given.in_house_retention) - years(given.outsourced_retention)
    worth = given.customers * given.customer_margin * gained
    return deciding(worth - given.extra_cost * paid)


def weekly_hours(given: Inputs) -> Iterator[float]:
    """Yield the hours of each week of a launch: content, and work for new customers (Bass)."""
    p, q, before = given.innovation, given.imitation, 0.0
    for week in range(1, WEEKS + 1):
        fading = math.exp(-(p + q) * week)
        tried = p * (1 - fading) / (p + q * fading)
        yield given.base_hours + given.hours_per_thousand * given.market * (tried - before) / 1_000
        before = tried


def candy_launch(given: Inputs) -> Answer:
    """Return the hours of the busiest week."""
    return Answer(max(weekly_hours(given)))


def booked_in(given: Inputs, week: int) -> float:
    """Return the part of the team's hours that is booked in a week, counted from 1."""
    return given.booked if week <= given.booked_weeks else given.booked_later


def fully_booked(given: Inputs) -> Answer:
    """Wait (ca^2 + ce^2) / 2 x u / (1 - u) x te (Kingman); from u = 1 on there is no end."""
    week = int(given.week)
    launch = list(weekly_hours(given))[week - 1] / given.team_hours
    taken = booked_in(given, week) + launch
    if taken >= 1:
        return Answer(None)
    uneven = (given.arrival_variability**2 + given.job_variability**2) / 2
    return Answer(uneven * taken / (1 - taken) * given.job_days)


def cost_of_handover(given: Inputs, last: int) -> float:
    """Return what a campaign costs that the agency has up to the end of week `last`."""
    free_hour = {IDLE: 0, ELSEWHERE: given.hourly_cost + given.displaced_value}.get(
        given.own_hours, given.hourly_cost
    )
    cost = given.handover_cost if 0 < last < WEEKS else 0.0
    for week, work in enumerate(weekly_hours(given), start=1):
        if week <= last:
            cost += work * given.agency_rate
            continue
        learnt = (week - 1 - last + given.transferred * last) / given.ramp_up_weeks
        lacking = (1 - given.own_knowledge) * max(1 - learnt, 0)
        needed = work * (1 + given.beginner * lacking)
        free = min(needed, given.team_hours * (1 - booked_in(given, week)))
        cost += free * free_hour + (needed - free) * (given.hourly_cost + given.displaced_value)
    return cost


def handover(given: Inputs) -> Answer:
    """Return what the chosen plan costs."""
    return Answer(cost_of_handover(given, int(given.week)))


def your_case(given: Inputs) -> Answer:
    """Add up what is expected, and tell how likely the sum of all draws is above zero.

    Normal guesses have a normal sum. That of triangles is nearly normal, the less the more one of
    them outweighs the others: at the worst the probability is 0.077 off.
    """
    expected, variance = 0.0, 0.0
    for line in LINES:
        low, likely, high = _counted(given, line)
        if given.shape == "Normal":
            expected += (low + high) / 2
            variance += ((high - low) / (2 * NormalDist().inv_cdf(0.95))) ** 2
        else:
            expected += (low + likely + high) / 3
            spread = low * low + likely * likely + high * high
            variance += (spread - low * likely - low * high - likely * high) / 18
    if abs(expected) < 0.005 and variance < 1e-6:
        return Answer(0.5, expected)
    if variance < 1e-6:
        return Answer(float(expected > 0), expected)
    probability = NormalDist().cdf(expected / math.sqrt(variance))
    return Answer(probability, expected, 0.02 if given.shape == "Normal" else 0.09)


LINES = ("cost_difference", "opportunity_cost", "training", "risk_exposure")
LINES += ("enforcement", "service_value")


def _counted(given: Inputs, line: str) -> tuple[float, float, float]:
    """Return the three guesses of a line in order, as wide and as large as the plan says."""
    guesses = sorted(given.values[f"{line}_{guess}"] for guess in ("low", "likely", "high"))
    low, likely, high = (guesses[1] + given.spread * (one - guesses[1]) for one in guesses)
    if given.plan == "Inside throughout":
        return low, likely, high
    if line == "training":
        return (-given.switch_cost,) * 3
    part = given.opportunity_cost_later if line == "opportunity_cost" else given.later
    return low * part, likely * part, high * part


FORMS: dict[str, Callable[[Inputs], Answer]] = {
    form.__name__: form
    for form in (
        make_or_buy,
        change_requests,
        ramp_up,
        staff_allocation,
        transaction_cost,
        offshoring,
        back_office_access,
        contract_enforcement,
        service_advantage,
        candy_launch,
        fully_booked,
        handover,
        your_case,
    )
}
