"""What all ways to draw share: the slider that is moved, and the picture that follows it."""

import ipywidgets

from lessons.models.make_or_buy import MakeOrBuy, MakeOrBuyOutcome

DECLARED = MakeOrBuy.quantities()["price"]


def slider() -> ipywidgets.FloatSlider:
    """Return a slider for the price of the supplier, as the explorer has one."""
    return ipywidgets.FloatSlider(
        DECLARED.default,
        min=DECLARED.minimum,
        max=DECLARED.maximum,
        step=DECLARED.step,
        description=DECLARED.label,
    )


def solve(price: float) -> MakeOrBuyOutcome:
    """Return what make or buy finds for a price."""
    return MakeOrBuy(price=price).solve()
