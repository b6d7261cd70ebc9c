"""Every way to install the lessons asks for the same packages."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NEEDS = [Requirement(line) for line in PROJECT["dependencies"]]
EXTRAS = [
    Requirement(line) for lines in PROJECT["optional-dependencies"].values() for line in lines
]
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def lock_entries() -> dict[str, list[tuple[str, str]]]:
    """Return the versions of each locked package, each with the text that follows it."""
    entries = {}
    entry = r"(?m)^([\w.-]+)==(\S+)(.*(?:\n[ \t].*)*)"
    for name, version, rest in re.findall(entry, LOCK):
        entries.setdefault(canonicalize_name(name), []).append((version, rest))
    return entries


def conda_requirements() -> dict[str, Requirement]:
    """Return what environment.yml asks of conda, by name."""
    lines = [line for line in CONDA if isinstance(line, str)]
    return {need.name: need for need in map(Requirement, lines)}


def test_conda_asks_for_what_the_project_needs():
    asked = conda_requirements()
    extra = {"python", "pip"}
    assert {need.name: need.specifier for need in NEEDS} == {
        name: need.specifier for name, need in asked.items() if name not in extra
    }


def test_conda_takes_a_python_that_the_project_takes():
    bounds = {str(bound) for bound in conda_requirements()["python"].specifier}
    assert PROJECT["requires-python"] in bounds


def test_conda_installs_the_lessons_themselves():
    assert {"pip": ["-e ."]} in CONDA


@pytest.mark.parametrize("need", NEEDS + EXTRAS, ids=lambda need: need.name)
def test_the_lock_holds_each_direct_need_within_its_bounds(need):
    versions = [version for version, _ in lock_entries()[canonicalize_name(need.name)]]
    assert versions
    assert all(need.specifier.contains(version) for version in versions), versions


def test_every_locked_package_has_a_hash():
    entries = lock_entries()
    assert len(entries) >= len(NEEDS + EXTRAS)
    bare = [
        name
        for name, versions in entries.items()
        for _, rest in versions
        if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", rest)
    ]
    assert not bare


def test_the_lock_pins_every_line_and_names_no_address():
    assert "://" not in LOCK
    loose = [line for line in LOCK.splitlines() if re.match(r"[^\s#]", line) and "==" not in line]
    assert not loose
