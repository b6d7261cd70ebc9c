"""How many files and connections a server may have open at once."""

from contextlib import suppress

try:
    import resource
except ImportError:  # Windows has no such limit
    resource = None


def allow(most: int) -> None:
    """Let this process have so many open, as far as the system lets it, and never fewer."""
    if resource is None:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
