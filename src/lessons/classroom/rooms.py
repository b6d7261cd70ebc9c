"""The rooms of a class, kept in one file: what was asked in each, and what was answered.

What has been answered "committed" is on the disk by then, whatever happens to the server next.
"""

import json
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lessons.classroom import asked as asking
from lessons.words import PHRASES

FILE = "class-rooms.sqlite"
LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # no vowel, hence no word; no letter that is taken for a digit
LENGTH = 4  # letters of a code
LASTS = 3 * 60 * 60  # seconds until a room ends by itself
KEPT = 30 * 24 * 60 * 60  # seconds until it is forgotten
MOST_OPEN = 50  # rooms at once
MOST_ROUNDS = 10_000  # of a room; a larger number is of none
TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
CREATE TABLE IF NOT EXISTS rooms (
    code TEXT PRIMARY KEY, key TEXT NOT NULL, opened REAL NOT NULL, ended REAL
);
CREATE TABLE IF NOT EXISTS rounds (
    room TEXT NOT NULL REFERENCES rooms ON DELETE CASCADE,
    round INTEGER NOT NULL, asked TEXT NOT NULL, state TEXT NOT NULL, answer TEXT,
    PRIMARY KEY (room, round)
);
CREATE TABLE IF NOT EXISTS answers (
    room TEXT NOT NULL, round INTEGER NOT NULL, phone TEXT NOT NULL,
    given TEXT NOT NULL, at REAL NOT NULL,
    PRIMARY KEY (room, round, phone),
    FOREIGN KEY (room, round) REFERENCES rounds ON DELETE CASCADE
);
"""
LAST = "SELECT * FROM rounds WHERE room = ? ORDER BY round DESC LIMIT 1"
ANSWERS = "SELECT given FROM answers WHERE room = ? AND round = ?"
SET_STATE = "UPDATE rounds SET state = ? WHERE room = ? AND round = ?"


class RoomError(Exception):
    """Something cannot be done in a room; the message says why, to whoever asked for it."""


class UnknownRoomError(RoomError):
    """There is no such room."""


class EndedError(RoomError):
    """The room has ended."""


class ConflictError(RoomError):
    """The room stands otherwise than whoever asked believes."""


class ManyRoomsError(RoomError):
    """There are as many rooms as there may be."""


class Rooms:
    """All rooms of one presenter.

    Nothing is written before the first room is opened. Calls come one at a time, from whichever
    thread.

    Parameters
    ----------
    folder
        The presenter's own.
    now
        A clock, s.
    """

    def __init__(self, folder: Path, now: Callable[[], float] = time.time) -> None:
        self.file = folder / FILE
        self._now = now
        self._connection: sqlite3.Connection | None = None

    def open(self) -> tuple[str, str]:
        """Open a room; return its code, and the key that its presenter holds.

        Raises
        ------
        ManyRoomsError
            If there are as many as there may be.
        OSError, sqlite3.Error
            If nothing can be kept.
        """
        self.file.parent.mkdir(parents=True, exist_ok=True)
        now, key = self._now(), secrets.token_urlsafe()
        with self._writing(is_first=True) as db:
            db.execute("DELETE FROM rooms WHERE opened < ?", [now - KEPT])
            count = "SELECT count(*) FROM rooms WHERE ended IS NULL AND opened > ?"
            if db.execute(count, [now - LASTS]).fetchone()[0] >= MOST_OPEN:
                raise ManyRoomsError(PHRASES["class_many_rooms"].format(most=MOST_OPEN))
            code = _code()
            while db.execute("SELECT 1 FROM rooms WHERE code = ?", [code]).fetchone():
                code = _code()
            db.execute("INSERT INTO rooms VALUES (?, ?, ?, NULL)", [code, key, now])
        return code, key

    def has(self, code: str) -> bool:
        """Whether there is or was such a room."""
        try:
            self._room(code)
        except UnknownRoomError:
            return False
        return True

    def is_key(self, code: str, key: str) -> bool:
        """Whether a key is the presenter's of a room.

        Raises
        ------
        UnknownRoomError
            If there is no such room.
        """
        return secrets.compare_digest(self._room(code)["key"].encode(), key.encode())

    def has_ended(self, code: str) -> bool:
        """Whether a room has ended, by its presenter or by itself.

        Raises
        ------
        UnknownRoomError
            If there is no such room.
        """
        room = self._room(code)
        return room["ended"] is not None or room["opened"] + LASTS <= self._now()

    def ask(self, code: str, asked: Any) -> int:
        """Begin a round, and close the one before it; return its number.

        Raises
        ------
        AskedError
            If that cannot be asked.
        UnknownRoomError, EndedError
            If there is no such room, or not any more.
        """
        checked = asking.checked(asked)
        with self._writing() as db:
            self._hold_open(code)
            number = self._close(db, code) + 1
            row = [code, number, json.dumps(checked)]
            db.execute("INSERT INTO rounds VALUES (?, ?, ?, 'open', NULL)", row)
        return number

    def close(self, code: str) -> dict[str, Any]:
        """Close the round that is open; return the last one's number and what was answered.

        Raises
        ------
        ConflictError
            If nothing was asked.
        UnknownRoomError, EndedError
            If there is no such room, or its presenter has ended it.
        """
        with self._writing() as db:
            self._hold_kept(code)
            number = self._close(db, code)
        if not number:
            raise ConflictError(PHRASES["class_no_round"])
        return {"round": number, "answers": [{"given": one} for one in self._given(code, number)]}

    def reveal(self, code: str, number: Any, answer: Any, reasons: Any) -> None:
        """Say the answer of a round, with a reason for each answer that was given.

        Parameters
        ----------
        code, number
            The room and the round; one that is open is closed.
        answer
            What is said to everybody.
        reasons
            ``[given, sentence]`` or ``[given, sentence, off]`` for each; `off` is how far the
            answer was off, as a share of what could be answered.

        Raises
        ------
        AskedError
            If one of these is not so.
        ConflictError
            If there is no such round.
        UnknownRoomError, EndedError
            If there is no such room, or its presenter has ended it.
        """
        revealed = json.dumps(asking.checked_reveal(answer, reasons))
        with self._writing() as db:
            self._hold_kept(code)
            if type(number) is not int or not self._round(code, number):
                raise ConflictError(PHRASES["class_no_round"])
            db.execute(SET_STATE, ["revealed", code, number])
            db.execute(
                "UPDATE rounds SET answer = ? WHERE room = ? AND round = ?",
                [revealed, code, number],
            )

    def end(self, code: str) -> None:
        """End a room. What was answered in it is kept, and can be saved.

        Raises
        ------
        UnknownRoomError
            If there is no such room.
        """
        self._room(code)
        with self._writing() as db:
            self._close(db, code)
            ended = "UPDATE rooms SET ended = ? WHERE code = ? AND ended IS NULL"
            db.execute(ended, [self._now(), code])

    def commit(self, code: str, phone: str, number: int, given: Any) -> tuple[Any, str]:
        """Keep what a phone answers in a round; return it as it is kept, and in words.

        To answer the same once more changes nothing: a phone may not have heard that it was kept.

        Raises
        ------
        AnswerError
            If it is no answer to what is asked.
        ConflictError
            If the round is closed, another one is open, or the phone answered otherwise before.
        UnknownRoomError, EndedError
            If there is no such room, or not any more.
        """
        with self._writing() as db:
            self._room(code)
            one = self._round(code, number)
            kept = self._answer(code, number, phone) if one else None
            if kept is not None and kept == given:
                return kept, asking.told(json.loads(one["asked"]), kept)
            self._hold_open(code)
            last = db.execute(LAST, [code]).fetchone()
            if not one or one["round"] != last["round"]:
                raise ConflictError(PHRASES["class_other_round"])
            asked = json.loads(one["asked"])
            if kept is not None:
                told = asking.told(asked, kept)
                raise ConflictError(PHRASES["class_twice"].format(told=told))
            if one["state"] != "open":
                raise ConflictError(PHRASES["class_closed"])
            taken = asking.taken(asked, given)
            row = [code, number, phone, json.dumps(taken), self._now()]
            db.execute("INSERT INTO answers VALUES (?, ?, ?, ?, ?)", row)
        return taken, asking.told(asked, taken)

    def seen_by(self, code: str, phone: str) -> dict[str, Any]:
        """Return what a phone sees of a room: what is asked, what it gave, and what is said to it.

        Raises
        ------
        UnknownRoomError
            If there is no such room.
        """
        number, state, last = self._stands(code)
        seen = dict.fromkeys(("asked", "given", "told", "answer", "reason"))
        if not last or state == "ended":
            return {"round": number, "state": state, **seen}
        seen["asked"] = json.loads(last["asked"])
        seen["given"] = self._answer(code, number, phone)
        if seen["given"] is not None:
            seen["told"] = asking.told(seen["asked"], seen["given"])
        if last["answer"]:
            revealed = json.loads(last["answer"])
            seen["answer"] = revealed["answer"]
            seen["reason"] = next(
                (reason for given, reason, *_ in revealed["reasons"] if given == seen["given"]),
                None,
            )
        return {"round": number, "state": state, **seen}

    def counted(self, code: str) -> tuple[dict[str, Any], set[str]]:
        """Return how a room stands, and which phones have answered in its last round.

        Raises
        ------
        UnknownRoomError
            If there is no such room.
        """
        number, state, _ = self._stands(code)
        of_round = "SELECT phone FROM answers WHERE room = ? AND round = ?"
        phones = {phone for (phone,) in self._reading().execute(of_round, [code, number])}
        return {"committed": len(phones), "round": number, "state": state}, phones

    def told(self, code: str) -> dict[str, Any]:
        """Return all of a room that its presenter may see: no answer of a round that is open.

        Raises
        ------
        UnknownRoomError
            If there is no such room.
        """
        rounds, ended = [], self.has_ended(code)
        for row in self._rounds(code):
            given = self._given(code, row["round"])
            # The end of a room closes what was open in it.
            state = "closed" if ended and row["state"] == "open" else row["state"]
            one = {"round": row["round"], "asked": json.loads(row["asked"]), "state": state}
            one["committed"] = len(given)
            if state != "open":
                one["answers"] = [{"given": answer} for answer in given]
            rounds.append(one)
        return {"ended": ended, "rounds": rounds}

    def answers(self, code: str) -> Iterator[tuple[int, asking.Asked, Any, float | None]]:
        """Yield each answer of a room: its round, what was asked, what was given, how far off.

        An open round is not closed by it, but what was answered in it is told, too. How far off
        an answer was is known where that was revealed.

        Raises
        ------
        UnknownRoomError
            If there is no such room.
        """
        for row in self._rounds(code):
            asked = json.loads(row["asked"])
            revealed = json.loads(row["answer"]) if row["answer"] else {"reasons": []}
            for given in self._given(code, row["round"]):
                offs = (off for one, _, *off in revealed["reasons"] if one == given)
                yield row["round"], asked, given, next(iter(next(offs, [])), None)

    def _reading(self) -> sqlite3.Connection:
        """Return the connection to the file.

        Raises
        ------
        UnknownRoomError
            If there is no file yet, and hence no room.
        """
        if self._connection is None and not self.file.is_file():
            raise UnknownRoomError(PHRASES["class_unknown"])
        return self._connected()

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            try:
                self._connection = self._made()
            except sqlite3.OperationalError:  # it is locked, or cannot be written
                raise
            except sqlite3.DatabaseError:  # it is no such file, or a damaged one
                self.file.replace(self.file.with_name(f"{self.file.name}-damaged"))
                self._connection = self._made()
        return self._connection

    def _made(self) -> sqlite3.Connection:
        made = sqlite3.connect(self.file, isolation_level=None, check_same_thread=False)
        made.row_factory = sqlite3.Row
        try:
            made.executescript(TABLES)
        except sqlite3.Error:
            made.close()
            raise
        return made

    @contextmanager
    def _writing(self, *, is_first: bool = False) -> Iterator[sqlite3.Connection]:
        """Write all that is written meanwhile, or nothing of it; the first makes the file."""
        db = self._connected() if is_first else self._reading()
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
            db.execute("COMMIT")
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")

    def _room(self, code: str) -> sqlite3.Row:
        room = self._reading().execute("SELECT * FROM rooms WHERE code = ?", [code]).fetchone()
        if not room:
            raise UnknownRoomError(PHRASES["class_unknown"])
        return room

    def _hold_kept(self, code: str) -> None:
        """Hold that no presenter has ended a room: one that has ended by itself still tells."""
        if self._room(code)["ended"] is not None:
            raise EndedError(PHRASES["class_ended"])

    def _hold_open(self, code: str) -> None:
        if self.has_ended(code):
            raise EndedError(PHRASES["class_ended"])

    def _close(self, db: sqlite3.Connection, code: str) -> int:
        """Close the round that is open; return the number of the last one, 0 without any."""
        db.execute("UPDATE rounds SET state = 'closed' WHERE room = ? AND state = 'open'", [code])
        last = db.execute(LAST, [code]).fetchone()
        return last["round"] if last else 0

    def _stands(self, code: str) -> tuple[int, str, sqlite3.Row | None]:
        """Return the number of a room's last round, how the room stands, and that round."""
        has_ended = self.has_ended(code)
        last = self._reading().execute(LAST, [code]).fetchone()
        state = "ended" if has_ended else last["state"] if last else "waiting"
        return last["round"] if last else 0, state, last

    def _rounds(self, code: str) -> list[sqlite3.Row]:
        self._room(code)
        rounds = "SELECT * FROM rounds WHERE room = ? ORDER BY round"
        return self._reading().execute(rounds, [code]).fetchall()

    def _round(self, code: str, number: int) -> sqlite3.Row | None:
        if not 0 < number < MOST_ROUNDS:
            return None
        of_room = "SELECT * FROM rounds WHERE room = ? AND round = ?"
        return self._reading().execute(of_room, [code, number]).fetchone()

    def _answer(self, code: str, number: int, phone: str) -> Any:
        """Return what a phone has answered in a round; None without it."""
        kept = f"{ANSWERS} AND phone = ?"
        row = self._reading().execute(kept, [code, number, phone]).fetchone()
        return json.loads(row["given"]) if row else None

    def _given(self, code: str, number: int) -> list[Any]:
        """Return what was answered in a round by size, so that no place tells who or when."""
        rows = self._reading().execute(ANSWERS, [code, number])
        return sorted(json.loads(given) for (given,) in rows)


def _code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
