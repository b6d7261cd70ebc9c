"""Which inputs are open at first: at most six blocks of them, the others under *More inputs*."""

import pytest

from lessons import explore
from lessons.scenario import Scenario, quantity
from lessons.widgets.controls.controls import MOST_AT_FIRST, Controls, open_at_first


class Many(Scenario):
    """Eight inputs, of which two are cells of one table."""

    a: float = quantity(1, 0, 9, step=1, label="A", group="Table", row="One", column="First")
    b: float = quantity(1, 0, 9, step=1, label="B", group="Table", row="One", column="Second")
    c: float = quantity(1, 0, 9, step=1, label="C")
    d: float = quantity(1, 0, 9, step=1, label="D")
    e: float = quantity(1, 0, 9, step=1, label="E")
    f: float = quantity(1, 0, 9, step=1, label="F")
    g: float = quantity(1, 0, 9, step=1, label="G")
    h: float = quantity(1, 0, 9, step=1, label="H")


def later(controls: Controls) -> set[str]:
    return {one["name"] for one in controls.inputs if one["later"]}


def blocks(names: set[str], declared: dict) -> int:
    """Count inputs, the cells of one table as one."""
    rows = {declared[name].group for name in names if getattr(declared[name], "row", "")}
    return len(rows) + sum(not getattr(declared[name], "row", "") for name in names)


@pytest.mark.parametrize("name", explore.NAMES)
def test_at_most_six_inputs_of_an_explorer_are_open_at_first(name: str) -> None:
    explorer = explore.entry(name)()
    hidden = later(explorer.controls)
    declared = explorer.scenario.inputs()
    assert 1 < blocks(set(declared) - hidden, declared) <= MOST_AT_FIRST == 6
    # Nothing is hidden where all of them are few enough.
    assert bool(hidden) == (blocks(set(declared), declared) > MOST_AT_FIRST)


def test_the_first_six_declared_are_open_where_none_are_chosen() -> None:
    controls = Controls(Many.inputs(), Many().model_dump())
    assert later(controls) == {"h"}


def test_those_chosen_are_open_and_a_table_is_opened_as_a_whole() -> None:
    assert open_at_first(Many.inputs(), ("h", "a")) == {"a", "b", "h"}


def test_an_author_hears_of_a_wrong_name_and_of_too_many() -> None:
    with pytest.raises(ValueError, match="There is no input “x”"):
        open_at_first(Many.inputs(), ("x",))
    with pytest.raises(ValueError, match="At most 6 inputs are open at first; got 7"):
        open_at_first(Many.inputs(), ("a", "c", "d", "e", "f", "g", "h"))
