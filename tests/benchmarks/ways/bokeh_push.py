"""A Bokeh figure in the page, to which the kernel pushes what has changed."""

from bokeh.io import output_notebook, push_notebook, show
from bokeh.models import ColumnDataSource, Label
from bokeh.plotting import figure
from bokeh.resources import INLINE
from IPython.display import display
from price import slider, solve

output_notebook(INLINE, hide_banner=True)
moved = slider()


def columns(price: float) -> tuple[dict, dict]:
    outcome = solve(price)
    curves = {
        "volume": outcome.volumes,
        "in_house": outcome.in_house_costs,
        "outsourced": outcome.outsourced_costs,
    }
    return curves, {"x": [outcome.scenario.volume], "y": [outcome.outsourced_cost]}


curves, point = map(ColumnDataSource, columns(moved.value))
chart = figure(width=800, height=400)
chart.line("volume", "in_house", source=curves, line_width=3, legend_label="In-house")
chart.line("volume", "outsourced", source=curves, line_dash="dashed", legend_label="Outsourced")
chart.varea("volume", "in_house", "outsourced", source=curves, alpha=0.15)
chart.scatter("x", "y", source=point, size=13, marker="square")
note = Label(x=0, y=0, text="")
chart.add_layout(note)


def move(price: float) -> None:
    curves.data, point.data = columns(price)
    note.x = solve(price).break_even or 0
    note.text = f"Break-even {note.x:,.0f}"
    push_notebook(handle=handle)


moved.observe(lambda change: move(change.new), "value")
display(moved)
handle = show(chart, notebook_handle=True)
