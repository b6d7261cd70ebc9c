"""The ideas of the source article that the lessons teach."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, RootModel

from lessons.data.folder import FOLDER, SAID, read_toml

CLAIMS = "claims.toml"

Id = Annotated[str, Field(pattern=r"^C\d\d$")]
Sentence = Annotated[str, Field(pattern=r"[.?]$"), SAID]


class Claims(RootModel[dict[Id, Sentence]]):
    """All ideas, a short sentence each, by the ids that tags of cells name."""

    model_config = ConfigDict(
        frozen=True, defer_build=True, json_schema_extra={"additionalProperties": False}
    )


def claims_by_id(*, folder: Path = FOLDER) -> dict[str, str]:
    """Return the ideas that the lessons teach, in a short sentence each, by their ids.

    Parameters
    ----------
    folder
        Where they are.

    Raises
    ------
    DataError
        If they are not right; what and where is told.
    """
    return read_toml(Path(folder) / CLAIMS, Claims).root
