"""What is exact of `make class`: its figures, what it takes for an answer, and how it ends."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
CLASSROOM = BENCHMARKS / "classroom"
# As Linux tells of a process whose name is chosen badly.
ROLLUP = """55d0-7ffc ---p 00000000 00:00 0 [rollup]
Rss:      206000 kB
Pss:      163000 kB
Pss_Anon:      9 kB
"""
STAT = "7 (a ) 9 (b) S 1 7 7 0 -1 4194560 100 0 0 0 550 25 900 900 20 0 9 0 100 0 0"


def run(doing):
    """Wait for what a student does, on a thread without a loop: a browser's may go on in this."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, doing).result()


@pytest.fixture(autouse=True)
def found(monkeypatch):
    """Let the benchmark's modules be found, as its script does."""
    monkeypatch.syspath_prepend(BENCHMARKS)
    monkeypatch.syspath_prepend(CLASSROOM)


@pytest.fixture
def proc(tmp_path):
    """Return a folder in which a system tells of process 7."""
    folder = tmp_path / "7"
    folder.mkdir()
    (folder / "smaps_rollup").write_text(ROLLUP)
    (folder / "stat").write_text(STAT)
    return tmp_path


def test_memory_counts_what_is_shared_in_parts(proc):
    from processes import memory

    assert memory(7, proc) == 163_000 * 1024


def test_memory_that_is_not_told_is_no_number(proc):
    from processes import memory

    (proc / "7" / "smaps_rollup").write_text("Rss: 1 kB\n")
    with pytest.raises(ValueError, match="does not say what process 7 holds"):
        memory(7, proc)


def test_seconds_are_those_of_the_process_alone(proc):
    """Not those of its children that have ended, which come after: 900 and 900."""
    from processes import seconds

    assert seconds(7, proc, ticks=100) == 5.75


@pytest.mark.parametrize("given", ["0", "101", "1000", "-5", "ten", "5.5", "", "5 0", "5 5", "٣"])
def test_students_that_cannot_come_are_refused_in_a_sentence(given, capsys):
    from classes import asked

    with pytest.raises(SystemExit):
        asked([f"--students={given}"])
    assert "STUDENTS" in capsys.readouterr().err


def test_the_nearest_number_of_students_is_told(capsys):
    from classes import asked

    with pytest.raises(SystemExit):
        asked(["--students=1000"])
    assert "from 1 to 100; got 1000. The nearest is 100." in capsys.readouterr().err


@pytest.mark.parametrize("given", ["0", "31", "many"])
def test_a_drag_has_some_moves(given, capsys):
    from classes import asked

    with pytest.raises(SystemExit):
        asked([f"--drag={given}"])
    assert "DRAG takes whole numbers from 1 to 30" in capsys.readouterr().err


def test_several_classes_may_be_held():
    from classes import asked

    given = asked(["--students", "5 10 100", "--drag", "1"])
    assert (given.students, given.drag) == ([5, 10, 100], 1)


def test_a_class_that_finds_no_room_is_told_how_many_would(monkeypatch):
    from classes import check_room

    monkeypatch.setattr(sys, "platform", "linux")
    check_room([5, 10], 4.5e9)
    with pytest.raises(SystemExit, match=r"11 students take some 5 GB .* 4 GB .* room for 9"):
        check_room([5, 11], 4.3e9)
    with pytest.raises(SystemExit, match="room for 0"):
        check_room([1], 1e9)


def test_a_class_is_held_where_it_can_be_ended(monkeypatch):
    from classes import check_room

    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(SystemExit, match="on Linux alone"):
        check_room([1], 1e12)


def test_a_hub_without_its_proxy_is_told(monkeypatch, tmp_path):
    import hub

    monkeypatch.setattr(hub, "PROXY", tmp_path / "none")
    with pytest.raises(hub.NoHubError, match="`make class` fetches it"):
        hub.started(tmp_path, Path(sys.executable))


def test_a_hub_and_all_of_it_listen_on_this_machine_alone(tmp_path):
    from hub import configuration

    made = configuration("http://127.0.0.1:9", "word", tmp_path, Path("python"))
    hub, proxy = made["JupyterHub"], made["ConfigurableHTTPProxy"]
    asked = (hub["bind_url"], hub["hub_bind_url"], proxy["api_url"])
    assert all(re.fullmatch(r"http://127\.0\.0\.1:\d+", one) for one in asked)
    assert len({*asked}) == 3


def test_percentiles_are_those_of_all_moves():
    from results import percentiles

    assert percentiles(range(1, 102)) == (51, 96, 100)


def test_a_class_without_a_move_meets_no_bar():
    from gathering import Gathering
    from results import bars
    from student import Found

    silent = Gathering([Found(errors=["student-01: gone"])], [], 9, 0, 0, ["student-01: gone"])
    assert [bar.met for bar in bars(1, silent, None)] == [False, False]


def gathering(times, bytes_held, milliseconds):
    from gathering import Gathering
    from student import Found

    one = Found(10 * times, 3, 3, [milliseconds], bytes_held, bytes_held, 2 * times, 2)
    return Gathering([one], [], 13, 0, 0, [])


@pytest.mark.parametrize(
    ("own", "met"),
    [
        ((0.35, 0.55e8, 250), [True] * 6),
        ((0.36, 0.55e8, 250), [True, True, True, True, False, True]),
        ((0.41, 0.56e8, 251), [True, False, False, False, False, False]),
        ((0.35, 0.8e8, 250), [True, True, True, False, True, False]),
    ],
)
def test_a_class_is_held_against_that_of_another_build(own, met):
    from results import bars

    assert [bar.met for bar in bars(30, gathering(*own), gathering(1, 1e8, 9))] == met


def test_what_was_worked_is_told_by_who_did_it(monkeypatch):
    import gathering as gathered

    parents = {2: 1, 3: 1, 4: 1, 5: 3, 6: 4, 7: 9, 8: 7}  # a hub, 1, has a proxy and two servers
    processes = [SimpleNamespace(pid=1, ppid=lambda: 9)]
    processes += [SimpleNamespace(pid=own, ppid=lambda of=of: of) for own, of in parents.items()]
    monkeypatch.setattr(gathered, "below", lambda: processes)
    monkeypatch.setattr(gathered, "seconds", lambda process: 10.0**process)
    students = [SimpleNamespace(server=3), SimpleNamespace(server=4)]
    found = gathered.worked(SimpleNamespace(process=1), students)
    assert found.pop(gathered.MEASURING) > 0
    assert found == {
        gathered.HUB: 1e1 + 1e2,
        gathered.SERVERS: 1e3 + 1e4,
        gathered.KERNELS: 1e5 + 1e6,
        gathered.BROWSERS: 1e7 + 1e8,
    }


PARTS = [b'{"msg_type":"comm_msg"}', b"{}", b"", "{“…”}".encode(), b"\x00\xff"]


def test_a_message_is_packed_as_a_server_reads_it():
    from kernel_socket import packed

    assert deserialize_msg_from_ws_v1(packed("shell", PARTS)) == ("shell", PARTS)


def test_a_message_is_read_as_a_server_packs_it():
    from kernel_socket import unpacked

    assert unpacked(serialize_msg_to_ws_v1(PARTS, "iopub")) == ("iopub", PARTS)


def test_a_slider_is_moved_to_another_value_each_time_and_the_model_speaks():
    from expected import told

    from lessons.models.candy_launch import CandyLaunch

    found = told(20)
    assert len(found["way"]) == len(found["said"]) == len({*found["way"]}) == 21
    assert found["way"][0] == CandyLaunch().innovation
    assert {*found["way"]} <= {*found["track"]}
    assert len({*found["said"]}) > 1


def test_the_longest_drag_has_room():
    from classes import MOST_MOVES
    from expected import told

    assert len(told(MOST_MOVES)["way"]) == MOST_MOVES + 1
    with pytest.raises(ValueError, match="1000 were asked for"):
        told(1000)


def test_each_student_of_the_largest_class_may_predict_something_else():
    from classes import MOST
    from expected import PREDICTION, told

    from lessons.data.questions import prediction

    guesses = told(1)["guesses"]
    _, asked = prediction(PREDICTION)
    assert len({*guesses}) >= MOST
    assert asked.minimum <= min(guesses) <= max(guesses) <= asked.maximum


class Line:
    """A line to a kernel that says nothing by itself."""

    def __init__(self):
        self.changes = []

    async def change(self, widget, state):
        """Take what a page has changed."""
        self.changes.append((widget, state))


ANSWER = {
    "kind": "move",
    "values": {"reach": 2, "other": 9},
    "moves": {"student-01": 1},
    "sentence": "Two.",
    "traces": {"0": {"y": 1}},
}


def moved():
    """Return a student who has moved a slider from one to two."""
    from student import PlainStudent

    told = {"input": "reach", "way": [1, 2], "said": ["One.", "Two."], "track": [1, 2]}
    student = PlainStudent("student-01", None, told, 1, 20)
    student.line, student.controls, student.values = Line(), "panel", {"reach": 1, "other": 9}
    run(student._move_to(1))
    return student


def test_a_move_is_sent_as_a_page_sends_it():
    changed = {"values": {"reach": 2, "other": 9}, "moves": {"student-01": 1}}
    assert moved().line.changes == [("panel", changed)]


def test_the_right_answer_is_one_move():
    student = moved()
    student._answered({"kind": "ahead", "frames": []})
    student._answered(ANSWER)
    assert (len(student.found.moves), student.found.errors) == (1, [])


@pytest.mark.parametrize(
    "wrong",
    [
        {"values": {"reach": 1, "other": 9}},
        {"values": {"reach": 2, "other": 8}},
        {"sentence": "One."},
        {"traces": {}},
        {"moves": {"student-01": 2}},
        {"moves": {"student-02": 1}},
    ],
    ids=str,
)
def test_any_other_answer_is_an_error(wrong):
    student = moved()
    student._answered({**ANSWER, **wrong})
    assert (student.found.moves, len(student.found.errors)) == ([], 1)


def test_a_second_answer_is_an_error():
    student = moved()
    student._answered(ANSWER)
    student._answered(ANSWER)
    assert student.found.errors == ["student-01: an answer to no move"]


def test_a_missing_answer_is_an_error(monkeypatch):
    import student as module

    monkeypatch.setattr(module, "ANSWERED_WITHIN", 0)
    student = moved()
    run(student._wait_for_answers())
    assert student.found.errors == ["student-01: no answer to move 1"]


def test_what_a_student_cannot_do_is_told_and_harms_no_other():
    async def fail():
        raise OSError("no room\nand more")

    student = moved()
    assert run(student.try_to(fail(), 1)) is False
    assert run(student.try_to(asyncio.Event().wait(), 0)) is False
    assert student.found.errors == [
        "student-01: OSError: no room",
        "student-01: TimeoutError: not done within 0 s",
    ]


ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux hands orphans over")
FOUND = f"import sys; sys.path.insert(0, {str(CLASSROOM)!r})\n"
# A process that starts another, in a session of its own, and ends; that one passes over what it is
# asked, as a hub of thirty students does.
PARENT = """
import subprocess, sys
subprocess.Popen([sys.executable, "-c", sys.argv[1]], start_new_session=True)
"""
DEAF = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("up", flush=True)
time.sleep(60)
"""
ENDS = """
import subprocess
from processes import adopt_orphans, below, end_all
adopt_orphans()
parent = [sys.executable, "-c", *sys.argv[1:]]
with subprocess.Popen(parent, stdout=subprocess.PIPE, text=True) as started:
    assert started.stdout.readline() == "up\\n"
    started.wait()
    asked, (forced,) = end_all(0.1)
    print(asked, "signal.SIG_IGN" in forced, len(below()))
"""
INTERRUPTED = """
import os, signal, time
from processes import interruptible, undisturbed
signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a shell has it for what runs behind
with interruptible():
    try:
        print("up", flush=True)
        time.sleep(60)
    except KeyboardInterrupt:
        with undisturbed():
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                os.kill(os.getpid(), number)
            print("tidied")
"""


@ON_LINUX
def test_whoever_lost_its_parent_and_is_deaf_is_ended():
    command = [sys.executable, "-c", FOUND + ENDS, PARENT, DEAF]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "True", "0"], done.stderr


@ON_LINUX
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_whoever_ends_it_lets_it_tidy_up(name):
    command = [sys.executable, "-c", FOUND + INTERRUPTED]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout.readline() == "up\n"
        os.kill(started.pid, getattr(signal, name))
        assert started.stdout.read() == "tidied\n"
    assert started.returncode == 0
