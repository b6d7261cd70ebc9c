"""Two hundred writers, killed at random: what they had said is kept is there."""

from pathlib import Path

from killed_writers import killed

WRITERS = 200
SEED = 2_026


def test_what_was_kept_outlives_two_hundred_writers_that_are_killed(tmp_path: Path):
    folders = (tmp_path / f"own-{number}" for number in range(WRITERS))
    found = killed(folders, WRITERS, SEED)
    print(f"Writers killed: {found.writers}. Said to be kept: {found.confirmed}.")
    assert (found.lost, found.odd) == ([], [])
    assert found.writers == WRITERS
    assert found.confirmed > WRITERS
