"""How service advantage is drawn, told and tabulated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from lessons.models.service_advantage import ServiceAdvantageOutcome
from lessons.views import style
from lessons.views.style import rules, tables
from lessons.words import money, number, percent, said

if TYPE_CHECKING:
    from pandas import DataFrame

TITLE = said("Service advantage: when does better service in-house pay?")

DECISIVE = said(
    (
        "“The extra cost later” decides. At the start it falls as customers leave: it is paid for "
        "those who are still there.",
        "If it stayed the same each year for ever, outsourcing would win at the start.",
        rules.DISCOUNTING,
    )
)

FORMULA = said(
    (
        "Expected years of a customer = retention ÷ (1 + discount rate − retention)",
        "Lifetime value of a customer = margin of a customer × expected years",
        "Insource where customers × (lifetime value in-house − lifetime value outsourced) is more "
        "than extra cost × its years: the expected years in-house if it falls with the customers, "
        "1 ÷ discount rate if it stays the same",
        "Required retention = A × (1 + discount rate) ÷ (1 + A), where A = expected years "
        "outsourced × customers × margin ÷ (customers × margin − extra cost) if it falls, and "
        "expected years outsourced + extra cost ÷ (discount rate × customers × margin) if it "
        "stays",
    )
)

ASSUMPTIONS = said(
    (
        "The same share of customers stays each year, however long they have been there.",
        "A customer brings the same margin each year, and pays at the end of it.",
        "Margin and extra cost of a year both count at its end, for the customers who are still "
        "there: at the start 85% of them after one year, although all are served during it. "
        "Counted for all whom a year begins with, an extra cost that falls would be 36,000 "
        "dollars more today. Insourcing would still win.",
        "Customers who leave do not come back, and new ones are not counted.",
        "Service changes only how many customers stay, not how much they buy.",
        "All starting values are made up. The lesson does not claim that service in-house keeps "
        "more customers in general; in your company it may keep fewer.",
    )
)

LEAVES_OUT = said(
    (
        "New customers, and a margin that grows the longer a customer stays.",
        "What rivals do in return.",
    )
)

TEXTS = (
    "S. Gupta, D. R. Lehmann and J. A. Stuart (2004), Valuing customers, Journal of "
    "Marketing Research 41",
    "F. F. Reichheld and W. E. Sasser (1990), Zero defections: quality comes to services, "
    "Harvard Business Review 68",
)

TITLES = said(
    {
        "some": "Service in-house pays from a retention of {required} on",
        "none": "At this extra cost, no retention makes service in-house pay",
    }
)

SENTENCES = said(
    {
        "insource": "Insource: keeping {in_house} of customers a year, not {outsourced}, is worth "
        "{margin} more today than it costs.",
        "outsource": "Outsource: keeping {in_house} of customers a year, not {outsourced}, costs "
        "{margin} more today than it is worth.",
        "no gain": "Outsource: your own service keeps {in_house} of customers a year, the "
        "supplier's {outsourced}. Insourcing would cost {margin} more today.",
        "indifferent": "Either way: keeping {in_house} of customers a year, not {outsourced}, is "
        "worth just what it costs.",
    }
)

ASKED = said(
    "By how much is one way worth more than the other, today?"
)  # of a class, for the headline
HEADLINES = said(
    {
        "insource": "Worth more in-house, today",
        "outsource": "Worth more outsourced, today",
        "indifferent": "Difference today",
    }
)

REVERSALS = said(
    {
        "insource": "Outsourcing wins once the retention gain is below {gain} points.",
        "outsource": "Insourcing wins once the retention gain is above {gain} points.",
        "indifferent": "Insourcing wins above a retention gain of {gain} points, outsourcing "
        "below.",
        "none": "No retention in-house reverses it.",
    }
)

NAMES = said(
    {
        "value": "Lifetime value of a customer",
        "highest": "Highest extra cost that pays",
        "gain": "Retention gain",
        "yours": "Your service",
        "in_house": "In-house",
        "outsourced": "Outsourced",
    }
)

AREAS = said(("Insourcing wins\u2002", "\u2002Outsourcing wins"))

AXES = said(
    (
        "Retention in-house (gain: from the dotted line on)",
        "Extra cost a year",
        "Lifetime value",
    )
)

HOVERS = said(
    {
        "value": "%{x:.0%} stay: worth %{y:$,.0f}<extra>%{fullData.name}</extra>",
        "highest": "%{x:.1%} stay: pays up to %{y:$,.0f} a year<extra></extra>",
        "yours": "%{x:.0%} stay, for %{y:$,.0f} a year more<extra>%{fullData.name}</extra>",
    }
)

COLUMNS = said(
    (
        "Retention in-house (%)",
        "Retention gain (points)",
        "Lifetime value of a customer ($)",
        "Highest extra cost that pays ($/year)",
    )
)

MARK_HIGH = 0.05  # of the map: half of the mark, and a little more
NAME_HIGH = 0.15  # and the name of an area at the foot, with half of the mark
HEIGHT = 560  # two drawings, one above the other
DRAWINGS = said({"y": "Where each wins", "y2": "Worth of a customer"})

LOOKS = {
    "insource": style.IN_HOUSE,
    "outsource": style.OUTSOURCED,
    "indifferent": style.MIXED,
}


def draw(outcome: ServiceAdvantageOutcome) -> dict[str, Any]:
    """Return the Plotly spec: lifetime value over retention, and below it the map.

    On the map, retention in-house runs to the right and extra cost up; the retention gain is
    the distance from the supplier's retention.
    """
    scenario = outcome.scenario
    retentions = scenario.in_house_retention, scenario.outsourced_retention
    start = 0.5 if min(retentions) > 0.5 else 0.0
    value_top = style.nice_ceiling(1.5 * max(outcome.in_house_value, outcome.outsourced_value))
    cost_top = style.nice_ceiling(max(scenario.extra_cost, outcome.highest_extra_costs[-1]))
    layout = style.layout(
        _title(outcome),
        x={"title": {"text": AXES[0]}, "range": [start, 1], "tickformat": ".0%"},
        y={
            "title": {"text": AXES[1]},
            "range": [0, cost_top],
            "tickformat": style.money_ticks(cost_top),
            "domain": [0, 0.54],
        },
        yaxis2={
            "title": {"text": AXES[2]},
            "range": [0, value_top],
            "tickformat": style.money_ticks(value_top),
            "domain": [0.64, 1],
        },
    )
    return {
        "data": [*_map(outcome, start, cost_top), *_values(outcome)],
        "layout": {**layout, "height": HEIGHT, "meta": style.drawings(DRAWINGS, 400)},
    }


def _values(outcome: ServiceAdvantageOutcome) -> list[dict[str, Any]]:
    """Return the curve of lifetime values and the place of both services on it."""
    scenario, hover = outcome.scenario, HOVERS["value"]
    curve = style.curve(NAMES["value"], outcome.retentions, outcome.lifetime_values, hover)
    outsourced = style.point(
        NAMES["outsourced"],
        style.OUTSOURCED,
        scenario.outsourced_retention,
        outcome.outsourced_value,
        hover,
    )
    in_house = style.point(
        NAMES["in_house"],
        style.IN_HOUSE,
        scenario.in_house_retention,
        outcome.in_house_value,
        hover,
    )
    return [
        {**curve, "yaxis": "y2", "showlegend": False},
        *({**one, "yaxis": "y2", "showlegend": True} for one in (in_house, outsourced)),
    ]


def _map(outcome: ServiceAdvantageOutcome, start: float, top: float) -> list[dict[str, Any]]:
    """Return the areas in which each way wins, their border, and the learner's own place."""
    scenario = outcome.scenario
    better, highest = outcome.better_retentions, outcome.highest_extra_costs
    in_house, outsourced = scenario.in_house_retention, scenario.outsourced_retention
    # In a smaller corner there is no room for words.
    wins = highest[-1] > top / 4 and better[-1] - better[0] > (1 - start) / 4
    everywhere = np.concatenate([[start], better])
    border = np.concatenate([[0], highest])
    cost = scenario.extra_cost
    # Low in the area, the learner's own place would lie on its name.
    low = cost + MARK_HIGH * top if cost < NAME_HIGH * top else 0.02 * top
    border_line = style.curve(NAMES["highest"], better, highest, HOVERS["highest"])
    return [
        style.region(style.IN_HOUSE, better, np.zeros_like(highest), highest),
        style.region(style.OUTSOURCED, everywhere, border, np.full_like(border, top)),
        style.pinned(style.label(AREAS[0] if wins else "", 1, low, "top left"), "xy"),
        style.pinned(style.label(AREAS[1], start, 0.98 * top, "bottom right"), "xy"),
        {**border_line, "showlegend": False},
        style.threshold(NAMES["outsourced"], [outsourced, outsourced], [0, top]),
        style.threshold(NAMES["gain"], [outsourced, in_house], [cost, cost]),
        style.point(NAMES["yours"], LOOKS[outcome.decision], in_house, cost, HOVERS["yours"]),
    ]


def _title(outcome: ServiceAdvantageOutcome) -> str:
    if outcome.required_retention is None:
        return TITLES["none"]
    return TITLES["some"].format(required=percent(outcome.required_retention, 1))


def describe(outcome: ServiceAdvantageOutcome) -> str:
    """Return the decision, then the number, then the retention gain that would reverse it."""
    is_worse = outcome.decision == "outsource" and outcome.retention_gain <= 0
    decision = SENTENCES["no gain" if is_worse else outcome.decision].format(
        in_house=percent(outcome.scenario.in_house_retention),
        outsourced=percent(outcome.scenario.outsourced_retention),
        margin=money(abs(outcome.margin)),
    )
    if outcome.required_gain is None:
        return f"{decision} {REVERSALS['none']}"
    gain = number(100 * outcome.required_gain, 1)
    return f"{decision} {REVERSALS[outcome.decision].format(gain=gain)}"


def headline(outcome: ServiceAdvantageOutcome) -> tuple[str, str]:
    """Return the number that matters on a big screen: what it is, and how it is written."""
    return HEADLINES[outcome.decision], money(abs(outcome.margin))


def tabulate(outcome: ServiceAdvantageOutcome) -> DataFrame:
    """Return a row for each twentieth of retention in-house, and for both present ones."""
    scenario = outcome.scenario
    present = scenario.in_house_retention, scenario.outsourced_retention
    retentions = tables.rows_at(np.linspace(0, 1, 21), *present)
    columns = (
        100 * retentions,
        100 * (retentions - scenario.outsourced_retention),
        scenario.lifetime_value(retentions),
        scenario.highest_extra_cost(retentions),
    )
    return tables.from_columns(COLUMNS, columns).round(6)
