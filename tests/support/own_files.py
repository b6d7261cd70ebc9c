"""Each kind of file in a learner's own folder, kept and read as the lessons do."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from lessons.memo.draft import Edit, MemoFile
from lessons.my_work.case_file import CaseFile
from lessons.my_work.own_file import OwnFile
from lessons.my_work.progress import Progress
from lessons.my_work.saved_scenarios import SavedScenarios


@dataclass(frozen=True)
class Kind:
    """One kind of file, by its public way in and out.

    Attributes
    ----------
    opened
        Opens the file of a folder, as another notebook would.
    keep
        Keeps something under a name.
    names
        Reads the names of all that is kept, the oldest first.
    holds_one
        Whether the file holds what was kept last, and nothing else.
    """

    opened: Callable[[Path], OwnFile]
    keep: Callable[[OwnFile, str], object]
    names: Callable[[OwnFile], list[str]]
    holds_one: bool = False

    def kept(self, *names: str) -> list[str]:
        """Return what is to be read where these were kept, in this order."""
        return list(names[-1:] if self.holds_one else names)


def _answer(progress: Progress, name: str) -> None:
    progress.record(name=name, lesson=1, kind="question", given="né 12 $", right=False, hints=2)


def _keep_case(case: CaseFile, name: str) -> None:
    """Keep a case on a thread without a loop, where it is written at once.

    A worker that has driven a browser has a loop that is running.
    """
    inputs = {"a": 1.0, "b": "né"}
    with ThreadPoolExecutor(1) as apart:
        apart.submit(case.keep, case_name=name, worked="Payroll", inputs=inputs).result()


def _left(case: CaseFile) -> list[str]:
    left = case.left()
    return [left.case_name] if left else []


KINDS = {
    "progress": Kind(Progress, _answer, lambda one: [entry.name for entry in one.entries()]),
    "saved": Kind(
        SavedScenarios,
        lambda one, name: one.save(name, {"volume": 900.0, "country": "Méx"}, 1.5),
        lambda one: [saved.explorer for saved in one.scenarios()[::-1]],
    ),
    "case": Kind(
        CaseFile,
        _keep_case,
        _left,
        holds_one=True,
    ),
    "memo": Kind(
        lambda folder: MemoFile(folder, "your_case"),
        lambda one, name: one.keep(name, Edit(text="Né", proposed="Theirs")),
        lambda one: [*one.edits()],
    ),
}
