"""How a candy launch is drawn, told and tabulated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from lessons.models.candy_launch import IN_WEEK, WEEKS, CandyLaunchOutcome
from lessons.views import style
from lessons.views.style import tables
from lessons.words import chance, number, said

if TYPE_CHECKING:
    from pandas import DataFrame

TITLE = said("Candy launch: how much work does it make, and when?")

FORMULA = said(
    (
        "Tried by week t = people who may try it × (1 − e) ÷ (1 + q ÷ p × e), where p = reached "
        "by the campaign, q = drawn in by others, e = exp(−(p + q) × t)",
        "New customers of a week = tried by its end − tried by the end of the week before",
        "Hours of a week = planned content + work for a thousand new customers × thousands of new "
        "customers",
        "Most new customers at week ln(q ÷ p) ÷ (p + q), where q is larger than p",
    )
)

ASSUMPTIONS = said(
    (
        "Nobody is counted twice: a person tries the bar for the first time only once.",
        "Everybody who may try it is as easily reached and drawn in as everybody else (Bass "
        "1969).",
        "The campaign reaches the same share of those who are left each week.",
        "Each new customer makes the same work, in the week in which they try the bar.",
        "All starting values are made up for the lesson.",
    )
)

LEAVES_OUT = said(("People who buy again, prices, rivals and seasons.",))

TEXTS = (
    "F. M. Bass (1969), A new product growth for model consumer durables, Management Science 15",
    "V. Mahajan, E. Muller and F. M. Bass (1990), New product diffusion models in "
    "marketing, Journal of Marketing 54",
)

TITLES = said(
    {
        "peak": "The busiest week is week {week}: {hours} hours of work",
        "first": "The first week is the busiest: {hours} hours of work",
        "even": "Every week has the same work: {hours} hours",
    }
)

SENTENCES = said(
    {
        "peak": "The launch peaks in week {week}: {hours} hours of work, after {first} in the "
        "first week. The {weeks} weeks make {total} hours in all, and {tried} of the market have "
        "tried the bar.",
        "first": "The launch is busiest in its first week: {hours} hours of work. The {weeks} "
        "weeks make {total} hours in all, and {tried} of the market have tried the bar.",
        "even": "New customers make no work: each week has its {hours} hours of planned content. "
        "The {weeks} weeks make {total} hours in all.",
    }
)

ASKED = said("How many hours of work does the busiest week bring?")  # of a class, for the headline
HEADLINE = said(("Busiest week: {week}", "{hours} hours"))

NAMES = said(
    {
        "customers": "New customers",
        "hours": "Hours of work",
        "content": "Planned content",
        "messages": "Work for new customers",
        "peak": "Most new customers",
    }
)

PEAK = said("\u2002Peak:\u2002<br>\u2002week {week}\u2002")  # so narrow for a telephone

AXES = said(("Weeks", "New customers", "Hours of work"))

HOVERS = said(
    {
        "customers": "%{y:,.0f} new customers a week<extra></extra>",
        "hours": "%{y:,.1f} hours a week<extra></extra>",
    }
)

COLUMNS = said(
    (
        "Week",
        "New customers",
        "Tried it so far (%)",
        "Planned content (hours)",
        "Work for new customers (hours)",
        "Hours of work",
    )
)

LINE = 0.12  # of the upright axis for a line of text
HEIGHT = 520  # two drawings, one above the other
DRAWINGS = said({"y": "Hours of work", "y2": "New customers"})


def draw(outcome: CandyLaunchOutcome) -> dict[str, Any]:
    """Return the Plotly spec: new customers of each week, and below them the hours they make."""
    customers_top = style.nice_ceiling(outcome.new_customers.max())
    hours_top = style.nice_ceiling(outcome.busiest_hours)
    layout = style.layout(
        _title(outcome),
        x={"title": {"text": AXES[0]}, "range": [0, WEEKS], "tickvals": [0, 5, 10, 15, 20, 25]},
        y={"title": {"text": AXES[2]}, "range": [0, hours_top], "domain": [0, 0.46]},
        yaxis2={
            "title": {"text": AXES[1]},
            "range": [0, customers_top],
            "tickformat": ",.3~s",
            "domain": [0.56, 1],
        },
    )
    layout["margin"]["r"] = style.room_for((NAMES["content"], NAMES["messages"]))
    return {
        "data": [*_customers(outcome, customers_top), *_hours(outcome, hours_top)],
        "layout": {**layout, "height": HEIGHT, "meta": style.drawings(DRAWINGS, 320)},
    }


def _customers(outcome: CandyLaunchOutcome, top: float) -> list[dict[str, Any]]:
    """Return the new customers of each week, and when they are most."""
    peak = outcome.peak if 0 < outcome.peak <= WEEKS else None
    text = "" if peak is None else PEAK.format(week=number(outcome.peak_week))
    side = style.side(peak or 0, WEEKS)
    weeks, customers = style.steps(outcome.new_customers)
    line = style.curve(NAMES["customers"], weeks, customers, HOVERS["customers"])
    return [
        {**line, "yaxis": "y2", "showlegend": False},
        {**style.threshold(NAMES["peak"], [peak, peak], [0, top]), "yaxis": "y2"},
        {**style.pinned(style.label(text, peak, 0.11 * top, side)), "yaxis": "y2"},
    ]


def _hours(outcome: CandyLaunchOutcome, top: float) -> list[dict[str, Any]]:
    """Return the hours of each week as two areas, one on the other, and the busiest week."""
    weeks, hours = style.steps(outcome.hours)
    content = np.full_like(hours, outcome.scenario.base_hours)
    line = style.curve(NAMES["hours"], weeks, hours, HOVERS["hours"])
    name, nothing = NAMES["content"], np.zeros_like(hours)
    areas = (
        style.area(name, style.PART, weeks, nothing, content),
        style.area(NAMES["messages"], style.OTHER_PART, weeks, content, hours, pattern="/"),
    )
    ends = [
        (name, style.PART, float(WEEKS), float(content[-1] / 2)),
        (NAMES["messages"], style.OTHER_PART, float(WEEKS), float(hours[-1])),
    ]
    return [
        *({**one, "showlegend": False} for one in (*areas, line)),
        style.line_ends(ends, {"range": [0, top]}, line=LINE),
    ]


def _case(outcome: CandyLaunchOutcome) -> str:
    if np.ptp(outcome.hours) < 0.05:
        return "even"
    return "first" if outcome.busiest_week == 1 else "peak"


def _title(outcome: CandyLaunchOutcome) -> str:
    return TITLES[_case(outcome)].format(
        week=number(outcome.busiest_week), hours=number(outcome.busiest_hours, 0)
    )


def describe(outcome: CandyLaunchOutcome) -> str:
    """Return the busiest week with its hours, then all weeks together."""
    return SENTENCES[_case(outcome)].format(
        week=number(outcome.busiest_week),
        hours=number(outcome.busiest_hours, 0),
        first=number(outcome.hours[0], 0),
        weeks=number(WEEKS),
        total=number(outcome.total_hours, 0),
        tried=chance(outcome.tried),
    )


def headline(outcome: CandyLaunchOutcome) -> tuple[str, str]:
    """Return the number that matters on a big screen: what it is, and how it is written."""
    label, text = HEADLINE
    hours = number(outcome.busiest_hours, 0)
    return label.format(week=number(outcome.busiest_week)), text.format(hours=hours)


def tabulate(outcome: CandyLaunchOutcome) -> DataFrame:
    """Return a row for each week of the campaign."""
    content = np.full(WEEKS, outcome.scenario.base_hours)
    columns = (
        IN_WEEK,
        outcome.new_customers,
        100 * outcome.scenario.tried(IN_WEEK),
        content,
        outcome.hours - content,
        outcome.hours,
    )
    return tables.from_columns(COLUMNS, columns).round(6)
