"""The scripts of the page's side, on a page that has nothing else."""

from pathlib import Path

from playwright.sync_api import Page

import lessons
from lessons.widgets.page import script

PACKAGE = Path(lessons.__file__).parent


def load(page: Page, name: str, *names: str, **renamed: str) -> None:
    """Load a script by its path in the package, and give the page some names out of it.

    What another script has as well is given under a name of its own: ``other="name"``.
    """
    given = {one: one for one in names} | renamed
    told = ", ".join(f"{other}: {one}" for other, one in given.items())
    text = f"{script(str(PACKAGE / name))}\nObject.assign(window, {{ {told} }});"
    page.add_script_tag(content=text, type="module")
    page.wait_for_function(f"() => window.{next(iter(given))}")
