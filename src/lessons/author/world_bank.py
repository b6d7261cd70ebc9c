"""The World Bank's public interface: one indicator at a time, whole or not at all.

The World Development Indicators are read from api.worldbank.org through the library wbgapi,
which pages; an answer may still be cut short, lack a page or be laid out anew, so that what
it hands on is checked here. This is the only room of the lessons that asks another machine.
"""

from __future__ import annotations

import functools
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

import pandas as pd
import requests

if TYPE_CHECKING:
    import wbgapi

TIMEOUT = 30  # seconds of silence after which an answer is given up
PAUSES = (2, 8, 30)  # seconds before the second, third and fourth try

AGAIN = "  {problem}; asking again in {pause} seconds."
SILENT = "the World Bank did not answer for {indicator} within {seconds} seconds"
CUT = "the connection to the World Bank broke at {indicator}"
STATUS = "the World Bank answered {indicator} with HTTP status {code}"
GARBLED = "the World Bank's answer for {indicator} is not whole"
DENIED = "the World Bank refused {indicator} ({message})"
ALTERED = "the World Bank's answer for {indicator} is empty or not laid out as it was"
TWICE = "the World Bank's answer for {indicator} has {country} in {year} twice"
LACKING = "the World Bank's answer for {indicator} lacks {country} in {year}"
MISSING = '{name} is not installed: run pip install -e ".[refresh]" first'
UNASKED = "the World Bank's answer for {indicator} has {country}, which was not asked for"


class WorldBankError(RuntimeError):
    """There is no whole answer; the message says why, as the end of a sentence."""


class _PassingError(WorldBankError):
    """The same, but another try may do better."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A series of the World Development Indicators, and how a table writes its values.

    Attributes
    ----------
    code
        The World Bank's name of it, for example ``"IT.NET.USER.ZS"``.
    unit
        How many of the World Bank's units one of the table's units holds.
    decimals
        Decimals that the table keeps.
    """

    code: str
    unit: float = 1
    decimals: int = 5


def values(
    indicator: Indicator,
    countries: list[str],
    first: int,
    last: int,
    tell: Callable[[str], object] = print,
) -> pd.Series:
    """Return the values of an indicator, in the table's unit.

    Parameters
    ----------
    indicator
        What to ask for.
    countries
        Codes of the countries; ``WLD`` is the world.
    first, last
        The years between which to ask; the last ones may not have come to be.
    tell
        Is given a line whenever the World Bank is asked again.

    Returns
    -------
    pandas.Series
        By ``country_code`` and ``year``, every country for every year from the first to the
        newest that the World Bank has. Where it has no value it is NaN: a gap.

    Raises
    ------
    WorldBankError
        If there is no answer, or it is not whole or not laid out as it should be.
    """
    refuse_if = functools.partial(_refuse_if, indicator=indicator.code)
    found = {}
    for row in _rows(indicator.code, countries, f"{first}:{last}", tell):
        country, year, value = _cells(indicator.code, row)
        refuse_if(country not in countries, UNASKED, country=country)
        refuse_if((country, year) in found, TWICE, country=country, year=year)
        found[country, year] = round(value / indicator.unit, indicator.decimals)
    refuse_if(not found, ALTERED)
    newest = max(year for _, year in found)
    for country, year in product(countries, range(first, newest + 1)):
        refuse_if((country, year) not in found, LACKING, country=country, year=year)
    return pd.Series(found).rename_axis(["country_code", "year"])


def _refuse_if(wrong: bool, reason: str, **parts: object) -> None:
    if wrong:
        raise WorldBankError(reason.format(**parts))


def _rows(code: str, countries: list[str], years: str, tell: Callable) -> list[Any]:
    """Return the rows of all pages, asking again where that may do better."""
    for pause in PAUSES:
        try:
            return _asked_once(code, countries, years)
        except _PassingError as problem:
            tell(AGAIN.format(problem=problem, pause=pause))
            time.sleep(pause)
    return _asked_once(code, countries, years)


def _asked_once(code: str, countries: list[str], years: str) -> list[Any]:
    try:
        import wbgapi  # only who asks needs it
    except ModuleNotFoundError as missing:
        raise WorldBankError(MISSING.format(name=missing.name)) from None
    wbgapi.get_options["timeout"] = TIMEOUT
    try:
        where = f"country/{';'.join(countries)}/indicator/{code}"
        return list(wbgapi.fetch(where, {"date": years}))
    except requests.Timeout:
        raise _PassingError(SILENT.format(indicator=code, seconds=TIMEOUT)) from None
    except requests.RequestException:
        raise _PassingError(CUT.format(indicator=code)) from None
    except wbgapi.APIResponseError:
        raise _PassingError(GARBLED.format(indicator=code)) from None
    except wbgapi.APIError as refusal:
        raise _refusal(code, refusal) from None
    except (AttributeError, LookupError, TypeError, ValueError):
        raise WorldBankError(ALTERED.format(indicator=code)) from None


def _refusal(code: str, refusal: wbgapi.APIError) -> WorldBankError:
    """Say what the World Bank said; when it is busy or broken, another try may do better."""
    if refusal.code is None:
        return WorldBankError(DENIED.format(indicator=code, message=refusal.msg))
    passing = refusal.code == requests.codes.too_many_requests or refusal.code >= 500
    kind = _PassingError if passing else WorldBankError
    return kind(STATUS.format(indicator=code, code=refusal.code))


def _cells(code: str, row: Any) -> tuple[str, int, float]:
    """Return country, year and value (NaN if there is none) of a row."""
    try:
        found, country = row["indicator"]["id"], row["countryiso3code"]
        year, value = int(row["date"]), row["value"]
    except (LookupError, TypeError, ValueError):
        raise WorldBankError(ALTERED.format(indicator=code)) from None
    value = math.nan if value is None else value
    _refuse_if(found != code or type(value) not in (int, float), ALTERED, indicator=code)
    return country, year, value
