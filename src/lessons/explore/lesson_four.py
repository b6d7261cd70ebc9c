"""Explorers of lesson 4, the snack company's candy campaign."""

from lessons.explore.entries import Entry

candy_launch = Entry.named(
    "candy_launch",
    presets={
        "The candy bar": {},
        "Passed on from friend to friend": {"innovation": 0.01, "imitation": 0.7},
        "Advertised, and hardly talked about": {"innovation": 0.1, "imitation": 0.05},
        "Viral hit": {"market": 800_000},
        "Customers who never write": {"hours_per_thousand": 0},
    },
)

fully_booked = Entry.named(
    "fully_booked",
    presets={
        "Fully booked": {},
        "Quiet spring": {"booked": 0.5, "booked_later": 0.5},
        "A larger team": {"team_hours": 320},
        "Jobs by a timetable": {"arrival_variability": 0.2, "job_variability": 0.2},
        "Viral hit": {"market": 800_000},
    },
    at_first=(
        "week",
        "booked",
        "booked_later",
        "job_days",
        "arrival_variability",
        "job_variability",
    ),
)

handover = Entry.named(
    "handover",
    presets={
        "Fully booked": {},
        "Quiet spring": {"booked": 0.5, "booked_later": 0.5},
        "New hire knows social media": {"own_knowledge": 0.8, "ramp_up_weeks": 15},
        "Viral hit": {"market": 800_000},
        "Agency keeps the know-how": {"transferred": 0, "handover_cost": 25_000},
    },
    at_first=(
        "week",
        "market",
        "booked",
        "booked_later",
        "handover_cost",
        "transferred",
    ),
)

handover_uncertain = Entry.named(
    "handover_uncertain",
    presets={
        "Three rough guesses": {},
        "A contract with a fixed rate": {"agency_rate": (155, 155)},
        "Nobody knows how busy it will be": {"booked_later": (0.4, 1)},
        "A quarrel at the handover": {"handover_cost": (15_000, 45_000)},
        "Nothing is uncertain": {
            "booked_later": (0.7, 0.7),
            "agency_rate": (155, 155),
            "handover_cost": (5_000, 5_000),
        },
    },
)
