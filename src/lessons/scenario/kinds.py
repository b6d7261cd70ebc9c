"""The kinds of input that a model may have, each with its bounds or options and its words.

A declaration is written once, in a `lessons.scenario.Scenario`; controls, presets, error
texts, tables and *Copy as code* all read it.
"""

import json
import math
import sys
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from lessons import words

Scale = Literal["linear", "log"]


class ScenarioError(ValueError):
    """An input was refused; the message is a sentence for the person who gave it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration(ABC):
    """What the declaration of any input holds.

    Attributes
    ----------
    kind
        Which kind of input it is: ``quantity``, ``switch``, ``choice``, ``choices`` or ``span``.
    label, help
        What the learner reads, in the language of this process; so do `group`, and `row` and
        `column` of a number. Options and units stay as they are declared: presets, links and
        files go by them, and what shows them says them.
    group
        Heading under which the control stands.
    source
        Rows of cited tables that the default comes from, ``table/key/key``; empty where
        the default is made up for the lesson.
    default
        The value at the start.
    unused_with
        The name of a choice and that option of it with which the model does not use this input.
    """

    kind: ClassVar[str]

    label: str
    help: str
    group: str
    source: tuple[str, ...]
    default: Any
    unused_with: tuple[str, str] | None = None

    @abstractmethod
    def checked(self, value: object) -> Any:
        """Return `value` in the one form in which a scenario keeps it.

        Raises
        ------
        ScenarioError
            If it is of the wrong kind, out of bounds or no option; the sentence says what
            is allowed.
        """

    @abstractmethod
    def refusal(self, got: str) -> str:
        """Say what is allowed, and what was got instead."""

    @abstractmethod
    def shown(self, value: Any) -> str:
        """Write a value as a learner reads it."""

    def spoken(self, value: Any) -> str:
        """Write a value as a sentence says it."""
        return self.shown(value)

    @abstractmethod
    def literal(self, value: Any) -> str:
        """Write a value as a person would in code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Numeric(Declaration):
    """What is common to one number and to a span of numbers; `quantity` and `span` say more."""

    minimum: float
    maximum: float
    step: float
    unit: str
    scale: Scale
    play: bool

    def step_at(self, value: float) -> float:
        """Return how far one step of the slider moves from `value`, in the input's own unit."""
        return self.step * (value / self.minimum if self.scale == "log" else 1)

    def _sentence(self, phrase: str, got: str) -> str:
        return words.REFUSALS[phrase].format(
            label=self.label,
            minimum=self._bare(self.minimum),
            maximum=words.measure(self.maximum, self.unit),
            got=got,
        )

    def _bare(self, value: float) -> str:
        """Write a number without its unit, but as the unit wants it."""
        return words.measure(value, self.unit if self.unit in words.FORMATTED_UNITS else "")

    def _got(self, value: float) -> str:
        if abs(value) > sys.float_info.max:
            return words.number(math.inf if value > 0 else -math.inf)
        shown = self._bare(value)
        # A value just past a bound must not be rounded back onto it.
        rounded = shown in (self._bare(self.minimum), self._bare(self.maximum))
        return words.with_minus(repr(value)) if rounded else shown

    def _coded(self, value: float) -> str:
        """Write a number as 120_000, not 120000.0; a year as 2005."""
        if value != int(value):
            return repr(value)
        return f"{int(value)}" if self.unit == words.YEAR else f"{int(value):_}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(_Numeric):
    """The declaration of one numeric input; see `quantity`."""

    kind: ClassVar[str] = "quantity"

    row: str
    column: str

    def checked(self, value: object) -> float:  # noqa: D102 - as its base says
        value = _plain(value)
        if not _is_number(value):
            raise ScenarioError(self._sentence("number", repr(value)))
        if not self.minimum <= value <= self.maximum:
            raise ScenarioError(self.refusal(self._got(value)))
        return float(value)

    def refusal(self, got: str) -> str:  # noqa: D102
        return self._sentence("quantity", got)

    def shown(self, value: float) -> str:  # noqa: D102
        return words.measure(value, self.unit)

    def spoken(self, value: float) -> str:  # noqa: D102
        return words.spoken(value, self.unit)

    def literal(self, value: float) -> str:  # noqa: D102
        return self._coded(value)

    def rounded(self, value: float) -> float:
        """Round to the power of ten below a hundredth of a step: finer than one can set it."""
        return round(value, -math.floor(math.log10(self.step_at(value) / 100)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Span(_Numeric):
    """The declaration of a stretch between two numbers; see `span`."""

    kind: ClassVar[str] = "span"

    def checked(self, value: object) -> tuple[float, float]:  # noqa: D102
        is_pair = isinstance(value, list | tuple) or getattr(value, "ndim", None) == 1
        ends = [_plain(end) for end in value] if is_pair else []
        if len(ends) != 2 or not all(_is_number(end) for end in ends):
            raise ScenarioError(self.refusal(repr(value)))
        low, high = ends
        if not self.minimum <= low <= high <= self.maximum:
            got = words.PHRASES["from_to"].format(low=self._got(low), high=self._got(high))
            raise ScenarioError(self.refusal(got))
        return float(low), float(high)

    def refusal(self, got: str) -> str:  # noqa: D102
        return self._sentence("span", got)

    def shown(self, value: tuple[float, float]) -> str:  # noqa: D102
        low, high = value
        if low == high:
            return words.measure(high, self.unit)
        return words.PHRASES["from_to"].format(
            low=self._bare(low), high=words.measure(high, self.unit)
        )

    def literal(self, value: tuple[float, float]) -> str:  # noqa: D102
        return _tuple_literal(map(self._coded, value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch(Declaration):
    """The declaration of an input that is on or off; see `switch`."""

    kind: ClassVar[str] = "switch"

    def checked(self, value: object) -> bool:  # noqa: D102
        value = _plain(value)
        if not isinstance(value, bool):
            raise ScenarioError(self.refusal(repr(value)))
        return value

    def refusal(self, got: str) -> str:  # noqa: D102
        return words.REFUSALS["switch"].format(label=self.label, got=got)

    def shown(self, value: bool) -> str:  # noqa: D102
        return words.PHRASES["on" if value else "off"]

    def literal(self, value: bool) -> str:  # noqa: D102
        return repr(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Declaration):
    """The declaration of one option out of several; see `choice`."""

    kind: ClassVar[str] = "choice"

    options: tuple[str, ...]

    def checked(self, value: object) -> str:  # noqa: D102
        option = _option(_plain(value), self.options)
        if option is None:
            raise ScenarioError(self.refusal(str(value)))
        return option

    def refusal(self, got: str) -> str:  # noqa: D102
        right = self.shown(words.nearest(got, self.options))
        return words.REFUSALS["choice"].format(label=self.label, got=got, right=right)

    def shown(self, value: str) -> str:  # noqa: D102
        return words.said(value)

    def literal(self, value: str) -> str:  # noqa: D102
        return _text_literal(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices(Declaration):
    """The declaration of some options out of several; see `choices`."""

    kind: ClassVar[str] = "choices"

    options: tuple[str, ...]
    least: int

    def checked(self, value: object) -> tuple[str, ...]:  # noqa: D102
        if not isinstance(value, list | tuple | set | frozenset):
            example = self.literal(self.options[:1])
            raise ScenarioError(
                words.REFUSALS["choices"].format(
                    label=self.label, example=example, got=repr(value)
                )
            )
        given = [(_plain(one), _option(_plain(one), self.options)) for one in value]
        for one, option in given:
            if option is None:
                right = words.said(words.nearest(one, self.options))
                raise ScenarioError(
                    words.REFUSALS["choice"].format(label=self.label, got=one, right=right)
                )
        meant = {option for _, option in given}
        chosen = tuple(option for option in self.options if option in meant)
        if len(chosen) < self.least:
            raise ScenarioError(self.refusal(words.number(len(chosen))))
        return chosen

    def refusal(self, got: str) -> str:  # noqa: D102
        return words.REFUSALS["least"].format(
            label=self.label, least=words.number(self.least), got=got
        )

    def shown(self, value: tuple[str, ...]) -> str:  # noqa: D102
        return ", ".join(words.said(value)) or words.PHRASES["none"]

    def literal(self, value: tuple[str, ...]) -> str:  # noqa: D102
        return _tuple_literal(map(_text_literal, value))


def _option(given: object, options: tuple[str, ...]) -> str | None:
    """Return the option that is meant, by its own text or by the one that the page shows."""
    if not isinstance(given, str):
        return None
    if given in options:
        return given
    return dict(zip(words.said(options), options, strict=True)).get(given)


def _plain(value: Any) -> Any:
    """Return what a numpy number, flag or text holds; anything else as it is."""
    return value.item() if getattr(value, "shape", None) == () else value


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _text_literal(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # in the double quotes of code


def _tuple_literal(parts: Any) -> str:
    written = list(parts)
    return f"({written[0]},)" if len(written) == 1 else f"({', '.join(written)})"
