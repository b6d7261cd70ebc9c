"""One explorer of the catalogue: a model, its view and its presets, joined."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lessons import words
from lessons.data import cite, columns
from lessons.models import offshoring as _offshoring
from lessons.models import outsourcing_wave as _wave
from lessons.models import us_jobs as _us_jobs
from lessons.models.flip_points import flip_points
from lessons.scenario import Scenario, ScenarioError
<<<<<<< HEAD:src/lessons/explore/entries.py
=======
from lessons.views import make_or_buy as _make_or_buy_view
from lessons.views import offshoring as _offshoring_view
from lessons.views import outsourcing_wave as _outsourcing_wave_view
<<<<<<< HEAD:src/lessons/explore/entries.py
>>>>>>> 691f021 (Show the outsourcing wave on real series, and what a correlation tells):src/lessons/explore.py
=======
from lessons.views import us_jobs as _us_jobs_view
>>>>>>> dc874aa (Show who pays the workers of the United States, and what that cannot say):src/lessons/explore.py
from lessons.widgets.explorer import Explorer, View


@dataclass(frozen=True, slots=True)
class Entry:
    """One explorer of the catalogue; call it to open the explorer.

    Attributes
    ----------
    name
        What it is called in `lessons.explore`.
    model, view
        What the explorer shows.
    presets
        Inputs by the preset's name; an input left out stands at its default.
    tables
        Names of the cited tables that the model works with. Where there are any, its
        ``solve`` takes them: for each name a mapping from column to array.
    """

    name: str
    model: type[Scenario]
    view: View
    presets: Mapping[str, Mapping[str, Any]]
    tables: tuple[str, ...] = ()

    def __call__(self, preset: str | None = None, **inputs: Any) -> Explorer:
        """Open the explorer.

        Parameters
        ----------
        preset
            Name of a preset to start from; left out, every input stands at its default.
        **inputs
            Inputs by name, which win over the preset's.

        Raises
        ------
        ScenarioError
            If a preset or input is unknown (the nearest right name is told), or a value is
            out of bounds.
        """
        scenario = self.scenario(preset, **inputs)
        return Explorer(
            self.name, scenario, self.solve, self.view, self.presets, flip_points, cite
        )

    def scenario(self, preset: str | None = None, **inputs: Any) -> Scenario:
        """Return the inputs alone, as the explorer would start from them."""
        if preset is not None and preset not in self.presets:
            right = words.nearest(preset, self.presets)
            raise ScenarioError(f"There is no preset “{preset}”. The nearest is “{right}”.")
        return self.model(**{**(self.presets[preset] if preset else {}), **inputs})

    def solve(self, scenario: Scenario) -> Any:
        """Solve a scenario, with the tables where the model works with any."""
        if not self.tables:
            return scenario.solve()
        return scenario.solve({table: columns(table) for table in self.tables})
<<<<<<< HEAD:src/lessons/explore/entries.py
=======


make_or_buy = Entry(
    name="make_or_buy",
    model=MakeOrBuy,
    view=_make_or_buy_view,
    presets={
        "Cited rates": {},
        "Spare capacity": {"spare_capacity": 0.8},
        "One small campaign": {"volume": 200},
        "A busy year": {"volume": 2_500},
        "Costly contract": {"overhead_rate": 0.25},
        "Freelancers at your own cost": {"price": 45, "overhead_rate": 0.05},
    },
)

outsourcing_wave = Entry(
    name="outsourcing_wave",
    model=_wave.OutsourcingWave,
    view=_outsourcing_wave_view,
    tables=_wave.TABLES,
    presets={
        "The internet arrives": {},
        "Wage gaps": {
            "series": _wave.RELATIVE_OUTPUT,
            "countries": ("China", "India", "Mexico", "Philippines", "Poland"),
        },
        "India's service exports": {
            "series": _wave.COMPUTER_SERVICE_EXPORTS,
            "countries": ("India",),
            "axis": _wave.LOG,
        },
        "India: exports beside the wage gap": {
            "series": _wave.COMPUTER_SERVICE_EXPORTS,
            "countries": ("India",),
            "compared_with": _wave.RELATIVE_OUTPUT,
        },
        "Shared trend": {
            "series": _wave.US_SERVICE_IMPORTS,
            "compared_with": _wave.INTERNET_USERS,
            "compared_country": "Mexico",
        },
        "The same, as yearly changes": {
            "series": _wave.US_SERVICE_IMPORTS,
            "compared_with": _wave.INTERNET_USERS,
            "compared_country": "Mexico",
            "shown_as": _wave.CHANGES,
        },
        "Seller and buyer": {
            "series": _wave.COMPUTER_SERVICE_EXPORTS,
            "countries": ("India",),
            "compared_with": _wave.US_SERVICE_IMPORTS,
            "shown_as": _wave.CHANGES,
        },
        "Cheaper calls": {"series": _wave.CALL_PRICE, "years": (1970, 2004)},
        "Air freight": {"series": _wave.AIR_FREIGHT, "years": (1973, 2021)},
    },
)

<<<<<<< HEAD:src/lessons/explore/entries.py
CATALOGUE = {entry.name: entry for entry in (make_or_buy, outsourcing_wave)}
>>>>>>> 691f021 (Show the outsourcing wave on real series, and what a correlation tells):src/lessons/explore.py
=======
us_jobs = Entry(
    name="us_jobs",
    model=_us_jobs.UsJobs,
    view=_us_jobs_view,
    tables=(_us_jobs.TABLE,),
    presets={
        "Shares since 1979": {},
        "Fewer jobs, or only a smaller share?": {
            "industries": (_us_jobs.MANUFACTURING,),
            "shown_as": _us_jobs.JOBS,
            "years": (1979, 2000),
        },
        "Temporary help in the 1990s": {
            "industries": (_us_jobs.TEMPORARY_HELP,),
            "shown_as": _us_jobs.JOBS,
            "years": (1990, 2000),
        },
        "Half of temporary workers in factories": {
            "industries": (_us_jobs.MANUFACTURING, _us_jobs.TEMPORARY_HELP),
            "factory_share": 0.5,
        },
        "All temporary workers in factories": {
            "industries": (_us_jobs.MANUFACTURING, _us_jobs.TEMPORARY_HELP),
            "factory_share": 1,
        },
    },
)

<<<<<<< HEAD:src/lessons/explore/entries.py
CATALOGUE = {entry.name: entry for entry in (make_or_buy, outsourcing_wave, us_jobs)}
>>>>>>> dc874aa (Show who pays the workers of the United States, and what that cannot say):src/lessons/explore.py
=======

def _stand_in(country: str, year: int) -> Mapping[str, float]:
    """Return what output per worker stands in for; see `lessons.models.offshoring.stand_in`."""
    tables = (columns(name) for name in ("output_per_worker", "call_prices"))
    return _offshoring.stand_in(*tables, country, year)


offshoring = Entry(
    name="offshoring",
    model=_offshoring.Offshoring,
    view=_offshoring_view,
    presets={
        "Your own wage beside a supplier abroad": {},
        "India 1991": _stand_in("India", 1991),
        "India 2005": _stand_in("India", 2005),
        "Poland 1995": _stand_in("Poland", 1995),
        "Mexico 2025": _stand_in("Mexico", 2025),
        "The headline alone": {
            "productivity": 1,
            "call_minutes": 0,
            **dict.fromkeys(_offshoring.HIDDEN_COSTS, 0),
        },
        "Hard to hand over": {
            "foreign_cost": 24,
            "productivity": 0.7,
            "lost_productivity": 0.25,
            "transition": 0.1,
        },
    },
)

CATALOGUE = {entry.name: entry for entry in (make_or_buy, outsourcing_wave, us_jobs, offshoring)}
>>>>>>> 72d7745 (Take a wage gap apart until the saving is left, year by year):src/lessons/explore.py
