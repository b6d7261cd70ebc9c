"""Two sides of a lesson are merged cell by cell, and nothing that either has written is lost."""

import copy
import json

import nbformat
import pytest

from lessons.server.lesson_merge import main, merged


def notebook(*texts, **metadata):
    cells = [
        nbformat.v4.new_markdown_cell(text, id=text.split()[0], metadata={"tags": ["claim-C01"]})
        for text in texts
    ]
    return json.loads(json.dumps(nbformat.v4.new_notebook(cells=cells, metadata=metadata)))


def told(base, ours, theirs):
    return [cell["source"] for cell in merged(base, ours, theirs)["cells"]]


BASE = notebook("a", "b", "c", "d")


@pytest.mark.parametrize(
    ("ours", "theirs", "right"),
    [
        ("a b c d", "a b c d", "a b c d"),
        ("a b c d x", "a b c d y", "a b c d x y"),
        ("x a b c d", "y a b c d", "x y a b c d"),
        ("a b x c d", "a b y z c d", "a b x y z c d"),
        ("a c d", "a b c d y", "a c d y"),
        ("a c d", "a b d", "a d"),
        ("a x c d", "a b y c d", "a x y c d"),
        ("d a b c", "a b x c d", "d a b x c"),
        ("", "a b c d", ""),
    ],
)
def test_cells_that_either_side_has_added_deleted_or_moved(ours, theirs, right):
    sides = notebook(*ours.split()), notebook(*theirs.split())
    for one, other in (sides, sides[::-1]):
        found = told(BASE, one, other)
        assert sorted(found) == sorted(right.split())
        assert [name for name in found if name not in "xyz"] == [
            name for name in right.split() if name not in "xyz"
        ]


@pytest.mark.parametrize(
    ("ours", "theirs", "right"),
    [
        ("b mine", "b", ["b mine"]),
        ("b", "b newer", ["b newer"]),
        ("b same", "b same", ["b same"]),
        ("b mine", "b newer", ["b newer mine"]),
    ],
)
def test_a_text_that_either_side_has_changed(ours, theirs, right):
    sides = [notebook("a", text, "c", "d") for text in (ours, theirs)]
    assert told(BASE, *sides) == ["a", *right, "c", "d"]


def test_two_texts_that_cannot_stand_in_one_cell_both_stand():
    sides = [copy.deepcopy(BASE) for _ in range(2)]
    for side, text in zip(sides, ("mine", "newer"), strict=True):
        side["cells"][1]["source"] = text
    made = merged(BASE, *sides)
    assert [cell["source"] for cell in made["cells"]] == ["a", "mine", "newer", "c", "d"]
    nbformat.validate(made)
    again = merged(BASE, made, sides[1])
    assert "mine" in [cell["source"] for cell in again["cells"]]
    nbformat.validate(again)


def test_a_cell_that_one_side_deletes_and_the_other_writes_in_stays():
    changed = notebook("a", "b mine", "c", "d")
    for sides in ((changed, notebook("a", "c", "d")), (notebook("a", "c", "d"), changed)):
        assert told(BASE, *sides) == ["a", "b mine", "c", "d"]


def test_what_is_said_of_a_notebook_and_of_its_cells_is_that_of_who_changed_it():
    base, ours, theirs = (notebook("a", lessons=True, gone=1) for _ in range(3))
    ours["metadata"] = {"lessons": True, "mine": 1, "gone": 1}
    theirs["metadata"] = {"lessons": True, "newer": 2}
    theirs["cells"][0]["metadata"]["tags"] = ["claim-C02"]
    for sides in ((ours, theirs), (theirs, ours)):
        made = merged(base, *sides)
        assert made["metadata"] == {"lessons": True, "mine": 1, "newer": 2}
        assert made["cells"][0]["metadata"]["tags"] == ["claim-C02"]


@pytest.mark.filterwarnings("ignore::nbformat.warnings.DuplicateCellId")
def test_files_that_are_no_notebooks_are_left_as_they_are(tmp_path, capsys):
    paths = [tmp_path / f"{name}.ipynb" for name in ("base", "ours", "theirs")]
    for path in paths:
        nbformat.write(nbformat.from_dict(BASE), path)
    before = paths[1].read_bytes()
    assert main(map(str, paths)) == 0
    assert paths[1].read_bytes() == before
    twice = notebook("a", "b")
    twice["cells"][1]["id"] = "a"
    older = {**notebook("a"), "nbformat_minor": 4}
    older["cells"] = [{key: cell[key] for key in cell if key != "id"} for cell in older["cells"]]
    for damage in ("", "<<<<<<<", json.dumps(twice), json.dumps(older)):
        paths[2].write_text(damage)
        assert main(map(str, paths)) == 1
        assert paths[1].read_bytes() == before
        assert "theirs.ipynb" in capsys.readouterr().err
