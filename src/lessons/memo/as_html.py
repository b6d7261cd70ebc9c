"""A decision memo as one HTML file that runs nothing and loads nothing."""

import base64
import hashlib
from html import escape

from lessons.memo.document import Memo, Picture, Section, led
from lessons.words import LOCALE

STYLE = """
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #1a1a1a;
  font: 16px/1.45 Arial, "Liberation Sans", Helvetica, sans-serif; }
main { box-sizing: border-box; max-width: 800px; margin: 0 auto; padding: 32px 24px; }
main * { overflow-wrap: anywhere; }
h1 { margin: 0 0 2px; font-size: 28px; line-height: 1.2; color: #1f3a5f; }
h2 { margin: 20px 0 4px; font-size: 18px; color: #1f3a5f; break-after: avoid; }
p { margin: 0 0 6px; }
ul { margin: 0; padding-inline-start: 22px; }
li { margin: 0 0 4px; }
.byline { padding-bottom: 8px; border-bottom: 2px solid #1f3a5f; color: #4a4a4a; }
.lead { padding: 8px 14px; border-inline-start: 6px solid #1f3a5f; background: #eef3f8;
  font-weight: 700; }
.small { font-size: 14px; color: #333; }
figure { margin: 18px 0 0; break-inside: avoid; }
figcaption { margin: 0 0 4px; font-weight: 700; }
img { display: block; max-width: 100%; height: auto; }
@page { margin: 11mm 15mm; }
@media print {
  body { font-size: 9.5pt; line-height: 1.28; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 17pt; }
  h2 { margin-top: 6pt; font-size: 11pt; }
  .small { font-size: 8pt; }
  img { max-height: 58mm; margin: 0 auto; }
}
"""

PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1 dir="auto">{title}</h1>
<p class="byline" dir="auto">{byline}</p>
{parts}
</main>
</body>
</html>
"""


def written_html(memo: Memo) -> bytes:
    """Return the file: every word of the learner's in it is text, whatever it looks like."""
    return PAGE.format(
        language=LOCALE.replace("_", "-"),
        policy=_policy(),
        style=STYLE,
        title=escape(memo.title()),
        byline=escape(memo.byline()),
        parts="\n".join(_part(one) for one in memo.written()),
    ).encode()


def _policy() -> str:
    """Allow the file's own style and the pictures within it, and nothing else."""
    style = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _part(part: Section | Picture) -> str:
    if isinstance(part, Picture):
        return _figure(part)
    heading = f'<h2 dir="auto">{escape(part.heading)}</h2>'
    if part.kind == "list":
        items = "\n".join(f'<li dir="auto">{_point(line)}</li>' for line in part.lines())
        return f"{heading}\n<ul>\n{items}\n</ul>"
    paragraphs = (f'<p class="{part.kind}" dir="auto">{escape(one)}</p>' for one in part.lines())
    return "\n".join([heading, *paragraphs])


def _point(line: str) -> str:
    lead, rest = led(line)
    return f"<strong>{escape(lead)}</strong>{escape(rest)}" if lead else escape(rest)


def _figure(picture: Picture) -> str:
    source = f"data:image/png;base64,{base64.b64encode(picture.png).decode()}"
    return (
        f'<figure>\n<figcaption dir="auto">{escape(picture.title)}</figcaption>\n'
        f'<img src="{source}" alt="{escape(picture.text)}">\n</figure>'
    )
