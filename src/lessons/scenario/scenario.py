"""The scenario: the inputs of one model, checked together and unchangeable."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError, ValidationInfo, field_validator

from lessons import words
from lessons.scenario.kinds import Declaration, Quantity, ScenarioError


class Scenario(BaseModel):
    """The inputs of one model, checked and unchangeable.

    A model derives from it, declares its inputs with `quantity`, `switch`, `choice`,
    `choices` and `span`, and adds ``solve``, which returns an Outcome. A model that
    decides also has ``margin``: how much better off the company is insourcing, in dollars,
    written so that any numeric input may be a numpy array.
    """

    # A schema is built when its scenario is first made: no notebook needs them all.
    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True, defer_build=True)

    def __init__(self, **inputs: object) -> None:
        """Check the inputs.

        Raises
        ------
        ScenarioError
            If a name is unknown (the nearest right one is named) or a value is refused.
        """
        for name in inputs:
            self.declared(name)
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
    def _checked(cls, value: object, info: ValidationInfo) -> Any:
        return cls.inputs()[info.field_name].checked(value)

    @classmethod
    @cache
    def inputs(cls) -> dict[str, Declaration]:
        """Return the declaration of each input, by name, in the order declared."""
        return {name: field.json_schema_extra["input"] for name, field in cls.model_fields.items()}

    @classmethod
    def declared(cls, name: str) -> Declaration:
        """Return the declaration of one input.

        Raises
        ------
        ScenarioError
            If there is no such input; the nearest right name is told.
        """
        inputs = cls.inputs()
        if name not in inputs:
            right = words.nearest(name, inputs)
            raise ScenarioError(
                words.REFUSALS["input"].format(got=name, right=right, label=inputs[right].label)
            )
        return inputs[name]

    @classmethod
    @cache
    def quantities(cls) -> dict[str, Quantity]:
        """Return the declaration of each numeric input, by name, in the order declared."""
        return {name: one for name, one in cls.inputs().items() if isinstance(one, Quantity)}

    @classmethod
    def in_order(cls) -> tuple[tuple[str, ...], ...]:
        """Return the inputs that a model reads from the lowest to the highest, group by group.

        However they are entered: a model that names some sorts them. By default none are.
        """
        return ()

    @classmethod
    def lead(cls) -> str:
        """Return what the model is, as the first paragraph of its docstring says it."""
        return " ".join((cls.__doc__ or "").partition("\n\n")[0].split())

    def replace(self, **inputs: object) -> Self:
        """Return a checked copy with some inputs changed."""
        return type(self)(**{**self.model_dump(), **inputs})

    def changed(self) -> dict[str, Any]:
        """Return the inputs that differ from their defaults."""
        return self.model_dump(exclude_defaults=True)

    def filled(self, text: str, **more: object) -> str:
        """Return a text with inputs in its slots, such as ``{volume}``, as a sentence says them.

        Raises
        ------
        LookupError or ValueError
            If a slot is none of the inputs, nor of those given besides.
        """
        declared = self.inputs()
        said = {name: declared[name].spoken(value) for name, value in self.model_dump().items()}
        return text.format(**said, **more)


def preset_inputs(
    preset: str | None, presets: Mapping[str, Mapping[str, Any]]
) -> Mapping[str, Any]:
    """Return the inputs of a preset by its name; none at all where no preset is named.

    Raises
    ------
    ScenarioError
        If there is no such preset; the nearest right name is told.
    """
    return {} if preset is None else presets[preset_named(preset, presets)]


def preset_named(preset: str, presets: Iterable[str]) -> str:
    """Return the name of a preset in English, given so or as the page shows it.

    Raises
    ------
    ScenarioError
        If there is no such preset; the nearest right name is told.
    """
    names = {called: name for name in presets for called in (words.said(name), name)}
    if preset not in names:
        right = words.said(names[words.nearest(preset, names)])
        raise ScenarioError(words.REFUSALS["preset"].format(got=preset, right=right))
    return names[preset]


def preset_of(scenario: Scenario, presets: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the name of the preset in which a scenario stands; empty if it is none."""
    kind = type(scenario)
    return next((name for name, inputs in presets.items() if kind(**inputs) == scenario), "")
