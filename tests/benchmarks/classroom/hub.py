"""A JupyterHub of this machine alone, and the homes of its students."""

import json
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx
from lab import LOOPBACK_ONLY, TRIED, free_port

HERE = Path(__file__).parent
PROXY = HERE.parents[2] / "dist" / "proxy" / "node_modules" / "configurable-http-proxy"
LESSON = "notebooks/04-the-candy-campaign.ipynb"
LOG, SETTINGS = "hub.log", "hub.json"
NOTHING: Mapping[str, dict] = {}
LOCAL = "http://127.0.0.1"
STARTED_WITHIN = 60  # seconds, the hub itself
SERVER_WITHIN = 600  # seconds, a student's server: those who measure give up first
ITSELF = "class"  # by which name it asks its hub


class NoHubError(Exception):
    """There is no hub to hold a class on."""


@dataclass(frozen=True, slots=True)
class Hub:
    """A hub that runs.

    Attributes
    ----------
    address
        Where students come in.
    process
        The number of its process.
    folder
        Where it is, with the homes of its students and what all of them say.
    token
        By which it tells about its students.
    """

    address: str
    process: int
    folder: Path
    token: str

    async def server_of(self, student: str) -> int:
        """Return the number of the process that is a student's server."""
        headers = {"Authorization": f"token {self.token}"}
        async with httpx.AsyncClient(headers=headers, trust_env=False, timeout=60) as client:
            answer = await client.get(f"{self.address}/hub/api/users/{student}")
        answer.raise_for_status()
        return int(answer.json()["servers"][""]["state"]["pid"])

    def again(self) -> "Hub":
        """Start the hub once more, as it was set up, and wait until it answers.

        Raises
        ------
        NoHubError
            If it does not start.
        """
        return _run(self.folder, self.address, self.token)

    def work_of(self, student: str) -> Path:
        """Return the folder in which the lessons keep what a student did."""
        return home(self.folder, student) / "notebooks" / "my-work"

    def strangers(self) -> list[str]:
        """Return which other machines were asked for."""
        lines = (self.folder / LOG).read_text(errors="replace").splitlines()
        return [line for line in lines if TRIED in line]


def home(folder: Path, student: str) -> Path:
    """Return the home of a student; the name may be a pattern."""
    return folder / "homes" / student


def homes(folder: Path, notebooks: Path, students: list[str]) -> None:
    """Give each student a home with the lessons, and a folder my-work that is theirs."""
    for student in students:
        shutil.copytree(
            notebooks,
            home(folder, student) / "notebooks",
            ignore=shutil.ignore_patterns("my-work", ".ipynb_checkpoints"),
        )


def started(folder: Path, python: Path, changed: Mapping[str, dict] = NOTHING) -> Hub:
    """Start a hub whose students' servers are run by that Python, and wait until it answers.

    Parameters
    ----------
    folder
        Where all of it is kept.
    python
        Of the lessons' environment.
    changed
        What is set up otherwise than in `configuration`, by the names there.

    Raises
    ------
    NoHubError
        If it does not start.
    """
    if not PROXY.exists():
        raise NoHubError("The hub's proxy is not there: `make class` fetches it.")
    address, token = f"{LOCAL}:{free_port()}", secrets.token_hex(16)
    made = configuration(address, token, folder, python)
    for part, settings in changed.items():
        made[part] |= settings
    (folder / SETTINGS).write_text(json.dumps(made), "utf-8")
    return _run(folder, made["JupyterHub"]["bind_url"], token)


def _run(folder: Path, address: str, token: str) -> Hub:
    log = folder / LOG
    command = [sys.executable, "-m", "jupyterhub", f"--config={folder / SETTINGS}"]
    with log.open("a") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment(folder),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl and C are for whoever measures, who then ends it
        )
    _wait_until_up(f"{address}/hub/health", process, log)
    return Hub(address, process.pid, folder, token)


def configuration(address: str, token: str, folder: Path, python: Path) -> dict:
    """Return how the hub is set up; see the documentation of JupyterHub for each name."""
    hub = {
        "bind_url": address,
        "hub_bind_url": f"{LOCAL}:{free_port()}",
        "authenticator_class": "dummy",
        "spawner_class": "simple",
        "db_url": f"sqlite:///{folder / 'hub.sqlite'}",
        "cookie_secret_file": str(folder / "cookie_secret"),
        "services": [{"name": ITSELF, "api_token": token}],
        "load_roles": [
            {
                "name": ITSELF,
                "services": [ITSELF],
                "scopes": ["read:users", "read:servers", "admin:server_state"],
            }
        ],
    }
    proxy = {
        "api_url": f"{LOCAL}:{free_port()}",
        "command": ["node", str(PROXY / "bin" / "configurable-http-proxy")],
        "pid_file": str(folder / "proxy.pid"),
    }
    spawner = {
        "cmd": server(python),
        # As the guide has it for one machine: kernels that start at once would share their ports.
        "args": ["--allow-root", "--KernelManager.transport=ipc"],
        "environment": {"JUPYTER_RUNTIME_DIR": str(folder / "runtime")},
        "home_dir_template": str(home(folder, "{username}")),
        "default_url": f"/doc/tree/{LESSON}",
        # Those who measure give up before; a class that is slow is measured all the same.
        "start_timeout": SERVER_WITHIN,
        "http_timeout": SERVER_WITHIN,
    }
    return {
        "JupyterHub": hub,
        "ConfigurableHTTPProxy": proxy,
        "SimpleLocalProcessSpawner": spawner,
    }


def server(python: Path) -> list[str]:
    """Return by which command a build starts a learner's server: that of its own `deploy/`."""
    lean = python.absolute().parents[2] / "deploy" / "lean-singleuser"
    return [str(python), *([str(lean)] if lean.exists() else ["-m", "jupyterhub.singleuser"])]


def environment(folder: Path) -> dict[str, str]:
    """Return what the hub finds around it, and passes on: nothing of whoever measures."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    # Neither it nor a server or kernel of it may ask another machine.
    return {**kept, "HOME": str(folder), "PYTHONPATH": str(LOOPBACK_ONLY)}


def _wait_until_up(asked: str, process: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            httpx.get(asked, timeout=2, trust_env=False).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise NoHubError(f"The hub did not start:\n{log.read_text(errors='replace')}")
