"""The learner's own folder: where it is, whichever server or editor runs the notebook."""

from pathlib import Path

from lessons.words.language import LANGUAGES, notebook_folder

FOLDER = "my-work"


def own_folder() -> Path:
    """Return the learner's own folder: the one beside the notebook that is being run.

    It is one for the notebooks of all languages: beside the English ones.
    """
    return folder_below(notebook_folder())


def folder_below(here: Path) -> Path:
    """Return the own folder of who works in a folder with notebooks, or in the one above them."""
    if here.name in LANGUAGES:
        return here.parent / FOLDER
    below = here / "notebooks"
    is_above = not any(here.glob("*.ipynb")) and any(below.glob("*.ipynb"))
    return (below if is_above else here) / FOLDER
