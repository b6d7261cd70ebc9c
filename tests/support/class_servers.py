"""A server of each kind that has the routes of a class, with one lesson that runs nothing."""

from contextlib import AbstractContextManager
from pathlib import Path

from lab import running_lab, running_voila, write_notebook

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
    folder = place / "notebooks"
    folder.mkdir(exist_ok=True)
    write_notebook(folder / "1-lesson.ipynb", "'Only words.'")
    if kind == "lab":
        return running_lab(folder, place / "server.log")
    return running_voila(folder, place / "server.log", COLD, *flags)
