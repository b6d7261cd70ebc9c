"""What is asked of a browser's Python, with a stand-in for the modules that it alone has."""

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest

from lessons.server import in_browser


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Pretend to be in a browser, and return what was fetched."""
    fetched: list[list[str]] = []

    async def load(names: list[str]) -> None:
        fetched.append(names)

    date = SimpleNamespace(new=lambda: SimpleNamespace(getTimezoneOffset=lambda: -330))
    monkeypatch.setitem(sys.modules, "pyodide_js", SimpleNamespace(loadPackage=load))
    monkeypatch.setitem(sys.modules, "js", SimpleNamespace(Date=date))
    monkeypatch.setattr(in_browser, "is_in_browser", lambda: True)
    monkeypatch.setattr(in_browser, "_coming", [])
    return fetched


def missing(name: str) -> None:
    raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def test_what_needs_a_package_that_comes_later_is_done_once_it_is_there(browser):
    done = []

    def act() -> None:
        done.append("tried")
        if not browser:
            missing("pandas.core")
        done.append("done")

    async def page() -> None:
        in_browser.done_when_there(act)
        assert done == ["tried"]
        await in_browser.bring_later()
        await asyncio.sleep(0)

    # On a thread of its own: another test may have left a loop running on this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, page()).result()
    assert done == ["tried", "tried", "done"]
    assert browser == [list(in_browser.LATER.values())]  # fetched once


def test_of_what_is_on_its_way_no_half_is_imported(browser, monkeypatch):
    """Here all of it is there already; in a browser some files are before others."""
    monkeypatch.delitem(sys.modules, "segno", raising=False)
    done = []

    def act() -> None:
        done.append("tried")
        import_module("segno")
        done.append("done")

    async def page() -> None:
        before = list(sys.meta_path)
        coming = in_browser.bring_later()
        in_browser.done_when_there(act)
        assert done == ["tried"]
        import_module("colorsys")  # whatever is not among it
        await coming
        await asyncio.sleep(0)
        assert sys.meta_path == before

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, page()).result()
    assert done == ["tried", "tried", "done"]


def test_what_did_not_come_is_told_and_fetched_anew_the_next_time(browser, monkeypatch):
    there: list[str] = []
    monkeypatch.setattr(in_browser, "find_spec", lambda name: name if name in there else None)
    told = []

    async def page() -> None:
        for _ in range(2):
            in_browser.done_when_there(lambda: missing("docx"), told.append)
            await in_browser.bring_later()
            await asyncio.sleep(0)
            there.extend(in_browser.LATER)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, page()).result()
    assert told == [False, True]
    assert len(browser) == 2


@pytest.mark.parametrize(("folder", "goes"), [("/drive/my-work", False), ("/home/my-work", True)])
def test_only_what_is_on_the_drive_outlives_the_page(browser, folder, goes):
    assert in_browser.goes_with_page(Path(folder)) is goes


def test_on_a_desktop_nothing_goes_with_a_page(tmp_path):
    assert not in_browser.goes_with_page(tmp_path)


def test_what_is_missing_for_another_reason_is_an_error(browser):
    with pytest.raises(ModuleNotFoundError, match="matplotlib"):
        in_browser.done_when_there(lambda: missing("matplotlib"))
    assert browser == []


def test_on_a_desktop_nothing_is_fetched(monkeypatch):
    assert not in_browser.is_in_browser()
    with pytest.raises(ModuleNotFoundError, match="pandas"):
        in_browser.done_when_there(lambda: missing("pandas"))


def test_the_time_has_the_zone_of_the_browser(browser):
    now = in_browser.local_now()
    assert now.utcoffset() == timedelta(hours=5, minutes=30)
    assert abs(now - datetime.now(UTC)) < timedelta(minutes=1)


def test_the_time_has_the_zone_of_the_machine():
    assert in_browser.local_now().utcoffset() == datetime.now().astimezone().utcoffset()
