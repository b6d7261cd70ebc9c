"""What each lesson teaches, and that its prose says what the models say."""

import itertools
import json
import re
from pathlib import Path

import pytest

from lessons.models.make_or_buy import MakeOrBuy
from lessons.words import number

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
CLAIMS = {"01-what-is-insourcing.ipynb": {"C01", "C02", "C06", "C14"}}


def cells(name: str) -> list[dict]:
    return json.loads((NOTEBOOKS / name).read_text("utf-8"))["cells"]


def prose(name: str) -> str:
    return "\n".join("".join(one["source"]) for one in cells(name) if one["cell_type"] != "code")


@pytest.mark.parametrize("name", CLAIMS)
def test_each_claim_of_the_lesson_has_its_cell(name):
    tags = {tag for cell in cells(name) for tag in cell["metadata"].get("tags", [])}
    assert {tag.removeprefix("claim-") for tag in tags if tag.startswith("claim-")} == CLAIMS[name]


@pytest.mark.parametrize("name", [path.name for path in sorted(NOTEBOOKS.glob("*.ipynb"))])
def test_headings_start_with_one_title_and_skip_no_level(name):
    levels = [len(mark) for mark in re.findall(r"^(#+) ", prose(name), re.MULTILINE)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_lesson_one_works_with_the_explorers_own_numbers():
    start = MakeOrBuy()
    bought = start.price * (1 + start.overhead_rate)
    saved = bought - start.variable_cost
    cheaper = start.replace(price=110)
    text = prose("01-what-is-insourcing.ipynb")
    for stated in (
        f"At {number(start.volume)} hours the agency is cheaper",
        f"fixed cost of {number(start.fixed_cost)} dollars",
        f"{number(start.price)} × 1.10 = {number(bought, 2)} dollars",
        f"An hour in-house costs {number(start.variable_cost, 2)} dollars",
        f"2,000 × {number(saved, 2)} = {number(2_000 * saved)} dollars",
        f"{number(121 - start.variable_cost, 2)} dollars",
        f"about {number(cheaper.break_even(), 0)} hours",
    ):
        assert stated in text, stated
    assert start.price / start.variable_cost == pytest.approx(3, abs=0.25)  # "about three times"
    assert start.solve().decision == "outsource"
