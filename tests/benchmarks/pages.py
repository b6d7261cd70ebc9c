"""A page of eight charts: what it fetches, and how long until all of them are there."""

import time

from bench import Bench, running_bench
from lab import run_all, write_notebook
from report import Section, at_most, median, table

EIGHT = 8
OWN = ("from lessons import explore", *["explore.make_or_buy()"] * EIGHT)
FIGURES = (
    "import plotly.graph_objects as go\n"
    "from lessons.views import make_or_buy as view\n"
    "from price import solve\n"
    "spec = view.draw(solve(155))",
    *["go.FigureWidget(spec)"] * EIGHT,
)


def eight_charts(repeats: int) -> Section:
    """Open eight explorers and eight of Plotly's own widgets, by turns, each in a new lab."""
    found = {"explorers": [], "`FigureWidget`s": []}
    for _ in range(repeats):
        for (name, kept), cells in zip(found.items(), (OWN, FIGURES), strict=True):
            kept.append(_opened(name.strip("`"), cells))
    bytes_, seconds = (
        {name: median(one[place] for one in kept) for name, kept in found.items()}
        for place in (0, 1)
    )
    own, other = found
    bars = [
        at_most("bytes over the websocket", bytes_[own] / bytes_[other], 0.2, " × FigureWidget's"),
        at_most("time to all charts", seconds[own] / seconds[other], 1 / 3, " × FigureWidget's"),
    ]
    rows = [(name, bytes_[name] / 1e6, seconds[name]) for name in found]
    columns = ("Eight", "megabytes over the websocket", "seconds from Run All to all charts")
    return Section("A notebook with eight charts", bars, [table(columns, rows)])


def _opened(name: str, cells: tuple[str, ...]) -> tuple[float, float]:
    with running_bench() as bench:
        return _timed(bench, name, cells)


def _timed(bench: Bench, name: str, cells: tuple[str, ...]) -> tuple[float, float]:

    write_notebook(bench.folder / f"{name}.ipynb", *cells)
    page = bench.page(f"{name}.ipynb", height=EIGHT * 900)
    before = page.evaluate("stopwatch.bytes()")
    page.evaluate("count => stopwatch.expect(count)", EIGHT)
    began = time.monotonic()
    run_all(page)
    page.evaluate("stopwatch.expected")
    seconds = time.monotonic() - began
    return page.evaluate("stopwatch.bytes()") - before, seconds
