"""An amount that comes back is the same everywhere, or the number sheet says why it is not."""

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest
from prose import LESSONS, cells, plain
from told import told

from lessons import data, explore
from lessons.instructor import model_table, number_sheet
from lessons.instructor.number_sheet import SHEET
from lessons.models.shared import recurring
from lessons.scenario.kinds import Quantity

LESSON_OF = {
    name: lesson for lesson, names in enumerate(explore.LESSONS.values(), 1) for name in names
}
AMOUNT = re.compile(r"(?<![\d.,−-])(\d[\d,]*(?:\.\d+)?) (dollars|hours|weeks)\b")

# Amounts of the prose that stand in several lessons, and are the start of no input.
WORKED_OUT = {
    ("1.25", "hours"): "what an hour's work takes abroad, at 80%: lessons 2 and 3",
}


def quantities() -> Iterator[tuple[str, str, Quantity]]:
    """Return each numeric input of each explorer, with both names."""
    for name, entry in explore.catalogue().items():
        for key, one in entry.model.quantities().items():
            yield name, key, one


def on_the_sheet() -> set[tuple[str, str]]:
    return {place for one in SHEET for place in one.places}


def defaults(places) -> set[float]:
    return {explore.entry(name).model.inputs()[key].default for name, key in places}


@pytest.mark.parametrize("amount", SHEET, ids=lambda one: one.meaning)
def test_an_amount_is_the_same_or_is_said_to_differ(amount):
    assert len({name for name, _ in amount.places}) > 1
    assert (len(defaults(amount.places)) > 1) == amount.differs
    assert amount.why.startswith("The same") != amount.differs


def test_inputs_of_one_name_begin_alike_unless_the_sheet_says_why_not():
    alike = defaultdict(set)
    for name, key, one in quantities():
        alike[one.label].add((name, key))
    excused = [set(one.places) for one in SHEET if one.differs]
    for label, places in alike.items():
        if len(defaults(places)) > 1:
            assert any(places <= one for one in excused), label


def test_an_input_that_several_lessons_have_is_on_the_sheet():
    alike = defaultdict(set)
    for name, key, one in quantities():
        for same in (one.label, *([one.source] if one.source else [])):
            alike[same].add((name, key))
    for same, places in alike.items():
        if len({LESSON_OF[name] for name, _ in places}) > 1:
            assert places <= on_the_sheet(), same


def test_what_one_figure_is_cited_for_begins_alike():
    alike = defaultdict(set)
    for _, _, one in quantities():
        if one.source:
            alike[one.source].add(one.default)
    assert ("agency_rates/2016/blended-midpoint",) in alike
    assert not {source: found for source, found in alike.items() if len(found) > 1}


def test_recurring_amounts_follow_from_what_is_cited():
    wage = data.cite("marketing_wages/2016/13-1161").value
    benefits = data.cite("benefits_share/2020").value
    assert (wage, benefits) == (33.95, 30)
    assert wage / (1 - benefits / 100) == pytest.approx(recurring.HOUR_IN_HOUSE)
    assert data.cite("agency_rates/2016/blended-midpoint").value == recurring.AGENCY_RATE
    assert data.cite("ramp_up_weeks/2014/media-advertising").value == recurring.RAMP_UP_WEEKS
    (own_hour,) = (one.why for one in SHEET if one.meaning == "An hour of your own people")
    assert "33.95 dollars, divided by the 70%" in own_hour


def test_an_amount_of_the_prose_that_comes_back_is_on_the_sheet():
    lessons = defaultdict(set)
    for path in LESSONS:
        prose = " ".join(
            part
            for cell in cells(path)
            if cell["id"] not in ("sources", "real-case")
            for part in plain("".join(cell["source"]))
        )
        for found in AMOUNT.findall(prose):
            lessons[found].add(path.stem)
    back = {amount for amount, where in lessons.items() if len(where) > 1}
    assert ("48.50", "dollars") in back
    known = defaults(on_the_sheet())
    unknown = {one for one in back if float(one[0].replace(",", "")) not in known}
    assert unknown == set(WORKED_OUT)


def test_the_lesson_says_why_the_launch_is_paid_in_another_way():
    text = told("04-the-candy-campaign")
    assert "In lesson 1 the launch was one project at a fixed fee." in text
    hours = explore.candy_launch().outcome.total_hours
    (fee,) = (one.why for one in SHEET if "asks for the candy launch" in one.meaning)
    assert f"{hours:.0f} of them" in fee


def test_each_model_is_in_the_table_with_texts_that_teach_it():
    rows = model_table.written().splitlines()[2:]
    assert len(rows) == len(explore.NAMES)
    for row, entry in zip(rows, explore.catalogue().values(), strict=True):
        view = entry.view
        assert row.startswith(f"| {LESSON_OF[entry.name]} | **{view.TITLE.partition(':')[0]}** |")
        assert row.count(" | ") == 4
        assert view.LEAVES_OUT
        assert all(line.endswith(".") for line in view.LEAVES_OUT)
        assert 1 < len(set(view.TEXTS)) <= 3
        assert not [text for text in view.TEXTS if text.endswith(".")]
        assert len(row.rpartition(" | ")[2].split("<br>")) == len(view.TEXTS)


def test_the_sheet_names_each_place_once():
    for one, row in zip(SHEET, number_sheet.written().splitlines()[2:], strict=True):
        assert len(set(one.places)) == len(one.places)
        assert row.count("<br>") == len(one.places) - 1
