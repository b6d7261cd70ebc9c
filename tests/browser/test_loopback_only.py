"""Whoever starts a server for a test would notice if it, or a kernel of it, asked elsewhere."""

import os
import socket
import subprocess
import sys

import pytest
from lab import LOOPBACK_ONLY, TRIED

ELSEWHERE = ("192.0.2.1", "elsewhere.example")  # no machine has this number, or this name


def asked(host: str, port: int) -> subprocess.CompletedProcess:
    code = f"import socket; socket.create_connection(({host!r}, {port}), 5)"
    return subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(LOOPBACK_ONLY)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("host", ELSEWHERE)
def test_another_machine_is_refused_and_named(host):
    assert f"{TRIED} {host}\n" in asked(host, 80).stderr


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_is_reached(host):
    with socket.create_server(("127.0.0.1", 0)) as own:
        assert asked(host, own.getsockname()[1]).returncode == 0
