"""The button below a refusal that asks moderators."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.chat.press import Pressed
from bot.chat.words import appeals as words

if TYPE_CHECKING:
    from bot.chat.client import Bot


class AskButton(Pressed, ui.DynamicItem[ui.Button[Any]], template=r"appeal:ask:(?P<draft>[0-9a-z]{1,40})"):
    """Asks moderators for what was refused. The wish is kept as a draft."""

    def __init__(self, draft_id: str) -> None:
        style = discord.ButtonStyle.secondary
        super().__init__(ui.Button(label=words.ASK(), style=style, custom_id=f"appeal:ask:{draft_id}"))
        self.draft_id = draft_id

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read the draft off the button that was pressed."""
        return cls(match["draft"])

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Ask, once."""
        bot: Bot = interaction.client
        await bot.appeals.ask(interaction, self.draft_id)
