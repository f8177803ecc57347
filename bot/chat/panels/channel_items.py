"""What can be pressed on the panel of an image channel. Each says which channel, and the version it shows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.chat.i18n import Phrase
from bot.chat.press import Pressed
from bot.chat.rights import require_command
from bot.chat.words import channel_panel as words
from bot.chat.words import decisions
from bot.chat.words.lists import labelled
from bot.domain.guild import ChannelSettings

if TYPE_CHECKING:
    from bot.chat.channels import Channels
    from bot.chat.client import Bot

#: Chosen where no value is: no limit, or the model's own.
ANY = "*"
_FIELDS = "|".join(each.name for each in fields(ChannelSettings))
_WHERE = r"(?P<channel>[0-9]{1,20}):(?P<version>[0-9]{1,9})"


def _desk(interaction: discord.Interaction[Any]) -> Channels:
    bot: Bot = interaction.client
    return bot.channels


class PickMenu(
    Pressed, ui.DynamicItem[ui.Select[Any]], template=rf"channel:pick:(?P<field>{_FIELDS}):{_WHERE}"
):
    """Chooses among values."""

    def __init__(
        self,
        channel_id: int,
        version: int,
        field: str,
        options: Sequence[discord.SelectOption] = (),
        *,
        several: bool = False,
    ) -> None:
        given = list(options) or [discord.SelectOption(label=ANY)]
        super().__init__(
            ui.Select(
                custom_id=f"channel:pick:{field}:{channel_id}:{version}",
                placeholder=words.PICK_MODELS() if several else None,
                min_values=0 if several else 1,
                max_values=len(given) if several else 1,
                options=given,
            )
        )
        self.channel_id, self.version, self.field = channel_id, version, field

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read off the menu which decision it is."""
        return cls(int(match["channel"]), int(match["version"]), match["field"])

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Decide."""
        await require_command(interaction, "channels")
        changes = {self.field: _chosen(self.field, self.item.values)}
        await _desk(interaction).press(interaction, self.channel_id, changes, seen=self.version)


def _chosen(field: str, values: list[str]) -> Any:
    if field == "models":
        return tuple(values)
    if field == "allow_nsfw":
        return values == ["yes"]
    return None if values == [ANY] else values[0]


class FlipButton(
    Pressed,
    ui.DynamicItem[ui.Button[Any]],
    template=rf"channel:(?P<turn>on|off):(?P<field>thread_per_result|auto_spoiler):{_WHERE}",
):
    """Turns something on or off; it says how that is now."""

    def __init__(self, channel_id: int, version: int, field: str, *, on: bool) -> None:
        state = (decisions.ON if on else decisions.OFF)()
        name = decisions.name_of(field)
        super().__init__(
            ui.Button(
                label=labelled(name[:1].upper() + name[1:], state),
                style=discord.ButtonStyle.success if on else discord.ButtonStyle.secondary,
                custom_id=f"channel:{'off' if on else 'on'}:{field}:{channel_id}:{version}",
            )
        )
        self.channel_id, self.version, self.field, self.on = channel_id, version, field, on

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read off the button what it turns, and whether that is on."""
        return cls(int(match["channel"]), int(match["version"]), match["field"], on=match["turn"] == "off")

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Turn it."""
        await require_command(interaction, "channels")
        changes = {self.field: not self.on}
        await _desk(interaction).press(interaction, self.channel_id, changes, seen=self.version)


_ACTS: Mapping[str, tuple[Phrase, discord.ButtonStyle]] = MappingProxyType(
    {
        "write": (words.WRITE, discord.ButtonStyle.primary),
        "post": (words.POST, discord.ButtonStyle.secondary),
        "close": (words.CLOSE_IT, discord.ButtonStyle.danger),
        "really": (words.REALLY_CLOSE, discord.ButtonStyle.danger),
        "keep": (words.KEEP, discord.ButtonStyle.secondary),
    }
)


class ActButton(
    Pressed,
    ui.DynamicItem[ui.Button[Any]],
    template=rf"channel:(?P<act>{'|'.join(_ACTS)}):{_WHERE}",
):
    """Does something with the channel."""

    def __init__(self, channel_id: int, version: int, act: str) -> None:
        label, style = _ACTS[act]
        custom_id = f"channel:{act}:{channel_id}:{version}"
        super().__init__(ui.Button(label=label(), style=style, custom_id=custom_id))
        self.channel_id, self.version, self.act = channel_id, version, act

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read off the button what it does."""
        return cls(int(match["channel"]), int(match["version"]), match["act"])

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Do it."""
        await require_command(interaction, "channels")
        desk, channel_id = _desk(interaction), self.channel_id
        match self.act:
            case "write":
                await desk.write(interaction, channel_id)
            case "post":
                await desk.post(interaction, channel_id)
            case "close":
                await desk.ask_to_close(interaction, channel_id, self.version)
            case "really":
                await desk.close(interaction, channel_id, seen=self.version)
            case _:
                await desk.show(interaction, channel_id, notes=[words.KEPT_OPEN()])


CHANNEL_ITEMS = (PickMenu, FlipButton, ActButton)
