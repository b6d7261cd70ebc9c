"""Files of questions that are not right are refused whole, in words for their author."""

import pytest

from lessons.data import DataError, lessons, prediction, question

GOOD = """
lesson = 1
title = "One"
[questions.first]
kind = "one"
ask = "?"
hints = ["a", "b", "c"]
solution = "s"
[[questions.first.options]]
text = "x"
because = "y"
right = true
[[questions.first.options]]
text = "z"
because = "w"
"""


def folder(tmp_path, **files):
    """Write files of questions and return the folder of data that they are in."""
    (tmp_path / "questions").mkdir()
    for name, text in files.items():
        (tmp_path / "questions" / f"{name}.toml").write_text(text, "utf-8")
    return tmp_path


def test_a_question_is_found_by_its_name(tmp_path):
    number, found = question("first", folder=folder(tmp_path, one=GOOD))
    assert (number, found.ask) == (1, "?")


def test_an_unknown_name_is_refused_with_the_nearest_right_one(tmp_path):
    with pytest.raises(DataError, match="first"):
        question("fist", folder=folder(tmp_path, one=GOOD))


def test_a_name_is_refused_where_there_is_none_at_all(tmp_path):
    with pytest.raises(DataError, match="prediction"):
        prediction("first", folder=folder(tmp_path, one=GOOD))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (GOOD + "[", "one.toml is not right TOML"),
        (GOOD.replace('"c"]', "]"), "one.toml, questions, first, hints"),
        (GOOD.replace("right = true", "right = maybe"), "one.toml is not right TOML"),
        (GOOD.replace("solution", "solutoin"), "one.toml, questions, first, solution"),
        (GOOD.replace('kind = "one"', 'kind = "number"'), "a number needs a figure"),
        (GOOD.replace("lesson = 1", ""), "one.toml, lesson"),
    ],
)
def test_a_file_that_is_not_right_is_refused_with_file_and_place(tmp_path, wrong, said):
    with pytest.raises(DataError) as refused:
        lessons(folder=folder(tmp_path, one=wrong))
    assert said in str(refused.value)


def test_a_name_is_taken_once_over_all_files(tmp_path):
    with pytest.raises(DataError, match="“first” is taken"):
        lessons(folder=folder(tmp_path, one=GOOD, two=GOOD.replace("lesson = 1", "lesson = 2")))


def test_a_lesson_has_one_file(tmp_path):
    with pytest.raises(DataError, match="lesson 1 has a file already"):
        lessons(folder=folder(tmp_path, one=GOOD, two=GOOD.replace("first", "second")))
