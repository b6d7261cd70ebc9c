"""A folder that is full, read-only, shut, held or gone: told, never fatal, and nothing is lost.

What was kept before stays, and what is done meanwhile is kept with what is done later.
"""

import contextlib
import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from another_notebook import another_notebook
from own_files import KINDS, Kind

from lessons.my_work import in_turn
from lessons.my_work.own_file import OwnFile

NOBODY = 65_534  # the user who owns nothing
FULL = os.strerror(errno.ENOSPC)
HOLDS = (
    "import sys; from filelock import FileLock\n"
    "with FileLock(sys.argv[1]): print('held', flush=True); sys.stdin.read()"
)
EACH = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def _full(act: str) -> Callable[[pytest.MonkeyPatch, Path], AbstractContextManager]:
    """Return a fault: a disk that takes half of what is written, or no other name."""

    @contextlib.contextmanager
    def full(monkeypatch: pytest.MonkeyPatch, _folder: Path) -> Iterator[str]:
        real = getattr(Path, act)

        def fails(path: Path, given: bytes) -> None:
            if act == "write_bytes":
                real(path, given[: len(given) // 2])
            raise OSError(errno.ENOSPC, FULL)

        with monkeypatch.context() as patched:
            patched.setattr(Path, act, fails)
            yield FULL

    return full


@contextlib.contextmanager
def _held(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[str]:
    """Have another program hold the folder for longer than anybody waits."""
    command = [sys.executable, "-c", HOLDS, str(folder / in_turn.LOCK)]
    with (
        monkeypatch.context() as patched,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other,
    ):
        assert other.stdout.readline().strip() == b"held"
        patched.setattr(in_turn, "WAIT", 0.1)
        try:
            yield "another notebook or program has held it for 0.1 seconds"
        finally:
            other.communicate()


def _of_nobody(mode: int) -> Callable[[pytest.MonkeyPatch, Path], AbstractContextManager]:
    """Return a fault: what a folder allows, to somebody who is not the machine's owner."""

    @contextlib.contextmanager
    def refused(_monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[str]:
        is_owner = os.geteuid() == 0  # whom nothing is refused
        for path in folder.iterdir():
            path.chmod(0o444)
        folder.chmod(mode)
        if is_owner:
            os.seteuid(NOBODY)
        try:
            yield os.strerror(errno.EACCES)
        finally:
            if is_owner:
                os.seteuid(0)
            folder.chmod(0o755)
            for path in folder.iterdir():
                path.chmod(0o644)

    return refused


FAULTS = {"full": _full("write_bytes"), "full at the end": _full("replace"), "held": _held}
if hasattr(os, "geteuid"):  # Windows lets its owner write into any folder
    FAULTS |= {"read-only": _of_nobody(0o555), "shut": _of_nobody(0o000)}
CLOSED = ("shut",)  # where nothing can be read either


@pytest.fixture
def folder(tmp_path_factory) -> Iterator[Path]:
    """Make a folder that anybody on the way to it may pass through."""
    tmp_path = tmp_path_factory.mktemp("anybody")
    ways = [tmp_path, *tmp_path.parents]
    modes = {one: one.stat().st_mode for one in ways if "pytest" in str(one)}
    for one in modes:
        one.chmod(0o755)
    yield tmp_path / "own"
    for one, mode in modes.items():
        one.chmod(mode)


@EACH
@pytest.mark.parametrize("fault", FAULTS)
def test_nothing_is_lost_by_a_folder_that_fails(kind: Kind, fault, folder, monkeypatch):
    kind.keep(kind.opened(folder), "before")
    one = kind.opened(folder)
    with FAULTS[fault](monkeypatch, folder) as reason:
        kind.keep(one, "meanwhile")
        assert f"{reason}." in one.notice
        assert str(folder) not in one.notice
        with another_notebook():
            another = kind.opened(folder)
        seen = kind.names(another)
        assert seen == ([] if fault in CLOSED else ["before"])
        assert bool(another.notice) == (fault in ("held", "read-only", *CLOSED))
    kind.keep(one, "later")
    assert one.notice == ""
    assert kind.names(kind.opened(folder)) == kind.kept("before", "meanwhile", "later")
    assert {path.name for path in folder.iterdir()} == {".gitignore", in_turn.LOCK, one.file}


@EACH
@pytest.mark.parametrize("when", ["before", "within"])
def test_a_folder_that_goes_takes_along_no_more_than_it_held(kind, when, folder, monkeypatch):
    one, real = kind.opened(folder), OwnFile.read

    def read(self: OwnFile) -> object:
        found = real(self)
        shutil.rmtree(folder)
        return found

    kind.keep(one, "before")
    if when == "before":
        shutil.rmtree(folder)
    else:
        monkeypatch.setattr(OwnFile, "read", read)
    kind.keep(one, "meanwhile")
    gone = when == "within" and not kind.holds_one
    assert (os.strerror(errno.ENOENT) in one.notice) == gone
    monkeypatch.undo()
    kind.keep(one, "later")
    assert one.notice == ""
    assert kind.names(kind.opened(folder)) == kind.kept("meanwhile", "later")


@EACH
def test_what_was_set_aside_stays_told_where_the_disk_is_full(kind, folder, monkeypatch):
    kind.keep(kind.opened(folder), "before")
    one = kind.opened(folder)
    one.path.write_bytes(b"{")
    with FAULTS["full"](monkeypatch, folder):
        kind.names(one)
        kind.keep(one, "meanwhile")
        aside = f"{one.path.stem}-set-aside-1.json"
        assert aside in one.notice
        assert FULL in one.notice


@EACH
def test_the_file_that_keeps_the_folder_out_of_git_is_whole(kind, folder, monkeypatch):
    """One that a full disk cut to nothing would stay: it is never written again."""
    with FAULTS["full"](monkeypatch, folder):
        kind.keep(kind.opened(folder), "meanwhile")
        assert not (folder / ".gitignore").exists()
    kind.keep(kind.opened(folder), "later")
    assert (folder / ".gitignore").read_bytes() == b"*\n"
