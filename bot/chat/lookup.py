"""What moderators write to look failures up, read."""

from __future__ import annotations

from collections.abc import Iterable

from bot.chat.panels.packed import whole
from bot.chat.typed import reading
from bot.chat.usage import require_listed, zone_of
from bot.domain.errors import SearchFault, SearchRefused
from bot.domain.failure import KINDS
from bot.domain.moments import beginning, end
from bot.store.failures import Wanted
from bot.store.stores import Store

HOUR_MS = 3_600_000
_DAY_MS = 24 * HOUR_MS


async def wanted_of(
    store: Store,
    guild_id: int,
    *,
    reader_id: int,
    now_ms: int,
    code: str | None = None,
    category: str | None = None,
    user_id: int | None = None,
    model: str | None = None,
    since: str | None = None,
    until: str | None = None,
    hours: int | None = None,
    days: int | None = None,
) -> Wanted:
    """What is looked for, until now unless an end is named. Of several beginnings the latest counts.

    Raises:
        SearchRefused: a time or a code makes no sense, or the member is in no list that others see.
    """
    if code is not None and code.strip() not in KINDS:
        raise SearchRefused(SearchFault.NO_CODE, code)
    if user_id is not None:
        await require_listed(store, user_id, reader_id=reader_id)
    zone = await zone_of(store, guild_id)
    beginnings = [
        reading(beginning, since, zone) if since else None,
        now_ms - hours * HOUR_MS if hours else None,
        now_ms - days * _DAY_MS if days else None,
    ]
    # The failure of this very moment is one of them.
    ends = reading(end, until, zone) if until else now_ms + 1
    begins = max((each for each in beginnings if each is not None), default=None)
    if begins is not None and begins > ends:
        raise SearchRefused(SearchFault.SWAPPED)
    return whole(
        Wanted(
            since=begins,
            until=ends,
            code=code.strip() if code else None,
            category=category,
            user_id=user_id,
            model=model,
        )
    )


def codes_like(typed: str, *, most: int) -> list[str]:
    """Codes that have in them what was typed, those that begin with it first."""
    return _like(sorted(KINDS), typed.replace(" ", "_"))[:most]


def models_like(models: Iterable[str], typed: str, *, most: int) -> list[str]:
    """The same for models."""
    return _like(sorted(models), typed)[:most]


def _like(names: Iterable[str], typed: str) -> list[str]:
    sought = typed.strip().casefold()
    found = [name for name in names if sought in name.casefold()]
    return sorted(found, key=lambda name: not name.casefold().startswith(sought))
