"""Turning what a bot sends into the message that Discord answers with.

Attachments that an embed or a component shows do not appear in `attachments`
(Discord documentation, "Messages Resource", field attachments).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from sandbox.discord.blobs import Blobs, Upload
from sandbox.discord.errors import bad_field
from sandbox.discord.messages import walk

_SCHEME = "attachment://"
_MENTION = re.compile(r"<@!?(\d+)>")
_MEDIA_KEYS = ("media", "file")


@dataclass(slots=True, kw_only=True)
class Draft:
    """The parts of a message while it is being made."""

    content: str
    embeds: list[dict[str, Any]]
    components: list[dict[str, Any]]
    files: dict[str, dict[str, Any]]

    def shown(self) -> list[dict[str, Any]]:
        """The attachments that stand by themselves."""
        used = set(_media_urls(self.embeds, self.components))
        return [wire for wire in self.files.values() if wire["url"] not in used]


def draft(
    body: Mapping[str, Any],
    uploads: Mapping[int, Upload],
    *,
    blobs: Blobs,
    channel_id: str,
    before: Draft | None = None,
) -> Draft:
    """The message parts that `body` asks for, on top of `before` when it is an edit."""
    old = before or Draft(content="", embeds=[], components=[], files={})
    files = _files(body, uploads, old.files, blobs, channel_id)
    made = Draft(
        content=body["content"] or "" if "content" in body else old.content,
        embeds=[_embed(embed) for embed in body["embeds"] or ()] if "embeds" in body else old.embeds,
        components=_components(body["components"] or []) if "components" in body else old.components,
        files=files,
    )
    _resolve(made)
    return made


def _files(
    body: Mapping[str, Any],
    uploads: Mapping[int, Upload],
    old: dict[str, dict[str, Any]],
    blobs: Blobs,
    channel_id: str,
) -> dict[str, dict[str, Any]]:
    listed = {str(item["id"]): item for item in body.get("attachments") or () if "id" in item}
    keep_all = body.get("attachments") is None
    kept = {key: wire for key, wire in old.items() if keep_all or key in listed}
    for key in kept.keys() & listed.keys():
        if "description" in listed[key]:
            kept[key] = kept[key] | {"description": listed[key]["description"]}
    for number, upload in sorted(uploads.items()):
        about = listed.get(str(number), {})
        named = Upload(about.get("filename") or upload.filename, upload.content_type, upload.data)
        wire = blobs.keep(channel_id, named, description=about.get("description"))
        kept[wire["id"]] = wire
    return kept


def _embed(embed: Mapping[str, Any]) -> dict[str, Any]:
    made = {"type": "rich"} | deepcopy(dict(embed))
    for part in made.get("fields") or ():
        part.setdefault("inline", False)
    return {key: value for key, value in made.items() if value is not None}


def _components(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same components with every id and default filled in, as the server returns them."""
    made = deepcopy(components)
    taken = {part["id"] for part in walk(made) if part.get("id")}
    fresh = (number for number in range(1, 10_000) if number not in taken)
    for part in walk(made):
        part["id"] = part.get("id") or next(fresh)
        for key, value in _DEFAULTS.get(part["type"], {}).items():
            part.setdefault(key, value)
        for chosen in part.get("default_values") or ():
            chosen["id"] = str(chosen["id"])
        for item in part.get("items") or ():
            item.setdefault("description", None)
            item.setdefault("spoiler", False)
    return made


_SELECT = {"min_values": 1, "max_values": 1}
_DEFAULTS: dict[int, dict[str, Any]] = {
    2: {"style": 1},
    3: _SELECT,
    5: _SELECT,
    6: _SELECT,
    7: _SELECT,
    8: _SELECT,
    11: {"description": None, "spoiler": False},
    13: {"spoiler": False},
    14: {"spacing": 1, "divider": True},
    17: {"accent_color": None, "spoiler": False},
}


def _resolve(made: Draft) -> None:
    """Replace each `attachment://name` by the address of the file, and describe the media."""
    by_name = {wire["filename"]: wire for wire in made.files.values()}
    by_url = {wire["url"]: wire for wire in made.files.values()}
    numbers = iter(range(1, 10_000))
    for path, media in _media(made.embeds, made.components):
        url = str(media.get("url", ""))
        wire = by_url.get(url)
        if url.startswith(_SCHEME):
            wire = by_name.get(url.removeprefix(_SCHEME))
            if wire is None:
                message = f"Unable to find the attachment {url!r}."
                raise bad_field(path, "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", message)
        _describe(media, wire)
        if path[0] == "components":
            media["id"] = media.get("id") or str(next(numbers))
            media |= {"attachment_id": wire["id"]} if wire else {}
    for part in walk(made.components):
        if part["type"] == 13 and (found := by_url.get(part["file"]["url"])):
            part |= {"name": found["filename"], "size": found["size"]}


def _describe(media: dict[str, Any], wire: dict[str, Any] | None) -> None:
    if wire is None:
        media["proxy_url"] = media["url"]
        return
    media |= {
        key: wire[key] for key in ("url", "proxy_url", "width", "height", "content_type") if key in wire
    }


def _media(
    embeds: list[dict[str, Any]], components: list[dict[str, Any]]
) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    for index, embed in enumerate(embeds):
        for key in ("image", "thumbnail"):
            if embed.get(key):
                yield ("embeds", index, key, "url"), embed[key]
    for part in walk(components):
        for key in _MEDIA_KEYS:
            if isinstance(part.get(key), dict):
                yield ("components", key, "url"), part[key]
        for index, item in enumerate(part.get("items") or ()):
            yield ("components", "items", index, "media", "url"), item["media"]


def _media_urls(embeds: list[dict[str, Any]], components: list[dict[str, Any]]) -> Iterator[str]:
    for _, media in _media(embeds, components):
        yield media["url"]


def mentioned(texts: str, allowed: Mapping[str, Any] | None) -> set[str]:
    """Ids of the people a text notifies, given `allowed_mentions` (absent means everyone named)."""
    named = set(_MENTION.findall(texts))
    if allowed is None or "users" in (allowed.get("parse") or ()):
        return named
    return named & {str(user) for user in allowed.get("users") or ()}
