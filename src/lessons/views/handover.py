"""How a handover is drawn, told and tabulated."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from lessons.models.candy_launch import WEEKS
from lessons.models.handover import HANDOVERS, HandoverOutcome
from lessons.models.shared.decision import HALF_A_CENT
from lessons.views import style
from lessons.views.style import rules, tables
from lessons.words import money, number, said

if TYPE_CHECKING:
    from pandas import DataFrame

TITLE = said("Handover: when does the team take the campaign over?")

DECISIVE = said(
    (
        rules.OWN_HOURS,
        rules.OWN_HOURS_CHOICE,
        "At the start, free hours that are paid and idle bring the best week from 10 to 8. If "
        "they would earn elsewhere, the agency is the best throughout.",
    )
)

FORMULA = said(
    (
        "Week with the agency = hours of the campaign × rate of the agency",
        "Hours that the team needs = hours of the campaign × (1 + extra time of a beginner × "
        "what is left to learn)",
        "Left to learn = (1 − what the team knows already) × (1 − (the team's weeks so far + "
        "know-how handed over × the agency's weeks) ÷ ramp-up weeks), and never below 0",
        "Week with the team = free hours used × what a free hour costs + hours beyond the free "
        "ones × (cost of an hour in-house + value of displaced work)",
        "A free hour costs as much as an hour in-house if it would otherwise not be paid, "
        "nothing if it is paid and idle, and as much as one beyond the free ones if it would "
        "earn elsewhere",
        "Cost of a plan = the agency's weeks + cost of handing over + the team's weeks",
    )
)

ASSUMPTIONS = said(
    (
        "The agency knows its craft: it does not get faster. It can be sent away in any week.",
        "The team learns evenly over its ramp-up weeks. A week in which it watches the agency "
        "teaches it a part of what a week of its own does.",
        "Who begins and ends with the same hands pays nothing for handing over.",
        "The campaign is as good in either hands. What the brand gains or loses is not counted.",
        "Hours that the team lacks are taken from its other projects, and these are never "
        "refused.",
        "The cited ramp-up is of newly hired employees in media and advertising in the United "
        "Kingdom. That a team learns a new kind of work as newcomers learn a job is assumed.",
        "The cited wage is of all market research analysts and marketing specialists; the share "
        "of benefits is of all private industry; the agency rate is a blend of all its roles.",
        "All other starting values are made up for the lesson.",
    )
)

LEAVES_OUT = said(
    (
        "How good the campaign is, and what the agency would do on being told.",
        "A handover of a part of the work.",
        "The overhead of outsourcing of “Make or buy” (choosing, briefing and checking), and "
        "what the agency must learn of the company. Both would speak for the team. To count the "
        "overhead, raise the rate by a tenth.",
        "Risks of access, of the contract and of service: “Your own case” adds them.",
    )
)

TEXTS = (
    "T. P. Wright (1936), Factors affecting the cost of airplanes, Journal of the "
    "Aeronautical Sciences 3, on learning curves",
    "O. E. Williamson (1985), The Economic Institutions of Capitalism, on lock-in",
    "J. Barthélemy (2003), The seven deadly sins of outsourcing, Academy of Management "
    "Executive 17",
)

TITLES = said(
    {
        "team": "Cheapest of all: the team does it from the start, for {cost}",
        "agency": "Cheapest of all: the agency does it throughout, for {cost}",
        "handover": "Cheapest of all: hand over in week {week}, for {cost}",
    }
)

PLANS = said(
    {
        "team": "Start in-house: {against_agency}.",
        "agency": "Keep the agency throughout: {against_team}.",
        "handover": "Hand over in week {week}: {against_agency}, {against_team}.",
    }
)

AGAINST_AGENCY = said(
    {
        "cheaper": "{amount} cheaper than the agency throughout",
        "dearer": "{amount} dearer than the agency throughout",
        "same": "just as dear as the agency throughout",
    }
)

AGAINST_TEAM = said(
    {
        "cheaper": "{amount} cheaper than starting in-house",
        "dearer": "{amount} dearer than starting in-house",
        "same": "just as dear as starting in-house",
    }
)

ASKED = said("What does the campaign cost?")  # of a class, for the headline
HEADLINE = said("Cost of the campaign")

REVERSALS = said(
    {
        "early": "That is {weeks} weeks too early, and costs {amount} more than week {best}, the "
        "best.",
        "late": "That is {weeks} weeks too late, and costs {amount} more than week {best}, the "
        "best.",
        "early 1": "That is a week too early, and costs {amount} more than week {best}, the best.",
        "late 1": "That is a week too late, and costs {amount} more than week {best}, the best.",
        "to team": "The best is to start in-house, which saves another {amount}.",
        "to agency": "The best is the agency throughout, which saves another {amount}.",
        "best": "No week is better: week {early} would cost {earlier} more, week {late} {later} "
        "more.",
        "best start": "No week is better: a handover in week {late} would cost {later} more.",
        "best end": "No week is better: a handover in week {early} would cost {earlier} more.",
    }
)

NAMES = said(
    {
        "agency": "Agency only",
        "team": "Team only",
        "handover": "Your handover",
        "every": "Cost of every week",
        "best": "The best week",
        "week": "Your week",
        "work": "Work",
        "free": "Free hours",
    }
)

PURE = said({"team": "Team<br>only", "agency": "Agency<br>only"})  # so narrow for a column
BEST = said(
    "\u2003Best:\u2003<br>\u2003week {week}\u2003"
)  # so wide that the star has room beside it

AXES = said(("Week", "Hours a week", "Spent so far", "Handover week", "Cost in the end"))

HOVERS = said(
    {
        "spent": "By the end of week %{x}: %{y:$,.0f}<extra>%{fullData.name}</extra>",
        "every": "Handed over in week %{x}: %{y:$,.0f} in the end<extra></extra>",
        "marked": "Handed over in week %{x}: %{y:$,.0f} in the end<extra>%{fullData.name}</extra>",
    }
)

COLUMNS = said(
    (
        "Handed over in week",
        "Cost of the campaign ($)",
        "Saved against the agency throughout ($)",
        "Saved against starting in-house ($)",
        "More than the best week ($)",
    )
)

LINE = 0.085  # of the upright axis for a line of text
NAME_HIGH = 0.22  # of the upright axis: room above the line for the names of its ends
BEST_HIGH = 0.27  # and below it for the name of the best week
NEAR = 9  # weeks from the best one within which a line would run through its name
ROOMY = 14  # weeks before the best one that its name needs on a telephone, to be left of it
SPAN = 4  # weeks: how far too early or too late the sentence looks from the best week
TICKS = (0, 5, 10, 15, 20, 25)
HEIGHT = 620
DRAWINGS = said({"y2": "Spent so far", "y3": "Cost of every week", "y": "Hours a week"})
# On a narrow page the three drawings stand below each other.
NARROW = {
    "height": 900,
    "margin": {
        "r": style.room_for(said(("Agency only", "Team only", "Your handover", "Free hours")))
    },
    "xaxis": {"domain": [0, 1], "tickvals": list(TICKS[::2])},
    "yaxis": {"domain": [0, 0.22]},
    "xaxis2": {"domain": [0, 1], "tickvals": list(TICKS[::2])},
    "yaxis2": {"domain": [0.7, 1]},
    "xaxis3": {"domain": [0, 1], "tickvals": list(TICKS[::2])},
    "yaxis3": {"domain": [0.34, 0.58]},
}

# On a wide page the names at the lines' right ends leave room between the two upper drawings.
WIDE = {"xaxis2": {"domain": [0, 0.45]}, "xaxis3": {"domain": [0.74, 1]}}


def draw(outcome: HandoverOutcome) -> dict[str, Any]:
    """Return the Plotly spec: money spent so far, beside it the cost of every handover week.

    Below them, on the same weeks, stand the work of the campaign and the team's free hours.
    """
    spent_top = style.nice_ceiling(max(outcome.agency_cost, outcome.team_cost, outcome.cost))
    hours_top = style.nice_ceiling(1.05 * max(outcome.hours.max(), outcome.free_hours.max()))
    costs = _close_range(outcome.costs)
    return {
        "data": [
            *_spent(outcome, spent_top),
            *_every(outcome, costs),
            *_hours(outcome, hours_top),
        ],
        "layout": _layout(outcome, spent_top, hours_top, costs),
    }


def _layout(
    outcome: HandoverOutcome, spent_top: float, hours_top: float, costs: list[float]
) -> dict[str, Any]:
    weeks = {"range": [0, WEEKS], "tickvals": list(TICKS)}
    layout = style.layout(
        _title(outcome),
        x={"title": {"text": AXES[0]}, **weeks, "domain": [0, 0.88]},
        y={"title": {"text": AXES[1]}, "range": [0, hours_top], "domain": [0, 0.25]},
        xaxis2={"title": {"text": AXES[0]}, **weeks, "domain": [0, 0.42], "anchor": "y2"},
        yaxis2={
            "title": {"text": AXES[2]},
            "range": [0, spent_top],
            "tickformat": "$,.3~s",
            "domain": [0.42, 1],
            "anchor": "x2",
        },
        xaxis3={
            **weeks,
            "title": {"text": AXES[3]},
            "range": [-1, WEEKS + 1],  # so that both ends are whole
            "domain": [0.78, 1],
            "anchor": "y3",
        },
        yaxis3={
            "title": {"text": AXES[4]},
            "range": costs,
            "tickformat": "$,.3~s",
            "domain": [0.42, 1],
            "anchor": "x3",
        },
    )
    layout["margin"]["r"] = 40  # and the rest of the lowest drawing, for names at its right end
    meta = style.drawings(DRAWINGS, 560, 700, narrow=NARROW, wide=WIDE)
    return {**layout, "height": HEIGHT, "meta": meta}


def _close_range(costs: np.ndarray) -> list[float]:
    """Return a range close around some costs, with room for words below them and above."""
    low, high = float(costs.min()), float(costs.max())
    whole = (high - low) / (1 - NAME_HIGH - BEST_HIGH)
    step = style.nice_ceiling(whole / 8)
    start = max(math.floor((low - BEST_HIGH * whole) / step), 0) * step
    end = math.ceil((high + NAME_HIGH * whole) / step) * step
    return [start, max(end, start + step)]


def _spent(outcome: HandoverOutcome, top: float) -> list[dict[str, Any]]:
    """Return what has been spent by the end of each week: by both pure plans, and the chosen."""
    week, hover = int(outcome.scenario.week), HOVERS["spent"]
    plans = (
        ("agency", style.OUTSOURCED, outcome.agency_running_costs),
        ("team", style.IN_HOUSE, outcome.team_running_costs),
        ("handover", style.MIXED, outcome.running_costs),
    )
    at = float(outcome.running_costs[week])
    lines = [style.line(NAMES[name], color, HANDOVERS, y, hover) for name, color, y in plans]
    ends = [(NAMES[name], color, float(WEEKS), float(y[-1])) for name, color, y in plans]
    traces = [
        style.threshold(NAMES["week"], [week, week], [0, top]),
        *({**line, "showlegend": False} for line in lines),
        style.point(NAMES["handover"], style.MIXED, week, at, hover),
        style.line_ends(ends, {"range": [0, top]}, line=LINE),
    ]
    return [{**trace, "xaxis": "x2", "yaxis": "y2"} for trace in traces]


def _every(outcome: HandoverOutcome, costs: list[float]) -> list[dict[str, Any]]:
    """Return the cost of every handover week, with both ends, the best and the chosen one."""
    week, best, hover = int(outcome.scenario.week), outcome.best_week, HOVERS["marked"]
    marks = (
        ("team", style.IN_HOUSE, 0, outcome.team_cost),
        ("agency", style.OUTSOURCED, WEEKS, outcome.agency_cost),
        ("handover", style.MIXED, week, outcome.cost),
    )
    line = style.curve(NAMES["every"], HANDOVERS, outcome.costs, HOVERS["every"])
    star = style.point(NAMES["best"], style.TOTAL, best, outcome.best_cost, hover)
    text = BEST.format(week=number(best))
    traces = [
        {**line, "showlegend": False},
        style.threshold(NAMES["week"], [week, week], costs),
        *(style.point(NAMES[name], color, x, y, hover) for name, color, x, y in marks),
        {**star, "marker": {**star["marker"], "size": 18}},
        style.pinned(style.label(text, best, costs[0], f"top {_beside(best, week)}")),
        _pure_plans(costs[1]),
    ]
    return [{**trace, "xaxis": "x3", "yaxis": "y3"} for trace in traces]


def _pure_plans(top: float) -> dict[str, Any]:
    """Return the names of both ends of the line over them, at the top of the axis: it is free."""
    return style.pinned(
        {
            **style.label("", None, None, ""),
            "x": [0, WEEKS],
            "y": [top, top],
            "text": list(PURE.values()),
            "textposition": ["bottom right", "bottom left"],
            "textfont": {"size": style.FONT_SIZE, "color": [style.IN_HOUSE, style.OUTSOURCED]},
        }
    )


def _beside(best: int, week: int) -> str:
    """Return on which side of the best week its name stands: off the edges and the week's line."""
    side = ("right", "center", "center", "left")[4 * best // (WEEKS + 1)]
    if side == "center" and 0 < abs(week - best) < NEAR:
        return "left" if week > best >= ROOMY else "right"
    return side


def _hours(outcome: HandoverOutcome, top: float) -> list[dict[str, Any]]:
    """Return the work of each week and the team's free hours, each as an area with steps."""
    weeks, work = style.steps(outcome.hours)
    _, free = style.steps(outcome.free_hours)
    week, nothing = int(outcome.scenario.week), np.zeros_like(weeks)
    areas = (
        style.area(NAMES["work"], style.PART, weeks, nothing, work, pattern="/"),
        style.area(NAMES["free"], style.OTHER_PART, weeks, nothing, free),
    )
    ends = [
        (NAMES["work"], style.PART, float(WEEKS), float(work[-1])),
        (NAMES["free"], style.OTHER_PART, float(WEEKS), float(free[-1])),
    ]
    return [
        *({**area, "showlegend": False} for area in areas),
        style.threshold(NAMES["week"], [week, week], [0, top]),
        style.line_ends(ends, {"range": [0, top]}, line=2 * LINE),
    ]


def _title(outcome: HandoverOutcome) -> str:
    return TITLES[_kind(outcome.best_week)].format(
        week=number(outcome.best_week), cost=money(outcome.best_cost)
    )


def _kind(week: int) -> str:
    """Name the plan: a handover at the very start or end is none."""
    return {0: "team", WEEKS: "agency"}.get(week, "handover")


def describe(outcome: HandoverOutcome) -> str:
    """Return the chosen plan against both pure ones, then what another week would cost or save."""
    week = int(outcome.scenario.week)
    plan = PLANS[_kind(week)].format(
        week=number(week),
        against_agency=_against(AGAINST_AGENCY, outcome.agency_cost - outcome.cost),
        against_team=_against(AGAINST_TEAM, outcome.team_cost - outcome.cost),
    )
    return f"{plan} {_reversal(outcome, week)}"


def _against(phrases: dict[str, str], saved: float) -> str:
    if abs(saved) < HALF_A_CENT:
        return phrases["same"]
    return phrases["cheaper" if saved > 0 else "dearer"].format(amount=money(abs(saved)))


def _reversal(outcome: HandoverOutcome, week: int) -> str:
    """Say how far the best week is, or at the best week what others cost."""
    if outcome.too_early_or_late < HALF_A_CENT:
        return _at_the_best(outcome.costs, week)
    best, amount = outcome.best_week, money(outcome.too_early_or_late)
    if best in (0, WEEKS):
        return REVERSALS["to agency" if best else "to team"].format(amount=amount)
    weeks = abs(week - best)
    side = "early" if week < best else "late"
    phrase = REVERSALS[f"{side} 1" if weeks == 1 else side]
    return phrase.format(weeks=number(weeks), amount=amount, best=number(best))


def _at_the_best(costs: np.ndarray, week: int) -> str:
    span = min(SPAN, week, WEEKS - week) or SPAN
    more = costs - costs[week]
    case = {0: "best start", WEEKS: "best end"}.get(week, "best")
    early, late = max(week - span, 0), min(week + span, WEEKS)
    return REVERSALS[case].format(
        early=number(early),
        earlier=money(more[early]),
        late=number(late),
        later=money(more[late]),
    )


def headline(outcome: HandoverOutcome) -> tuple[str, str]:
    """Return the number that matters on a big screen: what it is, and how it is written."""
    return HEADLINE, money(outcome.cost)


def tabulate(outcome: HandoverOutcome) -> DataFrame:
    """Return a row for each week in which the campaign may change hands."""
    costs = outcome.costs
    columns = (
        HANDOVERS,
        costs,
        outcome.agency_cost - costs,
        outcome.team_cost - costs,
        costs - outcome.best_cost,
    )
    return tables.from_columns(COLUMNS, columns).round(2)
