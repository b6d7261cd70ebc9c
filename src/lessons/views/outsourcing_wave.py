"""How the outsourcing wave is drawn, told and tabulated."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from lessons.models import outsourcing_wave as wave
from lessons.models.outsourcing_wave import Line, OutsourcingWaveOutcome
from lessons.models.shared.yearly import Correlation, direction, growth
from lessons.views import style
from lessons.views.style import tables
from lessons.words import PHRASES, YEAR, listed, measure, number, said

if TYPE_CHECKING:
    from pandas import DataFrame

TITLE = said("The outsourcing wave: what grew, where, and together with what?")

FORMULA = said(
    (
        "Output per worker relative to the United States = a country's output per worker ÷ that "
        "of the United States in the same year",
        "Exports or imports of computer and communication services = service exports or imports × "
        "the share of computer, communications and other services in them",
        "Index = 100 × figure ÷ the country's own figure in the base year",
        "Yearly change = figure − figure of the year before; of money and other amounts ÷ figure "
        "of the year before",
        "Correlation = Pearson's r, of all years in which both series have a figure",
        "More than chance: a correlation of yearly changes beyond 2 ÷ √(number of pairs)",
    )
)

ASSUMPTIONS = said(
    (
        "Output per worker is a stand-in for labour cost, not a wage. It bounds what "
        "workers can be paid on average; programmers may earn far more. The figures for 2024 and "
        "2025 are projections.",
        "Exports, imports and prices are in dollars of each year, so that part of a rise is "
        "inflation.",
        "Computer and communication services hold other business services too, so that they are "
        "the bridge through the 1990s, not pure information technology.",
        "Where a source counts anew, the line is broken and the parts are never joined. Growth, "
        "index and correlation use the main part alone.",
        "Ireland's output and exports are inflated by the accounts of multinational companies.",
        "Air freight is a volume, not a price. Call prices are averages over all calls billed in "
        "the United States, for single years.",
        "India's software exports of the 1990s were read in copies: take the order of magnitude "
        "from them, no more.",
        "A correlation, of levels or of changes, is no proof of a cause.",
    )
)

LEAVES_OUT = said(("It is no model of causes: prices, exchange rates and policy are not in it.",))

TEXTS = (
    "R. C. Feenstra (1998), Integration of trade and disintegration of production in the "
    "global economy, Journal of Economic Perspectives 12",
    "M. Amiti and S.-J. Wei (2005), Fear of service outsourcing: is it justified?, "
    "Economic Policy 20",
    "C. W. J. Granger and P. Newbold (1974), Spurious regressions in econometrics, Journal "
    "of Econometrics 2",
)


@dataclass(frozen=True, slots=True)
class Unit:
    """How the figures of a series are written: on the axis, and one of them in a sentence.

    Where `digits` is left out, a figure has three that count.
    """

    axis: str
    one: str
    digits: int | None = None


UNITS = {
    wave.INTERNET_USERS: Unit(*said(("% of population", "{number}% of the population"))),
    wave.OUTPUT_PER_WORKER: Unit(*said(("2015 US$ a worker and year", "${number}"))),
    wave.RELATIVE_OUTPUT: Unit(
        *said(("% of the United States", "{number}% of the United States"))
    ),
    wave.ICT_SERVICE_EXPORTS: Unit(*said(("US$ million a year", "${number} million"))),
    wave.COMPUTER_SERVICE_EXPORTS: Unit(*said(("US$ million a year", "${number} million"))),
    wave.US_SERVICE_IMPORTS: Unit(*said(("US$ million a year", "${number} million"))),
    wave.CALL_PRICE: Unit(*said(("US$ a minute", "${number} a minute")), digits=2),
    wave.CALL_MINUTES: Unit(*said(("Billion minutes a year", "{number} billion minutes"))),
    wave.AIR_FREIGHT: Unit(*said(("Million ton-km a year", "{number} million ton-km"))),
    wave.SOFTWARE_EXPORTS: Unit(*said(("US$ million a year", "${number} million"))),
}
INDEX_UNIT = Unit(*said(("Index, {base} = 100", "{number}")))
PERCENT_UNIT = Unit(*said(("% a year", "{number}%")))
POINTS_UNIT = Unit(*said(("Percentage points a year", "{number} points")))

SOURCES = said(
    {
        wave.INTERNET_USERS: "World Bank, World Development Indicators, IT.NET.USER.ZS",
        wave.OUTPUT_PER_WORKER: "International Labour Organization (ILOSTAT), modelled estimates",
        wave.RELATIVE_OUTPUT: "International Labour Organization (ILOSTAT), modelled estimates",
        wave.ICT_SERVICE_EXPORTS: "World Bank, World Development Indicators, BX.GSR.CCIS.CD",
        wave.COMPUTER_SERVICE_EXPORTS: "World Bank, World Development Indicators, BX.GSR.CMCP.ZS "
        "and BX.GSR.NFSV.CD",
        wave.US_SERVICE_IMPORTS: "World Bank, World Development Indicators, BM.GSR.CMCP.ZS "
        "and BM.GSR.NFSV.CD",
        wave.CALL_PRICE: "Progressive Policy Institute (PPI) and FCC, from FCC figures",
        wave.CALL_MINUTES: "Progressive Policy Institute (PPI) and FCC, from FCC figures",
        wave.AIR_FREIGHT: "World Bank, World Development Indicators, IS.AIR.GOOD.MT.K1",
        wave.SOFTWARE_EXPORTS: "NASSCOM and N. R. Narayana Murthy, as quoted in copies",
    }
)

PARTS = said(
    {
        "": "",
        "earlier": "earlier series",
        "latest": "latest series",
        "fcc": "FCC",
        "ppi": "PPI from FCC figures",
        "murthy": "as quoted by Murthy",
        "nasscom": "table credited to NASSCOM",
    }
)

# How a place is called inside a sentence; any other by its own name.
CALLED = said(
    {
        "Philippines": "the Philippines",
        "United States": "the United States",
        "World": "the world",
    }
)

PART_NAME = "{name}, {part}"
# Pixels between the axes of a drawing with a second one, at the least: on a page, on a telephone.
WIDE, NARROW = 500, 210
SECOND_NAME = said("Right axis: {series}, {place}")
HOVER = "%{{x}}: %{{y:,.4~r}}<br>{unit}<br>{source}<extra>%{{fullData.name}}</extra>"

TITLES = said(
    {
        "none": "No figures for these years",
        "one": "{place}: {first} in {start}, {last} in {end}",
        "single": "{place}: {first} in {start}",
        "many": "Highest: {top} with {most}. Lowest: {bottom} with {least}",
        "mean": "{place}: {mean} a year on average",
        "change": "{place}: {mean} in {end}",
        "means": "Fastest on average: {top}. Slowest: {bottom}",
        "compared": "Levels correlate at {levels}, yearly changes at {changes}",
    }
)

FINDINGS = said(
    {
        "one": "{series}, {place}: {first} in {start}, {last} in {end}.",
        "single": "{series}, {place}: {first} in {start}, the only year shown with a figure.",
        "many": "{series}: {top} is highest with {most} in {top_year}, {bottom} lowest with "
        "{least} in {bottom_year}.",
        "mean": "{series}, {place}: {mean} a year on average, from {lowest} to {highest}.",
        "change": "{series}, {place}: {mean} in {end}, the only change shown.",
        "means": "{series}: on average {top} grew fastest, by {most} a year, and {bottom} "
        "slowest, by {least}.",
        "base": "Each country's figure of {base} is 100.",
    }
)

GROWTH = said(
    {
        "times": "That is {times} times as much.",
        "more": "That is {percent}% more.",
        "less": "That is {percent}% less.",
        "level": "That is about the same.",
    }
)

DIRECTIONS = said({"rose": "It rose in {rose}.", "fell": "It fell in {fell}."})

# What is chosen and yet not drawn.
NOT_DRAWN = said(
    {
        "countries": "The series is about {place} alone. Ticked, but not drawn: {places}.",
        "second": "The second series is about {place} alone, and not about {places}.",
        "log": "Yearly changes are drawn on a linear axis, since they may be negative.",
    }
)

GAPS = said(
    {
        "break": "Parts that are not joined come from different counts.",
        "none": "{series}: there are no figures for {places}.",
        "others": "There are some for {places}.",
        "years": "{series}: for {place} there are figures for {years} only.",
        "changes": "{series}: for {place} there are no two years in a row here, so no change.",
        "index": "No year shown has a figure above zero for all of them, so that there is no "
        "index.",
    }
)

CORRELATIONS = said(
    {
        "one": "With {second}, levels correlate at {levels}, yearly changes at {changes}.",
        "many": "With {second}, levels correlate {levels}, yearly changes {changes}.",
        "at": "at {low}",
        "between": "from {low} to {high}",
        "second": "“{series}”",
        "second_place": "“{series}” in {place}",
    }
)

# For each finding what its number is, and which slot holds it.
HEADLINES = {
    "one": (said("{place} in {end}"), "last"),
    "single": (said("{place} in {start}"), "first"),
    "many": (said("Highest: {top} in {top_year}"), "most"),
    "mean": (said("{place}, a year on average"), "mean"),
    "change": (said("{place} in {end}"), "mean"),
    "means": (said("Fastest on average: {top}"), "most"),
}
CORRELATED = said("Yearly changes correlate at")


READINGS = said(
    {
        "shared trend": "Both follow a trend, and a shared trend is no proof of a cause.",
        "together": "The yearly changes go together by more than chance: a clue, but no proof of "
        "a cause.",
        "neither": "Neither tells that the two belong together.",
        "the same": "It is the same series twice.",
        "unknown": "Too few years have two figures that vary, so that no correlation can be told.",
        "all": "For each of them the yearly changes go together by more than chance: a clue, no "
        "proof of a cause.",
        "some": "By more than chance the yearly changes go together only for {places}.",
        "no one": "For none of them do the yearly changes go together by more than chance.",
    }
)

THERE_ARE = said("There are figures for")
PLACE_YEARS = "{place}: {years}"

COLUMNS = said((PHRASES["year"], "Country", "Series", "Figure", "Unit", "Source"))
SOURCE_OF_PART = "{source} ({part})"


def draw(outcome: OutsourcingWaveOutcome) -> dict[str, Any]:
    """Return the Plotly spec: a line a country, and the second series on the right axis."""
    is_log = _is_log(outcome)
    second = outcome.compared
    if outcome.scenario.shown_as == wave.INDEX and second:
        reach = second_reach = np.append(outcome.reach, outcome.compared_reach)
    else:
        reach, second_reach = outcome.reach, outcome.compared_reach
    x = _x_axis(outcome)
    y = _y_axis(outcome, outcome.lines[0].series, reach, is_log=is_log)
    layout = style.layout(
        _title(outcome),
        x=x,
        y=y,
        yaxis2={
            **_y_axis(outcome, second.series if second else "", second_reach, is_log=is_log),
            "overlaying": "y",
            "tickmode": "auto",
            "side": "right",
            "showgrid": False,
            "visible": second is not None,
        },
    )
    ticks = {"dtick": style.year_ticks(x["range"][1] - x["range"][0] - 1, 2), "tickangle": 0}
    return {
        "data": [
            *_country_traces(outcome),
            *_second_traces(outcome),
            style.line_ends(_line_ends(outcome), y, across=x),
            _what_there_is(outcome, x, y),
        ],
        "layout": {**layout, **_room(layout, ticks, has_second=second is not None)},
    }


def _room(layout: dict[str, Any], ticks: dict[str, Any], *, has_second: bool) -> dict[str, Any]:
    """Return the parts of the layout that leave room for the names at the ends of the lines.

    A second axis stands beyond them. On a telephone there are fewer `ticks`.
    """
    room = style.room_for(said(wave.COUNTRIES))
    if not has_second:
        return {
            "margin": {**layout["margin"], "r": room},
            "meta": {"narrow": {"xaxis": ticks}},
        }
    return {
        "xaxis": {**layout["xaxis"], "domain": [0, 1 - room / WIDE]},
        "yaxis2": {**layout["yaxis2"], "anchor": "free", "position": 1},
        "meta": {"narrow": {"xaxis": {**ticks, "domain": [0, 1 - room / NARROW]}}},
    }


def _line_ends(
    outcome: OutsourcingWaveOutcome,
) -> list[tuple[str, str, float | None, float | None]]:
    """Return of each place that there may be its name, its colour and its line's right end."""
    shown = {line.place: line for line in outcome.lines}
    return [
        (said(place), look.color, *style.right_end(wave.GRID, *_drawn(outcome, shown.get(place))))
        for place, look in zip(wave.COUNTRIES, style.SERIES, strict=True)
    ]


def _drawn(outcome: OutsourcingWaveOutcome, line: Line | None) -> list[np.ndarray]:
    """Return the main part and the other part of a line, as far as its axis can show them."""
    rows = [np.full(wave.GRID.shape, np.nan)] * 2 if line is None else [line.main, line.other]
    return [np.where(row > 0, row, np.nan) for row in rows] if _is_log(outcome) else rows


def _is_log(outcome: OutsourcingWaveOutcome) -> bool:
    scenario = outcome.scenario
    return scenario.axis == wave.LOG and scenario.shown_as != wave.CHANGES


def _x_axis(outcome: OutsourcingWaveOutcome) -> dict[str, Any]:
    """Return an axis from the first year shown to the last one with figures; it stands still."""
    low = outcome.scenario.years[0]
    ends = [line.years[-1] for line in outcome.whole if len(line.years)]
    end = max([*ends, low]) if ends else wave.LAST
    dtick = 1 if end - low <= 8 else 5 if end - low <= 40 else 10
    return {"range": [low - 0.5, float(end) + 0.5], "tickformat": "d", "dtick": dtick}


def _y_axis(
    outcome: OutsourcingWaveOutcome, series: str, reach: np.ndarray, *, is_log: bool
) -> dict[str, Any]:
    ends = style.nice_range(reach, log=is_log)
    axis = {"title": {"text": _unit(outcome, series).axis}, "range": ends, "tickformat": ",~r"}
    if not is_log:
        return axis
    # Over more than three powers of ten there is no room to write twos and fives.
    return {**axis, "type": "log", "dtick": "D2" if ends[1] - ends[0] <= 3 else 1}


def _country_traces(outcome: OutsourcingWaveOutcome) -> list[dict[str, Any]]:
    """Return two traces for each place there is, empty where it is not shown."""
    shown = {line.place: line for line in outcome.lines}
    looks = zip(wave.COUNTRIES, style.SERIES, strict=True)
    return [
        {**trace, "showlegend": False}  # their ends have their names
        for place, look in looks
        for trace in _traces(outcome, shown.get(place), said(place), look, axis="y")
    ]


def _second_traces(outcome: OutsourcingWaveOutcome) -> list[dict[str, Any]]:
    line = outcome.compared
    name = SECOND_NAME.format(series=said(line.series), place=said(line.place)) if line else ""
    main, other = _traces(outcome, line, name, style.SECOND, axis="y2")
    # One entry of the legend is enough: where a line is broken, words say why.
    has_main = line is not None and len(line.main_years) > 0
    return [{**main, "showlegend": has_main}, {**other, "showlegend": not has_main}]


def _traces(
    outcome: OutsourcingWaveOutcome, line: Line | None, name: str, look: style.Look, *, axis: str
) -> list[dict[str, Any]]:
    """Return the main part and the other part of a line, each broken at its gaps."""
    traces = []
    for is_main, row in zip((True, False), _drawn(outcome, line), strict=True):
        part = _part(line.series, is_main=is_main) if line else ""
        named = PART_NAME.format(name=name, part=PARTS[part]) if part and not is_main else name
        trace = style.series(named, look, wave.GRID, row, _hover(outcome, line, part))
        traces.append({**trace, "yaxis": axis, "opacity": 1 if is_main else 0.6})
    return traces


def _what_there_is(
    outcome: OutsourcingWaveOutcome, x: dict[str, Any], y: dict[str, Any]
) -> dict[str, Any]:
    """Return words in the middle of a chart without figures: whose there are, of which years."""
    text = ""
    if not any(len(line.years) for line in outcome.lines):
        series = outcome.lines[0].series
        whole = [one for one in outcome.whole if one.series == series and len(one.years)]
        found = whole or [one for one in outcome.elsewhere if one.series == series]
        written = (
            PLACE_YEARS.format(place=said(one.place), years=listed(_runs(one.years)))
            for one in found
        )
        text = "<br>".join([THERE_ARE, *written])
    return style.words_in_the_middle(text, x, y)


def _part(series: str, *, is_main: bool) -> str:
    declared = wave.SERIES[series]
    return declared.main if is_main else declared.other


def _hover(outcome: OutsourcingWaveOutcome, line: Line | None, part: str) -> str:
    if line is None:
        return ""
    return HOVER.format(
        unit=_unit(outcome, line.series).axis, source=_source(line.series, PARTS[part])
    )


def _source(series: str, part: str) -> str:
    source = SOURCES[series]
    return SOURCE_OF_PART.format(source=source, part=part) if part else source


def _unit(outcome: OutsourcingWaveOutcome, series: str) -> Unit:
    """Return how the figures of a series are written as they are shown."""
    way = outcome.scenario.shown_as
    if not series:
        return Unit("", "{number}")
    if way == wave.LEVELS:
        return UNITS[series]
    if way == wave.INDEX:
        base = measure(outcome.base_year, YEAR) if outcome.base_year else ""
        return Unit(INDEX_UNIT.axis.format(base=base), INDEX_UNIT.one)
    return POINTS_UNIT if wave.SERIES[series].in_points else PERCENT_UNIT


# What is told -----------------------------------------------------------------------------


def _title(outcome: OutsourcingWaveOutcome) -> str:
    if _is_compared(outcome):
        return TITLES["compared"].format(**_written(outcome.correlations[0][1]))
    case, slots = _finding(outcome)
    return TITLES[case].format(**slots)


def _is_compared(outcome: OutsourcingWaveOutcome) -> bool:
    """Return whether the finding is how one line goes with another."""
    return len(outcome.correlations) == 1 and outcome.reading not in ("unknown", "the same")


def describe(outcome: OutsourcingWaveOutcome) -> str:
    """Return the finding, how the second series goes with it, and what is missing."""
    case, slots = _finding(outcome)
    parts = [
        FINDINGS[case].format(**slots) if case in FINDINGS else "",
        _more(outcome, case),
        *_correlation(outcome),
        *_gaps(outcome),
        *_not_drawn(outcome),
    ]
    return " ".join(filter(None, parts))


def _finding(outcome: OutsourcingWaveOutcome) -> tuple[str, dict[str, str]]:
    """Return which finding is told, and what stands in its slots."""
    lines = [line for line in outcome.lines if len(line.years)]
    if not lines:
        return "none", {}
    slots = {"series": said(lines[0].series), "place": said(lines[0].place)}
    write = _writer(outcome)
    if outcome.scenario.shown_as == wave.CHANGES:
        case, found = _mean_finding(lines, write)
    elif len(lines) > 1:
        case, found = _rank_finding(lines, write)
    else:
        case, found = _line_finding(lines[0], write)
    return case, {**slots, **found}


def _line_finding(line: Line, write: Callable[[float], str]) -> tuple[str, dict[str, str]]:
    years, figures = line.told
    return "one" if len(years) > 1 else "single", {
        "first": write(figures[0]),
        "last": write(figures[-1]),
        "start": measure(years[0], YEAR),
        "end": measure(years[-1], YEAR),
    }


def _rank_finding(lines: list[Line], write: Callable[[float], str]) -> tuple[str, dict[str, str]]:
    ends = [(line.told[1][-1], line.told[0][-1], line.place) for line in lines]
    (most, top_year, top), (least, bottom_year, bottom) = max(ends), min(ends)
    return "many", {
        "top": said(top),
        "most": write(most),
        "top_year": measure(top_year, YEAR),
        "bottom": said(bottom),
        "least": write(least),
        "bottom_year": measure(bottom_year, YEAR),
    }


def _mean_finding(lines: list[Line], write: Callable[[float], str]) -> tuple[str, dict[str, str]]:
    if len(lines) == 1:
        years, changes = lines[0].told
        return "mean" if len(years) > 1 else "change", {
            "mean": write(changes.mean()),
            "lowest": write(changes.min()),
            "highest": write(changes.max()),
            "end": measure(years[-1], YEAR),
        }
    means = [(line.told[1].mean(), line.place) for line in lines]
    (most, top), (least, bottom) = max(means), min(means)
    slots = {"top": said(top), "bottom": said(bottom)}
    return "means", {**slots, "most": write(most), "least": write(least)}


def _writer(outcome: OutsourcingWaveOutcome) -> Callable[[float], str]:
    unit = _unit(outcome, outcome.lines[0].series)

    def write(figure: float) -> str:
        plain = _plain(figure) if unit.digits is None else number(figure, unit.digits)
        return unit.one.format(number=plain)

    return write


def _plain(figure: float) -> str:
    """Write a number with the figures that count: 177,745; 46.3; 0.53; 0.00017."""
    if figure == 0:
        return number(0)
    digits = max(0, 2 - math.floor(math.log10(abs(figure))))
    return number(round(figure, min(digits, 6)))


def _more(outcome: OutsourcingWaveOutcome, case: str) -> str:
    """Return how much the one line grew, or in which countries it rose and fell."""
    if outcome.scenario.shown_as == wave.INDEX and outcome.base_year:
        return FINDINGS["base"].format(base=measure(outcome.base_year, YEAR))
    if case == "one":
        (line,) = (line for line in outcome.lines if len(line.years))
        return _growth(line)
    if case == "many":
        turned = {
            way: [line.place for line in outcome.lines if direction(line.told[1]) == way]
            for way in DIRECTIONS
        }
        turns = [
            DIRECTIONS[way].format(**{way: _called(*places)})
            for way, places in turned.items()
            if places
        ]
        return " ".join(turns)
    return ""


def _growth(line: Line) -> str:
    times = growth(line.told[1])
    if times is None:
        return ""
    if direction(line.told[1]) == "level":
        return GROWTH["level"]
    if times >= 2:
        return GROWTH["times"].format(times=_plain(times))
    return GROWTH["more" if times > 1 else "less"].format(percent=_plain(100 * abs(times - 1)))


def _correlation(outcome: OutsourcingWaveOutcome) -> list[str]:
    """Return how the lines go together with the second series, and the honest reading."""
    found = [(place, one) for place, one in outcome.correlations if one.reading != "unknown"]
    if not outcome.correlations:
        return []
    if not found:
        return [READINGS["unknown"]]
    second = _second_name(outcome.compared)
    if len(found) == 1:
        one = found[0][1]
        told = CORRELATIONS["one"].format(second=second, **_written(one))
        return (
            [told, READINGS[one.reading]] if one.reading != "the same" else [READINGS["the same"]]
        )
    told = CORRELATIONS["many"].format(
        second=second,
        levels=_reach(one.levels for _, one in found),
        changes=_reach(one.changes for _, one in found),
    )
    together = [place for place, one in found if one.reading in ("together", "the same")]
    case = "all" if len(together) == len(found) else "some" if together else "no one"
    return [told, READINGS[case].format(places=_called(*together))]


def _not_drawn(outcome: OutsourcingWaveOutcome) -> Iterable[str]:
    """Say of each choice that it is not what is drawn, where it is not."""
    scenario, second = outcome.scenario, outcome.compared
    chosen = {"countries": (outcome.lines[0], scenario.countries)}
    if second:
        chosen["second"] = second, (scenario.compared_country,)
    for case, (line, places) in chosen.items():
        others = [place for place in places if place != line.place]
        if wave.SERIES[line.series].place and others:
            yield NOT_DRAWN[case].format(place=_called(line.place), places=_called(*others))
    if scenario.axis == wave.LOG and scenario.shown_as == wave.CHANGES:
        yield NOT_DRAWN["log"]


def _second_name(line: Line) -> str:
    case = "second" if wave.SERIES[line.series].place else "second_place"
    return CORRELATIONS[case].format(series=said(line.series), place=_called(line.place))


def _called(*places: str) -> str:
    """Return places as a sentence names them."""
    return listed(CALLED.get(place, said(place)) for place in places)


def _written(one: Correlation) -> dict[str, str]:
    return {"levels": _r(one.levels), "changes": _r(one.changes)}


def _r(value: float) -> str:
    return number(value, 2)


def _reach(values: Iterable[float]) -> str:
    """Return from where to where some correlations go; one that all have is told once."""
    ordered = sorted(values)
    low, high = _r(ordered[0]), _r(ordered[-1])
    return CORRELATIONS["at" if low == high else "between"].format(low=low, high=high)


def _gaps(outcome: OutsourcingWaveOutcome) -> list[str]:
    """Return what is missing, for whom, and which years there are; and whether a line breaks."""
    shown = [*outcome.lines, *([outcome.compared] if outcome.compared else [])]
    pairs = zip(shown, outcome.whole, strict=True)
    lacking = [whole for line, whole in pairs if not len(line.years)]
    told = [_without_years(outcome, line) for line in lacking if len(line.years)]
    for series in dict.fromkeys(line.series for line in outcome.elsewhere):
        here = [one.place for one in lacking if one.series == series and not len(one.years)]
        there = [one.place for one in outcome.elsewhere if one.series == series]
        told.append(GAPS["none"].format(series=said(series), places=_called(*here)))
        told.append(GAPS["others"].format(places=_called(*there)))
    if any(0 < len(line.main_years) < len(line.years) for line in shown):
        told.append(GAPS["break"])
    return list(dict.fromkeys(told))


def _without_years(outcome: OutsourcingWaveOutcome, whole: Line) -> str:
    """Return why nothing of a line is shown that has figures, and the years that it has."""
    low, high = outcome.scenario.years
    is_index = outcome.scenario.shown_as == wave.INDEX
    years = whole.main_years if is_index else whole.years
    slots = {"series": said(whole.series), "place": _called(whole.place)}
    if not ((low <= years) & (years <= high)).any():
        return GAPS["years"].format(years=listed(_runs(years)), **slots)
    return GAPS["index" if is_index else "changes"].format(**slots)


def _runs(years: np.ndarray) -> Iterable[str]:
    """Write years as a reader does: 1992 to 2011, 2017 to 2024."""
    for run in np.split(years, np.flatnonzero(np.diff(years) > 1) + 1):
        low, high = measure(run[0], YEAR), measure(run[-1], YEAR)
        yield PHRASES["from_to"].format(low=low, high=high) if len(run) > 1 else low


def headline(outcome: OutsourcingWaveOutcome) -> tuple[str, str]:
    """Return the number that matters on a big screen: what it is, and how it is written."""
    if _is_compared(outcome):
        return CORRELATED, _written(outcome.correlations[0][1])["changes"]
    case, slots = _finding(outcome)
    if case not in HEADLINES:
        return "", ""
    label, slot = HEADLINES[case]
    return label.format(**slots), slots[slot]


def tabulate(outcome: OutsourcingWaveOutcome) -> DataFrame:
    """Return the figures as they are shown, each with its unit and source.

    Where nothing is shown, all levels that there are of the series, for the chosen countries or,
    if they have none, for the others.
    """
    shown = [*outcome.lines, *([outcome.compared] if outcome.compared else [])]
    rows = [row for line in shown for row in _rows(line, _unit(outcome, line.series).axis)]
    if not rows:
        there_are = [*outcome.whole, *outcome.elsewhere]
        rows = [row for line in there_are for row in _rows(line, UNITS[line.series].axis)]
    return tables.from_rows(COLUMNS, rows)


def _rows(line: Line, unit: str) -> Iterable[tuple[Any, ...]]:
    for is_main, row in ((True, line.main), (False, line.other)):
        source = _source(line.series, PARTS[_part(line.series, is_main=is_main)])
        for place in np.flatnonzero(~np.isnan(row)):
            year, figure = int(wave.GRID[place]), float(row[place])
            yield year, said(line.place), said(line.series), figure, unit, source
