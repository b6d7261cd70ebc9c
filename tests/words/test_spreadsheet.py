"""No table is read as other numbers by a spreadsheet that takes a point for thousands."""

import csv
import io
import json
import math
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons import data
from lessons.explore import catalogue
from lessons.words.spreadsheet import csv_text

RESOURCES = json.loads(data.description())["resources"]
NUMBERS = [
    (resource["name"], field)
    for resource in RESOURCES
    for field in resource["schema"]["fields"]
    if field["type"] != "string" and "categories" not in field
]
# A number in groups of three, where a point stands between them.
GROUPED = re.compile(r"[+-]?\d{1,3}(\.\d{3})+|[+-]?\d+\.\d{3}")


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@given(st.lists(st.floats(allow_infinity=False) | st.integers(-(10**6), 10**6), min_size=1))
def test_a_number_is_read_back_as_it_was_and_never_as_thousands(numbers):
    _, *rows = cells(csv_text(pd.DataFrame({"a": pd.Series(numbers, dtype=object), "b": "x"})))
    for number, (cell, _) in zip(numbers, rows, strict=True):
        assert not GROUPED.fullmatch(cell)
        assert (cell == "") if math.isnan(number) else (float(cell) == number)


@pytest.mark.parametrize(
    ("number", "written"),
    [(5026.789, "5026.7890"), (-0.125, "-0.1250"), (1.5, "1.5"), (3.0, "3.0"), (7, "7")],
)
def test_a_number_with_three_decimals_gets_one_more(number, written):
    assert csv_text(pd.DataFrame({"a": [number]})) == f"a\n{written}\n"


@pytest.mark.parametrize("entry", catalogue().values(), ids=catalogue())
def test_no_table_that_is_downloaded_holds_what_may_be_thousands(entry):
    for preset in (None, *entry.presets):
        for row in cells(csv_text(entry(preset).table())):
            assert not [cell for cell in row if GROUPED.fullmatch(cell)]


@pytest.mark.parametrize("path", sorted(data.FOLDER.glob("*.csv")), ids=lambda path: path.name)
def test_no_cited_figure_is_written_as_thousands_may_be(path: Path):
    for row in cells(path.read_text("utf-8")):
        assert not [cell for cell in row if GROUPED.fullmatch(cell)]


@pytest.mark.parametrize(("table", "field"), NUMBERS, ids=lambda one: str(one)[:30])
def test_a_figure_that_has_lost_its_point_is_above_the_maximum(table, field):
    """Each column of numbers has one, near to the largest figure that is known."""
    maximum = field["constraints"]["maximum"]
    known = data.table(table)[field["name"]].dropna()
    assert known.max() <= maximum
    if field["unit"] != "calendar year" and not field["unit"].startswith("%"):
        assert maximum <= 12 * known.abs().max()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the tables, for a spreadsheet to spoil."""
    return shutil.copytree(data.FOLDER, tmp_path / "data")


def spoiled(folder: Path, old: str, new: str) -> str:
    """Return what is said of a table in which a spreadsheet has changed something."""
    path = folder / "ict_service_exports.csv"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(data.DataError) as refused:
        data.table("ict_service_exports", folder=folder)
    return str(refused.value)


def test_a_figure_without_its_point_is_refused_in_a_sentence(folder):
    text = (folder / "ict_service_exports.csv").read_text("utf-8")
    figure = next(
        cell for row in cells(text) for cell in row if re.fullmatch(r"\d{4}\.\d{4}", cell)
    )
    assert "is above the maximum, 3000000." in spoiled(
        folder, figure, figure[:-1].replace(".", "")
    )


@pytest.mark.parametrize(("separator", "name"), [(";", "semicolons"), ("\t", "tabs")])
def test_a_file_with_other_separators_is_called_one(folder, separator, name):
    said = spoiled(folder, ",", separator)
    assert said == (
        f"data/ict_service_exports.csv, row 1: {name} stand between the cells. Save it with "
        "commas between them, and with points before decimals."
    )
