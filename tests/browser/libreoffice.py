"""Find a LibreOffice that starts, or fetch one: the program that opens what the tests write.

``python tests/browser/libreoffice.py`` makes sure that there is one and prints its path.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from programs import NoProgramError, ensure, first_that_starts, install, tell

NAMES = ("soffice", "libreoffice")
# Where it lives on systems that do not put it on PATH. On Windows soffice.com waits until the
# work is done, and soffice.exe does not.
PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"%PROGRAMFILES%\LibreOffice\program\soffice.com",
)
# The smallest set that turns a .docx into a PDF, with letters as wide as Arial's, and that opens
# a table.
PACKAGES = "libreoffice-writer-nogui libreoffice-calc-nogui fonts-liberation"
ADVICE = (
    "No LibreOffice starts here that opens tables too: install it whole (libreoffice.org), or "
    "name its program soffice in the environment variable LIBREOFFICE."
)
STARTED_WITHIN = 120  # seconds; the first start unpacks a profile


class NoLibreOfficeError(NoProgramError):
    """There is no LibreOffice for the tests to open documents with."""


@contextmanager
def _profile() -> Iterator[str]:
    """Give it a profile of its own: one that is open already would take the work over."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield f"-env:UserInstallation={Path(folder).as_uri()}"


def starts(path: str) -> bool:
    """Whether the program at `path` is a LibreOffice that runs."""
    with _profile() as profile, suppress(OSError, subprocess.TimeoutExpired):
        command = [path, profile, "--headless", "--version"]
        said = subprocess.run(command, capture_output=True, timeout=STARTED_WITHIN, check=False)
        return said.returncode == 0 and b"LibreOffice" in said.stdout
    return False


def candidates() -> Iterator[str]:
    """Every path at which it may be, the most wanted first."""
    # The one that was named is tried even where there is no file, so that it is spoken of.
    yield from filter(None, [os.environ.get("LIBREOFFICE")])
    yield from filter(None, map(shutil.which, NAMES))
    yield from filter(os.path.isfile, map(os.path.expandvars, PLACES))


def find_libreoffice() -> str:
    """Return the path of the first LibreOffice on this machine that starts.

    Raises
    ------
    NoLibreOfficeError
        If there is none.
    """
    return first_that_starts(candidates(), starts, NoLibreOfficeError(ADVICE))


def fetchers() -> Iterator[list[str]]:
    """Commands that fetch it; elsewhere than on Debian it is for the machine's owner to do."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        yield install(PACKAGES)


def find_whole_libreoffice() -> str:
    """Return what `find_libreoffice` finds, once it has opened a table.

    Raises
    ------
    NoLibreOfficeError
        If there is none, or it has come without Calc.
    """
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder, "table.csv")
        table.write_text("a,b\n1,2\n", "utf-8")
        try:
            as_csv([table], Path(folder, "saved"))
        except AssertionError:
            raise NoLibreOfficeError(ADVICE) from None
    return find_libreoffice()


def ensure_libreoffice() -> str:
    """Return what `find_whole_libreoffice` finds, after fetching one if there is none."""
    return ensure(find_whole_libreoffice, fetchers())


def as_pdf(documents: list[Path], folder: Path) -> list[Path]:
    """Open documents in LibreOffice and return them as PDF files in a folder.

    Raises
    ------
    AssertionError
        If one of them could not be opened; it says what LibreOffice said.
    """
    return _converted("pdf", documents, folder)


def as_csv(tables: list[Path], folder: Path, *opened: str) -> list[Path]:
    """Open tables in LibreOffice Calc and return them as it saves them, in a folder.

    Parameters
    ----------
    tables, folder
        The tables, and where they are saved.
    opened
        Flags on how they are opened; without one, as ever.

    Raises
    ------
    AssertionError
        If one of them could not be opened; it says what LibreOffice said.
    """
    return _converted("csv", tables, folder, *opened)


def _converted(kind: str, documents: list[Path], folder: Path, *opened: str) -> list[Path]:
    with _profile() as profile:
        command = [find_libreoffice(), profile, "--headless", "--norestore", *opened]
        command += ["--convert-to", kind, "--outdir", str(folder), *map(str, documents)]
        said = subprocess.run(
            command, capture_output=True, timeout=STARTED_WITHIN, text=True, check=False
        )
    made = [folder / f"{one.stem}.{kind}" for one in documents]
    assert all(path.is_file() for path in made), said.stdout + said.stderr
    return made


def main() -> None:
    """Print the path of one that starts, or say what to do."""
    tell(ensure_libreoffice)


if __name__ == "__main__":
    main()
