"""Fixtures of the browser tests: one Chromium and one JupyterLab for all of them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import FLAGS, find_chromium
from lab import AT_FIRST, Traffic, clear_desk, opened_page, running_lab, running_voila
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"

expect.set_options(timeout=60_000)  # milliseconds; a busy machine is slow, not wrong


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium, without the parts of it that talk to its maker."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the notebooks, so that no test can change the real ones."""
    folder = tmp_path_factory.mktemp("lab") / "notebooks"
    shutil.copytree(NOTEBOOKS, folder)
    return folder


@pytest.fixture(scope="session")
def lab(folder: Path) -> Iterator[str]:
    """Run JupyterLab on the copied notebooks."""
    with running_lab(folder, folder.parent / "lab.log") as address:
        yield address


@pytest.fixture(scope="session")
def presented(folder: Path) -> Iterator[str]:
    """Present the copied notebooks in Voilà, each run when it is opened: most of them are not."""
    flag = "--VoilaConfiguration.preheat_kernel=False"
    with running_voila(folder, folder.parent / "voila.log", flag) as address:
        yield address


@pytest.fixture
def traffic() -> Traffic:
    """Count what the page sends and receives."""
    return Traffic()


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Keep one cache for all pages, so that JupyterLab's scripts are fetched and read once."""
    with browser.new_context(viewport=AT_FIRST) as context:
        yield context


@pytest.fixture(scope="session")
def lab_page(context: BrowserContext) -> Iterator[tuple[Page, Traffic]]:
    """Open an empty page for all that is opened in one JupyterLab, and watch its traffic."""
    traffic = Traffic()
    with opened_page(context) as page:
        traffic.watch(page)
        yield page, traffic


@pytest.fixture(scope="module")
def kept(lab_page: tuple[Page, Traffic], lab: str) -> tuple[Page, Traffic]:
    """Open JupyterLab with nothing in it, for all tests of a file that open one notebook."""
    clear_desk(lab_page[0], lab)
    return lab_page


@pytest.fixture
def kept_traffic(lab_page: tuple[Page, Traffic]) -> Traffic:
    """Count what the page of JupyterLab sends and receives while one test goes on."""
    _, traffic = lab_page
    traffic.forget()
    return traffic


@pytest.fixture
def desk(lab_page: tuple[Page, Traffic], lab: str) -> Page:
    """Open JupyterLab with nothing in it, for one test that opens notebooks."""
    page, traffic = lab_page
    clear_desk(page, lab)
    traffic.forget()
    return page


@pytest.fixture
def page(context: BrowserContext, traffic: Traffic) -> Iterator[Page]:
    """Open an empty page whose traffic is watched from the start."""
    with opened_page(context) as page:
        traffic.watch(page)
        yield page
