"""Puts the site of the browser edition together: ``python -m lessons.author.site.build``."""

import argparse
import hashlib
import json
import logging
import re
import shutil
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import jinja2

from lessons import words
from lessons.author.site import distribution, wheels
from lessons.author.site.covers import Cover, cover
from lessons.author.site.wheels import ROOT, SiteError
from lessons.data.questions import lessons
from lessons.my_work.course import RECOMMENDED
from lessons.server import in_browser, lesson_page, start_page

PAGE = Path(__file__).with_name("page")
PACKAGE = Path(__file__).parents[2]
HERE = "lessons/author/site/page/"  # where the pages' own scripts are, seen from the site's root
KERNEL = "@jupyterlite/pyodide-kernel-extension"
# What the kernel would otherwise fetch by itself, one after the other.
OF_KERNEL = ("micropip", "piplite", "ipykernel", "pyodide-kernel", "widgetsnbextension")
SHIMS = ("ipykernel", "piplite", "pyodide_kernel", "widgetsnbextension-4")
# Languages of the site: of Babel's 1,000 no other is needed.
LANGUAGES = ("root", words.LOCALE.partition("_")[0], words.LOCALE)
NEEDLESS = re.compile(r"jedi/third_party/(django-stubs|typeshed/stubs)/|/tests?/|\.(a|h|px[di])$")
# The languages that IPython colours, and what these need: of 250 no other.
LEXERS = {"__init__", "_mapping", "css", "data", "html", "javascript", "jvm", "lilypond", "lisp"}
LEXERS |= {"markup", "perl", "python", "ruby", "shell", "special"}
LEXERS |= {"_css_builtins", "_lilypond_builtins", "_scheme_builtins"}
# What JupyterLite's own archive brings besides the pages.
LEFT_OVER = ("doc", "rspack.config*.js", "package.json", "index.html")
# The time of whatever the site brings, in seconds since 1970: one source makes one site, so that
# nobody is told of a newer version that is none. It is the one of wheels made from a source.
MADE = 1_580_601_600
ADAPTIVE = {"@jupyterlab/apputils-extension:themes": {"adaptive-theme": True}}


def build(target: Path, tools: Path, pyodide: Path) -> None:
    """Build the site into a folder that is made anew.

    Parameters
    ----------
    target
        The folder of the site.
    tools
        The environment that has JupyterLite.
    pyodide
        The folder of a distribution of Pyodide.
    """
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        lite = work / "lite"
        _runtime(lite / "static" / "pyodide", work, tools, pyodide)
        notebooks = _notebooks(work / "files")
        _settings(lite)
        _jupyter_lite(lite, work / "files", target, tools)
        _pages(target, notebooks)
        service_worker(target)


def _runtime(target: Path, work: Path, tools: Path, pyodide: Path) -> None:
    """Place Pyodide, its lock and all wheels."""
    folder = work / "wheels"
    folder.mkdir()
    distribution.place(pyodide, target, folder)
    wheels.download((name for name in wheels.needed() if name not in distribution.OWN), folder)
    wheels.own(folder)
    shims = tools / "share/jupyter/labextensions" / KERNEL / "static/pypi"
    for path in (one for name in SHIMS for one in shims.glob(f"{name}*.whl")):
        shutil.copy2(path, folder)
    for path in folder.glob("*.whl"):
        wheels.trim(path, is_kept)
    distribution.compile_all(pyodide, target, folder)
    found = [wheels.read(path) for path in sorted(folder.glob("*.whl"))]
    distribution.lock(pyodide, target, found)


def is_kept(path: str) -> bool:
    """Whether a lesson may need a file of a wheel."""
    language = re.fullmatch(r"babel/locale-data/(\w+)\.dat", path)
    catalogue = re.match(r"lessons/words/locale/(\w+)/", path)
    lexer = re.fullmatch(r"pygments/lexers/(\w+)\.py", path)
    return not (
        NEEDLESS.search(path)
        or (language and language[1] not in LANGUAGES)
        or (catalogue and catalogue[1] not in LANGUAGES)
        or (lexer and lexer[1] not in LEXERS)
    )


def _notebooks(target: Path) -> dict[Path, str]:
    """Copy the lessons, each stamped with its version; return that by the copy."""
    source = ROOT / "notebooks"
    target.mkdir()
    shutil.copytree(source / "pictures", target / "pictures")
    versions = {}
    for path in sorted(source.glob("*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        copy = target / path.name
        versions[copy] = notebook["metadata"]["lessons_version"] = version(notebook)
        copy.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
    return versions


def version(notebook: dict[str, Any]) -> str:
    """Return the version of a notebook: its cells' sources, as the pages read them too."""
    sources = [[cell["cell_type"], "".join(cell["source"])] for cell in notebook["cells"]]
    text = json.dumps(sources, ensure_ascii=False, separators=(",", ":"))
    # A page on plain http has no other hash.
    return f"{zlib.crc32(text.encode()):08x}"


def _settings(lite: Path) -> None:
    """Write what JupyterLite is told."""
    lock = json.loads((lite / "static/pyodide" / distribution.LOCK).read_text("utf-8"))
    kernel = {
        "pyodideUrl": "./static/pyodide/pyodide.mjs",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {
            "lockFileURL": f"./static/pyodide/{distribution.LOCK}",
            "packages": sorted(set(_closure(lock["packages"], _at_first()))),
        },
    }
    told = {
        "appName": words.PHRASES["site_title"],
        "enableServiceWorkerCache": "false",
        "lessons": {"words": lesson_page.words_of_lessons()},
        "lessonsInBrowser": True,
        "litePluginSettings": {f"{KERNEL}:kernel": kernel},
    }
    _write(
        lite / "jupyter-lite.json", {"jupyter-lite-schema-version": 0, "jupyter-config-data": told}
    )
    _write(lite / "overrides.json", ADAPTIVE)


def _at_first() -> list[str]:
    """Return the packages that are fetched with Python, besides what these need themselves."""
    needed = wheels.needs_of("lessons")
    own = [name for name in needed if name not in in_browser.LATER.values()]
    return [*OF_KERNEL, *wheels.KERNEL, "jedi", "lessons", *own]


def _closure(packages: dict[str, Any], names: Iterable[str]) -> Iterator[str]:
    """Return packages with all that they need."""
    for name in names:
        yield name
        yield from _closure(packages, packages[name]["depends"])


def _jupyter_lite(lite: Path, files: Path, target: Path, tools: Path) -> None:
    """Have JupyterLite make the pages of notebooks."""
    installed = Path(sys.prefix) / "share/jupyter/labextensions"
    extensions = [
        installed / "@jupyter-widgets/jupyterlab-manager",
        installed / "anywidget",
        tools / "share/jupyter/labextensions" / KERNEL,
        PACKAGE / "server" / "labextension",  # as it is in the source
    ]
    settings = {
        "apps": ["notebooks"],
        "contents": [str(files)],
        "federated_extensions": [str(path) for path in extensions],
        "ignore_sys_prefix": ["federated_extensions", "translation"],
        "no_sourcemaps": True,
        "output_dir": str(target),
        "source_date_epoch": MADE,
    }
    _write(lite / "jupyter_lite_config.json", {"LiteBuildConfig": settings})
    (program,) = tools.glob("*/jupyter-lite*")
    done = subprocess.run([program, "build"], cwd=lite, capture_output=True, text=True)
    if done.returncode:
        raise SiteError(f"JupyterLite could not build the site: {done.stderr[-2000:]}")
    for pattern in LEFT_OVER:
        for path in target.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in target.rglob("*.map"):
        path.unlink()


def _pages(target: Path, notebooks: dict[Path, str]) -> None:
    """Write the start page and what stands before a lesson, with the scripts of both."""
    cards = start_page.cards(target / "files", logging.getLogger("lessons"))
    shown = [cover(target / "files" / card.file, card.title) for card in cards]
    _scripts(target)
    folder = target / HERE / "early"
    folder.mkdir()
    for one in shown:
        if one.explorer:
            _write(folder / one.early, one.explorer)
    given = _given(notebooks)
    numbered = [{**asdict(card), "number": int(card.file.partition("-")[0])} for card in cards]
    start = _template("start.html.j2").render(**given, cards=numbered)
    (target / "index.html").write_text(start, encoding="utf-8")
    _lesson_page(target / "notebooks" / "index.html", given, shown)


def _scripts(target: Path) -> None:
    """Copy the scripts and sheets of the pages, as they are."""
    own = [*PAGE.glob("*.*"), *(PACKAGE / "server/labextension/static").glob("*.*")]
    for path in (*own, PACKAGE / "widgets/download.js"):
        if path.suffix in (".js", ".css") and path.name != "service_worker.js":
            place = target / "lessons" / path.relative_to(PACKAGE)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, place)
    shutil.copy2(Path(lesson_page.plotly_folder()) / "plotly.min.js", target / "static")


def _given(notebooks: dict[Path, str]) -> dict[str, Any]:
    """Return what the pages' templates and scripts are given."""
    phrases = words.on_page("site")
    site = {
        "words": phrases,
        "steps": {str(number): list(one.steps) for number, one in lessons().items()},
        "recommended": list(RECOMMENDED),
        "notebooks": {path.name: version for path, version in notebooks.items()},
    }
    language = words.LOCALE.replace("_", "-")
    return {"here": HERE, "words": phrases, "site": site, "language": language}


def _template(name: str) -> jinja2.Template:
    loader = jinja2.FileSystemLoader(PAGE)
    return jinja2.Environment(loader=loader, autoescape=True).get_template(name)


def _lesson_page(path: Path, given: dict[str, Any], shown: list[Cover]) -> None:
    """Put our head and our body into JupyterLite's page of a notebook."""
    page = path.read_text(encoding="utf-8")
    title = f"<title>{given['words']['site_title']}</title>"
    head = _template("lesson_head.html.j2").render(**given)
    body = _template("lesson_body.html.j2").render(**given, covers=shown)
    for pattern, text in (
        (r"<html>", f'<html lang="{given["language"]}">'),
        (r"<title>.*?</title>", title),
        # JupyterLite is started by our own script, once a lesson's beginning is there.
        (r"(?s)<script>\s*\(async function \(\).*?</script>", head),
        (r'(?=<div id="jupyterlite-loading-indicator")', body),
    ):
        page, count = re.subn(pattern, lambda _, text=text: text, page, count=1)
        if count != 1:
            raise SiteError(f"JupyterLite's page of a notebook has no {pattern} any more.")
    path.write_text(page, encoding="utf-8")


def service_worker(target: Path) -> None:
    """Write the worker that keeps the site's files, with the hash of each of them."""
    (target / "service-worker.js").rename(target / "jupyterlite-worker.js")
    files = {
        path.relative_to(target).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        for path in sorted(target.rglob("*"))
        if path.is_file()
    }
    given = f"self.FILES = {json.dumps(files)};\n"
    text = (PAGE / "service_worker.js").read_text(encoding="utf-8")
    (target / "service-worker.js").write_text(given + text, encoding="utf-8")


def _write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text, encoding="utf-8")


def main() -> int:
    """Build the site as the command line asks for; return 0, or 1 if it could not be built."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tools", type=Path, required=True, help="environment with JupyterLite")
    parser.add_argument("--target", type=Path, default=ROOT / "dist" / "site")
    parser.add_argument("--pyodide", type=Path, help="folder of a whole distribution of Pyodide")
    asked = parser.parse_args()
    shutil.rmtree(asked.target, ignore_errors=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            source = asked.pyodide or distribution.fetched(Path(folder))
            build(asked.target.absolute(), asked.tools.absolute(), source)
    except SiteError as problem:
        print(problem, file=sys.stderr)
        return 1
    print(asked.target / "index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
