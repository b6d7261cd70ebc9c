"""The explorer of a learner's own case: its name, what it carries over, and where that is from."""

import ast
import asyncio
import json
import subprocess
import sys
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons import explore, learn
from lessons.explore.carry_over import FEEDS
from lessons.explore.case_panel import LONGEST_NAME
from lessons.models.your_case import (
    CONSIDERATIONS,
    FROM_LESSON_FOUR,
    GUESSES,
    SWITCH,
    THROUGHOUT,
)
from lessons.my_work.case_file import case_file
from lessons.my_work.saved_scenarios import SavedScenarios
from lessons.server.presented import SET_BY_VOILA
from lessons.words import one_line

OPEN = [name for name in FEEDS if name in explore.NAMES]
WORKED = ("The candy campaign", "A help desk", "Payroll", "A plant")
NAMES = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "x" * 10_000,
    "🍫 Müller & Söhne 🏭",
    "مصنع الحلوى",
    "../../x",
    "C:\\con\\..\\x",
    "two\nlines\tand\u0000more\u2028",
    "turned \u202etxt.exe\u2066",
    "half \ud83d",
    "%s {name} ${HOME}",
)


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """Let a learner's folder be made anew for each test."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def as_in_a_script():
    """Let no loop run, as tests in a browser leave one on the thread of all that come after."""
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running)


def pressed(explorer, kind: str, monkeypatch, **more) -> list[dict]:
    """Do what a button of the page does, and return what the page is sent."""
    sent = []
    monkeypatch.setattr(explorer, "send", sent.append)
    explorer._hear(explorer, {"kind": kind, **more}, [])
    return sent


def guesses(case, line: str) -> tuple[float, ...]:
    return tuple(case.controls[f"{line}_{guess}"].value for guess in GUESSES)


# The worked cases


def test_the_four_worked_cases_tell_four_stories():
    found = {}
    for name in WORKED:
        outcome = explore.your_case(name).outcome
        found[name] = (outcome.decision, outcome.turning)
    cost, service = 0, 5
    assert found == {
        "The candy campaign": ("insource", cost),
        "A help desk": ("outsource", service),
        "Payroll": ("outsource", None),
        "A plant": ("insource", None),
    }
    assert tuple(explore.entry("your_case").presets) == WORKED


@pytest.mark.parametrize("name", WORKED)
def test_a_worked_case_is_marked_as_made_up(name):
    case = explore.your_case(name)
    assert case.case_name == name
    labels = {CONSIDERATIONS[line] for line in FROM_LESSON_FOUR}
    for one in case.assumptions():
        is_counted = name == WORKED[0] and one.line in labels
        said = "from the figures of lesson 4" if is_counted else "made up for the lesson"
        assert one.source == f"Worked case “{name}”, {said}."


# Guesses out of order: the page says under their row how they are read


def test_guesses_out_of_order_are_kept_as_typed_and_worked_with_in_order():
    amounts = (-7_000, 1_000, 20_000)
    case = explore.your_case()
    for line, label in CONSIDERATIONS.items():
        assert [f"{line}_{guess}" for guess in GUESSES] in case.controls.in_order
        for typed in permutations(amounts):
            case.controls.move(
                **{f"{line}_{guess}": one for guess, one in zip(GUESSES, typed, strict=True)}
            )
            (used,) = (one for one in case.assumptions() if one.line == label)
            assert (used.low, used.likely, used.high) == amounts
            assert guesses(case, line) == typed


def test_no_input_that_is_read_in_order_is_forgotten():
    """Where a model has a low, a likely and a high guess, it names them."""
    for name, entry in explore.catalogue().items():
        named = {one for row in entry.model.in_order() for one in row}
        guessed = {one for one in entry.model.inputs() if one.endswith(("_low", "_likely"))}
        assert guessed <= named, name


def test_a_question_of_three_guesses_knows_their_order_too():
    question = learn.question("open-guess")
    assert question.controls.in_order == [[f"cost_difference_{guess}" for guess in GUESSES]]
    assert learn.question("open-price-abroad").controls.in_order == []


def test_a_line_that_was_changed_is_no_longer_of_the_worked_case():
    case = explore.your_case("Payroll")
    case.controls["training_high"].value = 1_000
    sources = {one.line: one.source for one in case.assumptions()}
    assert sources.pop("Training") == "Entered by hand."
    assert set(sources.values()) == {"Worked case “Payroll”, made up for the lesson."}
    case.controls["training_high"].value = -3_000
    assert "Payroll" in case.assumptions()[2].source


def test_one_line_that_looks_like_a_worked_case_by_chance_is_ones_own():
    case = explore.your_case()
    names = [f"enforcement_{guess}" for guess in GUESSES]
    payroll = {name: case.presets["Payroll"][name] for name in names}
    case.controls.move(**payroll)
    (enforcement,) = (one for one in case.assumptions() if one.line == "Enforcement")
    assert (enforcement.source, enforcement.still) == ("Entered by hand.", "")


def test_choosing_a_worked_case_names_it_unless_the_learner_did():
    case = explore.your_case()
    case.controls.move(**case.presets["A plant"])
    assert case.case_name == "A plant"
    case.case_name = "Our own plant"
    case.controls.move(**case.presets["Payroll"])
    assert case.case_name == "Our own plant"
    assert "Payroll" in case.assumptions()[0].source


def test_the_width_of_all_ranges_is_told_with_each_source():
    case = explore.your_case("Payroll", spread=0.5)
    first = case.assumptions()[0]
    assert (first.low, first.likely, first.high) == (-62_500, -55_000, -47_500)
    assert first.source.endswith("made up for the lesson. Its range is taken at 50% of its width.")


# What it hands on


@pytest.mark.parametrize("name", WORKED)
def test_a_line_at_its_turning_point_makes_the_sum_zero(name):
    case = explore.your_case(name)
    inputs = dict(zip(CONSIDERATIONS.values(), CONSIDERATIONS, strict=True))
    for turn in case.turns():
        moved = dict.fromkeys((f"{inputs[turn.line]}_{guess}" for guess in GUESSES), turn.turns_at)
        assert case.scenario.replace(**moved).margin() == pytest.approx(0, abs=1e-6)
        row = next(one for one in case.assumptions() if one.line == turn.line)
        assert turn.within == (row.low <= turn.turns_at <= row.high)


def test_what_stands_behind_the_tabs_names_lines_and_sources(monkeypatch):
    case = explore.your_case("A help desk")
    (table,) = pressed(case, "table", monkeypatch)
    rows = table["blocks"][1]["rows"]
    assert [line for line, _ in rows] == list(CONSIDERATIONS.values())
    (reverse,) = pressed(case, "reverse", monkeypatch)
    lines = {row[0]: row[1:] for row in reverse["blocks"][0]["rows"]}
    assert lines["Service value"] == ["$53,333", "$76,333"]
    assert lines["Training"][1] == "Nothing between −$15,000 and −$2,000 reverses it."
    others = [row[0] for row in reverse["blocks"][2]["rows"]]
    assert others == [  # no guess, which would be moved beyond its own line
        "Part of a line that is left",
        "Opportunity cost that is left",
        "Cost of switching",
        "Width of all ranges",
    ]
    (csv,) = pressed(case, "csv", monkeypatch)
    assert csv["text"].splitlines()[0].endswith(",Source")
    assert not case.table().isna().any(axis=None)


# Saving and carrying over


@pytest.mark.parametrize("name", OPEN)
def test_every_explorer_that_feeds_a_line_fills_it_with_one_click(name, monkeypatch):
    feed, line = FEEDS[name], CONSIDERATIONS[FEEDS[name].consideration]
    (said,) = pressed(explore.entry(name)(), "save", monkeypatch)
    assert line in said["text"]
    case = explore.your_case("Payroll")
    before = case.outcome.margin
    (offer,) = case.panel.offers
    assert line in offer["fill"]
    case.panel._hear(case.panel, {"kind": "carry", "place": offer["place"]}, [])
    assert case.panel.message.startswith(f"{line}: ")
    carried = guesses(case, feed.consideration)
    assert carried == tuple(sorted(carried))
    assert case.outcome.margin != before
    row = next(one for one in case.assumptions() if one.line == line)
    assert (row.low, row.likely, row.high) == carried
    title = explore.entry(name).view.TITLE.partition(":")[0]
    assert row.source.startswith(f"Carried over from “{title}”, saved ")
    assert feed.basis in row.source
    others = {one.source for one in case.assumptions() if one.line != line}
    assert others == {"Worked case “Payroll”, made up for the lesson."}


@pytest.mark.parametrize("name", [name for name in explore.NAMES if name not in FEEDS])
def test_an_explorer_that_feeds_nothing_has_no_button_for_it(name, monkeypatch):
    explorer = explore.entry(name)()
    assert not explorer.savable
    assert pressed(explorer, "save", monkeypatch) == []


def test_what_is_saved_is_what_stands_on_the_sliders():
    explorer = explore.make_or_buy(price=140)
    explorer.controls["volume"].value = 1_500
    explorer.save()
    (one,) = SavedScenarios("my-work").scenarios()
    assert one.inputs == {"price": 140, "volume": 1_500}
    assert one.margin == explorer.outcome.margin


def test_what_is_saved_later_is_offered_when_the_case_is_seen_again():
    case = explore.your_case()
    assert case.panel.offers == []
    for volume in (900, 1_500):
        explore.make_or_buy(volume=volume).save()
    assert case.panel.offers == []
    case.panel._hear(case.panel, {"kind": "renew"}, [])
    texts = [one["text"] for one in case.panel.offers]
    assert [text.rpartition("with ")[2] for text in texts] == [
        "Yearly volume 1,500 hours/year",
        "Yearly volume 900 hours/year",
    ]
    case.carry(case.panel.offers[1]["place"])
    assert guesses(case, "cost_difference")[1] == 122 * 900 - 120_000


def test_a_place_stays_the_same_when_more_is_saved():
    explore.make_or_buy(volume=900).save()
    case = explore.your_case()
    (offer,) = case.panel.offers
    explore.make_or_buy(volume=2_000).save()
    case.carry(offer["place"])
    assert guesses(case, "cost_difference")[1] == 122 * 900 - 120_000


def test_choosing_a_worked_case_forgets_what_was_carried_over():
    explore.make_or_buy().save()
    case = explore.your_case()
    case.carry(case.panel.offers[0]["place"])
    carried = guesses(case, "cost_difference")
    assert "Make or buy" in case.assumptions()[0].source
    case.controls.move(**case.presets["Payroll"])
    assert "Payroll" in case.assumptions()[0].source
    typed = {f"cost_difference_{guess}": one for guess, one in zip(GUESSES, carried, strict=True)}
    case.controls.move(**typed)
    assert case.assumptions()[0].source == "Entered by hand."


@pytest.mark.parametrize(
    "scenario",
    [
        {"explorer": "unheard_of", "time": ""},
        {"explorer": "us_jobs", "time": ""},
        {"explorer": "__class__", "time": ""},
        {"explorer": "make_or_buy", "time": "", "inputs": {"volume": 1e99}},
        {"explorer": "make_or_buy", "time": "", "inputs": {"volumes": 5}},
        {"explorer": "make_or_buy", "time": "", "inputs": {"volume": "<script>"}},
        {"explorer": "contract_enforcement", "time": "", "inputs": {"country": "<b>"}},
    ],
)
def test_what_no_explorer_could_have_saved_is_not_offered(own_folder, scenario):
    (own_folder / "my-work").mkdir()
    whole = {"format": 1, "scenarios": [scenario, {"explorer": "ramp_up", "time": "then"}]}
    (own_folder / "my-work" / "saved-scenarios.json").write_text(json.dumps(whole))
    case = explore.your_case()
    (offer,) = case.panel.offers
    assert offer["text"] == "Ramp-up, saved then, with its starting values"
    before = case.controls.values
    for place in (0, 2, -1, 99):
        assert case.carry(place) == "That saved scenario is no longer there."
    assert case.controls.values == before


def test_ten_are_offered_and_the_learner_is_told():
    for volume in range(100, 1_300, 100):
        explore.make_or_buy(volume=volume).save()
    case = explore.your_case()
    assert len(case.panel.offers) == 10
    assert "10 newest" in case.panel.notice


def test_a_damaged_file_is_told(own_folder, monkeypatch):
    (own_folder / "my-work").mkdir()
    (own_folder / "my-work" / "saved-scenarios.json").write_text("{")
    case = explore.your_case()
    assert "saved-scenarios-set-aside-1.json" in case.panel.notice
    (own_folder / "my-work" / "saved-scenarios.json").write_text("{")
    (said,) = pressed(explore.make_or_buy(), "save", monkeypatch)
    assert said["text"].startswith("Saved.")
    assert "saved-scenarios-set-aside-2.json" in said["text"]


# Names


@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_one_line_of_text_and_stays_out_of_chart_and_sentence(name, own_folder):
    case = explore.your_case(case_name=name)
    assert len(case.case_name) <= LONGEST_NAME
    assert case.case_name.isprintable() or "\u200d" in case.case_name
    case.case_name.encode("utf-8")
    shown = f"{case.chart.spec} {case.sentence} {case.assumptions()}"
    assert case.case_name not in shown
    assert list(own_folder.iterdir()) == []


@given(st.text())
def test_one_line_of_any_text_is_clean_and_stays_so(text):
    line = one_line(text, 80)
    assert line == one_line(line, 80)
    assert len(line) <= 80
    assert not {"\n", "\r", "\0", "\u202e", "\u2028"} & set(line)
    line.encode("utf-8")


@given(st.text(max_size=80))
def test_copied_code_opens_the_same_case(name):
    code = explore.your_case(case_name=name, training_low=1_000).code()
    (call,) = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call))
    given_name = {key.arg: ast.literal_eval(key.value) for key in call.keywords}
    assert given_name["training_low"] == 1_000
    assert given_name.get("case_name", "") == one_line(name, 80)


def test_where_the_supplier_begins_the_line_of_training_is_the_cost_of_switching():
    """It is an input of the plan, and no guess of the worked case."""
    case = explore.your_case(plan=SWITCH)
    assert [turn.line for turn in case.turns()][2] == "Cost of switching"
    line = case.assumptions()[2]
    assert (line.line, line.low, line.likely, line.high) == ("Cost of switching", *[-5_000.0] * 3)
    assert line.source == "An input of the plan, with no range."
    assert line.still == "From lesson 4, not our own yet."
    assert case.table()["Consideration"][2] == "Cost of switching"
    rows = case._reverse_blocks()[0]["rows"]
    assert rows[2][2] == "It has no guesses: see below."
    case.controls["switch_cost"].value = 7_000
    assert (case.assumptions()[2].low, case.assumptions()[2].still) == (-7_000.0, "")
    case.controls["plan"].value = THROUGHOUT
    assert case.assumptions()[2].line == "Training"


# Left, and opened again


def left_file(own_folder):
    return own_folder / "my-work" / "own-case.json"


def test_a_case_is_opened_as_it_was_left(own_folder):
    explore.make_or_buy(volume=900).save()
    case = explore.your_case(kept=True)
    case.controls.move(**case.presets["Payroll"])
    case.carry(case.panel.offers[0]["place"])
    case.controls["training_high"].value = 1_000
    case.controls["plan"].value = SWITCH
    case.case_name = "Our café"
    case_file.cache_clear()  # the next day's kernel
    again = explore.your_case(kept=True)
    assert again.panel.message.startswith("Your case, as you left it ")
    assert again.case_name == "Our café"
    assert again.scenario == case.scenario
    assert again.outcome.margin == case.outcome.margin
    assert again.sentence == case.sentence
    assert again.assumptions() == case.assumptions()
    assert "Make or buy" in again.assumptions()[0].source


def test_a_case_that_is_looked_at_or_opened_by_code_is_not_kept(own_folder):
    explore.your_case(kept=True)
    explore.your_case().controls["training_high"].value = 90_000
    assert not left_file(own_folder).exists()
    assert explore.your_case(kept=True).case_name == "The candy campaign"


def test_what_a_slider_passes_is_written_once_and_the_last_of_it_read_meanwhile(own_folder):
    async def drag():
        case = explore.your_case(kept=True)
        for amount in range(20_000, 30_000, 100):
            case.controls["training_high"].value = amount
        assert not left_file(own_folder).exists()
        assert explore.your_case(kept=True).controls["training_high"].value == 29_900
        while not left_file(own_folder).exists():
            await asyncio.sleep(0.01)

    asyncio.run(drag())
    left = json.loads(left_file(own_folder).read_text("utf-8"))["case"]
    assert left["inputs"] == {"training_high": 29_900}


def test_a_page_that_is_gone_before_it_is_written_keeps_no_later_change_out(own_folder):
    """Each page has a loop of its own, which ends with it."""

    async def move(amount):
        explore.your_case(kept=True).controls["training_high"].value = amount

    async def move_and_wait():
        await move(29_900)
        while not left_file(own_folder).exists():
            await asyncio.sleep(0.01)

    asyncio.run(move(20_100))
    asyncio.run(asyncio.wait_for(move_and_wait(), 60))
    assert '"training_high": 29900.0' in left_file(own_folder).read_text("utf-8")


def test_what_is_not_written_yet_is_written_when_the_kernel_ends(own_folder):
    ends_at_once = (
        "import asyncio\n"
        "from lessons import explore\n"
        "async def move():\n"
        "    explore.your_case(kept=True).controls['training_high'].value = 29_900\n"
        "asyncio.run(move())"
    )
    subprocess.run([sys.executable, "-c", ends_at_once], check=True)
    assert explore.your_case(kept=True).controls["training_high"].value == 29_900


@pytest.mark.parametrize(
    "inputs",
    [
        {"training_high": 1e99},
        {"training_highest": 5},
        {"plan": "neither"},
        {"training_low": "<script>"},
    ],
)
def test_a_file_that_holds_no_case_is_set_aside(own_folder, inputs):
    left_file(own_folder).parent.mkdir()
    case = {"case_name": "Ours", "worked": "", "inputs": inputs, "time": "then"}
    left_file(own_folder).write_text(json.dumps({"format": 1, "case": case}))
    opened = explore.your_case(kept=True)
    assert opened.scenario == explore.your_case().scenario
    assert "own-case-set-aside-1.json" in opened.panel.notice
    opened.controls["training_high"].value = 90_000
    assert explore.your_case(kept=True).scenario == opened.scenario


def test_a_case_that_cannot_be_kept_is_told_and_stays(own_folder):
    left_file(own_folder).parent.write_text("in the way")
    case = explore.your_case(kept=True)
    case.controls["training_high"].value = 90_000
    assert "cannot be kept in the folder my-work" in case.panel.notice
    again = explore.your_case(kept=True)
    assert again.scenario == case.scenario
    left_file(own_folder).parent.unlink()
    again.controls["training_high"].value = 80_000
    assert again.panel.notice == ""
    assert left_file(own_folder).exists()


def test_where_lessons_are_presented_no_case_is_opened_or_kept(own_folder, monkeypatch):
    explore.your_case(kept=True).controls["training_high"].value = 90_000
    before = left_file(own_folder).read_bytes()
    case_file.cache_clear()
    monkeypatch.setenv(SET_BY_VOILA, "False")
    case = explore.your_case(kept=True)
    assert case.scenario == explore.your_case().scenario
    case.controls["training_high"].value = 80_000
    assert left_file(own_folder).read_bytes() == before


def test_all_drawings_have_room_for_a_kept_case():
    """A kept hill that is cut at the edge would look like a case that loses."""
    explorer = explore.your_case("The candy campaign")
    wanted = {
        name: axis["range"]
        for name, axis in explorer.chart.spec["layout"].items()
        if name.startswith("xaxis")
    }
    explorer.keep()
    explorer.controls.move(**explorer.presets["Payroll"])
    spec = explorer.chart.spec
    for name, (low, high) in wanted.items():
        shown = spec["layout"][name]["range"]
        assert shown[0] <= low < high <= shown[1]
    names = [one for one in spec["data"] if one.get("meta", {}).get("pinned") == "x"]
    lefts = {one.get("xaxis", "x"): set(one["x"]) for one in names}
    assert len(lefts) == 2
    for axis, left in lefts.items():
        assert left == {spec["layout"][axis.replace("x", "xaxis")]["range"][0]}
