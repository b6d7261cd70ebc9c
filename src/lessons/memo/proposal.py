"""What a decision memo says before the learner edits it: an Outcome for a reader in a hurry."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lessons.explore.measures import ACCESS, ENFORCEMENT
from lessons.memo import case_on_paper
from lessons.memo.document import Section
from lessons.models.shared.flip_points import FlipPoint
from lessons.models.your_case import CONSIDERATIONS, SWITCH, YourCase, YourCaseOutcome
from lessons.scenario.kinds import Quantity
from lessons.words import counted, money, said

ON_PAPER = {YourCaseOutcome: case_on_paper}  # what is drawn and assumed otherwise in a memo
MOST_NUMBERS = 3
MOST_REVERSALS = 3

HEADINGS = said(
    {
        "name": "Name of the case",
        "author": "Written by",
        "question": "The question",
        "recommendation": "Recommendation",
        "numbers": "The three numbers that carry it",
        "reversal": "What would reverse it",
        "risks": "Risks, and what reduces them",
        "assumptions": "Assumptions and sources",
    }
)
KINDS = {
    "name": "line",
    "author": "line",
    "recommendation": "lead",
    "numbers": "list",
    "reversal": "list",
    "risks": "list",
    "assumptions": "small",
}

QUESTIONS = said(
    {
        "named": "Should our own people do this work, or should we pay a supplier for it? "
        "The case: {name}.",
        "nameless": "Should our own people do this work, or should we pay a supplier for it?",
    }
)

NUMBERS = said(
    {
        "insource": "{label}: {amount} a year, which speaks for insourcing.",
        "outsource": "{label}: {amount} a year, which speaks for outsourcing.",
        "indifferent": "{label}: nothing, so that it speaks for neither side.",
        "ahead": "The difference: insourcing is {amount} better.",
        "behind": "The difference: outsourcing is {amount} better.",
        "even": "The difference: both ways come to the same.",
        "input": "{label}: {value}.",
        "made_up": "{label}: {value}, made up for the lesson.",
        "example": "{label}: {value}, as in the example “{example}”.",
    }
)
REVERSALS = said(
    {
        "insource": "{label}: outsourcing wins below {turns} a year, which our guesses reach "
        "({low} to {high}). We expect {amount}.",
        "outsource": "{label}: insourcing wins above {turns} a year, which our guesses reach "
        "({low} to {high}). We expect {amount}.",
        "switch": "{label}: outsourcing throughout wins below {turns} a year, which what counts "
        "of our guesses reaches ({low} to {high}). We expect {amount}.",
        "stay": "{label}: switching wins above {turns} a year, which what counts of our guesses "
        "reaches ({low} to {high}). We expect {amount}.",
        "indifferent": "{label}: it tips the balance as soon as it is not {turns} a year. Our "
        "guesses run from {low} to {high}.",
    }
)
NO_LINE_TURNS = said("No consideration reverses it alone, from its low to its high guess.")
TURNS = said("{label}: the decision turns at {turns}. It stands at {value} now.")
NO_TURN = said("No single input within its range reverses it, with all others as they are.")

RISKS = said(
    {
        "access": "The supplier sees our systems: it may leak or lose what is in them. "
        "What reduces it: {measures}.",
        "contract": "The supplier may not deliver: a court takes long, and not all comes back. "
        "What reduces it: {measures}.",
        "idle": "If its people are on a salary, the team costs as much when there is less to do. "
        "What reduces it: begin with people who have time to spare, and add posts only as the "
        "work grows.",
        "guess": "{label} is our widest guess: from {low} to {high} a year. What reduces it: "
        "{measure}.",
        "still": "{label} is the widest guess, and not our own yet: from {low} to {high} a year. "
        "What reduces it: {measure}.",
        "guess counted": "{label}: what counts of it is our widest guess, from {low} to {high} a "
        "year. What reduces it: {measure}.",
        "still counted": "{label}: what counts of it is the widest guess, and not our own yet, "
        "from {low} to {high} a year. What reduces it: {measure}.",
        "learning": "New people are slow at first. What reduces it: choose people who know the "
        "company, and train them before the handover.",
    }
)
# How one learns more about a guess: each consideration is known to somebody else.
SURER = said(
    {
        "cost_difference": "ask for a binding offer, and count your own people's hours for a "
        "month",
        "opportunity_cost": "ask those whose projects would wait what these earn, and by when",
        "training": "try one task on either side, and count the hours until it is right",
        "risk_exposure": "ask an insurer what it would charge, and open only what the work needs",
        "enforcement": "ask a lawyer in the supplier's country, and hand over and pay in stages",
        "service_value": "let your own people serve some customers first, and count who stays",
    }
)
STEP_SEPARATOR = ", "
RISKS_OF = {
    "outsource": ("access", "contract"),
    "insource": ("idle", "learning"),
    "switch": ("access", "contract", "learning"),
    "indifferent": ("access", "contract", "idle"),
}

ASSUMPTIONS = said(
    {
        "cited": "{label}: {value}. {source}, {address}.",
        "made_up": "Made up for the lesson: {inputs}.",
        "example": "As in the example “{example}”: {inputs}.",
        "own": "Our own figures: {inputs}.",
        "input": "{label} {value}",
        "lines": "Low, likely and high guesses a year: {lines}. {source}",
        "line": "{label} {low}, {likely}, {high}",
        "plan": "As the supplier begins, {later} of each line counts, {opportunity_cost_later} "
        "of the opportunity cost, and instead of training {switch_cost} for switching.",
    }
)


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
    called
        What the learner calls it in the memo, if not by that name.
    lines
        Of a case: each consideration's ``line``, ``low``, ``likely`` and ``high``, the
        ``source`` of them as a sentence, and another that says whose they ``still`` are, if
        anybody's.
    presets
        The explorer's examples: what each sets.
    """

    view: Any
    outcome: Any
    flips: Sequence[FlipPoint]
    name: str
    lines: Sequence[Any] = ()
    presets: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    called: str = ""

    def marked(self, label: str, told: str) -> str:
        """Return what is told of a consideration, and whose it still is."""
        return f"{told} {self.still.get(label, '')}".strip()

    @property
    def still(self) -> dict[str, str]:
        """The considerations that are not the learner's own, and whose they still are."""
        return {one.line: one.still for one in self.lines if getattr(one, "still", "")}

    def origin(self, name: str) -> str:
        """Return whose an input's value is: ``cited``, ``made_up``, ``example`` or ``own``."""
        scenario = self.outcome.scenario
        declared = scenario.inputs()[name]
        if getattr(scenario, name) == declared.default:
            return "cited" if declared.source else "made_up"
        return "example" if name in self.presets.get(self.preset, ()) else "own"

    @property
    def preset(self) -> str:
        """Name of the example at which all that it sets stands; empty where none does."""
        scenario = self.outcome.scenario
        standing = [
            name
            for name, inputs in self.presets.items()
            if all(getattr(scenario, key) == value for key, value in inputs.items())
        ]
        return max(standing, key=lambda name: len(self.presets[name]), default="")


def still_made_up(told: Told) -> list[str]:
    """Return the labels of what the memo rests on and the learner has not made their own.

    Parameters
    ----------
    told
        What the memo is written from.
    """
    if told.lines:
        return list(told.still)
    return [
        declared.label
        for name, declared in told.outcome.scenario.inputs().items()
        if told.origin(name) in ("made_up", "example")
    ]


def propose(told: Told, cite: Callable[[str], Any]) -> list[Section]:
    """Return what each part of the memo says, in their order.

    Parameters
    ----------
    told
        What it is written from.
    cite
        Finds the cited figure behind a ``table/key/key``.
    """
    named = told.called or told.name
    texts = {
        "name": told.name,
        "author": "",
        "question": QUESTIONS["named" if named else "nameless"].format(name=named),
        "recommendation": told.view.describe(told.outcome),
        "numbers": "\n".join(_numbers(told)),
        "reversal": "\n".join(_reversals(told)),
        "risks": "\n".join(_risks(told.outcome, told.still)),
        "assumptions": "\n".join(_assumptions(told, cite)),
    }
    return [
        Section(key, HEADINGS[key], text, KINDS.get(key, "text")) for key, text in texts.items()
    ]


def picture(view: Any, outcome: Any) -> dict[str, Any]:
    """Return the Plotly spec of the chart on paper, which may be another than on the page."""
    return ON_PAPER.get(type(outcome), view).draw(outcome)


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
            label = outcome.considerations[place]
            side = NUMBERS[_side(amount, "insource", "outsource", "indifferent")]
            yield told.marked(label, side.format(label=label, amount=money(abs(amount))))
        return
    yield NUMBERS[_side(outcome.margin, "ahead", "behind", "even")].format(
        amount=money(abs(outcome.margin))
    )
    for flip, declared in _nearest(told)[: MOST_NUMBERS - 1]:
        origin = told.origin(flip.name)
        yield NUMBERS[origin if origin in NUMBERS else "input"].format(
            label=declared.label, value=declared.shown(flip.present), example=said(told.preset)
        )


def _side(amount: float, above: str, below: str, neither: str) -> str:
    whole = round(amount)
    return neither if whole == 0 else above if whole > 0 else below


# What would reverse it ----------------------------------------------------------------


def _reversals(told: Told) -> Iterator[str]:
    if _is_weighed(told.outcome):
        yield from _weighed_reversals(told)
        return
    nearest = _nearest(told)[:MOST_REVERSALS]
    if not nearest:
        yield NO_TURN
    for flip, declared in nearest:
        yield TURNS.format(
            label=declared.label,
            turns=declared.shown(declared.rounded(flip.value)),
            value=declared.shown(flip.present),
        )


def _weighed_reversals(told: Told) -> Iterator[str]:
    """Tell the considerations whose guesses reach furthest towards the other decision."""
    outcome = told.outcome
    lows, highs = _guesses(outcome)
    reach = -outcome.if_low if outcome.margin > 0 else outcome.if_high
    reached = [place for place in np.argsort(-reach, kind="stable") if reach[place] >= 0]
    if not reached:
        yield NO_LINE_TURNS
    stays = outcome.decision == "outsource" and outcome.scenario.plan == SWITCH
    for place in reached[:MOST_REVERSALS]:
        label = outcome.considerations[place]
        line = REVERSALS["stay" if stays else outcome.decision].format(
            label=label,
            turns=money(outcome.turns_at[place]),
            amount=money(outcome.expected[place]),
            low=money(lows[place]),
            high=money(highs[place]),
        )
        yield told.marked(label, line)


def _guesses(outcome: Any) -> np.ndarray:
    """Return the low and the high guess of each consideration, shape (2, ...)."""
    return outcome.expected - outcome.margin + np.array([outcome.if_low, outcome.if_high])


def _nearest(told: Told) -> list[tuple[FlipPoint, Quantity]]:
    """Return the flip points that are the smallest part of a range away, the nearest first."""
    declared = told.outcome.scenario.quantities()
    found = [(flip, declared[flip.name]) for flip in told.flips if flip.value is not None]
    return sorted(
        found,
        key=lambda one: abs(one[0].value - one[0].present) / (one[1].maximum - one[1].minimum),
    )


# Risks --------------------------------------------------------------------------------


def _risks(outcome: Any, still: Container[str] = ()) -> Iterator[str]:
    """Tell the widest guess, if there is one, and what comes with the decision itself."""
    if _is_weighed(outcome):
        lows, highs = _guesses(outcome)
        widest = int(np.argmax(highs - lows))
        label = outcome.considerations[widest]
        whose = "still" if label in still else "guess"
        yield RISKS[f"{whose} counted" if outcome.scenario.plan == SWITCH else whose].format(
            label=label,
            low=money(lows[widest]),
            high=money(highs[widest]),
            measure=SURER[list(CONSIDERATIONS)[widest]],
        )
    steps = {"access": ACCESS, "contract": ENFORCEMENT}
    for risk in RISKS_OF[outcome.decision]:
        names = STEP_SEPARATOR.join(map(str.lower, said((*steps.get(risk, ()),))))
        yield RISKS[risk].format(measures=names)


# Assumptions and sources --------------------------------------------------------------


def _assumptions(told: Told, cite: Callable[[str], Any]) -> Iterator[str]:
    view = ON_PAPER.get(type(told.outcome), told.view)
    yield " ".join([*getattr(view, "DECISIVE", ()), *view.ASSUMPTIONS])
    if told.lines:
        yield from _lines(told.lines)
        yield from _plan(told.outcome.scenario)
    else:
        yield from _inputs(told, cite)


def _plan(case: YourCase) -> Iterator[str]:
    """Tell what of a case's guesses counts, where the supplier begins."""
    if case.plan == SWITCH:
        shown = {name: one.shown(getattr(case, name)) for name, one in case.quantities().items()}
        yield ASSUMPTIONS["plan"].format(**shown)


def _lines(lines: Iterable[Any]) -> Iterator[str]:
    """Tell the guesses of a case, those of one source together."""
    by_source: dict[str, list[str]] = {}
    for one in lines:
        low, likely, high = map(money, (one.low, one.likely, one.high))
        told = ASSUMPTIONS["line"].format(label=one.line, low=low, likely=likely, high=high)
        by_source.setdefault(one.source, []).append(told)
    for source, told in by_source.items():
        yield ASSUMPTIONS["lines"].format(lines="; ".join(told), source=source)


def _inputs(told: Told, cite: Callable[[str], Any]) -> Iterator[str]:
    """Tell where each input comes from: a source, the lesson, its examples, or the learner."""
    scenario = told.outcome.scenario
    others: dict[str, list[str]] = {"made_up": [], "example": [], "own": []}
    for name, declared in scenario.inputs().items():
        origin = told.origin(name)
        if origin == "cited":
            yield from (_cited(cite(one)) for one in declared.source)
        else:
            value = declared.shown(getattr(scenario, name))
            others[origin].append(ASSUMPTIONS["input"].format(label=declared.label, value=value))
    for origin, inputs in others.items():
        if inputs:
            yield ASSUMPTIONS[origin].format(inputs="; ".join(inputs), example=said(told.preset))


def _cited(found: Any) -> str:
    value = counted(found.value, found.unit)
    return ASSUMPTIONS["cited"].format(
        label=found.label, value=value, source=found.source, address=found.address
    )
