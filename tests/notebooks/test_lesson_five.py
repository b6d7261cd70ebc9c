"""What lesson 5 says in its own numbers is what the model of a case and its explorers say."""

import pytest
from told import assert_told, told

from lessons import data, explore
from lessons.explore.carry_over import CLAIMS_A_YEAR, FEEDS, carried
from lessons.models.your_case import CONSIDERATIONS, DRAWS, SWITCH
from lessons.words import number


@pytest.fixture
def lesson_five() -> str:
    """Return what lesson 5 says."""
    return told("05-your-own-case")


def amount(value: float) -> str:
    return number(value, 0).replace("-", "−")


def dollars(value: float) -> str:
    return f"{amount(value)} dollars"


def percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def expected(name: str) -> dict[str, float]:
    """Return what each line of a worked case is expected to be worth."""
    outcome = explore.your_case(name).outcome
    return dict(zip(CONSIDERATIONS, outcome.expected.tolist(), strict=True))


def test_lesson_five_adds_up_the_candy_campaign_as_the_model_does(lesson_five):
    outcome = explore.your_case("The candy campaign").outcome
    lines = expected("The candy campaign")
    against = lines.pop("opportunity_cost")
    assert against < 0 < min(lines.values())  # "one large amount", "five smaller amounts"
    assert max(lines.values()) < -against
    assert_told(
        lesson_five,
        f"{dollars(-against)} of other work that is left",
        f"they are worth {dollars(sum(lines.values()))}, so {dollars(outcome.margin)} a year",
        f"{dollars(-against)}. The five other lines together weigh {amount(sum(lines.values()))}.",
        f"at {dollars(-against)}. But the five other lines together weigh "
        f"{amount(sum(lines.values()))}.",
        f"{dollars(-against)} to the sum of {dollars(outcome.margin)}",
        f"expected to be {dollars(against)}. Without it the sum is {amount(outcome.margin)} + "
        f"{dollars(-against)}",
    )


def test_lesson_five_tells_the_four_stories_that_the_cases_are(lesson_five):
    decisions = {
        name: explore.your_case(name).outcome.decision
        for name in explore.entry("your_case").presets
    }
    assert_told(
        lesson_five, "The help desk and payroll go out, the candy campaign and the plant stay in"
    )
    assert list(decisions.values()) == ["insource", "outsource", "outsource", "insource"]
    plant = expected("A plant")
    assert max(plant, key=plant.get) == "enforcement"
    assert explore.your_case("A plant").outcome.reversed_by == "nothing"
    assert_told(
        lesson_five,
        f"enforcement is the heaviest line, worth {dollars(plant['enforcement'])}. Yet no line "
        "alone turns that decision",
    )


def test_lesson_five_says_how_sure_one_can_be_as_the_model_does(lesson_five):
    start = explore.your_case("A help desk").outcome
    none, double = (explore.your_case("A help desk", spread=one).outcome for one in (0, 2))
    assert none.decision == start.decision == double.decision  # "the advice stays the same"
    assert_told(
        lesson_five,
        f"outsource, by {dollars(-start.margin)} a year",
        f"in {100 * start.probability:.0f} of 100 draws",
        f"no ranges at all that chance is {percent(none.probability)}",
        f"twice as wide it is {percent(double.probability)}",
        f"six amounts add up to {dollars(-start.margin)} a year in favour of outsourcing",
    )
    assert round(1 / start.probability) == 5  # "one time in five"
    assert_told(
        lesson_five, "Each draw is one way the case may be", f"After {number(DRAWS)} draws"
    )
    assert_told(
        lesson_five,
        f"from {dollars(none.margin)} with no ranges to {amount(double.margin)} with twice",
    )
    up, down = (
        sum(getattr(one, guess) for one in explore.your_case("A help desk").assumptions())
        for guess in ("high", "low")
    )
    assert up - none.margin > none.margin - down  # "reach further up than down"


def test_lesson_five_turns_its_cases_where_the_model_does(lesson_five):
    payroll = explore.your_case("Payroll")
    desk, candy = (explore.your_case(one).outcome for one in ("A help desk", "The candy campaign"))
    cost = payroll.turns()[0]
    assert payroll.outcome.turning is None
    assert desk.reversed_by == "Service value"
    assert candy.reversed_by == "Cost difference"
    service = expected("A help desk")["service_value"]
    others = {}
    for name in ("A help desk", "The candy campaign"):
        case = explore.your_case(name)
        turns = {one.line: one for one in case.turns() if one.within}
        assert set(turns) == {"Cost difference", "Service value"}  # each line that does is named
        others[name] = [turns[line].turns_at for line in ("Cost difference", "Service value")]
    (desk_cost, desk_service), (_, candy_service) = others.values()
    widths = {
        one.line: one.high - one.low for one in explore.your_case("A help desk").assumptions()
    }
    assert max(widths, key=widths.get) == "Service value"  # "its range is the widest"
    assert_told(
        lesson_five,
        f"once it rises above {dollars(desk_service)}. So does the cost difference, above "
        f"{amount(desk_cost)}.",
        f"with its service value too, below {amount(candy_service)}.",
        f"would have to be {dollars(cost.turns_at)}, and even its high guess is "
        f"{amount(payroll.assumptions()[0].high)}",
        f"at its high guess of {dollars(payroll.assumptions()[0].high)}",
        f"At its high guess of {dollars(payroll.assumptions()[3].high)}",
        f"once that falls below {dollars(candy.reversed_at)}",
        f"The sum is {dollars(desk.margin)}, and the service value is expected to be "
        f"{dollars(service)}",
        f"than the {dollars(service)} expected",
        f"{dollars(-payroll.outcome.margin)} a year in favour of outsourcing",
    )


def test_lesson_five_carries_a_busy_year_over_as_the_case_does(lesson_five):
    entry = explore.entry("make_or_buy")
    scenario = entry.scenario("A busy year")
    found = carried(FEEDS["make_or_buy"], scenario, entry.solve)
    assert found.ends == (0.75 * scenario.volume, 3_000)
    assert_told(
        lesson_five,
        f"needs {number(scenario.volume)} hours",
        f"costs {dollars(found.likely)} less. A quarter less volume leaves {dollars(found.low)}",
        f"ends at {number(found.ends[1])} hours: {dollars(found.high)}",
    )
    assert pytest.approx(1 / 10) == CLAIMS_A_YEAR  # "one contract is broken in ten years"


def test_lesson_five_lists_what_each_explorer_fills(lesson_five):
    rows = [line for line in lesson_five.splitlines() if line.startswith("| *")]
    for name, feed in FEEDS.items():
        if name in explore.NAMES:
            title = explore.entry(name).view.TITLE.partition(":")[0]
            (row,) = (row for row in rows if f"*{title}*" in row)
            assert f"| {CONSIDERATIONS[feed.consideration]} |" in row


def test_lesson_five_works_its_exercises_as_the_model_does(lesson_five):
    case = explore.your_case("The candy campaign")
    first, turn = case.assumptions()[0], case.turns()[0]
    together = first.low + first.likely + first.high
    assert turn.within
    assert_told(
        lesson_five,
        f"{amount(first.low)}, {amount(first.likely)} and {dollars(first.high)}",
        f"{amount(together)} ÷ 3 = {dollars(turn.expected)}",
        f"{amount(turn.expected)} − {amount(case.outcome.margin)} = {dollars(turn.turns_at)}",
    )
    desk = explore.your_case("A help desk").assumptions()[5]
    together = desk.low + desk.likely + desk.high
    assert_told(
        lesson_five,
        f"{amount(desk.low)}, {amount(desk.likely)} and {dollars(desk.high)}",
        f"Together they are {dollars(together)}",
        f"Divide {amount(together)} by 3",
    )


def test_lesson_five_says_why_the_campaign_of_lesson_four_comes_back_with_another_verdict(
    lesson_five,
):
    campaign, inside = explore.handover().outcome, explore.your_case().outcome
    switch = explore.your_case(plan=SWITCH).outcome
    assert campaign.agency_cost < campaign.team_cost  # "starting in-house cost more"
    assert (campaign.decision, inside.decision, switch.decision) == (
        "switch",
        "insource",
        "switch",
    )
    scenario, lines = switch.scenario, expected("The candy campaign")
    two = {line: lines[line] for line in ("cost_difference", "opportunity_cost")}
    counted_there = two["cost_difference"] + two["opportunity_cost"]
    assert counted_there < 0 < sum(lines.values())
    saved, displaced = campaign.scenario.beside_agency(0)
    likely = [one.likely for one in explore.your_case().assumptions()[:2]]
    assert likely == [round(saved, -3), round(-displaced, -3)]  # "in whole thousands"
    first, second = two.values()
    assert_told(
        lesson_five,
        f"starting in-house cost {dollars(campaign.team_cost - campaign.agency_cost)} more",
        f"| Cost difference | {amount(saved)} | {amount(first)} |",
        f"| Opportunity cost | {amount(-displaced)} | {amount(second)} |",
        f"| **{amount(saved - displaced)}** | **{amount(counted_there)}** |",
        f"| **All six together** | – | **{amount(inside.margin)}** |",
        f"leaves of the first two lines after week {campaign.best_week}",
        f"| Of most lines | all | {percent(scenario.later)} |",
        f"| all | {percent(scenario.opportunity_cost_later)}, since the rush is over |",
        f"| **{dollars(inside.margin)}** | **{dollars(switch.margin)}** |",
        f"| **in {percent(inside.probability)} of draws** | "
        f"**in {percent(switch.probability)} of draws** |",
    )
    for line, worth in lines.items():
        if line not in two:
            assert_told(lesson_five, f"| {CONSIDERATIONS[line]} | left out | {amount(worth)} |")


def test_a_slip_of_lesson_five_keeps_the_opportunity_cost_of_the_case():
    _, asked = data.question("sum-without-opportunity-cost")
    kept, likely_alone = (one.inputs for one in asked.slips)
    start = explore.your_case().scenario.model_dump()
    assert kept == {name: start[name] for name in asked.figure.inputs}
    ends = {name: amount for name, amount in kept.items() if not name.endswith("likely")}
    assert likely_alone == ends


def test_the_demo_of_lesson_five_makes_other_work_a_third_dearer():
    (moved,) = (step.inputs for step in data.demos_by_lesson()[5].steps if len(step.inputs) == 3)
    start = explore.your_case().scenario.model_dump()
    assert moved == {name: pytest.approx(start[name] * 4 / 3, abs=500) for name in moved}


def test_lesson_five_asks_of_lesson_three_nothing_that_its_model_alone_says():
    """That a firm becomes more exposed is known; by the same share as others, is assumed."""
    _, asked = data.question("recall-strong-firm")
    assert "share" not in asked.ask
    (right,) = (one.text for one in asked.options if one.right)
    assert right.startswith("It rises")
