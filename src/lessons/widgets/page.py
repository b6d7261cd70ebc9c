"""What the page's side of every widget is made of: one script of shared parts, and its own."""

import json
import re
from pathlib import Path

from lessons.server.presented import is_presented
from lessons.words import PHRASES
from lessons.words.unbroken import PATTERN

_PACKAGE = Path(__file__).parents[1]
# A panel's script and sheet stand beside its Python, in whatever room; each has a name of its own.
_FILES = {path.name: path for kind in ("js", "css") for path in _PACKAGE.rglob(f"*.{kind}")}
_COMMENTS = re.compile(r"^\s*/\*.*?\*/$", re.DOTALL | re.MULTILINE)
_ROOM = re.compile(r"\s*([{};,])\s*")  # around what ends a part of a sheet


def script(*names: str) -> str:
    """Return the page's script of a widget, with the shared parts before it."""
    shared = f'const UNBROKEN = new RegExp({json.dumps(PATTERN)}, "g");'
    return f"{shared}\n{short(*(f'{name}.js' for name in ('page', *names)))}"


def part_script(*names: str) -> str:
    """Return the page's script of a widget that says so when its kernel is gone.

    The widget's own script gives `render` to ``answered``.
    """
    where = "_presented" if is_presented() else ""
    keys = {"gone": f"part_gone{where}", "silent": f"part_silent{where}"}
    keys |= {"waiting": "lesson_waiting", "cut": "lesson_cut"}
    said = json.dumps({state: PHRASES[key] for state, key in keys.items()})
    return f"const KERNEL_PHRASES = {said};\n{script('kernel', *names)}"


def part_styles(*names: str) -> str:
    """Return the styles of a widget that says so when its kernel is gone."""
    return styles("kernel", *names)


def styles(*names: str) -> str:
    """Return the styles of a widget, each from a file of its own."""
    return _ROOM.sub(r"\1", short(*(f"{name}.css" for name in names)))


def short(*files: str) -> str:
    """Return the texts of some files without comments and indents, as they are sent."""
    whole = "\n".join(_FILES[file].read_text(encoding="utf-8") for file in files)
    lines = (line.strip() for line in _COMMENTS.sub("", whole).splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def with_words(bundle: tuple[dict, dict], *lines: str) -> tuple[dict, dict]:
    """Put plain words into a widget's bundle, for a page that cannot run widgets.

    The last line is the notice that says so. They are saved with the notebook: once, and short.
    """
    data, metadata = bundle
    data["text/plain"] = "\n".join((*lines, PHRASES["no_widgets"]))
    return data, metadata
