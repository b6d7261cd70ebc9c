"""Newer figures: brought through the real client from a server that answers as the Bank does."""

import json
import os
import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import frictionless
import pandas as pd
import pytest
import wbgapi
from world_bank_server import NEWEST, Bank, Reply, serving

from lessons import data
from lessons.author import refresh, world_bank

TODAY = date(2026, 11, 24)
AIR = "IS.AIR.GOOD.MT.K1"  # the indicator that is asked for last
ICT = "BX.GSR.CCIS.CD"
STRANGE = 7e9  # what the bank says of years that belong to an earlier series


def known_values() -> dict[str, dict[tuple[str, int], float]]:
    """Return what the tables hold, as the World Bank would hold it, and strange old values."""
    values: dict[str, dict[tuple[str, int], float]] = {}
    for name, origin in refresh.TABLES.items():
        for row in data.table(name).to_dict("records"):
            where = (row.get("country_code", origin.country), row["year"])
            for column, indicator in origin.columns.items():
                value = STRANGE if row.get("series") == "earlier" else row[column]
                values.setdefault(indicator.code, {})[where] = value * indicator.unit
    return values


@pytest.fixture
def bank(monkeypatch):
    """Serve what the tables hold, on many pages, to a client that asks again at once."""
    bank = Bank(known_values())
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setattr(wbgapi, "per_page", 50)
    monkeypatch.setattr(world_bank, "PAUSES", (0, 0))
    with serving(bank) as address:
        monkeypatch.setattr(wbgapi, "endpoint", address)
        yield bank


@pytest.fixture
def folder(tmp_path):
    """Copy the project's tables, for a test to refresh."""
    return shutil.copytree(data.FOLDER, tmp_path / "here" / "data")


def files(folder: Path) -> dict[str, bytes]:
    """Every file in and beside a folder, byte for byte."""
    here = folder.parent
    return {str(path.relative_to(here)): path.read_bytes() for path in here.rglob("*.*")}


def table(folder: Path, name: str) -> pd.DataFrame:
    """Read a table of a folder that was read before it was refreshed."""
    moved = folder.parents[1] / f"read {name}"
    shutil.copytree(folder, moved)
    return data.table(name, folder=moved)


def sources(folder: Path, name: str) -> list[dict]:
    described = json.loads((folder / data.DESCRIPTION).read_text(encoding="utf-8"))
    return next(one["sources"] for one in described["resources"] if one["name"] == name)


def refusal(folder: Path, tell: Callable[[str], object] = str) -> str:
    """Return the sentence with which a refresh is refused, and see that nothing changed."""
    before = files(folder)
    with pytest.raises(refresh.RefreshError) as refused:
        refresh.refresh(folder, TODAY, tell=tell)
    assert files(folder) == before
    return str(refused.value)


# What comes


def test_the_same_values_leave_every_table_as_it_is(bank, folder):
    before = files(folder)
    lines = []
    refresh.refresh(folder, TODAY, tell=lines.append)
    after = files(folder)
    assert before.keys() == after.keys()
    assert [path for path in before if before[path] != after[path]] == ["data/datapackage.json"]
    assert lines[0] == "1 of 5: asking the World Bank for internet_users."
    assert lines[1::2] == ["  0 values are new, 0 changed, 0 gone."] * 5
    assert lines[-1] == refresh.DONE


def test_new_changed_and_withdrawn_values_come_and_nothing_else_changes(bank, folder):
    bank.values[ICT]["POL", NEWEST] = 22_000_123_456.0
    bank.values[ICT]["POL", 2024] = 19_605_000_000.0
    bank.values[ICT]["NOR", 1995] = None
    lines = []
    before = data.table("ict_service_exports", folder=folder)
    refresh.refresh(folder, TODAY, tell=lines.append)
    after = table(folder, "ict_service_exports")
    assert "  1 values are new, 1 changed, 1 gone." in lines
    key = ["country_code", "series", "year"]
    values = after.set_index(key)["ict_service_exports"]
    assert values["POL", "latest", NEWEST] == 22_000.123
    assert values["POL", "latest", 2024] == 19_605.0
    assert ("NOR", "latest", 1995) not in values
    rest = before.set_index(key).drop([("POL", "latest", 2024), ("NOR", "latest", 1995)])
    pd.testing.assert_frame_equal(after.set_index(key).loc[rest.index], rest)
    assert list(values.index) == sorted(values.index)


def test_an_earlier_series_is_neither_refreshed_nor_continued(bank, folder):
    """The Bank has other values for those years: they would be spliced to the latest."""
    refresh.refresh(folder, TODAY, tell=str)
    for name in ("internet_users", "ict_service_exports"):
        known, now = data.table(name), table(folder, name)
        pd.testing.assert_frame_equal(
            now[now["series"] == "earlier"].reset_index(drop=True),
            known[known["series"] == "earlier"].reset_index(drop=True),
        )
        assert not now.duplicated(["country_code", "year"]).any()


def test_a_row_needs_all_of_its_columns(bank, folder):
    """A share without the level that it is a share of says nothing."""
    bank.values["BM.GSR.CMCP.ZS"]["USA", NEWEST] = 40.5
    refresh.refresh(folder, TODAY, tell=str)
    assert table(folder, "us_service_imports")["year"].max() == NEWEST - 1


def test_the_sources_say_when_and_name_no_copy_that_is_no_longer_used(bank, folder):
    before = sources(folder, "internet_users")
    refresh.refresh(folder, TODAY, tell=str)
    assert [source.get("series") for source in before] == [None, "latest", "latest", "earlier"]
    assert sources(folder, "internet_users") == [{**before[0], "version": "2026-11-24"}, before[3]]
    assert [source.get("version") for source in sources(folder, "air_freight")] == ["2026-11-24"]


def test_nothing_but_the_sources_changes_in_the_description(bank, folder):
    path = folder / data.DESCRIPTION
    before = path.read_text(encoding="utf-8")
    refresh.refresh(folder, TODAY, tell=str)
    after = path.read_text(encoding="utf-8")
    described = [json.loads(text) for text in (before, after)]
    for resource in (*described[0]["resources"], *described[1]["resources"]):
        if resource["name"] in refresh.TABLES:
            del resource["sources"]
    assert described[0] == described[1]
    added = set(after.splitlines()) - set(before.splitlines())
    assert {line.strip().rstrip(",") for line in added} <= {'"version": "2026-11-24"'} | {
        line.strip().rstrip(",") for line in before.splitlines()
    }
    assert frictionless.Package(str(path)).to_dict()["resources"]


def test_what_was_refreshed_can_be_refreshed_again(bank, folder, tmp_path):
    refresh.refresh(folder, TODAY, tell=str)
    again = shutil.copytree(folder, tmp_path / "again" / "data")
    refresh.refresh(again, date(2027, 1, 5), tell=str)
    assert [source.get("version") for source in sources(again, "internet_users")] == [
        "2027-01-05",
        None,
    ]
    assert (again / "internet_users.csv").read_bytes() == (
        folder / "internet_users.csv"
    ).read_bytes()


def test_every_page_is_asked_for_once(bank, folder):
    refresh.refresh(folder, TODAY, tell=str)
    years = NEWEST - 1990 + 1
    pages = [page for code, page in bank.asked if code == "IT.NET.USER.ZS"]
    assert pages == list(range(1, -(-9 * years // 50) + 1))
    assert len(bank.asked) == len(set(bank.asked))


def test_every_indicator_belongs_to_a_number_column():
    described = {one["name"]: one for one in json.loads(data.description())["resources"]}
    for name, origin in refresh.TABLES.items():
        fields = described[name]["schema"]["fields"]
        numbers = [field["name"] for field in fields if field["type"] == "number"]
        assert list(origin.columns) == numbers
        codes = [indicator.code for indicator in origin.columns.values()]
        assert all(code in described[name]["sources"][0]["title"] for code in codes)


# What may pass


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_problem_is_asked_again(bank, folder, status):
    def spoil(code, page, answer):
        return Reply(status=status) if len(bank.asked) in (1, 2) else answer

    bank.spoil = spoil
    lines = []
    refresh.refresh(folder, TODAY, tell=lines.append)
    problem = f"the World Bank answered IT.NET.USER.ZS with HTTP status {status}"
    assert lines[1:3] == [f"  {problem}; asking again in 0 seconds."] * 2
    assert bank.asked[:4] == [("IT.NET.USER.ZS", page) for page in (1, 1, 1, 2)]


def test_what_is_refused_is_not_asked_again(bank, folder):
    bank.spoil = lambda code, page, answer: Reply(status=404)
    assert refusal(folder) == (
        "Nothing was changed: the World Bank answered IT.NET.USER.ZS with HTTP status 404."
    )
    assert len(bank.asked) == 1


# What goes wrong, always with the last indicator: all others have come by then


def only(wrong: Callable, code: str = AIR, page: int = 1) -> Callable:
    """Spoil one page of one indicator."""
    return lambda c, p, answer: wrong(answer) if (c, p) == (code, page) else answer


def body(text: str) -> Callable:
    return lambda answer: Reply(text.encode())


def cut(answer: list) -> Reply:
    whole = json.dumps(answer).encode()
    return Reply(whole, cut=len(whole) // 2)


def half(answer: list) -> Reply:
    whole = json.dumps(answer).encode()
    return Reply(whole[: len(whole) // 2])


def row(number: int, **cells) -> Callable:
    """Change cells of a row; a cell that is ... is taken away."""

    def changed(answer: list) -> list:
        new = {**answer[1][number], **cells}
        answer[1][number] = {key: cell for key, cell in new.items() if cell is not ...}
        return answer

    return changed


def without_rows(answer: list) -> list:
    return [answer[0], []]


def header(**changes) -> Callable:
    return lambda answer: [
        {key: cell for key, cell in {**answer[0], **changes}.items() if cell is not ...},
        answer[1],
    ]


MESSAGE = {"id": "120", "key": "Invalid value", "value": "The indicator was not found"}
NOTHING = {"page": 0, "pages": 0, "per_page": 0, "total": 0, "sourceid": None, "lastupdated": None}
NOT_WHOLE = f"the World Bank's answer for {AIR} is not whole"
NOT_LAID_OUT = f"the World Bank's answer for {AIR} is empty or not laid out as it was"


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        pytest.param(
            lambda answer: Reply(status=500),
            f"the World Bank answered {AIR} with HTTP status 500",
            id="HTTP 500",
        ),
        pytest.param(
            lambda answer: Reply(status=429),
            f"the World Bank answered {AIR} with HTTP status 429",
            id="HTTP 429",
        ),
        pytest.param(cut, f"the connection to the World Bank broke at {AIR}", id="cut off"),
        pytest.param(half, NOT_WHOLE, id="half of the JSON"),
        pytest.param(body("<?xml version='1.0'?><wb:error/>"), NOT_WHOLE, id="XML"),
        pytest.param(body(""), NOT_WHOLE, id="no body"),
        pytest.param(
            body(json.dumps([{"message": [MESSAGE]}])),
            f"the World Bank refused {AIR} (Invalid value: The indicator was not found)",
            id="a message",
        ),
        pytest.param(body(json.dumps([NOTHING, None])), NOT_LAID_OUT, id="no result"),
        pytest.param(body(json.dumps([NOTHING, []])), NOT_LAID_OUT, id="an empty result"),
        pytest.param(
            body("[]"),
            f"the World Bank refused {AIR} (Unrecognized response object format)",
            id="an empty list",
        ),
        pytest.param(
            body("null"),
            f"the World Bank refused {AIR} (Unrecognized response object format)",
            id="null",
        ),
        pytest.param(body('{"rows": []}'), NOT_LAID_OUT, id="another layout"),
        pytest.param(header(total=...), NOT_LAID_OUT, id="no total"),
        pytest.param(header(per_page="many"), NOT_LAID_OUT, id="pages of no size"),
        pytest.param(
            without_rows,
            "WLD in air_freight would end in 1975, before the 2021 that is known",
            id="no first page",
        ),
        pytest.param(row(3, value=...), NOT_LAID_OUT, id="no value column"),
        pytest.param(row(3, countryiso3code=...), NOT_LAID_OUT, id="no country column"),
        pytest.param(row(3, value="12.5"), NOT_LAID_OUT, id="a value in quotes"),
        pytest.param(row(3, value=True), NOT_LAID_OUT, id="a value that is none"),
        pytest.param(row(3, date="2022Q1"), NOT_LAID_OUT, id="quarters for years"),
        pytest.param(row(3, indicator={"id": ICT}), NOT_LAID_OUT, id="another indicator"),
        pytest.param(
            row(3, countryiso3code="ARB"),
            f"the World Bank's answer for {AIR} has ARB, which was not asked for",
            id="another country",
        ),
        pytest.param(
            row(3, date="2023"),
            f"the World Bank's answer for {AIR} has WLD in 2023 twice",
            id="a year twice",
        ),
        pytest.param(
            row(8, value=-1.0),
            "the tables would not be right (data/air_freight.csv, row 46, column air_freight: "
            "'-1.0' is below the minimum, 1)",
            id="a value below the schema's minimum",
        ),
        pytest.param(
            row(8, value=float("inf")),
            "the tables would not be right (data/air_freight.csv, row 46, column air_freight: "
            "'inf' is not a number)",
            id="infinity",
        ),
    ],
)
def test_whatever_goes_wrong_leaves_every_table_as_it_was(bank, folder, wrong, reason):
    bank.spoil = only(wrong)
    assert refusal(folder) == f"Nothing was changed: {reason}."
    assert len({code for code, _ in bank.asked}) == 7


def test_silence_is_not_waited_for_longer_than_allowed(bank, folder, monkeypatch):
    def lose_patience(line: str) -> None:
        if "air_freight" in line:
            monkeypatch.setattr(world_bank, "TIMEOUT", 0.2)

    bank.spoil = only(lambda answer: Reply(silent=True))
    assert refusal(folder, tell=lose_patience) == (
        f"Nothing was changed: the World Bank did not answer for {AIR} within 0.2 seconds."
    )
    assert bank.asked[-4:] == [("BM.GSR.CMCP.ZS", 1), (AIR, 1), (AIR, 1), (AIR, 1)]


@pytest.mark.parametrize(
    ("code", "page", "lacking"),
    [(ICT, 1, "IND in 1990"), (ICT, 3, "NOR in 1990"), (ICT, 6, "WLD in 1990")]
    + [(AIR, 2, "WLD in 1973"), ("BM.GSR.CMCP.ZS", 2, "USA in 1990")],
)
def test_a_page_that_is_missing_is_noticed(bank, folder, monkeypatch, code, page, lacking):
    """The header promises its rows and every other page is right."""
    if code.startswith("BM"):
        monkeypatch.setattr(wbgapi, "per_page", 20)
    bank.spoil = only(without_rows, code, page)
    assert refusal(folder) == (
        f"Nothing was changed: the World Bank's answer for {code} lacks {lacking}."
    )


def test_a_page_that_comes_twice_is_noticed(bank, folder):
    first = []

    def spoil(code, page, answer):
        first.append(answer)
        return first[0] if page == 2 else answer

    bank.spoil = spoil
    assert refusal(folder) == (
        "Nothing was changed: the World Bank's answer for IT.NET.USER.ZS has CHN in 2025 twice."
    )


def test_a_country_that_the_bank_leaves_out_is_noticed(bank, folder):
    def spoil(code, page, answer):
        rows = [one for one in answer[1] if one["countryiso3code"] != "PHL"]
        return [answer[0], rows] if code == ICT else answer

    bank.spoil = spoil
    assert refusal(folder) == (
        f"Nothing was changed: the World Bank's answer for {ICT} lacks PHL in 1990."
    )


def test_a_country_without_any_value_is_noticed(bank, folder):
    bank.values[ICT] = {key: cell for key, cell in bank.values[ICT].items() if key[0] != "IRL"}
    assert refusal(folder) == (
        "Nothing was changed: the World Bank has no value for IRL in ict_service_exports."
    )


def test_values_that_stop_too_early_are_noticed(bank, folder):
    for year in range(2020, NEWEST):
        bank.values[ICT]["IND", year] = None
    assert refusal(folder) == (
        "Nothing was changed: IND in ict_service_exports would end in 2019, before the 2024 that "
        "is known."
    )


def test_nobody_who_answers_is_said(folder, bank, monkeypatch):
    monkeypatch.setattr(wbgapi, "endpoint", "http://127.0.0.1:9/v2")
    assert refusal(folder) == (
        "Nothing was changed: the connection to the World Bank broke at IT.NET.USER.ZS."
    )


def test_tables_that_were_not_right_before_are_left_alone(bank, folder):
    path = folder / "ict_service_exports.csv"
    path.write_text(path.read_text(encoding="utf-8") + "NOR,Norway\n", encoding="utf-8")
    assert refusal(folder) == (
        "Nothing was changed: the tables would not be right (data/ict_service_exports.csv, "
        "row 186, column series: the row ends before this column)."
    )


def test_a_description_in_another_layout_is_left_alone(bank, folder):
    path = folder / data.DESCRIPTION
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8"))), encoding="utf-8")
    assert refusal(folder) == (
        "Nothing was changed: data/datapackage.json does not lay out the sources of "
        "internet_users as those of other tables."
    )


@pytest.mark.parametrize("failure", [PermissionError(13, "Permission denied"), KeyboardInterrupt])
@pytest.mark.parametrize("at", range(1, 7))
def test_files_that_were_moved_are_put_back_if_one_cannot_be(
    bank, folder, monkeypatch, at, failure
):
    for values in bank.values.values():
        values.update({key: cell * 1.001 for key, cell in values.items() if cell != STRANGE})
    replace, moved = os.replace, []

    def failing(start: Path, end: Path) -> None:
        moved.append(end)
        if len(moved) == at:
            raise failure
        replace(start, end)

    monkeypatch.setattr(os, "replace", failing)
    before = files(folder)
    with pytest.raises((refresh.RefreshError, KeyboardInterrupt)) as stopped:
        refresh.refresh(folder, TODAY, tell=str)
    assert files(folder) == before
    if failure is not KeyboardInterrupt:
        assert str(stopped.value) == (
            "Nothing was changed: the tables could not be written (Permission denied)."
        )


# As a command


def test_the_command_says_how_it_goes_and_succeeds(bank, folder, monkeypatch, capsys):
    monkeypatch.setattr(refresh.refresh, "__defaults__", (folder, TODAY, print))
    assert refresh.main() == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[::2] == [
        *(
            f"{number} of 5: asking the World Bank for {name}."
            for number, name in enumerate(refresh.TABLES, start=1)
        ),
        refresh.DONE,
    ]
    assert said.err == ""


def test_the_command_fails_with_one_sentence(bank, folder, monkeypatch, capsys):
    monkeypatch.setattr(refresh.refresh, "__defaults__", (folder, TODAY, print))
    bank.spoil = lambda code, page, answer: Reply(status=403)
    assert refresh.main() == 1
    assert capsys.readouterr().err == (
        "Nothing was changed: the World Bank answered IT.NET.USER.ZS with HTTP status 403.\n"
    )


def test_the_command_says_what_is_not_installed(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "wbgapi", None)
    assert refresh.main() == 1
    said = 'wbgapi is not installed: run pip install -e ".[refresh]" first'
    assert capsys.readouterr().err == f"Nothing was changed: {said}.\n"
