"""Every way to install the lessons asks for the same packages."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
NEEDS = [Requirement(line) for line in PROJECT["dependencies"]]
EXTRAS = [
    Requirement(line) for lines in PROJECT["optional-dependencies"].values() for line in lines
]
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
BENCHMARK = [Requirement(line) for line in PYPROJECT["dependency-groups"]["benchmark"]]
CLASS = [Requirement(line) for line in PYPROJECT["dependency-groups"]["class"]]
SITE = [Requirement(line) for line in PYPROJECT["dependency-groups"]["site"]]
HUB = [Requirement(line) for line in PYPROJECT["dependency-groups"]["hub"]]
DEPLOY = [Requirement(line) for line in PYPROJECT["dependency-groups"]["deploy"]]
LOCKS = {
    "requirements.lock": NEEDS + EXTRAS,
    "requirements-benchmark.lock": BENCHMARK,
    "requirements-site.lock": SITE,
    "requirements-hub.lock": NEEDS + HUB,
    "requirements-deploy.lock": DEPLOY,
    "requirements-class.lock": CLASS,
}
LOCKED = pytest.mark.parametrize("lock", LOCKS)


def lock_text(lock: str) -> str:
    """Return the text of a lock."""
    return (ROOT / lock).read_text(encoding="utf-8")


def lock_entries(lock: str) -> dict[str, list[tuple[str, str]]]:
    """Return the versions of each locked package, each with the text that follows it."""
    entries = {}
    entry = r"(?m)^([\w.-]+)==(\S+)(.*(?:\n[ \t].*)*)"
    for name, version, rest in re.findall(entry, lock_text(lock)):
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


@pytest.mark.parametrize(
    ("lock", "need"),
    [(lock, need) for lock, needs in LOCKS.items() for need in needs],
    ids=lambda one: getattr(one, "name", one),
)
def test_a_lock_holds_each_direct_need_within_its_bounds(lock, need):
    versions = [version for version, _ in lock_entries(lock)[canonicalize_name(need.name)]]
    assert versions
    assert all(need.specifier.contains(version) for version in versions), versions


@LOCKED
def test_every_locked_package_has_a_hash(lock):
    entries = lock_entries(lock)
    assert len(entries) >= len(LOCKS[lock])
    bare = [
        name
        for name, versions in entries.items()
        for _, rest in versions
        if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", rest)
    ]
    assert not bare


@LOCKED
def test_a_lock_pins_every_line_and_names_no_address(lock):
    assert "://" not in lock_text(lock)
    loose = [
        line
        for line in lock_text(lock).splitlines()
        if re.match(r"[^\s#]", line) and "==" not in line
    ]
    assert not loose


@pytest.mark.parametrize(
    "lock", [f"requirements-{name}.lock" for name in ("benchmark", "class", "deploy", "hub")]
)
def test_another_lock_has_the_versions_that_learners_have(lock):
    """Installing it into the same environment changes none; a hub serves what `make lab` does."""
    learners = lock_entries("requirements.lock")
    other = {
        name: [version for version, _ in entry]
        for name, entry in lock_entries(lock).items()
        if name in learners
        and [version for version, _ in entry] != [version for version, _ in learners[name]]
    }
    assert not other
