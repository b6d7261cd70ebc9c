"""A learner's server holds what the lessons use, and nothing that none of them asks for."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STARTED = """
import json, sys
from jupyterlab.labapp import LabApp
server = LabApp.initialize_server(sys.argv[1:])
loaded = [name for name, one in server.extension_manager.extensions.items() if one.enabled]
print(json.dumps({"extensions": loaded, "modules": [*sys.modules]}))
"""
# What a server had loaded that no lesson uses, in its process: a kernel brings its own.
NEEDLESS = {
    "numpy": "its own configuration asks the lessons for their words alone",
    "pandas": "the same",
    "ipywidgets": "the same",
    "pydantic": "the same",
    "lessons.explore": "the same",
    "lessons.widgets": "only a phone's page is made of what it has",
    "lark": "of the checker of formats that no schema of Jupyter's names",
    "nbconvert": "a lesson is downloaded as a notebook; other forms bring it in",
    "voila": "presents by a server of its own, under its own name",
    "jupyter_lsp": "helps who writes code",
    "terminado": "of terminals",
    "IPython": "of the kernel; here it came with the settings of an older Notebook",
}


@pytest.fixture(scope="module")
def started(tmp_path_factory) -> dict[str, list[str]]:
    """Return what a server has loaded once it is ready."""
    folder = tmp_path_factory.mktemp("server")
    asked = ["--allow-root", "--no-browser", "--port=0", f"--ServerApp.runtime_dir={folder}"]
    done = subprocess.run(
        [sys.executable, "-c", STARTED, *asked, f"--ServerApp.root_dir={ROOT / 'notebooks'}"],
        env={**os.environ, "JUPYTER_CONFIG_DIR": str(folder)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_a_server_has_what_shows_notebooks_and_a_class_and_no_other_program(started):
    assert {*started["extensions"]} == {"jupyterlab", "notebook", "lessons.classroom"}


@pytest.mark.parametrize("module", NEEDLESS)
def test_a_server_does_not_load_what_no_lesson_uses(started, module):
    assert module not in started["modules"], NEEDLESS[module]


def test_a_notebook_still_gets_all_that_it_may_import():
    code = "import lessons; print(lessons.explore.catalogue, lessons.learn, lessons.cite)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    code = "from lessons import *; print(cite, explore, learn); from lessons import lean"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert b"cannot import name 'lean' from 'lessons'" in done.stderr
