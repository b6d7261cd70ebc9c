"""An Output widget that is emptied, and shows a new Plotly figure at each move."""

import ipywidgets
import plotly.graph_objects as go
from IPython.display import clear_output, display
from price import slider, solve

from lessons.views import make_or_buy as view

moved, output = slider(), ipywidgets.Output()


def redraw(price: float) -> None:
    with output:
        clear_output(wait=True)
        display(go.Figure(view.draw(solve(price))))


moved.observe(lambda change: redraw(change.new), "value")
redraw(moved.value)
display(ipywidgets.VBox([moved, output]))
