"""The kernel's side of the board: what it draws, what it tells, and what it passes over."""

import math
import re

import plotly.graph_objects as go
import pytest
from sliders import Listener

from lessons import explore
from lessons.classroom import spread
from lessons.classroom.board import ClassBoard, ClassQuestion, Revealed

NUMBER = {
    "kind": "number",
    "ask": "How many?",
    "label": "Hours",
    "unit": "hours/year",
    "minimum": 0,
    "maximum": 3_000,
    "step": 50,
}
CHOICE = {"kind": "choice", "ask": "Which?", "options": ["A <b>team</b>", "An agency", "Neither"]}
SKETCH = {
    "kind": "sketch",
    "ask": "How does it go?",
    "label": "Cost",
    "across_label": "Share",
    "across": [{"value": at, "text": f"{at}%"} for at in (0, 50, 100)],
    "ticks": [{"value": at, "text": str(at)} for at in (0, 5, 10)],
    "minimum": 0,
    "maximum": 10,
    "step": 1,
    "start": 5,
}
ROUNDS = {
    "number": ([500, 550, 550, 600, 2_900], [550, 550, 600]),
    "choice": ([0, 0, 1], [1, 1, 1]),
    "sketch": ([[0, 5, 10], [2, 5, 6], [4, 2, 8]], [[1, 5, 9]]),
}
FOUND = {"number": 571.4, "choice": [1], "sketch": [1, 4, 9]}
ASKED = {one["kind"]: one for one in (NUMBER, CHOICE, SKETCH)}
KINDS = pytest.mark.parametrize("kind", ASKED)


def board(kind: str = "number") -> tuple[ClassBoard, list]:
    """Return a board, and a list of what was revealed on it."""
    revealed = []

    def reveal(latest, distinct):
        revealed.append((latest, distinct))
        return Revealed("It is so.", FOUND[kind], [(one, f"Not {one}.", 0.5) for one in distinct])

    return ClassBoard(ClassQuestion(ASKED[kind], reveal)), revealed


def ask(made: ClassBoard, monkeypatch, **content) -> list[dict]:
    """Send a message as the page does; return the answers."""
    sent = []
    monkeypatch.setattr(made, "send", sent.append)
    made._hear(made, content, [])
    return sent


@KINDS
@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("is_revealed", [False, True])
def test_a_spread_is_a_figure_that_plotly_draws(kind, count, is_revealed):
    rounds = ROUNDS[kind][:count]
    spec = spread.drawn(ASKED[kind], rounds, FOUND[kind] if is_revealed else None)
    go.Figure(spec)
    assert spec["layout"]["title"]["text"] == spread.title(ASKED[kind], rounds[-1])
    names = [one.get("name", "") for one in spec["data"]]
    assert sum("The class" in name for name in names) == count


@KINDS
def test_a_round_in_which_nobody_has_committed_is_drawn_and_told_as_that(kind):
    go.Figure(spread.drawn(ASKED[kind], [[]]))
    assert spread.title(ASKED[kind], []) == "Nobody has predicted"
    assert spread.told(ASKED[kind], [[]]) == "Nobody has committed a prediction."


def test_the_scale_has_its_unit_as_the_page_writes_it_unless_its_name_says_it():
    asked = NUMBER | {"label": "Dekningspunkt", "unit": "hours/year", "unit_shown": "timer/år"}
    told = {
        label: spread.drawn(asked | {"label": label}, [[]])["layout"]["xaxis"]["title"]["text"]
        for label in ("Dekningspunkt", "Timer i året")
    }
    assert told == {"Dekningspunkt": "Dekningspunkt (timer/år)", "Timer i året": "Timer i året"}


def test_each_number_is_a_dot_on_those_that_are_alike_and_the_middle_is_a_line():
    dots, middle = spread.drawn(NUMBER, ROUNDS["number"][:1])["data"]
    assert dots["x"] == [500, 550, 550, 600, 2_900]
    assert dots["y"] == [1, 1, 2, 1, 1]
    assert middle["x"] == [550, 550]


def test_the_finding_of_a_round_is_told_in_words():
    said = spread.told(NUMBER, ROUNDS["number"])
    assert said == (
        "Round 1: Predictions: 5. The middle one is 550 hours a year. "
        "Round 2: Predictions: 3. The middle one is 550 hours a year."
    )
    ends = "{} hours a year to {} hours a year"
    few, many = ROUNDS["number"][0], [0, *ROUNDS["number"][0] * 2]
    assert spread.title(NUMBER, few) == f"They expect {ends.format(500, '2,900')}"
    told = f"The middle half of the class expects {ends.format(500, 600)}"
    assert spread.title(NUMBER, many) == told
    assert spread.title(NUMBER, [550, 550]) == "All expect 550 hours a year"
    assert spread.title(NUMBER, [550] * 9 + [0]) == "Most of the class expects 550 hours a year"
    assert spread.title(CHOICE, [0, 0, 1]) == "2 of 3 chose “A <b>team</b>”"
    assert "each chose" in spread.title(CHOICE, [0, 1])
    assert spread.told(SKETCH, ROUNDS["sketch"][:1]) == (
        "The middle goes from 2 at 0% to 8 at 100%."
    )


@KINDS
def test_of_many_rounds_the_two_latest_stand_beside_each_other(kind):
    rounds = [*ROUNDS[kind], ROUNDS[kind][0]]
    spec = spread.drawn(ASKED[kind], rounds)
    go.Figure(spec)
    names = [one["name"] for one in spec["data"] if "class, round" in one.get("name", "")]
    assert [re.search(r"round (\d)", name)[1] for name in names] == ["2", "3"]
    said = spread.told(ASKED[kind], rounds)
    assert re.findall(r"Round (\d):", said) == ["2", "3"]


def test_choices_are_counted_beside_each_other_and_the_right_one_is_marked():
    first, second = spread.drawn(CHOICE, ROUNDS["choice"], FOUND["choice"])["data"]
    assert (first["x"], second["x"]) == ([2, 1, 0], [0, 3, 0])
    assert first["marker"]["pattern"] != second["marker"]["pattern"]
    assert [text.startswith("✔") for text in first["y"]] == [False, True, False]
    assert first["y"][0] == "A &lt;b&gt;team&lt;/b&gt;"  # no tag of Plotly's


def test_lines_are_faint_and_their_median_is_not():
    lines, middle = spread.faint("The class", spread.style.CLASS, [0, 50, 100], [[0, 5, 9]] * 3)
    assert lines["opacity"] < 0.7
    assert lines["y"].count(None) == 3
    assert middle["y"] == [0, 5, 9]


@pytest.mark.parametrize("axis", ["x", "y"])
def test_dots_on_an_explorers_chart_stay_within_it(axis):
    explorer = explore.make_or_buy()
    spec = explorer.chart.spec
    dots, middle = spread.along([100, 100, 300], axis, spec)
    own, other = ("x", "y") if axis == "x" else ("y", "x")
    low, high = spec["layout"][f"{other}axis"]["range"]
    assert dots[own] == pytest.approx(
        [100, 100, 300], abs=spec["layout"][f"{own}axis"]["range"][1] / 60
    )
    assert all(low < one < high for one in dots[other])
    assert middle[own] == [100, 100]
    assert middle[other] == [low, high]
    explorer.overlay([dots, middle])
    go.Figure(explorer.chart.spec)


@KINDS
def test_the_page_is_drawn_what_it_tells_and_told_what_belongs_to_each(kind, monkeypatch):
    made, revealed = board(kind)
    rounds = [list(one) for one in ROUNDS[kind]]
    assert ask(made, monkeypatch, kind="spread", rounds=rounds[:1]) == []
    before = made.chart.spec
    (told,) = ask(made, monkeypatch, kind="reveal", rounds=rounds)
    ((latest, distinct),) = revealed
    assert latest == rounds[-1]
    given = [one for answers in rounds for one in answers]
    assert [one for one in given if one not in distinct] == []
    assert len(distinct) == len({str(one) for one in given})
    assert told["answer"] == "It is so."
    assert told["reasons"] == [[one, f"Not {one}.", 0.5] for one in distinct]
    assert made.chart.spec != before


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        *(("number", wrong) for wrong in ("5", None, True, math.inf, [5], {"a": 1})),
        *(("choice", wrong) for wrong in (3, -1, 0.5, "0", True)),
        *(("sketch", wrong) for wrong in ([1, 2], [1, 2, "3"], 5, [1, 2, math.nan], None)),
    ],
)
def test_what_is_no_answer_is_passed_over(kind, wrong, monkeypatch):
    made, _ = board(kind)
    good = ROUNDS[kind][0][0]
    (told,) = ask(made, monkeypatch, kind="reveal", rounds=[[wrong, good]])
    assert [one for one, _, _ in told["reasons"]] == [good]


@pytest.mark.parametrize("rounds", [None, [], [None], "x", 5])
def test_without_any_round_nobody_has_predicted(rounds, monkeypatch):
    made, _ = board()
    ask(made, monkeypatch, kind="spread", rounds=rounds)
    assert made.chart.spec["layout"]["title"]["text"] == "Nobody has predicted"


def test_an_address_becomes_a_code_for_phones(monkeypatch):
    made, _ = board()
    (told,) = ask(made, monkeypatch, kind="qr", address="http://127.0.0.1/class/BCDF")
    assert told["picture"].startswith("data:image/svg+xml")


def test_asking_anew_tells_the_page_once(monkeypatch):
    made, _ = board()
    with Listener() as heard:
        made.ask()
    assert len(heard.messages) == 1
    made.ask(ClassQuestion(CHOICE, lambda *_: None))
    assert made.asked == CHOICE


@pytest.mark.parametrize(
    ("label", "unit", "named"),
    [
        ("Your prediction", "hours/year", "Your prediction (hours/year)"),
        ("Hours of work a year", "hours/year", "Hours of work a year"),
        ("Cost", "$/hour", "Cost"),
        ("Share", "%", "Share"),
        ("Ratio", "", "Ratio"),
    ],
)
def test_a_scale_is_named_with_its_unit_once(label, unit, named):
    spec = spread.drawn({**NUMBER, "label": label, "unit": unit}, [[550]])
    assert spec["layout"]["xaxis"]["title"]["text"] == named
