"""What the page says that shows how to use the lessons is what they do."""

from pathlib import Path

import pytest
from told import told

from lessons import data, explore
from lessons.learn import marking
from lessons.server import notebook_file
from lessons.words import PHRASES

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "00-start-here.ipynb"

# What stands in an explorer's bar, under its inputs and over its tabs, where a learner is alone.
PARTS = (
    "presets",
    "reset",
    "keep",
    "forget",
    "copy",
    "save_for_case",
    "present",
    "more_inputs",
    "reverse",
    "table",
    "about",
)


@pytest.fixture
def start_here() -> str:
    """Return what the page says."""
    return told("00-start-here")


@pytest.mark.parametrize("part", PARTS)
def test_each_part_of_an_explorer_is_named(start_here, part):
    assert f"*{PHRASES[part]}*" in start_here


def test_no_bar_is_no_reason_to_begin_again(start_here):
    """After a run there is none."""
    assert "When the bar says nothing more, all is awake" in start_here
    assert "If there is no bar" not in start_here


def test_a_prediction_is_not_said_to_be_drawn_where_some_are_not(start_here):
    lessons = data.lessons().values()
    numbers = [
        one for lesson in lessons for one in lesson.predictions.values() if one.kind == "number"
    ]
    assert {bool(one.axis) for one in numbers} == {True, False}
    assert "Where it fits, your prediction is drawn on the chart" in start_here


def test_no_explorer_that_stands_open_shows_what_a_prediction_asks():
    """It does not hide behind one."""
    (opened,) = (
        cell.source.removeprefix("explore.")
        for cell in notebook_file.cells(NOTEBOOK)
        if cell.source.startswith("explore.")
    )
    name, preset = opened.rstrip(")").split("(")
    shown = explore.entry(name)(preset.strip('"') or None).scenario
    asked = [
        one.figure
        for lesson in data.lessons().values()
        for one in lesson.predictions.values()
        if one.figure and one.figure.explorer == name
    ]
    assert asked
    assert shown not in [marking.scenario_of(figure) for figure in asked]
