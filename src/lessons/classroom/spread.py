"""How a class has predicted: drawn by itself, told in a sentence, and laid on an explorer's chart.

What was asked is a mapping as a room takes it (``kind``, ``minimum``, ``options`` and so on), and
what was given is a list for each round: numbers, places of options, or heights of sketched lines.
"""

import html
import math
import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons import words
from lessons.views import style
from lessons.words import PHRASES, predicted

Asked = Mapping[str, Any]
Rounds = Sequence[Sequence[Any]]

MOST_SHOWN = 2  # rounds beside each other
MOST_BINS = 60  # places at which dots of a number stand on each other
LARGEST_DOT, SMALLEST_DOT = 15, 4
STACK = 240  # pixels of height that the dots of a round have
SHARE = 0.035  # of a chart's axis, from one dot that is laid on it to the next
MOST_STACKED = 25  # dots on each other there; what is beyond stands on the last one
LINE_OF_AN_OPTION = 44  # letters
ENDS = (25, 75)  # percentiles: between the two is half of the class
FEW = 8  # that have predicted: of fewer there is no half to speak of


# In words ------------------------------------------------------------------------------


def title(asked: Asked, given: Sequence[Any]) -> str:
    """Return the finding of a round, in words."""
    if not given:
        return PHRASES["class_nobody"]
    if asked["kind"] == "number":
        return _title_of_numbers(asked, given)
    if asked["kind"] == "choice":
        most = Counter(given).most_common()
        options = [asked["options"][place] for place, count in most if count == most[0][1]]
        return PHRASES["class_most" if len(options) == 1 else "class_split"].format(
            options=words.quoted(options), count=most[0][1], all=len(given)
        )
    return PHRASES["class_lines"].format(count=len(given))


def _title_of_numbers(asked: Asked, given: Sequence[float]) -> str:
    """Return what the middle half expects; of few, what all of them do."""
    few = len(given) < FEW
    ends = (min(given), max(given)) if few else np.percentile(given, ENDS, method="nearest")
    low, high = (_spoken(asked, one) for one in ends)
    if low == high:
        is_all = min(given) == max(given)
        return PHRASES["class_same" if is_all else "class_alike"].format(low=low)
    return PHRASES["class_few" if few else "class_half"].format(low=low, high=high)


def told(asked: Asked, rounds: Rounds) -> str:
    """Return what each round that is shown has found, in a sentence or two."""
    if len(rounds) == 1:
        return _told(asked, rounds[0])
    return " ".join(
        PHRASES["class_round_told"].format(round=number, told=_told(asked, given))
        for number, given in list(enumerate(rounds, start=1))[-MOST_SHOWN:]
    )


def _told(asked: Asked, given: Sequence[Any]) -> str:
    if not given:
        return PHRASES["class_nobody_told"]
    if asked["kind"] == "number":
        middle = _spoken(asked, float(np.median(given)))
        return PHRASES["class_numbers"].format(count=len(given), middle=middle)
    if asked["kind"] == "choice":
        counts = Counter(given)
        told = [
            PHRASES["class_chosen"].format(option=words.quoted([text]), count=counts[place])
            for place, text in enumerate(asked["options"])
        ]
        return PHRASES["class_choices"].format(options=words.listed(told))
    middles = np.median(np.array(given, dtype=float), axis=0)
    first, last = (asked["across"][place]["text"] for place in (0, -1))
    return PHRASES["class_sketches"].format(
        first=first,
        last=last,
        low=_spoken(asked, middles[0]),
        high=_spoken(asked, middles[-1]),
    )


def _spoken(asked: Asked, value: float, finer: int = 0) -> str:
    fine = predicted.as_fine(float(value), asked["step"], finer=finer)
    return words.spoken(fine, asked.get("unit", ""))


# By itself -----------------------------------------------------------------------------


def drawn(asked: Asked, rounds: Rounds, found: Any = None) -> dict[str, Any]:
    """Return the Plotly spec of what a class has said, round beside round.

    Parameters
    ----------
    asked, rounds
        What was asked, and what was given in each round, the last one being the latest: it is
        shown beside the one before it.
    found
        What the model finds, once that is out: a number, the places of right options, or the
        heights of its line. None before.
    """
    draw = {"number": _dots, "choice": _bars, "sketch": _lines}[asked["kind"]]
    return draw(asked, rounds, found)


@dataclass(frozen=True, slots=True)
class _Round:
    """A round that is shown: what was given, how it looks, and what it is called."""

    given: Sequence[Any]
    look: style.Look
    name: str


def _shown(rounds: Rounds) -> list[_Round]:
    """Return the latest round, and the one before it where there is one."""
    phrase = PHRASES["class_name" if len(rounds) == 1 else "class_round_name"]
    looks = [style.CLASS_BEFORE] * (len(rounds) - 1) + [style.CLASS]
    return [
        _Round(given, look, phrase.format(round=number, count=len(given)))
        for number, (given, look) in enumerate(zip(rounds, looks, strict=True), start=1)
    ][-MOST_SHOWN:]


def _dots(asked: Asked, rounds: Rounds, found: float | None) -> dict[str, Any]:
    """Return numbers as dots that stand on each other, a round above the other."""
    traces: list[dict[str, Any]] = []
    floor = 0.0
    shown = _shown(rounds)
    for one in shown:
        places, heights = _stacked(asked, one.given)
        tallest = max([*heights, 1])
        stood = [floor + height for height in heights]
        traces.append(_marked(one.name, one.look, places, stood, tallest))
        if one.given:
            ends = float(np.median(one.given)), floor, floor + tallest + 1
            traces += _upright(PHRASES["class_middle"], one.look, *ends)
        floor += tallest + 2.5
    if found is not None:
        told = _spoken(asked, found, asked.get("finer", 0))
        label = PHRASES["class_found"].format(found=told)
        traces[:0] = _answer(label, asked, found, floor)  # no dot is hidden by it
    return {
        "data": traces,
        "layout": style.layout(
            title(asked, rounds[-1]),
            x={
                "title": {"text": _named(asked)},
                "range": [asked["minimum"], asked["maximum"]],
                "tickformat": _ticks(asked),
            },
            y={"visible": False, "range": [0, floor + 1]},
            height=280 + 90 * (len(shown) - 1),
        ),
    }


def _named(asked: Asked) -> str:
    """Return the name of the scale, with its unit where neither it nor its numbers have it."""
    unit = asked.get("unit", "")
    shown = asked.get("unit_shown", unit)
    named = shown.partition("/")[0].lower() in asked["label"].lower()
    is_written = named or unit.partition("/")[0] in {"", "$", "%", words.YEAR}
    name = asked["label"] if is_written else f"{asked['label']} ({shown})"
    return html.escape(name, quote=False)


def _ticks(asked: Asked) -> str:
    unit = asked.get("unit", "")
    if unit.partition("/")[0] == "$":
        return style.money_ticks(max(abs(asked["minimum"]), abs(asked["maximum"])))
    return {"%": ",.0%", words.YEAR: "d"}.get(unit, ",")


def _stacked(
    asked: Asked, given: Sequence[float], width: float | None = None
) -> tuple[list[float], list[int]]:
    """Return where the dots of some numbers stand: along the scale, and on how many others."""
    width = width or max(asked["step"], (asked["maximum"] - asked["minimum"]) / MOST_BINS)
    seen: Counter[int] = Counter()
    places, heights = [], []
    for value in sorted(given):
        place = round((value - asked["minimum"]) / width)
        seen[place] += 1
        places.append(asked["minimum"] + place * width)
        heights.append(seen[place])
    return places, heights


def _marked(
    name: str, look: style.Look, x: Sequence[float], y: Sequence[float], tallest: int
) -> dict[str, Any]:
    size = min(max(STACK / tallest, SMALLEST_DOT), LARGEST_DOT)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": list(x),
        "y": list(y),
        "marker": {
            "color": look.color,
            "size": size,
            "symbol": look.marker,
            "line": {"color": look.color, "width": 2 if "open" in look.marker else 0},
        },
        "cliponaxis": False,
        "showlegend": True,
        "hoverinfo": "skip",
    }


def _upright(
    name: str, look: style.Look, at: float, low: float, high: float
) -> list[dict[str, Any]]:
    line = {"color": look.color, "width": 3, "dash": look.dash}
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": name,
            "x": [at, at],
            "y": [low, high],
            "line": line,
            "showlegend": False,
            "hoverinfo": "skip",
        }
    ]


def _answer(label: str, asked: Asked, found: float, top: float) -> list[dict[str, Any]]:
    """Return the line of the answer with its words; one beyond the scale stands at its end."""
    at = min(max(found, asked["minimum"]), asked["maximum"])
    line = {
        "type": "scatter",
        "mode": "lines",
        "name": label,
        "x": [at, at],
        "y": [0, top],
        "line": {"color": "gray", "width": 4, "dash": "solid"},
        "showlegend": False,
        "hoverinfo": "skip",
    }
    is_right = at > (asked["minimum"] + asked["maximum"]) / 2
    side = "middle left" if is_right else "middle right"
    return [line, style.label(f"\u2002{label}\u2002", at, top, side)]


def _bars(asked: Asked, rounds: Rounds, found: Sequence[int] | None) -> dict[str, Any]:
    """Return choices as bars with their counts, an option's rounds under each other."""
    texts = [
        _wrapped(PHRASES["class_right"].format(option=text) if place in (found or ()) else text)
        for place, text in enumerate(asked["options"])
    ]
    traces: list[dict[str, Any]] = []
    shown = _shown(rounds)
    for one in shown:
        counts = Counter(one.given)
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": one.name,
                "y": texts,
                "x": [counts[place] for place in range(len(texts))],
                "text": [words.number(counts[place]) for place in range(len(texts))],
                "textposition": "outside",
                "cliponaxis": False,
                "marker": {
                    "color": one.look.color,
                    "pattern": {"shape": "/" if one.look is style.CLASS_BEFORE else ""},
                },
                "showlegend": True,
                "hoverinfo": "skip",
            }
        )
    most = max(count for trace in traces for count in trace["x"])
    return {
        "data": traces,
        "layout": style.layout(
            title(asked, rounds[-1]),
            x={"visible": False, "range": [0, 1.1 * max(most, 1)]},
            y={"autorange": "reversed", "ticks": ""},
            height=120 + 62 * len(texts) * (1 + 0.4 * (len(shown) - 1)),
        ),
    }


def _wrapped(text: str) -> str:
    return "<br>".join(textwrap.wrap(html.escape(text, quote=False), LINE_OF_AN_OPTION))


def _lines(asked: Asked, rounds: Rounds, found: Sequence[float] | None) -> dict[str, Any]:
    """Return sketched lines, faint, with their median; the rounds stand beside each other."""
    at = [one["value"] for one in asked["across"]]
    traces: list[dict[str, Any]] = []
    axes: dict[str, Any] = {}
    shown = _shown(rounds)
    for number, one in enumerate(shown):
        place = "" if number == 0 else str(number + 1)
        here = {"xaxis": f"x{place}", "yaxis": f"y{place}"}
        traces += [{**part, **here} for part in faint(one.name, one.look, at, one.given)]
        if found is not None:
            traces.append({**_models_line(at, found), **here, "showlegend": number == 0})
        axes |= _axes_of_lines(asked, place, _part(number, len(shown)))
    x, y = axes.pop("xaxis"), axes.pop("yaxis")
    return {
        "data": traces,
        "layout": style.layout(title(asked, rounds[-1]), x=x, y=y, height=380, **axes),
    }


def _models_line(at: Sequence[float], found: Sequence[float]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": PHRASES["class_found_line"],
        "x": list(at),
        "y": list(found),
        "line": {"color": "gray", "width": 4, "dash": "solid"},
        "hoverinfo": "skip",
    }


def _part(number: int, count: int) -> list[float]:
    """Return which part of the width one of some drawings has."""
    gap = 0.05  # only the first one has words on its upright axis
    return [number / count + (gap if number else 0), (number + 1) / count]


def _axes_of_lines(asked: Asked, place: str, part: list[float]) -> dict[str, Any]:
    at, ticks = asked["across"], asked["ticks"]
    return {
        f"xaxis{place}": {
            "title": {"text": html.escape(asked["across_label"], quote=False)},
            "range": [at[0]["value"], at[-1]["value"]],
            "tickvals": [one["value"] for one in at],
            "ticktext": [one["text"] for one in at],
            "domain": part,
            "anchor": f"y{place}",
        },
        f"yaxis{place}": {
            "title": {"text": "" if place else html.escape(asked["label"], quote=False)},
            "showticklabels": not place,
            "range": [asked["minimum"], asked["maximum"]],
            "tickvals": [one["value"] for one in ticks],
            "ticktext": [one["text"] for one in ticks],
            "anchor": f"x{place}",
        },
    }


# On the chart of an explorer --------------------------------------------------------------


def faint(
    name: str, look: style.Look, at: Sequence[float], given: Sequence[Sequence[float]]
) -> list[dict[str, Any]]:
    """Return all sketched lines as one faint trace, and their median.

    Parameters
    ----------
    name
        What they are called.
    look
        Of the median; the lines have its colour.
    at
        Where the points of a line stand.
    given
        The heights of each line.
    """
    x = [one for _ in given for one in (*at, None)]
    y = [one for line in given for one in (*line, None)]
    lines = {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": x,
        "y": y,
        "opacity": 0.6,
        "line": {"color": look.color, "width": 2, "dash": "solid"},
        "connectgaps": False,
        "hoverinfo": "skip",
    }
    if not given:
        return [lines]
    middle = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": PHRASES["class_middle"],
        "x": list(at),
        "y": np.median(np.array(given, dtype=float), axis=0).tolist(),
        "line": {"color": look.color, "width": 4, "dash": look.dash},
        "marker": {"color": look.color, "size": 11, "symbol": look.marker},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    return [lines, middle]


def along(
    places: Sequence[float], axis: str, spec: Mapping[str, Any], look: style.Look = style.CLASS
) -> list[dict[str, Any]]:
    """Return numbers as dots along an axis of a chart, with a line through their median.

    Parameters
    ----------
    places
        Where each stands on the axis, in its unit.
    axis
        ``x``, ``y``, or ``y2`` for that of a lower drawing.
    spec
        The chart that they are laid on; its axes have ranges.
    look
        How they look.
    """
    if not len(places):
        return []
    number = axis[1:]
    layout = spec["layout"]
    own, other = (f"{one}axis{number}" for one in ("xy" if axis == "x" else "yx"))
    low, high = layout[own]["range"]
    scale = {"minimum": low, "maximum": high, "step": 0}
    stops, counts = _stacked(scale, places)
    across = [_share(layout[other], SHARE * min(one, MOST_STACKED)) for one in counts]
    ends = [_share(layout[other], one) for one in (0, 1)]
    dots = _marked(PHRASES["class_name"].format(count=len(places)), look, stops, across, 20)
    middle = float(np.median(places))
    (line,) = _upright(PHRASES["class_middle"], look, middle, *ends)
    placed = {"xaxis": f"x{number}", "yaxis": f"y{number}"} if number else {}
    return [{**_turned(one, axis), **placed} for one in (dots, {**line, "showlegend": True})]


def _turned(trace: dict[str, Any], axis: str) -> dict[str, Any]:
    """Return a trace that lies along an upright axis, where that is wanted."""
    return trace if axis == "x" else {**trace, "x": trace["y"], "y": trace["x"]}


def _share(axis: Mapping[str, Any], share: float) -> float:
    """Return what an axis counts at a share of its way."""
    low, high = axis["range"]
    at = low + share * (high - low)
    return math.pow(10, at) if axis.get("type") == "log" else at
