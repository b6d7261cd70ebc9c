"""The rooms of a class among its receipts: a table of their own, whatever else lies there."""

import csv
import io

import pytest
from instructor_receipts import hand_in

from lessons.instructor import class_rooms, handed_in, receipts
from lessons.instructor.files import FolderError

ROOM = """round,kind,given,off
1,number,400.0,0.2
1,number,1000.0,0.05
1,number,600.0,0.1
2,choice,"An agency, or two",
2,choice,'=1+1,
2,choice,"An agency, or two",
3,sketch,'-1.0 2.0 3.0,0.5
"""


@pytest.fixture(autouse=True)
def no_picture(monkeypatch):
    """Leave the picture out, which takes its time."""
    monkeypatch.setattr(receipts, "_picture", lambda _: None)


def save(folder, name: str = "class-room-BCDF.csv", text: str = ROOM, mark: str = "\ufeff"):
    (folder / name).write_text(f"{mark}{text}", encoding="utf-8")


def rows(folder, name: str = "class-rooms.csv") -> list[dict[str, str]]:
    text = (folder / name).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_row_tells_what_a_round_came_to(tmp_path):
    hand_in(tmp_path, "ann.json")
    save(tmp_path)
    said = receipts.sum_up(tmp_path)
    assert "  class-room-BCDF, round 1: 3 predictions, on average off by 11.7%" in said
    assert "  class-room-BCDF, round 2: 3 predictions" in said
    assert not any("Not read" in line for line in said)
    first, second, third = rows(tmp_path)
    assert first == {
        "Room": "class-room-BCDF",
        "Round": "1",
        "Kind": "number",
        "Predictions": "3",
        "The middle one, or most": "600.0",
        "On average off by (%)": "11.7",
        "Off by 10% or less (%)": "66.7",
    }
    assert second["The middle one, or most"] == "An agency, or two (2)"
    assert second["On average off by (%)"] == ""
    assert (third["Kind"], third["The middle one, or most"]) == ("sketch", "")
    assert (tmp_path / "class-table.csv").exists()


def test_a_room_alone_is_summed_up_too(tmp_path):
    save(tmp_path, mark="")
    assert receipts.sum_up(tmp_path)[-1].endswith("class-rooms.csv")
    assert len(rows(tmp_path)) == 3
    assert not (tmp_path / "class-table.csv").exists()


def test_what_was_written_is_never_read_nor_replaced(tmp_path):
    save(tmp_path)
    receipts.sum_up(tmp_path)
    assert not any("Not read" in line for line in receipts.sum_up(tmp_path))
    assert len(rows(tmp_path, "class-rooms-2.csv")) == 3


def test_nothing_in_the_table_is_a_formula(tmp_path):
    save(tmp_path, text='round,kind,given,off\n1,choice,"=cmd()",\n', name="=a.csv")
    receipts.sum_up(tmp_path)
    (row,) = rows(tmp_path)
    assert row["Room"].startswith("'=")
    assert row["The middle one, or most"].startswith("'=")


@pytest.mark.parametrize(
    "row",
    [
        "1,number,much,0.1",
        "1,number,nan,0.1",
        "1,number,5,2",
        "1,number,5,nan",
        "0,number,5,0.1",
        "one,number,5,0.1",
        "1,dance,5,0.1",
        "1,number,5",
        "1,sketch,1 2 x,0.1",
    ],
)
def test_a_damaged_room_is_refused_with_its_row(tmp_path, row):
    hand_in(tmp_path, "ann.json")
    save(tmp_path, text=f"round,kind,given,off\n1,number,4,0.1\n{row}\n")
    refused = {one.name: one.reason for one in handed_in.read(tmp_path)[1]}
    assert refused == {
        "class-room-BCDF.csv": "it is a damaged room: row 3 is not as a room has it"
    }
    receipts.sum_up(tmp_path)
    assert not (tmp_path / "class-rooms.csv").exists()


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"round,kind\n", b"round,kind,given,off,x\n"]
)
def test_another_table_is_no_room(content):
    assert not class_rooms.is_room(content)


def test_a_folder_without_either_says_so(tmp_path):
    with pytest.raises(FolderError, match="There is no receipt"):
        receipts.sum_up(tmp_path)
