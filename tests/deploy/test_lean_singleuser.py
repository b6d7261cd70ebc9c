"""A learner's server without what the hub alone needs: lean, and as strict about who comes."""

import json
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from lab import free_port

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / "dist" / "hub" / "bin" / "python"
SCRIPT = ROOT / "deploy" / "lean-singleuser"
STARTED_WITHIN = 90  # seconds
OWN = ["access:servers!server=learner/", "access:servers!user=learner"]
# Who the hub says has come, by the token that they bring.
WHO = {
    "of-the-learner": {"name": "learner", "scopes": OWN},
    "of-another": {"name": "another", "scopes": ["access:servers!user=another"]},
}
READ = f"""
import runpy, sys
script = runpy.run_path({str(SCRIPT)!r}, run_name="script")
"""
LOADED = """
print(script["stand_in"]())
hub = ("alembic", "sqlalchemy", "jupyterhub.handlers", "jupyterhub.orm")
print([name for name, one in sys.modules.items() if name.startswith(hub) and one.__spec__.origin])
"""


def said(code: str) -> list[str]:
    """Return the lines that a Python of a hub's servers prints, with the script read."""
    command = [PYTHON, "-c", READ + code]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\n")


def test_nothing_of_the_hubs_database_or_pages_is_brought_in():
    assert said(LOADED)[:2] == ["True", "[]"]


def test_another_version_of_jupyterhub_is_started_as_it_is():
    other = 'script["stand_in"].__globals__["TRIED"] = ("4.",)'
    told = said(f"{other}\nprint(script['stand_in'](), 'sqlalchemy' in sys.modules)")
    assert told[0] == "False False"


def test_a_jupyterhub_that_wants_more_is_started_as_it_is():
    wants = "script['Empty'].__getattr__ = lambda *_: 1 / 0\nprint(script['stand_in']())"
    bring = "from jupyterhub.singleuser import main\nfrom jupyterhub.orm import User\nprint(User)"
    assert said(f"{wants}\n{bring}")[:2] == ["False", "<class 'jupyterhub.orm.User'>"]


BROUGHT_IN = """
script["without_clients"]()
from jupyterlab.labapp import LabApp
import jupyterlab_server.handlers
print([name for name in ("httpx", "requests", "rich") if name in sys.modules])
import requests
print(requests.Session.__module__, LabApp.extension_manager.default_value)
"""


def test_no_client_of_the_web_is_brought_in_and_who_wants_one_has_it():
    assert said(BROUGHT_IN)[:2] == ["[]", "requests.sessions pypi"]


def test_a_jupyterlab_that_wants_more_of_its_clients_has_them():
    wants = "script['Empty'].__getattr__ = lambda *_: 1 / 0"
    asked = "import jupyterlab.extensions.pypi as pypi\nprint(pypi.httpx.AsyncClient.__module__)"
    told = said(f"{wants}\nscript['without_clients']()\n{asked}")
    assert told[0] == "httpx"


class _Hub(BaseHTTPRequestHandler):
    """As much of a hub as a learner's server asks."""

    def do_GET(self) -> None:
        """Say which version it is of, or who has come."""
        who = WHO.get(self.headers.get("Authorization", "").removeprefix("token "))
        if self.path.startswith("/hub/api/user"):
            told = who and {"kind": "user", "admin": False, "groups": [], **who}
            self._answer(200 if who else 403, told or {"message": "nobody"})
        else:
            self._answer(200, {"version": "6.1.1"})

    def do_POST(self) -> None:
        """Hear when the server was used last."""
        self._answer(200, {})

    def _answer(self, status: int, told: dict) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Start a learner's server; its port."""
    home, port = tmp_path_factory.mktemp("home"), free_port()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Hub) as hub:
        threading.Thread(target=hub.serve_forever, daemon=True).start()
        told = {
            "API_TOKEN": "of-the-server",
            "API_URL": f"http://127.0.0.1:{hub.server_port}/hub/api",
            "BASE_URL": "/",
            "CLIENT_ID": "jupyterhub-user-learner",
            "HOST": "",
            "OAUTH_ACCESS_SCOPES": json.dumps(OWN),
            "OAUTH_SCOPES": json.dumps(OWN),
            "SERVER_NAME": "",
            "SERVICE_PREFIX": "/user/learner/",
            "SERVICE_URL": f"http://127.0.0.1:{port}/user/learner/",
            "USER": "learner",
        }
        own = {f"JUPYTERHUB_{name}": value for name, value in told.items()}
        command = [PYTHON, SCRIPT, "--allow-root"]
        environment = os.environ | own | {"HOME": str(home)}
        log = (home / "log").open("w")
        with subprocess.Popen(
            command, cwd=home, env=environment, stdout=log, stderr=log
        ) as started:
            try:
                _wait_until_up(port, started, home / "log")
                yield port
            finally:
                started.terminate()
                started.wait()
                hub.shutdown()


def _wait_until_up(port: int, started: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < until and started.poll() is None:
        try:
            asked(port, "of-the-learner")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text("utf-8"))


def asked(port: int, token: str) -> int:
    """Return the status by which the server answers whoever brings that token."""
    return answer(port, "api/status", Authorization=f"token {token}").status


def answer(port: int, path: str, **headers: str) -> HTTPResponse:
    """Return the server's answer to whoever asks for a page of it."""
    host = HTTPConnection("127.0.0.1", port, timeout=30)
    host.request("GET", f"/user/learner/{path}", headers=headers)
    return host.getresponse()


@pytest.mark.parametrize(
    ("token", "status"),
    [("of-the-learner", 200), ("of-another", 403), ("of-nobody", 403), ("", 403)],
)
def test_it_lets_in_whom_the_hub_does_and_nobody_else(server, token, status):
    assert asked(server, token) == status


@pytest.mark.parametrize("path", ["doc/tree/a.ipynb", "lab", "files/a"])
def test_whoever_is_not_logged_in_is_sent_to_the_hub(server, path):
    sent = answer(server, path)
    assert sent.status == 302
    assert sent.getheader("Location").startswith("/hub/api/oauth2/authorize?")
