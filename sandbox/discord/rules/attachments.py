"""What Discord accepts as a message's files: those uploaded with the request and those kept by an edit.

Source: Discord documentation, "Reference", uploading files, editing message attachments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sandbox.discord.rules.shape import (
    Faults,
    boolean,
    fault,
    is_snowflake,
    items,
    shape,
    snowflake,
    text,
    unique,
)

MAX_FILES = 10

attachment_list = items(
    0,
    MAX_FILES,
    shape(
        {"id": snowflake},
        {
            "filename": text(1, 1024),
            "description": text(0, 1024),
            "title": text(0, 1024),
            "is_spoiler": boolean,
        },
    ),
)

Entries = Sequence[Mapping[str, Any]]


def check_entries(entries: Entries, *, files: Mapping[int, str], kept: Mapping[int, str]) -> Faults:
    """Each entry names an uploaded file or one the message already has, and none twice."""
    for index, entry in enumerate(entries):
        if int(entry["id"]) not in files and int(entry["id"]) not in kept:
            words = f"Attachment {entry['id']} is neither an uploaded file nor one of the message"
            yield fault("ATTACHMENT_NOT_FOUND", words, "attachments", index, "id")
    yield from unique(
        "ATTACHMENT_ID_DUPLICATED",
        "Attachment id cannot be duplicated",
        ((("attachments", index, "id"), int(entry["id"])) for index, entry in enumerate(entries)),
    )


def kept_files(before: Mapping[str, Any] | None) -> dict[int, str]:
    """Id and name of each file of the message being edited."""
    return {int(file["id"]): file["filename"] for file in (before or {}).get("attachments") or ()}


def resulting_names(
    entries: Entries | None, *, files: Mapping[int, str], kept: Mapping[int, str]
) -> list[str]:
    """File names the message will have. Without a list all is kept; with one, only what it names."""
    if entries is None:
        return [*kept.values(), *files.values()]
    named = {int(entry["id"]): entry.get("filename") for entry in entries if is_snowflake(entry["id"])}
    old = [name for number, name in kept.items() if number in named and number not in files]
    return [*old, *(named.get(number) or name for number, name in files.items())]


def dangling(media: Iterable[tuple[tuple[str | int, ...], str]], names: Sequence[str]) -> Faults:
    """A fault for every `attachment://` address that names no file of the message."""
    for path, address in media:
        scheme, _, name = address.partition("://")
        if scheme == "attachment" and name not in names:
            words = f"The referenced attachment {name!r} was not found."
            yield fault("UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", words, *path)
