"""Discord's JSON error codes, and the body of a refused form.

Codes, statuses and messages: Discord documentation, "Opcodes and Status Codes"
(JSON error codes) and "Reference" (error messages).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

INVALID_FORM_BODY = 50035
EMPTY_MESSAGE = 50006
TOO_MANY_FILES = 30015

_NOT_FOUND = HTTPStatus.NOT_FOUND
_BAD = HTTPStatus.BAD_REQUEST
_FORBIDDEN = HTTPStatus.FORBIDDEN
_UNAUTHORIZED = HTTPStatus.UNAUTHORIZED
_TOO_MANY = HTTPStatus.TOO_MANY_REQUESTS

CATALOGUE: dict[int, tuple[HTTPStatus, str]] = {
    10002: (_NOT_FOUND, "Unknown Application"),
    10003: (_NOT_FOUND, "Unknown Channel"),
    10004: (_NOT_FOUND, "Unknown Guild"),
    10007: (_NOT_FOUND, "Unknown Member"),
    10008: (_NOT_FOUND, "Unknown Message"),
    10011: (_NOT_FOUND, "Unknown Role"),
    10013: (_NOT_FOUND, "Unknown User"),
    10014: (_NOT_FOUND, "Unknown Emoji"),
    10015: (_NOT_FOUND, "Unknown Webhook"),
    10062: (_NOT_FOUND, "Unknown interaction"),
    10063: (_NOT_FOUND, "Unknown application command"),
    10066: (_NOT_FOUND, "Unknown application command permissions"),
    20012: (_FORBIDDEN, "You are not authorized to perform this action on this application"),
    20016: (_TOO_MANY, "This action cannot be performed due to slowmode rate limit"),
    20028: (_TOO_MANY, "The write action you are performing on the channel has hit the write rate limit"),
    30015: (_BAD, "Maximum number of attachments in a message reached (10)"),
    30032: (_BAD, "Maximum number of application commands reached (100)"),
    30034: (_TOO_MANY, "Max number of daily application command creates has been reached (200)"),
    30046: (_TOO_MANY, "Maximum number of edits to messages older than 1 hour reached. Try again later"),
    40001: (_UNAUTHORIZED, "Unauthorized. Provide a valid token and try again"),
    40005: (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Request entity too large"),
    40041: (_BAD, "An application command with that name already exists"),
    40060: (_BAD, "Interaction has already been acknowledged."),
    40062: (_TOO_MANY, "Service resource is being rate limited."),
    40094: (_BAD, "Maximum number of follow up messages for this interaction has been reached"),
    50001: (_FORBIDDEN, "Missing Access"),
    50003: (_FORBIDDEN, "Cannot execute action on a DM channel"),
    50005: (_FORBIDDEN, "Cannot edit a message authored by another user"),
    50006: (_BAD, "Cannot send an empty message"),
    50007: (_FORBIDDEN, "Cannot send messages to this user"),
    50008: (_BAD, "Cannot send messages in a non-text channel"),
    50013: (_FORBIDDEN, "Missing Permissions"),
    50014: (_UNAUTHORIZED, "Invalid authentication token provided"),
    50016: (_BAD, "Provided too few or too many messages to delete. Must provide at least 2 and at most 100"),
    50021: (_FORBIDDEN, "Cannot execute action on a system message"),
    50024: (_BAD, "Cannot execute action on this channel type"),
    50027: (_UNAUTHORIZED, "Invalid Webhook Token"),
    50033: (_BAD, "Invalid Recipient(s)"),
    50035: (_BAD, "Invalid Form Body"),
    50041: (_BAD, "Invalid API version provided"),
    50045: (_BAD, "File uploaded exceeds the maximum size"),
    50046: (_BAD, "Invalid file uploaded"),
    50068: (_BAD, "Invalid message type"),
    50081: (_BAD, "Invalid sticker sent"),
    50083: (_BAD, "Thread is archived"),
    50109: (_BAD, "The request body contains invalid JSON."),
    50146: (_BAD, "Uploaded file not found."),
    130000: (
        HTTPStatus.SERVICE_UNAVAILABLE,
        "API resource is currently overloaded. Try again a little later",
    ),
    160002: (_FORBIDDEN, "Cannot reply without permission to read message history"),
    160004: (_BAD, "A thread has already been created for this message"),
    160005: (_FORBIDDEN, "Thread is locked"),
    200000: (_BAD, "Message was blocked by automatic moderation"),
    240000: (_BAD, "Message blocked by harmful links filter"),
}


def discord_error(code: int) -> tuple[int, dict[str, Any]]:
    """HTTP status and JSON body of one error code. Raises KeyError for a code not listed."""
    status, message = CATALOGUE[code]
    return int(status), {"message": message, "code": code}


@dataclass(frozen=True, slots=True)
class FieldError:
    """One fault of a form: where (keys and list indexes from the body's root), Discord's code, words."""

    path: tuple[str | int, ...]
    code: str
    message: str

    def under(self, *prefix: str | int) -> FieldError:
        """The same fault seen from further out."""
        return FieldError((*prefix, *self.path), self.code, self.message)

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.path)) or '(body)'}: {self.code}: {self.message}"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why Discord refuses a body: one error code, and the faulty fields when the code is 50035."""

    code: int
    errors: tuple[FieldError, ...] = ()

    def answer(self) -> tuple[int, dict[str, Any]]:
        """HTTP status and JSON body as Discord sends them."""
        if self.code == INVALID_FORM_BODY:
            return int(_BAD), form_body(self.errors)
        return discord_error(self.code)

    def __str__(self) -> str:
        return f"{self.code} {CATALOGUE[self.code][1]}" + "".join(f"; {error}" for error in self.errors)


def refuse(errors: Sequence[FieldError]) -> Refusal | None:
    """A 50035 refusal for these faults, or None when there are none."""
    return Refusal(INVALID_FORM_BODY, tuple(errors)) if errors else None


def form_body(errors: Sequence[FieldError]) -> dict[str, Any]:
    """Discord's nested 50035 body: each path becomes keys, its faults a list under `_errors`."""
    tree: dict[str, Any] = {}
    for error in errors:
        node = tree
        for key in error.path:
            node = node.setdefault(str(key), {})
        node.setdefault("_errors", []).append({"code": error.code, "message": error.message})
    return {"message": CATALOGUE[INVALID_FORM_BODY][1], "code": INVALID_FORM_BODY, "errors": tree}
