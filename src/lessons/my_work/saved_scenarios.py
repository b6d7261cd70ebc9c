"""Scenarios that the learner has saved for a case of their own: a file beside the progress.

Like the progress it holds no name and is sent nowhere; see `lessons.my_work.own_file`.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from lessons.my_work.own_file import OwnList, now

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
        Local time with its zone, to the second; earlier lessons kept none.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, allow_inf_nan=False, defer_build=True
    )

    explorer: str
    inputs: dict[str, float | bool | str | list[float] | list[str]] = {}
    margin: float | None = None
    time: str


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)

    format: Literal[1]
    scenarios: list[Saved] = []


class SavedScenarios(OwnList[_File, Saved]):
    """The file of what the learner has saved for a case of their own."""

    file = FILE
    content = _File
    part = "scenarios"
    phrases = ("saved_not_kept", "saved_set_aside")

    def scenarios(self) -> list[Saved]:
        """Return what was saved, the newest first; see `OwnList.kept`."""
        return self.kept()[::-1]

    def save(self, explorer: str, inputs: dict[str, Any], margin: float | None) -> bool:
        """Save a scenario, and return whether it is in the file; see `OwnList.add`."""
        plain = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in inputs.items()
        }
        self.notice = ""
        return self.add(Saved(explorer=explorer, inputs=plain, margin=margin, time=now()))
