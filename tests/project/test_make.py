"""Each value that is given to make arrives whole, whatever stands in it."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# All that a folder may be called here, and what means something to make or to a shell.
NAME = "it's $HOME $(shell exit) ${x} `id` Übung #1; & (2)"
NAME += "" if os.name == "nt" else ' "q" \\ * $('


def make(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run make, with the environment that runs this test in the place of .venv."""
    # Whatever was changed since: nothing is set up anew, and what stands for the stamp stays.
    installed = f"BIN={Path(sys.executable).parent}", f"INSTALLED={__file__}", f"-o{__file__}"
    return subprocess.run(
        [shutil.which("make") or "make", "--no-print-directory", *arguments, *installed],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        check=False,
    )


def test_a_class_may_be_in_a_folder_of_any_name(tmp_path):
    folder = tmp_path / NAME
    folder.mkdir()
    (folder / "note.txt").write_text("x", "utf-8")
    done = make("receipts", f"DIR={folder}")
    said = f"There is no receipt in the folder {folder}.\n  Not read: note.txt:"
    assert said in done.stderr, done.stdout


@pytest.mark.parametrize(
    ("target", "given", "words"),
    [
        ("receipts", {"DIR": NAME}, [NAME]),
        ("receipts", {"DIR": NAME, "ALL": "1"}, ["--all", NAME]),
        ("receipts", {}, [""]),
        ("new-explorer", {"NAME": NAME}, [NAME]),
        ("new-explorer", {"NAME": "parcels", "LESSON": NAME}, ["parcels", NAME]),
    ],
    ids=str,
)
def test_a_value_is_one_word_for_the_tool(target, given, words):
    done = make("--dry-run", target, *(f"{name}={value}" for name, value in given.items()))
    assert shlex.split(done.stdout)[3:] == words, done.stderr


@pytest.mark.parametrize(
    ("target", "flags"),
    [("lab", "LAB_FLAGS"), ("present", "PRESENT_FLAGS"), ("test", "TEST_FLAGS")],
)
def test_flags_reach_the_shell_as_they_were_typed(target, flags):
    typed = """--notebook-dir='a $HOME $(b)' --ip="x y" -k 'a or b'"""
    done = make("--dry-run", target, f"{flags}={typed}")
    assert done.stdout.rstrip().endswith(f" {typed}"), done.stderr


@pytest.mark.parametrize(
    ("target", "given", "first"),
    [
        ("bench", {"DELAY": "100", "BESIDE": NAME, "ONLY": "first-move"}, 2),
        ("class", {"STUDENTS": "5 10", "DRAG": "1", "BESIDE": NAME}, 2),
        ("soak", {"SEED": NAME, "MINUTES": "2", "SCENARIOS": "2000"}, 4),
    ],
)
def test_what_is_asked_of_a_long_run_is_one_word_each(target, given, first):
    done = make("--dry-run", target, *(f"{name}={value}" for name, value in given.items()))
    words = shlex.split(done.stdout.splitlines()[-1])[first:]
    expected = [word for name, value in given.items() for word in (f"--{name.lower()}", value)]
    assert words == expected, done.stderr


@pytest.mark.parametrize("script", ["run.py", "classroom/classes.py"])
def test_what_the_benchmark_is_made_of_is_found(script):
    """It is run by hand, and rarely: a module that was moved would be missed late."""
    script = ROOT / "tests" / "benchmarks" / script
    done = subprocess.run([sys.executable, script, "--help"], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("home", ["", f"{__file__}/no home"])
def test_where_no_home_can_be_written_jupyter_keeps_its_own_beside_the_environment(home):
    """A home that can be written is left alone."""
    ask = r"%:; @echo at $(JUPYTER_DATA_DIR), $(JUPYTER_CONFIG_DIR), $(IPYTHONDIR)."
    own = [ROOT / ".venv" / "home" / name for name in ("data", "config", "ipython")]
    cleared = {"JUPYTER_DATA_DIR": "", "JUPYTER_CONFIG_DIR": "", "IPYTHONDIR": ""}
    without = make(f"--eval={ask}", "asked", HOME=home, **cleared)
    assert without.stdout == "at {}, {}, {}.\n".format(*own), without.stderr
    assert make(f"--eval={ask}", "asked", HOME=str(ROOT), **cleared).stdout == "at , , .\n"
