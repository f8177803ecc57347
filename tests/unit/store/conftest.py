"""A fresh database for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.unit.store.kit import Kit


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "inkling.db"


@pytest.fixture
async def kit(path: Path) -> AsyncIterator[Kit]:
    kit = await Kit.open(path)
    yield kit
    await kit.database.close()
