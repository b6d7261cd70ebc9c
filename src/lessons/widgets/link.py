"""A link is a scenario: an explorer's inputs as the parameters of an address, and back."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lessons import words
from lessons.inputs import Declaration, ScenarioError
from lessons.scenario import Scenario, preset_inputs

if TYPE_CHECKING:
    from lessons.widgets.explorer import Explorer

ASKED = ("link", "qr", "open")
PHRASES = ("link", "link_lead", "link_copy", "link_qr", "link_here")
# Parameters that name no input.
EXPLORER, PRESET = "explorer", "preset"
LONGEST = 2_000  # characters of an address; a QR code of more is too fine for a phone
MOST, LONGEST_VALUE = 200, 200  # parameters, and characters of one
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
) -> Scenario:
    """Return the inputs that an address asks for, every one of them or none.

    Parameters
    ----------
    model, presets
        Of the explorer.
    given
        Names and values as they stand in the address. An input that is not there stands where
        the preset puts it, and without one at its default.

    Raises
    ------
    ScenarioError
        If a name or a preset is unknown (the nearest right one is told) or a value is refused.
    """
    texts: dict[str, list[str]] = {}
    for name, text in given[:MOST]:
        texts.setdefault(name[:LONGEST_VALUE], []).append(text[:LONGEST_VALUE])
    texts.pop(EXPLORER, None)
    inputs = {}
    for preset in texts.pop(PRESET, ())[-1:]:
        inputs = preset_inputs(preset, presets)
    read = {name: _read(model.declared(name), given) for name, given in texts.items()}
    return model(**{**inputs, **read})


def answer(explorer: "Explorer", content: Mapping[str, Any]) -> dict[str, Any]:
    """Do what the page asks about links, and return what to tell it."""
    asked = content["kind"]
    if asked == "link":
        return {"kind": asked, "parameters": parameters(explorer.name, explorer.scenario)}
    if asked == "qr":
        return {"kind": asked, "picture": qr_code(str(content.get("address", "")))}
    try:
        _open(explorer, _pairs(content.get("parameters")), content.get("explorers"))
    except ScenarioError as refused:
        told = words.PHRASES["link_refused"].format(reason=refused)
    else:
        told = words.PHRASES["link_opened"]
    return {"kind": asked, "told": told}


def qr_code(address: str) -> str:
    """Return the QR code of an address as the source of an image; empty if it is too long."""
    if not 0 < len(address) <= LONGEST:
        return ""
    import segno  # only who shows a code needs it

    return segno.make(address, micro=False).svg_data_uri(light="#fff", omitsize=True)


def _open(explorer: "Explorer", given: Parameters, names: object) -> None:
    wanted = next((text for name, text in given if name == EXPLORER), explorer.name)
    if wanted != explorer.name:
        known = [one for one in names if isinstance(one, str)] if isinstance(names, list) else []
        right = words.nearest(wanted[:LONGEST_VALUE], known or [explorer.name])
        raise ScenarioError(
            words.REFUSALS["explorer"].format(got=wanted[:LONGEST_VALUE], right=right)
        )
    asked = scenario(type(explorer.scenario), explorer.presets, given)
    explorer.controls.move(**asked.model_dump())


def _pairs(given: object) -> Parameters:
    """Let nothing through from a page but pairs of texts."""
    pairs = given if isinstance(given, list) else []
    return [
        pair
        for pair in pairs
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(one, str) for one in pair)
    ]


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
