"""The phones' routes. A room's code opens them without the server's token, and opens nothing else.

A phone is known by a random key, in a cookie that no script reads and no other site's page sends.
It is handed out with the first events and not with the page: who follows a link to the page from
another site sends no cookie at first, and would be given a second key.
"""

import secrets

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import stream_request_body

from lessons.classroom import phone_page
from lessons.classroom.hearers import PRESENTER
from lessons.classroom.rooms import LENGTH, LETTERS, Rooms
from lessons.classroom.serving import MINUTE, RefusedError, Room, flooded
from lessons.words import PHRASES

COOKIE = "class-phone"
LONGEST_KEY = 64  # characters
LARGEST = 4096  # bytes of what a phone sends
POLICY = "; ".join(
    [
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("script", "style", "connect")),
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)


class _Phone(Room):
    """A route for phones."""

    not_kept = "class_not_kept_now"  # a phone is told of no folder

    def set_default_headers(self) -> None:
        """Let the page load and run what is this server's own, and be kept by nobody."""
        self.set_header("Content-Security-Policy", POLICY)
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cache-Control", "no-store")

    def check_xsrf_cookie(self) -> None:
        """Ask for no token of the server's: the phone's cookie comes from no other site's page."""

    @property
    def key(self) -> str:
        """The phone's key; empty before it has one."""
        return self.get_cookie(COOKIE, "")[:LONGEST_KEY]

    async def find(self, code: str) -> str:
        """Return the code of the room that an address means, in capitals.

        Raises
        ------
        RefusedError
            If there is none, or this address has named too many that are none.
        """
        code, address = code.upper(), self.request.remote_ip
        if self.key and self.classroom.admitted.has(code, self.key):
            return code
        wait = self.classroom.wrong_codes.wait(address)
        if wait:
            raise flooded(wait)
        is_code = len(code) == LENGTH and set(code) <= {*LETTERS}
        if not is_code or not await self.ask(Rooms.has, code):
            self.classroom.wrong_codes.count(address)
            raise RefusedError(404, PHRASES["class_unknown"])
        return code

    def admit(self, code: str, key: str) -> None:
        """Let a phone into a room, if there is room for it: a server started anew knows of none.

        Raises
        ------
        RefusedError
            If there is none.
        """
        if not self.classroom.admitted.admit(code, key):
            raise RefusedError(429, PHRASES["class_full"], MINUTE)


class Door(_Phone):
    """Where a code is typed."""

    @allow_unauthenticated
    def get(self) -> None:
        """Ask for a code, or go to the room of the one that was typed."""
        here = self.request.path.rstrip("/")
        code = "".join(self.get_query_argument("code", "").split())
        if code.isalpha() and code.isascii() and len(code) == LENGTH:
            self.redirect(f"{here}/{code.upper()}")
        elif here != self.request.path:
            self.redirect(here)
        else:
            self.finish(phone_page.door(PHRASES["class_unknown"] if code else "", "class/"))


class Page(_Phone):
    """The page of a room."""

    @allow_unauthenticated
    async def get(self, code: str) -> None:
        """Show it; where there is no such room, ask for another code."""
        found = await self.find(code)
        if found != code:
            self.redirect(f"{self.request.path.removesuffix(code)}{found}")
            return
        if await self.ask(Rooms.has_ended, found):
            raise RefusedError(410, PHRASES["class_ended"])
        self.finish(phone_page.room(found, await self.ask(Rooms.seen_by, found, self.key)))

    def write_error(self, status_code: int, **given: object) -> None:
        """Show why in a page, where a code can be typed."""
        refusal = given["exc_info"][1]
        if isinstance(refusal, RefusedError):
            if refusal.wait:
                self.set_header("Retry-After", str(refusal.wait))
            self.finish(phone_page.door(refusal.sentence))
        else:
            super().write_error(status_code, **given)


class Part(_Phone):
    """The script and the styles of the page."""

    @allow_unauthenticated
    def get(self, kind: str) -> None:
        """Hand one of them out; a browser asks whether it has changed."""
        text, content_type = phone_page.part(kind)
        self.set_header("Content-Type", content_type)
        self.set_header("Cache-Control", "no-cache")
        self.finish(text)


class Events(_Phone):
    """What a phone sees, as it changes."""

    @allow_unauthenticated
    async def get(self, code: str) -> None:
        """Keep telling the phone how its room stands; one that has no key is given one."""
        code = await self.find(code)
        key = self.key or secrets.token_urlsafe()
        connections = self.classroom.connections
        if wait := connections.wait((code, key)):
            raise flooded(wait)
        self.admit(code, key)
        connections.count((code, key))
        self._hand_out(code, key)
        await self.keep_telling(code, key, lambda: self.ask(Rooms.seen_by, code, key))

    def _hand_out(self, code: str, key: str) -> None:
        path = self.request.path.removesuffix("/events")
        at = path[: len(path) - LENGTH] + code
        is_safe = self.request.protocol == "https"
        self.set_cookie(COOKIE, key, path=at, httponly=True, samesite="Strict", secure=is_safe)


@stream_request_body
class Committing(_Phone):
    """Where a phone commits what it predicts."""

    def prepare(self) -> None:
        """Refuse what is too large before it is read."""
        self._chunks: list[bytes] = []
        length = self.request.headers.get("Content-Length", "")
        if not length.isdigit():
            raise RefusedError(411, PHRASES["class_large"].format(most=LARGEST))
        if int(length) > LARGEST:
            raise RefusedError(413, PHRASES["class_large"].format(most=LARGEST))

    def data_received(self, chunk: bytes) -> None:
        """Take the next part of what is sent."""
        self._chunks.append(chunk)

    def body(self) -> bytes:
        """Return what was sent."""
        return b"".join(self._chunks)

    @allow_unauthenticated
    async def post(self, code: str) -> None:
        """Keep what the phone predicts."""
        code, key = await self.find(code), self.key
        if not key:
            raise RefusedError(403, PHRASES["class_no_phone"])
        self.admit(code, key)
        if wait := self.classroom.commits.wait((code, key)):
            raise flooded(wait)
        self.classroom.commits.count((code, key))
        sent = self.sent("round", "given")
        if type(sent["round"]) is not int:
            raise RefusedError(422, PHRASES["class_no_round"])
        kept, told = await self.ask(Rooms.commit, code, key, sent["round"], sent["given"])
        self.classroom.hearers.tell_one(code, key)
        self.classroom.hearers.tell_one(code, PRESENTER)
        self.finish({"given": kept, "told": told})
