"""Measure the browser edition: how long a learner waits, how much is fetched, how much is held.

``make bench-site`` runs it and writes ``RESULTS-site.md``. Each visit has a Chromium of its own,
and the processor's time is that of all its processes.
"""

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / room) for room in ("browser", "support", "site")]

import psutil  # noqa: E402 - found by the path above
from bench import FLAGS, running_bench  # noqa: E402
from chromium import find_chromium  # noqa: E402
from lab import run_all  # noqa: E402
from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright  # noqa: E402
from report import Section, at_most, load, machine, median, table, written  # noqa: E402
from seats import Seat  # noqa: E402
from served import SUB_PATH, WAIT, Line, Site, ready  # noqa: E402

from lessons.author.site.build import service_worker  # noqa: E402

RESULTS = HERE / "RESULTS-site.md"
BUILT = HERE.parents[1] / "dist" / "site"
EMPTY, START, FIRST, GAME = (
    "empty",
    "00-start-here",
    "01-what-is-insourcing",
    "04-the-candy-campaign",
)
TRIAL = 77e6  # bytes that a cold start of the trial build fetched, as built
TURNS = 3
MOVES = 1_000
REST = 30_000  # milliseconds after which Chromium has put its memory in order by itself
# A line as a school or a home has it; it is chosen, and not measured anywhere.
MEGABITS, THERE_AND_BACK = 20, 0.04
LINE = f"a line of {MEGABITS} Mbit/s"
CHART = "#main .overplot .trace"
COVER = ".lessons-site-cover"
# Notes the time at which all of a lesson has been run.
READY = """new MutationObserver((_, observer) => {
  if (!document.querySelector(".lessons-site-bar[data-ready]")) return;
  window.readyAt = Date.now();
  observer.disconnect();
}).observe(document, { attributes: true, attributeFilter: ["data-ready"], subtree: true });"""
ANSWER = "#main .jp-OutputArea-output"
OFFLINE = ".lessons-site-bar .lessons-site-offline:text('Works offline now.')"
SENTENCE = ".lessons-chart-sentence"


@contextmanager
def served() -> Iterator[Site]:
    """Serve the site as it was built, with an empty notebook beside the lessons."""
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder) / SUB_PATH)
        shutil.copytree(BUILT, site.folder)
        cell = {"cell_type": "code", "id": "one", "metadata": {}, "outputs": [], "source": "1 + 1"}
        cell["execution_count"] = None
        kernel = {"kernelspec": {"name": "python", "display_name": "Python"}, "lessons": True}
        notebook = {"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
        (site.folder / "files" / f"{EMPTY}.ipynb").write_text(json.dumps(notebook), "utf-8")
        listed = site.folder / "api" / "contents" / "all.json"
        files = json.loads(listed.read_text("utf-8"))
        model = next(one for one in files["content"] if one["path"] == f"{START}.ipynb")
        files["content"].append({**model, "name": f"{EMPTY}.ipynb", "path": f"{EMPTY}.ipynb"})
        listed.write_text(json.dumps(files), encoding="utf-8")
        # A version holds each of its files to a hash: with another file it is another version.
        worker = site.folder / "service-worker.js"
        worker.with_name("jupyterlite-worker.js").replace(worker)
        service_worker(site.folder)
        site.start()
        yield site
        site.stop()


class Visit:
    """A browser of one's own, that may be opened again.

    Attributes
    ----------
    page
        Its page.
    """

    def __init__(self, playwright: Playwright, profile: Path) -> None:
        self.context: BrowserContext = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=find_chromium(),
            args=FLAGS,
            viewport={"width": 1280, "height": 900},
        )
        self.context.add_init_script(path=HERE / "stopwatch.js")
        self.page: Page = self.context.pages[0]

    def _processes(self) -> list[psutil.Process]:
        children = psutil.Process().children(recursive=True)
        return [one for one in children if "chrom" in one.name()]

    def cpu(self) -> float:
        """Return the seconds of processor time that all its processes have taken."""
        return sum(sum(one.cpu_times()[:2]) for one in self._processes())

    def renderer(self) -> int:
        """Return the bytes that its largest process holds: the one with the page and Python."""
        return max(one.memory_info().rss for one in self._processes())

    def open(self, site: Site, name: str) -> None:
        """Ask for a lesson."""
        self.page.goto(
            f"{site.address}notebooks/index.html?path={name}.ipynb", wait_until="commit"
        )


@contextmanager
def visit(playwright: Playwright, profile: Path) -> Iterator[Visit]:
    """Open a browser with a profile; the same profile again is a second visit."""
    made = Visit(playwright, profile)
    yield made
    made.context.close()


def timed(visitor: Visit, site: Site, name: str, seen: str) -> tuple[float, float]:
    """Return the seconds, and those of the processor, until something of a lesson is there."""
    began, spent = time.monotonic(), visitor.cpu()
    visitor.open(site, name)
    visitor.page.wait_for_selector(seen, state="attached", timeout=WAIT)
    return time.monotonic() - began, visitor.cpu() - spent


def first_move(visitor: Visit, site: Site) -> float:
    """Return the seconds until a slider has moved its chart, on a page that is asked for now."""
    began = time.monotonic()
    visitor.open(site, START)
    visitor.page.wait_for_selector(f"{COVER} .overplot .trace", state="attached")
    said = visitor.page.locator(f"{COVER} {SENTENCE}")
    before = said.inner_text()
    visitor.page.locator(f"{COVER} input[type=range]").first.press("ArrowRight")
    visitor.page.wait_for_function(
        "([of, before]) => document.querySelector(of).innerText !== before",
        arg=[f"{COVER} {SENTENCE}", before],
    )
    return time.monotonic() - began


def fetched(playwright: Playwright, site: Site) -> tuple[int, int]:
    """Return the bytes that lesson 1 takes on a first visit: until all runs, and to go offline."""
    with tempfile.TemporaryDirectory() as folder, visit(playwright, Path(folder)) as one:
        one.context.add_init_script(READY)
        site.sent.clear()
        one.open(site, FIRST)
        one.page.wait_for_selector(OFFLINE, timeout=WAIT)
        ready_at = one.page.evaluate("readyAt") / 1000
        until_ready = sum(size for at, size in site.sent if at <= ready_at)
        return until_ready, sum(size for _, size in site.sent)


def twice(playwright: Playwright, site: Site) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return what a first visit takes until its first chart by Python, and what the next one."""
    with tempfile.TemporaryDirectory() as folder:
        with visit(playwright, Path(folder)) as one:
            first = timed(one, site, START, CHART)
            one.page.wait_for_selector(OFFLINE, timeout=WAIT)
        with visit(playwright, Path(folder)) as one:
            return first, timed(one, site, START, CHART)


def waits(playwright: Playwright, site: Site) -> Section:
    """Measure what a learner waits for, by turns: an empty notebook, a lesson, that once more."""
    empty, moved, near, far = [], [], [], []
    for _ in range(TURNS):
        with tempfile.TemporaryDirectory() as folder:
            with visit(playwright, Path(folder) / "empty") as one:
                empty.append(timed(one, site, EMPTY, ANSWER))
            with visit(playwright, Path(folder) / "moved") as one:
                moved.append(first_move(one, site))
        near.append(twice(playwright, site))
        site.line = Line(MEGABITS * 1e6 / 8, THERE_AND_BACK)
        far.append(twice(playwright, site))
        site.line = None
    (cold, warm), (far_cold, far_warm) = (zip(*each, strict=True) for each in (near, far))
    rows = [
        ("an empty notebook's first answer", *map(median, zip(*empty, strict=True))),
        ("*Start here*, first chart by Python", *map(median, zip(*cold, strict=True))),
        ("the same, second visit", *map(median, zip(*warm, strict=True))),
        ("*Start here*, first slider that moves its chart", median(moved), ""),
        (f"*Start here* over {LINE}", *map(median, zip(*far_cold, strict=True))),
        ("the same, second visit", *map(median, zip(*far_warm, strict=True))),
    ]
    return waiting(rows, *fetched(playwright, site))


def waiting(rows: list[tuple], lesson: int, whole: int) -> Section:
    """Return what a learner waits for, with the bytes of lesson 1 and of all."""
    bars = [
        at_most(
            "cold start to first chart by Python, CPU", rows[1][2] / rows[0][2], 1.4, " × empty"
        ),
        at_most("cold load to the first slider that moves its chart", rows[3][1], 3, " s"),
        at_most(
            f"second visit to first chart by Python, over {LINE}",
            rows[5][1] / rows[4][1],
            0.6,
            " × first",
        ),
        at_most(
            "the same, from a server on the learner's own machine",
            rows[2][1] / rows[1][1],
            0.6,
            " × first",
        ),
        at_most(
            "bytes until lesson 1 runs, first visit", lesson / TRIAL, 0.6, " × the trial build"
        ),
    ]
    body = [
        table(("What", "seconds", "seconds of the processor"), rows),
        f"Lesson 1 fetches {lesson / 1e6:.1f} MB until all of it runs. What else the site has "
        f"comes when nothing waits, to work offline: {whole / 1e6:.1f} MB in all.",
    ]
    return Section("What a learner waits for", bars, body)


def moved_by_key(page: Page, scope: str) -> float:
    """Return the median milliseconds from a key on a slider to the painted chart."""
    explorer = page.locator(f"{scope} .lessons-explorer").first
    explorer.scroll_into_view_if_needed()
    thumb = explorer.get_by_role("slider", name="Yearly volume", exact=True)
    seat = Seat(thumb, explorer.locator(".lessons-chart-drawing"))
    seat.warm(4)
    for _ in range(40):
        seat.move()
    return median([move.painted for move in seat.moves])


def in_the_browser_edition(playwright: Playwright, site: Site) -> float:
    """Return the milliseconds of a move there."""
    with tempfile.TemporaryDirectory() as folder, visit(playwright, Path(folder)) as one:
        one.open(site, START)
        ready(one.page)
        return moved_by_key(one.page, "#main")


def in_jupyterlab() -> float:
    """Return the milliseconds of a move there."""
    with running_bench() as bench:
        page = bench.page(f"{START}.ipynb")
        run_all(page)
        return moved_by_key(page, ".jp-Notebook")


def hands(here: float, there: float) -> Section:
    """Return what a slider takes in the browser edition, and in JupyterLab."""
    bars = [at_most("slider to paint", here / there, 1.1, " × JupyterLab's")]
    rows = [("the browser edition", here), ("JupyterLab", there)]
    return Section("A slider under the hand", bars, [table(("Where", "milliseconds"), rows)])


def held(playwright: Playwright, site: Site) -> Section:
    """Measure what the tab of lesson 4 holds at its first chart, and after all was done in it.

    Chromium clears up when a tab is at rest; nothing makes it do so here.
    """
    with tempfile.TemporaryDirectory() as folder, visit(playwright, Path(folder)) as one:
        one.open(site, GAME)
        ready(one.page)
        shown = one.page.locator("#main").get_by_role("button", name="Show without predicting")
        outer = one.page.locator("#main .jp-WindowedPanel-outer")
        for _ in range(40):
            if shown.count():
                shown.first.click()
                break
            outer.evaluate("(outer) => { outer.scrollTop += outer.clientHeight / 2; }")
            one.page.wait_for_timeout(200)
        one.page.wait_for_selector(CHART, state="attached")
        at_once = one.renderer()
        one.page.wait_for_timeout(REST)
        first = one.renderer()
        slider = one.page.locator("#main .lessons-explorer input[type=range]").first
        for move in range(MOVES):
            slider.press("ArrowRight" if move // 20 % 2 == 0 else "ArrowLeft")
        moving = one.renderer()
        one.page.wait_for_timeout(REST)
        after = one.renderer()
    bars = [
        at_most(
            "memory after 1,000 moves in lesson 4, both at rest",
            after / first,
            1.3,
            " × at its first chart",
        )
    ]
    rows = [
        ("at the first chart", at_once / 1e6),
        ("the same, at rest", first / 1e6),
        ("with the last of 1,000 moves", moving / 1e6),
        ("the same, at rest", after / 1e6),
    ]
    return Section("Memory of the tab", bars, [table(("When", "megabytes"), rows)])


def main() -> None:
    """Measure all of it and write the report."""
    before, began = load(), time.monotonic()
    with served() as site:
        with sync_playwright() as playwright:
            sections = [waits(playwright, site), held(playwright, site)]
            here = in_the_browser_edition(playwright, site)
        sections.append(hands(here, in_jupyterlab()))
    settings = {
        **machine(),
        "load before and after (1, 5, 15 minutes)": f"{before}; {load()}",
        "took": f"{time.monotonic() - began:.0f} s",
    }
    text = written(sections, settings, by="make bench-site")
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
