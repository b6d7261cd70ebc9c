"""The checksums of the tables are those of the tables, and whoever writes them is told."""

import json
import shutil
from pathlib import Path

import pytest

from lessons import data
from lessons.author import checksums

WAGE = "2016,13-1161,Market Research Analysts and Marketing Specialists,33.95"


@pytest.fixture
def folder(tmp_path) -> Path:
    """Copy the tables, with a figure that was changed and a row that is gone."""
    folder = shutil.copytree(data.FOLDER, tmp_path / "data")
    path = folder / "marketing_wages.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    assert f"{WAGE}\n" in lines[40:]
    path.write_text("".join(lines[:-1]).replace(WAGE, WAGE.replace("33.95", "33.59")), "utf-8")
    return folder


def test_the_checksums_are_up_to_date():
    written = (data.FOLDER / data.CHECKSUMS).read_text("utf-8")
    assert written == checksums.text(data.checksums_by_table()), "run make checksums"


def test_a_figure_that_was_changed_on_purpose_is_named_and_then_read(folder, tmp_path, capsys):
    row = 1 + (folder / "marketing_wages.csv").read_text("utf-8").split("33.59")[0].count("\n")
    with pytest.raises(data.DataError, match="run “make checksums”"):
        data.cite("marketing_wages/2016/13-1161", folder=folder)
    assert checksums.main(folder) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"marketing_wages: 1 rows are new or changed: {row}.",
        "marketing_wages: 2 rows of before are gone or changed.",
        checksums.DONE,
    ]
    anew = shutil.copytree(folder, tmp_path / "anew")  # what was read of a folder is kept
    assert data.cite("marketing_wages/2016/13-1161", folder=anew).value == 33.59
    checksums.main(folder)
    assert capsys.readouterr().out.startswith(checksums.SAME)


@pytest.mark.parametrize("broken", ["", "[]", '{"marketing_wages": 1}', None])
def test_checksums_that_are_gone_or_broken_are_written_anew(folder, broken):
    (folder / data.CHECKSUMS).unlink()
    if broken is not None:
        (folder / data.CHECKSUMS).write_text(broken, "utf-8")
    assert checksums.main(folder) == 0
    found = json.loads((folder / data.CHECKSUMS).read_text("utf-8"))
    assert {name: len(one["rows"]) for name, one in found.items()} == {
        name: len(data.table(name)) - (name == "marketing_wages") for name in found
    }


def test_of_a_table_that_is_not_right_there_are_none(folder, capsys):
    path = folder / "marketing_wages.csv"
    path.write_text(path.read_text("utf-8").replace("33.59", "33,59"), "utf-8")
    before = (folder / data.CHECKSUMS).read_bytes()
    assert checksums.main(folder) == 1
    assert (folder / data.CHECKSUMS).read_bytes() == before
    assert "the row goes on after the last column" in capsys.readouterr().err
