"""Every explorer's slider dragged where the kernel is far away."""

from bench import Bench, running_bench
from moves import Moves
from report import Bar, Section, table
from seats import DRAGGED, QUIET, Drag

SLOW_RATE, LEAST = 30, 25  # pointer events a second, and charts
WARM_UP = 2  # moves before a page's first drag
COLUMNS = (
    "What",
    "events a second",
    "charts a second",
    "seconds",
    "lag at the end, ms",
    "right",
)


def alone(delay: int) -> Section:
    """Open every explorer on a line that is `delay` milliseconds late, and drag it."""
    with running_bench(delay / 1000) as bench:
        moves = Moves(bench, quick=True)
        for seat in moves.explorers.values():
            seat.warm(WARM_UP)
        return slow_drags(bench, moves, delay)


def slow_drags(bench: Bench, moves: Moves, delay: int) -> Section:
    """Drag the slider of each explorer; `delay` is what its line takes each way."""
    dragged = {}
    for slider in moves.sliders:
        seat = moves.explorers[slider.explorer]
        seat.quiet = QUIET + 4 * delay  # until what the kernel says of the last move is there
        stops = int(DRAGGED * sum(slider.room))
        dragged[slider.explorer] = seat.drag_by_hand(bench.port, SLOW_RATE, stops)
    body = [
        "Of each explorer that slider is dragged whose step sends the most. One with fewer stops "
        "than the pointer has events is dragged there and back, so that every event has another "
        "chart to show. The pointer waits for nobody, and events are counted as the page hears of "
        "them: the browser makes one of those that come while the page is busy. The lag ends with "
        "the last change, which is the kernel's answer where that is another picture than the "
        "frame was.",
        table(COLUMNS, [_row(name, drag) for name, drag in dragged.items()]),
    ]
    bars = [bar for name, drag in dragged.items() for bar in bars_of(name, drag)]
    title = f"Drag at {SLOW_RATE} events a second, {delay} ms from the kernel"
    return Section(title, bars, body)


def _row(name: str, drag: Drag) -> tuple[object, ...]:
    return (
        name,
        drag.events,
        drag.charts,
        drag.seconds,
        drag.lag,
        "yes" if drag.right else "**no**",
    )


def bars_of(name: str, drag: Drag) -> list[Bar]:
    """Return what a drag must reach."""
    return [
        Bar(
            f"{name}, charts on a slow line",
            f"at least {LEAST} of {SLOW_RATE} events a second",
            f"{drag.charts:.3g} of {drag.events:.3g} events a second",
            drag.charts >= LEAST,
        ),
        Bar(
            f"{name}, final state on a slow line",
            "right",
            "right" if drag.right else "wrong",
            drag.right,
        ),
    ]
