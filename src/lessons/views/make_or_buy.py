"""How make or buy is drawn, told and tabulated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from lessons.models.make_or_buy import MakeOrBuy, MakeOrBuyOutcome
from lessons.models.shared.decision import decide
from lessons.views import style
from lessons.views.style import rules, tables
from lessons.words import money, number, said

if TYPE_CHECKING:
    from pandas import DataFrame

TITLE = said("Make or buy: when does your own team pay?")

DECISIVE = said(
    (
        rules.OWN_HOURS,
        rules.OWN_HOURS_CHOICE,
        "At the start, hours that are paid and idle turn the decision: 38,800 dollars of wages "
        "for 800 hours would no longer count.",
    )
)

FORMULA = said(
    (
        "In-house cost = fixed cost × (1 − spare capacity) + cost of an hour in-house × volume",
        "Outsourced cost = price of the supplier × (1 + overhead) × volume",
        "Break-even volume = fixed cost × (1 − spare capacity) ÷ "
        "(price × (1 + overhead) − cost of an hour in-house)",
        "Cost of an hour in-house = nothing, where own hours would otherwise be paid and idle",
    )
)

ASSUMPTIONS = said(
    (
        "An hour of work is the same work, and as good, whoever does it.",
        "The fixed cost does not grow with the volume.",
        "The supplier gives no discount for volume.",
        "The cited wage is of all market research analysts and marketing specialists, not of "
        "social-media teams; the share of benefits is of all private industry; the agency rate "
        "is a blend of all its roles.",
    )
)

LEAVES_OUT = said(
    (
        "Quality, bargaining and discounts for volume.",
        "Fixed costs that rise in steps, tax, and the time value of money.",
    )
)

TEXTS = (
    "C. T. Horngren, S. M. Datar and M. V. Rajan, Cost Accounting: A Managerial Emphasis, "
    "on cost-volume-profit and relevant costs",
    "C. Drury, Management and Cost Accounting, on make-or-buy decisions",
)

TITLES = said(
    {
        "crossing": "Above {hours} hours a year your own team is cheaper",
        "insource": "Your own team is cheaper at any volume",
        "outsource": "The supplier is cheaper at any volume",
        "indifferent": "Both ways cost the same at any volume",
    }
)

BREAK_EVEN = said("\u2002Break-even\u2002<br>\u2002{hours}\u2002")  # so narrow for a telephone

SENTENCES = said(
    {
        "insource": "Insource: at {volume} hours a year your own team is {saving} cheaper.",
        "outsource": "Outsource: at {volume} hours a year the supplier is {saving} cheaper.",
        "indifferent": "Either way: at {volume} hours a year both cost {cost}.",
    }
)

ASKED = said(
    "By how much is one way cheaper than the other, a year?"
)  # of a class, for the headline
HEADLINES = said(
    {
        "insource": "Saved in-house, a year",
        "outsource": "Saved by outsourcing, a year",
        "indifferent": "Saved either way",
    }
)

REVERSALS = said(
    {
        "insource": "Outsourcing wins below {hours} hours a year.",
        "outsource": "Insourcing wins above {hours} hours a year.",
        "beyond": "Insourcing wins above {hours} hours a year, beyond this slider.",
        "indifferent": "Insourcing wins above {hours} hours a year, outsourcing below.",
        "never": "No volume reverses it.",
    }
)

NAMES = said(
    {
        "in_house": "In-house",
        "outsourced": "Outsourced",
        "yours": "Your volume",
        "even": "Break-even",
    }
)

HOVER = said("%{x:,.0f} hours: %{y:$,.0f}<extra>%{fullData.name}</extra>")

AXES = said(("Hours a year", "Cost a year"))

COLUMNS = said(
    ("Yearly volume (hours)", "In-house ($)", "Outsourced ($)", "Saved by insourcing ($)")
)


def draw(outcome: MakeOrBuyOutcome) -> dict[str, Any]:
    """Return the Plotly spec: both costs over volume, the break-even and the present volume."""
    top = style.nice_ceiling(max(outcome.in_house_costs[-1], outcome.outsourced_costs[-1]))
    volume = outcome.scenario.volume
    traces = [
        *_gap(outcome),
        *_break_even(outcome, top),
        style.line(
            NAMES["in_house"], style.IN_HOUSE, outcome.volumes, outcome.in_house_costs, HOVER
        ),
        style.line(
            NAMES["outsourced"], style.OUTSOURCED, outcome.volumes, outcome.outsourced_costs, HOVER
        ),
        style.pinned(style.threshold(NAMES["yours"], [volume, volume], [0, top])),
        style.point(NAMES["in_house"], style.IN_HOUSE, volume, outcome.in_house_cost, HOVER),
        style.point(NAMES["outsourced"], style.OUTSOURCED, volume, outcome.outsourced_cost, HOVER),
    ]
    axis_end = float(outcome.volumes[-1])
    return {
        "data": traces,
        "layout": style.layout(
            _title(outcome),
            x={"title": {"text": AXES[0]}, "range": [0, axis_end], "tickformat": ","},
            y={
                "title": {"text": AXES[1]},
                "range": [0, top],
                "tickformat": style.money_ticks(top),
            },
        ),
    }


def _gap(outcome: MakeOrBuyOutcome) -> list[dict[str, Any]]:
    """Tint the gap between the curves, which are straight: ends and crossing say all."""
    scenario, end = outcome.scenario, outcome.volumes[-1]
    corners = np.array([0, min(outcome.break_even or 0, end), end])
    return style.gap(corners, scenario.in_house_cost(corners), scenario.outsourced_cost(corners))


def _break_even(outcome: MakeOrBuyOutcome, top: float) -> list[dict[str, Any]]:
    """Mark the break-even where it lies on the chart; else the same traces, empty."""
    shown = outcome.break_even is not None and 0 < outcome.break_even <= outcome.volumes[-1]
    volume = outcome.break_even if shown else None
    text = BREAK_EVEN.format(hours=number(volume, 0)) if shown else ""
    side = style.side(volume or 0, outcome.volumes[-1])
    return [
        style.pinned(
            style.threshold(NAMES["even"], [volume, volume], [0, top if shown else None])
        ),
        style.pinned(style.label(text, volume, top * 0.92, side)),
    ]


def _title(outcome: MakeOrBuyOutcome) -> str:
    if outcome.break_even:
        return TITLES["crossing"].format(hours=number(outcome.break_even, 0))
    return TITLES[decide(outcome.outsourced_costs[-1] - outcome.in_house_costs[-1])]


def describe(outcome: MakeOrBuyOutcome) -> str:
    """Return the decision, then the number, then what would reverse it."""
    decision = SENTENCES[outcome.decision].format(
        volume=number(outcome.scenario.volume),
        saving=money(abs(outcome.margin)),
        cost=money(outcome.in_house_cost),
    )
    return f"{decision} {_reversal(outcome)}"


def _reversal(outcome: MakeOrBuyOutcome) -> str:
    if not outcome.break_even:
        return REVERSALS["never"]
    case = outcome.decision
    if outcome.break_even > MakeOrBuy.quantities()["volume"].maximum:
        case = "beyond"
    return REVERSALS[case].format(hours=number(outcome.break_even, 0))


def headline(outcome: MakeOrBuyOutcome) -> tuple[str, str]:
    """Return the number that matters on a big screen: what it is, and how it is written."""
    return HEADLINES[outcome.decision], money(abs(outcome.margin))


def tabulate(outcome: MakeOrBuyOutcome) -> DataFrame:
    """Return eleven volumes over the range, and the present one, with both costs."""
    scenario = outcome.scenario
    volumes = tables.rows_at(outcome.volumes[::6], scenario.volume)
    in_house, outsourced = scenario.in_house_cost(volumes), scenario.outsourced_cost(volumes)
    columns = (volumes, in_house, outsourced, outsourced - in_house)
    return tables.from_columns(COLUMNS, columns)
