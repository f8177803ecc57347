"""Reading a request's body: JSON, or multipart with `payload_json` and `files[N]`."""

from __future__ import annotations

import json
import re
from typing import Any

from aiohttp import BodyPartReader, web

from sandbox.discord.blobs import Upload
from sandbox.discord.errors import RefusedError, refused

_PART = re.compile(r"files\[(\d+)\]")


async def read_body(request: web.Request) -> tuple[Any, dict[int, Upload]]:
    """The JSON body (None when there is none) and the files by number.

    Raises RefusedError for what is not JSON or carries another content type.
    """
    if request.content_type == "multipart/form-data":
        return await _multipart(request)
    raw = await request.read()
    if not raw:
        return None, {}
    if request.content_type != "application/json":
        body = {
            "message": "Expected \"Content-Type\" header to be one of {'application/json'}.",
            "code": 50035,
        }
        raise RefusedError(400, body, breach=f"content type {request.content_type}")
    return _parse(raw), {}


async def _multipart(request: web.Request) -> tuple[Any, dict[int, Upload]]:
    body: Any = None
    files: dict[int, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise refused(50109)
        data = bytes(await part.read(decode=False))
        match = _PART.fullmatch(part.name or "")
        if part.name == "payload_json":
            body = _parse(data)
        elif match is None:
            raise refused(50035, breach=f"unknown multipart field {part.name!r}")
        else:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            files[int(match[1])] = Upload(part.filename or "file", kind, data)
    return {} if body is None else body, files


def _parse(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        raise refused(50109) from None
