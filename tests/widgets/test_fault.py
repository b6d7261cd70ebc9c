"""Where code of a lesson fails its page is told so, all stands as it was, and moves go on."""

from typing import Any

import pytest
from faulty import FAILING, REASON, opened

from lessons.widgets import fault


def heard(part: Any) -> list[dict[str, Any]]:
    """Return the list into which all that a part sends goes from now on."""
    sent = []
    part.send = lambda content, _buffers=(): sent.append(content)
    return sent


@pytest.mark.parametrize("part", ["solve", "draw", "describe"])
def test_a_move_that_fails_leaves_all_as_it_was_and_the_next_one_goes(part):
    explorer = opened(part)
    sent, told = heard(explorer), heard(explorer.chart)
    stood, sentence = explorer.scenario, explorer.sentence
    with pytest.raises(ZeroDivisionError):
        explorer.controls.set_state({"values": {"week": FAILING}, "moves": {"window": 1}})
    assert (explorer.scenario, explorer.sentence) == (stood, sentence)
    assert explorer.controls["week"].value == stood.week
    assert [one["kind"] for one in sent] == ["fault"]
    # Every window puts its thumb back, and waits for no other answer to its move.
    assert (told[-1]["values"]["week"], told[-1]["moves"]) == (stood.week, {"window": 1})
    explorer.controls.set_state({"values": {"week": 12}, "moves": {"window": 2}})
    assert "week 12," in explorer.sentence
    assert len(sent) == 1


def test_a_move_that_is_interrupted_leaves_all_as_it_was_and_is_no_fault():
    explorer = opened("solve", KeyboardInterrupt)
    sent, stood = heard(explorer), explorer.scenario
    with pytest.raises(KeyboardInterrupt):
        explorer.controls.set_state({"values": {"week": FAILING}})
    assert (explorer.scenario, explorer.controls["week"].value) == (stood, stood.week)
    assert sent == []
    explorer.controls.set_state({"values": {"week": 12}})
    assert "week 12," in explorer.sentence


def test_a_tab_that_fails_is_told_of_and_the_others_open():
    explorer = opened("tabulate")
    sent = heard(explorer)
    explorer.controls.move(week=FAILING)
    for kind in ("table", "csv"):
        with pytest.raises(ZeroDivisionError):
            explorer._hear(explorer, {"kind": kind}, [])
    explorer._hear(explorer, {"kind": "about"}, [])
    assert [one["kind"] for one in sent] == ["fault", "fault", "details"]


def test_a_fault_ahead_of_a_thumb_is_no_frame_and_the_others_are():
    explorer = opened("solve")
    told, work = [], []
    explorer.chart.tell = told.append
    explorer._ahead._go_on = lambda question, *_: work.append(question)
    weeks = [FAILING - 1, FAILING, FAILING + 1]
    message = {
        "kind": "ahead",
        "asked": "first",
        "values": dict(explorer.controls.values),
        "stops": [{"week": week} for week in weeks],
    }
    explorer._hear(explorer, message, [])
    question = work[0]
    while question.stops:
        explorer._ahead._work(question, 0.0)
    frames = [frame["stop"] for answer in told for frame in answer["frames"]]
    assert frames == [0, 2]


def test_a_fault_is_told_with_its_place_in_the_lessons_and_no_folder_of_the_machine():
    explorer = opened("solve")
    sent = heard(explorer)
    with pytest.raises(ZeroDivisionError):
        explorer.controls.move(week=FAILING)
    what, place = sent[0]["details"].split(" (")
    assert what == f"ZeroDivisionError: {REASON}"
    assert place.startswith("lessons/widgets/explorer/explorer.py, line ")


def test_a_fault_without_words_or_place_is_told_by_its_kind():
    assert fault.where(KeyError()) == "KeyError"
