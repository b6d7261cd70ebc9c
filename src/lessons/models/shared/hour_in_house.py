"""What an hour of one's own people costs: asked by every model that has people work in-house.

It costs what the company gives up for it. So it depends on what the hour would otherwise do.
"""

from typing import Any

from lessons.models.shared.recurring import HOUR_IN_HOUSE
from lessons.scenario import choice, quantity

NOT_PAID = "Not be paid"
IDLE = "Be paid and idle"
ELSEWHERE = "Earn elsewhere"


def hour_in_house(group: str, *, beyond: bool = False) -> Any:
    """Return the input for the cost of an hour in-house, $/hour.

    Parameters
    ----------
    group
        The heading that it stands under.
    beyond
        Whether there may be hours beyond the free ones, which cost something in any case.
    """
    return quantity(
        HOUR_IN_HOUSE,
        0,
        200,
        step=0.5,
        label="Cost of an hour in-house",
        unit="$/hour",
        help="Wage and benefits of an employee for one hour of work.",
        group=group,
        source=("marketing_wages/2016/13-1161", "benefits_share/2020"),
        unused_with=None if beyond else ("own_hours", IDLE),
    )


def own_hours_otherwise(group: str, *, elsewhere: bool = False) -> Any:
    """Return the input for what hours of one's own people would do without the work.

    Parameters
    ----------
    group
        The heading that it stands under.
    elsewhere
        Whether the model knows what an hour would earn elsewhere, so that this can be chosen.
    """
    beyond = (
        "Hours beyond the free ones earn elsewhere in any case."
        if elsewhere
        else "If it would earn elsewhere, set its cost to what it earns there."
    )
    return choice(
        NOT_PAID,
        (NOT_PAID, IDLE, ELSEWHERE) if elsewhere else (NOT_PAID, IDLE),
        label="Own hours would otherwise",
        help="An hour costs what is given up for it, its opportunity cost. That is its wage and "
        "benefits, if it is paid only when it is worked, and nothing, if it is paid and idle. "
        f"{beyond}",
        group=group,
    )


def cost_of_own_hour(otherwise: str, hourly_cost: Any, displaced_value: Any = 0) -> Any:
    """Return what the company gives up for an hour of its own people, $/hour.

    Parameters
    ----------
    otherwise
        What the hour would otherwise do: an option of `own_hours_otherwise`.
    hourly_cost
        Wage and benefits, $/hour (a number or array).
    displaced_value
        What the hour would earn elsewhere beyond that, $/hour (a number or array).

    Returns
    -------
    float or numpy.ndarray
        The opportunity cost of the hour: what is paid for it only if it is worked, nothing, or
        what it would earn.
    """
    given_up = {IDLE: 0.0, NOT_PAID: hourly_cost, ELSEWHERE: hourly_cost + displaced_value}
    return given_up[otherwise]
