"""What a notebook had said is kept is there, whenever and however it ends."""

from pathlib import Path

from killed_writers import killed

WRITERS = 20  # `make soak` kills 200
SEED = 1


def test_what_was_kept_outlives_the_writers_that_are_killed(tmp_path: Path):
    folders = (tmp_path / f"own-{number}" for number in range(WRITERS))
    found = killed(folders, WRITERS, SEED)
    assert (found.lost, found.odd) == ([], [])
    assert found.writers == WRITERS
    assert found.confirmed > WRITERS
