"""Whether Python runs in the learner's own browser, and what is different there.

This is the one place that is asked. In the browser edition the folders that a notebook sees are
the browser's own storage, which no other program uses; nobody has a file until it is downloaded;
and what a lesson does not need at first is fetched when it has been run.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # no import of the lessons waits for it
    import asyncio

# Packages that only a table, a saved memo or a code for a telephone needs; each by its module.
LATER = {"pandas": "pandas", "docx": "python-docx", "segno": "segno"}

# Where JupyterLite has the browser's own storage; without a service worker it is not there.
DRIVE = Path("/drive")

_coming: list[asyncio.Future] = []


def is_in_browser() -> bool:
    """Whether this is the browser edition."""
    return sys.platform == "emscripten"


def goes_with_page(folder: Path) -> bool:
    """Whether what is written into a folder is gone with the page, for want of a storage."""
    return is_in_browser() and not folder.is_relative_to(DRIVE)


def local_now() -> datetime:
    """Return the time with its zone, where the learner is: Python in a browser knows no zones."""
    if not is_in_browser():
        return datetime.now().astimezone()
    from js import Date  # there is such a module in a browser alone

    return datetime.now(timezone(timedelta(minutes=-Date.new().getTimezoneOffset())))


class _OnTheirWay:
    """Finds no package that is on its way: half of one would be imported, and never be whole."""

    @staticmethod
    def find_spec(name: str, _path: object = None, _target: object = None) -> None:
        if name.partition(".")[0] in LATER:
            raise ModuleNotFoundError(f"{name} is on its way.", name=name)


def bring_later() -> asyncio.Future[bool]:
    """Begin to fetch what was left for later; return what is done once all of it is there.

    Its result is whether all has come; what has not is fetched anew the next time.
    """
    if not _coming:
        import asyncio

        sys.meta_path.insert(0, _OnTheirWay)
        _coming.append(asyncio.ensure_future(_fetched()))
    return _coming[0]


async def _fetched() -> bool:
    from pyodide_js import loadPackage  # there is such a module in a browser alone

    try:
        await loadPackage(list(LATER.values()))  # it raises nothing where a file does not come
    finally:
        sys.meta_path.remove(_OnTheirWay)
    importlib.invalidate_caches()
    is_there = all(find_spec(name) for name in LATER)
    if not is_there:
        _coming.clear()
    return is_there


def done_when_there(
    act: Callable[[], object], later: Callable[[bool], object] | None = None
) -> None:
    """Do something that may need what was left for later: at once, or as soon as that is there.

    Parameters
    ----------
    act
        What is done.
    later
        What is done instead once it is known whether all has come, and is told that.

    Raises
    ------
    ModuleNotFoundError
        If it needs what was not left for later, or this is no browser.
    """
    try:
        act()
    except ModuleNotFoundError as missing:
        if not is_in_browser() or (missing.name or "").partition(".")[0] not in LATER:
            raise
        then = later or (lambda _: act())
        bring_later().add_done_callback(lambda come: then(come.result()))
