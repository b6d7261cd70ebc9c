"""Who waits to hear of a room while it goes on: its phones, and its presenter's pages."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

PRESENTER = ""  # in the place of a phone's key


class Hearers:
    """All that are connected to the rooms of one server, each with what it waits for."""

    def __init__(self) -> None:
        self._rooms: dict[str, dict[asyncio.Event, str]] = defaultdict(dict)

    @contextmanager
    def joined(self, code: str, key: str) -> Iterator[asyncio.Event]:
        """Wait with the others of a room; give what is set when something has changed.

        Parameters
        ----------
        code
            The room's.
        key
            The phone's; `PRESENTER` of one of the presenter's pages.
        """
        changed = asyncio.Event()
        self._rooms[code][changed] = key
        self.tell_one(code, PRESENTER)
        try:
            yield changed
        finally:
            del self._rooms[code][changed]
            self.tell_one(code, PRESENTER)
            if not self._rooms[code]:
                del self._rooms[code]

    def tell(self, code: str) -> None:
        """Tell everybody in a room that something has changed."""
        for changed in self._rooms.get(code, ()):
            changed.set()

    def tell_one(self, code: str, key: str) -> None:
        """Tell all pages of one phone, or all of the presenter's."""
        for changed, whose in self._rooms.get(code, {}).items():
            if whose == key:
                changed.set()

    def phones(self, code: str) -> set[str]:
        """Return the keys of all phones that are connected."""
        return {*self._rooms.get(code, {}).values()} - {PRESENTER}
