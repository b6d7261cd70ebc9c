"""The jobs of the United States as they are drawn, told and tabulated."""

import json
import re
from typing import Any

import pytest
from catalogue_scenarios import scenarios
from hypothesis import given

from lessons import data, explore
from lessons.explore import entry
from lessons.models import us_jobs as jobs
from lessons.models.us_jobs import INDUSTRIES, MANUFACTURING, UsJobs
from lessons.views import us_jobs as view

SOLVE = explore.us_jobs.solve


def drawn(**inputs) -> dict[str, Any]:
    return view.draw(SOLVE(UsJobs(**inputs)))


def told(**inputs) -> str:
    return view.describe(SOLVE(UsJobs(**inputs)))


def traces(spec: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the traces that show anything, by name."""
    return {one["name"]: one for one in spec["data"][:-2] if one["x"]}


@given(scenarios(entry("us_jobs")))
def test_the_axes_hold_what_is_drawn(scenario):
    spec = view.draw(SOLVE(scenario))
    low, high = spec["layout"]["yaxis"]["range"]
    first, last = spec["layout"]["xaxis"]["range"]
    for trace in spec["data"][:-2]:  # the last ones are words
        assert all(low <= value <= high for value in trace["y"] if value is not None)
        assert all(first < year < last for year in trace["x"])


def test_the_axes_stand_still_while_the_years_play():
    layouts = [drawn(years=(1979, year))["layout"] for year in range(1980, jobs.LAST + 1)]
    ranges = [(one["xaxis"]["range"], one["yaxis"]["range"]) for one in layouts]
    assert all(one == ranges[0] for one in ranges)


def test_the_two_series_are_two_lines():
    shown = traces(drawn(industries=(MANUFACTURING,)))
    assert list(shown) == ["Manufacturing", "Manufacturing, seasonally adjusted"]
    main, later = shown.values()
    assert (main["x"][-1], later["x"][0]) == (2018, 2019)
    assert (main["line"], main["marker"]) == (later["line"], later["marker"])


def test_the_what_if_has_a_line_only_where_it_says_something():
    name = "Manufacturing with its temporary workers"
    assert name not in traces(drawn())
    what_if = traces(drawn(factory_share=0.5))[name]
    assert (what_if["x"][0], what_if["x"][-1]) == (1990, 2018)


@pytest.mark.parametrize("shown_as", [jobs.SHARE, jobs.JOBS])
def test_under_the_pointer_are_value_unit_and_source(shown_as):
    source = data.cite("us_employment/adjusted/manufacturing/2025").source
    for trace in traces(drawn(shown_as=shown_as)).values():
        assert "%{y" in trace["hovertemplate"]
        assert source in trace["hovertemplate"]
        assert ("thousand jobs" in trace["hovertemplate"]) == (shown_as == jobs.JOBS)


def test_a_series_is_called_as_the_table_calls_it():
    resources = json.loads((data.FOLDER / data.DESCRIPTION).read_text("utf-8"))["resources"]
    (described,) = (one for one in resources if one["name"] == jobs.TABLE)
    (field,) = (one for one in described["schema"]["fields"] if one["name"] == "series")
    assert {one["value"]: one["label"] for one in field["categories"]} == view.PARTS


@pytest.mark.parametrize(
    ("inputs", "written"),
    [
        (
            {"industries": (MANUFACTURING,)},
            "Manufacturing: 21.6% of all jobs in 1979, 8.5% of all jobs in 2018. "
            "The later series has 8.0% of all jobs in 2025. "
            "None of this counts jobs that went abroad.",
        ),
        (
            {
                "industries": (jobs.TEMPORARY_HELP,),
                "years": (1990, 2000),
                "shown_as": jobs.JOBS,
            },
            "Temporary help: 1,156 thousand jobs in 1990, 2,636 thousand jobs in 2000. "
            "That is 2.3 times as much. "
            "None of this counts jobs that went abroad.",
        ),
        (
            {"industries": (jobs.TEMPORARY_HELP,), "years": (1979, 1985)},
            "Temporary help: there are figures for 1990 to 2018 only. "
            "None of this counts jobs that went abroad.",
        ),
        (
            {"industries": (MANUFACTURING,), "years": (2020, 2025)},
            "Manufacturing: 8.5% of all jobs in 2020, 8.0% of all jobs in 2025. "
            "None of this counts jobs that went abroad.",
        ),
        (
            {"industries": (MANUFACTURING,), "years": (1990, 2018), "factory_share": 0.5},
            "Manufacturing: 16.2% of all jobs in 1990, 8.5% of all jobs in 2018. "
            "From 1990 to 2018 manufacturing lost 7.64 points of its share. "
            "With 50% of temporary workers counted in, it lost 7.16 points of its share. "
            "So 6% of the fall in its share only moved to agencies. "
            "None of this counts jobs that went abroad.",
        ),
        (
            {
                "industries": (MANUFACTURING,),
                "years": (1990, 2018),
                "shown_as": jobs.JOBS,
                "factory_share": 0.5,
            },
            "Manufacturing: 17,695 thousand jobs in 1990, 12,689 thousand jobs in 2018. "
            "From 1990 to 2018 manufacturing lost 5,006 thousand jobs. "
            "With 50% of temporary workers counted in, it lost 4,078 thousand jobs. "
            "So 19% of the jobs lost only moved to agencies. "
            "None of this counts jobs that went abroad.",
        ),
        (
            {
                "industries": (MANUFACTURING,),
                "years": (1991, 1995),
                "shown_as": jobs.JOBS,
                "factory_share": 0.5,
            },
            "Manufacturing: 17,068 thousand jobs in 1991, 17,241 thousand jobs in 1995. "
            "None of this counts jobs that went abroad.",
        ),
        (
            {
                "industries": (MANUFACTURING,),
                "years": (1990, 2000),
                "shown_as": jobs.JOBS,
                "factory_share": 0.5,
            },
            "Manufacturing: 17,695 thousand jobs in 1990, 17,263 thousand jobs in 2000. "
            "From 1990 to 2000 manufacturing lost 432 thousand jobs. "
            "So counting them in leaves no fall to explain. "
            "None of this counts jobs that went abroad.",
        ),
        (
            {"industries": (MANUFACTURING,), "years": (2000, 2002), "factory_share": 1},
            "Manufacturing: 13.1% of all jobs in 2000, 11.7% of all jobs in 2002. "
            "From 2000 to 2002 manufacturing lost 1.40 points of its share. "
            "With 100% of temporary workers counted in, it lost 1.71 points of its share. "
            "So none of the fall only moved to agencies: their jobs in factories shrank as well. "
            "None of this counts jobs that went abroad.",
        ),
    ],
)
def test_the_sentence_tells_first_and_last_the_what_if_and_the_limit(inputs, written):
    assert told(**inputs) == written


@given(scenarios(entry("us_jobs")))
def test_the_sentences_of_any_scenario_are_whole_and_short(scenario):
    sentence = view.describe(SOLVE(scenario))
    assert sentence.endswith("None of this counts jobs that went abroad.")
    assert not {"nan", "None ", "inf", "{", "}"} & set(re.findall(r"\w+|[{}]", sentence))
    assert not [one for one in re.split(r"(?<=[.:;]) ", sentence) if len(one.split()) > 25]


def test_the_title_is_of_the_first_industry_that_is_shown():
    title = drawn(industries=tuple(INDUSTRIES), years=(1979, 1985))["layout"]["title"]["text"]
    assert title == "Manufacturing: 21.6% of all jobs in 1979, 18.3% of all jobs in 1985"
    empty = drawn(industries=(jobs.TEMPORARY_HELP,), years=(1979, 1985))
    assert empty["layout"]["title"]["text"] == "No figures for these years"
    assert traces(empty) == {}


@given(scenarios(entry("us_jobs")))
def test_the_table_is_never_empty_and_holds_what_is_drawn(scenario):
    outcome = SOLVE(scenario)
    table = view.tabulate(outcome)
    assert list(table.columns) == ["Year", "Industry", "Figure", "Unit", "Source"]
    assert len(table)
    assert not table.isna().any(axis=None)
    drawn_points = sum(
        value is not None for trace in view.draw(outcome)["data"][:-2] for value in trace["y"]
    )
    assert len(table) == drawn_points or not drawn_points


def test_a_share_in_the_table_is_in_percent():
    table = view.tabulate(SOLVE(UsJobs(industries=(MANUFACTURING,), years=(1979, 1979))))
    (row,) = table.to_dict("records")
    assert row["Figure"] == pytest.approx(100 * 19_426.1 / 89_933, abs=0.001)
    assert row["Unit"] == "% of all payroll jobs"
    assert row["Source"].endswith("(not seasonally adjusted)")


def test_formula_and_assumptions_are_sentences_for_a_reader():
    assert all(" = " in line for line in view.FORMULA)
    assert all(line.endswith(".") for line in view.ASSUMPTIONS)


@pytest.mark.parametrize(
    ("years", "written"),
    [
        ((2020, 2025), "Temporary help: there are figures for 1990 to 2018 only."),
        ((1979, 1990), ""),
    ],
)
def test_a_chart_without_figures_says_which_years_there_are(years, written):
    *_, words = drawn(industries=(jobs.TEMPORARY_HELP,), years=years)["data"]
    assert words["text"] == [written]


def test_no_year_of_play_tells_a_part_below_nothing():
    """Whichever years the slider passes."""
    for start in range(1990, 2018):
        for end in range(start + 1, 2019):
            sentence = told(years=(start, end), factory_share=0.5)
            assert "So -" not in sentence, (start, end)
            assert "−" not in sentence
