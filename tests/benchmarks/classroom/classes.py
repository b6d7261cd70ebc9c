"""Hold classes on a real JupyterHub, and write what they came to.

``make class STUDENTS=30`` runs it and writes ``RESULTS-class.md``; so it does for any class of 30
among several, as in ``STUDENTS="5 10 20 30"``. Other sizes alone are written beside it, under
their own names. ``DRAG=1`` moves the slider once each five seconds, instead of dragging it over
20 stops. ``BESIDE`` names another checkout of the lessons, or a commit: then each class is held
there too, after this one.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
BENCHMARKS, ROOT = HERE.parent, HERE.parents[2]
RESULTS = BENCHMARKS / "RESULTS-class.md"
sys.path[:0] = [str(BENCHMARKS.parent / room) for room in ("benchmarks", "browser", "support")]

import psutil  # noqa: E402 - found by the path above
from beside import other_build, python_of  # noqa: E402
from chromium import find_chromium  # noqa: E402
from gathering import MOVES_FOR, Build, Gathering, gathered, say  # noqa: E402
from hub import NoHubError  # noqa: E402
from processes import adopt_orphans, interruptible  # noqa: E402
from report import load, machine, written  # noqa: E402
from results import HOW, section  # noqa: E402
from seats import TURN_AFTER  # noqa: E402
from student import EACH  # noqa: E402

MOST, USUAL = 100, 30  # students of a class
MOST_CLASSES = 6
GIGA = 1e9
# What a class takes (bytes): hub, proxy, two browsers and whoever measures; and each student.
TAKES = 1.5e9, 0.3e9
MOST_MOVES = 30  # of a drag
OWN, OTHER = "these lessons", "the other build"
# A class ends by itself long before; whatever keeps it is told.
ENDS_WITHIN = 240, 20  # seconds: at first, and for each student
Classes = dict[int, dict[str, Gathering]]  # by how many came, and by build
PACKAGES = (
    "ipykernel",
    "ipywidgets",
    "jupyter-server",
    "jupyterhub",
    "jupyterlab",
    "numpy",
    "playwright",
    "pydantic",
    "voila",
    "websockets",
)


def sizes(given: str) -> list[int]:
    """Read how many students come to each class.

    Raises
    ------
    argparse.ArgumentTypeError
        If these are no such numbers.
    """
    counts = [_whole(word, 1, MOST, "STUDENTS") for word in given.split()]
    if not 1 <= len(counts) <= MOST_CLASSES or len({*counts}) < len(counts):
        raise argparse.ArgumentTypeError(
            f"STUDENTS are one to {MOST_CLASSES} different numbers, such as 30 or “5 10 20”; "
            f"got “{given}”."
        )
    return counts


def moves(given: str) -> int:
    """Read how many moves a drag is made of."""
    return _whole(given, 1, MOST_MOVES, "DRAG")


def _whole(given: str, least: int, most: int, name: str) -> int:
    if not (given.isascii() and given.isdigit()):
        raise argparse.ArgumentTypeError(
            f"{name} takes whole numbers from {least} to {most}; got “{given}”."
        )
    nearest = min(max(int(given), least), most)
    if nearest != int(given):
        raise argparse.ArgumentTypeError(
            f"{name} takes whole numbers from {least} to {most}; got {given}. "
            f"The nearest is {nearest}."
        )
    return nearest


def asked(given: list[str] | None = None) -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=sizes, default=[USUAL], help="of each class")
    parser.add_argument("--drag", type=moves, default=20, help="moves, each five seconds")
    parser.add_argument("--beside", help="another checkout or a commit, to hold the class in too")
    return parser.parse_args(given)


def check_room(counts: list[int], free: float) -> None:
    """Leave it be where the largest class would not find room.

    Raises
    ------
    SystemExit
        If the machine has not so many bytes free, or hands no orphans over.
    """
    if sys.platform != "linux":
        raise SystemExit("A class can be held on Linux alone: elsewhere it could not be ended.")
    most, (first, each) = max(counts), TAKES
    if first + each * most > free:
        room = max(0, int((free - first) / each))
        raise SystemExit(
            f"{most} students take some {(first + each * most) / GIGA:.0f} GB of memory, and "
            f"{free / GIGA:.0f} GB are free: there is room for {room}."
        )


def told_by(python: Path, drag: int) -> dict:
    """Return where a slider is moved to, and what a build's own model says there."""
    command = [python, HERE / "expected.py", str(max(drag, TURN_AFTER))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{python} does not run the lessons:\n{done.stderr}")
    return json.loads(done.stdout)


def with_a_hub(root: Path, python: Path) -> Path:
    """Return the Python of another build, in which what a hub runs is installed by now.

    All else stays as that build has it: a build that knew of no hub has packages of its own.
    """
    lock, own = root / "requirements-class.lock", root / "requirements.lock"
    hub = [f"jupyterhub=={version('jupyterhub')}", f"--constraint={own}"]
    wanted = ["--require-hashes", f"--requirement={lock}"] if lock.exists() else hub
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "pip", "install", "--quiet", f"--python={python}", *wanted], check=True)
    return python


def compiled(python: Path) -> None:
    """Have all of a build compiled that is not yet: else its first class would do that.

    Packages hold files, such as templates, that are no Python; those stay as they are.
    """
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    found = subprocess.run([python, "-c", where], capture_output=True, text=True, check=True)
    command = [python, "-m", "compileall", "-q", "-j0", found.stdout.strip()]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)


def builds(given: argparse.Namespace) -> dict[str, Build]:
    """Return what classes are held with: this build, and perhaps another one."""
    places = {OWN: (ROOT, Path(sys.executable))}
    if given.beside:
        other = other_build(given.beside)
        places[OTHER] = other, with_a_hub(other, python_of(other))
    for _, python in places.values():
        compiled(python)
    return {
        name: Build(root, python, told_by(python, given.drag))
        for name, (root, python) in places.items()
    }


async def held(counts: list[int], drag: int, of: dict[str, Build]) -> Classes:
    """Hold each class with each build, by turns."""
    chromium, (first, each) = find_chromium(), ENDS_WITHIN
    classes: Classes = {}
    for count in counts:
        classes[count] = {}
        for name, build in of.items():
            say(f"a class of {count}, {name}")
            async with asyncio.timeout(first + each * count):
                classes[count][name] = await gathered(count, drag, build, chromium)
    return classes


def report(given: argparse.Namespace) -> str:
    """Hold the classes and return what they came to."""
    before, began = load(), time.monotonic()
    of = builds(given)
    with interruptible():
        classes = asyncio.run(held(given.students, given.drag, of))
    settings = {
        **machine(PACKAGES),
        "load before and after (1, 5, 15 minutes)": f"{before}; {load()}",
        "what else ran": "who measures and two Chromium; see the load",
        **({"beside": of[OTHER].root.name} if OTHER in of else {}),
        "took": f"{time.monotonic() - began:.0f} s",
    }
    how = HOW.format(drag=given.drag, each=EACH, seconds=MOVES_FOR)
    found = section(classes, how)
    return written([found], settings, "A class on JupyterHub", "make class")


def main() -> None:
    """Hold the classes that are asked for and write the report."""
    given = asked()
    check_room(given.students, psutil.virtual_memory().available)
    adopt_orphans()
    try:
        text = report(given)
    except KeyboardInterrupt:
        sys.exit("Ended before its time: nothing is left running, and no report was written.")
    except NoHubError as error:
        sys.exit(str(error))
    except TimeoutError:
        sys.exit("The class did not end in time. All of it was ended; no report was written.")
    kind = "" if USUAL in given.students else f"-{'-'.join(map(str, given.students))}"
    RESULTS.with_name(f"RESULTS-class{kind}.md").write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
