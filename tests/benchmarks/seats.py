"""Where moves are timed: a slider on a page, and the picture that follows it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bench import Bench
from playwright.sync_api import Locator, Page
from pointer import dragging
from sliders import Slider
from travel import travel

WAYS = Path(__file__).parent / "ways"
# What is drawn in a picture: the traces of a Plotly chart; the text of the floor.
PARTS = ".overplot *, .picture"
QUIET = 300  # milliseconds without a change after which a picture is at rest
TURN_AFTER = 8  # moves one way, then as many back
A_SECOND, SECONDS = 60, 3.0  # events of a drag, as many as a screen has frames, and its length
AWAY = 4  # steps from where a drag ended, for the last ones may have no figures to show
DRAGGED = 0.94  # of the slider's length: a drag begins and ends a little inside its ends
# Where a slider can be gripped, its ends, and its height. The thumb of ipywidgets' is an element
# within it; a browser's own is as wide as it is high, and the upper one of two is gripped where it
# stands, and stops at the lower one.
TRACK = """thumb => {
  const target = thumb.closest(".noUi-target");
  const { left, right, top, bottom } = (target ?? thumb).getBoundingClientRect();
  const height = (top + bottom) / 2;
  const own = thumb.getBoundingClientRect();
  if (target) return [(own.left + own.right) / 2, left, right, height];
  const { min, max } = thumb;
  const half = (bottom - top) / 2;
  const at = ({ valueAsNumber }) =>
    left + half + (right - left - 2 * half) * (valueAsNumber - min) / (max - min);
  const lower = thumb.parentElement.querySelector("input[type=range]");
  return [at(thumb), lower === thumb ? left : at(lower), right, height];
}"""


@dataclass(frozen=True, slots=True)
class Move:
    """What the page's clock said of one move: milliseconds since the key was pressed.

    Attributes
    ----------
    answered
        The kernel's message with the change had come.
    drawn, painted
        The picture had begun to change; a frame with the change had been painted.
    rested
        The last change of the picture had been painted.
    messages, bytes
        What the page received of the kernel, until the picture rested.
    """

    answered: float
    drawn: float
    painted: float
    rested: float
    messages: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Drag:
    """What a drag over the whole slider came to.

    Attributes
    ----------
    events, charts
        Pointer events that the page heard of and painted pictures, each a second.
    lag
        Milliseconds from the last event to the last change painted.
    seconds
        How long it took.
    right
        Whether the picture at the end is the one of the value at the end.
    """

    events: float
    charts: float
    lag: float
    seconds: float
    right: bool


@dataclass(slots=True)
class Seat:
    """One slider and its picture.

    Attributes
    ----------
    slider, picture
        Where they are on their page.
    up
        Whether the right arrow is pressed first.
    steps
        How often it is pressed before the other one is.
    quiet
        Milliseconds without a change after which the picture is at rest.
    moved, lost, moves
        How often it was moved, how often that changed no picture, and what the others took.
    """

    slider: Locator
    picture: Locator
    up: bool = True
    steps: int = TURN_AFTER
    quiet: int = QUIET
    moved: int = 0
    lost: int = 0
    moves: list[Move] = field(default_factory=list)

    def warm(self, times: int) -> None:
        """Move without keeping the times."""
        for _ in range(times):
            self._pressed()

    def move(self) -> None:
        """Press an arrow key once and keep what it took; a picture left as it was is lost."""
        report = self._pressed()
        if report["another"]:
            kept = {name: report[name] for name in Move.__dataclass_fields__}
            self.moves.append(Move(**kept))
        else:
            self.lost += 1

    def _pressed(self) -> dict:
        self.picture.scroll_into_view_if_needed()
        self.slider.focus()
        back = (self.moved // self.steps) % 2 == 1
        self.moved += 1
        return self._timed("keydown", "ArrowRight" if self.up != back else "ArrowLeft")

    def _timed(self, event: str, key: str) -> dict:
        self.start(event)
        self.slider.page.keyboard.press(key)
        return self.stop()

    def start(self, event: str) -> None:
        """Start the clock with the next event of that kind."""
        start = "(root, [parts, event]) => stopwatch.start(root, parts, event)"
        self.picture.evaluate(start, [PARTS, event])

    def stop(self) -> dict:
        """Return what the clock says once the picture is at rest."""
        return self.slider.page.evaluate("quiet => stopwatch.stop(quiet)", self.quiet)

    def drag(self) -> Drag:
        """Drag the slider from its left end to its right end, 60 events a second."""
        mouse = self.slider.page.mouse
        return self._dragged(mouse.move, travel(round(A_SECOND * SECONDS)), A_SECOND)

    def drag_by_hand(self, port: int, a_second: int, stops: int) -> Drag:
        """Drag the slider by a pointer that does not wait for the page, so many events a second.

        Where it has fewer `stops` than the pointer has events, it is dragged there and back.
        `port` is the one of the page's bench.
        """
        with dragging(self.slider.page, port) as move:
            return self._dragged(move, travel(round(a_second * SECONDS), stops), a_second)

    def _dragged(
        self, move: Callable[[float, float], None], shares: list[float], a_second: int
    ) -> Drag:
        mouse, (grip, left, right, height) = self.slider.page.mouse, self.track()
        mouse.move(grip, height)
        mouse.down()
        mouse.move(left, height)
        self.slider.page.wait_for_timeout(2 * QUIET)
        self.start("pointermove")
        began = time.monotonic()
        for event, share in enumerate(shares, 1):
            time.sleep(max(0.0, began + event / a_second - time.monotonic()))
            move(left + (right - left) * share, height)
        report = self.stop()
        mouse.move(right, height)  # where it is let go
        mouse.up()
        seconds = report["dragged"] / 1000
        events, charts = (report[name] / seconds for name in ("events", "frames"))
        return Drag(events, charts, report["lag"], seconds, self._is_right())

    def track(self) -> tuple[float, float, float, float]:
        """Return the grip of the slider, its ends, a little inside, and its height."""
        self.picture.scroll_into_view_if_needed()
        self.slider.scroll_into_view_if_needed()
        grip, left, right, height = self.slider.evaluate(TRACK)
        inside = (1 - DRAGGED) / 2 * (right - left)
        return grip, left + inside, right - inside, height

    def _is_right(self) -> bool:
        """Move away and back: then the picture is the one of this value for certain."""
        dragged = self._shape()
        self.slider.focus()
        for key in ("ArrowLeft", "ArrowRight"):
            for _ in range(AWAY - 1):
                self.slider.press(key)
            self._timed("keydown", key)
        return self._shape() == dragged

    def _shape(self) -> str:
        return self.picture.evaluate("(root, parts) => stopwatch.shape(root, parts)", PARTS)


def way(bench: Bench, name: str) -> Seat:
    """Open the notebook of one of the ways to draw in ``ways/``."""
    page = bench.run(name, (WAYS / f"{name}.py").read_text("utf-8"))
    slider = page.get_by_role("slider").first
    slider.wait_for()
    return Seat(slider, page.locator(".jp-Notebook"))


def explorers(bench: Bench, notebook: str, sliders: list[Slider]) -> dict[str, Seat]:
    """Open a notebook of explorers, one for each slider that is to be moved."""
    return seats(bench.run(notebook, *cells(sliders)), sliders)


def cells(sliders: list[Slider]) -> list[str]:
    """Return the cells of a notebook of explorers, one for each slider."""
    return ["from lessons import explore", *(f"explore.{one.explorer}()" for one in sliders)]


def seats(page: Page, sliders: list[Slider]) -> dict[str, Seat]:
    """Return the seats of a page on which such a notebook has been run."""
    found = {}
    for place, slider in enumerate(sliders):
        explorer = page.locator(".lessons-explorer").nth(place)
        picture = explorer.locator(".lessons-chart-drawing")
        more = explorer.locator(".lessons-controls-more-button[aria-expanded=false]")
        for _ in range(more.count()):
            more.click()  # a slider that is not open at first
        picture.scroll_into_view_if_needed()
        picture.locator(".overplot .trace").first.wait_for(state="attached")
        thumb = explorer.get_by_role("slider", name=slider.label, exact=True)
        above, below = slider.room
        steps = min(TURN_AFTER, max(above, below))
        found[slider.explorer] = Seat(thumb, picture, above >= below, steps)
    return found
