"""A class is asked for a prediction: as its phones show it, and told as a learner would be."""

import plotly.graph_objects as go
import pytest

from lessons import data, learn
from lessons.classroom import asked as rules
from lessons.learn import comparing, marking

PREDICTIONS = {
    name: one for lesson in data.lessons().values() for name, one in lesson.predictions.items()
}
EACH = pytest.mark.parametrize("name", PREDICTIONS)


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """Let what is predicted here be kept nowhere else."""
    monkeypatch.chdir(tmp_path)


def asked_of_a_class(name: str):
    """Return a prediction whose board is open."""
    prediction = learn.predict(name)
    prediction.ask_class()
    return prediction


def some(asked) -> list:
    """Return what a class of three may say."""
    if asked["kind"] == "choice":
        return [0, 1, 1]
    ends = [asked["minimum"], asked["maximum"], asked["minimum"]]
    return ends if asked["kind"] == "number" else [[one] * len(asked["across"]) for one in ends]


@EACH
def test_a_phone_is_told_what_is_asked_and_nothing_of_the_answer(name):
    prediction = asked_of_a_class(name)
    told, own = prediction.board.asked, PREDICTIONS[name]
    assert rules.checked(told) == told  # as the room holds it to
    assert (told["kind"], told["ask"]) == (own.kind, own.ask)
    assert told.keys() <= {
        *(
            "kind",
            "ask",
            "label",
            "unit",
            "unit_shown",
            "unit_words",
            "minimum",
            "maximum",
            "step",
            "options",
        ),
        *("across", "across_label", "ticks", "start"),
    }
    assert (prediction.explorer, prediction.state["shown"]) == (None, False)
    if own.options:
        # In the order of this page: in the file the right one may always be the first.
        order = prediction.asked["order"]
        assert told["options"] == [own.options[place].text for place in order]


@EACH
def test_each_prediction_is_told_what_a_learner_would_be(name):
    prediction, own = asked_of_a_class(name), PREDICTIONS[name]
    given = some(prediction.board.asked)
    revealed = prediction.board.reveal([given])
    explorer, order = prediction.explorer, prediction.asked["order"]
    assert explorer.scenario == marking.scenario_of(own.figure)
    assert [one for one, _, _ in revealed.reasons] == given[:2]
    for one, sentence, off in revealed.reasons:
        alone = comparing.compared(own, explorer, order[one] if order else one)
        assert off == alone.kept["off"]
        if own.kind == "sketch":  # a phone has no model's line beside it
            assert sentence.endswith(f"{alone.distance} away from the model's.")
        else:
            assert sentence == alone.sentence
    assert revealed.answer.endswith(".")
    reasons = [list(one) for one in revealed.reasons]
    assert rules.checked_reveal(revealed.answer, reasons)  # as the room holds it to
    go.Figure(prediction.board.chart.spec)
    go.Figure(explorer.chart.spec)


def names_on(explorer) -> list[str]:
    return [one.get("name", "") for one in explorer.chart.spec["data"]]


@pytest.mark.parametrize("name", ["break-even-volume", "penalty-of-specific-work"])
def test_the_class_is_drawn_on_the_explorers_chart_with_a_look_of_its_own(name):
    prediction = asked_of_a_class(name)
    given = some(prediction.board.asked)
    prediction.board.reveal([given])
    drawn = [
        one for one in prediction.explorer.chart.spec["data"] if "lass" in one.get("name", "")
    ]
    assert [one["name"] for one in drawn] == ["The class (3)", "Middle of the class"]
    others = [one for one in prediction.explorer.chart.spec["data"] if one not in drawn]
    (middle,) = (one for one in drawn if one["name"] == "Middle of the class")
    assert middle["line"]["dash"] not in {one.get("line", {}).get("dash") for one in others}


def test_the_class_stands_where_it_predicted():
    prediction = asked_of_a_class("break-even-volume")
    prediction.board.reveal([[400, 400, 1_000]])
    drawn = {one.get("name"): one for one in prediction.explorer.chart.spec["data"]}
    assert drawn["Middle of the class"]["x"] == [400, 400]
    assert drawn["The class (3)"]["x"] == pytest.approx([400, 400, 1_000])


def test_asked_again_the_latest_round_is_on_the_chart_and_both_are_on_the_board():
    prediction = asked_of_a_class("break-even-volume")
    prediction.board.reveal([[400, 500]])
    prediction.board.reveal([[400, 500], [800, 800, 900]])
    assert [one for one in names_on(prediction.explorer) if "The class" in one] == [
        "The class (3)"
    ]
    both = [one.get("name", "") for one in prediction.board.chart.spec["data"]]
    assert [one for one in both if "class," in one] == [
        "The class, round 1 (2)",
        "The class, round 2 (3)",
    ]


def test_the_presenters_own_prediction_stays_on_the_chart():
    prediction = asked_of_a_class("break-even-volume")
    prediction.commit(700.0)
    prediction.board.reveal([[400, 500]])
    assert {"Your prediction", "The class (2)"} <= set(names_on(prediction.explorer))
    assert prediction.state["given"] == 700.0


def test_an_explorer_that_was_moved_is_brought_to_the_answer():
    prediction = asked_of_a_class("break-even-volume")
    prediction.reveal()
    prediction.explorer.controls["price"].value = 200
    revealed = prediction.board.reveal([[400]])
    assert prediction.explorer.scenario == marking.scenario_of(
        PREDICTIONS["break-even-volume"].figure
    )
    assert revealed.found == pytest.approx(prediction.explorer.outcome.break_even)


def test_nothing_of_a_board_is_there_before_a_class_is_asked():
    prediction = learn.predict("break-even-volume")
    assert prediction.board is None
    assert "lessons-class" not in str(prediction.get_state())
    prediction._hear(prediction, {"kind": "class"}, [])
    board = prediction.board
    prediction._hear(prediction, {"kind": "class"}, [])
    assert prediction.board is board


def test_in_a_browser_of_ones_own_there_is_no_class(monkeypatch):
    monkeypatch.setattr(learn, "is_in_browser", lambda: True)
    prediction = learn.predict("break-even-volume")
    assert prediction.asked["askable"] is False
    prediction.ask_class()
    assert prediction.board is None
