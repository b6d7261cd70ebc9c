"""Slider to painted chart: every explorer and every other way to draw, moved by turns."""

import math
from collections.abc import Iterator
from contextlib import ExitStack

from bench import Bench
from report import Bar, Section, at_least, at_most, median, p95, table
from seats import DRAGGED, Drag, Move, Seat, cells, explorers, seats, way
from sliders import costliest, sliders

from lessons.explore import LESSONS, catalogue

FLOOR = "text_echo"
OWN = "the explorer"
WAYS = {
    FLOOR: "text echoed by the kernel (the floor)",
    OWN: "**`explore.make_or_buy()`**",
    "interact": "`interact` and `fig.show()`",
    "output_redraw": "redraw in an `Output` widget",
    "figure_widget": "`FigureWidget.batch_update`",
    "ipympl_canvas": "ipympl",
    "bokeh_push": "bokeh's `push_notebook`",
}
OTHERS = [name for name in WAYS if name not in (FLOOR, OWN)]
WARM_UP = 3  # moves of each that are not counted: a page's first ones are compiled
A_TURN = 8  # moves in a row before the next one's turn

STAGES = (
    "Milliseconds since the key was pressed, medians. *Answered*: the kernel's message was in the "
    "page. *Drawn*: the picture had begun to change. *Painted*: a frame with the change had been "
    "painted. *At once*: the share of moves whose first frame was also the last, with nothing "
    "to be mended once the slider rests. *Lost*: moves that changed no picture. A slider is moved "
    "several times in a row, as people do, before the next one's turn; the first time, on a page "
    "that was left alone for a while, is not counted."
)


class Moves:
    """The seats of one run, by name; `quick` leaves Voilà and the other ways to draw out."""

    def __init__(self, bench: Bench, *, quick: bool) -> None:
        self.quick = quick
        self.ways = {name: way(bench, name) for name in (FLOOR, *([] if quick else OTHERS))}
        self._open = ExitStack()
        self.presented = None
        if not quick:
            self._beside(bench)
        self.sliders = [costliest(entry) for entry in catalogue().values() if sliders(entry)]
        self.explorers = {}
        for lesson, names in LESSONS.items():  # on the pages that learners have
            here = [slider for slider in self.sliders if slider.explorer in names]
            self.explorers |= explorers(bench, lesson, here)

    def _beside(self, bench: Bench) -> None:
        """Open the explorer that is compared with the other ways, in JupyterLab and in Voilà."""
        price = next(one for one in sliders(catalogue()["make_or_buy"]) if one.name == "price")
        self.ways[OWN] = explorers(bench, "own", [price])["make_or_buy"]
        page = self._open.enter_context(bench.presented("own", *cells([price])))
        self.presented = seats(page, [price])["make_or_buy"]

    def seats(self) -> Iterator[Seat]:
        """Return every seat; explorers and other ways by turns."""
        for name, seat in self.ways.items():
            yield seat
            if name == OWN and self.presented:
                yield self.presented
        yield from self.explorers.values()

    def close(self) -> None:
        """Stop what was started for these moves alone."""
        self._open.close()

    def close_others(self) -> None:
        """Close the pages of the other ways to draw, which are not dragged, and Voilà."""
        for name in OTHERS:
            if name in self.ways:
                self.ways[name].slider.page.context.close()
        if self.presented:
            self.presented.slider.page.context.close()
        self.close()

    def measure(self, turns: int, moves: int = A_TURN) -> None:
        """Move each slider so many times a turn."""
        for seat in self.seats():
            seat.warm(1 if self.quick else WARM_UP)
        for _ in range(turns):
            for seat in self.seats():
                seat.warm(1)
                for _ in range(moves):
                    seat.move()

    def sections(self) -> list[Section]:
        """Return what was found: every explorer, and one beside the other ways."""
        others = [] if self.quick else [self._presented(), self._other_ways()]
        return [self.every_explorer("Slider to painted chart", 0.6, 1.2), *others]

    def every_explorer(self, title: str, most: float, late_most: float) -> Section:
        """Return what was found of each explorer, beside the floor."""
        floor = _painted(self.ways[FLOOR])
        rows, bars = [_row("the floor", self.ways[FLOOR])], []
        for slider in self.sliders:
            seat = self.explorers[slider.explorer]
            rows.append(_row(f"{slider.explorer}: {slider.label}", seat))
            ratio, late = (measure(_painted(seat)) / median(floor) for measure in (median, p95))
            bars.append(at_most(f"{slider.explorer}, median", ratio, most, " × the floor's"))
            bars.append(at_most(f"{slider.explorer}, p95", late, late_most, " × its median"))
        body = [
            "Of each explorer that slider is moved whose step sends the most. The explorers of a "
            "lesson are on one page, with one kernel.",
            table(COLUMNS, rows),
            STAGES,
        ]
        return Section(title, bars, body, _limit(self.explorers.values()))

    def _presented(self) -> Section:
        own, presented = self.ways[OWN], self.presented
        ratio = median(_painted(presented)) / median(_painted(own))
        rows = [_row("JupyterLab", own), _row("Voilà", presented)]
        body = [
            "The same explorer and slider in both, moved by turns.",
            table(COLUMNS, rows),
            STAGES,
        ]
        bars = [at_most("Voilà, median", ratio, 1.2, " × JupyterLab's")]
        return Section("Presented in Voilà", bars, body, _limit([presented]))

    def _other_ways(self) -> Section:
        own = median(_painted(self.ways[OWN]))
        times = {name: median(_painted(self.ways[name])) / own for name in OTHERS}
        best = min(times, key=times.get)
        bars = [
            at_least("quicker than `interact`", times["interact"], 9, " ×"),
            at_least("quicker than `FigureWidget`", times["figure_widget"], 3.3, " ×"),
            at_least(f"quicker than the best, {WAYS[best]}", times[best], 2.8, " ×"),
        ]
        body = [
            "The same picture of the same model, moved by the slider of its price, each in a "
            "page and with a kernel of its own.",
            table(COLUMNS, [_row(WAYS[name], self.ways[name]) for name in WAYS]),
            STAGES,
        ]
        floor = median(_painted(self.ways[FLOOR]))
        best_case = ", ".join(
            f"{WAYS[name]} {median(_painted(self.ways[name])) / floor:.2f} ×" for name in OTHERS
        )
        limit = (
            f"{_limit([self.ways[OWN]])} A page that draws nothing and only writes a text (the "
            f"floor) is quicker than these in this run by: {best_case}."
        )
        return Section("Beside other ways to draw", bars, body, limit)


COLUMNS = (
    "What",
    "answered",
    "drawn",
    "painted",
    "p95",
    "at once",
    "messages",
    "bytes",
    "moves",
    "lost",
)


def _painted(seat: Seat) -> list[float]:
    return [move.painted for move in seat.moves]


def _row(name: str, seat: Seat) -> tuple[object, ...]:
    def of(stage: str) -> float:
        return median(getattr(move, stage) for move in seat.moves)

    at_once = sum(move.rested == move.painted for move in seat.moves) / len(seat.moves)
    return (
        name,
        *(of(stage) for stage in ("answered", "drawn", "painted")),
        p95(_painted(seat)),
        f"{at_once:.0%}",
        *(of(stage) for stage in ("messages", "bytes")),
        len(seat.moves),
        seat.lost,
    )


def _limit(seats: Iterator[Seat]) -> str:
    moves: list[Move] = [move for seat in seats for move in seat.moves]
    answered, drawn, painted = (
        median(getattr(move, stage) for move in moves)
        for stage in ("answered", "drawn", "painted")
    )
    return (
        f"of {painted:.0f} ms, {drawn:.0f} pass while the frame is found and Plotly works out and "
        f"writes its paths; {painted - drawn:.0f} until the browser's next frame is painted. The "
        f"kernel's answer is in the page after {answered:.0f}."
    )


def drags(moves: Moves) -> Section:
    """Drag the floor's slider and the explorer's, and in a full run those of all explorers.

    Pages that are left open slow the machine down, so those that are not dragged are closed.
    """
    moves.close_others()
    own = moves.ways.get(OWN) or moves.explorers["make_or_buy"]
    dragged = {WAYS[FLOOR]: moves.ways[FLOOR].drag(), WAYS[OWN]: own.drag()}
    whole = [slider for slider in moves.sliders if slider.span is None and not moves.quick]
    dragged |= {one.explorer: moves.explorers[one.explorer].drag() for one in whole}
    # A slider of twenty steps has twenty charts to show, however often the pointer moves.
    steps = {one.explorer: DRAGGED * sum(one.room) for one in whole}
    _, *others = dragged.items()
    bars = [
        bar
        for name, drag in others
        for bar in _drag_bars(
            name, drag, min(_rate(name, drag), steps.get(name, math.inf) / drag.seconds)
        )
    ]
    rows = [
        (name, drag.events, drag.charts, drag.lag, "yes" if drag.right else "**no**")
        for name, drag in dragged.items()
    ]
    columns = ("What", "events a second", "charts a second", "lag at the end, ms", "right")
    limit = (
        "a slider with fewer steps a second has fewer charts to show, and its bar is what it has; "
        "a chart is put wholly right 150 ms after the last move; a lag beyond that is "
        "such a change of axes or layout, while the curves themselves were already there."
    )
    return Section("Drag at 60 events a second for 3 s", bars, [table(columns, rows)], limit)


def _rate(name: str, drag: Drag) -> float:
    """Return the charts a second that a drag must reach, where the pointer brings as many."""
    return 30.0 if name == "handover" else min(50.0, drag.events)


def _drag_bars(name: str, drag: Drag, rate: float) -> list[Bar]:
    right = Bar(f"{name}, final state", "right", "right" if drag.right else "wrong", drag.right)
    return [
        right,
        at_most(f"{name}, lag at the end", drag.lag, 150, " ms"),
        at_least(f"{name}, charts", drag.charts, rate, " a second"),
    ]
