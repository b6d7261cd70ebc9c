"""How files are written: each whole, and of several all or none."""

import contextlib
import errno
from collections.abc import Callable, Mapping
from pathlib import Path

from lessons.server.in_browser import is_in_browser
from lessons.words import PHRASES


def write_whole(contents: Mapping[Path, bytes], check: Callable[[], object] = bool) -> None:
    """Write files beside their places, then put them there: all of them, or none.

    Neither a crash nor a full disk leaves half a file in its place. In a browser they are read
    back: its storage may be full, or emptied under an open page, and says nothing of it.

    Parameters
    ----------
    contents
        What each file holds; one that is there already gives way to it.
    check
        Called once all is written and nothing is in its place yet; what it raises stops that.

    Raises
    ------
    OSError
        If one cannot be written, or cannot be put in its place; then all are as they were.
    """
    beside = {path: path.with_name(f"{path.name}.part") for path in contents}
    # The last one is in its place, or it is not: it is never put back.
    before = {path: path.with_name(f"{path.name}.before") for path in [*contents][:-1]}
    placed = []
    try:
        for path, content in contents.items():
            beside[path].write_bytes(content)
            if path in before and path.exists():
                before[path].write_bytes(path.read_bytes())
        check()
        for path in contents:
            placed.append(path)
            beside[path].replace(path)
        _read_back(contents)
    except BaseException:
        for path in filter(before.get, placed):
            if before[path].exists():
                before[path].replace(path)
            else:
                path.unlink(missing_ok=True)
        raise
    finally:
        for path in (*beside.values(), *before.values()):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)


def _read_back(contents: Mapping[Path, bytes]) -> None:
    """Look, in a browser, whether files hold what was written into them.

    Raises
    ------
    OSError
        If one does not.
    """
    if not is_in_browser():
        return
    for path, content in contents.items():
        found = None
        with contextlib.suppress(OSError):
            found = path.read_bytes()
        if found != content:
            raise OSError(errno.EIO, PHRASES["folder_not_written"])
