"""A class's downloads with junk of every kind among them: that is listed, the rest counted."""

import csv
import io
import json
import os
import random
import re
import unicodedata
import zipfile
from pathlib import Path

import pytest
from instructor_receipts import ANN, BO, LESSONS, done, made

from lessons.instructor import attempts, files, handed_in, receipts
from lessons.my_work.receipt import Receipt

SEED = 20_261_130
STUDENTS = 40
REASONS = {**handed_in.REASONS, **files.REASONS}
# Formulas as spreadsheets know them, behind what they pass over or part cells at; markup; what a
# screen would obey.
SPOILED_TEXTS = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "'=1", " =1+1", "\t=1+1", "\r=1+1", "\n=1+1"),
    *("\u200b=1+1", '=HYPERLINK("x")', "=cmd|' /C calc'!A0", 'a","=1', "a;=1", "a;=1;b"),
    *('a;"=1"', "a|=1", "a\t=1", "<script>alert(1)</script>", "<b>", "&amp;"),
    *("a\x00b", "\x1b[31mred", "\x07", "\u202egnp.exe", "a\r\nb"),
)
# How learning platforms name what they hand out.
PLATFORMS = (
    "{who}_{number}_assignsubmission_file_/receipt.json",
    "{who}_{number}_{number}_receipt.json",
    "Assignment 1_{who}_attempt_2026-11-21-10-00-{number:02}_receipt.json",
    "{who} - Nov 21, 2026 1000 AM - receipt.json",
    "{who}/my-work/receipt.json",
)


def packed(entries: dict[str, bytes]) -> bytes:
    """Return a zip archive of some files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, one in entries.items():
            archive.writestr(name, one)
    return content.getvalue()


def own_receipt(drawn: random.Random) -> dict:
    """Return a receipt that is nobody else's."""
    names = list(LESSONS[1].predictions)[:2]
    return made(*(done("prediction", name, off=round(drawn.random(), 9)) for name in names))


def resaved(drawn: random.Random, receipt: dict) -> bytes:
    """Return a receipt as it is, or as an editor may save it anew."""
    indent, ascii_only = drawn.choice([None, 1, 4, "\t"]), drawn.random() < 0.5
    text = json.dumps(receipt, indent=indent, ensure_ascii=ascii_only)
    text = text.replace("\n", drawn.choice(["\n", "\r\n", "\r"])) + drawn.choice(
        ["", "\n", "\n\n "]
    )
    return text.encode(drawn.choice(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))


def of_other_lessons(drawn: random.Random, receipt: dict) -> dict:
    """Return a receipt of another language, of an older version, or with junk in its texts."""
    texts = ["Was heißt auslagern?", "ما هو التعهيد؟", "什么是外包？", *SPOILED_TEXTS]
    told = [{**one, "title": drawn.choice(texts)} for one in receipt["lessons"]]
    for one in (part for lesson in told for part in lesson["predictions"]):
        one["given"] = drawn.choice(texts)
    older = [{name: one[name] for name in ("lesson", "predictions", "questions")} for one in told]
    return drawn.choice(
        [
            {**receipt, "summary": drawn.choices(texts, k=3), "lessons": told},
            {"format": 1, "written": "2026-01-31T09:30:00", "lessons": older},
        ]
    )


def class_of(drawn: random.Random) -> dict[str, bytes]:
    """Return the receipts of a class by the paths that a platform gives them."""
    template = drawn.choice(PLATFORMS)
    found = {}
    for number in range(STUDENTS):
        spoiled = re.sub("[/\x00]", "", SPOILED_TEXTS[number % len(SPOILED_TEXTS)])
        who = f"{spoiled} {number}" if number % 2 else f"Zoë Ärger {number}"
        receipt = own_receipt(drawn)
        if number % 3 == 0:
            receipt = of_other_lessons(drawn, receipt)
        found[template.format(who=who, number=number)] = resaved(drawn, receipt)
    return found


def junk() -> dict[str, tuple[bytes, str]]:
    """Return what is no receipt by its name, with the reason that is told."""
    text = json.dumps(ANN)
    return {
        "junk/large.json": (b" " * 10_000_000, "large"),
        "junk/large.txt": (text.encode() + b" " * 10_000_000, "large"),
        "junk/swells.json": (packed({"bomb.json": bytes(3_000_000)}), "/bomb.json: large"),
        "junk/deep.zip": (
            packed({"a.zip": packed({"a.zip": packed({"a.zip": packed({"b": b"{}"})})})}),
            "/a.zip: archive_deep",
        ),
        "junk/notes.docx": (packed({"[Content_Types].xml": b"x"}), "document"),
        "junk/other.rar": (b"Rar!\x1a\x07\x00", "archive_other"),
        "junk/damaged.zip": (packed({"a.json": text.encode()})[:-30], "archive_damaged"),
        "junk/cut.json": (text.encode()[:-9], "damaged"),
        "junk/page.json": (b"<!DOCTYPE html><title>receipt</title>", "damaged"),
        "junk/empty.json": (b"", "empty"),
        "junk/progress.json": (b'{"format": 1, "entries": []}', "progress"),
        "junk/saved-scenarios.json": (b'{"format": 1, "scenarios": []}', "foreign"),
        "junk/=1+1.txt": (b"=1+1", "suffix"),
        f"junk/{'n' * 250}.txt": (b"x", "suffix"),
        "junk/deep.json": (b"[" * 900_000, "damaged"),
        "junk/faults.json": (
            b'{"format": 1, "written": "2026-01-01", "lessons": [' + b"0," * 400_000 + b"0]}",
            "part",
        ),
    }


def expected(root: str = "") -> set[tuple[str, str]]:
    """Return the names of all junk with the reasons that are to be told."""
    found = set()
    for name, (_, reason) in junk().items():
        within, _, key = reason.rpartition(": ")
        found.add((f"{root}{name}{within}", key))
    return found


def write(folder: Path, entries: dict[str, bytes]) -> None:
    """Write files as somebody finds them who unpacks a download."""
    for name, content in entries.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def told(lines: list[str]) -> set[str]:
    return {line for line in lines if line.startswith("  Not read: ")}


def cells(folder: Path) -> list[list[str]]:
    """Return the table's rows, read with each separator that a spreadsheet may take."""
    (table,) = folder.glob("class-table*.csv")
    text = table.read_text("utf-8-sig")
    table.unlink()
    lines = text.splitlines()
    assert len(lines) == len(text.split("\n")) - 1  # no cell breaks its line
    for separator in ",;\t":
        for row in csv.reader(lines, delimiter=separator):
            assert not [one for one in row if is_formula(one)]
    return list(csv.reader(lines))


def is_formula(cell: str) -> bool:
    """Whether some spreadsheet may take a cell for a formula, or a part of it for a command."""
    shown = unicodedata.normalize("NFKC", cell).lstrip("'") if cell[:2] == "''" else cell
    starts = unicodedata.normalize("NFKC", shown).lstrip()[:1] in ("=", "+", "-", "@")
    return starts or any(unicodedata.category(one) in ("Cc", "Cf") for one in cell)


@pytest.fixture
def no_picture(monkeypatch):
    """Leave the picture out, which takes its time."""
    monkeypatch.setattr(receipts, "_picture", lambda _results: None)


@pytest.mark.parametrize("seed", range(SEED, SEED + 5))  # one of each platform's names at least
@pytest.mark.parametrize("way", ["a folder", "an archive", "archives in an archive"])
def test_junk_is_listed_and_the_rest_is_counted(way, seed, tmp_path, no_picture, monkeypatch):
    drawn = random.Random(seed)  # noqa: S311 - no secret
    monkeypatch.setattr(receipts, "SHOWN_SKIPPED", 10**6)
    monkeypatch.setitem(globals(), "PLATFORMS", (PLATFORMS[seed - SEED],))
    students, bad = class_of(drawn), {name: content for name, (content, _) in junk().items()}
    handed, root = tmp_path / "handed in", ""
    handed.mkdir()
    if way == "a folder":
        write(handed, students | bad)
    elif way == "an archive":
        handed, root = tmp_path / "class.zip", "class.zip/"
        handed.write_bytes(packed(students | bad))
    else:
        half = dict(list(students.items())[: STUDENTS // 2])
        rest = {name: one for name, one in students.items() if name not in half}
        handed, root = tmp_path / "class.zip", "class.zip/b.zip/"
        handed.write_bytes(packed({"a.zip": packed(half), "b.zip": packed(rest | bad)}))
    lines = receipts.sum_up(handed)
    assert lines[0] == receipts.READ.format(count=STUDENTS, refused=len(junk()))
    for name, reason in expected(root):
        start = REASONS[reason].partition("{")[0]
        listed = [line for line in told(lines) if line.startswith(f"  Not read: {name}")]
        assert [line for line in listed if f": {start}" in line], name
    header, *rows = cells(tmp_path if handed.is_file() else handed)
    assert len(rows) == STUDENTS
    assert len({row[0] for row in rows}) == STUDENTS
    assert {row[header.index(next(one for one in header if "made" in one))] for row in rows} == {
        "2"
    }


def test_each_text_of_a_receipt_is_harmless_where_it_is_shown(tmp_path, no_picture):
    """A name that the lessons do not have is told on the screen, and a title nowhere."""
    for number, text in enumerate(SPOILED_TEXTS):
        receipt = made(done("prediction", next(iter(LESSONS[1].predictions)), off=number / 100))
        receipt["lessons"][1]["questions"] = [{**QUESTION, "name": text}]
        (tmp_path / f"{number}.json").write_text(json.dumps(receipt), "utf-8")
    lines = receipts.sum_up(tmp_path)
    assert all(line.isprintable() for line in lines)
    assert len([line for line in lines if "no longer have it" in line]) == receipts.SHOWN_UNKNOWN
    cells(tmp_path)


QUESTION = {"name": "", "right": True, "tries": 1, "hints": 0}


def test_a_file_of_ten_megabytes_is_never_read(tmp_path, monkeypatch):
    (tmp_path / "large.json").write_bytes(b"")
    os.truncate(tmp_path / "large.json", 10_000_000)
    monkeypatch.setattr(Path, "read_bytes", pytest.fail)
    _, refused = handed_in.read(tmp_path)
    assert [one.reason for one in refused] == [files.REASONS["large"]]


def test_any_cut_or_flipped_byte_of_a_receipt_is_read_whole_or_refused(tmp_path):
    drawn = random.Random(SEED)  # noqa: S311 - no secret
    lesson = {**BO["lessons"][1], "title": "Né"}
    content = json.dumps({**BO, "lessons": [lesson]}, ensure_ascii=False).encode()
    spoiled = {f"cut {end}": content[:end] for end in range(len(content))}
    for place, one in enumerate(content):
        flipped = bytes([one ^ 1 << drawn.randrange(8)])
        spoiled[f"flipped {place}"] = content[:place] + flipped + content[place + 1 :]
    spoiled = {f"{name}.json": one for name, one in spoiled.items()}
    (tmp_path / "class.zip").write_bytes(packed(spoiled))
    accepted, refused = handed_in.read(tmp_path)
    assert {one.name.partition("/")[2] for one in refused} >= {
        f"cut {end}.json" for end in range(len(content))
    }
    assert len(accepted) + len(refused) == 2 * len(content)
    assert accepted
    assert all(one.reason for one in refused)


# Bounds


def test_an_archive_that_has_swelled_is_opened_no_further(tmp_path, monkeypatch):
    """What comes after the file that goes beyond what may be read is not unpacked at all."""
    monkeypatch.setattr(files, "MOST_READ", 1_000)
    read = []
    real = zipfile.ZipExtFile.read
    monkeypatch.setattr(
        zipfile.ZipExtFile, "read", lambda *given: read.append(real(*given)) or read[-1]
    )
    for first in (999, 1_000, 1_001):
        read.clear()
        entries = {"a.json": b"x" * first, "b.json": bytes(500_000), "c.json": bytes(500_000)}
        (tmp_path / "class.zip").write_bytes(packed(entries))
        _, refused = handed_in.read(tmp_path)
        assert [one.reason for one in refused][1:] == [files.REASONS["archive_swells"]] * 2
        assert sum(map(len, read)) <= files.MOST_READ + len(files.ARCHIVE)


def test_a_name_that_no_system_takes_is_refused_at_once(tmp_path):
    long = ("- " * 30_000, "a/" * 30_000 + "a", "n" * 300)
    entries = {f"{name}.json": json.dumps(ANN).encode() for name in (*long, "ann")}
    (tmp_path / "class.zip").write_bytes(packed(entries))
    accepted, refused = handed_in.read(tmp_path)
    assert [one.student for one in accepted] == ["class.zip/ann"]
    assert [one.reason for one in refused] == [files.REASONS["name_long"]] * 3
    assert max(len(one.name) for one in refused) <= files.LONGEST_PART + 1


def test_files_of_one_name_in_an_archive_are_told_apart(tmp_path, no_picture):
    content = packed(
        {"receipt.json": json.dumps(ANN).encode(), "receipt2json": json.dumps(BO).encode()}
    )
    (tmp_path / "class.zip").write_bytes(content.replace(b"receipt2json", b"receipt.json"))
    receipts.sum_up(tmp_path)
    _, *rows = cells(tmp_path)
    assert len({row[0] for row in rows}) == len(rows) == 2


def test_of_a_receipt_that_is_all_faults_the_first_is_looked_for_alone(monkeypatch):
    found = []
    real = handed_in._place
    monkeypatch.setattr(
        handed_in, "_place", lambda one: found.append(one.error_count()) or real(one)
    )
    for part in ("lessons", "predictions"):
        lesson = {"lesson": 1, "questions": [], "predictions": [0] * 1_000}
        junk_in = {"lessons": [0] * 1_000, "predictions": [lesson]}[part]
        content = {"format": 1, "written": "2026-01-01T00:00:00", "lessons": junk_in}
        assert "is not as a receipt has it" in handed_in._receipt(
            "a", json.dumps(content).encode()
        )
    assert found == [1, 1]


def test_a_version_is_told_in_a_few_digits():
    told_of = handed_in._receipt("a.json", b'{"format": ' + b"9" * 4_000 + b', "lessons": []}')
    assert told_of == REASONS["format"].format(got="999999999…", format=1)


def test_what_each_has_done_is_put_together_once(monkeypatch):
    """All are held against each other where no name tells them apart: as cheaply as can be."""
    counted = []
    real = attempts._Work.of
    monkeypatch.setattr(
        attempts._Work, "of", lambda receipt: counted.append(receipt) or real(receipt)
    )
    drawn = random.Random(SEED)  # noqa: S311 - no secret
    many = [
        handed_in.HandedIn(
            f"receipt ({number})", Receipt.model_validate_json(json.dumps(own_receipt(drawn)))
        )
        for number in range(30)
    ]
    assert len(attempts.counted(many).receipts) == len(counted) == 30


# What cannot be opened


def test_a_folder_that_cannot_be_opened_is_listed(tmp_path, no_picture, monkeypatch):
    for name in ("ann.json", "shut/bo.json", "linked/cy.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(json.dumps(ANN), "utf-8")
    real = os.scandir

    def scandir(path: str) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    lines = receipts.sum_up(tmp_path)
    assert lines[0] == receipts.READ.format(count=2, refused=1)
    assert receipts.SKIPPED.format(name="shut", reason=files.REASONS["no_folder"]) in lines


def test_a_name_that_no_system_takes_gets_a_sentence(capsys):
    assert receipts.main(["n" * 5_000]) == 1
    assert capsys.readouterr().err.startswith("There is no folder nnn")


def test_a_download_is_taken_as_it_is(tmp_path, capsys, no_picture):
    drawn = random.Random(SEED)  # noqa: S311 - no secret
    (tmp_path / "class.zip").write_bytes(packed(class_of(drawn)))
    assert receipts.main([str(tmp_path / "class.zip")]) == 0
    assert f"Receipts read: {STUDENTS}." in capsys.readouterr().out
    assert len(cells(tmp_path)) == STUDENTS + 1
