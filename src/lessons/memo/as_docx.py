"""A decision memo as a .docx file: one page, for Word, LibreOffice and the like.

How it looks stands in ``template.docx``: its styles, margins and paper. Its text is a sample.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from lessons.memo.document import Memo, Picture, Section, led
from lessons.words import LOCALE, PHRASES

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

TEMPLATE = Path(__file__).with_name("template.docx")
HIGHEST_PICTURE = 68.0  # millimetres, so that a page holds the words as well
LONGEST_PROPERTY = 255  # characters of what a file says of itself
STYLE_OF = {"lead": "Body Text", "list": "List Bullet", "small": "Body Text 2"}
PLAIN = "Normal"


def written_docx(memo: Memo, template: Path = TEMPLATE) -> bytes:
    """Return the file.

    Parameters
    ----------
    memo
        What it says.
    template
        What it looks like. Where it has no style of a name, the text is plain.
    """
    from docx import Document  # only a learner who saves a memo needs it

    document = Document(str(template))
    document.element.body.clear_content()
    _introduce(document, memo)
    _say(document, "Title", memo.title())
    _say(document, "Subtitle", memo.byline())
    for part in memo.written():
        (_add_picture if isinstance(part, Picture) else _add_section)(document, part)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _introduce(document: Document, memo: Memo) -> None:
    """Say what the file is: title, author and language are what a screen reader says first."""
    from docx.oxml.ns import qn

    about = document.core_properties
    about.title = memo.title()[:LONGEST_PROPERTY]
    about.author = about.last_modified_by = memo.writer()[:LONGEST_PROPERTY]
    about.subject, about.comments, about.keywords = PHRASES["memo"], "", ""
    about.language = LOCALE.replace("_", "-")
    about.created = about.modified = datetime.combine(memo.day, time())
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), about.language)


def _add_section(document: Document, section: Section) -> None:
    _say(document, "Heading 1", section.heading)
    for line in section.lines():
        lead, rest = led(line) if section.kind == "list" else ("", line)
        _say(document, STYLE_OF.get(section.kind, PLAIN), lead, rest)


def _say(document: Document, style: str, *texts: str) -> Paragraph:
    """Add a paragraph, the first of two texts in bold, from right to left where it begins so."""
    from docx.oxml import OxmlElement

    paragraph = document.add_paragraph(style=style if style in document.styles else PLAIN)
    leftward = _runs_leftward("".join(texts))
    for text in filter(None, texts):
        run = paragraph.add_run(text)
        if len(texts) > 1 and text is texts[0]:
            run.bold = True
        if leftward:
            run.font.rtl = True
    if leftward:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    return paragraph


def _runs_leftward(text: str) -> bool:
    """Whether the first letter is one of a script that is read from right to left."""
    kinds = (unicodedata.bidirectional(one) for one in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def _add_picture(document: Document, picture: Picture) -> None:
    from docx.shared import Mm

    _say(document, "Caption", picture.title)
    section = document.sections[0]
    widest = section.page_width - section.left_margin - section.right_margin
    width = min(widest, int(Mm(HIGHEST_PICTURE) / picture.ratio))
    run = _say(document, "Picture").add_run()
    shape = run.add_picture(BytesIO(picture.png), width=width)
    shape._inline.docPr.set("descr", " ".join(picture.text.split()))
