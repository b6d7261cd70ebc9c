"""Whatever a page sends to a part, no handler fails, and what is none of ours changes nothing."""

import json
import math

import pytest
from pictures import png

from lessons import explore, learn
from lessons.scenario import ScenarioError
from lessons.widgets.part import Message, Part

WRONG = (
    None,
    True,
    -1,
    0.5,
    10**400,
    math.nan,
    "",
    "x",
    "half \ud83d",
    "é" * 3_000,
    [],
    [[]],
    [None, 1, "a", {}],
    [[1, "a"], ["a", []]],
    {},
    {"a": 1},
)
FIELDS = ("given", "changed", "step", "key", "text", "turn", "failed", "place", "named", "name")
FIELDS += ("address", "parameters", "explorers", "inputs", "values", "moves")
WHOLE = png()
BUFFERS = ([], [b""], [memoryview(b"x")], [WHOLE[: len(WHOLE) // 2]], [WHOLE[:30]])

# Each part of the lessons, and fields with which a message of its page is a right one.
PARTS = {
    "question of one option": lambda: learn.question("could-be-outsourced"),
    "question of a number": lambda: learn.question("rate-below-your-own"),
    "question of own inputs": lambda: learn.question("open-highest-fixed-cost"),
    "prediction": lambda: learn.predict("break-even-volume"),
    "decision": lambda: learn.decide("candy-campaign"),
    "progress": learn.progress,
    "memo": lambda: learn.memo(explore.make_or_buy()),
    "case": lambda: explore.your_case().panel,
    "explorer": explore.make_or_buy,
    "explorer of a case": explore.your_case,
    "chart": lambda: explore.make_or_buy().chart,
    "controls": lambda: explore.make_or_buy().controls,
    "controls of every kind": lambda: explore.staff_allocation().controls,
    "controls of options": lambda: explore.outsourcing_wave().controls,
}
RIGHT = {"memo": {"key": "name"}, "decision": {"changed": True}}
# By the part and the kind of message: what is none of that changes nothing.
NOTHING = {
    "prediction": {"commit": WRONG[:2] + WRONG[4:]},
    "decision": {"go": WRONG},
    "memo": {"edit": WRONG, "restore": WRONG},
    "case": {"carry": (None, True, 0.5, "x", [], {})},
    "chart": {"moved": WRONG},
}
every_part = pytest.mark.parametrize("name", PARTS)


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """Let a learner's folder be made anew for each test."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def part(name, monkeypatch) -> Part:
    """Open a part that sends nothing."""
    made = PARTS[name]()
    monkeypatch.setattr(made, "send", lambda *_: None)
    monkeypatch.setattr(made, "_send", lambda *_, **__: None)
    return made


def state(part: Part) -> str:
    """Return all that a page is told of a part, as it goes over the wire."""
    return json.dumps(part.get_state(), default=str)


@every_part
def test_what_is_no_message_changes_nothing(part):
    before = state(part)
    for wrong in WRONG:
        part._hear(part, wrong, [])
        part._hear(part, {"kind": wrong}, [])
        part._hear(part, {wrong: "kind"} if isinstance(wrong, str) else {}, [])
    assert state(part) == before


@every_part
def test_no_handler_fails_whatever_is_in_a_message(name, part):
    assert part.acts or "controls" in name
    for kind in part.acts:
        for wrong in WRONG:
            message = {"kind": kind, **dict.fromkeys(FIELDS, wrong)}
            part._hear(part, message, [])
            part._hear(part, message | RIGHT.get(name, {}), [])
        for buffers in BUFFERS:
            part._hear(part, {"kind": kind}, buffers)
        state(part).encode()


@pytest.mark.parametrize(
    ("name", "kind"), [(one, kind) for one in NOTHING for kind in NOTHING[one]]
)
def test_what_is_none_of_its_kind_is_refused(name, kind, part):
    before = state(part)
    for wrong in NOTHING[name][kind]:
        part._hear(part, {"kind": kind, **dict.fromkeys(FIELDS, wrong)}, [])
        assert state(part) == before


@every_part
def test_a_page_changes_nothing_but_what_it_may(part):
    before = state(part)
    for wrong in (*WRONG, *({name: wrong} for name in part.keys for wrong in WRONG)):
        if (
            isinstance(wrong, dict)
            and "case_name" in wrong
            and isinstance(wrong["case_name"], str)
        ):
            continue  # any text is a name
        part.set_state(wrong)
        assert state(part) == before


@pytest.mark.parametrize("name", [name for name in PARTS if name.startswith("controls")])
def test_an_input_takes_nothing_that_is_no_value_of_it(part):
    before = state(part)
    for wrong in WRONG:
        window = {"window": 0.5 if type(wrong) is int else wrong}
        for one, declared in part.declared.items():
            try:
                declared.checked(wrong)
            except ScenarioError:
                part.set_state({"values": {one: wrong}, "moves": window})
    assert (state(part), part.moves_heard) == (before, {})


KINDS = {"text": str, "whole": int, "number": float, "is_true": bool}


@pytest.mark.parametrize(
    "how", ["text", "whole", "number", "numbers", "items", "texts", "is_true"]
)
def test_a_field_that_is_not_what_it_has_to_be_is_none(how):
    nothing = getattr(Message({"kind": "x"}), how)("field")
    assert nothing in (None, [], False)
    for wrong in WRONG:
        found = getattr(Message({"kind": "x", "field": wrong}), how)("field")
        assert found in (None, nothing) or type(found) is KINDS.get(how, list)
