"""The catalogue: one short entry an explorer, each a model, its view and its presets.

In a notebook, ``explore.make_or_buy()`` opens one; ``explore.make_or_buy("Spare capacity")``
starts from a preset and ``explore.make_or_buy(volume=1_200)`` from inputs of your own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lessons import words
from lessons.data import cite, columns
from lessons.models.back_office_access import BackOfficeAccess
from lessons.models.change_requests import ChangeRequests
from lessons.models.contract_enforcement import ContractEnforcement
from lessons.models.flip_points import flip_points
from lessons.models.make_or_buy import MakeOrBuy
from lessons.models.ramp_up import RampUp
from lessons.models.service_advantage import ServiceAdvantage
from lessons.models.staff_allocation import StaffAllocation
from lessons.models.transaction_cost import TransactionCost
from lessons.scenario import Scenario, ScenarioError
from lessons.views import back_office_access as _back_office_access_view
from lessons.views import change_requests as _change_requests_view
from lessons.views import contract_enforcement as _contract_enforcement_view
from lessons.views import make_or_buy as _make_or_buy_view
from lessons.views import ramp_up as _ramp_up_view
from lessons.views import service_advantage as _service_advantage_view
from lessons.views import staff_allocation as _staff_allocation_view
from lessons.views import transaction_cost as _transaction_cost_view
from lessons.widgets.explorer import Explorer, View


@dataclass(frozen=True, slots=True)
class Entry:
    """One explorer of the catalogue; call it to open the explorer.

    Attributes
    ----------
    name
        What it is called in `lessons.explore`.
    model, view
        What the explorer shows.
    presets
        Inputs by the preset's name; an input left out stands at its default.
    tables
        Names of the cited tables that the model works with. Where there are any, its
        ``solve`` takes them: for each name a mapping from column to array.
    """

    name: str
    model: type[Scenario]
    view: View
    presets: Mapping[str, Mapping[str, Any]]
    tables: tuple[str, ...] = ()

    def __call__(self, preset: str | None = None, **inputs: Any) -> Explorer:
        """Open the explorer.

        Parameters
        ----------
        preset
            Name of a preset to start from; left out, every input stands at its default.
        **inputs
            Inputs by name, which win over the preset's.

        Raises
        ------
        ScenarioError
            If a preset or input is unknown (the nearest right name is told), or a value is
            out of bounds.
        """
        scenario = self.scenario(preset, **inputs)
        return Explorer(
            self.name, scenario, self.solve, self.view, self.presets, flip_points, cite
        )

    def scenario(self, preset: str | None = None, **inputs: Any) -> Scenario:
        """Return the inputs alone, as the explorer would start from them."""
        if preset is not None and preset not in self.presets:
            right = words.nearest(preset, self.presets)
            raise ScenarioError(f"There is no preset “{preset}”. The nearest is “{right}”.")
        return self.model(**{**(self.presets[preset] if preset else {}), **inputs})

    def solve(self, scenario: Scenario) -> Any:
        """Solve a scenario, with the tables where the model works with any."""
        if not self.tables:
            return scenario.solve()
        return scenario.solve({table: columns(table) for table in self.tables})


make_or_buy = Entry(
    name="make_or_buy",
    model=MakeOrBuy,
    view=_make_or_buy_view,
    presets={
        "Cited rates": {},
        "Spare capacity": {"spare_capacity": 0.8},
        "One small campaign": {"volume": 200},
        "A busy year": {"volume": 2_500},
        "Costly contract": {"overhead_rate": 0.25},
        "Freelancers at your own cost": {"price": 45, "overhead_rate": 0.05},
    },
)

change_requests = Entry(
    name="change_requests",
    model=ChangeRequests,
    view=_change_requests_view,
    presets={
        "Launching a candy bar": {},
        "Resizing the same picture": {"misunderstanding": 0.05},
        "A supplier who knows you well": {"outsourced_knowledge": 0.8},
        "Six approvals at home": {"in_house_hand_offs": 9},
        "A crisis in which days count": {"changes": 5, "value_of_a_day": 2_000},
        "A stranger and a vague brief": {"misunderstanding": 0.9, "outsourced_knowledge": 0},
    },
)

transaction_cost = Entry(
    name="transaction_cost",
    model=TransactionCost,
    view=_transaction_cost_view,
    presets={
        "Writing for the channels": {},
        "Cleaning the offices": {"specificity": 0.05},
        "A machine for one candy bar": {"specificity": 0.9},
        "Printing, where size always pays": {"specificity": 0.5, "production_decay": 0.25},
        "A slow and costly hierarchy": {"specificity": 0.6, "governance_penalty": 150_000},
        "A supplier who is easily replaced": {"specificity": 0.6, "governance_decline": 80_000},
    },
)

ramp_up = Entry(
    name="ramp_up",
    model=RampUp,
    view=_ramp_up_view,
    presets={
        "Your people know the company": {},
        "Simple posts": {"complexity": 0},
        "A product launch": {"complexity": 0.6},
        "One task only": {"tasks": 1},
        "New employees from the same sector": {"ramp_up_weeks": 15, "in_house_knowledge": 0},
        "A supplier who knows you well": {"supplier_knowledge": 0.9},
    },
)

staff_allocation = Entry(
    name="staff_allocation",
    model=StaffAllocation,
    view=_staff_allocation_view,
    presets={
        "Everybody is wanted": {},
        "A quiet quarter": {
            "ana_chips": 25_000,
            "ana_fair": 10_000,
            "ana_club": 10_000,
            "kofi_chips": 15_000,
            "kofi_fair": 20_000,
            "kofi_club": 5_000,
            "mei_chips": 10_000,
            "mei_fair": 5_000,
            "mei_club": 20_000,
        },
        "A dear supplier": {"fee": 65_000},
        "A supplier who is an expert": {"supplier_launch": 75_000},
        "Ana is the best at everything": {
            "ana_launch": 80_000,
            "ana_chips": 90_000,
            "ana_fair": 70_000,
            "ana_club": 65_000,
        },
    },
)

back_office_access = Entry(
    name="back_office_access",
    model=BackOfficeAccess,
    view=_back_office_access_view,
    presets={
        "A supplier in every system": {},
        "A strong firm": {"security": 0.95},
        "The same middle, a longer tail": {"loss": (5_000, 20_000_000)},
        **{one.name: one.inputs for one in _back_office_access_view.MEASURES},
    },
)

contract_enforcement = Entry(
    name="contract_enforcement",
    model=ContractEnforcement,
    view=_contract_enforcement_view,
    presets={
        "A supplier in India": {},
        "A supplier in Norway": {"country": "Norway"},
        "A vague contract": {"winning": 0.4},
        **{one.name: one.inputs for one in _contract_enforcement_view.MEASURES},
    },
    tables=("contract_enforcement_days", "contract_enforcement_cost", "rule_of_law"),
)

service_advantage = Entry(
    name="service_advantage",
    model=ServiceAdvantage,
    view=_service_advantage_view,
    presets={
        "Better and somewhat dearer": {},
        "Better but much dearer": {"extra_cost": 150_000},
        "Hardly better": {"in_house_retention": 0.82},
        "Customers who leave anyway": {
            "in_house_retention": 0.25,
            "outsourced_retention": 0.2,
        },
        "A company in a hurry": {"discount": 0.3},
        "A supplier who serves better": {"outsourced_retention": 0.9},
    },
)

CATALOGUE = {
    entry.name: entry
    for entry in (
        make_or_buy,
        change_requests,
        ramp_up,
        staff_allocation,
        transaction_cost,
        back_office_access,
        contract_enforcement,
        service_advantage,
    )
}
