"""Each lesson tells one real case, briefly, and nothing that its source does not carry."""

import re

import pytest
from prose import LESSONS, LONGEST, cells, plain, sentences

MOST_WORDS = 120
HEAD = re.compile(r"\A> \*\*A real case: [^*]+\*\*\n>\n")
LINK = re.compile(r"\[[^\]]+\]\(https?://[^)\s]+\)")
WRITTEN_OUT = (
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "half",
    "third",
)
NUMBER = re.compile(rf"\d[\d,.]*(?<=\d)|\b(?:{'|'.join(WRITTEN_OUT)})\b")

# Each number that a case may name, and where its source has it.
CARRIED = {
    "01-what-is-insourcing": {
        "2004": "the release's date",
        "17": "the release's date",
        "10": "years, to which the contract with DMdata is lengthened",
        "3.5": "years that were left of it",
        "330": "employees who move to DMdata, about",
        "45": "percent of DMdata, which the bank owns and expects to sell to IBM Danmark",
        "two": "reasons that Peter Straarup names",
        "100": "million kroner that are expected to be saved in 2005, over",
        "2005": "the year of that saving",
    },
    "02-the-outsourcing-wave": {
        "1989": "the report's date",
        "25": "the report's date",
        "three": "data centers in Rochester",
        "500": "million dollars that Kodak spends on computing a year",
        "half": "far less, yet a significant portion, of these 500 million; close to it is hoped "
        "to be saved",
    },
    "03-risks-and-advantage": {
        "2009": "the release's date",
        "7": "the release's date",
        "787": "the airplane",
    },
    "04-the-candy-campaign": {
        "2012": "the reports' dates",
        "12": "the first report's date",
        "18": "the second report's date",
        "90": "percent of computing services that are outsourced, in the first report",
        "10": "percent that are in-house, in the first report",
        "three": "to five years until these are reversed, in the first report",
        "five": "years, as above",
        "3,000": "employees of HP who move, in the second report",
        "six": "months within which they do",
    },
    "05-your-own-case": {
        "2003": "the report's date",
        "9": "the report's date",
        "10": "years of the deal with IBM, and of that with HP",
        "400": "million dollars of the deal with IBM",
        "98,000": "employees, almost",
        "80": "countries, nearly",
        "third": "large deal of the year",
        "3": "billion dollars of the deal with HP",
        "five": "years of the deal with Jones Lang LaSalle",
        "700": "million dollars of that deal",
    },
}

every_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


def case_of(path) -> str:
    """Return the one case of a lesson, as Markdown."""
    (found,) = ("".join(one["source"]) for one in cells(path) if "A real case" in str(one))
    return found


@every_lesson
def test_a_case_stands_in_a_box_before_the_exercises(path):
    kept = cells(path)
    texts = ["".join(one["source"]) for one in kept]
    place = texts.index(case_of(path))
    assert HEAD.match(texts[place])
    assert all(line.startswith(">") for line in texts[place].splitlines())
    assert texts[place + 1].startswith("## Exercises")


@every_lesson
def test_a_case_is_brief_and_ends_with_its_source(path):
    *told, asked, source = plain(case_of(path))
    words = " ".join([*told, asked, source]).split()
    assert len(words) <= MOST_WORDS, len(words)
    assert not [one for one in sentences([*told, asked]) if len(one.split()) > LONGEST]
    assert re.match(r"To think about: .*\?\Z", asked)
    assert re.match(r"Sources?: ", source)
    assert LINK.search(case_of(path).splitlines()[-1])
    assert re.search(r"\b(19|20)\d\d\b", source)


@every_lesson
def test_a_case_has_no_number_that_its_source_has_not(path):
    *told, _asked, source = plain(case_of(path))
    assert set(NUMBER.findall(" ".join([*told, source]))) == set(CARRIED[path.stem])


@every_lesson
def test_a_case_is_among_the_sources_of_its_lesson(path):
    *_told, source = plain(case_of(path))
    publisher = re.match(r"Sources?: ([\w ]+),", source)[1]
    year = re.search(r"\b(?:19|20)\d\d\b", source)[0]
    (listed,) = ("".join(one["source"]) for one in cells(path) if one["id"] == "sources")
    assert [one for one in listed.splitlines() if publisher in one and year in one]
