"""A class's receipts in one table and one picture.

``make receipts DIR=folder`` runs it. It only reads what was handed in, and writes
``class-table.csv`` and ``class-picture.png`` into the same folder. Neither replaces a file
that is there already: an instructor may have written grades into the last one.
"""

import csv
import io
import sys
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import Any

from lessons import data
from lessons.instructor import handed_in
from lessons.instructor.class_results import ClassResults, Done
from lessons.instructor.handed_in import Refused

COLUMNS = (
    "Student",
    "Receipt written",
    "Predictions made (of {predictions})",
    "On average off by (%)",
    "Questions right (of {questions})",
)
LESSON_COLUMNS = (
    "Lesson {lesson}: predictions made (of {predictions})",
    "Lesson {lesson}: on average off by (%)",
    "Lesson {lesson}: questions right (of {questions})",
)
QUESTION_COLUMN = "Lesson {lesson}: {name}"

# A spreadsheet takes a cell for a formula that begins with one of these.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")

USAGE = "Say which folder the receipts are in: make receipts DIR=folder"
NONE = "There is no receipt in the folder {folder}."
READ = "Receipts read: {count}. Other files, which were not: {refused}."
SKIPPED = "  Not read: {name}: {reason}."
UNKNOWN = "  Not counted, as the lessons no longer have it: {name}."
WRITTEN = "Written: {path}"
MOST_MISSED = "Missed most at the first try:"
MISSED = "  Lesson {lesson}, {name}: {missed} of {tried}"
NO_PICTURE = 'There is no picture, as matplotlib is missing: run pip install -e ".[receipts]".'
UNWRITTEN = "The table cannot be written into {folder}: {problem}."
SHOWN_MISSED = 5
SHOWN_UNKNOWN = 10


def table(results: ClassResults) -> str:
    """Return the table as CSV text that is harmless to a spreadsheet.

    One row a student: all lessons together, each lesson, then how each question went
    (``first try``, ``later try``, ``not yet``, or nothing). All text is in quotes, whatever
    separates cells on the reader's machine, and none of it begins as a formula does.
    """
    lessons = results.lessons
    header = [_filled(column, results) for column in COLUMNS]
    for number in lessons:
        header += [_filled(column, results, number) for column in LESSON_COLUMNS]
    questions = [(number, name) for number, one in lessons.items() for name in one.questions]
    header += [QUESTION_COLUMN.format(lesson=number, name=name) for number, name in questions]
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(header)
    for place, student in enumerate(results.students):
        row: list[Any] = [harmless(student), results.written[place].isoformat(" ", "minutes")]
        for number in (None, *lessons):
            row += _cells(results.done(place, number))
        writer.writerow(row + [results.results[place].get(name, "") for _, name in questions])
    return text.getvalue()


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe before what might."""
    return f"'{text}" if text.lstrip().startswith(FORMULA) else text


def _filled(column: str, results: ClassResults, lesson: int | None = None) -> str:
    predictions, questions = results.asked(lesson)
    return column.format(lesson=lesson, predictions=predictions, questions=questions)


def _cells(done: Done) -> list[Any]:
    off = "" if done.off is None else round(100 * done.off, 1)
    return [done.predicted, off, done.right]


def _free(folder: Path, name: str) -> Path:
    """Return a path in the folder under which there is nothing yet."""
    numbers = ("" if number == 1 else f"-{number}" for number in count(1))
    paths = (folder / name.format(number=number) for number in numbers)
    return next(path for path in paths if not (path.exists() or path.is_symlink()))


def _save(folder: Path, name: str, content: bytes) -> Path:
    path = _free(folder, name)
    with path.open("xb") as file:
        file.write(content)
    return path


def _said(results: ClassResults, refused: Iterable[Refused]) -> list[str]:
    """Return what the instructor is told of the class, line by line."""
    refused = list(refused)
    lines = [READ.format(count=len(results.students), refused=len(refused))]
    lines += [SKIPPED.format(name=one.name, reason=one.reason) for one in refused]
    lines += [
        UNKNOWN.format(name=handed_in.plain(name)[:80]) for name in results.unknown[:SHOWN_UNKNOWN]
    ]
    missed = [one for one in results.missed() if one.share][:SHOWN_MISSED]
    if missed:
        lines.append(MOST_MISSED)
    return lines + [
        MISSED.format(
            lesson=one.lesson, name=one.name, missed=one.later + one.never, tried=one.tried
        )
        for one in missed
    ]


def _picture(results: ClassResults) -> bytes | None:
    try:
        from lessons.instructor import class_picture  # only here is matplotlib wanted

        return class_picture.drawn(results)
    except ModuleNotFoundError as missing:
        if missing.name != "matplotlib":
            raise
        return None


def sum_up(folder: Path) -> list[str]:
    """Read a folder of receipts, write table and picture into it, and return what to tell.

    Raises
    ------
    FolderError
        If there is no such folder, no receipt in it, or it cannot be written to.
    """
    accepted, refused = handed_in.read(folder)
    results = ClassResults(accepted, data.lessons())
    shown = handed_in.plain(str(folder))
    if not accepted:
        lines = [NONE.format(folder=shown)]
        lines += [SKIPPED.format(name=one.name, reason=one.reason) for one in refused]
        raise handed_in.FolderError("\n".join(lines))
    lines = _said(results, refused)
    try:
        content = table(results).encode("utf-8-sig")  # the mark tells Excel that it is UTF-8
        paths = [_save(folder, handed_in.TABLE, content)]
        drawn = _picture(results)
        if drawn:
            paths.append(_save(folder, handed_in.PICTURE, drawn))
    except OSError as problem:
        raise handed_in.FolderError(
            UNWRITTEN.format(folder=shown, problem=problem.strerror or problem)
        ) from None
    lines += [WRITTEN.format(path=handed_in.plain(str(path))) for path in paths]
    return lines if drawn else [*lines, NO_PICTURE]


def main(arguments: list[str]) -> int:
    """Sum up the folder that was named; return 0, or 1 if there was nothing to sum up."""
    if len(arguments) != 1 or not arguments[0].strip():
        print(USAGE, file=sys.stderr)
        return 1
    # What a screen cannot show must not end the run.
    sys.stdout.reconfigure(errors="replace")
    sys.stderr.reconfigure(errors="replace")
    try:
        print(*sum_up(Path(arguments[0]).expanduser()), sep="\n")
    except (handed_in.FolderError, data.DataError) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
