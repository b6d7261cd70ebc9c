"""A browser's own storage: full, emptied under an open page, or not there at all."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from lessons.my_work import own_file, whole_files
from lessons.my_work.progress import Progress
from lessons.my_work.progress_panel import ProgressPanel
from lessons.my_work.saved_scenarios import SavedScenarios
from lessons.server import in_browser
from lessons.words import PHRASES


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Pretend to be in a browser whose drive is a folder; return that."""
    monkeypatch.setattr(in_browser, "is_in_browser", lambda: True)
    monkeypatch.setattr(in_browser, "DRIVE", tmp_path)
    monkeypatch.setattr(whole_files, "is_in_browser", lambda: True)
    monkeypatch.setattr(own_file, "is_in_browser", lambda: True)
    monkeypatch.setattr("lessons.my_work.in_turn.is_in_browser", lambda: True)
    monkeypatch.setattr("lessons.my_work.progress_panel.is_in_browser", lambda: True)
    date = SimpleNamespace(new=lambda: SimpleNamespace(getTimezoneOffset=lambda: 0))
    monkeypatch.setitem(sys.modules, "js", SimpleNamespace(Date=date))
    return tmp_path


def done(progress: Progress, name: str = "one") -> None:
    progress.record(name=name, lesson=1, kind="question", given="5", right=True)


def panel(progress: Progress) -> ProgressPanel:
    return ProgressPanel(
        rows=list,
        ahead=dict,
        notice=lambda: progress.notice,
        receipt=str,
        save=progress.save_receipt,
        reset=progress.reset,
        is_stored=progress.try_again,
        folder=str(progress.folder),
    )


def test_what_is_on_the_drive_is_kept(browser):
    progress = Progress(browser / "my-work")
    done(progress)
    assert (progress.notice, progress.is_kept) == ("", True)
    assert panel(progress).state["not_kept"] == ""


def test_without_a_drive_it_works_as_long_as_the_page_and_says_so(browser, monkeypatch):
    monkeypatch.setattr(in_browser, "DRIVE", browser / "elsewhere")
    progress = Progress(browser / "my-work")
    done(progress)
    assert PHRASES["folder_goes_with_page"] in progress.notice
    assert [one.name for one in progress.entries()] == ["one"]
    told = panel(progress).state
    assert told["not_kept"] == PHRASES["progress_goes_with_page"]
    assert not SavedScenarios(browser / "my-work").save("make_or_buy", {}, None)


def test_before_anything_is_done_the_panel_says_that_nothing_will_be_kept(browser, monkeypatch):
    monkeypatch.setattr(in_browser, "DRIVE", browser / "elsewhere")
    told = panel(Progress(browser / "my-work")).state
    assert told["not_kept"] == PHRASES["progress_goes_with_page"]


def test_what_a_storage_did_not_take_is_told_and_written_with_the_next(browser, monkeypatch):
    """A full storage says nothing: what is put there is not there afterwards."""
    progress = Progress(browser / "my-work")
    done(progress)
    with monkeypatch.context() as full:
        full.setattr(Path, "replace", lambda _path, _to: None)
        done(progress, "two")
        assert PHRASES["folder_not_written"] in progress.notice
        assert panel(progress).state["not_kept"] == PHRASES["progress_not_stored"]
    done(progress, "three")
    assert progress.notice == ""
    assert [one.name for one in Progress(progress.folder).entries()] == ["one", "two", "three"]
    assert panel(progress).state["not_kept"] == ""


def test_on_a_desktop_nothing_is_read_back_or_tried_again(tmp_path, monkeypatch):
    progress = Progress(tmp_path / "my-work")
    done(progress)
    monkeypatch.setattr(Progress, "try_again", pytest.fail)
    assert panel(progress).state["not_kept"] == ""
