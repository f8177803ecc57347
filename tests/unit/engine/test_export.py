"""What somebody is sent of their own: all of it or what is left out by name, in parts of a bounded size."""

import asyncio
import json
import tempfile
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.engine.export import Export
from bot.store.people import Own

LIMIT = 200_000


class Somebody:
    """Has so many requests, and pictures of these sizes."""

    def __init__(self, requests: int, sizes: list[int]) -> None:
        self.requests = [{"id": f"{number:05}", "prompt": "x" * 900} for number in range(requests)]
        self.pictures = [Own(f"{number}.png", size) for number, size in enumerate(sizes)]

    async def jobs(self, user_id: int, *, after: str = "") -> list[dict[str, str]]:
        return [row for row in self.requests if row["id"] > after][:50]

    async def rest(self, user_id: int) -> dict[str, list[dict[str, str]]]:
        return {"presets": [{"name": "mine"}]}

    async def files(self, user_id: int) -> list[Own]:
        return self.pictures


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 120), st.lists(st.integers(1, 250_000), max_size=12), st.integers(1, 6))
def test_nothing_is_lost_and_no_part_is_too_large(requests, sizes, most):
    asyncio.run(nothing_is_lost_and_no_part_is_too_large(requests, sizes, most))


async def nothing_is_lost_and_no_part_is_too_large(requests, sizes, most):
    somebody = Somebody(requests, sizes)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for own in somebody.pictures:
            (folder / own.path).write_bytes(bytes(own.bytes))
        export = Export(people=somebody, images=folder)
        parts = [part async for part in export.parts(7, limit=LIMIT, most=most)]
    assert all(len(part) <= LIMIT for part in parts)
    found: dict[str, bytes] = {}
    for part in parts:
        with ZipFile(BytesIO(part)) as archive:
            assert not found.keys() & set(archive.namelist())
            found |= {entry: archive.read(entry) for entry in archive.namelist()}
    told = [row for entry, data in found.items() if entry.startswith("requests") for row in json.loads(data)]
    assert sorted(row["id"] for row in told) == [row["id"] for row in somebody.requests]
    left_out = json.loads(found.get("left-out.json", b"[]"))
    packed = [entry.removeprefix("pictures/") for entry in found if entry.startswith("pictures/")]
    assert sorted(packed + left_out) == sorted(own.path for own in somebody.pictures)
    assert all(own.path in left_out for own in somebody.pictures if own.bytes > LIMIT)
