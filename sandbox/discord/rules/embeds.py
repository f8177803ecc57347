"""What Discord accepts as embeds.

Limits: Discord documentation, "Message", embed limits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sandbox.discord.rules.shape import Faults, boolean, fault, integer, items, shape, text, url

MAX_EMBEDS = 10
MAX_TOTAL = 6000

_WEB = ("http", "https")
_MEDIA = ("http", "https", "attachment")

_picture = shape({}, {"url": url(_MEDIA)})
_field = shape({"name": text(1, 256), "value": text(1, 1024)}, {"inline": boolean})
_embed = shape(
    {},
    {
        "title": text(0, 256),
        "description": text(0, 4096),
        "url": url(_WEB),
        "color": integer(0, 0xFFFFFF),
        "timestamp": text(1, 64),
        "author": shape({"name": text(1, 256)}, {"url": url(_WEB), "icon_url": url(_MEDIA)}),
        "footer": shape({"text": text(1, 2048)}, {"icon_url": url(_MEDIA)}),
        "image": _picture,
        "thumbnail": _picture,
        "fields": items(0, 25, _field),
    },
)
embed_list = items(0, MAX_EMBEDS, _embed)


def too_much_text(embeds: Sequence[Mapping[str, Any]]) -> Faults:
    """The fault of embeds that are well formed but hold more than 6,000 characters together."""
    if sum(len(part) for embed in embeds for part in _texts(embed)) > MAX_TOTAL:
        yield fault("MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {MAX_TOTAL}", "embeds")


def _texts(embed: Mapping[str, Any]) -> Iterator[str]:
    yield embed.get("title") or ""
    yield embed.get("description") or ""
    yield (embed.get("footer") or {}).get("text") or ""
    yield (embed.get("author") or {}).get("name") or ""
    for field in embed.get("fields") or ():
        yield field["name"]
        yield field["value"]


def media_of(embeds: Sequence[Mapping[str, Any]]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Path and address of each picture the embeds show."""
    places = (("image", "url"), ("thumbnail", "url"), ("author", "icon_url"), ("footer", "icon_url"))
    for index, embed in enumerate(embeds):
        for part, key in places:
            address = (embed.get(part) or {}).get(key)
            if address:
                yield ("embeds", index, part, key), address
