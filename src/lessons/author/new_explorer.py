"""A new explorer that works at once: model, view, test and catalogue entry.

``make new-explorer NAME=...`` runs it. All is worked out before any of it is written, and
what cannot be written whole is not written at all.
"""

import builtins
import keyword
import re
import sys
from pathlib import Path

from lessons import explore, words
from lessons.my_work.whole_files import write_whole

ROOT = Path(__file__).parents[3]
TEMPLATES = Path(__file__).parent / "templates"
SCENARIO = "scenario"  # each model has one of that name, so that no model may be called so

PATHS = {
    "model": "src/lessons/models/{name}.py",
    "view": "src/lessons/views/{name}.py",
    "test": "tests/models/test_{name}.py",
}
LESSON = "src/lessons/explore/{lesson}.py"
WORDS = re.compile(r"[a-z]+(_[a-z]+)*")
LONGEST = 30  # letters; a longer name breaks lines

USAGE = "Say what it is called: make new-explorer NAME=office_coffee"
REFUSED = {
    "letters": "“{name}” cannot be its name: take small letters, with _ between words, such as "
    "{right}.",
    "long": "“{name}” is too long: take at most {longest} letters.",
    "python": "“{name}” means something in Python or in the lessons already. Take another name.",
    "explorer": "There is an explorer “{name}” already.",
    "file": "There is {path} already. Take another name.",
    "lesson": "There is no lesson “{lesson}”. The nearest is “{right}”.",
    "sources": "This works in a copy of the project's sources, where there is a folder {folder}.",
    "unwritten": "Nothing was written: {problem}.",
}
DONE = """It works already: see explore.{name}() and make test TEST_FLAGS="-k {name}".
Now replace what says FILL IN in these files, one after the other:
{paths}
CONTRIBUTING.md shows how, with an example."""


class NewExplorerError(ValueError):
    """Nothing was written; the message is a sentence for whoever asked for the explorer."""

    def __init__(self, reason: str, **parts: object) -> None:
        super().__init__(REFUSED[reason].format(**parts))


def write(name: str, lesson: str = "", root: Path = ROOT) -> list[Path]:
    """Write the files of a new explorer, and enter it in the catalogue.

    Parameters
    ----------
    name
        Its name in the catalogue: small letters, with ``_`` between words.
    lesson
        The catalogue's file of its lesson, such as ``lesson_one``; left out, the last one.
    root
        Where the project's sources are.

    Returns
    -------
    list of pathlib.Path
        The files written or changed.

    Raises
    ------
    NewExplorerError
        If the name cannot be one, is taken, or something cannot be written.
    """
    _check(name, root)
    lesson = lesson or list(explore.LESSONS)[-1]
    if lesson not in explore.LESSONS:
        right = words.nearest(lesson, explore.LESSONS)
        raise NewExplorerError("lesson", lesson=lesson, right=right)
    new = {root / path.format(name=name): _template(part, name) for part, path in PATHS.items()}
    entries = root / LESSON.format(lesson=lesson)
    try:
        texts = {**new, entries: entries.read_text("utf-8") + _template("entry", name)}
        write_whole({path: text.encode() for path, text in texts.items()})
    except OSError as problem:
        raise NewExplorerError("unwritten", problem=problem.strerror or problem) from None
    return [*new, entries]


def _check(name: str, root: Path) -> None:
    """Refuse a name that cannot be one, or is taken."""
    if not WORDS.fullmatch(name):
        right = re.sub(r"[^a-z]+", "_", name.lower()).strip("_")[:LONGEST] or "office_coffee"
        raise NewExplorerError("letters", name=name[:80], right=right.strip("_"))
    if len(name) > LONGEST:
        raise NewExplorerError("long", name=name[:80], longest=LONGEST)
    if not (root / "tests").is_dir():
        raise NewExplorerError("sources", folder="tests")
    if name in explore.NAMES:
        raise NewExplorerError("explorer", name=name)
    taken = (
        *keyword.kwlist,
        *keyword.softkwlist,
        *dir(builtins),
        *vars(explore),
        *explore.LESSONS,
        SCENARIO,
    )
    if name in taken or _class_name(name) in dir(builtins):
        raise NewExplorerError("python", name=name)
    # Two tests of one file name cannot run together.
    tests = sorted((root / "tests").rglob(f"test_{name}.py"))
    for path in (*(root / path.format(name=name) for path in PATHS.values()), *tests):
        if path.exists() or path.with_suffix("").exists():
            raise NewExplorerError("file", path=path.relative_to(root).as_posix())


def _class_name(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


def _template(part: str, name: str) -> str:
    title = name.replace("_", " ")
    text = (TEMPLATES / f"{part}.txt").read_text("utf-8").replace("explorer_name", name)
    text = text.replace("ExplorerName", _class_name(name))
    return text.replace("Explorer title", title.capitalize()).replace("explorer title", title)


def main(arguments: list[str]) -> int:
    """Write the explorer that was named; return 0, or 1 if nothing was written."""
    name, lesson = [*arguments, "", ""][:2]
    if not name or len(arguments) > 2:
        print(USAGE, file=sys.stderr)
        return 1
    try:
        paths = write(name, lesson)
    except NewExplorerError as problem:
        print(problem, file=sys.stderr)
        return 1
    written = "\n".join(f"  {path.relative_to(ROOT).as_posix()}" for path in paths)
    print(DONE.format(name=name, paths=written))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
