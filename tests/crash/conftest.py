"""The stand-in and the process that forks the victims, once per worker."""

from collections.abc import Iterator

import pytest

from tests.crash.scene import Nursery, open_nursery
from tests.unit.engine.conftest import control, stand_in

__all__ = ["control", "nursery", "stand_in"]


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    with open_nursery() as nursery:
        yield nursery
