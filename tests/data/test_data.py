"""The cited tables: right figures, and a plain sentence for everything that can be wrong."""

import csv
import json
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import frictionless
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons import data

DESCRIPTION = json.loads((data.FOLDER / data.DESCRIPTION).read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in DESCRIPTION["resources"]}
HEADER = "year,occupation_code,occupation,hourly_wage\n"
WAGES = HEADER + "2016,00-0000,All Occupations,23.86\n2016,11-2021,Marketing Managers,69.30\n"


@pytest.fixture
def folder(tmp_path):
    """Make a sound folder of one small table, for a test to spoil."""
    return made(tmp_path / "data", WAGES)


def made(folder: Path, wages: str | bytes, **changes) -> Path:
    """Write a folder of one table, its description changed as given."""
    folder.mkdir()
    described = {"resources": [{**RESOURCES["marketing_wages"], **changes}]}
    (folder / data.DESCRIPTION).write_text(json.dumps(described), encoding="utf-8")
    raw = wages if isinstance(wages, bytes) else wages.encode()
    (folder / "marketing_wages.csv").write_bytes(raw)
    beside = shutil.copytree(folder, folder.with_name(f"{folder.name}, for its checksums"))
    with suppress(data.DataError):  # of what is refused there are none
        sums = data.checksums_by_table(folder=beside)  # what was read of `folder` is kept
        (folder / data.CHECKSUMS).write_text(json.dumps(sums), encoding="utf-8")
    return folder


def refusal(folder: Path, name: str = "marketing_wages") -> str:
    """Return the sentence with which a table is refused."""
    with pytest.raises(data.DataError) as refused:
        data.table(name, folder=folder)
    return str(refused.value)


def described_with(changes: dict, column: str = "hourly_wage") -> dict:
    """Return the schema of the small table with one column described otherwise."""
    schema = RESOURCES["marketing_wages"]["schema"]
    fields = [
        {**field, **changes} if field["name"] == column else field for field in schema["fields"]
    ]
    return {**schema, "fields": fields}


# The real tables


@pytest.mark.parametrize("name", RESOURCES)
def test_every_table_reads_the_same_as_frictionless_reads_it(name):
    resource = frictionless.Package(str(data.FOLDER / data.DESCRIPTION)).get_resource(name)
    expected = [row.to_dict() for row in resource.read_rows()]
    types = {field["name"]: field["type"] for field in RESOURCES[name]["schema"]["fields"]}
    numbers = [column for column, kind in types.items() if kind == "number"]
    for row in expected:
        row.update({column: float(row[column]) for column in numbers})
    found = data.table(name)
    assert len(expected) >= 2
    assert found.to_dict("records") == expected
    dtypes = {"number": "float64", "integer": "int64", "string": "str"}
    assert found.dtypes.to_dict() == {column: dtypes[kind] for column, kind in types.items()}


def test_the_description_is_valid():
    command = [sys.executable, "-m", "frictionless", "validate", data.FOLDER / data.DESCRIPTION]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("VALID") == len(RESOURCES)
    assert "INVALID" not in done.stdout


def test_every_csv_is_described_and_every_description_has_its_csv():
    on_disk = {path.relative_to(data.FOLDER).as_posix() for path in data.FOLDER.rglob("*.csv")}
    assert on_disk == {resource["path"] for resource in RESOURCES.values()}
    assert len(RESOURCES) == len(DESCRIPTION["resources"])


@pytest.mark.parametrize("resource", RESOURCES.values(), ids=RESOURCES)
def test_every_resource_says_where_it_comes_from_and_what_it_measures(resource):
    fields = resource["schema"]["fields"]
    assert all(resource[part] for part in ("title", "caveat", "breaks"))
    assert all(source["title"] and source["path"] for source in resource["sources"])
    assert resource["sources"]
    assert all(licence["name"] and licence["title"] for licence in resource["licenses"])
    assert resource["licenses"]
    assert sum(field.get("measure") is True for field in fields) == 1
    assert all(field["title"] and field["description"] for field in fields)
    assert all(field.get("unit") for field in fields if field["type"] != "string")
    assert resource["schema"]["missingValues"] == [""]


# Where figures are first published; what was read elsewhere says so.
PUBLISHERS = {
    "aaaa.org",
    "ana.net",
    "archive.doingbusiness.org",
    "bls.gov",
    "boeing.com",
    "cyentia.com",
    "data.worldbank.org",
    "dlc.org",  # of the Progressive Policy Institute at that time
    "docs.fcc.gov",
    "findanexpert.unimelb.edu.au",  # of an author of the article
    "ibm.com",
    "idg.co.uk",  # IDC's own group
    "ilostat.ilo.org",
    "nasscom.in",
    "ocrportal.hhs.gov",
    "oxfordeconomics.com",
    "sloanreview.mit.edu",
    "stats.bls.gov",
    "verizon.com",
    "worldbank.org",
}
ELSEWHERE = re.compile(r"\bread in\b|\bcopied\b|\bOn its end:", re.IGNORECASE)


def published_at(address: str) -> bool:
    return urlsplit(address).hostname.removeprefix("www.") in PUBLISHERS


@pytest.mark.parametrize("name", RESOURCES)
def test_a_table_names_the_publisher_first_and_says_where_else_it_was_read(name):
    """Nobody has to take a copy on a site that shares files for the publisher."""
    first, *others = RESOURCES[name]["sources"]
    assert published_at(first["path"]), first
    assert not ELSEWHERE.search(first["title"])
    named = [(one["title"], one["path"]) for one in others]
    rows = csv.DictReader((data.FOLDER / RESOURCES[name]["path"]).open(encoding="utf-8"))
    named += [
        (row["source_title"], row["source_address"]) for row in rows if "source_title" in row
    ]
    for title, address in named:
        assert published_at(address) or ELSEWHERE.search(title), (title, address)


@pytest.mark.parametrize("name", RESOURCES)
def test_the_columns_of_every_table_are_arrays_of_its_cells(name):
    found, arrays = data.table(name), data.columns(name)
    assert list(arrays) == list(found.columns)
    for column, array in arrays.items():
        assert array.shape == (len(found),)
        assert array.dtype.kind in "Uif"
        filled = found[column].notna().to_numpy()
        assert array[filled].tolist() == found[column][filled].tolist()


def test_the_columns_of_a_table_are_read_once_and_cannot_be_changed(folder):
    arrays = data.columns("marketing_wages", folder=folder)
    assert data.columns("marketing_wages", folder=folder) is arrays
    with pytest.raises(ValueError, match="read-only"):
        arrays["hourly_wage"][0] = 1
    with pytest.raises(TypeError, match="item assignment"):
        arrays["hourly_wage"] = 1


def test_an_empty_cell_is_an_empty_text_or_not_a_number(tmp_path):
    schema = RESOURCES["marketing_wages"]["schema"]
    optional = [
        field if field.get("measure") else {**field, "constraints": {}}
        for field in schema["fields"]
    ]
    changed = {**schema, "fields": optional, "primaryKey": ["occupation_code"]}
    rows = ",00-0000,,23.86\n2016,11-2021,Marketing Managers,69.30\n"
    arrays = data.columns(
        "marketing_wages", folder=made(tmp_path / "data", HEADER + rows, schema=changed)
    )
    assert arrays["occupation"].tolist() == ["", "Marketing Managers"]
    np.testing.assert_array_equal(arrays["year"], [np.nan, 2016])


def test_the_columns_of_no_table_are_refused_with_the_nearest_right_name():
    with pytest.raises(data.DataError, match="Did you mean 'marketing_wages'"):
        data.columns("marketing_wage")


@pytest.mark.parametrize(
    ("reference", "value", "unit"),
    [
        ("marketing_wages/2016/13-1161", 33.95, "US$ per hour"),
        ("benefits_share/2020", 30.0, "% of total compensation"),
        ("agency_rates/2016/blended-midpoint", 155.0, "US$ per hour billed"),
        ("ramp_up_weeks/2014/average", 28.0, "weeks"),
        ("ramp_up_weeks/2014/media-advertising", 20.0, "weeks"),
        ("ramp_up_weeks/2014/same-sector", 15.0, "weeks"),
        ("ramp_up_weeks/2014/other-sector", 32.0, "weeks"),
        ("ramp_up_weeks/2014/graduate", 40.0, "weeks"),
        ("ramp_up_weeks/2014/not-working", 52.0, "weeks"),
    ],
)
def test_a_cited_figure_is_the_published_one(reference, value, unit):
    citation = data.cite(reference)
    assert (citation.reference, citation.value, citation.unit) == (reference, value, unit)
    assert type(citation.value) is float


def test_a_citation_says_what_it_is_in_words():
    labels = [
        data.cite("marketing_wages/2016/13-1161").label,
        data.cite("benefits_share/2020").label,
        data.cite("agency_rates/2016/blended-midpoint").label,
        data.cite("ramp_up_weeks/2014/same-sector").label,
    ]
    assert labels == [
        "Hourly wage, Market Research Analysts and Marketing Specialists, 2016",
        "Benefits as a share of total compensation in private industry, June 2020",
        "Hourly rate billed by agencies, blended midpoint, 2016",
        "Weeks until a newly hired employee is fully productive, hired from the same sector, 2014",
    ]


def test_a_rows_own_source_wins_over_the_tables():
    citation = data.cite("benefits_share/2015")
    assert citation.source == "BLS ECEC June 2015 (USDL-15-1756)"
    assert citation.address == "http://stats.bls.gov/news.release/archives/ecec_09092015.htm"
    assert citation.licence == "Public domain (work of the United States government)"
    assert citation.caveat == RESOURCES["benefits_share"]["caveat"]


def test_a_row_without_its_own_source_has_the_tables():
    citation = data.cite("marketing_wages/2016/13-1161")
    assert citation.source == RESOURCES["marketing_wages"]["sources"][0]["title"]
    assert citation.address == "https://www.bls.gov/oes/tables.htm"


def test_an_empty_source_of_a_row_falls_back_on_the_tables(tmp_path):
    own = {"name": "source_title", "type": "string"}
    schema = RESOURCES["marketing_wages"]["schema"]
    folder = made(
        tmp_path / "data",
        HEADER.strip() + ",source_title\n2016,00-0000,All,23.86,\n2017,00-0000,All,24.34,Own\n",
        schema={**schema, "fields": [*schema["fields"], own]},
    )
    sources = [
        data.cite(f"marketing_wages/{y}/00-0000", folder=folder).source for y in (2016, 2017)
    ]
    assert sources == [RESOURCES["marketing_wages"]["sources"][0]["title"], "Own"]


@pytest.mark.parametrize("name", RESOURCES)
def test_every_row_can_be_cited(name):
    resource = RESOURCES[name]
    for row in data.table(name).to_dict("records"):
        keys = [str(row[key]) for key in resource["schema"]["primaryKey"]]
        citation = data.cite("/".join([name, *keys]))
        assert citation.value in row.values()
        years = [cell for column, cell in row.items() if column.endswith("year")]
        assert citation.label.endswith(str(years[-1]))
        assert citation.address.startswith("http")
        assert all((citation.source, citation.licence, citation.caveat))


def test_a_citation_cannot_be_changed():
    citation = data.cite("benefits_share/2020")
    with pytest.raises(AttributeError):
        citation.value = 31.0
    assert not hasattr(citation, "__dict__")


def test_each_call_gives_an_independent_copy():
    first = data.table("marketing_wages")
    first.loc[:, "hourly_wage"] = 0.0
    first.pop("year")
    assert data.table("marketing_wages")["hourly_wage"].min() > 0
    assert data.cite("marketing_wages/2016/13-1161").value == 33.95


def test_a_file_is_read_once_a_process(folder):
    first = data.table("marketing_wages", folder=folder)
    (folder / "marketing_wages.csv").unlink()
    pd.testing.assert_frame_equal(data.table("marketing_wages", folder=folder), first)


# What a file may look like and still be right


def test_columns_may_stand_in_any_order(tmp_path):
    swapped = "hourly_wage,year,occupation,occupation_code\n23.86,2016,All Occupations,00-0000\n"
    found = data.table("marketing_wages", folder=made(tmp_path / "data", swapped))
    assert list(found.columns) == HEADER.strip().split(",")
    assert found.iloc[0].to_list() == [2016, "00-0000", "All Occupations", 23.86]


def test_a_file_saved_by_a_spreadsheet_reads_the_same(tmp_path, folder):
    saved = made(tmp_path / "saved", b"\xef\xbb\xbf" + WAGES.replace("\n", "\r\n").encode())
    pd.testing.assert_frame_equal(
        data.table("marketing_wages", folder=saved), data.table("marketing_wages", folder=folder)
    )


def test_a_cell_that_is_not_required_may_be_empty(tmp_path):
    schema = described_with({"type": "integer", "constraints": {"minimum": 1}}, "occupation")
    wages = HEADER + "2016,00-0000,,23.86\n2016,11-2021,7,69.30\n"
    found = data.table("marketing_wages", folder=made(tmp_path / "data", wages, schema=schema))
    assert found["occupation"].isna().to_list() == [True, False]
    assert found["occupation"][1] == 7


# What can be wrong with a file, and the sentence for it


@pytest.mark.parametrize(
    ("wages", "sentence"),
    [
        pytest.param(
            WAGES + "2016,27-1024,Graphic Designers,abc\n",
            "row 4, column hourly_wage: 'abc' is not a number.",
            id="text for a number",
        ),
        pytest.param(
            WAGES + "2016.5,27-1024,Graphic Designers,25.14\n",
            "row 4, column year: '2016.5' is not a whole number.",
            id="a fraction for a whole number",
        ),
        pytest.param(
            WAGES + "2016,27-1024,Graphic Designers,\n",
            "row 4, column hourly_wage: the cell is empty.",
            id="empty number",
        ),
        pytest.param(
            WAGES + "2016,27-1024, ,25.14\n",
            "row 4, column occupation: the cell is empty.",
            id="nothing but a space",
        ),
        pytest.param(
            WAGES + "2016,27-1024,Graphic Designers,-25.14\n",
            "row 4, column hourly_wage: '-25.14' is below the minimum, 1.",
            id="below the minimum",
        ),
        pytest.param(
            WAGES + "20160,27-1024,Graphic Designers,25.14\n",
            "row 4, column year: '20160' is above the maximum, 2100.",
            id="above the maximum",
        ),
        pytest.param(
            WAGES + "2016,Nov-11,Advertising and Promotions Managers,56.64\n",
            "row 4, column occupation_code: 'Nov-11' is not written like '13-1161'.",
            id="a code that a spreadsheet took for a date",
        ),
        pytest.param(
            WAGES + "2016,11-2021,Marketing Managers,69.30\n",
            "row 4, column year and occupation_code: 2016/11-2021 is already in row 3.",
            id="duplicate key",
        ),
        pytest.param(
            WAGES.replace("occupation,", ""),
            "row 1, column occupation: the column is missing.",
            id="missing column",
        ),
        pytest.param("", "row 1, column year: the column is missing.", id="empty file"),
        pytest.param(
            WAGES.replace("hourly_wage", "hourly_wage,note"),
            "row 1, column note: the column is not expected.",
            id="unexpected column",
        ),
        pytest.param(
            WAGES.replace("hourly_wage", "hourly_wage,year"),
            "row 1, column year: the column is not expected.",
            id="a column twice",
        ),
        pytest.param(
            WAGES + "2016,27-1024\n",
            "row 4, column occupation: the row ends before this column.",
            id="ragged row, too short",
        ),
        pytest.param(
            WAGES + "\n2016,27-1024,Graphic Designers,25.14\n",
            "row 4, column year: the row ends before this column.",
            id="blank row",
        ),
        pytest.param(
            WAGES + "2016,27-1024,Designers, Graphic,25.14\n",
            "row 4, column 5: the row goes on after the last column, hourly_wage.",
            id="ragged row, too long",
        ),
        pytest.param(
            WAGES + '2016,27-1024,"Graphic Designers,25.14\n',
            "row 4: the row does not split into cells; look for an unpaired quotation mark.",
            id="a quotation mark without its pair",
        ),
        pytest.param(
            WAGES.replace("All Occupations", '"All\nOccupations"').replace("69.30", "?"),
            "row 3, column hourly_wage: '?' is not a number.",
            id="rows are counted as a spreadsheet counts them",
        ),
        pytest.param(HEADER, "row 2: there are no rows under the header.", id="header only"),
    ],
)
def test_a_wrong_cell_is_named(tmp_path, wages, sentence):
    folder = made(tmp_path / "data", wages)
    assert refusal(folder) == f"data/marketing_wages.csv, {sentence}"


@pytest.mark.parametrize(
    "cell",
    ["nan", "NaN", "inf", "-inf", "Infinity", "1e999", "9" * 400]
    + ["1_000", "1,5", " 33.95", "33.95 ", "$5", "5%", "0x10", "٣٣", "NA", "--1", "1e", "."],
)
def test_what_is_no_number_is_refused(tmp_path, cell):
    folder = made(tmp_path / "data", HEADER + f'2016,00-0000,All Occupations,"{cell}"\n')
    where = "data/marketing_wages.csv, row 2, column hourly_wage"
    shown = cell if len(cell) < 60 else f"{cell[:59]}…"
    assert refusal(folder) == f"{where}: {shown!r} is not a number."


@pytest.mark.parametrize("cell", ["2_016", " 2016", "٢٠١٦", "2e3", "2016.0", "9" * 30, "nan"])
def test_what_is_no_whole_number_is_refused(tmp_path, cell):
    folder = made(tmp_path / "data", HEADER + f"{cell},00-0000,All Occupations,23.86\n")
    where = "data/marketing_wages.csv, row 2, column year"
    assert refusal(folder) == f"{where}: {cell!r} is not a whole number."


@pytest.mark.parametrize(
    ("cell", "number"), [("33.95", 33.95), ("+40", 40.0), ("4e1", 40.0), ("40.", 40.0)]
)
def test_what_is_a_number_is_read_exactly(tmp_path, cell, number):
    folder = made(tmp_path / "data", HEADER + f"2016,00-0000,All Occupations,{cell}\n")
    assert data.table("marketing_wages", folder=folder)["hourly_wage"][0] == number


def test_a_value_outside_its_categories_is_refused(tmp_path):
    allowed = [{"value": "Marketing Managers", "label": "m"}, {"value": "Artists", "label": "a"}]
    schema = described_with({"categories": allowed}, "occupation")
    assert refusal(made(tmp_path / "data", WAGES, schema=schema)) == (
        "data/marketing_wages.csv, row 2, column occupation: "
        "'All Occupations' is not one of Marketing Managers, Artists."
    )


def test_a_missing_file_is_named(folder):
    (folder / "marketing_wages.csv").unlink()
    assert refusal(folder) == "data/marketing_wages.csv: the file is missing."


def test_a_file_in_another_encoding_is_named(tmp_path):
    folder = made(tmp_path / "data", WAGES.replace("Managers", "Managér").encode("latin-1"))
    assert refusal(folder) == (
        "data/marketing_wages.csv, row 3, column 3: this is not UTF-8 text. "
        "Save the file as UTF-8."
    )


def test_a_refused_table_is_read_again_once_it_is_mended(tmp_path):
    folder = made(tmp_path / "data", WAGES.replace("69.30", "abc"))
    assert "'abc'" in refusal(folder)
    shutil.copytree(made(tmp_path / "mended", WAGES), folder, dirs_exist_ok=True)
    assert len(data.table("marketing_wages", folder=folder)) == 2


# What can be wrong with a name


def test_an_unknown_table_gets_the_nearest_name():
    sentence = "There is no table 'marketing_wage'. Did you mean 'marketing_wages'?"
    assert refusal(data.FOLDER, "marketing_wage") == sentence
    with pytest.raises(data.DataError) as refused:
        data.cite("marketing_wage/2016/13-1161")
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("reference", "nearest"),
    [
        ("marketing_wages/2016/13-1611", "marketing_wages/2016/13-1161"),
        ("agency_rates/2016/art-dirctor", "agency_rates/2016/art-director"),
        ("agency_rates/2014/blended_midpoint", "agency_rates/2014/blended-midpoint"),
        ("benefits_share/2020/6", "benefits_share/2020"),
    ],
)
def test_an_unknown_row_gets_the_nearest_reference(reference, nearest):
    with pytest.raises(data.DataError) as refused:
        data.cite(reference)
    assert str(refused.value) == f"There is no row {reference!r}. Did you mean {nearest!r}?"


@pytest.mark.parametrize("reference", ["", "/", "marketing_wages", "benefits_share/", "0"])
def test_a_reference_that_is_hardly_one_is_still_answered(reference):
    with pytest.raises(data.DataError, match=r"^There is no .* Did you mean '.*'\?$"):
        data.cite(reference)


# What can be wrong with the description


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"resources": [\n}', ", row 2, column 1: this is not valid JSON."),
        ("{}", ": the property 'resources' is missing."),
        ('{"resources": []}', ": there are no tables."),
        ('{"resources": [{"name": "x"}]}', ": the property 'schema' is missing."),
        ("[]", ": this is not laid out as a data package."),
        ('{"resources": "none"}', ": this is not laid out as a data package."),
    ],
)
def test_a_broken_description_is_named(folder, text, sentence):
    (folder / data.DESCRIPTION).write_text(text, encoding="utf-8")
    assert refusal(folder) == f"data/datapackage.json{sentence}"


def test_a_missing_description_is_named(folder):
    text = data.description(folder=folder)
    assert json.loads(text)["resources"] == [RESOURCES["marketing_wages"]]
    (folder / data.DESCRIPTION).unlink()
    assert refusal(folder) == "data/datapackage.json: the file is missing."
    with pytest.raises(data.DataError, match="the file is missing"):
        data.description(folder=folder)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"schema": described_with({"measure": False})},
            "the table 'marketing_wages' must have one measure.",
        ),
        (
            {"schema": described_with({"measure": True, "unit": "year"}, "year")},
            "the table 'marketing_wages' must have one measure.",
        ),
        (
            {"schema": {**RESOURCES["marketing_wages"]["schema"], "primaryKey": "year"}},
            "the key of 'marketing_wages' must be a list of its columns.",
        ),
        (
            {"schema": described_with({"constraints": {"maxLength": 5}})},
            "nothing here checks 'maxLength', which the column 'hourly_wage' asks for.",
        ),
        (
            {"schema": described_with({"type": "duration"})},
            "nothing here checks 'duration', which the column 'hourly_wage' asks for.",
        ),
        ({"licenses": []}, "this is not laid out as a data package."),
    ],
)
def test_a_description_that_cannot_be_kept_is_refused(tmp_path, changes, sentence):
    folder = made(tmp_path / "data", WAGES, **changes)
    assert refusal(folder) == f"data/datapackage.json: {sentence}"


# Any one cell of any number column, spoiled by any text that is no number


def is_no_number(text: str) -> bool:
    """Say whether Python itself, which is more lenient, refuses the text too."""
    try:
        float(text)
    except ValueError:
        return True
    return False


@st.composite
def spoiled_cells(draw) -> tuple[str, int, str, str]:
    """Draw a table, a row of it as a spreadsheet counts, a number column and a bad text."""
    name = draw(st.sampled_from(sorted(RESOURCES)))
    fields = RESOURCES[name]["schema"]["fields"]
    columns = [field["name"] for field in fields if field["type"] != "string"]
    row = draw(st.integers(2, len(data.table(name)) + 1))
    texts = st.text(st.characters(codec="utf-8")).filter(is_no_number)
    return name, row, draw(st.sampled_from(columns)), draw(texts)


@given(spoiled_cells())
def test_one_spoiled_number_is_found_wherever_it_is(tmp_path_factory, spoiled):
    name, row, column, text = spoiled
    folder = tmp_path_factory.mktemp("spoiled") / "data"
    folder.mkdir()
    (folder / data.DESCRIPTION).write_text(json.dumps(DESCRIPTION), encoding="utf-8")
    path = RESOURCES[name]["path"]
    with (data.FOLDER / path).open(encoding="utf-8", newline="") as file:
        records = list(csv.reader(file))
    records[row - 1][records[0].index(column)] = text
    with (folder / path).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(records)
    assert refusal(folder, name).startswith(f"data/{path}, row {row}, column {column}: ")
