"""When a server's days and weeks begin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import discord

from bot.chat.explain import whisper
from bot.chat.quota.standings import calendar_line
from bot.chat.words import changes as history
from bot.chat.words import quota_answers as words
from bot.domain.settings_text import read_zone

if TYPE_CHECKING:
    from bot.chat.client import Bot


class Calendars:
    """What `/quota calendar` does. Whoever calls has checked the rights."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def change(
        self,
        interaction: discord.Interaction[Any],
        guild_id: int,
        time_zone: str | None,
        week_start: int | None,
    ) -> None:
        """Decide what is given, and tell how it is.

        Raises:
            SettingInvalid: there is no such time zone.
        """
        changes: dict[str, Any] = {}
        if time_zone is not None:
            changes["time_zone"] = read_zone(time_zone)
        if week_start is not None:
            changes["week_start"] = week_start
        lines = []
        if changes:
            lines += await self._decide(guild_id, changes, by=interaction.user.id)
        lines.append(await calendar_line(self._bot, guild_id, self._bot.clock.wall_ms()))
        await whisper(interaction, "\n".join((*lines, f"-# {words.CALENDAR_SAME()}")))

    async def _decide(self, guild_id: int, changes: Mapping[str, Any], *, by: int) -> list[str]:
        """Decide, and tell what that takes the place of."""
        store = self._bot.store
        now = await store.settings.change_guild(guild_id, changes, by=by)
        made = await store.changes.since(guild_id, area="guild", version=now.version - 1)
        mine = [change for change in made if change.version == now.version]
        return [words.calendar_set(), *([history.changes(mine)] if mine else [])]
