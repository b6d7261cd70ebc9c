"""A newcomer follows CONTRIBUTING.md in a copy of the sources, and all works; else a sentence."""

import ast
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lessons import explore
from lessons.author import new_explorer
from lessons.author.new_explorer import NewExplorerError

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
COPIED = ("src", "tests", "data", "instructor", "notebooks", "doc", "CONTRIBUTING.md", "Makefile")
COPIED += ("conftest.py", "pyproject.toml", "deno.json", "README.md", "requirements.lock")
COPIED += (".gitignore",)
UNWANTED = shutil.ignore_patterns("__pycache__", "my-work", ".*_checkpoints")
GENERATED = "models/test_parcels.py"
FOLLOWED = "test_what_follows.py"
# What a newcomer then sees in a notebook.
WHAT_FOLLOWS = '''"""The example of CONTRIBUTING.md, followed."""

from lessons import explore, learn


def test_parcels_are_told_and_asked():
    told = "Insource: at 120 parcels a week an own van is $60 cheaper."
    assert explore.parcels().sentence == told
    judged = learn.question("courier-at-300").answer("1,050 dollars")
    assert judged.message == "Right. The saving on each parcel has paid for the van."
'''
EVERY = ("models/test_every_model.py", "views/test_every_view.py")


@pytest.fixture
def sources(tmp_path) -> Path:
    """Copy the project's sources; all that is written is written there."""
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name, ignore=UNWANTED)
        else:
            shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def run(sources: Path, *command: object) -> str:
    """Run a command in the copy, with the lessons of the copy, and return what it says."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=sources,
        env=os.environ | {"PYTHONPATH": str(sources / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def make(sources: Path, *arguments: str) -> str:
    """Run make in the copy, with the environment that runs this test in the place of .venv."""
    stamp = sources / "installed"
    stamp.touch()
    os.utime(stamp, (time.time() + 60,) * 2)
    return run(
        sources, "make", *arguments, f"BIN={Path(sys.executable).parent}", "INSTALLED=installed"
    )


def blocks(language: str) -> dict[str, str]:
    """Return the blocks of CONTRIBUTING.md that name the file they belong in."""
    found = re.findall(rf"(?ms)^( *)```{language}\n(.*?)^ *```$", GUIDE)
    plain = [re.sub(rf"(?m)^{indent}", "", text) for indent, text in found]
    return {text.partition("\n")[0].removeprefix("# "): text.partition("\n")[2] for text in plain}


def name_of(node: ast.stmt) -> str:
    """Return the name that a statement gives to something."""
    target = node.targets[0] if isinstance(node, ast.Assign) else node
    return getattr(target, "name", None) or getattr(target, "id", "")


def source_of(text: str, node: ast.stmt) -> str:
    """Return the lines of a statement."""
    return "\n".join(text.splitlines()[node.lineno - 1 : node.end_lineno])


def put_in(file: Path, block: str) -> None:
    """Do what CONTRIBUTING.md says: a block takes the place of what has the same names."""
    old = file.read_text("utf-8")
    written = {name_of(node): node for node in ast.parse(block).body}
    lines = old.splitlines()
    for node in reversed(ast.parse(old).body):
        new = written.pop(name_of(node), None)
        if new is None:
            continue
        text = source_of(block, new)
        if isinstance(new, ast.ClassDef):
            shown = {name_of(one) for one in new.body}
            methods = [one for one in node.body if isinstance(one, ast.FunctionDef)]
            stay = [source_of(old, one) for one in methods if one.name not in shown]
            text = "\n\n".join([text, *stay])
        lines[node.lineno - 1 : node.end_lineno] = text.splitlines()
    assert not written, f"{file.name} has nothing of these names: {list(written)}"
    file.write_text("\n".join(lines) + "\n", "utf-8")


def check(sources: Path, wanted: str, *tests: str) -> None:
    """Run some tests of the copy, those that are wanted."""
    options = ("-n0", "-q", "-p", "no:cacheprovider", "-k", wanted)
    paths = [sources / "tests" / name for name in tests]
    assert " passed" in run(sources, sys.executable, "-m", "pytest", *options, *paths)


def test_a_newcomer_gets_an_explorer_that_works(sources):
    said = make(sources, "new-explorer", "NAME=parcels")
    assert "src/lessons/models/parcels.py" in said
    model = (sources / "src/lessons/models/parcels.py").read_text("utf-8")
    assert "FILL IN" in model
    check(sources, "parcels or linters or short", GENERATED, *EVERY, "project/test_laws.py")
    for path, block in blocks("python").items():
        put_in(sources / path, block)
    for path, block in blocks("toml").items():
        (sources / path).write_text(block, "utf-8")
    (sources / "tests" / FOLLOWED).write_text(WHAT_FOLLOWS, "utf-8")
    check(sources, "parcels or ruff", GENERATED, FOLLOWED, "project/test_laws.py")


def test_the_example_is_about_forty_lines():
    assert 30 <= sum(len(block.split("\n")) for block in blocks("python").values()) <= 55


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Office Coffee!", "“Office Coffee!” cannot be its name: take small letters, with _ "),
        ("../../x", "“../../x” cannot be its name"),
        ("_x", "“_x” cannot be its name: take small letters, with _ between words, such as x."),
        ("", "“” cannot be its name"),
        ("a" * 31, "is too long: take at most 30 letters."),
        ("class", "“class” means something in Python or in the lessons already."),
        ("match", "“match” means something in Python"),
        ("print", "“print” means something in Python"),
        ("catalogue", "“catalogue” means something in Python or in the lessons"),
        ("lesson_two", "“lesson_two” means something in Python or in the lessons"),
        ("scenario", "“scenario” means something in Python or in the lessons"),
        ("make_or_buy", "There is an explorer “make_or_buy” already."),
        ("decision", "There is tests/models/shared/test_decision.py already."),
        ("style", "There is src/lessons/views/style.py already."),
        ("learn", "There is tests/learn/test_learn.py already."),
    ],
)
def test_a_name_that_cannot_be_is_refused_and_nothing_is_written(sources, name, said):
    before = files(sources)
    with pytest.raises(NewExplorerError) as refusal:
        new_explorer.write(name, root=sources)
    assert said in str(refusal.value)
    assert files(sources) == before


def files(folder: Path) -> dict[Path, bytes]:
    """Return all files of the copy's package and tests."""
    places = (folder / "src", folder / "tests")
    return {path: path.read_bytes() for one in places for path in one.rglob("*") if path.is_file()}


def test_an_unknown_lesson_is_refused_with_the_nearest(sources):
    with pytest.raises(NewExplorerError, match="lesson_two"):
        new_explorer.write("parcels", "lesson_to", root=sources)


def test_what_cannot_be_written_whole_is_not_written(sources, monkeypatch):
    before = files(sources)
    write = Path.write_bytes
    written = []

    def full(path: Path, content: bytes) -> int:
        written.append(path)
        if len(written) == 4:
            write(path, content[:10])
            raise OSError("the disk is full")
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(NewExplorerError, match="Nothing was written: the disk is full"):
        new_explorer.write("parcels", root=sources)
    assert len(written) == 4
    assert files(sources) == before


def test_without_a_name_the_command_says_how(capsys):
    assert new_explorer.main([""]) == 1
    assert new_explorer.USAGE in capsys.readouterr().err


@pytest.mark.parametrize("lesson", explore.LESSONS)
def test_any_lesson_takes_a_new_explorer_in_the_one_style(sources, lesson):
    paths = new_explorer.write("zone_of_trade", lesson, root=sources)
    ruff = (sys.executable, "-m", "ruff")
    run(sources, *ruff, "check", *paths)
    run(sources, *ruff, "format", "--check", *paths)
