"""Explorers of lesson 1, what insourcing is."""

from lessons.explore.entries import Entry

make_or_buy = Entry.named(
    "make_or_buy",
    presets={
        "Cited rates": {},
        "Spare capacity": {"spare_capacity": 0.8},
        "One small campaign": {"volume": 200},
        "A busy year": {"volume": 2_500},
        "Costly contract": {"overhead_rate": 0.25},
        "Freelancers at your own cost": {"price": 45, "overhead_rate": 0.05},
    },
    at_first=(
        "volume",
        "fixed_cost",
        "variable_cost",
        "spare_capacity",
        "price",
        "overhead_rate",
    ),
)

change_requests = Entry.named(
    "change_requests",
    presets={
        "Launching a candy bar": {},
        "Resizing the same picture": {"misunderstanding": 0.05},
        "A supplier who knows you well": {"outsourced_knowledge": 0.8},
        "Six approvals at home": {"in_house_hand_offs": 9},
        "A crisis in which days count": {"changes": 5, "value_of_a_day": 2_000},
        "A stranger and a vague brief": {"misunderstanding": 0.9, "outsourced_knowledge": 0},
    },
    at_first=(
        "misunderstanding",
        "changes",
        "value_of_a_day",
        "in_house_hand_offs",
        "outsourced_hand_offs",
        "outsourced_knowledge",
    ),
)

ramp_up = Entry.named(
    "ramp_up",
    presets={
        "Your people know the company": {},
        "Simple posts": {"complexity": 0},
        "A product launch": {"complexity": 0.6},
        "One task only": {"tasks": 1},
        "New employees from the same sector": {"ramp_up_weeks": 15, "in_house_knowledge": 0},
        "A supplier who knows you well": {"supplier_knowledge": 0.9},
    },
    at_first=(
        "tasks",
        "complexity",
        "ramp_up_weeks",
        "learning_rate",
        "in_house_knowledge",
        "supplier_knowledge",
    ),
)

staff_allocation = Entry.named(
    "staff_allocation",
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

transaction_cost = Entry.named(
    "transaction_cost",
    presets={
        "Writing for the channels": {},
        "Cleaning the offices": {"specificity": 0.05},
        "A machine for one candy bar": {"specificity": 0.9},
        "Printing, where size always pays": {"specificity": 0.5, "production_decay": 0.25},
        "A slow and costly hierarchy": {"specificity": 0.6, "governance_penalty": 150_000},
        "A supplier who is easily replaced": {"specificity": 0.6, "governance_decline": 80_000},
    },
)
