"""The answer key of a lesson, worked out from its own questions, so that it cannot drift."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from lessons import words
from lessons.learn import answers, marking
from lessons.words import predicted, said, typeset

if TYPE_CHECKING:
    from lessons.data.questions import Lesson, Prediction, Question

PREDICTIONS = said("**Predictions**")
QUESTIONS = said("**Questions**")
ASKED = "{number}. {ask}"
RIGHT = "    - **{answer}**"
RIGHT_BECAUSE = "    - **{answer}** {because}"
WRONG = said("    - Not “{answer}” {because}")
SLIP = said("    - Not {answer}: {because}")
SOLUTION = said("    - *Solution:* {solution}")
YOUR_INPUTS = said(
    "    - The answer follows each learner's own inputs. As they start it is **{answer}**."
)
POINT = "{value} at {across}"
NO_NUMBER = said("no number at all")
NONE = said("This lesson asks nothing.")

# What Markdown would take for its own. A dollar that is only marked as a letter becomes part of
# a formula in JupyterLab's preview, which looks for them in the finished page, too.
SPECIAL = str.maketrans({one: f"\\{one}" for one in "\\`*_<[]|#~"} | {"$": typeset.DOLLAR})


def written(lesson: "Lesson") -> str:
    """Return the answer key of a lesson as Markdown.

    Each number is what the model finds. A wrong answer that a reason is kept for stands
    below the right one, as it tells what learners get wrong.
    """
    parts = [
        (PREDICTIONS, [_prediction(one) for one in lesson.predictions.values()]),
        (QUESTIONS, [_question(one) for one in lesson.questions.values()]),
    ]
    lists = [f"{title}\n\n{_listed(asked)}" for title, asked in parts if asked]
    return "\n\n".join(lists) or NONE


def plain(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    return text.translate(SPECIAL)


def _listed(asked: Sequence[tuple[str, list[str]]]) -> str:
    lines: list[str] = []
    for number, (ask, told) in enumerate(asked, start=1):
        lines += [ASKED.format(number=number, ask=plain(ask)), *told]
    return "\n".join(lines)


def _prediction(asked: "Prediction") -> tuple[str, list[str]]:
    scenario = marking.scenario_of(asked.figure)
    if asked.kind == "sketch":
        return asked.ask, [RIGHT.format(answer=plain(_points(asked, scenario)))]
    found = marking.find(asked.figure, scenario)
    if asked.kind == "choice":
        decided = [one.found for one in asked.options]
        return asked.ask, list(_options(asked.options, found if any(decided) else None))
    answer = plain(words.spoken(predicted.as_fine(found, asked.step), asked.unit))
    return asked.ask, [RIGHT.format(answer=answer)]


def _points(asked: "Prediction", scenario: Any) -> str:
    """Return the values of a curve where a sketch has its points."""
    over, curve = (
        marking.find(asked.figure.model_copy(update={"output": output}), scenario)
        for output in (asked.over, asked.figure.output)
    )
    values = np.interp(asked.across, over, curve)
    return words.listed(
        POINT.format(
            value=words.spoken(predicted.as_fine(float(value), asked.step), asked.unit),
            across=words.measure(at, asked.across_unit),
        )
        for value, at in zip(values, asked.across, strict=True)
    )


def _question(asked: "Question") -> tuple[str, list[str]]:
    marker = marking.Marker(asked)
    scenario = marking.scenario_of(asked.figure) if asked.figure else None
    found = marking.find(asked.figure, scenario) if asked.figure else None
    if asked.kind != "number":
        lines = list(_options(asked.options, found))
    elif asked.your_inputs:
        lines = [YOUR_INPUTS.format(answer=_spoken(found, asked.unit))]
    else:
        lines = [RIGHT.format(answer=_spoken(found, asked.unit))]
    for slip in asked.slips:
        slipped = marking.find(asked.figure, scenario.replace(**slip.inputs))
        if slipped is not None:
            because = plain(marker.filled(slip.because))
            lines.append(SLIP.format(answer=_spoken(slipped, asked.unit), because=because))
    return asked.ask, [*lines, SOLUTION.format(solution=plain(marker.filled(asked.solution)))]


def _options(options: Sequence[Any], found: str | None) -> Iterator[str]:
    """Tell the right options, then the wrong ones, each with its reason."""
    for right, line in ((True, RIGHT_BECAUSE), (False, WRONG)):
        for one in options:
            if answers.is_right(one, found) == right:
                yield line.format(answer=plain(_ended(one.shown)), because=plain(one.because))


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _spoken(found: Any, unit: str) -> str:
    return NO_NUMBER if found is None else plain(words.spoken(marking.rounded(float(found)), unit))
