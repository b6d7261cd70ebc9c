"""Jobs in the United States by the industry of the employer, as shares of all payroll jobs."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lessons.models.shared.yearly import Direction, direction, growth, on_row
from lessons.scenario import Scenario, choice, choices, quantity, span

Tables = Mapping[str, Mapping[str, np.ndarray]]

TABLE = "us_employment"
FIRST, LAST = 1979, 2025
GRID = np.arange(FIRST, LAST + 1)

# The two series of the table are never joined: the later one only goes on where the other ends.
MAIN, OTHER = "unadjusted", "adjusted"

MANUFACTURING = "Manufacturing"
PROFESSIONAL = "Professional and business services"
TEMPORARY_HELP = "Temporary help"
INDUSTRIES = {
    MANUFACTURING: "manufacturing",
    PROFESSIONAL: "professional-and-business-services",
    TEMPORARY_HELP: "temporary-help",
}
TOTAL = "total"

SHARE, JOBS = "Share of all jobs", "Number of jobs"


class UsJobs(Scenario):
    """How the jobs of manufacturing and of those who supply workers and services have moved.

    An industry here is that of the employer who pays. A temporary worker in a factory counts
    as temporary help, so that work which moves to an agency moves between the lines.
    """

    industries: tuple[str, ...] = choices(
        (MANUFACTURING, PROFESSIONAL, TEMPORARY_HELP),
        tuple(INDUSTRIES),
        label="Industries",
        help="Who pays the workers. Temporary help is a part of professional and business "
        "services.",
        group="Shown",
    )
    years: tuple[float, float] = span(
        (FIRST, LAST),
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
        SHARE,
        (SHARE, JOBS),
        label="Shown as",
        help="A share of all payroll jobs outside farming, or the number of jobs itself.",
        group="Shown",
    )
    factory_share: float = quantity(
        0,
        0,
        1,
        step=0.05,
        label="Temporary workers who work in factories",
        unit="%",
        help="Which part of all temporary workers does a factory's work. Nobody counts it every "
        "year: try what it would change.",
        group="What if",
    )

    def solve(self, tables: Tables) -> "UsJobsOutcome":
        """Work out the shares, and how much of manufacturing's fall moved to agencies.

        Parameters
        ----------
        tables
            For `TABLE` a mapping from column to array.
        """
        columns = tables[TABLE]
        ahead, inside = self.years[0] <= GRID, (self.years[0] <= GRID) & (self.years[1] >= GRID)
        lines = {name: self._line(columns, code) for name, code in INDUSTRIES.items()}
        counted = self._counted(lines)
        shown = [lines[name] for name in self.industries]
        return UsJobsOutcome(
            scenario=self,
            lines={name: lines[name].within(inside) for name in self.industries},
            counted=counted.within(inside),
            reach=_values([line.within(ahead) for line in (*shown, counted)]),
            fall=_fall(lines[MANUFACTURING], counted, inside),
            whole={name: lines[name] for name in self.industries},
        )

    def _line(self, columns: Mapping[str, np.ndarray], code: str) -> "Line":
        """Return the jobs of an industry, thousands, or their share, 0 to 1."""
        main, other = (_row(columns, code, series) for series in (MAIN, OTHER))
        if self.shown_as == SHARE:
            main = main / _row(columns, TOTAL, MAIN)
            other = other / _row(columns, TOTAL, OTHER)
        # Where both series have a year, the main one stands for it.
        return Line(main, np.where(np.isnan(main), other, np.nan))

    def _counted(self, lines: dict[str, "Line"]) -> "Line":
        """Return manufacturing with its part of temporary help; empty where that is none."""
        factory = self.factory_share * lines[TEMPORARY_HELP].main
        nothing = np.full(GRID.shape, np.nan)
        return Line(
            lines[MANUFACTURING].main + factory if self.factory_share else nothing, nothing
        )


@dataclass(frozen=True, slots=True)
class Line:
    """The jobs of one industry, thousands, or their share of all jobs, 0 to 1.

    Attributes
    ----------
    main, other
        Shape (47,), one for each year of `GRID`; NaN where there is no figure. The other series
        goes on where the main one ends, and is never joined to it.
    """

    main: np.ndarray
    other: np.ndarray

    def within(self, chosen: np.ndarray) -> "Line":
        """Return the line with its figures of some years alone, a flag for each of `GRID`."""
        return Line(np.where(chosen, self.main, np.nan), np.where(chosen, self.other, np.nan))

    @property
    def told(self) -> tuple[np.ndarray, np.ndarray]:
        """The years and figures that may be compared: the main series, or else the other one."""
        row = self.other if np.isnan(self.main).all() else self.main
        there = ~np.isnan(row)
        return GRID[there], row[there]

    @property
    def years(self) -> np.ndarray:
        """The years with a figure in either series."""
        return GRID[~(np.isnan(self.main) & np.isnan(self.other))]


@dataclass(frozen=True, slots=True)
class Fall:
    """How far manufacturing fell, as it is counted and with its temporary workers.

    Attributes
    ----------
    start, end
        The first and the last year in which both are known.
    bare, counted
        The fall as published and with temporary workers counted in, as shares of all jobs or
        as thousands of jobs; negative for a rise.
    """

    start: int
    end: int
    bare: float
    counted: float

    @property
    def moved(self) -> float | None:
        """The part of the fall that only moved to agencies, 0 to 1; None where nothing fell.

        Nothing moved there where temporary help shrank too.
        """
        return min(max(1 - self.counted / self.bare, 0.0), 1.0) if self.bare > 0 else None


@dataclass(frozen=True, slots=True)
class UsJobsOutcome:
    """What `UsJobs` found.

    Attributes
    ----------
    lines
        By industry, within the years shown.
    counted
        Manufacturing with its part of temporary help, which is known from 1990 to 2018.
    reach
        All figures from the first year shown on, so that an axis can stand still.
    fall
        None where the years shown hold fewer than two in which both lines are known.
    whole
        The same lines over all years of the table.
    """

    scenario: UsJobs
    lines: dict[str, Line]
    counted: Line
    reach: np.ndarray
    fall: Fall | None
    whole: dict[str, Line]

    @property
    def moved(self) -> float | None:
        """The part of manufacturing's fall that only moved to agencies; None without a fall."""
        return self.fall.moved if self.fall else None

    @property
    def first_figure(self) -> float | None:
        """The first industry's first figure that is shown; None where there is none."""
        figures = next(iter(self.lines.values())).told[1]
        return float(figures[0]) if len(figures) else None

    @property
    def times(self) -> float | None:
        """How many times the first industry's first figure its last one is; see `growth`."""
        return growth(next(iter(self.lines.values())).told[1])

    @property
    def direction(self) -> Direction:
        """Whether the first industry ``rose`` or ``fell``, or was ``level``; see `direction`."""
        return direction(next(iter(self.lines.values())).told[1])


def _row(columns: Mapping[str, np.ndarray], code: str, series: str) -> np.ndarray:
    chosen = (columns["industry"] == code) & (columns["series"] == series)
    return on_row(GRID, columns["year"][chosen], columns["employment"][chosen])


def _values(lines: list[Line]) -> np.ndarray:
    rows = np.array([row for line in lines for row in (line.main, line.other)])
    return rows[~np.isnan(rows)]


def _fall(bare: Line, counted: Line, inside: np.ndarray) -> Fall | None:
    both = np.flatnonzero(inside & ~np.isnan(bare.main) & ~np.isnan(counted.main))
    if len(both) < 2:
        return None
    first, last = both[0], both[-1]
    return Fall(
        start=int(GRID[first]),
        end=int(GRID[last]),
        bare=float(bare.main[first] - bare.main[last]),
        counted=float(counted.main[first] - counted.main[last]),
    )
