"""A receipt that is handed in on a hub is there whole, is its student's, and is found by none."""

import os
import stat
from itertools import count
from pathlib import Path

import pytest

from lessons import learn
from lessons.instructor.receipts import main
from lessons.my_work import hand_in as handing_in
from lessons.my_work.hand_in import FOLDER, STUDENT
from lessons.server.presented import SET_BY_VOILA
from lessons.words import PHRASES

NEWEST = "newest counts"


@pytest.fixture
def course(tmp_path, monkeypatch) -> Path:
    """Return where a class hands in; the learner works in a folder of their own."""
    course, home = tmp_path / "course", tmp_path / "home"
    course.mkdir()
    home.mkdir()
    monkeypatch.chdir(home)
    monkeypatch.setenv(FOLDER, str(course))
    monkeypatch.setenv(STUDENT, "ana.li-2")
    return course


@pytest.fixture
def clock(monkeypatch) -> None:
    """Have a minute go by whenever somebody looks at the clock."""
    now, minutes = handing_in.local_now().replace(hour=9, minute=0), count()
    monkeypatch.setattr(handing_in, "local_now", lambda: now.replace(minute=next(minutes)))


def test_it_is_whole_and_the_instructor_may_read_it(course):
    learn.question("rate-below-your-own").answer([0])
    panel, before = learn.progress(), os.umask(0o077)
    try:
        panel.hand_in()
    finally:
        os.umask(before)
    (path,) = course.iterdir()
    assert path.read_text("utf-8") == f"{panel._receipt()}\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o644 or os.name == "nt"
    assert PHRASES["handed_in"].partition("{")[0] in panel.state["message"]


def test_the_instructors_table_has_each_student_once_with_the_newest(
    course, clock, monkeypatch, capsys
):
    for student in ("ana.li-2", "student-01", "student-02"):
        monkeypatch.setenv(STUDENT, student)
        for _ in range(2):
            learn.question("rate-below-your-own").answer([0])
            learn.progress().hand_in()
    names = [path.name for path in course.glob("*.json")]
    assert main([str(course)]) == 0
    assert "Receipts read: 6" in capsys.readouterr().out
    table = (course / "class-table.csv").read_bytes().decode("utf-8-sig")
    assert [line.split('"')[1] for line in table.splitlines()[1:4]] == [
        "ana.li-2",
        "student-01",
        "student-02",
    ]
    assert len(names) == 6


def test_nobody_can_guess_the_name_of_anothers(course, monkeypatch):
    """Not even who knows the student and the second."""
    now = handing_in.local_now()
    monkeypatch.setattr(handing_in, "local_now", lambda: now)
    for _ in range(50):
        learn.progress().hand_in()
    names = {path.stem.rpartition("_") for path in course.iterdir()}
    assert len({known for known, _, _ in names}) == 1
    assert len({key for _, _, key in names}) == 50
    assert {len(key) for _, _, key in names} == {32}


def test_a_name_of_a_student_leads_to_no_other_folder(course, monkeypatch):
    monkeypatch.setenv(STUDENT, f"..{os.sep}home{os.sep}ana")
    learn.progress().hand_in()
    (path,) = course.iterdir()
    assert path.name.startswith("..-home-ana_")


def test_what_cannot_be_handed_in_is_told_with_what_to_do(course):
    course.rmdir()
    panel = learn.progress()
    panel.hand_in()
    assert panel.state["message"] == PHRASES["not_handed_in"].format(
        reason="No such file or directory"
    )


@pytest.mark.parametrize("why", ["nobody takes it", "presented"])
def test_where_none_is_taken_none_is_offered(course, monkeypatch, why):
    if why == "presented":
        monkeypatch.setenv(SET_BY_VOILA, "True")
    else:
        monkeypatch.delenv(FOLDER)
    panel = learn.progress()
    assert not panel.can_hand_in
    panel.hand_in()
    assert [*course.iterdir()] == []
