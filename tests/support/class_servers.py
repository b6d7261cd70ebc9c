"""A server of each kind that has the routes of a class, with one lesson that runs nothing."""

import sys
from contextlib import AbstractContextManager
from pathlib import Path

from lab import free_port, running_lab, running_voila, started, wait_until_up, write_notebook

TOKEN = "0123456789abcdef"  # noqa: S105 - of a server on this machine alone, for a test
# JupyterLab as phones can reach it.
TO_PHONES = {"ip": "0.0.0.0", "token": TOKEN}  # noqa: S104 - it asks for the token
COLD = "--VoilaConfiguration.preheat_kernel=False"  # no kernel is started for a lesson


def serving(kind: str, place: Path, *flags: str) -> AbstractContextManager[str]:
    """Return what runs a server, and gives its address.

    Parameters
    ----------
    kind
        ``lab`` or ``voila``.
    place
        The folder in which it has a folder of its own, ``notebooks``, and its log.
    *flags
        More of what Voilà is told.
    """
    folder = _folder(place)
    if kind == "lab":
        return running_lab(folder, place / "server.log", **TO_PHONES)
    return running_voila(folder, place / "server.log", COLD, *flags)


def _folder(place: Path) -> Path:
    folder = place / "notebooks"
    folder.mkdir(exist_ok=True)
    write_notebook(folder / "1-lesson.ipynb", "'Only words.'")
    return folder


class KilledServer:
    """A presentation that can be killed, and started again at the same address.

    Attributes
    ----------
    address
        Where it is, when it is up.
    folder
        What is presented.
    process
        What runs it.
    """

    def __init__(self, place: Path) -> None:
        port, self.folder = free_port(), _folder(place)
        self.address = f"http://127.0.0.1:{port}"
        self._log = place / "server.log"
        self._command = [sys.executable, "-m", "voila", str(self.folder), "--no-browser", COLD]
        self._command += ["--Voila.ip=127.0.0.1", "--Voila.port_retries=0", f"--port={port}"]
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.process = started(self._command, self._log)
        wait_until_up(self.address, self.process, self._log)

    def kill(self) -> None:
        """End it at once, without a word to it."""
        self.process.kill()
        self.process.wait()
