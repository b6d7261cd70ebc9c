"""The first move after focus, which no frame answers, beside another build.

What a build spends on charts ahead of their kernel, a learner must not feel where there is no
frame yet. So each move is a press on the track, away from the thumb, by a pointer that was not
there before, as a finger is not: the pointer's coming, by which the page asks for frames, the move
and the focus are one task of the page, within which no answer of the kernel comes. A press of a
key would be a task of its own, after the focus, and might find a frame.

Before each press another input takes a value that it has not had, so that what the page knows from
earlier moves is of no use. It is one of two by turns: moving one asks for all of its values beside
those of the others, and so for the next one too, but not with the other's new value. Whether a
frame was drawn all the same is counted.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import FLAGS, Bench
from beside import python_of
from chromium import find_chromium
from lab import running_lab
from playwright.sync_api import CDPSession, sync_playwright
from report import Bar, Section, at_most, median, p95, table
from seats import Seat, cells, seats
from sliders import Slider, costliest, sliders

from lessons.explore import catalogue

OWN, OTHER = "these lessons", "the other build"
EXPLORERS = ("make_or_buy", "change_requests", "handover")
TURNS = 30
WARM_UP = 3  # moves that are not counted: a page's first ones are compiled
AT_MOST = 1.05
AT = (0.3, 0.7)  # of the track, by turns: the thumb is always elsewhere
QUIET = 100  # milliseconds; of a press only the first change counts
SETTLED = 400  # milliseconds in which the kernel has answered a move and sent what lies ahead
DRAWN = """picture => globalThis[Symbol.for("lessons.frames")]
  ?.get(picture.closest(".lessons-chart"))?.drawn ?? 0"""


@dataclass(slots=True)
class Place:
    """One explorer of one build.

    Attributes
    ----------
    seat
        The slider that is pressed.
    before
        The sliders of the inputs that are moved before, by turns.
    pointer
        What presses.
    answered, painted
        Milliseconds from each press to the kernel's answer, and to the painted chart.
    frames
        How many of these charts were frames.
    lost
        How many presses changed no picture.
    """

    seat: Seat
    before: list[Seat]
    pointer: CDPSession
    answered: list[float] = field(default_factory=list)
    painted: list[float] = field(default_factory=list)
    frames: int = 0
    lost: int = 0

    def move(self, share: float, *, counts: bool = True) -> None:
        """Move another input, and then this one, first of all, to a share of its track."""
        self._renew()
        _, left, right, height = self.seat.track()
        at = {"x": left + share * (right - left), "y": height}
        drawn = self.seat.picture.evaluate(DRAWN)
        self.seat.start("pointerdown")
        self._point("mousePressed", at)
        report = self.seat.stop()
        self._point("mouseReleased", at)
        if not counts:
            return
        self.frames += self.seat.picture.evaluate(DRAWN) - drawn
        if report["another"]:
            self.answered.append(report["answered"])
            self.painted.append(report["painted"])
        else:
            self.lost += 1

    def _renew(self) -> None:
        """Put the other input where it has not been, and the pointer away."""
        page = self.seat.slider.page
        page.mouse.move(0, 0)
        self.before.reverse()
        seat = self.before[0]
        seat.slider.focus()
        page.keyboard.press("ArrowRight" if seat.up else "ArrowLeft")
        page.wait_for_timeout(SETTLED)

    def _point(self, kind: str, at: dict[str, float]) -> None:
        # Playwright's mouse would have to come first, and would be there for a while.
        button = {"button": "left", "buttons": int(kind == "mousePressed"), "clickCount": 1}
        self.pointer.send("Input.dispatchMouseEvent", {"type": kind, **at, **button})


def first_moves(other: Path) -> Section:
    """Press each explorer's slider in both builds, by turns."""
    with _opened({OWN: None, OTHER: other}) as places:
        for explorer in EXPLORERS:
            both = [places[name][explorer] for name in (OWN, OTHER)]
            shares = cycle(AT)
            for turn in range(-WARM_UP, TURNS):
                share = next(shares)
                # Each build is the first one as often, at either share.
                for place in both if turn // 2 % 2 else reversed(both):
                    place.move(share, counts=turn >= 0)
        return section(places[OWN], places[OTHER])


def chosen() -> list[tuple[Slider, Slider, Slider]]:
    """Return of each explorer the slider that is pressed, and two that are moved before."""
    found = []
    for name in EXPLORERS:
        entry = catalogue()[name]
        pressed = costliest(entry)
        others = [one for one in sliders(entry) if one.name != pressed.name and one.span is None]
        found.append((pressed, *sorted(others, key=lambda one: -max(one.room))[:2]))
    return found


@contextmanager
def _opened(builds: dict[str, Path | None]) -> Iterator[dict[str, dict[str, Place]]]:
    """Open the explorers in a JupyterLab of each build's own; None is this one."""
    with (
        TemporaryDirectory(ignore_cleanup_errors=True) as temporary,
        sync_playwright() as playwright,
        ExitStack() as stack,
    ):
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        opened = {}
        for number, (name, root) in enumerate(builds.items()):
            folder = Path(temporary) / str(number) / "notebooks"
            folder.mkdir(parents=True)
            python = [str(python_of(root))] if root else []
            lab = running_lab(folder, folder.parent / "lab.log", *python)
            opened[name] = _places(Bench(stack.enter_context(lab), folder, browser))
        yield opened
        browser.close()


def _places(bench: Bench) -> dict[str, Place]:
    columns = [list(column) for column in zip(*chosen(), strict=True)]
    page = bench.run("first-moves", *cells(columns[0]))
    pointer = page.context.new_cdp_session(page)
    pressed, *before = (seats(page, column) for column in columns)
    for seat in pressed.values():
        seat.quiet = QUIET
    return {
        name: Place(seat, [one[name] for one in before], pointer) for name, seat in pressed.items()
    }


def section(own: dict[str, Place], other: dict[str, Place]) -> Section:
    """Return what was found of each explorer in both builds."""
    rows, bars = [], []
    for name in own:
        bars.append(_bar(name, [own[name]], [other[name]]))
        rows += [_row(f"{name}, {OWN}", own[name]), _row(f"{name}, {OTHER}", other[name])]
    # One explorer's moves are few: on a machine that does much else their median tells less.
    bars.append(_bar("all of these", list(own.values()), list(other.values())))
    frames = sum(place.frames for place in own.values())
    bars.append(
        Bar("first moves that a frame answered", "none", str(frames or "none"), not frames)
    )
    columns = ("What", "answered", "painted", "least", "p95", "moves", "lost", "of a frame")
    body = [
        "A slider is pressed, away from its thumb, by a pointer that was not on it, after another "
        "input took a value that it had not had: the chart waits for the kernel's answer to the "
        "move. The clock is the page's own, in milliseconds from the press, medians: until the "
        "answer was in the page, and until the frame with the changed chart was painted.",
        table(columns, rows),
    ]
    return Section("The first move after focus, no frame there yet", bars, body)


def _bar(name: str, own: list[Place], other: list[Place]) -> Bar:
    of_own, of_other = (
        median(one for place in places for one in place.painted) for places in (own, other)
    )
    what = f"{name}, first move after focus"
    return at_most(what, of_own / of_other, AT_MOST, " × the other's")


def _row(name: str, place: Place) -> tuple[object, ...]:
    painted = place.painted
    spread = (median(place.answered), median(painted), min(painted), p95(painted))
    return name, *spread, len(painted), place.lost, place.frames
