"""Measure speed and size, and write what was found to ``RESULTS.md``.

``make bench`` runs it. ``make bench QUICK=1`` moves less often, and leaves out Voilà, the other
ways to draw, memory, the wait for a first chart, and what is saved and checked of the notebooks.
``ONLY=slow-drags``, ``ONLY=first-move`` and ``ONLY=phones`` measure that alone, in a few minutes.
"""

import argparse
import os
import sys
import time
from contextlib import closing
from pathlib import Path

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
sys.path[:0] = [str(HERE.parent / room) for room in ("browser", "support")]
# A learner's Python keeps what it has compiled; without it each import would compile anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

from bench import running_bench  # noqa: E402 - found by the path above
from beside import other_build  # noqa: E402
from first_chart import first_chart  # noqa: E402
from first_moves import first_moves  # noqa: E402
from kernel import ahead_costs, growth, imports, memory, messages, model_time  # noqa: E402
from moves import Moves, drags  # noqa: E402
from pages import eight_charts  # noqa: E402
from phones import phones  # noqa: E402
from report import Section, load, machine, written  # noqa: E402
from slow_drags import alone, slow_drags  # noqa: E402

from notebooks import checked, saved  # noqa: E402


def on_the_page(quick: bool) -> list[Section]:
    """Return what is measured in one JupyterLab, the slowest part."""
    with running_bench() as bench, closing(Moves(bench, quick=quick)) as moves:
        moves.measure(*((1, 3) if quick else (8,)))
        return [*moves.sections(), drags(moves), *([] if quick else [saved(bench)])]


def on_a_slow_line(quick: bool, delay: int) -> list[Section]:
    """Return what a slider takes where all that page and kernel say is so late, each way."""
    title = f"Slider to painted chart, {delay} ms from the kernel"
    with running_bench(delay / 1000) as bench, closing(Moves(bench, quick=True)) as moves:
        moves.measure(*((1, 3) if quick else (3,)))
        found = moves.every_explorer(title, 0.12, 0.25)
        return [found, *([] if quick else [slow_drags(bench, moves, delay)])]


def in_the_kernel(quick: bool) -> list[Section]:
    """Return what needs no page."""
    repeats = 3 if quick else 11
    return [
        messages(),
        model_time(20 if quick else 200),
        ahead_costs(),
        growth(),
        imports(repeats),
        *([] if quick else [memory()]),
    ]


def beside_others(beside: Path | None) -> list[Section]:
    """Return what is waited for, in another build by turns too where there is one."""
    pages = beside if beside and (beside / "notebooks").exists() else None
    return [first_chart(7, pages), *([first_moves(beside)] if beside else [])]


def measured(given: argparse.Namespace, beside: Path | None) -> list[Section]:
    """Return what was asked for."""
    if given.only == "slow-drags":
        return [alone(given.delay)]
    if given.only == "first-move":
        return [first_moves(beside)]
    if given.only == "phones":
        return phones()
    sections = on_the_page(given.quick)
    sections += on_a_slow_line(given.quick, given.delay)
    sections += in_the_kernel(given.quick)
    if not given.quick:
        sections += [*beside_others(beside), eight_charts(3), checked(3)]
    return sections


def asked() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer moves, and less beside them")
    parser.add_argument("--delay", type=int, default=100, help="of a slow line, in milliseconds")
    parser.add_argument("--beside", help="another checkout or a commit, to wait in by turns")
    parser.add_argument(
        "--only", choices=("slow-drags", "first-move", "phones"), help="that alone"
    )
    given = parser.parse_args()
    if given.only == "first-move" and not given.beside:
        parser.error("--only first-move needs --beside: a build to compare with")
    return given


def main() -> None:
    """Measure what is asked for and write the report."""
    given = asked()
    beside = other_build(given.beside) if given.beside else None
    before, began = load(), time.monotonic()
    sections = measured(given, beside)
    kind = given.only or ("quick" if given.quick else "full")
    settings = {
        **machine(),
        "load before and after (1, 5, 15 minutes)": f"{before}; {load()}",
        "what else ran": "the measured JupyterLab, its kernels and Chromium; see the load",
        "kind": kind,
        **({"beside": beside.name} if beside else {}),
        "took": f"{time.monotonic() - began:.0f} s",
    }
    text = written(sections, settings)
    results = RESULTS if kind == "full" else RESULTS.with_name(f"RESULTS-{kind}.md")
    results.write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
