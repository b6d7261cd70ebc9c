"""One file here for each kind of file in data/: what it may say, and its reader."""

from importlib import import_module
from typing import Any

from lessons.data.checksums import CHECKSUMS
from lessons.data.datapackage import DESCRIPTION, description
from lessons.data.folder import FOLDER, DataError
from lessons.data.glossary import GLOSSARY, read_glossary
from lessons.data.questions import lessons, prediction, question
from lessons.data.tables import (
    Citation,
    checksums_by_table,
    cite,
    columns,
    origin,
    publisher,
    table,
)

# Only who decides, presents or writes the guide needs these: no explorer waits for what their
# files may say.
_LATER = {"claims_by_id": "claims", "decision": "decisions", "demos_by_lesson": "demos"}

__all__ = [
    "CHECKSUMS",
    "DESCRIPTION",
    "FOLDER",
    "GLOSSARY",
    "Citation",
    "DataError",
    "checksums_by_table",
    "cite",
    "claims_by_id",
    "columns",
    "decision",
    "demos_by_lesson",
    "description",
    "lessons",
    "origin",
    "prediction",
    "publisher",
    "question",
    "read_glossary",
    "table",
]


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
