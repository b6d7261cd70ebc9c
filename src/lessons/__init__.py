"""Interactive lessons on insourcing and outsourcing: what a notebook may import."""

import importlib
from typing import Any

__all__ = ["cite", "explore", "learn"]


def __getattr__(name: str) -> Any:
    """Bring in what is asked for, and no more: a server that shows lessons asks for their words.

    Raises
    ------
    AttributeError
        If there is nothing of that name.
    """
    if name in {"explore", "learn"}:
        return importlib.import_module(f"lessons.{name}")
    if name == "cite":
        return importlib.import_module("lessons.data").cite
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
