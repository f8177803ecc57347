"""What Discord accepts as a message."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sandbox.discord.rules.errors import EMPTY_MESSAGE, FieldError, Refusal, refuse


class Endpoint(StrEnum):
    """Where a message body arrives; it decides which fields and flags are allowed."""

    CREATE = "create"  # POST channels/{id}/messages
    EDIT = "edit"  # PATCH channels/{id}/messages/{id}
    CALLBACK = "callback"  # interaction response type 4
    UPDATE = "update"  # interaction response type 7
    FOLLOWUP = "followup"  # POST webhooks/{app}/{token}
    WEBHOOK_EDIT = "webhook edit"  # PATCH webhooks/{app}/{token}/messages/{id}


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
    if len(body.get("content") or "") > 2000:
        return refuse([FieldError(("content",), "BASE_TYPE_MAX_LENGTH", "Must be 2000 or fewer in length.")])
    parts = ("content", "embeds", "components", "attachments", "sticker_ids", "poll")
    if before is None and not files and not any(body.get(part) for part in parts):
        return Refusal(EMPTY_MESSAGE)
    return None
