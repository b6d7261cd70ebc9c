"""A learner's file that is cut, spoiled or of another kind: set aside whole, told, never fatal."""

import json
import random
from pathlib import Path

import pytest
from own_files import KINDS, Kind

SEED = 20_261_130
EACH = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
OF_ANOTHER_KIND = {
    "a later format": lambda held: {**held, "format": 2},
    "no format": lambda held: {name: part for name, part in held.items() if name != "format"},
    "an unknown name": lambda held: {**held, "unknown": 1},
    "an unknown name within": lambda held: _everywhere(held, lambda one: {**one, "unknown": 1}),
    "a list": lambda held: [held],
    "nothing": lambda held: None,
}


def _everywhere(held: dict, changed) -> dict:
    """Change each record of a file, and leave the file's own names."""

    def within(part):
        if isinstance(part, list):
            return [changed(one) if isinstance(one, dict) else one for one in part]
        if isinstance(part, dict):
            return changed({name: within(one) for name, one in part.items()})
        return part

    return {name: within(part) for name, part in held.items()}


def whole(kind: Kind, folder: Path) -> bytes:
    """Return what a real small file of a kind holds."""
    one = kind.opened(folder)
    kind.keep(one, "first")
    assert one.notice == ""
    return one.path.read_bytes()


def read(kind: Kind, folder: Path, content: bytes) -> bool:
    """Read a file that holds this, keep something more, and return whether it could be read.

    What could not is there under another name, to the byte, and a sentence names it.
    """
    one = kind.opened(folder)
    one.path.write_bytes(content)
    before = kind.names(one)
    aside = [path for path in folder.iterdir() if "-set-aside-" in path.name]
    if aside:
        assert before == []
        assert [path.read_bytes() for path in aside] == [content]
        assert f"there, as {aside[0].name}." in one.notice
    else:
        assert one.notice == ""
        assert one.path.read_bytes() == content
    kind.keep(one, "later")
    assert kind.names(kind.opened(folder)) == kind.kept(*before, "later")
    for path in aside:
        assert path.read_bytes() == content
        path.unlink()
    return not aside


@EACH
def test_a_file_cut_at_any_byte_is_set_aside_and_told(kind, tmp_path):
    content = whole(kind, tmp_path)
    kept = [length for length in range(len(content)) if read(kind, tmp_path, content[:length])]
    assert kept == [len(content) - 1]  # the end of its last line alone may go


def flipped(content: bytes) -> list[bytes]:
    """Return the content with each byte flipped once, in a bit that is drawn."""
    drawn = random.Random(SEED)  # noqa: S311 - no secret
    return [
        content[:place] + bytes([one ^ 1 << drawn.randrange(8)]) + content[place + 1 :]
        for place, one in enumerate(content)
    ]


@EACH
def test_a_file_with_any_byte_flipped_is_read_or_set_aside_and_told(kind, tmp_path):
    content = whole(kind, tmp_path)
    spoiled = [read(kind, tmp_path, one) for one in flipped(content)]
    assert 0 < sum(spoiled) < len(content) == len(spoiled)


@EACH
@pytest.mark.parametrize("change", OF_ANOTHER_KIND.values(), ids=OF_ANOTHER_KIND)
def test_a_file_of_another_kind_is_set_aside_and_told(kind, change, tmp_path):
    held = json.loads(whole(kind, tmp_path))
    assert not read(kind, tmp_path, json.dumps(change(held)).encode())


@pytest.mark.parametrize(
    ("name", "finite"),
    [("progress", '"né 12 $"'), ("saved", "900.0"), ("saved", "1.5"), ("case", "1.0")],
)
@pytest.mark.parametrize("endless", ["1e999", "-Infinity", "NaN", "[1.0, 1e999]"])
def test_a_number_without_an_end_is_never_taken(name, finite, endless, tmp_path):
    """It would be written as nothing, and the whole file set aside with the next reading."""
    content = whole(KINDS[name], tmp_path).decode()
    assert finite in content
    assert not read(KINDS[name], tmp_path, content.replace(finite, endless).encode())
