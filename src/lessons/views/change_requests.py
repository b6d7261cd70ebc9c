"""How change requests are drawn, told and tabulated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lessons.models.change_requests import QUARTER, ChangeRequestsOutcome
from lessons.views import style
from lessons.views.style import tables
from lessons.words import money, number, percent, said

if TYPE_CHECKING:
    from pandas import DataFrame

TITLE = said("Change requests: how fast is a decision carried out?")

FORMULA = tuple(
    text.format(quarter=QUARTER)
    for text in said(
        (
            "Chance that a hand-off is done again = chance of misunderstanding × (1 − knowledge)",
            "Turnaround = hand-offs × days of a hand-off ÷ "
            "(1 − chance that a hand-off is done again)",
            "Changes that fit into a quarter = {quarter} working days ÷ turnaround",
            "Worth of insourcing = changes wanted × value of a day sooner × "
            "(turnaround outsourced − turnaround in-house) − extra cost in-house",
        )
    )
)

ASSUMPTIONS = tuple(
    text.format(quarter=QUARTER)
    for text in said(
        (
            "A hand-off that was misunderstood is done again in full, and may be misunderstood "
            "again.",
            "One misunderstanding makes the next neither likelier nor rarer: nobody learns from "
            "it.",
            "Changes come one after another: the next is asked for once the last is finished.",
            "A quarter has {quarter} working days. Changes that do not fit are finished after its "
            "end.",
            "Turnarounds are means. A single change may be lucky or unlucky.",
            "A day sooner is worth the same for every change, and speed does nothing to the "
            "quality.",
        )
    )
)

LEAVES_OUT = said(
    (
        "Changes that wait in line, or are worked on side by side.",
        "What is learnt from one change to the next, and how good a change is.",
    )
)

TEXTS = (
    "W. J. Hopp and M. L. Spearman, Factory Physics, on rework",
    "S. M. Ross, Introduction to Probability Models, on the geometric distribution",
)

FINDING = said(
    "Misunderstandings add {outsourced} days at the supplier and {in_house} in your own team"
)

FITTING = said(
    "\u2002A quarter has room for<br>\u2002{in_house} changes in-house,<br>"
    "\u2002{outsourced} changes outsourced"
)

SENTENCES = said(
    {
        "insource": "Insource: at {in_house} days a change against the supplier's {outsourced}, "
        "your own team leaves you {worth} a quarter better off.",
        "outsource": "Outsource: at {outsourced} days a change against your own team's "
        "{in_house}, the supplier leaves you {worth} a quarter better off.",
        "indifferent": "Either way: a change takes {in_house} days in-house and {outsourced} "
        "outsourced, and that difference is worth just the extra cost.",
    }
)

HEADLINES = said(
    {
        "insource": "Better off in-house, a quarter",
        "outsource": "Better off outsourced, a quarter",
        "indifferent": "Difference a quarter",
    }
)

REVERSALS = said(
    {
        "insource": "Outsourcing wins if the supplier's knowledge is above {knowledge}.",
        "outsource": "Insourcing wins if the supplier's knowledge is below {knowledge}.",
        "indifferent": "More knowledge at the supplier never speaks for insourcing.",
        "never": "Nothing that the supplier knows or does not know reverses it.",
    }
)

HEADROOM = 1.35  # over the curves, for the three lines of what fits into a quarter

NAMES = said(
    {
        "in_house": "In-house",
        "outsourced": "Outsourced",
        "yours": "Your chance",
    }
)


AXES = said(("Chance of misunderstanding", "Working days for a change"))

COLUMNS = said(
    (
        "Chance of misunderstanding (%)",
        "In-house (days)",
        "Outsourced (days)",
        "Fit in-house (changes/quarter)",
        "Fit outsourced (changes/quarter)",
        "Worth of insourcing ($/quarter)",
    )
)


def draw(outcome: ChangeRequestsOutcome) -> dict[str, Any]:
    """Return the Plotly spec: both turnarounds over the chance of misunderstanding."""
    in_house, outsourced = outcome.in_house_turnarounds, outcome.outsourced_turnarounds
    top = style.nice_ceiling(max(in_house[-1], outsourced[-1]) * HEADROOM)
    hover = "%{x:.0%}: %{y:,.1f}<extra>%{fullData.name}</extra>"
    chance = outcome.scenario.misunderstanding
    traces = [
        style.line(NAMES["in_house"], style.IN_HOUSE, outcome.chances, in_house, hover),
        style.line(NAMES["outsourced"], style.OUTSOURCED, outcome.chances, outsourced, hover),
        style.threshold(NAMES["yours"], [chance, chance], [0, top / HEADROOM]),
        style.point(NAMES["in_house"], style.IN_HOUSE, chance, outcome.in_house_turnaround, hover),
        style.point(
            NAMES["outsourced"], style.OUTSOURCED, chance, outcome.outsourced_turnaround, hover
        ),
        _fitting(outcome, top),
    ]
    axis_end = float(outcome.chances[-1])
    return {
        "data": traces,
        "layout": style.layout(
            _title(outcome),
            x={"title": {"text": AXES[0]}, "range": [0, axis_end], "tickformat": ".0%"},
            y={"title": {"text": AXES[1]}, "range": [0, top], "tickformat": ","},
        ),
    }


def _fitting(outcome: ChangeRequestsOutcome, top: float) -> dict[str, Any]:
    """Write what fits into a quarter in the corner over the curves, where they are lowest."""
    text = FITTING.format(
        in_house=number(outcome.in_house_finished, 1),
        outsourced=number(outcome.outsourced_finished, 1),
    )
    return style.pinned(style.label(text, 0, top, "bottom right"), "xy")


def _title(outcome: ChangeRequestsOutcome) -> str:
    in_house = outcome.in_house_turnaround - outcome.in_house_turnarounds[0]
    outsourced = outcome.outsourced_turnaround - outcome.outsourced_turnarounds[0]
    return FINDING.format(in_house=number(in_house, 1), outsourced=number(outsourced, 1))


def describe(outcome: ChangeRequestsOutcome) -> str:
    """Return the decision, then the number, then what would reverse it."""
    decision = SENTENCES[outcome.decision].format(
        in_house=number(outcome.in_house_turnaround, 1),
        outsourced=number(outcome.outsourced_turnaround, 1),
        worth=money(abs(outcome.margin)),
    )
    return f"{decision} {_reversal(outcome)}"


def _reversal(outcome: ChangeRequestsOutcome) -> str:
    if outcome.decision == "indifferent":
        return REVERSALS["indifferent"]
    if outcome.break_even_knowledge is None:
        return REVERSALS["never"]
    return REVERSALS[outcome.decision].format(
        knowledge=percent(round(outcome.break_even_knowledge, 3))
    )


def headline(outcome: ChangeRequestsOutcome) -> tuple[str, str]:
    """Return the number that matters on a big screen: what it is, and how it is written."""
    return HEADLINES[outcome.decision], money(abs(outcome.margin))


def tabulate(outcome: ChangeRequestsOutcome) -> DataFrame:
    """Return ten chances of misunderstanding, and the present one, with both ways."""
    scenario = outcome.scenario
    chances = tables.rows_at(outcome.chances[::10], scenario.misunderstanding)
    in_house = scenario.in_house_turnaround(chances)
    outsourced = scenario.outsourced_turnaround(chances)
    margins = scenario.model_copy(update={"misunderstanding": chances}).margin()
    columns = (100 * chances, in_house, outsourced, QUARTER / in_house, QUARTER / outsourced)
    return tables.from_columns(COLUMNS, (*columns, margins)).round(6)
