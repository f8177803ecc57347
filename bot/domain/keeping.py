"""How long what is kept of requests stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.guild import GuildSettings

DAY_MS = 86_400_000
#: Of a request, what says nothing about its author: what is counted by.
_COUNTED = frozenset(
    {
        *("model", "count", "aspect_ratio", "resolution", "quality"),
        *("output_format", "style", "background", "watermark"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """Days that something is kept; `None` is for ever."""

    prompts: int | None
    pictures: int | None
    failures: int | None

    @classmethod
    def of(cls, settings: GuildSettings) -> Keeping:
        """As a guild decided."""
        return cls(
            prompts=settings.keep_prompts_days,
            pictures=settings.keep_pictures_days,
            failures=settings.keep_failures_days,
        )


def is_nobody(user_id: int) -> bool:
    """Whether a number stands for somebody who had everything about them deleted."""
    return user_id < 0


def cutoff(days: int | None, now_ms: int) -> int | None:
    """Epoch ms before which it goes; `None` if it stays."""
    return None if days is None else now_ms - days * DAY_MS


def without_words(request: Mapping[str, Any]) -> dict[str, Any]:
    """A stored request without its prompt and the pictures to go by; what is counted stays."""
    return {"prompt": ""} | {name: value for name, value in request.items() if name in _COUNTED}
