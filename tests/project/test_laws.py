"""The laws of the house: what linters say, what a notebook may hold, how long a function is."""

import ast
import json
import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from deno import find_deno_bin
from page_text import COMMENTS, without_comments

from lessons.server.lesson_contents import is_lesson

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "lessons"
SCRIPTS = Path(sysconfig.get_path("scripts"))
LONGEST_CELL = 3
LONGEST_FUNCTION = 39

LINTERS = {
    "ruff check": [sys.executable, "-m", "ruff", "check", "."],
    "ruff format": [sys.executable, "-m", "ruff", "format", "--check", "--diff", "."],
    "lint-imports": [SCRIPTS / "lint-imports"],
    "deno fmt": [find_deno_bin(), "fmt", "--check"],
    "deno lint": [find_deno_bin(), "lint"],
    "deno check": [find_deno_bin(), "check", "src"],
}
# Deno asks for no newer version of itself.
QUIET = os.environ | {"DENO_NO_UPDATE_CHECK": "1", "NO_COLOR": "1"}

# Another machine, in a full address or in one that begins with //. A namespace is never loaded.
HOME = r"localhost|127\.0\.0\.1|www\.w3\.org/"
ADDRESS = re.compile(rf"""(?:\b(?:https?|wss?)://|["'`(]//(?=[\w$]))(?!{HOME})""")


def run(command: list) -> None:
    """Run a tool at the root; fail with what it says if it is not content."""
    tool = subprocess.run(command, cwd=ROOT, env=QUIET, capture_output=True, check=False)
    assert tool.returncode == 0, (tool.stdout + tool.stderr).decode(errors="replace")


def notebooks() -> list[Path]:
    """Every notebook. None at all would make the laws about them true of nothing."""
    found = sorted((ROOT / "notebooks").rglob("[!.]*.ipynb"))
    found = [path for path in found if ".ipynb_checkpoints" not in path.parts]
    assert found, "there is no notebook in notebooks/"
    return found


def every_notebook() -> list[Path]:
    """Return the lessons, and what shows an author something."""
    return [*notebooks(), *sorted((ROOT / "doc").glob("*.ipynb"))]


def code_cells(paths: list[Path] | None = None) -> Iterator[tuple[str, dict, str]]:
    """Each code cell of some notebooks, else of the lessons: where it is, the cell, its code."""
    for path in paths or notebooks():
        for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"]):
            if cell["cell_type"] == "code":
                yield f"{path.name}, cell {number}", cell, "".join(cell["source"])


# Parsed as this file is read, and once: Python 3.11.7 may refuse to parse where greenlets of a
# browser's test, which this worker may have run before, are tidied up meanwhile.
PYTHON_FILES = {
    path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCE.rglob("*.py"))
}


def python_files() -> dict[Path, ast.Module]:
    """Every module of the package, parsed."""
    assert PYTHON_FILES, f"there is no module in {SOURCE}"
    return PYTHON_FILES


def imported(tree: ast.AST) -> Iterator[str]:
    """Name each module that is imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def docstring(node: ast.AST) -> ast.Constant | None:
    """Return the docstring of a module, class or function as a node of the tree."""
    body = getattr(node, "body", None)
    if not isinstance(body, list) or not body or not isinstance(body[0], ast.Expr):
        return None
    value = body[0].value
    return value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None


def lines(node: ast.AST | None) -> int:
    """Count the lines that a node takes up."""
    return node.end_lineno - node.lineno + 1 if node else 0


def functions() -> Iterator[tuple[str, ast.AST]]:
    """Each function of the package: where it is, and its node."""
    for path, tree in python_files().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node


def python_strings() -> Iterator[tuple[Path, str]]:
    """Each string of the package, in quotes. Docstrings, which cite, are left out."""
    for path, tree in python_files().items():
        nodes = list(ast.walk(tree))
        prose = {docstring(node) for node in nodes}
        strings = (node for node in nodes if isinstance(node, ast.Constant) and node not in prose)
        yield from ((path, f'"{node.value}"') for node in strings if isinstance(node.value, str))


def page_lines() -> Iterator[tuple[Path, str]]:
    """Each line that a page runs or is styled by, without the comments."""
    for suffix in COMMENTS:
        for path in sorted(SOURCE.rglob(f"*{suffix}")):
            code = without_comments(path.read_text(encoding="utf-8"), suffix)
            yield from ((path, line) for line in code.splitlines())


@pytest.mark.parametrize("linter", LINTERS)
def test_the_linters_are_content(linter):
    run(LINTERS[linter])


def test_the_notebooks_are_as_nbstripout_leaves_them():
    run([sys.executable, "-m", "nbstripout", "--keep-id", "--verify", *every_notebook()])


def test_a_notebook_is_written_as_jupyter_writes_it():
    """Else the first save in JupyterLab would change all of it, and `git pull` would conflict."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in every_notebook()}
    written = {
        name: f"{nbformat.writes(nbformat.reads(text, 4))}\n" for name, text in texts.items()
    }
    assert not [name for name, text in texts.items() if text != written[name]], "run make format"


def test_a_notebook_says_that_it_is_a_lesson():
    """The server keeps its file as it is, and its page says what to do."""
    read = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in notebooks()}
    assert not [name for name, notebook in read.items() if not is_lesson(notebook)]


def test_the_code_of_a_lesson_is_collapsed():
    hidden = {
        place: cell["metadata"].get("jupyter", {}).get("source_hidden")
        for place, cell, _ in code_cells()
    }
    assert not [place for place, is_hidden in hidden.items() if is_hidden is not True]


def test_a_notebook_imports_only_the_lessons():
    wrong = [
        f"{place}: {name}"
        for place, _, code in code_cells()
        for name in imported(ast.parse(code, place))
        if name.split(".")[0] != "lessons"
    ]
    assert not wrong


def test_a_cell_has_at_most_three_lines_of_code():
    """Empty lines and comments do not count."""
    length = {place: len(re.findall(r"(?m)^\s*[^\s#]", code)) for place, _, code in code_cells()}
    assert not {place: count for place, count in length.items() if count > LONGEST_CELL}


def test_an_output_is_kept_where_it_is_checked_and_nowhere_else():
    """A cell that is to be checked and has no output would be compared with nothing."""
    both = {"keep_output", "nbval-check-output"}
    wrong = []
    for place, cell, _ in code_cells(every_notebook()):
        tags = both & set(cell["metadata"].get("tags", []))
        if tags != (both if cell["outputs"] else set()):
            wrong.append(f"{place}: {len(cell['outputs'])} outputs, tags {sorted(tags)}")
    assert not wrong


def test_a_notebook_holds_no_widget_state():
    read = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in every_notebook()}
    assert not [name for name, notebook in read.items() if "widgets" in notebook["metadata"]]


def test_a_function_is_short():
    """Its docstring does not count, nor do its decorators."""
    length = {place: lines(node) - lines(docstring(node)) for place, node in functions()}
    assert not {place: count for place, count in length.items() if count > LONGEST_FUNCTION}


def test_a_page_loads_nothing_from_another_machine():
    wrong = [
        f"{path.relative_to(ROOT)}: {text}"
        for path, text in (*python_strings(), *page_lines())
        if ADDRESS.search(text)
    ]
    assert not wrong


def test_no_script_of_a_page_makes_html_of_text():
    """So that nothing that somebody types can be more than text."""
    ways = r"innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|setHTML|srcdoc"
    found = re.compile(rf"\b(?:{ways}|DOMParser|document\.write\w*|parseFromString)\b")
    scripts = sorted(SOURCE.rglob("*.js"))
    assert scripts
    assert [path.name for path in scripts if found.search(path.read_text("utf-8"))] == []


def test_each_action_of_a_workflow_is_one_commit():
    """A tag may be moved to what nobody here has seen."""
    used = [
        line.partition("uses:")[2].split()
        for path in (ROOT / ".github" / "workflows").glob("*.yml")
        for line in path.read_text("utf-8").splitlines()
        if "uses:" in line
    ]
    assert used
    assert [
        one for one in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+", " ".join(one))
    ] == []
