"""What a Jupyter server hands to the page of a lesson, besides the notebook itself.

The page's own side is in ``labextension``, beside this file, which JupyterLab and Notebook 7 load.
"""

import importlib.util
from pathlib import Path

from lessons.words import on_page
from lessons.words.unbroken import PATTERN


def words_of_the_bar() -> dict[str, str]:
    """Return what the bar above a lesson says."""
    return on_page("bar", "line")


def folds() -> dict[str, str]:
    """Return what stands where an explanation is folded."""
    return on_page("fold")


def unbroken() -> dict[str, str]:
    """Return the pattern of what stands on one line in a lesson's text."""
    return {"unbroken": PATTERN}


def plotly_folder() -> str:
    """Return the folder of the installed Plotly.js, without importing the plotly package."""
    package = importlib.util.find_spec("plotly").submodule_search_locations[0]
    return str(Path(package) / "package_data")
