"""What a learner's server is made of: the lock, whole and nothing else, installed from nothing."""

import json
import os
import re
import subprocess
import sysconfig
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / "dist" / "hub" / "bin" / "python"
UV = Path(sysconfig.get_path("scripts")) / "uv"


def locked() -> dict[str, str]:
    """Return the packages of the lock that this system takes, each with its version."""
    text = (ROOT / "requirements-hub.lock").read_text("utf-8")
    needs = [Requirement(line) for line in re.findall(r"(?m)^(\w[^\\\n]*?) *\\?$", text)]
    return {
        canonicalize_name(need.name): str(need.specifier).removeprefix("==")
        for need in needs
        if need.marker is None or need.marker.evaluate()
    }


def test_it_holds_what_the_lock_names_and_nothing_else():
    command = [UV, "pip", "list", "--quiet", "--format=json", "--python", PYTHON]
    done = subprocess.run(command, check=True, capture_output=True)
    installed = {one["name"]: one["version"] for one in json.loads(done.stdout)}
    assert installed == locked()


def test_all_that_its_packages_ask_for_is_there():
    command = [UV, "pip", "check", "--python", PYTHON]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_it_has_no_tool_of_those_who_change_the_lessons():
    assert not {"pytest", "playwright", "deno", "ruff", "matplotlib"} & set(locked())
    assert {"jupyterhub", "nbgitpuller", "hatchling", "jupyterlab"} <= set(locked())


def test_its_server_knows_how_to_pull():
    command = [PYTHON, "-m", "jupyter", "server", "extension", "list"]
    own = os.environ | {"JUPYTER_NO_CONFIG": "1"}
    done = subprocess.run(command, check=True, capture_output=True, env=own)
    said = re.sub(r"\x1b\[\d+m", "", (done.stdout + done.stderr).decode())
    assert "nbgitpuller enabled" in said
    assert re.search(r"nbgitpuller [\d.]+ OK", said)
