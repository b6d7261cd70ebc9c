"""From *run* to the first chart, as a learner waits for it, beside what people would use instead.

``--beside`` of ``run.py`` names another checkout of the lessons, or a commit: then the same page
is run there by turns with this one.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import FLAGS, HERE, NOTEBOOKS, STARTED_WITHIN
from beside import python_of
from chromium import find_chromium
from lab import run_all, running_lab, wait_for_kernel, write_notebook
from playwright.sync_api import Browser, Page, sync_playwright
from report import Bar, Section, at_most, median, table

OWN, OTHER, FIGURE = "these lessons", "the other checkout", "a `FigureWidget`"
START, LESSON = "00-start-here.ipynb", "01-what-is-insourcing.ipynb"
READS = 3_000  # milliseconds between the page that is ready and *run*
BUTTON = "Run this lesson"
LOOK = "Show without predicting"
CELLS = (
    "import plotly.graph_objects as go\n"
    "from lessons.views import make_or_buy as view\n"
    "from price import solve",
    "go.FigureWidget(view.draw(solve(155)))",
)
# What no page needs any more: the kernels of the pages that were closed.
END_KERNELS = """async () => {
  const [, token] = document.cookie.match(/_xsrf=([^;]+)/) ?? [];
  const headers = { "X-XSRFToken": token };
  const sessions = await (await fetch("/api/sessions")).json();
  for (const { id } of sessions) await fetch(`/api/sessions/${id}`, { method: "DELETE", headers });
}"""


@dataclass
class Place:
    """A JupyterLab, and the milliseconds that its learners waited.

    Attributes
    ----------
    address, folder
        Of the JupyterLab, and its root.
    opens
        Where a notebook opens in it.
    run, shown
        From *run* to the first chart of the page, and from *Show without predicting*.
    """

    address: str
    folder: Path
    opens: str
    run: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)


@contextmanager
def _places(beside: Path | None) -> Iterator[dict[str, Place]]:
    with TemporaryDirectory(ignore_cleanup_errors=True) as temporary, ExitStack() as stack:
        roots = {OWN: NOTEBOOKS.parent} | ({OTHER: beside} if beside else {})
        places = {}
        for number, (name, root) in enumerate(roots.items()):
            folder = Path(temporary) / str(number) / "notebooks"
            shutil.copytree(root / "notebooks", folder)
            log = folder.parent / "lab.log"
            address = stack.enter_context(running_lab(folder, log, str(python_of(root))))
            is_alone = (root / "src/lessons/server" / "labextension").exists()
            places[name] = Place(address, folder, "doc/tree" if is_alone else "lab/tree")
        own = places[OWN]
        shutil.copy(HERE / "ways" / "price.py", own.folder)
        write_notebook(own.folder / "figure.ipynb", *CELLS)
        places[FIGURE] = Place(own.address, own.folder, own.opens)
        yield places


def first_chart(repeats: int, beside: Path | None = None) -> Section:
    """Open a page anew, read, run it and wait, by turns; then look behind a prediction."""
    with _places(beside) as places, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for _ in range(repeats):
            for name, place in places.items():
                page = "figure.ipynb" if name == FIGURE else START
                place.run.append(_waited(browser, place, page, _run))
            for place in [place for name, place in places.items() if name != FIGURE]:
                place.shown.append(_waited(browser, place, LESSON, _look))
        browser.close()
    return _section(places)


def _waited(browser: Browser, place: Place, name: str, press: Callable[[Page], None]) -> float:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(path=HERE / "stopwatch.js")
    page = context.new_page()
    page.set_default_timeout(STARTED_WITHIN)
    page.goto(f"{place.address}/{place.opens}/{name}?reset")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    wait_for_kernel(page)
    page.wait_for_timeout(READS)
    press(page)
    waited = page.evaluate("stopwatch.expected")
    page.evaluate(END_KERNELS)
    context.close()
    return waited


def _run(page: Page) -> None:
    page.evaluate("stopwatch.expect(1)")
    _press_run(page)


def _press_run(page: Page) -> None:
    button = page.get_by_role("button", name=BUTTON)
    if button.count():
        button.click()
    else:
        run_all(page)


def _look(page: Page) -> None:
    _press_run(page)
    page.locator(".lessons-progress").last.wait_for(state="attached")
    button = page.get_by_role("button", name=LOOK).first
    button.scroll_into_view_if_needed()
    page.wait_for_timeout(READS)
    page.evaluate("stopwatch.expect(1)")
    button.click()


def _section(places: dict[str, Place]) -> Section:
    own, figure, other = (places.get(name) for name in (OWN, FIGURE, OTHER))
    bars: list[Bar] = []
    if other:
        run, shown = median(other.run), median(other.shown)
        bars.append(at_most("from run", median(own.run) / run, 0.7, " × the other's"))
        bars.append(at_most("behind a prediction", median(own.shown) / shown, 1, " × the other's"))
    ratio = median(own.run) / median(figure.run)
    bars.append(at_most("from run", ratio, 0.5, " × a `FigureWidget`'s"))
    rows = [
        (name, median(place.run), min(place.run), median(place.shown) if place.shown else "")
        for name, place in places.items()
    ]
    columns = ("What", "from *run*, median ms", "least", "from *Show without predicting*, median")
    body = [
        f"Each page is opened anew, with a new kernel, and left alone for {READS / 1000:g} s, as "
        "it is while somebody reads. The clock is the page's own: from the press to the frame "
        "with the first chart. The `FigureWidget` draws the same chart of the same model.",
        table(columns, rows),
    ]
    return Section("From run to the first chart", bars, body)
