"""A cell that is run again leaves nothing of what it had shown, whatever else shows it."""

import asyncio
import gc
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from IPython.core.interactiveshell import InteractiveShell
from ipywidgets.widgets import widget

from lessons.widgets import rerun
from lessons.widgets.part import Part
from lessons.words import PHRASES

CELLS = {
    "explorer": "explore.make_or_buy()",
    "case": "case = explore.your_case(); case",
    "memo": "learn.memo(case)",
    "prediction": "asked = learn.predict('break-even-volume'); asked.reveal(); asked",
    "question": "learn.question('open-highest-fixed-cost')",
    "decision": "learn.decide('candy-campaign')",
    "progress": "learn.progress()",
}


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, tmp_path) -> Iterator[InteractiveShell]:
    """Return what runs the cells of a notebook, and closes at once what is to go."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(rerun, "_later", lambda work: work())
    # A shell takes the place of the program that runs: it is put back afterwards.
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    shell = InteractiveShell()
    monkeypatch.setattr(rerun, "get_ipython", lambda: shell)
    monkeypatch.setattr(rerun, "_in_shell", [])
    monkeypatch.setattr(shell.displayhook, "write_format_data", lambda *_: None)
    shell.run_cell("from lessons import explore, learn")
    yield shell
    shell.history_manager.end_session()
    shell.reset()


def run(shell: InteractiveShell, cell: str, code: str = "") -> None:
    """Run a cell, as a notebook does."""
    shell.run_cell(code or CELLS[cell], store_history=True, cell_id=cell).raise_error()


def alive() -> tuple[int, int]:
    """Return how many parts there are, and how many widgets have a line to a page."""
    gc.collect()
    parts = [one for one in gc.get_objects() if isinstance(one, Part)]
    return len(parts), sum(one.comm is not None for one in widget._instances.values())


def test_fifty_runs_leave_as_much_as_three(shell):
    for _ in range(3):
        for cell in CELLS:
            run(shell, cell)
    before = alive()
    for _ in range(50):
        run(shell, "explorer")
    for _ in range(3):  # IPython holds the last three that cells have returned: they are the same
        for cell in CELLS:
            run(shell, cell)
    assert alive() == before


def test_a_cell_that_shows_again_what_it_had_shown_keeps_it(shell):
    run(shell, "made", "shown = explore.make_or_buy()")
    for _ in range(2):
        run(shell, "first", "shown")
        run(shell, "second", "shown")
    run(shell, "first", "None")
    assert shell.user_ns["shown"].comm is not None
    run(shell, "second", "None")
    assert shell.user_ns["shown"].comm is None


def test_what_a_failed_run_has_taken_off_the_page_is_closed(shell):
    run(shell, "cell", "shown = explore.make_or_buy(); shown")
    shell.run_cell("1 / 0", store_history=True, cell_id="cell")
    shown = shell.user_ns["shown"]
    assert [one.comm for one in (shown, shown.controls, shown.chart, shown.layout)] == [None] * 4


def test_a_memo_that_goes_leaves_the_case_that_it_is_of(shell):
    run(shell, "case")
    for _ in range(2):
        run(shell, "memo")
    case = shell.user_ns["case"]
    assert None not in [one.comm for one in (case, case.controls, case.panel, case.chart)]


def test_a_memo_says_that_the_case_which_it_is_of_was_run_again(shell):
    run(shell, "case")
    run(shell, "memo", "memo = learn.memo(case); memo")
    memo = shell.user_ns["memo"]
    said = memo.state["message"]
    run(shell, "case")
    assert memo.state["message"] == PHRASES["memo_of_old"]
    run(shell, "memo", "memo = learn.memo(case); memo")
    assert shell.user_ns["memo"].state["message"] == said


def test_where_cells_are_not_told_apart_nothing_is_closed(shell):
    for _ in range(2):
        shell.run_cell("shown = [*globals().get('shown', []), explore.make_or_buy()]; shown[-1]")
    assert None not in [one.comm for one in shell.user_ns["shown"]]


def test_what_is_to_go_stays_for_a_pause_as_a_page_may_still_ask_for_it(monkeypatch):
    done = []
    monkeypatch.setattr(rerun, "PAUSE", 0.01)

    async def in_a_kernel():
        rerun._later(lambda: done.append("closed"))
        at_once = [*done]
        while not done:
            await asyncio.sleep(0)
        return at_once

    with ThreadPoolExecutor(1) as apart:  # a worker that has driven a browser has a loop
        assert apart.submit(asyncio.run, in_a_kernel()).result(60) == []
        apart.submit(rerun._later, lambda: done.append("by a script")).result(60)
    assert done == ["closed", "by a script"]


def test_what_is_shown_again_meanwhile_stays(shell, monkeypatch):
    waiting = []
    monkeypatch.setattr(rerun, "_later", waiting.append)
    run(shell, "made", "shown = explore.make_or_buy()")
    run(shell, "cell", "shown")
    run(shell, "cell", "None")
    run(shell, "cell", "shown")
    for work in waiting:
        work()
    assert shell.user_ns["shown"].comm is not None


def test_outside_a_notebook_nothing_is_kept_of_what_is_shown(monkeypatch):
    monkeypatch.setattr(rerun, "get_ipython", lambda: None)
    rerun.shows(SimpleNamespace())
    assert rerun._in_shell == []
