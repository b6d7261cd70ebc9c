"""The campaign week by week: the handover is decided on what is known, while news comes in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from lessons.models.handover import HANDOVERS, WEEKS, Handover
from lessons.scenario import ScenarioError

# They shape a launch from its first day on, or are what is decided: no news changes them.
FIXED = ("week", "innovation", "imitation")


@dataclass(frozen=True, slots=True)
class News:
    """Something that changes in the course of the campaign.

    Attributes
    ----------
    name
        What it is called.
    week
        It is known once so many weeks have passed, and holds from the next week on.
    changes
        The inputs of `Handover` that change, with their new values.
    """

    name: str
    week: int
    changes: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class UndatedNews:
    """Something that may change, in one campaign in this week and in another one in that.

    Attributes
    ----------
    name, changes
        As in `News`.
    weeks
        The earliest and the latest week.
    first
        Its week in the first campaign; None if it does not come there.
    """

    name: str
    changes: Mapping[str, float]
    weeks: tuple[int, int]
    first: int | None = None


def drawn(possible: Sequence[UndatedNews], number: int) -> tuple[News, ...]:
    """Return the news of a campaign, the earliest first.

    Parameters
    ----------
    possible
        All that may come.
    number
        Which campaign, from 1. The first one is as written; of each other one the number is
        the seed, so that everybody has the same news in it.
    """
    if number == 1:
        news = [News(one.name, one.first, one.changes) for one in possible if one.first]
        return tuple(sorted(news, key=lambda one: one.week))
    random = np.random.default_rng(number)
    count = random.integers(1, len(possible), endpoint=True) if possible else 0
    weeks: dict[int, UndatedNews] = {}
    for place in random.permutation(len(possible))[:count]:
        earliest, latest = possible[place].weeks
        # Two pieces of news in one week could not be told apart by what they cost.
        free = [week for week in range(earliest, latest + 1) if week not in weeks]
        if free:
            weeks[int(random.choice(free))] = possible[place]
    return tuple(News(weeks[week].name, week, weeks[week].changes) for week in sorted(weeks))


@dataclass(frozen=True)
class WeekByWeek:
    """A campaign in which news changes the inputs of the handover.

    After each week somebody decides whether the team takes over, once and for good, and
    knows of the news that has come by then.

    Attributes
    ----------
    start
        What is known before the first week.
    news
        What changes, in any order.

    Raises
    ------
    ScenarioError
        If a piece of news comes before the first week or after the last one, or changes what
        it cannot.
    """

    start: Handover
    news: tuple[News, ...] = field(default=())

    def __post_init__(self) -> None:
        for one in self.news:
            if not 1 <= one.week < WEEKS:
                raise ScenarioError(
                    f"The news “{one.name}” must come in week 1 to {WEEKS - 1}; got {one.week}."
                )
            for name in FIXED:
                if name in one.changes:
                    label = self.start.inputs()[name].label
                    raise ScenarioError(f"The news “{one.name}” cannot change “{label}”.")
            self.start.replace(**one.changes)

    def known(self, week: int) -> Handover:
        """Return what is known once so many weeks have passed; it holds in the next week."""
        return self._known[min(week, WEEKS - 1)]

    @cached_property
    def _known(self) -> tuple[Handover, ...]:
        known = [self.start]
        for week in range(1, WEEKS):
            changes: dict[str, float] = {}
            for one in self.news:
                changes |= one.changes if one.week == week else {}
            known.append(known[-1].replace(**changes) if changes else known[-1])
        return tuple(known)

    @cached_property
    def weekly_costs(self) -> np.ndarray:
        """What each week costs in the end, $, for every handover; shape (27, 26)."""
        handovers = HANDOVERS[:, np.newaxis]
        # What the team was handed over stays with it, whatever is handed over later.
        transferred = np.array([self.known(week).transferred for week in HANDOVERS])
        return np.column_stack(
            [
                known.model_copy(update={"transferred": transferred[:, np.newaxis]}).plan_costs(
                    handovers
                )[:, week]
                for week, known in enumerate(self._known)
            ]
        )

    @cached_property
    def hours(self) -> np.ndarray:
        """Hours of work that each week takes in the end, shape (26,)."""
        return np.array([known.hours()[week] for week, known in enumerate(self._known)])

    @cached_property
    def free_hours(self) -> np.ndarray:
        """Hours that the team has free in each week in the end, shape (26,)."""
        return np.array([known.team_free_hours()[week] for week, known in enumerate(self._known)])

    def looks_best(self, week: int) -> int:
        """Return the handover that looks best after some weeks in the agency's hands.

        It is the cheapest one from then on, on what is known by then, as if nothing further
        would change.
        """
        still_open = HANDOVERS[week:, np.newaxis]
        ahead = self.known(week).plan_costs(still_open)[:, week:].sum(axis=-1)
        return week + int(np.argmin(ahead))

    @cached_property
    def known_best(self) -> int:
        """The handover of somebody who looks anew each week, and acts when its time has come.

        The first week after which it looks best to hand over at once; see `looks_best`.
        """
        return next(week for week in range(WEEKS + 1) if self.looks_best(week) == week)

    @cached_property
    def hindsight_best(self) -> int:
        """The cheapest handover for somebody who knows all news from the start."""
        return int(np.argmin(self.weekly_costs.sum(axis=-1)))

    def plan(self, handover: int) -> "Plan":
        """Return what a handover costs in the end."""
        weekly = self.weekly_costs[handover]
        return Plan(handover, np.cumsum(np.append(0, weekly)), float(weekly.sum()))

    def after(self, week: int, handover: int | None) -> "WeekByWeekOutcome":
        """Return what can be seen once some weeks have passed.

        Parameters
        ----------
        week
            How many have passed, 0 to 26.
        handover
            After which week the team took over; None while it is with the agency.
        """
        row = WEEKS if handover is None else handover
        known, yours, is_over = self.known(week), self.plan(row), week == WEEKS
        return WeekByWeekOutcome(
            scenario=known,
            week=week,
            handover=handover,
            news_weeks=tuple(sorted({one.week for one in self.news if one.week <= week})),
            hours=np.append(self.hours[:week], known.hours()[week:]),
            free_hours=np.append(self.free_hours[:week], known.team_free_hours()[week:]),
            running_costs=yours.running_costs[: week + 1],
            expected_costs=self._expected(week, row),
            cost_if_now=None if is_over or handover is not None else self._if_now(week),
            yours=yours if is_over else None,
            known_best=self.plan(self.known_best) if is_over else None,
            hindsight_best=self.plan(self.hindsight_best) if is_over else None,
            costs=self.weekly_costs.sum(axis=-1) if is_over else None,
        )

    def _expected(self, week: int, handover: int) -> np.ndarray:
        """Return what will have been spent by the end of each week, if nothing changes, $."""
        spent = self.plan(handover).running_costs[week]
        handed = self.known(min(handover, week)).transferred
        terms = self.known(week).model_copy(update={"transferred": handed})
        ahead = terms.plan_costs(np.array([[handover]]))[0, week:]
        return np.cumsum(np.append(spent, ahead))

    def _if_now(self, week: int) -> float:
        """Return what the campaign costs in all if it is handed over now and nothing changes."""
        spent = self.plan(WEEKS).running_costs[week]
        return float(spent + self.known(week).plan_costs(np.array([[week]]))[0, week:].sum())


@dataclass(frozen=True, slots=True)
class Plan:
    """What a campaign costs with one handover.

    Attributes
    ----------
    handover
        After which week; 0 is the team alone, 26 the agency alone.
    running_costs
        What has been spent by the end of week 0 to 26, $, shape (27,).
    cost
        Of the whole campaign, $.
    """

    handover: int
    running_costs: np.ndarray
    cost: float


@dataclass(frozen=True, slots=True)
class WeekByWeekOutcome:
    """What can be seen of a campaign once some weeks have passed, and no more than that.

    Attributes
    ----------
    scenario
        What is known by then.
    week, handover
        Weeks passed, and after which of them the team took over; None while it has not.
    news_weeks
        Weeks after which there was news, by then.
    hours, free_hours
        Arrays of shape (26,): work of each week and the team's free hours; of the weeks to
        come, what is expected of them by then.
    running_costs
        What has been spent by the end of each week so far, $, shape (week + 1,).
    expected_costs
        What will have been spent by the end of this week and of each one to come, $, shape
        (27 - week,), if nothing more is decided and nothing further changes.
    cost_if_now
        What it costs in all to hand over now, $, if nothing further changes; None once that
        has been done, and after the last week.
    yours, known_best, hindsight_best
        After the last week: what was decided, the best plan on what was known at the time,
        and the best one in hindsight. None before.
    costs
        After the last week, what every handover would have cost, $, shape (27,). None before.
    """

    scenario: Handover
    week: int
    handover: int | None
    news_weeks: tuple[int, ...]
    hours: np.ndarray
    free_hours: np.ndarray
    running_costs: np.ndarray
    expected_costs: np.ndarray
    cost_if_now: float | None
    yours: Plan | None
    known_best: Plan | None
    hindsight_best: Plan | None
    costs: np.ndarray | None

    @property
    def is_over(self) -> bool:
        """Whether the campaign has ended."""
        return self.yours is not None
