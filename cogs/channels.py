"""`/channels`: where pictures are made, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.announcing import Announcing
from bot.chat.channel_options import WritableChannel, models_so_far, writable_id
from bot.chat.channels import Channels
from bot.chat.i18n import to_type
from bot.chat.panels.channel import offered
from bot.chat.panels.channel_form import CHANNEL_FORM
from bot.chat.panels.channel_items import CHANNEL_ITEMS
from bot.chat.panels.channel_list import CHANNEL_LIST_ITEMS
from bot.chat.picker import LONGEST_CHOICE, MOST_CHOICES, Choice, choice
from bot.chat.wire import Wire
from bot.chat.words import channel_panel as words
from bot.chat.words.typed import ALL

if TYPE_CHECKING:
    from bot.chat.client import Bot

Channel = app_commands.Transform[int, WritableChannel]
_POLICIES = [
    Choice(name=app_commands.locale_str(words.OPENLY.sentence), value="yes"),
    Choice(name=app_commands.locale_str(words.AS_ELSEWHERE.sentence), value="no"),
]


@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.default_permissions(manage_guild=True)
class ImageChannels(commands.GroupCog, group_name="channels", group_description=words.GROUP):
    """Image channels, for those who manage the server."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    @app_commands.command(name="open", description=words.OPEN)
    @app_commands.describe(channel=words.CHANNEL)
    async def open_(self, interaction: discord.Interaction[Any], channel: Channel | None = None) -> None:
        await self.bot.channels.open(interaction, writable_id(interaction, channel))

    @app_commands.command(description=words.EDIT)
    @app_commands.rename(default_aspect_ratio="ratio", thread_per_result="threads", auto_spoiler="spoiler")
    @app_commands.rename(allow_nsfw="unsafe")
    @app_commands.describe(
        channel=words.CHANNEL,
        models=words.MODELS,
        highest_quality=words.HIGHEST_QUALITY,
        highest_resolution=words.HIGHEST_RESOLUTION,
        default_aspect_ratio=words.RATIO,
        thread_per_result=words.THREADS,
        auto_spoiler=words.SPOILER,
        allow_nsfw=words.UNSAFE,
        slow_mode=words.SLOW_MODE,
        quiet_hours=words.QUIET_HOURS,
        rules=words.RULES_TEXT,
    )
    @app_commands.choices(allow_nsfw=_POLICIES)
    async def edit(
        self,
        interaction: discord.Interaction[Any],
        channel: Channel | None = None,
        models: str | None = None,
        highest_quality: str | None = None,
        highest_resolution: str | None = None,
        default_aspect_ratio: str | None = None,
        thread_per_result: bool | None = None,
        auto_spoiler: bool | None = None,
        allow_nsfw: str | None = None,
        slow_mode: str | None = None,
        quiet_hours: str | None = None,
        rules: str | None = None,
    ) -> None:
        typed = {
            "models": models,
            "highest_quality": highest_quality,
            "highest_resolution": highest_resolution,
            "default_aspect_ratio": default_aspect_ratio,
            "thread_per_result": thread_per_result,
            "auto_spoiler": auto_spoiler,
            "allow_nsfw": allow_nsfw,
            "slow_mode": slow_mode,
            "quiet_hours": quiet_hours,
            "rules": rules,
        }
        await self.bot.channels.edit(interaction, writable_id(interaction, channel), typed)

    @app_commands.command(description=words.CLOSE)
    @app_commands.describe(channel=words.CHANNEL)
    async def close(self, interaction: discord.Interaction[Any], channel: Channel | None = None) -> None:
        await self.bot.channels.close(interaction, writable_id(interaction, channel))

    @app_commands.command(name="list", description=words.LIST)
    async def list_(self, interaction: discord.Interaction[Any]) -> None:
        await self.bot.channels.list(interaction)

    @app_commands.command(description=words.RULES)
    @app_commands.describe(channel=words.CHANNEL)
    async def rules(self, interaction: discord.Interaction[Any], channel: Channel | None = None) -> None:
        await self.bot.channels.post(interaction, writable_id(interaction, channel))

    @edit.autocomplete("models")
    async def complete_models(self, _interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        """What was typed so far, with one more model; and all of them."""
        names = list(self.bot.models.models)
        fitting = [so_far for so_far in models_so_far(typed, names) if len(so_far) <= LONGEST_CHOICE]
        return [_all(), *(choice(name, name) for name in fitting)][:MOST_CHOICES]

    @edit.autocomplete("highest_quality")
    async def complete_quality(self, _interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        """Every quality there is."""
        return self._values("quality", typed)

    @edit.autocomplete("highest_resolution")
    async def complete_resolution(
        self, _interaction: discord.Interaction[Any], typed: str
    ) -> list[Choice[str]]:
        """Every resolution there is."""
        return self._values("resolution", typed)

    @edit.autocomplete("default_aspect_ratio")
    async def complete_ratio(self, _interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        """Every ratio there is."""
        return self._values("aspect_ratio", typed)

    def _values(self, option: str, typed: str) -> list[Choice[str]]:
        values = offered(tuple(self.bot.models.models.values()), option)
        fitting = [value for value in values if typed.casefold() in value.casefold()]
        return [_all(), *(choice(value, value) for value in fitting)][:MOST_CHOICES]


def _all() -> Choice[str]:
    return choice(to_type(ALL), ALL)


async def setup(bot: Bot) -> None:
    """Add the commands, and wake what earlier processes posted."""
    bot.channels = Channels(bot, announcing=Announcing(bot, wire=Wire(bot)))
    bot.add_dynamic_items(*CHANNEL_ITEMS, *CHANNEL_LIST_ITEMS)
    bot.forms.add(CHANNEL_FORM)
    await bot.add_cog(ImageChannels(bot))
