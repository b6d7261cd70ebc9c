"""The inputs of an explorer are traits: what ipywidgets and traitlets do with a value, works."""

import json
import sys
import threading

import canteen
import ipywidgets
import pytest
import traitlets
from sliders import Listener, moved_on_the_page

from lessons import explore
from lessons.models.make_or_buy import MakeOrBuy
from lessons.scenario import ScenarioError
from lessons.widgets.controls.controls import Controls
from lessons.widgets.explorer.explorer import Explorer

REFUSED = "Yearly volume must be between 0 and 3,000 hours/year; got 5,000."


@pytest.fixture
def runs(monkeypatch):
    """Write down each scenario that a model of the catalogue is run for."""
    solve, seen = explore.Entry.solve, []

    def counted(entry, scenario):
        seen.append(scenario)
        return solve(entry, scenario)

    monkeypatch.setattr(explore.Entry, "solve", counted)
    return seen


@pytest.fixture
def explorer(runs):
    """Return the explorer of lesson 1, opened; the run for its first picture is not counted."""
    opened = explore.make_or_buy()
    runs.clear()
    return opened


@pytest.fixture
def slider():
    """Return a slider of ipywidgets that may go further than the input does."""
    return ipywidgets.FloatSlider(value=900, min=0, max=6_000, step=50)


def heard(control) -> list[tuple]:
    """Return a list to which each change of an input is written: its old and its new value."""
    told = []
    control.observe(lambda change: told.append((change.old, change.new)), "value")
    return told


def chosen_on_the_page(explorer: Explorer, preset: str) -> None:
    """Do what the page does when a preset is chosen."""
    values = json.loads(json.dumps(explorer.presets[preset]))
    explorer.controls.set_state({"values": values})


def test_an_input_is_one_object_with_one_trait(explorer):
    volume = explorer.controls["volume"]
    assert isinstance(volume, traitlets.HasTraits)
    assert volume.trait_names() == ["value"]
    assert explorer.controls["volume"] is volume
    assert volume in list(explorer.controls)


@pytest.mark.parametrize("move", ["code", "page", "all"])
def test_who_observes_an_input_is_told_once_a_move(explorer, runs, move):
    told, others = heard(explorer.controls["volume"]), heard(explorer.controls["price"])
    if move == "code":
        explorer.controls["volume"].value = 900
    elif move == "page":
        moved_on_the_page(explorer, "volume", 900)
    else:
        explorer.controls.values = {**explorer.controls.values, "volume": 900}
    assert (told, others) == ([(800, 900)], [])
    assert [one.volume for one in runs] == [900]


def test_who_observes_an_input_finds_the_explorer_moved(explorer):
    said = []
    explorer.controls["volume"].observe(lambda _: said.append(explorer.sentence), "value")
    moved_on_the_page(explorer, "volume", 2_000)
    assert said == [explore.make_or_buy(volume=2_000).sentence]


def test_an_input_that_is_not_observed_any_more_tells_nothing(explorer):
    told = []
    explorer.controls["volume"].observe(told.append, "value")
    explorer.controls["volume"].unobserve(told.append, "value")
    explorer.controls["volume"].value = 900
    assert told == []


# Links


@pytest.mark.parametrize("link", [ipywidgets.link, traitlets.link])
def test_a_slider_of_ipywidgets_is_linked_both_ways(explorer, runs, slider, link):
    link((slider, "value"), (explorer.controls["volume"], "value"))
    told = heard(explorer.controls["volume"])
    assert [one.volume for one in runs] == [900]
    slider.value = 1_200
    moved_on_the_page(explorer, "volume", 1_500)
    assert slider.value == explorer.scenario.volume == 1_500
    assert [one.volume for one in runs] == [900, 1_200, 1_500]
    assert told == [(900, 1_200), (1_200, 1_500)]


def test_a_linked_slider_adds_no_message_but_its_own(explorer, slider):
    traitlets.link((slider, "value"), (explorer.controls["volume"], "value"))
    with Listener() as messages:
        moved_on_the_page(explorer, "volume", 1_500)
    assert len(messages.messages) == 2
    with Listener() as messages:
        slider.set_state({"value": 1_600})  # as its page sends it
    told = explorer.chart.sentence, explorer.controls.values["volume"]
    assert told == (explore.make_or_buy(volume=1_600).sentence, 1_600)
    # The slider's echo, the panel's values, the chart.
    assert len(messages.messages) == 3


def test_a_link_one_way_leaves_its_source_alone(explorer, slider):
    traitlets.dlink((explorer.controls["volume"], "value"), (slider, "value"))
    assert slider.value == 800
    explorer.controls["volume"].value = 1_200
    assert slider.value == 1_200
    slider.value = 900
    assert explorer.controls["volume"].value == 1_200


def test_a_link_may_change_the_unit(explorer):
    percent = ipywidgets.IntSlider(min=0, max=25)
    traitlets.link(
        (explorer.controls["overhead_rate"], "value"),
        (percent, "value"),
        transform=(lambda share: round(share * 100), lambda whole: whole / 100),
    )
    percent.value = 20
    assert explorer.scenario.overhead_rate == 0.2
    explorer.controls["overhead_rate"].value = 0.05
    assert percent.value == 5


def test_two_explorers_share_an_input(runs):
    one, other = explore.make_or_buy(), explore.make_or_buy(volume=1_200)
    runs.clear()
    traitlets.link((one.controls["volume"], "value"), (other.controls["volume"], "value"))
    runs.clear()
    moved_on_the_page(other, "volume", 1_500)
    assert one.scenario.volume == other.scenario.volume == 1_500
    assert len(runs) == 2


def test_two_inputs_of_one_explorer_that_are_linked_settle(explorer, runs):
    """A preset moves both: each is told where it stands by then, and nothing goes round."""
    volume, fixed = explorer.controls["volume"], explorer.controls["fixed_cost"]
    fixed.value = 800
    traitlets.link((volume, "value"), (fixed, "value"))
    runs.clear()
    told = heard(volume), heard(fixed)
    explorer.controls.move(volume=1_000, fixed_cost=2_000)
    assert volume.value == fixed.value == 1_000
    assert told == ([(800, 1_000)], [(800, 1_000)])
    assert [one.fixed_cost for one in runs] == [2_000, 1_000]


@pytest.mark.parametrize(
    ("name", "made", "value"),
    [
        ("inside", ipywidgets.Checkbox(), True),
        ("country", ipywidgets.Dropdown(options=canteen.COUNTRIES), "Poland"),
        ("guests", ipywidgets.SelectMultiple(options=canteen.COUNTRIES), ("India", "Poland")),
        ("years", ipywidgets.FloatRangeSlider(min=1980, max=2025), (1990.0, 2000.0)),
        ("week", ipywidgets.IntSlider(min=0, max=52), 12),
        ("ben_stew", ipywidgets.FloatText(), 7.0),
    ],
)
def test_each_kind_is_linked_with_its_like(name, made, value):
    opened = canteen.opened()
    control = opened.controls[name]
    traitlets.link((control, "value"), (made, "value"))
    assert made.value == control.value
    made.value = value
    assert getattr(opened.scenario, name) == value
    control.value = control.declared.default
    assert made.value == control.declared.default


def test_a_function_follows_inputs_in_an_output(explorer):
    names, seen = ("volume", "price"), []
    shown = ipywidgets.interactive_output(
        lambda **inputs: seen.append(inputs), {name: explorer.controls[name] for name in names}
    )
    assert isinstance(shown, ipywidgets.Output)
    explorer.controls["price"].value = 60
    assert seen == [{"volume": 800, "price": 155}, {"volume": 800, "price": 60}]


@pytest.mark.parametrize("box", [ipywidgets.HBox, ipywidgets.Tab])
def test_an_explorer_stands_in_a_box(explorer, slider, box):
    assert box([explorer, slider]).get_state()["children"] == [
        f"IPY_MODEL_{explorer.model_id}",
        f"IPY_MODEL_{slider.model_id}",
    ]


# What an input refuses


@pytest.mark.parametrize("move", ["code", "held", "link", "one way"])
def test_what_an_input_refuses_leaves_all_as_it_was(explorer, runs, slider, move):
    volume = explorer.controls["volume"]
    told = heard(volume)
    ways = {"link": traitlets.link, "one way": traitlets.dlink}
    if move in ways:
        slider.value = 800
        ways[move]((slider, "value"), (volume, "value"))
    with pytest.raises((ScenarioError, traitlets.TraitError)) as refused:
        _refused(move, explorer, slider)
    assert str(refused.value) == REFUSED
    assert volume.value == explorer.scenario.volume == explorer.controls.values["volume"] == 800
    assert (told, runs) == ([], [])
    volume.value = 900
    assert told == [(800, 900)]


def _refused(move: str, explorer: Explorer, slider: ipywidgets.FloatSlider) -> None:
    volume = explorer.controls["volume"]
    if move == "code":
        volume.value = 5_000
    elif move == "held":
        with volume.hold_trait_notifications():
            volume.value = 5_000
    else:
        slider.value = 5_000


def test_what_an_input_refuses_of_a_page_reaches_nobody(explorer, runs):
    volume = explorer.controls["volume"]
    told = heard(volume)
    moved_on_the_page(explorer, "volume", 5_000)
    assert volume.value == explorer.scenario.volume == explorer.controls.values["volume"] == 800
    assert (told, runs) == ([], [])
    moved_on_the_page(explorer, "volume", 900)
    assert told == [(800, 900)]


# Presets


def test_a_preset_is_one_message_and_one_run_however_many_inputs_it_moves(runs):
    explorer, preset = explore.staff_allocation(), "A quiet quarter"
    told = {control.name: heard(control) for control in explorer.controls}
    runs.clear()
    with Listener() as messages:
        chosen_on_the_page(explorer, preset)
    moved = dict.fromkeys(explore.staff_allocation.presets[preset], 1)
    assert {name: len(changes) for name, changes in told.items() if changes} == moved
    assert (len(moved), len(messages.messages), len(runs)) == (9, 1, 1)


def test_sliders_of_ipywidgets_take_a_message_and_a_run_for_each_input(runs):
    """What CONTRIBUTING.md says of them, and why an explorer has none."""
    entry = explore.staff_allocation
    sliders = {
        name: ipywidgets.FloatSlider(one.default, min=one.minimum, max=one.maximum, step=one.step)
        for name, one in entry.model.quantities().items()
    }
    ipywidgets.interactive_output(lambda **inputs: entry.solve(entry.scenario(**inputs)), sliders)
    runs.clear()
    with Listener() as messages:
        for name, value in entry.presets["A quiet quarter"].items():
            sliders[name].value = value
    assert (len(messages.messages), len(runs)) == (9, 9)


def test_who_observes_one_input_finds_the_whole_preset_there(explorer):
    found = []
    explorer.controls["price"].observe(lambda _: found.append(explorer.controls.values), "value")
    chosen_on_the_page(explorer, "Freelancers at your own cost")
    assert found == [explorer.presets["Freelancers at your own cost"]]


# Threads: each window of a page moves inputs on a thread of its own


def test_linked_panels_that_two_windows_move_at_once_do_not_wait_for_each_other():
    panels = [Controls(MakeOrBuy.inputs(), MakeOrBuy().model_dump()) for _ in range(2)]
    traitlets.link(*((panel["volume"], "value") for panel in panels))
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        windows = [
            threading.Thread(target=_moved, args=(panel, start), daemon=True)
            for panel, start in zip(panels, (100, 1_000), strict=True)
        ]
        for window in windows:
            window.start()
        for window in windows:
            window.join(timeout=60)  # they would wait for ever
    finally:
        sys.setswitchinterval(interval)
    assert not any(window.is_alive() for window in windows)
    assert panels[0].values == panels[1].values


def _moved(panel: Controls, start: float) -> None:
    for step in range(200):
        panel.set_state({"values": {**panel.values, "volume": start + step}})
