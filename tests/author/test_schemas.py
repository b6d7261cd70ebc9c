"""The schemas by which an editor checks the files that people write."""

import json
import re
import tomllib

import jsonschema
import pytest

from lessons import data
from lessons.author import schemas
from lessons.my_work import receipt
from lessons.my_work.progress import Progress

WRITTEN = sorted(data.FOLDER.rglob("*.toml"))
FILES = pytest.mark.parametrize("path", WRITTEN, ids=[path.stem for path in WRITTEN])


def checker(name: str) -> jsonschema.Draft202012Validator:
    """Return what checks a file by one of the schemas that are written."""
    return jsonschema.Draft202012Validator(json.loads((schemas.FOLDER / name).read_text("utf-8")))


def test_the_schemas_are_up_to_date():
    found = {path.name: path.read_text("utf-8") for path in schemas.FOLDER.iterdir()}
    assert found == schemas.schemas(), "run make schema"


def test_the_schemas_are_written_anew(tmp_path):
    schemas.main(tmp_path / "schemas")
    found = {path.name: path.read_bytes() for path in (tmp_path / "schemas").iterdir()}
    assert found == {name: text.encode() for name, text in schemas.schemas().items()}


@pytest.mark.parametrize("text", schemas.schemas().values(), ids=schemas.schemas())
def test_a_schema_is_a_right_one(text):
    jsonschema.Draft202012Validator.check_schema(json.loads(text))


@FILES
def test_a_file_names_its_schema_and_fits_it(path):
    text = path.read_text("utf-8")
    named = re.match(r"#:schema (\S+)\n", text)
    assert named, "the first line names the schema"
    schema = (path.parent / named[1]).resolve()
    assert schema.parent == schemas.FOLDER
    assert schema.stem in (path.stem, path.parent.name)
    checker(schema.name).validate(tomllib.loads(text))


PREDICTION = {"kind": "number", "ask": "How many?", "figure": {"explorer": "make_or_buy"}}
DONE = {"lesson": 1, "predictions": [{"name": "volume", "off": 0.1}], "questions": []}
RECEIPT = {"format": 1, "written": "2026-03-02T09:30:00+01:00", "lessons": [DONE]}
DEMO = {"lesson": 1, "explorer": "make_or_buy", "steps": [{"ask": "Why?", "say": "So."}] * 2}


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("questions.json", {"lesson": 1, "title": "One"}, {"title": 1}),
        ("questions.json", {"lesson": 1, "title": "One"}, {"minute": 5}),
        (
            "questions.json",
            {"lesson": 1, "title": "One", "predictions": {"volume": PREDICTION}},
            {"predictions": {"volume": {**PREDICTION, "kind": "numbers"}}},
        ),
        ("demos.json", DEMO, {"steps": DEMO["steps"][:1]}),
        ("demos.json", DEMO, {"steps": [*DEMO["steps"], {"ask": "Why?"}]}),
        ("claims.json", {"C01": "It is said."}, {"C1": "It is said."}),
        ("claims.json", {"C01": "It is said."}, {"C02": "It is said"}),
        ("glossary.json", {"words": {}}, {"words": {"idle": {"term": "Idle", "forms": []}}}),
        ("decisions.json", {"lesson": 4, "decisions": {}}, {"decisions": {"when": {}}}),
        ("progress.json", {"format": 1}, {"format": 2}),
        ("receipt.json", RECEIPT, {"format": 2}),
        (
            "receipt.json",
            RECEIPT,
            {"lessons": [{**DONE, "predictions": [{"name": "volume", "off": 2}]}]},
        ),
    ],
)
def test_a_schema_takes_what_is_right_and_refuses_a_slip(name, right, wrong):
    schema = checker(name)
    schema.validate(right)
    assert not schema.is_valid({**right, **wrong})


def test_an_editor_says_what_each_entry_means():
    questions = json.loads(schemas.schemas()["questions.json"])
    prediction = questions["$defs"]["Prediction"]["properties"]
    assert prediction["options"]["description"] == "Of a choice."
    assert prediction["step"] == {
        "default": 1,
        "type": "number",
        "description": "Of a number, and of the upright axis of a sketch.",
    }
    assert questions["description"].startswith("One file of ``data/questions/``")
    assert "Attributes" not in json.dumps(questions)


def test_what_a_learner_has_done_and_hands_in_fits_its_schema(tmp_path):
    progress = Progress(tmp_path / "my-work")
    progress.record(name="volume", lesson=1, kind="prediction", given=800.0, found=984.0, off=0.1)
    progress.record(name="word", lesson=1, kind="question", given=["A task"], right=True)
    checker("progress.json").validate(json.loads(progress.path.read_text("utf-8")))
    handed_in = receipt.written(progress.entries(), data.lessons())
    assert handed_in.lessons
    checker("receipt.json").validate(json.loads(handed_in.text()))
