"""What a model finds for a question, and how the answers to it are judged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from lessons import explore, words
from lessons.learn import answers
from lessons.models.shared.flip_points import flip_point
from lessons.scenario import Scenario
from lessons.widgets.controls.controls import Controls

if TYPE_CHECKING:
    from lessons.data import questions


DIGITS = re.compile(r"[-−–]? ?[.,]?\d[\d.,'’ \N{NO-BREAK SPACE}]*")


def scenario_of(figure: questions.Figure) -> Scenario:
    """Return the inputs that a figure is worked out from."""
    return explore.entry(figure.explorer).scenario(figure.preset, **figure.inputs)


def find(figure: questions.Figure, scenario: Scenario) -> Any:
    """Return what the model finds; None where there is no such figure."""
    if figure.turns_at:
        return flip_point(scenario, figure.turns_at).value
    return getattr(explore.entry(figure.explorer).solve(scenario), figure.output)


def rounded(value: float) -> float:
    """Round to four figures that count, or to whole numbers where there are more."""
    return round(value, max(0, 3 - int(np.floor(np.log10(abs(value)))))) if value else 0.0


class Marker:
    """Judges the answers to one question, and fills its texts with what the model finds.

    Attributes
    ----------
    controls
        The inputs that the learner sets before answering; None where there are none.
    """

    def __init__(self, asked: questions.Question) -> None:
        self._asked = asked
        self._base = scenario_of(asked.figure) if asked.figure else None
        self.controls = None
        if asked.your_inputs:
            declared = {name: self._base.inputs()[name] for name in asked.your_inputs}
            values = {name: getattr(self._base, name) for name in asked.your_inputs}
            rows = [row for row in self._base.in_order() if declared.keys() >= set(row)]
            self.controls = Controls(declared, values, rows)

    def judge(self, given: Any) -> answers.Verdict:
        """Judge an answer: places of options, or a number as it was typed."""
        asked, scenario = self._asked, self._scenario()
        found = find(asked.figure, scenario) if asked.figure else None
        if asked.kind != "number":
            return answers.judge_choices(asked, given, found)
        if found is None:
            return answers.Verdict("blank", words.PHRASES["answer_no_figure"])
        slips = [
            (find(asked.figure, scenario.replace(**slip.inputs)), self.filled(slip.because))
            for slip in asked.slips
        ]
        # Filled before it is judged: what was typed is never taken for a slot.
        asked = asked.model_copy(update={"because": self.filled(asked.because)})
        return answers.judge_number(asked, given, found, slips)

    def judge_kept(self, given: Any, *, right: bool) -> tuple[Any, answers.Verdict]:
        """Judge an answer that was kept, in whatever language it was given.

        Parameters
        ----------
        given
            As `judge` takes it.
        right
            Whether it was right when it was given. A number that was so still is, though this
            language writes other marks in it: it is shown as it is written here.

        Returns
        -------
        tuple
            The answer as it is to be shown, and its verdict.
        """
        verdict = self.judge(given)
        if right and verdict.level != "right" and self._asked.kind == "number":
            for value in _in_any_language(given):
                written = words.number(value)
                again = self.judge(written)
                if again.level == "right":
                    return written, again
        return given, verdict

    def filled(self, text: str) -> str:
        """Return a text with the answer and the inputs in its slots."""
        if self._asked.figure is None:
            return text
        scenario = self._scenario()
        found = find(self._asked.figure, scenario)
        answer = words.spoken(rounded(found), self._asked.unit) if _is_number(found) else found
        return scenario.filled(text, answer=answer)

    def _scenario(self) -> Scenario | None:
        return self._base.replace(**self.controls.values) if self.controls else self._base


def _in_any_language(typed: str) -> list[float]:
    """Return the numbers that a text may hold wherever it was typed, whatever stands behind."""
    digits = DIGITS.search(typed)
    return [
        value
        for comma in (False, True)
        for value in (words.readings(digits[0], comma=comma) if digits else ())
    ]


def _is_number(found: Any) -> bool:
    return isinstance(found, int | float | np.number) and not isinstance(found, bool)
