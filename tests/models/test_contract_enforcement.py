"""Contract enforcement against its closed form, its limiting cases and the cited tables."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.data import cite, columns
from lessons.models.contract_enforcement import (
    COUNTRIES,
    EDITION,
    MEASURED,
    ContractEnforcement,
    ContractEnforcementOutcome,
)

QUANTITIES = ContractEnforcement.quantities()
TABLES = {
    name: columns(name)
    for name in ("contract_enforcement_days", "contract_enforcement_cost", "rule_of_law")
}
# 462 days, 19.2 % of the claim; 0.7 is the chance of winning times the recovered part.
TEXTBOOK = ContractEnforcement(winning=0.7, recovered=1, delay=0, discount=0.08)


def scenarios() -> st.SearchStrategy[ContractEnforcement]:
    """Any scenario that the controls can make, down to a tenth of a step."""
    inputs = {
        name: st.floats(one.minimum, one.maximum).map(lambda value: round(value, 3))
        for name, one in QUANTITIES.items()
    }
    return st.builds(ContractEnforcement, country=st.sampled_from(COUNTRIES), **inputs)


def solved(scenario: ContractEnforcement) -> ContractEnforcementOutcome:
    """Solve with the cited tables, as the catalogue does."""
    return scenario.solve(TABLES)


# Closed forms


@pytest.mark.parametrize(("winning", "recovered"), [(0.7, 1), (1, 0.7), (0.875, 0.8)])
def test_the_expected_value_of_the_textbook(winning, recovered):
    scenario = TEXTBOOK.replace(winning=winning, recovered=recovered)
    assert scenario.expected_value(462, 0.192) == pytest.approx(0.4430, abs=0.00005)


def test_a_delay_counts_as_days_in_court_do():
    delayed = TEXTBOOK.replace(delay=162)
    assert delayed.expected_value(300, 0.192) == TEXTBOOK.expected_value(462, 0.192)


@given(scenarios())
def test_what_is_not_protected_is_lost_in_one_of_three_ways(scenario):
    """Chance and recovery, waiting, and the court's cost add up to the rest of a dollar."""
    won = scenario.winning * scenario.recovered
    waiting = won * (1 - 1 / (1 + scenario.discount) ** ((962 + scenario.delay) / 365))
    lost = (1 - won) + waiting + 0.31
    assert scenario.expected_value(962, 0.31) == pytest.approx(1 - lost)


@given(scenarios(), st.integers(1, 2_000), st.floats(0.01, 0.9))
def test_at_the_least_chance_of_winning_suing_costs_what_it_brings(scenario, days, cost):
    least = scenario.least_winning(days, cost)
    certain = scenario.replace(winning=1).expected_value(days, cost)
    if least is None:
        assert certain <= 0
        return
    assert 0 < least < 1
    there = scenario.model_copy(update={"winning": least})
    assert there.expected_value(days, cost) == pytest.approx(0, abs=1e-12)
    assert certain > 0


# Limiting cases


def test_who_cannot_win_pays_the_cost_alone():
    scenario = TEXTBOOK.replace(winning=0)
    assert scenario.expected_value(462, 0.192) == -0.192
    outcome = solved(scenario)
    assert np.array_equal(outcome.expected_values, -outcome.costs)
    assert not outcome.protected_shares.any()
    assert (outcome.protected, outcome.unprotected) == (0, outcome.scenario.claim)


def test_nothing_can_be_recovered_from_a_supplier_who_has_nothing():
    outcome = solved(ContractEnforcement(recovered=0))
    assert outcome.worth < 0
    assert outcome.protected == 0
    assert outcome.least_winning is None


def test_without_discount_waiting_costs_nothing():
    outcome = solved(ContractEnforcement(discount=0, winning=0.8, recovered=0.9, delay=1_000))
    assert outcome.expected_values == pytest.approx(0.72 - outcome.costs)


def test_a_sure_claim_paid_at_once_costs_the_court_alone():
    scenario = ContractEnforcement(winning=1, recovered=1, discount=0)
    outcome = solved(scenario)
    assert outcome.protected_shares == pytest.approx(1 - outcome.costs)


def test_money_that_is_all_in_escrow_needs_no_court():
    """Not even one that never decides, costs more than it brings, and recovers nothing."""
    for hopeless in ({}, {"winning": 0}, {"recovered": 0}, {"delay": 1_095, "discount": 0.3}):
        outcome = solved(ContractEnforcement(escrow=1, **hopeless))
        assert np.all(outcome.protected_shares == 1)
        assert (outcome.protected, outcome.unprotected, outcome.worth) == (1, 0, 0)


@given(scenarios())
def test_escrow_protects_its_part_and_leaves_the_rest_to_the_court(scenario):
    """Protected = e + (1 - e) x what a court protects without escrow."""
    with_it, without = solved(scenario), solved(scenario.replace(escrow=0))
    held = scenario.escrow
    assert with_it.protected_shares == pytest.approx(held + (1 - held) * without.protected_shares)
    assert with_it.unprotected == pytest.approx((1 - held) * without.unprotected)
    assert with_it.least_winning == without.least_winning


# Monotonicity


@pytest.mark.parametrize(
    ("name", "sign"), [("winning", 1), ("recovered", 1), ("delay", -1), ("discount", -1)]
)
@given(scenario=scenarios(), data=st.data())
def test_each_input_moves_every_country_one_way(name, sign, scenario, data):
    highest = QUANTITIES[name].maximum
    higher = scenario.replace(**{name: data.draw(st.floats(getattr(scenario, name), highest))})
    before, after = (
        one.expected_value(TABLES["contract_enforcement_days"]["days"], 0.2)
        for one in (scenario, higher)
    )
    assert np.all(sign * (after - before) >= -1e-12)


@given(scenarios())
def test_more_days_or_cost_never_protect_more(scenario):
    assert scenario.expected_value(800, 0.2) <= scenario.expected_value(400, 0.2)
    assert scenario.expected_value(400, 0.3) < scenario.expected_value(400, 0.2)


@given(scenarios(), st.floats(1_000, 1_000_000))
def test_the_claim_changes_no_share(scenario, claim):
    one, other = solved(scenario), solved(scenario.replace(claim=claim))
    assert one.protected == other.protected
    assert one.worth / one.scenario.claim == pytest.approx(other.worth / claim)
    assert other.unprotected == pytest.approx(claim * (1 - other.protected))


# The countries


@pytest.mark.parametrize("name", TABLES)
def test_the_options_are_the_countries_of_the_tables(name):
    assert set(COUNTRIES) == set(TABLES[name]["country"])
    assert ContractEnforcement.inputs()["country"].options == COUNTRIES


def test_the_edition_is_the_last_one():
    assert max(TABLES["contract_enforcement_days"]["year"]) == EDITION
    assert max(TABLES["contract_enforcement_cost"]["year"]) == EDITION
    assert MEASURED == EDITION - 1


def test_each_country_has_its_own_cited_figures():
    outcome = solved(ContractEnforcement())
    found = {
        country: (days, round(100 * cost, 6), law)
        for country, days, cost, law in zip(
            outcome.countries, outcome.days, outcome.costs, outcome.rule_of_law, strict=True
        )
    }
    codes = zip(
        TABLES["rule_of_law"]["country"], TABLES["rule_of_law"]["country_code"], strict=True
    )
    for country, code in codes:
        assert found[country] == (
            cite(f"contract_enforcement_days/{code}/2020").value,
            cite(f"contract_enforcement_cost/{code}/2020").value,
            cite(f"rule_of_law/{code}/2019").value,
        )


@given(scenarios())
def test_the_best_protected_country_comes_first(scenario):
    outcome = solved(scenario)
    assert sorted(outcome.countries) == sorted(COUNTRIES)
    assert np.all(np.diff(outcome.expected_values) <= 0)
    assert outcome.expected_values == pytest.approx(
        scenario.expected_value(outcome.days, outcome.costs)
    )
    in_court = 1 - scenario.escrow
    assert outcome.protected_shares == pytest.approx(
        scenario.escrow + in_court * np.maximum(outcome.expected_values, 0)
    )
    place = outcome.countries.index(scenario.country)
    assert outcome.protected == outcome.protected_shares[place]
    assert outcome.worth == pytest.approx(
        scenario.claim * in_court * outcome.expected_values[place]
    )


def test_every_default_is_made_up():
    assert not [one for one in ContractEnforcement.inputs().values() if one.source]


def test_the_story_at_the_defaults():
    """India: 0.8 x 0.9 / 1.10^((1,445 + 180) / 365) - 0.31."""
    outcome = solved(ContractEnforcement())
    assert outcome.protected == pytest.approx(0.72 / 1.10 ** (1_625 / 365) - 0.31)
    assert outcome.protected == pytest.approx(0.161, abs=0.0005)
    assert outcome.countries[0] == "Norway"
    assert outcome.countries[-1] == "India"
