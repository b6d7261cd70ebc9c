"""Where the headline number of each explorer stands: in the sentence, the table and the chart.

All are held to the closed form, where there is one, and so to each other.
"""

import math
import re
from collections.abc import Callable

import numpy as np
from closed_forms import Answer, closed_form
from pandas import DataFrame
from shown import Shown

from lessons.words import MINUS, PHRASES

FIRST_WORDS = {"insource": "Insource: ", "outsource": "Outsource: ", "indifferent": "Either way: "}
NUMBER = re.compile(r"(?P<minus>−?)\$?(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<percent>%?)")
Read = Callable[[Shown], float | None]


def told_number(text: str) -> tuple[float, float]:
    """Return a number as it is written, and by how much it may be rounded."""
    found = NUMBER.search(text)
    assert found, text
    digits = found["digits"].replace(",", "")
    scale = 0.01 if found["percent"] else 1.0
    value = float(digits) * scale * (-1 if found["minus"] else 1)
    return value, 0.5 * scale * 10.0 ** -len(digits.partition(".")[2])


def hold_answer(shown: Shown) -> None:
    """Hold that sentence and headline say what the closed form finds, where there is one."""
    name, answer = shown.entry.name, answer_of(shown)
    decision = getattr(shown.outcome, "decision", None)
    if name in DECIDE_ALONE:
        assert shown.sentence.startswith(FIRST_WORDS[decision]), shown.sentence
    if answer and answer.margin is not None:
        found = shown.outcome.margin
        assert math.isclose(found, answer.margin, rel_tol=1e-7, abs_tol=0.004), (found, answer)
    if answer and answer.headline is not None:
        hold_close(answer.headline, shown.number, answer.room)
    elif answer:
        assert shown.number == "Grows"
    if not SILENT.get(name, lambda _: False)(shown):
        assert _bare(shown.number) in shown.sentence, (shown.number, shown.sentence)


def answer_of(shown: Shown) -> Answer | None:
    """Return what the closed form finds for what is shown."""
    return closed_form(shown.entry.name, dict(shown.scenario))


def hold_close(expected: float, written: str, room: float = 0.0) -> None:
    """Hold that a number is written as it is to be; `room` is left to the luck of draws."""
    room += 1e-6
    for phrase, end in (("chance_least", 0.0), ("chance_most", 1.0)):
        if written.startswith(PHRASES[phrase]):
            assert abs(expected - end) <= 0.005 + room, (expected, written)
            return
    value, rounded = told_number(written)
    assert abs(value - expected) <= rounded + room + 1e-7 * abs(expected), (expected, written)


def hold_agreement(shown: Shown) -> None:
    """Hold that the table and the chart show the number of the headline."""
    name, answer = shown.entry.name, answer_of(shown)
    for read in (IN_TABLE.get(name), IN_CHART.get(name)):
        found = read(shown) if read else None
        if found is None:
            continue
        if answer and answer.headline is not None and name != "your_case":
            assert math.isclose(found, answer.headline, rel_tol=1e-6, abs_tol=0.006), (
                read,
                found,
                answer,
            )
        else:
            hold_close(found, shown.number)
    if name in TITLED and not TITLED[name](shown):
        assert _bare(shown.number) in shown.title, (shown.number, shown.title)


def _bare(number: str) -> str:
    """Return a number as a sentence has it, which says in words what is lost or of what."""
    return number.removeprefix(MINUS).removesuffix(" of draws")


DECIDE_ALONE = {
    "make_or_buy",
    "change_requests",
    "ramp_up",
    "staff_allocation",
    "transaction_cost",
    "offshoring",
    "back_office_access",
    "service_advantage",
}


def _even(shown: Shown) -> bool:
    return shown.outcome.decision == "indifferent"


def _apart(one: str, other: str) -> Read:
    """Return what reads how far a point of the chart lies above another one."""
    return lambda shown: abs(shown.mark(one)[1] - shown.mark(other)[1])


def _worth_of_days(shown: Shown) -> float:
    given = shown.scenario
    days = shown.mark("Outsourced")[1] - shown.mark("In-house")[1]
    return abs(days * given.changes * given.value_of_a_day - given.extra_cost)


def _bars_apart(shown: Shown) -> float:
    bars = [one["x"][0] for one in shown.spec["data"] if one.get("xaxis") == "x2"]
    return abs(bars[0] - bars[1])


def _earned(shown: Shown) -> float:
    """Return how far the plan of the table is better than the best plan the other way."""
    outcome, earned = shown.outcome, shown.table["Earns ($)"].sum()
    if outcome.decision == "outsource":
        net = shown.scenario.supplier_launch - shown.scenario.fee
        return earned + net - outcome.in_house.total
    return earned - outcome.outsourced.total


def _saving_drawn(shown: Shown) -> float | None:
    """Return the last bar of the waterfall, where the saving is."""
    return float(shown.spec["data"][0]["x"][-1])


def _bar_of_country(shown: Shown) -> float:
    place = shown.outcome.countries.index(shown.scenario.country)
    return float(shown.spec["data"][0]["x"][place])


def _drawn_above(shown: Shown) -> float:
    hours = next(one for one in shown.spec["data"] if one.get("name") == "Hours of work")
    return float(np.max(hours["y"]))


def _wait(shown: Shown) -> float | None:
    wait = shown.row("Week", int(shown.scenario.week))["Wait with the launch (days)"]
    assert (wait == "no end") == (shown.number == "Grows"), wait
    return None if wait == "no end" else float(wait)


def _uncertain(shown: Shown) -> float:
    row = shown.row("Handed over in week", int(shown.scenario.week))
    is_pure = int(shown.scenario.week) in (0, 26)
    return row["Is the best week (%)" if is_pure else "Beats both pure plans (%)"] / 100


def _beats_both(shown: Shown) -> float | None:
    return None if int(shown.scenario.week) in (0, 26) else shown.mark("Your week")[1]


def _last_of_jobs(shown: Shown) -> float | None:
    """Return the last figure of the first industry that has any in these years."""
    if not shown.number:
        return None
    table = shown.table
    for industry in shown.scenario.industries:
        rows = table[table["Industry"] == industry]
        if len(rows):
            return _last(rows) / (100 if "%" in rows.iloc[0]["Unit"] else 1)
    raise LookupError(shown.number)


def _last(rows: DataFrame) -> float:
    return float(_told(rows).iloc[-1]["Figure"])


def _told(rows: DataFrame) -> DataFrame:
    """Return the rows of the main part, which come first, and are never joined to another one."""
    return rows[rows["Source"] == rows.iloc[0]["Source"]]


def _wave(shown: Shown) -> float | None:
    """Return the highest last figure or mean of all places, as the headline has it."""
    if not shown.number or shown.label == "Yearly changes correlate at":
        return None
    table = shown.table[shown.table["Series"] == shown.scenario.series]
    places = [line.place for line in shown.outcome.lines]
    groups = [rows for place in places if len(rows := table[table["Country"] == place])]
    if shown.scenario.shown_as == "Yearly changes":
        return _as_written(shown, max(_told(rows)["Figure"].mean() for rows in groups))
    return _as_written(shown, max(_last(rows) for rows in groups))


def _as_written(shown: Shown, figure: float) -> float:
    return figure / 100 if "%" in shown.number else figure


def _sum_drawn(shown: Shown) -> None:
    """Hold that the line at the sum stands where the sum of the table is."""
    total = shown.row("Consideration", "Sum")["Expected ($/year)"]
    lines = [one["x"] for one in shown.spec["data"] if one.get("name") == "Sum"]
    assert lines
    assert all(np.allclose(line, total, atol=0.006) for line in lines)
    answer = answer_of(shown)
    assert math.isclose(total, answer.margin, rel_tol=1e-7, abs_tol=0.006)


def _your_service(shown: Shown) -> None:
    """Hold that the learner's own place lies below the border where, and only where, it pays."""
    given, row = (
        shown.scenario,
        shown.row("Retention in-house (%)", 100 * shown.scenario.in_house_retention),
    )
    assert shown.mark("Your service") == (given.in_house_retention, given.extra_cost)
    border = row["Highest extra cost that pays ($/year)"]
    if abs(border - given.extra_cost) > 1 and given.in_house_retention > 0:
        assert (given.extra_cost < border) == (shown.outcome.margin > 0), (border, given)


IN_TABLE: dict[str, Read] = {
    "make_or_buy": lambda shown: abs(
        shown.row("Yearly volume (hours)", shown.scenario.volume)["Saved by insourcing ($)"]
    ),
    "change_requests": lambda shown: abs(
        shown.row("Chance of misunderstanding (%)", 100 * shown.scenario.misunderstanding)[
            "Worth of insourcing ($/quarter)"
        ]
    ),
    "ramp_up": lambda shown: abs(
        shown.row("Tasks done", shown.scenario.tasks)["Saved by insourcing ($)"]
    ),
    "staff_allocation": _earned,
    "transaction_cost": lambda shown: abs(
        shown.row("Asset specificity (%)", 100 * shown.scenario.specificity)["Both together ($)"]
    ),
    "outsourcing_wave": _wave,
    "us_jobs": _last_of_jobs,
    "offshoring": lambda shown: shown.row("Years from the start", shown.scenario.year)[
        "Saving left ($/hour)"
    ],
    "back_office_access": lambda shown: shown.row("Losses of a year", "Expected, by the formula")[
        "Added by the supplier ($)"
    ],
    "contract_enforcement": lambda shown: (
        shown.row("Country", shown.scenario.country)["Protected (%)"] / 100
    ),
    "service_advantage": _your_service,
    "candy_launch": lambda shown: shown.table["Hours of work"].max(),
    "fully_booked": _wait,
    "handover": lambda shown: shown.row("Handed over in week", int(shown.scenario.week))[
        "Cost of the campaign ($)"
    ],
    "handover_uncertain": _uncertain,
    "your_case": _sum_drawn,
}

IN_CHART: dict[str, Read] = {
    "make_or_buy": _apart("In-house", "Outsourced"),
    "change_requests": _worth_of_days,
    "ramp_up": _apart("In-house", "Outsourced"),
    "staff_allocation": _bars_apart,
    "transaction_cost": lambda shown: abs(shown.mark("Both together")[1]),
    "offshoring": _saving_drawn,
    "contract_enforcement": _bar_of_country,
    "candy_launch": _drawn_above,
    "fully_booked": lambda shown: shown.mark("With the launch")[1],
    "handover": lambda shown: shown.mark("Your handover")[1],
    "handover_uncertain": _beats_both,
}

# Where the sentence says it in words: that both ways are even, or that there is nothing at all.
SILENT: dict[str, Callable[[Shown], bool]] = {
    **dict.fromkeys(DECIDE_ALONE, _even),
    "back_office_access": lambda shown: _even(shown) or shown.outcome.required_saving < 0.005,
    "contract_enforcement": lambda shown: shown.outcome.protected in (0, 1),
    "fully_booked": lambda shown: shown.number == "Grows",
    "handover": lambda _: True,  # it says by how much each other plan is dearer or cheaper
    "offshoring": lambda shown: _even(shown) or not shown.outcome.headline > 0,
}

# And so does the title.
TITLED: dict[str, Callable[[Shown], bool]] = {
    "candy_launch": lambda _: False,
    "contract_enforcement": lambda shown: not shown.outcome.protected,
    "your_case": lambda shown: _even(shown) or not shown.number,
    "us_jobs": lambda shown: not shown.number,
}
