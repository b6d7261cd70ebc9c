"""Every file of data/, spoiled on purpose: the very same is read, or a sentence says where.

All that is drawn is seeded by the file's name. A new file is spoiled as those before it are.
"""

import csv
import io
import json
import random
import re
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from lessons import data
from lessons.author.schemas import FORMS
from lessons.data.folder import LARGEST, read_toml

DESCRIPTION = json.loads(data.description())
CHECKSUMS = json.loads((data.FOLDER / data.CHECKSUMS).read_text("utf-8"))
TABLES = {resource["name"]: resource for resource in DESCRIPTION["resources"]}
EACH_TABLE = pytest.mark.parametrize("name", TABLES)
EACH_TOML = pytest.mark.parametrize(
    "path", sorted(data.FOLDER.rglob("*.toml")), ids=lambda path: path.stem
)
READ_JSON = [data.DESCRIPTION, data.CHECKSUMS]  # the schemas are for editors alone
NUMBER = re.compile(r"[0-9.+\-_eE]")
CUTS, FLIPS = 16, 40  # a file, besides those at the ends of a table's lines


@pytest.fixture
def anew(tmp_path) -> Iterator[Path]:
    """Give a folder that nothing was read of, at each turn."""
    return (tmp_path / str(number) / "data" for number in count())


def raw(name: str) -> bytes:
    return (data.FOLDER / TABLES[name]["path"]).read_bytes()


def written(folder: Path, name: str, content: bytes) -> Path:
    """Write one table into a folder, with what is said of it and its checksums."""
    folder.mkdir(parents=True)
    (folder / data.DESCRIPTION).write_text(json.dumps({"resources": [TABLES[name]]}), "utf-8")
    (folder / data.CHECKSUMS).write_text(json.dumps({name: CHECKSUMS[name]}), "utf-8")
    (folder / TABLES[name]["path"]).write_bytes(content)
    return folder


def cells(name: str, folder: Path = data.FOLDER) -> str:
    """Return all that a table says, nothing lost."""
    return repr(
        {column: one.tolist() for column, one in data.columns(name, folder=folder).items()}
    )


def said(name: str, folder: Path) -> str | None:
    """Return the sentence that refuses a table; none if it says what it did before."""
    try:
        found = cells(name, folder)
    except data.DataError as refused:
        return str(refused)
    assert found == cells(name)
    return None


def grid(name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw(name).decode(), newline="")))


def text(rows: list[list[str]], **how) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\n", **how).writerows(rows)
    return file.getvalue().encode()


def drawn(seed: str) -> random.Random:
    return random.Random(seed)  # noqa: S311 -- no secret


def flipped(content: bytes, seed: str, times: int) -> Iterator[tuple[int, bytes]]:
    """Flip one bit at a time, wherever; the place comes with what became of it."""
    chance = drawn(seed)
    for _ in range(times):
        place, bit = chance.randrange(len(content)), 1 << chance.randrange(8)
        yield place, content[:place] + bytes([content[place] ^ bit]) + content[place + 1 :]


def cut(content: bytes, seed: str, times: int) -> Iterator[bytes]:
    places = range(1, len(content) - 1)
    for place in drawn(seed).sample(places, min(times, len(places))):
        yield content[:place]


# Tables


@EACH_TABLE
def test_a_table_that_was_cut_is_refused_with_its_row(name, anew):
    content = raw(name)
    ends = [place.end() for place in re.finditer(rb"\n", content)][:-1]
    assert len(ends) >= 2
    spoiled = [*(content[:end] for end in ends), *cut(content, name, CUTS)]
    where = rf"data/{TABLES[name]['path']}, row \d+(, column [^:]+)?: "
    for one in spoiled:
        sentence = said(name, written(next(anew), name, one))
        if one + b"\n" != content:
            assert re.match(where, sentence), one[-40:]


@EACH_TABLE
def test_a_flipped_bit_changes_no_cell_or_is_refused_with_its_row(name, anew):
    where = rf"data/{TABLES[name]['path']}, row (\d+)(, column [^:]+)?: "
    for place, one in flipped(raw(name), name, FLIPS):
        sentence = said(name, written(next(anew), name, one))
        assert sentence is None or re.match(where, sentence), (place, sentence)


def other_digits(name: str) -> Iterator[tuple[int, str, bytes]]:
    """Write another digit into figures, wherever: row, column, and what became of the table."""
    rows, chance = grid(name), drawn(name)
    fields = {field["name"]: field["type"] for field in TABLES[name]["schema"]["fields"]}
    places = [
        (row, column)
        for row in range(1, len(rows))
        for column, field in enumerate(rows[0])
        if fields[field] != "string"
    ]
    for row, column in chance.sample(places, min(FLIPS, len(places))):
        digits = list(rows[row][column])
        at = chance.choice([at for at, digit in enumerate(digits) if digit.isdigit()])
        digits[at] = chance.choice(sorted({*"0123456789"} - {digits[at]}))
        spoiled = [list(one) for one in rows]
        spoiled[row][column] = "".join(digits)
        if float(spoiled[row][column]) != float(rows[row][column]):
            yield row + 1, rows[0][column], text(spoiled)


@EACH_TABLE
def test_another_digit_is_refused_with_its_row_and_column(name, anew):
    """However likely a figure it makes: there is no other figure than that of the source."""
    spoiled = list(other_digits(name))
    assert len(spoiled) >= 4
    for row, column, one in spoiled:
        sentence = said(name, written(next(anew), name, one))
        # Of a year that another row has, the key is spoken of, by all of its columns.
        assert re.match(rf"data/{name}\.csv, row (\d+), column [^:]*\b{column}\b", sentence)
        assert f"row {row}" in sentence


@EACH_TABLE
def test_the_same_cells_in_other_letters_read_the_same(name, anew):
    content, rows = raw(name), grid(name)
    same = {
        "with a mark before it": b"\xef\xbb\xbf" + content,
        "with the line ends of Windows": content.replace(b"\n", b"\r\n"),
        "with those of an old Mac": content.replace(b"\n", b"\r"),
        "without the last line end": content.rstrip(b"\n"),
        "with all in quotation marks": text(rows, quoting=csv.QUOTE_ALL),
        "with zeros taken off": text([[_short(cell) for cell in row] for row in rows]),
        "with the last column first": text([[row[-1], *row[:-1]] for row in rows]),
        "with the columns turned round": text([row[::-1] for row in rows]),
    }
    assert not [how for how, one in same.items() if said(name, written(next(anew), name, one))]


def _short(cell: str) -> str:
    """Return a cell as a spreadsheet writes it that knows numbers alone."""
    return re.sub(r"\.?0+$", "", cell) if re.fullmatch(r"-?\d+\.\d+", cell) else cell


def misplaced(name: str) -> dict[str, tuple[bytes, str]]:
    """Return what may become of a whole table, and how the sentence goes on after its name."""
    rows = grid(name)
    header, *body = rows
    last = len(rows)
    measure = next(f["name"] for f in TABLES[name]["schema"]["fields"] if f.get("measure"))
    at = header.index(measure)
    commas = [[*row[:at], f"{row[at]},5", *row[at + 1 :]] for row in body]
    mixed = [header, [*body[0][:at], f"{body[0][at]} é", *body[0][at + 1 :]], *body[1:]]
    spoken = text(mixed).decode()
    others = [header, *([*row[1:], row[0]] for row in body)]
    return {
        "semicolons": (text(rows, delimiter=";"), ", row 1: semicolons stand"),
        "tabs": (text(rows, delimiter="\t"), ", row 1: tabs stand"),
        "semicolons and decimal commas": (
            text([header, *commas], delimiter=";"),
            ", row 1: semicolons stand",
        ),
        "decimal commas": (text([header, *commas]), f", row 2, column {measure}: '"),
        "decimal commas alone": (
            "\n".join(",".join(row) for row in [header, *commas]).encode(),
            ", row 2, column ",
        ),
        "a row twice": (text([*rows, rows[1]]), f", row {last + 1}, column "),
        "rows in another order": (text([header, *body[::-1]]), ", row 2, column "),
        "a column moved without its name": (text(others), ", row 2, column "),
        "without its header": (text(body), f", row 1, column {header[0]}: "),
        "nothing under its header": (text([header]), ", row 2: there are no rows"),
        "nothing": (b"", ", row 1, column "),
        "zeros": (bytes(512), ", row 1, column "),
        "another encoding": (spoken.encode("cp1252"), f", row 2, column {at + 1}: "),
        "that of an old Mac": (
            spoken.replace("\n", "\r").encode("mac-roman"),
            f", row 2, column {at + 1}: ",
        ),
        "a cell too long, in another encoding": (
            ("x" * 200_000 + "é").encode("cp1252"),
            ", row 1, column ",  # how long a cell may be, another package may have said
        ),
        "a comma after each row": (
            b"".join(row + b",\n" for row in raw(name).splitlines()),
            f", row 1, column {len(header) + 1}: the column is not expected.",
        ),
        "that of a spreadsheet's Unicode text": (
            raw(name).decode().encode("utf-16"),
            ", row 1, column 1: this is not UTF-8 text.",
        ),
    }


@EACH_TABLE
def test_a_table_that_somebody_has_mixed_up_is_refused_with_its_place(name, anew):
    for how, (one, place) in misplaced(name).items():
        sentence = said(name, written(next(anew), name, one))
        assert sentence.startswith(f"data/{TABLES[name]['path']}{place}"), (how, sentence)


def test_a_sentence_says_how_a_figure_is_changed_on_purpose(anew):
    content = raw("in_house_agencies").replace(b"2013,58", b"2013,68")
    assert said("in_house_agencies", written(next(anew), "in_house_agencies", content)) == (
        "data/in_house_agencies.csv, row 3, column in_house_agencies: this is not what "
        "data/checksums.json knows. If it was meant, run “make checksums”. If not, “git checkout "
        "data/in_house_agencies.csv” undoes it."
    )


def test_a_row_less_is_counted(anew):
    content = raw("in_house_agencies").replace(b"2013,58\n", b"")
    assert said("in_house_agencies", written(next(anew), "in_house_agencies", content)).startswith(
        "data/in_house_agencies.csv, row 3, column year or in_house_agencies: this is not what "
        "data/checksums.json knows, of 3 rows where 2 are. "
    )


def test_a_cell_of_digits_without_end_is_refused_at_once(anew):
    """A row of digits is looked at once: a reader that tries each place would take minutes."""
    content = raw("in_house_agencies").replace(b"58", b"9" * 120_000 + b"x")
    shown = "9" * 59 + "…"
    assert said("in_house_agencies", written(next(anew), "in_house_agencies", content)) == (
        f"data/in_house_agencies.csv, row 3, column in_house_agencies: {shown!r} is not a number."
    )


# Descriptions, and the checksums themselves


def told_of_all(folder: Path) -> list[str]:
    """Return the sentences that refuse the tables of a whole folder; the others are the same."""
    return [sentence for name in TABLES if (sentence := said(name, folder))]


def spoiled_folder(folder: Path, path: str, content: bytes) -> Path:
    """Copy what the tables are read from, one file of it spoiled."""
    folder.mkdir(parents=True)
    for name in (data.DESCRIPTION, data.CHECKSUMS, *(one["path"] for one in TABLES.values())):
        shutil.copyfile(data.FOLDER / name, folder / name)
    (folder / path).write_bytes(content)
    return folder


@pytest.mark.parametrize("path", READ_JSON)
def test_a_json_file_that_was_cut_refuses_every_table_with_its_row(path, anew):
    content = (data.FOLDER / path).read_bytes()
    for one in [b"", bytes(512), *cut(content, path, CUTS)]:
        told = told_of_all(spoiled_folder(next(anew), path, one))
        assert len(told) == len(TABLES)
        assert all(re.match(rf"data/{path}, row \d+, column \d+: ", one) for one in told)


@pytest.mark.parametrize("path", READ_JSON)
def test_a_flipped_bit_of_a_json_file_brings_no_other_figure(path, anew):
    where = re.compile(rf"(data/{path}(, row \d+, column \d+)?|data/\w+\.csv(, row.*)?): ")
    no_such = re.compile(r"There is no table '\w+'\. Did you mean '.+'\?$")
    for place, one in flipped((data.FOLDER / path).read_bytes(), path, FLIPS):
        told = told_of_all(spoiled_folder(next(anew), path, one))
        assert not [one for one in told if not (where.match(one) or no_such.match(one))], place


@pytest.mark.parametrize("path", READ_JSON)
def test_a_json_file_in_other_letters_reads_the_same(path, anew):
    content = (data.FOLDER / path).read_bytes()
    for one in (b"\xef\xbb\xbf" + content, content.replace(b"\n", b"\r\n")):
        assert not told_of_all(spoiled_folder(next(anew), path, one))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"[]", "data/checksums.json: these are not checksums of tables."),
        (b"{}", "data/in_house_agencies.csv: data/checksums.json has no such table."),
        (b'{"in_house_agencies": 5}', "data/checksums.json: those of 'in_house_agencies' are no"),
        (b"9" * 5_000, "data/checksums.json: this is not valid JSON."),
        (b"[" * 200_000, "data/checksums.json: this is not valid JSON."),
        (b'{"a": "\xe9"}', "data/checksums.json, row 1, column 8: this is not UTF-8 text."),
    ],
)
def test_checksums_that_are_none_are_told_of(anew, content, sentence):
    folder = spoiled_folder(next(anew), data.CHECKSUMS, content)
    assert said("in_house_agencies", folder).startswith(sentence)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("{industry}", "{industrx}", "the label of 'us_employment' may name its columns alone"),
        ("{industry}", "{industry", "the label of 'us_employment' may name its columns alone"),
        ("[A-Z]{3}", "[A-Z{3}", "the pattern that datapackage.json has for it is none: '[A-Z{3}'"),
        ('"minimum": 1990', '"minimum": "1990"', "the minimum that datapackage.json has for it"),
    ],
)
def test_a_description_that_says_nothing_is_told_of(anew, old, new, sentence):
    spoiled = data.description().replace(old, new).encode()
    told = told_of_all(spoiled_folder(next(anew), data.DESCRIPTION, spoiled))
    assert told
    assert all(sentence in one for one in told)


# What people write in TOML


def leaves(value: object) -> Iterator[object]:
    """Yield all that a file says, without its names."""
    if isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from leaves(one)
    else:
        yield value


def read(path: Path, content: bytes, folder: Path) -> tuple[dict | None, str]:
    """Return what a file says with another content; or the sentence that refuses it."""
    kind = FORMS[path.stem if path.parent == data.FOLDER else path.parent.name]
    (folder.parent).mkdir(exist_ok=True)
    there = folder.parent / path.name
    there.write_bytes(content)
    try:
        return read_toml(there, kind).model_dump(exclude_unset=True), ""
    except data.DataError as refused:
        return None, str(refused)


def is_placed(path: Path, sentence: str) -> bool:
    """Whether a sentence names the file, and the line or the entry."""
    name = re.escape(path.name)
    line = rf"{name} is not right TOML: .*\((at line \d+, column \d+|at end of document)\)\.$"
    entry = rf"{name}, [^:]+: .+[.?]$|.*/{name}, row \d+, column \d+: "
    return bool(re.match(rf"{line}|{entry}", sentence))


@EACH_TOML
def test_a_toml_file_that_was_cut_says_nothing_else_or_is_refused_with_its_place(path, anew):
    content = path.read_bytes()
    right, _ = read(path, content, next(anew))
    known = set(map(repr, leaves(right)))
    lines = [place.end() for place in re.finditer(rb"\n", content)]
    ends = drawn(path.stem).sample(lines, min(CUTS, len(lines)))
    for one in [*(content[:end] for end in ends), *cut(content, path.stem, CUTS)]:
        found, sentence = read(path, one, next(anew))
        if found is None:
            assert is_placed(path, sentence), sentence
        else:  # a number or a text that was cut within would be another
            assert set(map(repr, leaves(found))) <= known


@EACH_TOML
def test_a_flipped_bit_of_a_toml_file_brings_no_number_where_there_was_none(path, anew):
    """A digit that is another is the author's word: nothing but a file's history knows it."""
    content = path.read_bytes()
    right, _ = read(path, content, next(anew))
    known = {repr(one) for one in leaves(right) if not isinstance(one, str)}
    for place, one in flipped(content, path.stem, FLIPS):
        found, sentence = read(path, one, next(anew))
        if found is None:
            assert is_placed(path, sentence), sentence
        elif not NUMBER.match(content[place : place + 1].decode("latin-1")):
            now = {repr(one) for one in leaves(found) if not isinstance(one, str)}
            assert now <= known, place


@EACH_TOML
def test_a_toml_file_in_other_letters_reads_the_same_and_junk_is_refused(path, anew):
    content = path.read_bytes()
    right, _ = read(path, content, next(anew))
    assert right
    for same in (b"\xef\xbb\xbf" + content, content.replace(b"\n", b"\r\n")):
        assert read(path, same, next(anew)) == (right, "")
    comment = content.count(b"\n") + 1
    junk = {
        bytes(512): f"{path.name} is not right TOML: ",
        content + b"# Gar\xe7on": f"{path.parent.name}/",
        content + b"a = 1,5": f"{path.name} is not right TOML: ",
        content.decode().encode("utf-16"): "",
        content + b"a = " + b"9" * 5_000: f"{path.name} is not right TOML: ",
        content + b"a = " + b"[" * 9_000: f"{path.name} is not right TOML: ",
    }
    for one in junk:
        found, sentence = read(path, one, next(anew))
        assert found is None
        assert path.name in sentence
    assert (
        f", row {comment}, column 6: this is not UTF-8 text."
        in read(path, content + b"# Gar\xe7on", next(anew))[1]
    )


# Any file


@pytest.mark.parametrize("path", [*READ_JSON, "in_house_agencies.csv"])
def test_a_folder_in_the_place_of_a_file_is_told_of(path, anew):
    folder = spoiled_folder(next(anew), path, b"")
    (folder / path).unlink()
    (folder / path).mkdir()
    assert said("in_house_agencies", folder).startswith(f"data/{path}: the file cannot be read (")


@pytest.mark.parametrize("path", [*READ_JSON, "in_house_agencies.csv"])
def test_a_file_beyond_all_measure_is_refused_by_its_size(path, anew):
    folder = spoiled_folder(next(anew), path, b"")
    with (folder / path).open("r+b") as file:
        file.truncate(100_000_000)
    assert said("in_house_agencies", folder) == (
        f"data/{path}: the file is larger than {LARGEST:,} bytes, the most allowed."
    )
    assert max(one.stat().st_size for one in data.FOLDER.rglob("*.*")) < LARGEST / 5


def test_a_toml_file_that_is_missing_or_a_folder_or_too_large_is_told_of(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    with pytest.raises(data.DataError, match=r"^data/glossary.toml: the file is missing\.$"):
        data.read_glossary(folder=folder)
    (folder / data.GLOSSARY).mkdir()
    with pytest.raises(data.DataError, match=r"^data/glossary.toml: the file cannot be read \("):
        data.read_glossary(folder=folder)
    (folder / data.GLOSSARY).rmdir()
    (folder / data.GLOSSARY).write_bytes(b"#" * (LARGEST + 1))
    with pytest.raises(data.DataError, match=r"^data/glossary.toml: the file is larger than "):
        data.read_glossary(folder=folder)
