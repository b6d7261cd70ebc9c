"""What the page's side of every widget is made of: one script of shared parts, and its own."""

import html
from pathlib import Path

from lessons.words import PHRASES

_FOLDER = Path(__file__).parent


def script(*names: str) -> str:
    """Return the page's script of a widget, with the shared parts before it."""
    return "\n".join(
        (_FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in ("page", *names)
    )


def styles(*names: str) -> str:
    """Return the styles of a widget, each from a file of its own."""
    return "\n".join((_FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in names)


def with_words(bundle: tuple[dict, dict], *lines: str) -> tuple[dict, dict]:
    """Add plain words to a widget's bundle, for a page that cannot run widgets.

    The last line is the notice that says so.
    """
    data, metadata = bundle
    lines = (*lines, PHRASES["no_widgets"])
    data["text/plain"] = "\n".join(lines)
    data["text/html"] = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    return data, metadata
