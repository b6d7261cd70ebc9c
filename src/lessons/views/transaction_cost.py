"""How transaction cost is drawn, told and tabulated."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from lessons.models.shared.decision import decide
from lessons.models.transaction_cost import TransactionCostOutcome
from lessons.views import style
from lessons.views.style import tables
from lessons.words import money, percent, said

if TYPE_CHECKING:
    from pandas import DataFrame

TITLE = said("Transaction cost: when is a market the dearer way?")

FORMULA = said(
    (
        "Production penalty = production penalty at 0% × exp(−decay × asset specificity)",
        "Governance penalty = governance penalty at 0% − decline × asset specificity",
        "Both together = production penalty + governance penalty; insource where it is below zero",
        "Switch point = the asset specificity at which both together are zero",
    )
)

ASSUMPTIONS = said(
    (
        "The same work is done, as much and as well, whoever does it.",
        "One number tells how specific the work is, and the company cannot choose it.",
        "The supplier's advantage in production fades at an even rate, and never turns round.",
        "The governance penalty falls along a straight line.",
        "Both shapes are chosen for the lesson. The theory says only which way they go.",
    )
)

LEAVES_OUT = said(
    (
        "Reputation, and agreements that no court needs to enforce.",
        "Who owns what, as in Grossman and Hart (1986), and forms between market and company.",
    )
)

TEXTS = (
    "R. H. Coase (1937), The nature of the firm, Economica 4",
    "O. E. Williamson (1985), The Economic Institutions of Capitalism",
    "M. H. Riordan and O. E. Williamson (1985), Asset specificity and economic "
    "organization, International Journal of Industrial Organization 3",
)

TITLES = said(
    {
        "crossing": "Above {specificity} asset specificity your own team is cheaper",
        "insource": "Your own team is cheaper at any asset specificity",
        "outsource": "The supplier is cheaper at any asset specificity",
        "indifferent": "Both ways cost the same at any asset specificity",
    }
)

MARKS = said(
    {
        "governance": "\u2002Governance\u2002<br>\u2002{specificity}\u2002",
        "both": "\u2002Both\u2002<br>\u2002{specificity}\u2002",
    }
)

NAMES = said(
    {
        "none": "No difference",
        "governance": "Switch of governance",
        "both": "Switch of both",
        "yours": "Your asset specificity",
    }
)

SENTENCES = said(
    {
        "insource": "Insource: at an asset specificity of {specificity} your own team is {saving} "
        "a year cheaper.",
        "outsource": "Outsource: at an asset specificity of {specificity} the supplier is "
        "{saving} a year cheaper.",
        "indifferent": "Either way: at an asset specificity of {specificity} both cost the same.",
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
        "insource": "Outsourcing wins below {specificity}.",
        "outsource": "Insourcing wins above {specificity}.",
        "indifferent": "A higher asset specificity never speaks for outsourcing.",
        "never": "No asset specificity reverses it.",
    }
)

COLORS = (style.PART, style.OTHER_PART, style.TOTAL)
CURVES = said(("Production penalty", "Governance penalty", "Both together"), "curve")

AXES = said(("Asset specificity", "Extra cost in-house, a year"))

COLUMNS = said(
    (
        "Asset specificity (%)",
        "Production penalty ($)",
        "Governance penalty ($)",
        "Both together ($)",
    )
)


def draw(outcome: TransactionCostOutcome) -> dict[str, Any]:
    """Return the Plotly spec: both penalties and their sum over asset specificity."""
    low, high = _range(outcome)
    specificity = outcome.scenario.specificity
    y = {
        "title": {"text": AXES[1]},
        "range": [low, high],
        "tickformat": style.money_ticks(max(-low, high)),
    }
    layout = style.layout(
        _title(outcome), x={"title": {"text": AXES[0]}, "range": [0, 1], "tickformat": ".0%"}, y=y
    )
    layout["margin"]["r"] = style.room_for(CURVES)
    traces = [
        *_regions(outcome),
        style.threshold(NAMES["none"], [0, 1], [0, 0]),
        *_mark("governance", outcome.governance_switch_point, high, "bottom"),
        *_mark("both", outcome.switch_point, low, "top"),
        style.threshold(NAMES["yours"], [specificity, specificity], _reach(outcome)),
        *_curves(outcome),
        style.line_ends(_ends(outcome), y),
    ]
    return {"data": traces, "layout": layout}


def _ends(outcome: TransactionCostOutcome) -> list[tuple[str, str, float, float]]:
    """Return of each curve its name, its colour and its right end."""
    ends = _penalties(outcome, outcome.specificities[-1])
    return [
        (name, color, 1.0, float(end))
        for name, color, end in zip(CURVES, COLORS, ends, strict=True)
    ]


def _range(outcome: TransactionCostOutcome) -> tuple[float, float]:
    """Return the ends of the upright axis; each curve is highest at 0% and lowest at 100%.

    The lower one is a number of halves of the upper one, so that both stand still more often.
    """
    depth = -float(outcome.governance_penalties[-1])
    height = float(outcome.production_penalties[0] + outcome.governance_penalties[0])
    top = style.nice_ceiling(height)
    return -top / 2 * max(math.ceil(2 * depth / top), 0), top


def _regions(outcome: TransactionCostOutcome) -> list[dict[str, Any]]:
    """Tint what the cheaper way saves in its colour."""
    specificities = np.sort(np.append(outcome.specificities, outcome.switch_point or 0))
    _, _, both = _penalties(outcome, specificities)
    none = np.zeros_like(both)
    return [
        style.region(style.IN_HOUSE, specificities, np.minimum(both, 0), none),
        style.region(style.OUTSOURCED, specificities, none, np.maximum(both, 0)),
    ]


def _mark(name: str, specificity: float | None, end: float, position: str) -> list[dict[str, Any]]:
    """Mark a switch point from no difference to an end of the axis; else the same, empty."""
    shown = specificity is not None
    text = MARKS[name].format(specificity=percent(round(specificity, 3))) if shown else ""
    side = "left" if shown and specificity > 0.5 else "right"
    return [
        style.threshold(NAMES[name], [specificity, specificity], [0, end]),
        style.pinned(style.label(text, specificity, end, f"{position} {side}")),
    ]


def _reach(outcome: TransactionCostOutcome) -> list[float]:
    """Return how far the line at the present specificity goes: past no point, nor over labels."""
    points = [0.0, *map(float, _penalties(outcome, outcome.scenario.specificity))]
    return [min(points), max(points)]


def _curves(outcome: TransactionCostOutcome) -> list[dict[str, Any]]:
    """Return the curve of each penalty and of both together, then their present points."""
    specificity = outcome.scenario.specificity
    hover = "%{x:.0%}: %{y:$,.0f}<extra>%{fullData.name}</extra>"
    curves = _penalties(outcome, outcome.specificities)
    points = _penalties(outcome, specificity)
    return [
        {**style.line(name, color, outcome.specificities, curve, hover), "showlegend": False}
        for name, color, curve in zip(CURVES, COLORS, curves, strict=True)
    ] + [
        style.point(name, color, specificity, float(point), hover)
        for name, color, point in zip(CURVES, COLORS, points, strict=True)
    ]


def _penalties(outcome: TransactionCostOutcome, specificity: Any) -> tuple[Any, Any, Any]:
    """Return both penalties and their sum at a specificity (a number or array)."""
    production = outcome.scenario.production_penalty_at(specificity)
    governance = outcome.scenario.governance_penalty_at(specificity)
    return production, governance, production + governance


def _title(outcome: TransactionCostOutcome) -> str:
    if outcome.switch_point is not None:
        return TITLES["crossing"].format(specificity=percent(round(outcome.switch_point, 3)))
    _, _, both = _penalties(outcome, outcome.specificities)
    return TITLES[decide(-both.sum())]


def describe(outcome: TransactionCostOutcome) -> str:
    """Return the decision, then the number, then what would reverse it."""
    decision = SENTENCES[outcome.decision].format(
        specificity=percent(outcome.scenario.specificity), saving=money(abs(outcome.margin))
    )
    return f"{decision} {_reversal(outcome)}"


def _reversal(outcome: TransactionCostOutcome) -> str:
    if outcome.decision == "indifferent":
        return REVERSALS["indifferent"]
    if outcome.switch_point is None:
        return REVERSALS["never"]
    return REVERSALS[outcome.decision].format(specificity=percent(round(outcome.switch_point, 3)))


def headline(outcome: TransactionCostOutcome) -> tuple[str, str]:
    """Return the number that matters on a big screen: what it is, and how it is written."""
    return HEADLINES[outcome.decision], money(abs(outcome.margin))


def tabulate(outcome: TransactionCostOutcome) -> DataFrame:
    """Return eleven specificities over the range, and the present one, with both penalties."""
    specificities = tables.rows_at(outcome.specificities[::4], outcome.scenario.specificity)
    columns = (100 * specificities, *_penalties(outcome, specificities))
    return tables.from_columns(COLUMNS, columns).round(6)
