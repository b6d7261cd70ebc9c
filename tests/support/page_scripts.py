"""The scripts of the page's side, on a page that has nothing else."""

from pathlib import Path

from playwright.sync_api import Page

import lessons
from lessons.widgets.page import script

PACKAGE = Path(lessons.__file__).parent


def load(page: Page, name: str, *names: str) -> None:
    """Load a script by its path in the package, and give the page some names out of it."""
    given = f"Object.assign(window, {{ {', '.join(names)} }});"
    page.add_script_tag(content=f"{script(str(PACKAGE / name))}\n{given}", type="module")
    page.wait_for_function(f"() => window.{names[0]}")
