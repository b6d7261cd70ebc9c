"""A class's receipts in one table and one picture, whatever files were handed in."""

import csv
import io
import json
import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from instructor_receipts import ANN, BO, LESSONS, PREDICTIONS, QUESTIONS, hand_in

from lessons.instructor import class_picture, handed_in, receipts
from lessons.instructor.class_results import FIRST, LATER, NEVER, ClassResults
from lessons.words.spreadsheet import FORMULA

ALL_QUESTIONS = sum(len(one.questions) for one in LESSONS.values())
each_in_turn = settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def table(folder: Path) -> str:
    """Return the table of a folder, without the picture, which takes its time."""
    return receipts.table(ClassResults(handed_in.read(folder)[0], LESSONS))


def rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a table."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def reasons(folder: Path) -> dict[str, str]:
    """Return why each file was refused."""
    return {one.name: one.reason for one in handed_in.read(folder)[1]}


# What a class amounts to


def test_a_row_tells_what_a_student_did(tmp_path):
    hand_in(tmp_path, "ann.json")
    (row,) = rows(table(tmp_path))
    count = len(PREDICTIONS)
    assert row["Student"] == "ann"
    assert row[f"Lesson 1: predictions made (of {count})"] == "2"
    assert row["Lesson 1: on average off by (%)"] == "30.0"
    assert row[f"Lesson 1: questions right (of {len(QUESTIONS)})"] == "2"
    assert row["Lesson 2: on average off by (%)"] == ""
    assert [row[f"Lesson 1: {name}"] for name in QUESTIONS[:4]] == [FIRST, LATER, NEVER, ""]


def test_all_lessons_together_come_first(tmp_path):
    hand_in(tmp_path, "ann.json")
    (row,) = rows(table(tmp_path))
    predictions = sum(len(one.predictions) for one in LESSONS.values())
    assert row[f"Predictions made (of {predictions})"] == "2"
    assert row[f"Questions right (of {ALL_QUESTIONS})"] == "2"
    assert row["On average off by (%)"] == "30.0"


def test_the_questions_missed_most_come_first(tmp_path):
    hand_in(tmp_path, "ann.json")
    hand_in(tmp_path, "bo.json", BO)
    results = ClassResults(handed_in.read(tmp_path)[0], LESSONS)
    missed = [(one.name, one.first, one.later, one.never) for one in results.missed()]
    assert missed == [
        (QUESTIONS[1], 0, 1, 1),
        (QUESTIONS[2], 0, 0, 1),
        (QUESTIONS[0], 1, 0, 0),
    ]
    said = "\n".join(receipts.sum_up(tmp_path))
    assert f"Lesson 1, {QUESTIONS[1]}: 2 of 2" in said
    assert QUESTIONS[0] not in said


def test_the_files_name_is_the_student_in_folders_too(tmp_path):
    for name in ("Zoë.JSON", "late/ann.json", "bo.json"):
        hand_in(tmp_path, name)
    assert [row["Student"] for row in rows(table(tmp_path))] == ["bo", "late/ann", "Zoë"]


def test_what_the_lessons_no_longer_have_does_not_count_and_is_told(tmp_path):
    old = json.loads(json.dumps(ANN))
    old["lessons"][1]["questions"].append({**old["lessons"][1]["questions"][0], "name": "gone"})
    hand_in(tmp_path, "ann.json", old)
    said = receipts.sum_up(tmp_path)
    assert "  Not counted, as the lessons no longer have it: 1: gone." in said
    assert rows(table(tmp_path))[0][f"Questions right (of {ALL_QUESTIONS})"] == "2"


# What is written


def test_nothing_that_is_there_is_replaced_or_read_again(tmp_path):
    hand_in(tmp_path, "ann.json")
    receipts.sum_up(tmp_path)
    (tmp_path / "class-table.csv").write_text("grades", "utf-8")
    said = receipts.sum_up(tmp_path)
    assert (tmp_path / "class-table.csv").read_text("utf-8") == "grades"
    written = (tmp_path / "class-table-2.csv").read_text("utf-8-sig")
    assert [row["Student"] for row in rows(written)] == ["ann"]
    assert said[0] == "Receipts read: 1. Other files, which were not: 0."
    assert json.loads((tmp_path / "ann.json").read_text("utf-8")) == ANN


def test_a_receipt_named_as_the_table_is_read_all_the_same(tmp_path):
    hand_in(tmp_path, "class-table.json")
    assert [row["Student"] for row in rows(table(tmp_path))] == ["class-table"]


@pytest.mark.parametrize(
    "name", ["=cmd()", "+1", "-1", "@SUM(A1)", " =cmd()", "＝1", "a;=cmd()", 'a";=cmd()', "a,=1"]
)
def test_no_name_is_a_formula(tmp_path, name):
    hand_in(tmp_path, f"{name}.json")
    text = table(tmp_path)
    line = text.splitlines()[1]
    assert line.startswith('"')
    for delimiter in ",;\t":
        cells = next(csv.reader([line], delimiter=delimiter))
        assert not [cell for cell in cells if cell.lstrip().startswith(FORMULA)]
    assert rows(text)[0]["Student"].replace("'", "") == name


def test_a_name_cannot_break_the_line_or_the_screen():
    assert handed_in.plain("ann\n=cmd()\x1b[31m\udcff\u202e Zoë😀") == "ann�=cmd()�[31m�� Zoë😀"


def test_the_picture_is_one(tmp_path):
    hand_in(tmp_path, "$x^{ 😀 שלום.json")
    receipts.sum_up(tmp_path)
    content = (tmp_path / "class-picture.png").read_bytes()
    assert content.startswith(b"\x89PNG")
    assert struct.unpack(">II", content[16:24]) >= (1_000, 600)


@pytest.mark.parametrize("count", [class_picture.MOST_ROWS, class_picture.MOST_ROWS + 1])
def test_a_large_class_is_counted_instead_of_listed(tmp_path, count):
    from matplotlib.figure import Figure

    for number in range(count):
        hand_in(tmp_path, f"student-{number:03}.json")
    results = ClassResults(handed_in.read(tmp_path)[0], LESSONS)
    axes = Figure().subplots()
    class_picture._draw_done(axes, results)
    labels = [one.get_text() for one in axes.get_yticklabels()]
    listed = count <= class_picture.MOST_ROWS
    assert labels == (results.students if listed else class_picture._labels(results))


# What is refused


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.docx", b"PK", "its name does not end in .json"),
        ("a.json", b" \n", "it is empty"),
        ("a.json", b"x" * 1_000_001, "it is too large for a receipt"),
        ("a.json", json.dumps(ANN).encode()[:-9], "it is damaged: it does not read as JSON"),
        ("a.json", b"\xff\xfe{}", "it is damaged: it does not read as JSON"),
        ("a.json", b"[" * 100_000, "it is damaged: it does not read as JSON"),
        ("a.json", b'"text"', "it is not a receipt of these lessons"),
        ("a.json", b'{"cells": []}', "it is not a receipt of these lessons"),
        ("a.json", b'{"format": 1, "entries": []}', handed_in.REASONS["progress"]),
        (
            "a.json",
            b'{"format": 0, "lessons": []}',
            "it is of another version of the lessons (format 0, not 1)",
        ),
        (
            "a.json",
            b'{"format": 1, "written": "2026-01-01T00:00:00", "lessons": 5}',
            "it is damaged: lessons is not as a receipt has it",
        ),
        (
            "a.json",
            b'{"format": 1, "written": "today", "lessons": []}',
            "it is damaged: written is not as a receipt has it",
        ),
    ],
)
def test_what_is_no_receipt_is_told_by_name_and_passed_over(tmp_path, name, content, reason):
    (tmp_path / name).write_bytes(content)
    hand_in(tmp_path, "good.json")
    assert reasons(tmp_path) == {name: reason}
    assert [row["Student"] for row in rows(table(tmp_path))] == ["good"]


def test_a_question_that_is_there_twice_is_damage(tmp_path):
    twice = json.loads(json.dumps(ANN))
    twice["lessons"][1]["questions"] *= 2
    hand_in(tmp_path, "a.json", twice)
    assert reasons(tmp_path) == {
        "a.json": "it is damaged: lessons.1 is not as a receipt has it",
    }


@each_in_turn
@given(st.binary(max_size=400))
def test_any_bytes_are_refused_and_not_fatal(tmp_path, content):
    (tmp_path / "a.json").write_bytes(content)
    accepted, refused = handed_in.read(tmp_path)
    assert accepted == []
    assert [one.name for one in refused] == ["a.json"]


@each_in_turn
@given(st.data())
def test_a_spoiled_receipt_is_read_whole_or_refused(tmp_path, data):
    text = json.dumps(ANN).encode()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    (tmp_path / "a.json").write_bytes(text[:start] + data.draw(st.binary(max_size=8)) + text[end:])
    accepted, refused = handed_in.read(tmp_path)
    assert len(accepted) + len(refused) == 1
    receipts.table(ClassResults(accepted, LESSONS))


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)


@each_in_turn
@given(value=VALUES, path=st.lists(st.integers(0, 30), max_size=6))
def test_any_value_anywhere_in_a_receipt_is_not_fatal(tmp_path, value, path):
    spoiled = {"": json.loads(json.dumps(ANN))}
    holder, key = spoiled, ""
    for step in path:
        inner = holder[key]
        keys = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
        if not keys or not isinstance(inner[keys[0]], dict | list):
            break
        holder, key = inner, keys[step % len(keys)]
    holder[key] = value
    hand_in(tmp_path, "a.json", spoiled[""])
    accepted, refused = handed_in.read(tmp_path)
    assert len(accepted) + len(refused) == 1
    receipts.table(ClassResults(accepted, LESSONS))


# The command


def test_no_folder_gets_a_sentence(tmp_path, capsys):
    assert receipts.main([str(tmp_path / "none")]) == 1
    assert "There is no folder" in capsys.readouterr().err
    assert receipts.main([""]) == 1
    assert receipts.USAGE in capsys.readouterr().err


def test_an_empty_folder_gets_a_sentence_and_no_table(tmp_path, capsys):
    (tmp_path / "note.txt").write_text("x", "utf-8")
    assert receipts.main([str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "There is no receipt in the folder" in said
    assert "note.txt: its name does not end in .json." in said
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_a_class_is_summed_up(tmp_path, capsys):
    hand_in(tmp_path, "ann.json")
    (tmp_path / "bo.json").write_text("{", "utf-8")
    assert receipts.main([str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "Receipts read: 1. Other files, which were not: 1." in said
    assert "  Not read: bo.json: it is damaged: it does not read as JSON." in said
    assert f"Written: {tmp_path / 'class-table.csv'}" in said
    assert f"Written: {tmp_path / 'class-picture.png'}" in said
