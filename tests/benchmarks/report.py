"""What a run found, and how it is written down."""

import os
import platform
import statistics
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path

PACKAGES = (
    "anywidget",
    "bokeh",
    "ipykernel",
    "ipympl",
    "ipywidgets",
    "jupyter-server",
    "jupyterlab",
    "matplotlib",
    "numpy",
    "pandas",
    "playwright",
    "plotly",
    "pydantic",
    "voila",
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing that must be reached, and whether it was."""

    what: str
    must: str
    measured: str
    met: bool

    @property
    def verdict(self) -> str:
        """Say it in a word."""
        return "met" if self.met else "**missed**"


@dataclass(frozen=True, slots=True)
class Section:
    """What was measured of one thing.

    Attributes
    ----------
    heading
        The thing.
    bars
        What must be reached.
    body
        Paragraphs and tables of Markdown.
    limit
        What stands in the way of a bar; written down where one is missed.
    """

    heading: str
    bars: list[Bar]
    body: list[str] = field(default_factory=list)
    limit: str = ""


def at_most(what: str, value: float, most: float, unit: str) -> Bar:
    """Return a bar under which a value must stay; `unit` is written after numbers."""
    return Bar(what, f"at most {most:g}{unit}", f"{value:.3g}{unit}", value <= most)


def at_least(what: str, value: float, least: float, unit: str) -> Bar:
    """Return a bar that a value must reach."""
    return Bar(what, f"at least {least:g}{unit}", f"{value:.3g}{unit}", value >= least)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table; numbers are given at most one decimal."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _cell(value: object) -> str:
    return f"{value:,.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def median(values: Iterable[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """Return the value that 95 % of the values do not pass."""
    return sorted(values)[max(0, -(-95 * len(values) // 100) - 1)]


def load() -> str:
    """Say how many processes wanted a core over the last 1, 5 and 15 minutes, where known."""
    if not hasattr(os, "getloadavg"):
        return "not known on this system"
    return ", ".join(f"{share:.1f}" for share in os.getloadavg())


def written(
    sections: list[Section],
    settings: dict[str, str],
    title: str = "Speed and size, beside what people would use instead",
    by: str = "make bench",
) -> str:
    """Return the whole report as Markdown, with the command that wrote it."""
    bars = [(section, bar) for section in sections for bar in section.bars]
    summary = [(bar.what, bar.must, bar.measured, bar.verdict) for _, bar in bars]
    missed = sum(not bar.met for _, bar in bars)
    parts = [
        f"# {title}",
        f"Written by `{by}`; do not edit. Each number was measured in one run on one "
        "machine, what is compared by turns. Absolute times tell of the machine as much as of "
        "the lessons; ratios tell of the lessons.",
        f"{len(bars) - missed} of {len(bars)} bars met.",
        table(("What", "Must be", "Measured", ""), summary),
        "## The run",
        table(("", ""), settings.items()),
    ]
    for section in sections:
        parts += [f"## {section.heading}", *_verdicts(section), *section.body]
    return "\n\n".join(parts) + "\n"


def _verdicts(section: Section) -> list[str]:
    rows = [(bar.what, bar.must, bar.measured, bar.verdict) for bar in section.bars]
    verdicts = [table(("Bar", "Must be", "Measured", ""), rows)] if rows else []
    if section.limit and not all(bar.met for bar in section.bars):
        verdicts.append(f"What limits it: {section.limit}")
    return verdicts


def machine(packages: Iterable[str] = PACKAGES) -> dict[str, str]:
    """Return what the run was made on and with."""
    return {
        "date": date.today().isoformat(),
        "machine": f"{platform.system()}, {processor()}, {os.cpu_count()} cores",
        "Python": sys.version.split()[0],
        **{name: version(name) for name in packages},
    }


def processor() -> str:
    """Return the name of the processor, as far as the system tells it."""
    described = Path("/proc/cpuinfo")
    if described.exists():
        for line in described.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
