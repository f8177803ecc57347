"""What is kept about a person, packed for that person: JSON and pictures, in parts of a bounded size."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from bot.store.people import Own

#: Room for what a zip file adds to each entry, and for its directory.
_ENTRY = 512
_LAST = 64 * 1024
#: JSON is packed to less than this share.
_PACKED = 0.6


class Kept(Protocol):
    """What is kept of people."""

    async def jobs(self, user_id: int, *, after: str = "") -> list[dict[str, Any]]:
        """Some requests after that one, the oldest first; none after the last."""

    async def rest(self, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Everything beside the requests, by what it is."""

    async def files(self, user_id: int) -> list[Own]:
        """The pictures on disk, the newest first."""


@dataclass(slots=True)
class _Part:
    """One zip file in the making."""

    limit: int
    content: BytesIO = field(default_factory=BytesIO)
    taken: int = _LAST
    entries: int = 0

    def fits(self, size: int) -> bool:
        return self.taken + size + _ENTRY <= self.limit

    def add(self, name: str, data: bytes, method: int) -> None:
        with ZipFile(self.content, "a", method) as archive:
            archive.writestr(name, data)
        self.taken = self.content.getbuffer().nbytes + _LAST
        self.entries += 1


class Export:
    """Packs what there is."""

    def __init__(self, *, people: Kept, images: Path) -> None:
        self._people = people
        self._images = images

    async def parts(self, user_id: int, *, limit: int, most: int) -> AsyncIterator[bytes]:
        """Zip files of at most `limit` bytes each, at most `most` of them.

        Pictures that do not fit are named in the last one, under `left-out.json`.
        """
        part = _Part(limit)
        sent, left_out = 0, list[str]()
        async for name, data in self._documents(user_id, limit):
            if part.entries and not part.fits(round(len(data) * _PACKED)):
                yield part.content.getvalue()
                part, sent = _Part(limit), sent + 1
            await asyncio.to_thread(part.add, name, data, ZIP_DEFLATED)
        for own in await self._people.files(user_id):
            if not part.fits(own.bytes) and _Part(limit).fits(own.bytes) and sent + 1 < most:
                yield part.content.getvalue()
                part, sent = _Part(limit), sent + 1
            if part.fits(own.bytes):
                await asyncio.to_thread(self._add_picture, part, own)
            else:
                left_out.append(own.path)
        if left_out:
            await asyncio.to_thread(part.add, "left-out.json", _dumped(left_out), ZIP_DEFLATED)
        yield part.content.getvalue()

    async def _documents(self, user_id: int, limit: int) -> AsyncIterator[tuple[str, bytes]]:
        """Files of JSON, none of which is larger than a part."""
        rest = await self._people.rest(user_id)
        yield "data.json", _dumped(rest)
        after, number = "", 0
        rows: list[dict[str, Any]] = []
        while page := await self._people.jobs(user_id, after=after):
            after = str(page[-1]["id"])
            for row in page:
                rows.append(row)
                if len(rows) >= max(1, limit // 16_384):
                    number += 1
                    yield f"requests-{number}.json", _dumped(rows)
                    rows = []
        if rows:
            yield f"requests-{number + 1}.json", _dumped(rows)

    def _add_picture(self, part: _Part, own: Own) -> None:
        try:
            data = (self._images / own.path).read_bytes()
        except OSError:
            return
        part.add(f"pictures/{own.path}", data, ZIP_STORED)


def _dumped(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1, default=str).encode()
