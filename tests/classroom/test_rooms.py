"""The rooms of a class: what is kept of them, for how long, and what is refused."""

import csv
import json
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from class_phones import CHOICE, NUMBER, SKETCH

from lessons.classroom import rooms as store
from lessons.classroom.asked import AnswerError, AskedError
from lessons.classroom.rooms import (
    ConflictError,
    EndedError,
    ManyRoomsError,
    Rooms,
    UnknownRoomError,
)
from lessons.classroom.saved_room import csv_text

START = 1_000_000.0


class Clock:
    """A clock that stands until it is set."""

    time = START

    def __call__(self) -> float:
        """Return the time."""
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def rooms(tmp_path: Path, clock: Clock) -> Rooms:
    return Rooms(tmp_path / "my-work", clock)


@pytest.fixture
def code(rooms: Rooms) -> str:
    """Open a room with a first round that asks for a number."""
    code, _ = rooms.open()
    rooms.ask(code, NUMBER)
    return code


def given(closed: dict) -> list:
    return [one["given"] for one in closed["answers"]]


def rows(rooms: Rooms, code: str) -> list[list[str]]:
    return list(csv.reader(csv_text(rooms.answers(code)).splitlines()))[1:]


def test_nothing_is_written_before_a_room_is_opened(tmp_path, rooms):
    for ask in (rooms.has_ended, rooms.told, rooms.close, rooms.end, rooms.counted):
        with pytest.raises(UnknownRoomError):
            ask("BCDF")
    assert not rooms.has("BCDF")
    assert list(tmp_path.iterdir()) == []


def test_a_room_has_a_code_of_four_consonants_and_a_key_of_its_own(rooms):
    opened = [rooms.open() for _ in range(20)]
    for code, key in opened:
        assert len(code) == 4
        assert set(code) <= set("BCDFGHJKLMNPQRSTVWXZ")
        assert rooms.is_key(code, key)
        assert not rooms.is_key(code, "")
        assert not rooms.is_key(code, f"{key}x")
    assert len({code for code, _ in opened}) == len({key for _, key in opened}) == 20


def test_a_code_is_taken_once(rooms, monkeypatch):
    codes = iter(["BCDF", "BCDF", "BCDF", "GHJK"])
    monkeypatch.setattr(store, "_code", lambda: next(codes))
    assert [rooms.open()[0], rooms.open()[0]] == ["BCDF", "GHJK"]


def test_there_is_a_most_of_rooms_until_one_ends(rooms, clock):
    opened = [rooms.open()[0] for _ in range(store.MOST_OPEN)]
    with pytest.raises(ManyRoomsError, match=str(store.MOST_OPEN)):
        rooms.open()
    rooms.end(opened[0])
    rooms.open()
    with pytest.raises(ManyRoomsError):
        rooms.open()
    clock.time += store.LASTS
    assert rooms.open()


def test_a_phone_sees_its_room_from_its_first_question_to_the_end(rooms):
    code, _ = rooms.open()
    nothing = dict.fromkeys(("asked", "given", "told", "answer", "reason"))
    assert rooms.seen_by(code, "one") == {"round": 0, "state": "waiting", **nothing}
    assert rooms.ask(code, NUMBER) == 1
    seen = {"round": 1, "state": "open", **nothing, "asked": NUMBER}
    assert rooms.seen_by(code, "one") == seen
    assert rooms.commit(code, "one", 1, 40) == (40.0, "40 units a year")
    own = {"given": 40.0, "told": "40 units a year"}
    assert rooms.seen_by(code, "one") == seen | own
    assert rooms.seen_by(code, "other") == seen
    rooms.close(code)
    assert rooms.seen_by(code, "one") == seen | own | {"state": "closed"}
    rooms.reveal(code, 1, "42 units", [[40, "You were close.", 0.02], [7, "Far."]])
    seen |= {"state": "revealed", "answer": "42 units"}
    assert rooms.seen_by(code, "one") == seen | own | {"reason": "You were close."}
    assert rooms.seen_by(code, "other") == seen
    rooms.end(code)
    assert rooms.seen_by(code, "one") == {"round": 1, "state": "ended", **nothing}


def test_a_presenter_sees_how_many_and_what_only_after_the_round_is_closed(rooms, code):
    rooms.commit(code, "one", 1, 40)
    rooms.commit(code, "other", 1, 7)
    assert rooms.counted(code) == (
        {"committed": 2, "round": 1, "state": "open"},
        {"one", "other"},
    )
    (told,) = rooms.told(code)["rounds"]
    assert told == {"round": 1, "asked": NUMBER, "state": "open", "committed": 2}
    assert rooms.close(code) == {"round": 1, "answers": [{"given": 7.0}, {"given": 40.0}]}
    (told,) = rooms.told(code)["rounds"]
    assert (told["state"], given(told)) == ("closed", [7.0, 40.0])
    assert rooms.close(code)["round"] == 1


def test_no_phone_is_known_by_the_place_of_its_answer(rooms, code):
    drawn = random.Random(22)  # noqa: S311 - no secret
    numbers = [float(drawn.randrange(100)) for _ in range(50)]
    for phone, number in enumerate(numbers):
        rooms.commit(code, f"phone {phone}", 1, number)
    assert given(rooms.close(code)) == sorted(numbers)
    assert [float(row[2]) for row in rows(rooms, code)] == sorted(numbers)


def test_a_next_round_closes_the_one_before(rooms, code):
    rooms.commit(code, "one", 1, 40)
    assert rooms.ask(code, CHOICE) == 2
    with pytest.raises(ConflictError, match="another question"):
        rooms.commit(code, "other", 1, 40)
    assert rooms.commit(code, "one", 2, 1) == (1, "“=1+1”")
    assert [one["state"] for one in rooms.told(code)["rounds"]] == ["closed", "open"]


def test_the_first_prediction_stays_and_may_be_sent_again(rooms, code):
    rooms.commit(code, "one", 1, 40)
    assert rooms.commit(code, "one", 1, 40) == (40.0, "40 units a year")
    with pytest.raises(ConflictError, match="40 units a year"):
        rooms.commit(code, "one", 1, 41)
    rooms.close(code)
    assert rooms.commit(code, "one", 1, 40)[0] == 40.0
    rooms.ask(code, NUMBER)
    assert rooms.commit(code, "one", 1, 40)[0] == 40.0
    rooms.end(code)
    assert rooms.commit(code, "one", 1, 40)[0] == 40.0
    assert rows(rooms, code) == [["1", "number", "40.0", ""]]


def test_what_cannot_be_done_is_told_and_changes_nothing(rooms, code):
    with pytest.raises(AnswerError, match="between 0 units/year and 100 units/year"):
        rooms.commit(code, "one", 1, 101)
    for number in (0, 2, -1, 10**30):
        with pytest.raises(ConflictError, match="another question"):
            rooms.commit(code, "one", number, 40)
    with pytest.raises(AskedError):
        rooms.ask(code, {"kind": "essay"})
    for number in (0, 2, 10**30, "1", True, None):
        with pytest.raises(ConflictError, match="no such question"):
            rooms.reveal(code, number, "42", [])
    with pytest.raises(AskedError):
        rooms.reveal(code, 1, 42, [])
    assert rooms.counted(code)[0] == {"committed": 0, "round": 1, "state": "open"}
    rooms.close(code)
    with pytest.raises(ConflictError, match="closed"):
        rooms.commit(code, "one", 1, 40)
    other, _ = rooms.open()
    with pytest.raises(ConflictError, match="no such question"):
        rooms.close(other)


@pytest.mark.parametrize("by_itself", [False, True])
def test_a_room_ends_and_what_was_answered_can_be_saved(rooms, code, clock, by_itself):
    rooms.commit(code, "one", 1, 40)
    clock.time += store.LASTS - 1
    assert not rooms.has_ended(code)
    clock.time += 1 if by_itself else 0
    if not by_itself:
        rooms.end(code)
    assert rooms.has_ended(code)
    assert rooms.told(code)["ended"]
    assert rooms.counted(code)[0]["state"] == "ended"
    # What was open is closed by it, and what has ended by itself can still be revealed.
    ((told),) = rooms.told(code)["rounds"]
    assert (told["state"], told["answers"]) == ("closed", [{"given": 40.0}])
    if by_itself:
        assert rooms.close(code)["answers"] == told["answers"]
        rooms.reveal(code, 1, "42", [[40.0, "Close.", 0.02]])
        rooms.end(code)
    for act in (
        lambda: rooms.ask(code, NUMBER),
        lambda: rooms.close(code),
        lambda: rooms.reveal(code, 1, "42", []),
        lambda: rooms.commit(code, "other", 1, 40),
    ):
        with pytest.raises(EndedError):
            act()
    rooms.end(code)
    assert rows(rooms, code) == [["1", "number", "40.0", "0.02" if by_itself else ""]]


def test_a_room_is_forgotten_when_one_is_opened_a_month_later(rooms, code, clock):
    rooms.commit(code, "one", 1, 40)
    clock.time += store.KEPT
    rooms.open()
    assert rooms.has(code)
    clock.time += 1
    rooms.open()
    assert not rooms.has(code)
    with sqlite3.connect(rooms.file) as db:
        for table in ("rounds", "answers"):
            found = db.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
            assert found == (0,)


def test_a_room_is_saved_with_no_name_and_with_what_is_known(rooms, code):
    rooms.commit(code, "one", 1, 40.125)
    rooms.commit(code, "other", 1, 7)
    rooms.reveal(code, 1, "42 units", [[40.125, "Close.", 0.01875], [7, "Far.", 0.35]])
    rooms.ask(code, CHOICE)
    rooms.commit(code, "one", 2, 1)
    rooms.ask(code, SKETCH)
    rooms.commit(code, "one", 3, [1, 2.5, 3])
    assert rows(rooms, code) == [
        ["1", "number", "7.0", "0.35"],
        ["1", "number", "40.1250", "0.01875"],
        ["2", "choice", "'=1+1", ""],
        ["3", "sketch", "1.0 2.5 3.0", ""],
    ]


def test_what_was_kept_is_there_for_the_next_server(rooms, code, tmp_path, clock):
    rooms.commit(code, "one", 1, 40)
    again = Rooms(tmp_path / "my-work", clock)
    assert again.seen_by(code, "one")["given"] == 40.0
    assert again.commit(code, "other", 1, 7)[0] == 7.0
    assert given(rooms.close(code)) == [7.0, 40.0]


def test_a_failing_disk_is_told_and_loses_nothing(rooms, code, monkeypatch):
    rooms.commit(code, "one", 1, 40)
    with sqlite3.connect(rooms.file, isolation_level=None) as other:
        rooms._connection.execute("PRAGMA busy_timeout = 1")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            rooms.commit(code, "other", 1, 7)
        other.execute("ROLLBACK")
    assert rooms.commit(code, "other", 1, 7)[0] == 7.0
    assert given(rooms.close(code)) == [7.0, 40.0]


COMMITS = """
import json, sys
from pathlib import Path
from lessons.classroom.rooms import Rooms
rooms, code, first = Rooms(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
for number in range(first, first + 100_000):
    rooms.commit(code, f"phone {number}", 1, number)
    print(number, flush=True)
"""


def test_what_was_said_to_be_committed_is_there_after_a_kill(tmp_path):
    """Ten writers, each killed in the middle of its commits after some that it had confirmed."""
    rooms = Rooms(tmp_path)
    code, _ = rooms.open()
    rooms.ask(code, NUMBER | {"maximum": 10_000_000})
    drawn, said, last = random.Random(22), [], 0  # noqa: S311 - no secret
    for turn in range(10):
        first = turn * 100_000
        command = [sys.executable, "-c", COMMITS, str(tmp_path), code, str(first)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            for _ in range(drawn.randint(1, 30)):
                said.append(int(writer.stdout.readline()))
            writer.kill()
            said += map(int, writer.stdout.read().split())
        last = rooms.counted(code)[0]["committed"]
        assert len(said) <= last <= len(said) + turn + 1
    kept = [int(one) for one in given(rooms.close(code))]
    assert len(kept) == len(set(kept)) == last
    assert set(said) <= set(kept)
    # What was being kept at a kill may be there without having been confirmed: one each at most.
    assert len(kept) - len(said) <= 10
    with sqlite3.connect(rooms.file) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert json.loads(json.dumps(kept)) == sorted(kept)


def test_a_damaged_file_is_put_aside_and_another_one_begun(tmp_path):
    file = tmp_path / store.FILE
    file.write_bytes(b"no such file" * 100)
    rooms = Rooms(tmp_path)
    code, _ = rooms.open()
    assert rooms.has(code)
    assert (tmp_path / f"{store.FILE}-damaged").read_bytes().startswith(b"no such file")
