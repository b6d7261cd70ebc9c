"""How offshoring is drawn, told and tabulated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from lessons.models.offshoring import HIDDEN_COSTS, Offshoring, OffshoringOutcome
from lessons.views import style
from lessons.views.style import tables
from lessons.words import chance, money, number, said, short_money

if TYPE_CHECKING:
    from pandas import DataFrame

TITLE = said("Offshoring: what is left of a wage gap?")

FORMULA = said(
    (
        "Cost at home = cost of an hour at home × (1 + wage growth at home) ^ years",
        "Contract = price of an hour abroad × (1 + wage growth abroad) ^ years ÷ productivity "
        "abroad",
        "Calls = minutes on the telephone × price of a call ÷ productivity abroad",
        "Cost abroad = contract × (1 + selection + transition + lost productivity + contract "
        "management) + calls",
        "Saving = cost at home − cost abroad, for the work that one hour at home does",
        "Without calls the saving is gone after ln(productivity × home ÷ abroad ÷ (1 + hidden "
        "costs)) ÷ ln((1 + growth abroad) ÷ (1 + growth at home)) years",
    )
)

ASSUMPTIONS = said(
    (
        "The presets with a country and a year take output per worker ÷ 2,000 hours as the cost "
        "of an hour. That is a stand-in, not a wage: it is of all workers, on farms too. "
        "Programmers may be paid far more.",
        "Their wages grow as output per worker did over twenty years: the twenty that follow, or "
        "the last twenty of the table, whose figures for 2024 and 2025 are projections.",
        "Their wages are in dollars of 2015, their calls in dollars of the year: compare the "
        "sizes, not the cents. In the dollars of 2015 the earlier calls would weigh even more.",
        "Their price of a call is the latest published up to that year: of 1990 for 1991 and "
        "1995, of 2004 for 2005 and 2025.",
        "The price of a call, the minutes and the shares of the hidden costs stay as they are.",
        "The hidden costs recur each year, as parts of the contract. Their sizes are made up.",
        "An hour at home counts its wage with benefits, as if it would otherwise not be paid. "
        "Where people at home are paid anyway and idle, sending their work abroad saves nothing.",
        "The work is as good wherever it is done, and the exchange rate stays as it is.",
    )
)

LEAVES_OUT = said(
    (
        "Exchange rates, tax and tariffs.",
        "Quality, and distance in time.",
        "With a country and a year: the supplier's own overhead and profit.",
    )
)

TEXTS = (
    "G. M. Grossman and E. Rossi-Hansberg (2008), Trading tasks: a simple theory of "
    "offshoring, American Economic Review 98",
    "M. C. Lacity and L. P. Willcocks (2001), Global Information Technology Outsourcing",
)

TITLES = said(
    {
        "left": "A wage gap of {headline} leaves a saving of {left}",
        "lost": "A wage gap of {headline} is not enough: abroad costs {loss} more",
        "no_gap": "There is no wage gap: abroad costs {loss} more",
        "gone": "By year {year} the wage gap is gone: abroad costs {loss} more",
        "even": "A wage gap of {headline} is just eaten up",
    }
)

SENTENCES = said(
    {
        "outsource": "Outsource: in year {year} the work costs {saving} a year less abroad.",
        "insource": "Insource: in year {year} the work costs {saving} a year less at home.",
        "indifferent": "Either way: in year {year} the work costs the same in both places.",
    }
)

WHY = said(
    {
        "outsource": "Of a headline gap of {headline} an hour, {left} is left.",
        "insource": "A headline gap of {headline} an hour turns into a loss of {left}.",
        "indifferent": "Of a headline gap of {headline} an hour, nothing is left.",
        "no_gap": "The hour abroad is not even cheaper to begin with.",
        "gone": "By then the hour abroad itself is no longer the cheaper one.",
    }
)

ASKED = said("How much of the wage gap is left, an hour?")  # of a class, for the headline
HEADLINE = said("Left of the wage gap, an hour")

REVERSALS = said(
    {
        "insource": "Insourcing wins from year {turns} on.",
        "outsource": "Outsourcing wins from year {turns} on.",
        "never": "No later year up to {last} reverses it.",
    }
)

STEPS = said({"headline": "Wage gap", "communication": "Calls", "left": "Saving left"})
AXES = said(("Dollars an hour of work", "Years from the start", "Saving"))
CLOSED = said("\u2002Year {turns}\u2002")
HOVERS = said(
    {
        "step": "%{y}: %{text}<extra></extra>",
        "saving": "Year %{x}: %{y:.1%} saved<extra></extra>",
    }
)
CURVE = said("Saving abroad")
HEIGHT = 680
DRAWINGS = said({"y": "An hour of work", "y2": "Over the years"})
HEIGHT_IF_NARROW = 780  # for names of steps in two lines
PANEL = {"xaxis": "x2", "yaxis": "y2"}  # the lower one, with the saving by year
SHOWN = (-0.5, 1.0)  # of the saving; a loss of more than half the cost is beyond discussion

COLUMNS = said(
    (
        "Years from the start",
        "At home ($/hour)",
        "Wage gap ($/hour)",
        "Productivity ($/hour)",
        "Calls ($/hour)",
        "Hidden costs ($/hour)",
        "Saving left ($/hour)",
    )
)


def draw(outcome: OffshoringOutcome) -> dict[str, Any]:
    """Return the Plotly spec: from the headline gap to the saving, and the saving by year."""
    amounts = [outcome.headline, *outcome.steps.values()]
    longest = max(map(len, _texts(outcome)))
    return {
        "data": [_waterfall(outcome), *_saving_traces(outcome)],
        "layout": style.layout(
            _title(outcome),
            x={
                "title": {"text": AXES[0]},
                "range": style.waterfall_range(amounts, longest),
                "tickformat": "$,~r",
                "nticks": 6,
            },
            y={"autorange": "reversed", "domain": [0.52, 1], "ticks": ""},
            xaxis2={
                "title": {"text": AXES[1]},
                "range": [-1, float(outcome.years[-1])],  # with room for the point in year 0
                "anchor": "y2",
            },
            yaxis2={
                "title": {"text": AXES[2]},
                "range": list(SHOWN),
                "tickformat": ".0%",
                "domain": [0, 0.36],
                "anchor": "x2",
            },
            height=HEIGHT,
            meta=style.drawings(DRAWINGS, 520, 640, narrow=_narrow(outcome, amounts, longest)),
        ),
    }


def _narrow(outcome: OffshoringOutcome, amounts: list[float], longest: int) -> dict[str, Any]:
    """Return what a telephone needs: names in lines, so that amounts have room, and more of it."""
    names = _names(outcome)
    lines = [name.replace(" ", "<br>") for name in names]
    return {
        "height": HEIGHT_IF_NARROW,
        "xaxis": {"range": style.waterfall_range(amounts, 2 * longest), "nticks": 4},
        "yaxis": {"tickvals": names, "ticktext": lines},
    }


def _waterfall(outcome: OffshoringOutcome) -> dict[str, Any]:
    amounts = [outcome.headline, *outcome.steps.values()]
    return style.waterfall(
        _names(outcome),
        amounts,
        _texts(outcome),
        gain=style.OUTSOURCED,
        total=_color(outcome),
        hover=HOVERS["step"],
    )


def _names(outcome: OffshoringOutcome) -> list[str]:
    """Return what each bar is: the headline, each step and what is left."""
    inputs = Offshoring.inputs()
    steps = (STEPS.get(name) or inputs[name].label for name in outcome.steps)
    return [STEPS["headline"], *steps, STEPS["left"]]


def _texts(outcome: OffshoringOutcome) -> list[str]:
    """Return what is written at each bar; of thousands of dollars nobody wants the cents."""
    amounts = (outcome.headline, *outcome.steps.values(), outcome.saving)
    return [short_money(amount, 2 if abs(amount) < 1_000 else 0) for amount in amounts]


def _color(outcome: OffshoringOutcome) -> str:
    """Return the colour of the cheaper way."""
    return style.IN_HOUSE if outcome.decision == "insource" else style.OUTSOURCED


def _saving_traces(outcome: OffshoringOutcome) -> list[dict[str, Any]]:
    """Return the saving by year, tinted in the colour of the cheaper way, and the present one."""
    years, savings = outcome.years, outcome.savings
    none = np.zeros_like(savings)
    share = outcome.saving_share
    now = float(share) if SHOWN[0] <= share <= SHOWN[1] else None
    turns = outcome.turns
    text = CLOSED.format(turns=number(turns)) if turns else ""
    side = "top left" if turns and turns > years[-1] / 2 else "top right"
    traces = [
        style.region(style.OUTSOURCED, years, none, np.maximum(savings, 0)),
        style.region(style.IN_HOUSE, years, np.minimum(savings, 0), none),
        style.threshold("", [0, float(years[-1])], [0, 0]),
        style.line(CURVE, style.OUTSOURCED, years, savings, HOVERS["saving"]),
        style.point(CURVE, _color(outcome), outcome.scenario.year, now, HOVERS["saving"]),
        style.label(text, turns, 0 if turns else None, side),
    ]
    return [{**trace, **PANEL, "showlegend": False} for trace in traces]


def _title(outcome: OffshoringOutcome) -> str:
    case = "left"
    if outcome.decision != "outsource":
        case = "lost" if outcome.headline > 0 else _without_gap(outcome)
    if outcome.decision == "indifferent":
        case = "even"
    return TITLES[case].format(
        year=number(outcome.scenario.year),
        headline=chance(outcome.headline_share),
        left=chance(outcome.saving_share),
        loss=chance(-outcome.saving_share),
    )


def _without_gap(outcome: OffshoringOutcome) -> str:
    """Say whether there never was a wage gap, or the wages' growth has closed it."""
    scenario = outcome.scenario
    return "gone" if scenario.home_cost > scenario.foreign_cost else "no_gap"


def describe(outcome: OffshoringOutcome) -> str:
    """Return the decision, then the numbers, then the year that would reverse it."""
    case = outcome.decision
    year = number(outcome.scenario.year)
    sentence = SENTENCES[case].format(year=year, saving=money(abs(outcome.margin)))
    lost = outcome.headline <= 0 and case == "insource"
    why = _without_gap(outcome) if lost else case
    reason = WHY[why].format(
        headline=money(outcome.headline, 2), left=money(abs(outcome.saving), 2)
    )
    return f"{sentence} {reason} {_reversal(outcome)}"


def _reversal(outcome: OffshoringOutcome) -> str:
    if outcome.turns is None:
        return REVERSALS["never"].format(last=number(outcome.years[-1]))
    way = "outsource" if outcome.savings[outcome.turns] > 0 else "insource"
    return REVERSALS[way].format(turns=number(outcome.turns))


def headline(outcome: OffshoringOutcome) -> tuple[str, str]:
    """Return the number that matters on a big screen: what it is, and how it is written."""
    return HEADLINE, money(outcome.saving, 2)


def tabulate(outcome: OffshoringOutcome) -> DataFrame:
    """Return the way from the gap to the saving in every fifth year, and in the present one."""
    years = tables.rows_at(outcome.years[::5], outcome.scenario.year)
    found = [outcome.scenario.replace(year=year).solve() for year in years]
    rows = [
        (
            one.scenario.year,
            one.home_cost,
            one.headline,
            one.steps["productivity"],
            one.steps["communication"],
            sum(one.steps[name] for name in HIDDEN_COSTS),
            one.saving,
        )
        for one in found
    ]
    return tables.from_rows(COLUMNS, rows)
