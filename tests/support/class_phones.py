"""A class as a server sees it: its presenter, and its phones, without a browser."""

import http.client
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlparse

SECONDS = 60  # until an answer is missed
NUMBER = {
    "kind": "number",
    "ask": "How many units a year?",
    "label": "Your prediction",
    "unit": "units/year",
    "minimum": 0,
    "maximum": 100,
    "step": 1,
}
SHARE = NUMBER | {"ask": "Which share?", "unit": "%", "maximum": 1, "step": 0.01}
CHOICE = {"kind": "choice", "ask": "Who is cheaper?", "options": ["The own team", "=1+1", "Both"]}
SKETCH = {
    "kind": "sketch",
    "ask": "How does the cost go on?",
    "label": "Cost",
    "across_label": "Year",
    "across": [{"value": at, "text": str(at)} for at in (1, 2, 3)],
    "ticks": [{"value": at, "text": f"${at}"} for at in (0, 5, 10)],
    "minimum": 0,
    "maximum": 10,
    "step": 0.5,
    "start": 5,
}


@dataclass
class Answer:
    """What a server has answered."""

    status: int
    headers: http.client.HTTPMessage
    text: str

    @property
    def told(self) -> Any:
        """What it says, as JSON."""
        return json.loads(self.text)


@dataclass
class Client:
    """Somebody who asks a server, with cookies."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    def connection(self) -> http.client.HTTPConnection:
        """Return a new connection to the server."""
        return http.client.HTTPConnection(urlparse(self.address).netloc, timeout=SECONDS)

    def headers(self) -> dict[str, str]:
        """Return what each request comes with."""
        told = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": told} if told else {}

    def ask(self, path: str, method: str = "GET", body: Any = None, **headers: str) -> Answer:
        """Return the answer to a request; what is no text is sent as JSON."""
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None and not isinstance(body, str | bytes):
            body, told = json.dumps(body), {"Content-Type": "application/json"} | told
        host = self.connection()
        host.request(method, path, body, self.headers() | told)
        answer = host.getresponse()
        self.keep(answer)
        found = Answer(answer.status, answer.headers, answer.read().decode())
        host.close()
        return found

    def begin_to_ask(self, path: str) -> Answer:
        """Return the head of an answer, whose text may have no end."""
        host = self.connection()
        host.request("GET", path, headers=self.headers())
        answer = host.getresponse()
        host.close()
        return Answer(answer.status, answer.headers, "")

    def keep(self, answer: http.client.HTTPResponse) -> None:
        """Keep the cookies that come with an answer."""
        for told in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: one.value for name, one in SimpleCookie(told).items()}

    @contextmanager
    def listening(self, path: str) -> Iterator[Iterator[dict[str, Any]]]:
        """Open a stream of events; give what each of them says, in turn.

        Each is told at once: none hears first that for a while nothing has changed.
        """
        host = self.connection()
        host.request("GET", path, headers=self.headers())
        answer = host.getresponse()
        assert answer.status == 200, answer.read()
        self.keep(answer)
        try:
            yield _told(answer)
        finally:
            host.close()


def _told(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    for line in lines:
        assert not line.startswith(b"event: beat")
        if line.startswith(b"data: {"):
            yield json.loads(line[6:])


class Presenter(Client):
    """Who asks the class; at a server that has no token, whoever comes."""

    code = key = ""

    def open(self) -> str:
        """Open a room, and return its code."""
        for page in ("/", "/tree"):  # hand out the word that a change has to come with
            self.ask(page)
        opened = self.ask("/class/rooms", "POST", {})
        assert opened.status == 201, opened.text
        self.code, self.key = opened.told["code"], opened.told["key"]
        return self.code

    def headers(self) -> dict[str, str]:
        """Return what a page of the server sends."""
        word = self.cookies.get("_xsrf", "").strip('"')
        return super().headers() | {"X-Room-Key": self.key, "X-XSRFToken": word}

    def do(self, act: str, body: Any = None) -> Answer:
        """Do something in the room: ``rounds``, ``close``, ``reveal`` or ``end``."""
        return self.ask(f"/class/rooms/{self.code}/{act}", "POST", {} if body is None else body)

    def begin(self, asked: dict[str, Any]) -> int:
        """Begin a round, and return its number."""
        begun = self.do("rounds", {"asked": asked})
        assert begun.status == 201, begun.text
        return begun.told["round"]

    def saved(self) -> list[str]:
        """Return the lines of the room's table, without the header."""
        header, *lines = self.ask(f"/class/rooms/{self.code}/predictions.csv").text.splitlines()
        assert header == "round,kind,given,off"
        return lines


class Phone(Client):
    """A student's phone in a room."""

    code = ""

    @classmethod
    def joined(cls, address: str, code: str) -> "Phone":
        """Return a phone that has opened the page, and has been told of the room."""
        phone = cls(address)
        phone.code = code
        page = phone.ask(f"/class/{code}")
        assert page.status == 200, page.text
        phone.seen()
        return phone

    def seen(self) -> dict[str, Any]:
        """Return how the phone sees the room now."""
        with self.listening(f"/class/{self.code}/events") as events:
            return next(events)

    def commit(self, number: int, given: Any) -> Answer:
        """Commit to something in a round."""
        return self.ask(f"/class/{self.code}/commit", "POST", {"round": number, "given": given})


def phrase_of(text: str) -> re.Pattern[str]:
    """Return what a phrase with slots may have become."""
    return re.compile(re.sub(r"\\{\w+\\}", ".+", re.escape(text)))
