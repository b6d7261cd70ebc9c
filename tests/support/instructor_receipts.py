"""Receipts as the lessons write them, for the tests of what a class handed in."""

import json
from pathlib import Path

from lessons import data
from lessons.my_work import receipt
from lessons.my_work.progress import Record

LESSONS = data.lessons()
PREDICTIONS = tuple(LESSONS[1].predictions)
QUESTIONS = tuple(LESSONS[1].questions)


def done(kind: str, name: str, **more) -> Record:
    return Record(**{"name": name, "lesson": 1, "kind": kind, "time": "", "given": "g", **more})


def made(*entries: Record) -> dict:
    """Return a receipt, as the lessons write it."""
    return json.loads(receipt.written(entries, LESSONS).text())


ANN = made(
    done("prediction", PREDICTIONS[0], off=0.2),
    done("prediction", PREDICTIONS[1], off=0.4),
    done("question", QUESTIONS[0], right=True),
    done("question", QUESTIONS[1], right=False),
    done("question", QUESTIONS[1], right=True, hints=2),
    done("question", QUESTIONS[2], right=False),
)
BO = made(done("question", QUESTIONS[1], right=False))


def hand_in(folder: Path, name: str, content: object = ANN) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")
    return path
