"""Your own case: sums, and how sure one can be of their sign."""

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.models import your_case
from lessons.models.handover import Handover
from lessons.models.handover_uncertain import HandoverUncertain
from lessons.models.shared.flip_points import flip_points
from lessons.models.your_case import (
    CONSIDERATIONS,
    GUESSES,
    LIMIT,
    NORMAL_90,
    SWITCH,
    THROUGHOUT,
    YourCase,
)

AMOUNTS = st.integers(-LIMIT, LIMIT).map(float)
WHOLE = st.integers(-LIMIT // 1_000, LIMIT // 1_000).map(lambda one: 1_000.0 * one)
THOUSANDS = st.lists(st.tuples(WHOLE, WHOLE, WHOLE), min_size=6, max_size=6)
TRIPLES = st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS), min_size=6, max_size=6)


def case(triples, **more) -> YourCase:
    """Return a case of six lines, each with its low, likely and high guess."""
    inputs = {
        f"{one}_{guess}": value
        for one, triple in zip(CONSIDERATIONS, triples, strict=True)
        for guess, value in zip(GUESSES, triple, strict=True)
    }
    return YourCase(**inputs, **more)


@settings(max_examples=25)
@given(st.lists(AMOUNTS, min_size=6, max_size=6))
def test_without_ranges_the_probability_is_the_sign_of_the_sum(amounts):
    outcome = case([(one, one, one) for one in amounts]).solve()
    assert outcome.margin == pytest.approx(sum(amounts), abs=1e-6)
    total = sum(amounts)
    assert outcome.probability == (1 if total > 0 else 0 if total < 0 else 0.5)
    assert outcome.decision == (
        "insource" if total > 0 else "outsource" if total < 0 else "indifferent"
    )


@settings(max_examples=25)
@given(TRIPLES)
def test_normal_guesses_agree_with_the_closed_form(triples):
    outcome = case(triples, shape="Normal").solve()
    ordered = np.sort(triples, axis=1)
    spread = np.linalg.norm((ordered[:, 2] - ordered[:, 0]) / (2 * NORMAL_90))
    middle = (ordered[:, 0] + ordered[:, 2]).sum() / 2
    if spread:
        exact = 1 - NormalDist(middle, spread).cdf(0)
        error = 4 * np.sqrt(max(exact * (1 - exact), 1e-4) / 100_000)
        assert outcome.probability == pytest.approx(exact, abs=error)
    assert outcome.margin == pytest.approx(middle, abs=1e-6)


@settings(max_examples=25)
@given(TRIPLES)
def test_triangular_guesses_have_the_mean_and_spread_of_their_kind(triples):
    scenario = case(triples)
    ordered = np.sort(np.array(triples), axis=1)
    base, drawn = scenario._drawn(ordered)
    sums = base + drawn.astype(float)
    low, likely, high = ordered.T
    variance = (
        low**2 + likely**2 + high**2 - low * likely - low * high - likely * high
    ).sum() / 18
    assert sums.mean() == pytest.approx(
        scenario.margin(), abs=4 * np.sqrt(variance / len(sums)) + 1e-6
    )
    assert sums.std() == pytest.approx(np.sqrt(variance), rel=0.02, abs=1e-6)
    dust = 1e-6 * (high - low).sum() + 1e-6  # single precision
    assert low.sum() - dust <= sums.min() <= sums.max() <= high.sum() + dust


@settings(max_examples=15)
@given(TRIPLES, st.permutations(GUESSES))
def test_guesses_in_any_order_mean_the_same(triples, order):
    there = case(triples).solve()
    mixed = [tuple(triple[GUESSES.index(guess)] for guess in order) for triple in triples]
    back = case(mixed).solve()
    assert back.margin == pytest.approx(there.margin)
    assert back.probability == there.probability


@settings(max_examples=15)
@given(TRIPLES)
def test_the_tornado_moves_one_line_at_a_time(triples):
    outcome = case(triples).solve()
    ordered = np.sort(np.array(triples), axis=1)
    assert outcome.expected.sum() == pytest.approx(outcome.margin, abs=1e-6)
    assert np.all(outcome.if_low <= outcome.margin + 1e-6)
    assert np.all(outcome.if_high >= outcome.margin - 1e-6)
    assert outcome.if_high - outcome.if_low == pytest.approx(ordered[:, 2] - ordered[:, 0])


def test_more_speaks_for_insourcing_with_more_in_any_line():
    start = YourCase().solve()
    for one in CONSIDERATIONS:
        more = {
            f"{one}_{guess}": getattr(YourCase(), f"{one}_{guess}") + 9_000 for guess in GUESSES
        }
        moved = YourCase(**more).solve()
        assert moved.margin == pytest.approx(start.margin + 9_000)
        assert moved.probability > start.probability


@settings(max_examples=25)
@given(THOUSANDS, st.sampled_from(("Triangular", "Normal")))
def test_the_bars_are_those_of_all_draws(triples, shape):
    outcome = case(triples, shape=shape).solve()
    width = np.diff(outcome.edges)
    assert outcome.shares.sum() == pytest.approx(1)
    assert width == pytest.approx(width[0])
    if outcome.edges[0] < 0 < outcome.edges[-1]:
        assert 0 in outcome.edges
    above = outcome.shares[outcome.edges[:-1] >= 0].sum()
    is_drawn = any(len(set(triple)) > 1 for triple in triples)  # else zero itself counts half
    assert above == pytest.approx(outcome.probability, abs=1e-3 if is_drawn else 0.5)


@settings(max_examples=25)
@given(TRIPLES)
def test_a_line_that_turns_the_decision_does_so_within_its_own_range(triples):
    outcome = case(triples).solve()
    ordered = np.sort(np.array(triples), axis=1)
    assert outcome.turns_at == pytest.approx(outcome.expected - outcome.margin)
    within = (ordered[:, 0] < outcome.turns_at) & (outcome.turns_at < ordered[:, 2])
    if outcome.turning is None:
        assert not np.any(within & (abs(outcome.turns_at - outcome.expected) > 0.01))
    elif outcome.decision != "indifferent":
        place = outcome.turning
        assert ordered[place, 0] - 1e-6 <= outcome.turns_at[place] <= ordered[place, 2] + 1e-6
        reach = -outcome.if_low if outcome.margin > 0 else outcome.if_high
        assert reach[place] == reach.max()


def test_a_decision_without_ranges_has_nothing_that_turns_it():
    assert case([(5_000, 5_000, 5_000)] * 6).solve().turning is None


def test_a_sum_beside_zero_counts_half_only_where_nobody_could_tell():
    flat = [(0, 0, 0)] * 5
    assert case([*flat, (0.004, 0.004, 0.004)]).solve().probability == 0.5
    assert case([*flat, (0.006, 0.006, 0.006)]).solve().probability == 1
    # Nothing is lost to single precision beside a large certain amount.
    large = [(999_999.99,) * 3, (-999_999.98,) * 3, *flat[:4]]
    assert case(large).solve().probability == 1


def test_the_draws_take_little_room():
    YourCase().solve()
    assert your_case._roots().nbytes <= 5_000_000
    assert your_case._normals().nbytes <= 2_500_000


def test_each_guess_has_its_turning_point():
    found = {flip.name: flip.value for flip in flip_points(YourCase())}
    turning = found["service_value_likely"]
    assert YourCase(service_value_likely=turning).margin() == pytest.approx(0, abs=1e-3)
    assert len(found) == 22  # eighteen guesses, three of the plan, the width of their ranges


def test_the_same_draws_each_time():
    assert YourCase().solve().probability == YourCase().solve().probability


# Outside first, inside later


def test_the_campaign_is_worth_most_if_it_changes_hands():
    """0.45 x (74,667 + 5,000 + 3,000 + 20,000) - 0.05 x 97,333 - 5,000 = 36,333."""
    inside, switch = YourCase(plan=THROUGHOUT).solve(), YourCase(plan=SWITCH).solve()
    left = 0.45 * (224_000 / 3 + 5_000 + 3_000 + 20_000) - 0.05 * 292_000 / 3 - 5_000
    assert switch.margin == pytest.approx(left)
    assert (round(inside.margin), round(switch.margin)) == (17_667, 36_333)
    assert (inside.decision, switch.decision) == ("insource", "switch")
    assert switch.probability > inside.probability + 0.1


def test_the_parts_that_are_left_are_those_of_the_handover():
    """The best one leaves 33,897 of 74,567 dollars saved, and 43 of 783 hours taken away."""
    case, campaign = YourCase(), Handover()
    best = campaign.solve().best_week
    needed, taken = [], []
    for last in (0, best):
        hours = campaign.needed_hours(last)[last:]
        needed.append((campaign.hours()[last:] * 155 - hours * 48.5).sum())
        taken.append(np.maximum(hours - campaign.team_free_hours()[last:], 0).sum())
    assert case.later == pytest.approx(needed[1] / needed[0], abs=0.025)
    assert case.opportunity_cost_later == pytest.approx(taken[1] / taken[0], abs=0.025)
    assert case.switch_cost == campaign.handover_cost


def test_the_two_lines_of_lesson_four_are_its_own_amounts():
    """By hand: hours x (155 - 48.50 x what a beginner needs), and 120 for each hour taken."""
    case, campaign = YourCase(), Handover()
    uncertain = HandoverUncertain()
    for booked, rate, guess in (
        (uncertain.booked_later[1], uncertain.agency_rate[0], "low"),
        (campaign.booked_later, campaign.agency_rate, "likely"),
        (uncertain.booked_later[0], uncertain.agency_rate[1], "high"),
    ):
        needed = campaign.needed_hours(0)
        free = campaign.replace(booked_later=booked).team_free_hours()
        saved = (campaign.hours() * rate - needed * 48.5).sum()
        lost = 120 * np.maximum(needed - free, 0).sum()
        assert getattr(case, f"cost_difference_{guess}") == round(saved, -3)
        assert getattr(case, f"opportunity_cost_{guess}") == -round(lost, -3)


def test_the_two_lines_and_the_switch_add_up_to_what_lesson_four_says():
    campaign = Handover().solve()
    for week, costs in ((0, 0), (campaign.best_week, Handover().handover_cost)):
        saved, lost = Handover().beside_agency(week)
        margin = campaign.agency_cost - campaign.costs[week]
        assert saved - lost - costs == pytest.approx(margin)


@settings(max_examples=25)
@given(TRIPLES, st.floats(0, 1), st.floats(0, 1), st.integers(0, 100_000))
def test_a_switch_keeps_a_part_of_each_line_and_pays_for_switching(triples, part, busy, cost):
    given_up = {"later": part, "opportunity_cost_later": busy, "switch_cost": cost}
    inside = case(triples).solve()
    switch = case(triples, plan=SWITCH, **given_up).solve()
    worth = dict(zip(CONSIDERATIONS, inside.expected.tolist(), strict=True))
    assert worth.pop("training") == pytest.approx(np.mean(triples[2]))
    busy_worth = busy * worth.pop("opportunity_cost")
    expected = part * sum(worth.values()) + busy_worth - cost
    assert switch.margin == pytest.approx(expected, abs=1e-3)
    assert switch.expected[2] == -cost


@settings(max_examples=25)
@given(TRIPLES, st.floats(0, 1), st.floats(0, 1), st.integers(0, 100_000))
def test_insourcing_throughout_takes_no_notice_of_the_switch(triples, part, busy, cost):
    given_up = {"later": part, "opportunity_cost_later": busy, "switch_cost": cost}
    assert case(triples, **given_up).margin() == case(triples).margin()


def test_where_nothing_is_left_later_the_switch_alone_is_paid_for():
    scenario = YourCase(plan=SWITCH, later=0, opportunity_cost_later=0, switch_cost=7_000)
    outcome = scenario.solve()
    assert outcome.margin == -7_000
    assert (outcome.probability, outcome.decision) == (0, "outsource")
    assert YourCase(plan=SWITCH, later=1, opportunity_cost_later=1, switch_cost=0).margin() == (
        pytest.approx(YourCase(training_low=0, training_likely=0, training_high=0).margin())
    )


def test_lesson_fours_two_lines_alone_say_what_lesson_four_says():
    """Without what lesson 4 leaves out, to begin inside costs more than the agency."""
    left_out = ("training", "risk_exposure", "enforcement", "service_value")
    nothing = {f"{line}_{guess}": 0 for line in left_out for guess in GUESSES}
    campaign = Handover().solve()
    assert YourCase(**nothing).margin() == pytest.approx((224_000 - 292_000) / 3)
    assert YourCase(**nothing).solve().decision == "outsource"
    assert campaign.agency_cost < campaign.team_cost
    assert campaign.decision == YourCase(plan=SWITCH).solve().decision == "switch"
