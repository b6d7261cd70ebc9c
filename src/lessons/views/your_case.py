"""How your own case is drawn, told and tabulated."""

from typing import Any

import numpy as np
import pandas as pd

from lessons.models.your_case import CONSIDERATIONS, YourCaseOutcome
from lessons.views import style
from lessons.words import money, percent

TITLE = "Your own case: does insourcing leave you better off?"

FORMULA = (
    "Expected worth of a triangular guess = (low + likely + high) ÷ 3",
    "Expected worth of a normal guess = (low + high) ÷ 2",
    "Sum = expected worth of all six considerations; above zero, insourcing is better",
    "A consideration turns the decision at its expected worth − the sum",
    "Probability that insourcing is better = share of 100,000 drawn years whose sum is above zero",
)

ASSUMPTIONS = (
    "Every amount is one of a year, in dollars of today.",
    "Considerations are drawn independently: a year that is bad in one is not bad in another.",
    "No consideration holds a part of another one. Whoever counts the fee twice decides wrongly.",
    "What cannot be put in dollars is left out. Say it in your memo.",
    "All amounts of the four worked cases are made up.",
)

MEMO_ASSUMPTIONS = (*ASSUMPTIONS[:2], "No consideration holds a part of another one.")

TITLES = {
    "insource": "Insourcing is worth {sum} a year, and better with {probability} probability",
    "outsource": "Insourcing costs {sum} a year, and is better with {probability} probability",
    "indifferent": "What speaks for and against insourcing weighs the same",
}

SENTENCES = {
    "insource": "Insource: it is expected to be worth {sum} a year. "
    "The probability that insourcing is better is {probability}.",
    "unlikely": "Insource: it is expected to be worth {sum} a year. "
    "Yet the probability that insourcing is better is only {probability}.",
    "outsource": "Outsource: insourcing is expected to cost {sum} a year. "
    "The probability that insourcing is better is {probability}.",
    "likely": "Outsource: insourcing is expected to cost {sum} a year. "
    "Yet the probability that insourcing is better is {probability}.",
    "indifferent": "Either way: what speaks for insourcing is worth what speaks against it. "
    "The probability that insourcing is better is {probability}.",
}

REVERSALS = {
    "insource": "Insourcing wins unless the {line} falls below {amount} a year.",
    "outsource": "Outsourcing wins unless the {line} rises above {amount} a year.",
    "indifferent": "Insourcing wins once the {line} rises above {amount} a year, outsourcing "
    "below.",
    "none": "No consideration reverses that alone, from its low to its high guess.",
}

PROBABILITIES = {"none": "under 1%", "sure": "over 99%"}
NEARLY = 0.005  # nearer to 0 or 1 a probability would be rounded to it

SUM = "Sum"
SIDES = ("Outsourcing wins", "Insourcing wins")
AXES = (
    "Expected worth, $ a year",
    "Sum as one guess moves, $ a year",
    "Sum of a year, $",
    "Years",
)
HOVERS = {
    "step": "%{y}: %{text}<extra></extra>",
    "tornado": "%{y}: the sum from %{customdata[0]} to %{customdata[1]}<extra></extra>",
    "years": "About %{x:$,.0f}: %{y:.1%} of years<extra>%{fullData.name}</extra>",
}
COLUMNS = (
    "Consideration",
    "Low ($/year)",
    "Likely ($/year)",
    "High ($/year)",
    "Expected ($/year)",
    "Turns the decision at ($/year)",
)

HEIGHT = 880  # three drawings, one above the other
TORNADO = {"xaxis": "x2", "yaxis": "y2"}
YEARS = {"xaxis": "x3", "yaxis": "y3"}
YEARS_AXES = ("xaxis3", "yaxis3")
PAPER_HEIGHT = 320
LABEL_ROOM = 0.2  # of its range, for amounts that are written beside narrow bars
COLORS = (style.OUTSOURCED, style.IN_HOUSE)
HATCH = {"fillmode": "overlay", "fgcolor": "white", "size": 8, "solidity": 0.15}


def draw(outcome: YourCaseOutcome) -> dict[str, Any]:
    """Return the Plotly spec: the sum step by step, the tornado, and the drawn years."""
    worth = {"tickformat": "$,.3~s", "nticks": 6}
    ends = np.concatenate([outcome.if_low, outcome.if_high, [0.0]])
    layout = style.layout(
        _title(outcome),
        x={
            "title": {"text": AXES[0]},
            "range": style.waterfall_range(outcome.expected.tolist()),
            **worth,
        },
        y={"autorange": "reversed", "domain": [0.68, 1], "ticks": ""},
        xaxis2={"title": {"text": AXES[1]}, "range": _room(ends), "anchor": "y2", **worth},
        yaxis2={"autorange": "reversed", "domain": [0.31, 0.57], "ticks": "", "anchor": "x2"},
        xaxis3={
            "title": {"text": AXES[2]},
            "range": _room(outcome.edges),
            "anchor": "y3",
            **worth,
        },
        yaxis3={
            "title": {"text": AXES[3]},
            "range": [0, style.nice_ceiling(float(outcome.shares.max()))],
            "tickformat": ".0%",
            "nticks": 4,
            "domain": [0, 0.18],
            "anchor": "x3",
        },
        barmode="overlay",
        bargap=0.3,
        height=HEIGHT,
    )
    return {
        "data": [_waterfall(outcome), *_tornado(outcome), *_years(outcome)],
        "layout": layout,
    }


def draw_for_paper(outcome: YourCaseOutcome) -> dict[str, Any]:
    """Return the Plotly spec for a memo: the sum step by step and beside it the tornado.

    Both have their considerations in the same rows, so that names are written once.
    """
    drawn = draw(outcome)
    rows = [*outcome.considerations, SUM]
    row = {"range": [len(rows) - 0.5, -0.5], "domain": [0, 1], "autorange": False}
    row |= {"categoryorder": "array", "categoryarray": rows}
    low, high = drawn["layout"]["xaxis"]["range"]
    room = LABEL_ROOM * (high - low)
    parts = {
        "xaxis": {"domain": [0, 0.48], "nticks": 5, "range": [low - room, high + room]},
        "yaxis": row,
        "xaxis2": {"domain": [0.52, 1], "nticks": 5},
        "yaxis2": {**row, "showticklabels": False},
    }
    layout = {
        name: {**part, **parts.get(name, {})} if isinstance(part, dict) else part
        for name, part in drawn["layout"].items()
        if name not in YEARS_AXES
    }
    ends = {"y": [rows[0], rows[-1]]}
    traces = [
        {**trace, **(ends if trace["type"] == "scatter" else {})}
        for trace in drawn["data"]
        if trace.get("xaxis") != YEARS["xaxis"]
    ]
    return {"data": traces, "layout": {**layout, "height": PAPER_HEIGHT}}


def _room(values: np.ndarray) -> list[float]:
    """Return an axis that holds some values and zero, both ends round."""
    return style.nice_range(np.append(values, 0.0))


def _waterfall(outcome: YourCaseOutcome) -> dict[str, Any]:
    amounts = outcome.expected.tolist()
    bars = style.waterfall(
        [*outcome.considerations, SUM],
        amounts,
        [money(amount) for amount in (*amounts, outcome.margin)],
        gain=style.IN_HOUSE,
        total=COLORS[outcome.margin > 0],
        hover=HOVERS["step"],
    )
    return {**bars, "decreasing": {"marker": {"color": style.OUTSOURCED}}}


def _tornado(outcome: YourCaseOutcome) -> list[dict[str, Any]]:
    """Return for each consideration what its range makes of the sum; the widest is on top.

    Each bar is in two parts, one on either side of zero, where the decision turns.
    """
    order = np.argsort(outcome.if_low - outcome.if_high, kind="stable")
    low, high = outcome.if_low[order], outcome.if_high[order]
    names = [outcome.considerations[place] for place in order]
    below, above = np.minimum(low, 0), np.maximum(low, 0)
    parts = ((below, np.minimum(high, 0) - below), (above, np.maximum(high, 0) - above))
    told = [[money(one), money(other)] for one, other in zip(low, high, strict=True)]
    bars = [
        {
            "type": "bar",
            "orientation": "h",
            "name": SIDES[side],
            "base": base,
            "x": width,
            "y": names,
            "marker": {"color": COLORS[side], "pattern": {"shape": ("/", "")[side], **HATCH}},
            "customdata": told,
            "hovertemplate": HOVERS["tornado"],
            "showlegend": True,
            **TORNADO,
        }
        for side, (base, width) in enumerate(parts)
    ]
    edge = [names[0], names[-1]]
    return [
        *bars,
        {**style.threshold(SUM, [outcome.margin] * 2, edge), **TORNADO},
        {
            **style.threshold("", [0.0, 0.0], edge),
            **TORNADO,
            "line": {"color": "gray", "width": 2},
        },
    ]


def _years(outcome: YourCaseOutcome) -> list[dict[str, Any]]:
    """Return the drawn years as bars, on either side of zero."""
    middles = (outcome.edges[:-1] + outcome.edges[1:]) / 2
    width = float(outcome.edges[1] - outcome.edges[0])
    return [
        {
            "type": "bar",
            "name": SIDES[side],
            "x": middles,
            "y": np.where((middles > 0) == side, outcome.shares, 0.0),
            "width": width,
            "marker": {"color": COLORS[side], "pattern": {"shape": ("/", "")[side], **HATCH}},
            "hovertemplate": HOVERS["years"],
            "showlegend": False,
            **YEARS,
        }
        for side in (False, True)
    ]


def _title(outcome: YourCaseOutcome) -> str:
    return TITLES[outcome.decision].format(
        sum=money(abs(outcome.margin)), probability=_probability(outcome.probability)
    )


def _probability(share: float) -> str:
    """Write a probability to the percent, and never as certain where it is not."""
    if 0 < share < NEARLY:
        return PROBABILITIES["none"]
    if 1 - NEARLY < share < 1:
        return PROBABILITIES["sure"]
    return percent(share, 0)


def describe(outcome: YourCaseOutcome) -> str:
    """Return the decision, then the number, then the consideration that would reverse it."""
    case = outcome.decision
    if case == "insource" and outcome.probability < 0.5:
        case = "unlikely"
    elif case == "outsource" and outcome.probability > 0.5:
        case = "likely"
    sentence = SENTENCES[case].format(
        sum=money(abs(outcome.margin)), probability=_probability(outcome.probability)
    )
    return f"{sentence} {_reversal(outcome)}"


def _reversal(outcome: YourCaseOutcome) -> str:
    if outcome.turning is None:
        return REVERSALS["none"]
    return REVERSALS[outcome.decision].format(
        line=outcome.considerations[outcome.turning].lower(),
        amount=money(outcome.turns_at[outcome.turning]),
    )


def tabulate(outcome: YourCaseOutcome) -> pd.DataFrame:
    """Return a row for each consideration, and one for their sum."""
    guesses = np.array([outcome.scenario.guesses(one) for one in CONSIDERATIONS])
    rows = [
        (name, *three, expected, turns)
        for name, three, expected, turns in zip(
            outcome.considerations, guesses, outcome.expected, outcome.turns_at, strict=True
        )
    ]
    rows.append((SUM, *guesses.sum(axis=0), outcome.margin, 0.0))
    return pd.DataFrame(rows, columns=list(COLUMNS))
