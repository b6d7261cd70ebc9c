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
from pathlib import Path

HERE = Path(__file__).parent
BENCHMARKS, ROOT = HERE.parent, HERE.parents[2]
RESULTS = BENCHMARKS / "RESULTS-class.md"
sys.path[:0] = [str(BENCHMARKS.parent / room) for room in ("benchmarks", "browser", "support")]

from beside import other_build, python_of  # noqa: E402 - found by the path above
from gathering import MOVES_FOR, Gathering, gathered  # noqa: E402
from processes import adopt_orphans, interruptible  # noqa: E402
from report import load, machine, written  # noqa: E402
from results import HOW, section  # noqa: E402
from seats import TURN_AFTER  # noqa: E402
from student import EACH  # noqa: E402

MOST, USUAL = 100, 30  # students of a class
MOST_CLASSES = 6
MOST_MOVES = 30  # of a drag
OWN, OTHER = "these lessons", "the other build"
# A class ends by itself long before; whatever keeps it is told.
ENDS_WITHIN = 240, 20  # seconds: at first, and for each student
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


def told_by(python: Path, drag: int) -> dict:
    """Return where a slider is moved to, and what a build's own model says there."""
    command = [python, HERE / "expected.py", str(max(drag, TURN_AFTER))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{python} does not run the lessons:\n{done.stderr}")
    return json.loads(done.stdout)


def with_a_hub(root: Path, python: Path) -> Path:
    """Return the Python of another build, in which what a hub runs is installed by now."""
    lock = root / "requirements-hub.lock"
    command = [
        Path(sys.executable).with_name("uv"),
        "pip",
        "install",
        "--quiet",
        f"--python={python}",
    ]
    command += ["--require-hashes", "-r", lock if lock.exists() else ROOT / lock.name]
    subprocess.run(command, check=True)
    return python


def builds(beside: Path | None) -> dict[str, tuple[Path, Path]]:
    """Return what is measured: of each build its checkout and its Python."""
    own = {OWN: (ROOT, Path(sys.executable))}
    return own | ({OTHER: (beside, with_a_hub(beside, python_of(beside)))} if beside else {})


async def held(given: argparse.Namespace, places: dict) -> dict[int, dict[str, Gathering]]:
    """Hold each class in each build, by turns."""
    told = {name: told_by(python, given.drag) for name, (_, python) in places.items()}
    classes: dict[int, dict[str, Gathering]] = {}
    for count in given.students:
        first, each = ENDS_WITHIN
        classes[count] = {}
        for name, (root, python) in places.items():
            async with asyncio.timeout(first + each * count):
                one = await gathered(count, given.drag, root, python, told[name])
            classes[count][name] = one
    return classes


def report(given: argparse.Namespace, beside: Path | None) -> str:
    """Hold the classes and return what they came to."""
    before, began = load(), time.monotonic()
    with interruptible():
        classes = asyncio.run(held(given, builds(beside)))
    settings = {
        **machine(PACKAGES),
        "load before and after (1, 5, 15 minutes)": f"{before}; {load()}",
        "what else ran": "who measures and two Chromium; see the load",
        **({"beside": beside.name} if beside else {}),
        "took": f"{time.monotonic() - began:.0f} s",
    }
    how = HOW.format(drag=given.drag, each=EACH, seconds=MOVES_FOR)
    found = section(classes, how)
    return written([found], settings, "A class on JupyterHub", "make class")


def main() -> None:
    """Hold the classes that are asked for and write the report."""
    given = asked()
    adopt_orphans()
    try:
        text = report(given, other_build(given.beside) if given.beside else None)
    except KeyboardInterrupt:
        sys.exit("Ended before its time: nothing is left running, and no report was written.")
    except TimeoutError:
        sys.exit("The class did not end in time. All of it was ended; no report was written.")
    kind = "" if USUAL in given.students else f"-{'-'.join(map(str, given.students))}"
    RESULTS.with_name(f"RESULTS-class{kind}.md").write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
