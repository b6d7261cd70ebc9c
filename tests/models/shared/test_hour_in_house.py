"""An own hour costs what is given up for it: one rule, one choice, in every model."""

import pytest

from lessons import explore
from lessons.explore.carry_over import FEEDS
from lessons.models.handover import Handover
from lessons.models.make_or_buy import MakeOrBuy
from lessons.models.ramp_up import RampUp
from lessons.models.shared.hour_in_house import ELSEWHERE, IDLE, NOT_PAID, cost_of_own_hour

PRICING = {
    entry.name: entry.model.inputs()["own_hours"]
    for entry in explore.catalogue().values()
    if "own_hours" in entry.model.inputs()
}
LABEL = "Cost of an hour in-house"


def test_an_hour_costs_what_is_given_up_for_it():
    """Its wage, nothing, or 48.50 + 120 dollars."""
    assert cost_of_own_hour(NOT_PAID, 48.5, 120) == 48.5
    assert cost_of_own_hour(IDLE, 48.5, 120) == 0
    assert cost_of_own_hour(ELSEWHERE, 48.5, 120) == 168.5


def test_every_model_with_a_cost_of_an_hour_asks_what_the_hour_would_otherwise_do():
    priced = {
        entry.name
        for entry in explore.catalogue().values()
        if LABEL in (one.label for one in entry.model.inputs().values())
    }
    assert priced == {"make_or_buy", "ramp_up", "handover"}
    assert set(PRICING) == priced | {"handover_uncertain"}


def test_it_is_asked_in_the_same_words_and_starts_from_the_same_answer():
    for name, one in PRICING.items():
        assert (one.label, one.default) == ("Own hours would otherwise", NOT_PAID), name
        assert one.options[:2] == (NOT_PAID, IDLE), name


def test_make_or_buy_counts_no_wage_that_is_paid_anyway():
    """800 hours: 120,000 + 800 x 48.50 against 136,400, or 120,000 alone."""
    assert MakeOrBuy().margin() == pytest.approx(136_400 - 120_000 - 800 * 48.5)
    assert MakeOrBuy(own_hours=IDLE).margin() == pytest.approx(136_400 - 120_000)
    # Of an idle team that is paid anyway nothing is left to pay for.
    assert MakeOrBuy(own_hours=IDLE, spare_capacity=1).solve().break_even == 0


def test_ramp_up_counts_no_wage_that_is_paid_anyway():
    scenario = RampUp(own_hours=IDLE)
    assert scenario.in_house_cost(scenario.tasks) == 0
    assert scenario.margin() == pytest.approx(RampUp().outsourced_cost(20))
    training = FEEDS["ramp_up"].amount(scenario.solve())
    assert training == pytest.approx(155 * scenario.training_hours(0.4))


def test_each_answer_has_a_verdict_of_its_own_on_the_handover():
    """Idle hours save 48.50 dollars for each of the 619.35 free hours that the team would use."""
    not_paid, idle, elsewhere = (
        Handover(own_hours=one).solve() for one in (NOT_PAID, IDLE, ELSEWHERE)
    )
    assert [one.best_week for one in (not_paid, idle, elsewhere)] == [10, 8, 26]
    assert [one.decision for one in (not_paid, idle, elsewhere)] == [
        "switch",
        "switch",
        "outsource",
    ]
    scenario = Handover()
    used = sum(
        min(needed, free)
        for needed, free in zip(
            scenario.needed_hours(0).tolist(), scenario.team_free_hours().tolist(), strict=True
        )
    )
    assert used == pytest.approx(619.35, abs=0.01)
    assert not_paid.team_cost - idle.team_cost == pytest.approx(48.5 * used)
    assert not_paid.agency_cost - not_paid.team_cost == pytest.approx(-19_391, abs=1)
    assert idle.agency_cost - idle.team_cost == pytest.approx(10_647, abs=1)


def test_who_has_no_hour_free_does_not_care_what_free_hours_would_do():
    booked = {"booked": 1, "booked_later": 1}
    costs = [Handover(**booked, own_hours=one).costs() for one in (NOT_PAID, IDLE, ELSEWHERE)]
    for other in costs[1:]:
        assert other == pytest.approx(costs[0])
