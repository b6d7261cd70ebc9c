"""The image of a learner's server: exact, not root, and opening the lessons."""

import re
import subprocess
import sysconfig
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text("utf-8")
# Each instruction on one line, without the comments.
STEPS = re.sub(r"\\\n\s*", "", re.sub(r"(?m)^\s*#.*\n", "", DOCKERFILE)).splitlines()
LAST_STAGE = STEPS[max(n for n, step in enumerate(STEPS) if step.startswith("FROM ")) :]
HADOLINT = Path(sysconfig.get_path("scripts")) / "hadolint"


def said(instruction: str, steps: list[str] = LAST_STAGE) -> list[str]:
    """Return what follows an instruction, each time that it stands in some steps."""
    return [step.removeprefix(f"{instruction} ") for step in steps if step.startswith(instruction)]


def test_hadolint_is_content():
    done = subprocess.run(
        [HADOLINT, "--no-color", ROOT / "deploy" / "Dockerfile"], capture_output=True, check=False
    )
    assert done.returncode == 0, (done.stdout + done.stderr).decode()


def test_its_packages_are_exactly_those_of_the_lock():
    (install,) = [step for step in STEPS if "--requirements" in step]
    assert "--require-hashes" in install
    assert "--no-build " in install
    assert install.endswith("--requirements requirements-hub.lock")
    (other,) = [step for step in STEPS if "uv pip install" in step and step != install]
    assert "--no-deps" in other
    assert "--no-build-isolation" in other


def test_what_installs_them_is_what_installs_them_elsewhere():
    (version,) = re.findall(r"(?m)^UV := (\S+)$", (ROOT / "Makefile").read_text("utf-8"))
    assert re.findall(r"pip install --no-cache-dir (\S+)", DOCKERFILE) == [version]


def test_it_does_not_run_as_root():
    """A number, so that Kubernetes can see that it is nobody who may do everything."""
    (user,) = said("USER")
    assert int(user) == 1000
    assert f"--uid {user} " in DOCKERFILE


def test_no_compiler_is_in_the_result():
    (packages,) = re.findall(
        r"--no-install-recommends ([\w -]+?) &&", DOCKERFILE.replace("\\\n", "")
    )
    assert packages.split() == ["git", "tini"]
    assert DOCKERFILE.count("apt-get install") == 1


def test_only_what_it_copies_is_sent_to_be_built():
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    rules = [line for line in ignored if line and not line.startswith("#")]
    copies = [line.split()[:-1] for line in said("COPY", STEPS) if not line.startswith("--from")]
    copied = {name for names in copies for name in names}
    assert rules[0] == "*"
    assert {rule.removeprefix("!") for rule in rules[1:]} == copied


def test_a_new_version_of_the_lessons_moves_no_package():
    """Packages come before the lessons, and out of a stage that sees the lock alone."""
    copies = said("COPY")
    assert copies[0].startswith("--from=packages")
    assert copies[1].startswith("--from=source")
    assert "FROM base AS packages" in STEPS


def test_it_opens_a_lesson_alone():
    (environment,) = said("ENV")
    (address,) = re.findall(r"JUPYTERHUB_DEFAULT_URL=(\S+)", environment)
    notebook = address.removeprefix("/doc/tree/lessons/")
    assert notebook != address
    assert (ROOT / notebook).is_file()
    values = yaml.safe_load((ROOT / "deploy" / "values.yaml").read_text("utf-8"))
    assert values["singleuser"]["defaultUrl"] == address


@pytest.mark.parametrize("name", ["deploy/README.md", "README.md"])
def test_the_guide_speaks_of_files_that_are_there(name):
    text = (ROOT / name).read_text("utf-8")
    linked = re.findall(r"\]\(([^)#:]+)\)", text)
    assert linked
    assert [link for link in linked if not ((ROOT / name).parent / link).exists()] == []
