"""How a file in the learner's own folder is changed: whole, in turn, or not at all.

Every change is made under a lock on what the file holds at that moment, so that two notebooks
open at once lose nothing; it is written beside the old one and put in its place whole, so that
a crash never leaves half a file.
"""

import contextlib
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from lessons.my_work.in_turn import in_turn
from lessons.my_work.whole_files import write_whole
from lessons.server.in_browser import goes_with_page, is_in_browser, local_now
from lessons.server.presented import is_presented
from lessons.words import PHRASES

ASIDE = "{stem}-set-aside-{number}.json"

# What could not be written yet lives as long as the notebook does, by the file that it is for:
# each part of a lesson has such a file open by itself, and the next one that can writes it all.
_UNSAVED: dict[Path, list[Any]] = {}

Result = TypeVar("Result")
Content = TypeVar("Content", bound=BaseModel)
Part = TypeVar("Part", bound=BaseModel)


class OwnFile(Generic[Content]):
    """A file in the learner's own folder.

    Parameters
    ----------
    folder
        The learner's own folder; it is made when there is something to keep.

    Attributes
    ----------
    file
        Its name.
    content
        What it holds; made with ``format=1`` it holds nothing yet.
    phrases
        Names of what is said when it cannot be kept, and when it was set aside; an empty one
        says nothing.
    when_presented
        Name of what is said where the lessons are presented, and nothing is read or kept.
    notice
        A sentence for the learner if the file could not be read or written; else empty.
    """

    file: ClassVar[str]
    content: ClassVar[type[BaseModel]]
    phrases: ClassVar[tuple[str, str]]
    when_presented: ClassVar[str] = "presented_not_kept"

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self.notice = self._not_kept = self._set_aside = ""

    @property
    def path(self) -> Path:
        """Where the file is, or will be."""
        return self.folder / self.file

    @property
    def is_kept(self) -> bool:
        """Whether what was written last stays, as far as is known."""
        is_refused = bool(self._not_kept) and self.notice == self._not_kept
        return not is_refused and not goes_with_page(self.folder)

    def in_turn(self, act: Callable[[], Result]) -> Result | None:
        """Act on the folder while no other notebook does; a failure becomes a notice."""
        if is_presented():
            self.notice = PHRASES.get(self.when_presented, "")
            return None
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with in_turn(self.folder) as self._check:
                self._keep_out_of_git()
                done = act()
        except OSError as error:
            # What a browser's storage gives as a reason is none of its own.
            told = PHRASES["folder_not_written"] if is_in_browser() else error.strerror
            self._tell_not_kept(told or str(error))
            return None
        if goes_with_page(self.folder):
            self._tell_not_kept(PHRASES["folder_goes_with_page"])
        return done

    def _tell_not_kept(self, reason: str) -> None:
        told = PHRASES.get(self.phrases[0], "").format(folder=self.folder.name, reason=reason)
        # What was set aside stays to be told, whatever fails after it.
        self.notice = self._not_kept = f"{self._set_aside} {told}".strip()

    def _keep_out_of_git(self) -> None:
        """Have git leave the learner's folder alone, in whose repository it may ever be."""
        ignored = self.folder / ".gitignore"
        if not ignored.exists():
            write_whole({ignored: b"*\n"})

    def is_there(self) -> bool:
        """Whether there is such a file, or something that keeps one from looking."""
        try:
            self.path.lstat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError:
            pass  # whoever reads it says why not
        return True

    def look(self) -> Content:
        """Return what the file holds, as `read` does, also where nothing can be written.

        Nothing is made by it: a learner's folder comes with the first thing to keep.
        """
        found = self.in_turn(self.read) if self.is_there() else None
        if found is None and not is_presented():
            # It was put there whole, so that it can be read beside whoever writes.
            with contextlib.suppress(OSError, ValidationError):
                return self._held()
        return found or self.content(format=1)

    def _held(self) -> Content:
        return self.content.model_validate_json(self.path.read_bytes())

    def read(self) -> Content:
        """Return what the file holds; a damaged one is set aside, and `notice` says so."""
        try:
            return self._held()
        except FileNotFoundError:
            return self.content(format=1)
        except ValidationError:
            self.set_aside()
            return self.content(format=1)

    def set_aside(self) -> None:
        """Give the file another name, as it cannot be used, and say so in `notice`."""
        aside = self._free_name()
        self.path.replace(aside)
        self.notice = self._set_aside = PHRASES[self.phrases[1]].format(name=aside.name)

    def _free_name(self) -> Path:
        """Return a name for a damaged file that hides no earlier one."""
        names = (
            self.folder / ASIDE.format(stem=self.path.stem, number=number)
            for number in itertools.count(1)
        )
        return next(path for path in names if not path.exists())

    def write(self, path: Path, text: str) -> Path:
        """Write a file of the folder, whole."""
        write_whole({path: f"{text}\n".encode()}, self._check)
        return path


class OwnList(OwnFile[Content], Generic[Content, Part]):
    """A file in the learner's own folder that holds one list, which only grows.

    Attributes
    ----------
    part
        Name of the list in the file.
    """

    part: ClassVar[str]

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        # A presentation keeps nothing: there no part sees what another could not write.
        every = {} if is_presented() else _UNSAVED
        self._unsaved: list[Part] = every.setdefault(self.path.absolute(), [])

    def kept(self) -> list[Part]:
        """Return the whole list, the oldest first.

        A file that is damaged, or of a format that is not known, is set aside under another
        name, and `notice` says so; then nothing has been kept so far.
        """
        return [*self._list(self.look()), *self._unsaved]

    def add(self, one: Part) -> bool:
        """Add to the list, and return whether it is in the file, and stays there.

        It never fails for the file's sake: what cannot be written is kept as long as the
        notebook runs, is written with the next one, and `notice` says so.
        """
        self._unsaved.append(one)
        self.in_turn(self._save)
        return not self._unsaved and self.is_kept

    def _list(self, file: Content) -> list[Part]:
        return getattr(file, self.part)

    def _save(self) -> None:
        file = self.read()
        unsaved = list(self._unsaved)
        self._list(file).extend(unsaved)
        self.write(self.path, file.model_dump_json(indent=1, exclude_defaults=True))
        del self._unsaved[: len(unsaved)]
        if self._not_kept and self.notice == self._not_kept:  # all of it is kept now
            self.notice = self._set_aside


def now() -> str:
    """Return the local time and its zone, to the second, as a file keeps it (ISO 8601)."""
    return local_now().replace(microsecond=0).isoformat()
