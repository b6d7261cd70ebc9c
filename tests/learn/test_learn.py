"""Every prediction and question of the files, answered in every way a learner may."""

import json
import re
import string

import numpy as np
import pytest

from lessons import data, explore, learn, words
from lessons.data import DataError
from lessons.learn import marking
from lessons.my_work.progress import Progress
from lessons.words import PHRASES, unmarked

LESSONS = data.lessons()
PREDICTIONS = {
    name: one for lesson in LESSONS.values() for name, one in lesson.predictions.items()
}
QUESTIONS = {name: one for lesson in LESSONS.values() for name, one in lesson.questions.items()}
NUMBERS = {name: one for name, one in QUESTIONS.items() if one.kind == "number"}
CHOICES = {name: one for name, one in QUESTIONS.items() if one.kind != "number"}
every_prediction = pytest.mark.parametrize("name", PREDICTIONS)
every_question = pytest.mark.parametrize("name", QUESTIONS)


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """Let a learner's folder be made anew for each test."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def right_number(name: str) -> float:
    """Return what the model finds for a question, where its inputs stand at the start."""
    figure = NUMBERS[name].figure
    return marking.find(figure, marking.scenario_of(figure))


def typed(value: float, unit: str) -> str:
    return f"{value * (100 if unit == '%' else 1):.10f}"


def right_options(name: str) -> list[int]:
    asked = CHOICES[name]
    found = marking.find(asked.figure, marking.scenario_of(asked.figure)) if asked.figure else None
    return [
        place
        for place, one in enumerate(asked.options)
        if (one.found == found if found is not None else one.right)
    ]


def kept(folder) -> list[dict]:
    path = folder / "my-work" / "progress.json"
    return json.loads(path.read_text("utf-8"))["entries"] if path.exists() else []


# Questions


@every_question
def test_a_question_left_blank_is_not_answered_yet(name, own_folder):
    question = learn.question(name)
    verdict = question.answer("" if name in NUMBERS else [])
    assert verdict.message == PHRASES["answer_blank"]
    assert kept(own_folder) == []


@pytest.mark.parametrize("name", NUMBERS)
def test_the_right_number_is_right_and_a_text_is_no_number(name, own_folder):
    question, asked = learn.question(name), NUMBERS[name]
    assert question.answer("about ten").level == "kind"
    assert kept(own_folder) == []
    verdict = question.answer(typed(right_number(name), asked.unit))
    assert verdict.level == "right"
    assert "{" not in verdict.message
    assert [one["right"] for one in kept(own_folder)] == [True]


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("factor", [1_000, 100, 60, 52, 24, 12, 7])
def test_a_factor_is_told_where_the_unit_can_be_mistaken_and_nowhere_else(name, factor):
    unit = NUMBERS[name].unit
    mistaken = {
        "hours/year": {60, 52, 12},
        "$/year": {1_000, 52, 12},
        "$/hour": {1_000, 60},
        "$": {1_000},
        "%": {100},
        "years": {52, 12},
        "days": {24, 7},
    }[unit]
    question = learn.question(name)
    for value in (right_number(name) * factor, right_number(name) / factor):
        verdict = question.answer(typed(value, unit))
        assert verdict.level == ("near" if factor in mistaken else "wrong")
        assert (f"{factor:,} times" in verdict.message) == (factor in mistaken)


def test_12_times_a_share_is_no_other_unit():
    said = learn.question("moved-to-agencies").answer("123").message
    assert "unit" not in said
    assert "times" not in said


@pytest.mark.parametrize(
    ("name", "place"),
    [(name, place) for name, one in NUMBERS.items() for place in range(len(one.slips))],
)
def test_a_slip_is_told_its_own_reason(name, place):
    asked = NUMBERS[name]
    slip = asked.slips[place]
    scenario = marking.scenario_of(asked.figure).replace(**slip.inputs)
    slipped = marking.find(asked.figure, scenario)
    verdict = learn.question(name).answer(typed(slipped, asked.unit))
    assert verdict.level == "wrong"
    told = words.PHRASES["answer_wrong"].partition("{")[0] + slip.because.partition("{")[0]
    assert verdict.message.startswith(told)
    assert not verdict.names_answer
    right = words.spoken(marking.rounded(right_number(name)), asked.unit)
    assert right not in verdict.message


def test_a_point_for_thousands_names_the_answer():
    question = learn.question("faded-break-even")
    assert "Write 1655 without one" in question.answer("1.655").message
    assert question.state["is_out"]
    assert not question.answer("1.7").names_answer


@pytest.mark.parametrize("name", CHOICES)
def test_each_option_is_told_its_own_reason(name):
    asked, right = CHOICES[name], right_options(name)
    assert right
    if asked.kind == "one":
        assert len(right) == 1
    assert learn.question(name).answer(right).level == "right"
    for place, option in enumerate(asked.options):
        if place not in right:
            question = learn.question(name)
            verdict = question.answer([place])
            assert verdict.level == "wrong"
            assert option.because in verdict.message
            # All that is right is named or was chosen, so that a hint would come too late.
            assert question.state["is_out"]
            assert all(
                words.quoted([asked.options[one].shown]) in verdict.message for one in right
            )


@every_question
def test_hints_and_solution_are_whole_sentences(name):
    question = learn.question(name)
    said = [question.hint(), question.hint(), question.hint(), question.solution()]
    assert len(set(said)) == 4
    for text in said:
        assert text[-1] in ".?”»)"
        assert not set("{}") & set(text)
    assert question.hint() == said[2]


@every_question
def test_no_answer_is_on_the_page_before_it_is_asked_for(name):
    asked, question = QUESTIONS[name], learn.question(name)
    sent = json.dumps(question.get_state(), default=str)
    secrets = [
        asked.solution,
        asked.because,
        *asked.hints,
        *(one.because for one in asked.options),
    ]
    for secret in filter(None, secrets):
        plain = max(secret.replace("}", "{").split("{"), key=len)
        assert plain not in sent
    assert '"right"' not in sent


# What a learner can do at an explorer alone, or see there.
SPEAKS = re.compile(
    r"\b(explorer|preset|slider|curve|drawing|in the table|at its start|sentence under)s?\b"
    r"|“Reset”|width of all|three boxes|Its sentence|stays as expected"
)
STEPS = {name: lesson for lesson in LESSONS.values() for name in lesson.steps}
AFTER_PREDICTIONS = [
    name for name in QUESTIONS if name in STEPS and not QUESTIONS[name].ask.startswith("From mem")
]


def predicted_before(name: str) -> list[str]:
    """Return the names of the predictions that a lesson asks before a question."""
    way = list(STEPS[name].steps)
    return [one for one in way[: way.index(name)] if one in PREDICTIONS]


@pytest.mark.parametrize("name", AFTER_PREDICTIONS)
def test_a_question_that_speaks_of_an_explorer_knows_what_hides_it(name):
    asked = QUESTIONS[name]
    texts = [asked.ask, *asked.hints, asked.because, asked.solution]
    texts += [one.because for one in (*asked.options, *asked.slips)]
    shown = {PREDICTIONS[one].figure.explorer for one in predicted_before(name)}
    assert bool(asked.explorer) == any(map(SPEAKS.search, texts)) or not shown
    assert asked.explorer in {"", *shown}
    assert not (asked.explorer and asked.figure) or asked.explorer == asked.figure.explorer


ABOUT_AN_EXPLORER = [
    (name, shown)
    for name in AFTER_PREDICTIONS
    for shown in predicted_before(name)
    if name in NUMBERS and QUESTIONS[name].explorer == PREDICTIONS[shown].figure.explorer
]


@pytest.mark.parametrize(("name", "shown"), ABOUT_AN_EXPLORER)
def test_who_asks_at_an_explorer_that_a_prediction_has_moved_says_so(name, shown):
    """What else stands otherwise than at its start is put back first, or is told as a slip."""
    asked, moved = NUMBERS[name], marking.scenario_of(PREDICTIONS[shown].figure)
    entry = explore.entry(asked.explorer)
    meant = {**entry.presets.get(asked.figure.preset, {}), **asked.figure.inputs}
    stray = marking.find(asked.figure, moved.replace(**meant))
    right = right_number(name)
    found = [
        marking.find(asked.figure, marking.scenario_of(asked.figure).replace(**slip.inputs))
        for slip in asked.slips
    ]
    told = stray is not None and any(np.isclose(stray, one) for one in (right, *found))
    assert told or any("“Reset”" in text for text in (asked.ask, *asked.hints))


def test_a_question_knows_the_predictions_that_hide_its_explorer():
    question = learn.question("ramp-up-complexity")
    assert question.asked["hidden_by"] == [learn.predict("launch-training").asked["name"]]
    three = learn.question("width-of-zero").asked["hidden_by"]
    assert three == ["candy-decision", "help-desk-probability", "payroll-reversed"]
    assert question.phrases["explorer_hidden"] == (
        "This is about the explorer “Ramp-up”, which is still hidden. Predict above first, or "
        "press “Show without predicting” there."
    )
    assert learn.question("opportunity-cost").asked["hidden_by"] == []


def test_own_inputs_have_an_answer_of_their_own():
    question = learn.question("open-highest-fixed-cost")
    question.controls.move(volume=2_000, price=110, overhead_rate=0.2)
    assert question.answer("$167,000").level == "right"  # 2,000 hours, each 110 * 1.2 - 48.5
    question.controls.move(price=40, overhead_rate=0)
    assert question.answer("0").message == PHRASES["answer_no_figure"]


def test_an_answer_after_the_solution_does_not_count(own_folder):
    question = learn.question("faded-break-even")
    question.solution()
    assert question.answer("1655").level == "right"
    assert kept(own_folder) == []
    assert question.state["message"].endswith(PHRASES["answer_not_counted"])


def test_an_answer_before_the_solution_is_not_said_to_be_left_out():
    question = learn.question("faded-break-even")
    question.answer("1655")
    assert PHRASES["answer_not_counted"] not in question.state["message"]


def test_a_right_answer_is_there_when_the_lesson_is_opened_again():
    learn.question("could-be-outsourced").answer([1])
    learn.question("could-be-outsourced").answer([0])
    learn.question("could-be-outsourced").answer([2])
    again = learn.question("could-be-outsourced")
    assert again.state["given"] == [0]
    assert again.state["message"].startswith("You answered this one before. Right.")


# Predictions


def example(name: str) -> object:
    """Return something that may be predicted."""
    asked = PREDICTIONS[name]
    wide = asked.minimum + 0.25 * (asked.maximum - asked.minimum)
    return {"number": wide, "choice": 0, "sketch": [wide] * len(asked.across)}[asked.kind]


@every_prediction
def test_the_explorer_comes_after_the_prediction_and_is_then_locked(name, own_folder):
    prediction = learn.predict(name)
    assert prediction.explorer is None
    said = prediction.commit(example(name))
    assert said.endswith(".")
    assert prediction.explorer.name == PREDICTIONS[name].figure.explorer
    (entry,) = kept(own_folder)
    assert 0 <= entry["off"] <= 1
    assert prediction.commit(example(name)) == said
    assert kept(own_folder) == [entry]


@every_prediction
def test_a_prediction_is_drawn_beside_the_answer(name):
    asked = PREDICTIONS[name]
    prediction = learn.predict(name)
    prediction.commit(example(name))
    drawn = [
        trace
        for trace in prediction.explorer.chart.spec["data"]
        if trace.get("name") == PHRASES["prediction"]
    ]
    assert len(drawn) == (asked.kind == "sketch" or asked.axis is not None)


@pytest.mark.parametrize("name", [name for name, one in PREDICTIONS.items() if one.axis])
@pytest.mark.parametrize("end", ["minimum", "maximum"])
def test_a_predicted_number_is_on_the_chart_however_far_off(name, end):
    asked = PREDICTIONS[name]
    prediction = learn.predict(name)
    prediction.commit(getattr(asked, end))
    spec = prediction.explorer.chart.spec
    (drawn,) = (one for one in spec["data"] if one.get("name") == PHRASES["prediction"])
    for way in "xy":
        low, high = spec["layout"][f"{way}axis{asked.axis[1:]}"]["range"]
        assert low <= min(drawn[way]) <= max(drawn[way]) <= high


@pytest.mark.parametrize(
    ("name", "way", "place"),
    [
        ("break-even-volume", "x", lambda outcome: outcome.break_even),
        ("turnaround-outsourced", "y", lambda outcome: outcome.outsourced_turnaround),
        ("temporary-help", "y", lambda outcome: outcome.lines["Temporary help"].told[1][-1]),
        ("air-freight", "y", lambda outcome: outcome.lines[0].told[1][-1]),
        ("price-of-a-call", "y", lambda outcome: outcome.lines[0].told[1][-1]),
        ("saving-left", "y", lambda outcome: outcome.savings[0]),
        ("protected-share", "x", lambda outcome: dict(_protected(outcome))["India"]),
        ("retention-gain", "x", lambda outcome: outcome.required_retention),
    ],
)
def test_what_is_predicted_right_is_drawn_where_the_model_has_it(name, way, place):
    figure = PREDICTIONS[name].figure
    prediction = learn.predict(name)
    prediction.commit(marking.find(figure, marking.scenario_of(figure)))
    explorer = prediction.explorer
    (drawn,) = (
        one for one in explorer.chart.spec["data"] if one.get("name") == PHRASES["prediction"]
    )
    assert drawn[way] == pytest.approx([place(explorer.outcome)] * 2)
    lower = PREDICTIONS[name].axis == "y2"
    assert drawn.get("yaxis", "y") == ("y2" if lower else "y")
    assert drawn.get("xaxis", "x") == ("x2" if lower else "x")


def _protected(outcome):
    return zip(outcome.countries, outcome.protected_shares, strict=True)


@pytest.mark.parametrize(("place", "said"), [(0, "It was not so."), (2, "and so it was.")])
def test_what_a_source_tells_is_not_called_the_models(place, said):
    assert said in learn.predict("freight-by-sea").commit(place)


@every_prediction
def test_the_explorer_can_be_shown_without_predicting(name, own_folder):
    prediction = learn.predict(name)
    prediction.reveal()
    assert prediction.explorer is not None
    assert prediction.sentence == PHRASES["predicted_nothing"]
    assert kept(own_folder) == []


@every_prediction
def test_what_is_right_is_within_what_can_be_predicted(name):
    asked = PREDICTIONS[name]
    if asked.kind == "choice":
        entry = explore.catalogue()[asked.figure.explorer]
        found = marking.find(
            asked.figure, entry.scenario(asked.figure.preset, **asked.figure.inputs)
        )
        right = [one for one in asked.options if (one.found == found if one.found else one.right)]
        assert len(right) == 1
        return
    outcome = marking.find(asked.figure, marking.scenario_of(asked.figure))
    assert np.all(asked.minimum <= np.asarray(outcome))
    if asked.kind == "number":
        assert outcome <= asked.maximum


@every_prediction
def test_a_prediction_is_there_when_the_lesson_is_opened_again(name, own_folder):
    first = learn.predict(name)
    said = first.commit(example(name))
    again = learn.predict(name)
    assert again.sentence == said
    assert again.explorer is not None
    assert again.state["given"] == example(name)
    if again.controls:
        assert again.controls["prediction"].value == example(name)
    assert len(kept(own_folder)) == 1


@every_prediction
def test_nothing_of_the_answer_is_on_the_page_before(name):
    asked = PREDICTIONS[name]
    sent = json.dumps(learn.predict(name).get_state(), default=str)
    for option in asked.options:
        assert option.because not in sent
    assert asked.figure.explorer not in sent


# Names and progress

OF_NO_USE = [None, "text", "12", 5.0, -1e9, 1e300, [], ["text"], [1.0, 2.0]]


@pytest.mark.parametrize("given", OF_NO_USE)
@pytest.mark.parametrize(
    ("kind", "name", "ask"),
    [
        *(("prediction", name, learn.predict) for name in PREDICTIONS),
        *(("question", name, learn.question) for name in QUESTIONS),
    ],
)
def test_an_answer_that_an_older_lesson_kept_stops_nothing(own_folder, kind, name, ask, given):
    """A question may have become one of another kind, with other options or other bounds."""
    Progress(own_folder / "my-work").record(name=name, lesson=1, kind=kind, given=given)
    asked = ask(name)
    assert asked.state["given"] in (None, given)
    if kind == "prediction":
        assert asked.commit(example(name)).endswith(".")
    else:
        assert asked.answer("" if name in NUMBERS else []).level == "blank"
    assert "set-aside" not in " ".join(path.name for path in (own_folder / "my-work").iterdir())


@pytest.mark.parametrize(
    ("ask", "part"),
    [
        (lambda: learn.question("could-be-outsourced"), "notice"),
        (lambda: learn.predict("break-even-volume"), "sentence"),
    ],
)
def test_a_file_that_was_set_aside_is_told_at_once(own_folder, ask, part):
    (own_folder / "my-work").mkdir()
    (own_folder / "my-work" / "progress.json").write_text("{")
    assert "progress-set-aside-1.json" in ask().state[part]
    assert ask().state[part] == ""


@pytest.mark.parametrize(
    ("call", "known"), [(learn.predict, PREDICTIONS), (learn.question, QUESTIONS)]
)
def test_an_unknown_name_is_refused_with_the_nearest_right_one(call, known):
    right = next(iter(known))
    with pytest.raises(DataError, match=right):
        call(right.replace("-", "_"))


def test_half_a_character_comes_in_as_a_lost_one(own_folder):
    """A page sends such a half where an emoji was cut in two; no line to it can carry it back."""
    panel = learn.question(next(name for name, one in QUESTIONS.items() if one.kind == "number"))
    panel._hear(panel, {"kind": "answer", "given": "12 \ud83d"}, [])
    assert panel.state["given"] == "12 \ufffd"


def test_what_cannot_be_kept_is_told_and_stops_nothing(own_folder):
    (own_folder / "my-work").write_text("in the way")
    question = learn.question("could-be-outsourced")
    assert question.answer([0]).level == "right"
    assert "my-work" in question.state["notice"]
    assert "my-work" in learn.predict("break-even-volume").commit(900.0)


def test_the_progress_counts_what_was_done(own_folder):
    panel = learn.progress()
    assert panel.state["rows"] == []
    learn.predict("break-even-volume").commit(683.6065573770492)
    learn.question("could-be-outsourced").answer([1])
    question = learn.question("could-be-outsourced")
    question.hint()
    question.answer([0])
    panel = learn.progress()
    ((title, predictions, right, games, minutes),) = panel.state["rows"]
    assert title == f"1. {LESSONS[1].title}"
    assert predictions == f"1 of {len(LESSONS[1].predictions)}"
    assert right == f"1 of {len(LESSONS[1].questions)}"
    assert games == "–"
    assert minutes == "55"  # 13 of 15 steps of an hour
    ahead = panel.state["ahead"]
    asked = LESSONS[1].questions["rate-below-your-own"].short
    assert ahead["step"] == f"Next: lesson 1, the question about {asked}."
    assert (ahead["notebook"], ahead["cell"]) == ("01-what-is-insourcing.ipynb", "check-rate")

    path = panel.save_receipt()
    receipt = json.loads(path.read_text("utf-8"))
    (lesson,) = (one for one in receipt["lessons"] if one["lesson"] == 1)
    assert lesson["calibration"] == 0.1
    (answered,) = lesson["questions"]
    assert (answered["right"], answered["tries"], answered["hints"]) == (True, 2, 1)
    assert f"1 of {len(LESSONS[1].questions)} questions right" in receipt["summary"][0]
    assert "off by 10% of what could be predicted" in receipt["summary"][0]
    assert str(own_folder) not in path.read_text("utf-8")

    panel.reset()
    assert panel.state["rows"] == []
    assert learn.predict("break-even-volume").explorer is None


def test_texts_hold_no_marks_of_a_notebook():
    """They are shown as they are: there is no bold, no link and no formula in them."""
    for lesson in LESSONS.values():
        for one in (*lesson.predictions.values(), *lesson.questions.values()):
            told = json.dumps(one.model_dump(exclude={"figure", "task"}), ensure_ascii=False)
            assert not [mark for mark in ("*", "`", "](", "$$", "<") if mark in told], one.ask


@every_prediction
def test_a_task_has_no_marks_but_whole_emphasis(name):
    task = PREDICTIONS[name].task
    assert not [mark for mark in ("*", "`", "](", "$$", "<", "{") if mark in unmarked(task)]


@every_prediction
def test_a_task_leads_to_an_input_that_is_folded_away(name):
    """Whoever is to move an input finds it: a task that names one says what has to be opened."""
    asked = PREDICTIONS[name]
    inputs = getattr(explore, asked.figure.explorer)().controls.inputs
    task = asked.task.lower()
    folded = [one["label"] for one in inputs if one["later"] and one["label"].lower() in task]
    assert not folded or PHRASES["more_inputs"] in asked.task


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_drawing_is_called_by_its_name_and_not_by_its_place(lesson):
    """Where there is no room for all drawings of a chart, one at a time is shown."""
    said = LESSONS[lesson].model_dump_json()
    assert not re.findall(r"\b(?:upper|middle|lower|lowest) drawing", said)


@every_prediction
def test_what_a_task_tells_to_press_looks_the_same_in_all_lessons(name):
    pressed = re.findall(r"\b[Pp]ress (?!\*\*\w)\S+", PREDICTIONS[name].task)
    assert not pressed


@every_prediction
def test_the_task_comes_with_the_explorer_and_stands_in_its_plain_twin(name):
    task, prediction = PREDICTIONS[name].task, learn.predict(name)
    if task:
        assert task not in json.dumps(prediction.get_state(), default=str, ensure_ascii=False)
        twin = prediction._repr_mimebundle_()[0]["text/plain"].splitlines()
        assert f"Explore: {unmarked(task)}" in twin
    prediction.reveal()
    assert prediction.explorer.task == task


def test_slots_of_texts_are_inputs_of_their_model_or_the_answer():
    for name, asked in QUESTIONS.items():
        texts = [
            asked.because,
            asked.solution,
            *asked.hints,
            *(one.because for one in asked.slips),
        ]
        slots = {slot for text in texts for _, slot, *_ in string.Formatter().parse(text) if slot}
        if slots:
            known = explore.catalogue()[asked.figure.explorer].model.inputs()
            assert slots <= {*known, "answer"}, name
