"""A student of a class in a real browser, who does what one does by hand."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import psutil
from bench import HERE as BENCHMARKS
from chromium import FLAGS
from hub import Hub
from lab import wait_for_kernel
from playwright.sync_api import Locator, Page, Playwright, expect, sync_playwright
from processes import below
from seats import TURN_AFTER, Seat
from student import EACH, Student

PRESSES = 4  # of an arrow key, each time that the slider is moved
NOT_COUNTED = 1  # of a page's first moves, which are compiled
PATIENCE = 300_000  # milliseconds; whoever measures gives up first
BUTTON = "Run this lesson"
CHROMIUM, NICE = "chrom", 10  # part of the name of its processes, and behind others by how much
LOOK = "Show without predicting"


def _let_others_go_first() -> None:
    """Have browsers, which stand for computers of their own, take no time from the class's."""
    for one in below():
        with suppress(psutil.NoSuchProcess):
            if CHROMIUM in one.name():
                one.nice(NICE)


class BrowserStudent(Student):
    """A student with a Chromium of their own, on a thread of its own, as Playwright wants it.

    Parameters
    ----------
    chromium
        Where that browser is.
    """

    def __init__(self, name: str, hub: Hub, told: dict[str, Any], chromium: str) -> None:
        super().__init__(name, hub, told)
        self._chromium = chromium
        self._thread = ThreadPoolExecutor(1)
        self._playwright: Playwright | None = None
        self.page: Page
        self.seat: Seat

    async def _there(self, do: Callable[..., Any], *given: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._thread, do, *given)

    async def start(self) -> None:
        """Start the browser, which a student has open before the class begins."""
        await self.try_to(self._there(self._start), 60)

    def _start(self) -> None:
        self._playwright = sync_playwright().start()
        browser = self._playwright.chromium.launch(executable_path=self._chromium, args=FLAGS)
        _let_others_go_first()
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_init_script(path=BENCHMARKS / "stopwatch.js")
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)

    async def log_in(self) -> None:
        """Fill in the form, and wait until the hub has led to the server."""
        await self._there(self._log_in)

    def _log_in(self) -> None:
        self.page.goto(f"{self.hub.address}/hub/login")
        self.page.get_by_label("Username").fill(self.name)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(f"**/user/{self.name}/**", wait_until="commit")

    async def open(self) -> None:
        """Wait for the lesson that the hub has opened."""
        await self._there(self._open)

    def _open(self) -> None:
        self.page.locator(".jp-Notebook .jp-Cell").first.wait_for()
        wait_for_kernel(self.page)

    async def run(self) -> None:
        """Press the button above the lesson, and wait for its end."""
        await self._there(self._run)

    def _run(self) -> None:
        self.page.get_by_role("button", name=BUTTON).click()
        self.page.locator(".lessons-progress").last.wait_for(state="attached")

    async def predict(self) -> None:
        """Look behind a prediction."""
        await self._there(self._look)

    def _look(self) -> None:
        page = self.page
        button = page.get_by_role("button", name=LOOK).first
        button.scroll_into_view_if_needed()
        button.click()
        explorer = page.locator(".lessons-explorer").first
        explorer.locator(".overplot .trace").first.wait_for(state="attached")
        thumb = explorer.get_by_role("slider", name=self.told["label"], exact=True)
        picture = explorer.locator(".lessons-chart-drawing")
        self.seat = Seat(thumb, picture, self.told["up"])
        self.seat.warm(NOT_COUNTED)

    async def move(self, until: float, first: float) -> None:
        """Press an arrow key a few times, each five seconds."""
        await self.try_to(self._there(self._move, until, first), until - time.monotonic() + 60)

    def _move(self, until: float, first: float) -> None:
        start = first
        while start < until:
            time.sleep(max(0, start - time.monotonic()))
            for _ in range(PRESSES):
                self.seat.move()
            start += EACH
        self.found.moves = [move.painted for move in self.seat.moves]
        for _ in range(self.seat.lost):
            self.wrong("a move that changed no picture")
        self._compare()

    def _compare(self) -> None:
        """Hold what the page says at the end against the model."""
        said = " ".join(self._sentence.inner_text().split())
        if said != self._expected:
            self.wrong(f"the page says at the end: {said}")

    @property
    def _sentence(self) -> Locator:
        return self.page.locator(".lessons-explorer").first.locator(".lessons-chart-sentence")

    @property
    def _expected(self) -> str:
        steps = self.seat.moved % (2 * TURN_AFTER)
        stop = min(steps, 2 * TURN_AFTER - steps)
        return " ".join(self.told["said"][stop].split())

    async def press(self) -> None:
        """Press an arrow key once, whether or not anybody answers."""
        await self._there(self.seat.move)

    async def told_of_the_line(self) -> str:
        """Return what the lesson says of its line, above it and in the part that is seen."""
        return await self._there(self._told_of_the_line)

    def _told_of_the_line(self) -> str:
        told = self.page.locator(".lessons-bar, .lessons-kernel").filter(visible=True)
        said = {" ".join(one.split()): None for one in told.all_inner_texts()}
        return " / ".join(filter(None, said))

    async def answered(self) -> None:
        """Wait until the page says what the model does, and that nothing is unanswered."""
        await self._there(self._answered)

    def _answered(self) -> None:
        expect(self._sentence).to_have_text(self._expected, timeout=PATIENCE)

    async def leave(self) -> None:
        """Close the browser."""
        await self.try_to(self._there(self._close), 30)
        self._thread.shutdown(wait=False)

    def _close(self) -> None:
        if self._playwright:
            self._playwright.stop()
