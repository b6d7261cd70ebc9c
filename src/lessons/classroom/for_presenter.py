"""The presenter's routes: whoever is logged in at the server may open a room, and has its key."""

from typing import Any

from jupyter_server.base.handlers import APIHandler
from tornado.web import authenticated

from lessons.classroom import saved_room
from lessons.classroom.hearers import PRESENTER
from lessons.classroom.rooms import Rooms
from lessons.classroom.serving import RefusedError, Room
from lessons.words import PHRASES

LARGEST = 4_000_000  # bytes of what a presenter sends: a reason for each answer of a class


class _Presenter(Room, APIHandler):
    """A route for the presenter."""

    async def own(self, code: str, key: str | None = None) -> None:
        """Let nobody go on but who holds the room's key.

        Raises
        ------
        RefusedError
            If there is no such room, or the key is not its own.
        """
        given = self.request.headers.get("X-Room-Key", "") if key is None else key
        if not await self.ask(Rooms.is_key, code, given):
            raise RefusedError(403, PHRASES["class_no_key"])

    def body(self) -> bytes:
        """Return what was sent, if it is not too large."""
        if len(self.request.body) > LARGEST:
            raise RefusedError(413, PHRASES["class_large"].format(most=LARGEST))
        return self.request.body

    async def counted(self, code: str) -> dict[str, Any]:
        """Return how a room stands, and how many phones are in it."""
        counted, committed = await self.ask(Rooms.counted, code)
        # One that was put away after it had answered is of the room all the same.
        phones = len(self.classroom.hearers.phones(code) | committed)
        return {"phones": phones, **counted}


class Opening(_Presenter):
    """Where a room is opened."""

    @authenticated
    async def post(self) -> None:
        """Open a room."""
        code, key = await self.ask(Rooms.open)
        place = f"{self.request.protocol}:" + f"//{self.request.host}{self.base_url}"
        self.set_status(201)
        self.finish({"code": code, "key": key, "address": f"{place}class/{code}"})


class Whole(_Presenter):
    """All of a room that its presenter may see."""

    @authenticated
    async def get(self, code: str) -> None:
        """Tell how the room stands, and what was answered in the rounds that are closed."""
        await self.own(code)
        told = await self.ask(Rooms.told, code)
        counted = await self.counted(code)
        self.finish({**told, "phones": counted["phones"]})


class Asking(_Presenter):
    """Where a round begins."""

    @authenticated
    async def post(self, code: str) -> None:
        """Ask the class something."""
        await self.own(code)
        number = await self.ask(Rooms.ask, code, self.sent("asked")["asked"])
        self.classroom.hearers.tell(code)
        self.set_status(201)
        self.finish({"round": number})


class Closing(_Presenter):
    """Where a round is closed."""

    @authenticated
    async def post(self, code: str) -> None:
        """Close the round, and tell what was answered."""
        await self.own(code)
        closed = await self.ask(Rooms.close, code)
        self.classroom.hearers.tell(code)
        self.finish(closed)


class Revealing(_Presenter):
    """Where the answer is said."""

    @authenticated
    async def post(self, code: str) -> None:
        """Tell the phones the answer, each with the reason that belongs to its own."""
        await self.own(code)
        sent = self.sent("round", "answer", "reasons")
        await self.ask(Rooms.reveal, code, sent["round"], sent["answer"], sent["reasons"])
        self.classroom.hearers.tell(code)
        self.finish({"round": sent["round"]})


class Ending(_Presenter):
    """Where a room ends."""

    @authenticated
    async def post(self, code: str) -> None:
        """End the room."""
        await self.own(code)
        await self.ask(Rooms.end, code)
        self.classroom.hearers.tell(code)
        self.classroom.admitted.forget(code)
        self.finish({})


class Saved(_Presenter):
    """A room as a table."""

    @authenticated
    async def get(self, code: str) -> None:
        """Hand the table out as a file."""
        await self.own(code)
        text = await self.ask(lambda rooms: saved_room.csv_text(rooms.answers(code)))
        self.set_header("Content-Disposition", f'attachment; filename="class-{code}.csv"')
        self.finish(text, set_content_type="text/csv; charset=utf-8")


class Counting(_Presenter):
    """How many have committed, as it changes."""

    @authenticated
    async def get(self, code: str) -> None:
        """Keep telling how the room stands."""
        await self.own(code, self.get_query_argument("key", ""))
        await self.keep_telling(code, PRESENTER, lambda: self.counted(code))
