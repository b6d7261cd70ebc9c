"""The prediction's kernel side: nothing before the learner commits, and then only once."""

import math

import anywidget
import pytest

from lessons.learn.prediction_panel import Prediction

SKETCH = {
    "across": [{"value": at, "text": str(at)} for at in (0, 1, 2)],
    "minimum": 0,
    "maximum": 10,
}


class Shown(anywidget.AnyWidget):
    """What is revealed."""

    _esm = "export default {}"


def predict(kind: str = "choice", **more) -> tuple[Prediction, list]:
    """Return a prediction, and the list of what is revealed."""
    revealed = []

    def reveal(given):
        revealed.append(given)
        return f"said of {given}", "near", Shown()

    parts = {"reveal": reveal, "options": ["a", "b"], "sketch": SKETCH}
    return Prediction("?", kind, **{**parts, **more}), revealed


def send(prediction: Prediction, **content) -> dict:
    prediction._hear(prediction, content, [])
    return prediction.state


def test_nothing_is_there_before_the_learner_commits():
    prediction, revealed = predict()
    assert (prediction.explorer, revealed) == (None, [])
    assert prediction.state == {"given": None, "shown": False, "sentence": "", "level": ""}


def test_what_went_wrong_with_what_was_kept_is_shown_at_once():
    prediction, revealed = predict(notice="set aside")
    told = {"given": None, "shown": False, "sentence": "set aside", "level": ""}
    assert prediction.state == told
    assert send(prediction, kind="commit", given=1)["sentence"] == "said of 1"
    assert revealed == [1]


def test_what_was_committed_is_locked():
    prediction, revealed = predict()
    assert send(prediction, kind="commit", given=1)["sentence"] == "said of 1"
    shown = prediction.explorer
    send(prediction, kind="commit", given=0)
    send(prediction, kind="reveal")
    assert revealed == [1]
    assert prediction.explorer is shown


@pytest.mark.parametrize("given", [None, 2, -1, "1", [1], 0.5])
def test_a_choice_that_is_none_commits_nothing(given):
    prediction, revealed = predict()
    assert not send(prediction, kind="commit", given=given)["shown"]
    assert revealed == []


@pytest.mark.parametrize("given", [None, [], [1, 2], [1, 2, "3"], [1, 2, math.nan], 5])
def test_a_sketch_that_is_none_commits_nothing(given):
    prediction, revealed = predict("sketch")
    assert not send(prediction, kind="commit", given=given)["shown"]
    assert revealed == []


class Slider(anywidget.AnyWidget):
    """The one slider of a number, at its middle."""

    _esm = "export default {}"
    values = {"prediction": 50.0}  # noqa: RUF012 - never changed


@pytest.mark.parametrize("given", [None, True, "50", [50.0], math.nan, math.inf])
def test_a_number_that_was_not_touched_commits_nothing(given):
    prediction, revealed = predict("number", controls=Slider())
    assert not send(prediction, kind="commit", given=given)["shown"]
    assert revealed == []


def test_a_number_is_committed_as_it_stands_on_its_slider():
    prediction, revealed = predict("number", controls=Slider())
    assert send(prediction, kind="commit", given=1e9)["shown"]
    assert revealed == [50.0]


def test_a_sketch_stays_on_its_chart():
    prediction, revealed = predict("sketch")
    send(prediction, kind="commit", given=[-5, 5, 50])
    assert revealed == [[0, 5, 10]]


def test_an_instructor_reveals_without_predicting():
    prediction, revealed = predict()
    assert send(prediction, kind="reveal")["shown"]
    assert revealed == [None]


def test_what_was_predicted_before_is_there_at_once():
    prediction, revealed = predict(earlier=1)
    told = {"given": 1, "shown": True, "sentence": "said of 1", "level": "near"}
    assert prediction.state == told
    assert revealed == [1]
    assert prediction.explorer is not None


def test_a_page_that_runs_no_widgets_shows_the_question():
    data, _ = predict(task="Move *it* **up**.")[0]._repr_mimebundle_()
    assert data["text/plain"].startswith("?\nExplore: Move it up.\n")
    assert "in JupyterLab" in data["text/plain"]
