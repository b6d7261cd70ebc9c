"""What a decision memo says before the learner edits it: an Outcome told for a reader in a hurry."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lessons.inputs import Declaration, Quantity
from lessons.memo import Section
from lessons.models.flip_points import FlipPoint
from lessons.views.back_office_access import MEASURES as ACCESS
from lessons.views.contract_enforcement import MEASURES as ENFORCEMENT
from lessons.words import listed, money, number

MOST_NUMBERS = 3
MOST_REVERSALS = 3

HEADINGS = {
    "name": "Name of the case",
    "author": "Written by",
    "question": "The question",
    "recommendation": "Recommendation",
    "numbers": "The three numbers that carry it",
    "reversal": "What would reverse it",
    "risks": "Risks, and what reduces them",
    "assumptions": "Assumptions and sources",
}
KINDS = {
    "name": "line",
    "author": "line",
    "recommendation": "lead",
    "numbers": "list",
    "reversal": "list",
    "risks": "list",
    "assumptions": "small",
}

QUESTION = (
    "Should our own people do this work, or should we pay a supplier for it? The case: {name}"
)

NUMBERS = {
    "insource": "{label}: it is expected to be worth {amount} a year for insourcing.",
    "outsource": "{label}: it is expected to be worth {amount} a year for outsourcing.",
    "indifferent": "{label}: it is expected to be worth nothing to either side.",
    "ahead": "The difference: insourcing is {amount} better.",
    "behind": "The difference: outsourcing is {amount} better.",
    "even": "The difference: both ways come to the same.",
    "input": "{label}: {value}.",
}

REVERSALS = {
    "insource": "{label}: outsourcing wins below {turns} a year. We expect {amount}, "
    "and between {low} and {high}.",
    "outsource": "{label}: insourcing wins above {turns} a year. We expect {amount}, "
    "and between {low} and {high}.",
    "indifferent": "{label}: it tips the balance either way. We expect {amount} a year, "
    "and between {low} and {high}.",
    "input": "{label}: the decision turns at {turns}. It stands at {value} now.",
    "none": "No single input within its range reverses it, with all others as they are.",
}

RISKS = {
    "access": "The supplier sees our systems: it may leak or lose what is in them. "
    "What reduces it: {measures}.",
    "contract": "The supplier may not deliver: a court takes long, and not all comes back. "
    "What reduces it: {measures}.",
    "idle": "The team costs as much when there is less to do. What reduces it: begin with people "
    "who have time to spare, and add posts only as the work grows.",
    "learning": "New people are slow at first. What reduces it: choose people who know the "
    "company, and train them before the handover.",
}
RISKS_OF = {
    "outsource": ("access", "contract"),
    "insource": ("idle", "learning"),
    "switch": ("access", "contract", "learning"),
    "indifferent": ("access", "contract", "idle"),
}

ASSUMPTIONS = {
    "cited": "{label}: {value}. {source}, {address}.",
    "made_up": "Made up for the lesson: {inputs}.",
    "own": "Our own figures: {inputs}.",
    "carried": "{label} {value}: {basis}",
    "item": "{label} {value}",
    "row": "{guesses} {unit}",
}
GUESS_SEPARATOR = " / "


@dataclass(frozen=True, slots=True)
class Told:
    """What a memo is written from.

    Attributes
    ----------
    view
        The explorer's view.
    outcome
        What its model found.
    flips
        The flip point of each numeric input.
    name
        The case's name.
    made_up
        Inputs that stand as the lesson made them up, with their values.
    carried
        Where a row of inputs was carried over from, in words, by the row's label.
    """

    view: Any
    outcome: Any
    flips: Sequence[FlipPoint]
    name: str
    made_up: Mapping[str, Any]
    carried: Mapping[str, str] = field(default_factory=dict)


def propose(told: Told, cite: Callable[[str], Any]) -> list[Section]:
    """Return what each part of the memo says, in their order.

    Parameters
    ----------
    told
        What it is written from.
    cite
        Finds the cited figure behind a ``table/key/key``.
    """
    texts = {
        "name": told.name,
        "author": "",
        "question": QUESTION.format(name=f"{told.name.rstrip('.')}."),
        "recommendation": told.view.describe(told.outcome),
        "numbers": "\n".join(_numbers(told)),
        "reversal": "\n".join(_reversals(told)),
        "risks": "\n".join(_risks(told.outcome.decision)),
        "assumptions": "\n".join(_assumptions(told, cite)),
    }
    return [
        Section(key, HEADINGS[key], text, KINDS.get(key, "text")) for key, text in texts.items()
    ]


def _is_weighed(outcome: Any) -> bool:
    """Whether the model added considerations up, each with its own guesses."""
    return hasattr(outcome, "considerations")


# The three numbers --------------------------------------------------------------------


def _numbers(told: Told) -> Iterator[str]:
    """Tell the three largest considerations; elsewhere the difference, and what is nearest."""
    outcome = told.outcome
    if _is_weighed(outcome):
        for place in np.argsort(-abs(outcome.expected), kind="stable")[:MOST_NUMBERS]:
            amount = outcome.expected[place]
            yield NUMBERS[_side(amount, "insource", "outsource", "indifferent")].format(
                label=outcome.considerations[place], amount=money(abs(amount))
            )
        return
    yield NUMBERS[_side(outcome.margin, "ahead", "behind", "even")].format(
        amount=money(abs(outcome.margin))
    )
    for flip, declared in _nearest(told)[: MOST_NUMBERS - 1]:
        yield NUMBERS["input"].format(label=declared.label, value=declared.shown(flip.present))


def _side(amount: float, above: str, below: str, neither: str) -> str:
    whole = round(amount)
    return neither if whole == 0 else above if whole > 0 else below


# What would reverse it ----------------------------------------------------------------


def _reversals(told: Told) -> Iterator[str]:
    if _is_weighed(told.outcome):
        yield from _weighed_reversals(told.outcome)
        return
    nearest = _nearest(told)[:MOST_REVERSALS]
    if not nearest:
        yield REVERSALS["none"]
    for flip, declared in nearest:
        yield REVERSALS["input"].format(
            label=declared.label,
            turns=declared.shown(declared.rounded(flip.value)),
            value=declared.shown(flip.present),
        )


def _weighed_reversals(outcome: Any) -> Iterator[str]:
    """Tell the considerations whose guesses reach furthest towards the other decision."""
    guesses = outcome.expected - outcome.margin + np.array([outcome.if_low, outcome.if_high])
    reach = -outcome.if_low if outcome.margin > 0 else outcome.if_high
    for place in np.argsort(-reach, kind="stable")[:MOST_REVERSALS]:
        yield REVERSALS[outcome.decision].format(
            label=outcome.considerations[place],
            turns=money(outcome.turns_at[place]),
            amount=money(outcome.expected[place]),
            low=money(guesses[0, place]),
            high=money(guesses[1, place]),
        )


def _nearest(told: Told) -> list[tuple[FlipPoint, Quantity]]:
    """Return the flip points that are the smallest part of a range away, the nearest first."""
    declared = told.outcome.scenario.quantities()
    found = [(flip, declared[flip.name]) for flip in told.flips if flip.value is not None]
    return sorted(
        found,
        key=lambda one: abs(one[0].value - one[0].present) / (one[1].maximum - one[1].minimum),
    )


# Risks --------------------------------------------------------------------------------


def _risks(decision: str) -> Iterator[str]:
    slots = {"access": ACCESS, "contract": ENFORCEMENT}
    for risk in RISKS_OF[decision]:
        names = (one.name.lower() for one in slots.get(risk, ()))
        yield RISKS[risk].format(measures=listed(names))


# Assumptions and sources --------------------------------------------------------------


def _assumptions(told: Told, cite: Callable[[str], Any]) -> Iterator[str]:
    yield " ".join(told.view.ASSUMPTIONS)
    origins: dict[str, list[str]] = {"made_up": [], "own": []}
    for names in _rows(told.outcome.scenario.inputs()):
        label, value = _shown(told.outcome.scenario, names)
        if label in told.carried:
            yield ASSUMPTIONS["carried"].format(
                label=label, value=value, basis=told.carried[label]
            )
        elif sources := _sources(told.outcome.scenario, names):
            yield from _cited(sources, cite)
        else:
            origin = "made_up" if _is_made_up(told, names) else "own"
            origins[origin].append(ASSUMPTIONS["item"].format(label=label, value=value))
    for origin, items in origins.items():
        if items:
            yield ASSUMPTIONS[origin].format(inputs="; ".join(items))


def _rows(declared: Mapping[str, Declaration]) -> Iterable[list[str]]:
    """Return the names of inputs that belong together: a row of a table, or one by itself."""
    rows: dict[str, list[str]] = {}
    for name, one in declared.items():
        rows.setdefault(getattr(one, "row", "") or name, []).append(name)
    return rows.values()


def _shown(scenario: Any, names: Sequence[str]) -> tuple[str, str]:
    """Return the label of some inputs that belong together, and what they stand at."""
    first = scenario.inputs()[names[0]]
    if not getattr(first, "row", ""):
        return first.label, first.shown(getattr(scenario, names[0]))
    guesses = GUESS_SEPARATOR.join(number(getattr(scenario, name)) for name in names)
    return first.row, ASSUMPTIONS["row"].format(guesses=guesses, unit=first.unit)


def _sources(scenario: Any, names: Sequence[str]) -> tuple[str, ...]:
    """Return the sources of an input that still stands where they put it."""
    declared = scenario.inputs()[names[0]]
    stands = len(names) == 1 and getattr(scenario, names[0]) == declared.default
    return declared.source if stands else ()


def _cited(sources: Iterable[str], cite: Callable[[str], Any]) -> Iterator[str]:
    for one in map(cite, sources):
        yield ASSUMPTIONS["cited"].format(
            label=one.label,
            value=f"{number(one.value)} {one.unit}",
            source=one.source,
            address=one.address,
        )


def _is_made_up(told: Told, names: Sequence[str]) -> bool:
    scenario = told.outcome.scenario
    return all(
        name in told.made_up and getattr(scenario, name) == told.made_up[name] for name in names
    )
