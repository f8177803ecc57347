"""The part of the document that holds the image channels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields as fields_of
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from bot.domain.errors import SettingInvalid, ValueFault, ValueKind
from bot.domain.guild import ChannelSettings
from bot.domain.hours import read_hours, written
from bot.domain.settings_text import MOST_RULES
from bot.domain.span import LONGEST
from bot.engine.bundle.checks import (
    INVALID,
    Check,
    Faults,
    Known,
    boolean,
    by,
    fields,
    listed,
    maybe,
    snowflake,
    text,
    whole,
)
from bot.engine.bundle.section import Entry
from bot.store.database import Tx
from bot.store.decided import OPEN, channel_subject
from bot.store.documents import plain
from bot.store.stores import Store

#: Discord's most channels of a guild, and a name's longest.
_MOST, _NAME = 500, 100
#: Where the panel is says nothing about another guild, or another day.
_NOT_WRITTEN = "panel_message_id"
_CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "models": listed(text(_NAME, shortest=1), 100),
        "highest_quality": maybe(text(_NAME, shortest=1)),
        "highest_resolution": maybe(text(_NAME, shortest=1)),
        "default_aspect_ratio": maybe(text(_NAME, shortest=1)),
        "thread_per_result": boolean,
        "auto_spoiler": boolean,
        "allow_nsfw": boolean,
        "slow_mode": whole(0, LONGEST),
        "quiet_hours": maybe(by(read_hours, SettingInvalid)),
        "rules": text(MOST_RULES),
    }
)
#: By id.
ImageChannels = Mapping[int, ChannelSettings]


class ChannelsSection:
    """Which channels are image channels, and what each allows."""

    name = "channels"
    area = "channel"

    async def read(self, store: Store, tx: Tx, guild_id: int) -> ImageChannels:
        """What it is now."""
        found = await store.settings.channels_in(tx, guild_id)
        return {channel_id: each.settings for channel_id, each in found.items()}

    def here(self, now: ImageChannels, known: Known) -> ImageChannels:
        """The same without channels that the guild does not have any more."""
        return {channel_id: each for channel_id, each in now.items() if channel_id in known.writable}

    def write(self, now: ImageChannels) -> Any:
        """As a document has it."""
        return {str(channel_id): _document(settings) for channel_id, settings in sorted(now.items())}

    def check(self, path: str, value: Any, known: Known, faults: Faults) -> ImageChannels:
        """What a document says it shall be."""
        if not isinstance(value, dict) or len(value) > _MOST:
            faults.wants(path, ValueKind.OBJECT)
            return {}
        found: dict[int, ChannelSettings] = {}
        is_channel = snowflake(known.writable)
        for key, each in value.items():
            channel_id = is_channel(f"{path}.{key}", key, faults)
            decided = fields(f"{path}.{key}", each, _CHECKS, faults)
            if channel_id is INVALID:
                continue
            if channel_id in found:
                faults.note(f"{path}.{key}", ValueFault.TWICE)
            if "models" in decided:
                decided["models"] = tuple(dict.fromkeys(decided["models"]))
            found[channel_id] = ChannelSettings(**decided)
        return found

    def entries(self, state: ImageChannels) -> Iterator[Entry]:
        """Each decision in it; that a channel is there is one."""
        for channel_id, settings in state.items():
            subject = channel_subject(channel_id)
            yield subject, OPEN, True
            for each in fields_of(settings):
                if each.name != _NOT_WRITTEN and getattr(settings, each.name) != each.default:
                    yield subject, each.name, _plain(getattr(settings, each.name))

    async def apply(self, store: Store, tx: Tx, guild_id: int, wanted: ImageChannels, *, by: int) -> None:
        """Make it so. Panels that are posted stay where they are."""
        now = await self.read(store, tx, guild_id)
        for channel_id in now.keys() - wanted.keys():
            await store.settings.put_channel(tx, guild_id, channel_id, None, by=by)
        for channel_id, settings in wanted.items():
            before = now.get(channel_id)
            panel = before.panel_message_id if before else None
            after = replace(settings, panel_message_id=panel)
            if after != before:
                await store.settings.put_channel(tx, guild_id, channel_id, after, by=by)

    async def renew(self, store: Store, guild_id: int) -> None:
        """Read again what is kept of it in memory."""
        store.settings.forget(guild_id)


def _document(settings: ChannelSettings) -> dict[str, Any]:
    document = {each.name: plain(getattr(settings, each.name)) for each in fields_of(settings)}
    document["quiet_hours"] = written(settings.quiet_hours) if settings.quiet_hours else None
    del document[_NOT_WRITTEN]
    return document


def _plain(value: Any) -> Any:
    """As the audit has it."""
    return {"begin": value.begin, "end": value.end} if hasattr(value, "begin") else plain(value)
