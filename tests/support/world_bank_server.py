"""A server on this machine that answers as the World Bank's public interface does."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

NEWEST = 2025


@dataclass
class Reply:
    """What goes out; `cut` leaves out so many of the bytes that were promised."""

    body: bytes = b""
    status: int = 200
    cut: int = 0
    silent: bool = False


@dataclass
class Bank:
    """Values by indicator, then by country and year; None is a gap, what is left out too.

    `spoil` is given the indicator, the page and the right answer, and returns what goes out.
    """

    values: dict[str, dict[tuple[str, int], float | None]]
    spoil: Callable[[str, int, Any], Any] = lambda code, page, answer: answer
    asked: list[tuple[str, int]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def answer(self, path: str) -> Any:
        """Return the right answer, as ``[header, rows]``, newest year first."""
        parts, query = urlsplit(path), parse_qs(urlsplit(path).query)
        _, _, _, kind, countries, _, code = parts.path.split("/")
        assert (kind, query["format"]) == ("country", ["json"])
        first, last = map(int, query["date"][0].split(":"))
        page, per_page = int(query["page"][0]), int(query["per_page"][0])
        rows = [
            self.row(code, country, year)
            for country in countries.split(";")
            for year in range(min(last, NEWEST), first - 1, -1)
        ]
        header = {
            "page": page,
            "pages": -(-len(rows) // per_page),
            "per_page": per_page,
            "total": len(rows),
            "sourceid": "2",
            "lastupdated": "2026-10-07",
        }
        self.asked.append((code, page))
        right = [header, rows[(page - 1) * per_page : page * per_page]]
        return self.spoil(code, page, right)

    def row(self, code: str, country: str, year: int) -> dict[str, Any]:
        """Return one row, laid out as the World Bank lays it out."""
        return {
            "indicator": {"id": code, "value": "its name"},
            "country": {"id": country[:2], "value": "its name"},
            "countryiso3code": country,
            "date": str(year),
            "value": self.values[code].get((country, year)),
            "unit": "",
            "obs_status": "",
            "decimal": 0,
        }


class Handler(BaseHTTPRequestHandler):
    """Writes what the bank of its server answers."""

    def do_GET(self) -> None:
        """Answer one request."""
        bank = self.server.bank
        reply = bank.answer(self.path)
        if not isinstance(reply, Reply):
            reply = Reply(json.dumps(reply).encode())
        if reply.silent:
            bank.closing.wait(10)
            return
        self.send_response(reply.status)
        self.send_header("Content-Type", "application/json;charset=utf-8")
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body[: len(reply.body) - reply.cut])

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(bank: Bank) -> Iterator[str]:
    """Serve a bank; give the address to ask."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.bank = bank
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v2"
        finally:
            bank.closing.set()
            server.shutdown()
            thread.join()
