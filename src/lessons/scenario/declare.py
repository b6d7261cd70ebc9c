"""How a model declares its inputs: what an author may say of each, and its checks."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pydantic

from lessons.scenario.kinds import Choice, Choices, Declaration, Quantity, Scale, Span, Switch
from lessons.words import said


def quantity(
    default: float,
    minimum: float,
    maximum: float,
    *,
    step: float,
    label: str,
    unit: str = "",
    help: str = "",  # noqa: A002 - the word that learners read
    group: str = "",
    source: str | tuple[str, ...] = (),
    scale: Scale = "linear",
    play: bool = False,
    row: str = "",
    column: str = "",
    unused_with: tuple[str, str] | None = None,
) -> Any:
    """Declare a numeric input of a `Scenario`: a slider with a number box.

    Parameters
    ----------
    default, minimum, maximum, step
        In the input's own unit; a percentage is a share between 0 and 1. On a log scale
        `step` is the step from the minimum, and further up steps grow in proportion.
    label, help, group, source, unused_with
        As in `Declaration`.
    unit
        What the number is counted in. A unit of ``%`` shows a share as a percentage, a
        unit of ``year`` a calendar year: 2005, with no word behind it.
    scale
        ``log`` for a slider that moves in equal ratios; its number box shows the plain number.
    play
        Whether a button walks the slider to its maximum.
    row, column
        Where the number stands in its group's table of number boxes; such an input has no
        slider.

    Raises
    ------
    ValueError
        If the default is out of its own bounds, the bounds are in the wrong order or the
        step is not positive: a mistake of the author, found when the file is imported.
    """
    _check_numbers(label, {"default": default}, minimum, maximum, step)
    _check_scale(label, scale, minimum)
    _check_cell(label, row, column, play)
    return _declared(
        Quantity(
            label=label,
            help=help,
            group=group,
            source=_sources(source),
            default=default,
            minimum=minimum,
            maximum=maximum,
            step=step,
            unit=unit,
            scale=scale,
            play=play,
            row=row,
            column=column,
            unused_with=unused_with,
        )
    )


def span(
    default: tuple[float, float],
    minimum: float,
    maximum: float,
    *,
    step: float,
    label: str,
    unit: str = "",
    help: str = "",  # noqa: A002
    group: str = "",
    source: str | tuple[str, ...] = (),
    scale: Scale = "linear",
    play: bool = False,
    unused_with: tuple[str, str] | None = None,
) -> Any:
    """Declare a stretch between two numbers: a slider with two thumbs and two number boxes.

    Its value is a tuple, the lower number first; both may be the same. Every part means
    what it means in `quantity`; `play` walks the upper thumb.

    Raises
    ------
    ValueError
        As `quantity` does.
    """
    low, high = default
    _check_numbers(label, {"low": low, "high": high}, minimum, maximum, step)
    _check_scale(label, scale, minimum)
    return _declared(
        Span(
            label=label,
            help=help,
            group=group,
            source=_sources(source),
            default=(low, high),
            minimum=minimum,
            maximum=maximum,
            step=step,
            unit=unit,
            scale=scale,
            play=play,
            unused_with=unused_with,
        )
    )


def switch(
    default: bool,
    *,
    label: str,
    help: str = "",  # noqa: A002
    group: str = "",
    source: str | tuple[str, ...] = (),
) -> Any:
    """Declare an input that is on or off: a checkbox.

    Parameters
    ----------
    default
        True for on.
    label, help, group, source
        As in `Declaration`.

    Raises
    ------
    ValueError
        If the default is neither True nor False.
    """
    return _declared(
        Switch(label=label, help=help, group=group, source=_sources(source), default=default)
    )


def choice(
    default: str,
    options: tuple[str, ...],
    *,
    label: str,
    help: str = "",  # noqa: A002
    group: str = "",
    source: str | tuple[str, ...] = (),
    unused_with: tuple[str, str] | None = None,
) -> Any:
    """Declare one option out of several: a select.

    Parameters
    ----------
    default
        One of the options.
    options
        What may be chosen, each once, in the order shown.
    label, help, group, source, unused_with
        As in `Declaration`.

    Raises
    ------
    ValueError
        If the default is no option, or an option stands there twice.
    """
    _check_options(label, options)
    return _declared(
        Choice(
            label=label,
            help=help,
            group=group,
            source=_sources(source),
            default=default,
            options=tuple(options),
            unused_with=unused_with,
        )
    )


def choices(
    default: tuple[str, ...],
    options: tuple[str, ...],
    *,
    label: str,
    help: str = "",  # noqa: A002
    group: str = "",
    source: str | tuple[str, ...] = (),
    least: int = 1,
) -> Any:
    """Declare some options out of several: a checkbox each.

    Its value is a tuple, in the order of the options whatever the order given.

    Parameters
    ----------
    default
        The options chosen at the start.
    options
        What may be chosen, each once, in the order shown.
    label, help, group, source
        As in `Declaration`.
    least
        How many must be chosen.

    Raises
    ------
    ValueError
        If the default holds what is no option or too few, or an option stands there twice.
    """
    _check_options(label, options)
    return _declared(
        Choices(
            label=label,
            help=help,
            group=group,
            source=_sources(source),
            default=default,
            options=tuple(options),
            least=least,
        )
    )


# What a learner reads of a declaration, which nothing goes by.
SHOWN = ("label", "help", "group", "row", "column")


def _declared(given: Declaration) -> Any:
    shown = {name: said(getattr(given, name)) for name in SHOWN if hasattr(given, name)}
    declaration = replace(given, default=given.checked(given.default), **shown)
    return pydantic.Field(declaration.default, json_schema_extra={"input": declaration})


def _sources(source: str | tuple[str, ...]) -> tuple[str, ...]:
    return (source,) if isinstance(source, str) else source


def _check_numbers(
    label: str, default: dict[str, float], minimum: float, maximum: float, step: float
) -> None:
    ordered = {"minimum": minimum, **default, "maximum": maximum}
    in_order = all(low <= high for low, high in pairwise(ordered.values()))
    if not in_order or minimum == maximum or step <= 0:
        got = ", ".join(map(str, [*ordered.values(), step]))
        raise ValueError(f"{label}: needs {' <= '.join(ordered)} and a positive step; got {got}.")


def _check_scale(label: str, scale: str, minimum: float) -> None:
    if scale not in ("linear", "log"):
        raise ValueError(f"{label}: the scale is “linear” or “log”; got {scale!r}.")
    if scale == "log" and minimum <= 0:
        raise ValueError(f"{label}: a log scale needs a minimum above 0; got {minimum}.")


def _check_cell(label: str, row: str, column: str, play: bool) -> None:
    if bool(row) != bool(column) or (row and play):
        raise ValueError(
            f"{label}: a cell of a table needs a row and a column, and has no slider to play."
        )


def _check_options(label: str, options: tuple[str, ...]) -> None:
    if isinstance(options, str) or not options or len(set(options)) < len(options):
        raise ValueError(f"{label}: needs options, each once; got {options!r}.")
