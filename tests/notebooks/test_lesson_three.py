"""What lesson 3 says in its own numbers is what the published figures and the models say."""

import pytest
from told import ROOT, assert_told, told

from lessons import data, explore
from lessons.explore.measures import ACCESS, ENFORCEMENT
from lessons.models.back_office_access import EXPOSURES, MOST_STOPPED, BackOfficeAccess
from lessons.models.contract_enforcement import DAYS_IN_A_YEAR, ContractEnforcement
from lessons.views import contract_enforcement
from lessons.words import number, spoken
from lessons.words.predicted import as_fine

DISCOUNTING = ("contract_enforcement", "service_advantage")


@pytest.fixture
def lesson_three() -> str:
    """Return what lesson 3 says."""
    return told("03-risks-and-advantage")


def percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def dollars(amount: float) -> str:
    return f"{number(amount, 0)} dollars"


def test_lesson_three_counts_breaches_as_the_tables_do(lesson_three):
    present, absent = (
        data.cite(f"health_breaches/{one}/2022").value for one in ("present", "absent")
    )
    assert_told(lesson_three, f"{number(present)} of {number(present + absent)} involved")
    shares = [data.cite(f"third_party_breach_share/{year}").value for year in (2024, 2025)]
    assert shares[1] == 2 * shares[0]  # "it doubled"
    typical, tenth = (
        data.cite(f"breach_losses/{one}/2020").value for one in ("typical", "exceeded-by-a-tenth")
    )
    assert_told(lesson_three, f"loss at {dollars(typical)}", f"above {tenth / 1e6:.0f} million")


def test_lesson_three_prices_the_access_as_its_explorer_does(lesson_three):
    strong = explore.back_office_access("A strong firm").outcome
    start = explore.back_office_access().outcome
    share = start.scenario.third_party_share
    assert_told(
        lesson_three,
        f"losses** rise by {percent(strong.increase)}",
        f"{percent(share)} of all incidents are {percent(start.increase)} on top of the other "
        f"{percent(1 - share)}",
        f"a saving of {dollars(strong.required_saving)} a year",
        f"that takes {dollars(start.required_saving)}",
    )
    assert strong.increase == start.increase
    assert MOST_STOPPED * strong.scenario.security > 0.8  # "more than eight in ten"


def test_lesson_three_works_its_exercise_as_the_model_does(lesson_three):
    start = explore.back_office_access().outcome
    scenario = start.scenario
    expected = start.in_house.expectancy
    assert_told(
        lesson_three,
        f"{number(scenario.incidents)} incidents a year. Here the best security of all, "
        f"{percent(1)}, stops {percent(MOST_STOPPED)} of them",
        f"security of {percent(scenario.security)} stops half of that, "
        f"{percent(MOST_STOPPED * scenario.security)}",
        f"and {number(scenario.in_house_incidents())} get through",
        f"between {number(scenario.loss[0])} and {dollars(scenario.loss[1])}",
        f"makes {dollars(scenario.mean_loss())} on average",
        f"{number(scenario.in_house_incidents())} × {number(scenario.mean_loss(), 0)} = "
        f"{dollars(expected)} a year",
        f"0.30 ÷ 0.70, or 3 ÷ 7, of that: {dollars(start.required_saving)} a year",
        f"expects {dollars(expected)} of losses a year",
        f"A quarter of {dollars(expected)}",
    )
    fifth = scenario.replace(third_party_share=0.2)
    assert fifth.increase() == pytest.approx(0.25)


def test_lesson_three_lists_what_reduces_the_risk_of_access(lesson_three):
    """Each is a preset of the explorer, the strongest first."""
    needed = {}
    for name in ACCESS:
        needed[name] = explore.back_office_access(name).outcome.required_saving
    assert_listed(lesson_three, needed)
    assert_tied(lesson_three, ACCESS, BackOfficeAccess)


def test_lesson_three_lists_what_leaves_less_unprotected(lesson_three):
    left = {}
    for name in ENFORCEMENT:
        left[name] = explore.contract_enforcement(name).outcome.unprotected
    assert_listed(lesson_three, left)
    assert_tied(lesson_three, ENFORCEMENT, ContractEnforcement)


def assert_listed(text: str, amounts: dict[str, float]) -> None:
    rows = [line for line in text.splitlines() if line.startswith("| **")]
    listed = [row for row in rows if any(f"**{name}**" in row for name in amounts)]
    assert len(listed) == len(amounts) == 3
    for row, name in zip(listed, sorted(amounts, key=amounts.get), strict=True):
        assert f"**{name}**" in row
        assert row.endswith(f"| {dollars(amounts[name])} |")


def assert_tied(text: str, measures: dict, model: type) -> None:
    """Hold that each step is listed with the input that it moves."""
    for measure, inputs in measures.items():
        (row,) = (line for line in text.splitlines() if line.startswith(f"| **{measure}**"))
        for name, value in inputs.items():
            assert f"| {model.inputs()[name].label} |" in row
            assert getattr(model(), name) != value


def test_lesson_three_enforces_contracts_as_its_explorer_does(lesson_three):
    india = explore.contract_enforcement().outcome
    scenario = india.scenario
    norway = explore.contract_enforcement("A supplier in Norway").outcome
    place = india.countries.index("India")
    assert_told(
        lesson_three,
        f"would protect {percent(scenario.winning * scenario.recovered)} of the claim",
        f"a cost of {percent(india.costs[place])} leave {percent(india.protected)}",
        f"Norway it would be {percent(norway.protected)}",
        f"{dollars(scenario.claim)}. The company wins in court with a chance of "
        f"{percent(scenario.winning)}, and then recovers {percent(scenario.recovered)}",
    )
    assert (india.days[place] + scenario.delay) / DAYS_IN_A_YEAR > 4  # "more than four years"
    by_law = sorted(zip(-india.rule_of_law, india.countries, strict=True))
    ranks = {country: rank for rank, (_, country) in enumerate(by_law, start=1)}
    assert ranks["Ireland"] <= 3 < india.countries.index("Ireland")
    assert ranks["China"] > 5
    assert india.countries[1] == "China"


def test_only_the_days_of_a_claim_are_a_floor(lesson_three):
    """The cost is that of a small claim, of which it is a larger share."""
    assert_told(
        lesson_three,
        "So take the **days** as a floor. The **cost** is that of a small claim",
        "Its days can serve as a floor",
    )
    assert "figures as a floor" not in lesson_three
    told_first = " ".join(contract_enforcement.DECISIVE)
    assert "For a claim across borders the days are a floor" in told_first
    assert "Of a large one it is a smaller share" in told_first


def test_a_clause_that_names_a_court_is_no_arbitration(lesson_three):
    """Its preset shortens the extra delay alone: the court takes as long as ever."""
    (clause,) = (name for name, inputs in ENFORCEMENT.items() if "delay" in inputs)
    assert clause == "Choice-of-court clause"
    assert_told(lesson_three, f"| **{clause}** |", "That is a choice-of-court clause")
    assert "rbitration" not in lesson_three


def test_lesson_three_counts_overhead_as_the_explorer_of_offshoring_does(lesson_three):
    outcome = explore.offshoring().outcome
    scenario = outcome.scenario
    assert_told(
        lesson_three,
        f"takes {1 / scenario.productivity:.2f} hours abroad, which cost "
        f"{scenario.contract(0):.2f} dollars",
        f"are {percent(scenario.hidden_rate())} of that: {outcome.hidden:.2f} dollars",
        f"from {outcome.headline:.2f} dollars to {outcome.saving:.2f}",
        f"bills {number(scenario.foreign_cost)} dollars an hour",
    )
    hard = explore.offshoring("Hard to hand over").outcome
    assert hard.saving < 0
    assert hard.scenario.replace(foreign_cost=scenario.foreign_cost).solve().saving > 0
    assert_told(
        lesson_three,
        f"With *Hard to hand over* the supplier also bills {number(hard.scenario.foreign_cost)} "
        f"dollars an hour, not {number(scenario.foreign_cost)}",
    )


def test_lesson_three_values_service_as_its_explorer_does(lesson_three):
    outcome = explore.service_advantage().outcome
    scenario = outcome.scenario
    assert_told(
        lesson_three,
        f"Only {100 * outcome.required_gain:.1f} more of 100 customers",
        f"Keeping {100 * scenario.in_house_retention:.0f} rather than "
        f"{100 * scenario.outsourced_retention:.0f} is worth {dollars(outcome.margin)}",
        f"serves {number(scenario.customers)} customers and keeps "
        f"{percent(scenario.outsourced_retention)}",
        f"cost {dollars(scenario.extra_cost / scenario.customers)} a year more for each customer "
        "who stays",
        f"orders leave a margin of {number(scenario.customer_margin)} dollars a year",
    )
    assert explore.service_advantage("A supplier who serves better").outcome.margin < 0


def test_how_many_more_must_stay_is_told_in_points():
    """Two shares are points apart: 3.41% more than 80% would be 82.7%."""
    asked = data.lessons()[3].predictions["retention-gain"]
    found = explore.service_advantage().outcome.required_gain
    said = f"{100 * found:.1f} percentage points"  # the slider counts tenths of a point
    assert spoken(as_fine(found, asked.step), asked.unit) == said
    assert f"**{said}**" in (ROOT / "instructor" / "guide.md").read_text("utf-8")


def test_lesson_three_ranks_the_steps_in_its_model_alone(lesson_three):
    assert_told(
        lesson_three,
        "The first is the strongest in this model, where the marketing tools carry "
        f"{percent(EXPOSURES['Marketing tools'])} of what a supplier adds",
        "So the **spread** matters as well as the mean",
        "in today's money and over all years",
    )
    asked = data.lessons()[4].questions["recall-access"]
    assert asked.ask.endswith("in that lesson's model?")


def test_lesson_three_says_that_the_equal_rise_is_the_models_own(lesson_three):
    """No data show it, and the cited share counts more than suppliers with access."""
    assert_told(
        lesson_three,
        "In this model the strong firm's **expected losses** rise by",
        "That follows from how the model counts, and no data show it",
        "By how much do its expected losses rise in this model?",
        "makers of software whose faults let somebody in count as well",
    )


def test_lesson_three_tells_what_becomes_of_the_extra_cost(lesson_three):
    stays = explore.service_advantage(extra_cost_later="Stays the same").outcome
    assert stays.decision == "outsource"
    assert_told(
        lesson_three,
        f"for each of the {number(stays.scenario.customers)}, or "
        f"{dollars(stays.scenario.extra_cost)}, were paid each year for ever. Then it would "
        f"cost {dollars(-stays.margin)} more than it is worth",
    )


def test_lesson_three_discounts_in_one_way(lesson_three):
    rates = [explore.entry(name).scenario().discount for name in DISCOUNTING]
    assert len(set(rates)) == 1
    assert_told(
        lesson_three,
        f"at a discount rate of {percent(rates[0])}, {1 + rates[0]:.2f} dollars in a year are "
        "worth 1 dollar today, here and in all lessons",
    )


def test_lesson_three_leaves_money_in_escrow_out_of_court(lesson_three):
    held = explore.contract_enforcement("Escrow").outcome
    plain = explore.contract_enforcement().outcome
    assert 1 - held.scenario.escrow == pytest.approx(1 / 5)  # "a fifth in advance"
    assert held.unprotected == pytest.approx(plain.unprotected / 5)
    assert_told(
        lesson_three,
        "Pay a fifth in advance",
        "Money in escrow needs no court, as long as both sides agree on what was delivered",
    )
