"""Find a Chromium that starts, or fetch one: the browser that the tests drive.

``python tests/browser/chromium.py`` makes sure that there is one and prints its path.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress

from programs import NoProgramError, ensure, first_that_starts, install, tell

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
# Where browsers live that are not on PATH. Edge is a Chromium too, and every Windows has it.
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"%PROGRAMFILES%\Google\Chrome\Application\chrome.exe",
    r"%PROGRAMFILES(X86)%\Microsoft\Edge\Application\msedge.exe",
)
# How tests start it: without the parts that talk to its maker.
FLAGS = ["--no-sandbox", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync", "--disable-quic"]
ADVICE = "No Chromium starts here: install one, or name it in the environment variable CHROMIUM."


class NoChromiumError(NoProgramError):
    """There is no browser for the tests to drive."""


def starts(path: str) -> bool:
    """Whether the browser at `path` can show a page: one that lacks a shared library cannot."""
    # Its own profile: without it, a Chrome that is already open would take the page over.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [path, "--headless", "--no-sandbox", f"--user-data-dir={profile}"]
        command += ["--dump-dom", "about:blank"]
        with suppress(OSError, subprocess.TimeoutExpired):
            shown = subprocess.run(command, capture_output=True, timeout=60, check=False)
            return b"<html" in shown.stdout
    return False


def of_playwright() -> str:
    """Return the path of the Chromium that Playwright fetches for itself."""
    # In a process of its own: Playwright's two interfaces cannot run within each other.
    code = "from playwright.sync_api import sync_playwright as run\n"
    code += "with run() as playwright: print(playwright.chromium.executable_path)"
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def candidates() -> Iterator[str]:
    """Every path at which a browser may be, the most wanted first."""
    # The one that was named is tried even where there is no file, so that it is spoken of.
    yield from filter(None, [os.environ.get("CHROMIUM")])
    yield from filter(None, map(shutil.which, NAMES))
    yield from filter(os.path.isfile, map(os.path.expandvars, PLACES))
    yield from filter(os.path.isfile, [of_playwright()])


def find_chromium() -> str:
    """Return the path of the first browser on this machine that starts.

    Raises
    ------
    NoChromiumError
        If there is none.
    """
    return first_that_starts(candidates(), starts, NoChromiumError(ADVICE))


def fetchers() -> Iterator[list[str]]:
    """Commands that fetch a browser, the least intrusive first."""
    yield [sys.executable, "-m", "playwright", "install", "chromium"]
    if shutil.which("apt-get") and os.geteuid() == 0:
        yield install("chromium")


def ensure_chromium() -> str:
    """Return what `find_chromium` finds, after fetching a browser if there is none."""
    return ensure(find_chromium, fetchers())


def main() -> None:
    """Print the path of one that starts, or say what to do."""
    tell(ensure_chromium)


if __name__ == "__main__":
    main()
