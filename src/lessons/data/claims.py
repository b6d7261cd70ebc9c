"""The ideas of the source article that the lessons teach."""

from __future__ import annotations

from pathlib import Path

from lessons.data.folder import FOLDER, DataError, read_text

CLAIMS = "claims.toml"


def claims_by_id(*, folder: Path = FOLDER) -> dict[str, str]:
    """Return the ideas that the lessons teach, in a short sentence each, by their ids.

    Parameters
    ----------
    folder
        Where they are.

    Raises
    ------
    DataError
        If there are none, or they are not right.
    """
    import tomllib  # only whoever writes the map of ideas needs it

    try:
        return tomllib.loads(read_text(Path(folder), CLAIMS))
    except tomllib.TOMLDecodeError as problem:
        raise DataError(f"{CLAIMS}: {problem}.") from None
