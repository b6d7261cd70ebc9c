"""The notebooks themselves: how long the checks of all of them take, and what saving adds."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import NOTEBOOKS, Bench, notebooks
from lab import run_all, save, wait_for_kernel
from report import Section, at_most, median, table

BASE = "import numpy, ipywidgets, pydantic, anywidget"
ROOT = NOTEBOOKS.parent
LIMIT = (
    "JupyterLab writes about 330 bytes for each output that is a widget, whatever the widget is "
    "(the number of its model, two versions, its kind and brackets), and the widget adds one "
    "line of words for pages that run none. Stripping the outputs on saving would meet the bar, "
    "but then a page that is loaded anew while its kernel runs would have lost its explorers."
)


def checked(repeats: int) -> Section:
    """Run nbval over all notebooks, and as many empty ones that only import."""
    count = len(notebooks())
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            _write_base(Path(folder) / f"base-{number}.ipynb")
        own, base = [], []
        for _ in range(repeats):
            own.append(_nbval(NOTEBOOKS))
            base.append(_nbval(Path(folder)))
    bars = [at_most("all notebooks", median(own) / median(base), 1.5, " × the imports alone")]
    rows = [
        (f"all {count} notebooks", median(own)),
        (f"{count} notebooks that only import", median(base)),
    ]
    body = [table(("nbval, two at a time", "seconds"), rows)]
    return Section("Checking all notebooks", bars, body)


def _write_base(path: Path) -> None:
    cell = {"cell_type": "code", "id": "base", "metadata": {}, "outputs": [], "source": BASE}
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    notebook = {
        "cells": [cell | {"execution_count": None}],
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path.write_text(json.dumps(notebook), "utf-8")


def _nbval(folder: Path) -> float:
    command = [sys.executable, "-m", "pytest", "-q", "--nbval-lax", "-n2", "--dist=loadfile"]
    command += ["-o", "addopts=", "-p", "no:cacheprovider", "--rootdir", str(ROOT), str(folder)]
    began = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stdout)
    return time.perf_counter() - began


def saved(bench: Bench) -> Section:
    """Run each notebook in JupyterLab, save it as a learner does, and compare the sizes."""
    rows, bars = [], []
    for path in sorted(bench.folder.glob("0*.ipynb")):
        before = path.stat().st_size
        page = bench.page(path.name)
        run_all(page)
        page.locator(".lessons-progress").last.wait_for(state="attached")
        wait_for_kernel(page)
        save(page, path.name)
        after = path.stat().st_size
        rows.append((path.name, before, after))
        bars.append(at_most(path.stem, after / before, 1.1, " × its source"))
        page.context.close()
    columns = ("Notebook", "bytes of the source", "bytes once run and saved")
    return Section("A saved notebook", bars, [table(columns, rows)], LIMIT)
