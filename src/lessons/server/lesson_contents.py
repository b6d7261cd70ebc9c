"""How a Jupyter server keeps the lessons: the words in the file, what was run in memory.

Running a lesson must not change its file, which an update would then not merge with. So what
comes out of the cells stays with the server, for as long as the kernel that it came from is
alive: without that kernel no slider works, and the page would show errors in their places.
`src/lessons/server/jupyter_server_config.py` has the server use it.
"""

from collections.abc import Iterator
from typing import Any

import nbformat
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from tornado.web import HTTPError

MARK = "lessons"  # in the metadata of a notebook that is a lesson
KEPT = "keep_output"  # tag of a cell whose output is part of the lesson
OF_THE_SERVER = ("kernelspec", "language_info")  # which programs here ran the notebook
BY_A_RUN = ("language_info", "widgets")  # what a page writes without being asked
OF_A_VIEW = ("collapsed", "scrolled", "execution", "jp-MarkdownHeadingCollapsed")
FOLDED = "jupyter"  # says whether code is hidden; an author may add it to a cell
WIDGET = "application/vnd.jupyter.widget-view+json"
FROM_A_RUN = ("outputs", "execution_count")

Notebook = dict[str, Any]
Cell = dict[str, Any]


def is_lesson(notebook: Notebook) -> bool:
    """Whether a notebook says that it is a lesson."""
    return bool(notebook.get("metadata", {}).get(MARK))


def code_cells(notebook: Notebook) -> Iterator[Cell]:
    """Each code cell that can be told from the others."""
    return (cell for cell in notebook["cells"] if cell["cell_type"] == "code" and cell.get("id"))


def shows_a_widget(cell: Cell) -> bool:
    """Whether what came out of a cell is alive, and named as no other that ever was."""
    return any(WIDGET in output.get("data", {}) for output in cell["outputs"])


def without_a_run(notebook: Notebook, before: Notebook | None = None) -> Notebook:
    """Return a lesson as it is without having been run or folded; its words are kept.

    Parameters
    ----------
    notebook
        As a page holds it, in nbformat 4. It is not changed.
    before
        As the file holds it so far: what a page changes by itself stays as it is there.
    """
    before = before or {"metadata": {}, "cells": []}
    known = {cell.get("id"): cell for cell in before["cells"]}
    metadata = {
        name: value for name, value in notebook["metadata"].items() if name not in BY_A_RUN
    }
    metadata = _settled(metadata, before["metadata"], OF_THE_SERVER)
    cells = [_cell_without_a_run(cell, known.get(cell.get("id"))) for cell in notebook["cells"]]
    return {**notebook, "metadata": metadata, "cells": cells}


def _settled(metadata: dict[str, Any], before: dict[str, Any], names: tuple) -> dict[str, Any]:
    """Return metadata with those of some names as they were, where they were there."""
    return {**metadata, **{name: before[name] for name in names if name in before}}


def _cell_without_a_run(cell: Cell, before: Cell | None) -> Cell:
    metadata = {name: value for name, value in cell["metadata"].items() if name not in OF_A_VIEW}
    if before:
        metadata = _settled(metadata, before["metadata"], (*OF_A_VIEW, FOLDED))
    bare = {**cell, "metadata": metadata}
    if cell["cell_type"] != "code":
        return bare
    outputs = (before or cell)["outputs"] if KEPT in metadata.get("tags", []) else []
    return {**bare, "outputs": outputs, "execution_count": None}


class LessonContents(AsyncLargeFileManager):
    """A server's files, of which a lesson is written without what came from running it.

    Other notebooks are kept as Jupyter keeps them.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        # By path: what came out of each cell, by its id, with the process that ran it.
        self._runs: dict[str, dict[str, tuple[Any, Cell]]] = {}

    async def save(self, model: dict[str, Any], path: str = "") -> dict[str, Any]:
        """Save a file; of a lesson the words alone, with what was run kept in mind."""
        content = model.get("content")
        if model.get("type") != "notebook" or not content or not is_lesson(content):
            return await super().save(model, path)
        # Jupyter's own may refuse what it is given, and then the file stands as it was.
        bare = without_a_run(content, await self._on_disk(path))
        saved = await super().save({**model, "content": bare}, path)
        await self._remember(content, path.strip("/"))
        return saved

    async def get(self, path: str, content: bool = True, **asked: Any) -> dict[str, Any]:
        """Return a file; a lesson with what was run, as long as its kernel is alive."""
        model = await super().get(path, content=content, **asked)
        shown = model.get("content")
        if model["type"] == "notebook" and shown and is_lesson(shown):
            bare = without_a_run(shown, shown)
            await self._recall(bare, path.strip("/"))
            model["content"] = nbformat.from_dict(bare)
        return model

    async def rename_file(self, old_path: str, new_path: str) -> None:
        """Rename a file or folder, and remember what was run under its new name."""
        await super().rename_file(old_path, new_path)
        old, new = old_path.strip("/"), new_path.strip("/")
        for path in [one for one in self._runs if one == old or one.startswith(f"{old}/")]:
            self._runs[new + path.removeprefix(old)] = self._runs.pop(path)

    async def delete_file(self, path: str) -> None:
        """Delete a file, and forget what was run."""
        await super().delete_file(path)
        self._runs.pop(path.strip("/"), None)

    async def _on_disk(self, path: str) -> Notebook | None:
        """Return a notebook as its file holds it; None if there is none that can be read."""
        try:
            model = await super().get(path, type="notebook")
        except HTTPError:
            return None
        return model["content"]

    async def _remember(self, notebook: Notebook, path: str) -> None:
        """Keep in mind what came out of each cell, and which process that was.

        A page may still show the widgets of an earlier process: those stay the earlier one's.
        """
        process, before = await self._process(path), self._runs.get(path, {})
        self._runs[path] = {}
        for cell in code_cells(notebook):
            run_by, ran = before.get(cell["id"], (process, cell))
            is_earlier = ran["outputs"] == cell["outputs"] and shows_a_widget(cell)
            self._runs[path][cell["id"]] = (run_by if is_earlier else process, cell)

    async def _recall(self, notebook: Notebook, path: str) -> None:
        """Put back what came out of each cell that still stands as it was run."""
        process, ran = await self._process(path), self._runs.get(path, {})
        for cell in code_cells(notebook):
            run_by, before = ran.get(cell["id"], (None, cell))
            if run_by and run_by == process and before["source"] == cell["source"]:
                cell.update({part: before[part] for part in FROM_A_RUN})
                # Whether a page may show them was found out when they came from the kernel.
                trusted = before["metadata"].get("trusted", False)
                cell["metadata"] = {**cell["metadata"], "trusted": trusted}

    async def _process(self, path: str) -> Any:
        """Return what tells the process of a notebook's kernel from any other; None without one.

        A kernel that was restarted has its old name and a new process.
        """
        try:
            session = await self.parent.session_manager.get_session(path=path)
            kernel = self.parent.kernel_manager.get_kernel(session["kernel"]["id"])
        except (HTTPError, KeyError):
            return None
        pid = getattr(kernel.provisioner, "pid", None)
        return (session["kernel"]["id"], pid) if pid and await kernel.is_alive() else None
