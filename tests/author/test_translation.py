"""The other languages are whole, in step with the English texts, and say what these say."""

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest
import textstat
from prose import LONGEST, plain, prose, sentences

from lessons.author.translation import catalogues, notebooks, texts
from lessons.author.translation.__main__ import NOT_ENGLISH, files_of, left_over, say_by
from lessons.server.lesson_contents import KEPT
from lessons.words.language import ASKED, CATALOGUES, DOMAIN, LANGUAGES, SOURCE

ROOT = Path(__file__).parents[2]
ENGLISH = sorted((ROOT / "notebooks").glob("*.ipynb"))
OTHERS = [language for language in LANGUAGES if language != SOURCE]
DOMAINS = (DOMAIN, catalogues.NOTEBOOKS)
SLOT = re.compile(r"%?\{[^{}]*\}")
TAG = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)
LINK = re.compile(r"\]\(([^)]*)\)")
TITLED = re.compile(r"\(\d{4}\)|^- [A-Z].*(?:\(public domain\)|, read in )")
HARDEST = 40  # LIX
# A text that leads from one language to the other leads somewhere else.
ACROSS = "00-start-here.ipynb)"

every_language = pytest.mark.parametrize("language", OTHERS)
every_catalogue = pytest.mark.parametrize(
    ("language", "domain"), [(one, domain) for one in OTHERS for domain in DOMAINS]
)


def pairs(language: str, domain: str) -> list[tuple[str, str]]:
    """Return each text of a catalogue with its translation."""
    catalog = catalogues.read(catalogues.path_of(language, domain))
    return [(one.id, one.string) for one in catalog if one.id]


def terms_of(language: str, domain: str) -> list[tuple[str, str]]:
    """Return the texts that have room for the whole of a term."""
    catalog = catalogues.read(catalogues.path_of(language, domain))
    return [(one.id, one.string) for one in catalog if one.id and not one.context]


def own_words(text: str) -> str:
    """Return a text without its slots, the targets of its links and the titles of its sources."""
    bare = SLOT.sub("", LINK.sub("", text))
    return "\n".join(line for line in bare.splitlines() if not TITLED.search(line))


def test_there_is_a_norwegian_edition():
    assert "nb" in LANGUAGES


@every_language
def test_the_catalogues_are_those_of_the_english_texts(language):
    """What differs is named: a text that is new or changed has no translation yet."""
    files, _ = files_of(language)
    stale = [path.name for path, content in files.items() if path.read_bytes() != content]
    assert not stale, "run `make translate`"


@every_catalogue
def test_every_text_is_translated(language, domain):
    assert [text for text, said in pairs(language, domain) if not said] == []


@every_catalogue
def test_a_translation_has_the_slots_tags_and_links_of_its_text(language, domain):
    wrong = [
        (text, said)
        for text, said in pairs(language, domain)
        for parts in (SLOT, TAG, LINK)
        if ACROSS not in text and Counter(parts.findall(text)) != Counter(parts.findall(said))
    ]
    assert wrong == []


@every_catalogue
def test_a_translation_ends_as_its_text_does(language, domain):
    """A sentence stays one, and what goes on stays open."""
    wrong = [
        (text, said)
        for text, said in pairs(language, domain)
        if text.rstrip().endswith(".") != said.rstrip().endswith(".")
        or (text[:1].isspace(), text[-1:].isspace()) != (said[:1].isspace(), said[-1:].isspace())
    ]
    assert wrong == []


def test_no_text_to_translate_is_what_the_program_goes_by():
    """Said in another language, a key would not be found any more."""
    for path in sorted(texts.PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        said = {
            text
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and texts._is_said(node.func)
            for text in texts.literals(node.args[0])
        }
        keys = {
            one.slice.value
            for one in ast.walk(tree)
            if isinstance(one, ast.Subscript) and isinstance(one.slice, ast.Constant)
        }
        keys |= {
            key.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Dict)
            for key in node.keys
            if isinstance(key, ast.Constant) and re.fullmatch("[a-z_ ]+", str(key.value))
        }
        assert not said & keys, path.name


@pytest.mark.parametrize("domain", DOMAINS)
def test_norwegian_has_its_own_quotes_and_numbers(domain):
    wrong = [
        said
        for text, said in pairs("nb", domain)
        if re.search("[“”]", said) or re.search(r"\d%", SLOT.sub("", said))
    ]
    assert wrong == []


@every_language
def test_terms_are_those_of_the_list(language):
    terms = tomllib.loads((CATALOGUES / language / "terms.toml").read_text("utf-8"))
    said_otherwise = [
        (term, text, said)
        for domain in DOMAINS
        for text, said in terms_of(language, domain)
        for term, wanted in terms.items()
        if re.search(rf"\b{term}", own_words(text).lower())
        and not any(one in said.lower().replace("*", "") for one in wanted)
    ]
    assert said_otherwise == []


@every_language
@pytest.mark.parametrize("path", ENGLISH, ids=lambda path: path.stem)
def test_a_notebook_is_the_english_one_in_its_language(language, path):
    """Its cells, tags and code are the same, and its prose what the catalogue says."""
    _, (_, prose_catalogue) = files_of(language)
    english = json.loads(path.read_text("utf-8"))
    written = json.loads((path.parent / language / path.name).read_text("utf-8"))
    made = notebooks.translated(english, language, say_by(prose_catalogue), path.parent)
    for one, other in zip(made["cells"], written["cells"], strict=True):
        if KEPT in one["metadata"].get("tags", []):
            assert bool(one.pop("outputs")) == bool(other.pop("outputs"))
        assert one == other, one["id"]
    assert made["metadata"] == written["metadata"]


@every_language
def test_a_changed_cell_is_named(language):
    """Its block has no translation any more, and so stays English until it has one."""
    english = json.loads(ENGLISH[1].read_text("utf-8"))
    english["cells"][3]["source"].append("\n\nA sentence that is new.")
    placed = [*notebooks.blocks(english)]
    catalog = catalogues.read(catalogues.path_of(language, catalogues.NOTEBOOKS))
    assert catalogues.untranslated(catalogues.in_step(catalog, placed)) == [
        "A sentence that is new."
    ]


@every_language
def test_a_fuzzy_text_keeps_what_was_written_and_is_named(language):
    catalog = catalogues.read(catalogues.path_of(language))
    text = next(one for one in catalog if one.id)
    text.flags.add("fuzzy")
    text.user_comments.append("Is it so?")
    again = catalogues.in_step(catalog, [(text.id, "here")])
    kept = again.get(text.id)
    assert (kept.string, kept.user_comments) == (text.string, ["Is it so?"])
    assert b"# Is it so?" in catalogues.written(again)
    assert catalogues.untranslated(again) == [text.id]


@every_language
def test_what_a_process_of_that_language_would_write_is_refused(language, tmp_path):
    """It would take its own texts for the English ones, and lose what they are translated to."""
    for name in ("notebooks", "instructor"):
        (tmp_path / name).mkdir()
    ran = subprocess.run(
        [sys.executable, "-m", "lessons.author.translation"],
        cwd=tmp_path,
        env=os.environ | {ASKED: language},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (ran.returncode, ran.stdout.strip()) == (
        1,
        NOT_ENGLISH.format(asked=ASKED, source=SOURCE),
    )


def test_what_has_no_english_notebook_any_more_is_left_over(tmp_path):
    kept, gone, picture, other = (
        tmp_path / name for name in ("01.ipynb", "02.ipynb", "pictures/02.svg", "notes.md")
    )
    (tmp_path / "pictures").mkdir()
    for path in (kept, gone, picture, other):
        path.touch()
    assert left_over(tmp_path, {kept: b""}) == [gone, picture]


@every_catalogue
def test_a_translation_can_be_filled_as_its_text_can(language, domain):
    for text, translated in pairs(language, domain):
        if SLOT.search(text) and domain == DOMAIN:
            assert slots(translated) == slots(text), text


def slots(text: str) -> set[str | None]:
    """Return the names of the slots of a text that a program fills."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@every_language
def test_the_guide_is_the_english_one_in_its_language(language):
    """What is written by hand as the catalogue says it, and what is worked out as it now is."""
    _, (_, prose_catalogue) = files_of(language)
    english = ROOT / notebooks.GUIDE
    written = english.with_stem(f"guide-{language}").read_text("utf-8")
    made = notebooks.translated_guide(
        english.read_text("utf-8"), language, say_by(prose_catalogue)
    )
    by_hand = [notebooks.WORKED_OUT.split(text)[::2] for text in (made, written)]
    assert by_hand[0] == by_hand[1], "run `make translate`"
    filled = "import sys; from lessons.instructor import guide as g; t = sys.stdin.read(); "
    filled += "sys.exit(g.filled(t) != t)"
    ran = subprocess.run(
        [sys.executable, "-c", filled],
        input=written.encode("utf-8"),
        env=os.environ | {ASKED: language, "PYTHONUTF8": "1"},
        cwd=ROOT,
        check=False,
    )
    assert ran.returncode == 0, "run `make translate`"
    texts = plain(re.sub(r"(?m)^#.*$", "", "".join(by_hand[1])))
    assert textstat.lix(" ".join(texts)) <= HARDEST
    assert not [one for one in sentences(texts) if len(one.split()) > LONGEST]


@every_language
def test_the_pictures_say_what_the_catalogue_says(language):
    _, (_, prose_catalogue) = files_of(language)
    folder = ROOT / "notebooks"
    for path in sorted((folder / notebooks.PICTURES).glob("*.svg")):
        made = notebooks.drawn(path.read_text("utf-8"), say_by(prose_catalogue))
        assert (folder / language / notebooks.PICTURES / path.name).read_text("utf-8") == made


@every_language
@pytest.mark.parametrize("name", [path.name for path in ENGLISH])
def test_the_prose_of_a_language_is_easy_to_read(language, name):
    paragraphs = prose(ROOT / "notebooks" / language / name)
    assert len(paragraphs) > 5
    assert not [one for one in sentences(paragraphs) if len(one.split()) > LONGEST]
    assert textstat.lix(" ".join(paragraphs)) <= HARDEST


@every_language
def test_the_texts_of_the_package_are_easy_to_read(language):
    texts = [said for text, said in pairs(language, DOMAIN) if " " in text and text[-1:] in ".?!"]
    shown = [part for text in texts for part in plain(SLOT.sub("x", TAG.sub(" ", text)))]
    assert not [one for one in sentences(shown) if len(one.split()) > LONGEST]
    assert textstat.lix(" ".join(shown)) <= HARDEST
