"""A class of 300, whose server is killed while they commit: the table holds what they committed.

Twenty of them are pages in a browser. What a page or a client was answered is on the disk; what it
was not, it sends again, and that makes no second answer of it.
"""

import csv
import random
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path

import pytest
from chromium import FLAGS, find_chromium
from class_phones import NUMBER, Phone, Presenter
from class_servers import KilledServer
from playwright.sync_api import Browser, Page, expect, sync_playwright

PAGES = 20
CLIENTS = 280
AT_ONCE = 40  # clients
BEFORE = 90  # commits that are answered before the server is killed
MOST_TRIES = 8  # of a client; the server is up again after the second at the latest
ASKED = NUMBER | {"maximum": 1_000_000}


class Crowd:
    """Clients that commit until they are answered, each to a number of its own."""

    def __init__(self, address: str, code: str) -> None:
        self.up = threading.Event()
        self.up.set()
        self.answered = threading.Semaphore(0)
        with ThreadPoolExecutor(AT_ONCE) as joining:
            joined = joining.map(lambda _: Phone.joined(address, code), range(CLIENTS))
            self._phones = list(joined)

    def commit(self, number: int, given: list[int]) -> list[int]:
        """Commit all at about once; return how often each has tried."""
        with ThreadPoolExecutor(AT_ONCE) as crowd:
            return [
                *crowd.map(lambda one, what: self._one(one, number, what), self._phones, given)
            ]

    def _one(self, phone: Phone, number: int, given: int) -> int:
        for tries in range(1, MOST_TRIES):
            assert self.up.wait(60)
            try:
                answer = phone.commit(number, given)
            except (OSError, HTTPException):
                continue  # the server is gone, perhaps after it had kept the answer
            assert (answer.status, answer.told["given"]) == (200, given), answer.text
            self.answered.release()
            return tries
        raise AssertionError(f"{given} was never answered")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[KilledServer]:
    """Present a lesson in a process that can be killed."""
    server = KilledServer(tmp_path)
    yield server
    server.kill()


@pytest.fixture
def browser() -> Iterator[Browser]:
    """Start a browser for this test alone."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


def opened(browser: Browser, address: str) -> Page:
    """Open a page on a phone of its own."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True)
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".lessons-phone-said")).to_contain_text("first question", timeout=60_000)
    return page


def give(page: Page, given: int) -> None:
    """Type a number and press the button, whatever becomes of it."""
    page.get_by_role("textbox").fill(str(given))
    page.get_by_role("button", name="Commit").click()


def killed_and_started(server: KilledServer, crowd: Crowd, down: threading.Event) -> None:
    """Kill the server once so many were answered, and start it again."""
    for _ in range(BEFORE):
        assert crowd.answered.acquire(timeout=120)
    crowd.up.clear()
    server.kill()
    down.set()
    server.start()
    crowd.up.set()


def test_a_class_whose_server_is_killed_loses_and_doubles_nothing(server, browser, seed):
    presenter = Presenter(server.address)
    code = presenter.open()
    pages = [opened(browser, f"{server.address}/class/{code}") for _ in range(PAGES)]
    crowd = Crowd(server.address, code)
    number = presenter.begin(ASKED)
    given = random.Random(seed).sample(range(1_000_000), PAGES + CLIENTS)  # noqa: S311
    down = threading.Event()
    with ThreadPoolExecutor(2) as apart:
        for page, one in zip(pages[::2], given[:PAGES:2], strict=True):
            give(page, one)
        tries = apart.submit(crowd.commit, number, given[PAGES:])
        killing = apart.submit(killed_and_started, server, crowd, down)
        assert down.wait(120)
        for page, one in zip(pages[1::2], given[1:PAGES:2], strict=True):
            give(page, one)
        killing.result()
        turns = Counter(tries.result())
    for page, one in zip(pages, given, strict=False):
        said = f"Committed: {one:,} units a year. Wait for the class."
        expect(page.locator(".lessons-phone-said")).to_have_text(said, timeout=60_000)
    assert turns[1] >= BEFORE
    presenter.ask("/")  # a server that was started anew has another word
    counted = presenter.ask(f"/class/rooms/{code}").told["rounds"][0]
    assert (counted["state"], counted["committed"]) == ("open", PAGES + CLIENTS)
    presenter.do("close")
    saved = [row[2] for row in csv.reader(presenter.saved())]
    assert saved == [str(float(one)) for one in sorted(given)]
    presenter.begin(ASKED | {"ask": "And now?"})
    for page in pages:  # they go on by themselves
        expect(page.get_by_role("heading", name="And now?")).to_be_visible(timeout=60_000)
