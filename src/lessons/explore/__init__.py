"""The catalogue: every explorer by its name, one short entry each in its lesson's file.

In a notebook, ``explore.make_or_buy()`` opens one; ``explore.make_or_buy("Spare capacity")``
starts from a preset and ``explore.make_or_buy(volume=1_200)`` from inputs of your own.

An entry is imported when it is first asked for: a lesson does not wait for the models of others.
"""

import re
from importlib import import_module
from pathlib import Path
from typing import Any

from lessons import words
from lessons.explore.entries import Entry

_ENTRY = re.compile(r"(?m)^(\w+)(?:: Entry)? = \w*Entry[.(]")
# A lesson's file is the list of its explorers. It is read as text: to import them all would be
# to wait for every model.
LESSONS = {
    name: tuple(_ENTRY.findall(Path(__file__).with_name(f"{name}.py").read_text("utf-8")))
    for name in ("lesson_one", "lesson_two", "lesson_three", "lesson_four", "lesson_five")
}
NAMES = tuple(name for names in LESSONS.values() for name in names)


def entry(name: str) -> Entry:
    """Return the entry of an explorer.

    Raises
    ------
    AttributeError
        If there is none; the nearest right name is told.
    """
    for file, names in LESSONS.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{file}"), name)
    right = words.nearest(name, NAMES)
    raise AttributeError(f"There is no explorer “{name}”. The nearest is “{right}”.")


def catalogue() -> dict[str, Entry]:
    """Return the entries of all explorers, by their names."""
    return {name: entry(name) for name in NAMES}


def __getattr__(name: str) -> Any:
    if name.startswith("_"):
        raise AttributeError(name)
    return entry(name)


def __dir__() -> list[str]:
    return [*globals(), *NAMES]
