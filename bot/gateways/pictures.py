"""The ways a gateway hands over a picture: an address, a data: address, bare base64."""

import binascii
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote_to_bytes, urljoin, urlsplit

from bot.domain.outcome import RemoteImage
from bot.gateways.reading import text

#: How PNG, JPEG and WebP begin in base64.
_BASE64_STARTS = ("iVBORw0KGgo", "/9j/", "UklGR")


def read_image(
    item: Mapping[str, Any], *, base_url: str, nsfw: bool | None = None, revised_prompt: str | None = None
) -> RemoteImage | None:
    """The picture of one asset, or `None` if it holds none."""
    for key in ("b64_json", "base64", "url"):
        value = text(item.get(key))
        image = _image(value, key != "url", base_url) if value else None
        if image is not None:
            url, data = image
            return RemoteImage(url=url, data=data, nsfw=nsfw, revised_prompt=revised_prompt)
    return None


def _image(value: str, encoded: bool, base_url: str) -> tuple[str | None, bytes | None] | None:
    if value[:5].lower() == "data:":
        data = _from_data_url(value)
        return (None, data) if data else None
    if encoded or value.startswith(_BASE64_STARTS):
        data = _from_base64(value)
        return (None, data) if data else None
    url = _absolute(value, base_url)
    return (url, None) if url else None


def _from_data_url(value: str) -> bytes | None:
    head, comma, body = value[5:].partition(",")
    if not comma:
        return None
    return _from_base64(body) if head.lower().endswith(";base64") else unquote_to_bytes(body)


def _from_base64(value: str) -> bytes | None:
    cleaned = value.translate({45: "+", 95: "/"})
    try:
        return binascii.a2b_base64(cleaned + "=" * (-len(cleaned) % 4))
    except ValueError:
        return None


def _absolute(value: str, base_url: str) -> str | None:
    """Relative addresses belong to the gateway."""
    try:
        url = urljoin(base_url, value)
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None
