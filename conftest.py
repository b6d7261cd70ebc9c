"""What pytest needs to know of the notebooks, and of drawn examples."""

import pytest
from hypothesis import HealthCheck, settings

# The same examples in every run, however long they take: whether a change is right hangs neither
# on luck nor on what else the machine does.
settings.register_profile(
    "seeded",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("seeded")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have nbval compare the outputs that are kept.

    It takes a cell without a count for one that was never run, and an output of it for a
    mistake; nbstripout takes the counts away.
    """
    for item in items:
        cell = getattr(item, "cell", None)
        if cell and cell.outputs:
            cell.execution_count = 0
