"""Explorers of lesson 3: the risks, and what keeping work in-house is worth."""

from lessons.explore.entries import Entry
from lessons.explore.measures import ACCESS, ENFORCEMENT
from lessons.models.back_office_access import BackOfficeAccess
from lessons.models.contract_enforcement import ContractEnforcement
from lessons.models.service_advantage import ServiceAdvantage
from lessons.views import back_office_access as _back_office_access_view
from lessons.views import contract_enforcement as _contract_enforcement_view
from lessons.views import service_advantage as _service_advantage_view

back_office_access = Entry(
    name="back_office_access",
    model=BackOfficeAccess,
    view=_back_office_access_view,
    presets={
        "A supplier in every system": {},
        "A strong firm": {"security": 0.95},
        "The same middle, a longer tail": {"loss": (5_000, 20_000_000)},
        **ACCESS,
    },
    at_first=(
        "systems",
        "supplier_control",
        "third_party_share",
        "saving",
        "security",
        "loss",
    ),
)

contract_enforcement = Entry(
    name="contract_enforcement",
    model=ContractEnforcement,
    view=_contract_enforcement_view,
    presets={
        "A supplier in India": {},
        "A supplier in Norway": {"country": "Norway"},
        "A vague contract": {"winning": 0.4},
        **ENFORCEMENT,
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
