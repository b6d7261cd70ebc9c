"""One notebook after the other, on systems that lock files and on those that cannot."""

import errno
import json
import multiprocessing
import warnings
from datetime import datetime
from pathlib import Path

import pytest
from another_notebook import another_notebook

from lessons import words
from lessons.my_work import in_turn, own_file
from lessons.my_work.progress import Progress
from lessons.my_work.receipt import written

TIMES = 10  # that each of two writers writes


def cannot_lock(monkeypatch: pytest.MonkeyPatch, number: int = errno.ENOSYS) -> None:
    """Have the system answer that it has no locks here."""

    def refuse(*_args: object) -> None:
        raise OSError(number, "no locks here")

    try:
        import fcntl
    except ImportError:  # Windows locks in another way
        monkeypatch.setattr(in_turn, "_lock", refuse)
    else:
        monkeypatch.setattr(fcntl, "flock", refuse)


@pytest.fixture
def progress(tmp_path: Path) -> Progress:
    return Progress(tmp_path / "own")


def done(progress: Progress, name: str = "one") -> None:
    progress.record(name=name, lesson=1, kind="question", given="12")


def names(progress: Progress) -> list[str]:
    return [entry.name for entry in progress.entries()]


@pytest.mark.parametrize("number", sorted(in_turn.NO_LOCKS))
def test_where_no_lock_can_be_had_all_is_kept_without_a_word(progress, monkeypatch, number):
    cannot_lock(monkeypatch, number)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        done(progress, "a")
        done(Progress(progress.folder), "b")
    assert progress.notice == ""
    assert names(Progress(progress.folder)) == ["a", "b"]
    assert {path.name for path in progress.folder.iterdir()} <= {
        ".gitignore",
        "progress.json",
        in_turn.LOCK,
    }


def test_a_folder_that_was_locked_elsewhere_is_used_where_no_lock_can_be_had(
    progress, monkeypatch
):
    """The file of a lock stays behind; it is no sign that anybody holds it."""
    done(progress, "at home")
    cannot_lock(monkeypatch)
    monkeypatch.setattr(in_turn, "LEFT_BEHIND", 1e9)
    done(progress, "at school")
    assert names(progress) == ["at home", "at school"]


def test_what_a_program_left_behind_that_was_ended_is_waited_for_no_longer_than_writing_takes(
    progress, monkeypatch
):
    cannot_lock(monkeypatch)
    monkeypatch.setattr(in_turn, "LEFT_BEHIND", 0.2)
    progress.folder.mkdir()
    (progress.folder / in_turn.SIGN).write_bytes(b"of a program that is gone")
    done(progress)
    assert progress.notice == ""
    assert names(Progress(progress.folder)) == ["one"]
    assert not (progress.folder / in_turn.SIGN).exists()


def test_who_is_writing_is_waited_for_and_nothing_that_was_done_is_lost(progress, monkeypatch):
    cannot_lock(monkeypatch)
    monkeypatch.setattr(in_turn, "WAIT", 0.2)
    progress.folder.mkdir()
    with in_turn.in_turn(progress.folder):
        done(progress, "meanwhile")
        assert "cannot be kept" in progress.notice
        assert names(progress) == ["meanwhile"]
    done(progress, "later")
    assert names(Progress(progress.folder)) == ["meanwhile", "later"]


def test_who_has_slept_while_others_wrote_writes_over_nothing(progress, monkeypatch):
    """A machine that wakes up within a change finds another program's sign, and begins anew."""
    cannot_lock(monkeypatch)
    done(progress, "a")
    sign, woken = progress.folder / in_turn.SIGN, Progress.read

    def read(self: Progress) -> object:
        found = woken(self)
        monkeypatch.setattr(Progress, "read", woken)
        sign.unlink()  # as the other program did, which took it for left behind
        with another_notebook():
            done(Progress(progress.folder), "b")
        sign.write_bytes(b"of a third program")
        return found

    monkeypatch.setattr(Progress, "read", read)
    done(progress, "c")
    assert "cannot be kept" in progress.notice
    assert sign.read_bytes() == b"of a third program"
    sign.unlink()
    done(progress, "d")
    assert names(Progress(progress.folder)) == ["a", "b", "c", "d"]


def test_what_is_no_lack_of_locks_is_told(progress, monkeypatch):
    cannot_lock(monkeypatch, errno.EIO)
    done(progress)
    assert "no locks here" in progress.notice


def write(folder: Path, name: str, together: object) -> None:
    progress = Progress(folder)
    with pytest.MonkeyPatch.context() as monkeypatch:
        cannot_lock(monkeypatch)
        together.wait()
        for number in range(TIMES):
            done(progress, f"{name}{number}")


def test_two_programs_at_once_lose_nothing_without_locks(progress):
    spawn = multiprocessing.get_context("spawn")
    together = spawn.Barrier(2)
    writers = [spawn.Process(target=write, args=(progress.folder, one, together)) for one in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    kept = names(progress)
    assert [name for name in kept if name[0] == "a"] == [f"a{number}" for number in range(TIMES)]
    assert [name for name in kept if name[0] == "b"] == [f"b{number}" for number in range(TIMES)]


# Times


def test_times_are_kept_with_their_zone(progress):
    done(progress)
    kept = json.loads(progress.path.read_text("utf-8"))["entries"][0]["time"]
    for time in (kept, own_file.now(), json.loads(written([], {}).text())["written"]):
        assert datetime.fromisoformat(time).utcoffset() is not None
        assert datetime.fromisoformat(time).microsecond == 0


@pytest.mark.parametrize("zone", ["", "Z", "+00:00", "-08:00", "+05:45"])
def test_a_time_is_shown_as_the_clock_stood_where_it_was_written(zone):
    assert words.moment(f"2026-01-31T09:30:00{zone}") == "31 Jan 2026, 09:30"


def test_what_earlier_lessons_kept_without_a_zone_is_read(progress):
    progress.folder.mkdir()
    entry = {"name": "one", "lesson": 1, "kind": "question", "time": "2026-01-31T09:30:00"}
    content = {"format": 1, "entries": [{**entry, "given": "12"}]}
    progress.path.write_text(json.dumps(content), "utf-8")
    done(progress, "two")
    assert names(Progress(progress.folder)) == ["one", "two"]


def test_in_a_browser_nothing_is_locked_and_no_sign_is_left(progress, monkeypatch):
    """Its storage cannot lock, and holds a file longer than it is there."""
    monkeypatch.setattr(in_turn, "is_in_browser", lambda: True)
    monkeypatch.setattr(in_turn, "_lock", pytest.fail)
    done(progress)
    assert names(Progress(progress.folder)) == ["one"]
    assert {path.name for path in progress.folder.iterdir()} == {".gitignore", "progress.json"}
