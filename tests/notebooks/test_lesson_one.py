"""What lesson 1 says in its own numbers is what the models say."""

import pytest
from told import assert_told, told

from lessons import data, explore
from lessons.models.make_or_buy import MakeOrBuy
from lessons.models.shared.flip_points import flip_point
from lessons.models.shared.hour_in_house import IDLE, NOT_PAID
from lessons.models.staff_allocation import PEOPLE
from lessons.words import number


@pytest.fixture
def lesson_one() -> str:
    """Return what lesson 1 says."""
    return told("01-what-is-insourcing")


def test_lesson_one_breaks_even_as_its_explorer_does(lesson_one):
    start = MakeOrBuy()
    bought = start.price * (1 + start.overhead_rate)
    saved = bought - start.variable_cost
    assert_told(
        lesson_one,
        f"At {number(start.volume)} hours the agency is cheaper",
        f"fixed cost of {number(start.fixed_cost)} dollars",
        f"{number(start.price)} × 1.10 = {number(bought, 2)} dollars",
        f"An hour in-house costs {number(start.variable_cost, 2)} dollars",
        f"2,000 × {number(saved, 2)} = {number(2_000 * saved)} dollars",
        f"each hour saves {number(121 - start.variable_cost, 2)} dollars",
    )
    assert start.price / start.variable_cost == pytest.approx(3, abs=0.25)  # "about three times"
    assert start.solve().decision == "outsource"


def test_no_volume_pays_only_where_an_hour_with_its_overhead_is_cheaper(lesson_one):
    """A rate below the own hour alone does not do it: overhead comes on top."""
    assert_told(lesson_one, "An hour of an agency, overhead included, costs less than an hour")
    freelancers = explore.make_or_buy("Freelancers at your own cost").outcome
    scenario = freelancers.scenario
    assert scenario.price * (1 + scenario.overhead_rate) < scenario.variable_cost
    assert freelancers.break_even is None
    only_the_rate = MakeOrBuy(price=scenario.variable_cost - 2.5).solve()
    assert only_the_rate.break_even > 0
    last = data.demos_by_lesson()[1].steps[-1]
    assert last.preset == "Freelancers at your own cost"
    assert "With overhead that is still less than our own hour costs" in last.ask


def test_lesson_one_hands_off_as_its_explorer_does(lesson_one):
    scenario = explore.change_requests().scenario
    again = scenario.misunderstanding * (1 - scenario.outsourced_knowledge)
    plain = scenario.outsourced_hand_offs * scenario.outsourced_days
    assert (scenario.changes, scenario.outsourced_hand_offs) == (10, 4)
    assert scenario.outsourced_days == 1.5
    assert_told(
        lesson_one,
        f"{again:.0%} of its hand-offs",
        f"1 ÷ (1 − {again:.2f}) = {1 / (1 - again):.2f} times",
        f"So {number(plain)} days become {number(plain / (1 - again))}",
        f"stop at {number(plain * (1 + again))} days",
        f"The {number(plain)} days of its four hand-offs",
    )
    knows_all = explore.change_requests(outsourced_knowledge=1).outcome
    assert knows_all.outsourced_turnaround == plain
    assert knows_all.in_house_turnaround < plain  # "still more than your own people need"
    turns = flip_point(scenario, "outsourced_knowledge").value
    assert_told(lesson_one, f"from {100 * turns:.0f}% knowledge on")
    assert scenario.replace(outsourced_knowledge=turns + 0.01).solve().decision == "outsource"


def test_lesson_one_trains_as_its_explorer_does(lesson_one):
    outcome = explore.ramp_up("A product launch").outcome
    assert_told(
        lesson_one,
        f"the agency's people have {number(outcome.outsourced_training)} hours to learn",
        f"your own people {number(outcome.in_house_training)}",
        f"needed {number(outcome.scenario.ramp_up_weeks)} weeks",
        f"At {number(100 * outcome.scenario.complexity)}% complexity",
        f"needs {number(outcome.scenario.supplier_first_task)} hours for its first task",
        f"your own people {number(outcome.scenario.in_house_first_task)}",
        f"over {number(outcome.scenario.tasks)} tasks",
    )
    assert explore.ramp_up("Simple posts").outcome.decision == "outsource"
    # What one's own people know turns it nowhere, but four other inputs do, each by itself.
    scenario = outcome.scenario
    strangers = scenario.replace(in_house_knowledge=0).solve()
    assert strangers.decision == "insource"
    assert_told(
        lesson_one,
        f"Own people with nothing learnt yet would still be cheaper here, by "
        f"{number(strangers.margin, 0)} dollars",
    )
    assert_told(
        lesson_one,
        "It can turn with how much the agency must learn, or what it charges.",
        "It can also turn with what your own hour costs, or how slow your first task is.",
    )
    for turned in (
        {"supplier_knowledge": 0.7},
        {"supplier_rate": 100},
        {"in_house_rate": 200},
        {"in_house_first_task": 300},
    ):
        assert scenario.replace(**turned).solve().decision == "outsource"


def test_lesson_one_allocates_people_as_its_explorer_does(lesson_one):
    dear = explore.staff_allocation("A dear supplier").outcome
    for person, row in zip(PEOPLE, dear.matrix, strict=True):
        cells = " | ".join(number(value) for value in row)
        assert_told(lesson_one, f"| **{person.capitalize()}** | {cells} |")
    start = explore.staff_allocation("Everybody is wanted").outcome
    assert (dear.launcher, dear.decision, start.decision) == ("kofi", "insource", "outsource")
    assert_told(lesson_one, f"{number(start.opportunity_cost)} dollars would be lost")
    given_up = dear.matrix.max(axis=1) - dear.matrix[:, 0]  # elsewhere each has a project alone
    ana, kofi, mei = (number(one) for one in given_up)
    assert_told(
        lesson_one,
        f"Moved to the launch, Ana would earn {ana} dollars less, Kofi {kofi} and Mei {mei}",
        f"That is {ana} less in all, and with Kofi it is only {kofi} less",
    )
    # Not by what each earns elsewhere, nor by dollar of the launch: differences decide a plan.
    assert dear.matrix[:, 1:].max(axis=1).argmin() == PEOPLE.index("mei")
    quiet = explore.staff_allocation("A quiet quarter").outcome
    assert quiet.launcher == "ana"
    assert (quiet.matrix[:, 1:].max(axis=1) / quiet.matrix[:, 0]).argmin() == PEOPLE.index("kofi")
    assert_told(lesson_one, "So the company loses least if Kofi moves")
    assert given_up.argmin() == PEOPLE.index("kofi")
    fee, own = dear.scenario.fee, dear.matrix[PEOPLE.index("kofi"), 0]
    bought = dear.scenario.supplier_launch
    assert_told(
        lesson_one,
        f"With *A dear supplier* that is {number(fee)} + {number(own)} − {number(bought)} = "
        f"{number(dear.net_price)} dollars",
    )
    assert fee != start.scenario.fee
    assert explore.staff_allocation("A quiet quarter").outcome.decision == "insource"


def test_lesson_one_tells_what_coase_and_williamson_said(lesson_one):
    assert_told(
        lesson_one,
        "One must find out prices and agree on a contract for each deal. Today these are called "
        "**transaction costs**",
        "uncertainty, how often one deals, and above all **asset specificity**",
        "either may hold up the other",
    )
    for name in explore.catalogue():
        texts = " ".join(explore.entry(name).view.TEXTS)
        assert ("Coase" in texts) == (name == "transaction_cost")


def test_lesson_one_falls_as_the_explorer_of_transaction_cost_does(lesson_one):
    outcome = explore.transaction_cost().outcome
    assert_told(lesson_one, f"costs {number(outcome.both_penalties[0])} dollars a year more")
    assert outcome.switch_point > outcome.governance_switch_point


def test_lesson_one_tells_the_complexity_as_its_explorer_does(lesson_one):
    turns = explore.ramp_up().outcome.break_even_complexity
    assert_told(lesson_one, f"above a complexity of {100 * turns:.1f}%. To one more digit")


def test_lesson_one_names_whom_the_cited_wage_is_of(lesson_one):
    cited = data.cite("marketing_wages/2016/13-1161").label
    assert "Market Research Analysts and Marketing Specialists" in cited
    whom = "of all market research analysts and marketing specialists"
    assert_told(lesson_one, f"The wage is a mean {whom}")
    for name in ("make_or_buy", "ramp_up", "handover"):
        assert f"The cited wage is {whom}" in " ".join(explore.entry(name).view.ASSUMPTIONS)


def test_days_of_a_plain_change_are_rounded_as_a_person_does():
    plain = explore.change_requests("Resizing the same picture")
    assert plain.outcome.outsourced_turnaround == pytest.approx(6 / 0.96)
    assert "at 6.3 days a change" in plain.sentence


def test_lesson_one_counts_an_own_hour_by_one_rule(lesson_one):
    """Its wage, nothing, or what it would earn elsewhere: each is met in an explorer."""
    spare = explore.make_or_buy("Spare capacity").outcome
    idle = explore.make_or_buy("Spare capacity", own_hours=IDLE).outcome
    assert_told(
        lesson_one,
        f"Choose *{IDLE}* as well, and the break-even falls from {spare.break_even:.0f} to "
        f"{idle.break_even:.0f} hours",
        "| not be paid | its wage with benefits | *Make or buy* and *Ramp-up*, as they start |",
        f"| be paid and be idle | nothing | *Make or buy* and *Ramp-up*, with *{IDLE}* |",
        "| earn something elsewhere | what it would earn there | *Staff allocation* |",
        "- An own hour costs what is given up for it: its wage with benefits",
    )
    for name in ("make_or_buy", "ramp_up"):
        scenario = explore.entry(name).scenario()
        assert scenario.own_hours == NOT_PAID
        assert scenario.cost_of_hour() == 48.5
        assert scenario.replace(own_hours=IDLE).cost_of_hour() == 0
    # Salaries are no input of who does what: only what somebody would earn counts.
    units = {one.unit for one in explore.entry("staff_allocation").model.quantities().values()}
    assert units == {"$"}
