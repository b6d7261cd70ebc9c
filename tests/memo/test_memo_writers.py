"""The memo's two files say what they were given, as text, to every reader."""

import re
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, RGBColor
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import png
from typed_badly import NAMES

from lessons.memo.as_docx import TEMPLATE, written_docx
from lessons.memo.as_html import written_html
from lessons.memo.document import Memo, Picture, Section, is_png, led
from lessons.words.typed import text

ANYTHING = st.text(st.characters(exclude_categories=()))
PICTURE = Picture(png(40, 20), "Insourcing costs $5", 'The "sum" is <b>below</b> zero.')
DAY = date(2026, 11, 25)
STYLES = {"Title", "Subtitle", "Heading 1", "Normal", "Body Text", "Body Text 2", "List Bullet"}
STYLES |= {"Caption", "Picture"}


def memo(words: str = "Outsource it.", name: str = "Payroll", author: str = "Ana") -> Memo:
    """Return a memo that says the same words in every part."""
    kinds = ("text", "lead", "list", "small")
    sections = [Section(kind, f"About {kind}", words, kind) for kind in kinds]
    return Memo(name, author, DAY, [*sections, PICTURE])


class Read(HTMLParser):
    """What an HTML file holds: its elements, and its texts by the element that they are in."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.open: list[str] = []
        self.feed(content.decode())

    def handle_starttag(self, tag, attributes):  # noqa: D102
        self.elements.append((tag, dict(attributes)))
        if tag not in ("meta", "img"):
            self.open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag):  # noqa: D102
        assert self.open.pop() == tag

    def handle_data(self, data):  # noqa: D102
        for tag in self.open:
            self.texts[tag][-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of each element of a kind."""
        return [attributes for name, attributes in self.elements if name == tag]


PLAIN = Read(written_html(memo()))


def paragraphs(content: bytes) -> list[tuple[str, str]]:
    """Return style and text of each paragraph of a .docx file."""
    return [(one.style.name, one.text) for one in Document(BytesIO(content)).paragraphs]


def test_the_html_file_says_everything_under_its_headings():
    assert PLAIN.texts["h1"] == ["Decision memo: Payroll"]
    assert PLAIN.texts["title"] == ["Decision memo: Payroll"]
    assert PLAIN.texts["h2"] == ["About text", "About lead", "About list", "About small"]
    assert PLAIN.texts["p"] == ["Ana, November 25, 2026", *["Outsource it."] * 3]
    assert PLAIN.texts["li"] == ["Outsource it."]
    assert PLAIN.texts["figcaption"] == [PICTURE.title]
    assert PLAIN.all("html") == [{"lang": "en-US"}]
    assert [one["alt"] for one in PLAIN.all("img")] == [PICTURE.text]


def test_the_html_file_runs_nothing_and_loads_nothing():
    (policy,) = (
        one["content"] for one in PLAIN.all("meta") if "Security" in (one.get("http-equiv") or "")
    )
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    for tag, attributes in PLAIN.elements:
        assert tag not in ("script", "link", "iframe", "object", "form", "a")
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
    (source,) = (one["src"] for one in PLAIN.all("img"))
    assert source.startswith("data:image/png;base64,")


@pytest.mark.parametrize("typed", NAMES.values(), ids=NAMES)
def test_what_was_typed_is_text_in_the_html_file(typed):
    read = Read(written_html(memo(typed, typed, typed)))
    kinds = {tag for tag, _ in PLAIN.elements} | {"strong"}
    assert {tag for tag, _ in read.elements} <= kinds
    wanted = [one.strip() for one in text(typed).split("\n") if one.strip()]
    assert [one["class"] for one in read.all("p")].count("text") == len(wanted)
    for one in wanted:
        assert read.texts["p"].count(one) >= 3
        assert one in read.texts["li"]


@pytest.mark.parametrize("typed", NAMES.values(), ids=NAMES)
def test_what_was_typed_is_text_in_the_docx_file(typed):
    content = written_docx(memo(typed, typed, typed))
    said = [one for _, one in paragraphs(content)]
    for one in text(typed).split("\n"):
        assert not one.strip() or said.count(one.strip()) == 4
    (title,) = (one for style, one in paragraphs(content) if style == "Title")
    assert title.startswith("Decision memo")
    assert len(Document(BytesIO(content)).core_properties.title) <= 255


@settings(max_examples=25)
@given(ANYTHING, ANYTHING, ANYTHING)
def test_nothing_that_can_be_typed_breaks_a_writer(words, name, author):
    written = memo(words, name, author)
    assert len(Read(written_html(written)).texts["h1"]) == 1
    assert paragraphs(written_docx(written))[0][0] == "Title"


def test_the_docx_file_has_styles_language_and_a_picture_with_words():
    document = Document(BytesIO(written_docx(memo())))
    styles = [style for style, _ in paragraphs(written_docx(memo()))]
    assert styles[:3] == ["Title", "Subtitle", "Heading 1"]
    assert styles.count("Heading 1") == 4
    assert {"Body Text", "List Bullet", "Body Text 2", "Caption"} <= set(styles)
    about = document.core_properties
    assert (about.title, about.author) == ("Decision memo: Payroll", "Ana")
    assert (about.language, about.comments) == ("en-US", "")
    languages = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-US"}
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == PICTURE.text


def test_the_docx_file_loads_nothing():
    document = Document(BytesIO(written_docx(memo("see https://example.invalid/x"))))
    assert not [one for one in document.part.rels.values() if one.is_external]


def changed(path: Path, change: Callable[[Document], object]) -> Path:
    """Do what an instructor does in Word: change the template; return where it is."""
    document = Document(str(TEMPLATE))
    change(document)
    document.save(str(path))
    return path


def test_the_template_is_letter_paper_with_a_sample_of_each_style_that_is_used():
    sample = Document(str(TEMPLATE))
    (section,) = sample.sections
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx(
        (215.9, 279.4), abs=0.1
    )
    assert {one.style.name for one in sample.paragraphs} == STYLES
    assert "Decision memo: the title" not in [said for _, said in paragraphs(written_docx(memo()))]


def test_a_memo_looks_as_its_template_does(tmp_path):
    def restyled(document):
        document.styles["Heading 1"].font.color.rgb = RGBColor(0xB0, 0, 0x20)
        document.sections[0].page_height = Mm(297)
        document.sections[0].header.paragraphs[0].text = "Spring course"

    content = written_docx(memo(), changed(tmp_path / "own.docx", restyled))
    written = Document(BytesIO(content))
    assert str(written.styles["Heading 1"].font.color.rgb) == "B00020"
    assert written.sections[0].page_height.mm == pytest.approx(297, abs=0.1)
    assert written.sections[0].header.paragraphs[0].text == "Spring course"
    assert paragraphs(content) == paragraphs(written_docx(memo()))


def test_a_template_without_a_style_loses_no_words(tmp_path):
    less = changed(tmp_path / "own.docx", lambda document: document.styles["Caption"].delete())
    styles = {said: style for style, said in paragraphs(written_docx(memo(), less))}
    assert styles[PICTURE.title] == "Normal"


@pytest.mark.parametrize(
    ("name", "is_leftward"), [("rtl", True), ("arabic", True), ("lines", False)]
)
def test_a_paragraph_runs_in_the_direction_of_its_script(name, is_leftward):
    document = Document(BytesIO(written_docx(memo(NAMES[name]))))
    said = [one for one in document.paragraphs if one.style.name == "Body Text"]
    assert said
    for one in said:
        assert (one._p.pPr.find(qn("w:bidi")) is not None) == is_leftward
        assert bool(one.runs[0].font.rtl) == is_leftward


def test_every_script_has_the_same_size_and_weight():
    styles = Document(BytesIO(written_docx(memo()))).styles
    for name in STYLES - {"Picture"}:
        properties = styles[name].element.rPr
        plain, other = (properties.find(qn(f"w:{tag}")) for tag in ("sz", "szCs"))
        assert plain.get(qn("w:val")) == other.get(qn("w:val"))
        assert styles[name].font.bold == styles[name].font.cs_bold


def test_a_part_that_was_emptied_is_left_out_with_its_heading():
    left_out = Memo("", "", DAY, [Section("a", "Gone", " \n "), Section("b", "There", "Words")])
    assert Read(written_html(left_out)).texts["h2"] == ["There"]
    assert "Gone" not in [said for _, said in paragraphs(written_docx(left_out))]
    assert left_out.title() == "Decision memo"
    assert left_out.byline() == "November 25, 2026"


def test_what_introduces_a_point_is_bold():
    points = Memo("", "", DAY, [Section("a", "Points", "Cost: $5 a year\nNo lead here", "list")])
    assert Read(written_html(points)).texts["strong"] == ["Cost: "]
    runs = Document(BytesIO(written_docx(points))).paragraphs[3].runs
    assert [(run.text, bool(run.bold)) for run in runs] == [("Cost: ", True), ("$5 a year", False)]
    for line in ("a" * 61 + ": b", "It is slow. What helps: training.", "Cost:5"):
        assert led(line) == ("", line)


@pytest.mark.parametrize(
    ("content", "right"),
    [
        (png(3, 2), True),
        (b"", False),
        (b"<svg onload=alert(1)>" + b" " * 40, False),
        (png(3, 2).replace(b"IHDR", b"XXXX"), False),
        (png(0, 2), False),
        (png(3, 2) + b"\0" * 8_000_000, False),
    ],
)
def test_only_a_picture_is_taken_for_one(content, right):
    assert is_png(content) == right


def test_a_picture_fits_on_the_page():
    for width, height in ((400, 4_000), (4_000, 40)):
        tall = Memo("", "", DAY, [Picture(png(width, height), "A", "B")])
        (shape,) = Document(BytesIO(written_docx(tall))).inline_shapes
        assert shape.height.mm <= 68.1
        assert shape.width.mm <= 215.9 - 38 + 0.1
        assert shape.width / shape.height == pytest.approx(width / height, rel=0.01)


def test_the_style_of_the_html_file_is_the_one_that_its_policy_allows():
    content = written_html(memo()).decode()
    assert len(re.findall("<style>", content)) == 1
    assert "@import" not in content
    assert "url(" not in content
