"""How back-office access is drawn, told and tabulated."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from lessons.models.back_office_access import (
    EXPOSURES,
    MOST_STOPPED,
    BackOfficeAccessOutcome,
    YearlyLosses,
)
from lessons.models.shared.decision import HALF_A_CENT
from lessons.views import style
from lessons.views.style import tables
from lessons.words import money, number, percent, said

if TYPE_CHECKING:
    from pandas import DataFrame

TITLE = said("Back-office access: what may a supplier in your systems cost?")

DECISIVE = said(
    (
        "“Third parties' share of incidents” decides. The cited share is of breaches worldwide, "
        "and of any third party: makers of software count as well.",
        "The lesson takes it for a company that opens all three systems to a supplier without "
        "control. A supplier who makes no software may add less.",
        "The access adds the same share to a strong firm's incidents and to a weak one's. That "
        "follows from the formula, and no data show it.",
    )
)

FORMULA = said(
    (
        "Incidents a year in-house = incidents without any defence × (1 − 0.9 × own security)",
        "Added by the supplier = share ÷ (1 − share) × exposure of the systems entered × "
        "(1 − 0.9 × control), where share is third parties' share of incidents",
        "Incidents a year outsourced = incidents a year in-house × (1 + added by the supplier)",
        "Expected losses a year = incidents a year × mean loss",
        "Mean loss = exp(m + s² ÷ 2), where m = (ln low + ln high) ÷ 2 and s = ln(high ÷ low) ÷ "
        "3.289707, low and high being the ends of the loss in one incident",
        "Curves = 100,000 simulated years, each with Poisson incidents and lognormal losses",
    )
)

_PARTS = {
    "accounting": percent(EXPOSURES["Accounting"]),
    "customers": percent(EXPOSURES["Customer data"]),
    "tools": percent(EXPOSURES["Marketing tools"]),
    "most": percent(MOST_STOPPED),
}
ASSUMPTIONS = tuple(
    text.format(**_PARTS)
    for text in said(
        (
            "Incidents come by chance at a steady rate, and one does not make the next more "
            "likely.",
            "A supplier's people bring more incidents, not dearer ones.",
            "Of what a supplier adds, accounting carries {accounting}, customer data {customers} "
            "and marketing tools {tools}. These parts are made up for the lesson.",
            "Neither your own security nor your control over the supplier ever stops more than "
            "{most} of incidents. That limit is made up too.",
            "The decision looks at the average year. A company that could not survive a rare bad "
            "one should look at the curves.",
        )
    )
)

LEAVES_OUT = said(
    (
        "Incidents that depend on each other, and attackers who learn.",
        "Reputation and insurance.",
    )
)

TEXTS = (
    "J. Freund and J. Jones (2014), Measuring and Managing Information Risk: A FAIR Approach",
    "L. A. Gordon and M. P. Loeb (2002), The economics of information security investment, "
    "ACM Transactions on Information and System Security 5",
)

TITLES = said(
    {
        "both": "A 1-in-20 year costs at least {outsourced} with the supplier inside, {in_house} "
        "without",
        "outsourced": "A 1-in-20 year costs at least {outsourced} with the supplier inside, "
        "nothing without",
        "same": "A 1-in-20 year costs at least {in_house}, with the supplier inside or without",
        "none": "Fewer than 1 year in 20 brings any loss, with the supplier inside or without",
    }
)

SENTENCES = said(
    {
        "insource": "Insource: the supplier's access adds {added} a year to the expected losses, "
        "{margin} more than it saves.",
        "outsource": "Outsource: it saves {saving} a year, {margin} more than the access adds to "
        "the expected losses.",
        "indifferent": "Either way: outsourcing saves {saving} a year and adds as much to the "
        "expected losses.",
    }
)

INCREASE = said("The access raises these losses by {increase}.")

HEADLINE = said("Expected losses added, a year")

REVERSALS = said(
    {
        "insource": "Outsourcing pays for its exposure once it saves more than {added} a year.",
        "outsource": "Outsourcing would no longer pay for its exposure if it saved less than "
        "{added} a year.",
        "indifferent": "With any larger saving outsourcing would pay for its exposure.",
        "none": "The access adds no expected loss, so that any saving pays.",
    }
)

CURVES = said(("In-house", "Outsourced"))

WHOLE_PERCENT = 0.1  # the least share that is told to the percent

TWENTY_YEARS = said("\u20021-in-20\u2002<br>\u2002year\u2002")  # so narrow for a telephone

AXES = said(("Losses of a year, at least", "How often a year is so bad"))

# Chances that the upright axis names, with its names for them.
CHANCES = said(
    {
        1: "Every year",
        1 / 2: "1 in 2",
        1 / 5: "1 in 5",
        1 / 10: "1 in 10",
        1 / 20: "1 in 20",
        1 / 50: "1 in 50",
        1 / 100: "1 in 100",
        1 / 200: "1 in 200",
        1 / 500: "1 in 500",
        1 / 1_000: "1 in 1,000",
    }
)

# By a format of their own a billion would be a G.
DOLLARS = {
    "dtick": 1,
    "tickprefix": "$",
    "exponentformat": "B",
    "minexponent": 2,
    "tickangle": 0,
}
FEW_DECADES = 3  # whose labels have room on a telephone
NARROW = {"xaxis": {"dtick": 2}}

HOVER = said(
    "A 1-in-%{customdata:.3~r} year costs at least %{x:$,.3~r}<extra>%{fullData.name}</extra>"
)

COLUMNS = said(("Losses of a year", "In-house ($)", "Outsourced ($)", "Added by the supplier ($)"))

ROWS = said(
    {
        "once": "1 year in {years} costs at least",
        "expected": "Expected, by the formula",
        "mean": "Mean of the simulated years",
        "error": "Standard error of that mean",
    }
)

# Where a curve has its points: closely where it begins to fall, then at plain return periods.
FIRST_SHARES = np.array([1, 0.995, 0.99, 0.98, 0.96, 0.93, 0.9, 0.85, 0.8, 0.75, 0.7])
RETURN_PERIODS = np.array(
    [1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 10, 12, 14, 17, 20, 25, 30, 40, 50, 60, 80]
    + [100, 120, 150, 200, 250, 300, 400, 500, 700, 1_000]
)

TABULATED = (2, 5, 10, 20, 50, 100, 200, 500, 1_000)


def draw(outcome: BackOfficeAccessOutcome) -> dict[str, Any]:
    """Return the Plotly spec: the loss-exceedance curves of both routes, on log axes."""
    routes = (
        (CURVES[0], style.IN_HOUSE, outcome.in_house),
        (CURVES[1], style.OUTSOURCED, outcome.outsourced),
    )
    low, high = outcome.scenario.loss
    worst = max(high, outcome.outsourced.exceeded(1 / 1_000))
    losses = style.decades(low, worst)
    ends = [10.0 ** losses[0], 10.0 ** losses[1]]
    traces = [
        style.threshold(said("1-in-20 year"), ends, [1 / 20, 1 / 20]),
        _twenty_years(outcome, ends),
        *(_curve(*route) for route in routes),
        *(_twenty(*route, ends[0]) for route in routes),
    ]
    return {
        "data": traces,
        "layout": style.layout(
            _title(outcome),
            x={
                "title": {"text": AXES[0]},
                "type": "log",
                "range": losses,
                **DOLLARS,
            },
            y={
                "title": {"text": AXES[1]},
                "type": "log",
                "range": [-3, 0.06],
                "tickvals": list(CHANCES),
                "ticktext": list(CHANCES.values()),
            },
            meta={"narrow": NARROW} if losses[1] - losses[0] > FEW_DECADES else {},
        ),
    }


def _curve(name: str, color: str, losses: YearlyLosses) -> dict[str, Any]:
    """Return how often the losses of a year are so high; empty where there never is any."""
    first = losses.chance * FIRST_SHARES
    rarer = 1 / RETURN_PERIODS
    chances = np.append(first[first > rarer[-1]], rarer[rarer < first[-1]])
    return {
        **style.line(name, color, losses.exceeded(chances), chances, HOVER),
        "customdata": 1 / chances,
    }


def _twenty(name: str, color: str, losses: YearlyLosses, least: float) -> dict[str, Any]:
    """Mark the year that comes once in twenty; the same trace, empty, where it costs nothing.

    One that costs less than the axis begins with has no mark either: the title tells what it is.
    """
    loss = losses.exceeded(1 / 20)
    x, y = (float(loss), 1 / 20) if loss >= least else (None, None)
    return {**style.point(name, color, x, y, HOVER), "customdata": [20]}


def _twenty_years(outcome: BackOfficeAccessOutcome, ends: list[float]) -> dict[str, Any]:
    """Return the name of the line, at that end of it from which the marked years are farther."""
    marked = [float(one.exceeded(1 / 20)) for one in (outcome.in_house, outcome.outsourced)]
    shown = [loss for loss in marked if loss] or [ends[0]]
    is_left = min(shown) / ends[0] > ends[1] / max(shown)
    end, side = (ends[0], "top right") if is_left else (ends[1], "top left")
    return style.pinned(style.label(TWENTY_YEARS, end, 1 / 20, side), "x")


def _title(outcome: BackOfficeAccessOutcome) -> str:
    in_house, outsourced = (
        float(one.exceeded(1 / 20)) for one in (outcome.in_house, outcome.outsourced)
    )
    written = {"in_house": _about(in_house), "outsourced": _about(outsourced)}
    if not outsourced:
        case = "none"
    elif not in_house:
        case = "outsourced"
    else:
        case = "both" if written["outsourced"] != written["in_house"] else "same"
    return TITLES[case].format(**written)


def _about(amount: float) -> str:
    """Write simulated money to three figures, which is all that the simulation can tell."""
    return money(round(amount, 2 - math.floor(math.log10(amount)))) if amount else money(0)


def describe(outcome: BackOfficeAccessOutcome) -> str:
    """Return the decision, what the access adds and by which share, then what would pay for it."""
    added = money(outcome.required_saving)
    decision = SENTENCES[outcome.decision].format(
        added=added, margin=money(abs(outcome.margin)), saving=money(outcome.scenario.saving)
    )
    if outcome.required_saving < HALF_A_CENT:
        return f"{decision} {REVERSALS['none']}"
    increase = INCREASE.format(increase=_share(outcome.increase))
    return f"{decision} {increase} {REVERSALS[outcome.decision].format(added=added)}"


def _share(share: float) -> str:
    """Write a share to the percent, and finer where it is small."""
    return percent(share, 0 if share >= WHOLE_PERCENT else None)


def headline(outcome: BackOfficeAccessOutcome) -> tuple[str, str]:
    """Return the number that matters on a big screen: what it is, and how it is written."""
    return HEADLINE, money(outcome.required_saving)


def tabulate(outcome: BackOfficeAccessOutcome) -> DataFrame:
    """Return what bad years cost by both routes, then the means, by formula and simulated."""
    ways = outcome.in_house, outcome.outsourced
    rows = [
        (ROWS["once"].format(years=number(period)), *(one.exceeded(1 / period) for one in ways))
        for period in TABULATED
    ]
    rows.append((ROWS["expected"], *(one.expectancy for one in ways)))
    rows.append((ROWS["mean"], *(one.mean for one in ways)))
    added = [outsourced - in_house for _, in_house, outsourced in rows]
    rows.append((ROWS["error"], *(one.standard_error for one in ways)))
    added.append(outcome.added_standard_error)
    cells = [(*row, more) for row, more in zip(rows, added, strict=True)]
    return tables.from_rows(COLUMNS, cells)
