"""A server may have as many files open as a class has phones, where the system lets it."""

import importlib
import sys
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


def test_a_system_without_such_a_limit_is_asked_for_none(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "resource", None)
        importlib.reload(open_files)
        assert open_files.resource is None
        open_files.allow(4_096)
    importlib.reload(open_files)


def test_a_limit_that_the_system_keeps_stays(monkeypatch):
    tried = []

    def refused(_: int, limits: tuple[int, int]) -> None:
        tried.append(limits)
        raise ValueError("not allowed")

    told = {"RLIMIT_NOFILE": 7, "RLIM_INFINITY": ANY, "getrlimit": lambda _: (256, ANY)}
    monkeypatch.setattr(open_files, "resource", SimpleNamespace(**told, setrlimit=refused))
    open_files.allow(4_096)
    assert tried == [(4_096, ANY)]
