"""How a page shows words of the lessons: typeset, escaped, and with the same words as plain text.

What a cell leaves behind has both: the plain text is what the checks compare, and what a page
without HTML shows. The styles are those of the page; without them it reads well, too.
"""

import html
import re
from collections.abc import Sequence
from typing import Any

from lessons.words import PHRASES
from lessons.words.unbroken import unbroken

# In an element of its own no dollar finds a second one, with which it would be a formula.
DOLLAR = "<span>&#36;</span>"

_CARD = """<div class="lessons-citation">
<p class="lessons-citation-figure"><strong>{figure}</strong> {unit}</p>
<p>{label}</p>
<p class="lessons-citation-source">{source}</p>
<details><summary>{care}</summary>
{notes}
</details>
</div>"""
_LINK = '<a href="{address}" target="_blank" rel="noopener noreferrer">{text}</a>'
_SENTENCE = '<blockquote class="lessons-sentence"><p>{text}</p></blockquote>'


class Sentence(str):
    """A sentence of a model. At the end of a cell it is shown as text and not as code."""

    __slots__ = ()

    # IPython writes whatever is a str in quotes, also where it is offered a bundle.
    def _repr_pretty_(self, printer: Any, _: bool) -> None:
        printer.text(self)

    def _repr_html_(self) -> str:
        return _SENTENCE.format(text=escaped(self))


def escaped(text: str) -> str:
    """Return a text as HTML that shows just that: no element, no formula, no torn number."""
    return html.escape(unbroken(text)).replace("$", DOLLAR)


def card(
    figure: str, *, unit: str, label: str, source: str, address: str, notes: Sequence[str]
) -> str:
    """Return a cited figure as HTML, to be read like a card.

    Parameters
    ----------
    figure, unit
        The number as it is written, and what it is counted in.
    label
        What the figure is.
    source, address
        Where it was published, and that publication's address; only one of the web is a link.
    notes
        Sentences for whoever wants to use the figure; they show once they are asked for.
    """
    if unit.startswith("%"):
        figure, unit = f"{figure}%", unit[1:].strip()
    text = escaped(source)
    is_link = re.match(r"https?:", address)
    link = _LINK.format(address=html.escape(address), text=text) if is_link else text
    return _CARD.format(
        figure=escaped(figure),
        unit=escaped(unit),
        label=escaped(label),
        source=escaped(PHRASES["cited_source"]).format(source=link),
        care=escaped(PHRASES["cited_care"]),
        notes="\n".join(f"<p>{escaped(note)}</p>" for note in notes),
    )
