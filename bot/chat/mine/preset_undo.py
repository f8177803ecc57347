"""Deleting a preset, and bringing it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.chat.cards.parts import FINE, QUIET
from bot.chat.explain import whisper_card
from bot.chat.mine.presets import name_of, preset_card
from bot.chat.press import KeyButton
from bot.chat.words import presets as words

if TYPE_CHECKING:
    from bot.chat.client import Bot


async def delete_preset(interaction: discord.Interaction[Any], name: str) -> None:
    """Delete it, and show what it was.

    Raises:
        PresetRefused: there is none of that name.
    """
    bot: Bot = interaction.client
    deleted = await bot.store.presets.delete(interaction.user.id, name)
    preset = deleted.preset
    row: ui.ActionRow[Any] = ui.ActionRow(PresetUndoButton(f"{preset.mark}:{deleted.at}"))
    await whisper_card(interaction, preset_card(QUIET, words.deleted(name_of(preset)), preset, row))


class PresetUndoButton(
    KeyButton, begins="preset:undo", holds=r"(?P<mark>[0-9a-f]{1,20}):[0-9]{1,15}", label=words.UNDO
):
    """Brings back what who presses it deleted then: it is looked for among their own alone."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Have it again, and show it."""
        bot: Bot = interaction.client
        preset = await bot.store.presets.bring_back(
            interaction.user.id, self.parts["mark"], deleted_at=self.number
        )
        card = preset_card(FINE, words.brought_back(name_of(preset)), preset)
        await interaction.response.edit_message(view=card)
