"""The question's kernel side: what a page may send, and what it gets."""

from dataclasses import dataclass

import pytest

from lessons.learn.question_panel import Question


@dataclass(frozen=True)
class Said:
    """A verdict."""

    level: str
    message: str
    explained: bool = True
    names_answer: bool = False


def ask(kind: str = "one", **more) -> tuple[Question, list]:
    """Return a question whose right answer is [1] or "5", and the list of what it records."""
    recorded = []

    def judge(given):
        right = given in ([1], "5")
        return Said("right" if right else "wrong" if given else "blank", f"said of {given}")

    def record(*done) -> str:
        recorded.append(done)
        return "not kept"

    parts = {"judge": judge, "record": record, "options": ["a", "b"], "solution": lambda: "s"}
    parts["hints"] = [lambda text=text: text for text in ("h1", "h2", "h3")]
    return Question("?", kind, **{**parts, **more}), recorded


def send(question: Question, kind: str, **content) -> dict:
    question._hear(question, {"kind": kind, **content}, [])
    return question.state


@pytest.mark.parametrize(
    ("given", "heard"),
    [([1], [1]), ([0, 1], [0, 1]), ([7], []), ("1", []), (None, []), ([True], []), ({}, [])],
)
def test_only_places_of_options_get_through(given, heard):
    question, _ = ask("several")
    assert send(question, "answer", given=given)["given"] == heard


@pytest.mark.parametrize(
    ("given", "heard"), [("5", "5"), (5, ""), (None, ""), ("x" * 99, "x" * 60)]
)
def test_only_a_short_text_gets_through_as_a_number(given, heard):
    question, _ = ask("number", unit="%")
    assert send(question, "answer", given=given)["given"] == heard


def test_tries_are_recorded_with_the_hints_that_were_read():
    question, recorded = ask()
    send(question, "answer", given=[])
    assert recorded == []
    send(question, "answer", given=[0])
    send(question, "hint")
    assert send(question, "answer", given=[1])["notice"] == "not kept"
    assert [(given, said.level, hints) for given, said, hints in recorded] == [
        ([0], "wrong", 0),
        ([1], "right", 1),
    ]


def test_an_answer_is_new_even_if_the_same_is_said_of_it():
    """So that the page says it again."""
    question, _ = ask()
    assert question.state["tries"] == 0
    assert [send(question, "answer", given=[0])["tries"] for _ in range(2)] == [1, 2]
    assert send(question, "hint")["tries"] == 2


def test_what_went_wrong_with_what_was_kept_is_shown_at_once():
    question, _ = ask(notice="set aside")
    assert question.state["notice"] == "set aside"


def test_hints_come_one_by_one_and_the_solution_after_the_last():
    question, recorded = ask()
    assert send(question, "solution")["solution"] == ""
    assert send(question, "hint")["hints"] == ["h1"]
    assert send(question, "hint")["hints"] == ["h1", "h2"]
    assert send(question, "solution")["solution"] == ""
    assert send(question, "hint")["hints"] == ["h1", "h2", "h3"]
    assert send(question, "hint")["hints"] == ["h1", "h2", "h3"]
    assert send(question, "solution")["solution"] == "s"
    send(question, "answer", given=[1])
    assert recorded == []


def test_a_learner_is_pointed_to_the_help_that_is_left():
    """To a hint, then to the solution, then to what is there: never to what is none."""
    judge = lambda _given: Said("wrong", "Not quite.", explained=False)  # noqa: E731
    question, _ = ask("number", judge=judge)
    said = []
    for act in ("hint", "hint", "hint", "solution", None):
        said.append(send(question, "answer", given="7")["message"])
        if act:
            send(question, act)
    assert said == [
        *3 * ["Not quite. Try again, or take a hint."],
        "Not quite. Try again, or look at the solution.",
        "Not quite. Compare it with the solution, and try again.",
    ]


def names_it(given) -> Said:
    """Judge as a choice does that is wrong: the right answer is named."""
    return Said("wrong" if given else "blank", f"said of {given}", names_answer=bool(given))


def test_once_the_answer_is_named_the_solution_is_there_without_a_hint():
    question, recorded = ask(judge=names_it)
    assert not question.state["is_out"]
    assert send(question, "answer", given=[0])["is_out"]
    assert send(question, "answer", given=[])["is_out"], "it was named before"
    assert send(question, "solution")["solution"] == "s"
    assert [hints for *_, hints in recorded] == [0]


def test_an_answer_that_was_named_on_an_earlier_day_is_out():
    assert ask(earlier=([0], names_it([0])))[0].state["is_out"]
    assert not ask(earlier=([0], Said("wrong", "Not quite.")))[0].state["is_out"]


def test_a_number_for_other_inputs_has_its_hints_again():
    question, _ = ask("number", judge=lambda given: names_it("" if given == "7" else given))
    assert send(question, "answer", given="1.655")["is_out"]
    assert not send(question, "answer", given="7")["is_out"]


def test_who_is_told_what_is_amiss_is_pointed_nowhere():
    question, _ = ask()
    assert send(question, "answer", given=[0])["message"] == "said of [0]"


def test_what_was_answered_before_is_shown_and_not_recorded_again():
    question, recorded = ask(earlier=([1], Said("right", "Right.")))
    assert question.state["given"] == [1]
    assert question.state["message"] == "You answered this one before. Right."
    assert recorded == []


def test_a_page_that_runs_no_widgets_shows_the_question():
    question, _ = ask()
    data, _ = question._repr_mimebundle_()
    assert data["text/plain"].startswith("?\n")
    assert "in JupyterLab" in data["text/plain"]
