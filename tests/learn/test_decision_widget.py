"""The decision's kernel side: step by step, changed once, and nothing shown before it is due."""

import json

import pandas as pd
import pytest

from lessons.learn.decision_panel import Decision, Earlier, Scene

LAST = 6
LABELS = {
    "stay": "Stay",
    "change_at_once": "Change at once",
    "change": "Change",
    "on": "On",
    "course": "the game",
    "at_start": "First",
    "when": "Step {step}",
    "stayed": "You stay.",
    "changed_at_once": "You changed at once.",
    "changed": "You changed.",
    "never_changed": "You never changed.",
}


class Course:
    """A game with news after steps 2 and 4, or in later games after step 1."""

    last = LAST

    def __init__(self, number: int) -> None:
        self.stops = {2, 4} if number == 1 else {1}

    def scene(self, step: int, changed: int | None) -> Scene:
        """Show the step and the change."""
        table = pd.DataFrame({"Plan": ["Yours"], "Cost": [7]}) if step == LAST else None
        return Scene(
            spec={"data": [], "layout": {"title": {"text": f"{step}"}}},
            sentence=f"{step} {changed}",
            news=[(one, f"told at {one}") for one in sorted(self.stops) if one <= step],
            known=[("A", str(step), "")],
            table=table,
        )


def decide(**more) -> tuple[Decision, list]:
    """Return a decision, and the list of what it records."""
    recorded = []

    def record(*done) -> str:
        recorded.append(done)
        return "not kept"

    asked = {"title": "T", "ask": "Which?", "explained": "So it is."}
    return Decision(asked, LABELS, **{"opened": Course, "record": record, **more}), recorded


def send(decision: Decision, kind: str, **content) -> dict:
    decision._hear(decision, {"kind": kind, **content}, [])
    return decision.state


def fed(decision: Decision) -> list[tuple[str, str]]:
    return [(one["when"], one["text"]) for one in decision.state["feed"]]


def test_nothing_is_decided_before_the_learner_decides():
    decision, recorded = decide()
    for kind, content in (("go", {"step": 3}), ("change", {}), ("again", {})):
        assert send(decision, kind, **content)["phase"] == "start"
    assert (decision.state["step"], fed(decision), recorded) == (0, [], [])


def test_a_game_from_its_start_to_its_end():
    decision, recorded = decide()
    assert send(decision, "begin", changed=False)["can_change"]
    assert send(decision, "go", step=1)["step"] == 1
    assert send(decision, "go", step=3)["step"] == 2  # there is news
    assert send(decision, "go", step=3)["step"] == 3
    state = send(decision, "change")
    assert (state["can_change"], state["notice"]) == (False, "not kept")
    assert decision.sentence == "3 3"
    assert send(decision, "go", step=99)["step"] == 4
    state = send(decision, "go", step=99)
    assert (state["phase"], state["step"]) == ("over", LAST)
    assert state["table"]["rows"] == [["Yours", "7"]]
    assert state["explained"] == "So it is."
    assert recorded == [(1, None), (1, 3)]
    assert fed(decision) == [
        ("First", "You stay."),
        ("Step 2", "told at 2"),
        ("Step 3", "You changed."),
        ("Step 4", "told at 4"),
    ]


def test_news_comes_before_what_was_decided_on_it():
    decision, _ = decide()
    decision.begin(changed=False)
    decision.go(2)
    decision.change()
    assert fed(decision)[1:] == [("Step 2", "told at 2"), ("Step 2", "You changed.")]


def test_what_was_changed_stays():
    decision, recorded = decide()
    decision.begin(changed=True)
    decision.go(1)
    assert not send(decision, "change")["can_change"]
    assert not send(decision, "begin", changed=False)["can_change"]
    assert recorded == [(1, 0)]
    assert decision.sentence == "1 0"


def test_to_never_change_is_a_decision_too():
    decision, recorded = decide()
    decision.begin(changed=False)
    for _ in range(3):
        decision.go(LAST)
    assert recorded == [(1, None), (1, LAST)]
    assert fed(decision)[-1] == (f"Step {LAST}", "You never changed.")
    decision.change()
    decision.go(LAST)
    assert len(recorded) == 2


def test_nothing_of_what_is_to_come_is_on_the_page():
    decision, _ = decide()
    decision.begin(changed=False)
    for step, due in ((0, 0), (1, 0), (2, 1), (3, 1), (4, 2), (5, 2)):
        decision.go(step)
        sent = json.dumps(decision.get_state(), default=str)
        assert sent.count("told at ") == due
        assert "So it is." not in sent
        assert "Yours" not in sent
    decision.go(LAST)
    assert "So it is." in json.dumps(decision.get_state(), default=str)


def test_play_again_is_another_game():
    decision, recorded = decide()
    decision.begin(changed=True)
    for _ in range(3):
        decision.go(LAST)
    state = send(decision, "again")
    assert (state["phase"], state["number"], state["step"], state["feed"]) == ("start", 2, 0, [])
    assert (state["table"], state["explained"]) == (None, "")
    decision.begin(changed=False)
    decision.go(LAST)
    assert fed(decision)[-1] == ("Step 1", "told at 1")
    assert recorded[-1] == (2, None)


def test_a_step_back_is_none():
    decision, _ = decide()
    decision.begin(changed=False)
    decision.go(1)
    for step in (1, 0, -3):
        decision.go(step)
        assert decision.state["step"] == 1


@pytest.mark.parametrize("step", [None, "3", 2.5, [3], {}])
def test_only_a_whole_number_is_a_step(step):
    decision, _ = decide()
    decision.begin(changed=False)
    assert send(decision, "go", step=step)["step"] == 0


@pytest.mark.parametrize("changed", [None, 0, 1, "true", []])
def test_only_a_clear_yes_changes_at_once(changed):
    decision, recorded = decide()
    send(decision, "begin", changed=changed)
    assert recorded == [(1, None)]


def test_what_was_decided_before_is_there_at_once():
    decision, recorded = decide(earlier=Earlier(number=2, is_over=True, changed=3))
    state = decision.state
    assert (state["phase"], state["number"], state["step"]) == ("over", 2, LAST)
    assert state["before"] == "You decided this before."
    assert fed(decision) == [
        ("First", "You stay."),
        ("Step 1", "told at 1"),
        ("Step 3", "You changed."),
    ]
    assert recorded == []
    assert send(decision, "again")["before"] == ""


def test_a_game_that_was_only_begun_goes_on_from_its_start():
    decision, recorded = decide(earlier=Earlier(number=1, is_over=False))
    assert (decision.state["phase"], decision.state["step"]) == ("going", 0)
    assert fed(decision) == [("First", "You stay.")]
    decision.go(1)
    decision.change()
    assert recorded == [(1, 1)]


def test_a_page_that_runs_no_widgets_shows_the_question():
    data, _ = decide()[0]._repr_mimebundle_()
    assert data["text/plain"].startswith("T\nWhich?\n")
