"""What the page's side of every widget is made of: its script, its styles and its phrases."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from lessons.server.presented import is_presented
from lessons.words import PHRASES, on_page
from lessons.words.unbroken import PATTERN

_PACKAGE = Path(__file__).parents[1]
# A panel's sheet stands beside its Python, in whatever room; each has a name of its own.
_SHEETS = {path.stem: path for path in _PACKAGE.rglob("*.css")}
_SHEET_COMMENT = re.compile(r"^\s*/\*.*?\*/$", re.DOTALL | re.MULTILINE)
_SHEET_ROOM = re.compile(r"\s*([{};,])\s*")  # around what ends a part of a sheet
_COMMENT = re.compile(r"/\*.*?\*/\s?|(?<!\S)//(?=\s)[^\n]*", re.DOTALL)
_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.[^"]*)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
_NEEDLESS = re.compile(r"(?<=[{(\[,;])\n")  # ends of lines that end nothing
_UNKNOWN = re.compile(r"^(?:import|export (?!default)).*", re.MULTILINE)
# What `page.js` finds above itself: the kernel goes by the same pattern.
_PAGE = Path(__file__).with_suffix(".js").resolve()
_GIVEN = f'const UNBROKEN = new RegExp({json.dumps(PATTERN)}, "g");'


def script(python_file: str) -> str:
    """Return the page's script of a widget: the module beside its Python, with all that it needs.

    A module names what it needs as a browser knows it, ``import { … } from "./x.js";``. The text
    that anywidget takes has each module once, after those that it needs, in a scope of its own.

    Parameters
    ----------
    python_file
        The widget's ``__file__``; its script has the same name, and ends in ``.js``.

    Raises
    ------
    ValueError
        If modules need each other in a circle, or if one of them needs what is not there.
    """
    own = Path(python_file).with_suffix(".js").resolve()
    places: dict[Path, int] = {}
    _place(own, places)
    given = [_GIVEN] if _PAGE in places else []
    scopes = [_scope(path, places) if path != own else _linked(own, places) for path in places]
    return _NEEDLESS.sub("", "\n".join([*given, *scopes]))


class _Module(NamedTuple):
    text: str
    exports: list[str]


@cache
def _module(path: Path) -> _Module:
    if not path.is_file():
        raise ValueError(f"There is no script {_name(path)}.")
    text = _short(_COMMENT.sub("", path.read_text(encoding="utf-8")))
    if unknown := _UNKNOWN.search(_EXPORT.sub("", _IMPORT.sub("", text))):
        raise ValueError(f"{_name(path)} says what is not followed here: {unknown[0]}")
    return _Module(text, _EXPORT.findall(text))


def _needs(path: Path) -> Iterator[tuple[Path, list[str]]]:
    """Return the modules that one needs, and the names that it needs of each."""
    for names, other in _IMPORT.findall(_module(path).text):
        yield path.parent.joinpath(other).resolve(), re.findall(r"[^\s,][^,]*\b", names)


def _place(path: Path, places: dict[Path, int], above: tuple[Path, ...] = ()) -> None:
    """Give a module its place, after all that it needs."""
    for other, names in _needs(path):
        if other in (*above, path):
            raise ValueError(f"{_name(path)} and {_name(other)} need each other.")
        for name in names:
            if name not in _module(other).exports:
                raise ValueError(f"{_name(path)} needs {name}, but {_name(other)} has none.")
        _place(other, places, (*above, path))
    places.setdefault(path, len(places))


def _linked(path: Path, places: dict[Path, int]) -> str:
    """Return a module's text that takes what it needs from the scopes of others."""

    def taken(line: re.Match[str]) -> str:
        return f"const {{{line[1]}}} = ${places[path.parent.joinpath(line[2]).resolve()]};"

    return _IMPORT.sub(taken, _module(path).text)


def _scope(path: Path, places: dict[Path, int]) -> str:
    body = _EXPORT.sub("", _linked(path, places))
    given = ", ".join(_module(path).exports)
    return f"const ${places[path]} = (() => {{\n{body}\nreturn {{ {given} }};\n}})();"


def _name(path: Path) -> str:
    return path.relative_to(_PACKAGE).as_posix() if path.is_relative_to(_PACKAGE) else path.name


def part_phrases(*tables: str) -> dict[str, Any]:
    """Return what a widget says on its page that also says so when its kernel is gone."""
    part = "part_presented" if is_presented() else "part"
    return on_page(*tables, part, "busy", "line", "fault")


def part_styles(*names: str) -> str:
    """Return the styles of a widget that says so when its kernel is gone."""
    return styles("kernel", *names)


def styles(*names: str) -> str:
    """Return the styles of a widget, each from a file of its own."""
    sheets = "\n".join(_SHEETS[name].read_text(encoding="utf-8") for name in names)
    return _SHEET_ROOM.sub(r"\1", _short(_SHEET_COMMENT.sub("", sheets)))


def _short(text: str) -> str:
    """Return a text without indents and empty lines: each widget sends it anew."""
    return "\n".join(line for line in map(str.strip, text.splitlines()) if line)


def with_words(bundle: tuple[dict, dict], *lines: str) -> tuple[dict, dict]:
    """Put plain words into a widget's bundle, for a page that cannot run widgets.

    The last line is the notice that says so. They are saved with the notebook: once, and short.
    """
    data, metadata = bundle
    data["text/plain"] = "\n".join((*lines, PHRASES["no_widgets"]))
    return data, metadata
