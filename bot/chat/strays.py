"""Buttons and windows that this version does not know: who meets one is told so all the same."""

from __future__ import annotations

import re
from typing import Any

import discord
from discord import ui

from bot.chat.explain import explained, whisper
from bot.chat.forms import typed_in
from bot.chat.seen import is_new
from bot.chat.words import replies


class Strays:
    """Knows which buttons and menus there are. What a message of years ago holds may be none of them."""

    def __init__(self) -> None:
        self._known: list[re.Pattern[str]] = []

    def know(self, *items: type[ui.DynamicItem[Any]]) -> None:
        """These are answered where they are pressed."""
        self._known += [item.__discord_ui_compiled_template__ for item in items]

    async def answer(self, interaction: discord.Interaction[Any]) -> None:
        """Say that nobody here knows it, unless somebody does; words that were typed are given back."""
        data: dict[str, Any] = dict(interaction.data or {})
        custom_id = str(data.get("custom_id", ""))
        if not custom_id or any(template.fullmatch(custom_id) for template in self._known):
            return
        if is_new(interaction):
            async with explained(interaction):
                await whisper(interaction, replies.nobody_knows(typed_in(data)))
