"""A lesson that was run and saved is as it was, its words are kept, and updates merge with it."""

import asyncio
import copy
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from jupyter_server.services.sessions.sessionmanager import SessionManager
from traitlets.config import Config, Configurable, PyFileConfigLoader

from lessons.server.lesson_contents import LessonContents

ROOT = Path(__file__).parents[2]
LESSON = "01-what-is-insourcing.ipynb"
OTHER = "02-the-outsourcing-wave.ipynb"
WIDGET = "application/vnd.jupyter.widget-view+json"


class Server(Configurable):
    """What a Jupyter server is to the lessons: its files, kernels and sessions."""

    def __init__(self, folder: Path, secrets: Path) -> None:
        super().__init__(config=Config({"NotebookNotary": {"data_dir": str(secrets)}}))
        self.folder, self.loop = folder, asyncio.new_event_loop()
        # One of its own: a worker that has driven a browser has a loop that is running.
        self.thread = ThreadPoolExecutor(1)
        self.kernel_manager = AsyncMappingKernelManager(root_dir=str(folder))
        self.files = LessonContents(root_dir=str(folder), parent=self, delete_to_trash=False)
        self.session_manager = SessionManager(
            kernel_manager=self.kernel_manager, contents_manager=self.files
        )

    def wait(self, doing: Any) -> Any:
        """Wait until the server has done something."""
        return self.thread.submit(self.loop.run_until_complete, doing).result()

    def open(self, name: str) -> dict[str, Any]:
        """Return a notebook as a page gets it."""
        return copy.deepcopy(self.wait(self.files.get(name))["content"])

    def save(self, name: str, notebook: dict[str, Any]) -> dict[str, Any]:
        """Save a notebook as a page does."""
        model = {"type": "notebook", "format": "json", "content": copy.deepcopy(notebook)}
        return self.wait(self.files.save(model, name))

    def start(self, name: str) -> str:
        """Start the kernel of a notebook, and return its id."""
        started = self.session_manager.create_session(
            path=name, name=name, type="notebook", kernel_name="python3"
        )
        return self.wait(started)["kernel"]["id"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve copies of the notebooks."""
    folder = tmp_path_factory.mktemp("server")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    server = Server(folder / "notebooks", folder)
    yield server
    server.wait(server.kernel_manager.shutdown_all(now=True))
    server.thread.submit(server.session_manager.close).result()
    server.loop.close()


@pytest.fixture
def files(server: Server) -> Iterator[Server]:
    """Have the notebooks as they are in this project, in the server that all tests share."""
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        shutil.copy(path, server.folder)
    return server


def ran(notebook: dict[str, Any], number: int = 1) -> dict[str, Any]:
    """Return a notebook as a page holds it after all of it was run, folded and unfolded."""
    notebook = copy.deepcopy(notebook)
    notebook["metadata"]["kernelspec"]["display_name"] = "Another Python"
    notebook["metadata"]["language_info"] = {"name": "python", "version": "3.99"}
    notebook["metadata"]["widgets"] = {"state": {"much": number}}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["metadata"]["jp-MarkdownHeadingCollapsed"] = True
            continue
        data = {"text/plain": f"A slider, {number}"}
        if "keep_output" not in cell["metadata"].get("tags", []):
            data[WIDGET] = {"model_id": f"{cell['id']}-{number}"}
        shown = {"output_type": "display_data", "data": data, "metadata": {}}
        cell.update(outputs=[shown], execution_count=number)
        cell["metadata"] |= {"jupyter": {"source_hidden": False}, "scrolled": True}
        cell["metadata"] |= {"collapsed": True, "execution": {"iopub.status.idle": "today"}}
        cell["metadata"]["trusted"] = True
    return notebook


def models(notebook: dict[str, Any]) -> list[str]:
    """Name the widgets that a notebook shows."""
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    shown = [output.get("data", {}).get(WIDGET) for output in outputs]
    return [one["model_id"] for one in shown if one]


def written(notebook: dict[str, Any], cell: str, text: str) -> dict[str, Any]:
    """Return a notebook with something added to the text of one of its cells."""
    notebook = copy.deepcopy(notebook)
    next(one for one in notebook["cells"] if one["id"] == cell)["source"] += text
    return notebook


def prose(notebook: dict[str, Any]) -> list[str]:
    """Name the cells of a notebook that hold prose."""
    return [cell["id"] for cell in notebook["cells"] if cell["cell_type"] == "markdown"]


@pytest.mark.parametrize("name", [path.name for path in sorted(ROOT.glob("notebooks/*.ipynb"))])
def test_a_lesson_that_was_run_is_written_as_it_was(files, name):
    before = (files.folder / name).read_bytes()
    opened = files.open(name)
    files.save(name, ran(opened))
    assert (files.folder / name).read_bytes() == before


def test_what_a_learner_writes_is_kept(files):
    opened = files.open(LESSON)
    noted = written(opened, prose(opened)[0], "\n\nMy own note.")
    own = nbformat.v4.new_markdown_cell("A cell of my own", id="own")
    own_code = nbformat.v4.new_code_cell("1 + 1", id="own-code", metadata={"tags": ["mine"]})
    noted["cells"] += [own, own_code]
    files.save(LESSON, ran(noted))
    kept = nbformat.read(files.folder / LESSON, 4)
    expected = copy.deepcopy(noted)
    # A cell that is new may be folded as whoever made it likes.
    expected["cells"][-1]["metadata"]["jupyter"] = {"source_hidden": False}
    for cell in expected["cells"]:
        cell["metadata"].pop("trusted", None)  # which is never in a file
    assert kept["cells"] == nbformat.from_dict(expected)["cells"]
    assert kept["metadata"] == opened["metadata"]


def test_an_author_can_tag_and_untag_a_cell_and_say_what_is_a_lesson(files):
    opened = files.open(LESSON)
    opened["cells"][0]["metadata"] = {"tags": ["claim-C99"]}
    files.save(LESSON, opened)
    assert files.open(LESSON)["cells"][0]["metadata"]["tags"] == ["claim-C99"]
    plain = ran(opened)
    del plain["metadata"]["lessons"]
    files.save(LESSON, plain)
    assert models(nbformat.read(files.folder / LESSON, 4)) == models(plain)


def test_an_output_that_is_part_of_the_lesson_stays_as_it_was(files):
    opened = files.open(LESSON)
    kept = [cell for cell in opened["cells"] if "keep_output" in cell["metadata"].get("tags", [])]
    assert kept
    assert all(cell["outputs"] for cell in kept)
    files.save(LESSON, ran(opened))
    again = {cell["id"]: cell for cell in files.open(LESSON)["cells"]}
    assert all(again[cell["id"]]["outputs"] == cell["outputs"] for cell in kept)


def test_other_notebooks_are_kept_as_jupyter_keeps_them(files):
    other = ran(files.open(LESSON))
    del other["metadata"]["lessons"]
    files.save("other.ipynb", other)
    assert models(nbformat.read(files.folder / "other.ipynb", 4)) == models(other)
    assert models(files.open("other.ipynb")) == models(other)


def test_a_page_that_is_reloaded_has_what_was_run_while_its_kernel_lives_and_no_longer(files):
    first = ran(files.open(LESSON))
    files.save(LESSON, first)
    assert not models(files.open(LESSON)), "it was not run in any kernel of this server"
    kernel = files.start(LESSON)
    second = ran(files.open(LESSON), 2)
    files.save(LESSON, second)
    again = files.open(LESSON)
    assert models(again) == models(second)
    code = [cell for cell in again["cells"] if cell["cell_type"] == "code"]
    assert {cell["execution_count"] for cell in code} == {2}
    assert all(cell["metadata"]["trusted"] for cell in code)
    assert "widgets" not in again["metadata"]
    files.wait(files.kernel_manager.restart_kernel(kernel, now=True))
    assert not models(files.open(LESSON))
    # The page of before the restart is still there, and saves itself.
    files.save(LESSON, second)
    assert not models(files.open(LESSON))
    # One cell of it was run again.
    third = copy.deepcopy(second)
    third["cells"][1] = copy.deepcopy(ran(second, 3)["cells"][1])
    files.save(LESSON, third)
    assert models(files.open(LESSON)) == models({"cells": [third["cells"][1]]})
    # What is no widget comes out the same again.
    fourth = ran(third, 4)
    text = nbformat.v4.new_output("stream", text="1")
    fourth["cells"][-1:] = [nbformat.v4.new_code_cell("1", id="text", outputs=[text])]
    files.save(LESSON, fourth)
    files.wait(files.kernel_manager.restart_kernel(kernel, now=True))
    fourth["cells"][:-1] = ran(fourth, 5)["cells"][:-1]
    files.save(LESSON, fourth)
    assert files.open(LESSON)["cells"][-1]["outputs"] == fourth["cells"][-1]["outputs"]
    files.wait(files.kernel_manager.shutdown_kernel(kernel, now=True))
    assert not models(files.open(LESSON))


def test_what_was_run_follows_a_file_that_is_renamed_and_no_copy_of_it(files):
    files.start(OTHER)
    notebook = ran(files.open(OTHER), 5)
    notebook = written(notebook, prose(notebook)[0], " And more.")
    files.save(OTHER, notebook)
    # An author's change from outside: of that cell nothing old is shown.
    changed = nbformat.read(files.folder / OTHER, 4)
    code = [cell for cell in changed["cells"] if cell["cell_type"] == "code"]
    code[0]["source"] += "\n# changed"
    nbformat.write(changed, files.folder / OTHER)
    assert models(files.open(OTHER)) == models(notebook)[1:]
    files.wait(files.files.copy(OTHER, "copy.ipynb"))
    assert not models(nbformat.read(files.folder / "copy.ipynb", 4))
    assert not models(files.open("copy.ipynb"))
    session = files.wait(files.session_manager.get_session(path=OTHER))
    files.wait(files.files.rename(OTHER, "renamed.ipynb"))
    files.wait(files.session_manager.update_session(session["id"], path="renamed.ipynb"))
    assert models(files.open("renamed.ipynb")) == models(notebook)[1:]


def test_outputs_that_an_older_version_wrote_are_not_shown_without_their_kernel(files):
    path = files.folder / LESSON
    nbformat.write(nbformat.from_dict(ran(files.open(LESSON))), path)
    assert models(nbformat.read(path, 4))
    assert not models(files.open(LESSON))


def test_the_server_of_the_lessons_keeps_them_so():
    config = PyFileConfigLoader("jupyter_server_config.py", path=str(ROOT / "src/lessons/server"))
    assert config.load_config().ServerApp.contents_manager_class is LessonContents


class Clone:
    """A repository, and git in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def git(self, *words: str) -> str:
        """Run git, and return what it says."""
        author = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "gc.auto=0"]
        command = ["git", "-C", self.folder, *author, *words]
        told = subprocess.run(command, capture_output=True, text=True, check=False)
        assert told.returncode == 0, told.stdout + told.stderr
        return told.stdout


@pytest.fixture
def upstream(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clone:
    """Make the repository that learners clone, whatever whoever runs the tests has chosen."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    upstream = Clone(tmp_path / "upstream")
    shutil.copytree(ROOT / "notebooks", upstream.folder / "notebooks")
    shutil.rmtree(upstream.folder / "notebooks" / "my-work", ignore_errors=True)
    for name in ("Makefile", ".gitignore", ".gitattributes"):
        shutil.copy(ROOT / name, upstream.folder)
    upstream.git("init", "--quiet", "--initial-branch=main")
    upstream.git("add", ".")
    upstream.git("commit", "--quiet", "--message=Lessons")
    return upstream


def cloned(upstream: Clone, *settings: str) -> Clone:
    """Clone a repository, and have set-up prepare it for updates."""
    clone = Clone(upstream.folder.parent / "clone")
    subprocess.run(["git", "clone", "--quiet", upstream.folder, clone.folder], check=True)  # noqa: S607
    for setting in settings:
        clone.git("config", *setting.split("="))
    ready_for_updates(clone.folder)
    return clone


def ready_for_updates(folder: Path) -> None:
    """Have the Makefile of a folder do what it does at the end of a set-up."""
    asked = ["make", "--no-print-directory", "updates", f"BIN={Path(sys.executable).parent}"]
    subprocess.run(asked, cwd=folder, check=True, capture_output=True)


@pytest.mark.parametrize("settings", [[], ["pull.rebase=true"], ["pull.ff=only"]])
def test_an_update_after_a_days_work_merges_and_the_work_is_there(upstream, settings):
    clone = cloned(upstream, *settings)
    server = Server(clone.folder / "notebooks", clone.folder.parent)
    opened = server.open(LESSON)
    first, *_, last = prose(opened)
    server.save(LESSON, ran(written(opened, first, "\n\nMy own note.")))
    server.save(OTHER, ran(server.open(OTHER)))
    work = clone.folder / "notebooks" / "my-work" / "progress.json"
    work.parent.mkdir()
    work.write_text("what was predicted")
    path = upstream.folder / "notebooks" / LESSON
    newer = written(nbformat.read(path, 4), last, "\n\nOne more source.")
    newer["cells"].insert(5, nbformat.v4.new_markdown_cell("A new cell", id="new"))
    nbformat.write(nbformat.from_dict(newer), path)
    nbformat.write(server.open(OTHER), upstream.folder / "notebooks" / OTHER)
    upstream.git("commit", "--all", "--quiet", "--message=Newer")
    clone.git("pull", "--quiet")
    merged = nbformat.read(clone.folder / "notebooks" / LESSON, 4)
    assert merged["cells"] == written(newer, first, "\n\nMy own note.")["cells"]
    assert work.read_text() == "what was predicted"
    assert clone.git("status", "--porcelain").split() == ["M", f"notebooks/{LESSON}"]
    assert clone.git("stash", "list") == ""


def noted(notebook: dict[str, Any], text: str) -> dict[str, Any]:
    """Return a notebook with a text in its second text, behind it, and at the end."""
    notebook = written(notebook, prose(notebook)[1], f"\n\n{text} below.")
    second = [cell["id"] for cell in notebook["cells"]].index(prose(notebook)[1])
    for place in (second + 1, len(notebook["cells"]) + 1):
        cell = nbformat.v4.new_markdown_cell(f"{text} at {place}.", id=f"{text}-{place}".lower())
        notebook["cells"].insert(place, cell)
    return notebook


# How an update comes: by hand, with what was written committed before or not, and as nbgitpuller
# does it, which would rather drop what is new than what its learner has written.
COMMIT = ("commit", "--all", "--quiet", "--allow-empty", "--message=Mine")
PULL = ("pull", "--quiet", "--no-edit")
NBGITPULLER = (COMMIT, ("fetch", "--quiet"), ("merge", "--quiet", "-Xours", "origin/main"))
WAYS = {"not committed": (PULL,), "committed": (COMMIT, PULL), "nbgitpuller": NBGITPULLER}


@pytest.mark.parametrize("rebase", ["false", "true"])
@pytest.mark.parametrize("way", WAYS)
def test_an_update_where_a_learner_has_written_keeps_both(upstream, rebase, way):
    clone = cloned(upstream, f"pull.rebase={rebase}")
    server = Server(clone.folder / "notebooks", clone.folder.parent)
    before = server.open(LESSON)
    server.save(LESSON, ran(noted(before, "Mine")))
    path = upstream.folder / "notebooks" / LESSON
    nbformat.write(nbformat.from_dict(noted(before, "Newer")), path)
    upstream.git("commit", "--all", "--quiet", "--message=Newer")
    for words in WAYS[way]:
        clone.git(*words)
    merged = server.open(LESSON)
    was, second = (
        {cell["id"]: cell["source"] for cell in one["cells"]}[prose(before)[1]]
        for one in (before, merged)
    )
    assert sorted(second.removeprefix(was).split("\n\n")) == ["", "Mine below.", "Newer below."]
    told = [cell["source"].split()[0] for cell in merged["cells"] if " at " in cell["source"][:9]]
    assert sorted(told[:2]) == sorted(told[2:]) == ["Mine", "Newer"]
    assert len(merged["cells"]) == len(before["cells"]) + 4
    assert clone.git("diff", "--name-only", "--diff-filter=U") == ""
    assert clone.git("stash", "list") == ""


@pytest.mark.parametrize("rebase", ["false", "true"])
def test_a_lesson_that_is_gone_upstream_stays_with_whoever_wrote_in_it(upstream, rebase):
    """As the README says, with the commands that stand there."""
    clone = cloned(upstream, f"pull.rebase={rebase}")
    server = Server(clone.folder / "notebooks", clone.folder.parent)
    server.save(LESSON, noted(server.open(LESSON), "Mine"))
    server.save(OTHER, noted(server.open(OTHER), "Mine"))
    mine = {name: (clone.folder / "notebooks" / name).read_bytes() for name in (LESSON, OTHER)}
    upstream.git("rm", "--quiet", f"notebooks/{LESSON}")
    upstream.git("commit", "--quiet", "--message=Gone")
    clone.git("pull", "--quiet", "--no-edit")
    assert f"DU notebooks/{LESSON}" in clone.git("status", "--porcelain")
    told = (ROOT / "README.md").read_text("utf-8").partition("`DU`")[2].partition("\n")[0]
    commands = re.findall(r"`git ([^`]+)`", told)
    assert len(commands) == 2
    for command in commands:
        clone.git(*command.split())
    for name, content in mine.items():
        assert (clone.folder / "notebooks" / name).read_bytes() == content
    assert clone.git("stash", "list") == ""
    upstream.git("commit", "--quiet", "--allow-empty", "--message=Newer")
    clone.git("pull", "--quiet", "--no-edit")
    assert sorted(clone.git("status", "--porcelain").splitlines()) == [
        f" M notebooks/{OTHER}",
        f"?? notebooks/{LESSON}",
    ]


def test_set_up_leaves_alone_what_somebody_has_chosen(upstream):
    clone = cloned(upstream, "merge.autoStash=false")
    assert clone.git("config", "merge.autoStash").strip() == "false"
    assert clone.git("config", "rebase.autoStash").strip() == "true"


def test_set_up_needs_no_clone_and_changes_none_around_it(upstream):
    inner = upstream.folder / "unpacked"
    inner.mkdir()
    shutil.copy(ROOT / "Makefile", inner)
    before = (upstream.folder / ".git" / "config").read_text()
    ready_for_updates(inner)
    assert (upstream.folder / ".git" / "config").read_text() == before


def test_nothing_of_a_learners_own_folder_is_ever_in_git(upstream):
    for folder in (upstream.folder, upstream.folder / "notebooks"):
        (folder / "my-work").mkdir()
        (folder / "my-work" / "progress.json").write_text(json.dumps({"format": 1}))
    assert upstream.git("status", "--porcelain") == ""
