"""What is said of a prediction, and of a number, is true and reads well, whatever was given."""

import re
from types import SimpleNamespace

import numpy as np
import pytest

from lessons import data, explore, words
from lessons.learn import comparing, marking
from lessons.words import apart, predicted, quoted, readings, spoken

LESSONS = data.lessons()
PREDICTIONS = {
    name: one for lesson in LESSONS.values() for name, one in lesson.predictions.items()
}
NUMBERS = {name: one for name, one in PREDICTIONS.items() if one.kind == "number"}
SKETCHES = {name: one for name, one in PREDICTIONS.items() if one.kind == "sketch"}
CHOICES = {name: one for name, one in PREDICTIONS.items() if one.kind == "choice"}
SAID = re.compile(
    r"You predicted (?P<given>.+?)[.,] .*?(odel finds|figures say) (?P<found>.+?)"
    r"(: your|\.( Source: .+)?$)"
)
READ_BADLY = [
    r"(?<!\w)-[\d$]",  # a hyphen is no minus sign
    r"\.\d{4}",
    r"(?<![\d.])1 (changes|customers|days|hours|minutes|people|tasks|times|weeks|years)\b",
    r"(?<![\d.])1 percentage points\b",
    r"[{}]",
    r"\bnan\b|\binf\b|None(?! of)",
    r"\.”\.",
]
WRONG_WAY = [
    *READ_BADLY,
    r"% too (high|low)",  # 20 % too high would be a fifth of what was found
    r"\btimes? too (high|low)",  # twice too high would be three times as much
    r"\.\d{3}",  # nobody expects so finely
]


PLAIN_NUMBER = re.compile(r"−?\d[\d,]*(?:\.\d+)?")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Let what is predicted here be kept nowhere else."""
    return tmp_path_factory.mktemp("told")


@pytest.fixture(autouse=True)
def own_folder(folder, monkeypatch):
    monkeypatch.chdir(folder)


def told(name: str):
    """Return an explorer's stand-in for a prediction: its scenario and what it finds, once."""
    scenario = marking.scenario_of(PREDICTIONS[name].figure)
    outcome = explore.entry(PREDICTIONS[name].figure.explorer).solve(scenario)
    spec = {"layout": {axis: {"range": [0, 1]} for axis in ("xaxis", "yaxis", "xaxis2", "yaxis2")}}
    return SimpleNamespace(
        scenario=scenario, outcome=outcome, chart=SimpleNamespace(spec=spec), found=None
    )


def values(asked, found: float) -> list[float]:
    """Return what may be predicted: the whole range, and round about what is found."""
    around = found + asked.step * np.array([-2, -1, -0.6, -0.4, 0, 0.4, 0.6, 1, 2])
    whole = np.linspace(asked.minimum, asked.maximum, 61)
    stops = np.round(whole / asked.step) * asked.step
    return [float(one) for one in [*stops, *around] if asked.minimum <= one <= asked.maximum]


@pytest.mark.parametrize("name", NUMBERS)
def test_a_predicted_number_is_told_in_words_that_are_true(name):
    asked, explorer = NUMBERS[name], told(name)
    found = float(marking.find(asked.figure, explorer.scenario))
    levels = set()
    for given in values(asked, found):
        compared = comparing.number(asked, explorer, given)
        sentence = compared.sentence
        levels.add(compared.level)
        assert not [way for way in WRONG_WAY if re.search(way, sentence)], sentence
        said = SAID.search(sentence)
        both = (given, found)
        # As finely as the slider counts; finer only where both would be told alike.
        pairs = [
            [spoken(predicted.as_fine(one, asked.step, finer=finer), asked.unit) for one in both]
            for finer in range(3)
        ]
        is_right = compared.level == "right"
        first = next(one for one in pairs if is_right or one[0] != one[1])
        assert [said["given"], said["found"]] == first
        if compared.level == "right":
            assert "too" not in sentence
            continue
        side = "high" if given > found else "low"
        distance = re.search(rf"your number was (.+) too {side}\.", sentence)[1]
        assert sentence.count(" too ") == 1
        if asked.unit == "%":
            assert re.fullmatch(r"[\d.]+ percentage points?", distance)
        else:
            assert all(
                word in distance
                for word in re.findall("[a-z]{3,}", said["given"])
                if asked.unit != "times" and not distance.startswith("1 ")
            )
        # The three numbers add up as they are read.
        numbers = [
            float(
                re.search(r"-?[\d,.]*\d", one.replace("−", "-").replace("$", ""))[0].replace(
                    ",", ""
                )
            )
            for one in (said["given"], said["found"], distance)
        ]
        assert abs(numbers[0] - numbers[1]) == pytest.approx(numbers[2], abs=1e-9), sentence
    assert levels == {"right", "near", "wrong"}


OF_FIGURES = ("outsourcing_wave", "us_jobs")  # explorers that show published figures as they are


@pytest.mark.parametrize("name", [n for n in PREDICTIONS if n not in SKETCHES])
def test_what_is_published_is_no_models_finding_and_has_its_source(name):
    asked = PREDICTIONS[name]
    is_read = asked.figure.explorer in OF_FIGURES and asked.kind == "number"
    is_read |= asked.figure.explorer in OF_FIGURES and any(one.found for one in asked.options)
    assert bool(asked.published) == is_read
    compare = comparing.number if asked.kind == "number" else comparing.choice
    for given in (asked.minimum, asked.maximum) if asked.kind == "number" else (0, 1):
        said = compare(asked, told(name), given).sentence
        sources = [data.publisher(table) for table in asked.published]
        assert said.endswith(f" Source: {words.listed(dict.fromkeys(sources))}.") == is_read
        assert not (is_read and "model" in said)


@pytest.mark.parametrize(
    ("value", "step", "told"),
    [
        (983.6066, 50, 984),
        (46.56, 1, 47),
        (14.41, 0.5, 14.4),
        (4.567, 0.25, 4.57),
        (0.20571, 0.01, 0.21),
        (0.04567, 0.001, 0.046),
        (154_321.4, 5_000, 154_300),
        (23_456.7, 10_000, 23_000),
        (0.0004, 0.01, 0.0004),
        (0.0, 1, 0),
    ],
)
def test_a_number_is_told_as_finely_as_its_slider_counts(value, step, told):
    assert predicted.as_fine(value, step) == told


@pytest.mark.parametrize("name", SKETCHES)
def test_a_sketch_is_told_how_far_it_is_away(name):
    asked, explorer = SKETCHES[name], told(name)
    curve = np.interp(
        asked.across,
        getattr(explorer.outcome, asked.over),
        getattr(explorer.outcome, asked.figure.output),
    )
    levels = []
    for away in np.linspace(0, 1, 41) * (asked.maximum - asked.minimum):
        compared = comparing.line(asked, explorer, (curve + away).tolist())
        assert not [way for way in WRONG_WAY if re.search(way, compared.sentence)]
        assert spoken(predicted.as_fine(float(away), asked.step), asked.unit) in compared.sentence
        levels.append(compared.level)
    assert sorted(set(levels), key=levels.index) == ["right", "near", "wrong"]


@pytest.mark.parametrize("name", CHOICES)
def test_a_wrong_choice_is_told_the_right_one(name):
    asked = CHOICES[name]
    said = [comparing.choice(asked, told(name), place) for place in range(len(asked.options))]
    (right,) = (place for place, one in enumerate(said) if one.level == "right")
    for place, one in enumerate(said):
        assert one.sentence.startswith(f"You predicted {quoted([asked.options[place].text])}")
        assert asked.options[place].because in one.sentence
        names_it = f"The right answer is {quoted([asked.options[right].text])}." in one.sentence
        assert names_it == (place != right)
        assert not [way for way in WRONG_WAY if re.search(way, one.sentence)]


@pytest.mark.parametrize(
    ("distance", "unit", "written"),
    [
        (0.2057, "%", "20.57 percentage points"),
        (0.01, "%", "1 percentage point"),
        (0.28, "times", "0.28"),
        (0.58, "", "0.58"),
        (316.4, "hours/year", "316.4 hours a year"),
        (1, "weeks", "1 week"),
        (2, "weeks", "2 weeks"),
        (0.86, "$/minute", "$0.86 a minute"),
    ],
)
def test_a_distance_is_written_in_what_it_is_counted_in(distance, unit, written):
    assert apart(distance, unit) == written


def test_the_nearest_stop_of_the_slider_is_as_good_as_right():
    """The slider goes by 50 hours, and 983.6 hours lie between two of its stops."""
    asked, explorer = NUMBERS["break-even-volume"], told("break-even-volume")
    levels = {at: comparing.number(asked, explorer, at).level for at in (900.0, 950.0, 1000.0)}
    assert levels == {900.0: "near", 950.0: "near", 1000.0: "right"}


# Numbers that are asked for

QUESTIONS = {
    name: one
    for lesson in LESSONS.values()
    for name, one in lesson.questions.items()
    if one.kind == "number"
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_answer_that_is_told_is_itself_right(name):
    asked = QUESTIONS[name]
    marker = marking.Marker(asked)
    answer = marker.filled("{answer}")
    assert len(readings(answer, asked.unit)) == 1, answer
    assert marker.judge(answer).level == "right"


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("typed", ["{answer}", "{volume}", "{0}", "{", "{a.b}", "%s {name}"])
def test_what_is_typed_is_never_taken_for_a_slot(name, typed):
    verdict = marking.Marker(QUESTIONS[name]).judge(typed)
    assert verdict.level == "kind"
    assert verdict.message == words.PHRASES["answer_no_number"].format(got=typed)


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_answer_with_its_unit_stands_behind_no_word_of_that_unit(name):
    """No text says "from year 26 years on", or what an hour costs an hour."""
    asked = QUESTIONS[name]
    texts = [asked.because, *asked.hints, asked.solution, *(one.because for one in asked.slips)]
    filled = marking.Marker(asked).filled(" ".join(texts))
    assert not re.findall(r"\b(\w+?)s? [\d.,]+ \1s?\b", filled)
    assert not re.findall(r"\b[Aa]n hour [\w -]*costs:? \$[\d.,]+ an hour", filled)


@pytest.mark.parametrize("name", QUESTIONS)
def test_everything_that_is_said_of_a_number_reads_well(name):
    asked = QUESTIONS[name]
    marker = marking.Marker(asked)
    found = marking.find(asked.figure, marking.scenario_of(asked.figure))
    hundred = 100 if asked.unit in words.SHARES else 1
    for factor in (-1, 0.001, 0.01, 1 / 12, 0.5, 0.97, 1, 1.03, 2, 12, 52, 60, 100, 1_000):
        said = marker.judge(f"{found * factor * hundred:.6f}").message
        assert not [way for way in READ_BADLY if re.search(way, said)], said


# Where what was predicted can be read


def numbers_in(texts) -> set[float]:
    written = (one for text in texts for one in PLAIN_NUMBER.findall(text))
    return {float(one.replace(",", "").replace("−", "-")) for one in written}


@pytest.mark.parametrize("name", NUMBERS)
def test_what_was_to_be_predicted_can_be_read_at_the_explorer_that_is_then_shown(name):
    """In its sentence, in its title, or in its table to more digits than are told."""
    asked = NUMBERS[name]
    explorer = explore.entry(asked.figure.explorer)(asked.figure.preset, **asked.figure.inputs)
    found = float(marking.find(asked.figure, explorer.scenario))
    counted = 100 if asked.unit in ("%", "points") else 1
    told = round(counted * predicted.as_fine(found, asked.step), 4)
    read = numbers_in([explorer.sentence, explorer.chart.spec["layout"]["title"]["text"]])
    cells = explorer.table().select_dtypes("number").abs().to_numpy().ravel()
    assert told in read or np.isclose(cells, abs(counted * found), rtol=1e-5, atol=0).any()
