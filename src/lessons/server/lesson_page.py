"""What a Jupyter server hands to the page of a lesson, besides the notebook itself.

The page's own side is in ``labextension``, beside this file, which JupyterLab and Notebook 7 load.
"""

import importlib.util
from pathlib import Path

from lessons.words.language import LANGUAGES
from lessons.words.phrases import on_page_in
from lessons.words.unbroken import pattern


def words_of_lessons() -> dict[str, dict[str, str]]:
    """Return for each language what the page of a lesson says that is no widget's.

    That is the bar above it, what stands where an explanation is folded, and ``unbroken``, the
    pattern of what stands on one line in its text.
    """
    return {
        language: {**on_page_in(language, "bar", "line", "fold"), "unbroken": pattern(language)}
        for language in LANGUAGES
    }


def plotly_folder() -> str:
    """Return the folder of the installed Plotly.js, without importing the plotly package."""
    package = importlib.util.find_spec("plotly").submodule_search_locations[0]
    return str(Path(package) / "package_data")
