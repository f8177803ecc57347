"""Take keys and tokens out of text before anybody reads it."""

import re
from collections.abc import Iterable

MASK = "***"

#: Shapes of secrets that are not known beforehand. Group 1 stays.
_SHAPES = (
    # Interaction and webhook tokens stand in the path: they answer for the bot for 15 minutes.
    re.compile(r"(/(?:webhooks|interactions)/\d+/)[\w.%~-]+"),
    re.compile(r"(\b(?:Bearer|Bot) )[\w.~+/=-]{8,}"),
    re.compile(r"(\b(?:ooq_|sk-))[\w-]{6,}"),
    # A bot token: the id in base64, a time, a signature.
    re.compile(r"()\b[MNO][\w-]{23,27}\.[\w-]{6,7}\.[\w-]{27,}"),
    re.compile(r"(://[^\s:/@]+:)[^\s@/]+(?=@)"),
)
#: Names whose values are never shown, whatever they look like.
_HIDDEN = re.compile(r"token|secret|api_key|authorization|password|prompt", re.IGNORECASE)


class Redactor:
    """Masks the secrets it was given, and whatever has the shape of one."""

    def __init__(self, secrets: Iterable[str]) -> None:
        # The longest first, so that a secret inside another leaves no rest. Very short ones would mask words.
        known = sorted({secret for secret in secrets if len(secret) >= 6}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def text(self, text: str) -> str:
        """The same text without secrets."""
        if self._known is not None:
            text = self._known.sub(MASK, text)
        for shape in _SHAPES:
            text = shape.sub(rf"\1{MASK}", text)
        return text


def hides(name: str) -> bool:
    """Whether a value of this name is never shown."""
    return _HIDDEN.search(name) is not None
