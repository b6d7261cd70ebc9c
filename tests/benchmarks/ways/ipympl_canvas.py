"""Matplotlib drawn by the kernel and sent to a canvas of the page."""

import ipywidgets
import matplotlib as mpl
import numpy as np
from IPython.display import display
from price import slider, solve

mpl.use("module://ipympl.backend_nbagg")  # before pyplot is imported, which asks how to draw

import matplotlib.pyplot as plt

moved = slider()
outcome = solve(moved.value)
with plt.ioff():
    figure, axes = plt.subplots(figsize=(9, 4.5))
(in_house,) = axes.plot(outcome.volumes, outcome.in_house_costs, label="In-house")
(outsourced,) = axes.plot(outcome.volumes, outcome.outsourced_costs, "--", label="Outsourced")
gap = axes.fill_between(outcome.volumes, outcome.in_house_costs, outcome.outsourced_costs)
gap.set_alpha(0.15)
(point,) = axes.plot([outcome.scenario.volume], [outcome.outsourced_cost], "s")
note = axes.annotate("", (0, 0))
axes.legend()


def move(price: float) -> None:
    outcome = solve(price)
    outsourced.set_ydata(outcome.outsourced_costs)
    gap.set_data(outcome.volumes, outcome.in_house_costs, outcome.outsourced_costs)
    point.set_ydata([outcome.outsourced_cost])
    note.set_text(f"Break-even {outcome.break_even or np.nan:,.0f}")
    note.set_x(outcome.break_even or 0)
    figure.canvas.draw_idle()


moved.observe(lambda change: move(change.new), "value")
display(ipywidgets.VBox([moved, figure.canvas]))
