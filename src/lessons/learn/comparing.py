"""How a prediction compares with what its model finds: in words, drawn, and as it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from lessons import data, words
from lessons.learn import answers, marking
from lessons.learn import predicting as view
from lessons.words import predicted

if TYPE_CHECKING:
    from lessons.data import questions
    from lessons.widgets.explorer.explorer import Explorer

DRAWN = 0.02  # of the range that can be predicted; nobody draws a line better


@dataclass(frozen=True, slots=True)
class Compared:
    """What becomes of a prediction.

    Attributes
    ----------
    sentence, level
        What is said to it, and what it is worth: ``right``, ``near`` or ``wrong``.
    drawn
        The traces that show it on the explorer's chart.
    kept
        What is kept of it.
    distance
        How far off it is on average, in words; of a line alone.
    """

    sentence: str
    level: str
    drawn: Sequence[Mapping[str, Any]]
    kept: Mapping[str, Any]
    distance: str = ""


def compared(asked: questions.Prediction, explorer: Explorer, given: Any) -> Compared:
    """Compare a prediction with what its explorer finds where it stands.

    Parameters
    ----------
    asked
        What was asked.
    explorer
        That of its figure.
    given
        A number, the place of an option, or the heights of a sketch.
    """
    return _COMPARE[asked.kind](asked, explorer, given)


def found(asked: questions.Prediction, explorer: Explorer) -> Any:
    """Return what the model finds: a number, the places of right options, or a line's heights."""
    if asked.kind == "number":
        return float(_found(asked, explorer))
    if asked.kind == "sketch":
        return _line_found(asked, explorer).tolist()
    word = _found(asked, explorer)
    return [
        place
        for place, one in enumerate(asked.options)
        if answers.is_right(one, word if one.found else None)
    ]


def _found(asked: questions.Prediction, explorer: Explorer) -> Any:
    """Return what the model finds where an explorer stands, which has worked out most of it."""
    if asked.figure.turns_at:
        return marking.find(asked.figure, explorer.scenario)
    return getattr(explorer.outcome, asked.figure.output)


def number(asked: questions.Prediction, explorer: Explorer, given: float) -> Compared:
    """Compare a number."""
    found = float(_found(asked, explorer))
    finder = "published" if asked.published else "predicted"
    told = predicted.told(given, found, scale(asked), finder)
    drawn = []
    if asked.axis:
        at = on_axis(asked, explorer.outcome, given)
        drawn = view.mark(at, asked.axis, explorer.chart.spec)
    kept = {"given": given, "found": found, "off": told.off}
    return Compared(sourced(told.sentence, asked), told.level, drawn, kept)


def scale(asked: questions.Prediction) -> predicted.Scale:
    """Return on what a number is predicted."""
    return predicted.Scale(asked.minimum, asked.maximum, asked.step, asked.unit)


def sourced(sentence: str, asked: questions.Prediction) -> str:
    """Return what is said of a prediction with its source, where the answer is published."""
    if not asked.published:
        return sentence
    publishers = words.listed(dict.fromkeys(map(data.publisher, asked.published)))
    return f"{sentence} {words.PHRASES['cited_source'].format(source=publishers)}."


def on_axis(asked: questions.Prediction, outcome: Any, given: float) -> float:
    """Return where on the chart's axis a predicted number stands."""
    if asked.times_of:
        return given * getattr(outcome, asked.times_of)
    return given + (getattr(outcome.scenario, asked.beyond) if asked.beyond else 0)


def choice(asked: questions.Prediction, explorer: Explorer, given: int) -> Compared:
    """Compare the place of an option."""
    option = asked.options[given]
    found = _found(asked, explorer)
    right = answers.is_right(option, found if option.found else None)
    # By the model, or by a source that is cited.
    told = "choice" if option.found and not asked.published else "fact"
    level = "right" if right else "wrong"
    sentence = words.PHRASES[f"predicted_{told}_{level}"].format(
        given=words.quoted([option.shown]),
        because=option.because,
        right=words.quoted(
            one.shown
            for one in asked.options
            if answers.is_right(one, found if one.found else None)
        ),
    )
    kept = {"given": option.text, "off": 0.0 if right else 1.0, "right": right}
    return Compared(sourced(sentence, asked), level, [], kept)


def line(asked: questions.Prediction, explorer: Explorer, given: list[float]) -> Compared:
    """Compare the heights of a sketched line."""
    found = _line_found(asked, explorer)
    distance = float(np.mean(np.abs(np.array(given) - found)))
    off = predicted.off(distance, 0, asked.minimum, asked.maximum)
    level = predicted.level(off, DRAWN)
    apart = words.apart(predicted.as_fine(distance, asked.step), asked.unit)
    sentence = words.PHRASES[f"predicted_sketch_{level}"].format(distance=apart)
    kept = {"given": given, "found": found.tolist(), "off": off}
    return Compared(sentence, level, view.curve(asked.across, given), kept, apart)


def _line_found(asked: questions.Prediction, explorer: Explorer) -> np.ndarray:
    outcome = explorer.outcome
    return np.interp(
        asked.across, getattr(outcome, asked.over), getattr(outcome, asked.figure.output)
    )


_COMPARE = {"number": number, "choice": choice, "sketch": line}
