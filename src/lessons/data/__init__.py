"""One file here for each kind of file in data/: what it may say, and its reader."""

from lessons.data.claims import claims_by_id
from lessons.data.datapackage import DESCRIPTION, description
from lessons.data.decisions import decision
from lessons.data.demos import demos_by_lesson
from lessons.data.folder import FOLDER, DataError
from lessons.data.glossary import GLOSSARY, read_glossary
from lessons.data.questions import lessons, prediction, question
from lessons.data.tables import Citation, cite, columns, origin, publisher, table

__all__ = [
    "DESCRIPTION",
    "FOLDER",
    "GLOSSARY",
    "Citation",
    "DataError",
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
