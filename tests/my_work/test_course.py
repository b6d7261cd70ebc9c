"""The way through the lessons: the next step, and the minutes that are left."""

import json
import re
from itertools import accumulate, pairwise
from pathlib import Path

import pytest

from lessons import data
from lessons.my_work import course
from lessons.my_work.progress import Record

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
LESSONS = data.lessons()
WAY = course.steps(LESSONS)
every_lesson = pytest.mark.parametrize("number", LESSONS)


def entry(step: course.Step, given: object = "g") -> Record:
    """Return what is kept once a step was done."""
    lesson = LESSONS[step.lesson]
    kind = "prediction" if step.name in lesson.predictions else "question"
    name = step.name
    if step.name not in lesson.predictions | lesson.questions:
        kind, given = "decision", 9.0
    if step.name == course.MEMO:
        name, given = "your_case", "insource"
    right = True if kind == "question" else None
    return Record(name=name, lesson=step.lesson, kind=kind, time="", given=given, right=right)


def of_kind(kind: str) -> course.Step:
    return next(step for step in WAY if entry(step).kind == kind)


def ahead(entries: list[Record]) -> dict[str, str]:
    return course.told(entries, LESSONS, lambda name: f"Title of {name}")


# What the files say of the notebooks


@every_lesson
def test_the_steps_of_a_lesson_are_those_of_its_notebook(number):
    lesson = LESSONS[number]
    cells = json.loads((NOTEBOOKS / lesson.notebook).read_text("utf-8"))["cells"]
    asked = {}
    for cell in cells:
        code = "".join(cell["source"]) if cell["cell_type"] == "code" else ""
        for name in re.findall(r'learn\.(?:predict|question|decide)\("([^"]+)"\)', code):
            asked[name] = cell["id"]
        if "learn.memo(" in code:
            asked[course.MEMO] = cell["id"]
    assert asked
    assert list(lesson.steps.items()) == list(asked.items())


@every_lesson
def test_the_minutes_of_a_lesson_are_those_of_its_notebook(number):
    text = (NOTEBOOKS / LESSONS[number].notebook).read_text("utf-8")
    told = re.search(r"\*\*It takes:\*\* About (\d+) minutes", text)[1]
    assert int(told) == LESSONS[number].minutes


@pytest.mark.parametrize("step", WAY, ids=lambda step: step.name)
def test_each_step_has_words_of_its_own(step):
    before = WAY[: WAY.index(step)]
    said = ahead([entry(one) for one in before])
    assert said["step"].startswith(f"Next: lesson {step.lesson}, ")
    assert len(said["step"]) < 80
    assert said["step"].endswith(".")
    assert not set("…{}") & set(said["step"])
    assert (said["notebook"], said["cell"]) == (step.notebook, step.cell)


def test_no_two_steps_are_told_alike():
    told = [ahead([entry(one) for one in WAY[:place]])["step"] for place in range(len(WAY))]
    assert len(set(told)) == len(told)


# Where the learner was


def test_one_begins_with_the_first_step_of_lesson_one():
    assert course.following([], LESSONS) == WAY[0]
    assert WAY[0].lesson == 1


def test_one_goes_on_after_what_was_done_last():
    for place, (step, after) in enumerate(pairwise(WAY)):
        done = [one for one in WAY[:place] if one.lesson == step.lesson]
        assert course.following([entry(one) for one in (*done, step)], LESSONS) == after


def test_what_was_left_out_of_a_lesson_comes_before_the_next_one():
    """A game above all: nobody is led past one that was not played."""
    game = of_kind("decision")
    rest = [one for one in WAY if one.lesson == game.lesson and one != game]
    assert course.following([entry(one) for one in rest], LESSONS) == game


def test_what_is_done_is_passed_over_and_what_was_left_out_comes_at_the_end():
    left_out = WAY[3]
    done = [entry(step) for step in WAY if step != left_out]
    assert course.following(done, LESSONS) == left_out
    assert course.following([entry(WAY[1]), entry(WAY[0])], LESSONS) == WAY[2]


def wrong(step: course.Step) -> Record:
    return entry(step).model_copy(update={"right": False})


def test_one_is_led_past_a_question_with_its_first_try_and_back_to_it_at_the_very_end():
    asked, left_out = of_kind("question"), WAY[3]
    assert course.following([wrong(asked)], LESSONS) == WAY[WAY.index(asked) + 1]
    rest = [entry(step) for step in WAY if step not in (asked, left_out)]
    assert course.following([wrong(asked), *rest], LESSONS) == left_out
    tried = [wrong(asked), entry(left_out), *rest]
    assert course.following(tried, LESSONS) == asked
    assert ahead(tried)["left"].startswith("You have tried it, and it is not right yet. About ")
    assert course.following([*tried, entry(asked), wrong(asked)], LESSONS) is None


def test_one_is_told_that_one_is_led_back_and_not_of_what_lies_ahead():
    told = "You left it out on the way. About "
    left_out = WAY[3]
    for place in range(1, len(WAY)):
        done = [entry(step) for step in WAY[:place] if step != left_out]
        back = course.following(done, LESSONS) == left_out and place > 3
        assert ahead(done)["left"].startswith(told if back and place > 4 else "About ")


def test_the_memo_is_a_step_that_takes_its_own_time():
    memo = next(one for one in WAY if one.name == course.MEMO)
    rest = [entry(step) for step in WAY if step != memo]
    assert course.following(rest, LESSONS) == memo
    assert ahead(rest)["step"] == "Next: lesson 5, write the memo."
    assert course.minutes_left(rest, LESSONS[5]) == LESSONS[5].step_minutes[course.MEMO] == 30
    text = (NOTEBOOKS / LESSONS[5].notebook).read_text("utf-8")
    assert "45 minutes are for the lesson and 30 for your own case and memo" in text


def test_a_game_that_was_begun_is_where_one_goes_on():
    game = of_kind("decision")
    begun = entry(game).model_copy(update={"given": "Begin", "name": f"{game.name}/2"})
    assert course.following([begun], LESSONS) == game
    before = [entry(step) for step in WAY if step != game]
    assert course.following([*before, begun], LESSONS) == game
    decided = begun.model_copy(update={"given": 26.0})
    assert course.following([*before, decided], LESSONS) is None
    assert ahead(before)["step"].endswith(f"decide in “Title of {game.name}”.")


def test_names_of_an_older_lesson_do_no_harm():
    strange = Record(name="gone", lesson=9, kind="question", time="", given=None)
    assert course.following([strange], LESSONS) == WAY[0]


def test_the_strong_firm_is_named_as_the_lesson_has_it():
    step = next(one for one in WAY if one.name == "access-to-a-strong-firm")
    before = WAY[: WAY.index(step)]
    assert ahead([entry(one) for one in before])["step"] == (
        "Next: lesson 3, predict the strong firm."
    )


# How long it takes


def test_minutes_fall_with_each_step_and_end_at_none():
    done = list(accumulate(([entry(step)] for step in WAY), initial=[]))
    minutes = [
        sum(course.minutes_left(entries, one) for one in LESSONS.values()) for entries in done
    ]
    assert minutes[0] == sum(one.minutes for one in LESSONS.values())
    assert minutes == sorted(minutes, reverse=True)
    assert minutes[-1] == LESSONS[course.START].minutes
    assert all(one % 5 == 0 for one in minutes)


@every_lesson
def test_some_minutes_are_left_as_long_as_anything_is(number):
    """Also where one question alone was tried and is not right."""
    lesson = LESSONS[number]
    way = [course.Step(number, name, "", "") for name in lesson.steps]
    for left in way:
        done = [entry(step) for step in way if step != left]
        assert course.minutes_left(done, lesson) >= 5
        if left.name in lesson.questions:
            assert course.minutes_left([*done, wrong(left)], lesson) >= 5
    assert course.minutes_left([entry(step) for step in way], lesson) == 0


def test_what_is_left_is_told_of_the_lesson_and_of_all():
    whole = sum(one.minutes for number, one in LESSONS.items() if number != course.START)
    assert ahead([])["left"] == (
        f"About {LESSONS[1].minutes} minutes are left in lesson 1, and {whole} in all."
    )


def test_who_has_done_all_is_told_so():
    said = ahead([entry(step) for step in WAY])
    assert said == {
        "step": "You have done all that the lessons ask.",
        "left": "",
        "notebook": "",
        "cell": "",
    }
