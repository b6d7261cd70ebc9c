"""How the jobs of the United States are drawn, told and tabulated."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from lessons.models import us_jobs as jobs
from lessons.models.us_jobs import Line, UsJobsOutcome
from lessons.views import style
from lessons.views.style import tables
from lessons.words import PHRASES, YEAR, chance, measure, number, percent, said

if TYPE_CHECKING:
    from pandas import DataFrame

TITLE = said("Jobs in the United States: who pays the workers?")

FORMULA = said(
    (
        "Share of an industry = its payroll jobs ÷ all payroll jobs outside farming",
        "Manufacturing with its temporary workers = manufacturing + temporary help × the part of "
        "temporary workers who work in factories",
        "Part of the fall that only moved = 1 − fall with temporary workers ÷ fall as counted, "
        "and never below 0",
    )
)

ASSUMPTIONS = said(
    (
        "A job counts where it is paid: a temporary worker in a factory counts as temporary help, "
        "not as manufacturing.",
        "The same part of temporary workers is taken to work in factories in every year.",
        "A smaller share need not be fewer jobs: all other jobs may have grown. So the part that "
        "only moved is one thing by shares and another by jobs.",
        "The table does not say how many jobs went abroad, how many went to machines and how many "
        "ended because demand fell. Nobody can read that from it.",
        "Professional and business services hold temporary help, but also lawyers, engineers and "
        "head offices: most of their jobs were never in a factory.",
        "Up to 2018 the levels are not seasonally adjusted, later ones are, and were read after a "
        "revision. The two are never joined. Each figure is the mean of twelve months.",
    )
)

LEAVES_OUT = said(("Imports, machines and demand, which move jobs too.",))

TEXTS = (
    "M. Dey, S. N. Houseman and A. E. Polivka (2012), Manufacturers' outsourcing to "
    "staffing services, ILR Review 65",
    "D. H. Autor (2003), Outsourcing at will, Journal of Labor Economics 21",
)

SOURCE = said("US Bureau of Labor Statistics, Current Employment Statistics")
PARTS = said({jobs.MAIN: "not seasonally adjusted", jobs.OTHER: "seasonally adjusted"})
OTHER_NAME = "{industry}, {part}"
COUNTED_NAME = said("Manufacturing with its temporary workers")
COUNTED_LABEL = said("With its temporary workers")
HOVER = said(
    {
        jobs.SHARE: "%{{x}}: %{{y:.1%}} of all jobs<br>{source}<extra>%{{fullData.name}}</extra>",
        jobs.JOBS: "%{{x}}: %{{y:,.0f}} thousand "
        "jobs<br>{source}<extra>%{{fullData.name}}</extra>",
    }
)
SOURCE_OF_PART = "{source} ({part})"

TITLES = said(
    {
        "line": "{industry}: {first} in {start}, {last} in {end}",
        "single": "{industry}: {first} in {start}",
        "none": "No figures for these years",
    }
)

FINDINGS = said(
    {
        "line": "{industry}: {first} in {start}, {last} in {end}.",
        "single": "{industry}: {first} in {start}.",
        "times": "That is {times} times as much.",
        "later": "The later series has {last} in {end}.",
        "years": "{industry}: there are figures for {start} to {end} only.",
        "bare": "From {start} to {end} manufacturing lost {bare}.",
        "counted": "With {factory_share} of temporary workers counted in, it lost {counted}.",
        "moved": "So {moved} of {fall} only moved to agencies.",
        "none": "So none of the fall only moved to agencies: their jobs in factories shrank as "
        "well.",
        "rise": "So counting them in leaves no fall to explain.",
        "limit": "None of this counts jobs that went abroad.",
    }
)

AMOUNTS = said(
    {
        jobs.SHARE: "{number} points of its share",
        jobs.JOBS: "{number} thousand jobs",
    }
)
FALLS = said({jobs.SHARE: "the fall in its share", jobs.JOBS: "the jobs lost"})
HEADLINE = said("{industry} in {end}")

FIGURES = said({jobs.SHARE: "{percent} of all jobs", jobs.JOBS: "{number} thousand jobs"})
AXES = said({jobs.SHARE: "Share of all payroll jobs", jobs.JOBS: "Thousand jobs"})
UNITS = said({jobs.SHARE: "% of all payroll jobs", jobs.JOBS: "thousand jobs"})
COLUMNS = said((PHRASES["year"], "Industry", "Figure", "Unit", "Source"))


def draw(outcome: UsJobsOutcome) -> dict[str, Any]:
    """Return the Plotly spec: a line an industry, and manufacturing with temporary workers."""
    way = outcome.scenario.shown_as
    low = outcome.scenario.years[0]
    x = {
        "range": [low - 0.5, jobs.LAST + 0.5],
        "tickformat": "d",
        "dtick": 1 if jobs.LAST - low <= 8 else 5,
    }
    y = {
        "title": {"text": AXES[way]},
        "range": style.nice_range(outcome.reach),
        "tickformat": ".0%" if way == jobs.SHARE else ",",
    }
    there_is = style.words_in_the_middle(_what_there_is(outcome), x, y)
    layout = style.layout(_title(outcome), x=x, y=y)
    narrow = {"dtick": style.year_ticks(jobs.LAST - low, 2), "tickangle": 0}
    layout["meta"] = {"narrow": {"xaxis": narrow}}
    layout["margin"]["r"] = style.room_for([*said(jobs.INDUSTRIES), COUNTED_LABEL])
    return {
        "data": [*_traces(outcome), style.line_ends(_line_ends(outcome), y, across=x), there_is],
        "layout": layout,
    }


def _line_ends(outcome: UsJobsOutcome) -> list[tuple[str, str, float | None, float | None]]:
    """Return of each line that there may be its name, its colour and its right end."""
    looks = [*zip(jobs.INDUSTRIES, style.SERIES, strict=False), (COUNTED_LABEL, style.SECOND)]
    lines = {**outcome.lines, COUNTED_LABEL: outcome.counted}
    return [
        (said(name), look.color, *style.right_end(jobs.GRID, *_rows_of(lines.get(name))))
        for name, look in looks
    ]


def _rows_of(line: Line | None) -> tuple[np.ndarray, ...]:
    return () if line is None else (line.main, line.other)


def _what_there_is(outcome: UsJobsOutcome) -> str:
    """Return for a chart without figures of which years there are any; else nothing."""
    if any(len(line.years) for line in outcome.lines.values()):
        return ""
    return "<br>".join(
        FINDINGS["years"].format(industry=said(name), **_ends(line.years))
        for name, line in outcome.whole.items()
    )


def _ends(years: np.ndarray) -> dict[str, str]:
    return {"start": measure(years[0], YEAR), "end": measure(years[-1], YEAR)}


def _traces(outcome: UsJobsOutcome) -> list[dict[str, Any]]:
    """Return two traces an industry, empty where it is not shown, and that of the what-if."""
    nothing = np.full(jobs.GRID.shape, np.nan)
    empty = Line(nothing, nothing)
    traces = []
    for industry, look in zip(jobs.INDUSTRIES, style.SERIES, strict=False):
        line = outcome.lines.get(industry, empty)
        later = OTHER_NAME.format(industry=said(industry), part=PARTS[jobs.OTHER])
        for name, row, part in (
            (said(industry), line.main, jobs.MAIN),
            (later, line.other, jobs.OTHER),
        ):
            hover = _hover(outcome, part)
            trace = style.series(name, look, jobs.GRID, row, hover)
            traces.append({**trace, "opacity": 1 if part == jobs.MAIN else 0.6})
    counted = outcome.counted.main
    hover = _hover(outcome, jobs.MAIN)
    traces.append(style.series(COUNTED_NAME, style.SECOND, jobs.GRID, counted, hover))
    return [{**trace, "showlegend": False} for trace in traces]  # their ends have their names


def _hover(outcome: UsJobsOutcome, part: str) -> str:
    return HOVER[outcome.scenario.shown_as].format(source=_source(part))


def _source(part: str) -> str:
    return SOURCE_OF_PART.format(source=SOURCE, part=PARTS[part])


def _title(outcome: UsJobsOutcome) -> str:
    slots = [_slots(outcome, name, line) for name, line in outcome.lines.items()]
    shown = next(filter(None, slots), None)
    return TITLES[_case(shown)].format(**shown) if shown else TITLES["none"]


def describe(outcome: UsJobsOutcome) -> str:
    """Return what each industry had first and last, what the what-if changes, and the limit."""
    parts = [
        sentence
        for name, line in outcome.lines.items()
        for sentence in _line_sentences(outcome, name, line)
    ]
    return " ".join([*parts, *_times(outcome), *_fall_sentences(outcome), FINDINGS["limit"]])


def _times(outcome: UsJobsOutcome) -> list[str]:
    """Return how much a line that stands alone grew; nothing of one that did not double."""
    if len(outcome.lines) > 1 or (outcome.times or 0) < 2:
        return []
    return [FINDINGS["times"].format(times=number(outcome.times, 1))]


def _line_sentences(outcome: UsJobsOutcome, industry: str, line: Line) -> list[str]:
    slots = _slots(outcome, industry, line)
    if slots is None:
        years = outcome.whole[industry].years
        return [FINDINGS["years"].format(industry=said(industry), **_ends(years))]
    told = [FINDINGS[_case(slots)].format(**slots)]
    end = line.years[-1]
    if end > line.told[0][-1]:
        last = _figure(outcome, line.other[end - jobs.FIRST])
        told.append(FINDINGS["later"].format(last=last, end=measure(end, YEAR)))
    return told


def _slots(outcome: UsJobsOutcome, industry: str, line: Line) -> dict[str, str] | None:
    """Return the first and the last figure of a line in words; None where there is none."""
    years, figures = line.told
    if not len(years):
        return None
    return {
        "industry": said(industry),
        "first": _figure(outcome, figures[0]),
        "last": _figure(outcome, figures[-1]),
        "start": measure(years[0], YEAR),
        "end": measure(years[-1], YEAR),
    }


def _case(slots: dict[str, str]) -> str:
    """Tell a line from a single year, whose figure is told once."""
    return "single" if slots["start"] == slots["end"] else "line"


def _figure(outcome: UsJobsOutcome, value: float) -> str:
    template = FIGURES[outcome.scenario.shown_as]
    return template.format(percent=percent(min(value, 1), 1), number=number(value, 0))


def _amount(outcome: UsJobsOutcome, value: float) -> str:
    way = outcome.scenario.shown_as
    shown = number(100 * value, 2) if way == jobs.SHARE else number(value, 0)
    return AMOUNTS[way].format(number=shown)


def _fall_sentences(outcome: UsJobsOutcome) -> list[str]:
    fall = outcome.fall
    if fall is None or fall.moved is None:
        return []
    slots = {
        "start": measure(fall.start, YEAR),
        "end": measure(fall.end, YEAR),
        "bare": _amount(outcome, fall.bare),
        "counted": _amount(outcome, fall.counted),
        "factory_share": percent(outcome.scenario.factory_share),
        "moved": chance(fall.moved),
        "fall": FALLS[outcome.scenario.shown_as],
    }
    if fall.counted <= 0:
        return [FINDINGS["bare"].format(**slots), FINDINGS["rise"]]
    end = "none" if fall.counted >= fall.bare else "moved"
    return [FINDINGS[case].format(**slots) for case in ("bare", "counted", end)]


def headline(outcome: UsJobsOutcome) -> tuple[str, str]:
    """Return the number that matters on a big screen: what it is, and how it is written."""
    for industry, line in outcome.lines.items():
        if slots := _slots(outcome, industry, line):
            return HEADLINE.format(**slots), slots["last"]
    return "", ""


def tabulate(outcome: UsJobsOutcome) -> DataFrame:
    """Return the figures that are shown; where nothing is, all that there are."""
    rows = _rows(outcome, {**outcome.lines, COUNTED_NAME: outcome.counted})
    rows = rows or _rows(outcome, outcome.whole)
    return tables.from_rows(COLUMNS, rows)


def _rows(outcome: UsJobsOutcome, lines: dict[str, Line]) -> list[tuple[Any, ...]]:
    return [
        row
        for name, line in lines.items()
        for part, values in ((jobs.MAIN, line.main), (jobs.OTHER, line.other))
        for row in _part_rows(outcome, name, part, values)
    ]


def _part_rows(
    outcome: UsJobsOutcome, name: str, part: str, values: np.ndarray
) -> Iterable[tuple[Any, ...]]:
    way = outcome.scenario.shown_as
    factor = 100 if way == jobs.SHARE else 1
    for place in np.flatnonzero(~np.isnan(values)):
        figure = factor * float(values[place])
        yield int(jobs.GRID[place]), said(name), figure, UNITS[way], _source(part)
