"""A learner's server starts with the lessons in its home, and what is kept there stays."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nobodys_git import WHO, commit, git

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "deploy" / "lessons-at-home"
PULLER = ROOT / "dist" / "hub" / "bin" / "gitpuller"
FIRST = "notebooks/00-start-here.ipynb"


@pytest.fixture
def published(tmp_path) -> Path:
    """Return a repository that holds the notebooks of this one."""
    folder = tmp_path / "published"
    own = shutil.ignore_patterns("my-work")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=own)
    for name in (".gitignore", ".gitattributes"):
        shutil.copy(ROOT / name, folder)
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, "as it is")
    return folder


@pytest.fixture
def home(tmp_path) -> Path:
    """Return an empty home; the script stands beside the puller, as it does in the image."""
    tools = tmp_path / "bin"
    tools.mkdir()
    shutil.copy(SCRIPT, tools)
    (tools / "gitpuller").symlink_to(PULLER)
    python = tools / "python"  # of an environment that has the lessons
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', "utf-8")
    python.chmod(0o755)
    folder = tmp_path / "home of Übung #1"
    folder.mkdir()
    return folder


def start(home: Path, repository: Path, *command: str) -> subprocess.CompletedProcess:
    """Start a server in a home, and wait until it has ended."""
    script = home.parent / "bin" / "lessons-at-home"
    own = WHO | {"HOME": str(home), "LESSONS": repository.as_uri()}
    return subprocess.run(
        [script, *command], cwd=home, env=os.environ | own, capture_output=True, check=False
    )


def test_the_lessons_are_there_before_the_server(home, published):
    done = start(home, published, "cat", f"lessons/{FIRST}", "a b", "$HOME")
    assert done.stdout.endswith((ROOT / FIRST).read_bytes()), done.stderr.decode()
    assert done.returncode == 1  # the command's own, which found no file named "a b"
    assert b"'a b'" in done.stderr
    assert b"'$HOME'" in done.stderr


def test_the_script_becomes_the_server(home, published):
    """So that whoever ends it ends the server, and its answer is the server's."""
    done = start(home, published, "sh", "-c", "kill -TERM $$")
    assert done.returncode == -15


def test_what_a_learner_kept_and_wrote_stays_when_newer_lessons_come(home, published):
    start(home, published, "true")
    kept = home / "lessons" / "notebooks" / "my-work" / "progress.json"
    kept.parent.mkdir()
    kept.write_text("answered", "utf-8")
    own = home / "lessons" / "notebooks" / "own.ipynb"
    own.write_text("{}", "utf-8")
    (published / FIRST).write_text("newer", "utf-8")
    commit(published, "newer")
    done = start(home, published, "true")
    assert (home / "lessons" / FIRST).read_text("utf-8") == "newer", done.stdout.decode()
    assert kept.read_text("utf-8") == "answered"
    assert own.read_text("utf-8") == "{}"


def noted(path: Path, text: str) -> None:
    """Write into a lesson: into its first text, and in a cell of one's own behind it."""
    notebook = nbformat.read(path, 4)
    notebook.cells[0].source += f"\n\n{text} below."
    notebook.cells.insert(1, nbformat.v4.new_markdown_cell(f"{text} own.", id=text.lower()))
    nbformat.write(notebook, path)


def test_where_learner_and_newer_lessons_have_both_written_both_stand(home, published):
    start(home, published, "true")
    noted(home / "lessons" / FIRST, "Mine")
    noted(published / FIRST, "Newer")
    commit(published, "newer")
    done = start(home, published, "true")
    cells = nbformat.read(home / "lessons" / FIRST, 4).cells
    told = {cell.source for cell in cells}
    assert {"Mine own.", "Newer own."} <= told, done.stdout.decode() + done.stderr.decode()
    assert {"Mine below.", "Newer below."} <= {*cells[0].source.split("\n\n")}
    assert (home / ".gitconfig").exists() is False  # nothing of a learner's own is changed


def test_a_server_starts_where_nothing_can_be_brought(home, published):
    start(home, published, "true")
    before = (home / "lessons" / FIRST).read_bytes()
    shutil.rmtree(published / ".git")
    done = start(home, published, "echo", "started")
    assert done.stdout.splitlines()[-1] == b"started"
    assert done.returncode == 0
    assert f"The lessons in {home}/lessons are as they were" in done.stderr.decode()
    assert (home / "lessons" / FIRST).read_bytes() == before
