"""How an uncertain handover is drawn, told and tabulated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lessons.models.candy_launch import WEEKS
from lessons.models.handover import HANDOVERS
from lessons.models.handover_uncertain import DRAWS, HandoverUncertainOutcome
from lessons.views import style
from lessons.views.style import rules, tables
from lessons.words import chance, money, number, said

if TYPE_CHECKING:
    from pandas import DataFrame

TITLE = said("Uncertain handover: how sure is the best week?")

DECISIVE = (
    rules.OWN_HOURS,
    rules.OWN_HOURS_CHOICE,
)

FORMULA = said(
    (
        "Each of 20,000 campaigns draws the three uncertain inputs anew, each value in its range "
        "being as likely as any other",
        "Its costs for all 27 plans are those of the explorer “Handover”",
        "Best week = the cheapest plan of that campaign: week 0 is the team alone, week 26 the "
        "agency alone",
        "Beats both = part of the campaigns in which a handover in that week costs less than the "
        "team alone and less than the agency alone",
    )
)

ASSUMPTIONS = said(
    (
        "The three inputs are drawn independently: one that is high makes no other high.",
        "They are the three whose change turns the decision first, measured by how far each may "
        "move at all.",
        "All other inputs stand where the explorer “Handover” starts.",
        "The week is chosen beforehand and kept. Who may still change it when news comes does "
        "better.",
        "Each move looks at the same 20,000 campaigns, so that what changes is what you changed.",
        "The ranges are made up for the lesson.",
    )
)

LEAVES_OUT = said(
    (
        "Inputs that go up and down together.",
        "What it is worth to wait for news.",
    )
)

TEXTS = (
    "A. K. Dixit and R. S. Pindyck (1994), Investment under Uncertainty, on waiting for news, "
    "which is left out",
    "D. B. Hertz (1964), Risk analysis in capital investment, Harvard Business Review 42",
)

TITLES = said(
    {
        "team": "On average it is cheapest that the team begins",
        "agency": "On average it is cheapest that the agency stays",
        "handover": "On average it is cheapest to hand over in week {week}",
    }
)

SENTENCES = said(
    {
        "handover": "Hand over in week {week}: cheaper than both pure plans in {beats} of {draws} "
        "campaigns.",
        "team": "Start in-house: the cheapest of all plans in {best} of {draws} campaigns.",
        "agency": "Keep the agency throughout: the cheapest of all plans in {best} of {draws} "
        "campaigns.",
    }
)

HEADLINES = said(
    {
        "handover": "Week {week} beats both pure plans in",
        "team": "In-house is the cheapest plan in",
        "agency": "The agency is the cheapest plan in",
    }
)

SPREADS = said(
    {
        "some": "In {share} of all campaigns the best week lies from week {early} to week {late}.",
        "one": "In {share} of all campaigns the best week is week {early}.",
    }
)

AVERAGE = said(
    {
        "handover": "On average week {week} is best, {amount} cheaper.",
        "team": "On average it is best to start in-house, {amount} cheaper.",
        "agency": "On average it is best to keep the agency, {amount} cheaper.",
        "this": "On average no week is cheaper.",
    }
)

NAMES = said({"beats": "Beats both", "week": "Your week"})

# What is cheapest, and how its bars look: the name, the weeks, the colour and the hatching.
BARS = (
    (said("Best: the team only"), slice(0, 1), style.IN_HOUSE, ""),
    (said("Is the best"), slice(1, WEEKS), style.MIXED, "."),
    (said("Best: the agency only"), slice(WEEKS, WEEKS + 1), style.OUTSOURCED, "/"),
)

TOP = 1.05  # of the upright axis: a little room above all campaigns

ENDS = said(("Team", "Agency"))  # of the axis, where no week hands over
AXES = said(("Handed over in week", "Part of the campaigns"))

HOVERS = said(
    {
        "best": "Week %{x} is the best in %{y:.1%} of the campaigns<extra></extra>",
        "beats": "Week %{x} beats both pure plans in %{y:.1%} of the campaigns<extra></extra>",
    }
)

COLUMNS = said(
    (
        "Handed over in week",
        "Is the best week (%)",
        "Beats both pure plans (%)",
        "Cost on average ($)",
    )
)


def draw(outcome: HandoverUncertainOutcome) -> dict[str, Any]:
    """Return the Plotly spec: how often each week is the best, and how often it beats both."""
    week = int(outcome.scenario.week)
    highest = max(outcome.beating.max(), outcome.best.max(), 0.05)
    top = min(style.nice_ceiling(highest), TOP)
    line = style.curve(NAMES["beats"], HANDOVERS, outcome.beating, HOVERS["beats"])
    at = float(outcome.beating[week])
    return {
        "data": [
            *_bars(outcome),
            {**line, "mode": "lines+markers", "marker": {"size": 7, "symbol": "diamond"}},
            style.threshold(NAMES["week"], [week, week], [0, top]),
            style.point(NAMES["week"], style.MIXED, week, at, HOVERS["beats"]),
        ],
        "layout": style.layout(
            _title(outcome),
            x={
                "title": {"text": AXES[0]},
                "range": [-0.6, WEEKS + 0.6],
                # The first and the last bar are those of the two pure plans.
                "tickvals": [0, 5, 10, 15, 20, 26],
                "ticktext": [ENDS[0], "5", "10", "15", "20", ENDS[1]],
            },
            y={"title": {"text": AXES[1]}, "range": [0, top], "tickformat": ".0%"},
            barmode="overlay",
            margin=style.MARGIN | {"r": 40},  # for the last tick's label
        ),
    }


def _bars(outcome: HandoverUncertainOutcome) -> list[dict[str, Any]]:
    """Return how often each plan is the cheapest: a trace for each pure one, and the handovers."""
    return [
        {
            "type": "bar",
            "name": name,
            "x": HANDOVERS[weeks],
            "y": outcome.best[weeks],
            "marker": {
                "color": color,
                "pattern": {"shape": pattern, "fillmode": "overlay", "fgcolor": "white"},
            },
            "hovertemplate": HOVERS["best"],
            "showlegend": color == style.MIXED,  # the axis tells the other two
            "meta": {"keep": True},
        }
        for name, weeks, color, pattern in BARS
    ]


def _kind(week: int) -> str:
    return {0: "team", WEEKS: "agency"}.get(week, "handover")


def _title(outcome: HandoverUncertainOutcome) -> str:
    return TITLES[_kind(outcome.best_week)].format(week=number(outcome.best_week))


def describe(outcome: HandoverUncertainOutcome) -> str:
    """Return how often the chosen plan wins, where the best week lies, and the best on average."""
    week = int(outcome.scenario.week)
    plan = SENTENCES[_kind(week)].format(
        week=number(week),
        beats=chance(outcome.probability),
        best=chance(outcome.best[week]),
        draws=number(DRAWS),
    )
    spread = SPREADS["one" if outcome.early == outcome.late else "some"].format(
        share=chance(outcome.within), early=number(outcome.early), late=number(outcome.late)
    )
    saved = outcome.mean_costs[week] - outcome.mean_costs[outcome.best_week]
    average = AVERAGE["this" if saved < 1 else _kind(outcome.best_week)].format(
        week=number(outcome.best_week), amount=money(saved)
    )
    return f"{plan} {spread} {average}"


def headline(outcome: HandoverUncertainOutcome) -> tuple[str, str]:
    """Return the number that matters on a big screen: what it is, and how it is written."""
    week = int(outcome.scenario.week)
    case = _kind(week)
    share = outcome.probability if case == "handover" else outcome.best[week]
    return HEADLINES[case].format(week=number(week)), chance(share)


def tabulate(outcome: HandoverUncertainOutcome) -> DataFrame:
    """Return a row for each week in which the campaign may change hands."""
    columns = (HANDOVERS, 100 * outcome.best, 100 * outcome.beating, outcome.mean_costs)
    return tables.from_columns(COLUMNS, columns).round(3)
