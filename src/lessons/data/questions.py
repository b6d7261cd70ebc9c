"""Predictions and questions: what their files may say.

The files are in ``data/questions/``. A number that is asked for is never typed there: they
name an explorer, its inputs and what of its outcome is meant, and the model works it out.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, model_validator

from lessons.data.folder import BY_HAND, FOLDER, TAKEN, DataError, Said, named, read_toml
from lessons.words.language import said


class _Part(BaseModel):
    model_config = BY_HAND


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
    def _one_of_two(self) -> Figure:
        if (self.output is None) == (self.turns_at is None):
            raise ValueError("give either output or turns_at")
        return self


class Option(_Part):
    """One of the answers to choose from.

    Attributes
    ----------
    text
        What the learner reads, as the file has it: what is kept and handed in goes by it.
    because
        What the learner is told on choosing it: the reason why it is right or wrong.
    right
        Whether it is right; left out where `found` decides.
    found
        The model's word for it, for example ``insource``: right if the model finds that.
    """

    text: str
    because: Said
    right: bool = False
    found: str | None = None

    @property
    def shown(self) -> str:
        """The text, in the language of this process."""
        return said(self.text)


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
    because: Said


class Prediction(_Part):
    """What the learner says before an explorer is shown.

    Attributes
    ----------
    ask
        The question.
    figure
        What the model will find; its explorer is the one that is then shown. For a sketch the
        output is a curve, and `over` names the values that it runs over.
    short
        What is predicted, in few words that go on from “predict”.
    task
        What to try in the explorer once it is shown; ``*…*`` and ``**…**`` are emphasis.
    minimum, maximum, step, unit
        Of a number, and of the upright axis of a sketch.
    axis
        The chart's axis on which a number is marked (``y2``: that of a lower drawing); none
        if there is none.
    times_of, beyond
        Where a number is no place on that axis: the output that it multiplies, or the input
        that it lies beyond.
    options
        Of a choice.
    ordered
        Whether the order of the options means something (less, the same, more; amounts; the
        last one is about all others). Then they are never shuffled.
    published
        Tables of cited figures that the answer is read from, where it is no model's.
    across
        Values at which a sketch has its points; `across_label` and `across_unit` say of what.
    """

    kind: Literal["number", "choice", "sketch"]
    ask: Said
    figure: Figure
    short: Said = ""
    task: Said = ""
    minimum: float = 0
    maximum: float = 1
    step: float = 1
    unit: str = ""
    label: Said = ""
    axis: Literal["x", "y", "y2"] | None = None
    times_of: str = ""
    beyond: str = ""
    published: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    ordered: bool = False
    over: str = ""
    across: tuple[float, ...] = ()
    across_label: Said = ""
    across_unit: str = ""


class Question(_Part):
    """A question to check or exercise what was learnt.

    Attributes
    ----------
    kind
        ``one`` choice, ``several`` choices or a ``number``.
    ask
        The question.
    short
        What it is about, in few words that go on from “the question about”.
    options
        Of a choice.
    ordered
        Whether the order of the options means something, so that they are never shuffled.
    explorer
        The explorer that it is answered with or speaks of; as long as predictions hide that,
        the page says so.
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
    ask: Said
    short: Said = ""
    options: tuple[Option, ...] = ()
    ordered: bool = False
    explorer: str = ""
    figure: Figure | None = None
    unit: str = ""
    tolerance: float = Field(0.01, gt=0, lt=0.2)
    your_inputs: tuple[str, ...] = ()
    slips: tuple[Slip, ...] = ()
    because: Said = ""
    hints: Annotated[tuple[Said, ...], Field(min_length=3, max_length=3)]
    solution: Said

    @model_validator(mode="after")
    def _whole(self) -> Question:
        if self.kind == "number" and (self.figure is None or not self.because):
            raise ValueError("a number needs a figure and because")
        if self.kind != "number" and len(self.options) < 2:
            raise ValueError("a choice needs two options or more")
        return self


class Lesson(_Part):
    """One file of ``data/questions/``: the predictions and questions of a lesson, by name.

    Attributes
    ----------
    lesson, title
        Its number and its name.
    notebook, minutes
        Its file, and how long it takes.
    steps
        All that it asks, decisions and the memo too, in its order: the cell that asks it, by its
        name.
    step_minutes
        Of the minutes, those of a step that takes longer than its share.
    predictions, questions
        What is asked.
    """

    lesson: int
    title: Said
    notebook: str = ""
    minutes: int = Field(0, ge=0)
    steps: dict[str, str] = {}
    step_minutes: dict[str, int] = {}
    predictions: dict[str, Prediction] = {}
    questions: dict[str, Question] = {}


QUESTIONS = "questions"


def lessons(*, folder: Path = FOLDER) -> dict[int, Lesson]:
    """Return the predictions and questions of all lessons, by the lesson's number.

    Parameters
    ----------
    folder
        Where the folder ``questions`` is.

    Raises
    ------
    DataError
        If a file is not right (which and where is told), or two things have one name.
    """
    return dict(_lessons(Path(folder)))


def prediction(name: str, *, folder: Path = FOLDER) -> tuple[int, Prediction]:
    """Return the number of the lesson and the prediction of that name.

    Raises
    ------
    DataError
        If there is none (the nearest right name is given), or a file is not right.
    """
    found = _lessons(Path(folder)).values()
    known = {key: (one.lesson, part) for one in found for key, part in one.predictions.items()}
    return named("prediction", name, known)


def question(name: str, *, folder: Path = FOLDER) -> tuple[int, Question]:
    """Return the number of the lesson and the question of that name.

    Raises
    ------
    DataError
        If there is none (the nearest right name is given), or a file is not right.
    """
    found = _lessons(Path(folder)).values()
    known = {key: (one.lesson, part) for one in found for key, part in one.questions.items()}
    return named("question", name, known)


@cache
def _lessons(folder: Path) -> dict[int, Lesson]:
    found: dict[int, Lesson] = {}
    names: set[str] = set()
    for path in sorted((folder / QUESTIONS).glob("*.toml")):
        lesson = _lesson(path)
        for name in (*lesson.predictions, *lesson.questions):
            if name in names:
                raise DataError(TAKEN.format(file=path.name, name=name))
            names.add(name)
        if lesson.lesson in found:
            raise DataError(f"{path.name}: lesson {lesson.lesson} has a file already.")
        found[lesson.lesson] = lesson
    return dict(sorted(found.items()))


def _lesson(path: Path) -> Lesson:
    return read_toml(path, Lesson)
