#!/usr/bin/env bash
# IPython 9.18.1: the text/plain that a str subclass gives in `_repr_mimebundle_` is dropped.
#
# Source: IPython's documentation says of `_repr_mimebundle_` that the bundle it returns is what is
# shown. For a subclass of str the bundle's text/html is taken, and its text/plain is not: str's own
# printer counts as one that was registered for the subclass. `_repr_pretty_` is heeded instead.
#
# Seen:
#   text/html: <p>Hello</p>
#   text/plain: 'hello'
# A good engineer would expect `text/plain: Hello`, as for a class that does not derive from str.
# Exits with 1 once that has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check ipython==9.18.1
"$folder/venv/bin/python" - <<'PYTHON'
import sys

from IPython.core.interactiveshell import InteractiveShell


def bundle(self, **_):
    return {"text/plain": "Hello", "text/html": "<p>Hello</p>"}


shell = InteractiveShell.instance()
Word = type("Word", (str,), {"_repr_mimebundle_": bundle})
Other = type("Other", (), {"_repr_mimebundle_": bundle})
shown, _ = shell.display_formatter.format(Word("hello"))
print("text/html:", shown["text/html"])
print("text/plain:", shown["text/plain"])
other, _ = shell.display_formatter.format(Other())
as_written = (shown["text/html"], shown["text/plain"], other["text/plain"])
sys.exit(as_written != ("<p>Hello</p>", "'hello'", "Hello"))
PYTHON
