"""What Discord accepts as a message: every field by itself, then what the whole message would become.

Source: Discord documentation, "Message" (create and edit), "Interactions" (responses and follow-ups),
"Component Reference".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntFlag, StrEnum
from functools import cached_property
from itertools import chain
from typing import Any

from sandbox.discord.rules import attachments, layout
from sandbox.discord.rules.components import layout as new_layout
from sandbox.discord.rules.components import legacy_layout
from sandbox.discord.rules.embeds import embed_list, too_much_text
from sandbox.discord.rules.embeds import media_of as embed_media
from sandbox.discord.rules.errors import EMPTY_MESSAGE, TOO_MANY_FILES, FieldError, Refusal, refuse
from sandbox.discord.rules.mentions import allowed_mentions
from sandbox.discord.rules.shape import (
    Faults,
    boolean,
    fault,
    integer,
    items,
    one_of,
    shape,
    snowflake,
    text,
)

MAX_CONTENT = 2000
MAX_NONCE = 25


class MessageFlag(IntFlag):
    """The message flags a bot may ask for."""

    SUPPRESS_EMBEDS = 1 << 2
    EPHEMERAL = 1 << 6
    SUPPRESS_NOTIFICATIONS = 1 << 12
    IS_VOICE_MESSAGE = 1 << 13
    IS_COMPONENTS_V2 = 1 << 15


class Endpoint(StrEnum):
    """Where a message body arrives; it decides which fields and flags are allowed."""

    CREATE = "create"  # POST channels/{id}/messages
    EDIT = "edit"  # PATCH channels/{id}/messages/{id}
    CALLBACK = "callback"  # interaction response type 4
    UPDATE = "update"  # interaction response type 7
    FOLLOWUP = "followup"  # POST webhooks/{app}/{token}
    WEBHOOK_EDIT = "webhook edit"  # PATCH webhooks/{app}/{token}/messages/{id}


_V2 = MessageFlag.IS_COMPONENTS_V2
_NEW = _V2 | MessageFlag.SUPPRESS_EMBEDS | MessageFlag.SUPPRESS_NOTIFICATIONS | MessageFlag.IS_VOICE_MESSAGE
ANSWER_FLAGS = _NEW | MessageFlag.EPHEMERAL
# Edits are not listed: there Discord ignores a change of a flag that cannot be changed.
_FLAGS = {Endpoint.CREATE: _NEW, Endpoint.CALLBACK: ANSWER_FLAGS, Endpoint.FOLLOWUP: ANSWER_FLAGS}


def _nonce(value: Any) -> Faults:
    if isinstance(value, bool) or not isinstance(value, str | int):
        yield fault("NONCE_TYPE_INVALID", "Nonce must be a string or an integer.")
    elif len(str(value)) > MAX_NONCE:
        yield fault("NONCE_TYPE_TOO_LONG", f"Nonce must be {MAX_NONCE} characters or fewer.")


_common = {
    "content": text(0, MAX_CONTENT),
    "embeds": embed_list,
    "allowed_mentions": allowed_mentions,
    "attachments": attachments.attachment_list,
    "flags": integer(0, 2**31 - 1),
    "tts": boolean,
}
_reference = shape(
    {"message_id": snowflake},
    {
        "channel_id": snowflake,
        "guild_id": snowflake,
        "fail_if_not_exists": boolean,
        "type": one_of((0, 1)),
    },
)
_create = {
    "nonce": _nonce,
    "enforce_nonce": boolean,
    "sticker_ids": items(0, 3, snowflake),
    "message_reference": _reference,
}
_fields = {
    endpoint: shape({}, {**_common, **_create} if endpoint is Endpoint.CREATE else _common)
    for endpoint in Endpoint
}


@dataclass(frozen=True)
class _Whole:
    """A sound body laid over the message it edits, if any: what the message would become."""

    body: Mapping[str, Any]
    files: Mapping[int, str]
    before: Mapping[str, Any] | None

    def value(self, key: str) -> Any:
        """What the field would be: the body's, where null resets, else the edited message's."""
        return self.body[key] if key in self.body else (self.before or {}).get(key)

    @cached_property
    def is_v2(self) -> bool:
        asked, had = self.body.get("flags") or 0, (self.before or {}).get("flags") or 0
        return bool((asked | had) & _V2)

    @cached_property
    def kept(self) -> dict[int, str]:
        return attachments.kept_files(self.before)

    @cached_property
    def file_names(self) -> list[str]:
        entries = self.body.get("attachments")
        if entries is None and "attachments" in self.body:
            entries = []
        return attachments.resulting_names(entries, files=self.files, kept=self.kept)

    @cached_property
    def places(self) -> list[layout.Place]:
        return list(layout.walk(self.body.get("components") or (), "components"))

    def is_empty(self) -> bool:
        """Nothing to show. Buttons alone are nothing, and so are files a layout does not show."""
        if self.is_v2:
            return not self.value("components")
        return not (
            (self.value("content") or "").strip()
            or any(self.value(key) for key in ("embeds", "sticker_ids", "sticker_items"))
            or self.file_names
        )


def check_message(
    body: Mapping[str, Any],
    *,
    endpoint: Endpoint,
    files: Mapping[int, str],
    before: Mapping[str, Any] | None = None,
) -> Refusal | None:
    """Why Discord would refuse this body, or None.

    `files` maps N of each multipart part `files[N]` to its file name. `before` is the message being
    edited, as it goes over the wire; None when the body makes a new message.
    """
    whole = _Whole(body, files, before)
    errors = list(_fields[endpoint](body)) or [*_components(whole), *_flags(whole, endpoint), *_poll(whole)]
    errors = errors or list(_together(whole))
    if errors:
        return refuse(errors)
    if len(whole.file_names) > attachments.MAX_FILES:
        return Refusal(TOO_MANY_FILES)
    return Refusal(EMPTY_MESSAGE) if whole.is_empty() else None


def _components(whole: _Whole) -> Faults:
    given = whole.body.get("components")
    if given is not None:
        check = new_layout if whole.is_v2 else legacy_layout
        yield from (error.under("components") for error in check(given))


def _flags(whole: _Whole, endpoint: Endpoint) -> Faults:
    asked, had = whole.body.get("flags"), (whole.before or {}).get("flags") or 0
    if asked is None:
        return
    barred = asked & ~_FLAGS.get(endpoint, asked)
    if barred:
        yield fault("BITFIELD_TYPE_INVALID", f"Flags {barred} cannot be set here.", "flags")
    if had & _V2 and not asked & _V2:
        words = "The flag MessageFlags.IS_COMPONENTS_V2 cannot be removed from a message"
        yield fault("MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG", words, "flags")


def _poll(whole: _Whole) -> Faults:
    if whole.body.get("poll") is None:
        return
    yield _legacy("poll") if whole.is_v2 else fault("POLL_NOT_SUPPORTED", "Polls are not taken here.", "poll")


def _legacy(key: str) -> FieldError:
    words = f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
    return fault("MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", words, key)


def _together(whole: _Whole) -> Faults:
    """Faults between fields that are sound by themselves."""
    entries = whole.body.get("attachments") or ()
    yield from attachments.check_entries(entries, files=whole.files, kept=whole.kept)
    yield from layout.unique_ids(whole.places)
    if whole.is_v2:
        yield from (_legacy(key) for key in ("content", "embeds", "sticker_ids") if whole.value(key))
        yield from layout.totals(whole.places)
    embeds = whole.body.get("embeds") or ()
    yield from too_much_text(embeds)
    media = chain(embed_media(embeds), layout.media_of(whole.places))
    yield from attachments.dangling(media, whole.file_names)
