"""Ramp-up: what the company pays while people learn a new kind of task, and get faster at it."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons.models.shared.decision import HALF_A_CENT, Decision, decide
from lessons.models.shared.hour_in_house import (
    cost_of_own_hour,
    hour_in_house,
    own_hours_otherwise,
)
from lessons.models.shared.recurring import AGENCY_RATE, RAMP_UP_WEEKS
from lessons.scenario import Scenario, quantity

HOURS_A_WEEK = 40
MOST_TASKS = 30


class RampUp(Scenario):
    """The cost of a series of like tasks, with the training that comes before them.

    Two things are learned. What the work needs to know of product, customers and company
    is learned before the first task: that is the training. The craft is learned by doing:
    the hours of a task fall along the learning curve of Wright (1936), here in the unit form
    of Crawford (1944).
    """

    tasks: float = quantity(
        20,
        1,
        MOST_TASKS,
        step=1,
        label="Number of tasks",
        unit="tasks",
        help="How many tasks of this kind follow each other, for example campaigns.",
        group="The work",
    )
    complexity: float = quantity(
        0.2,
        0,
        1,
        step=0.05,
        label="Complexity",
        unit="%",
        help="How much must be known before the first task. At 100% learning it fills "
        "the whole ramp-up of somebody who starts from nothing.",
        group="The work",
    )
    ramp_up_weeks: float = quantity(
        RAMP_UP_WEEKS,
        0,
        60,
        step=1,
        label="Ramp-up",
        unit="weeks",
        help="How long newcomers need until they are fully productive, at 40 hours a week.",
        group="The work",
        source="ramp_up_weeks/2014/media-advertising",
    )
    learning_rate: float = quantity(
        0.80,
        0.70,
        0.95,
        step=0.01,
        label="Learning rate",
        unit="%",
        help="At 80%, each doubling of the tasks done cuts the hours of a task to 80%. "
        "The lower, the faster people learn.",
        group="The work",
    )
    in_house_knowledge: float = quantity(
        0.8,
        0,
        1,
        step=0.05,
        label="Knowledge of your own people",
        unit="%",
        help="The part of what must be known that employees know already.",
        group="In-house",
    )
    in_house_first_task: float = quantity(
        100,
        10,
        300,
        step=5,
        label="First task in-house",
        unit="hours",
        help="What employees need for their first task of this kind, once they are trained.",
        group="In-house",
    )
    in_house_rate: float = hour_in_house("In-house")
    own_hours: str = own_hours_otherwise("In-house")
    supplier_knowledge: float = quantity(
        0.4,
        0,
        1,
        step=0.05,
        label="Knowledge of the supplier",
        unit="%",
        help="The part of what must be known that the supplier's people know already.",
        group="Outsourced",
    )
    supplier_first_task: float = quantity(
        20,
        10,
        300,
        step=5,
        label="First task at the supplier",
        unit="hours",
        help="What the supplier's people, who know the craft, need for the first task.",
        group="Outsourced",
    )
    supplier_rate: float = quantity(
        AGENCY_RATE,
        0,
        300,
        step=1,
        label="Price of the supplier",
        unit="$/hour",
        help="What the supplier bills for one hour, of learning too.",
        group="Outsourced",
        source="agency_rates/2016/blended-midpoint",
    )

    def training_hours(self, knowledge: Any) -> Any:
        """Return the hours of training of people who have `knowledge`, a share of 0 to 1."""
        return self.complexity * self.ramp_up_weeks * HOURS_A_WEEK * (1 - knowledge)

    def first_tasks(self, tasks: Any) -> Any:
        """Return how many times as long as the first task alone all `tasks` tasks take.

        Parameters
        ----------
        tasks
            A number or array from 0 to 30; a part of a task takes that part of its hours.

        Returns
        -------
        float or numpy.ndarray
            The sum of n^(log2 L) over the tasks, L being the learning rate.
        """
        numbers = np.arange(1, MOST_TASKS + 1)
        shares = share_of_first(numbers, np.expand_dims(self.learning_rate, -1))
        done = np.clip(np.expand_dims(tasks, -1) - numbers + 1, 0, 1)
        return np.sum(done * shares, axis=-1)

    def in_house_hours(self, tasks: Any) -> Any:
        """Return the hours in-house until `tasks` tasks are done, training included."""
        training = self.training_hours(self.in_house_knowledge)
        return training + self.in_house_first_task * self.first_tasks(tasks)

    def outsourced_hours(self, tasks: Any) -> Any:
        """Return the hours at the supplier until `tasks` tasks are done, training included."""
        training = self.training_hours(self.supplier_knowledge)
        return training + self.supplier_first_task * self.first_tasks(tasks)

    def cost_of_hour(self) -> Any:
        """Return what an hour in-house costs the company, $/hour."""
        return cost_of_own_hour(self.own_hours, self.in_house_rate)

    def in_house_cost(self, tasks: Any) -> Any:
        """Return the cost in-house, $, of `tasks` tasks (a number or array) with training."""
        return self.cost_of_hour() * self.in_house_hours(tasks)

    def outsourced_cost(self, tasks: Any) -> Any:
        """Return the cost outsourced, $, of `tasks` tasks (a number or array) with training."""
        return self.supplier_rate * self.outsourced_hours(tasks)

    def margin(self) -> Any:
        """Return how much cheaper in-house is, $; any input may be a numpy array."""
        return self.outsourced_cost(self.tasks) - self.in_house_cost(self.tasks)

    def break_even_complexity(self) -> float | None:
        """Return the complexity at which both ways cost the same, a share of 0 to 1.

        Returns
        -------
        float or None
            The margin is a straight line of the complexity. None where it does not depend
            on it, or is zero at no complexity between 0 and 1.
        """
        simplest, hardest = self.model_copy(update={"complexity": np.array([0, 1])}).margin()
        if abs(hardest - simplest) < HALF_A_CENT:
            return None
        # Rounding keeps what is zero but for floating-point dust within the bounds.
        complexity = round(float(simplest / (simplest - hardest)), 9)
        return complexity if 0 <= complexity <= 1 else None

    def even_task(self) -> float | None:
        """Return the task in which the cheaper way changes, counted in tasks finished.

        Returns
        -------
        float or None
            The margin only rises or only falls with the tasks. None where it keeps its sign
            from the training to the last task, number 30.
        """
        tasks = np.arange(MOST_TASKS + 1)
        margins = self.outsourced_cost(tasks) - self.in_house_cost(tasks)
        start, end = margins[[0, -1]]
        if min(abs(start), abs(end)) < HALF_A_CENT or start * end > 0:
            return None
        return float(np.interp(0, margins * np.sign(end), tasks))

    def solve(self) -> "RampUpOutcome":
        """Compare the two ways over the whole series of tasks."""
        tasks = np.arange(MOST_TASKS + 1.0)
        margin = float(self.margin())
        return RampUpOutcome(
            scenario=self,
            tasks=tasks,
            in_house_costs=self.in_house_cost(tasks),
            outsourced_costs=self.outsourced_cost(tasks),
            in_house_cost=float(self.in_house_cost(self.tasks)),
            outsourced_cost=float(self.outsourced_cost(self.tasks)),
            in_house_training=self.training_hours(self.in_house_knowledge),
            outsourced_training=self.training_hours(self.supplier_knowledge),
            break_even_complexity=self.break_even_complexity(),
            even_task=self.even_task(),
            margin=margin,
            decision=decide(margin),
        )


def share_of_first(number: Any, learning_rate: Any) -> Any:
    """Return the hours of a task as a share of the first one's hours.

    Parameters
    ----------
    number
        Which task it is, counted from 1; a number or array.
    learning_rate
        To what share each doubling of the tasks cuts the hours; a number or array.

    Returns
    -------
    float or numpy.ndarray
        n^(log2 L), the learning curve of Wright (1936) in the unit form of Crawford (1944).
    """
    return number ** np.log2(learning_rate)


@dataclass(frozen=True, slots=True)
class RampUpOutcome:
    """What `RampUp` found.

    Attributes
    ----------
    tasks, in_house_costs, outsourced_costs
        Arrays of shape (31,): tasks finished, and $ spent until then; the first is the
        training alone.
    in_house_cost, outsourced_cost
        Of the scenario's own number of tasks, $.
    in_house_training, outsourced_training
        Hours of training before the first task.
    break_even_complexity
        A share of 0 to 1, or None where there is none.
    even_task
        Tasks finished when both ways have cost the same, or None where that never happens.
    margin
        $; positive where insourcing is cheaper.
    """

    scenario: RampUp
    tasks: np.ndarray
    in_house_costs: np.ndarray
    outsourced_costs: np.ndarray
    in_house_cost: float
    outsourced_cost: float
    in_house_training: float
    outsourced_training: float
    break_even_complexity: float | None
    even_task: float | None
    margin: float
    decision: Decision
