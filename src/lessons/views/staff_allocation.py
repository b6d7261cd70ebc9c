"""How staff allocation is drawn, told and tabulated."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from lessons.models.staff_allocation import PEOPLE, PROJECTS, Plan, StaffAllocationOutcome
from lessons.views import style
from lessons.views.style import rules, tables
from lessons.words import money, number, said, short_money

if TYPE_CHECKING:
    from pandas import DataFrame

TITLE = said("Staff allocation: who should do the launch?")

DECISIVE = said(
    (
        rules.OWN_HOURS,
        "Here everybody is wanted elsewhere and paid in any case. So what they would earn "
        "counts, and their salaries do not.",
    )
)

FORMULA = said(
    (
        "Best plan = the assignment of people to projects, one each, with the greatest total",
        "Opportunity cost = total of the other projects without the launch − their total with it",
        "Net price of the supplier = fee + what your own launch earns − what the supplier's earns",
        "Worth of insourcing = net price of the supplier − opportunity cost",
    )
)

ASSUMPTIONS = said(
    (
        "Each person does one project in the quarter, and each project needs one person.",
        "A project that nobody does earns nothing.",
        "What a person would earn with a project is known beforehand.",
        "All amounts are made up for the lesson.",
    )
)

LEAVES_OUT = said(
    (
        "People who share their time, and what they would like to do.",
        "Doubt about what each person would earn.",
    )
)

TEXTS = (
    "H. W. Kuhn (1955), The Hungarian method for the assignment problem, Naval Research "
    "Logistics Quarterly 2",
    "D. Ricardo (1817), On the Principles of Political Economy and Taxation, on "
    "comparative advantage",
)

NAMES = said({"ana": "Ana", "kofi": "Kofi", "mei": "Mei"})
NAMES_OF_PROJECTS = said(
    {
        "launch": "Candy launch",
        "chips": "Summer chips",
        "fair": "Trade fair",
        "club": "Loyalty club",
    }
)
NAMES_IN_SENTENCES = said(
    {
        "launch": "the candy launch",
        "chips": "the summer chips",
        "fair": "the trade fair",
        "club": "the loyalty club",
    }
)

TITLES = said(
    {
        "insource": "{name} on the launch costs the other projects less than the supplier would",
        "outsource": "The supplier costs less than the other projects would lose",
        "indifferent": "The supplier costs just what the other projects would lose",
    }
)

SENTENCES = said(
    {
        "insource": "Insource: {plan}. That leaves you {worth} better off than the supplier.",
        "outsource": "Outsource: {plan}. That leaves you {worth} better off than an own launch.",
        "indifferent": "Either way: {plan}, or the supplier does the launch. Both earn the same.",
    }
)

PLANS = said("{first} does {first_project}, {second} {second_project} and {third} {third_project}")

ASKED = said("By how much does one way earn more than the other?")  # of a class, for the headline
HEADLINES = said(
    {
        "insource": "Earned more with the launch in-house",
        "outsource": "Earned more with the launch outsourced",
        "indifferent": "Difference in earnings",
    }
)

REVERSALS = said(
    {
        "insource": "Outsourcing wins below a fee of {fee}.",
        "outsource": "Insourcing wins above a fee of {fee}.",
        "free": "Even a supplier without a fee would not reverse it.",
        "indifferent": "Any other fee decides it.",
    }
)

MARK = "<b>✔<br>{earned}</b>"
BARS = said(("Other projects lose", "Supplier's net price"))
EARNS = said("What each would earn with it, $")
AXIS = said("What the launch costs either way, in the quarter")

COLUMNS = said(("Person", *NAMES_OF_PROJECTS.values(), "Does", "Earns ($)"))

HEIGHT = 560
DRAWINGS = said({"y": "Who does what", "y2": "Both ways"})
SHADES = ("#88888822", "#8888883A", "#88888853", "#8888886B", "#88888888")  # the more, the darker
# On a narrow page a name is written in as many lines as it has words, and a bar is as high.
NARROW = {"height": 660} | {
    axis: {"ticktext": [name.replace(" ", "<br>") for name in names]}
    for axis, names in (("xaxis", NAMES_OF_PROJECTS.values()), ("yaxis2", BARS))
}


def draw(outcome: StaffAllocationOutcome) -> dict[str, Any]:
    """Return the Plotly spec: the matrix with the best plan, and below it the two costs."""
    costs = [outcome.opportunity_cost, outcome.net_price]
    low, high = 0.0, style.nice_ceiling(max(*costs, 1) * 1.25)
    if min(costs) < 0:  # amounts stand on either side, and each takes a third on a telephone
        low, high = style.waterfall_range([costs[0], costs[1] - costs[0]], 16)
    layout = style.layout(
        _title(outcome),
        x={**_names(NAMES_OF_PROJECTS.values()), "side": "top", "title": {"text": EARNS}},
        y=_names(NAMES.values(), reverse=True),
        xaxis2={
            "title": {"text": AXIS},
            "range": [low, high],
            "tickformat": style.money_ticks(max(-low, high)),
            "anchor": "y2",
        },
        yaxis2={**_names(BARS, reverse=True), "anchor": "x2"},
        barmode="overlay",
    )
    layout["yaxis"]["domain"], layout["yaxis2"]["domain"] = [0.48, 0.94], [0, 0.32]
    meta = style.drawings(DRAWINGS, 380, 480, narrow=NARROW)
    return {
        "data": [*_matrix(outcome), *_marks(outcome), *_bars(costs)],
        "layout": {**layout, "height": HEIGHT, "meta": meta},
    }


def _names(names: Iterable[str], *, reverse: bool = False) -> dict[str, Any]:
    """Return an axis with a name in the middle of each row or column of cells."""
    names = list(names)
    ends = [-0.5, len(names) - 0.5]
    return {
        "range": ends[::-1] if reverse else ends,
        "tickvals": list(range(len(names))),
        "ticktext": names,
        "showgrid": False,
        "showline": False,
        "ticks": "",
    }


def _matrix(outcome: StaffAllocationOutcome) -> list[dict[str, Any]]:
    """Return the heat map: of each shade the cells of the amounts that it stands for.

    They are bars, which follow a moving slider sooner than Plotly's own heat map.
    """
    amounts = outcome.matrix.ravel()
    share = (amounts - amounts.min()) / max(float(np.ptp(amounts)), 1.0)
    shades = np.minimum((share * len(SHADES)).astype(int), len(SHADES) - 1)
    people, projects = np.indices(outcome.matrix.shape).reshape(2, -1)
    return [
        {
            "type": "bar",
            "orientation": "h",
            "y": people,
            "base": projects - 0.48,
            "x": np.where(shades == shade, 0.96, 0.0),
            "width": 0.94,
            "marker": {"color": color},
            "customdata": amounts.tolist(),
            "hovertemplate": "%{customdata:$,.0f}<extra></extra>",
            "showlegend": False,
        }
        for shade, color in enumerate(SHADES)
    ]


def _marks(outcome: StaffAllocationOutcome) -> list[dict[str, Any]]:
    """Return a frame around each cell of the best plan, and the amounts in all cells."""
    people, projects = np.arange(len(PEOPLE)), outcome.chosen.projects
    frame_x, frame_y = np.array([-1, 1, 1, -1, -1, np.nan]), np.array([-1, -1, 1, 1, -1, np.nan])
    x = (projects[:, None] + 0.47 * frame_x).ravel()
    y = (people[:, None] + 0.46 * frame_y).ravel()
    cells = [[number(value) for value in row] for row in outcome.matrix]
    for person, project in zip(people, projects, strict=True):
        cells[person][project] = MARK.format(earned=cells[person][project])
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [None if np.isnan(one) else float(one) for one in x],
            "y": [None if np.isnan(one) else float(one) for one in y],
            "line": {"color": style.IN_HOUSE, "width": 4},
            "hoverinfo": "skip",
            "showlegend": False,
        },
        {
            **style.label("", None, None, "middle center"),
            "x": np.tile(np.arange(len(PROJECTS)), len(PEOPLE)).tolist(),
            "y": np.repeat(people, len(PROJECTS)).tolist(),
            "text": [text for row in cells for text in row],
        },
    ]


def _bars(costs: list[float]) -> list[dict[str, Any]]:
    """Return a bar for each way: a pattern tells them apart as well as the colour."""
    return [
        {
            "type": "bar",
            "orientation": "h",
            "x": [cost],
            "y": [place],
            "text": [short_money(cost)],
            "textposition": "outside",
            "textfont": {"size": style.FONT_SIZE},
            "cliponaxis": False,
            "marker": {"color": color, "pattern": {"shape": shape, "solidity": 0.25}},
            "width": 0.62,
            "xaxis": "x2",
            "yaxis": "y2",
            "hovertemplate": "%{x:$,.0f}<extra></extra>",
            "showlegend": False,
        }
        for place, (cost, color, shape) in enumerate(
            zip(costs, (style.IN_HOUSE, style.OUTSOURCED), ("", "/"), strict=True)
        )
    ]


def _title(outcome: StaffAllocationOutcome) -> str:
    return TITLES[outcome.decision].format(name=NAMES[outcome.launcher])


def describe(outcome: StaffAllocationOutcome) -> str:
    """Return who does what, then the number, then what would reverse it."""
    decision = SENTENCES[outcome.decision].format(
        plan=_told(outcome.chosen), worth=money(abs(outcome.margin))
    )
    return f"{decision} {_reversal(outcome)}"


def _told(plan: Plan) -> str:
    words = {}
    for place, person, project in zip(
        ("first", "second", "third"), PEOPLE, plan.projects, strict=True
    ):
        words[place] = NAMES[person]
        words[f"{place}_project"] = NAMES_IN_SENTENCES[PROJECTS[project]]
    return PLANS.format(**words)


def _reversal(outcome: StaffAllocationOutcome) -> str:
    if outcome.decision == "indifferent":
        return REVERSALS["indifferent"]
    turning = outcome.scenario.fee - outcome.margin
    if turning <= 0:
        return REVERSALS["free"]
    return REVERSALS[outcome.decision].format(fee=money(turning))


def headline(outcome: StaffAllocationOutcome) -> tuple[str, str]:
    """Return the number that matters on a big screen: what it is, and how it is written."""
    return HEADLINES[outcome.decision], money(abs(outcome.margin))


def tabulate(outcome: StaffAllocationOutcome) -> DataFrame:
    """Return a row a person: what each project would earn, which one they do, and its worth."""
    projects = outcome.chosen.projects
    doing = [NAMES_OF_PROJECTS[PROJECTS[project]] for project in projects]
    earned = outcome.matrix[np.arange(len(PEOPLE)), projects]
    columns = (list(NAMES.values()), *outcome.matrix.T, doing, earned)
    return tables.from_columns(COLUMNS, columns)
