"""Inputs of a model: each is declared once, and everything else reads that declaration."""

import math
import sys
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from lessons import words


class ScenarioError(ValueError):
    """An input was refused; the message is a sentence for the person who gave it."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """The declaration of one numeric input.

    Attributes
    ----------
    default, minimum, maximum, step
        In the input's own unit; a percentage is a share between 0 and 1.
    label, unit, help
        What the learner reads. A unit of ``%`` shows the share as a percentage.
    group
        Heading under which the control stands.
    source
        Rows of cited tables that the default comes from, ``table/key/key``; empty where
        the default is made up for the lesson.
    """

    default: float
    minimum: float
    maximum: float
    step: float
    label: str
    unit: str
    help: str
    group: str
    source: tuple[str, ...]

    def checked(self, value: object) -> float:
        """Return `value` as a float.

        Raises
        ------
        ScenarioError
            If it is no number, or out of bounds; the sentence names label, range and unit.
        """
        if getattr(value, "shape", None) == ():
            value = value.item()  # a numpy number is a number too
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ScenarioError(self.refusal(repr(value), kind="a number "))
        if not self.minimum <= value <= self.maximum:
            raise ScenarioError(self.refusal(self._got(value)))
        return float(value)

    def refusal(self, got: str, kind: str = "") -> str:
        """Say what is allowed, and what was got instead."""
        return (
            f"{self.label} must be {kind}between {self._shown(self.minimum)} and "
            f"{words.measure(self.maximum, self.unit)}; got {got}."
        )

    def _got(self, value: float) -> str:
        if abs(value) > sys.float_info.max:
            return words.number(math.inf if value > 0 else -math.inf)
        shown = self._shown(value)
        # A value just past a bound must not be rounded back onto it.
        rounded = shown in (self._shown(self.minimum), self._shown(self.maximum))
        return repr(value) if rounded else shown

    def _shown(self, value: float) -> str:
        return words.measure(value, "%" if self.unit == "%" else "")


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
) -> Any:
    """Declare a numeric input of a `Scenario`; see `Quantity` for what each part means.

    Raises
    ------
    ValueError
        If the default is out of its own bounds, the bounds are in the wrong order or the
        step is not positive: a mistake of the author, found when the file is imported.
    """
    if not minimum <= default <= maximum or minimum == maximum or step <= 0:
        raise ValueError(
            f"{label}: needs minimum <= default <= maximum and a positive step; got "
            f"{minimum}, {default}, {maximum}, {step}."
        )
    sources = (source,) if isinstance(source, str) else source
    declared = Quantity(default, minimum, maximum, step, label, unit, help, group, sources)
    return Field(default, json_schema_extra={"quantity": declared})


class Scenario(BaseModel):
    """The inputs of one model, checked and unchangeable.

    A model derives from it, declares its inputs with `quantity` and adds ``solve``, which
    returns an Outcome. A model that decides also has ``margin``: how much better off the
    company is insourcing, in dollars, written so that any input may be a numpy array.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    def __init__(self, **inputs: object) -> None:
        """Check the inputs.

        Raises
        ------
        ScenarioError
            If a name is unknown (the nearest right one is named) or a value is refused.
        """
        for name in inputs.keys() - self.quantities().keys():
            right = words.nearest(name, self.quantities())
            raise ScenarioError(
                f"There is no input “{name}”. The nearest is “{right}” "
                f"({self.quantities()[right].label})."
            )
        try:
            super().__init__(**inputs)
        except ValidationError as error:
            refusals = [str(problem["ctx"]["error"]) for problem in error.errors()]
            raise ScenarioError(" ".join(refusals)) from None

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: what holds a scenario may rely on it.

        Raises
        ------
        ScenarioError
            Always.
        """
        raise ScenarioError(
            f"A scenario does not change. Make another one: scenario.replace({name}=…)."
        )

    @field_validator("*", mode="before")
    @classmethod
    def _checked(cls, value: object, info: ValidationInfo) -> float:
        return cls.quantities()[info.field_name].checked(value)

    @classmethod
    @cache
    def quantities(cls) -> dict[str, Quantity]:
        """Return the declaration of each input, by name, in the order declared."""
        return {
            name: field.json_schema_extra["quantity"] for name, field in cls.model_fields.items()
        }

    def replace(self, **inputs: object) -> Self:
        """Return a checked copy with some inputs changed."""
        return type(self)(**{**self.model_dump(), **inputs})

    def changed(self) -> dict[str, float]:
        """Return the inputs that differ from their defaults."""
        return self.model_dump(exclude_defaults=True)
