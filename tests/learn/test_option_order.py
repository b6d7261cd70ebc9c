"""Neither place nor length of an option says which one is right, and one learner's order stays."""

import json
import re
from itertools import pairwise

import pytest

from lessons import data, learn
from lessons.data.questions import Prediction, Question
from lessons.learn import answers, marking
from lessons.learn.option_order import OwnSeed, orders
from lessons.learn.question_panel import Question as Panel

LESSONS = data.lessons()
ASKED = {
    name: asked
    for lesson in LESSONS.values()
    for name, asked in {**lesson.predictions, **lesson.questions}.items()
    if asked.options
}
# Of several options no single one is the answer.
ONE = {name: asked for name, asked in ASKED.items() if asked.kind != "several"}
QUESTIONS = {name: asked for name, asked in ONE.items() if isinstance(asked, Question)}
SHUFFLED = {name: asked for name, asked in ASKED.items() if not asked.ordered}
LEARNERS = range(200)
MOST = 0.4


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """Let a learner's folder be made anew for each test."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def right(asked: Prediction | Question) -> int:
    """Return the place of the one right option in its file."""
    found = marking.find(asked.figure, marking.scenario_of(asked.figure)) if asked.figure else None
    (place,) = (
        place
        for place, one in enumerate(asked.options)
        if answers.is_right(one, found if one.found else None)
    )
    return place


RIGHT = {name: right(asked) for name, asked in ONE.items()}


def share(known: dict, taken) -> float:
    """Return how often whoever takes one of the places that `taken` gives is right."""
    return sum(RIGHT[name] in taken(name, known[name]) for name in known) / len(known)


def by_length(best):
    """Return a way to take options by their length; of two that are best both are counted."""

    def taken(_name, asked):
        lengths = [len(one.text) for one in asked.options]
        return [place for place, one in enumerate(lengths) if one == best(lengths)]

    return taken


WAYS = {
    "first": lambda _name, asked: [0],
    "last": lambda _name, asked: [len(asked.options) - 1],
    "longest": by_length(max),
    "shortest": by_length(min),
}


@pytest.mark.parametrize("known", [ONE, QUESTIONS], ids=["all", "questions"])
@pytest.mark.parametrize("way", WAYS)
def test_who_always_takes_the_same_is_seldom_right(known, way):
    assert len(known) > 30
    assert share(known, WAYS[way]) <= MOST


@pytest.mark.parametrize("known", [ONE, QUESTIONS], ids=["all", "questions"])
@pytest.mark.parametrize("place", [0, -1], ids=["first", "last"])
def test_nor_is_any_learner_who_sees_them_shuffled(known, place):
    """Of each learner it is so, and not of all of them together."""
    for seed in [*LEARNERS, None]:
        shown = orders(LESSONS, seed)
        assert share(known, lambda name, _, shown=shown: [shown[name][place]]) <= MOST, seed


# The order


def test_every_option_is_shown_once():
    for seed in [*LEARNERS, None]:
        shown = orders(LESSONS, seed)
        assert list(shown) == list(ASKED)
        for name, places in shown.items():
            assert sorted(places) == list(range(len(ASKED[name].options))), name


def test_every_option_is_at_every_place_for_somebody():
    all_shown = [orders(LESSONS, seed) for seed in LEARNERS]
    for name, asked in SHUFFLED.items():
        count = len(asked.options)
        seen = {(at, shown[name][at]) for shown in all_shown for at in range(count)}
        assert len(seen) == count**2, name


def test_an_order_that_means_something_is_kept():
    for seed in LEARNERS:
        shown = orders(LESSONS, seed)
        for name in ASKED.keys() - SHUFFLED.keys():
            assert shown[name] == list(range(len(ASKED[name].options)))


NUMBER = re.compile(r"[−-]?\d[\d,.]*|\btenth\b|\bhalf\b")
FRACTIONS = {"tenth": 0.1, "half": 0.5}
SAME = re.compile(r"(?i)\bthe same\b|\bstays?\b|\bnothing changes\b|\bnot much\b")
MORE_OR_LESS = re.compile(
    r"(?i)\b(more than|less than|rises?|rose|falls?|fell|doubles?|longer|shorter|no amount)\b"
)
OTHERS = re.compile(
    r"(?i)\b(all|none|both|neither|any) of (them|these)\b|^(both|neither|all|none)\b"
)


def amounts(asked) -> list[float]:
    """Return the first number of each option; nothing if one has none."""
    found = [NUMBER.search(one.text) for one in asked.options]
    if not all(found):
        return []
    texts = [one[0].replace(",", "").rstrip(".").replace("−", "-") for one in found]
    return [FRACTIONS.get(text) or float(text) for text in texts]


def means_something(asked) -> bool:
    """Whether options are a scale (amounts, less to more), or one of them is about the others."""
    numbers = amounts(asked)
    steps = {one < other for one, other in pairwise(numbers)}
    texts = [one.text for one in asked.options]
    scale = any(SAME.search(text) for text in texts) and (
        sum(bool(MORE_OR_LESS.search(text)) for text in texts) >= 2
    )
    return len(steps) == 1 or scale or any(OTHERS.search(text) for text in texts)


def test_what_has_an_order_of_its_own_is_marked():
    assert {name for name, asked in SHUFFLED.items() if means_something(asked)} == set()


def test_nothing_else_is_marked():
    marked = {name: asked for name, asked in ASKED.items() if asked.ordered}
    assert len(marked) >= 8
    for name, asked in marked.items():
        texts = " / ".join(one.text for one in asked.options)
        assert means_something(asked) or SAME.search(texts), name


@pytest.mark.parametrize(
    ("texts", "meant"),
    [
        (("10 days", "20 days", "30 days"), True),
        (("$5,000", "$1,000", "$50"), True),
        (("1,200", "400", "800"), False),
        (("It rises.", "It stays.", "It falls."), True),
        (("A machine", "A brand", "None of these"), True),
        (("A machine", "A brand", "Both"), True),
        (("A machine", "A brand", "A poster"), False),
    ],
)
def test_an_order_is_known_by_its_words(texts, meant):
    options = tuple({"text": text, "because": "b."} for text in texts)
    asked = Question(kind="one", ask="?", options=options, hints=("a", "b", "c"), solution="s")
    assert means_something(asked) == meant


# One learner's order


def shown_to_me() -> dict[str, list[int]]:
    opened = {name: learn.question(name) for name in ("could-be-outsourced", "specific-work")}
    opened |= {name: learn.predict(name) for name in ("who-does-the-launch", "candy-decision")}
    return {name: one.asked["order"] for name, one in opened.items()}


def test_a_learner_sees_the_same_order_each_time(own_folder):
    before = shown_to_me()
    seed = json.loads((own_folder / "my-work" / "option-order.json").read_text("utf-8"))["seed"]
    assert before == {name: orders(LESSONS, seed)[name] for name in before}
    learn.question("could-be-outsourced").answer([1])
    learn.progress().reset()
    assert shown_to_me() == before


def test_two_learners_have_seeds_of_their_own(tmp_path):
    seeds = {OwnSeed(tmp_path / str(number)).seed() for number in range(5)}
    assert len(seeds) == 5


def test_a_damaged_seed_is_set_aside_and_made_anew(own_folder):
    (own_folder / "my-work").mkdir()
    path = own_folder / "my-work" / "option-order.json"
    path.write_text('{"format": 1, "seed": "x"}')
    assert shown_to_me() == shown_to_me()
    assert isinstance(json.loads(path.read_text("utf-8"))["seed"], int)
    assert (own_folder / "my-work" / "option-order-set-aside-1.json").exists()
    path.write_text("{")
    told = learn.question("could-be-outsourced").state["notice"]
    assert "new order" in told
    assert "option-order-set-aside-2.json" in told
    path.write_text("{")
    told = learn.predict("who-does-the-launch").state["sentence"]
    assert "option-order-set-aside-3.json" in told


def test_where_nothing_is_kept_the_names_decide(own_folder, monkeypatch):
    monkeypatch.setattr("lessons.my_work.own_file.is_presented", lambda: True)
    presented = shown_to_me()
    assert presented == {name: orders(LESSONS, None)[name] for name in presented}
    assert not (own_folder / "my-work").exists()
    monkeypatch.undo()
    monkeypatch.chdir(own_folder)
    (own_folder / "my-work").write_text("in the way")
    assert shown_to_me() == presented
    assert learn.question("could-be-outsourced").state["notice"] == ""


@pytest.mark.parametrize("seed", [None, 1])
@pytest.mark.parametrize("name", QUESTIONS)
def test_what_is_judged_and_kept_does_not_depend_on_the_order(name, seed, own_folder, monkeypatch):
    monkeypatch.setattr(OwnSeed, "seed", lambda _self: seed)
    asked, panel = QUESTIONS[name], learn.question(name)
    panel._hear(panel, {"kind": "answer", "given": [RIGHT[name]]}, [])
    assert panel.state["level"] == "right"
    assert asked.options[RIGHT[name]].because in panel.state["message"]
    kept = json.loads((own_folder / "my-work" / "progress.json").read_text("utf-8"))
    assert kept["entries"][-1]["given"] == [asked.options[RIGHT[name]].text]
    assert learn.question(name).state["given"] == [RIGHT[name]]


def test_a_question_of_nobodys_is_shown_as_it_is_written():
    panel = Panel("?", "one", judge=None, hints=[], solution=None, options=["a", "b", "c"])
    assert panel.asked["order"] == [0, 1, 2]
