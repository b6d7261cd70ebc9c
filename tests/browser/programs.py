"""Find a program that the tests need among those of this machine, or fetch one."""

import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress


class NoProgramError(Exception):
    """There is no such program on this machine."""


def first_that_starts(
    paths: Iterable[str], starts: Callable[[str], bool], none: NoProgramError
) -> str:
    """Return the first path whose program starts, and speak of those passed over.

    Raises
    ------
    NoProgramError
        `none`, if no program starts.
    """
    for path in paths:
        if starts(path):
            return path
        print(f"{path} does not start, so it is passed over.", file=sys.stderr)
    raise none


def ensure(find: Callable[[], str], fetchers: Iterable[list[str]]) -> str:
    """Return what `find` finds, after fetching the program if there is none."""
    for command in fetchers:
        with suppress(NoProgramError):
            return find()
        subprocess.run(command, stdout=2, check=False)  # Standard output is for the path alone.
    return find()


def tell(ensured: Callable[[], str]) -> None:
    """Print the path of a program that starts, or say what to do."""
    try:
        print(ensured())
    except NoProgramError as none:
        sys.exit(str(none))


def install(packages: str) -> list[str]:
    """Return the command by which Debian's owner installs packages, after who installs now."""
    apt = "apt-get -o DPkg::Lock::Timeout=600"
    return ["sh", "-c", f"{apt} update && {apt} install -y --no-install-recommends {packages}"]
