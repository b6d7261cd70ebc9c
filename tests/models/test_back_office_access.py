"""Back-office access against its closed forms, its limiting cases and the laws of chance."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from lessons.data import cite
from lessons.models.back_office_access import EXPOSURES, MOST_STOPPED, YEARS, BackOfficeAccess

QUANTITIES = BackOfficeAccess.quantities()
LOSS = BackOfficeAccess.inputs()["loss"]
# Half an incident a year, each between 50,000 $ and 2,000,000 $, and no supplier.
TEXTBOOK = BackOfficeAccess(incidents=0.5, security=0, systems=(), loss=(50_000, 2_000_000))
# Six incidents a year: the most that any inputs allow.
MOST = BackOfficeAccess(incidents=3, security=0, third_party_share=0.5)
CHANCES = np.array([1, 0.9, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.001])
FEW = settings(max_examples=40)  # each simulates 100,000 years


def losses(narrow: float = LOSS.maximum / LOSS.minimum) -> st.SearchStrategy:
    """Any interval of losses whose ends are no further apart than a ratio."""
    low = st.floats(LOSS.minimum, LOSS.maximum)
    ratio = st.floats(1, narrow)
    return st.tuples(low, ratio).map(lambda drawn: (drawn[0], min(math.prod(drawn), LOSS.maximum)))


def scenarios(**chosen) -> st.SearchStrategy[BackOfficeAccess]:
    """Any scenario that the controls can make, down to a tenth of a step."""
    inputs = {
        name: st.floats(one.minimum, one.maximum).map(lambda value: round(value, 3))
        for name, one in QUANTITIES.items()
    }
    systems = st.sets(st.sampled_from(list(EXPOSURES))).map(tuple)
    return st.builds(
        BackOfficeAccess, **{**inputs, "systems": systems, "loss": losses(), **chosen}
    )


# Closed forms


def test_the_loss_expectancy_of_the_textbook():
    """0.5 exp(mu + sigma^2 / 2) = 296,491 $ a year, to the dollar."""
    assert TEXTBOOK.log_loss() == (
        pytest.approx(math.log(50_000 * 2_000_000) / 2),
        pytest.approx(math.log(40) / (2 * 1.644854), rel=1e-6),
    )
    assert TEXTBOOK.solve().in_house.expectancy == pytest.approx(296_491, abs=0.5)


def test_the_simulation_of_the_textbook_agrees_within_its_standard_error():
    found = TEXTBOOK.solve().in_house
    assert abs(found.mean - found.expectancy) <= found.standard_error
    assert found.standard_error < 0.01 * found.expectancy
    without = 1 - found.chance
    assert math.exp(-0.5) == pytest.approx(0.6065, abs=0.00005)
    assert abs(without - 0.6065) <= math.sqrt(0.6065 * 0.3935 / YEARS)


@FEW
@given(
    scenarios(
        incidents=st.floats(0.5, 3),
        security=st.floats(0, 0.5),
        third_party_share=st.floats(0.1, 0.5),
        systems=st.just(tuple(EXPOSURES)),
        supplier_control=st.just(0),
        loss=losses(100),
    )
)
def test_the_simulated_means_agree_with_the_closed_form(scenario):
    """Within four standard errors, where no incident or tail is so rare that these mislead."""
    outcome = scenario.solve()
    one, other = outcome.in_house, outcome.outsourced
    assert abs(one.mean - one.expectancy) <= 4 * one.standard_error
    assert abs(other.mean - other.expectancy) <= 4 * other.standard_error
    off = outcome.added_mean - outcome.required_saving
    assert abs(off) <= 4 * outcome.added_standard_error


@pytest.mark.parametrize("scenario", [TEXTBOOK, BackOfficeAccess(), MOST])
def test_the_incidents_of_a_year_are_poisson(scenario):
    """Where each costs the same, the losses count them."""
    outcome = scenario.replace(loss=(1_000, 1_000)).solve()
    for found, rate in (
        (outcome.in_house, scenario.in_house_incidents()),
        (outcome.outsourced, scenario.outsourced_incidents()),
    ):
        counts = np.bincount(np.rint(found.simulated / 1_000).astype(int))
        expected = YEARS * stats.poisson.pmf(np.arange(len(counts)), rate)
        assert np.all(np.abs(counts - expected) <= 4 * np.sqrt(expected) + 1)


def test_nine_in_ten_losses_lie_in_the_interval():
    """At an incident in 200 years hardly any year has two."""
    found = TEXTBOOK.replace(incidents=0.05, security=1).solve().in_house
    single = found.simulated[found.simulated > 0]
    low, high = TEXTBOOK.loss
    error = math.sqrt(0.05 * 0.95 / len(single))
    for share in ((single < low).mean(), (single > high).mean()):
        assert abs(share - 0.05) <= 3 * error


@FEW
@given(scenarios(), st.floats(0.001, 1))
def test_as_many_years_as_said_are_so_bad(scenario, chance):
    found = scenario.solve().outsourced
    loss = found.exceeded(chance)
    assert np.mean(found.simulated >= loss) >= chance - 1e-9
    assert np.mean(found.simulated > loss) < chance


def test_a_1_in_20_year_is_the_5000th_worst():
    found = TEXTBOOK.solve().in_house
    assert found.exceeded(1 / 20) == found.simulated[-5_000]
    assert found.exceeded(1 / 1_000) == found.simulated[-100]


# A supplier inside


@given(st.floats(0, 0.5), st.floats(0, 1))
def test_the_cited_share_of_incidents_comes_through_the_supplier(share, security):
    scenario = BackOfficeAccess(third_party_share=share, security=security)
    in_house, outsourced = scenario.in_house_incidents(), scenario.outsourced_incidents()
    assert (outsourced - in_house) / outsourced == pytest.approx(share, abs=1e-12)


@given(scenarios(), st.floats(0, 1))
def test_strong_or_weak_a_company_is_more_exposed_by_the_same_share(scenario, security):
    """A strong profile makes the risk smaller, but no safer from strangers (C12)."""
    assert scenario.replace(security=security).increase() == scenario.increase()


@FEW
@given(scenarios(systems=st.just(("Marketing tools",)), third_party_share=st.floats(0.05, 0.5)))
def test_the_curve_moves_right_when_strangers_get_in(scenario):
    assume(scenario.incidents > 0.5)
    strong = scenario.replace(security=1, supplier_control=1).solve()
    assert np.all(strong.outsourced.exceeded(CHANCES) >= strong.in_house.exceeded(CHANCES))
    assert strong.outsourced.mean > strong.in_house.mean
    assert strong.required_saving > 0


def test_no_defence_stops_every_incident():
    best = BackOfficeAccess(security=1, supplier_control=1)
    assert best.in_house_incidents() == pytest.approx(0.5 * (1 - MOST_STOPPED))
    assert best.increase() == pytest.approx(3 / 7 * (1 - MOST_STOPPED))


def test_the_exposures_of_all_systems_are_the_whole():
    assert math.fsum(EXPOSURES.values()) == pytest.approx(1)
    assert max(EXPOSURES, key=EXPOSURES.get) == "Accounting"


@pytest.mark.parametrize("system", EXPOSURES)
def test_a_system_carries_its_own_exposure(system):
    scenario = BackOfficeAccess(systems=(system,))
    assert scenario.increase() == pytest.approx(3 / 7 * EXPOSURES[system])


# Limiting cases


def test_without_incidents_there_is_nothing_to_lose():
    outcome = BackOfficeAccess(incidents=0, saving=40_000).solve()
    for found in (outcome.in_house, outcome.outsourced):
        assert (found.expectancy, found.mean, found.standard_error, found.chance) == (0, 0, 0, 0)
        assert not found.exceeded(CHANCES).any()
    assert (outcome.required_saving, outcome.margin) == (0, -40_000)
    assert outcome.decision == "outsource"


def test_without_incidents_and_saving_there_is_nothing_to_choose():
    assert BackOfficeAccess(incidents=0, saving=0).solve().decision == "indifferent"


@pytest.mark.parametrize("inputs", [{"systems": ()}, {"third_party_share": 0}])
def test_a_supplier_that_enters_nothing_adds_nothing(inputs):
    outcome = BackOfficeAccess(**inputs).solve()
    assert np.array_equal(outcome.in_house.simulated, outcome.outsourced.simulated)
    assert (outcome.required_saving, outcome.increase, outcome.added_mean) == (0, 0, 0)
    assert outcome.decision == "outsource"


@pytest.mark.parametrize("amount", [LOSS.minimum, 123_456, LOSS.maximum])
def test_an_interval_of_no_width_is_one_amount(amount):
    scenario = BackOfficeAccess(loss=(amount, amount))
    assert scenario.log_loss() == (pytest.approx(math.log(amount)), 0)
    assert scenario.mean_loss() == pytest.approx(amount)
    counts = scenario.solve().outsourced.simulated / amount
    assert counts == pytest.approx(np.rint(counts))


@given(losses())
def test_the_mean_loss_lies_within_any_interval(loss):
    low, high = loss
    assert low * (1 - 1e-9) <= BackOfficeAccess(loss=loss).mean_loss() <= high * (1 + 1e-9)


def test_the_highest_rate_is_simulated_in_full():
    outcome = MOST.replace(loss=(1_000, 1_000)).solve()
    assert MOST.outsourced_incidents() == pytest.approx(6)
    assert outcome.outsourced.mean == pytest.approx(
        6_000, abs=4 * outcome.outsourced.standard_error
    )


def test_the_same_inputs_find_the_same():
    one, other = BackOfficeAccess().solve(), BackOfficeAccess().solve()
    assert np.array_equal(one.outsourced.simulated, other.outsourced.simulated)


# Monotonicity


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("supplier_control", -1),
        ("third_party_share", 1),
        ("saving", -1),
        ("incidents", 1),
        ("security", -1),
    ],
)
@given(scenario=scenarios(), data=st.data())
def test_each_input_moves_the_margin_one_way(name, sign, scenario, data):
    highest = QUANTITIES[name].maximum
    higher = scenario.replace(**{name: data.draw(st.floats(getattr(scenario, name), highest))})
    assert sign * (higher.margin() - scenario.margin()) >= -1e-6


@given(scenarios(), st.sampled_from(list(EXPOSURES)))
def test_one_more_system_never_helps(scenario, system):
    more = scenario.replace(systems={*scenario.systems, system})
    assert more.margin() >= scenario.margin() - 1e-6


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [("incidents", 0.4, 0.45), ("third_party_share", 0.15, 0.30), ("security", 0.6, 0.55)],
)
def test_a_higher_rate_adds_incidents_and_takes_none_away(name, low, high):
    """Common random numbers: no noise between two places of a slider."""
    less, more = (
        BackOfficeAccess(**{name: value}).solve().outsourced.exceeded(CHANCES)
        for value in (low, high)
    )
    assert np.all(more >= less)
    assert more[-1] > less[-1]


# Arrays


@pytest.mark.parametrize("name", QUANTITIES)
@given(scenario=scenarios())
def test_any_number_of_the_margin_may_be_an_array(name, scenario):
    values = np.linspace(QUANTITIES[name].minimum, QUANTITIES[name].maximum, 7)
    found = np.broadcast_to(scenario.model_copy(update={name: values}).margin(), values.shape)
    one_by_one = [scenario.replace(**{name: value}).margin() for value in values]
    assert found == pytest.approx(np.array(one_by_one), rel=1e-9, abs=1e-6)


# Defaults


def test_the_third_parties_share_is_the_cited_one():
    (row,) = QUANTITIES["third_party_share"].source
    assert cite(row).unit == "% of breaches"
    assert BackOfficeAccess().third_party_share == cite(row).value / 100


def test_the_other_defaults_are_made_up():
    cited = [name for name, one in BackOfficeAccess.inputs().items() if one.source]
    assert cited == ["third_party_share"]


def test_the_story_at_the_defaults():
    """0.5 (1 - 0.9 x 0.5) incidents, 3/7 more with the supplier, 592,982 $ each."""
    outcome = BackOfficeAccess().solve()
    assert outcome.increase == pytest.approx(3 / 7)
    assert outcome.required_saving == pytest.approx(0.275 * 3 / 7 * 592_982.05)
    assert outcome.margin == pytest.approx(outcome.required_saving - 50_000)
    assert outcome.decision == "insource"
