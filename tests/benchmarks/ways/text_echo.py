"""A number that the kernel writes down: the floor, under which no way that asks it can be."""

import ipywidgets
from IPython.display import display
from price import slider

moved = slider()
text = ipywidgets.Label(str(moved.value)).add_class("picture")
moved.observe(lambda change: setattr(text, "value", str(change.new)), "value")
display(ipywidgets.VBox([moved, text]))
