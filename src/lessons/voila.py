"""What Voilà shows of the lessons besides the notebooks themselves: a start page, and its key.

Voilà's own settings, which name the parts of this file, are in ``.jupyter/voila.py``.
"""

import ipaddress
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from jupyter_server.auth.identity import PasswordIdentityProvider
from traitlets import default

from lessons import words

_PHRASES = {"start": "present_start", "all": "present_all", "waiting": "present_waiting"}


@dataclass(frozen=True, slots=True)
class Card:
    """What the start page says of a lesson.

    Attributes
    ----------
    file
        Name of its notebook.
    title, question, minutes
        As its first cell says them: its heading, the paragraph below, and the last line of
        the table there.
    """

    file: str
    title: str
    question: str
    minutes: str


def card(notebook: Path) -> Card:
    """Read the card of a lesson from its notebook; what is not there is left empty."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    first = "".join(cells[0]["source"]) if cells else ""
    blocks = [block.strip() for block in first.replace("**", "").split("\n\n")]
    heading = next((block[2:] for block in blocks if block.startswith("# ")), notebook.stem)
    prose = (block for block in blocks if re.match(r"\w", block))
    rows = next((block.splitlines() for block in blocks if block.startswith("|")), [])
    last = [cell.strip() for cell in rows[-1].strip("|").split("|")] if rows else [""]
    return Card(notebook.name, heading, next(prose, ""), last[-1])


def cards(folder: Path) -> list[Card]:
    """Return the card of each lesson in a folder, in the order of their names."""
    return [card(path) for path in sorted(folder.glob("*.ipynb"))]


def page_config(config: dict[str, Any], *, settings: Mapping[str, Any], **given: Any) -> Any:
    """Add what our pages show to what Voilà hands to every page.

    Parameters
    ----------
    config
        What Voilà hands to the page; it is added to.
    settings
        The server's own.
    **given
        The rest of what Voilà says; of it, only ``notebook_path`` matters.

    Returns
    -------
    dict
        `config`, with the server's token, which a link for a phone must carry, and
        ``lessons``: the words of a page, its cards and its title.
    """
    folder = Path(settings["contents_manager"].root_dir)
    shown = folder / given["notebook_path"]
    config["token"] = settings["identity_provider"].token
    config["lessons"] = {
        "language": words.LOCALE.partition("_")[0],
        "words": {name: words.PHRASES[key] for name, key in _PHRASES.items()},
        "cards": [] if shown.is_file() else [asdict(one) for one in cards(folder)],
        "title": card(shown).title if shown.is_file() else "",
    }
    return config


class OpenToThisMachine(PasswordIdentityProvider):
    """Asks for a token wherever another machine can reach the server, and only there."""

    @default("token")
    def _token_default(self) -> str:
        token = super()._token_default()
        return "" if self.token_generated and is_loopback(self.parent.ip) else token


def is_loopback(ip: str) -> bool:
    """Whether a server at this address is reached from its own machine alone."""
    try:
        return ip == "localhost" or ipaddress.ip_address(ip).is_loopback
    except ValueError:
        return False
