"""Newer figures from the World Bank, in the layout of the tables that there are.

``make refresh`` runs it, and nothing else does. It brings the latest series of each table
in `TABLES` anew and whole; an earlier series, which the latest must not be joined to, stays
as it was. All is brought, put together and checked against ``data/datapackage.json`` beside
``data/`` before any of it is moved there: whatever fails, all tables stay as they were.

Output per worker is not among them: the World Bank has it in purchasing power alone.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from lessons import data
from lessons.author import checksums, world_bank
from lessons.author.world_bank import Indicator, WorldBankError
from lessons.my_work.whole_files import write_whole
from lessons.words.spreadsheet import csv_text

LATEST = "latest"
KEY = ["country_code", "series", "year"]

ASKING = "{number} of {total}: asking the World Bank for {table}."
CHANGES = "  {new} values are new, {changed} changed, {gone} gone."
DONE = (
    "The tables are refreshed. Read the changes (git diff data) before you keep them: what the "
    "lessons, caveats and notes on breaks say of these figures may need a word."
)
REFUSED = "Nothing was changed: {reason}."
EMPTY = "the World Bank has no value for {country} in {table}"
SHORTER = "{country} in {table} would end in {year}, before the {known} that is known"
UNFIT = "the tables would not be right ({problem})"
UNFOUND = "data/datapackage.json does not lay out the sources of {table} as those of other tables"
UNWRITTEN = "the tables could not be written ({problem})"


class RefreshError(RuntimeError):
    """All tables stay as they were; the message is a sentence that says why."""

    def __init__(self, reason: str, **parts: object):
        super().__init__(REFUSED.format(reason=reason.format(**parts)))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the numbers of a table come from.

    Attributes
    ----------
    columns
        The indicator of each number column.
    country
        The one that the table is about; left out, those in its ``country_code``.
    """

    columns: dict[str, Indicator]
    country: str | None = None


def _millions(code: str) -> Indicator:
    return Indicator(code, unit=1e6, decimals=3)


TABLES = {
    "internet_users": Origin({"internet_users": Indicator("IT.NET.USER.ZS")}),
    "ict_service_exports": Origin({"ict_service_exports": _millions("BX.GSR.CCIS.CD")}),
    "computer_and_communication_service_exports": Origin(
        {
            "service_exports": _millions("BX.GSR.NFSV.CD"),
            "computer_and_communication_share": Indicator("BX.GSR.CMCP.ZS"),
        }
    ),
    "us_service_imports": Origin(
        {
            "service_imports": _millions("BM.GSR.NFSV.CD"),
            "computer_and_communication_share": Indicator("BM.GSR.CMCP.ZS"),
        },
        country="USA",
    ),
    "air_freight": Origin({"air_freight": Indicator("IS.AIR.GOOD.MT.K1")}, country="WLD"),
}


def refresh(
    folder: Path = data.FOLDER,
    today: date | None = None,
    tell: Callable[[str], object] = print,
) -> None:
    """Bring newer values into the tables of a folder, all of them or none.

    Parameters
    ----------
    folder
        Where the tables and their description are.
    today
        The day that the sources record; left out, this one.
    tell
        Is given each line of progress.

    Raises
    ------
    RefreshError
        If anything is not right; the folder is then as it was.
    """
    today = today or date.today()
    files = {}
    try:
        for number, name in enumerate(TABLES, start=1):
            tell(ASKING.format(number=number, total=len(TABLES), table=name))
            known = data.table(name, folder=folder)
            newer = _renewed(name, known, today.year, tell)
            tell(CHANGES.format(**_changes(known, newer)))
            files[f"{name}.csv"] = csv_text(newer)
        files[data.DESCRIPTION] = _redescribed(data.description(folder=folder), today)
        _install(folder, files)
    except WorldBankError as problem:
        raise RefreshError(str(problem)) from None
    except data.DataError as problem:
        raise RefreshError(UNFIT, problem=str(problem).removesuffix(".")) from None
    except OSError as problem:
        raise RefreshError(UNWRITTEN, problem=problem.strerror or problem) from None
    tell(DONE)


# What becomes of a table ----------------------------------------------------------------


def _renewed(name: str, known: pd.DataFrame, last: int, tell: Callable) -> pd.DataFrame:
    """Return a table with its latest series brought anew and whole, the rest as it was."""
    origin = TABLES[name]
    alone = {"country_code": origin.country, "country": "", "series": LATEST}
    full = known.assign(**{column: alone[column] for column in alone if column not in known})
    latest, earlier = full[full["series"] == LATEST], full[full["series"] != LATEST]
    names = full.drop_duplicates("country_code").set_index("country_code")["country"]
    came = _brought(origin, sorted(names.index), int(full["year"].min()), last, tell)
    begins = latest.groupby("country_code")["year"].min()[earlier["country_code"].unique()]
    came = came[came["year"] >= came["country_code"].map(begins).fillna(0)]
    _check_reach(name, latest, came)
    came = came.assign(country=came["country_code"].map(names), series=LATEST)
    return pd.concat([earlier, came[full.columns]]).sort_values(KEY)[known.columns]


def _brought(
    origin: Origin, countries: list[str], first: int, last: int, tell: Callable
) -> pd.DataFrame:
    """Return the years in which every number column has a value."""
    columns = {
        column: world_bank.values(indicator, countries, first, last, tell)
        for column, indicator in origin.columns.items()
    }
    return pd.DataFrame(columns).dropna().reset_index()


def _check_reach(name: str, latest: pd.DataFrame, came: pd.DataFrame) -> None:
    """Refuse values that stop before those that are known."""
    ends = came.groupby("country_code")["year"].max()
    for country, known in latest.groupby("country_code")["year"].max().items():
        if country not in ends:
            raise RefreshError(EMPTY, country=country, table=name)
        if ends[country] < known:
            raise RefreshError(
                SHORTER, country=country, table=name, year=ends[country], known=known
            )


def _changes(known: pd.DataFrame, newer: pd.DataFrame) -> dict[str, int]:
    """Count the rows that are new, changed and gone."""
    key = [column for column in KEY if column in known]
    old, new = known.set_index(key), newer.set_index(key)
    both = old.index.intersection(new.index)
    return {
        "new": len(new) - len(both),
        "changed": int((old.loc[both] != new.loc[both]).any(axis=1).sum()),
        "gone": len(old) - len(both),
    }


def _redescribed(text: str, today: date) -> str:
    """Record the day in the sources, and drop the copies that the latest series was read in."""
    for resource in json.loads(text)["resources"]:
        if resource["name"] not in TABLES:
            continue
        publisher, *copies = resource["sources"]
        kept = [copy for copy in copies if copy.get("series", LATEST) != LATEST]
        written = _written(resource["sources"])
        if text.count(written) != 1:
            raise RefreshError(UNFOUND, table=resource["name"])
        dated = {**publisher, "version": today.isoformat()}
        text = text.replace(written, _written([dated, *kept]))
    return text


def _written(sources: list[dict[str, str]]) -> str:
    """Write sources as they stand in the description, so that only they change in it."""
    return json.dumps(sources, indent=2, ensure_ascii=False).replace("\n", "\n      ")


# What is written ------------------------------------------------------------------------


def _install(folder: Path, files: dict[str, str]) -> None:
    """Put files in their places once all of them are right."""
    contents = {path: text.encode() for path, text in files.items()}
    with tempfile.TemporaryDirectory(prefix=".refresh-", dir=folder.parent) as beside:
        after = shutil.copytree(folder, Path(beside) / folder.name)
        for path, content in contents.items():
            (after / path).write_bytes(content)
        # This reads each table as it will be, and refuses one that is not right.
        sums = data.checksums_by_table(folder=after)
    contents[data.CHECKSUMS] = checksums.text(sums).encode()
    write_whole({folder / path: content for path, content in contents.items()})


def main() -> int:
    """Refresh the project's own tables; return 0, or 1 if nothing was changed."""
    try:
        refresh()
    except RefreshError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
