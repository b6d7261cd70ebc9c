"""One look for every chart: who is which colour, line and marker.

Colours are Okabe and Ito's (2008), told apart by people with any colour vision; each also
has a line and a marker of its own, so that nothing is told by colour alone. Text and grid
take the page's own theme colours when the chart is drawn. Orange and sky blue are darkened
until they stand out from a white page as they do from a dark one.
"""

from dataclasses import dataclass

IN_HOUSE = "#0072B2"
OUTSOURCED = "#D55E00"
MIXED = "#009E73"
PREDICTED = "#CC79A7"
# What belongs to neither way: a total, and the two parts that it is the sum of.
TOTAL = "#808080"
PART = "#C38700"
OTHER_PART = "#4999C6"
LINES = {
    IN_HOUSE: "solid",
    OUTSOURCED: "dash",
    MIXED: "dashdot",
    TOTAL: "24px,4px",
    PART: "dot",
    OTHER_PART: "longdashdot",
}
MARKERS = {
    IN_HOUSE: "circle",
    OUTSOURCED: "square",
    MIXED: "diamond",
    TOTAL: "star",
    PART: "triangle-up",
    OTHER_PART: "triangle-down",
}
FONT_SIZE = 15


@dataclass(frozen=True, slots=True)
class Look:
    """What tells one series from another: colour, dash pattern and marker together."""

    color: str
    dash: str
    marker: str


# For series that are neither in-house nor outsourced: none of them has a colour of these two.
# A colour that comes twice, or that is also a mixed plan's or a prediction's, has another dash
# and another marker there.
SERIES = (
    Look("#C38700", "solid", "triangle-up"),
    Look("#4999C6", "dash", "triangle-down"),
    Look("#009E73", "dot", "star"),
    Look("#CC79A7", "longdash", "x"),
    Look("#808080", "dashdot", "hexagon"),
    Look("#CC79A7", "solid", "cross"),
    Look("#009E73", "longdash", "pentagon"),
    Look("#C38700", "dot", "bowtie"),
    Look("#4999C6", "longdashdot", "hourglass"),
)
SECOND = Look("#808080", "dot", "diamond-open")  # what others are compared with
# What a class has predicted, and what it had said before it talked it over.
CLASS = Look("#CC79A7", "16px,4px,3px,4px", "star-diamond")
CLASS_BEFORE = Look("#808080", "6px,4px", "circle-open")
