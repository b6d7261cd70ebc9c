"""Each word of the field is reached from where it stands, and says what the field means by it."""

import json
import re
import tomllib
from pathlib import Path

import pytest
import textstat
from prose import HARDEST, LONGEST, sentences

from lessons import data, explore
from lessons.data import DataError
from lessons.instructor import guide, word_lists

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "notebooks").glob("0[1-9]-*.ipynb"))
WORDS = data.read_glossary().words
LINK = re.compile(r"\[([^\]]*)\]\(#cell-id=([^)]*)\)")

every_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
every_explorer = pytest.mark.parametrize("name", explore.NAMES)


def markdown(path: Path) -> dict[str, str]:
    """Return the texts of a lesson by the ids of their cells."""
    read = json.loads(path.read_text("utf-8"))["cells"]
    return {one["id"]: "".join(one["source"]) for one in read if one["cell_type"] == "markdown"}


def listed(path: Path) -> dict[str, str]:
    """Return what the list at a lesson's end says, by the key of the word."""
    return {
        cell.removeprefix("word-"): text
        for cell, text in markdown(path).items()
        if cell.startswith("word-")
    }


def running(path: Path) -> list[tuple[str, str]]:
    """Return each line of a lesson's running text, with the id of its cell.

    What is in italics is the name of something on the screen.
    """
    skipped = word_lists.UNLINKED | {word_lists.LIST}
    return [
        (cell, re.sub(r"(?<!\*)\*(?!\*)[^*]+\*(?!\*)", "", line))
        for cell, text in markdown(path).items()
        if cell not in skipped and not cell.startswith("word-")
        for line in text.splitlines()
        if not line.startswith(("#", "!["))
    ]


def plain(line: str) -> str:
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line)


def forms(key: str) -> re.Pattern[str]:
    """Return a pattern of one word's forms."""
    either = "|".join(map(re.escape, WORDS[key].forms))
    return re.compile(rf"(?<![\w-])({either})(?![\w-])", re.IGNORECASE)


@every_lesson
def test_a_lesson_is_as_the_command_writes_it(path):
    text = path.read_text("utf-8")
    assert guide.worded(text) == text, "Run make guide: a text or the glossary has changed."


@every_lesson
def test_each_word_of_the_list_is_linked_once_and_where_it_stands_first(path):
    links = [
        (cell, line, found)
        for cell, line in running(path)
        for found in LINK.finditer(line)
        if found[2].startswith("word-")
    ]
    keys = [found[2].removeprefix("word-") for _, _, found in links]
    assert sorted(keys) == sorted(listed(path))
    for key, (cell, line, found) in zip(keys, links, strict=True):
        assert found[1].casefold() in map(str.casefold, WORDS[key].forms)
        first = next(at for at, text in running(path) if met(key, plain(text)))
        assert first == cell, key
        assert not met(key, plain(line[: found.start()])), key


def met(key: str, text: str) -> bool:
    """Whether a word stands in a text by itself, and not within a longer word of the field."""
    return any(one == key for _, one in data.read_glossary().found(text))


@every_lesson
def test_each_entry_leads_back_to_where_its_word_stands(path):
    texts = markdown(path)
    found = listed(path)
    assert list(found) == sorted(found, key=lambda key: WORDS[key].term.casefold())
    for key, entry in found.items():
        assert WORDS[key].meaning in entry
        assert WORDS[key].source in entry
        (back,) = LINK.finditer(entry)
        assert f"(#cell-id=word-{key})" in texts[back[2]]


@every_lesson
def test_a_question_uses_no_word_that_neither_lesson_nor_explorer_lists(path):
    """The lessons before it count as well."""
    number = int(path.name[:2])
    known = {key for one in LESSONS[:number] for key in listed(one)}
    asked = data.lessons()[number]
    parts = [*asked.predictions.values(), *asked.questions.values()]
    shown = {one.figure.explorer for one in parts if one.figure}
    terms = {word.term for name in shown for word in explore.entry(name).words()}
    for one in parts:
        text = json.dumps(one.model_dump(), ensure_ascii=False)
        for _, key in data.read_glossary().found(re.sub(r'"figure": \{.*?\}', "", text)):
            assert key in known or WORDS[key].term in terms, (key, one.ask)


@every_explorer
def test_about_says_what_each_word_of_an_input_means(name):
    entry = explore.entry(name)
    explorer = entry()
    *_, head, table = explorer._about_blocks()
    assert head["text"] == "Words"
    assert table["columns"] == ["Word", "What it means"]
    rows = dict(table["rows"])
    for one in entry.model.inputs().values():
        for key in WORDS:
            options = getattr(one, "options", ())
            if any(met(key, text) for text in (one.label, one.help, one.group, *options)):
                word = WORDS[key]
                assert rows[word.term].split("\n") == [word.meaning, *filter(None, [word.source])]


@every_explorer
def test_the_help_of_an_input_says_what_its_words_mean_if_it_did_not_before(name):
    entry = explore.entry(name)
    shown = entry().controls.inputs
    for one in shown:
        declared = entry.model.inputs()[one["name"]]
        options = getattr(declared, "options", ())
        said, *meanings = one["help"].split("\n")
        assert said == declared.help
        keys = {
            key
            for key in WORDS
            if any(met(key, text) for text in (declared.label, declared.help, *options))
            and f"{name}.{declared_name(one)}" not in WORDS[key].said_by
        }
        assert sorted(meanings) == sorted(WORDS[key].sentence for key in keys)


def declared_name(shown: dict) -> str:
    return shown["name"]


def test_what_says_a_meaning_by_itself_is_an_input_that_uses_the_word():
    for key, word in WORDS.items():
        for place in word.said_by:
            name, _, of = place.partition(".")
            assert word in explore.entry(name).words_of(of), (key, place)


def test_no_word_is_used_nowhere():
    used = {key for path in LESSONS for key in listed(path)}
    terms = {word.term for name in explore.NAMES for word in explore.entry(name).words()}
    assert {key for key in WORDS if key not in used and WORDS[key].term not in terms} == set()


def test_the_texts_of_an_explorer_are_read_without_their_slots():
    """A sentence has a slot {margin}, which is no word that anybody reads."""
    terms = [word.term for word in explore.entry("back_office_access").words()]
    assert "Incident" in terms
    assert "Margin" not in terms


def test_the_meanings_are_easy_to_read():
    texts = [word.meaning for word in WORDS.values()]
    assert not [one for one in sentences(texts) if len(one.split()) > LONGEST]
    assert textstat.flesch_kincaid_grade(" ".join(texts)) <= HARDEST


def test_a_text_is_linked_where_a_word_stands_first_and_nowhere_else():
    text = (
        "## Escrow\n![escrow](escrow.svg) `escrow` [escrow](a.md) *Escrow*\n"
        "A **fixed cost** of Escrow. Governance penalty, governance, escrow."
    )
    once, met_in = word_lists.linked(text, data.read_glossary(), ["fixed-cost"])
    assert once == text.replace("of Escrow", "of [Escrow](#cell-id=word-escrow)").replace(
        "Governance penalty, governance",
        "[Governance penalty](#cell-id=word-governance-penalty), "
        "[governance](#cell-id=word-governance)",
    )
    assert met_in == ["escrow", "governance-penalty", "governance"]
    assert word_lists.linked(once, data.read_glossary(), ["fixed-cost"]) == (once, met_in)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"Escrow": {}}, "the key “Escrow” must be lower-case words joined by hyphens"),
        ({"other": {"forms": ["ESCROW"]}}, "the form “escrow” stands there twice"),
        ({"other": {"forms": []}}, "forms: give at least 1 of them, not 0."),
        (
            {"other": {"meaning": "no sentence"}},
            "meaning: end it with a full stop; got 'no sentence'.",
        ),
        ({"other": {"colour": "red"}}, "colour: nothing of this name can stand here."),
    ],
)
def test_a_glossary_that_is_not_right_is_refused(change, said, tmp_path):
    whole = tomllib.loads((ROOT / "data" / data.GLOSSARY).read_text("utf-8"))["words"]
    good = {"escrow": whole["escrow"]}
    for key, values in change.items():
        good[key] = {"term": key, "forms": [key.lower() + "s"], "meaning": "It is."} | values
    lines = [
        line
        for key, values in good.items()
        for line in (f"[words.{key}]", *(f"{k} = {json.dumps(v)}" for k, v in values.items()))
    ]
    (tmp_path / data.GLOSSARY).write_text("\n".join(lines), "utf-8")
    with pytest.raises(DataError, match=re.escape(said)):
        data.read_glossary(folder=tmp_path)
