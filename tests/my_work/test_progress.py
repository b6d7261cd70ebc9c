"""The learner's file: nothing is lost by a crash, a damaged file or a second notebook."""

import json
import multiprocessing
from pathlib import Path

import pytest
from another_notebook import another_notebook
from hypothesis import given
from hypothesis import strategies as st

from lessons.my_work.progress import FILE, Progress, Record

TIMES = 60  # that each of two writers writes
ANSWERS = st.one_of(
    st.none(),
    st.text(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.lists(st.text()),
    st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1),
)


@pytest.fixture
def progress(tmp_path) -> Progress:
    return Progress(tmp_path / "own")


def done(progress: Progress, name: str = "one", **more) -> None:
    """Answer a question."""
    progress.record(**{"name": name, "lesson": 1, "kind": "question", "given": "12", **more})


def names(progress: Progress) -> list[str]:
    return [entry.name for entry in progress.entries()]


def files(progress: Progress) -> list[str]:
    """Return the files of the folder, without the lock."""
    return sorted(path.name for path in progress.folder.iterdir() if path.name[0] != ".")


def test_looking_leaves_no_trace(progress):
    assert progress.entries() == []
    assert not progress.folder.exists()


@given(ANSWERS, ANSWERS.filter(lambda value: not isinstance(value, list) or value == []))
def test_what_was_done_is_read_back_as_it_was(tmp_path_factory, given, found):
    progress = Progress(tmp_path_factory.mktemp("own"))
    done(progress, given=given, found=found, off=0.25, right=False, hints=2)
    (entry,) = Progress(progress.folder).entries()
    assert (entry.given, entry.found) == (given, found)
    assert (entry.off, entry.right, entry.hints) == (0.25, False, 2)
    assert progress.notice == ""


def test_half_a_character_is_kept_as_a_lost_one_and_stops_nothing_after_it(progress):
    """No file can hold it, and what cannot be written waits for the next answer."""
    for one in ("12 \ud83d", ["\udc00"], "13"):
        done(progress, given=one)
    entries = Progress(progress.folder).entries()
    assert [one.given for one in entries] == ["12 \ufffd", ["\ufffd"], "13"]


def test_entries_are_in_the_order_in_which_they_were_made(progress):
    for name in ("one", "two", "three"):
        done(progress, name)
    assert names(progress) == ["one", "two", "three"]
    assert files(progress) == [FILE]


def test_the_file_holds_no_name_and_no_place(progress):
    done(progress)
    kept = json.loads(progress.path.read_text("utf-8"))
    assert set(kept) == {"format", "entries"}
    assert set(kept["entries"][0]) == {"name", "lesson", "kind", "time", "given"}
    assert str(progress.folder) not in progress.path.read_text("utf-8")


def test_a_file_cut_at_any_byte_is_set_aside_and_a_new_one_begun(progress):
    done(progress, given="né 1,250 $")
    whole = progress.path.read_bytes()
    for length in range(len(whole) - 2):  # without its last bracket; the newline may go
        progress.path.write_bytes(whole[:length])
        opened = Progress(progress.folder)
        assert opened.entries() == [], length
        aside = progress.folder / f"progress-set-aside-{length + 1}.json"
        assert aside.read_bytes() == whole[:length]
        assert aside.name in opened.notice
        done(opened, "after")
        assert names(Progress(progress.folder)) == ["after"]


@pytest.mark.parametrize(
    "content",
    [
        '{"format": 2, "entries": []}',
        '{"entries": []}',
        '[{"name": "one"}]',
        "null",
        '{"format": 1, "entries": [{"name": 5}]}',
        '{"format": 1, "entries": [], "extra": 1}',
        '{"format": 1, "entries": [{"name": "a", "lesson": 1, "kind": "question", "time": "", '
        '"given": 1, "off": 2}]}',
    ],
)
def test_a_file_of_another_kind_is_set_aside(progress, content):
    progress.folder.mkdir()
    progress.path.write_text(content, "utf-8")
    assert progress.entries() == []
    assert files(progress) == ["progress-set-aside-1.json"]
    assert "progress-set-aside-1.json" in progress.notice


def test_two_notebooks_open_at_once_lose_nothing(progress):
    other = Progress(progress.folder)
    done(progress, "a")
    done(other, "b")
    done(progress, "c")
    assert names(progress) == names(other) == ["a", "b", "c"]


def write(folder: Path, name: str, together: object) -> None:
    progress = Progress(folder)
    together.wait()
    for number in range(TIMES):
        done(progress, f"{name}{number}")


def test_two_processes_at_once_lose_nothing(progress):
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


def test_a_folder_that_cannot_be_made_is_told_and_nothing_fails(tmp_path):
    (tmp_path / "own").write_text("in the way")
    progress = Progress(tmp_path / "own")
    done(progress, "kept for now")
    assert "own" in progress.notice
    assert names(progress) == ["kept for now"]
    (tmp_path / "own").unlink()
    done(progress, "later")
    assert names(Progress(tmp_path / "own")) == ["kept for now", "later"]
    assert progress.notice == ""  # what could not be kept is kept by now


def test_a_crash_while_writing_leaves_the_old_file(progress, monkeypatch):
    done(progress, "one")
    monkeypatch.setattr(Path, "replace", fail)
    done(progress, "two")
    assert "no space" in progress.notice
    monkeypatch.undo()
    with another_notebook():
        assert names(Progress(progress.folder)) == ["one"]
    done(progress, "three")
    assert names(Progress(progress.folder)) == ["one", "two", "three"]


def fail(*_args) -> None:
    raise OSError(28, "no space")


def test_reset_forgets_everything(progress):
    done(progress)
    progress.reset()
    assert progress.entries() == []
    assert files(progress) == []
    progress.reset()
    done(progress, "anew")
    assert names(progress) == ["anew"]


def test_a_receipt_is_saved_beside_the_progress(progress):
    path = progress.save_receipt('{"format": 1, "title": "Né"}')
    assert path == progress.folder / "receipt.json"
    assert json.loads(path.read_text("utf-8")) == {"format": 1, "title": "Né"}
    assert "Né" in path.read_text("utf-8")


def test_an_entry_that_makes_no_sense_is_a_mistake_of_the_author():
    with pytest.raises(ValueError, match="off"):
        Record(name="a", lesson=1, kind="prediction", time="", given=1.0, off=1.5)


def test_what_one_part_could_not_write_is_written_with_the_next_part_that_can(tmp_path):
    """Each question of a lesson has the file open by itself."""
    first, second = Progress(tmp_path / "my-work"), Progress(tmp_path / "my-work")
    (tmp_path / "my-work").write_text("a file stands in the way")
    first.record(name="a", lesson=1, kind="question", given="9", right=False)
    assert "cannot be kept" in first.notice
    assert [one.name for one in second.entries()] == ["a"]
    (tmp_path / "my-work").unlink()
    second.record(name="b", lesson=1, kind="question", given="8", right=True)
    assert second.notice == ""
    assert [one.name for one in Progress(tmp_path / "my-work").entries()] == ["a", "b"]
    assert (tmp_path / "my-work" / "progress.json").read_text("utf-8").count('"name"') == 2


def test_where_nothing_is_kept_no_part_sees_what_another_was_told(tmp_path, monkeypatch):
    monkeypatch.setenv("VOILA_PREHEAT", "True")
    first, second = Progress(tmp_path / "my-work"), Progress(tmp_path / "my-work")
    first.record(name="a", lesson=1, kind="question", given="9", right=False)
    assert second.entries() == []
