"""The uncertain handover against the plain one, campaign by campaign, and its limits."""

import numpy as np
import pytest
from catalogue_scenarios import scenarios
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons import explore
from lessons.models.candy_launch import WEEKS
from lessons.models.handover import HANDOVERS, Handover
from lessons.models.handover_uncertain import DRAWS, HandoverUncertain
from lessons.models.shared.flip_points import flip_points

ENTRY = explore.entry("handover_uncertain")
RANGES = ("booked_later", "agency_rate", "handover_cost")
FEW = settings(max_examples=25)  # each looks at 20,000 campaigns
uncertain = scenarios(ENTRY)


def together(scenario: HandoverUncertain) -> np.ndarray:
    """Return the costs of all plans in all campaigns, shape (27, 20,000)."""
    return np.concatenate(list(scenario.costs()), axis=1)


# Which inputs are uncertain


def test_the_uncertain_inputs_are_those_whose_flip_point_lies_nearest():
    """As a share of the way between an input's bounds, at the starting values of `Handover`."""
    scenario = Handover()
    way = {}
    for found in flip_points(scenario):
        one = scenario.quantities()[found.name]
        if found.value is not None:
            way[found.name] = abs(found.value - found.present) / (one.maximum - one.minimum)
    assert len(way) > len(RANGES)
    assert sorted(way, key=way.get)[: len(RANGES)] == list(RANGES)


def test_the_ranges_keep_the_bounds_and_words_of_the_inputs_they_are_of():
    spans = {name: one for name, one in ENTRY.model.inputs().items() if one.kind == "span"}
    assert set(spans) == set(RANGES)
    for name, one in spans.items():
        plain = Handover.quantities()[name]
        for part in ("minimum", "maximum", "step", "label", "unit", "help"):
            assert getattr(one, part) == getattr(plain, part)
        low, high = one.default
        assert low < plain.default < high


# The campaigns


def test_there_are_as_many_campaigns_as_promised():
    assert DRAWS >= 20_000
    assert together(HandoverUncertain()).shape == (WEEKS + 1, DRAWS)


@FEW
@given(uncertain, st.lists(st.integers(0, DRAWS - 1), min_size=1, max_size=5))
def test_each_campaign_costs_what_the_plain_model_finds(scenario, places):
    costs, drawn = together(scenario), scenario.campaigns()
    for place in places:
        inputs = {name: float(values[place]) for name, values in zip(RANGES, drawn, strict=True)}
        plain = Handover(**inputs, own_hours=scenario.own_hours).costs()
        assert costs[:, place] == pytest.approx(plain, rel=1e-9, abs=1e-6)


@FEW
@given(uncertain)
def test_the_inputs_are_drawn_evenly_over_their_ranges(scenario):
    for name, values in zip(RANGES, scenario.campaigns(), strict=True):
        low, high = getattr(scenario, name)
        assert values.shape == (DRAWS,)
        assert low <= values.min() <= values.max() <= high
        spread = (high - low) / np.sqrt(12)  # of an even distribution
        error = spread / np.sqrt(DRAWS)
        assert abs(values.mean() - (low + high) / 2) <= 4 * error + 1e-9
        assert values.std() == pytest.approx(spread, rel=0.02, abs=1e-9)


def test_one_input_that_is_high_makes_no_other_high():
    correlations = np.corrcoef(HandoverUncertain().campaigns())
    assert np.all(np.abs(correlations - np.eye(3)) < 4 / np.sqrt(DRAWS))


# What is found


@FEW
@given(uncertain)
def test_what_is_found_is_what_a_plain_count_finds(scenario):
    outcome, costs = scenario.solve(), together(scenario)
    cheapest = costs.argmin(axis=0)
    for week in HANDOVERS:
        assert outcome.best[week] == np.mean(cheapest == week)
        beats = (costs[week] < costs[0]) & (costs[week] < costs[-1])
        assert outcome.beating[week] == np.mean(beats)
    assert outcome.mean_costs == pytest.approx(costs.mean(axis=1))
    assert outcome.best_week == outcome.mean_costs.argmin()
    assert outcome.probability == outcome.beating[int(scenario.week)]
    inner = np.mean((cheapest > 0) & (cheapest < WEEKS))
    assert outcome.some_handover == pytest.approx(inner)


@FEW
@given(uncertain)
def test_the_middle_eight_of_ten_lie_where_they_are_said_to(scenario):
    outcome = scenario.solve()
    assert outcome.best.sum() == pytest.approx(1)
    assert 0 <= outcome.early <= outcome.late <= WEEKS
    assert outcome.best[outcome.early : outcome.late + 1].sum() >= 0.8 - 1e-9
    cheapest = together(scenario).argmin(axis=0)
    between = np.mean((outcome.early <= cheapest) & (cheapest <= outcome.late))
    assert outcome.within == pytest.approx(between)
    assert outcome.best[: outcome.early].sum() <= 0.1 + 1e-9
    assert outcome.best[outcome.late + 1 :].sum() <= 0.1 + 1e-9
    assert outcome.beating[0] == outcome.beating[-1] == 0


def test_without_any_uncertainty_it_is_the_plain_model():
    plain = Handover().solve()
    certain = ENTRY.scenario("Nothing is uncertain")
    for week in HANDOVERS:
        outcome = certain.replace(week=week).solve()
        assert outcome.best[plain.best_week] == 1
        assert (outcome.early, outcome.late) == (plain.best_week,) * 2
        wins = plain.costs[week] < min(plain.agency_cost, plain.team_cost)
        assert outcome.probability == float(wins)
    assert outcome.mean_costs == pytest.approx(plain.costs)


def test_every_move_sees_the_same_campaigns():
    one, other = HandoverUncertain(), HandoverUncertain(handover_cost=(0, 1_000))
    for name, values, again in zip(RANGES, one.campaigns(), other.campaigns(), strict=True):
        assert np.array_equal(values, again) == (name != "handover_cost")


def test_dearer_handovers_win_less_often():
    wins = [
        HandoverUncertain(week=10, handover_cost=(low, low + 5_000)).solve().probability
        for low in range(0, 50_000, 5_000)
    ]
    assert wins == sorted(wins, reverse=True)
    assert wins[0] > 0.9 > 0.1 > wins[-1]
