"""Lets a Python reach its own machine alone, and says which other one it has tried to ask.

Every Python that is started with this file's folder in its PYTHONPATH reads it, so the kernels of
a server do too.
"""

import ipaddress
import socket
import sys

OWN = {"", "localhost", "0.0.0.0", "::", socket.gethostname(), socket.getfqdn()}  # noqa: S104
TRIED = "Another machine was asked for:"


def _is_own(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    if not host or host in OWN:
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def _refuse(event: str, given: tuple) -> None:
    """Refuse what would leave the machine; a socket of the file system never does."""
    if event == "socket.connect":
        address = given[1]
        host = address[0] if isinstance(address, tuple) else ""
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = given[0]
    else:
        return
    if not _is_own(host):
        print(f"{TRIED} {host}", file=sys.stderr, flush=True)
        raise OSError(f"{TRIED} {host}")


sys.addaudithook(_refuse)
