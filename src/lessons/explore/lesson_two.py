"""Explorers of lesson 2, the outsourcing wave since 1990."""

from collections.abc import Mapping

from lessons.data import columns
from lessons.explore.entries import Entry
from lessons.models import offshoring as _offshoring
from lessons.models import outsourcing_wave as _wave
from lessons.models import us_jobs as _us_jobs

outsourcing_wave = Entry.named(
    "outsourcing_wave",
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
    at_first=(
        "series",
        "countries",
        "years",
        "shown_as",
        "axis",
    ),
)

us_jobs = Entry.named(
    "us_jobs",
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


def _stand_in(country: str, year: int) -> Mapping[str, float]:
    """Return what output per worker stands in for; see `lessons.models.offshoring.stand_in`."""
    tables = (columns(name) for name in ("output_per_worker", "call_prices"))
    return _offshoring.stand_in(*tables, country, year)


offshoring = Entry.named(
    "offshoring",
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
    at_first=(
        "home_cost",
        "foreign_cost",
        "productivity",
        "call_minutes",
        "call_price",
        "year",
    ),
)
