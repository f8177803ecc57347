"""`/presets`: ways to ask that a person keeps under names of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.mine.preset_undo import PresetUndoButton, delete_preset
from bot.chat.mine.presets import list_presets, option_choices, preset_choices, save_preset
from bot.chat.options import unused_options
from bot.chat.picker import Choice
from bot.chat.words import presets, prompts

if TYPE_CHECKING:
    from bot.chat.client import Bot

Name = app_commands.Range[str, 1, 32]
Words = app_commands.Range[str, 1, 1000]


@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
class PresetCommands(commands.GroupCog, group_name="presets", group_description=presets.PRESETS):
    """For everyone, about themselves. All answers are for the asker alone."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        for name in unused_options(bot.models.models.values()):
            # discord.py has no public way to leave an option out.
            self.save._params.pop(name, None)

    @app_commands.command(description=presets.SAVE)
    @app_commands.rename(output_format="format")
    @app_commands.describe(
        name=presets.NAME,
        text=presets.TEXT,
        model=prompts.MODEL,
        aspect_ratio=prompts.ASPECT_RATIO,
        quality=prompts.QUALITY,
        resolution=prompts.RESOLUTION,
        output_format=prompts.FORMAT,
        style=prompts.STYLE,
        background=prompts.BACKGROUND,
    )
    async def save(
        self,
        interaction: discord.Interaction[Any],
        name: Name,
        text: Words | None = None,
        model: str | None = None,
        aspect_ratio: str | None = None,
        quality: str | None = None,
        resolution: str | None = None,
        output_format: str | None = None,
        style: str | None = None,
        background: str | None = None,
    ) -> None:
        wishes = {
            "model": model,
            "aspect_ratio": aspect_ratio,
            "quality": quality,
            "resolution": resolution,
            "output_format": output_format,
            "style": style,
            "background": background,
        }
        await save_preset(interaction, name=name, words_of_it=text or "", wishes=wishes)

    @app_commands.command(name="list", description=presets.LIST)
    async def show(self, interaction: discord.Interaction[Any]) -> None:
        await list_presets(interaction)

    @app_commands.command(description=presets.DELETE)
    @app_commands.describe(name=presets.NAME)
    async def delete(self, interaction: discord.Interaction[Any], name: str) -> None:
        await delete_preset(interaction, name)

    @save.autocomplete("name")
    @delete.autocomplete("name")
    async def complete_name(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        """One's own presets."""
        return await preset_choices(interaction, typed)

    @save.autocomplete("model")
    async def complete_model(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        """The models on offer."""
        return self._offered(interaction, "model", typed)

    @save.autocomplete("aspect_ratio")
    async def complete_ratio(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        """The ratios of the named model, or of any."""
        return self._offered(interaction, "aspect_ratio", typed)

    @save.autocomplete("quality")
    async def complete_quality(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        """The qualities of the named model, or of any."""
        return self._offered(interaction, "quality", typed)

    @save.autocomplete("resolution")
    async def complete_resolution(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[Choice[str]]:
        """The resolutions of the named model, or of any."""
        return self._offered(interaction, "resolution", typed)

    @save.autocomplete("output_format")
    async def complete_format(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        """The formats of the named model, or of any."""
        return self._offered(interaction, "output_format", typed)

    @save.autocomplete("style")
    async def complete_style(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        """The styles of the named model, or of any."""
        return self._offered(interaction, "style", typed)

    @save.autocomplete("background")
    async def complete_background(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[Choice[str]]:
        """The backgrounds of the named model, or of any."""
        return self._offered(interaction, "background", typed)

    def _offered(self, interaction: discord.Interaction[Any], option: str, typed: str) -> list[Choice[str]]:
        return option_choices(self.bot, option, typed, model=interaction.namespace.model)


async def setup(bot: Bot) -> None:
    """Add the commands, and wake the buttons of old answers."""
    bot.add_dynamic_items(PresetUndoButton)
    await bot.add_cog(PresetCommands(bot))
