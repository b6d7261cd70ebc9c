"""The outsourcing wave as it is drawn, told and tabulated."""

import json
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons import data, explore
from lessons.models import outsourcing_wave as wave
from lessons.models.outsourcing_wave import COUNTRIES, LAST, SERIES, OutsourcingWave
from lessons.views import outsourcing_wave as view
from lessons.views import style

TABLES = {name: data.columns(name) for name in wave.TABLES}
SOLVE = explore.outsourcing_wave.solve


def scenarios() -> st.SearchStrategy[OutsourcingWave]:
    """Any scenario that the controls can make."""
    years = st.lists(st.integers(wave.FIRST, LAST), min_size=2, max_size=2)
    return st.builds(
        OutsourcingWave,
        countries=st.lists(st.sampled_from(COUNTRIES), min_size=1),
        years=years.map(sorted),
        **{
            name: st.sampled_from(declared.options)
            for name, declared in OutsourcingWave.inputs().items()
            if declared.kind == "choice"
        },
    )


def outcome(**inputs) -> wave.OutsourcingWaveOutcome:
    return SOLVE(OutsourcingWave(**inputs))


def drawn(**inputs) -> dict[str, Any]:
    return view.draw(outcome(**inputs))


def told(**inputs) -> str:
    return view.describe(outcome(**inputs))


def title(**inputs) -> str:
    return drawn(**inputs)["layout"]["title"]["text"]


def traces(spec: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the traces that show anything, by name."""
    return {one["name"]: one for one in spec["data"][:-2] if one["x"]}


# The picture


@given(scenarios())
def test_the_axes_hold_what_is_drawn(scenario):
    spec = view.draw(SOLVE(scenario))
    layout = spec["layout"]
    for trace in spec["data"][:-2]:  # the last ones are words
        axis = layout["yaxis2" if trace["yaxis"] == "y2" else "yaxis"]
        ends = np.array(axis["range"])
        low, high = 10**ends if axis.get("type") == "log" else ends
        shown = [value for value in trace["y"] if value is not None]
        assert all(low * (1 - 1e-5) <= value <= high * (1 + 1e-5) or value < 0 for value in shown)
        assert all(value >= low * (1 + 1e-5) for value in shown if value < 0)
        first, last = layout["xaxis"]["range"]
        assert all(first < year < last for year in trace["x"])


@pytest.mark.parametrize("shown_as", [wave.LEVELS, wave.INDEX, wave.CHANGES])
def test_the_axes_stand_still_while_the_years_play(shown_as):
    start = {"countries": COUNTRIES, "shown_as": shown_as, "series": wave.RELATIVE_OUTPUT}
    layouts = [
        {
            name: axis["range"]
            for name, axis in drawn(**start, years=(1990, year))["layout"].items()
            if "axis" in name
        }
        for year in range(1992, LAST + 1)
    ]
    assert all(one == layouts[-1] for one in layouts)


def test_each_place_has_traces_of_its_own_whether_it_is_shown_or_not():
    assert len(drawn()["data"]) == 2 * len(COUNTRIES) + 4


def test_a_line_is_broken_where_a_year_has_no_figure():
    india = traces(drawn(countries=("India",)))["India"]
    points = dict(zip(india["x"], india["y"], strict=True))
    assert points[1991] is None
    assert points[2021] is None
    assert points[2022] == pytest.approx(55.9, abs=0.01)
    assert list(points) == list(range(1990, 2023))
    assert india["connectgaps"] is False


def test_parts_are_two_lines_of_one_look():
    shown = traces(drawn(series=wave.COMPUTER_SERVICE_EXPORTS, countries=("India",)))
    assert list(shown) == ["India", "India, earlier series"]
    main, earlier = shown.values()
    assert (earlier["x"][-1], main["x"][0]) == (1996, 1997)
    assert (main["line"], main["marker"]) == (earlier["line"], earlier["marker"])
    assert earlier["opacity"] < main["opacity"]


def test_each_place_has_a_look_of_its_own():
    shown = traces(drawn(countries=COUNTRIES))
    looks = [(shown[place]["line"]["color"], shown[place]["line"]["dash"]) for place in COUNTRIES]
    assert len(set(looks)) == len({shown[one]["marker"]["symbol"] for one in COUNTRIES}) == 9


def test_a_look_stays_with_its_place_whoever_else_is_shown():
    alone, among = (
        traces(drawn(countries=countries))["Poland"] for countries in (("Poland",), COUNTRIES)
    )
    assert (alone["line"], alone["marker"]) == (among["line"], among["marker"])


@pytest.mark.parametrize("series", SERIES)
def test_under_the_pointer_are_value_unit_and_source(series):
    spec = drawn(series=series, countries=COUNTRIES, years=(wave.FIRST, LAST))
    for trace in traces(spec).values():
        assert "%{y:" in trace["hovertemplate"]
        assert view.UNITS[series].axis in trace["hovertemplate"]
        assert view.SOURCES[series] in trace["hovertemplate"]


def test_under_the_pointer_is_the_unit_of_the_way_it_is_shown():
    (trace,) = traces(drawn(countries=("Poland",), shown_as=wave.CHANGES)).values()
    assert "Percentage points a year" in trace["hovertemplate"]
    (trace,) = traces(drawn(countries=("Poland",), shown_as=wave.INDEX)).values()
    assert "Index, 1991 = 100" in trace["hovertemplate"]


def test_the_second_series_is_on_an_axis_of_its_own():
    spec = drawn(series=wave.US_SERVICE_IMPORTS, compared_with=wave.INTERNET_USERS)
    second = traces(spec)["Right axis: Internet users, India"]
    assert second["yaxis"] == "y2"
    assert spec["layout"]["yaxis2"]["visible"]
    assert spec["layout"]["yaxis2"]["range"] == [0, 60]
    assert spec["layout"]["yaxis2"]["title"]["text"] == "% of population"
    assert not drawn()["layout"]["yaxis2"]["visible"]


def test_two_indices_share_one_scale():
    """Two scales for one unit would let one of them look however one likes."""
    layout = drawn(compared_with=wave.RELATIVE_OUTPUT, shown_as=wave.INDEX)["layout"]
    assert layout["yaxis"]["range"] == layout["yaxis2"]["range"]


def test_a_log_axis_leaves_out_what_it_cannot_show():
    """Nobody in India used the internet in 1990."""
    spec = drawn(countries=("India",), axis=wave.LOG)
    india = traces(spec)["India"]
    assert india["x"][0] == 1992
    assert spec["layout"]["yaxis"]["type"] == "log"
    assert "type" not in drawn(axis=wave.LOG, shown_as=wave.CHANGES)["layout"]["yaxis"]


# Units and sources


def first_row(series: str) -> data.Citation:
    """Return the figure in the first row of the table of a series."""
    table = data.table(SERIES[series].table).astype(str)
    keys = [key for key in ("country_code", "series", "year") if key in table]
    return data.cite("/".join([SERIES[series].table, *table[keys].iloc[0]]))


@pytest.mark.parametrize("series", SERIES)
def test_a_source_is_the_one_that_the_table_names(series):
    """The publisher's own name for each, in the titles of the rows or of the whole table."""
    table = data.table(SERIES[series].table)
    titles = " ".join(table.get("source_title", [first_row(series).source]))
    names = r"[A-Z]{2}(?:\.[A-Z0-9]+)+|ILOSTAT|FCC|PPI|NASSCOM|Murthy"
    found = re.findall(names, view.SOURCES[series])
    assert set(found) == set(re.findall(names, titles))
    assert found


@pytest.mark.parametrize("table", ["internet_users", "call_prices", "india_software_exports"])
def test_a_part_is_called_as_the_table_calls_it(table):
    path = data.FOLDER / data.DESCRIPTION
    resources = json.loads(path.read_text("utf-8"))["resources"]
    (described,) = (one for one in resources if one["name"] == table)
    (field,) = (one for one in described["schema"]["fields"] if one["name"] == "series")
    called = {one["value"]: one["label"] for one in field["categories"]}
    assert called.items() <= view.PARTS.items()


@pytest.mark.parametrize(
    ("series", "unit"),
    [
        (wave.INTERNET_USERS, "% of population"),
        (wave.OUTPUT_PER_WORKER, "constant 2015 US$ (market exchange rates)"),
        (wave.ICT_SERVICE_EXPORTS, "US$ million, current"),
        (wave.CALL_PRICE, "US$ per minute"),
        (wave.CALL_MINUTES, "billion minutes"),
        (wave.AIR_FREIGHT, "million ton-km"),
        (wave.SOFTWARE_EXPORTS, "US$ million"),
    ],
)
def test_a_unit_is_that_of_the_table(series, unit):
    assert first_row(series).unit == unit
    written = view.UNITS[series].axis.casefold().split()
    assert written[0] in unit.casefold() or "2015 US$" in unit


# What is told


@pytest.mark.parametrize(
    ("inputs", "written"),
    [
        (
            {},
            "Highest: United States with 93.1% of the population. "
            "Lowest: India with 55.9% of the population",
        ),
        (
            {"countries": ("India",), "years": (2010, 2020)},
            "India: 7.5% of the population in 2010, 43.4% of the population in 2020",
        ),
        (
            {"series": wave.CALL_PRICE, "years": (2000, 2000)},
            "United States: $0.53 a minute in 2000",
        ),
        ({"series": wave.AIR_FREIGHT, "shown_as": wave.CHANGES}, "World: 4.73% a year on average"),
        ({"years": (1970, 1980)}, "No figures for these years"),
        (
            {
                "series": wave.US_SERVICE_IMPORTS,
                "compared_with": wave.INTERNET_USERS,
                "compared_country": "Mexico",
            },
            "Levels correlate at 0.99, yearly changes at −0.08",
        ),
        (
            {
                "countries": ("India", "Norway"),
                "series": wave.RELATIVE_OUTPUT,
                "shown_as": wave.CHANGES,
            },
            "Fastest on average: India. Slowest: Norway",
        ),
    ],
)
def test_the_title_states_the_finding(inputs, written):
    assert title(**inputs) == written


@pytest.mark.parametrize(
    ("inputs", "written"),
    [
        (
            {"series": wave.CALL_PRICE},
            "Price of an international call, United States: $1.00 a minute in 1990, "
            "$0.14 a minute in 2004. That is 86% less. "
            "Parts that are not joined come from different counts. "
            "The series is about the United States alone. Ticked, but not drawn: India and "
            "Poland.",
        ),
        (
            {"series": wave.RELATIVE_OUTPUT, "countries": ("India", "Mexico")},
            "Output per worker relative to the United States: Mexico is highest with 16.7% of "
            "the United States in 2025, India lowest with 4.58% of the United States in 2025. "
            "It rose in India. It fell in Mexico.",
        ),
        (
            {
                "series": wave.US_SERVICE_IMPORTS,
                "compared_with": wave.INTERNET_USERS,
                "compared_country": "Mexico",
            },
            "US imports of computer and communication services, United States: "
            "$38,990 million in 1990, $344,098 million in 2024. That is 8.83 times as much. "
            "With “Internet users” in Mexico, levels correlate at 0.99, yearly changes at −0.08. "
            "Both follow a trend, and a shared trend is no proof of a cause. "
            "The series is about the United States alone. Ticked, but not drawn: India and "
            "Poland.",
        ),
        (
            {"series": wave.AIR_FREIGHT, "years": (1973, 2000), "shown_as": wave.INDEX},
            "Air freight, World: 100 in 1973, 760 in 2000. Each country's figure of 1973 is 100. "
            "The series is about the world alone. Ticked, but not drawn: India, Poland, and the "
            "United States.",
        ),
        (
            {"countries": ("World",), "years": (2005, 2005)},
            "Internet users, World: 15.6% of the population in 2005, the only year shown with a "
            "figure.",
        ),
        (
            {
                "countries": ("Poland",),
                "compared_with": wave.INTERNET_USERS,
                "compared_country": "Poland",
                "years": (2014, 2020),
                "shown_as": wave.CHANGES,
            },
            "Internet users, Poland: 2.76 points a year on average, from 1.4 points to "
            "5.3 points. It is the same series twice.",
        ),
        (
            {"countries": ("Poland",), "years": (2014, 2015), "shown_as": wave.CHANGES},
            "Internet users, Poland: 1.4 points in 2015, the only change shown.",
        ),
        (
            {
                "countries": ("China", "Ireland"),
                "compared_with": wave.OUTPUT_PER_WORKER,
                "compared_country": "Poland",
                "years": (2009, 2015),
            },
            "Internet users: Ireland is highest with 83.5% of the population in 2015, China "
            "lowest with 50.3% of the population in 2015. It rose in China and Ireland. With "
            "“Output per worker” in Poland, levels correlate at 0.98, yearly changes from 0.21 to "
            "0.29. For none of them do the yearly changes go together by more than chance.",
        ),
    ],
)
def test_the_sentence_tells_finding_correlation_and_reading(inputs, written):
    assert told(**inputs) == written


@pytest.mark.parametrize(
    ("inputs", "ending"),
    [
        (
            {"compared_with": wave.INTERNET_USERS, "countries": ("India",)},
            "It is the same series twice.",
        ),
        (
            {"series": wave.CALL_PRICE, "compared_with": wave.AIR_FREIGHT},
            "Too few years have two figures that vary, so that no correlation can be told. "
            "Parts that are not joined come from different counts.",
        ),
        (
            {
                "series": wave.ICT_SERVICE_EXPORTS,
                "countries": ("India", "Poland"),
                "compared_with": wave.ICT_SERVICE_EXPORTS,
                "compared_country": "World",
            },
            "By more than chance the yearly changes go together only for India.",
        ),
        (
            {
                "series": wave.OUTPUT_PER_WORKER,
                "countries": ("India", "China"),
                "compared_with": wave.INTERNET_USERS,
                "compared_country": "Norway",
            },
            "For none of them do the yearly changes go together by more than chance.",
        ),
    ],
)
def test_the_reading_claims_no_more_than_the_figures_bear(inputs, ending):
    assert ending in told(**inputs)


@pytest.mark.parametrize(
    ("inputs", "written"),
    [
        (
            {"countries": ("India",), "years": (1970, 1980)},
            "Internet users: for India there are figures for 1990, 1992 to 2020, and 2022 only.",
        ),
        (
            {"series": wave.ICT_SERVICE_EXPORTS, "countries": ("Norway",), "years": (2013, 2015)},
            "ICT service exports: for Norway there are figures for 1992 to 2011 and 2017 to 2024 "
            "only.",
        ),
        (
            {"series": wave.ICT_SERVICE_EXPORTS, "countries": ("China", "Mexico")},
            "ICT service exports: there are no figures for China and Mexico. There are some for "
            "India, Ireland, Norway, the Philippines, Poland, the United States, and the world.",
        ),
        (
            {"series": wave.CALL_PRICE, "years": (1970, LAST), "shown_as": wave.CHANGES},
            "Price of an international call: for the United States there are no two years in a "
            "row here, so no change. The series is about the United States alone. Ticked, but not "
            "drawn: India and Poland.",
        ),
        (
            {"years": (1990, 1990), "shown_as": wave.INDEX},
            "No year shown has a figure above zero for all of them, so that there is no index.",
        ),
        (
            {"countries": ("World",), "years": (1990, 2003), "shown_as": wave.INDEX},
            "Internet users: for the world there are figures for 2005 to 2024 only.",
        ),
    ],
)
def test_where_nothing_can_be_shown_words_say_why_and_which_years_there_are(inputs, written):
    spec = drawn(**inputs)
    assert traces(spec) == {}
    assert told(**inputs) == written
    assert spec["layout"]["title"]["text"] == "No figures for these years"


def test_what_one_of_several_lacks_is_told_beside_the_finding():
    sentence = told(
        series=wave.ICT_SERVICE_EXPORTS, countries=("India", "Norway"), years=(2013, 2015)
    )
    assert sentence.startswith("ICT service exports, India: $72,257 million in 2013")
    assert "for Norway there are figures for 1992 to 2011 and 2017 to 2024 only." in sentence


@given(scenarios())
def test_the_sentences_of_any_scenario_are_whole_and_short(scenario):
    sentence = view.describe(SOLVE(scenario))
    assert sentence.endswith(".")
    assert not {"nan", "NaN", "None", "inf", "{", "}"} & set(re.findall(r"\w+|[{}]", sentence))
    assert not [one for one in re.split(r"(?<=[.:;]) ", sentence) if len(one.split()) > 25]


# The table


@given(scenarios())
def test_the_table_is_never_empty_and_holds_what_is_drawn(scenario):
    found = SOLVE(scenario)
    table = view.tabulate(found)
    assert list(table.columns) == ["Year", "Country", "Series", "Figure", "Unit", "Source"]
    assert len(table)
    assert not table.isna().any(axis=None)
    shown = [value for line in found.lines for value in line.told[1]]
    if shown and scenario.compared_with == wave.NOTHING:
        assert set(np.round(shown, 6)) <= set(np.round(table["Figure"], 6))


def test_the_table_names_unit_and_source_of_each_part():
    table = view.tabulate(outcome(countries=("World",), years=(2003, 2006)))
    assert list(table["Year"]) == [2005, 2006, 2003, 2004]
    assert list(table["Unit"].unique()) == ["% of population"]
    assert [source.partition(" (")[2] for source in table["Source"]] == [
        "latest series)",
        "latest series)",
        "earlier series)",
        "earlier series)",
    ]


def test_where_nothing_is_shown_the_table_holds_what_there_is():
    out_of_years = view.tabulate(outcome(countries=("India",), years=(1970, 1980)))
    assert set(out_of_years["Country"]) == {"India"}
    assert len(out_of_years) == 31
    elsewhere = view.tabulate(outcome(series=wave.ICT_SERVICE_EXPORTS, countries=("China",)))
    assert len(elsewhere) == len(data.table("ict_service_exports"))


def test_a_look_is_left_for_every_place():
    assert len(style.SERIES) >= len(COUNTRIES)


def test_formula_and_assumptions_are_sentences_for_a_reader():
    assert all(" = " in line or ": " in line for line in view.FORMULA)
    assert all(line.endswith(".") for line in view.ASSUMPTIONS)


@pytest.mark.parametrize(
    ("inputs", "written"),
    [
        (
            {
                "series": wave.OUTPUT_PER_WORKER,
                "countries": ("India", "Poland"),
                "years": (1970, 1980),
            },
            "There are figures for<br>India: 1991 to 2025<br>Poland: 1991 to 2025",
        ),
        (
            {"series": wave.ICT_SERVICE_EXPORTS, "countries": ("Norway",), "years": (2013, 2015)},
            "There are figures for<br>Norway: 1992 to 2011 and 2017 to 2024",
        ),
        (
            {"series": wave.AIR_FREIGHT, "years": (1970, 1971), "axis": wave.LOG},
            "There are figures for<br>World: 1973 to 2021",
        ),
        ({"series": wave.AIR_FREIGHT, "years": (1970, 1980)}, ""),
    ],
)
def test_a_chart_without_figures_says_which_years_there_are(inputs, written):
    spec = drawn(**inputs)
    *_, words = spec["data"]
    assert words["text"] == [written]
    assert bool(words["x"]) == bool(written)
    for way, axis in (("x", "xaxis"), ("y", "yaxis")):
        low, high = spec["layout"][axis]["range"]
        is_log = spec["layout"][axis].get("type") == "log"
        for place in words[way]:
            assert low < (np.log10(place) if is_log else place) < high


def test_where_a_country_has_none_at_all_the_chart_names_those_that_have():
    *_, words = drawn(series=wave.ICT_SERVICE_EXPORTS, countries=("China",))["data"]
    assert words["text"][0].startswith("There are figures for<br>India: 2000 to 2024<br>Ireland: ")


# What is chosen and is not what is drawn


@pytest.mark.parametrize("series", [name for name, one in wave.SERIES.items() if one.place])
def test_a_place_that_is_chosen_and_not_drawn_is_told(series):
    alone = wave.SERIES[series].place
    others = [place for place in ("India", "Norway") if place != alone]
    ticked = f"Ticked, but not drawn: {' and '.join(others)}."
    assert ticked in told(series=series, countries=("India", "Norway"))
    assert "not drawn" not in told(series=series, countries=(alone,))
    second = told(compared_with=series, compared_country="Norway")
    assert "alone, and not about Norway." in second
    assert "alone, and not about" not in told(compared_with=series, compared_country=alone)


def test_a_log_axis_that_is_chosen_and_not_drawn_is_told():
    linear = "Yearly changes are drawn on a linear axis, since they may be negative."
    assert linear in told(axis=wave.LOG, shown_as=wave.CHANGES)
    assert linear not in told(axis=wave.LOG) + told(shown_as=wave.CHANGES)
