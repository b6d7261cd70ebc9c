"""What an hour of one's own people costs: asked by every model that has people work in-house."""

from typing import Any

from lessons.scenario import quantity


def hour_in_house(group: str) -> Any:
    """Return the input for the cost of an hour in-house, $/hour.

    Parameters
    ----------
    group
        The heading that it stands under.
    """
    return quantity(
        48.5,
        0,
        200,
        step=0.5,
        label="Cost of an hour in-house",
        unit="$/hour",
        help="Wage and benefits of an employee for one hour of work.",
        group=group,
        source=("marketing_wages/2016/13-1161", "benefits_share/2020"),
    )
