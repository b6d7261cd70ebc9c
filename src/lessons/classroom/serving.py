"""What all routes of the class share: its rooms, how they are asked, and how a request is refused.

The rooms are asked on a thread of their own, one request after the other: a disk that is slow
keeps no kernel's message waiting.
"""

import asyncio
import json
import math
import sqlite3
import time
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import Any

from tornado.iostream import StreamClosedError
from tornado.web import HTTPError, RequestHandler

from lessons.classroom.asked import AnswerError, AskedError
from lessons.classroom.hearers import Hearers
from lessons.classroom.limits import Admitted, Limit
from lessons.classroom.rooms import (
    ConflictError,
    EndedError,
    ManyRoomsError,
    RoomError,
    Rooms,
    UnknownRoomError,
)
from lessons.server.own_folder import folder_below
from lessons.words import PHRASES

MOST_PHONES = 1_000  # of a room
MOST_COMMITS = 10  # of a phone, a minute
MOST_CONNECTIONS = 30  # of a phone, a minute
MOST_WRONG_CODES = 300  # of an address, a minute: behind one may be a whole class
MINUTE = 60  # seconds
BEAT = 15  # seconds after which one who hears of nothing is told that the line stands
BEATEN = "event: beat\ndata:\n\n"
STATUS: Mapping[type[Exception], int] = {
    UnknownRoomError: 404,
    EndedError: 410,
    ConflictError: 409,
    ManyRoomsError: 429,
    AnswerError: 422,
    AskedError: 422,
}


class Classroom:
    """The rooms of one server, who hears of them, and how much each may ask for."""

    def __init__(self) -> None:
        self.hearers = Hearers()
        self.admitted = Admitted(MOST_PHONES)
        self.commits = Limit(MOST_COMMITS, MINUTE, time.monotonic)
        self.connections = Limit(MOST_CONNECTIONS, MINUTE, time.monotonic)
        self.wrong_codes = Limit(MOST_WRONG_CODES, MINUTE, time.monotonic)
        self._thread = ThreadPoolExecutor(1, "class")
        self._rooms: Rooms | None = None

    async def ask(self, folder: Path, ask: Callable[..., Any], *given: Any) -> Any:
        """Ask the rooms in a folder for something, on their own thread."""
        if self._rooms is None:
            self._rooms = Rooms(folder)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, ask, self._rooms, *given)


class RefusedError(HTTPError):
    """A request is refused, with a sentence for whoever made it.

    Parameters
    ----------
    status
        Of the answer.
    sentence
        What is told.
    wait
        For how long the one who asked should wait before asking again, s; 0 says nothing of it.
    """

    def __init__(self, status: int, sentence: str, wait: float = 0) -> None:
        super().__init__(status)
        self.sentence, self.wait = sentence, math.ceil(wait)


def flooded(wait: float) -> RefusedError:
    """Return the refusal of who has asked for too much."""
    return RefusedError(429, PHRASES["class_flood"].format(seconds=math.ceil(wait)), wait)


class Room(RequestHandler):
    """A route of the class, for whoever it is.

    Attributes
    ----------
    classroom
        What all routes of one server share.
    """

    classroom: Classroom
    not_kept = "class_not_kept"  # what is said where nothing can be kept

    def initialize(self, classroom: Classroom) -> None:
        """Know what all routes share."""
        self.classroom = classroom

    async def ask(self, ask: Callable[..., Any], *given: Any) -> Any:
        """Ask the rooms for something.

        Raises
        ------
        RefusedError
            If they refuse it, or nothing can be kept.
        """
        folder = folder_below(Path(self.settings["contents_manager"].root_dir))
        try:
            return await self.classroom.ask(folder, ask, *given)
        except (RoomError, AskedError, AnswerError) as error:
            status = STATUS[type(error)]
            raise RefusedError(status, str(error), MINUTE if status == 429 else 0) from None
        except (OSError, sqlite3.Error) as error:
            reason = getattr(error, "strerror", None) or str(error)
            sentence = PHRASES[self.not_kept].format(folder=folder, reason=reason)
            raise RefusedError(503, sentence) from None

    def sent(self, *fields: str) -> dict[str, Any]:
        """Return what was sent as JSON, which has these fields and no other.

        Raises
        ------
        RefusedError
            If it is no JSON, or has other fields.
        """
        kind = self.request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise RefusedError(415, PHRASES["class_not_json"])
        try:
            sent = json.loads(self.body(), parse_constant=_finite, parse_float=_finite)
        except (ValueError, RecursionError):  # what is no UTF-8 is a ValueError, too
            sent = None
        if not isinstance(sent, dict) or sent.keys() != {*fields}:
            raise RefusedError(422, PHRASES["class_fields"].format(fields=", ".join(fields)))
        return sent

    def body(self) -> bytes:
        """Return what was sent."""
        return self.request.body

    def write_error(self, status_code: int, **given: Any) -> None:
        """Say in a sentence why a request is refused."""
        error = given.get("exc_info", (None, None))[1]
        sentence = error.sentence if isinstance(error, RefusedError) else _usual(status_code)
        if isinstance(error, RefusedError) and error.wait:
            self.set_header("Retry-After", str(error.wait))
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps({"message": sentence}))

    def on_connection_close(self) -> None:
        """Stop telling one who is gone."""
        super().on_connection_close()
        self._is_gone = True
        if self._changed:
            self._changed.set()

    _is_gone = False
    _changed: asyncio.Event | None = None

    async def keep_telling(
        self, code: str, key: str, state: Callable[[], Awaitable[dict[str, Any]]]
    ) -> None:
        """Tell somebody how a room stands, at once and whenever that has changed, until it ends.

        Parameters
        ----------
        code, key
            Whose room it is, and who hears of it; see `Hearers.joined`.
        state
            Returns what is told.
        """
        self.set_header("Content-Type", "text/event-stream")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Accel-Buffering", "no")  # a proxy before this server hands on at once
        told: dict[str, Any] = {}
        with self.classroom.hearers.joined(code, key) as self._changed:
            while not self._is_gone:
                self._changed.clear()
                stands = await state()
                if stands != told:
                    self.write(f"data: {json.dumps(stands)}\n\n")
                told = stands
                with suppress(StreamClosedError):
                    await self.flush()
                if told["state"] == "ended":
                    return
                try:
                    await asyncio.wait_for(self._changed.wait(), BEAT)
                except TimeoutError:
                    self.write(BEATEN)


def _finite(text: str) -> float:
    """Read a number; what JSON has no number for is a ValueError."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _usual(status: int) -> str:
    return HTTPStatus(status).phrase
