"""Explorers of lesson 3: the risks, and what keeping work in-house is worth."""

from lessons.explore.entries import Entry
from lessons.explore.measures import ACCESS, ENFORCEMENT

back_office_access = Entry.named(
    "back_office_access",
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

contract_enforcement = Entry.named(
    "contract_enforcement",
    presets={
        "A supplier in India": {},
        "A supplier in Norway": {"country": "Norway"},
        "A vague contract": {"winning": 0.4},
        **ENFORCEMENT,
    },
    tables=("contract_enforcement_days", "contract_enforcement_cost", "rule_of_law"),
)

service_advantage = Entry.named(
    "service_advantage",
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
