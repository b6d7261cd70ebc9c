"""What every part says, as `phrases.toml` has it, which is read once."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lessons.words.language import LANGUAGE, said_in

_SOURCE = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))
_TABLES = said_in(LANGUAGE, _SOURCE)
_ON_PAGES = _TABLES.pop("page")
REFUSALS = _TABLES.pop("refusals")


def _by_name(on_pages: dict[str, dict[str, Any]], others: dict[str, Any]) -> dict[str, Any]:
    tables = (*on_pages.values(), *others.values())
    return {name: phrase for table in tables for name, phrase in table.items()}


# Each phrase has one name among all tables.
PHRASES = _by_name(_ON_PAGES, _TABLES)
_OTHERS = {name: table for name, table in _SOURCE.items() if name != "page"}
SOURCE_PHRASES = _by_name(_SOURCE["page"], _OTHERS)


def on_page(*tables: str) -> dict[str, Any]:
    """Return all that some tables ``page.…`` hold, for a widget to hand to its page."""
    return _held(_ON_PAGES, tables)


def on_page_in(language: str, *tables: str) -> dict[str, Any]:
    """Return what `on_page` does, in a language: a server has pages of all languages."""
    return said_in(language, _held(_SOURCE["page"], tables))


def _held(on_pages: dict[str, dict[str, Any]], tables: Iterable[str]) -> dict[str, Any]:
    return {name: phrase for table in tables for name, phrase in on_pages[table].items()}
