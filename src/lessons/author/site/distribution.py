"""Pyodide, the Python of browsers: its runtime, its compiled packages, and the lock of a site.

A lock says which packages there are, where each lies, and its hash, which Pyodide checks. The
runtime lies on the site itself. The compiled packages do so too where a whole distribution is
given; otherwise a page fetches them, by their hashes, from Pyodide's own place.
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

from lessons.author.site.wheels import SiteError, Wheel

VERSION = "314.0.3"
# SHA-512 of that version's archive for npm, in base64.
PACKED = "sK40My6m8tmBUYtYH9au9rXUeh9x0wfahtHdOlGmJxZDsKBGKtP6KznyFB2+u/klbQTdDionR0uaVd176zVQzQ=="
RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"
COMPILED = ("lxml", "numpy", "pandas")
# Pyodide's own installer, which the kernel wants, though nothing is installed by it.
OWN = (*COMPILED, "micropip")
ELSEWHERE = re.compile(r"https://[\w.]+/pyodide/v\$\{\w+\}/full/")


def runtime(folder: Path) -> Path:
    """Fetch Pyodide's runtime as its makers publish it for npm, and return its folder.

    Raises
    ------
    SiteError
        If it cannot be fetched, or is not what was fetched when this version was chosen.
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
    return folder / "package"


def place_runtime(source: Path, target: Path) -> None:
    """Copy what starts Python in a browser.

    Raises
    ------
    SiteError
        If the folder is no distribution of this version.
    """
    missing = [name for name in (*RUNTIME, LOCK) if not (source / name).is_file()]
    if missing:
        raise SiteError(f"{source} is no folder of Pyodide {VERSION}: {missing[0]} is missing.")
    target.mkdir(parents=True)
    for name in RUNTIME:
        shutil.copy2(source / name, target)


def elsewhere(source: Path) -> str:
    """Return the address at which Pyodide's makers keep its packages, as its runtime names it."""
    found = ELSEWHERE.search((source / RUNTIME[0]).read_text(encoding="utf-8"))
    if not found:
        raise SiteError(f"{RUNTIME[0]} does not say where its packages are.")
    return re.sub(r"\$\{\w+\}", VERSION, found[0])


def lock(source: Path, target: Path, wheels: Iterable[Wheel], *, is_whole: bool) -> None:
    """Write the lock of a site, and place the packages beside it.

    Parameters
    ----------
    source
        A folder of Pyodide: the whole distribution, or its runtime alone.
    target
        The folder of the site that holds the runtime.
    wheels
        What the lessons need besides of what Pyodide has compiled.
    is_whole
        Whether the compiled packages are taken from `source`.

    Raises
    ------
    SiteError
        If a compiled package is not there, or is another one than the lock says.
    """
    described = json.loads((source / LOCK).read_text(encoding="utf-8"))
    theirs = {name: described["packages"][name] for name in OWN}
    for entry in theirs.values():
        entry["unvendored_tests"] = False
        if is_whole:
            _place(source / entry["file_name"], target, entry["sha256"])
        else:
            entry["file_name"] = f"{elsewhere(source)}{entry['file_name']}"
    ours = {}
    for wheel in wheels:
        shutil.copy2(wheel.path, target)
        ours[wheel.name] = _entry(wheel)
    described["packages"] = packages = dict(sorted({**theirs, **ours}.items()))
    for entry in packages.values():
        entry["depends"] = [name for name in entry["depends"] if name in packages]
    # The lessons are there before what they need later.
    packages["lessons"]["depends"] = []
    text = json.dumps(described, indent=1, sort_keys=True)
    (target / LOCK).write_text(f"{text}\n", encoding="utf-8")


def _place(file: Path, target: Path, sha256: str) -> None:
    if not file.is_file():
        raise SiteError(f"{file.parent} is no whole distribution: {file.name} is missing.")
    if hashlib.sha256(file.read_bytes()).hexdigest() != sha256:
        raise SiteError(f"{file.name} is not the file that Pyodide {VERSION} has by that name.")
    shutil.copy2(file, target)


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
