"""What a tutorial shows first: ``interact``, and a new Plotly figure at each move."""

import ipywidgets
import plotly.graph_objects as go
from price import slider, solve

from lessons.views import make_or_buy as view


def show(price: float) -> None:
    go.Figure(view.draw(solve(price))).show()


ipywidgets.interact(show, price=slider())
