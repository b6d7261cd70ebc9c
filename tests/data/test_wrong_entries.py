"""An entry that may not stand so is told of in words: where it is, and what is allowed."""

import json
import re

import pytest
from test_question_files import GOOD

from lessons.author.schemas import schemas
from lessons.data import DataError
from lessons.data.claims import Claims
from lessons.data.folder import read_toml
from lessons.data.glossary import Glossary
from lessons.data.questions import Lesson
from lessons.data.wrong_entry import WRITTEN

FIRST = "questions, first"
WORD = '[words.idle]\nterm = "Idle"\nforms = ["idle"]\nmeaning = "Unused."\n'
NUMBER = """
lesson = 1
title = "One"
[predictions.p]
kind = "number"
ask = "?"
figure = { explorer = "e", output = "o" }
"""


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        (Claims, 'C7 = "So."', "C7: an id is written like C07; got 'C7'."),
        (
            Claims,
            'C07 = "So"',
            "C07: end it with a full stop or a question mark; got 'So'.",
        ),
        (Glossary, WORD.replace("sed.", "sed"), "words, idle, meaning: end it with a full stop; "),
        (Glossary, WORD + 'source = "A."', "words, idle, source: end it without a full stop; got"),
        (Glossary, WORD.replace('["idle"]', "[]"), "forms: give at least 1 of them, not 0."),
        (
            Glossary,
            WORD.replace("term =", "trem ="),
            "words, idle, term: this entry is missing. Is “trem” what was meant?",
        ),
        (Lesson, GOOD.replace('ask = "?"', ""), f"{FIRST}, ask: this entry is missing."),
        (
            Lesson,
            GOOD.replace('ask = "?"', 'ask = "?"\nshrot = "s"'),
            f"{FIRST}, shrot: nothing of this name can stand here. Is “short” what was meant?",
        ),
        (
            Lesson,
            GOOD.replace('"y"', '"y"\nrigth = true'),
            "first, options, 0, rigth: nothing of this name can stand here. Is “right” what was",
        ),
        (
            Lesson,
            GOOD + "zebra = 1",
            "options, 1, zebra: nothing of this name can stand here.",
        ),
        (
            Lesson,
            GOOD.replace('ask = "?"', 'ask = "?"\ntolerance = "0,05"'),
            f"{FIRST}, tolerance: give a number, with a point before decimals; got '0,05'.",
        ),
        (
            Lesson,
            GOOD.replace('ask = "?"', 'ask = "?"\ntolerance = 5'),
            f"{FIRST}, tolerance: give a number below 0.2; got 5.",
        ),
        (
            Lesson,
            GOOD.replace('"one"', '"only"'),
            f"{FIRST}, kind: give one of 'one', 'several' or 'number'; got 'only'.",
        ),
        (Lesson, GOOD.replace("= 1", "= 1.5"), "lesson: give a whole number; got 1.5."),
        (Lesson, GOOD.replace('title = "One"', "title = 1"), "title: give a text, in quotation"),
        (Lesson, GOOD.replace('["a", "b", "c"]', '["a"]'), "give at least 3 of them, not 1."),
        (Lesson, NUMBER + "maximum = nan", "maximum: give a finite number; got nan."),
        (Lesson, NUMBER + "minimum = -inf", "minimum: give a finite number; got -inf."),
        (Lesson, NUMBER.replace('"?"', '"' + "x" * 500 + '"').replace('"number"', "[]"), "kind"),
    ],
)
def test_a_wrong_entry_is_told_of_in_words(tmp_path, kind, text, sentence):
    (tmp_path / "one.toml").write_text(text, "utf-8")
    with pytest.raises(DataError) as refused:
        read_toml(tmp_path / "one.toml", kind)
    said = str(refused.value)
    assert said.startswith("one.toml, ")
    assert sentence in said
    assert len(said) < 200


def test_each_way_of_writing_is_told_of():
    """What has to be written in some way, by a pattern that nobody else need read."""
    forms = [schemas()[f"{one}.json"] for one in ("claims", "glossary", "questions", "demos")]
    forms.append(schemas()["decisions.json"])
    patterns = re.compile(r'"pattern": ("(?:[^"\\]|\\.)*")')
    found = {json.loads(one) for form in forms for one in patterns.findall(form)}
    named = {one for form in forms for one in json.loads(form).get("patternProperties", {})}
    assert found | named == set(WRITTEN)
