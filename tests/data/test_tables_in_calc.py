"""A table that somebody opens and saves in LibreOffice Calc reads the same, or is refused."""

import re

import pytest
from libreoffice import as_csv
from test_spoiled_files import EACH_TABLE, TABLES, cells, raw, said, written

from lessons import data
from lessons.author import checksums

# How a German opens a table by hand, with dates looked for: points are not for decimals there.
GERMAN = "--infilter=Text - txt - csv (StarCalc):44,34,76,1,,1031,false,true"
LONG = "rule_of_law_in_more_digits_than_calc_holds"


@pytest.fixture(scope="module", params=[(), (GERMAN,)], ids=["as ever", "by a German"])
def saved(request, tmp_path_factory) -> dict[str, bytes]:
    """Open every table in one Calc, save it, and return what became of each."""
    folder = tmp_path_factory.mktemp("calc")
    long = folder / f"{LONG}.csv"
    long.write_bytes(with_more_digits())
    tables = [*(data.FOLDER / one["path"] for one in TABLES.values()), long]
    made = as_csv(tables, folder / "saved", *request.param)
    return {path.stem: path.read_bytes() for path in made}


def with_more_digits() -> bytes:
    return re.sub(rb"(\.\d+)\n", rb"\g<1>123456789\n", raw("rule_of_law"))


@EACH_TABLE
def test_a_table_that_calc_has_saved_says_the_same(saved, name, tmp_path):
    assert said(name, written(tmp_path / "data", name, saved[name])) is None


def test_a_figure_that_calc_has_cut_is_refused_with_its_place(saved, tmp_path):
    """What Calc holds no more digits of is written so, and nobody is told."""
    name = "rule_of_law"
    meant = written(tmp_path / "meant" / "data", name, with_more_digits())
    assert checksums.main(meant) == 0
    then = written(tmp_path / "then" / "data", name, saved[LONG])
    (then / data.CHECKSUMS).write_bytes((meant / data.CHECKSUMS).read_bytes())
    try:
        assert cells(name, then) == cells(name, meant)
        refused = ""
    except data.DataError as problem:
        refused = str(problem)
    is_cut = saved[LONG] != with_more_digits()
    assert refused.startswith("data/rule_of_law.csv, row 2, column rule_of_law: ") == is_cut
