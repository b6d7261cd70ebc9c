"""The JSON schemas of the files that people write or hand in, as pydantic has them.

An editor checks a file by its schema while one types, and says what each entry means: a file
names it in its first line. ``make schema`` writes them.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from lessons import data
from lessons.data.claims import Claims
from lessons.data.decisions import DecisionFile
from lessons.data.demos import Demo
from lessons.data.glossary import Glossary
from lessons.data.questions import Lesson
from lessons.my_work.progress import Progress
from lessons.my_work.receipt import Receipt
from lessons.my_work.whole_files import write_whole

FOLDER = data.FOLDER / "schemas"
FORMS: dict[str, type[BaseModel]] = {
    "questions": Lesson,
    "decisions": DecisionFile,
    "demos": Demo,
    "glossary": Glossary,
    "claims": Claims,
    "progress": Progress.content,
    "receipt": Receipt,
}
ATTRIBUTES = "\n\nAttributes\n----------\n"
ATTRIBUTE = re.compile(r"(?m)^(\w+(?:, \w+)*)\n((?:    .*(?:\n|\Z))+)")


def schemas() -> dict[str, str]:
    """Return what each file of `FOLDER` says, by its name."""
    return {
        f"{name}.json": json.dumps(_schema(form), indent=1, ensure_ascii=False) + "\n"
        for name, form in FORMS.items()
    }


def _schema(form: type[BaseModel]) -> dict[str, Any]:
    schema = form.model_json_schema()
    for part in (schema, *schema.get("$defs", {}).values()):
        _explain(part)
    return schema


def _explain(part: dict[str, Any]) -> None:
    """Put what a docstring says of each attribute where an editor shows it: at the entry."""
    # In capitals, or as a class of the code, a name says nothing to who writes a file.
    for named in (part, *part.get("properties", {}).values()):
        named.pop("title", None)
    said, _, attributes = part.pop("description", "").partition(ATTRIBUTES)
    if said:
        part["description"] = said
    for names, text in ATTRIBUTE.findall(attributes):
        for name in names.split(", "):
            part["properties"][name]["description"] = " ".join(text.split())


def main(folder: Path = FOLDER) -> int:
    """Write the schemas; return 0."""
    folder.mkdir(exist_ok=True)
    write_whole({folder / name: text.encode() for name, text in schemas().items()})
    return 0


if __name__ == "__main__":
    sys.exit(main())
