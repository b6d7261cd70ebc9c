"""A server may have as many files open as a class has phones, where the system lets it."""

from types import SimpleNamespace

import pytest

from lessons.server import open_files

ANY = -1  # as the system writes that there is no limit


@pytest.mark.parametrize(
    ("soft", "hard", "then"),
    [(256, 10_000, 4_096), (256, ANY, 4_096), (256, 1_000, 1_000), (8_000, 10_000, 8_000)],
)
def test_the_limit_is_raised_as_far_as_may_be_and_never_lowered(monkeypatch, soft, hard, then):
    limits = [(soft, hard)]
    system = SimpleNamespace(
        RLIMIT_NOFILE=7,
        RLIM_INFINITY=ANY,
        getrlimit=lambda _: limits[-1],
        setrlimit=lambda _, told: limits.append(told),
    )
    monkeypatch.setattr(open_files, "resource", system)
    open_files.allow(4_096)
    assert limits[-1] == (then, hard)


def test_where_there_is_no_limit_nothing_is_asked(monkeypatch):
    monkeypatch.setattr(open_files, "resource", None)
    open_files.allow(4_096)


def test_a_limit_that_the_system_keeps_stays(monkeypatch):
    def refused(*_: object) -> None:
        raise ValueError("not allowed")

    told = {"RLIMIT_NOFILE": 7, "RLIM_INFINITY": ANY, "getrlimit": lambda _: (256, ANY)}
    monkeypatch.setattr(open_files, "resource", SimpleNamespace(**told, setrlimit=refused))
    open_files.allow(4_096)
