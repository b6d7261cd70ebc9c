"""What every part says: each phrase has one name, is written once, and is said somewhere."""

import re
import tomllib
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

import lessons
from lessons.data.decisions import Labels
from lessons.server import lesson_page
from lessons.widgets import page
from lessons.words import PHRASES, REFUSALS, on_page

PACKAGE = Path(lessons.__file__).parent
READ = tomllib.loads((files("lessons.words") / "phrases.toml").read_text(encoding="utf-8"))
HANDED = re.compile(r'\b(on_page|on_page_in|part_phrases)\((?:language, )?((?:"\w+",? ?)+)\)')
# What a page has beside its tables: a pattern, what has a name in it, and what is from a file or
# from its explorer.
BESIDE = {
    "lesson_page": {"unbroken"},
    "decision_panel": set(Labels.model_fields),
    "memo_panel": {"kept"},
    "progress_panel": {"kept"},
    "question_panel": {"explorer_hidden"},
    "presenter": set(on_page("explorer")),
}


def handed() -> dict[Path, set[str]]:
    """Return which tables each module hands to its page."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        for function, tables in HANDED.findall(path.read_text(encoding="utf-8")):
            own = (
                {"part", "part_presented", "busy", "line", "fault"}
                if function == "part_phrases"
                else set()
            )
            found.setdefault(path, own).update(re.findall(r"\w+", tables))
    return found


BY_MODULE = handed()
EACH_MODULE = pytest.mark.parametrize("path", BY_MODULE, ids=lambda path: path.stem)


def said_by(path: Path) -> str:
    """Return the text of a page whose words a module hands over."""
    if path.with_suffix(".js").is_file():
        return page.script(str(path))
    folders = {"lesson_page": "labextension/static", "build": "page"}
    folder = path.parent / folders.get(path.stem, "template")
    kinds = ("*.js", "*.html", "*.j2")
    return "\n".join(one.read_text("utf-8") for kind in kinds for one in folder.glob(kind))


def test_a_phrase_has_a_name_of_its_own():
    """Of two with one name in different tables only the later one could be said."""
    tables = [*READ["page"].values(), *(one for name, one in READ.items() if name != "page")]
    names = Counter(name for table in tables for name in table)
    twice = [name for name, count in names.items() if count > 1 and name not in REFUSALS]
    assert not twice
    assert names.keys() == PHRASES.keys() | REFUSALS.keys()


def test_every_table_of_a_page_is_handed_to_one():
    assert set().union(*BY_MODULE.values()) == READ["page"].keys()
    of_a_lesson = on_page("bar", "line", "fold").keys() | {"unbroken"}
    for language, told in lesson_page.words_of_lessons().items():
        assert told.keys() == of_a_lesson, language


@EACH_MODULE
def test_a_page_says_whatever_it_is_handed(path):
    text = said_by(path)
    templates = [re.split(r"\$\{[^}]*\}", one) for one in re.findall(r"`([^`\s]+)`", text)]
    built = [r"\w+".join(map(re.escape, parts)) for parts in templates]
    unsaid = [
        name
        for name in on_page(*BY_MODULE[path])
        if not re.search(rf"\b{name}\b", text)
        and not any(re.fullmatch(one, name) for one in built)
    ]
    assert not unsaid


@EACH_MODULE
def test_a_page_is_handed_whatever_it_says(path):
    names = set(re.findall(r"\b(?:phrases|words)\??\.(\w+)\b", said_by(path)))
    missing = names - on_page(*BY_MODULE[path]).keys() - BESIDE.get(path.stem, set())
    assert not missing
