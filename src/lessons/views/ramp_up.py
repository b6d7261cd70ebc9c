"""How ramp-up is drawn, told and tabulated."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from lessons.models.ramp_up import RampUpOutcome
from lessons.models.shared.decision import decide
from lessons.views import style
from lessons.views.style import rules, tables
from lessons.words import money, number, percent, said

if TYPE_CHECKING:
    from pandas import DataFrame

TITLE = said("Ramp-up: who has less to learn?")

DECISIVE = said(
    (
        rules.OWN_HOURS,
        rules.OWN_HOURS_CHOICE,
        "At the start, hours that are paid and idle turn the decision.",
    )
)

FORMULA = said(
    (
        "Training hours = complexity × ramp-up weeks × 40 hours × (1 − knowledge)",
        "Hours of task n = hours of the first task × n^(log₂ of the learning rate)",
        "Cost = hourly rate × (training hours + hours of all tasks); own hours that would "
        "otherwise be paid and idle cost nothing",
        "Break-even complexity = what all tasks cost more in-house ÷ "
        "what training at 100% complexity costs more outsourced",
    )
)

ASSUMPTIONS = said(
    (
        "Training comes once, before the first task; nobody leaves or forgets.",
        "Both ways get faster at the same learning rate.",
        "The supplier bills the hours in which its people learn.",
        "Newcomers get some work done during their ramp-up; complexity is the share of its hours "
        "that this kind of work takes to learn.",
        "The cited weeks are of newly hired employees in media and advertising in the United "
        "Kingdom. That a supplier's people learn as newcomers do is assumed.",
        "The learning curve is Wright's (1936). His own 80% was for the cumulative average of the "
        "hours; here it is for the hours of each task by itself, as in Crawford (1944).",
        "The cited wage is of all market research analysts and marketing specialists; the share "
        "of benefits is of all private industry; the agency rate is a blend of all its roles.",
    )
)

LEAVES_OUT = said(
    (
        "Forgetting, and people who leave.",
        "What is learnt at one kind of task and helps with another.",
        "The overhead of outsourcing of “Make or buy” (choosing, briefing and checking). It would "
        "speak for your own people. To count it, raise the price by a tenth.",
    )
)

TEXTS = (
    "T. P. Wright (1936), Factors affecting the cost of airplanes, Journal of the "
    "Aeronautical Sciences 3",
    "L. E. Yelle (1979), The learning curve: historical review and comprehensive survey, "
    "Decision Sciences 10",
)

CROSSINGS = said(
    {
        "insource": "From task {task} on your own people are cheaper",
        "outsource": "From task {task} on the supplier is cheaper",
    }
)

TITLES = said(
    {
        "insource": "For up to {tasks} tasks your own people are cheaper",
        "outsource": "For up to {tasks} tasks the supplier is cheaper",
        "indifferent": "For up to {tasks} tasks both ways cost the same",
    }
)

BREAK_EVEN = said("\u2002Even in task {task}\u2002")

SENTENCES = said(
    {
        "insource": "Insource: by the end of task {tasks} your own people are {saving} cheaper.",
        "outsource": "Outsource: by the end of task {tasks} the supplier is {saving} cheaper.",
        "indifferent": "Either way: by the end of task {tasks} both cost {cost}.",
    }
)

TRAINING = said("Training hours: {in_house} in-house, {outsourced} outsourced.")

ASKED = said("By how much is one way cheaper than the other?")  # of a class, for the headline
HEADLINES = said(
    {
        "insource": "Saved in-house",
        "outsource": "Saved by outsourcing",
        "indifferent": "Saved either way",
    }
)

REVERSALS = said(
    {
        ("insource", "below"): "Outsourcing wins below a complexity of {complexity}.",
        ("insource", "above"): "Outsourcing wins above a complexity of {complexity}.",
        ("outsource", "below"): "Insourcing wins below a complexity of {complexity}.",
        ("outsource", "above"): "Insourcing wins above a complexity of {complexity}.",
    }
)

NO_REVERSALS = said(
    {
        "insource": "No complexity reverses it.",
        "outsource": "No complexity reverses it.",
        "indifferent": "No complexity changes that.",
    }
)

EVEN = said("Any other complexity decides it.")

NAMES = said(
    {
        "in_house": "In-house",
        "outsourced": "Outsourced",
        "yours": "Your number of tasks",
        "even": "Break-even",
    }
)

HOVER = said("%{x:,.0f} tasks: %{y:$,.0f}<extra>%{fullData.name}</extra>")

AXES = said(("Tasks done", "Cost so far"))
TRAINED = said("Training")

COLUMNS = said(
    (
        "Tasks done",
        "In-house (hours)",
        "Outsourced (hours)",
        "In-house ($)",
        "Outsourced ($)",
        "Saved by insourcing ($)",
    )
)


def draw(outcome: RampUpOutcome) -> dict[str, Any]:
    """Return the Plotly spec: both costs over the tasks done, and the task of the crossing."""
    top = style.nice_ceiling(max(outcome.in_house_costs[-1], outcome.outsourced_costs[-1]))
    tasks = outcome.scenario.tasks
    traces = [
        *_gap(outcome),
        *_crossing(outcome, top),
        style.line(
            NAMES["in_house"], style.IN_HOUSE, outcome.tasks, outcome.in_house_costs, HOVER
        ),
        style.line(
            NAMES["outsourced"], style.OUTSOURCED, outcome.tasks, outcome.outsourced_costs, HOVER
        ),
        style.threshold(NAMES["yours"], [tasks, tasks], [0, top]),
        style.point(NAMES["in_house"], style.IN_HOUSE, tasks, outcome.in_house_cost, HOVER),
        style.point(NAMES["outsourced"], style.OUTSOURCED, tasks, outcome.outsourced_cost, HOVER),
    ]
    return {
        "data": traces,
        "layout": style.layout(_title(outcome), x=_task_axis(outcome), y=_cost_axis(top)),
    }


def _task_axis(outcome: RampUpOutcome) -> dict[str, Any]:
    """Return the axis of the tasks, which starts at the end of the training."""
    ticks = outcome.tasks[::5].tolist()
    return {
        "title": {"text": AXES[0]},
        "range": [0, ticks[-1]],
        "tickvals": ticks,
        "ticktext": [TRAINED, *(number(task) for task in ticks[1:])],
    }


def _cost_axis(top: float) -> dict[str, Any]:
    return {"title": {"text": AXES[1]}, "range": [0, top], "tickformat": style.money_ticks(top)}


def _gap(outcome: RampUpOutcome) -> list[dict[str, Any]]:
    scenario, tasks = outcome.scenario, np.union1d(outcome.tasks, outcome.even_task or 0)
    return style.gap(tasks, scenario.in_house_cost(tasks), scenario.outsourced_cost(tasks))


def _crossing(outcome: RampUpOutcome, top: float) -> list[dict[str, Any]]:
    """Mark where the curves cross, if they do; else the same traces, empty."""
    even = outcome.even_task
    cost = None if even is None else float(outcome.scenario.outsourced_cost(even))
    text = "" if even is None else BREAK_EVEN.format(task=number(math.ceil(even)))
    side = style.side(even or 0, outcome.tasks[-1])
    return [
        style.threshold(NAMES["even"], [even, even], [0, cost]),
        style.pinned(style.label(text, even, top * 0.04, side)),
    ]


def _title(outcome: RampUpOutcome) -> str:
    savings = outcome.outsourced_costs - outcome.in_house_costs
    if outcome.even_task is None:
        decision = decide(savings[np.argmax(np.abs(savings))])
        return TITLES[decision].format(tasks=number(outcome.tasks[-1]))
    first_after = math.floor(outcome.even_task) + 1
    return CROSSINGS[decide(savings[-1])].format(task=number(first_after))


def describe(outcome: RampUpOutcome) -> str:
    """Return the decision, then the numbers, then what would reverse it."""
    decision = SENTENCES[outcome.decision].format(
        tasks=number(outcome.scenario.tasks),
        saving=money(abs(outcome.margin)),
        cost=money(outcome.in_house_cost),
    )
    training = TRAINING.format(
        in_house=number(outcome.in_house_training, 0),
        outsourced=number(outcome.outsourced_training, 0),
    )
    return f"{decision} {training} {_reversal(outcome)}"


def _reversal(outcome: RampUpOutcome) -> str:
    complexity = outcome.break_even_complexity
    if outcome.decision == "indifferent" and complexity is not None:
        return EVEN
    if complexity is None or complexity in (0, 1):
        return NO_REVERSALS[outcome.decision]
    side = "below" if complexity < outcome.scenario.complexity else "above"
    return REVERSALS[outcome.decision, side].format(complexity=percent(complexity, 1))


def headline(outcome: RampUpOutcome) -> tuple[str, str]:
    """Return the number that matters on a big screen: what it is, and how it is written."""
    return HEADLINES[outcome.decision], money(abs(outcome.margin))


def tabulate(outcome: RampUpOutcome) -> DataFrame:
    """Return every fifth number of tasks, and the present one, with hours and costs."""
    scenario = outcome.scenario
    tasks = tables.rows_at(outcome.tasks[::5], scenario.tasks)
    in_house, outsourced = scenario.in_house_cost(tasks), scenario.outsourced_cost(tasks)
    hours = scenario.in_house_hours(tasks), scenario.outsourced_hours(tasks)
    columns = (tasks, *hours, in_house, outsourced, outsourced - in_house)
    return tables.from_columns(COLUMNS, columns)
