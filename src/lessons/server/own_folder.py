"""The learner's own folder: where it is, whichever server or editor runs the notebook."""

import os
import sys
from pathlib import Path

FOLDER = "my-work"


def own_folder() -> Path:
    """Return the learner's own folder: the one beside the notebook that is being run.

    A kernel may have been started elsewhere. A Jupyter server tells it where its notebook is, in
    its environment, and VS Code in a variable of the notebook. Otherwise it is taken to run
    beside the notebooks, or in the folder above them.
    """
    of_an_editor = vars(sys.modules["__main__"]).get("__vsc_ipynb_file__", "")
    notebook = Path(os.environ.get("JPY_SESSION_NAME") or of_an_editor)
    if notebook.suffix == ".ipynb" and notebook.is_file():
        return notebook.absolute().parent / FOLDER
    return folder_below(Path.cwd())


def folder_below(here: Path) -> Path:
    """Return the own folder of who works in a folder with notebooks, or in the one above them."""
    below = here / "notebooks"
    is_above = not any(here.glob("*.ipynb")) and any(below.glob("*.ipynb"))
    return (below if is_above else here) / FOLDER
