"""What can be pressed among the further settings of a guild. Each says the version it shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.chat.press import Pressed
from bot.chat.rights import require_command
from bot.domain.guild import GuildSettings, Nsfw

if TYPE_CHECKING:
    from bot.chat.client import Bot

#: Chosen where nothing is decided, or nothing shall happen.
NOTHING = "*"
ON, OFF = "on", "off"
_FIELDS = "|".join(each.name for each in fields(GuildSettings))
_VERSION = r"(?P<version>[0-9]{1,9})"


class MoreMenu(
    Pressed, ui.DynamicItem[ui.Select[Any]], template=rf"setup:more:(?P<field>{_FIELDS}):{_VERSION}"
):
    """One decision among values."""

    def __init__(self, field: str, version: int, options: Sequence[discord.SelectOption] = ()) -> None:
        given = list(options) or [discord.SelectOption(label=NOTHING)]
        super().__init__(ui.Select(custom_id=f"setup:more:{field}:{version}", options=given))
        self.field, self.version = field, version

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read off the menu which decision it is."""
        return cls(match["field"], int(match["version"]))

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Decide."""
        await require_command(interaction, "setup")
        bot: Bot = interaction.client
        changes = {self.field: decided(self.item.values[0])}
        await bot.wizard.decide_more(interaction, changes, seen=self.version)


class MoreChannelMenu(
    Pressed,
    ui.DynamicItem[ui.ChannelSelect[Any]],
    template=rf"setup:place:(?P<field>log_channel_id):{_VERSION}",
):
    """One channel, or none."""

    def __init__(self, field: str, version: int, *, placeholder: str = "", shown: int | None = None) -> None:
        kind = discord.SelectDefaultValueType.channel
        super().__init__(
            ui.ChannelSelect(
                custom_id=f"setup:place:{field}:{version}",
                channel_types=[discord.ChannelType.text],
                placeholder=placeholder or None,
                min_values=0,
                max_values=1,
                default_values=[discord.SelectDefaultValue(id=shown, type=kind)] if shown else [],
            )
        )
        self.field, self.version = field, version

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read off the menu which channel it is."""
        return cls(match["field"], int(match["version"]))

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Decide."""
        await require_command(interaction, "setup")
        bot: Bot = interaction.client
        chosen = next((each.id for each in self.item.values), None)
        await bot.wizard.decide_more(interaction, {self.field: chosen}, seen=self.version)


def decided(value: str) -> Any:
    """A decision, as a menu has it."""
    if value.isdecimal():
        return int(value)
    return {NOTHING: None, ON: True, OFF: False, **{each.value: each for each in Nsfw}}[value]


MORE_ITEMS = (MoreMenu, MoreChannelMenu)
