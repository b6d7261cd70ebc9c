"""How a fully booked team is drawn, told and tabulated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from lessons.models.candy_launch import IN_WEEK, WEEKS
from lessons.models.fully_booked import FullyBookedOutcome
from lessons.views import style
from lessons.views.style import tables
from lessons.words import number, percent, said

if TYPE_CHECKING:
    from pandas import DataFrame

TITLE = said("Fully booked: what does the launch do to everybody's waiting time?")

FORMULA = said(
    (
        "Mean wait ≈ (a² + b²) ÷ 2 × u ÷ (1 − u) × time of a job, where u = the part of the "
        "team's hours that is taken, a = how unevenly jobs come and b = how uneven they are",
        "u with the launch = booked + hours of the launch ÷ hours of the team",
        "At u = 100% or more work comes faster than it can be done: there is no mean wait",
    )
)

ASSUMPTIONS = said(
    (
        "The team works on one job at a time, in the order in which they came (Kingman 1961).",
        "The wait is what it would come to if every week were like the chosen one. A queue takes "
        "weeks to grow that long, and to shrink again.",
        "The wait is an approximation. It is best for a team that is nearly full.",
        "Hours of the launch count like the hours of any other job.",
        "Nobody works overtime, and no job is refused.",
        "All starting values are made up for the lesson.",
    )
)

LEAVES_OUT = said(
    ("People who work side by side, urgent jobs, overtime, and jobs that give up waiting.",)
)

TEXTS = (
    "J. F. C. Kingman (1961), The single server queue in heavy traffic, Mathematical "
    "Proceedings of the Cambridge Philosophical Society 57",
    "W. J. Hopp and M. L. Spearman, Factory Physics, on queues",
)

TITLES = said(
    {
        "never": "In no week is there more work than the team has hours",
        "always": "In every week there is more work than the team has hours",
        "some": "In {weeks} of {all} weeks there is more work than the team has hours",
    }
)

SENTENCES = said(
    {
        "ends": "In week {week} a job waits {wait} days with the launch on top, and {before} days "
        "without it. The launch takes {hours} hours, and the team is {booked} booked instead of "
        "{booked_before}.",
        "never ends": "If every week were like week {week}, the queue would never end: with the "
        "launch the team is {booked} booked. Hours of the launch: {hours}, free hours of the "
        "team: {free}. Without the launch a job waits {before} days.",
        "never did": "If every week were like week {week}, the queue would never end, with the "
        "launch or without it: the team's other projects alone take all its hours.",
    }
)

ASKED = said("How many days does a job wait in week {week:.0f}?")  # of a class, for the headline
HEADLINES = said(
    {
        "ends": ("A job waits in week {week}", "{wait} days"),
        "never": ("Queue in week {week}", "Grows"),
    }
)

NAMES = said(
    {
        "wait": "Wait of a job",
        "without": "Without the launch",
        "with": "With the launch",
        "projects": "Other projects",
        "launch": "The launch",
        "full": "All hours taken",
        "week": "The chosen week",
    }
)

ENDS = ("without", "with", "projects", "launch")  # what stands at the right end of its line
LINE = 0.14  # of the upright axis for a line of text
FULL = said("All hours taken\u2002")
NO_END = said("\u2002Week {week}: {booked} booked.<br>\u2002The queue grows.")

AXES = said(("Week", "Hours taken", "Hours taken", "Days of wait"))

HOVERS = said(
    {
        "wait": "%{x:.0%} taken: a job waits %{y:,.1f} days<extra></extra>",
        "point": "%{x:.0%} taken: a job waits %{y:,.1f} days<extra>%{fullData.name}</extra>",
    }
)

COLUMNS = said(
    (
        "Week",
        "Hours of the launch",
        "Free hours of the team",
        "Booked without the launch (%)",
        "Booked with the launch (%)",
        "Wait without the launch (days)",
        "Wait with the launch (days)",
    )
)
ENDLESS = said("no end")

HEIGHT = 600  # two drawings, one above the other
DRAWINGS = said({"y2": "Days of wait", "y": "Hours taken"})


def draw(outcome: FullyBookedOutcome) -> dict[str, Any]:
    """Return the Plotly spec: the wait over utilisation, and below it utilisation by week.

    A queue that never ends has no wait, and so no point on the curve: words say it instead.
    """
    days = [one for one in (outcome.wait_before, outcome.wait) if one is not None]
    days_top = style.nice_ceiling(1.5 * max(days, default=float(outcome.waits[-1]) / 3))
    full_top = style.nice_ceiling(max(1.05, float(outcome.weekly_utilisations.max())))
    layout = style.layout(
        _title(outcome),
        x={"title": {"text": AXES[0]}, "range": [0, WEEKS], "tickvals": [0, 5, 10, 15, 20, 25]},
        y={
            "title": {"text": AXES[1]},
            "range": [0, full_top],
            "tickformat": ".0%",
            "domain": [0, 0.4],
        },
        xaxis2={
            "title": {"text": AXES[2]},
            "range": [0, 1],
            "tickformat": ".0%",
            "anchor": "y2",
        },
        yaxis2={
            "title": {"text": AXES[3]},
            "range": [0, days_top],
            "domain": [0.58, 1],
            "anchor": "x2",
        },
    )
    layout["margin"]["r"] = style.room_for(NAMES[one] for one in ENDS)
    return {
        "data": [*_weeks(outcome, full_top), *_waits(outcome, days_top)],
        "layout": {**layout, "height": HEIGHT, "meta": style.drawings(DRAWINGS, 400)},
    }


def _waits(outcome: FullyBookedOutcome, top: float) -> list[dict[str, Any]]:
    """Return the curve of waits with the team on it, without the launch and with it."""
    curve = style.curve(NAMES["wait"], outcome.utilisations, outcome.waits, HOVERS["wait"])
    text = ""
    if outcome.wait is None:
        text = NO_END.format(
            week=number(int(outcome.scenario.week)), booked=_booked(outcome.utilisation)
        )
    places = (
        ("without", style.PART, outcome.utilisation_before, outcome.wait_before),
        ("with", style.OTHER_PART, outcome.utilisation, outcome.wait),
    )
    traces = [
        {**curve, "showlegend": False},
        style.pinned(style.label(text, 0, 0.88 * top, "middle right"), "xy"),
        *(_place(*place) for place in places),
    ]
    ends = [(NAMES[name], color, 1.0, wait) for name, color, _, wait in places]
    traces.append(style.line_ends(ends, {"range": [0, top]}, line=LINE))
    return [{**trace, "xaxis": "x2", "yaxis": "y2"} for trace in traces]


def _place(name: str, color: str, utilisation: float, wait: float | None) -> dict[str, Any]:
    x = utilisation if wait is not None else None
    return style.point(NAMES[name], color, x, wait, HOVERS["point"])


def _weeks(outcome: FullyBookedOutcome, top: float) -> list[dict[str, Any]]:
    """Return what takes the team's hours in each week, and where all of them are taken."""
    middle = int(outcome.scenario.week) - 0.5
    weeks, booked = style.steps(outcome.weekly_booked)
    _, all_of_it = style.steps(outcome.weekly_utilisations)
    nothing, name = np.zeros_like(booked), NAMES["projects"]
    areas = (
        style.area(name, style.PART, weeks, nothing, booked),
        style.area(NAMES["launch"], style.OTHER_PART, weeks, booked, all_of_it, pattern="/"),
    )
    ends = [
        (name, style.PART, float(WEEKS), float(booked[-1] / 2)),
        (NAMES["launch"], style.OTHER_PART, float(WEEKS), float(all_of_it[-1])),
    ]
    return [
        *({**area, "showlegend": False} for area in areas),
        style.line_ends(ends, {"range": [0, top]}, line=LINE),
        style.threshold(NAMES["full"], [0, WEEKS], [1, 1]),
        style.pinned(style.label(FULL, WEEKS, 1, "top left"), "x"),
        style.threshold(NAMES["week"], [middle, middle], [0, top]),
    ]


def _title(outcome: FullyBookedOutcome) -> str:
    case = {0: "never", WEEKS: "always"}.get(outcome.overfull_weeks, "some")
    return TITLES[case].format(weeks=number(outcome.overfull_weeks), all=number(WEEKS))


def describe(outcome: FullyBookedOutcome) -> str:
    """Return what a job waits in the chosen week with and without the launch, if it ever ends."""
    case = "ends"
    if outcome.wait is None:
        case = "never did" if outcome.wait_before is None else "never ends"
    return SENTENCES[case].format(
        week=number(int(outcome.scenario.week)),
        wait=_days(outcome.wait),
        before=_days(outcome.wait_before),
        hours=number(outcome.launch_hours, 0),
        free=number(outcome.free_hours, 0),
        booked=_booked(outcome.utilisation),
        booked_before=_booked(outcome.utilisation_before),
    )


def _booked(utilisation: float) -> str:
    # Just below all hours the queue still ends, and a few hours are some: neither is rounded away.
    is_near = min(utilisation, abs(utilisation - 1)) <= 0.005
    return percent(utilisation, None if is_near else 0)


def _days(wait: float | None) -> str:
    return "" if wait is None else number(wait, 1)


def headline(outcome: FullyBookedOutcome) -> tuple[str, str]:
    """Return the number that matters on a big screen: what it is, and how it is written."""
    label, text = HEADLINES["never" if outcome.wait is None else "ends"]
    week = number(int(outcome.scenario.week))
    return label.format(week=week), text.format(wait=_days(outcome.wait))


def tabulate(outcome: FullyBookedOutcome) -> DataFrame:
    """Return a row for each week of the campaign."""
    scenario = outcome.scenario
    without, together = outcome.weekly_booked, outcome.weekly_utilisations
    columns = (
        IN_WEEK,
        np.round(scenario.hours(), 6),
        np.round(scenario.team_free_hours(), 6),
        np.round(100 * without, 6),
        np.round(100 * together, 6),
        *(
            [round(float(scenario.wait(one)), 6) if one < 1 else ENDLESS for one in shares]
            for shares in (without, together)
        ),
    )
    return tables.from_columns(COLUMNS, columns)
