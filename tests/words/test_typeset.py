"""What is cited and said is shown typeset, escaped, and with the same words as plain text."""

import re
from html.parser import HTMLParser

import pytest
from IPython.core.interactiveshell import InteractiveShell

from lessons import data, explore
from lessons.explore import NAMES, catalogue
from lessons.words import typeset

HARM = '<img src=x onerror="alert(1)">&amp;\\(x\\) $5 and $6'


class Read(HTMLParser):
    """What a browser makes of a piece of HTML: its elements, their attributes, its texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Note an element."""
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        """Note a text."""
        self.texts.append(data)

    def words(self) -> str:
        """Return all texts as one."""
        return " ".join("".join(self.texts).split())


def shown(value: object) -> dict[str, str]:
    """Return what a kernel sends of the value of a cell."""
    return InteractiveShell.instance().display_formatter.format(value)[0]


def cited(**changed: str) -> data.Citation:
    given = {"unit": "US$", "label": "A", "source": "B", "licence": "C", "caveat": "D"}
    address = {"address": "https://publisher.example/a?b=1&c=2"}
    return data.Citation("a/b", 1234.5, **(given | address | changed))


def test_a_citation_is_a_card_with_all_that_one_should_know():
    citation = data.cite("marketing_wages/2016/13-1161")
    bundle = shown(citation)
    assert bundle.keys() == {"text/plain", "text/html"}
    assert bundle["text/plain"] == str(citation)
    read = Read(bundle["text/html"])
    for part in ("33.95 US$ per hour", citation.label, citation.caveat, citation.licence):
        assert part in read.words()
    (link,) = (attributes for tag, attributes in read.elements if tag == "a")
    assert link["href"] == citation.address
    assert f"Source: {citation.source}" in read.words()


def test_an_address_is_a_link_whole_and_only_where_it_is_one():
    links = [a for tag, a in Read(shown(cited())["text/html"]).elements if tag == "a"]
    assert links[0]["href"] == "https://publisher.example/a?b=1&c=2"
    html = shown(cited(address="javascript:alert(1)"))["text/html"]
    assert not [tag for tag, _ in Read(html).elements if tag == "a"]


@pytest.mark.parametrize("part", ["unit", "label", "source", "address", "licence", "caveat"])
def test_no_part_of_a_citation_becomes_html(part):
    start = "https://publisher.example/" if part == "address" else ""
    plain, harmed = (
        Read(shown(cited(**{part: start + text}))["text/html"]) for text in ("-", HARM)
    )
    known = {tag for tag, _ in plain.elements} | {"span"}
    assert {tag for tag, _ in harmed.elements} <= known
    (link,) = (attributes for tag, attributes in harmed.elements if tag == "a")
    assert link.keys() == {"href", "target", "rel"}
    assert HARM in (link["href"] if start else harmed.words())


@pytest.mark.parametrize("name", NAMES)
def test_the_sentence_of_an_explorer_is_shown_as_it_is_said(name):
    sentence = getattr(explore, name)().sentence
    entry = catalogue()[name]
    assert sentence == entry.view.describe(entry.solve(entry.scenario()))
    bundle = shown(sentence)
    assert bundle.keys() == {"text/plain", "text/html"}
    assert bundle["text/plain"] == sentence
    assert Read(bundle["text/html"]).words() == " ".join(sentence.split())


def test_a_sentence_is_escaped():
    read = Read(shown(typeset.Sentence(HARM))["text/html"])
    assert {tag for tag, _ in read.elements} == {"blockquote", "p", "span"}
    assert read.words() == HARM


def test_no_two_dollars_stand_in_one_text_where_they_would_be_a_formula():
    for text in Read(typeset.escaped("$22,400 or -$36,667")).texts:
        assert text == "$" or "$" not in text
    assert not re.search(r"\$", typeset.escaped(HARM))


def test_a_percent_sign_stands_at_its_number_on_a_card():
    shown = typeset.card(
        "30", unit="% of pay", label="Benefits", source="BLS", address="", notes=()
    )
    assert "<strong>30%</strong> of pay" in shown
