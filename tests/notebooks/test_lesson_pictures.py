"""Each lesson begins with a picture of its idea: drawn here, small, and the same in words."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ENGLISH = sorted((ROOT / "notebooks").glob("*.ipynb"))
NOTEBOOKS = [*ENGLISH, *sorted((ROOT / "notebooks").glob("[a-z][a-z]/*.ipynb"))]
PICTURES = sorted((ROOT / "notebooks" / "pictures").glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"
LARGEST = 12_000  # bytes
WIDTH = 800  # pixels at which its type is measured
LEAST_TYPE = 14  # pixels
SHORTEST, LONGEST = 12, 60  # words of what is told instead of a picture

INSIDE, OUTSIDE = {"#0072b2", "#005a8f"}, {"#d55e00", "#a84800"}  # lines, words
ELEMENTS = {"svg", "title", "desc", "defs", "marker", "g", "path", "rect", "circle", "text", "use"}
MARKDOWN = re.compile(r"!\[(.+?)\]\(pictures/([\w-]+\.svg)\)\n\n\*(.+)\*")

every_notebook = pytest.mark.parametrize(
    "path", NOTEBOOKS, ids=lambda path: "/".join(path.parts[-2:])
)
every_picture = pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)


def shown(path: Path) -> tuple[int, str, str, str]:
    """Return the place of a notebook's picture, and its words, its file and its caption."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    texts = ["".join(cell["source"]) for cell in cells]
    ((place, found),) = [
        (place, match) for place, text in enumerate(texts) if (match := MARKDOWN.fullmatch(text))
    ]
    return place, *found.groups()


def drawn(path: Path) -> ET.Element:
    """Return a picture as a tree."""
    return ET.fromstring(path.read_text("utf-8"))  # noqa: S314


@every_notebook
def test_a_lesson_shows_one_picture_before_it_asks_or_shows_anything(path):
    place, _, name, _ = shown(path)
    cells = json.loads(path.read_text("utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    before = ["".join(cell["source"]) for cell in cells[:place] if cell["cell_type"] == "code"]
    assert not [text for text in before if "learn." in text or "explore." in text]
    assert [text for text in code if "learn." in text or "explore." in text]
    assert (path.parent / "pictures" / name).is_file()


def test_each_picture_belongs_to_one_lesson():
    assert sorted(shown(path)[2] for path in ENGLISH) == [path.name for path in PICTURES]


@every_notebook
def test_the_words_of_a_picture_say_what_it_shows(path):
    """For who does not see it, what the file itself says it is, and a caption for everybody."""
    _, words, name, caption = shown(path)
    picture = drawn(path.parent / "pictures" / name)
    assert picture.find(f"{SVG}desc").text == words
    assert picture.find(f"{SVG}title").text
    for text in (words, caption):
        assert SHORTEST <= len(text.split()) <= LONGEST
        assert text.endswith((".", "?"))


@every_picture
def test_a_picture_is_small_and_loads_and_runs_nothing(path):
    assert path.stat().st_size < LARGEST
    picture = drawn(path)
    assert {one.tag.removeprefix(SVG) for one in picture.iter()} <= ELEMENTS
    for one in picture.iter():
        for name, value in one.attrib.items():
            assert not name.startswith("on")
            assert not re.search(r"//|data:|script", value.replace("www.w3.org", ""))
            assert not name.endswith("href") or value.startswith("#")


@every_picture
def test_a_picture_is_readable_on_a_light_and_on_a_dark_page(path):
    """It brings its own white paper, and its type is large enough where it is made smaller."""
    picture = drawn(path)
    _, _, width, height = map(float, picture.get("viewBox").split())
    paper = picture.find(f"{SVG}rect")
    assert paper.get("fill") == "#fff"
    assert float(paper.get("width")) > 0.99 * width
    assert float(paper.get("height")) > 0.98 * height
    sizes = {float(one.get("font-size")) for one in picture.iter() if one.get("font-size")}
    assert min(sizes) * WIDTH / width >= LEAST_TYPE
    assert float(picture.get("width")) / float(picture.get("height")) == width / height


@every_picture
def test_in_house_is_solid_and_blue_and_outsourced_dashed_and_vermillion(path):
    """A dash that a group has is that of its parts."""
    picture = drawn(path)
    dashes: dict[str, set[bool]] = {}

    def follow(one: ET.Element, stroke: str | None, dash: bool) -> None:
        stroke, dash = one.get("stroke", stroke), dash or bool(one.get("stroke-dasharray"))
        if one.tag.removeprefix(SVG) not in ("g", "svg") and stroke in INSIDE | OUTSIDE:
            dashes.setdefault(stroke, set()).add(dash)
        for part in one:
            follow(part, stroke, dash)

    follow(picture, None, False)
    assert dashes, "neither way is drawn"
    for colour, dashed in dashes.items():
        assert dashed == {colour in OUTSIDE}
