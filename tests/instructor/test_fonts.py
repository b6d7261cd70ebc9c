"""Names in other scripts are drawn with whatever font of the machine has their letters."""

import struct
import warnings
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from hypothesis import given
from hypothesis import strategies as st
from instructor_receipts import ANN, hand_in
from matplotlib import font_manager, rcParams

from lessons.instructor import class_picture, fonts, receipts
from lessons.instructor.class_picture import LONGEST_NAME, shortened

RARE, NOWHERE = "𒀀", "𒀁"


def font(folder: Path, characters: str) -> str:
    """Write a font whose letters are boxes of its own, and return its path."""
    names = [".notdef", *(f"one{place}" for place, _ in enumerate(characters))]
    pen = TTGlyphPen(None)
    for move, point in ((pen.moveTo, (0, 0)), (pen.lineTo, (0, 900)), (pen.lineTo, (500, 900))):
        move(point)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(dict(zip(map(ord, characters), names[1:], strict=True)))
    builder.setupGlyf(dict.fromkeys(names, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (600, 0)))
    builder.setupHorizontalHeader(ascent=900, descent=-100)
    builder.setupNameTable({"familyName": "Rare Letters", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    path = folder / "rare.ttf"
    builder.save(path)
    return str(path)


@pytest.fixture
def rare(tmp_path, monkeypatch) -> str:
    """Have a machine with a font of one letter that no other font has."""
    manager = font_manager.fontManager
    few = [one for one in manager.ttflist if one.name.startswith(("DejaVu Sans", "Last Resort"))]
    monkeypatch.setattr(manager, "ttflist", few)
    manager.addfont(font(tmp_path, RARE))
    return RARE


def test_a_letter_is_drawn_with_the_font_that_has_it(rare):
    found, lacking = fonts.families(["Zoë", f"x{rare}"])
    assert found[-1] == "Rare Letters"
    assert lacking == set()


def test_what_no_font_has_is_known(rare):
    found, lacking = fonts.families([f"x{NOWHERE}"])
    assert lacking == {NOWHERE}
    assert fonts.families(["Zoë"])[0] == found[:1]


@pytest.mark.parametrize("content", [b"no font", None], ids=["damaged", "gone"])
def test_a_font_that_is_damaged_or_gone_is_passed_over(rare, tmp_path, content):
    path = tmp_path / "rare.ttf"
    path.unlink() if content is None else path.write_bytes(content)
    assert fonts.families([rare])[1] == {rare}


def test_the_picture_is_drawn_with_that_font(rare, tmp_path, monkeypatch):
    seen = []
    monkeypatch.setattr(
        class_picture, "_draw_done", lambda *_drawn: seen.extend(rcParams["font.family"])
    )
    hand_in(tmp_path / "class", f"x{rare}.json", ANN)
    receipts.sum_up(tmp_path / "class")
    assert seen[-1] == "Rare Letters"


def test_a_class_of_any_script_has_its_picture_without_a_warning(rare, tmp_path, capsys):
    """Here the machine has a font for one of the names, and none for the other."""
    for name in (f"Zoë{rare}", f"x{rare}", f"{NOWHERE} ann"):
        hand_in(tmp_path / "class", f"{name}.json", ANN)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        said = receipts.sum_up(tmp_path / "class")
    assert any("Letters that no font here has" in line and NOWHERE in line for line in said)
    assert not any("Letters" in line and rare in line for line in said)
    assert capsys.readouterr().err == ""
    table = (tmp_path / "class" / "class-table.csv").read_text("utf-8-sig")
    assert all(name in table for name in (f"Zoë{rare}", f"x{rare}", f"{NOWHERE} ann"))
    content = (tmp_path / "class" / "class-picture.png").read_bytes()
    assert struct.unpack(">II", content[16:24]) >= (1_000, 600)


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (["ann", "a name as long as it may be"], ["ann", "a name as long as it may…"]),
        (
            ["Maximiliane Konstantinopel A", "Maximiliane Konstantinopel B"],
            ["Maximiliane …nstantinopel A", "Maximiliane …nstantinopel B"],
        ),
    ],
)
def test_a_long_name_is_cut_where_it_stays_another(names, short):
    assert shortened(names, 25 if "ann" in names else 27) == short


@given(st.lists(st.text("ab c", min_size=1, max_size=60), unique=True, max_size=60))
def test_names_in_the_picture_are_told_apart(names):
    short = shortened(names)
    assert all(len(one) <= LONGEST_NAME for one in short)
    assert len({*short}) == len(names)
    assert all(one == name for one, name in zip(short, names, strict=True) if len(name) <= 9)
