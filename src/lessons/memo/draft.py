"""What the learner has written of a memo so far, and the memo itself: files of their own.

The draft is changed with every edit, so that closing the notebook at any moment loses nothing.
A memo that is saved is a new pair of files each time.
"""

import itertools
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from lessons.my_work.own_file import OwnFile
from lessons.my_work.whole_files import write_whole
from lessons.words.typed import file_stem

DRAFT, MEMO = "memo-draft", "memo"


class Edit(BaseModel):
    """What the learner wrote in one box.

    Attributes
    ----------
    text
        The learner's words.
    proposed
        What the explorer proposed at that time.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    text: str
    proposed: str


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)

    format: Literal[1]
    edits: dict[str, Edit] = {}


class MemoFile(OwnFile[_File]):
    """The draft of one memo, and where the memo is saved.

    Parameters
    ----------
    folder
        The learner's own folder; it is made when there is something to keep.
    name
        What the memo is of: each has a draft of its own.
    """

    content = _File
    phrases = ("memo_not_kept", "memo_set_aside")

    def __init__(self, folder: Path, name: str) -> None:
        super().__init__(folder)
        self.file = f"{file_stem(DRAFT, name)}.json"
        # What could not be written lives as long as the notebook does.
        self._unsaved: dict[str, Edit | None] = {}

    def edits(self) -> dict[str, Edit]:
        """Return what was written so far, by the box's key.

        A file that is damaged, or of a format that is not known, is set aside under another
        name, and `notice` says so; then nothing has been written so far.
        """
        return self.look().edits

    def keep(self, key: str, edit: Edit | None) -> str:
        """Keep what was written in a box, or forget it; return what went wrong, if anything.

        It never fails for the file's sake: what cannot be written is kept as long as the
        notebook runs, and is written with the next edit.
        """
        self._unsaved[key], self.notice = edit, ""
        self.in_turn(self._save)
        return self.notice

    def _save(self) -> None:
        edits = {**self.read().edits, **self._unsaved}
        kept = {key: edit for key, edit in edits.items() if edit is not None}
        self.write(self.path, self.content(format=1, edits=kept).model_dump_json(indent=1))
        self._unsaved = {}

    def save_memo(self, name: str, contents: Mapping[str, bytes]) -> list[Path]:
        """Write the memo's files, all of them or none, under a name that is free.

        Parameters
        ----------
        name
            What the memo is about, in the learner's words. If there is such a file already,
            the next free number is put behind it: ``memo-candy``, ``memo-candy-2``.
        contents
            What each file holds, by its suffix.

        Returns
        -------
        list of Path
            Where they are; empty if they could not be written, and `notice` says why.
        """
        self.notice = ""
        return self.in_turn(lambda: self._write_new(file_stem(MEMO, name), contents)) or []

    def _write_new(self, stem: str, contents: Mapping[str, bytes]) -> list[Path]:
        numbered = (f"{stem}-{number}" for number in itertools.count(2))
        free = next(name for name in itertools.chain([stem], numbered) if self._is_free(name))
        files = {self.folder / f"{free}{suffix}": one for suffix, one in contents.items()}
        write_whole(files, self._check)
        return [*files]

    def _is_free(self, stem: str) -> bool:
        """Whether no file has that name, whatever its suffix."""
        names = os.listdir(self.folder)
        return not any(os.path.splitext(name)[0].casefold() == stem.casefold() for name in names)
