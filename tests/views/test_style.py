"""One look for every chart: nobody is told apart by colour alone."""

import math

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.views import style

ROUND = (1, 1.6, 2.5, 4, 6, 10)


@pytest.mark.parametrize(
    ("value", "ceiling"),
    [
        (1, 1),
        (1.01, 1.6),
        (7, 10),
        (9.99, 10),
        (10, 10),
        (999, 1_000),
        (1_001, 1_600),
        (265_500, 400_000),
        (511_500, 600_000),
        (0.04, 0.04),
        (0, 1),
        (-5, 1),
    ],
)
def test_the_ceiling_is_the_next_round_number(value, ceiling):
    assert style.nice_ceiling(value) == pytest.approx(ceiling)


@given(st.floats(1e-9, 1e12))
def test_the_ceiling_covers_the_value_and_not_much_more(value):
    ceiling = style.nice_ceiling(value)
    assert value <= ceiling <= value * 5 / 3 * (1 + 1e-9)
    mantissa = ceiling / 10 ** math.floor(math.log10(value))
    assert min(abs(mantissa - step) for step in ROUND) < 1e-9


@given(st.floats(1e-9, 1e12))
def test_a_ceiling_stands_still(value):
    """Its own ceiling is itself, so that an axis does not creep."""
    ceiling = style.nice_ceiling(value)
    assert style.nice_ceiling(ceiling) == pytest.approx(ceiling)


@given(st.floats(0, 1e12), st.floats(0, 1e12))
def test_a_higher_value_has_no_lower_ceiling(one, other):
    low, high = sorted((one, other))
    if low > 0:
        assert style.nice_ceiling(low) <= style.nice_ceiling(high)


def test_each_way_has_a_colour_a_line_and_a_marker_of_its_own():
    assert (style.IN_HOUSE, style.OUTSOURCED, style.MIXED) == ("#0072B2", "#D55E00", "#009E73")
    ways = (style.IN_HOUSE, style.OUTSOURCED, style.MIXED)
    assert [style.LINES[way] for way in ways] == ["solid", "dash", "dashdot"]
    assert [style.MARKERS[way] for way in ways] == ["circle", "square", "diamond"]


@pytest.mark.parametrize("color", style.LINES)
def test_a_curve_and_its_point_share_one_look(color):
    x = np.array([0.0, 1.0])
    curve = style.line("Cost", color, x, x * 2, "%{y}")
    point = style.point("Cost", color, 1, 2, "%{y}")
    go.Figure({"data": [curve, point]})
    assert (curve["line"]["color"], curve["line"]["dash"]) == (color, style.LINES[color])
    assert (point["marker"]["color"], point["marker"]["symbol"]) == (color, style.MARKERS[color])
    assert (point["x"], point["y"], point["showlegend"]) == ([1], [2], False)
    assert curve["name"] == point["name"] == "Cost"


def test_only_a_whole_curve_is_kept_as_a_ghost():
    x = np.array([0.0, 1.0])
    assert style.line("Cost", style.MIXED, x, x, "")["meta"] == {"keep": True}
    others = [
        style.point("Cost", style.MIXED, 1, 2, ""),
        style.threshold("Break-even", [1, 1], [0, 2]),
        style.label("Break-even 1", 1, 2, "middle left"),
        style.region(style.MIXED, x, x, x),
    ]
    assert not [trace for trace in others if "meta" in trace]


def test_a_region_goes_along_the_lower_curve_and_back_along_the_upper():
    x, lower, upper = np.array([0.0, 1, 2]), np.array([1.0, 2, 3]), np.array([4.0, 5, 6])
    region = style.region(style.IN_HOUSE, x, lower, upper)
    go.Figure({"data": [region]})
    assert list(region["x"]) == [0, 1, 2, 2, 1, 0]
    assert list(region["y"]) == [1, 2, 3, 6, 5, 4]
    assert (region["fill"], region["fillcolor"]) == ("toself", "#0072B226")


def test_the_gap_is_tinted_in_the_colour_of_the_cheaper_way():
    """The curves cross at 1: before it the supplier is cheaper by 4, after it the team by 2."""
    x, in_house, outsourced = np.array([0, 1, 2]), np.array([5, 6, 7]), np.array([1, 6, 9])
    tints = {tint["fillcolor"]: tint for tint in style.gap(x, in_house, outsourced)}
    heights = {color: list(tint["y"][:2:-1] - tint["y"][:3]) for color, tint in tints.items()}
    assert heights == {style.IN_HOUSE + "26": [0, 0, 2], style.OUTSOURCED + "26": [4, 0, 0]}


@pytest.mark.parametrize(
    ("marked", "side"), [(0, "middle right"), (50, "middle right"), (51, "middle left")]
)
def test_a_label_stands_on_the_longer_side_of_what_it_marks(marked, side):
    assert style.side(marked, 100) == side


def test_what_only_marks_a_value_is_neither_in_the_legend_nor_under_the_pointer():
    x = np.array([0.0, 1.0])
    marks = [
        style.threshold("Break-even", [None, None], [0, None]),
        style.label("", None, None, "middle left"),
        style.region(style.MIXED, x, x, x),
    ]
    go.Figure({"data": marks})
    assert {(mark["hoverinfo"], mark["showlegend"]) for mark in marks} == {("skip", False)}


def test_the_layout_holds_the_finding_and_each_axis():
    layout = style.layout("Buy", x={"range": [0, 3]}, y={"tickformat": "$", "ticks": "inside"})
    go.Figure({"data": [], "layout": layout})
    assert layout["title"] == {"text": "Buy"}
    assert layout["xaxis"]["range"] == [0, 3]
    assert layout["xaxis"]["ticks"] == "outside"
    assert (layout["yaxis"]["tickformat"], layout["yaxis"]["ticks"]) == ("$", "inside")
    assert "range" not in layout["yaxis"]


def test_every_text_of_a_chart_is_at_least_14_px():
    layout = style.layout("Buy", x={}, y={})
    label = style.label("Break-even", 1, 1, "middle left")
    sizes = [layout["font"]["size"], layout["hoverlabel"]["font"]["size"]]
    assert min(*sizes, label["textfont"]["size"]) >= 14


@pytest.mark.parametrize(
    ("low", "high", "range_"),
    [
        (50_000, 5e6, [4, 7]),
        (1_000, 1_000, [2, 3]),
        (1_001, 2_000, [3, 4]),
        (100_000, 100_001, [4, 6]),
        (0.5, 3, [-1, 1]),
    ],
)
def test_a_log_axis_runs_over_whole_decades(low, high, range_):
    assert style.decades(low, high) == range_


@given(st.floats(1e-6, 1e9), st.floats(1, 1e6))
def test_a_log_axis_holds_both_values(low, ratio):
    start, end = style.decades(low, low * ratio)
    assert start < math.log10(low)
    assert math.log10(low * ratio) <= end + 1e-12
    assert end >= start + 1


def test_a_further_axis_looks_like_the_others():
    layout = style.layout("Found", x={"range": [0, 1]}, y={}, yaxis2={"range": [2, 3]})
    assert layout["yaxis2"] == {**layout["yaxis"], "range": [2, 3]}
    assert layout["xaxis"]["range"] == [0, 1]


def test_a_curve_of_neither_way_has_neither_colour():
    curve = style.curve("Value", [0, 1], [2, 3], "%{y}")
    assert curve["line"]["color"] not in style.LINES
    assert (curve["name"], curve["x"], curve["y"]) == ("Value", [0, 1], [2, 3])
    assert curve["meta"] == {"keep": True}
    assert len(go.Figure({"data": [curve]}).data) == 1


# Series, waterfalls and their axes


def broken(values) -> dict:
    years = np.arange(2000, 2000 + len(values))
    return style.series("Users", style.SERIES[0], years, np.array(values, dtype=float), "%{y}")


def test_a_series_is_broken_where_a_year_has_none_and_trimmed_where_it_ends():
    line = broken([np.nan, 1, np.nan, 3, np.nan])
    go.Figure({"data": [line]})
    assert (line["x"], line["y"]) == ([2001, 2002, 2003], [1, None, 3])
    assert line["connectgaps"] is False
    assert line["meta"] == {"keep": True}


def test_a_series_without_figures_is_empty():
    assert (broken([np.nan] * 3)["x"], broken([])["y"]) == ([], [])


@given(st.floats(1e-6, 1e12))
def test_six_figures_of_a_value_are_drawn(value):
    (drawn,) = broken([value])["y"]
    assert drawn == pytest.approx(value, rel=5e-6)
    assert drawn == float(f"{drawn:.6g}")


def test_each_series_is_told_apart_without_its_colour_and_from_the_ways():
    """Whoever sees no colour has the dash and the marker, and no way has both of them."""
    looks = [*style.SERIES, style.SECOND]
    assert len({look.marker for look in looks}) == len(looks)
    assert len({(look.color, look.dash) for look in looks}) == len(looks)
    colors = (style.IN_HOUSE, style.OUTSOURCED, style.MIXED)
    ways = {(color, style.LINES[color]) for color in colors}
    assert not ways & {(look.color, look.dash) for look in looks}
    assert not {style.MARKERS[color] for color in colors} & {look.marker for look in looks}


@pytest.mark.parametrize("look", [*style.SERIES, style.SECOND], ids=lambda look: look.marker)
def test_a_series_stands_out_from_a_white_and_from_a_dark_page(look):
    """Contrast of 3 to 1 at least, as WCAG 2.2 asks of graphics."""
    channels = [int(look.color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (light + 0.05) >= 3
    assert (light + 0.05) / (0.0056 + 0.05) >= 3  # JupyterLab's dark page is #111111


def test_a_waterfall_goes_from_the_first_amount_to_what_is_left():
    colors = {"gain": style.OUTSOURCED, "total": style.IN_HOUSE}
    bars = style.waterfall(
        ["Gap", "Cost", "Left"], [10, -4], ["10", "-4", "6"], hover="%{y}", **colors
    )
    go.Figure({"data": [bars]})
    assert bars["x"].tolist() == [10, -4, 6]
    assert bars["base"].tolist() == [0, 10, 0]
    assert bars["marker"]["color"] == [style.OUTSOURCED, style.TOTAL, style.IN_HOUSE]


@given(
    st.lists(st.integers(-(10**8), 10**8).map(lambda cents: cents / 100), min_size=2, max_size=9)
)
def test_a_waterfall_has_room_for_its_bars_and_texts(amounts):
    low, high = style.waterfall_range(amounts)
    ends = np.append(np.cumsum(amounts), 0)
    room = 0.02 * 6 * (high - low)
    assert low <= min(0, ends.min())
    goes_right = max(*amounts, np.cumsum(amounts)[-1]) >= 0
    assert high >= ends.max() + (room if goes_right else 0) - 1e-9
    assert low <= np.cumsum(amounts).min() - room + 1e-9


@pytest.mark.parametrize(
    ("values", "log", "ends"),
    [
        ([3, 47], False, [0, 60]),
        ([-7, 3], False, [-10, 4]),
        ([-7, -1], False, [-10, 0]),
        ([0, 0], False, [0, 1]),
        ([], False, [0, 1]),
        ([0.02, 140], True, [-math.log10(60), np.log10(160)]),
        ([0, 10], True, [0.5, 1.5]),
        ([0], True, [-0.5, 0.5]),
        ([], True, [-0.5, 0.5]),
    ],
)
def test_an_axis_range_is_round_and_holds_the_values(values, log, ends):
    assert style.nice_range(np.array(values, dtype=float), log=log) == pytest.approx(ends)


@given(st.lists(st.floats(1e-6, 1e9), min_size=1))
def test_a_log_range_holds_the_values(values):
    low, high = style.nice_range(np.array(values), log=True)
    assert low < high
    assert 10**low <= min(values) * (1 + 1e-9)
    assert 10**high >= max(values) * (1 - 1e-9)


def test_other_parts_of_a_layout_are_no_axes():
    layout = style.layout("Buy", x={}, y={}, yaxis2={"side": "right"}, height=600)
    go.Figure({"data": [], "layout": layout})
    assert layout["yaxis2"] == {**layout["yaxis"], "side": "right"}
    assert layout["height"] == 600


@pytest.mark.parametrize(
    ("end", "ticks"),
    [(1, "$,.2~f"), (8, "$,.2~f"), (10, "$,.3~s"), (-1e6, "$,.3~s"), (0, "$,.2~f")],
)
def test_a_part_of_a_dollar_is_never_written_like_a_million(end, ticks):
    assert style.money_ticks(end) == ticks


def test_a_waterfall_of_nothing_has_an_axis_all_the_same():
    low, high = style.waterfall_range([0.0, 0.0, 0.0])
    assert low < 0 < high


def test_longer_texts_get_more_room_beside_a_waterfall():
    short, long = (style.waterfall_range([100, -350], longest) for longest in (6, 12))
    assert long[0] < short[0] < -250


def test_amounts_of_weeks_are_drawn_from_their_start_to_their_end():
    x, y = style.steps(np.array([3.0, 5.0]))
    assert x.tolist() == [0, 1, 1, 2]
    assert y.tolist() == [3, 3, 5, 5]


def test_areas_that_add_up_are_told_apart_without_their_colours():
    x, zero, one = np.arange(2.0), np.zeros(2), np.ones(2)
    plain = style.area("Below", style.PART, x, zero, one)
    hatched = style.area("Above", style.OTHER_PART, x, one, one + 1, pattern="/")
    go.Figure({"data": [plain, hatched]})
    assert (plain["name"], plain["showlegend"]) == ("Below", True)
    assert plain["y"].tolist() == [0, 0, 1, 1]
    assert (plain["fillpattern"]["shape"], hatched["fillpattern"]["shape"]) == ("", "/")
    assert plain["line"]["color"] == style.PART


# Names at the ends of lines


def test_lines_have_their_names_at_their_ends_in_their_colours():
    ends = [("Agency only", style.OUTSOURCED, 26, 40), ("Your handover", style.MIXED, 26, 42)]
    ends.append(("Not shown", style.PART, None, None))
    names = style.line_ends(ends, {"range": [0, 100]}, line=0.1)
    go.Figure({"data": [names]})
    assert names["text"] == [
        "\u2002\u2005Agency only",
        "\u2002\u2005Your<br>\u2002\u2005handover",
        "",
    ]
    assert names["x"] == [26, 26, None]
    below, above, none = names["y"]
    assert above - below == pytest.approx(15)  # half of one line and half of two
    assert (below + above) / 2 == pytest.approx(41)  # both as near as may be
    assert none is None
    assert names["textfont"]["color"] == [style.OUTSOURCED, style.MIXED, style.PART]
    assert style.room_for(["Agency only", "Your handover"]) > 11 * 8


def test_names_on_a_log_axis_are_apart_as_they_are_drawn():
    ends = [("One", style.PART, 1, 10), ("Two", style.MIXED, 1, 10)]
    names = style.line_ends(ends, {"type": "log", "range": [0, 2]}, line=0.25)
    assert names["y"] == pytest.approx([10**0.75, 10**1.25])


def test_the_right_end_of_some_rows_is_their_last_point():
    years = np.array([2000, 2001, 2002])
    main, other = np.array([1, 2, np.nan]), np.array([np.nan, np.nan, 5])
    assert style.right_end(years, main, other) == (2002, 5)
    assert style.right_end(years, main) == (2001, 2)
    assert style.right_end(years, np.full(3, np.nan)) == style.right_end(years) == (None, None)
