"""When a server's days and weeks begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

import discord

from bot.chat.explain import whisper
from bot.chat.quota.standings import calendar_line
from bot.chat.words import quota_answers as words
from bot.domain.errors import SettingFault, SettingInvalid

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
            changes["time_zone"] = zone_named(time_zone)
        if week_start is not None:
            changes["week_start"] = week_start
        lines = []
        if changes:
            await self._bot.store.settings.change_guild(guild_id, changes, by=interaction.user.id)
            lines.append(words.calendar_set())
        lines.append(await calendar_line(self._bot, guild_id, self._bot.clock.wall_ms()))
        await whisper(interaction, "\n".join((*lines, f"-# {words.CALENDAR_SAME()}")))


def zone_named(text: str) -> str:
    """The time zone of that name, however it is written.

    Raises:
        SettingInvalid: there is none.
    """
    wanted = "_".join(text.split()).casefold()
    found = next((zone for zone in available_timezones() if zone.casefold() == wanted), None)
    if found is None:
        raise SettingInvalid("time_zone", text, SettingFault.UNKNOWN_ZONE)
    return found
