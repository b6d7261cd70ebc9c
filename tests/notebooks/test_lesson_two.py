"""What lesson 2 says in its own numbers is what the published figures and the models say."""

import numpy as np
import pytest
from prose import cells
from told import ROOT, assert_told, told

from lessons import data, explore
from lessons.learn.marking import Marker
from lessons.models.offshoring import HIDDEN_COSTS, Offshoring
from lessons.models.outsourcing_wave import FIRST, LAST, RELATIVE_OUTPUT
from lessons.models.us_jobs import JOBS
from lessons.words import number

NOTEBOOK = ROOT / "notebooks" / "02-the-outsourcing-wave.ipynb"
GUIDE = ROOT / "instructor" / "guide.md"


@pytest.fixture
def lesson_two() -> str:
    """Return what lesson 2 says."""
    return told("02-the-outsourcing-wave")


def ends(explorer) -> tuple[float, float]:
    """Return the first and the last figure of the first line shown."""
    figures = next(iter(explorer.outcome.lines)).told[1]
    return figures[0], figures[-1]


def all_in_factories(**inputs):
    """Return the explorer of jobs with all temporary workers in factories, or as `inputs` say."""
    return explore.us_jobs("All temporary workers in factories", **inputs)


def percent(share: float, digits: int = 0) -> str:
    return f"{100 * share:.{digits}f}%"


def test_lesson_two_counts_jobs_as_the_table_does(lesson_two):
    shares = explore.us_jobs("Shares since 1979").outcome.lines["Manufacturing"].told[1]
    assert_told(
        lesson_two,
        f"from {percent(shares[0], 1)} of all jobs in 1979 to {percent(shares[-1], 1)} in 2018",
    )
    temporary = explore.us_jobs("Temporary help in the 1990s").outcome
    jobs = temporary.lines["Temporary help"].told[1]
    assert_told(lesson_two, f"paid {jobs[0] / 1000:.1f} million people")
    assert 2 < temporary.times < 3  # "more than doubled"
    every = explore.us_jobs("All temporary workers in factories").outcome
    by_jobs = all_in_factories(shown_as=JOBS).outcome
    split = (
        f"{percent(every.moved)} of the fall in the **share** from 1990 to 2018, and "
        f"{percent(by_jobs.moved)} of the **jobs** lost"
    )
    assert_told(lesson_two, split)
    assert split.replace("**", "") in GUIDE.read_text("utf-8")
    # None of them in 1990 and all of them in 2018 would explain more than all in both years do.
    gained, lost = (
        [line.told[1][at] for at in (0, -1)]
        for line in (by_jobs.lines["Temporary help"], by_jobs.lines["Manufacturing"])
    )
    assert gained[1] / (lost[0] - lost[1]) > by_jobs.moved
    assert_told(lesson_two, "That is no upper limit")
    fewer = explore.us_jobs("Fewer jobs, or only a smaller share?")
    assert_told(lesson_two, f"the jobs by {percent(1 - fewer.outcome.times)}")
    fewer.controls["shown_as"].value = "Share of all jobs"
    assert fewer.outcome.times < 2 / 3  # "more than a third"
    assert fewer.scenario.years == (1979, 2000)
    assert_told(lesson_two, "from 1979 to 2000 the share fell by more than a third")


def test_lesson_two_says_what_the_nineties_moved_by_jobs(lesson_two):
    """In that decade alone temporary help gained more jobs than manufacturing lost."""
    lines = all_in_factories(shown_as=JOBS, years=(1990, 2000)).outcome.lines
    lost, gained = (round(np.diff(lines[name].told[1][[0, -1]])[0]) for name in lines)
    assert_told(
        lesson_two,
        f"manufacturing lost {number(-1000 * lost, 0)} jobs and temporary help gained "
        f"{number(1000 * gained, 0)}",
    )


def test_whoever_counts_jobs_is_told_that_the_share_is_asked_for():
    marker = Marker(data.lessons()[2].questions["moved-to-agencies"])
    for part in (0.5, 0.8, 1):
        moved = all_in_factories(shown_as=JOBS, factory_share=part).outcome.moved
        verdict = marker.judge(f"{100 * moved:.1f}%")
        assert verdict.level == "wrong"
        assert "“Share of all jobs”" in verdict.message


@pytest.mark.parametrize(("country", "digits"), [("India", 1), ("Mexico", 0)])
def test_lesson_two_tells_the_wage_gaps_of_the_table(lesson_two, country, digits):
    first, last = ends(explore.outsourcing_wave("Wage gaps", countries=(country,)))
    assert_told(lesson_two, f"from {first:.{digits}f}%", f"to {last:.{digits}f}% of the United")
    way = "more than doubled" if country == "India" else "It fell from"
    assert_told(lesson_two, way)
    assert (last > 2 * first) == (country == "India")


def test_lesson_two_tells_a_gap_as_a_share_from_one_in_dollars(lesson_two):
    """India's and Mexico's gaps both widened in dollars; as a share India's narrowed."""
    table = data.columns("output_per_worker")
    told = {}
    for country in ("United States", "India", "Mexico"):
        of_it = table["country"] == country
        years, amounts = table["year"][of_it], table["output_per_worker"][of_it]
        told[country] = amounts[years == 1991][0], amounts[years == 2025][0]
    first, last = (told["United States"][at] - told["India"][at] for at in (0, 1))
    assert_told(
        lesson_two,
        f"In dollars of 2015 even India's widened, from {first:,.0f} to {last:,.0f} a year",
        "as a share, its gap **narrowed**",
        "The last two years are projections",
        "All jobs here are payroll jobs outside farming",
        "As a share the gap narrowed",
        "As a share, India's gap narrowed while its exports grew, and Mexico's widened",
    )
    then, now = (told["United States"][at] - told["Mexico"][at] for at in (0, 1))
    assert (now > then, last > first) == (True, True)


def test_lesson_two_bounds_average_pay_alone(lesson_two):
    """Output per worker is a mean over a country: who programs there may be paid far more."""
    assert_told(
        lesson_two,
        "On average workers cannot be paid more than they produce for long",
        "The pay of programmers may lie far above",
        "average pay cannot be above that for long",
    )
    assert "nobody can be paid" not in lesson_two.lower()


def test_lesson_two_claims_no_more_than_its_figures_reach(lesson_two):
    """The gaps are known from 1991 on, the dollars are nominal, and a link may take its time."""
    assert data.columns("output_per_worker")["year"].min() == 1991
    assumed = " ".join(explore.entry("outsourcing_wave").view.ASSUMPTIONS)
    assert "Exports, imports and prices are in dollars of each year" in assumed
    assert_told(
        lesson_two,
        "It was there already in 1991, where these figures begin. Something else may have changed",
        "The wage gaps were there already in 1991",
        "the dollars are those of each year, so that prices have risen too",
        "imports are in dollars of each year",
        "If one drove the other without delay",
        "may have made it usable",
        "may have made the gaps usable",
        "to about a tenth (Hummels 2007). That is the price of a tonne and kilometre",
        "a significant portion, although far less than half",
    )
    assert "long before" not in lesson_two + GUIDE.read_text("utf-8")


def test_every_country_of_the_prose_has_its_output_told():
    explorer = explore.outsourcing_wave(series=RELATIVE_OUTPUT, years=(FIRST, LAST))
    assert all(len(line.years) for line in explorer.outcome.lines)


def test_lesson_two_tells_what_calls_cost(lesson_two):
    first, last = ends(explore.outsourcing_wave("Cheaper calls"))
    assert_told(
        lesson_two,
        f"cost {first:.2f} dollars",
        f"that hour would have cost {number(60 * first, 0)} dollars",
        f"At {last:.2f} dollars a minute, the hour cost {60 * last:.2f} dollars in 2004",
        f"That is {percent(1 - last / first)} less",
        f"from {first:.2f} dollars in 1970 to {last:.2f} in 2004",
        f"at the price of 2004: {last:.2f} dollars. In this model cheap calls",
    )


@pytest.mark.parametrize(("preset", "year"), [("Poland 1995", 1990), ("India 2005", 2004)])
def test_lesson_two_dates_the_price_of_a_call_as_its_table_does(lesson_two, preset, year):
    """No price is published of each year: the latest one by then is taken, and said to be."""
    line = explore.outsourcing_wave("Cheaper calls", years=(1970, int(preset[-4:]))).outcome.lines
    years, prices = line[0].told
    assert (years[-1], prices[-1]) == (year, explore.offshoring(preset).scenario.call_price)
    assert_told(lesson_two, f"the price of {year}", "the latest published price of a call by then")


def test_lesson_two_tells_how_air_freight_grew(lesson_two):
    first, last = ends(explore.outsourcing_wave("Air freight"))
    assert round(last / first) == 14
    assert_told(lesson_two, "grew fourteen-fold")
    world = data.cite("internet_users/WLD/latest/2024").value
    assert abs(world / 100 - 2 / 3) < 0.02  # "about two in three"
    assert data.cite("internet_users/USA/latest/1990").value < 1  # "hardly anybody"


def test_lesson_two_correlates_as_its_explorer_does(lesson_two):
    outcome = explore.outsourcing_wave("Shared trend").outcome
    assert_told(lesson_two, f"correlate at {outcome.levels_correlation:.2f}")
    assert_told(lesson_two, f"correlation of levels is {outcome.levels_correlation:.2f}")
    assert abs(outcome.changes_correlation) < 0.1  # "hardly correlate"
    pair = explore.outsourcing_wave("Seller and buyer").outcome
    assert pair.changes_correlation > 0.5  # "even the yearly changes go together"


def test_lesson_two_has_the_suppliers_profit_off_the_gap(lesson_two):
    """The price abroad holds it, so that what is left as a gap does not."""
    dearer = explore.offshoring(foreign_cost=16).outcome
    assert dearer.headline < explore.offshoring().outcome.headline
    assert_told(lesson_two, "so that the supplier's profit is off its wage gap already")


def test_lesson_two_takes_gaps_apart_as_its_explorer_does(lesson_two):
    poland = explore.offshoring("Poland 1995").outcome
    assert_told(
        lesson_two,
        f"gap of {percent(poland.headline_share)} in 1995 shrinks to a saving of "
        f"{percent(poland.saving_share)}",
        f"cost {percent(poland.headline_share)} less than in the United States",
    )
    assert min(poland.steps, key=poland.steps.get) == "communication"
    assert poland.scenario.call_price == 1  # "at a dollar a minute"
    wages, calls = data.cite("output_per_worker/POL/1995"), data.cite("call_prices/ppi/1990")
    assert "2015 US$" in wages.unit
    assert "2015" not in calls.unit
    assert_told(
        lesson_two,
        "Wages here are in dollars of 2015 and calls in dollars of their year. So calls weighed "
        "even more",
    )
    taken = {}
    for year in (1991, 2005):
        india = explore.offshoring(f"India {year}").outcome
        taken[year] = -100 * india.steps["communication"] / india.home_cost
    assert_told(
        lesson_two, f"took {taken[1991]:.0f} percentage points", f"and {taken[2005]:.0f} in 2005"
    )


def test_lesson_two_turns_in_the_years_that_it_says(lesson_two):
    start = Offshoring()
    bare = start.replace(call_minutes=0, productivity=1, **dict.fromkeys(HIDDEN_COSTS, 0))
    turns, longer = start.solve().turns, bare.solve().turns
    assert_told(
        lesson_two,
        f"grow by {percent(start.foreign_growth)} a year and at home by "
        f"{percent(start.home_growth)}",
        f"from year {turns} on",
        f"lasted {longer - turns} years longer",
    )
    countries = ("India 1991", "India 2005", "Poland 1995", "Mexico 2025")
    assert all(explore.offshoring(one).outcome.turns is None for one in countries)


def test_lesson_two_works_its_exercise_as_the_model_does(lesson_two):
    start = Offshoring()
    calls = start.communication()
    assert_told(
        lesson_two,
        f"{number(start.home_cost, 2)} dollars at home and {number(start.foreign_cost)} dollars",
        f"1 ÷ {start.productivity:.2f} = {1 / start.productivity:.2f} hours",
        f"× {start.call_price:.2f} = {start.call_minutes * start.call_price:.2f} dollars",
        f"= {calls:.2f} dollars. At the price of 1970 they would have cost "
        f"{number(start.replace(call_price=2.43).communication(), 2)}",
        f"hidden costs are {percent(start.hidden_rate())}",
    )


def test_lesson_two_explains_mexico_where_the_explorer_of_mexico_stands(lesson_two):
    """What is shown last is what the explanation begins with."""
    code = {one["id"]: "".join(one["source"]) for one in cells(NOTEBOOK, "code")}
    after = list(code)[list(code).index("predict-mexico") + 1]
    assert code[after] == 'explore.outsourcing_wave("Wage gaps", countries=["Mexico"]).sentence'
    asked = data.prediction("wage-gap-of-mexico")[1].figure
    assert (asked.preset, asked.inputs) == ("Wage gaps", {"countries": ["Mexico"]})
    assert lesson_two.index("Mexico's output per worker went") < lesson_two.index("India's went")
