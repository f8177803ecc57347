"""What every rule is asked about."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.domain.job import Origin
from bot.domain.model import Model
from bot.domain.request import ImageRequest
from bot.engine.kit import Kit


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Who wants what, where. The request is fitted to its model."""

    request: ImageRequest
    model: Model
    origin: Origin
    #: The asker's roles in this guild.
    role_ids: tuple[int, ...] = ()


#: Raises a `Refusal` if the rule objects.
Check = Callable[[Kit, Ask], Awaitable[None]]
