"""How much a class's phones may ask for, so that one of them takes nothing from the others."""

from collections import deque
from collections.abc import Callable, Hashable

MOST_REMEMBERED = 10_000  # of those who asked; who asked longest ago is forgotten first


class Limit:
    """How often each may do something within some time.

    Parameters
    ----------
    most
        How often.
    seconds
        Within which time.
    now
        A clock, s.
    """

    def __init__(self, most: int, seconds: float, now: Callable[[], float]) -> None:
        self._most, self._seconds, self._now = most, seconds, now
        self._done: dict[Hashable, deque[float]] = {}

    def wait(self, who: Hashable) -> float:
        """Return for how long somebody has to wait, s; 0 if they may at once."""
        done = self._done.get(who, ())
        if len(done) < self._most:
            return 0
        return max(done[0] + self._seconds - self._now(), 0)

    def count(self, who: Hashable) -> None:
        """Count that somebody has done it once."""
        done = self._done.pop(who, None) or deque(maxlen=self._most)
        done.append(self._now())
        self._done[who] = done
        if len(self._done) > MOST_REMEMBERED:
            del self._done[next(iter(self._done))]


class Admitted:
    """Which phones have come into which room; there is a most for each room."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._keys: dict[str, set[str]] = {}

    def has(self, code: str, key: str) -> bool:
        """Whether a phone has come into a room before."""
        return key in self._keys.get(code, ())

    def admit(self, code: str, key: str) -> bool:
        """Let a phone in; return whether there was room for it."""
        keys = self._keys.setdefault(code, set())
        if len(keys) < self._most:
            keys.add(key)
        return key in keys

    def forget(self, code: str) -> None:
        """Forget a room."""
        self._keys.pop(code, None)
