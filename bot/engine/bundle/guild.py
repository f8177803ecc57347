"""The part of the document that holds the guild's own settings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, replace
from types import MappingProxyType
from typing import Any

from bot.domain.errors import SettingInvalid
from bot.domain.guild import GuildSettings, Nsfw
from bot.domain.settings_text import read_zone
from bot.engine.bundle.checks import (
    Check,
    Faults,
    Known,
    boolean,
    by,
    fields,
    maybe,
    one_of,
    snowflake,
    whole,
)
from bot.engine.bundle.section import Entry
from bot.store.database import Tx
from bot.store.documents import plain
from bot.store.stores import Store

_CHANNELS = ("moderators_channel_id", "log_channel_id", "showcase_channel_id")
_YEARS = 3650
_CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "time_zone": by(read_zone, SettingInvalid),
        "week_start": whole(0, 6),
        "confirm_above": maybe(whole(0, 100)),
        "show_prompts": boolean,
        "nsfw": one_of([each.value for each in Nsfw]),
        "alert_above": maybe(whole(1, 100)),
        "strikes": maybe(whole(1, 1000)),
        "strike_days": whole(1, 365),
        "strike_block_hours": maybe(whole(1, 8760)),
        "keep_prompts_days": maybe(whole(1, _YEARS)),
        "keep_pictures_days": maybe(whole(1, _YEARS)),
        "keep_failures_days": maybe(whole(1, _YEARS)),
        "showcase_from": whole(1, 1000),
    }
)


class GuildSection:
    """Language, time zone, moderators' channels and the rest."""

    name = "settings"
    area = "guild"

    async def read(self, store: Store, tx: Tx, guild_id: int) -> GuildSettings:
        """What it is now."""
        return (await store.settings.guild_in(tx, guild_id)).settings

    def here(self, now: GuildSettings, known: Known) -> GuildSettings:
        """The same without channels that the guild does not have any more."""
        gone: dict[str, Any] = {key: None for key in _CHANNELS if getattr(now, key) not in known.channels}
        return replace(now, **gone)

    def write(self, now: GuildSettings) -> Any:
        """As a document has it: ids as text, since JSON's numbers are too short for them."""
        return {
            key: str(value) if key in _CHANNELS and value is not None else plain(value)
            for key, value in asdict(now).items()
        }

    def check(self, path: str, value: Any, known: Known, faults: Faults) -> GuildSettings:
        """What a document says it shall be."""
        found = fields(path, value, checks_of(known.channels, known.locales), faults)
        if "nsfw" in found:
            found["nsfw"] = Nsfw(found["nsfw"])
        return GuildSettings(**found)

    def entries(self, state: GuildSettings) -> Iterator[Entry]:
        """Each decision in it."""
        for key, value in asdict(state).items():
            yield "", key, plain(value)

    async def apply(self, store: Store, tx: Tx, guild_id: int, wanted: GuildSettings, *, by: int) -> None:
        """Make it so."""
        await store.settings.put_guild(tx, guild_id, wanted, by=by)

    async def renew(self, store: Store, guild_id: int) -> None:
        """Read again what is kept of it in memory."""
        store.settings.forget(guild_id)


def checks_of(channels: Collection[int], locales: Collection[str]) -> Mapping[str, Check]:
    """What each key has to be in a guild with these channels."""
    return {
        **_CHECKS,
        "locale": maybe(one_of(locales)),
        **{key: maybe(snowflake(channels)) for key in _CHANNELS},
    }
