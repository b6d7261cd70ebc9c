"""What is exact of speed: what an import brings in, and what a move sends.

Times belong to ``make bench``.
"""

import subprocess
import sys

import pytest
from catalogue_scenarios import EVERY_ENTRY, scenarios
from hypothesis import given, settings
from hypothesis import strategies as st
from sliders import Listener, Slider, moved_on_the_page, sliders

from lessons import explore

LARGEST_MOVE = 8_000  # bytes that one step of a slider may send
SLIDERS = [one for entry in explore.catalogue().values() for one in sliders(entry)]


HEAVY = {"plotly", "pandas", "scipy", "matplotlib", "docx"}
HEAVY |= {"lessons.data.decisions", "lessons.data.demos"}  # of who decides or presents
MET_AT_ONCE = (
    "",  # the import alone
    "explore.make_or_buy()",
    "explore.outsourcing_wave()",  # it draws cited figures
    "str(cite('marketing_wages/2016/13-1161'))",
    "learn.predict('break-even-volume')",
    "learn.question('start-here')",
    "learn.progress()",
)


@pytest.mark.parametrize("cell", MET_AT_ONCE)
def test_what_a_learner_meets_at_once_waits_for_nothing_heavy(cell, tmp_path):
    code = f"from lessons import cite, explore, learn\n{cell}\nimport sys; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert not HEAVY.intersection(said.stdout.split())


@pytest.mark.parametrize("slider", SLIDERS, ids=lambda one: f"{one.explorer}.{one.name}")
def test_a_step_of_a_slider_is_one_small_message(slider: Slider):
    explorer = explore.entry(slider.explorer)()
    for value in slider.walk(3):
        with Listener() as heard:
            moved_on_the_page(explorer, slider.name, value)
        assert len(heard.messages) == 1
        assert heard.messages[0] <= LARGEST_MOVE


@EVERY_ENTRY
@settings(max_examples=15)
@given(data=st.data())
def test_any_move_is_one_message(entry, data):
    """Also one that changes many inputs at once, as a preset does, and one that redraws it all."""
    explorer = entry()
    for _ in range(3):
        moved = data.draw(scenarios(entry))
        if moved == explorer.scenario:
            continue
        with Listener() as heard:
            for name, value in moved.model_dump().items():
                before = len(heard.messages)
                moved_on_the_page(explorer, name, value)
                assert len(heard.messages) <= before + 1
        assert explorer.scenario == moved
        assert heard.messages
