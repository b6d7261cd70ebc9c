"""How your own case is drawn, told and tabulated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from lessons.models.your_case import (
    CONSIDERATIONS,
    FROM_LESSON_FOUR,
    GUESSES,
    SWITCH,
    THROUGHOUT,
    YourCaseOutcome,
)
from lessons.views import style
from lessons.views.style import tables
from lessons.words import chance, money, said, short_money

if TYPE_CHECKING:
    from pandas import DataFrame

TITLE = said("Your own case: does insourcing leave you better off?")

LESSON_FOUR = said("Follows from the figures of lesson 4.")

DECISIVE = said(
    (
        "“The plan that is weighed” decides what is compared with outsourcing throughout: your "
        "own people do all of it, or the supplier begins and your own people go on.",
        "A switch cannot be read off the sum of the other plan, as the lines do not shrink alike. "
        "Weigh both.",
    )
)

FORMULA = said(
    (
        "Expected worth of a triangular guess = (low + likely + high) ÷ 3",
        "Expected worth of a normal guess = (low + high) ÷ 2",
        "Sum = expected worth of all six considerations; above zero, insourcing is better",
        "Outside first, inside later: each line × the part that is left; opportunity cost × the "
        "part of it that is left; on the line of training, − cost of switching",
        "A consideration turns the decision at its expected worth − the sum",
        "Probability that insourcing is better = share of 100,000 draws whose sum is above zero",
    )
)

ASSUMPTIONS = said(
    (
        "Every amount is one of a year, in dollars of today.",
        "Each draw is one way the case may be. What is in doubt is an average year: the draws "
        "are not good and bad years.",
        "Considerations are drawn independently: a draw that is low in one is not low in another.",
        "No part of an own hour is counted twice. What it is paid stands in the cost difference, "
        "and what it would earn elsewhere beyond that in the opportunity cost.",
        "No consideration holds a part of another one. Whoever counts the fee twice decides "
        "wrongly.",
        "What cannot be put in dollars is left out. Say it in your memo.",
        "The amounts of the four worked cases are made up. Two lines of the candy campaign follow "
        "from lesson 4's figures instead: cost difference and opportunity cost.",
        "The candy campaign counts each year as a first one: the team begins it as a beginner.",
    )
)

# Where inputs start that are neither cited nor made up for this explorer.
STARTS = {
    **{f"{line}_{guess}": LESSON_FOUR for line in FROM_LESSON_FOUR for guess in GUESSES},
    **dict.fromkeys(("later", "opportunity_cost_later", "switch_cost"), LESSON_FOUR),
}

LEAVES_OUT = said(
    (
        "What has no price, and how amounts change over the years.",
        "Lines that depend on each other.",
    )
)

TEXTS = (
    "R. A. Howard (1988), Decision analysis: practice and promise, Management Science 34",
    "D. B. Hertz (1964), Risk analysis in capital investment, Harvard Business Review 42",
    "R. T. Clemen and T. Reilly, Making Hard Decisions",
)

TITLES = said(
    {
        "switch": "Outside first, inside later is worth {sum} a year, better with {probability} "
        "probability",
        "stay": "Switching costs {sum} a year more, and is better with {probability} probability",
        "stay indifferent": "What speaks for and against switching weighs the same",
        "insource": "Insourcing is worth {sum} a year, and better with {probability} probability",
        "outsource": "Insourcing costs {sum} a year more, and is better with {probability} "
        "probability",
        "indifferent": "What speaks for and against insourcing weighs the same",
    }
)

SENTENCES = said(
    {
        "insource": "Insource: it is expected to be worth {sum} a year. "
        "The probability that insourcing is better is {probability}.",
        "unlikely": "Insource: it is expected to be worth {sum} a year. "
        "Yet the probability that insourcing is better is only {probability}.",
        "outsource": "Outsource: insourcing is expected to cost {sum} a year more. "
        "The probability that insourcing is better is {probability}.",
        "likely": "Outsource: insourcing is expected to cost {sum} a year more. "
        "Yet the probability that insourcing is better is {probability}.",
        "indifferent": "Either way: what speaks for insourcing is worth what speaks against it. "
        "The probability that insourcing is better is {probability}.",
        "switch": "Outside first, inside later: it is expected to be worth {sum} a year. "
        "The probability that it is better than outsourcing throughout is {probability}.",
        "switch unlikely": "Outside first, inside later: it is expected to be worth {sum} a year. "
        "Yet the probability that it is better than outsourcing throughout is only {probability}.",
        "stay": "Outsource throughout: switching is expected to cost {sum} a year more. "
        "The probability that switching is better is {probability}.",
        "stay likely": "Outsource throughout: switching is expected to cost {sum} a year more. "
        "Yet the probability that switching is better is {probability}.",
        "stay indifferent": "Either way: what speaks for switching is worth what speaks against "
        "it. The probability that switching is better is {probability}.",
    }
)

HEADLINES = said({THROUGHOUT: "Insourcing is better in", SWITCH: "Switching is better in"})
OF_DRAWS = said("{probability} of draws")

# Of a decision whose other side is the likelier one.
YET = {
    "insource": "unlikely",
    "outsource": "likely",
    "switch": "switch unlikely",
    "stay": "stay likely",
}

REVERSALS = said(
    {
        "insource": "Insourcing wins unless the {line} falls below {amount} a year.",
        "outsource": "Outsourcing wins unless the {line} rises above {amount} a year.",
        "indifferent": "Insourcing wins once the {line} rises above {amount} a year, outsourcing "
        "below.",
        "switch": "Switching wins unless what counts of the {line} falls below {amount} a year.",
        "stay": "Outsourcing wins unless what counts of the {line} rises above {amount} a year.",
        "stay indifferent": "Switching wins once what counts of the {line} rises above {amount} a "
        "year, outsourcing below.",
        "none": "No consideration reverses that alone, from its low to its high guess.",
    }
)

SUM = said("Sum")
SIDES = said(
    {
        THROUGHOUT: ("Outsourcing wins", "Insourcing wins"),
        SWITCH: ("Outsourcing wins", "Switching wins"),
    }
)
AXES = said(("Expected worth a year", "Sum as one guess moves", "Sum in a draw"))
NARROW = {"xaxis": {"title": {"text": said("Worth a year")}}}  # in one line, over the tornado
STEP = "{line}: {amount}"
REACH = said("{line}: sum {low} to {high}")
HOVERS = said(
    {
        "step": "%{text}<extra></extra>",
        "tornado": "%{customdata}<extra></extra>",
        "draws": "About %{x:$,.0f}: %{y:.1%} of draws<extra>%{fullData.name}</extra>",
    }
)
COLUMNS = said(
    (
        "Consideration",
        "Low ($/year)",
        "Likely ($/year)",
        "High ($/year)",
        "Expected ($/year)",
        "Turns the decision at ($/year)",
    )
)

HEIGHT = 1_000  # three drawings, one above the other
DRAWINGS = said({"y": "Expected worth", "y2": "One guess moves", "y3": "Draws"})
TORNADO = {"xaxis": "x2", "yaxis": "y2"}
DRAWS = {"xaxis": "x3", "yaxis": "y3"}
COLORS = {
    THROUGHOUT: (style.OUTSOURCED, style.IN_HOUSE),
    SWITCH: (style.OUTSOURCED, style.MIXED),
}
PATTERNS = ("/", "")
HATCH = {"fillmode": "overlay", "fgcolor": "white", "size": 8, "solidity": 0.15}
# Widths of all ranges up to which an axis stands still, so that it is the ranges that are seen
# to widen.
WIDTHS = (1.5, 2.0)
ROWS = [0.6, 7.2]  # of the tornado, with room above them for the numbers of kept cases
BAR = 0.42  # how high a bar is, of the row that it shares with its name


def draw(outcome: YourCaseOutcome) -> dict[str, Any]:
    """Return the Plotly spec: the sum step by step, the tornado, and the draws."""
    worth = {"tickformat": "$,.3~s", "nticks": 4, "tickangle": 0}
    rows = {"showticklabels": False, "showgrid": False, "ticks": ""}
    steps = style.nice_range(np.append(np.cumsum(outcome.expected), 0.0))
    reach = _range(outcome, np.concatenate([outcome.if_low, outcome.if_high]))
    bin_width = outcome.edges[1] - outcome.edges[0]
    draws = _range(outcome, np.array(outcome.ends) + [-bin_width, bin_width])
    top = style.nice_ceiling(float(outcome.shares.max()))
    layout = style.layout(
        _title(outcome),
        x={"title": {"text": AXES[0]}, "range": steps, **worth},
        y={"range": [0.6, 7.8], "domain": [0.66, 1], **rows},
        xaxis2={"title": {"text": AXES[1]}, "range": reach, "anchor": "y2", **worth},
        yaxis2={"range": ROWS, "domain": [0.27, 0.56], "anchor": "x2", **rows},
        xaxis3={"title": {"text": AXES[2]}, "range": draws, "anchor": "y3", **worth},
        yaxis3={"range": [0, top], "domain": [0, 0.16], "anchor": "x3", **rows},
        barmode="overlay",
        height=HEIGHT,
        margin=style.MARGIN | {"l": 36, "r": 36},  # for the outermost ticks' labels
        meta=style.drawings(DRAWINGS, 820, narrow=NARROW),
    )
    return {
        "data": [
            *_waterfall(outcome, steps[0]),
            *_tornado(outcome, reach[0]),
            *_draws(outcome),
            *_sums(outcome, top),
        ],
        "layout": layout,
    }


def _range(outcome: YourCaseOutcome, sums: np.ndarray) -> list[float]:
    """Return a range that holds some sums, and what wider guesses would make of them.

    Each sum is as far from that of the likely guesses as the width of all ranges says.
    """
    scenario = outcome.scenario
    middle = sum(float(scenario.counted(one)[1]) for one in CONSIDERATIONS)
    widest = next(width for width in WIDTHS if scenario.spread <= width)
    wider = (sums - middle) * (widest / scenario.spread if scenario.spread else 1.0)
    return style.nice_range(np.append(middle + wider, 0.0))


def _waterfall(outcome: YourCaseOutcome, left: float) -> list[dict[str, Any]]:
    """Return the bars that lead to the sum, and the name of each above it."""
    amounts = outcome.expected.tolist()
    texts = [
        STEP.format(line=line, amount=money(amount))
        for line, amount in zip(
            [*outcome.considerations, SUM], [*amounts, outcome.margin], strict=True
        )
    ]
    places = np.arange(len(texts), 0, -1)
    bars = style.waterfall(
        places.tolist(),
        amounts,
        texts,
        gain=style.IN_HOUSE,
        loss=style.OUTSOURCED,
        total=COLORS[outcome.scenario.plan][outcome.margin > 0],
        hover=HOVERS["step"],
    )
    return [
        {**bars, "width": BAR, "textposition": "none"},
        _names(texts, places, left),
    ]


def _names(texts: list[str], places: np.ndarray, left: float) -> dict[str, Any]:
    """Return what is written above each bar, so that a telephone has room for both."""
    names = {
        **style.label("", None, None, "middle right"),
        "x": np.full(len(texts), left),
        "y": places + BAR,
        "text": texts,
    }
    return style.pinned(names, "x")


def _tornado(outcome: YourCaseOutcome, left: float) -> list[dict[str, Any]]:
    """Return for each consideration what its range makes of the sum; the widest is on top.

    Each bar is in two parts, one on either side of zero, where the decision turns.
    """
    order = np.argsort(outcome.if_low - outcome.if_high, kind="stable")
    low, high = outcome.if_low[order], outcome.if_high[order]
    places = np.arange(len(order), 0, -1)
    told = [
        REACH.format(line=outcome.considerations[place], low=_short(one), high=_short(other))
        for place, one, other in zip(order, low, high, strict=True)
    ]
    below, above = np.minimum(low, 0), np.maximum(low, 0)
    parts = ((below, np.minimum(high, 0) - below), (above, np.maximum(high, 0) - above))
    bars = [
        {
            "type": "bar",
            "orientation": "h",
            "name": SIDES[outcome.scenario.plan][side],
            "base": base,
            "x": width,
            "y": places,
            "width": BAR,
            "marker": _marker(outcome, side),
            "customdata": told,
            "hovertemplate": HOVERS["tornado"],
            "showlegend": True,
        }
        for side, (base, width) in enumerate(parts)
    ]
    return [{**one, **TORNADO} for one in (*bars, _names(told, places, left))]


def _marker(outcome: YourCaseOutcome, side: int) -> dict[str, Any]:
    color = COLORS[outcome.scenario.plan][side]
    return {"color": color, "pattern": {"shape": PATTERNS[side], **HATCH}}


def _short(amount: float) -> str:
    """Write an amount so short that two of them fit beside a name on a telephone."""
    if abs(amount) < 1_000:
        return short_money(amount)
    return short_money(amount / 1_000, size="k")


def _draws(outcome: YourCaseOutcome) -> list[dict[str, Any]]:
    """Return the draws as bars, on either side of zero."""
    middles = (outcome.edges[:-1] + outcome.edges[1:]) / 2
    width = float(outcome.edges[1] - outcome.edges[0])
    return [
        {
            "type": "bar",
            "name": SIDES[outcome.scenario.plan][side],
            "x": middles,
            "y": np.where((middles > 0) == side, outcome.shares, 0.0),
            "width": width,
            "marker": _marker(outcome, side),
            "hovertemplate": HOVERS["draws"],
            "showlegend": False,
            "meta": {"keep": True},
            **DRAWS,
        }
        for side in (False, True)
    ]


def _sums(outcome: YourCaseOutcome, top: float) -> list[dict[str, Any]]:
    """Return a line at the sum in each drawing, which a kept case is compared by."""
    spans = (({}, [1 - BAR, 1 + BAR / 2]), (TORNADO, ROWS), (DRAWS, [0, top]))
    return [
        {**style.threshold(SUM, [outcome.margin] * 2, span), "meta": {"keep": True}, **axes}
        for axes, span in spans
    ]


def _title(outcome: YourCaseOutcome) -> str:
    return TITLES[_case(outcome)].format(
        sum=money(abs(outcome.margin)), probability=chance(outcome.probability)
    )


def describe(outcome: YourCaseOutcome) -> str:
    """Return the decision, then the number, then the consideration that would reverse it."""
    case = _case(outcome)
    likelier = outcome.probability > 0.5 if outcome.margin < 0 else outcome.probability < 0.5
    sentence = SENTENCES[YET.get(case, case) if likelier else case].format(
        sum=money(abs(outcome.margin)), probability=chance(outcome.probability)
    )
    return f"{sentence} {_reversal(outcome)}"


def _case(outcome: YourCaseOutcome) -> str:
    """Name the decision, and whether it is a switch that was decided on."""
    if outcome.scenario.plan == SWITCH:
        return {"outsource": "stay", "indifferent": "stay indifferent"}.get(
            outcome.decision, outcome.decision
        )
    return outcome.decision


def _reversal(outcome: YourCaseOutcome) -> str:
    if outcome.turning is None:
        return REVERSALS["none"]
    return REVERSALS[_case(outcome)].format(
        line=outcome.considerations[outcome.turning].lower(),
        amount=money(outcome.turns_at[outcome.turning]),
    )


def headline(outcome: YourCaseOutcome) -> tuple[str, str]:
    """Return the number that matters on a big screen: what it is, and how it is written."""
    told = HEADLINES[outcome.scenario.plan]
    return told, OF_DRAWS.format(probability=chance(outcome.probability))


def tabulate(outcome: YourCaseOutcome) -> DataFrame:
    """Return a row for each consideration, and one for their sum."""
    guesses = np.array([outcome.scenario.counted(one) for one in CONSIDERATIONS])
    rows = [
        (name, *three, expected, turns)
        for name, three, expected, turns in zip(
            outcome.considerations, guesses, outcome.expected, outcome.turns_at, strict=True
        )
    ]
    rows.append((SUM, *guesses.sum(axis=0), outcome.margin, 0.0))
    return tables.from_rows(COLUMNS, rows)
