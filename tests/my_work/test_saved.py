"""What a learner has saved for a case: nothing is lost by a crash or a second notebook."""

import json
import multiprocessing
from pathlib import Path

import pytest
from catalogue_scenarios import scenarios
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons import explore
from lessons.explore.carry_over import FEEDS
from lessons.my_work.progress import Progress
from lessons.my_work.saved_scenarios import FILE, SavedScenarios

TIMES = 40  # that each of two writers writes
OPEN = [name for name in FEEDS if name in explore.NAMES]


@pytest.fixture
def saved(tmp_path) -> SavedScenarios:
    return SavedScenarios(tmp_path / "own")


def margins(saved: SavedScenarios) -> list[float]:
    """Return the margins of what was saved, the newest first."""
    return [one.margin for one in saved.scenarios()]


def test_looking_leaves_no_trace(saved):
    assert saved.scenarios() == []
    assert not saved.folder.exists()


@settings(max_examples=40)
@given(st.data(), st.sampled_from(OPEN))
def test_any_scenario_is_read_back_as_it_was(tmp_path_factory, data, name):
    scenario = data.draw(scenarios(explore.entry(name)))
    folder = tmp_path_factory.mktemp("own")
    assert SavedScenarios(folder).save(name, scenario.changed(), 1.5)
    (one,) = SavedScenarios(folder).scenarios()
    inputs = {key: tuple(v) if isinstance(v, list) else v for key, v in one.inputs.items()}
    assert explore.entry(name).scenario(**inputs) == scenario
    assert (one.explorer, one.margin) == (name, 1.5)


def test_the_newest_comes_first_and_the_file_holds_no_name_and_no_place(saved):
    for margin in (1.0, 2.0, None):
        saved.save("make_or_buy", {"volume": 900.0}, margin)
    assert margins(saved) == [None, 2.0, 1.0]
    text = (saved.folder / FILE).read_text("utf-8")
    assert set(json.loads(text)["scenarios"][0]) == {"explorer", "inputs", "margin", "time"}
    assert str(saved.folder) not in text


@pytest.mark.parametrize(
    "content",
    [
        '{"format": 2, "scenarios": []}',
        "[]",
        '{"format": 1, "scenarios": [{"explorer": 5}]}',
        '{"format": 1, "scenarios": [], "extra": 1}',
        '{"format": 1, "scenarios": [{"explorer": "a", "time": "", "margin": NaN}]}',
    ],
)
def test_a_file_of_another_kind_is_set_aside(saved, content):
    saved.folder.mkdir()
    saved.path.write_text(content, "utf-8")
    assert saved.scenarios() == []
    assert "saved-scenarios-set-aside-1.json" in saved.notice


def write(folder: Path, margin: float, together: object) -> None:
    saved = SavedScenarios(folder)
    together.wait()
    for number in range(TIMES):
        saved.save("make_or_buy", {}, margin + number)


def test_two_processes_at_once_lose_nothing(saved):
    spawn = multiprocessing.get_context("spawn")
    together = spawn.Barrier(2)
    writers = [
        spawn.Process(target=write, args=(saved.folder, start, together)) for start in (0, 1_000)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    kept = margins(saved)[::-1]
    assert [one for one in kept if one < 1_000] == list(range(TIMES))
    assert [one - 1_000 for one in kept if one >= 1_000] == list(range(TIMES))


def test_the_progress_beside_it_stays_as_it_is(saved):
    progress = Progress(saved.folder)
    progress.record(name="one", lesson=1, kind="question", given="12")
    saved.save("make_or_buy", {}, 1.0)
    progress.reset()
    assert margins(SavedScenarios(saved.folder)) == [1.0]


def test_a_folder_that_cannot_be_made_is_told_and_nothing_fails(tmp_path):
    (tmp_path / "own").write_text("in the way")
    saved = SavedScenarios(tmp_path / "own")
    assert not saved.save("make_or_buy", {}, 1.0)
    assert "own" in saved.notice
    assert margins(saved) == [1.0]
    (tmp_path / "own").unlink()
    assert saved.save("make_or_buy", {}, 2.0)
    assert margins(SavedScenarios(tmp_path / "own")) == [2.0, 1.0]
    assert saved.notice == ""
