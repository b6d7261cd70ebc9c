"""The decisions of the files, taken as a learner takes them."""

import json
import re

import pytest
import textstat
from prose import HARDEST, LONGEST, NOTEBOOKS, sentences

from lessons import data, learn
from lessons.data import DataError
from lessons.learn import deciding
from lessons.learn.decision_panel import Decision
from lessons.models.handover import WEEKS, Handover
from lessons.my_work import receipt
from lessons.my_work.progress import Progress
from lessons.scenario import ScenarioError

NAME = "candy-campaign"
LESSON, ASKED = data.decision(NAME)


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """Let a learner's folder be made anew for each test."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def kept(folder) -> list[tuple]:
    path = folder / "my-work" / "progress.json"
    entries = json.loads(path.read_text("utf-8"))["entries"] if path.exists() else []
    return [(one["name"], one["lesson"], one["kind"], one["given"]) for one in entries]


def to_the_end(decision: Decision) -> Decision:
    """Play on, past all news, to the end."""
    for _ in range(len(ASKED.news) + 1):
        decision.go(WEEKS)
    assert decision.state["phase"] == "over"
    return decision


def plays(decision: Decision, week: int | None) -> Decision:
    """Play a game in which the team takes over after a week, if it ever does."""
    decision.begin(changed=week == 0)
    while week and decision.state["step"] < week:
        decision.go(week)
    if week:
        decision.change()
    return to_the_end(decision)


def news(decision: Decision) -> list[tuple[str, str]]:
    return [(one["when"], one["text"]) for one in decision.state["feed"] if one["is_news"]]


def test_the_first_game_has_the_three_pieces_of_news():
    decision = to_the_end_of_the_first()
    assert [text.split(".")[0] for _, text in news(decision)] == [
        "The launch goes viral: a film of the bar is passed on and on",
        "The agency raises its rate",
        "Two of the four people leave the team",
    ]
    weeks = sorted(one.first for one in ASKED.news.values() if one.first)
    assert [when for when, _ in news(decision)] == [f"After week {week}" for week in weeks]


def to_the_end_of_the_first() -> Decision:
    return plays(learn.decide(NAME), None)


def test_in_the_first_game_hindsight_knows_better_than_anybody_could():
    table = dict(zip(*zip(*(row[:2] for row in rows(7)), strict=True), strict=True))
    assert table == {
        "Your plan": "After week 7",
        "Best on what was known": "After week 10",
        "Best in hindsight": "After week 13",
    }


def rows(week: int) -> list[list[str]]:
    return plays(learn.decide(NAME), week).state["table"]["rows"]


@pytest.mark.parametrize("number", range(1, 25))
def test_every_game_can_be_played(number):
    campaign = deciding.Campaign(ASKED, number)
    for handover in (None, 0, 9):
        for week in (0, *sorted(campaign.stops), WEEKS):
            scene = campaign.scene(week, handover if (handover or 0) <= week else None)
            assert scene.sentence.endswith(".")
            assert len(scene.known) == len(ASKED.shown)
    assert len(scene.table) == 3


def test_news_shows_in_what_is_known_from_then_on():
    decision = learn.decide(NAME)
    decision.begin(changed=False)
    label = Handover.inputs()["agency_rate"].label
    week = ASKED.news["dearer-agency"].first
    while decision.state["step"] < week:
        assert [label, "$155 an hour", ""] in decision.state["known"]
        decision.go(week)
    assert [label, "$190 an hour", "at the start $155 an hour"] in decision.state["known"]


def test_figures_that_the_news_tells_are_those_that_it_changes():
    texts = {name: one.text for name, one in ASKED.news.items()}
    changes = {name: one.changes for name, one in ASKED.news.items()}
    usual = Handover(**ASKED.inputs)
    assert changes["viral"]["market"] == 2 * usual.market
    assert "twice as many" in texts["viral"]
    assert f"{changes['dearer-agency']['agency_rate']:.0f} dollars" in texts["dearer-agency"]
    leave = changes["two-people-leave"]
    assert 2 * leave["team_hours"] == usual.team_hours == 160
    assert f"{leave['team_hours']:.0f} hours" in texts["two-people-leave"]
    assert leave["booked_later"] == 0.75
    assert "three quarters" in texts["two-people-leave"]
    assert f"week {changes['projects-go-on']['booked_weeks']:.0f}" in texts["projects-go-on"]
    assert changes["new-colleague"]["own_knowledge"] == 0.5
    assert changes["better-notes"]["transferred"] == 0.9
    assert f"runs for {WEEKS} weeks" in ASKED.ask


def test_no_news_is_on_the_page_before_it_has_come():
    decision = learn.decide(NAME)
    decision.begin(changed=False)
    while decision.state["phase"] != "over":
        step = decision.state["step"]
        told = sum((one.first or WEEKS) <= step for one in ASKED.news.values())
        assert len(news(decision)) == told
        sent = json.dumps([decision.get_state(), decision.chart.get_state()], default=str)
        assert sum(json.dumps(one.text)[1:-1] in sent for one in ASKED.news.values()) == told
        assert ASKED.explained not in sent
        decision.go(decision.state["step"] + 1)


# What is kept


def test_every_decision_is_kept(own_folder):
    assert kept(own_folder) == []
    decision = learn.decide(NAME)
    assert kept(own_folder) == []
    plays(decision, 9)
    first = (NAME, 4, "decision")
    assert kept(own_folder) == [(*first, "Start with the agency"), (*first, 9.0)]
    decision.again()
    plays(decision, 0)
    assert kept(own_folder)[2:] == [(f"{NAME}/2", 4, "decision", 0.0)]
    decision.again()
    plays(decision, None)
    assert [given for *_, given in kept(own_folder)[3:]] == ["Start with the agency", 26.0]


def test_decisions_are_in_the_receipt(own_folder):
    plays(learn.decide(NAME), 9)
    entries = Progress(own_folder / "my-work").entries()
    lessons = receipt.written(entries, data.lessons()).lessons
    (lesson,) = (one for one in lessons if one.lesson == LESSON)
    assert [(one.name, one.given) for one in lesson.decisions] == [
        (NAME, "Start with the agency"),
        (NAME, 9.0),
    ]


@pytest.mark.parametrize("week", [None, 0, 1, 9, 25])
def test_what_was_decided_is_there_when_the_lesson_is_opened_again(week, own_folder):
    before = plays(learn.decide(NAME), week)
    entries, again = kept(own_folder), learn.decide(NAME)
    assert again.sentence == before.sentence
    assert again.state["table"] == before.state["table"]
    assert again.state["feed"] == before.state["feed"]
    assert again.state["before"]
    assert kept(own_folder) == entries


def test_the_latest_game_is_there_when_the_lesson_is_opened_again():
    decision = plays(learn.decide(NAME), 9)
    decision.again()
    decision.begin(changed=False)
    again = learn.decide(NAME)
    assert (again.state["number"], again.state["phase"], again.state["step"]) == (2, "going", 0)


@pytest.mark.parametrize("given", ["typed by hand", 99.0, 2.5, -1.0, [1.0], None])
def test_a_file_written_by_hand_does_no_harm(given, own_folder):
    progress = Progress(own_folder / "my-work")
    progress.record(name=NAME, lesson=4, kind="decision", given=given)
    for game in ("two", "0", "-1", "9" * 5_000):
        progress.record(name=f"{NAME}/{game}", lesson=4, kind="decision", given=3.0)
    assert learn.decide(NAME).state["phase"] == "going"


def test_a_decision_that_cannot_be_kept_is_told_and_the_game_goes_on(own_folder):
    (own_folder / "my-work").write_text("in the way")
    decision = learn.decide(NAME)
    decision.begin(changed=False)
    assert "my-work" in decision.state["notice"]
    decision.go(1)
    assert decision.state["step"] == 1


# The words


def test_the_lesson_lets_it_be_taken_once():
    (path,) = (one for one in NOTEBOOKS if one.name.startswith(f"{LESSON:02}"))
    cells = json.loads(path.read_text("utf-8"))["cells"]
    code = ["".join(one["source"]) for one in cells if one["cell_type"] == "code"]
    assert code.count(f'learn.decide("{NAME}")') == 1


def test_an_unknown_name_is_refused_with_the_nearest_right_one():
    with pytest.raises(DataError, match=NAME):
        learn.decide("candy_campaign")


def test_news_that_changes_what_there_is_not_is_refused_with_the_nearest(own_folder):
    wrong = ASKED.news["viral"].model_copy(update={"changes": {"markte": 1.0}})
    asked = ASKED.model_copy(update={"news": {"viral": wrong}})
    with pytest.raises(ScenarioError, match="market"):
        deciding.Campaign(asked, 1)


def test_the_words_are_easy_to_read():
    texts = [ASKED.ask, ASKED.explained, *(one.text for one in ASKED.news.values())]
    assert not [one for one in sentences(texts) if len(one.split()) > LONGEST]
    assert textstat.flesch_kincaid_grade(" ".join(texts)) <= HARDEST
    for text in texts:
        assert re.search(r"[.?]$", text), text
