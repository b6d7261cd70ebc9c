"""What a progress file amounts to."""

import json

from lessons.data.questions import Figure, Lesson, Option, Prediction, Question
from lessons.my_work import receipt
from lessons.my_work.progress import Record

CHOICE = Option(text="a", because="b", right=True), Option(text="c", because="d")
HINTS = ("a", "b", "c")
LESSONS = {
    1: Lesson(
        lesson=1,
        title="One",
        minutes=60,
        steps=dict.fromkeys(("p", "a", "q", "b", "c", "week"), "cell"),
        predictions={
            name: Prediction(kind="number", ask="?", figure=Figure(explorer="x", output="y"))
            for name in ("p", "q")
        },
        questions={
            name: Question(kind="one", ask="?", options=CHOICE, hints=HINTS, solution="s")
            for name in ("a", "b", "c")
        },
    ),
    2: Lesson(lesson=2, title="Two"),
}


def entry(name: str, kind: str = "question", **more) -> Record:
    return Record(**{"name": name, "lesson": 1, "kind": kind, "time": "", "given": "g", **more})


def only(entries: list[Record]) -> receipt.InLesson:
    return receipt.written(entries, LESSONS).lessons[0]


def test_nothing_done_is_no_row():
    assert receipt.rows([], LESSONS) == []
    assert receipt.written([], LESSONS).summary == ()


def test_the_first_prediction_counts():
    made = [entry("p", "prediction", off=0.5), entry("p", "prediction", off=0.1)]
    assert [one.off for one in only(made).predictions] == [0.5]


def test_calibration_is_the_mean_of_how_far_off():
    made = [entry("p", "prediction", off=0.1), entry("q", "prediction", off=0.4)]
    assert only(made).calibration == 0.25
    assert receipt.rows(made, LESSONS) == [("1. One", "2 of 2", "0 of 3", "0 of 1", "40")]


def test_tries_are_counted_up_to_the_first_right_one():
    made = [entry("a", right=False), entry("a", right=True, hints=2), entry("a", right=False)]
    (question,) = only(made).questions
    assert (question.right, question.tries, question.hints) == (True, 2, 2)


def test_a_question_never_answered_right_is_not_right():
    made = [entry("a", right=False), entry("b", right=True)]
    assert [one.right for one in only(made).questions] == [False, True]
    assert receipt.rows(made, LESSONS) == [("1. One", "0 of 2", "1 of 3", "0 of 1", "50")]


def test_decisions_are_kept_in_their_order():
    made = [entry("week", "decision", given=3.0), entry("week", "decision", given=9.0)]
    assert [one.given for one in only(made).decisions] == [3.0, 9.0]


def test_a_game_counts_once_it_is_decided():
    begun = entry("week", "decision", given="Begin")
    assert receipt.rows([begun], LESSONS)[0][3] == "0 of 1"
    later = [begun, entry("week/2", "decision", given=9.0), entry("week", "decision", given=3.0)]
    assert receipt.rows(later, LESSONS)[0][3] == "1 of 1"


def test_what_a_lesson_does_not_have_is_not_counted():
    lesson = LESSONS[1].model_copy(update={"steps": {"p": "cell"}})
    assert receipt.rows([entry("a")], {1: lesson})[0][3] == "–"


def test_what_a_lesson_has_lost_is_not_counted():
    made = [entry(name, "prediction", off=0.0) for name in ("p", "q", "lost")]
    made += [entry(name, right=True) for name in ("a", "lost too")]
    assert receipt.rows(made, LESSONS)[0][1:3] == ("2 of 2", "1 of 3")


def test_the_summary_is_told_of_each_lesson():
    made = [entry("a", right=True), entry("p", "prediction", off=0.1)]
    (said,) = receipt.written(made, LESSONS).summary
    assert said == (
        "Lesson 1: 1 of 2 predictions made; 1 of 3 questions right; 0 of 1 decisions taken. "
        "Its predictions were off by 10% of what could be predicted, on average."
    )


def test_a_receipt_reads_back_as_it_was_written():
    made = [
        entry("p", "prediction", given=[1.0, 2.5], found=[1.0, 3.0], off=0.5),
        entry("a", given=["Né", "no"], right=False, hints=1),
        entry("week", "decision", given=3.0),
    ]
    written = receipt.written(made, LESSONS)
    assert receipt.Receipt.model_validate_json(written.text()) == written
    assert "Né" in written.text()
    held = json.loads(written.text())
    assert list(held) == ["format", "written", "summary", "lessons"]
    assert held["written"] == written.written.isoformat()
    assert held["lessons"][0]["predictions"] == [
        {"name": "p", "given": [1.0, 2.5], "found": [1.0, 3.0], "off": 0.5}
    ]


def test_what_no_class_is_summed_up_by_may_be_missing():
    lesson = {"lesson": 1, "predictions": [{"name": "p", "off": None}], "questions": []}
    bare = {"format": 1, "written": "2026-01-31T09:30:00", "lessons": [lesson], "more": 1}
    read = receipt.Receipt.model_validate_json(json.dumps(bare))
    assert read.lessons[0].predictions[0].name == "p"
