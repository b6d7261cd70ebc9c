"""How contract enforcement is drawn, told and tabulated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from lessons.models.contract_enforcement import ContractEnforcementOutcome
from lessons.models.shared.decision import HALF_A_CENT
from lessons.views import style
from lessons.views.style import rules, tables
from lessons.words import chance, money, number, percent, said

if TYPE_CHECKING:
    from pandas import DataFrame

TITLE = said("Contract enforcement: how much of a claim is really protected?")

DECISIVE = said(
    (
        "Days and cost are of domestic courts. For a claim across borders the days are a floor.",
        "The cost is that of a small claim. Of a large one it is a smaller share, so that more "
        "may be protected than is shown.",
        rules.DISCOUNTING,
    )
)

FORMULA = said(
    (
        "Paid later = 1 ÷ (1 + discount rate) ^ ((days + extra delay) ÷ 365)",
        "Expected value of a dollar claimed = chance of winning × recovered × paid later − cost",
        "Protected share = held in escrow + (1 − held in escrow) × that value, which is 0% where "
        "suing would cost more than it brings",
    )
)

ASSUMPTIONS = said(
    (
        "Days and cost are those of Doing Business 2020, a yearly study of the World Bank. The "
        "bank ended it in 2021, after irregularities in the data of the 2018 and 2020 editions.",
        "Of the countries shown, China had irregular data, in other indicators than this one.",
        "Doing Business measured domestic courts: a claim between two companies of one country, "
        "in its largest business city. It says nothing of a claim across borders.",
        "Money in escrow comes back at once and without a court. What the escrow costs is left "
        "out.",
        "Its case is a small one, of about twice the country's income a head. In a larger case "
        "the cost is a smaller share.",
        "Its figures are estimates by lawyers, not counts of real cases.",
        "Chance of winning, recovered part and extra delay are the same in every country, and "
        "made up for the lesson. In truth they differ as well.",
        "Both companies pay no more than their own costs as published, and nobody settles early.",
    )
)

LEAVES_OUT = said(
    (
        "Settlement, and what both sides offer because a court may decide.",
        "Reputation, the courts of other countries, and arbitration in place of a court.",
    )
)

TEXTS = (
    "S. Djankov, R. La Porta, F. Lopez-de-Silanes and A. Shleifer (2003), Courts, "
    "Quarterly Journal of Economics 118",
    "S. Shavell (1982), Suit, settlement, and trial, Journal of Legal Studies 11",
    "R. Cooter and T. Ulen, Law and Economics",
)

TITLES = said(
    {
        "some": "{country}: {protected} of a claim is really protected",
        "none": "{country}: nothing of a claim is protected, since suing does not pay",
    }
)

SENTENCES = said(
    {
        "all": "{country}: all of a claim of {claim} is held in escrow, so that no court is "
        "needed.",
        "escrow": "{country}: {protected} of a claim of {claim} is protected, all of that in "
        "escrow. Suing for the rest would cost {loss} more than it brings.",
        "escrow even": "{country}: {protected} of a claim of {claim} is protected, all of that in "
        "escrow. Suing for the rest costs just what it brings.",
        "some": "{country}: {protected} of a claim of {claim} is protected. {worth} can be "
        "expected back, and {unprotected} cannot.",
        "none": "{country}: nothing of a claim of {claim} is protected. Suing would cost {loss} "
        "more than it brings.",
        "even": "{country}: nothing of a claim of {claim} is protected. Suing costs just what it "
        "brings.",
    }
)

ASKED = said("Which share of a claim is protected in {country}?")  # of a class, for the headline
HEADLINE = said("{country}: protected of a claim")

REVERSALS = said(
    {
        "some": "Below a chance of winning of {least} nothing would be protected.",
        "some escrow": "Below a chance of winning of {least} only what is in escrow would be.",
        "escrow": "Above a chance of winning of {least} it would pay.",
        "escrow even": "Above a chance of winning of {least} it would pay.",
        "none": "Above a chance of winning of {least} it would pay.",
        "even": "Above a chance of winning of {least} it would pay.",
        "never": "No chance of winning makes it pay.",
    }
)

NAMED = said("{country}: {days} days, cost {cost}")
NAMED_CHOSEN = said("▸ <b>{country}: {days} days, cost {cost}</b>")

END = "\u2002{protected}"
END_CHOSEN = said("\u2002<b>{protected}</b>, your supplier")

BARS = said("Protected share")

AXIS = said(
    "Share of a claim that is protected<br>Days and cost: domestic courts, by a study<br>"
    "that the World Bank ended in 2021"
)

HOVER = said(
    "%{customdata[0]}: %{x:.1%} protected<br>%{customdata[1]:,} days in court, "
    "cost %{customdata[2]:.1%} of the claim<br>Rule of law in 2019: %{customdata[3]:.2f}"
    "<extra></extra>"
)

COLUMNS = said(
    (
        "Country",
        "Days",
        "Cost (% of the claim)",
        "Rule of law (WGI, 2019)",
        "Value of a dollar claimed ($)",
        "Protected (%)",
    )
)

# On a narrow page there is room beside a long bar for what is written at its end.
NARROW = {"xaxis": {"range": [0, 1.9], "tickvals": [0, 0.5, 1]}}
HEIGHT = 560  # eight bars, each under a line of text


def draw(outcome: ContractEnforcementOutcome) -> dict[str, Any]:
    """Return the Plotly spec: a bar for each country, the best protected on top."""
    places = np.arange(len(outcome.countries), 0, -1)
    chosen = [country == outcome.scenario.country for country in outcome.countries]
    layout = style.layout(
        _title(outcome),
        x={
            "title": {"text": AXIS, "font": {"size": style.FONT_SIZE - 1}},
            "range": [0, 1.32],  # with room for what is written at the end of the longest bar
            "tickvals": [0, 0.2, 0.4, 0.6, 0.8, 1],
            "tickformat": ".0%",
        },
        y={
            "range": [0.6, len(places) + 0.7],
            "showticklabels": False,
            "showgrid": False,
            "ticks": "",
        },
        margin=style.MARGIN | {"l": 24},  # for the first tick's label
    )
    return {
        "data": [
            _bars(outcome, places, chosen),
            _names(outcome, places, chosen),
            _protected(outcome, places, chosen),
        ],
        "layout": {**layout, "height": HEIGHT, "meta": {"narrow": NARROW}},
    }


def _bars(
    outcome: ContractEnforcementOutcome, places: np.ndarray, chosen: list[bool]
) -> dict[str, Any]:
    """Return the bars; that of the supplier's country is full, hatched and framed."""
    rows = zip(
        said(outcome.countries),
        outcome.days.tolist(),
        outcome.costs.tolist(),
        outcome.rule_of_law.tolist(),
        strict=True,
    )
    return {
        "type": "bar",
        "orientation": "h",
        "name": BARS,
        "x": outcome.protected_shares,
        "y": places,
        "width": 0.42,
        "marker": {
            "color": [style.PART if one else style.PART + "59" for one in chosen],
            "pattern": {
                "shape": ["/" if one else "" for one in chosen],
                "fillmode": "overlay",
                "fgcolor": "white",
                "size": 8,
                "solidity": 0.15,
            },
            "line": {"color": style.PART, "width": [3 if one else 0 for one in chosen]},
        },
        "customdata": [list(row) for row in rows],
        "hovertemplate": HOVER,
        "showlegend": False,
    }


def _names(
    outcome: ContractEnforcementOutcome, places: np.ndarray, chosen: list[bool]
) -> dict[str, Any]:
    """Return above each bar its country with days and cost."""
    rows = zip(outcome.countries, outcome.days, outcome.costs, chosen, strict=True)
    texts = [
        (NAMED_CHOSEN if one else NAMED).format(
            country=said(country), days=number(days, 0), cost=percent(cost)
        )
        for country, days, cost, one in rows
    ]
    return {
        **style.label("", 0, 0, "middle right"),
        "x": np.zeros(len(texts)),
        "y": places + 0.42,
        "text": texts,
    }


def _protected(
    outcome: ContractEnforcementOutcome, places: np.ndarray, chosen: list[bool]
) -> dict[str, Any]:
    """Return at the end of each bar how much is protected, as words that no line lies over."""
    return {
        **style.label("", 0, 0, "middle right"),
        "x": outcome.protected_shares,
        "y": places,
        "text": [
            (END_CHOSEN if one else END).format(protected=chance(share))
            for one, share in zip(chosen, outcome.protected_shares, strict=True)
        ],
    }


def _title(outcome: ContractEnforcementOutcome) -> str:
    return TITLES["some" if outcome.protected else "none"].format(
        country=said(outcome.scenario.country), protected=chance(outcome.protected)
    )


def describe(outcome: ContractEnforcementOutcome) -> str:
    """Return what is protected, in dollars too, then what would turn it."""
    case = _case(outcome)
    protection = SENTENCES[case].format(
        country=said(outcome.scenario.country),
        protected=chance(outcome.protected),
        claim=money(outcome.scenario.claim),
        worth=money(outcome.scenario.claim - outcome.unprotected),
        unprotected=money(outcome.unprotected),
        loss=money(-outcome.worth),
    )
    if case == "all":
        return protection
    if outcome.least_winning is None:
        return f"{protection} {REVERSALS['never']}"
    if case == "some" and outcome.scenario.escrow:
        case = "some escrow"
    least = chance(outcome.least_winning)
    return f"{protection} {REVERSALS[case].format(least=least)}"


def _case(outcome: ContractEnforcementOutcome) -> str:
    """Name what is protected: all by escrow, some by the court too, or nothing by a court."""
    held = outcome.scenario.escrow
    if held == 1:
        return "all"
    if abs(outcome.worth) < HALF_A_CENT:
        return "escrow even" if held else "even"
    if outcome.worth > 0:
        return "some"
    return "escrow" if held else "none"


def headline(outcome: ContractEnforcementOutcome) -> tuple[str, str]:
    """Return the number that matters on a big screen: what it is, and how it is written."""
    label = HEADLINE.format(country=said(outcome.scenario.country))
    return label, chance(outcome.protected)


def tabulate(outcome: ContractEnforcementOutcome) -> DataFrame:
    """Return a row for each country, the best protected first."""
    columns = (
        said(outcome.countries),
        outcome.days,
        100 * outcome.costs,
        outcome.rule_of_law,
        outcome.expected_values,
        100 * outcome.protected_shares,
    )
    return tables.from_columns(COLUMNS, columns).round(6)
