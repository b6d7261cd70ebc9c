"""A hundred thousand scenarios of each explorer by chance, with all draws of the models."""

from itertools import islice

import pytest
from catalogue_scenarios import EVERY_ENTRY
from held import hold
from many_scenarios import by_chance

PICTURED, BY_PLOTLY = 20, 400  # of so many scenarios one, as each takes longer than the one before


@EVERY_ENTRY
def test_scenarios_hold(entry, seed: str, request: pytest.FixtureRequest) -> None:
    count = request.config.option.scenarios
    for place, scenario in enumerate(islice(by_chance(entry, seed), count)):
        hold(
            entry,
            scenario,
            pictured=place % PICTURED == 0,
            by_plotly=place % BY_PLOTLY == 0,
        )
