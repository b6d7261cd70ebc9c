"""A decision memo as a .docx file: one page, for Word, LibreOffice and the like."""

from __future__ import annotations

import unicodedata
from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from lessons.memo.document import Memo, Picture, Section, led
from lessons.words import LOCALE, PHRASES

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

PAPERS = {"Letter": (215.9, 279.4), "A4": (210.0, 297.0)}  # millimetres
MARGINS = (19.0, 14.0)  # millimetres at the sides, and above and below
FONT = "Arial"
INK, GREY, TINT = "1F3A5F", "4A4A4A", "EEF3F8"
HIGHEST_PICTURE = 68.0  # millimetres, so that a page holds the words as well
LONGEST_PROPERTY = 255  # characters of what a file says of itself

# Size, space above and below in points, boldness and colour.
STYLES = {
    "Normal": (9.5, 0, 2, False, "1A1A1A"),
    "Title": (17, 0, 1, True, INK),
    "Subtitle": (9.5, 0, 2, False, GREY),
    "Heading 1": (11, 6, 1.5, True, INK),
    "List Bullet": (9.5, 0, 1.5, False, "1A1A1A"),
    "Caption": (9.5, 6, 1, True, "1A1A1A"),
    "Body Text": (9.5, 1, 3, True, "1A1A1A"),  # the recommendation
    "Body Text 2": (8, 0, 1, False, "333333"),  # small print
}
STYLE_OF = {"lead": "Body Text", "list": "List Bullet", "small": "Body Text 2"}
# What may come after these properties of a paragraph: Word minds the order.
AFTER_BORDERS = ("w:shd", "w:tabs", "w:bidi", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc")


def written_docx(memo: Memo, paper: str = "Letter") -> bytes:
    """Return the file.

    Parameters
    ----------
    memo
        What it says.
    paper
        ``Letter`` or ``A4``.
    """
    from docx import Document  # only a learner who saves a memo needs it

    document = Document()
    _lay_out(document, paper)
    for name in STYLES:
        _set_style(document.styles[name], name)
    _frame(document.styles["Body Text"], top=(TINT, 16), left=(INK, 36), bottom=(TINT, 16))
    _tint(document.styles["Body Text"])
    _frame(document.styles["Subtitle"], bottom=(INK, 8))
    _introduce(document, memo)
    _say(document.add_paragraph(style="Title"), memo.title())
    _say(document.add_paragraph(style="Subtitle"), memo.byline())
    for part in memo.written():
        (_add_picture if isinstance(part, Picture) else _add_section)(document, part)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _lay_out(document: Document, paper: str) -> None:
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = map(Mm, PAPERS[paper])
    section.left_margin = section.right_margin = Mm(MARGINS[0])
    section.top_margin = section.bottom_margin = Mm(MARGINS[1])


def _introduce(document: Document, memo: Memo) -> None:
    """Say what the file is: title, author and language are what a screen reader says first."""
    about = document.core_properties
    about.title = memo.title()[:LONGEST_PROPERTY]
    about.author = about.last_modified_by = memo.writer()[:LONGEST_PROPERTY]
    about.subject, about.comments, about.keywords = PHRASES["memo"], "", ""
    about.language = LOCALE.replace("_", "-")
    about.created = about.modified = datetime.combine(memo.day, time())
    for language in document.styles.element.iter(_name("w:lang")):
        language.set(_name("w:val"), LOCALE.replace("_", "-"))


def _set_style(style: Any, name: str) -> None:
    from docx.shared import Pt, RGBColor

    size, above, below, bold, color = STYLES[name]
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()  # a theme's font would win
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(_name(f"w:{script}"), FONT)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.cs_bold = bold
    properties = style.element.rPr
    for name in ("w:spacing", "w:szCs"):
        for old in properties.findall(_name(name)):
            properties.remove(old)
    # Scripts that are read from right to left have a size of their own, in half points.
    properties.find(_name("w:sz")).addnext(_element("w:szCs", val=str(round(2 * size))))
    style.font.color.rgb = RGBColor.from_string(color)
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(above), Pt(below), 1.08
    for border in style.element.pPr.findall(_name("w:pBdr")):
        style.element.pPr.remove(border)


def _frame(style: Any, **sides: tuple[str, int]) -> None:
    """Draw lines around a style's paragraphs: at each side a colour, and eighths of a point."""
    borders = _element("w:pBdr")
    for side, (color, eighths) in sides.items():
        line = _element(f"w:{side}", val="single", sz=str(eighths), space="4", color=color)
        borders.append(line)
    style.element.pPr.insert_element_before(borders, *AFTER_BORDERS)


def _tint(style: Any) -> None:
    """Tint what is behind a style's paragraphs."""
    shade = _element("w:shd", val="clear", color="auto", fill=TINT)
    style.element.pPr.insert_element_before(shade, *AFTER_BORDERS[1:])


def _add_section(document: Document, section: Section) -> None:
    _say(document.add_paragraph(style="Heading 1"), section.heading)
    for line in section.lines():
        lead, rest = led(line) if section.kind == "list" else ("", line)
        paragraph = document.add_paragraph(style=STYLE_OF.get(section.kind, "Normal"))
        _say(paragraph, lead, rest)


def _say(paragraph: Paragraph, *texts: str) -> None:
    """Write texts, the first of two in bold, from right to left where they begin so."""
    leftward = _runs_leftward("".join(texts))
    for text in filter(None, texts):
        run = paragraph.add_run(text)
        if len(texts) > 1 and text is texts[0]:
            run.bold = True
        if leftward:
            run.font.rtl = True
    if leftward:
        paragraph._p.get_or_add_pPr().insert_element_before(_element("w:bidi"), *AFTER_BORDERS[3:])


def _runs_leftward(text: str) -> bool:
    """Whether the first letter is one of a script that is read from right to left."""
    kinds = (unicodedata.bidirectional(one) for one in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def _add_picture(document: Document, picture: Picture) -> None:
    from docx.shared import Mm

    caption = document.add_paragraph(style="Caption")
    _say(caption, picture.title)
    caption.paragraph_format.keep_with_next = True
    section = document.sections[0]
    widest = section.page_width - section.left_margin - section.right_margin
    width = min(widest, int(Mm(HIGHEST_PICTURE) / picture.ratio))
    shape = document.add_picture(BytesIO(picture.png), width=width)
    shape._inline.docPr.set("descr", " ".join(picture.text.split()))
    document.paragraphs[-1].paragraph_format.alignment = 1  # in the middle


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement

    return OxmlElement(name, {_name(f"w:{key}"): value for key, value in attributes.items()})


def _name(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(name)
