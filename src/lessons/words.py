"""The words and number formats that every part shares, in one language at a time.

A translator finds here the engine's own few phrases; what a lesson says stands with
its inputs (``quantity``), views, questions and notebooks. Every number that a learner
reads goes through the formatter below, so that a locale is changed in one place.
"""

import difflib
import math
from collections.abc import Iterable

from babel.numbers import format_currency, format_decimal, format_percent

LOCALE = "en_US"
CURRENCY = "USD"
YEAR = "year"  # the unit of a calendar year, which is written without any grouping
FORMATTED_UNITS = ("%", YEAR)  # units that say how their number is written
LARGEST_WRITTEN = 1e15  # beyond it a number is written with an exponent

PHRASES = {
    "presets": "Preset",
    "own_inputs": "Your own inputs",
    "reset": "Reset",
    "keep": "Keep this curve",
    "forget": "Forget kept curves",
    "copy": "Copy as code",
    "copied": "Copied: {code}",
    "not_copied": "This page may not use the clipboard. Copy this line yourself: {code}",
    "views": "Views of this result",
    "chart": "Chart",
    "reverse": "What would reverse it?",
    "table": "Table",
    "about": "About",
    "download": "Download CSV",
    "year": "Year",
    "help": "What is {label}?",
    "on": "Yes",
    "off": "No",
    "none": "None",
    "from_to": "{low} to {high}",
    "number_box": "{label}, number box",
    "not_a_number": "{label} must be a number; got “{got}”.",
    "waiting": "The chart is on its way.",
    "failed": "The chart cannot be drawn in this page: {reason} "
    "The sentence below still follows the sliders.",
    "kept": "{name}, kept {number}",
    "reverse_intro": "Each line moves one input alone and leaves all others as they are.",
    "reverse_columns": ("Input", "Now", "The decision turns at"),
    "no_reverse": "Nothing between {minimum} and {maximum} reverses it.",
    "no_margin": "This model makes no decision, so that there is nothing to reverse.",
    "about_formula": "How it is worked out",
    "about_assumptions": "What is assumed",
    "about_inputs": "Where the starting values come from",
    "about_columns": ("Input", "Starts at", "Source"),
    "made_up": "Made up for the lesson.",
    "cited": "{label}: {value}. {source}, {address}",
    "no_widgets": "The sliders and the chart need JupyterLab, Notebook 7 or Voilà with a "
    "running kernel; this page shows only the sentence.",
}

REFUSALS = {
    "quantity": "{label} must be between {minimum} and {maximum}; got {got}.",
    "number": "{label} must be a number between {minimum} and {maximum}; got {got}.",
    "span": "{label} must be two numbers between {minimum} and {maximum}, the lower one first; "
    "got {got}.",
    "switch": "{label} must be True or False; got {got}.",
    "choice": "{label} has no option “{got}”. The nearest is “{right}”.",
    "choices": "{label} must be a list of its options, such as {example}; got {got}.",
    "least": "{label} needs at least {least} of its options; got {got}.",
}


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
        For example ``"1,234.5"``. Never a minus sign before a zero.
    """
    if LARGEST_WRITTEN <= abs(value) < math.inf:
        return f"{value:g}"
    digits_pattern = "." + ("#" * 6 if digits is None else "0" * digits)
    rounded = round(value, 6 if digits is None else digits) + 0.0
    pattern = ("#,##0" if grouped else "0") + digits_pattern.rstrip(".")
    return format_decimal(rounded, format=pattern, locale=LOCALE)


def money(value: float, digits: int = 0) -> str:
    """Write an amount of money, to the dollar unless `digits` says otherwise."""
    pattern = "¤#,##0" + ("." + "0" * digits if digits else "")
    rounded = round(value, digits) + 0.0
    return format_currency(rounded, CURRENCY, format=pattern, locale=LOCALE, currency_digits=False)


def percent(share: float, digits: int | None = None) -> str:
    """Write a share between 0 and 1 as a percentage (at most two decimals)."""
    pattern = "#,##0" + (".##" if digits is None else ("." + "0" * digits).rstrip(".")) + "%"
    rounded = round(share, 4 if digits is None else digits + 2) + 0.0
    return format_percent(rounded, format=pattern, locale=LOCALE)


def measure(value: float, unit: str) -> str:
    """Write a value with its unit.

    A unit of ``%`` takes a share between 0 and 1; one of ``year`` takes a calendar year,
    which is written by itself: 2005.
    """
    if unit == "%":
        return percent(value)
    if unit == YEAR:
        return number(value, grouped=False)
    return f"{number(value)} {unit}".strip()


def nearest(name: object, known: Iterable[str]) -> str:
    """Find the known name that `name` most likely meant.

    Parameters
    ----------
    name
        What somebody wrote.
    known
        The names there are; at least one.

    Returns
    -------
    str
        The most similar one; how alike they are does not matter, so there is always one.
    """
    folded = {known_name.casefold(): known_name for known_name in known}
    return folded[difflib.get_close_matches(str(name).casefold(), folded, n=1, cutoff=0)[0]]
