"""The checksums of the tables, written anew by whoever changed a figure on purpose.

``make checksums`` runs it. It says which rows are others than before, so that a figure that
was changed by chance, or by a spreadsheet, is seen.
"""

import json
import sys
from pathlib import Path
from typing import Any

from lessons import data
from lessons.my_work.whole_files import write_whole

NEW = "{table}: {count} rows are new or changed: {rows}."
GONE = "{table}: {count} rows of before are gone or changed."
SHOWN = 12  # rows of a table that are named
SAME = "No figure is another than before."
DONE = "The checksums are written. Read the changes (git diff data) before you keep them."


def text(sums: dict[str, Any]) -> str:
    """Return checksums as their file says them: one a line, so that a change is seen."""
    return json.dumps(sums, indent=1) + "\n"


def _before(folder: Path) -> dict[str, Any]:
    """Return the checksums that there are; none where the file is gone or broken."""
    try:
        before = json.loads((folder / data.CHECKSUMS).read_bytes())
        return {table: {"rows": list(one["rows"])} for table, one in before.items()}
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        return {}


def changes(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Say which rows are others than before, as a spreadsheet counts them.

    Parameters
    ----------
    before, now
        The checksums of all tables.
    """
    said = []
    for table in sorted({*before, *now}):
        was, found = (one.get(table, {"rows": []})["rows"] for one in (before, now))
        new = [str(row) for row, one in enumerate(found, start=2) if one not in was]
        gone = sum(one not in found for one in was)
        if new:
            rows = ", ".join(new[:SHOWN]) + " …" * (len(new) > SHOWN)
            said.append(NEW.format(table=table, count=len(new), rows=rows))
        if gone:
            said.append(GONE.format(table=table, count=gone))
    return said or [SAME]


def main(folder: Path = data.FOLDER) -> int:
    """Write the checksums of the tables in a folder; return 0, or 1 if a table is not right."""
    try:
        now = data.checksums_by_table(folder=folder)
    except data.DataError as problem:
        print(problem, file=sys.stderr)
        return 1
    for line in changes(_before(folder), now):
        print(line)
    write_whole({folder / data.CHECKSUMS: text(now).encode()})
    print(DONE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
