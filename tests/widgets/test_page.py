"""The one script of a widget: all that its module needs stands before it, once and apart."""

import re
import subprocess
from pathlib import Path

import pytest
from deno import find_deno_bin
from page_text import COMMENTS, without_comments

import lessons
from lessons.widgets import page

PACKAGE = Path(lessons.__file__).parent
SCRIPTS = sorted(PACKAGE.rglob("*.js"))


@pytest.fixture
def script(tmp_path):
    """Write modules by their names, and return the one script of the last."""

    def written(**modules: str) -> str:
        for name, text in modules.items():
            (tmp_path / f"{name}.js").write_text(text, encoding="utf-8")
        return page.script(str(tmp_path / f"{name}.py"))

    page._module.cache_clear()
    return written


def run(text: str) -> list[str]:
    """Run a script, without any page, and return the lines that it writes."""
    command = [find_deno_bin(), "run", "--no-config", "--ext=js", "-"]
    done = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_module_is_run_once_after_what_it_needs_and_keeps_its_names_to_itself(script):
    text = script(
        base="""const name = "base";
console.log(name);
export const letters = () => name;
""",
        left="""import { letters } from "./base.js";
const name = "left";
export class Left {
  told = `${name} of ${letters()}`;
}
""",
        right="""import { letters } from "./base.js";
const name = "right";
export async function right() {
  return `${name} of ${letters()}`;
}
""",
        own="""import {
  Left,
} from "./left.js";
import { right } from "./right.js";
const name = "own";
console.log(new Left().told, await right(), name);
export default { name };
""",
    )
    assert run(text) == ["base", "left of base right of base own"]


def test_what_is_sent_to_each_widget_holds_no_comments(script):
    text = script(
        own="""// What it is.
//
// More of it.
const here = "https://here//there"; // where
  /** @type {string[]} */
  const many = /** @type {any} */ ([here]);
/**
 * @param {string} one
 */
export const twice = (one) => one + one;
console.log(twice(many[0]));
"""
    )
    assert text == (
        'const here = "https://here//there";const many = ([here]);'
        "export const twice = (one) => one + one;console.log(twice(many[0]));"
    )


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_says_the_same_without_its_comments(path):
    written = path.read_text(encoding="utf-8")
    texts = [match[1] for match in COMMENTS[".js"].finditer(written) if match[1]]
    assert not [text for text in texts if "\n" in text], "a text of several lines would lose some"
    whole = without_comments(written, ".js")
    assert re.sub(r"\s", "", page._module(path).text) == re.sub(r"\s", "", whole)


@pytest.mark.parametrize(
    ("modules", "told"),
    [
        (
            {
                "one": 'import { b } from "./two.js";\nexport const a = 1;',
                "two": 'import { a } from "./one.js";\nexport const b = 2;',
            },
            "one.js and two.js need each other.",
        ),
        (
            {"one": 'import { a } from "./one.js";\nexport const a = 1;'},
            "one.js and one.js need each other.",
        ),
        (
            {"one": "const a = 1;", "two": 'import { a } from "./one.js";'},
            "two.js needs a, but one.js has none.",
        ),
        (
            {"one": "export const a = 1;", "two": 'import { a as b } from "./one.js";'},
            "two.js needs a as b, but one.js has none.",
        ),
        ({"two": 'import { a } from "./one.js";'}, "There is no script one.js."),
        (
            {"one": "export const a = 1;", "two": 'import * as one from "./one.js";'},
            'two.js says what is not followed here: import * as one from "./one.js";',
        ),
        (
            {"one": "const a = 1;\nexport { a };", "two": 'import { a } from "./one.js";'},
            "one.js says what is not followed here: export { a };",
        ),
    ],
)
def test_what_cannot_be_linked_is_said_with_its_file(script, modules, told):
    with pytest.raises(ValueError, match=rf"^{re.escape(told)}$"):
        script(**modules)
