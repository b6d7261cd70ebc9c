"""What lesson 4 says in its own numbers is what the published figures and the models say."""

import numpy as np
import pytest
from told import assert_told, told

from lessons import data, explore
from lessons.instructor.number_sheet import SHEET
from lessons.models.candy_launch import WEEKS
from lessons.models.handover import Handover
from lessons.models.handover_uncertain import DRAWS
from lessons.models.make_or_buy import MakeOrBuy
from lessons.models.ramp_up import RampUp
from lessons.models.shared.flip_points import flip_points
from lessons.models.shared.hour_in_house import ELSEWHERE, NOT_PAID, cost_of_own_hour
from lessons.words import number

HANDOVER = explore.entry("handover")


@pytest.fixture(scope="module")
def lesson_four() -> str:
    """Return what lesson 4 says."""
    return told("04-the-candy-campaign")


def percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def dollars(amount: float) -> str:
    return f"{number(amount, 0)} dollars"


def about(amount: float) -> str:
    """Write an amount to ten dollars, as the worked exercise does."""
    return number(round(amount, -1), 0)


def best(preset: str):
    return HANDOVER.solve(HANDOVER.scenario(preset))


def test_lesson_four_counts_the_hours_of_the_launch_as_its_explorer_does(lesson_four):
    launch = explore.candy_launch().outcome
    viral = explore.candy_launch("Viral hit").outcome
    assert launch.busiest_week == 7
    assert_told(
        lesson_four,
        f"In the first week there are {launch.hours[0]:.0f} hours of work",
        f"**rises until week {launch.busiest_week}**, to {launch.busiest_hours:.0f} hours, and "
        f"then fades to the {launch.scenario.base_hours:.0f} hours of planned content",
        f"In all it is {launch.total_hours:.0f} hours",
        f"A viral hit makes {viral.busiest_hours:.0f} hours in its busiest week",
        f"The planned content is {launch.scenario.base_hours:.0f} hours in every week",
        f"The campaign runs for {WEEKS} weeks",
    )
    assert viral.scenario.changed().keys() == {"market"}


def test_lesson_four_queues_as_its_explorer_does(lesson_four):
    outcome = explore.fully_booked(week=20).outcome
    scenario, added = outcome.scenario, outcome.launch_hours / outcome.scenario.team_hours
    before, after = outcome.utilisation_before, outcome.utilisation
    told_part = round(after, 4)  # so exact that its quotient is the one that is told
    assert_told(
        lesson_four,
        f"The team has {scenario.team_hours:.0f} hours a week. Until the end of week "
        f"{scenario.booked_weeks:.0f} other projects take {percent(scenario.booked)} of them. "
        f"Afterwards they take {percent(scenario.booked_later)}",
        f"In week 20 the team is {percent(before)} booked, and a job waits "
        f"{outcome.wait_before:.1f} days",
        f"takes {outcome.launch_hours:.0f} hours more, {percent(added)} of the team's time",
        f"From {percent(before)} to {100 * after:.2f}% sounds",
        f"from {outcome.wait_before:.1f} to {outcome.wait:.1f} days",
        f"{percent(scenario.booked)} and {percent(added)} are "
        f"{percent(scenario.booked + round(added, 2))} of the hours",
        f"The team is then {100 * after:.2f}% booked",
        f"{told_part} ÷ (1 − {told_part}) = {told_part / (1 - told_part):.2f}",
    )
    assert outcome.wait / outcome.wait_before == pytest.approx(2, abs=0.1)  # "the wait doubles"
    assert outcome.overfull_weeks == 10
    assert np.all(outcome.weekly_utilisations[:10] > 1)  # "in the first ten weeks"
    assert_told(
        lesson_four,
        "In the first ten weeks it is worse",
        "it grows for ten weeks and takes the rest of the campaign to shrink",
    )
    waiting = [0.0]
    for used in outcome.weekly_utilisations:
        waiting.append(max(waiting[-1] + (used - 1) * scenario.team_hours, 0))
    assert waiting.index(max(waiting)) == 10
    assert waiting[-2] > 0  # "the rest of the campaign": until its last week
    assert waiting[-1] == pytest.approx(0, abs=1)
    assert 1 - scenario.booked < added / 2  # "less than half of what the launch takes"


def test_lesson_four_works_the_open_exercise_as_the_model_does(lesson_four):
    """With the factor as it is told, rounded, an answer is within the tolerance."""
    _, asked = data.question("open-wait")
    for job_days in (0.25, 10):
        for variability in (0, 2):
            entry = explore.entry("fully_booked")
            inputs = {"week": 20, "job_days": job_days, "arrival_variability": variability}
            found = entry.solve(entry.scenario(**inputs)).wait
            by_hand = (variability**2 + 1) / 2 * 4.87 * job_days
            assert by_hand == pytest.approx(found, rel=asked.tolerance)


def test_lesson_four_tells_its_starting_values(lesson_four):
    scenario = Handover()
    assert_told(
        lesson_four,
        f"comes to {scenario.hourly_cost:.2f} dollars an hour, the agency to "
        f"{scenario.agency_rate:.0f}",
        f"An hour taken from other work loses {scenario.displaced_value:.0f} dollars",
        f"Handing over costs {dollars(scenario.handover_cost)} once",
        f"It costs {dollars(scenario.handover_cost)} in whichever week",
    )
    assert scenario.beginner == 1  # "twice as long"
    assert scenario.own_knowledge == 0


def test_lesson_four_hands_over_when_its_explorer_does(lesson_four):
    outcome, scenario = Handover().solve(), Handover()
    costs, week = outcome.costs, outcome.best_week
    assert_told(
        lesson_four,
        f"To hand over in week {week} costs {dollars(outcome.best_cost)}",
        f"{dollars(outcome.agency_cost - outcome.best_cost).removesuffix(' dollars')} less than "
        f"the agency throughout, and {number(outcome.team_cost - outcome.best_cost, 0)} less than "
        "starting in-house",
        f"Handing over in week 5 is too early by {dollars(costs[5] - costs[week])}",
        f"Week 14 is too late, but only by {dollars(costs[14] - costs[week])}",
        f"It would need {scenario.needed_hours(8)[8]:.0f} hours for the campaign, and "
        f"only {outcome.free_hours[8]:.0f} are free",
        f"In week 9 the campaign makes {outcome.hours[8]:.0f} hours of work",
        f"needs {scenario.needed_hours(8)[8]:.0f} hours for that",
        f"Two weeks later it needs {scenario.needed_hours(10)[10]:.0f}",
    )
    assert scenario.left_to_learn(8)[8] == pytest.approx(4 / 5)  # "four fifths to learn"
    assert costs[5] > outcome.agency_cost  # "even dearer than the agency throughout"
    by_team = scenario.plan_costs(np.array([[week]]))[0]
    by_agency = scenario.plan_costs(np.array([[WEEKS]]))[0]
    assert np.all(by_team[11:] < by_agency[11:])  # "from week 12 on the team is cheaper"
    assert by_team[10] > by_agency[10]


def test_lesson_four_lists_the_best_plan_of_each_preset(lesson_four):
    rows = [line for line in lesson_four.splitlines() if line.startswith("| **")]
    for preset in HANDOVER.presets:
        (row,) = (one for one in rows if f"**{preset}**" in one)
        week = best(preset).best_week
        plan = {0: "Start in-house", WEEKS: "Keep the agency"}.get(
            week, f"Hand over in week {week}"
        )
        assert f"| {plan} |" in row


def test_lesson_four_works_its_exercise_as_the_model_does(lesson_four):
    scenario, outcome = Handover(), Handover().solve()
    hours, needed = outcome.hours[10], scenario.needed_hours(10)[10]
    left = scenario.left_to_learn(10)[10]
    by_team = scenario.plan_costs(np.array([[10]]))[0]
    displaced = needed - outcome.free_hours[10]
    assert outcome.best_week == 10
    assert_told(
        lesson_four,
        f"week 11 makes {hours:.1f} hours of work. At {scenario.agency_rate:.0f} dollars an hour "
        f"the agency would bill about {about(hours * scenario.agency_rate)} dollars",
        f"Of {scenario.ramp_up_weeks:.0f} ramp-up weeks it has "
        f"{10 * scenario.transferred:.0f}, so {percent(left)} are left to learn",
        f"{hours:.1f} × {1 + left:.2f} = {needed:.1f} hours. {outcome.free_hours[10]:.0f} are "
        f"free, and {displaced:.1f} are taken",
        f"{needed:.1f} × {scenario.hourly_cost:.2f} + {displaced:.1f} × "
        f"{scenario.displaced_value:.0f}, about "
        f"{about(by_team[10] - scenario.handover_cost)} dollars",
        f"week 12 costs about {about(by_team[11])} dollars instead of "
        f"{about(outcome.hours[11] * scenario.agency_rate)}",
    )
    assert by_team[10] - scenario.handover_cost > hours * scenario.agency_rate


def test_lesson_four_fades_its_exercise_as_the_model_does(lesson_four):
    start, dearer = Handover().solve(), Handover(handover_cost=20_000).solve()
    assert start.best_week == dearer.best_week == 10
    assert start.margin - dearer.margin == pytest.approx(15_000)
    assert_told(
        lesson_four,
        f"Before, it saved {dollars(start.margin)}",
        f"{number(start.margin, 0)} − 15,000 = {{answer}}",
    )


# Each case of the question, and whether the agency stays in it.
KEEPS = (
    ({"booked_later": 0.95}, True),
    ({"agency_rate": 200}, False),
    (HANDOVER.presets["Agency keeps the know-how"], True),
    (HANDOVER.presets["New hire knows social media"], False),
)


@pytest.mark.parametrize(("inputs", "stays"), KEEPS)
def test_the_agency_stays_in_the_cases_that_are_marked_right(inputs, stays):
    assert (Handover(**inputs).solve().best_week == WEEKS) is stays


def test_lesson_four_locks_in_by_know_how_and_price_together(lesson_four):
    """Either of the two inputs of the preset alone still hands over."""
    keeps = HANDOVER.presets["Agency keeps the know-how"]
    assert keeps.keys() == {"transferred", "handover_cost"}
    for name, value in keeps.items():
        assert Handover(**{name: value}).solve().best_week < WEEKS
    assert_told(
        lesson_four,
        f"Leaving costs {dollars(keeps['handover_cost'])}, and the team has learnt nothing. "
        "Together they leave the company locked in. Either alone would not",
        "Who keeps the know-how, and makes leaving dear, can keep the customer",
    )
    script = data.demos_by_lesson()[4].steps[3]
    assert "asks {handover_cost} for handing over" in script.ask
    assert script.say == "Both together lock us in. Here neither alone would."


def test_lesson_four_marks_those_cases_as_the_model_does():
    _, asked = data.question("who-keeps-the-agency")
    assert [one.right for one in asked.options] == [stays for _, stays in KEEPS]
    assert sum(inputs in HANDOVER.presets.values() for inputs, _ in KEEPS) == 2
    assert asked.hints[0].endswith("Two of them change one input, and two are presets.")
    full = Handover(booked_later=0.95)
    needed, free = full.needed_hours(0), full.team_free_hours()
    assert np.all(free > 0)
    assert np.all(needed - free > needed / 2)  # "most hours", "in the last weeks too"


def test_lesson_four_is_as_sure_as_its_explorer(lesson_four):
    outcome = explore.handover_uncertain(week=10).outcome
    scenario = outcome.scenario
    (booked, more), (low, high) = scenario.booked_later, scenario.agency_rate
    assert scenario.handover_cost[0] == 0
    assert_told(
        lesson_four,
        f"draws {number(DRAWS)} campaigns",
        f"the team is {100 * booked:.0f} to {percent(more)} booked later, the rate is "
        f"{low:.0f} to {high:.0f} dollars, and handing over costs up to "
        f"{number(scenario.handover_cost[1])}",
        f"in more than nine of ten campaigns it lies from week {outcome.early} to week "
        f"{outcome.late}",
        f"Week 10 beats both pure plans in {percent(outcome.probability)} of the campaigns",
        f"In {percent(outcome.best[-1])} it would be best to keep the agency",
        "Week 12 beats both pure plans somewhat more often than the week that is best on average",
    )
    assert 0 < outcome.beating[12] - outcome.beating[10] < 0.05  # "somewhat more often"
    assert 0.9 < outcome.within < 0.99  # "in more than nine of ten"
    elsewhere = explore.handover_uncertain(week=10, own_hours=ELSEWHERE).outcome
    assert elsewhere.probability == 0  # "week 10 never wins"
    assert_told(lesson_four, "would earn elsewhere, week 10 never wins")
    assert outcome.mean_costs[10] < outcome.mean_costs[12]
    assert outcome.best[12] > 0.1  # "in more than one campaign of ten"


def test_lesson_four_names_the_inputs_that_need_to_move_least(lesson_four):
    scenario = Handover()
    way = {
        one.name: abs(one.value - one.present)
        / (scenario.quantities()[one.name].maximum - scenario.quantities()[one.name].minimum)
        for one in flip_points(scenario)
        if one.value is not None
    }
    assert sorted(way, key=way.get)[:3] == ["booked_later", "agency_rate", "handover_cost"]
    assert_told(
        lesson_four,
        "how booked the team is afterwards, the agency's rate and the cost of handing over",
    )


def test_lesson_four_counts_in_house_agencies_as_the_table_does(lesson_four):
    shares = [f"{data.cite(f'in_house_agencies/{year}').value:.0f}" for year in (2008, 2013, 2018)]
    assert_told(
        lesson_four,
        f"From {shares[0]} to {shares[1]} to {shares[2]}%",
        f"{shares[0]}% in 2008, {shares[1]}% in 2013 and {shares[2]}% in 2018",
    )


def test_lesson_four_says_what_free_hours_would_otherwise_do(lesson_four):
    """One row for each answer: what a free hour costs, the best plan, and the pure plans."""
    options = Handover.inputs()["own_hours"].options
    rows = [
        line for line in lesson_four.splitlines() if line.startswith("| *") and "**" not in line
    ]
    assert len(rows) == len(options) == 3
    for option, row in zip(options, rows, strict=True):
        scenario = Handover(own_hours=option)
        outcome = scenario.solve()
        hour = cost_of_own_hour(option, scenario.hourly_cost, scenario.displaced_value)
        week = outcome.best_week
        plan = "Keep the agency" if week == WEEKS else f"Hand over in week {week}"
        saved = outcome.agency_cost - outcome.team_cost
        side = "cheaper" if saved > 0 else "dearer"
        costs = f"{hour:.2f} dollars" if hour else "nothing"
        assert row == f"| *{option}* | {costs} | {plan} | {dollars(abs(saved))} {side} |"
    assert_told(
        lesson_four,
        "The team here is paid by the hour, and not for hours that nobody needs",
        "So by the rule of lesson 1 a free hour costs a wage and benefits",
    )
    assert Handover().own_hours == NOT_PAID


def test_lesson_four_asks_of_lesson_one_what_lesson_one_says():
    """Who is paid anyway and wanted elsewhere costs what she would earn there, and no wage."""
    (right,) = (one.text for one in data.question("recall-displaced-work")[1].options if one.right)
    assert "earned elsewhere" in right
    assert "wage" not in right
    (same,) = (one.text for one in data.question("opportunity-cost")[1].options if one.right)
    assert "on another project" in same


def test_the_decision_week_by_week_shows_what_free_hours_would_do():
    _, asked = data.decision("candy-campaign")
    assert "own_hours" in asked.shown


def test_the_overhead_that_lesson_four_leaves_out_would_speak_for_the_team(lesson_four):
    """Lesson 1's tenth on the rate: the best week is 9, in-house is 5,133 dollars dearer."""
    tenth = MakeOrBuy().overhead_rate
    outcome = Handover(agency_rate=Handover().agency_rate * (1 + tenth)).solve()
    dearer = outcome.team_cost - outcome.agency_cost
    assert tenth == 0.1
    assert outcome.best_week < Handover().solve().best_week
    (overhead,) = (one.why for one in SHEET if one.meaning == "Overhead of outsourcing")
    assert (
        f"with a rate a tenth higher the best week is {outcome.best_week}, and starting in-house "
        f"is {dollars(dearer)} dearer than the agency"
    ) in overhead
    for name, price in (("handover", "the rate"), ("ramp_up", "the price")):
        left_out = " ".join(explore.entry(name).view.LEAVES_OUT)
        assert "overhead of outsourcing" in left_out
        assert f"raise {price} by a tenth" in left_out
    assert_told(lesson_four, "lesson 1's overhead of outsourcing, and what the agency must learn")


def test_the_sheet_says_how_much_faster_an_agency_is():
    ramp_up = RampUp()
    (faster,) = (one.why for one in SHEET if one.meaning == "How much faster an agency is")
    assert ramp_up.in_house_first_task / ramp_up.supplier_first_task == 5
    assert 1 + Handover().beginner == 2
    assert "five times as long" in faster
    assert "twice as long" in faster
