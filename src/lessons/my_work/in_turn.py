"""One notebook after the other: the lock on the learner's own folder.

The system locks a file, and lets go of it when a program ends, however that ends. Some network
homes cannot lock: there a file of its own stands for the lock. Such a file may be left behind
by a program that was ended, so that it is waited for no longer than anybody writes. A browser's
own storage cannot lock, and would take the sign's file for held long after it is gone: two of its
pages that write at the very same moment are not kept apart.
"""

import contextlib
import errno
import secrets
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from lessons.server.in_browser import is_in_browser
from lessons.words import PHRASES

LOCK = ".lock"
# Another name: a file system without locks would take the empty file of one with them for held.
SIGN = ".lock-taken"
WAIT = 10  # seconds for another notebook that is writing
LEFT_BEHIND = 5  # seconds without a change after which nobody can be writing any more
POLL = 0.02  # seconds
# What file systems say that cannot lock.
NO_LOCKS = {errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL}


Check = Callable[[], None]


@contextlib.contextmanager
def in_turn(folder: Path) -> Iterator[Check]:
    """Hold a folder as long as no other notebook does.

    Parameters
    ----------
    folder
        The learner's own folder, which is there.

    Yields
    ------
    Check
        Raises OSError if the folder is not held any longer, as after a machine has slept.

    Raises
    ------
    OSError
        If it cannot be written to, or others did not let go of it in time.
    """
    if is_in_browser():
        yield _nothing
        return
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(_lock(folder))
            check = _nothing
        except TimeoutError:
            raise _late("folder_held") from None
        except OSError as problem:
            if problem.errno not in NO_LOCKS:
                raise
            check = held.enter_context(_sign(folder / SIGN))
        yield check


def _late(phrase: str) -> TimeoutError:
    """Return an error whose reason is a phrase for the learner."""
    return TimeoutError(errno.ETIMEDOUT, PHRASES[phrase].format(seconds=WAIT))


def _nothing() -> None:
    """Do nothing: what the system locks stays locked."""


def _lock(folder: Path) -> contextlib.AbstractContextManager:
    from filelock import FileLock  # only a learner who does something needs it

    # Its own way out would warn in the lesson, and wait without an end for what was left behind.
    return FileLock(folder / LOCK, timeout=WAIT, poll_interval=POLL, fallback_to_soft=False)


@contextlib.contextmanager
def _sign(path: Path) -> Iterator[Check]:
    """Hold a lock by a file that only one program can make."""
    own = secrets.token_bytes(16)
    _take(path, own)

    def check() -> None:
        if _holder(path) != own:
            raise _late("folder_taken")

    try:
        yield check
    finally:
        # What cannot be taken away now will soon be taken for left behind.
        with contextlib.suppress(OSError):
            if _holder(path) == own:
                path.unlink(missing_ok=True)


def _take(path: Path, own: bytes) -> None:
    """Make the file, once nobody else's is there or one has been left behind."""
    holder, since = b"", time.monotonic()
    until = since + WAIT
    while not _made(path, own):
        now, other = time.monotonic(), _holder(path)
        if other != holder:
            holder, since = other, now
        elif now - since >= LEFT_BEHIND and _holder(path) == holder:
            path.unlink(missing_ok=True)
            continue
        if now >= until:
            raise _late("folder_held")
        time.sleep(POLL)


def _made(path: Path, own: bytes) -> bool:
    try:
        with path.open("xb") as file:
            file.write(own)
    except FileExistsError:
        return False
    return True


def _holder(path: Path) -> bytes | None:
    """Return whose file it is; None without any."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
