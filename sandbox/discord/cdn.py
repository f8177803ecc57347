"""The CDN: attachments by signed address, and default avatars."""

from __future__ import annotations

import hashlib
import re
from io import BytesIO

from aiohttp import web
from PIL import Image

from sandbox.discord.endpoint import DroppedError, before
from sandbox.discord.faults import Action
from sandbox.discord.world import World

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_GONE = "This content is no longer available."


class Cdn:
    """Serves the files of a world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def add_to(self, app: web.Application) -> None:
        """Register the CDN's routes."""
        app.router.add_get("/attachments/{channel_id}/{blob_id}/{name}", self._attachment)
        app.router.add_get("/embed/avatars/{number}.png", _avatar)

    async def _attachment(self, request: web.Request) -> web.StreamResponse:
        fault = self._world.faults.catch("GET", request.path)
        if fault is not None:
            try:
                await before(fault, request)
            except DroppedError:
                _cut(request)
            if fault.action is Action.STATUS:
                return web.Response(status=fault.status, text=str(fault.body or ""))
        return self._file(request)

    def _file(self, request: web.Request) -> web.Response:
        blob_id, path = request.match_info["blob_id"], request.rel_url.raw_path
        upload = self._world.blobs.fetch(blob_id, path, request.query)
        if upload is None:
            return web.Response(status=404, text=_GONE)
        headers = {
            "Accept-Ranges": "bytes",
            "Cache-Control": "private, max-age=31536000",
            "ETag": f'"{upload.digest()}"',
            "X-Content-Type-Options": "nosniff",
        }
        return _ranged(request, upload.data, upload.content_type, headers)


def _cut(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()


def _ranged(request: web.Request, data: bytes, kind: str, headers: dict[str, str]) -> web.Response:
    match = _RANGE.fullmatch(request.headers.get("Range", ""))
    if match is None or not any(match.groups()):
        return web.Response(body=data, headers=headers | {"Content-Type": kind})
    first, last = match.groups()
    start = int(first) if first else max(0, len(data) - int(last))
    end = min(int(last), len(data) - 1) if first and last else len(data) - 1
    if start > end:
        return web.Response(status=416, headers={"Content-Range": f"bytes */{len(data)}"})
    span = {"Content-Range": f"bytes {start}-{end}/{len(data)}", "Content-Type": kind}
    return web.Response(status=206, body=data[start : end + 1], headers=headers | span)


async def _avatar(request: web.Request) -> web.Response:
    """A plain square in a colour of its own."""
    red, green, blue = hashlib.sha256(request.match_info["number"].encode()).digest()[:3]
    buffer = BytesIO()
    Image.new("RGB", (128, 128), (red, green, blue)).save(buffer, "PNG")
    return web.Response(body=buffer.getvalue(), content_type="image/png")
