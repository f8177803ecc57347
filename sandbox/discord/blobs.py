"""Files of messages: their bytes, their signed addresses, and how Discord describes them.

Attachment addresses carry `ex` (end), `is` (begin) and `hm` (signature) and end after a day.
Source: Discord documentation, "API Reference", section Signed Attachment CDN URLs.
"""

from __future__ import annotations

import hashlib
import hmac
import mimetypes
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import quote

from PIL import Image, UnidentifiedImageError

from sandbox.discord.clock import Clock
from sandbox.discord.snowflake import Snowflakes

LIFETIME_SECONDS = 24 * 3600
_SECRET = b"sandbox"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrived in a request."""

    filename: str
    content_type: str
    data: bytes

    def digest(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    def summary(self) -> dict[str, Any]:
        """What the log keeps of it."""
        return {
            "filename": self.filename,
            "size": len(self.data),
            "content_type": self.content_type,
            "sha256": self.digest(),
        }


class Blobs:
    """Every file that was ever attached, by id."""

    def __init__(self, clock: Clock, ids: Snowflakes) -> None:
        self._clock = clock
        self._ids = ids
        self._held: dict[str, Upload] = {}
        self.base = ""

    def keep(self, channel_id: str, upload: Upload, *, description: str | None = None) -> dict[str, Any]:
        """Store a file and return its attachment object."""
        blob_id = self._ids.take()
        self._held[blob_id] = upload
        url = self._signed(f"/attachments/{channel_id}/{blob_id}/{quote(upload.filename)}")
        kind = mimetypes.guess_type(upload.filename)[0] or upload.content_type
        wire: dict[str, Any] = {
            "id": blob_id,
            "filename": upload.filename,
            "size": len(upload.data),
            "url": url,
            "proxy_url": url,
            "content_type": kind,
        }
        wire |= _dimensions(upload.data)
        return wire | ({"description": description} if description else {})

    def fetch(self, blob_id: str, path: str, query: Mapping[str, str]) -> Upload | None:
        """The file behind an address, or None when it is unknown, unsigned, altered or too old."""
        upload = self._held.get(blob_id)
        if upload is None or not hmac.compare_digest(
            query.get("hm", ""), self._sign(path, query.get("ex", ""))
        ):
            return None
        return upload if int(query["ex"], 16) > self._clock.now() else None

    def _signed(self, path: str) -> str:
        begin = int(self._clock.now())
        end = f"{begin + LIFETIME_SECONDS:x}"
        return f"{self.base}{path}?ex={end}&is={begin:x}&hm={self._sign(path, end)}&"

    def _sign(self, path: str, end: str) -> str:
        return hmac.new(_SECRET, f"{path}:{end}".encode(), hashlib.sha256).hexdigest()


def _dimensions(data: bytes) -> dict[str, int]:
    """Width and height of a picture, nothing for any other file. Only the header is read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data)) as image:
                return {"width": image.width, "height": image.height}
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return {}
