"""The sentences and titles of lesson 1's explorers, in each of their cases."""

import numpy as np
import pytest

from lessons import explore
from lessons.views import change_requests, ramp_up, staff_allocation, transaction_cost


def said(name: str, **inputs) -> str:
    return getattr(explore, name)(**inputs).sentence


def title(name: str, **inputs) -> str:
    return getattr(explore, name)(**inputs).chart.spec["layout"]["title"]["text"]


CHANGE_REQUESTS = [
    ({}, "Insource: at 3.3 days a change against the supplier's 10.0, your own team leaves you "
     "$5,000 a quarter better off. Outsourcing wins if the supplier's knowledge is above 44%."),
    ({"outsourced_knowledge": 0.8}, "Outsource: at 6.7 days a change against your own team's "
     "3.3, the supplier leaves you $5,000 a quarter better off. Insourcing wins if the "
     "supplier's knowledge is below 44%."),
    ({"misunderstanding": 0}, "Outsource: at 6.0 days a change against your own team's 3.0, the "
     "supplier leaves you $6,000 a quarter better off. Nothing that the supplier knows or does "
     "not know reverses it."),
    ({"misunderstanding": 0, "extra_cost": 9_000}, "Either way: a change takes 3.0 days in-house "
     "and 6.0 outsourced, and that difference is worth just the extra cost. More knowledge at "
     "the supplier never speaks for insourcing."),
]  # fmt: skip

RAMP_UP = [
    ({}, "Outsource: by the end of task 20 the supplier is $5,021 cheaper. Training hours: 32 "
     "in-house, 96 outsourced. Insourcing wins above a complexity of 27.5%."),
    ({"complexity": 0.6}, "Insource: by the end of task 20 your own people are $21,635 cheaper. "
     "Training hours: 96 in-house, 288 outsourced. Outsourcing wins below a complexity of "
     "27.5%."),
    ({"supplier_knowledge": 0.9}, "Outsource: by the end of task 20 the supplier is $17,421 "
     "cheaper. Training hours: 32 in-house, 16 outsourced. No complexity reverses it."),
    ({"in_house_rate": 155, "in_house_first_task": 20, "in_house_knowledge": 0.4}, "Either way: "
     "by the end of task 20 both cost $47,383. Training hours: 96 in-house, 96 outsourced. No "
     "complexity changes that."),
]  # fmt: skip

STAFF_ALLOCATION = [
    ({}, "Outsource: Ana does the summer chips, Kofi the trade fair and Mei the loyalty club. "
     "That leaves you $10,000 better off than an own launch. Insourcing wins above a fee of "
     "$50,000."),
    ({"fee": 65_000}, "Insource: Ana does the summer chips, Kofi the candy launch and Mei the "
     "loyalty club. That leaves you $15,000 better off than the supplier. Outsourcing wins below "
     "a fee of $50,000."),
    ({"fee": 50_000}, "Either way: Ana does the summer chips, Kofi the candy launch and Mei the "
     "loyalty club, or the supplier does the launch. Both earn the same. Any other fee decides "
     "it."),
    ({"supplier_launch": 0, "kofi_launch": 150_000}, "Insource: Ana does the summer chips, Kofi "
     "the candy launch and Mei the loyalty club. That leaves you $135,000 better off than the "
     "supplier. Even a supplier without a fee would not reverse it."),
]  # fmt: skip

TRANSACTION_COST = [
    ({}, "Outsource: at an asset specificity of 40% the supplier is $24,933 a year cheaper. "
     "Insourcing wins above 48.8%."),
    ({"specificity": 0.9}, "Insource: at an asset specificity of 90% your own team is $103,470 a "
     "year cheaper. Outsourcing wins below 48.8%."),
    ({"governance_decline": 0}, "Outsource: at an asset specificity of 40% the supplier is "
     "$104,933 a year cheaper. No asset specificity reverses it."),
    ({"production_penalty": 0, "specificity": 0.3}, "Either way: at an asset specificity of 30% "
     "both cost the same. A higher asset specificity never speaks for outsourcing."),
]  # fmt: skip

SENTENCES = [
    pytest.param(name, inputs, sentence, id=f"{name}-{number}")
    for name, cases in (
        ("change_requests", CHANGE_REQUESTS),
        ("ramp_up", RAMP_UP),
        ("staff_allocation", STAFF_ALLOCATION),
        ("transaction_cost", TRANSACTION_COST),
    )
    for number, (inputs, sentence) in enumerate(cases)
]


@pytest.mark.parametrize(("name", "inputs", "sentence"), SENTENCES)
def test_the_sentence_says_decision_number_and_what_would_reverse_it(name, inputs, sentence):
    assert said(name, **inputs) == sentence


@pytest.mark.parametrize(
    ("name", "inputs", "written"),
    [
        ("change_requests", {}, "Misunderstandings add 4.0 days at the supplier and 0.3 in your "
         "own team"),
        ("ramp_up", {}, "From task 13 on the supplier is cheaper"),
        ("ramp_up", {"complexity": 0.6}, "For up to 30 tasks your own people are cheaper"),
        ("ramp_up", {"complexity": 0}, "For up to 30 tasks the supplier is cheaper"),
        ("staff_allocation", {}, "The supplier costs less than the other projects would lose"),
        ("staff_allocation", {"fee": 65_000}, "Kofi on the launch costs the other projects less "
         "than the supplier would"),
        ("staff_allocation", {"fee": 50_000}, "The supplier costs just what the other projects "
         "would lose"),
        ("transaction_cost", {}, "Above 48.8% asset specificity your own team is cheaper"),
        ("transaction_cost", {"governance_decline": 0}, "The supplier is cheaper at any asset "
         "specificity"),
        ("transaction_cost", {"governance_penalty": 0, "production_penalty": 0}, "Your own team "
         "is cheaper at any asset specificity"),
        ("transaction_cost", {"governance_penalty": 0, "production_penalty": 0,
                              "governance_decline": 0}, "Both ways cost the same at any asset "
         "specificity"),
    ],
)  # fmt: skip
def test_the_title_states_the_finding(name, inputs, written):
    assert title(name, **inputs) == written


@pytest.mark.parametrize("view", [change_requests, ramp_up, staff_allocation, transaction_cost])
def test_the_sentences_of_all_decisions_are_there(view):
    assert set(view.SENTENCES) == {"insource", "outsource", "indifferent"}


def test_the_frames_lie_on_the_cells_of_the_plan():
    explorer = explore.staff_allocation(fee=65_000)
    *_, frames, _, _, amounts = explorer.chart.spec["data"]  # words lie on top
    corners = [x for x in frames["x"] if x is not None]
    middles = [sum(corners[place : place + 4]) / 4 for place in range(0, len(corners), 5)]
    assert middles == pytest.approx([1, 0, 3])  # Ana: chips, Kofi: launch, Mei: club
    ticked = [text for text in amounts["text"] if "✔" in text]
    assert ticked == ["<b>✔<br>70,000</b>", "<b>✔<br>50,000</b>", "<b>✔<br>50,000</b>"]


def test_a_cell_of_the_heat_map_has_one_shade_and_more_is_darker():
    explorer = explore.staff_allocation(fee=65_000)
    shades = explorer.chart.spec["data"][: len(staff_allocation.SHADES)]
    shown = np.array([shade["x"] > 0 for shade in shades])
    assert shown.sum(axis=0).tolist() == [1] * 12
    amounts = np.array(shades[0]["customdata"])
    rank = np.argmax(shown, axis=0)
    assert (rank[amounts.argmin()], rank[amounts.argmax()]) == (0, len(shades) - 1)
    assert (np.diff(rank[np.argsort(amounts, kind="stable")]) >= 0).all()
    depths = [int(shade["marker"]["color"][-2:], 16) for shade in shades]
    assert depths == sorted(set(depths))
    kofi_launch = 4  # the first cell of the second row
    assert amounts[kofi_launch] == 50_000
    assert (shades[0]["y"][kofi_launch], shades[0]["base"][kofi_launch]) == (1, -0.48)


def test_the_bars_are_the_two_costs_of_the_launch():
    *_, lost, price, _ = explore.staff_allocation().chart.spec["data"]
    assert (lost["x"], price["x"]) == ([55_000.0], [45_000.0])
    assert lost["marker"]["pattern"] != price["marker"]["pattern"]


def test_amounts_on_either_side_of_zero_have_room_on_a_telephone():
    """With 60,000 earned by the supplier and 55,000 lost, a quarter of the axis is beyond each."""
    spec = explore.staff_allocation(supplier_launch=150_000).chart.spec
    *_, lost, price, _ = spec["data"]
    low, high = spec["layout"]["xaxis2"]["range"]
    room = (high - low) / 4
    assert (lost["x"], price["x"]) == ([55_000.0], [-60_000.0])
    assert low <= -60_000 - room
    assert high >= 55_000 + room
