"""What a notebook shows without having been run, worked out in the language of its folder."""

import copy
import json
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from lessons.server.lesson_contents import KEPT

LONGEST = 600  # seconds of a cell


def with_outputs(notebook: Any, language: str) -> Any:
    """Return a notebook whose cells that keep what they show have it in a language.

    Parameters
    ----------
    notebook
        In nbformat 4; it is not changed.
    language
        A kernel speaks that of the folder in which it runs.
    """
    new = copy.deepcopy(notebook)
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder) / language
        here.mkdir()
        ran = nbformat.reads(json.dumps(notebook), as_version=4)
        place = {"metadata": {"path": str(here)}}
        NotebookClient(ran, timeout=LONGEST, resources=place).execute()
    for cell, shown in zip(new["cells"], ran.cells, strict=True):
        if KEPT in cell["metadata"].get("tags", []):
            cell["outputs"] = [_bare(output) for output in shown.outputs]
    return new


def _bare(output: Any) -> Any:
    """Return what came out of a cell as a file has it: without the number of the run."""
    lines = {
        kind: text.splitlines(keepends=True) if isinstance(text, str) else text
        for kind, text in output.get("data", {}).items()
    }
    kept = {name: output[name] for name in output if name not in ("data", "execution_count")}
    counted = {"execution_count": None} if "execution_count" in output else {}
    return {**kept, **counted, "data": lines}
