"""What a Jupyter server hands to the page of a lesson, besides the notebook itself.

The page's own side is in ``labextension``, beside this file, which JupyterLab and Notebook 7 load.
"""

import importlib.util
from pathlib import Path

from lessons.words import PHRASES
from lessons.words.unbroken import PATTERN

_STATES = ("run", "unrun", "running", "gone", "waiting", "cut")


def words_of_the_bar() -> dict[str, str]:
    """Return what the bar above a lesson says, by its state."""
    return {state: PHRASES[f"lesson_{state}"] for state in _STATES}


def folds() -> dict[str, str]:
    """Return what stands where an explanation is folded."""
    return {name: PHRASES[name] for name in ("folded", "folded_look")}


def unbroken() -> dict[str, str]:
    """Return the pattern of what stands on one line in a lesson's text."""
    return {"unbroken": PATTERN}


def plotly_folder() -> str:
    """Return the folder of the installed Plotly.js, without importing the plotly package."""
    package = importlib.util.find_spec("plotly").submodule_search_locations[0]
    return str(Path(package) / "package_data")
