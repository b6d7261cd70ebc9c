"""What the kernel spends: the model's time a move, the import, and memory."""

import json
import math
import re
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from unittest.mock import patch

import numpy as np
from bench import notebooks
from report import Bar, Section, at_most, median, table
from sliders import Listener, Slider, costliest, moved_on_the_page, payload, sliders

from lessons.explore import Entry, catalogue
from lessons.models.make_or_buy import MakeOrBuy
from lessons.widgets.ahead import ahead
from lessons.widgets.chart.chart import Chart

USUAL = 2.0  # milliseconds
SIMULATIONS = {  # milliseconds for what simulates: see the model
    "back_office_access": 15.0,
    "your_case": 15.0,
    "handover_uncertain": 30.0,
}
IMPORTS = {
    # What a lesson's first cell asks for.
    "the lessons": "from lessons import cite, explore, learn",
    # pydantic brings part of itself in only with the first model that is declared.
    "its foundations": "import numpy, ipywidgets, pydantic, anywidget; "
    "pydantic.create_model('First', one=(int, 1))",
}
RESIDENT = "import psutil; print(psutil.Process().memory_info().rss)"
THOUSAND = """
import psutil
from lessons import explore
explorer = explore.make_or_buy()
def move(times):
    for step in range(times):
        explorer.controls["price"].value = 100 + step % 100
    return psutil.Process().memory_info().rss
before = move(200)
print(move(1_000) - before)
"""


def model_time(repeats: int) -> Section:
    """Solve each explorer's scenario over and over, its inputs moved, and time it."""
    rows, bars = [], []
    for entry in catalogue().values():
        spent = _solved(entry, repeats)
        bars.append(at_most(entry.name, median(spent), SIMULATIONS.get(entry.name, USUAL), " ms"))
        rows.append((entry.name, round(median(spent), 3), round(_numpy(entry, repeats), 3)))
    columns = ("Model", "milliseconds a move", "numpy's own: one sum over the same arrays")
    return Section("Model time a move", bars, [table(columns, rows)])


def _solved(entry: Entry, repeats: int) -> list[float]:
    scenario = entry.scenario()
    moves = [scenario]
    for slider in sliders(entry)[:1]:
        moves += [scenario.replace(**{slider.name: value}) for value in slider.walk(6)]
    entry.solve(scenario)  # what is drawn or imported once is not of a move
    turns = islice(cycle(moves), repeats)
    return [_milliseconds(partial(entry.solve, move)) for move in turns]


def _numpy(entry: Entry, repeats: int) -> float:
    outcome = entry.solve(entry.scenario())
    arrays = [
        value
        for name in outcome.__slots__
        if isinstance(value := getattr(outcome, name), np.ndarray) and value.dtype.kind == "f"
    ]
    return median(_milliseconds(lambda: [one.sum() for one in arrays]) for _ in range(repeats))


def _milliseconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - began)


def ahead_costs() -> Section:
    """Ask each explorer for what lies ahead along one slider, and drag it over its whole track."""
    rows, bars = [], []
    for entry in catalogue().values():
        for slider in [costliest(entry)] if sliders(entry) else []:
            before, asked, whole, moved = _swept(entry, slider)
            ratio = (whole[0] + moved) / moved
            bars.append(at_most(f"{entry.name}, bytes of a drag", ratio, 3, " × its moves alone"))
            bars.append(at_most(f"{entry.name}, before it moves", asked[1], 80, " ms"))
            bars.append(at_most(f"{entry.name}, before it moves", asked[0] / 1024, 66, " kB"))
            rows.append((f"{entry.name}: {slider.label}", *before, *asked, *whole, moved, ratio))
    columns = ("Slider", "stops", "answered at once", "bytes", "ms", "bytes of all", "ms of all")
    columns += ("bytes of the moves", "both, × the moves")
    body = [
        "What the kernel works out and sends ahead of one slider: for its first question, before "
        "the thumb has moved; and for all of its track, which is asked for while it travels.",
        table(columns, rows),
    ]
    return Section("Ahead of the kernel", bars, body)


def _swept(entry: Entry, slider: Slider) -> tuple[tuple[int, int], tuple, tuple, int]:
    """Return how many stops, and answered at once; what these cost, and all; bytes of moves."""
    stops = [{slider.name: value} for value in slider.walk(max(slider.room))]
    first, at_once = _asked(entry, stops, bounded=True)
    everything, _ = _asked(entry, stops, bounded=False)
    explorer = entry()
    with Listener() as heard:
        for stop in stops:
            moved_on_the_page(explorer, slider.name, stop[slider.name])
    return (len(stops), at_once), first, everything, sum(heard.messages)


def _asked(entry: Entry, stops: list, *, bounded: bool) -> tuple[tuple[int, float], int]:
    """Return the bytes and milliseconds that some stops cost the kernel, and how many it told."""
    explorer, waiting, frames = entry(), deque(), []
    tell = explorer.chart.tell
    question = {"kind": "ahead", "asked": "1", "values": explorer.controls.values, "stops": stops}
    bounds = {"later": lambda _wait, work: waiting.append(work)}
    bounds |= {} if bounded else dict.fromkeys(("MOST_BYTES", "MOST_SECONDS"), math.inf)

    def told(message: dict) -> None:
        frames.extend(message["frames"])
        tell(message)

    heard = Listener()
    with patch.multiple(ahead, **bounds), patch.object(explorer.chart, "tell", told), heard:
        began = time.thread_time()
        explorer._hear(explorer, question, [])
        while waiting:
            waiting.popleft()()
        spent = 1000 * (time.thread_time() - began)
    return (sum(heard.messages), round(spent, 1)), len(frames)


def growth() -> Section:
    """Time models and messages with ten and a hundred times as many points and draws."""
    scenario = MakeOrBuy()
    rows = []
    for times in (1, 10, 100):
        volumes = np.linspace(0, 3_000, 61 * times)
        solving = median(
            _milliseconds(lambda at=volumes: (scenario.in_house_cost(at), scenario.margin()))
            for _ in range(50)
        )
        rows.append((f"{61 * times:,} points", round(solving, 3), *_sent(volumes)))
    draws = [_drawn(times) for times in (1, 10, 100)]
    body = [
        "What a bigger model would cost: `make_or_buy`'s curve with more points, worked out and "
        "sent as a move, and a year's losses simulated more often.",
        table(("Points", "milliseconds to solve", "milliseconds to send", "bytes"), rows),
        table(("Draws", "milliseconds"), draws),
    ]
    return Section("Growth", [], body)


def _sent(x: np.ndarray) -> tuple[float, int]:
    """Return how long a chart of two curves takes to send a move, and its bytes."""

    def spec(shift: float) -> dict:
        lines = [{"type": "scatter", "x": x, "y": x * slope + shift} for slope in (1, 2)]
        return {"data": lines, "layout": {"title": {"text": ""}}}

    chart = Chart(spec(0), "")
    with Listener() as heard:
        spent = [_milliseconds(lambda at=turn: chart.show(spec(at), "")) for turn in range(1, 30)]
    return round(median(spent), 3), round(median(heard.messages))


def _drawn(times: int) -> tuple[str, float]:
    count = 10_000 * times

    def simulated() -> np.ndarray:
        drawn = np.random.default_rng(1).standard_normal(count)
        return np.sort(np.exp(12 + drawn))

    return f"{count:,}", round(median(_milliseconds(simulated) for _ in range(5)), 2)


def imports(repeats: int) -> Section:
    """Import in processes of their own, by turns."""
    spent: dict[str, list[float]] = {name: [] for name in IMPORTS}
    for _ in range(repeats):
        for name, code in IMPORTS.items():
            began = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            spent[name].append(1000 * (time.perf_counter() - began))
    own, base = (median(times) for times in spent.values())
    rows = [(f"`{code}`", median(spent[name])) for name, code in IMPORTS.items()]
    bars = [at_most("importing the lessons", own / base, 1.2, " × its foundations")]
    body = [table(("Process", "milliseconds, Python's own start included"), rows)]
    return Section("Import", bars, body)


def memory() -> Section:
    """Measure what a kernel holds after each notebook, and after a thousand moves.

    Every cell of a notebook is run and every explorer behind a prediction is opened.
    """
    base = _printed(f"{IMPORTS['its foundations']}\n{RESIDENT}")
    after = {path.stem: _printed(f"{_opened(path)}\n{RESIDENT}") for path in notebooks()}
    grown = _printed(THOUSAND)
    bars = [
        at_most(f"after {stem}", held / base, 1.25, " × the imports alone")
        for stem, held in after.items()
    ]
    bars.append(
        Bar("a thousand moves add", "less than 5 MB", f"{grown / 1e6:.2f} MB", grown < 5e6)
    )
    rows = [("the imports alone", base), *after.items()]
    body = [table(("Process", "megabytes resident"), [(name, held / 1e6) for name, held in rows])]
    return Section("Memory of the kernel", bars, body)


def _opened(notebook: Path) -> str:
    """Return the code of a notebook, each explorer behind a prediction shown."""
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    code = "\n".join("".join(one["source"]) for one in cells if one["cell_type"] == "code")
    return re.sub(r"(?m)^learn\.predict\(.+\)$", r"\g<0>.reveal()", code)


def _printed(code: str) -> int:
    """Run some code in a process and a folder of its own, and return the number printed last."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder)
    return int(done.stdout.split()[-1])


def messages() -> Section:
    """Count what one move of each explorer's sliders sends."""
    rows, bars = [], []
    for entry in catalogue().values():
        counts, sizes = [], []
        for slider in sliders(entry):
            explorer = entry()
            with Listener() as heard:
                moved_on_the_page(explorer, slider.name, slider.walk(1)[0])
            counts.append(len(heard.messages))
            sizes.append(payload(slider))
        if counts:
            rows.append((entry.name, max(counts), round(median(sizes)), max(sizes)))
            bars.append(at_most(f"{entry.name}, messages a move", max(counts), 1, ""))
    columns = ("Explorer", "messages a move, most", "bytes a move, median", "most")
    return Section("What a move sends", bars, [table(columns, rows)])
