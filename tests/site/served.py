"""A site that is served, and the devices of learners who open it."""

import os
import socket
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO, ClassVar

from playwright.sync_api import BrowserContext, Locator, Page

# Counts the frames that Python sends, and keeps what it writes to its error stream.
HEARD = """(() => {
  globalThis.heard = { frames: 0, complaints: [] };
  globalThis.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        const text = JSON.stringify(data, (_, part) => ArrayBuffer.isView(part) ? "" : part) ?? "";
        if (text.includes('"kind":"ahead"') && text.includes('"stop":')) heard.frames += 1;
        if (text.includes('"name":"stderr"')) heard.complaints.push(text);
      });
    }
  };
})()"""
SUB_PATH = "courses/insourcing"
WAIT = 180_000  # milliseconds for Python to start on a busy machine


PIECE = 64 * 1024  # bytes that go over a line at a time


@dataclass
class Line:
    """A learner's line to the site, which all that is asked for shares.

    Attributes
    ----------
    bytes_a_second
        What goes over it at most.
    there_and_back
        Seconds that a request and the first byte of its answer take in all.
    """

    bytes_a_second: float
    there_and_back: float
    _free: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def carry(self, size: int) -> None:
        """Wait until so many bytes have gone over it, after all that was sent before."""
        with self._lock:
            self._free = max(self._free, time.monotonic()) + size / self.bytes_a_second
            arrives = self._free
        time.sleep(max(arrives - time.monotonic(), 0))


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder as a usual web host does, without a word."""

    protocol_version = "HTTP/1.1"
    extensions_map: ClassVar[dict[str, str]] = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def __init__(self, *args: object, site: "Site", **more: object) -> None:
        self.site = site
        super().__init__(*args, **more)

    def setup(self) -> None:
        """Note the connection, which a browser leaves open."""
        super().setup()
        self.site.connections.append(self.connection)

    def copyfile(self, source: BinaryIO, outputfile: BinaryIO) -> None:
        """Send a file as fast as the line is, and note when, and how many bytes it has."""
        self.site.sent.append((time.time(), os.fstat(source.fileno()).st_size))
        line = self.site.line
        if line is None:
            super().copyfile(source, outputfile)
            return
        time.sleep(line.there_and_back)
        while piece := source.read(PIECE):
            line.carry(len(piece))
            outputfile.write(piece)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@dataclass
class Site:
    """A site that is served, and can be stopped, or published anew.

    Attributes
    ----------
    folder
        Of the site itself.
    address
        Where it is.
    sent
        When each file was asked for, and its bytes.
    line
        What its files go over; none is as fast as this machine.
    connections
        All that were ever made.
    """

    folder: Path
    address: str = ""
    sent: list[tuple[float, int]] = field(default_factory=list)
    line: Line | None = None
    connections: list[socket.socket] = field(default_factory=list, repr=False)
    server: ThreadingHTTPServer | None = field(default=None, repr=False)

    def start(self, port: int = 0) -> None:
        """Serve it, at the same place as before if the port is given."""
        served = self.folder.parents[SUB_PATH.count("/")]
        handler = partial(Quiet, directory=str(served), site=self)
        self.server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/{SUB_PATH}/"

    def stop(self) -> int:
        """Leave off, on connections that are open, too; return the port."""
        port = self.server.server_port
        self.server.shutdown()
        self.server.server_close()
        for connection in self.connections:
            with suppress(OSError):  # it is closed already
                connection.shutdown(socket.SHUT_RDWR)
        return port


@dataclass
class Device:
    """A learner's device: one browser with a storage of its own.

    Attributes
    ----------
    context
        The browser.
    refused
        Addresses of other machines that its pages have asked for.
    errors
        What the pages' scripts have thrown.
    """

    context: BrowserContext
    refused: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def page(self) -> Page:
        """Open an empty page."""
        page = self.context.new_page()
        page.set_default_timeout(WAIT)
        page.add_init_script(HEARD)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def lesson(self, site: Site, name: str, page: Page | None = None) -> Page:
        """Open a lesson and wait until all of it has been run."""
        page = page or self.page()
        page.goto(f"{site.address}notebooks/index.html?path={name}.ipynb")
        ready(page)
        return page


def ready(page: Page) -> None:
    """Wait until all of a lesson has been run."""
    page.wait_for_selector(".lessons-site-bar[data-ready]", timeout=WAIT)


Devices = Callable[..., AbstractContextManager[Device]]


def seen(page: Page, place: Locator) -> Locator:
    """Scroll on until a part of the lesson is drawn, as a reader comes to it."""
    outer = page.locator("#main .jp-WindowedPanel-outer")
    outer.evaluate("(outer) => { outer.scrollTop = 0; }")
    for _ in range(200):
        if place.count():
            place.first.scroll_into_view_if_needed()
            return place.first
        outer.evaluate("(outer) => { outer.scrollTop += outer.clientHeight / 2; }")
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    raise AssertionError("The lesson has no such part.")
