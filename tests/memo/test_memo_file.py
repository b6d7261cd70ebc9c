"""The draft and the saved memos: nothing is lost, overwritten or written outside the folder."""

import multiprocessing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typed_badly import NAMES

from lessons.memo.draft import Edit, MemoFile

CONTENTS = {".docx": b"PK", ".html": b"<!DOCTYPE html>"}
TIMES = 15  # that each of two writers saves
EDIT = Edit(text="Mine", proposed="Theirs")


@pytest.fixture
def memo(tmp_path) -> MemoFile:
    return MemoFile(tmp_path / "own", "your_case")


def files(memo: MemoFile) -> list[str]:
    """Return the files of the folder, without the lock."""
    return sorted(path.name for path in memo.folder.iterdir() if path.name[0] != ".")


def test_looking_leaves_no_trace(memo):
    assert memo.edits() == {}
    assert not memo.folder.exists()


@given(st.dictionaries(st.text(), st.builds(Edit, text=st.text(), proposed=st.text())))
def test_a_draft_is_read_back_as_it_was(tmp_path_factory, edits):
    memo = MemoFile(tmp_path_factory.mktemp("own"), "your_case")
    for key, edit in edits.items():
        assert memo.keep(key, edit) == ""
    assert MemoFile(memo.folder, "your_case").edits() == edits


def test_an_edit_that_is_taken_back_is_forgotten(memo):
    memo.keep("risks", EDIT)
    memo.keep("question", EDIT)
    memo.keep("risks", None)
    assert memo.edits() == {"question": EDIT}
    assert files(memo) == ["memo-draft-your-case.json"]


def test_each_explorer_has_a_draft_of_its_own(memo):
    memo.keep("risks", EDIT)
    assert MemoFile(memo.folder, "make_or_buy").edits() == {}


def test_two_notebooks_open_at_once_keep_each_others_edits(memo):
    other = MemoFile(memo.folder, "your_case")
    memo.keep("risks", EDIT)
    other.keep("question", EDIT)
    assert set(memo.edits()) == {"risks", "question"}


def test_what_cannot_be_kept_is_told_and_kept_with_the_next_edit(tmp_path):
    (tmp_path / "own").write_text("in the way")
    memo = MemoFile(tmp_path / "own", "your_case")
    assert memo.keep("risks", EDIT).startswith("Nothing can be written into the folder own:")
    (tmp_path / "own").unlink()
    assert memo.keep("question", EDIT) == ""
    assert set(MemoFile(memo.folder, "your_case").edits()) == {"risks", "question"}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_memo_lands_in_the_folder_whatever_it_is_called(memo, name):
    paths = memo.save_memo(name, CONTENTS)
    assert [path.suffix for path in paths] == [".docx", ".html"]
    assert {path.resolve().parent for path in paths} == {memo.folder.resolve()}
    assert [path.read_bytes() for path in paths] == list(CONTENTS.values())
    assert files(memo) == sorted(path.name for path in paths)


def test_a_memo_takes_the_next_free_number(memo):
    names = [path.name for _ in range(3) for path in memo.save_memo("Candy", CONTENTS)]
    assert names[::2] == ["memo-candy.docx", "memo-candy-2.docx", "memo-candy-3.docx"]
    assert names[1::2] == ["memo-candy.html", "memo-candy-2.html", "memo-candy-3.html"]


@pytest.mark.parametrize("there", ["memo-candy.docx", "memo-candy.html", "Memo-Candy.DOCX"])
def test_a_file_that_is_there_already_is_left_alone(memo, there):
    memo.folder.mkdir()
    (memo.folder / there).write_text("the learner's own")
    docx, html = memo.save_memo("Candy", CONTENTS)
    assert (docx.name, html.name) == ("memo-candy-2.docx", "memo-candy-2.html")
    assert (memo.folder / there).read_text() == "the learner's own"


def test_a_link_that_leads_out_of_the_folder_is_not_followed(memo, tmp_path):
    memo.folder.mkdir()
    try:
        (memo.folder / "memo-candy.docx").symlink_to(tmp_path / "outside.docx")
    except OSError:  # a Windows that grants no links has none to follow
        (memo.folder / "memo-candy.docx").write_bytes(b"")
    assert memo.save_memo("Candy", CONTENTS)[0].name == "memo-candy-2.docx"
    assert not (tmp_path / "outside.docx").exists()


def save(folder: Path, together: object) -> None:
    memo = MemoFile(folder, "your_case")
    together.wait()
    for _ in range(TIMES):
        assert memo.save_memo("Candy", CONTENTS)


def test_two_processes_at_once_overwrite_nothing(memo):
    spawn = multiprocessing.get_context("spawn")
    together = spawn.Barrier(2)
    writers = [spawn.Process(target=save, args=(memo.folder, together)) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    numbers = ["", *(f"-{number}" for number in range(2, 2 * TIMES + 1))]
    wanted = [f"memo-candy{number}{suffix}" for number in numbers for suffix in CONTENTS]
    assert files(memo) == sorted(wanted)


@pytest.mark.parametrize("fails", [1, 2])
@pytest.mark.parametrize("act", ["write_bytes", "replace"])
def test_a_memo_is_saved_whole_or_not_at_all(memo, monkeypatch, act, fails):
    real, calls = getattr(Path, act), []

    def full(path: Path, *given):
        calls.append(path)
        if len(calls) == fails:
            raise OSError(28, "No space left on device")
        return real(path, *given)

    monkeypatch.setattr(Path, act, full)
    assert memo.save_memo("Candy", CONTENTS) == []
    assert "No space left on device" in memo.notice
    assert files(memo) == []
    monkeypatch.undo()
    assert len(memo.save_memo("Candy", CONTENTS)) == 2
    assert memo.notice == ""
