"""A site as it is published, and what a page has of it."""

import hashlib
import json
import zipfile
from pathlib import Path

from playwright.sync_api import Page
from served import Site

from lessons.author.site import build
from lessons.author.site.distribution import LOCK

START = "00-start-here"
NOTEBOOK = f"files/{START}.ipynb"
LESSON = "notebooks/index.html"
PYODIDE = "static/pyodide"
OLD_TITLE, NEW_TITLE = "how these lessons work", "how these new lessons work"


def write(path: Path, text: str) -> None:
    """Write a file anew, not into the site as it was built, with which it is one file."""
    path.unlink()
    path.write_text(text, encoding="utf-8")


def publish(site: Site) -> None:
    """Publish the site with another text in its first lesson."""
    path = site.folder / NOTEBOOK
    notebook = json.loads(path.read_text("utf-8"))
    old = notebook["metadata"]["lessons_version"]
    notebook["cells"][0]["source"] = [f"# Start here: {NEW_TITLE}"]
    new = notebook["metadata"]["lessons_version"] = build.version(notebook)
    write(path, json.dumps(notebook))
    for page in (site.folder / "index.html", site.folder / LESSON):
        write(page, page.read_text("utf-8").replace(old, new).replace(OLD_TITLE, NEW_TITLE))
    stamp(site)


def publish_all(site: Site) -> None:
    """Publish it with another package, and other early pictures, too."""
    folder = site.folder / PYODIDE
    wheel = wheel_of(site)
    whole = wheel.read_bytes()
    wheel.unlink()
    wheel.write_bytes(whole)
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr("lessons/newer.txt", "A newer version.")
    lock = json.loads((folder / LOCK).read_text("utf-8"))
    lock["packages"]["lessons"]["sha256"] = hashlib.sha256(wheel.read_bytes()).hexdigest()
    write(folder / LOCK, json.dumps(lock))
    for early in (site.folder / build.HERE / "early").iterdir():
        write(early, early.read_text("utf-8") + "\n")
    publish(site)


def stamp(site: Site) -> None:
    """Write the worker anew, which has the hash of each file."""
    (site.folder / "service-worker.js").unlink()
    (site.folder / "jupyterlite-worker.js").rename(site.folder / "service-worker.js")
    build.service_worker(site.folder)


def wheel_of(site: Site) -> Path:
    """Return the wheel of the lessons' own package."""
    (wheel,) = (site.folder / PYODIDE).glob("lessons-*.whl")
    return wheel


def parts(site: Site) -> dict[str, str]:
    """Return the hash of each part of a lesson that has to be of one version, by its path."""
    early = sorted((site.folder / build.HERE / "early").iterdir())
    lock = site.folder / PYODIDE / LOCK
    paths = [site.folder / LESSON, site.folder / NOTEBOOK, lock, wheel_of(site), *early]
    return {
        path.relative_to(site.folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in paths
    }


def got(page: Page, site: Site) -> dict[str, str]:
    """Return the hash of each of these parts as a page gets them."""
    return page.evaluate(
        """async ([root, paths]) => {
          const all = {};
          for (const path of paths) {
            const bytes = await (await fetch(root + path)).arrayBuffer();
            const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
            all[path] = [...hash].map((one) => one.toString(16).padStart(2, "0")).join("");
          }
          return all;
        }""",
        [site.address, list(parts(site))],
    )
