"""Explorers of lesson 5: a case of the learner's own."""

from lessons.explore.entries import Entry
from lessons.explore.own_case import CaseEntry
from lessons.models.your_case import GUESSES


def _lines(**lines: tuple[float, float, float]) -> dict[str, float]:
    """Return the inputs of a case from the three guesses of each line."""
    return {
        f"{line}_{guess}": amount
        for line, amounts in lines.items()
        for guess, amount in zip(GUESSES, amounts, strict=True)
    }


# Made up, but for two lines of the first, which follow from lesson 4. In each something else
# decides: the softer lines together, service, nothing alone, the contract.
your_case: Entry = CaseEntry.named(
    "your_case",
    presets={
        "The candy campaign": {},
        "A help desk": _lines(
            cost_difference=(-120_000, -90_000, -50_000),
            opportunity_cost=(-10_000, -5_000, -1_000),
            training=(-15_000, -8_000, -2_000),
            risk_exposure=(5_000, 15_000, 40_000),
            enforcement=(1_000, 3_000, 8_000),
            service_value=(5_000, 45_000, 110_000),
        ),
        "Payroll": _lines(
            cost_difference=(-70_000, -55_000, -40_000),
            opportunity_cost=(-12_000, -8_000, -4_000),
            training=(-8_000, -5_000, -3_000),
            risk_exposure=(2_000, 8_000, 20_000),
            enforcement=(0, 1_000, 3_000),
            service_value=(-5_000, 0, 5_000),
        ),
        "A plant": _lines(
            cost_difference=(-40_000, 60_000, 140_000),
            opportunity_cost=(-80_000, -50_000, -20_000),
            training=(-30_000, -15_000, -5_000),
            risk_exposure=(20_000, 60_000, 150_000),
            enforcement=(40_000, 90_000, 160_000),
            service_value=(0, 10_000, 25_000),
        ),
    },
)
