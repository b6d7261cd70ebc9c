"""Plotly's own widget, changed in one batch at each move."""

import ipywidgets
import plotly.graph_objects as go
from IPython.display import display
from price import slider, solve

from lessons.views import make_or_buy as view

moved = slider()
figure = go.FigureWidget(view.draw(solve(moved.value)))


def move(price: float) -> None:
    spec = view.draw(solve(price))
    with figure.batch_update():
        for trace, new in zip(figure.data, spec["data"], strict=True):
            trace.update({key: new[key] for key in ("x", "y", "text") if key in new})
        figure.update_layout(title_text=spec["layout"]["title"]["text"])
        figure.update_yaxes(range=spec["layout"]["yaxis"]["range"])


moved.observe(lambda change: move(change.new), "value")
display(ipywidgets.VBox([moved, figure]))
