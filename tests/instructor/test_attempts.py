"""Which receipts look like attempts of one student, whatever platform handed them out."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.instructor import receipts
from lessons.instructor.attempts import counted, goes_on, without_shared
from lessons.instructor.handed_in import HandedIn, Receipt


def receipt(
    *, day: int = 1, off: float | None = None, tries: int = 0, right: bool = False, zone: str = ""
) -> Receipt:
    """Return a receipt of one prediction and one question; each may be left out."""
    questions = [{"name": "q", "right": right, "tries": tries, "hints": 0}] if tries else []
    predictions = [] if off is None else [{"name": "p", "off": off}]
    return Receipt.model_validate_json(
        json.dumps(
            {
                "format": 1,
                "written": f"2026-11-{day:02}T10:00:00{zone}",
                "lessons": [{"lesson": 1, "predictions": predictions, "questions": questions}],
            }
        )
    )


def summed(*names: str, every: bool = False, of: tuple[Receipt, ...] = ()) -> dict[str, int]:
    """Return who counts, each with the place of the receipt that does."""
    given = of or [receipt(day=place + 1, off=0.1) for place in range(len(names))]
    handed_in = [HandedIn(name, one) for name, one in zip(names, given, strict=True)]
    return {
        one.student: [*map(id, given)].index(id(one.receipt))
        for one in counted(handed_in, every).receipts
    }


# One of each platform's names, of a second student too, who made one attempt.
PLATFORMS = {
    "Blackboard": (
        "R_aexample_attempt_2026-11-21-10-00-00_receipt",
        "R_aexample_attempt_2026-11-22-09-00-00_receipt",
        "R_bexample_attempt_2026-11-21-10-00-00_receipt",
        ("aexample", "bexample"),
    ),
    "Canvas": (
        "exampleann_12345_678910_receipt",
        "exampleann_LATE_12345_678999_receipt-1",
        "exampleben_12346_678911_receipt",
        ("exampleann_12345", "exampleben_12346"),
    ),
    "Moodle": (
        "Ann Example_12345_assignsubmission_file_/receipt",
        "Ann Example_12345_assignsubmission_file_/receipt (1)",
        "Ben Example_12346_assignsubmission_file_/receipt",
        ("Ann Example_12345", "Ben Example_12346"),
    ),
    "Moodle, without folders": (
        "Ann Example_12345_assignsubmission_file_receipt",
        "Ann Example_12345_assignsubmission_file_receipt-2",
        "Ben Example_12346_assignsubmission_file_receipt",
        ("Ann Example_12345", "Ben Example_12346"),
    ),
    "Ilias": (
        "Example_Ann_aexample_12345/20261121100000_receipt",
        "Example_Ann_aexample_12345/20261122100000_receipt",
        "Example_Ben_bexample_12346/20261121100000_receipt",
        ("Ann_aexample_12345", "Ben_bexample_12346"),
    ),
    "nbgrader": (
        "aexample+ps1+2026-11-21 10:00:00.123456 UTC/receipt",
        "aexample+ps1+2026-11-22 10:00:00.123456 UTC+c0ffee/receipt",
        "bexample+ps1+2026-11-21 10:00:00.123456 UTC/receipt",
        ("aexample", "bexample"),
    ),
    "Brightspace": (
        "12345-678 - Ann Example - Nov 9, 2026 1000 AM/receipt",
        "12345-678 - Ann Example - Nov 21, 2026 1000 AM/receipt",
        "12346-678 - Ben Example - Nov 9, 2026 1000 AM/receipt",
        ("12345-678 Ann", "12346-678 Ben"),
    ),
    "folders": ("ann/receipt", "ann/receipt-2", "ben/receipt", ("ann", "ben")),
    "browsers": ("ann", "ann (1)", "ben", ("ann", "ben")),
    "Windows": ("ann receipt", "ann receipt - Copy (2)", "ben receipt", ("ann", "ben")),
    "macOS": ("ann", "ann copy 2", "ben", ("ann", "ben")),
    "by hand": ("ann", "ann_2026-11-22", "ben", ("ann", "ben")),
    "numbered": ("ann attempt 1", "ann attempt 2", "ben attempt 1", ("ann", "ben")),
    "wget": ("ann.json.1", "ann.json.2", "ben.json.1", ("ann", "ben")),
    "packed": (
        "class.zip/R_a_attempt_2026-11-21-10-00-00_r.zip/receipt",
        "class.zip/R_a_attempt_2026-11-22-10-00-00_r.zip/receipt",
        "class.zip/R_b_attempt_2026-11-22-10-00-00_r.zip/receipt",
        ("a", "b"),
    ),
}


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_student_counts_once_with_the_newest_attempt(platform):
    first, second, other, (one, another) = PLATFORMS[platform]
    assert summed(first, second, other) == {one: 1, another: 2}


@pytest.mark.parametrize("platform", PLATFORMS)
def test_each_attempt_counts_when_that_is_asked_for_and_none_is_mistaken(platform):
    first, second, other, _ = PLATFORMS[platform]
    found = summed(first, second, other, every=True)
    assert sorted(found.values()) == [0, 1, 2]


def test_the_platforms_time_wins_over_what_a_receipt_says_of_itself():
    first, second, _, _ = PLATFORMS["Blackboard"]
    newer, older = receipt(day=9, off=0.1), receipt(day=2, off=0.1)
    assert summed(first, second, of=(newer, older)) == {"R_aexample_receipt": 1}


def test_without_a_time_in_names_the_receipt_that_was_written_last_counts():
    newer, older = receipt(day=9, off=0.1), receipt(day=2, off=0.1)
    assert summed("ann", "ann (1)", of=(newer, older)) == {"ann": 0}


def test_times_of_two_zones_are_put_in_order():
    east, west = receipt(off=0.1, zone="+05:00"), receipt(off=0.1, zone="-05:00")
    assert summed("ann", "ann (1)", of=(west, east)) == {"ann": 0}
    assert summed("ann", "ann (1)", of=(receipt(day=9, off=0.1), east)) == {"ann": 0}


@pytest.mark.parametrize(
    "names",
    [
        ("student-1", "student-2", "student-10"),
        ("student (1)", "student (2)", "student (3)"),
        ("submission_1234567/receipt", "submission_1234568/receipt"),
        ("20210412", "20210413"),
        ("late/ann", "ann"),
        ("ann", "anna", "hannah"),
        ("receipt", "receipt (1)", "receipt-2"),
        ("class.zip/receipt", "class.zip/receipt (1)"),
        ("2026-11-21", "2026-11-22"),
    ],
)
def test_numbers_do_not_make_one_of_students_who_did_different_things(names):
    of = tuple(receipt(day=9 - place, off=place / 10) for place in range(len(names)))
    found = summed(*names, of=of)
    assert sorted(found.values()) == [*range(len(names))]


def test_where_names_tell_nothing_a_receipt_that_goes_on_from_another_is_the_same_students():
    of = receipt(off=0.1), receipt(day=2, off=0.1, tries=2), receipt(day=3, off=0.3)
    assert summed("receipt", "receipt (1)", "receipt (2)", of=of) == {"1": 1, "2": 2}


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ({"off": 0.1}, {"off": 0.1, "tries": 1}, True),
        ({"off": 0.1, "tries": 1}, {"off": 0.1, "tries": 3, "right": True}, True),
        ({"off": 0.1, "tries": 2, "right": True}, {"off": 0.1, "tries": 3, "right": True}, False),
        ({"off": 0.1}, {"off": 0.2}, False),
        ({"off": 0.1, "tries": 3}, {"off": 0.1, "tries": 2, "right": True}, False),
        ({"tries": 1}, {"tries": 2}, False),
    ],
)
def test_what_was_done_once_stays_done(one, other, is_one):
    both = receipt(**one), receipt(day=2, **other)
    assert goes_on(*both, named=False) == goes_on(*both[::-1], named=False) == is_one


def test_what_is_there_packed_and_unpacked_is_one_students():
    same = receipt(off=0.1)
    assert (
        len(summed("ann/receipt", "class.zip/ann/receipt", "bo", of=(same, same, receipt()))) == 2
    )


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["a_x_z", "a_y_z"], ["x", "y"]),
        (["a", "a b"], ["a", "a b"]),
        (["R_example_1", "R_example"], ["example_1", "example"]),
        (["same"], ["same"]),
        (["Zoë Ärger (B)", "Zoë Öhr (B)"], ["Ärger", "Öhr"]),
        (["张伟_1_x", "王芳_1_x"], ["张伟", "王芳"]),
        (["aexample", "bexample"], ["aexample", "bexample"]),
        ([], []),
    ],
)
def test_what_all_names_share_is_left_out_in_whole_words(names, shown):
    assert without_shared(names) == shown


PARTS = st.sampled_from(
    ["ann", "Bo", "R", "receipt", "2026-11-21", "attempt", "1", "(1)", "copy", "/", "_", " ", "-"]
)


@settings(max_examples=300)
@given(st.lists(st.lists(PARTS, min_size=1, max_size=6).map("".join), min_size=1, unique=True))
def test_names_are_told_apart_whatever_they_are(names):
    for every in (False, True):
        found = counted([HandedIn(name, receipt()) for name in names], every)
        shown = [one.student for one in found.receipts]
        assert all(shown)
        assert len({*shown}) == len(shown)
        told = sum(one.attempts for one in found.receipts) if not every else len(found.receipts)
        assert told == len(names)


# What the instructor is told


def hand_in(folder: Path, name: str, one: Receipt) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(one.model_dump_json(), "utf-8")


def test_attempts_are_told_by_name_and_in_the_table(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(receipts, "_picture", lambda _results: None)  # it takes its time
    first, second, other, _ = PLATFORMS["Blackboard"]
    for day, name in enumerate((first, second, other), start=1):
        hand_in(tmp_path, f"{name}.json", receipt(day=day, off=day / 10, zone="+01:00"))
    assert receipts.main([str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert f"{receipts.ATTEMPTS}\n  {second}, after {first}.\n" in said
    table = (tmp_path / "class-table.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(",")[:3] for line in table[1:]] == [
        ['"aexample"', '"2026-11-02 10:00+01:00"', "2"],
        ['"bexample"', '"2026-11-03 10:00+01:00"', "1"],
    ]
    assert receipts.main(["--all", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert receipts.ATTEMPTS_ALL in said
    assert len((tmp_path / "class-table-2.csv").read_text("utf-8-sig").splitlines()) == 4


def test_what_might_be_attempts_or_a_copy_is_told_and_counts(tmp_path, monkeypatch):
    monkeypatch.setattr(receipts, "_picture", lambda _results: None)
    hand_in(tmp_path, "receipt.json", receipt(off=0.1))
    hand_in(tmp_path, "receipt (1).json", receipt(off=0.2))
    hand_in(tmp_path, "bo.json", receipt(off=0.1))
    said = receipts.sum_up(tmp_path)
    assert said[1:5] == [
        receipts.ALIKE,
        "  receipt (1), receipt.",
        receipts.SAME,
        "  bo, receipt.",
    ]
    (table,) = tmp_path.glob("*.csv")
    assert len(table.read_text("utf-8-sig").splitlines()) == 4


def test_a_time_without_a_zone_is_read_and_told_so(tmp_path, monkeypatch):
    monkeypatch.setattr(receipts, "_picture", lambda _results: None)
    hand_in(tmp_path, "ann.json", receipt())
    receipts.sum_up(tmp_path)
    assert '"2026-11-01 10:00 (no time zone)"' in (tmp_path / "class-table.csv").read_text()


def test_a_year_that_no_calendar_has_is_put_in_order_all_the_same():
    odd = [receipt().model_copy(update={"written": one}) for one in (datetime.min, datetime.max)]
    assert len(counted([HandedIn(f"ann ({n})", one) for n, one in enumerate(odd)]).receipts)
    aware = datetime.max.replace(tzinfo=UTC)
    odd.append(receipt().model_copy(update={"written": aware}))
    assert len(counted([HandedIn(f"ann ({n})", one) for n, one in enumerate(odd)]).receipts) == 1
