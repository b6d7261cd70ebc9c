"""How git brings an update into a lesson that somebody has written in: cell by cell.

As lines of text two cells at one place are a conflict, and then the file is no notebook any
more. Here both stay, and so does each text of a cell that both have changed. The set-up has git
run it, for the files that ``.gitattributes`` names.
"""

import copy
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import nbformat

from lessons.server.notebook_file import NotebookError, cells
from lessons.words import PHRASES

LONGEST = 64  # letters of a cell's id

Notebook = dict[str, Any]
Cell = dict[str, Any]


def merged(base: Notebook, ours: Notebook, theirs: Notebook) -> Notebook:
    """Return a notebook with what each of two sides has changed in it.

    Parameters
    ----------
    base
        What both come from. As the others it is of nbformat 4, and each cell has its own id.
    ours, theirs
        The two sides. Neither counts for more: nothing that one has written is dropped. If only
        one has moved cells, its order stands, and else that of `ours`.
    """
    before, one, other = (
        {cell["id"]: cell for cell in side["cells"]} for side in (base, ours, theirs)
    )
    made = _settled(base, ours, theirs)
    made["cells"] = []
    taken = {*one, *other}
    for name in _order(list(before), list(one), list(other)):
        for cell in _both(before.get(name), one.get(name), other.get(name)):
            free = cell["id"] if cell["id"] == name else _free(name, taken)
            made["cells"].append({**cell, "id": free})
    return made


def _settled(base: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    """Return each entry as the side that has changed it has it; of dictionaries, their entries."""
    made = {}
    for name in dict.fromkeys([*ours, *theirs]):
        before, one, other = (side.get(name) for side in (base, ours, theirs))
        if isinstance(one, dict) and isinstance(other, dict):
            made[name] = _settled(before or {}, one, other)
        elif name in (theirs if other != before else ours):
            made[name] = other if other != before else one
    return copy.deepcopy(made)


def _order(before: list[str], one: list[str], other: list[str]) -> list[str]:
    """Return the cells of both sides, each where its side has it: after the one before it."""
    is_moved = [name for name in before if name in one] != [name for name in one if name in before]
    order, added = (list(one), other) if is_moved else (list(other), one)
    last = -1
    for name in added:
        if name not in order:
            order.insert(last + 1, name)
        last = order.index(name)
    return order


def _both(before: Cell | None, one: Cell | None, other: Cell | None) -> Iterator[Cell]:
    """Return what becomes of a cell: none where a side has deleted it, two where texts differ."""
    if one is None or other is None:
        kept = one or other
        if before is None or kept != before:
            yield kept
        return
    made = _settled(before or {}, one, other)
    texts = _texts(before["source"] if before else None, one["source"], other["source"])
    for number, text in enumerate(texts):
        again = {"id": f"{one['id']}-"} if number else {}
        yield {**made, **again, "source": text}


def _texts(before: str | None, one: str, other: str) -> list[str]:
    """Return the texts of a cell: one if both can stand in it, or else that of either side."""
    if one == other or other == before:
        return [one]
    if one == before:
        return [other]
    # Whoever adds a note to a cell writes below what is there.
    for note, text in ((one, other), (other, one)):
        if before and note.startswith(before):
            return [text + note.removeprefix(before)]
    return [one, other]


def _free(name: str, taken: set[str]) -> str:
    """Return an id for a second cell, and take it."""
    endings = (f"-{number}" for number in range(2, len(taken) + 3))
    names = (name[: LONGEST - len(ending)] + ending for ending in endings)
    found = next(one for one in names if one not in taken)
    taken.add(found)
    return found


def _read(path: Path) -> Notebook:
    """Return a notebook in which each cell can be told from the others.

    Raises
    ------
    NotebookError
        If it is none.
    """
    cells(path)  # looks whether it is one; what is read of it has an id where there was none
    found = [cell.get("id") for cell in json.loads(path.read_text("utf-8")).get("cells", [])]
    if not all(found) or len({*found}) < len(found):
        raise NotebookError(path, PHRASES["notebook_other"])
    return nbformat.read(path, as_version=4)


def main(names: Iterable[str]) -> int:
    """Merge three files as git names them, into the second; return 1 if that cannot be."""
    paths = [Path(name) for name in names]
    try:
        made = merged(*map(_read, paths))
    except NotebookError as problem:
        print(problem, file=sys.stderr)
        return 1
    nbformat.write(nbformat.from_dict(made), paths[1])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
