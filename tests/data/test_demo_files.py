"""Demo scripts: those of the lessons can be walked, and wrong files are refused in words."""

import shutil
from itertools import pairwise

import pytest
import textstat
from prose import HARDEST, LONGEST, sentences
from test_question_files import folder as _folder

from lessons import data, explore
from lessons.data import DataError
from lessons.explore.entries import Entry
from lessons.scenario import ScenarioError

EVERY_DEMO = pytest.mark.parametrize(
    "demo", data.demos_by_lesson().values(), ids=lambda one: one.explorer
)
MINUTES = 2
WORDS_A_MINUTE = 110  # of a person who speaks to a room, with pauses

GOOD = """
lesson = 1
explorer = "make_or_buy"
[start]
preset = "Cited rates"
[[steps]]
inputs = { volume = 1600 }
ask = "What at {volume}?"
say = "More."
[[steps]]
preset = "Spare capacity"
ask = "And now?"
say = "Less."
"""


def folder(tmp_path, **files):
    """Write demo scripts and return the folder of data that they are in."""
    written = _folder(tmp_path, **files)
    (written / "questions").rename(written / "demos")
    return written


def filled(monkeypatch, tmp_path, text: str) -> list[dict]:
    """Return the steps of a demo as the bar of make or buy is given them."""
    found = data.demos_by_lesson(folder=folder(tmp_path, one=text))
    monkeypatch.setattr(data, "demos_by_lesson", lambda: found)
    return explore.make_or_buy.demo()


# The demos of the lessons


def test_every_lesson_has_a_demo():
    assert set(data.demos_by_lesson()) == set(data.lessons()) - {0}


@EVERY_DEMO
def test_every_step_of_a_demo_can_be_solved_and_shows_something_new(demo):
    entry = explore.entry(demo.explorer)
    assert entry.name in explore.LESSONS[list(explore.LESSONS)[demo.lesson - 1]]
    steps = entry.demo()
    assert 5 <= len(steps) <= 7  # the start, and four to six steps
    told = []
    for step in steps:
        outcome = entry.solve(entry.model(**step["values"]))
        told.append((entry.view.describe(outcome), entry.view.headline(outcome)))
    assert all(before != after for before, after in pairwise(told))


@EVERY_DEMO
def test_a_demo_is_easy_to_follow(demo):
    texts = [step[part] for step in explore.entry(demo.explorer).demo() for part in ("ask", "say")]
    texts = [text for text in texts if text]
    assert not [one for one in sentences(texts) if len(one.split()) > LONGEST]
    assert textstat.flesch_kincaid_grade(" ".join(texts)) <= HARDEST
    assert sum(len(text.split()) for text in texts) <= MINUTES * WORDS_A_MINUTE


def found(lesson: int) -> list:
    """Return what the model finds at each step of a demo, the start first."""
    entry = explore.entry(data.demos_by_lesson()[lesson].explorer)
    return [entry.solve(entry.model(**step["values"])) for step in entry.demo()]


def test_what_lesson_one_says_is_what_the_model_finds():
    decisions = [one.decision for one in found(1)]
    assert decisions == [
        "outsource",
        "insource",
        "outsource",
        "insource",
        "outsource",
        "outsource",
    ]
    start, _, _, idle, checked, freelancer = (one.break_even for one in found(1))
    assert idle < checked < start
    assert freelancer is None


def test_what_lesson_two_says_is_what_the_series_tell():
    _, users, exports, levels, changes, calls = found(2)
    places = {line.place: line.main for line in users.lines}
    first = [(places[name] > 20).argmax() for name in ("United States", "Poland", "India")]
    assert first == sorted(set(first))
    assert (exports.scenario.axis, exports.scenario.countries) == ("Log", ("India",))
    assert levels.levels_correlation > 0.9
    assert abs(changes.correlations[0][1].changes) < 0.2
    prices = calls.lines[0].told[1]
    assert prices[-1] < prices[0] / 10


def test_what_lesson_three_says_is_what_the_model_finds():
    start, opened, strong, tail, named, least = (one.required_saving for one in found(3))
    assert start == 0 < least < named < opened < tail
    assert 0 < strong < opened


def test_what_lesson_four_says_is_what_the_model_finds():
    agency, team, handover, quiet, knowledge, hit = found(4)
    assert (agency.scenario.week, team.scenario.week) == (26, 0)
    assert handover.cost == min(handover.costs) < min(agency.cost, team.cost)
    assert quiet.best_week == 0
    assert knowledge.cost > handover.cost
    assert knowledge.best_week == 26
    assert handover.best_week < hit.best_week < 26


def test_what_lesson_five_says_is_what_the_model_finds():
    single, ranges, rougher, work, desk, payroll = found(5)
    assert single.probability == 1
    assert 0.5 < rougher.probability < ranges.probability < 1
    assert [one.decision for one in (ranges, work, desk)] == ["insource", "outsource", "outsource"]
    assert 0.1 < desk.probability < 0.5
    assert payroll.probability == 0


# What a file may say


def test_a_step_is_given_with_its_inputs_filled_in(monkeypatch, tmp_path):
    start, first, second = filled(monkeypatch, tmp_path, GOOD)
    assert (start["ask"], start["say"]) == ("", "")
    assert first["ask"] == "What at 1,600 hours a year?"
    assert first["values"] == explore.make_or_buy.scenario(volume=1600).model_dump()
    assert second["values"] == explore.make_or_buy.scenario("Spare capacity").model_dump()


def asking(tmp_path, name: str) -> dict:
    """Return a demo whose first step asks a class for a prediction, beside the real questions."""
    text = GOOD.replace("inputs = {", f'class = "{name}"\ninputs = {{', 1)
    written = folder(tmp_path, one=text)
    shutil.copytree(data.FOLDER / "questions", written / "questions")
    return data.demos_by_lesson(folder=written)


def test_a_step_may_ask_a_class_for_a_prediction(monkeypatch, tmp_path):
    found = asking(tmp_path, "break-even-volume")
    monkeypatch.setattr(data, "demos_by_lesson", lambda: found)
    start, first, second = explore.make_or_buy.demo()
    told = [one["class"] for one in (start, first, second)]
    assert told == ["", "break-even-volume", ""]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("break-even-volum", "Did you mean 'break-even-volume'?"),
        ("launch-training", "is not about the explorer “make_or_buy”, but about “ramp_up”"),
    ],
)
def test_what_a_class_cannot_be_asked_there_is_refused(tmp_path, name, said):
    with pytest.raises(DataError) as refused:
        asking(tmp_path, name)
    assert said in str(refused.value)


def test_lesson_one_asks_a_class():
    asked = [step["class"] for step in explore.make_or_buy.demo()]
    assert "break-even-volume" in asked


def test_an_explorer_that_no_demo_is_about_has_no_steps():
    about = {demo.explorer for demo in data.demos_by_lesson().values()}
    others = [entry for name, entry in explore.catalogue().items() if name not in about]
    assert others
    assert [one for entry in others for one in entry.demo()] == []


@pytest.mark.parametrize(
    ("wrong", "error", "said"),
    [
        (GOOD.replace("{volume}", "{volumes}"), DataError, "The nearest is “volume”"),
        (GOOD.replace("{volume}", "{volume"), DataError, "make_or_buy"),
        (GOOD.replace("{volume}", "{}"), DataError, "make_or_buy"),
        (GOOD.replace("Spare capacity", "Spare capacities"), ScenarioError, "“Spare capacity”"),
        (GOOD.replace("volume = 1600", "volumes = 1600"), ScenarioError, "“volume”"),
        (GOOD.replace("volume = 1600", "volume = 16000"), ScenarioError, "0 and 3,000"),
    ],
)
def test_what_does_not_fit_the_explorer_is_refused_in_words(
    monkeypatch, tmp_path, wrong, error, said
):
    with pytest.raises(error) as refused:
        filled(monkeypatch, tmp_path, wrong)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (GOOD + "[", "one.toml is not right TOML"),
        (GOOD.replace("lesson = 1", ""), "one.toml, lesson"),
        (GOOD.replace("explorer", "explores"), "one.toml, explorer"),
        (GOOD.replace("say", "tell"), "one.toml, steps, 0, say"),
        (GOOD.replace('"More."', '""'), "one.toml, steps, 0, say"),
        (GOOD.replace("More", "5 more"), "write no number here"),
        (GOOD.replace("And now?", "And now."), "end what is asked with a question mark"),
        (GOOD[: GOOD.rindex("[[steps]]")], "one.toml, steps"),
    ],
)
def test_a_file_that_is_not_right_is_refused_with_file_and_place(tmp_path, wrong, said):
    with pytest.raises(DataError) as refused:
        data.demos_by_lesson(folder=folder(tmp_path, one=wrong))
    assert said in str(refused.value)


def test_a_lesson_and_an_explorer_have_one_demo(tmp_path):
    written = folder(tmp_path, one=GOOD, two=GOOD)
    with pytest.raises(DataError, match="lesson 1 has a file already"):
        data.demos_by_lesson(folder=written)
    (written / "demos" / "two.toml").write_text(GOOD.replace("lesson = 1", "lesson = 2"), "utf-8")
    with pytest.raises(DataError, match="“make_or_buy” has a demo already"):
        data.demos_by_lesson(folder=written)


def test_an_entry_tells_its_own_demo():
    assert isinstance(explore.make_or_buy, Entry)
    assert explore.make_or_buy().outcome.scenario == explore.make_or_buy.scenario()
