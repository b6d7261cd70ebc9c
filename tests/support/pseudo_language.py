"""A language that nobody speaks: each text in brackets, and longer by two fifths.

Run as a program, it prints what the lessons show in it that stands in no brackets: what it shows
besides its own numbers and names is a text that cannot be translated.
"""

import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from babel.messages import Catalog

OPENED, CLOSED = "⟦⟧"
LANGUAGE = "eo"  # of those that nobody translates into here, one whose numbers are their own
LONGER = 0.4
LONGEST_WORD = 6  # letters of those that are added
MANY = 40  # scenarios of each explorer, besides its presets
UNREAD = re.compile(r"%?\{[^{}]*\}|<[^>]*>|https?:\S+")
WORD = re.compile(r"[^\W\d_]{3,}")
# Names of publications, authors and places of figures stay as they are; so does “and” of numbers.
AS_PUBLISHED = re.compile(r"\b(?:kaj|FCC|PPI|NASSCOM|IDC)\b")


def written(folder: Path) -> None:
    """Write the catalogue of the language into a folder."""
    from lessons.author.translation import catalogues, texts
    from lessons.data.glossary import FORMS
    from lessons.words.unbroken import COUNTED, COUNTING, NAMED

    catalog = Catalog(locale=LANGUAGE, fuzzy=False)
    for text, _ in texts.placed_texts():
        is_list = FORMS in text or text in (COUNTED, COUNTING, NAMED)
        if WORD.search(text) and not is_list:
            catalog.add(text, said(text))
    path = catalogues.path_of(LANGUAGE, folder=folder).with_suffix(".mo")
    path.parent.mkdir(parents=True)
    path.write_bytes(catalogues.compiled(catalog))


def said(text: str) -> str:
    """Return a text as the language says it."""
    letters = max(1, round(LONGER * len(UNREAD.sub("", text))))
    longer = " ".join(
        "~" * min(LONGEST_WORD, letters - at) for at in range(0, letters, LONGEST_WORD)
    )
    return f"{OPENED}{text}{longer}{CLOSED}"


def unsaid(text: str) -> str:
    """Return what of a shown text is in no brackets, and has words."""
    outside, depth = "", 0
    for letter in text:
        depth += (letter == OPENED) - (letter == CLOSED)
        outside += letter if not depth and letter != CLOSED else ""
    bare = AS_PUBLISHED.sub("", UNREAD.sub("", outside))
    return bare.strip() if WORD.search(bare) else ""


def of_explorers() -> Iterator[tuple[str, Any]]:
    """Yield what each explorer shows, at its presets and at many other scenarios."""
    from catalogue_scenarios import scenarios
    from hypothesis import given, settings
    from shown import Shown, drawn_texts

    from lessons import explore
    from lessons.widgets.explorer.tabs import frame

    for name, entry in explore.catalogue().items():
        met = [entry.scenario(preset) for preset in entry.presets]

        meet = given(scenarios(entry))(_appending(met))
        settings(derandomize=True, database=None, deadline=None, max_examples=MANY)(meet)()
        for scenario in met:
            shown = Shown(entry, scenario)
            table = frame(shown.table)
            yield name, [shown.sentence, shown.label, *drawn_texts(shown.spec)]
            yield name, [table["columns"], table["rows"]]
        yield from of_an_explorer(name, entry)


def _appending(met: list[Any]) -> Callable[[Any], None]:
    def meet(scenario: Any) -> None:
        met.append(scenario)

    return meet


def of_an_explorer(name: str, entry: Any) -> Iterator[tuple[str, Any]]:
    """Yield what stands around the chart of an explorer: controls, tabs, presets, its demo."""
    explorer = entry()
    yield name, [explorer.title, explorer.phrases, [*explorer.presets_shown.values()]]
    yield name, [explorer.controls.phrases, explorer.chart.phrases]
    parts = ("label", "help", "group", "row", "column", "unit_shown", "options_shown", "unused")
    for one in explorer.controls.inputs:
        yield name, [[one.get(part, "") for part in parts], one["refusal"].replace("{got}", "")]
    for block in (*explorer._reverse_blocks(), *explorer._table_blocks()):
        yield name, [block.get(part, "") for part in ("text", "lines", "columns", "rows")]
    for step in entry.demo():
        yield name, [step["ask"], step["say"]]


def of_learning() -> Iterator[tuple[str, Any]]:
    """Yield what predictions, questions with wrong answers, the game and the progress show."""
    from lessons import data, explore, learn

    for lesson in data.lessons().values():
        yield "lesson", lesson.title
        for name, asked in lesson.predictions.items():
            prediction = learn.predict(name)
            yield name, [prediction.asked["ask"], prediction.asked["options"], prediction.phrases]
            prediction.reveal()
            yield name, [prediction.state["sentence"], asked.task, asked.label]
        for name, asked in lesson.questions.items():
            yield from of_question(name, asked, learn.question(name))
    game = learn.decide("candy-campaign")
    game.begin(changed=False)
    for _ in range(26):
        yield "game", [game.state[part] for part in ("game", "when", "feed", "known", "explained")]
        game.go(game.state["step"] + 1)
    yield "game", [game.sentence, game.phrases, game.state["explained"]]
    panel = learn.progress()
    yield "progress", [panel.phrases, panel.state["rows"]]
    for entry in explore.catalogue().values():
        if hasattr(entry().outcome, "decision"):
            memo = learn.memo(entry())
            yield "memo", [memo.phrases, [one["text"] for one in memo.state["boxes"]]]


def of_question(name: str, asked: Any, question: Any) -> Iterator[tuple[str, Any]]:
    """Yield a question, and what is said to answers, wrong ones above all."""
    yield name, [question.asked["ask"], question.asked["options"], question.asked["unit"]]
    yield name, question.phrases
    answers = [[place] for place in range(len(asked.options))]
    for given in answers or ["", "abc", "1", "-5", "1.500", "1000000"]:
        yield name, question.answer(given).message.replace("abc", "")
    yield name, [hint() for hint in question._hints]
    yield name, question._solution()


def of_a_class() -> Iterator[tuple[str, Any]]:
    """Yield what an instructor is told of the receipts of a class."""
    from instructor_receipts import ANN, BO, hand_in

    from lessons.instructor import receipts

    with tempfile.TemporaryDirectory() as folder:
        for name, content in (("Ann.json", ANN), ("Bo.json", BO), ("torn.json", "{")):
            hand_in(Path(folder), name, content)
        told = "\n".join(receipts.sum_up(Path(folder)))
        table = (Path(folder) / "class-table.csv").read_text("utf-8-sig")
    yield "receipts", re.sub(r"[\w./-]+\.(?:json|csv|png)", "", told).replace(folder, "")
    yield "receipts", table.splitlines()[0]


def texts(found: Any) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        yield from texts([*found.values()])
    elif isinstance(found, list | tuple):
        for part in found:
            yield from texts(part)


def main() -> int:
    """Print each text that is shown and not said, with where it is shown."""
    found = {}
    for part in (of_explorers, of_learning, of_a_class):
        for place, shown in part():
            for text in texts(shown):
                if bare := unsaid(text):
                    found.setdefault(bare, place)
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
