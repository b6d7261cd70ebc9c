"""Predictions and questions: what their files may say, and how an answer is judged.

The files are in ``data/questions/``. A number that is asked for is never typed there: they
name an explorer, its inputs and what of its outcome is meant, and the model works it out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from lessons.words import PHRASES, measure, parsed

Level = Literal["blank", "kind", "near", "wrong", "right"]

# What a number is out by if its unit was taken for another one.
FACTORS = (1_000, 100, 12, 52, 60)
CLOSE = 5  # times the tolerance: not right, but no more than a slip of rounding away


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Figure(_Part):
    """A figure that a model works out.

    Attributes
    ----------
    explorer
        The explorer's name in the catalogue.
    preset, inputs
        Where its inputs stand.
    output
        The attribute of the outcome that is meant, for example ``break_even``.
    turns_at
        Instead of `output`: the input whose value that reverses the decision is meant.
    """

    explorer: str
    preset: str | None = None
    inputs: dict[str, Any] = {}
    output: str | None = None
    turns_at: str | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> "Figure":
        if (self.output is None) == (self.turns_at is None):
            raise ValueError("give either output or turns_at")
        return self


class Option(_Part):
    """One of the answers to choose from.

    Attributes
    ----------
    text
        What the learner reads.
    because
        What the learner is told on choosing it: the reason why it is right or wrong.
    right
        Whether it is right; left out where `found` decides.
    found
        The model's word for it, for example ``insource``: right if the model finds that.
    """

    text: str
    because: str
    right: bool = False
    found: str | None = None


class Slip(_Part):
    """A wrong number with a reason of its own: what a model finds for somebody who slipped.

    Attributes
    ----------
    inputs
        The inputs that the slip amounts to, for example an overhead of 0 that was forgotten.
    because
        What the learner is told.
    """

    inputs: dict[str, Any]
    because: str


class Prediction(_Part):
    """What the learner says before an explorer is shown.

    Attributes
    ----------
    ask
        The question.
    figure
        What the model will find; its explorer is the one that is then shown. For a sketch the
        output is a curve, and `over` names the values that it runs over.
    minimum, maximum, step, unit
        Of a number, and of the upright axis of a sketch.
    axis
        The chart's axis on which a number is marked; none if there is none.
    options
        Of a choice.
    across
        Values at which a sketch has its points; `across_label` and `across_unit` say of what.
    """

    kind: Literal["number", "choice", "sketch"]
    ask: str
    figure: Figure
    minimum: float = 0
    maximum: float = 1
    step: float = 1
    unit: str = ""
    label: str = ""
    axis: Literal["x", "y"] | None = None
    options: tuple[Option, ...] = ()
    over: str = ""
    across: tuple[float, ...] = ()
    across_label: str = ""
    across_unit: str = ""


class Question(_Part):
    """A question to check or exercise what was learnt.

    Attributes
    ----------
    kind
        ``one`` choice, ``several`` choices or a ``number``.
    ask
        The question.
    options
        Of a choice.
    figure
        The number asked for, or what decides between options.
    unit, tolerance
        Of a number; the tolerance is a share of the right number.
    your_inputs
        Inputs that the learner sets for themselves before answering.
    slips
        Wrong numbers with a reason of their own.
    because
        What the learner is told on giving the right number.
    hints
        Three of them, from a nudge to nearly there.
    solution
        The worked solution.
    """

    kind: Literal["one", "several", "number"]
    ask: str
    options: tuple[Option, ...] = ()
    figure: Figure | None = None
    unit: str = ""
    tolerance: float = Field(0.01, gt=0, lt=0.2)
    your_inputs: tuple[str, ...] = ()
    slips: tuple[Slip, ...] = ()
    because: str = ""
    hints: Annotated[tuple[str, ...], Field(min_length=3, max_length=3)]
    solution: str

    @model_validator(mode="after")
    def _whole(self) -> "Question":
        if self.kind == "number" and (self.figure is None or not self.because):
            raise ValueError("a number needs a figure and because")
        if self.kind != "number" and len(self.options) < 2:
            raise ValueError("a choice needs two options or more")
        return self


class Lesson(_Part):
    """One file of ``data/questions/``: the predictions and questions of a lesson, by name."""

    lesson: int
    title: str
    predictions: dict[str, Prediction] = {}
    questions: dict[str, Question] = {}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer is worth.

    Attributes
    ----------
    level
        ``blank`` (not answered yet), ``kind`` (not of the kind wanted), ``near`` (a near miss),
        ``wrong`` or ``right``. Only the last two count as tries, and ``near``.
    message
        What the learner is told.
    """

    level: Level
    message: str


def judge_choices(question: Question, chosen: Sequence[int], found: str | None) -> Verdict:
    """Judge a choice, or several.

    Parameters
    ----------
    question
        Of kind ``one`` or ``several``.
    chosen
        Places of the options chosen.
    found
        The model's word, where it decides which option is right.
    """
    if not chosen:
        return Verdict("blank", PHRASES["answer_blank"])
    right = {place for place, one in enumerate(question.options) if is_right(one, found)}
    picked = set(chosen)
    reasons = " ".join(question.options[place].because for place in sorted(picked))
    if picked == right:
        return Verdict("right", PHRASES["answer_right"].format(because=reasons))
    if picked < right:
        return Verdict("near", PHRASES["answer_incomplete"].format(because=reasons))
    wrong = " ".join(question.options[place].because for place in sorted(picked - right))
    return Verdict("wrong", PHRASES["answer_wrong"].format(because=wrong))


def is_right(option: Option, found: str | None) -> bool:
    """Whether an option is right: by its own word, or by what the model found."""
    return option.right if option.found is None else option.found == found


def judge_number(
    question: Question, typed: str, right: float, slips: Sequence[tuple[float | None, str]]
) -> Verdict:
    """Judge a number that was typed.

    Parameters
    ----------
    question
        Of kind ``number``.
    typed
        What the learner wrote; the unit may stand behind it.
    right
        What the model found, a share if the unit is ``%``.
    slips
        What somebody would find who slipped, and what they are told.
    """
    if not typed.strip():
        return Verdict("blank", PHRASES["answer_blank"])
    number = parsed(typed, question.unit)
    if number is None:
        return Verdict("kind", PHRASES["answer_no_number"].format(got=typed.strip()[:40]))
    off = _off(number, right)
    if off <= question.tolerance:
        return Verdict("right", PHRASES["answer_right"].format(because=question.because))
    for value, because in slips:
        # Which way round a difference is taken is not what the slip is about.
        if value is not None and _off(abs(number), abs(value)) <= question.tolerance:
            return Verdict("wrong", PHRASES["answer_wrong"].format(because=because))
    return _near(question, number, right, off)


def _near(question: Question, number: float, right: float, off: float) -> Verdict:
    """Tell a number in the wrong unit, of the wrong sign or nearly right from a wrong one."""
    if _off(-number, right) <= question.tolerance:
        return Verdict("near", PHRASES["answer_sign"])
    for factor in FACTORS if right else ():
        if question.tolerance >= min(_off(number / factor, right), _off(number * factor, right)):
            phrase = "answer_too_large" if abs(number) > abs(right) else "answer_too_small"
            unit = question.unit or PHRASES["answer_no_unit"]
            return Verdict("near", PHRASES[phrase].format(factor=measure(factor, ""), unit=unit))
    if off <= CLOSE * question.tolerance:
        return Verdict("near", PHRASES["answer_close"])
    return Verdict("wrong", PHRASES["answer_other"])


def _off(number: float, right: float) -> float:
    """Return how far a number is from the right one, as a share of the right one."""
    return abs(number - right) / abs(right) if right else abs(number)


def off(predicted: float, found: float, minimum: float, maximum: float) -> float:
    """Score a prediction: its distance from what was found, as a share of the range asked for.

    It is symmetric: as far above is as far off as below, and found and predicted may change
    places. 0 is exact; 1 is the whole range away, or further.
    """
    return min(abs(predicted - found) / (maximum - minimum), 1.0)
