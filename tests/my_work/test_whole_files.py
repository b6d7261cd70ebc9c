"""Files are written whole, and of several all or none, whatever fails and whenever."""

from pathlib import Path

import pytest

from lessons.my_work.whole_files import write_whole

FAILURES = [OSError(28, "No space left on device"), KeyboardInterrupt()]


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def folder(tmp_path):
    """Make a folder in which the first and the last of three files are there already."""
    for name in "ac":
        (tmp_path / name).write_bytes(b"old")
    return tmp_path


def write(folder: Path, **more) -> None:
    write_whole({folder / name: b"new " + name.encode() for name in "abc"}, **more)


def test_all_files_are_written_and_nothing_else_is_left(folder):
    write(folder)
    assert files(folder) == {name: b"new " + name.encode() for name in "abc"}


@pytest.mark.parametrize("failure", FAILURES, ids=repr)
@pytest.mark.parametrize(("act", "fails"), [("write_bytes", 5), ("replace", 3)])
def test_whatever_fails_all_are_as_they_were(folder, monkeypatch, act, fails, failure):
    before = files(folder)
    for at in range(1, fails):
        real, calls = getattr(Path, act), []

        def failing(path, given, real=real, calls=calls, at=at):
            calls.append(path)
            if len(calls) == at:
                real(path, given[: len(given) // 2]) if act == "write_bytes" else None
                raise failure
            return real(path, given)

        with monkeypatch.context() as patched:
            patched.setattr(Path, act, failing)
            with pytest.raises(type(failure)):
                write(folder)
        assert len(calls) >= at
        assert files(folder) == before


def test_what_is_not_to_be_any_more_is_not_put_in_its_place(folder):
    before = files(folder)

    def check() -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        write(folder, check=check)
    assert files(folder) == before
