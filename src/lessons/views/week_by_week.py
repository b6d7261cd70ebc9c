"""How a campaign that is decided week by week is drawn, told and tabulated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from lessons.models.handover import HANDOVERS, WEEKS
from lessons.models.shared.decision import HALF_A_CENT
from lessons.models.week_by_week import Plan, WeekByWeekOutcome
from lessons.views import style
from lessons.views.style import tables
from lessons.words import money, number, said

if TYPE_CHECKING:
    from pandas import DataFrame

TITLES = said(
    {
        "start": "Nothing is spent yet",
        "so far": "After week {week}: {cost} spent",
        "best": "Your plan was the best there was, for {cost}",
        "dearer": "Your plan cost {cost}: {more} more than the best in hindsight",
    }
)

SENTENCES = said(
    {
        "week": "Week {week} took {hours} hours of work. Your team had {free} hours free.",
        "first": "Week 1 will take about {hours} hours of work. Your team has {free} hours free.",
        "start": "As things look now, the campaign costs {stay} if it stays with the agency. It "
        "costs {now} if your own team starts.",
        "choice": "As things look now, the campaign costs {stay} if it stays with the agency. It "
        "costs {now} if you hand over now.",
        "decided": "As things look now, the campaign costs {stay} in the end.",
    }
)

YOURS = said(
    {
        "team": "You started with your own team, and the campaign cost {cost}.",
        "agency": "You kept the agency throughout, and the campaign cost {cost}.",
        "handover": "You handed over after week {week}, and the campaign cost {cost}.",
    }
)

KNOWN = said(
    {
        "same": "On what was known at the time, no plan was better.",
        "team": "On what was known at the time, the best was to start with your own team: "
        "{amount} less.",
        "agency": "On what was known at the time, the best was to keep the agency: {amount} less.",
        "handover": "On what was known at the time, the best was to hand over after week {week}: "
        "{amount} less.",
    }
)

LUCKY = said(
    {
        "team": "On what was known at the time, the best was to start with your own team. You "
        "were lucky: that would have cost {amount} more.",
        "agency": "On what was known at the time, the best was to keep the agency. You were "
        "lucky: that would have cost {amount} more.",
        "handover": "On what was known at the time, the best was to hand over after week {week}. "
        "You were lucky: that would have cost {amount} more.",
    }
)

HINDSIGHT = said(
    {
        "same": "In hindsight, too, no plan is better.",
        "team": "In hindsight, the best is to start with your own team: {amount} less.",
        "agency": "In hindsight, the best is to keep the agency: {amount} less.",
        "handover": "In hindsight, the best is to hand over after week {week}: {amount} less.",
    }
)

NAMES = said(
    {
        "agency": "With the agency",
        "team": "With your team",
        "now": "Now",
        "expected": "Expected",
        "known": "Best on what was known",
        "hindsight": "Best in hindsight",
        "news": "News",
        "work": "Hours of work",
        "free": "Hours free",
        "every": "Cost of every week",
        "yours": "Your plan",
    }
)

AXES = said(
    (
        "Week of the campaign",
        "Spent so far",
        "Hours a week",
        "Cost in all",
        "Week of the campaign, or of the handover",
        "Week",
    )
)

HOVERS = said(
    {
        "spent": "By the end of week %{x}: %{y:$,.0f}<extra>%{fullData.name}</extra>",
        "every": "Handed over after week %{x}: %{y:$,.0f} in all<extra>%{fullData.name}</extra>",
    }
)

COLUMNS = said(("Plan", "Handover", "Cost ($)", "Above the best ($)"))
HANDED_OVER = said({"team": "At the start", "agency": "Never", "handover": "After week {week}"})

NEWS = style.Look(style.PREDICTED, "solid", "triangle-down")  # there is no prediction here
TICKS = (0, 5, 10, 15, 20, 25)
HEIGHT = 480
HEIGHT_AT_THE_END = 680
DRAWINGS = {"y": AXES[1], "y2": AXES[2], "y3": AXES[3]}
ROOM = {2: 330, 3: 560}  # pixels of height, by how many drawings there are
NARROW = {"xaxis": {"title": {"text": AXES[5]}, "tickvals": list(TICKS[::2])}}


def draw(outcome: WeekByWeekOutcome) -> dict[str, Any]:
    """Return the Plotly spec: money spent so far, and on the same weeks work and free hours.

    At the end the two plans that the learner's is compared with are there too, and what every
    handover would have cost.
    """
    spent = [outcome.expected_costs[-1], *(plan.cost for plan in _compared(outcome))]
    top, hours_top = style.nice_ceiling(max(spent)), _hours_top(outcome)
    data = [
        _news(outcome, top),
        *_others(outcome),
        *_spent(outcome),
        *_hours(outcome),
        *_every(outcome),
    ]
    return {"data": data, "layout": _layout(outcome, top, hours_top)}


def _hours_top(outcome: WeekByWeekOutcome) -> float:
    return style.nice_ceiling(1.05 * max(outcome.hours.max(), outcome.free_hours.max()))


def _compared(outcome: WeekByWeekOutcome) -> list[Plan]:
    return [outcome.known_best, outcome.hindsight_best] if outcome.is_over else []


def _news(outcome: WeekByWeekOutcome, top: float) -> dict[str, Any]:
    """Return an upright line at each week with news, with a mark on top and gaps between them."""
    x = [at for week in outcome.news_weeks for at in (week, week, None)]
    line = style.threshold(NAMES["news"], x, [top, 0, None] * len(outcome.news_weeks))
    marks = {"color": NEWS.color, "symbol": NEWS.marker}
    return {
        **line,
        "mode": "lines+markers",
        "line": {"color": NEWS.color, "width": 1.5, "dash": NEWS.dash},
        "marker": {**marks, "size": [12, 0, 0] * len(outcome.news_weeks)},
        "cliponaxis": False,
        "showlegend": bool(x),
    }


def _spent(outcome: WeekByWeekOutcome) -> list[dict[str, Any]]:
    """Return what the learner's plan has cost: in the agency's hands, then in the team's."""
    week, costs = outcome.week, outcome.running_costs
    last = week if outcome.handover is None else min(outcome.handover, week)
    color = style.OUTSOURCED if outcome.handover is None else style.IN_HOUSE
    ahead = style.threshold(NAMES["expected"], HANDOVERS[week:], outcome.expected_costs)
    hover = HOVERS["spent"]
    return [
        {**ahead, "hoverinfo": "all", "hovertemplate": hover, "showlegend": not outcome.is_over},
        style.line(
            NAMES["agency"], style.OUTSOURCED, HANDOVERS[: last + 1], costs[: last + 1], hover
        ),
        style.line(NAMES["team"], style.IN_HOUSE, HANDOVERS[last : week + 1], costs[last:], hover),
        _whole(style.point(NAMES["now"], color, week, float(costs[-1]), hover)),
    ]


def _whole(point: dict[str, Any]) -> dict[str, Any]:
    """Return a point that is drawn whole at the edge of the chart too."""
    return {**point, "cliponaxis": False}


def _others(outcome: WeekByWeekOutcome) -> list[dict[str, Any]]:
    """Return at the end the two plans that the learner's is compared with."""
    looks = (("known", style.MIXED), ("hindsight", style.TOTAL))
    return [
        style.line(NAMES[name], color, HANDOVERS, plan.running_costs, HOVERS["spent"])
        for (name, color), plan in zip(looks, _compared(outcome), strict=False)
    ]


def _hours(outcome: WeekByWeekOutcome) -> list[dict[str, Any]]:
    """Return the work and the team's free hours of each week, as areas with steps."""
    week = outcome.week
    weeks, work = style.steps(outcome.hours)
    _, free = style.steps(outcome.free_hours)
    nothing = np.zeros_like(weeks)
    past, ahead = slice(0, 2 * week), slice(2 * week, None)
    done = style.area(
        NAMES["work"], style.PART, weeks[past], nothing[past], work[past], pattern="/"
    )
    to_come = style.threshold(NAMES["expected"], weeks[ahead], work[ahead])
    team = style.area(NAMES["free"], style.OTHER_PART, weeks, nothing, free)
    traces = [done, to_come, team]
    return [{**trace, "yaxis": "y2"} for trace in traces]


def _every(outcome: WeekByWeekOutcome) -> list[dict[str, Any]]:
    """Return at the end what every handover would have cost, with the three plans on it."""
    if not outcome.is_over:
        return []
    marks = (
        ("hindsight", style.TOTAL, outcome.hindsight_best),
        ("known", style.MIXED, outcome.known_best),
        ("yours", _color(outcome.yours), outcome.yours),
    )
    line = style.curve(NAMES["every"], HANDOVERS, outcome.costs, HOVERS["every"])
    traces = [
        {**line, "showlegend": False},
        *(
            _whole(style.point(NAMES[name], color, plan.handover, plan.cost, HOVERS["every"]))
            for name, color, plan in marks
        ),
    ]
    return [{**trace, "yaxis": "y3"} for trace in traces]


def _color(plan: Plan) -> str:
    return style.OUTSOURCED if plan.handover == WEEKS else style.IN_HOUSE


def _layout(outcome: WeekByWeekOutcome, top: float, hours_top: float) -> dict[str, Any]:
    # The drawings stand below each other: money, hours and, at the end, what every week costs.
    domains = ([0.64, 1], [0.36, 0.56], [0, 0.26]) if outcome.is_over else ([0.42, 1], [0, 0.3])
    dollars = {"tickformat": "$,.3~s"}
    axes = [
        {"title": {"text": AXES[1]}, "range": [0, top], **dollars},
        {"title": {"text": AXES[2]}, "range": [0, hours_top]},
    ]
    if outcome.is_over:
        axes.append({"title": {"text": AXES[3]}, **dollars, "range": _close(outcome.costs)})
    money_axis, *more = [
        {**axis, "domain": domain} for axis, domain in zip(axes, domains, strict=True)
    ]
    return style.layout(
        _title(outcome),
        x={
            "title": {"text": AXES[4 if outcome.is_over else 0]},
            "range": [0, WEEKS],
            "tickvals": list(TICKS),
            "anchor": "y3" if outcome.is_over else "y2",
        },
        y=money_axis,
        **{f"yaxis{place}": axis for place, axis in enumerate(more, start=2)},
        height=HEIGHT_AT_THE_END if outcome.is_over else HEIGHT,
        meta=style.drawings(
            dict(list(DRAWINGS.items())[: len(axes)]), ROOM[len(axes)], narrow=NARROW
        ),
    )


def _close(costs: np.ndarray) -> list[float]:
    """Return a range close around some costs: what differs is small beside the whole."""
    low, high = float(costs.min()), float(costs.max())
    room = 0.1 * (high - low) or 1.0
    return [max(low - room, 0), high + room]


def _title(outcome: WeekByWeekOutcome) -> str:
    cost = money(outcome.running_costs[-1])
    if outcome.is_over:
        more = _apart(outcome.yours, outcome.hindsight_best)
        return TITLES["dearer" if more >= HALF_A_CENT else "best"].format(
            cost=cost, more=money(more)
        )
    return TITLES["so far" if outcome.week else "start"].format(
        week=number(outcome.week), cost=cost
    )


def describe(outcome: WeekByWeekOutcome) -> str:
    """Return how the campaign stands, or at its end how the plan compares with the two best."""
    if outcome.is_over:
        return _comparison(outcome)
    week = outcome.week
    place = max(week - 1, 0)
    stands = SENTENCES["week" if week else "first"].format(
        week=number(week),
        hours=number(outcome.hours[place], 0),
        free=number(outcome.free_hours[place], 0),
    )
    stay = money(outcome.expected_costs[-1])
    if outcome.cost_if_now is None:
        return f"{stands} {SENTENCES['decided'].format(stay=stay)}"
    looks = SENTENCES["choice" if week else "start"]
    return f"{stands} {looks.format(stay=stay, now=money(outcome.cost_if_now))}"


def _comparison(outcome: WeekByWeekOutcome) -> str:
    yours, known, hindsight = outcome.yours, outcome.known_best, outcome.hindsight_best
    to_known, to_hindsight = _apart(yours, known), _apart(yours, hindsight)
    said = [
        YOURS[_kind(yours)].format(week=number(yours.handover), cost=money(yours.cost)),
        _against(LUCKY if to_known <= -HALF_A_CENT else KNOWN, known, to_known),
        _against(HINDSIGHT, hindsight, to_hindsight),
    ]
    return " ".join(said)


def _apart(plan: Plan, other: Plan) -> int:
    """Return how much more a plan costs than another, to the dollar, as both are told."""
    return round(plan.cost) - round(other.cost)


def _against(phrases: dict[str, str], plan: Plan, saved: float) -> str:
    """Say what another plan would have saved, or how much more it would have cost."""
    case = "same" if abs(saved) < HALF_A_CENT else _kind(plan)
    return phrases[case].format(week=number(plan.handover), amount=money(abs(saved)))


def _kind(plan: Plan) -> str:
    """Name a plan: a handover at the very start or end is none."""
    return {0: "team", WEEKS: "agency"}.get(plan.handover, "handover")


def tabulate(outcome: WeekByWeekOutcome) -> DataFrame:
    """Return a row for each of the three plans at the end; before, none."""
    plans = [(NAMES["yours"], outcome.yours)] if outcome.is_over else []
    names = (NAMES["known"], NAMES["hindsight"])
    plans += zip(names, _compared(outcome), strict=False)
    rows = [
        (
            name,
            HANDED_OVER[_kind(plan)].format(week=number(plan.handover)),
            round(plan.cost),
            _apart(plan, outcome.hindsight_best),
        )
        for name, plan in plans
    ]
    return tables.from_rows(COLUMNS, rows)
