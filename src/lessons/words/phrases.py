"""What every part says, as `phrases.toml` has it, which is read once."""

import tomllib
from pathlib import Path
from typing import Any

from lessons.words.language import said

_FILE = Path(__file__).with_name("phrases.toml")
_TABLES = said(tomllib.loads(_FILE.read_text(encoding="utf-8")))
_ON_PAGES = _TABLES.pop("page")
REFUSALS = _TABLES.pop("refusals")
# Each phrase has one name among all tables.
PHRASES = {
    name: phrase
    for table in (*_ON_PAGES.values(), *_TABLES.values())
    for name, phrase in table.items()
}


def on_page(*tables: str) -> dict[str, Any]:
    """Return all that some tables ``page.…`` hold, for a widget to hand to its page."""
    return {name: phrase for table in tables for name, phrase in _ON_PAGES[table].items()}
