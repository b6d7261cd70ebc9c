"""Discounting: what money that comes later is worth today, in one way wherever it is asked."""

from typing import Any

from lessons.scenario import quantity


def discount_rate(group: str, minimum: float = 0) -> Any:
    """Return the input for the discount rate, a share a year.

    Parameters
    ----------
    group
        The heading that it stands under.
    minimum
        The least that may be chosen.
    """
    return quantity(
        0.10,
        minimum,
        0.3,
        step=0.01,
        label="Discount rate",
        unit="%",
        help="What money would earn elsewhere in a year. At 10%, 1.10 dollars that come in a year "
        "are worth 1 dollar today.",
        group=group,
    )


def worth_today(discount: Any, years: Any) -> Any:
    """Return what a dollar is worth today that comes after some years.

    Parameters
    ----------
    discount
        The discount rate, a share a year (a number or array).
    years
        Until it comes; parts of a year count as such (a number or array).

    Returns
    -------
    float or numpy.ndarray
        (1 + i)^-t: compounding once a year.
    """
    return (1 + discount) ** -years
