"""`/setup check`: everything a member would trip over, found before a member does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import discord

from bot.chat.checks.decisions import (
    look_at_language,
    look_at_models,
    look_at_nothing_left,
    look_at_rules,
)
from bot.chat.checks.line import Line, attention, fine
from bot.chat.checks.operator import look_at_operator
from bot.chat.checks.places import look_at_channels, look_at_desk, look_at_showcase
from bot.chat.panels.answering import answer
from bot.chat.panels.checkup import CheckAgain, checkup_panel
from bot.chat.permissions import require_guild
from bot.chat.words import checkup as words
from bot.chat.words import failure
from bot.gateways.health import Health, look_at

if TYPE_CHECKING:
    from bot.chat.client import Bot

_MEGABYTE = 1024 * 1024


class SetupCheck:
    """Looks around in one guild."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def show(self, interaction: discord.Interaction[Any], page: int = 0) -> None:
        """Answer with what was found; the services are asked anew each time."""
        require_guild(interaction)
        # Asking the services takes a while.
        await _promise(interaction)
        lines = sorted(await self._look(interaction), key=lambda line: line.ok)
        await answer(interaction, checkup_panel(lines, page))

    async def _look(self, interaction: discord.Interaction[Any]) -> Sequence[Line]:
        guild, store = interaction.guild, self._bot.store
        guild_id = require_guild(interaction)
        health = await look_at(self._bot.gateways)
        if guild is None:
            return list(_services(health))
        settings = (await store.settings.guild(guild_id)).settings
        channels = await store.settings.channels(guild_id)
        return [
            *look_at_channels(guild, channels),
            *look_at_desk(guild, settings),
            *look_at_showcase(guild, settings),
            *look_at_models(channels, self._bot.models.models),
            *look_at_rules(guild, await store.rules.own(guild_id)),
            *look_at_nothing_left(await store.rules.of(guild_id)),
            *look_at_operator(store, guild_id, self._bot.models.models),
            *_services(health),
            fine(words.upload_well(interaction.filesize_limit // _MEGABYTE)),
            *look_at_language(guild, settings),
        ]


async def _promise(interaction: discord.Interaction[Any]) -> None:
    """In place of the check that was pressed, or as a new one of the asker's own."""
    data: dict[str, Any] = dict(interaction.data or {})
    if CheckAgain.is_pressed(data.get("custom_id", "")):
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=True, thinking=True)


def _services(found: Sequence[Health]) -> Iterator[Line]:
    if not found:
        yield attention(words.NO_GATEWAY())
    for health in found:
        if health.error is not None:
            yield attention(words.gateway_fault(health.name, failure(health.error.code).happened))
        elif health.has_funds is False:
            yield attention(words.gateway_broke(health.name))
        else:
            yield fine(words.gateway_well(health.name, funds_told=bool(health.has_funds)))
