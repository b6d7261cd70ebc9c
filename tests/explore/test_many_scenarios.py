"""Both ends of every control, their corners pairwise, and 2,000 scenarios by chance of each."""

from collections.abc import Iterator
from itertools import islice

import pytest
from catalogue_scenarios import EVERY_ENTRY
from held import hold
from many_scenarios import by_chance, corners, ends

from lessons import explore
from lessons.models import back_office_access, handover_uncertain, your_case

MANY = 2_000
PICTURED = 40  # of so many scenarios by chance one with its chart and table, which take longest
BY_PLOTLY = 10  # of so many corners one is handed to Plotly, which takes longest of all
DRAWS = {back_office_access: "YEARS", handover_uncertain: "DRAWS", your_case: "DRAWS"}
FEWER = 10  # times fewer draws than a learner has; `make soak` has them all
DRAWN = (
    back_office_access._drawn,
    handover_uncertain._drawn,
    your_case._roots,
    your_case._normals,
)


@pytest.fixture(scope="module")
def few_draws() -> Iterator[None]:
    """Have the three models that draw at random draw less, as that is nearly all of their time."""

    def forget() -> None:
        for drawn in DRAWN:
            drawn.cache_clear()

    forget()
    with pytest.MonkeyPatch.context() as patch:
        for model, name in DRAWS.items():
            patch.setattr(model, name, getattr(model, name) // FEWER)
        yield
    forget()


@EVERY_ENTRY
def test_both_ends_of_every_control_hold(entry):
    for scenario in ends(entry):
        hold(entry, scenario, pictured=True)


@EVERY_ENTRY
def test_the_corners_of_any_two_controls_hold(entry):
    for place, scenario in enumerate(corners(entry)):
        hold(entry, scenario, pictured=True, by_plotly=place % BY_PLOTLY == 0)


@EVERY_ENTRY
@pytest.mark.usefixtures("few_draws")
def test_thousands_of_scenarios_hold(entry):
    for place, scenario in enumerate(islice(by_chance(entry, "every run"), MANY)):
        hold(entry, scenario, pictured=place % PICTURED == 0)


# What a long run has found, and a short one is too short for.
RARE = {
    "back_office_access": {  # a year in twenty costs less than the axis begins with
        "systems": ("Customer data",),
        "supplier_control": 1.0,
        "third_party_share": 0.42,
        "saving": 0.0,
        "security": 1.0,
        "loss": (1_000.0, 50_000_000.0),
    },
    "handover_uncertain": {  # half a percent from certain
        "week": 0.0,
        "booked_later": (0.0, 1.0),
        "agency_rate": (230.0, 280.0),
        "handover_cost": (23_500.0, 60_500.0),
        "own_hours": "Be paid and idle",
    },
}


@pytest.mark.parametrize("name", RARE)
def test_what_is_rare_holds(name):
    explorer = getattr(explore, name)(**RARE[name])
    hold(explorer.subject, explorer.scenario, pictured=True, by_plotly=True)
