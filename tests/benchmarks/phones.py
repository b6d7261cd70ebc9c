"""Measure a class of 300 phones: how soon a commit is answered, what phones cost and disturb.

Phones are clients in this process, which have the page's own three requests and its stream of
events each; the page itself is loaded in Chromium over a line that Chromium makes slow.
"""

import asyncio
import random
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path

import psutil
from chromium import FLAGS, find_chromium
from class_phones import NUMBER, SKETCH, Presenter
from class_servers import KilledServer
from lab import write_notebook
from playwright.sync_api import Browser, sync_playwright
from report import Section, at_most, median, p95, table
from seats import Seat, cells, seats
from sliders import sliders
from tornado.httpclient import AsyncHTTPClient

from lessons.explore import catalogue

PHONES = 300
WITHIN = 10  # seconds in which they commit
SEED = 22
LOADS = 7  # of the page
EXPLORER, INPUT = "make_or_buy", "volume"  # whose slider a presenter moves
TURNS, WARMED = 3, 4  # with a class and without one; moves before
PATIENCE = 60  # seconds until all phones are in the room
STOPWATCH = Path(__file__).parent / "stopwatch.js"
# As a phone on a slow line has them: 1.6 Mbit/s down, half of that up, and 150 ms there and back.
SLOW = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 200_000,
    "uploadThroughput": 100_000,
}
# When there is a button to commit with, counted from when the address was opened.
USABLE = """const waiting = new MutationObserver(() => {
  if (!document.querySelector("main button")) return;
  globalThis.usable = performance.now();
  waiting.disconnect();
});
waiting.observe(document, { childList: true, subtree: true });"""
MEGABYTE = 1e6


def _listening(
    client: AsyncHTTPClient, address: str, told: Callable[[str], None] | None = None
) -> asyncio.Future:
    """Listen to a stream of events until it ends; `told` is given each line of its head."""
    return client.fetch(
        address,
        header_callback=told,
        streaming_callback=lambda _: None,
        request_timeout=0,
        raise_error=False,
    )


class _Phone:
    """A phone that is connected, and commits once."""

    def __init__(self, client: AsyncHTTPClient, address: str) -> None:
        self._client, self._address = client, address
        self._key = asyncio.get_running_loop().create_future()
        self.events: asyncio.Future | None = None

    async def join(self) -> None:
        """Load the page and its parts, and listen."""
        above = self._address.rpartition("/")[0]
        for path in (self._address, f"{above}/phone.css", f"{above}/phone.js"):
            await self._client.fetch(path)
        self.events = _listening(self._client, f"{self._address}/events", self._told)
        await self._key

    def _told(self, line: str) -> None:
        name, _, value = line.partition(":")
        if name.lower() == "set-cookie" and not self._key.done():
            self._key.set_result(SimpleCookie(value)["class-phone"].value)

    async def commit(self, number: int, given: int, wait: float) -> float:
        """Commit after a while; return how long the answer took, s."""
        await asyncio.sleep(wait)
        began = time.perf_counter()
        await self._client.fetch(
            f"{self._address}/commit",
            method="POST",
            headers={
                "Content-Type": "application/json",
                "Cookie": f"class-phone={self._key.result()}",
            },
            body=f'{{"round": {number}, "given": {given}}}',
        )
        return time.perf_counter() - began


async def _class(
    server: KilledServer, presenter: Presenter, committing: threading.Event | None = None
) -> tuple[list[float], float]:
    """Return how long each commit took, and the memory of the server with all phones, bytes.

    `committing` is set while they commit.
    """
    committing = committing or threading.Event()
    AsyncHTTPClient.configure(None, max_clients=2 * PHONES)
    client = AsyncHTTPClient()
    address = f"{server.address}/class/{presenter.code}"
    counts = f"{server.address}/class/rooms/{presenter.code}/events?key={presenter.key}"
    counting = _listening(client, counts)
    phones = [_Phone(client, address) for _ in range(PHONES)]
    await asyncio.gather(*(phone.join() for phone in phones))
    number = await asyncio.to_thread(presenter.begin, NUMBER | {"maximum": PHONES})
    drawn = random.Random(SEED)  # noqa: S311 - no secret
    waits = [drawn.uniform(0, WITHIN) for _ in phones]
    commits = [
        phone.commit(number, given, wait)
        for given, (phone, wait) in enumerate(zip(phones, waits, strict=True))
    ]
    committing.set()
    taken = await asyncio.gather(*commits)
    committing.clear()
    held = psutil.Process(server.process.pid).memory_info().rss
    await asyncio.to_thread(presenter.do, "end")
    # All streams end with the room.
    await asyncio.gather(counting, *(phone.events for phone in phones))
    return taken, held


def _commits(server: KilledServer) -> Section:
    presenter = Presenter(server.address)
    presenter.ask("/")
    before = psutil.Process(server.process.pid).memory_info().rss
    presenter.open()
    taken, held = asyncio.run(_class(server, presenter))
    kept = len(presenter.saved())
    milliseconds = [1000 * one for one in taken]
    more = (held - before) / MEGABYTE
    return Section(
        f"{PHONES} phones that commit within {WITHIN} s",
        [
            at_most("a commit is answered, p95", p95(milliseconds), 300, " ms"),
            at_most("commits that are lost or doubled", abs(kept - PHONES), 0, ""),
            at_most("memory of the server, more than before the room", more, 30, " MB"),
        ],
        [
            table(
                ("", "median", "p95", "most"),
                [("answer, ms", median(milliseconds), p95(milliseconds), max(milliseconds))],
            ),
            f"The server held {before / MEGABYTE:.0f} MB before, and {held / MEGABYTE:.0f} MB "
            f"with {PHONES} phones that listen.",
        ],
    )


def _moves(seat: Seat, goes_on: Callable[[], bool]) -> list[float]:
    """Move a slider for as long; return what each move took until it was painted, ms."""
    before = len(seat.moves)
    while goes_on():
        seat.move()
    return [move.painted for move in seat.moves[before:]]


def _beside_a_class(server: KilledServer, seat: Seat) -> tuple[list[float], list[float]]:
    """Move a slider while a class commits; return what moves took, and what commits did, ms."""
    presenter, committing = Presenter(server.address), threading.Event()
    presenter.ask("/")
    presenter.open()
    with ThreadPoolExecutor(1) as pool:
        phones = pool.submit(asyncio.run, _class(server, presenter, committing))
        committing.wait(PATIENCE)
        moves = _moves(seat, committing.is_set)
        taken, _ = phones.result()
    return moves, [1000 * one for one in taken]


def _slider(server: KilledServer) -> Section:
    """Compare a presenter's slider beside a class with itself without one, by turns."""
    moved = next(one for one in sliders(catalogue()[EXPLORER]) if one.name == INPUT)
    write_notebook(server.folder / "2-explorer.ipynb", *cells([moved]))
    alone, beside, commits = [], [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.add_init_script(path=STOPWATCH)
        page.goto(f"{server.address}/voila/render/2-explorer.ipynb")
        page.locator(".lessons-explorer .overplot .trace").first.wait_for(state="attached")
        (seat,) = seats(page, [moved]).values()
        seat.warm(WARMED)
        for _ in range(TURNS):
            until = time.monotonic() + WITHIN
            alone += _moves(seat, lambda until=until: time.monotonic() < until)
            moves, taken = _beside_a_class(server, seat)
            beside += moves
            commits += taken
        browser.close()
    ratio = median(beside) / median(alone)
    rows = [("without a class", len(alone), median(alone), p95(alone))]
    rows += [(f"while {PHONES} phones commit", len(beside), median(beside), p95(beside))]
    return Section(
        "A presenter's slider while phones commit",
        [
            at_most("a move, median, by that without a class", ratio, 1.3, " ×"),
            at_most("a commit is answered meanwhile, p95", p95(commits), 300, " ms"),
        ],
        [table(("", "moves", "painted after, ms: median", "p95"), rows)],
    )


def _loaded(browser: Browser, address: str) -> tuple[float, int]:
    """Return when the page could be used, ms, and what was loaded until then, bytes."""
    with browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True) as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW)
        answers = []
        page.on("response", lambda answer: answers.append(answer))
        page.add_init_script(USABLE)
        page.goto(address)
        page.wait_for_function("() => globalThis.usable")
        parts = [one for one in answers if not one.url.endswith("/events")]
        sizes = [one.request.sizes() for one in parts]
        size = sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes)
        return page.evaluate("usable"), size


def _page(server: KilledServer) -> Section:
    presenter = Presenter(server.address)
    code = presenter.open()
    presenter.begin(SKETCH)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        loads = [_loaded(browser, f"{server.address}/class/{code}") for _ in range(LOADS)]
        browser.close()
    times, sizes = zip(*loads, strict=True)
    return Section(
        "A phone's page at 1.6 Mbit/s and 150 ms, as Chromium throttles",
        [
            at_most("all that the page loads", max(sizes) / 1000, 40, " kB"),
            at_most(
                "until a line can be sketched and committed, median", median(times), 1500, " ms"
            ),
        ],
        [f"Loaded {LOADS} times without a cache: {min(times):.0f} to {max(times):.0f} ms."],
    )


@contextmanager
def _running() -> Iterator[KilledServer]:
    with tempfile.TemporaryDirectory() as place:
        server = KilledServer(Path(place))
        try:
            yield server
        finally:
            server.kill()


def phones() -> list[Section]:
    """Return what a class costs a presentation, and what its presenter notices of it."""
    with _running() as server:
        return [_commits(server), _slider(server), _page(server)]
