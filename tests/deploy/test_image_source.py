"""The image's own repository of the lessons: what is committed, whole, on one branch."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from nobodys_git import WHO, commit, git

ROOT = Path(__file__).parents[2]


@pytest.fixture
def clone(tmp_path) -> Path:
    """Return a clone of two commits, checked out at none of its branches, with one change more."""
    folder = tmp_path / "first"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=trunk")
    for text in ("old", "new"):
        (folder / "lesson").write_text(text, "utf-8")
        commit(folder, text)
    git(folder, "checkout", "--quiet", "--detach")
    (folder / "lesson").write_text("not committed", "utf-8")
    return folder


def made(clone: Path, folder: Path) -> subprocess.CompletedProcess:
    """Do in a folder what the Dockerfile's stage does in the image's root."""
    text = (ROOT / "deploy" / "Dockerfile").read_text("utf-8")
    (step,) = re.findall(r"(?s)COPY \.git \.git\nRUN (.*?)\n\n", text)
    places = {"/opt/lessons.git": folder / "lessons.git", "/source": folder / "source"}
    places["/clone"] = clone
    for name, place in places.items():
        assert f" {name}" in step or f"={name}" in step
        step = step.replace(name, str(place))
    command = ["sh", "-c", step]
    own = os.environ | WHO
    return subprocess.run(command, cwd=clone, env=own, capture_output=True, check=False)


def test_it_is_what_is_committed_on_one_branch(clone, tmp_path):
    done = made(clone, tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "source" / "lesson").read_text("utf-8") == "new"
    kept = tmp_path / "lessons.git"
    assert git(kept, "symbolic-ref", "HEAD") == "refs/heads/main"
    assert git(kept, "log", "--format=%s", "main").split() == ["new", "old"]


def test_a_shallow_clone_is_refused_in_a_sentence(clone, tmp_path):
    shallow = tmp_path / "shallow"
    git(clone, "clone", "--quiet", "--depth", "1", clone.as_uri(), shallow)
    done = made(shallow, tmp_path)
    assert done.returncode == 1
    assert b"make the image in a whole one" in done.stderr
    assert not (tmp_path / "source").exists()
