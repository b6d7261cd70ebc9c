"""A link is a scenario: an explorer's inputs as the parameters of an address, and back."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from lessons import words
from lessons.scenario import Scenario, preset_inputs
from lessons.scenario.kinds import Declaration, ScenarioError
from lessons.widgets.controls.controls import Controls
from lessons.widgets.part import Message

ASKED = ("link", "qr", "open")
# Parameters that name no input.
EXPLORER, PRESET = "explorer", "preset"
LONGEST = 2_000  # characters of an address; a QR code of more is too fine for a phone
MOST, LONGEST_VALUE = 200, 200  # parameters, and characters of one
# How many slips of the pen make a near miss: one, and two in a name of more letters. In a short
# name a wrong letter makes another word, as “share” is no “shape”.
SHORT_NAME, LONG_NAME = 5, 10
_FLAGS = {"true": True, "false": False}

Parameters = Sequence[Sequence[str]]


def parameters(name: str, scenario: Scenario) -> list[list[str]]:
    """Return the parameters that open an explorer with these inputs, as names and values.

    The explorer stands first; an input at its default is left out, and one that holds several
    values stands there once for each of them.
    """
    pairs = [[EXPLORER, name]]
    for input_name, value in scenario.changed().items():
        values = value if isinstance(value, tuple) else (value,)
        # An empty value says that none is chosen.
        pairs += [[input_name, _written(one)] for one in values or ("",)]
    return pairs


def scenario(
    model: type[Scenario],
    presets: Mapping[str, Mapping[str, Any]],
    given: Parameters,
    others: Iterable[str] = (),
) -> Scenario:
    """Return the inputs that an address asks for, every one of them or none.

    Parameters
    ----------
    model, presets
        Of the explorer.
    given
        Names and values as they stand in the address. An input that is not there stands where
        the preset puts it, and without one at its default. What is neither a name of ours nor
        nearly one is left alone: platforms add parameters of their own to links.
    others
        Names of inputs that other explorers of the page have.

    Raises
    ------
    ScenarioError
        If a name or a preset is unknown (the nearest right one is told) or a value is refused.
    """
    ours = {EXPLORER, PRESET, *model.inputs(), *others}
    texts: dict[str, list[str]] = {}
    for name, text in given[:MOST]:
        if is_near(name[:LONGEST_VALUE], ours):
            texts.setdefault(name[:LONGEST_VALUE], []).append(text[:LONGEST_VALUE])
    texts.pop(EXPLORER, None)
    inputs = {}
    for preset in texts.pop(PRESET, ())[-1:]:
        inputs = preset_inputs(preset, presets)
    read = {name: _read(_declared(model, name), given) for name, given in texts.items()}
    return model(**{**inputs, **read})


def is_near(name: str, known: Iterable[str]) -> bool:
    """Return whether a name is a known one, or so like one that it was most likely meant.

    The page's side of a link judges in the same way.
    """
    written = _letters(name)
    return any(
        _slips(written, letters) <= (1 if len(letters) < LONG_NAME else 2)
        for letters in map(_letters, known)
    )


def _letters(name: str) -> str:
    """Return a name without what is often lost or added: capitals, and all but its letters."""
    return re.sub(r"[^a-z0-9]", "", name.removeprefix("amp;").lower())


def _slips(one: str, other: str) -> int:
    """Return how many letters are too many, missing, wrong, or swapped with their neighbour.

    It is the distance of Damerau (1964), each letter being moved once at most. Of a short name a
    wrong letter counts twice: as one too many, and one missing.
    """
    wrong = 2 if len(other) <= SHORT_NAME else 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, another in enumerate(other, start=1):
            off = wrong * (letter != another)
            least = min(last[column] + 1, now[-1] + 1, last[column - 1] + off)
            swapped = one[row - 2 : row] == other[column - 2 : column][::-1]
            if row > 1 and column > 1 and swapped:
                least = min(least, before[column - 2] + 1)
            now.append(least)
        before, last = last, now
    return last[-1]


class Linked(Protocol):
    """What a link needs of its explorer."""

    name: str
    scenario: Scenario
    presets: Mapping[str, Mapping[str, Any]]
    controls: Controls


def answer(explorer: Linked, message: Message) -> dict[str, Any]:
    """Do what the page asks about links, and return what to tell it."""
    asked = message.kind
    if asked == "link":
        return {"kind": asked, "parameters": parameters(explorer.name, explorer.scenario)}
    if asked == "qr":
        return {"kind": asked, "picture": qr_code(message.text("address") or "")}
    try:
        _open(explorer, message)
    except ScenarioError as refused:
        told = words.PHRASES["link_refused"].format(reason=refused)
    else:
        told = words.PHRASES["link_opened"]
    return {"kind": asked, "told": told}


def qr_code(address: str) -> str:
    """Return the QR code of an address as the source of an image; empty if it can be none."""
    if not 0 < len(address) <= LONGEST or not address.isascii():
        return ""
    import segno  # only who shows a code needs it

    return segno.make(address, micro=False).svg_data_uri(light="#fff", omitsize=True)


def _open(explorer: Linked, message: Message) -> None:
    given = [one for one in message.items("parameters") if _is_pair(one)]
    wanted = next((text for name, text in given if name == EXPLORER), explorer.name)
    if wanted != explorer.name:
        known = message.texts("explorers")
        right = words.nearest(wanted[:LONGEST_VALUE], known or [explorer.name])
        raise ScenarioError(
            words.REFUSALS["explorer"].format(got=wanted[:LONGEST_VALUE], right=right)
        )
    others = message.texts("inputs")
    asked = scenario(type(explorer.scenario), explorer.presets, given, others)
    explorer.controls.move(**asked.model_dump())


def _declared(model: type[Scenario], name: str) -> Declaration:
    """Return the declaration of an input; what is nearly `explorer` or `preset` is told so."""
    of_a_link = [one for one in (EXPLORER, PRESET) if is_near(name, [one])]
    if of_a_link and name not in model.inputs():
        raise ScenarioError(words.REFUSALS["link_name"].format(got=name, right=of_a_link[0]))
    return model.declared(name)


def _is_pair(given: object) -> bool:
    """Whether it is a name and a value, and not what no page of ours sends."""
    return isinstance(given, list) and [type(one) for one in given] == [str, str]


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else repr(value)
    return value


def _read(declared: Declaration, texts: list[str]) -> Any:
    """Return what the values of one input say; what says nothing is for the input to refuse."""
    if declared.kind == "choices":
        return [text for text in texts if text]
    if declared.kind == "span":
        return [_number(text) for text in texts]
    if len(texts) != 1:
        return texts
    (text,) = texts
    if declared.kind == "quantity":
        return _number(text)
    return _FLAGS.get(text.casefold(), text) if declared.kind == "switch" else text


def _number(text: str) -> float | str:
    is_number = re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?", text.strip(), re.I | re.A)
    return float(text) if is_number else text
