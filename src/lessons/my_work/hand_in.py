"""Handing in on a hub: a receipt goes where only the instructor sees what is there.

Whoever runs the hub gives each student's server a folder to put files in and not to look, as the
exchange of nbgrader has it (mode 1733). Where all students are one user to the system, as in a
cluster's containers, that alone would not keep them apart: a name there has a key that nobody
can guess.
"""

import os
import secrets
from pathlib import Path

from lessons.my_work.whole_files import write_whole
from lessons.server.in_browser import local_now
from lessons.server.presented import is_presented
from lessons.words import PHRASES

FOLDER = "LESSONS_HAND_IN"  # where to, in the environment of a student's server
STUDENT = "JUPYTERHUB_USER"  # whose server it is, as a hub sets it
KEY_BYTES = 16
READABLE = 0o644  # by an instructor who is not the student, whatever is asked of new files


def hand_in_folder() -> Path | None:
    """Return the folder to hand in to; None where there is none, or nothing is kept."""
    folder = os.environ.get(FOLDER)
    return Path(folder) if folder and not is_presented() else None


def hand_in(receipt: str, folder: Path) -> str:
    """Put a receipt into the folder of a class, and return what to say of it.

    Parameters
    ----------
    receipt
        Its text.
    folder
        See `hand_in_folder`.
    """
    now = local_now()
    student = os.environ.get(STUDENT, "").replace(os.sep, "-") or "receipt"
    name = f"{student}_{now:%Y-%m-%d-%H-%M-%S}_{secrets.token_hex(KEY_BYTES)}.json"
    try:
        write_whole({folder / name: f"{receipt}\n".encode()})
        os.chmod(folder / name, READABLE)
    except OSError as error:
        return PHRASES["not_handed_in"].format(reason=error.strerror or error)
    return PHRASES["handed_in"].format(time=f"{now:%H:%M}")
