"""Fixtures of the class: a presentation, and a room in it."""

from collections.abc import Iterator

import pytest
from class_phones import Presenter
from class_servers import serving


@pytest.fixture(scope="module")
def presented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Present a lesson to this machine."""
    with serving("voila", tmp_path_factory.mktemp("class")) as address:
        yield address


@pytest.fixture
def presenter(presented: str) -> Iterator[Presenter]:
    """Open a room, and end it after the test."""
    presenter = Presenter(presented)
    presenter.open()
    yield presenter
    presenter.do("end")
