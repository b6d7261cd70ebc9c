"""Demo scripts: what their files may say.

The files are in ``data/demos/``, one a lesson. A step moves the inputs of one explorer; before
it the presenter asks the class, after it they tell what was seen.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, Field, field_validator

from lessons.data import questions
from lessons.data.folder import BY_HAND, FOLDER, SAID, DataError, read_toml


class _Part(BaseModel):
    model_config = BY_HAND


class Place(_Part):
    """Where the inputs of the explorer stand.

    Attributes
    ----------
    preset, inputs
        An input stands where `inputs` says; else where the preset says; else at its default.
    """

    preset: str | None = None
    inputs: dict[str, Any] = {}


class Step(Place):
    """One move, with what is said before and after it.

    No number is typed in either text: ``{volume}`` stands for the input as this step sets it.

    Attributes
    ----------
    ask
        The question for the class, before the inputs move.
    say
        What to say once they have moved. The live sentence stands below it, with its numbers.
    class
        The prediction that *Ask the class* asks for before this step, by its name; left out, it
        asks for the explorer's own number.
    """

    ask: Annotated[str, Field(min_length=1), SAID]
    say: Annotated[str, Field(min_length=1), SAID]
    class_: str = Field("", alias="class")

    # As they are written: another language may ask in another way.
    @field_validator("ask", "say", mode="before")
    @classmethod
    def _without_numbers(cls, text: Any) -> Any:
        if isinstance(text, str) and re.search(r"\d", text):
            raise ValueError("write no number here, but the input's name in braces: {volume}")
        return text

    @field_validator("ask", mode="before")
    @classmethod
    def _a_question(cls, text: Any) -> Any:
        if isinstance(text, str) and not text.endswith("?"):
            raise ValueError("end what is asked with a question mark")
        return text


class Demo(_Part):
    """One file of ``data/demos/``: the script of a lesson, of about two minutes.

    Attributes
    ----------
    lesson
        The number of the lesson.
    explorer
        Its main explorer, by its name in the catalogue.
    start
        Where the inputs stand before the first step; left out, at their defaults.
    steps
        From two to eight moves, each from where the one before it ended.
    """

    lesson: int
    explorer: str
    start: Place = Place()
    steps: tuple[Step, ...] = Field(min_length=2, max_length=8)


DEMOS = "demos"


def demos_by_lesson(*, folder: Path = FOLDER) -> dict[int, Demo]:
    """Return the demo scripts of all lessons, by the lesson's number.

    Parameters
    ----------
    folder
        Where the folder ``demos`` is.

    Raises
    ------
    DataError
        If a file is not right (which and where is told), two are about one lesson or one
        explorer, or a step asks a class for a prediction that the explorer does not answer.
    """
    return dict(_demos(Path(folder)))


@cache
def _demos(folder: Path) -> dict[int, Demo]:
    found: dict[int, Demo] = {}
    for path in sorted((folder / DEMOS).glob("*.toml")):
        demo = read_toml(path, Demo)
        if demo.lesson in found:
            raise DataError(f"{path.name}: lesson {demo.lesson} has a file already.")
        if demo.explorer in {one.explorer for one in found.values()}:
            raise DataError(f"{path.name}: the explorer “{demo.explorer}” has a demo already.")
        _check_classes(path, demo, folder)
        found[demo.lesson] = demo
    return dict(sorted(found.items()))


def _check_classes(path: Path, demo: Demo, folder: Path) -> None:
    """Hold each prediction that a class is asked for against the files of questions."""
    for name in filter(None, (step.class_ for step in demo.steps)):
        try:
            _, asked = questions.prediction(name, folder=folder)
        except DataError as unknown:
            raise DataError(f"{path.name}: {unknown}") from None
        if asked.figure.explorer != demo.explorer:
            raise DataError(
                f"{path.name}: the prediction “{name}” is not about the explorer "
                f"“{demo.explorer}”, but about “{asked.figure.explorer}”."
            )
