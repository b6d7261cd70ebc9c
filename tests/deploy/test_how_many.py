"""How many learners there can be, by the guide: worked out from what one was measured to cost."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "deploy" / "README.md").read_text("utf-8")
VALUES = yaml.safe_load((ROOT / "deploy" / "values.yaml").read_text("utf-8"))
MEASURED = VALUES["custom"]["measured"]
ROWS = [
    [float(cell.replace(",", "")) for cell in re.findall(r"[\d.,]+", line)]
    for line in re.findall(r"(?m)^\| \d[\d,]* \|.*$", GUIDE)
]
MEGABYTES = MEASURED["server_megabytes"] + MEASURED["kernel_megabytes"]


def test_the_table_goes_from_a_class_to_all():
    assert [row[0] for row in ROWS] == [30, 300, 3_000, 100_000]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]:.0f}")
def test_each_row_follows_from_what_one_learner_costs(row):
    learners, gigabytes, cores, minutes = row
    assert gigabytes == pytest.approx(learners * MEGABYTES / 1000, rel=0.03)
    assert cores == pytest.approx(learners / MEASURED["learners_per_core"], rel=0.03)
    assert minutes == pytest.approx(learners * MEASURED["hub_cpu_seconds"] / 60, rel=0.05)


def test_one_machine_is_told_the_same_figures():
    """Of what 30 learners take, and where a learner's memory ends."""
    cores, gigabytes = re.search(r"30 learners take (\d+) cores and ([\d.]+) GB", GUIDE).groups()
    assert [30, float(gigabytes), float(cores)] == ROWS[0][:3]
    (limit,) = re.findall(r"set limits\.memory (\w+)", GUIDE)
    assert limit == VALUES["singleuser"]["memory"]["limit"]


def test_as_many_share_a_gibibyte_and_a_core_as_it_says():
    (gibibyte, core) = re.search(
        r"enough for (\d+) learners, and a core for (\d+)", GUIDE
    ).groups()
    assert int(gibibyte) == int(2**30 / 1e6 / MEGABYTES)
    assert int(core) == MEASURED["learners_per_core"]
