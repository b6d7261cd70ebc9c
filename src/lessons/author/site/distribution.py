"""Pyodide, the Python of browsers: its runtime, its compiled packages, and the lock of a site.

All of it lies on the site itself, so that no page asks another machine, and a page that is kept
works without network. It is taken from a whole distribution where one is given; otherwise the
runtime is fetched as its makers publish it for npm, and the compiled packages from where that
runtime says they are, each by its hash.
"""

import base64
import hashlib
import json
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from lessons.author.site.wheels import SiteError, Wheel

VERSION = "314.0.3"
# SHA-512 of that version's archive for npm, in base64.
PACKED = "sK40My6m8tmBUYtYH9au9rXUeh9x0wfahtHdOlGmJxZDsKBGKtP6KznyFB2+u/klbQTdDionR0uaVd176zVQzQ=="
RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"
# Compiled for a browser, and Pyodide's own installer: the kernel wants it, though it installs
# nothing here.
OWN = ("lxml", "micropip", "numpy", "pandas")
ELSEWHERE = re.compile(r"https:/{2}[\w.]+/pyodide/v\$\{\w+\}/full/")


def fetched(folder: Path) -> Path:
    """Fetch what a site needs of Pyodide, and return the folder that holds it.

    Raises
    ------
    SiteError
        If something cannot be fetched, or is not what it was when this version was chosen.
    """
    command = ["npm", "pack", "--silent", f"pyodide@{VERSION}"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise SiteError(f"Pyodide could not be fetched: {done.stderr.strip()}")
    archive = folder / done.stdout.strip().splitlines()[-1]
    if hashlib.sha512(archive.read_bytes()).digest() != base64.b64decode(PACKED):
        raise SiteError(f"{archive.name} is not the file that Pyodide {VERSION} was published as.")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    source = folder / "package"
    fetch_compiled(source, elsewhere(source))
    return source


def elsewhere(source: Path) -> str:
    """Return the address at which Pyodide's makers keep its packages, as its runtime names it."""
    found = ELSEWHERE.search((source / RUNTIME[0]).read_text(encoding="utf-8"))
    if not found:
        raise SiteError(f"{RUNTIME[0]} does not say where its packages are.")
    return re.sub(r"\$\{\w+\}", VERSION, found[0])


def fetch_compiled(source: Path, address: str) -> None:
    """Fetch the compiled packages that the runtime's own lock names into its folder."""
    for entry in _entries(source):
        name = entry["file_name"]
        try:
            with urlopen(f"{address}{name}") as answer:  # noqa: S310 - it is the runtime's own
                (source / name).write_bytes(answer.read())
        except OSError as problem:
            raise SiteError(f"{name} could not be fetched: {problem}.") from None


def place(source: Path, target: Path, wheels: Path) -> None:
    """Copy what starts Python in a browser, and its compiled packages, each by its hash.

    Raises
    ------
    SiteError
        If the folder is no distribution of this version, or a package is not the lock's.
    """
    missing = [name for name in (*RUNTIME, LOCK) if not (source / name).is_file()]
    if missing:
        raise SiteError(f"{source} is no folder of Pyodide {VERSION}: {missing[0]} is missing.")
    target.mkdir(parents=True)
    for name in RUNTIME:
        shutil.copy2(source / name, target)
    for entry in _entries(source):
        file = source / entry["file_name"]
        if not file.is_file():
            raise SiteError(f"{source} is no whole distribution: {file.name} is missing.")
        if hashlib.sha256(file.read_bytes()).hexdigest() != entry["sha256"]:
            raise SiteError(
                f"{file.name} is not the file that Pyodide {VERSION} has by that name."
            )
        shutil.copy2(file, wheels)


def _entries(source: Path) -> list[dict[str, Any]]:
    """Return what the lock of a distribution says of the packages that are taken from it."""
    packages = json.loads((source / LOCK).read_text(encoding="utf-8"))["packages"]
    return [packages[name] for name in OWN]


def compile_all(source: Path, runtime: Path, wheels: Path) -> None:
    """Compile the Python of the runtime and of all wheels, by the Python that a browser will have.

    Else each learner's browser would compile it anew, each time that a lesson is opened.

    Parameters
    ----------
    source
        A folder of Pyodide.
    runtime, wheels
        The folder of the site that holds the runtime, and that of the wheels.

    Raises
    ------
    SiteError
        If it cannot be done.
    """
    here = Path(__file__).parent
    code = (here / "compiled.py").read_text(encoding="utf-8")
    command = ["node", here / "compile.mjs", source, runtime, wheels, code]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SiteError(f"Python could not be compiled: {done.stderr[-2000:]}")


def lock(source: Path, target: Path, wheels: Iterable[Wheel]) -> None:
    """Write the lock of a site, and place its wheels beside it.

    Parameters
    ----------
    source
        A folder of Pyodide, whose lock says for which runtime it is.
    target
        The folder of the site that holds the runtime.
    wheels
        All that is there, as they are.
    """
    described = json.loads((source / LOCK).read_text(encoding="utf-8"))
    described["packages"] = packages = {}
    for wheel in wheels:
        shutil.copy2(wheel.path, target)
        packages[wheel.name] = _entry(wheel)
    for entry in packages.values():
        entry["depends"] = [name for name in entry["depends"] if name in packages]
    # The lessons are there before what they need later.
    packages["lessons"]["depends"] = []
    text = json.dumps(described, indent=1, sort_keys=True)
    (target / LOCK).write_text(f"{text}\n", encoding="utf-8")


def _entry(wheel: Wheel) -> dict[str, Any]:
    return {
        "name": wheel.name,
        "version": wheel.version,
        "file_name": wheel.path.name,
        "sha256": wheel.sha256,
        "install_dir": "site",
        "package_type": "package",
        "depends": list(wheel.depends),
        "imports": list(wheel.imports),
        "unvendored_tests": False,
    }
