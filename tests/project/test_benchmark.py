"""What is exact of the benchmark: where its pointer goes, what it compares, what it demands."""

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture(autouse=True)
def found(monkeypatch):
    """Let the benchmark's modules be found, as its script does."""
    monkeypatch.syspath_prepend(BENCHMARKS)


@pytest.mark.parametrize("stops", [1, 9, 18, 24, 46, 90, 400])
def test_a_dragged_pointer_comes_to_another_stop_with_each_event(stops):
    """Also where it turns; and it ends at the far end, about as late as it was to be."""
    from travel import travel

    shares = travel(90, stops)
    assert all(
        abs(one - other) * stops >= min(1, stops / 90) - 1e-9 for one, other in pairwise(shares)
    )
    assert shares[-1] == 1
    assert 45 <= len(shares) <= 135


def test_a_pointer_that_is_told_of_no_stops_goes_one_way():
    from travel import travel

    assert travel(4) == [0.25, 0.5, 0.75, 1]


def test_no_input_comes_twice_to_a_value_before_a_first_move():
    """Else the page might have a frame of it from before."""
    from first_moves import TURNS, WARM_UP, chosen

    for pressed, *others in chosen():
        assert len({pressed.name, *(one.name for one in others)}) == 3
        for other in others:
            assert max(other.room) >= -(-(TURNS + WARM_UP) // 2)


def places(milliseconds, frames=0):
    from first_moves import Place

    return {"make_or_buy": Place(None, [], None, [1], [milliseconds] * 3, frames)}


@pytest.mark.parametrize(
    ("own", "frames", "verdicts"),
    [(105, 0, [True, True, True]), (106, 0, [False, False, True]), (100, 1, [True, True, False])],
)
def test_a_first_move_may_take_a_twentieth_longer_and_have_no_frame(own, frames, verdicts):
    from first_moves import section

    assert [bar.met for bar in section(places(own, frames), places(100)).bars] == verdicts


@pytest.mark.parametrize(("charts", "is_met"), [(24.9, False), (25, True)])
def test_a_slow_drag_tells_charts_and_events(charts, is_met):
    from seats import Drag
    from slow_drags import bars_of

    first, last = bars_of("make_or_buy", Drag(30, charts, 0, 3, right=False))
    assert (first.measured, first.met) == (f"{charts} of 30 events a second", is_met)
    assert (last.measured, last.met) == ("wrong", False)


@pytest.mark.parametrize("place", [".venv/bin", ".venv/Scripts", "bin", "Scripts"])
def test_another_build_may_be_a_checkout_or_its_environment_alone(place, tmp_path):
    from beside import other_build, python_of

    python = tmp_path / place / ("python" if place.endswith("bin") else "python.exe")
    python.parent.mkdir(parents=True)
    python.touch()
    assert python_of(other_build(str(tmp_path))) == python


def test_what_is_no_other_build_is_told(tmp_path):
    from beside import other_build, python_of

    with pytest.raises(SystemExit, match="No Python is set up in"):
        python_of(tmp_path)
    with pytest.raises(SystemExit, match="no-such is neither a folder nor a commit"):
        other_build("no-such")


def test_a_first_move_is_compared_with_something():
    command = [sys.executable, BENCHMARKS / "run.py", "--only", "first-move"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)
    assert done.returncode == 2
    assert "needs --beside" in done.stderr
