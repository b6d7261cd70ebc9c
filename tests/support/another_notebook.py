"""Another notebook beside the one that a test is in."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from lessons.my_work import own_file


@contextmanager
def another_notebook() -> Iterator[None]:
    """Open files as another notebook does: it knows nothing of what this one could not write."""
    with patch.object(own_file, "_UNSAVED", {}):
        yield
