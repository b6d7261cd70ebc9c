"""How numbers, amounts, shares and times are written."""

import math
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from lessons.words.language import LOCALE, said
from lessons.words.phrases import PHRASES

YEAR = "year"  # the unit of a calendar year, which is written without any grouping
POINTS = "points"  # that two shares are apart
SHARES = ("%", POINTS)  # units of a share between 0 and 1, which is written a hundredfold
FORMATTED_UNITS = ("%", POINTS, YEAR)  # units that say how their number is written
DUST = 6  # decimals behind the last one shown in which floating point may have left some
LARGEST_WRITTEN = 1e15  # beyond it a number is written with an exponent
HALF_A_CENT, HALF_A_DOLLAR = 0.005, 0.5
NEARLY = 0.005  # nearer to 0 or 1 a probability would be rounded to it
MINUS = "\N{MINUS SIGN}"  # the one that charts write on their axes, as wide as a plus
ONE_OF = {  # what one of a unit is called
    "changes": "change",
    "customers": "customer",
    "days": "day",
    "hand-offs": "hand-off",
    "hours": "hour",
    "incidents": "incident",
    "minutes": "minute",
    "people": "person",
    "tasks": "task",
    "times": "time",
    "weeks": "week",
    "years": "year",
}


def to_nearest(value: float, digits: int) -> float:
    """Round as a person does, with a half further from zero: 6.25 is 6.3, and 6.24 is 6.2.

    Parameters
    ----------
    value
        The number; a half that floating point missed by a hair is one.
    digits
        Decimals that are kept.

    Returns
    -------
    float
        Never a negative zero. What is not finite, or too large to have decimals, stays as it is.
    """
    if not abs(value) < LARGEST_WRITTEN:
        return value
    known = Decimal(repr(round(float(value), digits + DUST)))
    return float(known.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)) + 0.0


def number(value: float, digits: int | None = None, *, grouped: bool = True) -> str:
    """Write a number with grouped thousands.

    Parameters
    ----------
    value
        The number.
    digits
        Decimals shown; left out, as many as the number has (at most six).
    grouped
        Whether thousands are set apart.

    Returns
    -------
    str
        For example ``"1,234.5"``; a negative one has `MINUS` before it, a zero never.
    """
    # Each function that writes a number brings in what it needs of Babel, not the import.
    from babel.numbers import format_decimal

    if LARGEST_WRITTEN <= abs(value) < math.inf:
        return with_minus(f"{value:g}")
    digits_pattern = "." + ("#" * 6 if digits is None else "0" * digits)
    rounded = to_nearest(value, 6 if digits is None else digits)
    pattern = ("#,##0" if grouped else "0") + digits_pattern.rstrip(".")
    return with_minus(format_decimal(rounded, format=pattern, locale=LOCALE))


def money(value: float, digits: int = 0) -> str:
    """Write an amount of money, to the dollar unless `digits` says otherwise.

    What would be rounded to nothing is written to the cent: a way that is cheaper is so by
    something.
    """
    return _amount(value, digits, PHRASES["amount"])


def short_money(value: float, digits: int = 0, *, size: str = "") -> str:
    """Write an amount of money as the axis of a chart does, where there is little room.

    Parameters
    ----------
    value, digits
        As `money` takes them.
    size
        The letter of thousands (``k``) or millions in which `value` is counted, if it is.
    """
    return _amount(value, digits, PHRASES["axis_amount"].replace("|", f"{{number}}{size}"))


def _amount(value: float, digits: int, phrase: str) -> str:
    """Write an amount of money as a phrase has it."""
    if not digits and HALF_A_CENT <= abs(value) < HALF_A_DOLLAR:
        digits = 2
    rounded = to_nearest(value, digits)
    return f"{MINUS if rounded < 0 else ''}{phrase.format(number=number(abs(rounded), digits))}"


def percent(share: float, digits: int | None = None) -> str:
    """Write a share between 0 and 1 as a percentage (at most two decimals)."""
    from babel.numbers import format_percent

    decimals = ".##" if digits is None else ("." + "0" * digits).rstrip(".")
    pattern = PHRASES["percentage"].format(number=f"#,##0{decimals}")
    rounded = to_nearest(share, 4 if digits is None else digits + 2)
    return with_minus(format_percent(rounded, format=pattern, locale=LOCALE))


def chance(share: float) -> str:
    """Write a probability to the percent, and never as certain where it is not."""
    if 0 < share < NEARLY:
        return PHRASES["chance_least"]
    if 1 - NEARLY <= share < 1:
        return PHRASES["chance_most"]
    return percent(share, 0)


def with_minus(number: str) -> str:
    """Put the one minus sign before a negative number, in place of a hyphen."""
    return f"{MINUS}{number[1:]}" if number.startswith("-") else number


def measure(value: float, unit: str) -> str:
    """Write a value with its unit.

    A unit of ``%`` takes a share between 0 and 1, and one of ``points`` what two shares are
    apart; one of ``year`` takes a calendar year, which is written by itself: 2005.
    """
    if unit == "%":
        return percent(value)
    if unit == POINTS:
        return apart(abs(value), unit) if value >= 0 else with_minus(f"-{apart(-value, unit)}")
    if unit == YEAR:
        return number(value, grouped=False)
    # A ratio of one is “1 times”.
    is_one = value == 1 and unit != "times"
    return f"{number(value)} {said(ONE_OF.get(unit, unit) if is_one else unit)}".strip()


def counted(value: float, unit: str) -> str:
    """Write a figure as it was published, with its unit: ``30% of the claim``, ``155 dollars``."""
    if unit.startswith("%"):
        return PHRASES["percentage"].format(number=number(value)) + said(unit).removeprefix("%")
    return f"{number(value)} {said(unit)}".strip()


def spoken(value: float, unit: str) -> str:
    """Write a value with its unit as a sentence says it: ``$48.50 an hour``, ``800 hours a year``.

    Parameters
    ----------
    value
        The number; a share if the unit is ``%``.
    unit
        As `measure` takes it; what stands after a slash is what it is counted by.
    """
    counted, _, per = unit.partition("/")
    if counted == "$":
        amount = money(value, 0 if value == round(value) else 2)
    else:
        amount = measure(value, ONE_OF.get(counted, counted) if value == 1 else counted)
    phrase = PHRASES.get(f"per_{per}", PHRASES["per"])
    return phrase.format(amount=amount, per=said(per)) if per else amount


def apart(distance: float, unit: str) -> str:
    """Write how far two values are apart, as a sentence says it.

    Parameters
    ----------
    distance
        The one less the other, not negative; of two shares, where the unit is ``%``.
    unit
        Of the two values. Two shares, or two such distances, are percentage points apart: 20%
        more than 20% is 24%.
        Two ratios (``times``) are a plain number apart, as “times too high” would multiply.
    """
    if unit in SHARES:
        points = to_nearest(100 * distance, 2)
        return PHRASES["one_point" if points == 1 else "points"].format(points=number(points))
    return spoken(distance, "" if unit == "times" else unit)


def marks() -> dict[str, Any]:
    """Return what numbers on a chart are written with, as Plotly takes it of a language.

    Returns
    -------
    dict
        ``decimal`` and ``thousands``, the two marks; ``grouping``, how many digits stand
        together; ``currency``, what stands before an amount and after it; and ``percent``, what
        stands behind a percentage, which Plotly leaves to us.
    """
    return {
        "decimal": number(0.5)[1],
        "thousands": number(1_000)[1:-3],
        "grouping": [3],
        "currency": PHRASES["axis_amount"].split("|"),
        "percent": PHRASES["percentage"].format(number=""),
    }


def moment(time: str) -> str:
    """Write a time of a file, as ``2026-01-31T09:30:00``, to the minute; else as it stands."""
    from babel.dates import format_datetime

    try:
        return format_datetime(datetime.fromisoformat(time), PHRASES["moment"], locale=LOCALE)
    except ValueError:
        return time
