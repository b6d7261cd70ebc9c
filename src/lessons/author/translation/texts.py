"""What there is to translate of the package and its data, found where it stands.

A text of Python is one that is handed to `lessons.words.said` as it is written there. What a model
declares, and what it is called by, is read from the catalogue of explorers; and what the files of
``data/`` say, by what their forms call `Said`.
"""

import ast
import inspect
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from lessons import data, explore
from lessons.author.translation.catalogues import CONTEXT
from lessons.data import datapackage, decisions
from lessons.data.glossary import FORMS
from lessons.scenario.declare import SHOWN
from lessons.server import start_page
from lessons.words import ONE_OF, language, said, unbroken

PACKAGE = Path(inspect.getfile(language)).parents[1]
# A text, and the place where it stands; one that has a context begins with that.
Placed = Iterator[tuple[str, str]]


def placed_texts() -> Placed:
    """Yield each text that there is to translate, and where it stands; some more than once."""
    yield from of_phrases()
    for text in (unbroken.COUNTED, unbroken.COUNTING, unbroken.NAMED, start_page.TAKES):
        yield text, "words/unbroken.py"
    yield from of_python()
    yield from of_explorers()
    yield from of_data()


def of_phrases() -> Placed:
    """Yield the phrases of every part."""
    path = PACKAGE / "words" / "phrases.toml"
    for text in strings(tomllib.loads(path.read_text("utf-8"))):
        yield text, _place(path)


def of_python() -> Placed:
    """Yield the texts that are handed to `said` where they are written."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _is_said(node.func):
                context = "".join(f"{one.value}{CONTEXT}" for one in node.args[1:])
                for text in literals(node.args[0]):
                    yield context + text, _place(path)


def _is_said(called: ast.expr) -> bool:
    name = getattr(called, "id", "") or getattr(called, "attr", "")
    return name == "said"


def literals(node: ast.expr) -> Iterator[str]:
    """Yield the texts that an expression holds; the keys of a mapping are none."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node.value
    elif isinstance(node, ast.Dict):
        for part in node.values:
            yield from literals(part)
    elif isinstance(node, ast.Tuple | ast.List | ast.Set):
        for part in node.elts:
            yield from literals(part)


def of_explorers() -> Placed:
    """Yield what each explorer is called by, and what its model declares."""
    for name, entry in explore.catalogue().items():
        path = Path(inspect.getfile(entry.model))
        place = _place(path)
        yield entry.model.lead(), place
        for preset in entry.presets:
            yield preset, f"explore/{name}"
        for one in entry.model.inputs().values():
            shown = [getattr(one, part, "") for part in SHOWN]
            for text in strings([*shown, getattr(one, "options", ()), *_units(one)]):
                yield text, place


def _units(declared: Any) -> Iterator[str]:
    """Yield a unit, and its parts, of which one may be counted."""
    unit = getattr(declared, "unit", "")
    for part in (unit, *unit.split("/")):
        yield part
        yield ONE_OF.get(part, part)


def of_data() -> Placed:
    """Yield what the files of ``data/`` say to people."""
    readers: dict[str, Callable[[], Iterable[str]]] = {
        "questions": _of_questions,
        "glossary.toml": _of_glossary,
        "claims.toml": lambda: data.claims_by_id().values(),
        "demos": lambda: of_models(data.demos_by_lesson().values()),
        "decisions": _of_decisions,
        "datapackage.json": _of_tables,
    }
    for place, read in readers.items():
        for text in strings([*read()]):
            yield text, f"data/{place}"


def of_models(found: Iterable[Any]) -> Iterator[str]:
    """Yield the texts of parts of files that are `lessons.data.folder.Said`, at any depth."""
    for one in found:
        if isinstance(one, BaseModel):
            for name, field in type(one).model_fields.items():
                value = getattr(one, name)
                yield from strings(value) if _is_said_field(field) else of_models([value])
        elif isinstance(one, Mapping):
            yield from of_models(one.values())
        elif isinstance(one, tuple | list):
            yield from of_models(one)


def _is_said_field(field: FieldInfo) -> bool:
    parts = (
        part for one in get_args(field.annotation) for part in getattr(one, "__metadata__", ())
    )
    return any(getattr(part, "func", None) is said for part in (*field.metadata, *parts))


# What is kept and handed in goes by some texts, so that they are said only where they are shown.
def _of_questions() -> Iterator[str]:
    lessons = data.lessons().values()
    yield from of_models(lessons)
    for lesson in lessons:
        for asked in (*lesson.predictions.values(), *lesson.questions.values()):
            yield from (option.text for option in asked.options)
            yield from _units(asked)
            yield getattr(asked, "across_unit", "")


def _of_glossary() -> Iterator[str]:
    for word in data.read_glossary().words.values():
        yield from of_models([word])
        yield FORMS.join(word.forms)


def _of_decisions() -> Iterator[str]:
    for _, decision in decisions.decisions_by_name().values():
        yield from of_models([decision])
        yield from decision.labels.model_dump().values()


def _of_tables() -> Iterator[str]:
    for name, table in datapackage.resources(data.FOLDER).items():
        yield from (table.label, table.caveat, table.licence, table.measure.unit)
        held = data.columns(name)
        for column in table.columns:
            yield from column.categories.values()
            is_told = f"{{{column.name}}}" in table.label and not column.categories
            if column.type == "string" and is_told:
                yield from sorted({str(cell) for cell in held[column.name]})


def strings(found: Any) -> Iterator[str]:
    """Yield the texts of a text, or of a mapping or sequence of them, at any depth."""
    if isinstance(found, str):
        if found.strip():
            yield found
    elif isinstance(found, Mapping):
        yield from strings(list(found.values()))
    elif isinstance(found, list | tuple):
        for part in found:
            yield from strings(part)


def _place(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()
