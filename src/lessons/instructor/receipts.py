"""A class's receipts in one table and one picture.

``make receipts DIR=folder`` runs it; with ``ALL=1`` each attempt of a student counts. It only
reads what was handed in, and writes ``class-table.csv`` and ``class-picture.png`` into the
same folder, and ``class-rooms.csv`` where rooms of the class lie there. None of them replaces a
file that is there already: an instructor may have written grades into the last one.
"""

import csv
import io
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from lessons import data
from lessons.instructor import class_rooms, files, handed_in
from lessons.instructor.attempts import Counted, counted
from lessons.instructor.class_results import ClassResults, Done
from lessons.instructor.class_rooms import Round
from lessons.instructor.handed_in import Refused
from lessons.my_work.whole_files import write_whole
from lessons.words import said
from lessons.words.spreadsheet import harmless

COLUMNS = said(
    (
        "Student",
        "Receipt written",
        "Attempts",
        "Predictions made (of {predictions})",
        "On average off by (%)",
        "Questions right (of {questions})",
    )
)
LESSON_COLUMNS = said(
    (
        "Lesson {lesson}: predictions made (of {predictions})",
        "Lesson {lesson}: on average off by (%)",
        "Lesson {lesson}: questions right (of {questions})",
    )
)
QUESTION_COLUMN = said("Lesson {lesson}: {name}")

ALL = "--all"
USAGE = said("Say which folder the receipts are in: make receipts DIR=folder")
NONE = said("There is no receipt in the folder {folder}.")
READ = said("Receipts read: {count}. Other files, which were not: {refused}.")
SKIPPED = said("  Not read: {name}: {reason}.")
SKIPPED_MORE = said("  Not read: {count} more files.")
ATTEMPTS = said(
    "These look like attempts of one student, and the newest counts (with ALL=1 each does):"
)
ATTEMPTS_ALL = said("These look like attempts of one student, and each counts:")
ATTEMPT = said("  {newest}, after {earlier}.")
ALIKE = said("These are called alike, but none goes on from the other, so each counts:")
SAME = said("These hold the same to the letter, so one may be a copy of the other:")
TOGETHER = "  {names}."
NO_ZONE = said("{time} (no time zone)")
UNKNOWN = said("  Not counted, as the lessons no longer have it: {name}.")
WRITTEN = said("Written: {path}")
MOST_MISSED = said("Missed most at the first try:")
MISSED = said("  Lesson {lesson}, {name}: {missed} of {tried}")
NO_PICTURE = said(
    'There is no picture, as matplotlib is missing: run pip install -e ".[receipts]".'
)
BOXES = said(
    "  Letters that no font here has are boxes in the picture, and as they are in the table: "
    "{letters}."
)
UNWRITTEN = said("The table cannot be written into {folder}: {problem}.")
ROOMS = said("The class predicted together:")
UTF_8 = "utf-8-sig"  # the mark tells Excel that it is UTF-8
SHOWN_SKIPPED = 30
SHOWN_TOGETHER = 10
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
        row: list[Any] = [harmless(student), _moment(results.written[place])]
        row.append(results.attempts[place])
        for number in (None, *lessons):
            row += _cells(results.done(place, number))
        writer.writerow(row + [results.results[place].get(name, "") for _, name in questions])
    return text.getvalue()


def _moment(written: datetime) -> str:
    """Return the student's time with its zone; receipts of earlier lessons have none."""
    time = written.isoformat(" ", "minutes")
    return time if written.tzinfo else NO_ZONE.format(time=time)


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


def _skipped(refused: Sequence[Refused]) -> list[str]:
    """Return what is told of the files that are no receipts."""
    lines = [SKIPPED.format(name=one.name, reason=one.reason) for one in refused[:SHOWN_SKIPPED]]
    more = len(refused) - SHOWN_SKIPPED
    return [*lines, SKIPPED_MORE.format(count=more)] if more > 0 else lines


def _together(heading: str, groups: Iterable[Sequence[str]]) -> list[str]:
    """Return lines of names that belong together, under their heading; none without any."""
    lines = [TOGETHER.format(names=_listed(names)) for names in groups]
    return [heading, *lines] if lines else []


def _listed(names: Sequence[str]) -> str:
    more = len(names) - SHOWN_TOGETHER
    return ", ".join([*names[:SHOWN_TOGETHER], *(["…"] if more > 0 else [])])


def _told_of_attempts(class_attempts: Counted, every: bool) -> list[str]:
    """Return what is told of attempts, and of what might be one."""
    lines = [
        ATTEMPT.format(newest=one.newest, earlier=_listed(one.earlier))
        for one in class_attempts.attempts
    ]
    if lines:
        lines = [ATTEMPTS_ALL if every else ATTEMPTS, *lines]
    return [
        *lines,
        *_together(ALIKE, class_attempts.alike),
        *_together(SAME, class_attempts.same),
    ]


def _said(results: ClassResults, read: int, refused: Sequence[Refused]) -> list[str]:
    """Return what the instructor is told of the class, line by line."""
    lines = [READ.format(count=read, refused=len(refused)), *_skipped(refused)]
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


def _picture(results: ClassResults) -> tuple[bytes, str] | None:
    """Return the picture and the letters in it that no font has; None without matplotlib."""
    try:
        from lessons.instructor import class_picture  # only here is matplotlib wanted

        return class_picture.drawn(results), class_picture.boxes(results)
    except ModuleNotFoundError as missing:
        if missing.name != "matplotlib":
            raise
        return None


def sum_up(folder: Path, every: bool = False) -> list[str]:
    """Read a folder of receipts, write table and picture into it, and return what to tell.

    Parameters
    ----------
    folder
        Where the receipts are, or an archive of them; then all is written beside it.
    every
        Whether each attempt of a student counts; otherwise the newest does.

    Raises
    ------
    FolderError
        If there is no such folder, no receipt or room in it, or it cannot be written to.
    """
    accepted, refused, rounds = handed_in.read_with_rooms(folder)
    shown = handed_in.plain(str(folder))
    if not accepted and not rounds:
        raise handed_in.FolderError("\n".join([NONE.format(folder=shown), *_skipped(refused)]))
    class_attempts = counted(accepted, every)
    results = ClassResults(class_attempts.receipts, data.lessons())
    lines = _said(results, len(accepted), refused)
    lines[1:1] = _told_of_attempts(class_attempts, every)
    if rounds:
        lines += [ROOMS, *class_rooms.told(rounds)]
    return lines + _written(folder.parent if folder.is_file() else folder, results, rounds)


def _written(folder: Path, results: ClassResults, rounds: Sequence[Round]) -> list[str]:
    """Write tables and picture into a folder, and return what is told of them."""
    drawn: tuple[bytes, str] | None = (b"", "")
    contents = {}
    try:
        if results.students:
            contents[files.TABLE] = table(results).encode(UTF_8)
            drawn = _picture(results)
            contents |= {files.PICTURE: drawn[0]} if drawn else {}
        if rounds:
            contents[files.ROOMS] = class_rooms.table(rounds).encode(UTF_8)
        paths = {_free(folder, name): one for name, one in contents.items()}
        write_whole(paths)
    except OSError as problem:
        raise handed_in.FolderError(
            UNWRITTEN.format(
                folder=handed_in.plain(str(folder)), problem=problem.strerror or problem
            )
        ) from None
    lines = [WRITTEN.format(path=handed_in.plain(str(path))) for path in paths]
    if not drawn:
        return [*lines, NO_PICTURE]
    return [*lines, BOXES.format(letters=drawn[1])] if drawn[1] else lines


def main(arguments: list[str]) -> int:
    """Sum up the folder that was named; return 0, or 1 if there was nothing to sum up."""
    every, named = arguments[:1] == [ALL], [one for one in arguments if one != ALL]
    if len(named) != 1 or not named[0].strip():
        print(USAGE, file=sys.stderr)
        return 1
    # What a screen cannot show must not end the run.
    sys.stdout.reconfigure(errors="replace")
    sys.stderr.reconfigure(errors="replace")
    folder = Path(named[0])
    try:
        there = folder if os.path.exists(folder) else _at_home(named[0])
        print(*sum_up(there, every), sep="\n")
    except (handed_in.FolderError, data.DataError) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _at_home(name: str) -> Path:
    """Return a path that may begin with ~, which a shell leaves as it is within quotes."""
    return Path(os.path.expanduser(name))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
