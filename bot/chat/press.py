"""What every button and menu that outlives a restart has in common."""

from __future__ import annotations

from typing import Any

import discord

from bot.chat.explain import explained
from bot.chat.seen import is_new


class Pressed:
    """To be put before `ui.DynamicItem` among the bases. Rights are checked in `pressed`, at every press."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Let each press through once."""
        return is_new(interaction)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do it; what goes wrong is told to who pressed."""
        async with explained(interaction):
            await self.pressed(interaction)

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """What a press does. Refusals may be raised."""
        raise NotImplementedError
