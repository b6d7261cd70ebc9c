"""Decisions that are taken step by step: the words of a file, the model and the page, joined."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lessons.learn.decision_panel import Decision, Earlier, Scene
from lessons.models.handover import WEEKS, Handover
from lessons.models.week_by_week import UndatedNews, WeekByWeek, drawn
from lessons.views import week_by_week as view
from lessons.words import PHRASES, said

if TYPE_CHECKING:
    from lessons.data import decisions
    from lessons.my_work.progress import Progress

# The number of a game, as a file may have it: nobody plays a million.
GAME = re.compile("[1-9][0-9]{0,5}")


def opened(name: str, lesson: int, asked: decisions.Decision, kept: Progress) -> Decision:
    """Open a decision, at the game that was last decided or else at the first one.

    Parameters
    ----------
    name
        The decision's name in its file.
    lesson, asked
        The number of its lesson, and what the file says of it.
    kept
        Where each decision is recorded: the button that was pressed at the start, then after
        which week the campaign was handed over; 26 stands for never.
    """
    labels = asked.labels.model_dump()

    def record(number: int, week: int | None) -> str:
        given = labels["stay"] if week is None else float(week)
        kept.record(name=_of_game(name, number), lesson=lesson, kind="decision", given=given)
        return kept.notice

    return Decision(
        {"title": asked.title, "ask": asked.ask, "explained": asked.explained},
        said(labels),
        opened=lambda number: Campaign(asked, number),
        record=record,
        earlier=_earlier(name, kept),
    )


class Campaign:
    """One game: a campaign whose news comes as its number says.

    Parameters
    ----------
    asked
        What the file says of the decision.
    number
        The game, from 1; the first one is the same for everybody, and so is each other one.
    """

    last = WEEKS

    def __init__(self, asked: decisions.Decision, number: int) -> None:
        possible = [
            UndatedNews(name, one.changes, one.weeks, one.first)
            for name, one in asked.news.items()
        ]
        self._asked = asked
        self._campaign = WeekByWeek(Handover(**asked.inputs), drawn(possible, number))
        self.stops = {one.week for one in self._campaign.news}

    def scene(self, step: int, changed: int | None) -> Scene:
        """Return what is to see after some weeks, and no more than that."""
        outcome = self._campaign.after(step, changed)
        return Scene(
            spec=view.draw(outcome),
            sentence=view.describe(outcome),
            news=[
                (one.week, self._asked.news[one.name].text)
                for one in self._campaign.news
                if one.week <= step
            ],
            known=self._known(outcome.scenario),
            table=view.tabulate(outcome) if outcome.is_over else None,
        )

    def _known(self, scenario: Handover) -> list[tuple[str, str, str]]:
        rows = []
        for name in self._asked.shown:
            declared = scenario.inputs()[name]
            now, start = (
                declared.spoken(getattr(one, name)) for one in (scenario, self._campaign.start)
            )
            was = "" if now == start else PHRASES["decision_was"].format(value=start)
            rows.append((declared.label, now, was))
        return rows


def _of_game(name: str, number: int) -> str:
    return name if number == 1 else f"{name}/{number}"


def _earlier(name: str, kept: Progress) -> Earlier | None:
    """Return what was decided in the latest game that was begun; None if there is none."""
    games: dict[int, Earlier] = {}
    for entry in kept.entries():
        base, _, number = entry.name.partition("/")
        if entry.kind != "decision" or base != name or not GAME.fullmatch(number or "1"):
            continue
        game, week = int(number or 1), entry.given
        is_over = isinstance(week, float) and week in range(WEEKS + 1)
        changed = int(week) if is_over and week < WEEKS else None
        games[game] = Earlier(game, is_over, changed)
    return games[max(games)] if games else None
