"""Decisions that are taken step by step: what their files may say.

The files are in ``data/decisions/``. They hold the words and which inputs the news changes;
what a plan costs is never typed there: the model works it out.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field, model_validator

from lessons.data.folder import BY_HAND, FOLDER, SAID, TAKEN, DataError, named, read_toml

Text = Annotated[str, Field(min_length=1)]
SaidText = Annotated[Text, SAID]


class _Part(BaseModel):
    model_config = BY_HAND


class Labels(_Part):
    """The words on the buttons, and what is told of each decision.

    They are as the file has them: what is kept goes by them.

    Attributes
    ----------
    stay, change_at_once
        Buttons of the decision at the start: as it is, or changed before the first step.
    change, on
        Buttons to change it for good, and to go one step on.
    course
        What is played, for the name of the button *Play*.
    at_start, when
        When something was told or decided; ``{step}`` stands for the step's number.
    stayed, changed_at_once, changed, never_changed
        What was decided.
    """

    stay: Text
    change_at_once: Text
    change: Text
    on: Text
    course: Text
    at_start: Text
    when: Text
    stayed: Text
    changed_at_once: Text
    changed: Text
    never_changed: Text

    @model_validator(mode="after")
    def _says_when(self) -> Labels:
        if "{step}" not in self.when or set("{}") & set(self.when.replace("{step}", "")):
            raise ValueError("when needs {step} once, and no other slot")
        return self


class PossibleNews(_Part):
    """A piece of news that may come.

    Attributes
    ----------
    text
        What the learner reads.
    changes
        The inputs that it changes, with their new values.
    weeks
        The earliest and the latest week in which it may come.
    first
        Its week in the first game; left out, it comes in later games alone.
    """

    text: SaidText
    changes: Annotated[dict[str, float], Field(min_length=1)]
    weeks: tuple[int, int]
    first: int | None = None

    @model_validator(mode="after")
    def _in_order(self) -> PossibleNews:
        if self.weeks[0] > self.weeks[1]:
            raise ValueError("weeks must be two numbers, the earlier week first")
        return self


class Decision(_Part):
    """A decision that is taken step by step.

    Attributes
    ----------
    title, ask, explained
        What it is called, what is asked at the start, and what is told of the plans that the
        learner's is compared with at the end.
    inputs
        Where the inputs of the model start; what is left out stands at its default.
    shown
        The inputs whose present values the learner sees, in this order.
    labels
        The words on the buttons, and what is told of each decision.
    news
        What may come, by a name of its own.
    """

    title: SaidText
    ask: SaidText
    explained: SaidText
    inputs: dict[str, float] = {}
    shown: tuple[str, ...]
    labels: Labels
    news: dict[str, PossibleNews] = {}


class DecisionFile(_Part):
    """One file of ``data/decisions/``: the decisions of a lesson, by name."""

    lesson: int
    decisions: dict[str, Decision]


DECISIONS = "decisions"


def decision(name: str, *, folder: Path = FOLDER) -> tuple[int, Decision]:
    """Return the number of the lesson and the decision of that name.

    Raises
    ------
    DataError
        If there is none (the nearest right name is given), or a file is not right.
    """
    return named("decision", name, _decisions(Path(folder)))


def decisions_by_name(*, folder: Path = FOLDER) -> dict[str, tuple[int, Decision]]:
    """Return the number of the lesson and the decision, of each by its name.

    Raises
    ------
    DataError
        If a file is not right; which, where and why is told.
    """
    return dict(_decisions(Path(folder)))


@cache
def _decisions(folder: Path) -> dict[str, tuple[int, Decision]]:
    found: dict[str, tuple[int, Decision]] = {}
    for path in sorted((folder / DECISIONS).glob("*.toml")):
        file = read_toml(path, DecisionFile)
        for name, one in file.decisions.items():
            if name in found:
                raise DataError(TAKEN.format(file=path.name, name=name))
            found[name] = (file.lesson, one)
    return found
