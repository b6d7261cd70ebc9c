"""Scenarios that the learner has saved for a case of their own: a file beside the progress.

Like the progress it holds no name and is sent nowhere; see `lessons.own_file`.
"""

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from lessons.own_file import OwnFile, now

FILE = "saved-scenarios.json"


class Saved(BaseModel):
    """One scenario that was saved.

    Attributes
    ----------
    explorer
        Name of its explorer.
    inputs
        What it stood at, where that is not the default.
    margin
        What the model found then, $; None for a model that makes no decision.
    time
        Local time, to the second.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    explorer: str
    inputs: dict[str, float | bool | str | list[float] | list[str]] = {}
    margin: float | None = Field(None, allow_inf_nan=False)
    time: str


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)

    format: Literal[1]
    scenarios: list[Saved] = []


class SavedScenarios(OwnFile[_File]):
    """The file of what the learner has saved for a case of their own."""

    file = FILE
    content = _File
    phrases = ("saved_not_kept", "saved_set_aside")

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        # What could not be written lives as long as the notebook does.
        self._unsaved: list[Saved] = []

    def scenarios(self) -> list[Saved]:
        """Return what was saved, the newest first.

        A file that is damaged, or of a format that is not known, is set aside under another
        name, and `notice` says so; then nothing has been saved so far.
        """
        saved = self.in_turn(lambda: self.read().scenarios) if self.path.exists() else []
        return [*(saved or []), *self._unsaved][::-1]

    def save(self, explorer: str, inputs: dict[str, Any], margin: float | None) -> bool:
        """Save a scenario, and return whether it is in the file.

        It never fails for the file's sake: what cannot be written is kept as long as the
        notebook runs, is written with the next one, and `notice` says so.
        """
        plain = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in inputs.items()
        }
        self.notice = ""
        self._unsaved.append(Saved(explorer=explorer, inputs=plain, margin=margin, time=now()))
        self.in_turn(self._save)
        return not self._unsaved

    def _save(self) -> None:
        file = self.read()
        file.scenarios += self._unsaved
        self.write(self.path, file.model_dump_json(indent=1, exclude_defaults=True))
        self._unsaved = []
