"""A small model with every kind of input, and its view: what the tests of the widgets drive."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from lessons.data import cite
from lessons.models.shared.flip_points import flip_points
from lessons.scenario import Scenario, choice, choices, quantity, span, switch
from lessons.widgets.explorer.explorer import Explorer

COUNTRIES = ("India", "Mexico", "Philippines", "Poland")
BARS = ("Monday", "Tuesday", "Wednesday")


class Canteen(Scenario):
    """The meals of a canteen over some years.

    Nothing here is true of any canteen.
    """

    inside: bool = switch(
        False,
        label="Eat inside",
        help="Rain or shine, lunch is served indoors.",
        group="The place",
    )
    country: str = choice(
        "India", COUNTRIES, label="Country", help="Where the canteen stands.", group="The place"
    )
    guests: tuple[str, ...] = choices(
        ("India",), COUNTRIES, label="Guests from", help="Who eats there.", group="The guests"
    )
    years: tuple[float, float] = span(
        (1990, 2024),
        1980,
        2025,
        step=1,
        label="Years",
        unit="year",
        help="The first and the last year shown.",
        group="The time",
        play=True,
    )
    discounts: tuple[float, float] = span(
        (0.05, 0.2), 0, 0.5, step=0.01, label="Discounts", unit="%", group="The guests"
    )
    week: float = quantity(
        10,
        0,
        52,
        step=1,
        label="Week",
        unit="weeks",
        help="Weeks since the canteen opened.",
        group="The time",
        play=True,
    )
    seats: float = quantity(
        1_000, 10, 100_000, step=1, label="Seats", unit="seats", scale="log", group="The place"
    )
    ana_soup: float = quantity(
        3,
        0,
        40,
        step=0.5,
        label="Ana's hours on soup",
        unit="hours",
        group="Hours",
        row="Ana",
        column="Soup",
    )
    ana_stew: float = quantity(
        5,
        0,
        40,
        step=0.5,
        label="Ana's hours on stew",
        unit="hours",
        group="Hours",
        row="Ana",
        column="Stew",
    )
    ben_soup: float = quantity(
        4,
        0,
        40,
        step=0.5,
        label="Ben's hours on soup",
        unit="hours",
        group="Hours",
        row="Ben",
        column="Soup",
    )
    ben_stew: float = quantity(
        1_200,
        0,
        2_000,
        step=1,
        label="Ben's hours on stew",
        unit="hours",
        help="Ben cooks for the whole town.",
        group="Hours",
        row="Ben",
        column="Stew",
    )

    def solve(self) -> "CanteenOutcome":
        """Count the meals."""
        years = np.arange(1980, 2026)
        low, high = self.years
        shown = (low <= years) & (years <= high)
        hours = self.ana_soup + self.ana_stew + self.ben_soup + self.ben_stew
        meals = np.where(shown, len(self.guests) * (years - 1979) + self.week, np.nan)
        bars = np.array([1, 0.5, 0.5]) * (hours + self.week)
        return CanteenOutcome(self, years, meals, bars)


@dataclass(frozen=True, slots=True)
class CanteenOutcome:
    """What `Canteen` found."""

    scenario: Canteen
    years: np.ndarray
    meals: np.ndarray
    bars: np.ndarray


class CanteenView:
    """How the canteen is drawn, told and tabulated."""

    TITLE = "A canteen"
    FORMULA = ("Meals = guests × years + week",)
    ASSUMPTIONS = ("Everybody is hungry.",)

    def draw(self, outcome: CanteenOutcome) -> dict[str, Any]:
        """Draw meals over the years as a line, and the hours of three days as a waterfall."""
        color = "#D55E00" if outcome.scenario.inside else "#0072B2"
        meals = [None if np.isnan(one) else one for one in outcome.meals]
        data = [
            {
                "type": "scatter",
                "mode": "lines",
                "name": "Meals",
                "x": outcome.years,
                "y": meals,
                "line": {"color": color, "width": 3.5},
                "meta": {"keep": True},
            },
            {
                "type": "waterfall",
                "name": "Hours",
                "x": list(BARS),
                "y": outcome.bars,
                "xaxis": "x2",
                "yaxis": "y2",
                "showlegend": False,
            },
        ]
        layout = {
            "title": {"text": f"{outcome.scenario.country}: meals and hours"},
            "height": 460 if outcome.scenario.inside else 420,
            "margin": {"l": 12, "r": 12, "t": 30, "b": 12},
            "xaxis": {"range": [1980, 2025], "domain": [0, 0.6], "automargin": True},
            "yaxis": {"range": [0, 250], "automargin": True},
            "xaxis2": {"domain": [0.7, 1], "type": "category", "automargin": True},
            "yaxis2": {"range": [0, 4_200], "anchor": "x2", "automargin": True},
        }
        return {"data": data, "layout": layout}

    def describe(self, outcome: CanteenOutcome) -> str:
        """Name every input."""
        one = outcome.scenario
        return (
            f"{one.country}, {'inside' if one.inside else 'outside'}, "
            f"{' and '.join(one.guests)}, {one.years[0]:g} to {one.years[1]:g}, "
            f"week {one.week:g}, {one.seats:g} seats, {outcome.bars[0]:g} hours, "
            f"discounts {one.discounts[0]:g} to {one.discounts[1]:g}."
        )

    def tabulate(self, outcome: CanteenOutcome) -> pd.DataFrame:
        """Return the meals of the years shown."""
        shown = ~np.isnan(outcome.meals)
        return pd.DataFrame({"Year": outcome.years[shown], "Meals": outcome.meals[shown]})


class CanteenSubject:
    """All that an explorer asks for, with nothing told that a canteen does not have."""

    name = "canteen"
    view = CanteenView()
    presets = MappingProxyType(
        {"As it is": {}, "Abroad": {"country": "Poland", "guests": ("Mexico", "Poland")}}
    )
    at_first = ()
    solve = staticmethod(Canteen.solve)
    flip_points = staticmethod(flip_points)
    cite = staticmethod(cite)
    origins = demo = words = staticmethod(list)
    meanings = staticmethod(dict)

    @staticmethod
    def saver() -> None:
        """Keep nothing."""

    @staticmethod
    def can_ask_a_class(_outcome: CanteenOutcome, _layout: dict[str, Any]) -> bool:
        """Ask no class."""
        return False

    @staticmethod
    def class_board(_explorer: Explorer) -> None:
        """Have no board."""


def opened(**inputs: Any) -> Explorer:
    """Open the explorer of the canteen."""
    return Explorer(CanteenSubject(), Canteen(**inputs))
