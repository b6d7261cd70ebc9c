"""What `make soak` is told: how much to try, and the seed that tries the same once more."""

import random

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Read how much is to be tried."""
    group = parser.getgroup("soak")
    group.addoption("--seed", default="", help="the seed of an earlier run, to replay it")
    group.addoption("--minutes", type=float, default=10, help="of walks in the page, in all")
    group.addoption("--scenarios", type=int, default=100_000, help="of each explorer")


def pytest_configure(config: pytest.Config) -> None:
    """Draw a seed where none is given; workers are handed it with all other options."""
    config.option.seed = config.option.seed or str(random.randrange(10**6))  # noqa: S311


def pytest_report_header(config: pytest.Config) -> str:
    """Say first how this run is replayed."""
    return f"Replay this run with: make soak SEED={config.option.seed}"


@pytest.fixture(scope="session")
def seed(request: pytest.FixtureRequest) -> str:
    """Return the seed of this run."""
    return request.config.option.seed
