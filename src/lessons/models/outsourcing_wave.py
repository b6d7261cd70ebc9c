"""The outsourcing wave: published series of several countries since 1970, side by side."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from lessons.models.shared.yearly import (
    Correlation,
    Direction,
    Reading,
    correlations,
    direction,
    growth,
    on_row,
    yearly_changes,
)
from lessons.scenario import Scenario, choice, choices, span

Columns = Mapping[str, np.ndarray]
Tables = Mapping[str, Columns]

FIRST, LAST = 1970, 2025
GRID = np.arange(FIRST, LAST + 1)

COUNTRIES = (
    "China",
    "India",
    "Ireland",
    "Mexico",
    "Norway",
    "Philippines",
    "Poland",
    "United States",
    "World",
)
UNITED_STATES, WORLD = "United States", "World"

LEVELS, INDEX, CHANGES = "Levels", "Index", "Yearly changes"
LINEAR, LOG = "Linear", "Log"
NOTHING = "Nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One series that may be shown.

    Attributes
    ----------
    table
        The cited table that it is in.
    value
        Works the figures out of the table's columns.
    in_points
        Whether a yearly change is told in percentage points, not in percent.
    main, other
        The two parts that the table's column ``series`` tells from each other, if it has one.
        The main one makes the line; they are never joined.
    place
        The only place that it is about; empty where the table names the country.
    """

    table: str
    value: Callable[[Columns], np.ndarray]
    in_points: bool = False
    main: str = ""
    other: str = ""
    place: str = ""


def _column(name: str) -> Callable[[Columns], np.ndarray]:
    return lambda columns: columns[name]


def _relative_output(columns: Columns) -> np.ndarray:
    """Return output per worker in percent of the United States' in the same year."""
    ours = columns["country"] == UNITED_STATES
    base = on_row(GRID, columns["year"][ours], columns["output_per_worker"][ours])
    within = np.clip(columns["year"] - FIRST, 0, len(GRID) - 1)
    return 100 * columns["output_per_worker"] / base[within]


def _part_of(total: str) -> Callable[[Columns], np.ndarray]:
    share = "computer_and_communication_share"
    return lambda columns: columns[total] * columns[share] / 100


INTERNET_USERS = "Internet users"
OUTPUT_PER_WORKER = "Output per worker"
RELATIVE_OUTPUT = "Output per worker relative to the United States"
ICT_SERVICE_EXPORTS = "ICT service exports"
COMPUTER_SERVICE_EXPORTS = "Computer and communication service exports"
US_SERVICE_IMPORTS = "US imports of computer and communication services"
CALL_PRICE = "Price of an international call"
CALL_MINUTES = "Minutes of international calls"
AIR_FREIGHT = "Air freight"
SOFTWARE_EXPORTS = "India's software exports in the 1990s"

SERIES = {
    INTERNET_USERS: Series(
        table="internet_users",
        value=_column("internet_users"),
        in_points=True,
        main="latest",
        other="earlier",
    ),
    OUTPUT_PER_WORKER: Series(table="output_per_worker", value=_column("output_per_worker")),
    RELATIVE_OUTPUT: Series(table="output_per_worker", value=_relative_output, in_points=True),
    ICT_SERVICE_EXPORTS: Series(
        table="ict_service_exports",
        value=_column("ict_service_exports"),
        main="latest",
        other="earlier",
    ),
    COMPUTER_SERVICE_EXPORTS: Series(
        table="computer_and_communication_service_exports",
        value=_part_of("service_exports"),
        main="latest",
        other="earlier",
    ),
    US_SERVICE_IMPORTS: Series(
        table="us_service_imports", value=_part_of("service_imports"), place=UNITED_STATES
    ),
    CALL_PRICE: Series(
        table="call_prices",
        value=_column("price"),
        main="ppi",
        other="fcc",
        place=UNITED_STATES,
    ),
    CALL_MINUTES: Series(
        table="call_minutes",
        value=_column("minutes"),
        main="ppi",
        other="fcc",
        place=UNITED_STATES,
    ),
    AIR_FREIGHT: Series(table="air_freight", value=_column("air_freight"), place=WORLD),
    SOFTWARE_EXPORTS: Series(
        table="india_software_exports",
        value=_column("software_exports"),
        main="nasscom",
        other="murthy",
        place="India",
    ),
}
TABLES = tuple(dict.fromkeys(one.table for one in SERIES.values()))


class OutsourcingWave(Scenario):
    """Published series of nine places, and how two of them go together.

    There is no model in it but arithmetic: levels, an index, yearly changes, and Pearson's
    correlation of levels and of yearly changes. Two series that both grow correlate in their
    levels whatever they are about (Yule 1926); only their yearly changes can tell more.
    """

    series: str = choice(
        INTERNET_USERS,
        tuple(SERIES),
        label="Series",
        help="What is shown. A series of one place alone is shown whatever countries are chosen.",
        group="Shown",
    )
    countries: tuple[str, ...] = choices(
        ("India", "Poland", "United States"),
        COUNTRIES,
        label="Countries",
        help="Whose figures are shown, where there are any.",
        group="Shown",
    )
    years: tuple[float, float] = span(
        (1990, LAST),
        FIRST,
        LAST,
        step=1,
        label="Years",
        unit="year",
        help="The first and the last year shown. Play walks through the years.",
        group="Shown",
        play=True,
    )
    shown_as: str = choice(
        LEVELS,
        (LEVELS, INDEX, CHANGES),
        label="Shown as",
        help="The figures themselves; an index with 100 in the first year that all have; or "
        "how much they change from each year to the next.",
        group="Way of showing",
    )
    axis: str = choice(
        LINEAR,
        (LINEAR, LOG),
        label="Axis",
        help="On a log axis equal steps are equal ratios. Yearly changes, which may be "
        "negative, are always on a linear axis.",
        group="Way of showing",
    )
    compared_with: str = choice(
        NOTHING,
        (NOTHING, *SERIES),
        label="Compared with",
        help="A second series, drawn on the axis at the right.",
        group="Second series",
    )
    compared_country: str = choice(
        "India",
        COUNTRIES,
        label="Country of the second series",
        help="Whose figures the second series shows, if it is not about one place alone.",
        group="Second series",
        unused_with=("compared_with", NOTHING),
    )

    def solve(self, tables: Tables) -> "OutsourcingWaveOutcome":
        """Arrange the chosen series over the chosen years.

        Parameters
        ----------
        tables
            For each of `TABLES` a mapping from column to array.
        """
        low, high = self.years
        lines = _lines(self.series, self.countries, tables)
        second = _lines(self.compared_with, (self.compared_country,), tables)
        whole = [*lines, *second]
        ahead, inside = low <= GRID, (low <= GRID) & (high >= GRID)
        base_year = _base_year(whole, inside) if self.shown_as == INDEX else None
        shown = [line.within(ahead).shown_as(self.shown_as, base_year) for line in whole]
        count = len(lines)
        return OutsourcingWaveOutcome(
            scenario=self,
            lines=tuple(line.within(inside) for line in shown[:count]),
            compared=shown[count].within(inside) if second else None,
            reach=_values(shown[:count]),
            compared_reach=_values(shown[count:]),
            whole=tuple(whole),
            elsewhere=_elsewhere(whole, tables),
            base_year=base_year,
            correlations=_correlations(lines, second, inside),
        )


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of one series in one place.

    Attributes
    ----------
    series, place
        What and whose they are.
    main
        Shape (56,), a figure for each year of `GRID` or NaN.
    other
        The same of the part that must not be joined to the main one.
    """

    series: str
    place: str
    main: np.ndarray
    other: np.ndarray

    def within(self, chosen: np.ndarray) -> "Line":
        """Return the line with its figures of some years alone, a flag for each of `GRID`."""
        return self._of(np.where(chosen, self.main, np.nan), np.where(chosen, self.other, np.nan))

    def shown_as(self, way: str, base_year: int | None) -> "Line":
        """Return the line as levels, as yearly changes or as an index.

        An index has no figures of the other part, since none of them can be compared with
        the base year; and none at all without a base year.
        """
        if way == LEVELS:
            return self
        if way == CHANGES:
            in_points = SERIES[self.series].in_points
            return self._of(
                yearly_changes(self.main, in_points=in_points),
                yearly_changes(self.other, in_points=in_points),
            )
        nothing = np.full(GRID.shape, np.nan)
        base = self.main[base_year - FIRST] if base_year else np.nan
        return self._of(100 * self.main / base, nothing)

    @property
    def years(self) -> np.ndarray:
        """The years with a figure in either part."""
        return GRID[~(np.isnan(self.main) & np.isnan(self.other))]

    @property
    def main_years(self) -> np.ndarray:
        """The years with a figure in the main part."""
        return GRID[~np.isnan(self.main)]

    @property
    def told(self) -> tuple[np.ndarray, np.ndarray]:
        """The years and figures that may be compared: the main part, or else the other one."""
        row = self.other if np.isnan(self.main).all() else self.main
        there = ~np.isnan(row)
        return GRID[there], row[there]

    def _of(self, main: np.ndarray, other: np.ndarray) -> "Line":
        return Line(self.series, self.place, main, other)


@dataclass(frozen=True, slots=True)
class OutsourcingWaveOutcome:
    """What `OutsourcingWave` found.

    Attributes
    ----------
    lines
        One for each chosen country, or for the only place of the series, as they are shown.
    compared
        The second series as it is shown; None where none is chosen.
    reach, compared_reach
        All figures from the first year shown to the end of the table, so that axes can stand
        still while the last year moves.
    whole
        All lines, the second series last, as levels over all years of the tables.
    elsewhere
        The same lines of all other places, for each series of which a chosen place has no
        figures at all.
    base_year
        Where an index is 100; None where none is shown or no year is fit for it.
    correlations
        For each place in `lines` its correlation with the second series, within the years
        shown and the main parts; empty where there is no second series.
    """

    scenario: OutsourcingWave
    lines: tuple[Line, ...]
    compared: Line | None
    reach: np.ndarray
    compared_reach: np.ndarray
    whole: tuple[Line, ...]
    elsewhere: tuple[Line, ...]
    base_year: int | None
    correlations: tuple[tuple[str, Correlation], ...]

    @property
    def levels_correlation(self) -> float | None:
        """The correlation of levels of the first place."""
        return self.correlations[0][1].levels if self.correlations else None

    @property
    def changes_correlation(self) -> float | None:
        """The correlation of yearly changes of the first place."""
        return self.correlations[0][1].changes if self.correlations else None

    @property
    def reading(self) -> Reading:
        """What may be read from the correlation of the first place."""
        return self.correlations[0][1].reading if self.correlations else "unknown"

    @property
    def first_figure(self) -> float | None:
        """The first place's first figure that is shown; None where there is none."""
        figures = self.lines[0].told[1]
        return float(figures[0]) if len(figures) else None

    @property
    def last_figure(self) -> float | None:
        """The first place's last figure that is shown; None where there is none."""
        figures = self.lines[0].told[1]
        return float(figures[-1]) if len(figures) else None

    @property
    def times(self) -> float | None:
        """How many times the first place's first figure its last one is; see `growth`."""
        return growth(self.lines[0].told[1])

    @property
    def direction(self) -> Direction:
        """Whether the first place ``rose`` or ``fell``, or was ``level``; see `direction`."""
        return direction(self.lines[0].told[1])


def _lines(name: str, countries: tuple[str, ...], tables: Tables) -> list[Line]:
    if name == NOTHING:
        return []
    series = SERIES[name]
    columns = tables[series.table]
    years, values = columns["year"], series.value(columns)
    in_main = columns["series"] == series.main if series.main else np.full(years.shape, True)
    lines = []
    for place in (series.place,) if series.place else countries:
        ours = np.full(years.shape, True) if series.place else columns["country"] == place
        main, other = (
            on_row(GRID, years[chosen], values[chosen])
            for chosen in (ours & in_main, ours & ~in_main)
        )
        lines.append(Line(name, place, main, other))
    return lines


def _elsewhere(whole: list[Line], tables: Tables) -> tuple[Line, ...]:
    lacking = dict.fromkeys(line.series for line in whole if not len(line.years))
    lines = (line for series in lacking for line in _lines(series, COUNTRIES, tables))
    return tuple(line for line in lines if len(line.years))


def _base_year(lines: list[Line], inside: np.ndarray) -> int | None:
    """Return the first year in which all lines that have figures have one above zero."""
    rows = [line.main for line in lines if not np.isnan(line.main[inside]).all()]
    common = np.all([inside, *(row > 0 for row in rows)], axis=0)
    return int(GRID[np.argmax(common)]) if rows and common.any() else None


def _values(lines: list[Line]) -> np.ndarray:
    rows = np.array([row for line in lines for row in (line.main, line.other)])
    return rows[~np.isnan(rows)]


def _correlations(
    lines: list[Line], second: list[Line], inside: np.ndarray
) -> tuple[tuple[str, Correlation], ...]:
    """Correlate each line with the second series, if there is one."""
    if not second:
        return ()
    in_points = (SERIES[lines[0].series].in_points, SERIES[second[0].series].in_points)
    rows = np.where(inside, [line.main for line in lines], np.nan)
    found = correlations(rows, second[0].main, in_points=in_points)
    return tuple(zip((line.place for line in lines), found, strict=True))
