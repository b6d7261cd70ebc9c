"""One JupyterLab, one Voilà and one Chromium for all that is measured on a page."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from chromium import find_chromium
from lab import free_port, open_notebook, run_all, running_lab, running_voila, write_notebook
from playwright.sync_api import Browser, Page, sync_playwright
from relay import slow_line

HERE = Path(__file__).parent
NOTEBOOKS = HERE.parents[1] / "notebooks"
FLAGS = ("--no-sandbox", "--no-first-run", "--disable-background-networking")
STARTED_WITHIN = 120_000  # milliseconds; eight FigureWidgets take their time


def notebooks() -> list[Path]:
    """Return the notebooks of the lessons, in their order."""
    return sorted(NOTEBOOKS.glob("*.ipynb"))


@dataclass(frozen=True, slots=True)
class Bench:
    """Where pages are opened.

    Attributes
    ----------
    address
        Of the JupyterLab that runs.
    folder
        Its root, with a copy of the lessons' notebooks and data.
    browser
        A Chromium.
    port
        On which it can be told what to do beside Playwright; 0 for none.
    """

    address: str
    folder: Path
    browser: Browser
    port: int = 0

    def page(self, notebook: str, height: int = 900) -> Page:
        """Open a notebook of the folder in a context of its own, its kernel idle."""
        page = self._empty(height)
        open_notebook(page, self.address, notebook)
        return page

    def run(self, name: str, *cells: str) -> Page:
        """Write a notebook of these cells, open it and run it."""
        write_notebook(self.folder / f"{name}.ipynb", *cells)
        page = self.page(f"{name}.ipynb")
        run_all(page)
        return page

    @contextmanager
    def presented(self, name: str, *cells: str) -> Iterator[Page]:
        """Write a notebook of these cells and open it in a Voilà of its own."""
        folder = self.folder.parent / "presented"
        folder.mkdir(exist_ok=True)
        write_notebook(folder / f"{name}.ipynb", *cells)
        with running_voila(folder, folder.with_suffix(".log")) as address:
            page = self._empty()
            page.goto(f"{address}/voila/render/{name}.ipynb")
            yield page

    def _empty(self, height: int = 900) -> Page:
        context = self.browser.new_context(viewport={"width": 1280, "height": height})
        context.add_init_script(path=HERE / "stopwatch.js")
        page = context.new_page()
        page.set_default_timeout(STARTED_WITHIN)
        return page


@contextmanager
def running_bench(delay: float = 0) -> Iterator[Bench]:
    """Start both, and stop them at the end; all that they say is `delay` seconds on its way."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary) / "notebooks"
        shutil.copytree(NOTEBOOKS, folder)
        shutil.copy(HERE / "ways" / "price.py", folder)
        log = Path(temporary) / "lab.log"
        with sync_playwright() as playwright, running_lab(folder, log) as near:
            port = free_port()
            flags = (*FLAGS, f"--remote-debugging-port={port}")
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=flags)
            with slow_line(near, delay) if delay else nullcontext(near) as address:
                yield Bench(address, folder, browser, port)
                browser.close()
