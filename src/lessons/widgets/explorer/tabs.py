"""What stands behind an explorer's tabs, as blocks of text and tables for the page.

A block is a plain dict; the page shows every word of it as text, never as HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lessons.scenario import Scenario
from lessons.scenario.kinds import Declaration, Quantity
from lessons.words import PHRASES, YEAR, counted, measure, number, said

if TYPE_CHECKING:
    from pandas import DataFrame

MOST_ROWS = 12  # of a table that is shown at first


def paragraph(text: str) -> dict[str, Any]:
    """Return a block of running text."""
    return {"kind": "paragraph", "text": text}


def heading(text: str) -> dict[str, Any]:
    """Return a block that heads the blocks after it."""
    return {"kind": "heading", "text": text}


def listing(lines: Iterable[str]) -> dict[str, Any]:
    """Return a block of short lines, one under the other."""
    return {"kind": "listing", "lines": list(lines)}


def grid(columns: Iterable[str], rows: Iterable[Iterable[str]], **more: Any) -> dict[str, Any]:
    """Return a block of rows under named columns."""
    return {"kind": "grid", "columns": list(columns), "rows": [list(row) for row in rows], **more}


def frame(table: DataFrame) -> dict[str, Any]:
    """Return a grid of a DataFrame, its numbers written for a reader.

    A column that is called as ``PHRASES["year"]`` holds calendar years. Of many rows the page
    shows the first `MOST_ROWS`, and the others when it is asked.
    """
    written = [
        [_written(value, is_year=name == PHRASES["year"]) for value in column]
        for name, column in table.items()
    ]
    return grid(table.columns, zip(*written, strict=True), download=True, most=MOST_ROWS)


def _written(value: Any, *, is_year: bool) -> str:
    if isinstance(value, str):
        return value
    if is_year:
        return measure(value, YEAR)
    return number(value, 0 if abs(value) >= 100 or value == int(value) else 2)


def reversals(
    declared: Mapping[str, Quantity], flip_points: Iterable[Any]
) -> list[dict[str, Any]]:
    """Return the blocks of *What would reverse it?*.

    Parameters
    ----------
    declared
        The declaration of each numeric input.
    flip_points
        For each input its ``name``, ``present`` value and the ``value`` that reverses the
        decision, or None.
    """
    rows = []
    for flip in flip_points:
        one = declared[flip.name]
        if flip.value is None:
            turns_at = PHRASES["no_reverse"].format(
                minimum=one.shown(one.minimum), maximum=one.shown(one.maximum)
            )
        else:
            turns_at = one.shown(one.rounded(flip.value))
        rows.append((one.label, one.shown(flip.present), turns_at))
    return [paragraph(PHRASES["reverse_intro"]), grid(PHRASES["reverse_columns"], rows)]


def otherwise(scenario: Scenario, tell: Callable[[Scenario], str]) -> list[dict[str, Any]]:
    """Return the blocks that say what each other option of a choice would lead to.

    Parameters
    ----------
    scenario
        The present inputs.
    tell
        Returns the sentence of a scenario.
    """
    rows = [
        (
            PHRASES["reverse_option"].format(label=one.label, option=one.shown(option)),
            tell(scenario.replace(**{name: option})),
        )
        for name, one in scenario.inputs().items()
        if one.kind == "choice"
        for option in one.options
        if option != getattr(scenario, name)
    ]
    if not rows:
        return []
    return [paragraph(PHRASES["reverse_options"]), grid(PHRASES["reverse_option_columns"], rows)]


def about(
    scenario: type[Scenario], view: Any, cite: Callable[[str], Any], origins: Sequence[str]
) -> list[dict[str, Any]]:
    """Return the blocks of *About*: what decides, how, and where all figures come from."""
    starts = getattr(view, "STARTS", {})
    rows = [
        (one.label, one.shown(one.default), starts.get(name) or _source(one, cite))
        for name, one in scenario.inputs().items()
    ]
    tables = (
        [heading(PHRASES["about_tables"]), listing([*dict.fromkeys(origins)])] if origins else []
    )
    decisive = getattr(view, "DECISIVE", ())
    return [
        *([heading(PHRASES["about_decisive"]), listing(decisive)] if decisive else []),
        paragraph(said(scenario.lead())),
        heading(PHRASES["about_formula"]),
        listing(view.FORMULA),
        heading(PHRASES["about_assumptions"]),
        listing(view.ASSUMPTIONS),
        *tables,
        heading(PHRASES["about_inputs"]),
        grid(PHRASES["about_columns"], rows),
    ]


def meanings(glossary: Sequence[Any]) -> list[dict[str, Any]]:
    """Return the blocks of *About* that say what words of the field mean, and by which text."""
    rows = [(one.term, "\n".join(filter(None, (one.meaning, one.source)))) for one in glossary]
    if not rows:
        return []
    return [heading(PHRASES["about_words"]), grid(PHRASES["about_words_columns"], rows)]


def _source(declared: Declaration, cite: Callable[[str], Any]) -> str:
    if not declared.source:
        chosen = declared.kind in ("choice", "choices") or getattr(declared, "unit", "") == YEAR
        return PHRASES["chosen" if chosen else "made_up"]
    citations = [cite(reference) for reference in declared.source]
    return "\n".join(
        PHRASES["cited"].format(
            label=one.label,
            value=counted(one.value, one.unit),
            source=one.source,
            address=one.address,
        )
        for one in citations
    )
