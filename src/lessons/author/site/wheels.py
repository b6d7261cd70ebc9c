"""The wheels that the browser edition brings along, and which of them a lesson waits for.

The versions and hashes of all that is pure Python are those of ``requirements.lock``, so that a
browser runs what a desktop does. What is compiled comes from Pyodide's own distribution.
"""

import hashlib
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email import message_from_bytes
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT = Path(__file__).parents[4]
# What the marker of a requirement asks of the Python in a browser.
BROWSER = {
    "sys_platform": "emscripten",
    "platform_system": "Emscripten",
    "platform_machine": "wasm32",
    "os_name": "posix",
    "python_version": "3.14",
    "python_full_version": "3.14.2",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "extra": "",
}
PLATFORM = "pyemscripten_2026_0_wasm32"
# The kernel asks for them by name.
KERNEL = ("ipython", "comm")
# JupyterLite has one of its own, or it is a part of the page, which the site brings along.
APART = {"widgetsnbextension", "jupyterlab-widgets", "plotly", "narwhals", "packaging"}
ENTRY = re.compile(r"(?m)^([\w.-]+)==(\S+)(?: ; ([^\\\n]+?))? \\\n((?:    --hash=\S+(?: \\)?\n)+)")


class SiteError(Exception):
    """The site cannot be built; the message is a sentence for whoever builds it."""


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel, as a lock of Pyodide describes it.

    Attributes
    ----------
    path
        Where it is.
    name, version
        Of the package, the name in its canonical form.
    depends
        Names of the packages that it needs in a browser.
    imports
        Names of the modules that it brings.
    """

    path: Path
    name: str
    version: str
    depends: tuple[str, ...]
    imports: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """Its hash."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()


def read(path: Path) -> Wheel:
    """Return what a wheel says of itself."""
    name, version, _, _ = parse_wheel_filename(path.name)
    with zipfile.ZipFile(path) as archive:
        files = archive.namelist()
        (metadata,) = (one for one in files if re.fullmatch(r"[^/]+\.dist-info/METADATA", one))
        lines = message_from_bytes(archive.read(metadata)).get_all("Requires-Dist") or []
    return Wheel(path, name, str(version), tuple(_needed(lines)), tuple(_imports(files)))


def _needed(lines: Iterable[str]) -> list[str]:
    """Return the names of what is needed in a browser, each once."""
    needs = [Requirement(line) for line in lines]
    names = [
        canonicalize_name(need.name)
        for need in needs
        if need.marker is None or need.marker.evaluate(BROWSER)
    ]
    return [name for name in dict.fromkeys(names) if name not in APART]


def _imports(files: Iterable[str]) -> list[str]:
    modules = (path for path in files if path.endswith((".py", ".pyc")))
    tops = (path.split("/")[0].partition(".")[0] for path in modules)
    return sorted({top for top in tops if top.isidentifier()})


def needs_of(name: str) -> list[str]:
    """Return the names of what an installed package itself needs in a browser."""
    return _needed(requires(name) or [])


def needed() -> list[str]:
    """Return the names of all packages that the lessons need in a browser, besides themselves."""
    found: list[str] = []
    waiting = [*KERNEL, *needs_of("lessons")]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.append(name)
            waiting += needs_of(name)
    return sorted(found)


def trim(wheel: Path, is_kept: Callable[[str], bool]) -> None:
    """Leave files out of a wheel, by their paths, and pack the rest as small as it gets.

    Whatever is left keeps its time: one source makes one wheel, byte by byte.
    """
    small = wheel.with_suffix(".small")
    with (
        zipfile.ZipFile(wheel) as source,
        zipfile.ZipFile(small, "w") as target,
    ):
        for one in source.infolist():
            if is_kept(one.filename):
                target.writestr(one, source.read(one), zipfile.ZIP_DEFLATED, 9)
    small.replace(wheel)


def download(names: Iterable[str], folder: Path) -> None:
    """Fetch wheels for the browser, each at the version and with a hash of the project's lock.

    Raises
    ------
    SiteError
        If the lock has no such package, or nobody has such a wheel for a browser.
    """
    asked = folder / "requirements.txt"
    asked.write_text("".join(map(_locked, names)), encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--only-binary=:all:", "--require-hashes", "--python-version=3.14"]
    command += ["--implementation=cp", "--abi=cp314", "--abi=none"]
    command += [f"--platform={PLATFORM}", "--platform=any"]
    done = subprocess.run([*command, "-d", folder, "-r", asked], capture_output=True, text=True)
    asked.unlink()
    if done.returncode:
        raise SiteError(f"A wheel could not be fetched: {done.stderr.strip().splitlines()[-1]}")


def _locked(name: str) -> str:
    """Return the lines of the project's lock for a package, as pip takes them."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for found, version, marker, hashes in ENTRY.findall(text):
        holds = not marker or Requirement(f"one ; {marker}").marker.evaluate(BROWSER)
        if canonicalize_name(found) == name and holds:
            return f"{found}=={version} \\\n{hashes}"
    raise SiteError(f"requirements.lock has no {name}: run make lock.")


def own(folder: Path) -> None:
    """Build the wheel of the lessons themselves."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
