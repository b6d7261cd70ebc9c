"""From where a server is reached, by its address."""

import ipaddress


def is_loopback(ip: str) -> bool:
    """Whether a server at this address is reached from its own machine alone."""
    try:
        return ip == "localhost" or ipaddress.ip_address(ip).is_loopback
    except ValueError:
        return False
