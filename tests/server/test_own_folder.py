"""The learner's own folder is beside the notebook, wherever the kernel was started."""

import json
import sys
from pathlib import Path

import pytest

from lessons import explore, learn
from lessons.server.own_folder import own_folder

ROOT = Path(__file__).parents[2]


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder like this project's, with a lesson in it, and no word of any server."""
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    (tmp_path / "clone" / "notebooks").mkdir(parents=True)
    (tmp_path / "clone" / "notebooks" / "lesson.ipynb").write_text("{}")
    return tmp_path / "clone"


@pytest.mark.parametrize("here", ["", "clone", "clone/notebooks"])
def test_a_server_says_where_the_notebook_is(clone, monkeypatch, here):
    monkeypatch.chdir(clone.parent / here)
    monkeypatch.setenv("JPY_SESSION_NAME", str(clone / "notebooks" / "lesson.ipynb"))
    assert own_folder() == clone / "notebooks" / "my-work"


def test_an_editor_says_where_the_notebook_is(clone, monkeypatch):
    monkeypatch.chdir(clone.parent)
    told = str(clone / "notebooks" / "lesson.ipynb")
    monkeypatch.setattr(sys.modules["__main__"], "__vsc_ipynb_file__", told, raising=False)
    assert own_folder() == clone / "notebooks" / "my-work"


@pytest.mark.parametrize("here", ["clone", "clone/notebooks"])
def test_without_a_word_it_is_beside_the_lessons_too(clone, monkeypatch, here):
    monkeypatch.chdir(clone.parent / here)
    assert own_folder() == clone / "notebooks" / "my-work"


@pytest.mark.parametrize("told", ["gone.ipynb", "clone", "4b4c7d1e-0d4f"])
def test_what_is_no_notebook_is_not_believed(clone, monkeypatch, told):
    monkeypatch.chdir(clone / "notebooks")
    monkeypatch.setenv("JPY_SESSION_NAME", str(clone.parent / told))
    assert own_folder() == clone / "notebooks" / "my-work"


def test_all_that_is_kept_is_kept_there_out_of_git_and_the_page_says_where(clone, monkeypatch):
    monkeypatch.chdir(clone)
    learn.question("rate-below-your-own").answer([0])
    explore.make_or_buy().save()
    memo = learn.memo(explore.make_or_buy())
    memo.write("name", "Anna")
    own = clone / "notebooks" / "my-work"
    names = {path.name for path in own.iterdir()}
    assert {"progress.json", "saved-scenarios.json", ".gitignore"} < names
    assert not (clone / "my-work").exists()
    assert json.loads((own / "progress.json").read_text("utf-8"))["entries"]
    assert (own / ".gitignore").read_text("utf-8") == "*\n"
    assert str(own) in learn.progress().phrases["kept"]
    assert str(own) in memo.phrases["kept"]
